#include "lib/flow/clock.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/flow/clock_private.h"

static const char *const verdicts[] = {
    [CRM_VERDICT_VOID] = "void",
    [CRM_VERDICT_RUNNING] = "running",
    [CRM_VERDICT_MET] = "met",
    [CRM_VERDICT_LATE] = "late",
};

const char *crm_verdict_name(enum crm_verdict v)
{
	return verdicts[v];
}

static const struct crm_clock none[] = {
    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL},
};

static int read_limit(const char *text, struct crm_clock_limit *out)
{
	size_t len = strlen(text);

	if (len >= sizeof(out->text) || crm_duration_parse(text, len, &out->duration) != 0 ||
	    out->duration.n <= 0)
		return -1;
	memcpy(out->text, text, len + 1);
	return 0;
}

/* A limit behind those that are there already; fails when it is none. */
static int add_limit(
    struct crm_clock_compiled *c, const char *text, struct crm_where *where, struct crm_err *e)
{
	struct crm_clock_limit limit = {.where = where};

	if (read_limit(text, &limit) != 0)
		return crm_err_set(e, CRM_CONFIG,
		    "not a limit: '%s', expected a duration like PT30M, P3D or 3wd", text);
	crm_grow(&c->limits, &c->cap, c->n + 1, sizeof(*c->limits));
	c->limits[c->n++] = limit;
	return 0;
}

static int compile_where(const struct crm_clocks *c, const char *expr, struct crm_shape *shape,
    struct crm_where **out, struct crm_err *e)
{
	*out = NULL;
	if (expr == NULL)
		return 0;
	*out = crm_where_new();
	return crm_where_add(*out, expr, shape, c->zone, true, e);
}

/* What the settings say of one clock. */
static int add_setting(struct crm_clocks *c, const struct crm_clock_setting *s,
    struct crm_shape *shape, struct crm_err *e)
{
	int i = crm_clocks_find(c, s->name);
	struct crm_err own = CRM_ERR_INIT;
	struct crm_where *where = NULL;

	if (i < 0)
		return crm_err_at(
		    e, CRM_CONFIG, NULL, 0, "clocks", "there is no clock '%s'", s->name);
	if (s->calendar != NULL)
		crm_err_set(&own, CRM_CONFIG, "working time is not known to this version");
	else if (compile_where(c, s->where, shape, &where, &own) == 0 &&
	    add_limit(
	        &c->compiled[i], s->limit != NULL ? s->limit : c->rows[i].limit, where, &own) == 0)
		return 0;
	crm_where_free(where);
	return crm_err_at(e, CRM_CONFIG, NULL, 0, "clocks", "clock '%s': %s", s->name, own.text);
}

/* What the row itself reads. */
static int compile(struct crm_clocks *c, size_t i, struct crm_shape *shape, struct crm_err *e)
{
	const struct crm_clock *row = &c->rows[i];
	const int fields[] = {row->from, row->to, row->before};
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
	if (row->calendar != NULL)
		return crm_err_set(e, CRM_CONFIG, "working time is not known to this version");
	return compile_where(c, row->applies, shape, &out->applies, e);
}

int crm_clocks_new(const struct crm_clock *rows, struct crm_shape *shape,
    const struct crm_clocks_opts *o, struct crm_clocks **out, struct crm_err *e)
{
	struct crm_clocks *c = crm_calloc(1, sizeof(*c));

	c->rows = rows != NULL ? rows : none;
	c->shape = shape;
	c->zone = o->zone;
	while (c->rows[c->n].name != NULL)
		c->n++;
	c->compiled = crm_calloc(c->n + 1, sizeof(*c->compiled));
	for (size_t i = 0; i < o->nsettings; i++) {
		if (add_setting(c, &o->settings[i], shape, e) != 0)
			goto fail;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (compile(c, i, shape, e) != 0 ||
		    add_limit(&c->compiled[i], c->rows[i].limit, NULL, e) != 0)
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

static bool carries(const struct crm_view *v, const int *fields)
{
	for (int i = 0; i < CRM_V_COUNT; i++) {
		if (crm_view_cell(v, fields[i])->type != CRM_T_ABSENT)
			return true;
	}
	return false;
}

void crm_clocks_freeze(const struct crm_clocks *c, const struct crm_clock_result *r,
    const struct crm_view *v, struct crm_changes *out)
{
	const int *fields = c->compiled[r->clock - c->rows].frozen;
	const struct crm_cell cells[] = {
	    [CRM_V_VERDICT] = crm_cell_text(crm_verdict_name(r->verdict)),
	    [CRM_V_LIMIT] = crm_cell_text(r->limit),
	    [CRM_V_DUE_AT] = crm_cell_instant(r->due),
	};
	struct crm_buf path = CRM_BUF_INIT;

	if (r->imported)
		return;
	if (r->applies && r->has_end && r->verdict != CRM_VERDICT_VOID) {
		for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
			crm_changes_set(out, crm_shape_name(c->shape, fields[i]), &cells[i]);
	} else if (carries(v, fields)) {
		crm_changes_delete(out,
		    crm_item_path(
		        crm_shape_schema(c->shape), CRM_C_VERDICTS, r->clock->name, -1, &path));
	}
	crm_buf_release(&path);
}

void crm_clocks_refreeze(const struct crm_clocks *c, const struct crm_view *after,
    struct crm_instant now, struct crm_changes *out)
{
	size_t n = crm_clocks_count(c);
	struct crm_clock_result *results = crm_calloc(n + 1, sizeof(*results));

	crm_clocks_judge(c, after, now, results);
	for (size_t i = 0; i < n; i++)
		crm_clocks_freeze(c, &results[i], after, out);
	free(results);
}
