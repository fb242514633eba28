/*
 * What is counted, for the files lib/rules/figures/figures*.c.
 */
#ifndef CRM_RULES_FIGURES_PRIVATE_H
#define CRM_RULES_FIGURES_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/figures/figures.h"
#include "lib/stat/sample.h"
#include "lib/stat/tally.h"

enum crm_by { CRM_BY_FIELD, CRM_BY_YEAR, CRM_BY_MONTH, CRM_BY_DAY };

struct crm_figures_by_field {
	enum crm_by what;
	int field;
};

struct crm_figures_lag {
	const char *detail; /* "FROM,TO" */
	const char *from_name, *to_name;
	int from, to;
};

struct crm_figures_pareto {
	const char *name;
	int field;
};

/* One sum: of the amounts of one word, or of all. */
struct crm_figures_total {
	struct crm_decsum sum;
	bool over;          /* it does not fit */
	int64_t n, records; /* amounts; records that have any */
	int64_t last;       /* the record that gave the last one, by f->serial */
};

/* Counted for one of the kind's sums. */
struct crm_figures_summed {
	struct crm_map *words; /* entry i has totals[i] */
	struct crm_figures_total *totals;
	size_t cap;
	struct crm_figures_total all;
	struct crm_tally left; /* excluded only */
};

/* Counted for one value of --by. Arrays are as long as the figures' lists. */
struct crm_figures_group {
	const char *const *values;
	const char *label; /* values with commas between; NULL without --by */
	bool seen;         /* holds more than records of other periods */
	int64_t count, open, closed, late_stamps, late_records;
	int64_t left[CRM_X_COUNT]; /* left out of every figure */
	struct crm_tally *all, *due, *shares;
	struct crm_tally *all_plain, *due_plain, *shares_plain; /* as if there were no pauses */
	bool *differs, *shares_differ;                          /* from all and due; from shares */
	struct crm_sample *stays;
	struct crm_tally *stayed; /* excluded only */
	struct crm_sample *samples;
	struct crm_tally *lags; /* excluded only */
	struct crm_map **words;
	struct crm_tally *paretos; /* excluded only; den: words */
	int64_t *ages;             /* nborders + 1 */
	struct crm_sample age;     /* days */
	struct crm_tally ageing;   /* excluded only */
	struct crm_figures_summed *sums;
};

struct crm_figures {
	const struct crm_figures_kind *kind;
	struct crm_shape *shape;
	const struct crm_clocks *clocks;
	const struct crm_zone *zone;
	struct crm_instant now;
	struct crm_arena arena;

	int *rates; /* clock's number, or -1: all together */
	size_t nrates;
	size_t nshares;
	int *share_clocks; /* clock's number, or -1: judged */
	const char **plain_names;
	size_t nstays;
	struct crm_figures_day day;
	struct crm_figures_lag *lags;
	size_t nlags;
	struct crm_figures_pareto *paretos;
	size_t nparetos;
	bool ageing;
	int64_t *borders; /* last days, ascending */
	const char **age_words;
	size_t nborders;
	const struct crm_figures_sum **sums;
	size_t nsums;
	int64_t delivered; /* -1: not known */
	struct crm_figures_by_field *by;
	const char **by_names;
	size_t nby;
	const char *unit_name;
	int64_t unit;
	bool has_from, has_to;
	int64_t from, to; /* [from, to) */

	struct crm_map *keys; /* group's values, NUL between; entry i is
				 groups[i] */
	struct crm_figures_group *groups;
	size_t cap;
	struct crm_buf key;               /* scratch */
	struct crm_clock_result *results; /* scratch */
	int64_t serial;                   /* of the record that is being added */

	crm_figures_ids *ids;
	void *arg;
};

/* What dates it: an instant or a day, else absent or bad. */
struct crm_cell crm_figures_start(const struct crm_figures *f, const struct crm_view *v);
/* A stamp, or the local midnight of a day. */
int64_t crm_figures_us(const struct crm_figures *f, const struct crm_cell *c);

/* Declares what is read; fields ends with 0, NULL: nothing. */
void crm_figures_need(struct crm_figures *f, const int *fields);

/* ---- one record being added (figures_add.c) ---- */

struct crm_figures_adding {
	struct crm_figures *f;
	struct crm_figures_group *g;
	const struct crm_view *v;
	const char *id;   /* set when somebody traces */
	bool quiet;       /* counted only */
	const char *part; /* NULL: the record */
};

void crm_figures_tell(const struct crm_figures_adding *a, const char *figure, const char *detail,
    const char *role, const char *reason);
/* detail "FIELD=WORD". */
void crm_figures_tell_word(const struct crm_figures_adding *a, const char *figure,
    const char *field, const char *word, const char *role);
void crm_figures_exclude(const struct crm_figures_adding *a, struct crm_tally *t,
    const char *figure, const char *detail, enum crm_excluded reason);

/* Counts it, in the numerator or only in the denominator. */
void crm_figures_count(const struct crm_figures_adding *a, struct crm_tally *t, const char *figure,
    const char *detail, bool yes);

/* figures_clocks.c: f->results are those of the record */
void crm_figures_add_rate(const struct crm_figures_adding *a, size_t i);
void crm_figures_add_clock_share(const struct crm_figures_adding *a, size_t i);

/* ---- rows being given (figures_rows.c) ---- */

struct crm_figures_giving {
	struct crm_figures *f;
	struct crm_figures_group *g;
	void (*fn)(void *arg, const struct crm_figure *row);
	void *arg;
};

/* A row without value, with what left every figure and what left this one. */
struct crm_figure crm_figures_row(const struct crm_figures_giving *r, const char *figure,
    const struct crm_tally *t, const char *unit, const char *rule);
/* Is anything excluded but what it does not apply to? */
bool crm_figures_left(const struct crm_tally *t);

enum crm_stat { CRM_STAT_MEAN, CRM_STAT_SD, CRM_STAT_MEDIAN, CRM_STAT_P95, CRM_STAT_MAX };
#define CRM_STATS (CRM_STAT_MAX + 1)
/* Gives `row` with this statistic of the sample as its value. */
void crm_figures_give_stat(const struct crm_figures_giving *r, struct crm_figure row,
    struct crm_sample *s, enum crm_stat stat, int64_t unit);

/* ---- stays (figures_stays.c), ages (figures_ageing.c), sums (figures_sums.c) ---- */

void crm_figures_set_stays(struct crm_figures *f, const struct crm_figures_opts *o);
void crm_figures_add_stays(const struct crm_figures_adding *a);
void crm_figures_give_stays(const struct crm_figures_giving *r);

void crm_figures_set_ageing(struct crm_figures *f, const struct crm_figures_opts *o);
void crm_figures_add_age(const struct crm_figures_adding *a);
void crm_figures_give_ages(const struct crm_figures_giving *r);

void crm_figures_set_sums(struct crm_figures *f, const struct crm_figures_opts *o);
void crm_figures_add_sum(const struct crm_figures_adding *a, size_t i);
void crm_figures_give_sum(const struct crm_figures_giving *r, size_t i);

/* ---- groups (figures_group.c) ---- */

/* The group of a record, made when it is new; valid until the next one. */
struct crm_figures_group *crm_figures_group_of(struct crm_figures *f, const struct crm_view *v);
/* Without --by there is one group from the start. */
void crm_figures_groups_init(struct crm_figures *f);
/* The months between (crm_figures_kind.months). */
void crm_figures_fill_months(struct crm_figures *f);
void crm_figures_groups_free(struct crm_figures *f);

/* The name of clock i of the rates, or NULL for all together. */
const char *crm_figures_rate_name(const struct crm_figures *f, size_t i);

#endif
