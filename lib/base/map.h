/*
 * A hash map from byte strings to size_t, iterated in insertion order.
 * Keys are copied. Entries are numbered 0..n-1 as they came, so the number
 * can index an array of the caller's.
 */
#ifndef CRM_BASE_MAP_H
#define CRM_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct crm_map;

#define CRM_MAP_NONE ((size_t)-1)

struct crm_map *crm_map_new(void);
void crm_map_free(struct crm_map *m); /* NULL allowed */
size_t crm_map_count(const struct crm_map *m);
/* The entry's number, or CRM_MAP_NONE. */
size_t crm_map_find(const struct crm_map *m, const char *key, size_t len);
/* The entry's number; a new entry has value 0. *added may be NULL. */
size_t crm_map_put(struct crm_map *m, const char *key, size_t len, bool *added);
/* The value of entry i, to read or write; valid until the next put. */
size_t *crm_map_value(struct crm_map *m, size_t i);
/* The key of entry i, NUL-terminated; valid as long as the map. */
const char *crm_map_key(const struct crm_map *m, size_t i, size_t *len);

#endif
