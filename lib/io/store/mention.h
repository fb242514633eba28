/*
 * Which records may hold certain texts? A look through a journal's bytes,
 * without its index and without reading its lines: a tenth of a second for
 * 300 MB. Who is found must still be folded and asked; who is not found has
 * never held them.
 */
#ifndef CRM_IO_MENTION_H
#define CRM_IO_MENTION_H

#include "lib/base/map.h"
#include "lib/io/store/store.h"

/*
 * Adds to ids the records whose lines mention all n texts (at most 8), each in
 * any of its lines and anywhere in it, or have one that could do so in other
 * words (\u escapes). 0; 1: it cannot be said, since rows of a base table stand
 * beside the journal; -1.
 */
int crm_journal_mentioning(struct crm_journal *j, const char *const *texts, size_t n,
    struct crm_map *ids, struct crm_err *e);

#endif
