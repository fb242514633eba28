/*
 * Figures over the records of one kind (design section 7): counts, timely
 * handling rates, shares, times between two stamps, Pareto, ages, sums.
 * What is the kind's own stands in its table. Fed with views, in any order; gives rows.
 * A kind may have parts that are counted beside the records: the lines of an order.
 * Every figure carries value, numerator, denominator, unit, what was
 * excluded and why, as_of and its rule. null, never 100 %, when the
 * denominator is 0. Void and duplicate records leave the figures and are
 * counted as such.
 */
#ifndef CRM_RULES_FIGURES_H
#define CRM_RULES_FIGURES_H

#include "lib/base/err.h"
#include "lib/data/view.h"
#include "lib/flow/clock.h"
#include "lib/rules/kind.h"

struct crm_figures;

/* Reasons of exclusion, named in the output as excluded.NAME. */
enum crm_excluded {
	CRM_X_VOID,
	CRM_X_DUPLICATE,
	CRM_X_BLANK,
	CRM_X_BAD,
	CRM_X_NEGATIVE,
	CRM_X_MISSING,
	CRM_X_NOT_APPLYING,
	CRM_X_RUNNING,
	CRM_X_DISORDERED,
	CRM_X_UNDATED,
	CRM_X_OUTSIDE,
	CRM_X_OVERFLOW, /* amounts whose sum does not fit 18 digits */
	CRM_X_CANCELLED,
	CRM_X_COUNT
};
const char *crm_excluded_name(int reason);

/* What a record says to a share: yes, no, or an enum crm_excluded. */
enum { CRM_SAYS_YES = CRM_X_COUNT, CRM_SAYS_NO };

/* The day on which it is judged, and what the kind's functions are told besides. */
struct crm_figures_day {
	struct crm_instant now; /* with our offset */
	int64_t within;         /* days ahead that are asked for */
	const void *ask;        /* of the kind, from the options */
	const struct crm_clocks *clocks;
	const void *facts; /* of the kind's `look`, of this view */
};

/* A record, or a part of it: part is its key, "" where it is all that there is; NULL: the record. */
typedef void crm_figures_look_fn(
    void *ctx, const struct crm_view *v, const char *part, const void *facts);

/* A share of the records: those that say yes of those that say yes or no, or
 * those in time of those where a clock has ended or is overdue. */
struct crm_figures_share {
	const char *name; /* NULL ends the table */
	const char *rule;
	const char *clock; /* its figure is as timely_due of this clock; else */
	int field;         /* what judge reads */
	int (*judge)(const struct crm_view *v, int field);
	/* instead of judge, where the day counts; fields: what it reads, 0 ends */
	int (*judge_at)(const struct crm_view *v, const struct crm_figures_day *day);
	const int *fields;
	/* or instead: adds to how much of how much; 0, or why it does not count. Nobody is named as
	 * numerator but who has all of it. */
	int (*measure)(const struct crm_view *v, const struct crm_figures_day *day, int64_t *num,
	    int64_t *den);
	bool how_many; /* the value is their number, not their share */
	bool parts;    /* of the record's parts, each in its own group; not with clock */
	/* Has a row where it applies to nothing, too. The others tell nobody by
	 * name whom they do not apply to. */
	bool always;
};
/* Is one of these fields not readable? 0 ends them. Its record is then CRM_X_BAD. */
bool crm_figures_bad(const struct crm_view *v, const int *fields);
/* Judges a yes/no field. */
int crm_figures_says(const struct crm_view *v, int field);

/* Amounts that are added up, apart for each word (a currency, a place). */
struct crm_figures_intake;
struct crm_figures_sum {
	const char *name; /* NULL ends the table */
	const char *rule;
	const char *words;   /* name of what keeps the amounts apart */
	const int *fields;   /* what read looks at; 0 ends */
	const char *unit;    /* NULL: the word is, and over all words there is no sum */
	const char *million; /* figure: the sum a million pieces delivered; or NULL */
	bool asked;          /* only with opts.sums; else where there is any */
	bool ranked;         /* a Pareto: the words' shares of the sum, the most first; unit "%" */
	/* Gives what a record says to crm_figures_amount() and _no_amount(). */
	void (*read)(const struct crm_view *v, struct crm_figures_intake *in);
};
/* word absent: "(none)". */
void crm_figures_amount(
    struct crm_figures_intake *in, const struct crm_cell *word, struct crm_dec amount);
void crm_figures_no_amount(struct crm_figures_intake *in, enum crm_excluded reason);

/* How long records stay somewhere: mean, median, p95 and max in days. */
struct crm_figures_stay {
	const char *word; /* "interim"; NULL ends the table */
	const char *rule;
	const int *fields; /* what read looks at; 0 ends */
	/* 0: *us is how long; else why it does not count */
	int (*read)(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us);
};

/* What the figures count of one kind. Tables may be NULL. */
struct crm_figures_kind {
	const struct crm_kind *kind;
	int start; /* the stamp that dates a record; or */
	/* ... an instant or a day made of it: absent or bad where there is none */
	struct crm_cell (*dated)(const struct crm_view *v, const struct crm_figures_day *day);
	const int *fields; /* what dated and look read; 0 ends */
	/* Gives the record, then its parts, which are views of the same shape; NULL: there are no
	 * parts and no facts. */
	void (*look)(const struct crm_view *v, const struct crm_figures_day *day,
	    crm_figures_look_fn *fn, void *ctx);
	/* By month alone, a month without any between two that have some has rows too: nothing to
	 * judge is null, not a hole. Not over a gap of more than ten years */
	bool months;
	const char *const *cancelled; /* states that leave the figures too; NULL-ended */
	/* The state in which it is closed. NULL: open and closed, and the timely rates of all
	 * clocks together, are no figures of it. */
	const char *closed;
	const char *const *lags;    /* "FROM,TO", NULL-ended: the default */
	const char *const *paretos; /* likewise: field names */
	const struct crm_figures_stay *stays;
	const struct crm_figures_share *shares; /* in the order of their rows */
	const struct crm_figures_sum *sums;
};

struct crm_figures_opts {
	const char *const *clocks; /* names; none: all clocks together */
	size_t nclocks;
	const char *const *lags; /* "FROM,TO"; none: the kind's */
	size_t nlags;
	const char *const *paretos; /* field names; none: the kind's */
	size_t nparetos;
	const void *ask;          /* to the kind's functions, as day.ask */
	const char *by;           /* "customer,month" or NULL. month, year,
				       day are those of the kind's start */
	const char *unit;         /* of lags: s min h d; NULL: d */
	const char *from, *to;    /* the kind's start, dates (local days, both
				       inclusive) or instants; or NULL. A group
				       with records of other periods only gives
				       no rows */
	bool ageing;              /* ages of what is open */
	const int64_t *borders;   /* last days of its groups, ascending */
	size_t nborders;          /* 0: the default, 7, 14, 30, 60, 90 */
	bool sums;                /* those that are given when asked for */
	int64_t within;           /* days: of what will be so soon */
	const int64_t *delivered; /* pieces delivered; NULL: not known. Without by:
				       how many each group had is not known */
};

/* Options are judged here (CRM_BADINPUT); fields are added to the shape and
 * all that is read is declared (crm_shape_need).
 * Borrowed: kind, shape of its schema, clocks, zone, the options' strings. */
int crm_figures_new(const struct crm_figures_opts *o, const struct crm_figures_kind *kind,
    struct crm_shape *shape, const struct crm_clocks *clocks, const struct crm_zone *zone,
    struct crm_instant now, struct crm_figures **out, struct crm_err *e);
void crm_figures_free(struct crm_figures *f);

/* Who stands behind a figure (--ids); called while adding when set. role is
 * "numerator", "denominator" (in it, not in the numerator) or "excluded"
 * with a reason (else NULL). detail is the clock, "FROM,TO", "FIELD=WORD"
 * (excluded: "FIELD"; of parts their key; of ages "age=8-14", of sums "currency=EUR") or NULL; group the values of --by with commas between,
 * NULL without. All texts live until the call returns only. */
typedef void crm_figures_ids(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason);
void crm_figures_trace(struct crm_figures *f, crm_figures_ids *fn, void *arg);

void crm_figures_add(struct crm_figures *f, const struct crm_view *v);

struct crm_figure {
	const char *figure;           /* "timely_all" */
	const char *clock;            /* or NULL */
	const char *from, *to, *stat; /* lags; or NULL. stat: of ages and sums too */
	const char *const *group;     /* values of --by, in its order; n of them */
	const char *field, *word;     /* pareto, ages, sums, word NULL when there is
				none; or NULL */
	bool has_value;               /* false: null */
	struct crm_dec value;         /* of pareto and ages: the word's share */
	int64_t num, den;             /* -1: the figure has none; lags and sums have the
				number of values as den, counts all records */
	bool has_cumulative;
	struct crm_dec cumulative;
	const char *unit; /* "%", "1", "d" */
	int64_t excluded[CRM_X_COUNT];
	const char *rule; /* one line: what was counted */
};

/* Names of the --by fields. */
size_t crm_figures_by(const struct crm_figures *f, const char *const **names);
/*
 * All rows: groups in byte order, figures in fixed order: count, open, closed,
 * late_entry; timely_all and timely_due (a pair for each clock asked for, else
 * one over all), and after a pair that pauses make another the same without
 * them, timely_all_plain and timely_due_plain (traced only for the records
 * where that differs); the kind's shares, those of a clock likewise followed by
 * NAME_plain; days (of the kind's stays) with stat mean, median, p95, max; lag with stat mean, sd, median, p95, max; pareto by count, then
 * word, and one row without a word where there is none; ageing by groups, then
 * with stat mean, median, p95, max; the kind's sums, of all words where they
 * have one unit, then by word: those without a unit with stat sum and mean (a
 * record that has any), and one row without a word where there is none; of ranked ones the words by their sums, with cumulative. Without
 * --by there is one group, with no records too; rows live until fn returns.
 */
void crm_figures_rows(
    struct crm_figures *f, void (*fn)(void *arg, const struct crm_figure *row), void *arg);

#endif
