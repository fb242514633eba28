/*
 * What the two files of the next base table share: base_next.c gathers and
 * compares, base_put.c writes.
 */
#ifndef CRM_IO_BASE_NEXT_PRIVATE_H
#define CRM_IO_BASE_NEXT_PRIVATE_H

#include "lib/io/store/base_next.h"
#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"

struct crm_base_next {
	char *kind;
	struct crm_limits limits; /* the defaults: what every reader takes */
	struct crm_map *columns;  /* without id */
	struct crm_map *ids;      /* entry i is row i; value: its line */
	uint64_t *places;         /* of row i in the spool, and where it ends */
	size_t places_cap;
	struct crm_spool spool;
	struct crm_buf row; /* that was encoded or read last: */
	const char **cells; /* by column, "" when it says nothing */
	size_t *lens;
};

/* Reads the row into n->cells. */
int crm_base_next_cells(struct crm_base_next *n, size_t row, struct crm_err *e);

#endif
