/*
 * What is known of records that may be repeated, by the texts that they share
 * (lib/rules/recurrence.h): for lib/tool/steps_recur.c and steps_past.c.
 */
#ifndef CRM_TOOL_STEPS_RECUR_H
#define CRM_TOOL_STEPS_RECUR_H

#include "lib/rules/recurrence.h"
#include "lib/tool/steps_private.h"

struct crm_recur {
	const struct crm_recurrence *row;
	size_t n; /* fields of the key */
	struct crm_recurrence_opts o;
	bool whole; /* all records were read */
	struct crm_map *keys;
	struct crm_past_list *lists; /* by the key's number */
	size_t cap;
	struct crm_arena arena;
	/* the record in hand: */
	bool counts; /* it has a key */
	struct crm_buf key;
	struct crm_instant at;
	char latest[65]; /* which it repeats, or "" */
};

/* Those with the key in hand, whose texts are the cells: what the store has, and what this run has
 * added. NULL after a message. */
struct crm_past_list *crm_past_load(struct crm_batch *b, const struct crm_cell *const *cells);
/* Adds one with the key in hand. */
void crm_past_add(struct crm_recur *x, const char *id);

#endif
