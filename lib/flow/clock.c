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

static const struct crm_clock none[] = {
    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL, false, NULL},
};

static int read_limit(const char *text, struct crm_clock_compiled *out)
{
	size_t len = strlen(text);

	if (len >= sizeof(out->text) || crm_duration_parse(text, len, &out->limit) != 0 ||
	    out->limit.n <= 0)
		return -1;
	memcpy(out->text, text, len + 1);
	return 0;
}

/* What the settings say of one clock. */
static int apply_setting(struct crm_clocks *c, const struct crm_clock_setting *s, struct crm_err *e)
{
	int i = crm_clocks_find(c, s->name);

	if (i < 0)
		return crm_err_at(
		    e, CRM_CONFIG, NULL, 0, "clocks", "there is no clock '%s'", s->name);
	if (s->calendar != NULL)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, "clocks",
		    "clock '%s': working time is not known to this version", s->name);
	if (s->limit != NULL && read_limit(s->limit, &c->compiled[i]) != 0)
		return crm_err_at(e, CRM_CONFIG, NULL, 0, "clocks",
		    "clock '%s': not a limit: '%s', expected a duration like PT30M, P3D or 3wd",
		    s->name, s->limit);
	return 0;
}

static int compile(struct crm_clocks *c, size_t i, struct crm_shape *shape, struct crm_err *e)
{
	const struct crm_clock *row = &c->rows[i];
	struct crm_clock_compiled *out = &c->compiled[i];

	if (row->calendar != NULL || read_limit(row->limit, out) != 0)
		return crm_err_set(
		    e, CRM_CONFIG, "clock '%s': not a limit: '%s'", row->name, row->limit);
	if (row->applies == NULL)
		return 0;
	out->applies = crm_where_new();
	return crm_where_add(out->applies, row->applies, shape, c->zone, true, e);
}

/* Where the shape keeps frozen verdicts; none in a shape without them. */
static void find_verdicts(struct crm_clocks *c, struct crm_shape *shape)
{
	const struct crm_schema *items;

	c->verdicts = crm_schema_find(crm_shape_schema(shape), "verdicts", strlen("verdicts"));
	if (c->verdicts < 0)
		return;
	items = crm_shape_def(shape, c->verdicts)->items;
	c->verdict = crm_schema_find(items, "verdict", strlen("verdict"));
	c->limit = crm_schema_find(items, "limit", strlen("limit"));
	c->due_at = crm_schema_find(items, "due_at", strlen("due_at"));
	c->imported = crm_schema_find(items, "imported", strlen("imported"));
}

int crm_clocks_new(const struct crm_clock *rows, struct crm_shape *shape,
    const struct crm_zone *zone, const struct crm_clock_setting *settings, size_t nsettings,
    struct crm_clocks **out, struct crm_err *e)
{
	struct crm_clocks *c = crm_calloc(1, sizeof(*c));

	c->rows = rows != NULL ? rows : none;
	c->zone = zone;
	while (c->rows[c->n].name != NULL)
		c->n++;
	c->compiled = crm_calloc(c->n + 1, sizeof(*c->compiled));
	find_verdicts(c, shape);
	for (size_t i = 0; i < c->n; i++) {
		if (compile(c, i, shape, e) != 0)
			goto fail;
	}
	for (size_t i = 0; i < nsettings; i++) {
		if (apply_setting(c, &settings[i], e) != 0)
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
	for (size_t i = 0; i < c->n; i++)
		crm_where_free(c->compiled[i].applies);
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

static void set(
    struct crm_changes *out, const char *clock, const char *member, const struct crm_cell *cell)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "verdicts.%s", clock);
	if (member != NULL)
		crm_buf_addf(&path, ".%s", member);
	crm_changes_set(out, crm_buf_str(&path), cell);
	crm_buf_release(&path);
}

void crm_clocks_freeze(const struct crm_clocks *c, const struct crm_clock_result *r, bool carries,
    struct crm_changes *out)
{
	struct crm_cell cell;

	(void)c;
	if (r->imported)
		return;
	if (r->applies && r->has_end && r->verdict != CRM_VERDICT_VOID) {
		cell = crm_cell_text(crm_verdict_name(r->verdict));
		set(out, r->clock->name, "verdict", &cell);
		cell = crm_cell_text(r->limit);
		set(out, r->clock->name, "limit", &cell);
		cell = crm_cell_instant(r->due);
		set(out, r->clock->name, "due_at", &cell);
	} else if (carries) {
		cell = crm_cell_absent();
		set(out, r->clock->name, NULL, &cell);
	}
}
