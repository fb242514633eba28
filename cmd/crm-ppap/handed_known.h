/*
 * What the store knows of a package that is handed in, and what of it refuses that.
 */
#ifndef CMD_CRM_PPAP_HANDED_KNOWN_H
#define CMD_CRM_PPAP_HANDED_KNOWN_H

#include "cmd/crm-ppap/handed.h"

#define ID_MAX 65

/* What the store knows of the part. */
struct known {
	const struct handed *h;
	const char *customer, *part;
	char open[ID_MAX];        /* asked for, nothing handed in */
	struct crm_record *asked; /* that record */
	char previous[ID_MAX];    /* the latest that is to be submitted again, or the one named */
	int64_t previous_us, number;
	size_t gone;                  /* void ones of the same package */
	struct crm_record *same;      /* the record of the same package */
	struct crm_record *elsewhere; /* one of it, of another customer or part */
	struct crm_record *waiting;   /* handed in, and without a verdict yet */
	struct link {
		const char *previous, *id;
	} * links; /* neither gone nor rejected, by the one before them */
	size_t nlinks, cap;
	struct crm_arena arena;
};

/* May the same package be handed in again? Else it is told why not. */
bool handed_may_repeat(struct crm_run *r, const struct known *k);
/* May this one be handed in? */
bool handed_may(struct crm_run *r, const struct known *k);

#endif
