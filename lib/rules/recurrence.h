/*
 * Recurrence: what was complained of comes again (requirement K10). A kind
 * says by which fields; who came before is found by lib/tool, and judged here.
 */
#ifndef CRM_RULES_RECURRENCE_H
#define CRM_RULES_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/data/cell.h"
#include "lib/time/duration.h"
#include "lib/time/zone.h"

struct crm_buf;

#define CRM_RECURRENCE_FIELDS 3

struct crm_recurrence {
	int fields[CRM_RECURRENCE_FIELDS + 1]; /* texts that must be the same; 0 ends them */
	int received;                          /* stamp: when it came */
	int repeat_of, repeats, chronic;       /* what is set: id, count, truth */
	const char *reopen;                    /* step that opens an ended one again; NULL: none */
};

/* The texts as one key, which is the same only where all are, letter by
 * letter. False when one of them is missing, blank or no text: such a record
 * repeats nothing. out is cleared first. */
bool crm_recurrence_key(const struct crm_cell *const *cells, size_t n, struct crm_buf *out);

/* One that is there and has the same key. */
struct crm_past {
	const char *id;
	bool has_at; /* when it came can be read */
	struct crm_instant at;
	bool gone;    /* void or a duplicate: it does not count */
	size_t order; /* set by the list */
};

/* Those that count, by their times; of one time in the order in which they were
 * added. Begins as {0}; the ids are borrowed. */
struct crm_past_list {
	struct crm_past *items;
	size_t n, cap;
	size_t sorted; /* so many of them; crm_recurrence_judge() sorts the others in */
};
/* Void ones, duplicates and those without a time are passed over. */
void crm_past_list_add(struct crm_past_list *list, const struct crm_past *p);
void crm_past_list_release(struct crm_past_list *list);

struct crm_recurrence_opts {
	struct crm_duration window;  /* both ends count */
	int64_t times;               /* so many within the window are chronic */
	bool reopen;                 /* one that has ended is opened again */
	const struct crm_zone *zone; /* of the window's days */
};
/* Where the settings say nothing; zone NULL. */
extern const struct crm_recurrence_opts crm_recurrence_default;

struct crm_repeat {
	const struct crm_past *latest; /* NULL: it repeats nothing; until the list changes */
	int64_t repeats;               /* how many came before it, in the window */
	bool chronic;
};

/* at: when the new one came; the window is counted back from it. Later ones do
 * not count; of several that came at the same time the last in the list is the
 * latest. */
void crm_recurrence_judge(struct crm_past_list *past, struct crm_instant at,
    const struct crm_recurrence_opts *o, struct crm_repeat *out);

#endif
