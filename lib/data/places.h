/*
 * Places: on which line each value of a JSON text stands, by JSON Pointer
 * (RFC 6901): "/elements/9/evidence/09~1results.csv/sha256". For findings in
 * files that people edit; the value itself is read by lib/data/doc.h, which has
 * judged the text before.
 */
#ifndef CRM_DATA_PLACES_H
#define CRM_DATA_PLACES_H

#include <stddef.h>

struct crm_buf;
struct crm_places;

/* text is JSON that crm_doc_parse() took; what is no such text has no places.
 * Never NULL. The text is not kept. */
struct crm_places *crm_places_new(const char *text, size_t len);
void crm_places_free(struct crm_places *p); /* NULL allowed */
/* The line (from 1) on which the value's name stands, of an array's item the value's own; 0: no
 * such value. "" is the whole text. */
long crm_places_line(const struct crm_places *p, const char *pointer);
/* Appends "/" and the name, escaped: ~ as ~0, / as ~1. */
void crm_places_add(struct crm_buf *pointer, const char *name);
/* The first name of a pointer that begins with "/", unescaped; the rest: "" or another "/". */
const char *crm_places_name(const char *pointer, struct crm_buf *name);

/* For one who walks down the values: places are numbers, the whole text's is 0. An item's name is
 * its number in digits. A value that is not there, and what is below it, is CRM_PLACES_NONE. */
#define CRM_PLACES_NONE ((size_t)-1)
size_t crm_places_below(const struct crm_places *p, size_t place, const char *name, size_t len);
long crm_places_at(const struct crm_places *p, size_t place); /* its line; 0: none */

#endif
