/* retain [ID...]: what is kept, until when and why; what may be destroyed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/ppap.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/rules/submission/submission.h"
#include "lib/tool/judged.h"
#include "lib/tool/kinds.h"

#define LINKS_MOST 1000 /* of a chain; more go round in a circle */

const struct crm_opt ppap_retain_opts[] = {
    {"destroyable", 0, CRM_OPT_FLAG, NULL, "only what may be destroyed", false},
    {"customer", 0, CRM_OPT_TEXT, "NAME", "only of this customer", false},
    {"part", 0, CRM_OPT_TEXT, "NUMBER", "only of this part", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	KIND,
	ID,
	CUSTOMER,
	SUPPLIER,
	PART,
	STATUS,
	ACTIVE,
	INACTIVE_SINCE,
	KEEP_UNTIL,
	HELD,
	DESTROYABLE,
	WITH,
	MANIFEST,
	WHY,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind", .optional = true},
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [SUPPLIER] = {.name = "supplier", .optional = true},
    [PART] = {.name = "part"},
    [STATUS] = {.name = "status"},
    [ACTIVE] = {.name = "active"},
    [INACTIVE_SINCE] = {.name = "inactive_since", .optional = true},
    [KEEP_UNTIL] = {.name = "keep_until", .optional = true},
    [HELD] = {.name = "legal_hold", .optional = true},
    [DESTROYABLE] = {.name = "destroyable"},
    [WITH] = {.name = "with", .optional = true},
    [MANIFEST] = {.name = "manifest", .optional = true},
    [WHY] = {.name = "why"},
};

struct row {
	struct crm_cell cells[COLUMNS];
	enum crm_keep keep;
	enum crm_keep alone; /* were the one in its place destroyed */
	const char *with;    /* superseded by; NULL */
	bool gone;           /* void, duplicate */
};

struct retain {
	struct crm_run *run;
	struct crm_instant now;
	struct crm_map *ids; /* entry i is rows[i] */
	struct row *rows;
	size_t cap;
	struct crm_arena arena;
};

static void look(void *ctx, const struct crm_view *v)
{
	static const struct {
		int column, field;
	} taken[] = {{ID, CRM_C_ID}, {CUSTOMER, CRM_B_CUSTOMER}, {SUPPLIER, CRM_B_SUPPLIER},
	    {PART, CRM_B_PART}, {INACTIVE_SINCE, CRM_B_INACTIVE_SINCE},
	    {KEEP_UNTIL, CRM_B_KEEP_UNTIL}, {MANIFEST, CRM_B_MANIFEST}};
	struct retain *t = ctx;
	enum crm_submission_status status = crm_submission_status(v, t->now);
	const char *id = crm_view_text(v, CRM_C_ID, &t->arena);
	size_t i = crm_map_put(t->ids, id, strlen(id), NULL);
	struct row *row;

	crm_grow(&t->rows, &t->cap, i + 1, sizeof(*t->rows));
	row = &t->rows[i];
	memset(row, 0, sizeof(*row));
	row->keep = crm_submission_keep(v, crm_instant_day(t->now), false);
	row->alone = crm_submission_keep(v, crm_instant_day(t->now), true);
	row->gone = status == CRM_SUBMISSION_GONE;
	if (crm_view_has(v, CRM_B_SUPERSEDED_BY))
		row->with = crm_view_text(v, CRM_B_SUPERSEDED_BY, &t->arena);
	for (size_t k = 0; k < sizeof(taken) / sizeof(taken[0]); k++)
		row->cells[taken[k].column] =
		    crm_cell_keep(crm_view_cell(v, taken[k].field), &t->arena);
	row->cells[KIND] = crm_cell_text(crm_submission.name);
	row->cells[STATUS] = crm_cell_text(crm_submission_status_name(status));
	row->cells[ACTIVE] = crm_cell_bool(!crm_view_has(v, CRM_B_INACTIVE_SINCE));
	row->cells[HELD] =
	    crm_view_true(v, CRM_B_LEGAL_HOLD) ? crm_cell_bool(true) : crm_cell_absent();
	row->cells[WITH] = crm_cell_text(row->with);
}

static const struct row *find(const struct retain *t, const char *id)
{
	size_t i = crm_map_find(t->ids, id, strlen(id));

	return i != CRM_MAP_NONE ? &t->rows[i] : NULL;
}

/* No last day is no end. */
static bool ends_later(const struct crm_cell *own, const struct crm_cell *other)
{
	return own->type == CRM_T_DATE && other->type == CRM_T_DATE && own->u.date > other->u.date;
}

/* It is kept like the one in its place, and that like the next; by its own years where these are
 * more. */
static void settle(const struct retain *t, struct row *row)
{
	const struct row *last = row;
	const struct row *next = row->with != NULL ? find(t, row->with) : NULL;

	if (row->keep == CRM_KEEP_WITH && next != NULL && next->keep == CRM_KEEP_GONE &&
	    !next->gone)
		row->keep = row->alone;
	for (int i = 0; last->with != NULL && i < LINKS_MOST; i++) {
		next = find(t, last->with);
		if (next == NULL)
			break;
		last = next;
	}
	if (last != row) {
		row->cells[ACTIVE] = last->cells[ACTIVE];
		row->cells[INACTIVE_SINCE] = last->cells[INACTIVE_SINCE];
		if (!ends_later(&row->cells[KEEP_UNTIL], &last->cells[KEEP_UNTIL]))
			row->cells[KEEP_UNTIL] = last->cells[KEEP_UNTIL];
	}
	row->cells[DESTROYABLE] = crm_cell_bool(row->keep == CRM_KEEP_NO);
	row->cells[WHY] = crm_cell_text(crm_keep_text(row->keep));
}

static bool is_asked(const struct retain *t, const struct row *row)
{
	const struct crm_args *a = t->run->args;
	const char *customer = crm_args_text(a, "customer"), *part = crm_args_text(a, "part");

	return (customer == NULL || crm_cell_eq(&row->cells[CUSTOMER], customer)) &&
	    (part == NULL || crm_cell_eq(&row->cells[PART], part)) &&
	    (!crm_args_has(a, "destroyable") || row->keep == CRM_KEEP_NO);
}

static void give_named(struct retain *t, struct crm_output *out, const char *id)
{
	const struct row *row = find(t, id);
	struct crm_err e = CRM_ERR_INIT;

	if (row == NULL) {
		crm_err_at(
		    &e, CRM_NOINPUT, NULL, 0, NULL, "%s: no such %s", id, crm_submission.name);
		(void)crm_run_fail(t->run, &e);
	} else if (is_asked(t, row)) {
		crm_output_row(out, row->cells);
	}
}

static void give(struct retain *t, struct crm_output *out)
{
	size_t named = crm_args_operands(t->run->args);

	for (size_t i = 0; i < crm_map_count(t->ids); i++)
		settle(t, &t->rows[i]);
	for (size_t i = 0; i < named; i++)
		give_named(t, out, crm_args_operand(t->run->args, i));
	for (size_t i = 0; named == 0 && i < crm_map_count(t->ids); i++) {
		if (!t->rows[i].gone && is_asked(t, &t->rows[i]))
			crm_output_row(out, t->rows[i].cells);
	}
}

void ppap_retain(struct crm_run *r)
{
	struct retain t = {.run = r, .now = r->now, .arena = CRM_ARENA_INIT};
	struct crm_output *out = NULL;

	crm_run_turn(r, &crm_submission);
	if (crm_run_store(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) < 0)
		return;
	t.now.off = crm_zone_offset(crm_run_zone(r), t.now.us);
	t.ids = crm_map_new();
	if (crm_run_each(r, look, &t) == 0)
		give(&t, out);
	crm_output_end(r, out);
	crm_map_free(t.ids);
	free(t.rows);
	crm_arena_release(&t.arena);
}
