/*
 * What may stand in a mail: one address, and one line of text. Whoever keeps them for later and
 * whoever sends them judge by the same.
 */
#ifndef CRM_BASE_MAIL_H
#define CRM_BASE_MAIL_H

#include <stdbool.h>
#include <stddef.h>

/* As bytes, with the host in its ASCII form (RFC 5321, 4.5.3.1). */
#define CRM_MAIL_LOCAL_MOST 64
#define CRM_MAIL_ADDRESS_MOST 254

#define CRM_MAIL_EXPECTED "one mail address like anna@example.com"
#define CRM_LINE_EXPECTED "one line without control characters"

/*
 * One addr-spec (RFC 5321, 4.1.2; no comments, no blanks around dots): dot-atom or quoted local part,
 * ASCII; then a host name, or an address literal in brackets. It does not begin with '-'. A host may
 * have Latin, Greek, Cyrillic, Chinese, Japanese and Korean letters, where its ASCII form is certain
 * to fit; others are given in that form (xn--...).
 */
bool crm_mail_address(const char *s, size_t len);
/* The same of a host name alone. */
bool crm_mail_host(const char *s, size_t len);

/* The parts of addresses, and of Message-IDs: words with dots between, "[127.0.0.1]". */
bool crm_mail_dot_atom(const char *s, size_t len);
bool crm_mail_literal(const char *s, size_t len);

/* One line of UTF-8 for a header or an address line: no C0, DEL or C1, no separator of lines or
 * paragraphs, nothing that turns the direction of a text (U+202A-202E, U+2066-2069) and nothing of no
 * width (U+200B, U+2060, U+FEFF). */
bool crm_mail_line(const char *s, size_t len);

#endif
