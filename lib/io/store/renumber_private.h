/* What the files of renumbering share. */
#ifndef CRM_IO_RENUMBER_PRIVATE_H
#define CRM_IO_RENUMBER_PRIVATE_H

#include "lib/io/store/renumber.h"
#include "lib/io/store/store_private.h"

/* The line that created the record under its first id: the same in all copies. */
#define CRM_COPY_LINE "renumbered_from.line"

/* ---- renumber_copies.c ---- */

/* Says of each in the list that was made by renumbering what stands for it. */
int crm_copies_find(struct crm_journal *j, struct crm_seconds *s, struct crm_err *e);

#endif
