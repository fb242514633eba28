/*
 * Clocks: from one stamp to another within a limit (design: clocks and
 * calendars; requirements K2, K6). A clock is a table row; compiled for one
 * run against a shape and the settings, it judges views.
 *
 * Verdicts: void (no start), running, paused, met, late. Equal to the limit
 * is met. A missing end is running or, past the limit, late; never met. An
 * end before its start is `disordered`: verdict void and a finding of check,
 * never zero. A verdict that the record carries frozen (member
 * verdicts.NAME, written when the end stamp was set or imported) counts as it
 * is, with its limit; of a record with imported verdicts only those clocks
 * apply, stamps or not. An imported verdict without limit and due_at was
 * judged by a rule that we do not know: has_due is false, limit "".
 *
 * Calendars. A limit of hours (PT..) is elapsed time, or working time where
 * row or setting name a calendar: "customer" is the record's party's (our own
 * where that has none; without both, elapsed time), "own" is ours, anything
 * else its name; "elapsed" in a setting takes a row's calendar away. Working
 * days (nwd) and the days of `before` count by the named calendar, without one
 * by the customer's, which decides the customer's deadlines; else they are
 * Monday to Friday. PnD is the same local time of the customer's zone, else of
 * ours.
 *
 * `before` counts back from a day: hours from the end of that day's working
 * time (23:59:59 of a day without or where there is no calendar), days from
 * day to day, and due is the end of the day found: what is due on a day is
 * missed after its working time.
 *
 * Pauses (collection pauses) stop the clocks that are pausable from the
 * pause's begin to its end: that time counts neither as elapsed nor as
 * working, and due moves later by it. Of PnD and nwd limits due moves by the
 * local time that was paused, days being 24 hours, of nwd on working days
 * only: a pause from Friday 16:00 to Monday 08:00 moves it by 16 hours, one
 * over three working days by three working days. Pauses that overlap count
 * once, what lies before the start or after the end does not count, and one
 * that began when the clock was due already, or later, changes nothing. While
 * a pause lasts the clock is `paused` and due is where it would be if the pause
 * ended now. Nothing clears pauses: they hold when the record is opened again
 * or gets another owner. Days before a date are not moved.
 *
 * A clock that repeats falls due again every `repeat` after the first limit:
 * from the last `renew` stamp (after the start, not after the end) where there
 * is one, else unmoved, so it stays late until it is renewed or has ended. What
 * was late before a renewal no longer shows.
 */
#ifndef CRM_FLOW_CLOCK_H
#define CRM_FLOW_CLOCK_H

#include <stdbool.h>

#include "lib/base/err.h"
#include "lib/data/change.h"
#include "lib/data/view.h"
#include "lib/time/calendar.h"
#include "lib/time/duration.h"
#include "lib/time/zone.h"

enum crm_clock_flags {
	CRM_CLOCK_PAUSABLE = 1, /* stands still while a pause lasts */
	CRM_CLOCK_NEVER = 2     /* settings cannot make it pausable (K2) */
};

/* A row. Field numbers are the schema's; 0 (kind) means none. */
struct crm_clock {
	const char *name;     /* also the step that sets its end stamp */
	int from, to;         /* stamp fields */
	int before;           /* a date field: the limit counts back from it */
	int before_else;      /* and this one where that has no date; 0: none */
	const char *limit;    /* ISO 8601 or nwd; with before also P0D: that day's end */
	const char *calendar; /* NULL, "customer", "own" or a name */
	const char *applies;  /* --where expression; NULL: always */
	const char *also;     /* and this one; NULL: none */
	const char *rule;     /* requirement or clause it comes from */
	const char *repeat;   /* ISO 8601 or nwd; NULL: once. Not with before */
	int renew;            /* the stamp that the next one counts from */
	unsigned flags;       /* enum crm_clock_flags */
};

#define CRM_CALENDAR_CUSTOMER "customer"
#define CRM_CALENDAR_OWN "own"
#define CRM_CALENDAR_ELAPSED "elapsed"

enum crm_pausable { CRM_PAUSABLE_AS_ROW, CRM_PAUSABLE_YES, CRM_PAUSABLE_NO };

/* What the settings say of a clock, for the records that all of `where`
 * (--where expressions, NULL-ended) hold for. Of the settings of one clock the
 * first that matches counts, else the row. Members that are NULL: as the row. */
struct crm_clock_setting {
	const char *name, *limit;
	const char *calendar; /* as in a row, or "elapsed" */
	const char *repeat;
	const char *const *where; /* NULL: always */
	enum crm_pausable pausable;
	const char *path; /* where it stands, for messages; NULL: "clocks" */
};

/* A customer's. zone NULL: the calendar's, else ours; calendar NULL: none. */
struct crm_clock_party {
	const char *party; /* text of the record's field CRM_F_PARTY */
	const struct crm_zone *zone;
	const struct crm_calendar *calendar;
};

/* The zone of a party's days, by the rule above. p NULL: nobody is named. */
const struct crm_zone *crm_clock_party_zone(
    const struct crm_clock_party *p, const struct crm_zone *ours);

struct crm_clocks_opts {
	const struct crm_zone *zone;         /* ours, for days; NULL only without rows */
	const struct crm_calendar *calendar; /* our own; or NULL */
	const struct crm_clock_party *parties;
	size_t nparties;
	const struct crm_calendar *const *calendars; /* those that rows and settings name */
	size_t ncalendars;
	const struct crm_clock_setting *settings;
	size_t nsettings;
};

struct crm_clocks; /* compiled */

/*
 * rows end with name NULL (rows NULL: none). Where there are rows the shape's
 * schema begins with the fields of lib/flow/common.h. Adds fields to shape,
 * the frozen verdicts' among them, and declares what is read
 * (crm_shape_need). rows, shape, zones and calendars are borrowed, the rest of
 * the options is copied. CRM_CONFIG, with the setting's path as field: a setting
 * names no clock or no calendar, has a bad limit, repeat or `where`, or makes
 * a clock pausable that never is.
 */
int crm_clocks_new(const struct crm_clock *rows, struct crm_shape *shape,
    const struct crm_clocks_opts *o, struct crm_clocks **out, struct crm_err *e);
void crm_clocks_free(struct crm_clocks *c);
size_t crm_clocks_count(const struct crm_clocks *c);
const struct crm_clock *crm_clocks_row(const struct crm_clocks *c, size_t i);
/* Index by name, or -1. */
int crm_clocks_find(const struct crm_clocks *c, const char *name);
/* The zone of the days of the record's party, by the rule above. */
const struct crm_zone *crm_clocks_zone(const struct crm_clocks *c, const struct crm_view *v);

enum crm_verdict {
	CRM_VERDICT_VOID,
	CRM_VERDICT_RUNNING,
	CRM_VERDICT_PAUSED,
	CRM_VERDICT_MET,
	CRM_VERDICT_LATE
};
const char *crm_verdict_name(enum crm_verdict v);

struct crm_clock_result {
	const struct crm_clock *clock;
	bool applies; /* false: nothing below counts */
	enum crm_verdict verdict;
	enum crm_verdict plain; /* what it is, or was, with no pause counted */
	bool frozen;            /* verdict taken from the record */
	bool imported;          /* ... and it came by import */
	bool disordered;        /* end before start */
	/* start or end cannot be read, and no verdict was frozen: what the rest
	 * says is worth nothing */
	bool unreadable;
	/* due lies beyond the days that its calendar covers; never so for
	 * elapsed time */
	bool provisional;
	bool has_from, has_due, has_end;
	struct crm_instant from, due, end;
	char limit[CRM_DURATION_MAX];
	int round; /* the limit is 1, the first repeat 2; CRM_CLOCK_ROUNDS at most */
	/* the calendar's name where one was used; absent: none. As long as the
	 * view lives. */
	struct crm_cell calendar;
	int64_t used_us;   /* counted from start to end or now */
	int64_t paused_us; /* not counted, for it was paused */
	int64_t over_us;   /* past due, elapsed; 0 when not */
	/* what used_us was counted by: NULL is elapsed time */
	const struct crm_calendar *working;
	bool pausable;
};
#define CRM_CLOCK_ROUNDS 999

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

/* Why: an interval that was counted. */
struct crm_interval {
	struct crm_instant from, to;
	int64_t us;
};
typedef void crm_clock_explain_fn(void *arg, const struct crm_interval *interval);
/*
 * Every counted interval of a result, in order; their sum is used_us, but of a
 * clock that is disordered, which has none. Elapsed clocks without a pause have
 * one, which may be empty; none where nothing was counted. r, v and now are those of one crm_clocks_eval() or judge.
 */
void crm_clock_explain(const struct crm_clock_result *r, const struct crm_view *v,
    struct crm_instant now, crm_clock_explain_fn *fn, void *arg);

/*
 * Freezes one of c's verdicts into changes (verdicts.NAME.verdict, .limit,
 * .due_at; .calendar where one was used; .plain where pauses made it another)
 * when it has ended and is not void; when it has not, deletes a
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
