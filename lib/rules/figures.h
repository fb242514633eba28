/*
 * Figures over the records of one kind (design section 7): counts, timely
 * handling rates, times between two stamps, shares of yes/no fields, Pareto.
 * What is the kind's own stands in its table. Fed with views, in any order; gives rows.
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

/* A yes/no field; its figure has its name. */
struct crm_figures_flag {
	int field; /* 0 ends the table */
	const char *rule;
};

/* What the figures count of one kind. */
struct crm_figures_kind {
	const struct crm_kind *kind;
	int start;                            /* the stamp that dates a record */
	const char *closed;                   /* the state in which it is closed */
	const char *const *lags;              /* "FROM,TO", NULL-ended: the default */
	const struct crm_figures_flag *flags; /* NULL: none */
};

struct crm_figures_opts {
	const char *const *clocks; /* names; none: all clocks together */
	size_t nclocks;
	const char *const *lags; /* "FROM,TO"; none: the kind's */
	size_t nlags;
	const char *const *paretos; /* field names */
	size_t nparetos;
	const char *by;        /* "customer,month" or NULL. month, year,
				       day are those of the kind's start */
	const char *unit;      /* of lags: s min h d; NULL: d */
	const char *from, *to; /* the kind's start, dates (local days, both
				       inclusive) or instants; or NULL. A group
				       with records of other periods only gives
				       no rows */
};

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
	CRM_X_COUNT
};
const char *crm_excluded_name(int reason);

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
 * (excluded: "FIELD") or NULL; group the values of --by with commas between,
 * NULL without. All texts live until the call returns only. */
typedef void crm_figures_ids(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason);
void crm_figures_trace(struct crm_figures *f, crm_figures_ids *fn, void *arg);

void crm_figures_add(struct crm_figures *f, const struct crm_view *v);

struct crm_figure {
	const char *figure;           /* "timely_all" */
	const char *clock;            /* or NULL */
	const char *from, *to, *stat; /* lags; or NULL */
	const char *const *group;     /* values of --by, in its order; n of them */
	const char *field, *word;     /* pareto, word NULL when there is none; or NULL */
	bool has_value;               /* false: null */
	struct crm_dec value;         /* of pareto: the word's share */
	int64_t num, den;             /* -1: the figure has none; lags have the number
				of values as den, counts all records */
	bool has_cumulative;
	struct crm_dec cumulative;
	const char *unit; /* "%", "1", "d" */
	int64_t excluded[CRM_X_COUNT];
	const char *rule; /* one line: what was counted */
};

/* Names of the --by fields. */
size_t crm_figures_by(const struct crm_figures *f, const char *const **names);
/* All rows: groups in byte order, figures in fixed order: count, open,
 * closed, late_entry; timely_all and timely_due (a pair for each clock
 * asked for, else one over all); yes/no fields; lag with stat mean, sd, median,
 * p95, max; pareto by count, then word, and one row without
 * a word where there is none. Without --by there is one group,
 * with no records too; rows live until fn returns. */
void crm_figures_rows(
    struct crm_figures *f, void (*fn)(void *arg, const struct crm_figure *row), void *arg);

#endif
