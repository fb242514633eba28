/*
 * A record's clocks, judged, as the commands clocks, due and late print them.
 */
#ifndef CRM_TOOL_JUDGED_H
#define CRM_TOOL_JUDGED_H

#include "lib/tool/private.h"

struct crm_judge {
	struct crm_run *run;
	int kind, id, state, customer, engineer; /* fields of the shape */
	size_t n;                                /* clocks */
	struct crm_clock_result *results;
};

/* Compiles filters and clocks; call before records are read. 0, or -1 after a message. */
int crm_judge_init(struct crm_run *r, struct crm_judge *out);
void crm_judge_release(struct crm_judge *j);
/* Fills j->results. */
void crm_judge_view(struct crm_judge *j, const struct crm_view *v);
bool crm_judge_ended(const struct crm_judge *j, const struct crm_view *v);
/* Void or duplicate: it leaves the figures. */
bool crm_judge_gone(const struct crm_judge *j, const struct crm_view *v);

/* Microseconds as seconds, with decimals only where there are some. */
struct crm_cell crm_cell_seconds(int64_t us);
/* Absent when there is none. */
struct crm_cell crm_cell_stamp(bool has, struct crm_instant t);
/* The same cell with its text kept in the arena. */
struct crm_cell crm_cell_keep(const struct crm_cell *c, struct crm_arena *a);

#endif
