#include "lib/rules/figures/figures.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/rules/figures/figures_private.h"

_Static_assert((int)CRM_X_COUNT <= CRM_TALLY_REASONS, "a tally holds every reason");

static const struct {
	const char *name;
	int64_t us;
} units[] = {
    {"s", CRM_US_PER_SEC},
    {"min", 60 * CRM_US_PER_SEC},
    {"h", 3600 * CRM_US_PER_SEC},
    {"d", CRM_US_PER_DAY},
};

static const char *const reasons[CRM_X_COUNT] = {
    [CRM_X_VOID] = "void",
    [CRM_X_DUPLICATE] = "duplicate",
    [CRM_X_BLANK] = "blank",
    [CRM_X_BAD] = "bad",
    [CRM_X_NEGATIVE] = "negative",
    [CRM_X_MISSING] = "missing",
    [CRM_X_NOT_APPLYING] = "not_applying",
    [CRM_X_RUNNING] = "running",
    [CRM_X_DISORDERED] = "disordered",
    [CRM_X_UNDATED] = "undated",
    [CRM_X_OUTSIDE] = "outside",
    [CRM_X_OVERFLOW] = "overflow",
    [CRM_X_CANCELLED] = "cancelled",
};

const char *crm_excluded_name(int reason)
{
	return reasons[reason];
}

const char *crm_figures_rate_name(const struct crm_figures *f, size_t i)
{
	return f->rates[i] < 0 ? NULL : crm_clocks_row(f->clocks, (size_t)f->rates[i])->name;
}

static int set_rates(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	f->nrates = o->nclocks > 0 ? o->nclocks : f->kind->closed != NULL ? 1 : 0;
	f->rates = crm_arena_alloc(&f->arena, (f->nrates + 1) * sizeof(*f->rates));
	f->rates[0] = -1;
	for (size_t i = 0; i < o->nclocks; i++) {
		f->rates[i] = crm_clocks_find(f->clocks, o->clocks[i]);
		if (f->rates[i] < 0)
			return crm_err_at(e, CRM_BADINPUT, "--clock", 0, NULL,
			    "there is no clock '%s'", o->clocks[i]);
	}
	return 0;
}

void crm_figures_need(struct crm_figures *f, const int *fields)
{
	for (; fields != NULL && *fields != 0; fields++)
		crm_shape_need(f->shape, *fields);
}

static int set_shares(struct crm_figures *f, struct crm_err *e)
{
	const struct crm_figures_share *shares = f->kind->shares;
	size_t n = 0;

	while (shares != NULL && shares[n].name != NULL)
		n++;
	f->nshares = n;
	f->share_clocks = crm_arena_alloc(&f->arena, (n + 1) * sizeof(*f->share_clocks));
	f->plain_names = crm_arena_alloc(&f->arena, (n + 1) * sizeof(*f->plain_names));
	for (size_t i = 0; i < n; i++) {
		struct crm_buf plain = CRM_BUF_INIT;

		f->share_clocks[i] = -1;
		if (shares[i].clock == NULL) {
			crm_figures_need(f, shares[i].fields);
			crm_shape_need(f->shape, shares[i].field);
			continue;
		}
		f->share_clocks[i] = crm_clocks_find(f->clocks, shares[i].clock);
		if (f->share_clocks[i] < 0)
			return crm_err_at(e, CRM_BADINPUT, shares[i].name, 0, NULL,
			    "there is no clock '%s'", shares[i].clock);
		crm_buf_addf(&plain, "%s_plain", shares[i].name);
		f->plain_names[i] = crm_arena_strdup(&f->arena, crm_buf_str(&plain));
		crm_buf_release(&plain);
	}
	return 0;
}

/* A field of the schema, or of one of its collections; its number or -1. */
static int field_of(struct crm_figures *f, const char *option, const char *name, struct crm_err *e)
{
	const struct crm_field *def = crm_schema_path(crm_shape_schema(f->shape), name);
	int field;

	if (def == NULL)
		return crm_err_at(e, CRM_BADINPUT, option, 0, NULL, "there is no field '%s'", name);
	if (def->type == CRM_T_NESTED)
		return crm_err_at(
		    e, CRM_BADINPUT, option, 0, NULL, "field '%s' holds several values", name);
	field = crm_shape_field(f->shape, name);
	crm_shape_need(f->shape, field);
	return field;
}

static int stamp_of(struct crm_figures *f, const char *name, struct crm_err *e)
{
	int field = field_of(f, "--lag", name, e);

	if (field >= 0 && crm_shape_def(f->shape, field)->type != CRM_T_INSTANT &&
	    crm_shape_def(f->shape, field)->type != CRM_T_DATE)
		return crm_err_at(
		    e, CRM_BADINPUT, "--lag", 0, NULL, "field '%s' is no date and time", name);
	return field;
}

static int set_lags(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	const char *const *given = o->nlags > 0 ? o->lags : f->kind->lags;
	size_t n = o->nlags;

	while (o->nlags == 0 && given != NULL && given[n] != NULL)
		n++;
	f->nlags = n;
	f->lags = crm_arena_alloc(&f->arena, (n + 1) * sizeof(*f->lags));
	for (size_t i = 0; i < n; i++) {
		struct crm_figures_lag *lag = &f->lags[i];
		const char *comma = strchr(given[i], ',');

		if (comma == NULL)
			return crm_err_at(e, CRM_BADINPUT, "--lag", 0, NULL,
			    "not two fields: '%s', expected FROM,TO", given[i]);
		lag->detail = given[i];
		lag->from_name = crm_arena_strndup(&f->arena, given[i], (size_t)(comma - given[i]));
		lag->to_name = crm_arena_strdup(&f->arena, comma + 1);
		lag->from = stamp_of(f, lag->from_name, e);
		lag->to = stamp_of(f, lag->to_name, e);
		if (lag->from < 0 || lag->to < 0)
			return -1;
	}
	return 0;
}

static int set_paretos(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	const char *const *given = o->nparetos > 0 ? o->paretos : f->kind->paretos;
	size_t n = o->nparetos;

	while (o->nparetos == 0 && given != NULL && given[n] != NULL)
		n++;
	f->nparetos = n;
	f->paretos = crm_arena_alloc(&f->arena, (n + 1) * sizeof(*f->paretos));
	for (size_t i = 0; i < n; i++) {
		f->paretos[i].name = given[i];
		f->paretos[i].field = field_of(f, "--pareto", given[i], e);
		if (f->paretos[i].field < 0)
			return -1;
	}
	return 0;
}

static int set_by_one(struct crm_figures *f, const char *name, struct crm_err *e)
{
	static const char *const times[] = {
	    [CRM_BY_YEAR] = "year",
	    [CRM_BY_MONTH] = "month",
	    [CRM_BY_DAY] = "day",
	};
	struct crm_figures_by_field *by = &f->by[f->nby];

	f->by_names[f->nby++] = name;
	for (int i = CRM_BY_YEAR; i <= CRM_BY_DAY; i++) {
		if (strcmp(times[i], name) == 0) {
			by->what = (enum crm_by)i;
			by->field = f->kind->start;
			return 0;
		}
	}
	by->what = CRM_BY_FIELD;
	by->field = field_of(f, "--by", name, e);
	return by->field < 0 ? -1 : 0;
}

static int set_by(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	size_t most = o->by == NULL ? 1 : strlen(o->by) + 1;

	f->by = crm_arena_alloc(&f->arena, most * sizeof(*f->by));
	f->by_names = crm_arena_alloc(&f->arena, most * sizeof(*f->by_names));
	for (const char *at = o->by; at != NULL;) {
		size_t len = strcspn(at, ",");

		if (set_by_one(f, crm_arena_strndup(&f->arena, at, len), e) != 0)
			return -1;
		at = at[len] == ',' ? at + len + 1 : NULL;
	}
	return 0;
}

/* One end of the period as the instant where it begins or has ended. */
static int set_end(const struct crm_figures *f, const char *option, const char *text, bool last,
    int64_t *out, struct crm_err *e)
{
	size_t len = strlen(text);
	struct crm_instant at;
	int32_t day;

	if (crm_date_parse(text, len, &day) == 0)
		*out = crm_zone_instant(f->zone, last ? day + 1 : day, 0).us;
	else if (crm_instant_parse(text, len, &at) == 0)
		*out = last ? at.us + 1 : at.us;
	else
		return crm_err_at(e, CRM_BADINPUT, option, 0, NULL,
		    "not a date: '%s', expected 2026-11-20 or 2026-11-20T09:00:00+08:00", text);
	return 0;
}

static int set_period(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	f->has_from = o->from != NULL;
	f->has_to = o->to != NULL;
	if (f->has_from && set_end(f, "--from", o->from, false, &f->from, e) != 0)
		return -1;
	if (f->has_to && set_end(f, "--to", o->to, true, &f->to, e) != 0)
		return -1;
	if (f->has_from && f->has_to && f->from >= f->to)
		return crm_err_at(e, CRM_BADINPUT, "--to", 0, NULL,
		    "'%s' is earlier than --from '%s'", o->to, o->from);
	return 0;
}

static int set_unit(struct crm_figures *f, const struct crm_figures_opts *o, struct crm_err *e)
{
	const char *name = o->unit != NULL ? o->unit : "d";

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(units[i].name, name) == 0) {
			f->unit_name = units[i].name;
			f->unit = units[i].us;
			return 0;
		}
	}
	return crm_err_at(
	    e, CRM_BADINPUT, "--unit", 0, NULL, "no unit: '%s', expected s, min, h or d", name);
}

/* What is read of every record. */
static void declare(struct crm_figures *f)
{
	const int fields[] = {CRM_C_ID, CRM_C_STATE, CRM_C_LATE_ENTRY, f->kind->start};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		crm_shape_need(f->shape, fields[i]);
	crm_figures_need(f, f->kind->fields);
}

int crm_figures_new(const struct crm_figures_opts *o, const struct crm_figures_kind *kind,
    struct crm_shape *shape, const struct crm_clocks *clocks, const struct crm_zone *zone,
    struct crm_instant now, struct crm_figures **out, struct crm_err *e)
{
	struct crm_figures *f = crm_calloc(1, sizeof(*f));

	f->kind = kind;
	f->shape = shape;
	f->clocks = clocks;
	f->zone = zone;
	f->now = now;
	f->keys = crm_map_new();
	f->results = crm_calloc(crm_clocks_count(clocks) + 1, sizeof(*f->results));
	f->day.ask = o->ask;
	f->day.clocks = clocks;
	if (set_rates(f, o, e) != 0 || set_shares(f, e) != 0 || set_lags(f, o, e) != 0 ||
	    set_paretos(f, o, e) != 0 || set_by(f, o, e) != 0 || set_period(f, o, e) != 0 ||
	    set_unit(f, o, e) != 0) {
		crm_figures_free(f);
		return -1;
	}
	crm_figures_set_stays(f, o);
	crm_figures_set_ageing(f, o);
	crm_figures_set_sums(f, o);
	declare(f);
	crm_figures_groups_init(f);
	*out = f;
	return 0;
}

void crm_figures_free(struct crm_figures *f)
{
	if (f == NULL)
		return;
	crm_figures_groups_free(f);
	crm_map_free(f->keys);
	crm_buf_release(&f->key);
	free(f->results);
	crm_arena_release(&f->arena);
	free(f);
}

void crm_figures_trace(struct crm_figures *f, crm_figures_ids *fn, void *arg)
{
	f->ids = fn;
	f->arg = arg;
}

size_t crm_figures_by(const struct crm_figures *f, const char *const **names)
{
	*names = f->by_names;
	return f->nby;
}
