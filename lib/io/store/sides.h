/*
 * The sides of a record whose chain has several tips: what each of the merged
 * branches says, before a step `resolve` settles it.
 */
#ifndef CRM_IO_SIDES_H
#define CRM_IO_SIDES_H

#include "lib/io/store/store.h"

struct crm_side_line {
	struct crm_record *line; /* whole, envelope and all */
	long number;
	bool own; /* not every side rests on it */
};

struct crm_side {
	char tip[33];              /* hash of its last line */
	struct crm_record *record; /* folded from its lines alone */
	struct crm_side_line *lines;
	size_t n;
	struct crm_map *set; /* path -> its last own line that says something of it */
};

struct crm_sides {
	struct crm_side *v; /* one a tip, in file order */
	size_t n;
	bool broken; /* the chain is, and nothing has settled it */
	bool states; /* two sides set the state */
	bool second; /* another record bears this id too: crm-store renumber */
};

/* CRM_NOINPUT: unknown id. */
int crm_journal_sides(
    struct crm_journal *j, const char *id, struct crm_sides *out, struct crm_err *e);
void crm_sides_release(struct crm_sides *s);
/* The side's last own line that says something of the path (which no record
 * holds then where it was deleted); NULL: none does. */
const struct crm_side_line *crm_side_set(const struct crm_side *s, const char *path);
/* The paths that two sides or more have set, other than their last lines
 * agree on; `state` first when it is one of them. */
void crm_sides_contradict(const struct crm_sides *s, struct crm_map *paths);

#endif
