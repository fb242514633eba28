/*
 * The keys of items in a collection: the parts of a path, COLLECTION.KEY.MEMBER. One rule for steps
 * and for imports, so that both find the same item.
 */
#ifndef CRM_DATA_ITEM_KEY_H
#define CRM_DATA_ITEM_KEY_H

#include <stddef.h>

/* The key of an item that a text names: the text itself where it is of
 * [A-Za-z0-9_-], at most 40 of them, and not what a hash looks like, 12 of
 * [0-9a-f]; else 12 hex digits of a hash over it; of two texts always such. */
#define CRM_ITEM_KEY_MAX 41
void crm_item_key(const char *text, size_t len, char out[CRM_ITEM_KEY_MAX]);
void crm_item_key_two(const char *text, const char *also, char out[CRM_ITEM_KEY_MAX]);

/* That hash: its first 12 hex digits. */
#define CRM_ITEM_HASH_MAX 13
void crm_item_hash(const char *text, size_t len, char out[CRM_ITEM_HASH_MAX]);

#endif
