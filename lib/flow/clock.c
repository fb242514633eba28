#include "lib/flow/clock.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/flow/clock_private.h"

static const char *const verdicts[] = {
    [CRM_VERDICT_VOID] = "void",
    [CRM_VERDICT_RUNNING] = "running",
    [CRM_VERDICT_PAUSED] = "paused",
    [CRM_VERDICT_MET] = "met",
    [CRM_VERDICT_LATE] = "late",
};

const char *crm_verdict_name(enum crm_verdict v)
{
	return verdicts[v];
}

static const struct crm_clock none[] = {{.name = NULL}};

/* A duration of more than nothing (or nothing, where `zero`), as what: "limit". */
static int read_duration(
    const char *text, const char *what, bool zero, struct crm_duration *out, struct crm_err *e)
{
	size_t len = strlen(text);

	if (len < CRM_DURATION_MAX && crm_duration_parse(text, len, out) == 0 &&
	    (out->n > 0 || (zero && out->n == 0)))
		return 0;
	return crm_err_set(e, CRM_CONFIG,
	    "not a %s: '%s', expected a duration like PT30M, P3D or 3wd", what, text);
}

const struct crm_calendar *crm_clocks_calendar(
    const struct crm_clocks *c, const char *name, size_t len)
{
	for (size_t i = 0; i < c->ncalendars; i++) {
		const char *known = crm_calendar_name(c->calendars[i]);

		if (strlen(known) == len && memcmp(known, name, len) == 0)
			return c->calendars[i];
	}
	return NULL;
}

/* What a row or a setting says of the hours. */
static int read_hours(
    const struct crm_clocks *c, const char *text, struct crm_clock_limit *out, struct crm_err *e)
{
	if (text == NULL || strcmp(text, CRM_CALENDAR_ELAPSED) == 0)
		return 0;
	if (strcmp(text, CRM_CALENDAR_CUSTOMER) == 0) {
		out->hours = CRM_BY_CUSTOMER;
		return 0;
	}
	if (strcmp(text, CRM_CALENDAR_OWN) == 0) {
		out->hours = CRM_BY_OWN;
		return 0;
	}
	out->hours = CRM_BY_NAME;
	out->named = crm_clocks_calendar(c, text, strlen(text));
	return out->named != NULL ? 0
	                          : crm_err_set(e, CRM_CONFIG, "there is no calendar '%s'", text);
}

static int read_pausable(
    const struct crm_clock *row, enum crm_pausable says, bool *out, struct crm_err *e)
{
	*out = (row->flags & CRM_CLOCK_PAUSABLE) != 0;
	if (says == CRM_PAUSABLE_AS_ROW)
		return 0;
	*out = says == CRM_PAUSABLE_YES;
	if (*out && (row->flags & CRM_CLOCK_NEVER) != 0)
		return crm_err_set(e, CRM_CONFIG, "is never paused (%s)", row->rule);
	if (*out && row->before > 0)
		return crm_err_set(e, CRM_CONFIG, "counts back from a date, which no pause moves");
	return 0;
}

/* A limit behind those that are there already. takes over where, in any case. */
static int add_limit(struct crm_clocks *c, size_t i, const struct crm_clock_setting *s,
    struct crm_where *where, struct crm_err *e)
{
	const struct crm_clock *row = &c->rows[i];
	struct crm_clock_compiled *out = &c->compiled[i];
	const char *text = s->limit != NULL ? s->limit : row->limit;
	const char *repeat = s->repeat != NULL ? s->repeat : row->repeat;
	const char *calendar = s->calendar != NULL ? s->calendar : row->calendar;
	struct crm_clock_limit limit = {.where = where};

	if (read_duration(text, "limit", row->before > 0, &limit.duration, e) != 0 ||
	    (repeat != NULL && read_duration(repeat, "repeat", false, &limit.repeat, e) != 0) ||
	    read_hours(c, calendar, &limit, e) != 0 ||
	    read_pausable(row, s->pausable, &limit.pausable, e) != 0)
		goto fail;
	if (repeat != NULL && row->before > 0) {
		crm_err_set(e, CRM_CONFIG, "counts back from a date: it does not repeat");
		goto fail;
	}
	limit.repeats = repeat != NULL;
	memcpy(limit.text, text, strlen(text) + 1);
	crm_grow(&out->limits, &out->cap, out->n + 1, sizeof(*out->limits));
	out->limits[out->n++] = limit;
	return 0;
fail:
	crm_where_free(where);
	return -1;
}

static int compile_where(const struct crm_clocks *c, const char *const *exprs,
    struct crm_shape *shape, struct crm_where **out, struct crm_err *e)
{
	*out = NULL;
	if (exprs == NULL || exprs[0] == NULL)
		return 0;
	*out = crm_where_new();
	for (; *exprs != NULL; exprs++)
		if (crm_where_add(*out, *exprs, shape, c->zone, true, e) != 0)
			return -1;
	return 0;
}

/* What the settings say of one clock. */
static int add_setting(struct crm_clocks *c, const struct crm_clock_setting *s,
    struct crm_shape *shape, struct crm_err *e)
{
	const char *path = s->path != NULL ? s->path : "clocks";
	int i = crm_clocks_find(c, s->name);
	struct crm_err own = CRM_ERR_INIT;
	struct crm_where *where = NULL;

	if (i < 0)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "there is no clock '%s'", s->name);
	if (compile_where(c, s->where, shape, &where, &own) != 0)
		crm_where_free(where);
	else if (add_limit(c, (size_t)i, s, where, &own) == 0)
		return 0;
	return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "clock '%s': %s", s->name, own.text);
}

/* What the row itself reads. */
static int compile(struct crm_clocks *c, size_t i, struct crm_shape *shape, struct crm_err *e)
{
	static const struct crm_clock_setting as_row = {.name = NULL};
	const struct crm_clock *row = &c->rows[i];
	const int fields[] = {row->from, row->to, row->before, row->before_else, row->renew};
	const char *applies[] = {row->applies, row->applies != NULL ? row->also : NULL, NULL};
	struct crm_clock_compiled *out = &c->compiled[i];
	struct crm_buf path = CRM_BUF_INIT;

	for (size_t j = 0; j < sizeof(fields) / sizeof(fields[0]); j++) {
		if (fields[j] > 0)
			crm_shape_need(shape, fields[j]);
	}
	for (int j = 0; j < CRM_V_COUNT; j++)
		out->frozen[j] = crm_shape_field(shape,
		    crm_item_path(crm_shape_schema(shape), CRM_C_VERDICTS, row->name, j, &path));
	crm_buf_release(&path);
	if (compile_where(c, applies, shape, &out->applies, e) != 0 ||
	    add_limit(c, i, &as_row, NULL, e) != 0)
		return -1;
	for (size_t j = 0; j < out->n; j++) {
		if (out->limits[j].pausable)
			crm_shape_need(shape, CRM_C_PAUSES);
	}
	return 0;
}

static void copy_options(
    struct crm_clocks *c, struct crm_shape *shape, const struct crm_clocks_opts *o)
{
	c->zone = o->zone;
	c->own = o->calendar;
	c->ncalendars = o->ncalendars;
	c->calendars = crm_calloc(o->ncalendars + 1, sizeof(const struct crm_calendar *));
	for (size_t i = 0; i < o->ncalendars; i++)
		c->calendars[i] = o->calendars[i];
	c->by_party = crm_map_new();
	c->parties = crm_calloc(o->nparties + 1, sizeof(*c->parties));
	c->party = -1;
	if (o->nparties == 0 || c->n == 0)
		return;
	c->party = crm_schema_flagged(crm_shape_schema(shape), CRM_F_PARTY);
	if (c->party >= 0)
		crm_shape_need(shape, c->party);
	for (size_t i = 0; i < o->nparties; i++) {
		const char *name = o->parties[i].party;

		c->parties[crm_map_put(c->by_party, name, strlen(name), NULL)] = o->parties[i];
	}
}

int crm_clocks_new(const struct crm_clock *rows, struct crm_shape *shape,
    const struct crm_clocks_opts *o, struct crm_clocks **out, struct crm_err *e)
{
	struct crm_clocks *c = crm_calloc(1, sizeof(*c));

	c->rows = rows != NULL ? rows : none;
	c->shape = shape;
	while (c->rows[c->n].name != NULL)
		c->n++;
	copy_options(c, shape, o);
	c->compiled = crm_calloc(c->n + 1, sizeof(*c->compiled));
	for (size_t i = 0; i < o->nsettings; i++) {
		if (add_setting(c, &o->settings[i], shape, e) != 0)
			goto fail;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (compile(c, i, shape, e) != 0)
			goto fail;
	}
	*out = c;
	return 0;
fail:
	crm_clocks_free(c);
	return -1;
}

void crm_clocks_free(struct crm_clocks *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n; i++) {
		struct crm_clock_compiled *one = &c->compiled[i];

		crm_where_free(one->applies);
		for (size_t j = 0; j < one->n; j++)
			crm_where_free(one->limits[j].where);
		free(one->limits);
	}
	free(c->compiled);
	free(c->calendars);
	free(c->parties);
	crm_map_free(c->by_party);
	free(c);
}

size_t crm_clocks_count(const struct crm_clocks *c)
{
	return c == NULL ? 0 : c->n;
}

const struct crm_clock *crm_clocks_row(const struct crm_clocks *c, size_t i)
{
	return &c->rows[i];
}

int crm_clocks_find(const struct crm_clocks *c, const char *name)
{
	for (size_t i = 0; i < crm_clocks_count(c); i++) {
		if (strcmp(c->rows[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}
