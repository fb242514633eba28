/*
 * What is counted, for the files lib/rules/figures*.c.
 */
#ifndef CRM_RULES_FIGURES_PRIVATE_H
#define CRM_RULES_FIGURES_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/figures.h"
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

/* Counted for one value of --by. Arrays are as long as the figures' lists. */
struct crm_figures_group {
	const char *const *values;
	const char *label; /* values with commas between; NULL without --by */
	bool seen;         /* holds more than records of other periods */
	int64_t count, open, closed, late_stamps, late_records;
	int64_t left[CRM_X_COUNT]; /* left out of every figure */
	struct crm_tally *all, *due, *flags;
	struct crm_sample *samples;
	struct crm_tally *lags; /* excluded only */
	struct crm_map **words;
	struct crm_tally *paretos; /* excluded only; den: words */
};

struct crm_figures {
	const struct crm_figures_kind *kind;
	size_t nflags;
	struct crm_shape *shape;
	const struct crm_clocks *clocks;
	const struct crm_zone *zone;
	struct crm_instant now;
	struct crm_arena arena;

	int *rates; /* clock's number, or -1: all together */
	size_t nrates;
	struct crm_figures_lag *lags;
	size_t nlags;
	struct crm_figures_pareto *paretos;
	size_t nparetos;
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

	crm_figures_ids *ids;
	void *arg;
};

/* figures_group.c: the group of a record, made when it is new;
 * valid until the next one. */
struct crm_figures_group *crm_figures_group_of(struct crm_figures *f, const struct crm_view *v);
/* Without --by there is one group from the start. */
void crm_figures_groups_init(struct crm_figures *f);
void crm_figures_groups_free(struct crm_figures *f);

/* The name of the kind's i-th yes/no field. */
const char *crm_figures_flag_name(const struct crm_figures *f, size_t i);

/* The name of clock i of the rates, or NULL for all together. */
const char *crm_figures_rate_name(const struct crm_figures *f, size_t i);

#endif
