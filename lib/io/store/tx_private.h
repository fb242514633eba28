/*
 * A write in the making. Pending lines lie in a spool as two parts, between
 * which the commit puts prev, tx and epoch; the overlay says which records
 * and ops they touch.
 */
#ifndef CRM_IO_TX_PRIVATE_H
#define CRM_IO_TX_PRIVATE_H

#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"

struct crm_pending {
	uint64_t at;         /* in the spool */
	uint32_t head, rest; /* bytes of the two parts */
	unsigned step;       /* crm_link_step() */
	size_t record;       /* number in tx->ids */
	size_t next;         /* the record's next pending line, or SIZE_MAX */
};

/* A record with pending lines. */
struct crm_touched {
	size_t first, last;   /* its pending lines */
	char tip[33];         /* commit: hash of its last line; "" unknown */
	struct crm_fold kept; /* its state up to `merged`; record NULL: none */
	size_t merged;        /* the last pending line in kept, or SIZE_MAX */
	size_t bytes;         /* of the lines in kept */
};

struct crm_tx {
	struct crm_journal *j;
	struct crm_limits limits; /* the defaults, whatever a run reads by:
				     what is stored must be readable by all */
	struct crm_spool spool;
	struct crm_pending *v;
	size_t n, cap;
	struct crm_map *ids; /* -> number in touched */
	struct crm_touched *touched;
	size_t touched_cap;
	struct crm_map *ops; /* -> number in v */
	struct crm_map *series;
	size_t kept;                     /* bytes of the lines in kept states */
	struct crm_buf head, rest, line; /* scratch */
};

/* tx.c: the i-th pending line as one JSON text, without what the commit
 * adds; in t->line. */
int crm_tx_text(struct crm_tx *t, size_t i, struct crm_err *e);
/* Forgets all that is pending. */
void crm_tx_clear(struct crm_tx *t);

/* Room left in each line for prev, tx and epoch. */
#define CRM_TX_ROOM ((size_t)192)

#endif
