/*
 * UTF-8 as text that people and terminals see.
 */
#ifndef CRM_BASE_UTF8_H
#define CRM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crm_buf;

/* Offset of the first byte that is not valid UTF-8 (RFC 3629: no overlong
 * forms, no surrogates, at most U+10FFFF), or len when all is valid. */
size_t crm_utf8_invalid(const char *s, size_t len);

/* Length of the blank at s, 0 when there is none: ASCII white space, U+00A0 or U+3000. */
size_t crm_utf8_blank(const char *s, size_t len);
/* Nothing but blanks? Also of an empty text. */
bool crm_utf8_all_blank(const char *s, size_t len);
/* Leaves the blanks at both ends out. */
void crm_utf8_trim(const char **s, size_t *len);

/* Decodes one code point at s (len > 0); returns its length 1..4, or 0 when
 * the bytes are invalid. */
size_t crm_utf8_decode(const char *s, size_t len, uint32_t *cp);

/*
 * Appends s so that a terminal may see it: C0 (but, when multiline is set,
 * not tab and newline), DEL, C1, bidi controls U+202A-202E and U+2066-2069,
 * line separators U+2028/9 and invalid bytes become \u{HEX} or \x{HH}.
 */
void crm_utf8_visible(struct crm_buf *out, const char *s, size_t len, bool multiline);

/*
 * The same for JSON text, which stays the same JSON: what a terminal must not
 * see becomes \uXXXX. Newlines between values stay.
 */
void crm_utf8_visible_json(struct crm_buf *out, const char *json, size_t len);

/* Would the two show it as it is (multiline not set)? */
bool crm_utf8_plain(uint32_t cp);

/*
 * A value that a message repeats: how many of its bytes, whole characters of at most
 * CRM_SHOWN bytes ("%.*s"); and appended in quotes, with "..." within them where it was cut.
 */
#define CRM_SHOWN 64
int crm_utf8_shown(const char *s, size_t len);
void crm_utf8_quote(struct crm_buf *out, const char *s, size_t len);

/* The same text, if A to Z were a to z? Other letters only by their bytes, in every locale. */
bool crm_ascii_same(const char *a, size_t alen, const char *b, size_t blen);

/* Columns on a terminal: CJK 2, combining 0 (wcwidth of C.UTF-8, whatever the
 * user's locale is); controls 0, unassigned and invalid bytes 1. */
size_t crm_utf8_width(const char *s, size_t len);

#endif
