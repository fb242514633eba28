/*
 * Clocks: from one stamp to another within a limit (design: clocks and
 * calendars; requirements K2, K6). A clock is a table row; compiled for one
 * run against a shape and the settings, it judges views.
 *
 * Verdicts: void (no start), running, met, late. Equal to the limit
 * is met. A missing end is running or, past the limit, late; never met. An
 * end before its start is `disordered`: verdict void and a finding of check,
 * never zero. A verdict that the record carries frozen (member
 * verdicts.NAME, written when the end stamp was set or imported) counts as it
 * is, with its limit; of a record with imported verdicts only those clocks
 * apply, stamps or not. An imported verdict without limit and due_at was
 * judged by a rule that we do not know: has_due is false, limit "".
 */
#ifndef CRM_FLOW_CLOCK_H
#define CRM_FLOW_CLOCK_H

#include <stdbool.h>

#include "lib/base/err.h"
#include "lib/data/change.h"
#include "lib/data/view.h"
#include "lib/time/duration.h"
#include "lib/time/zone.h"

/* A row. Field numbers are the schema's; 0 (kind) means none. */
struct crm_clock {
	const char *name;     /* also the step that sets its end stamp */
	int from, to;         /* stamp fields */
	int before;           /* a date field: the limit counts back from the
				 last second of that day */
	const char *limit;    /* ISO 8601 or nwd */
	const char *calendar; /* NULL: elapsed time */
	const char *applies;  /* --where expression; NULL: always */
	const char *rule;     /* requirement or clause it comes from */
};

/* What the settings say of a clock, for the records that `where` (a --where
 * expression) holds for. Of the settings of one clock the first that matches
 * counts, else the row. limit NULL: as the row. */
struct crm_clock_setting {
	const char *name, *limit, *calendar, *where; /* where NULL: always */
};

struct crm_clocks_opts {
	const struct crm_zone *zone; /* for days; NULL only without rows */
	const struct crm_clock_setting *settings;
	size_t nsettings;
};

struct crm_clocks; /* compiled */

/*
 * rows end with name NULL (rows NULL: none). Where there are rows the shape's
 * schema begins with the fields of lib/flow/common.h. Adds fields to shape,
 * the frozen verdicts' among them, and declares what is read
 * (crm_shape_need). rows, shape and zone are borrowed. CRM_CONFIG: a setting
 * names no clock, has a bad limit or a bad `where`.
 */
int crm_clocks_new(const struct crm_clock *rows, struct crm_shape *shape,
    const struct crm_clocks_opts *o, struct crm_clocks **out, struct crm_err *e);
void crm_clocks_free(struct crm_clocks *c);
size_t crm_clocks_count(const struct crm_clocks *c);
const struct crm_clock *crm_clocks_row(const struct crm_clocks *c, size_t i);
/* Index by name, or -1. */
int crm_clocks_find(const struct crm_clocks *c, const char *name);

enum crm_verdict { CRM_VERDICT_VOID, CRM_VERDICT_RUNNING, CRM_VERDICT_MET, CRM_VERDICT_LATE };
const char *crm_verdict_name(enum crm_verdict v);

struct crm_clock_result {
	const struct crm_clock *clock;
	bool applies; /* false: nothing below counts */
	enum crm_verdict verdict;
	bool frozen;     /* verdict taken from the record */
	bool imported;   /* ... and it came by import */
	bool disordered; /* end before start */
	/* start or end cannot be read, and no verdict was frozen: what the rest
	 * says is worth nothing */
	bool unreadable;
	/* due lies beyond the days that its calendar covers; never so for
	 * elapsed time */
	bool provisional;
	bool has_from, has_due, has_end;
	struct crm_instant from, due, end;
	char limit[CRM_DURATION_MAX];
	int64_t used_us; /* counted from start to end or now */
	int64_t over_us; /* past due; 0 when not */
};

/* One result a clock, in row order. */
void crm_clocks_eval(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    struct crm_clock_result *results);

/* The same with the verdicts derived anew from stamps and limits; of those that
 * the record carries only the imported ones count. */
void crm_clocks_judge(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    struct crm_clock_result *results);

/* Does the record hold an end before the start? Both stamps must be there;
 * whether the clock applies does not matter. */
bool crm_clock_disordered(const struct crm_clock *row, const struct crm_view *v);

/* Why: an interval that was counted. Elapsed clocks have one. */
struct crm_interval {
	struct crm_instant from, to;
	int64_t us;
};
/* The i-th counted interval of a result; false past the last. */
bool crm_clock_interval(
    const struct crm_clock_result *r, struct crm_instant now, size_t i, struct crm_interval *out);

/*
 * Freezes one of c's verdicts into changes (verdicts.NAME.verdict, .limit,
 * .due_at) when it has ended and is not void; when it has not, deletes a
 * verdict that the record, seen by v, carries (amend, reopen), but never an
 * imported one.
 */
void crm_clocks_freeze(const struct crm_clocks *c, const struct crm_clock_result *r,
    const struct crm_view *v, struct crm_changes *out);

/*
 * Freezes all of c's verdicts anew, as a step with CRM_STEP_REJUDGE does, for
 * who writes stamps without a step (import). `after` is the record as it will
 * be; verdicts that it carries are not believed, but imported ones stay. A
 * verdict is among the changes though the record has the same already.
 */
void crm_clocks_refreeze(const struct crm_clocks *c, const struct crm_view *after,
    struct crm_instant now, struct crm_changes *out);

#endif
