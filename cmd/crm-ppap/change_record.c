/* change --record and --owed: the changes of the store. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/change.h"
#include "lib/base/mem.h"
#include "lib/rules/change/change.h"
#include "lib/rules/todo.h"
#include "lib/tool/judged.h"
#include "lib/tool/kinds.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"

/* ---- --record ---- */

void change_record(struct crm_run *r, const struct change_verdict *v)
{
	/* the option that gives a member; NULL: the advice does */
	static const struct {
		const char *member, *option;
	} from[] = {
	    {"customer", "customer"},
	    {"part", "part"},
	    {"description", "description"},
	    {"change_level_from", "change-level-from"},
	    {"change_level_to", "change-level-to"},
	    {"planned_for", "planned-for"},
	    {"emergency_why", "why"},
	    {"changed_at", "changed-at"},
	    {"owner", "owner"},
	    {"reference", "reference"},
	};
	struct crm_one_text texts[sizeof(from) / sizeof(from[0]) + 4];
	bool emergency = crm_args_has(r->args, "emergency");
	size_t n = 0;

	if (!crm_args_has(r->args, "customer") || !crm_args_has(r->args, "part")) {
		crm_run_usage(r, "--record needs --customer and --part");
		return;
	}
	if (emergency != crm_args_has(r->args, "why")) {
		crm_run_usage(r, "--emergency and --why go together");
		return;
	}
	texts[n++] = (struct crm_one_text){"codes", crm_buf_str(&v->codes)};
	texts[n++] = (struct crm_one_text){"action", crm_change_action_name(v->action)};
	if (v->reasons.len > 0)
		texts[n++] = (struct crm_one_text){"reasons", crm_buf_str(&v->reasons)};
	if (emergency)
		texts[n++] = (struct crm_one_text){"emergency", "true"};
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		const char *text = crm_args_text(r->args, from[i].option);

		if (text != NULL)
			texts[n++] = (struct crm_one_text){from[i].member, text};
	}
	crm_run_turn(r, &crm_change);
	crm_steps_run_by(r, crm_flow_first(&crm_change.flow), texts, n);
}

/* ---- --owed ---- */

enum { KIND, ID, CUSTOMER, PART, CODES, OWED, DUE, DAYS_OVER, OWNER, STEP, NCOLUMNS };

static const struct crm_column columns[NCOLUMNS] = {
    [KIND] = {.name = "kind"},
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer"},
    [PART] = {.name = "part"},
    [CODES] = {.name = "codes"},
    [OWED] = {.name = "owed"},
    [DUE] = {.name = "due", .optional = true},
    [DAYS_OVER] = {.name = "days_over", .right = true, .optional = true},
    [OWNER] = {.name = "owner", .optional = true},
    [STEP] = {.name = "step"},
};

struct row {
	bool dated;
	int64_t due_us;
	size_t order; /* as they came */
	struct crm_cell cells[NCOLUMNS];
};

struct owed {
	struct crm_run *run;
	const struct crm_view *view;
	struct crm_clock_result *results;
	size_t nresults;
	struct crm_arena arena;
	struct row *rows;
	size_t n, cap;
};

/* What the customer owes is no debt of ours, and that a record could be closed none at all. */
static bool is_debt(const struct crm_todo_point *p)
{
	return p->side == CRM_TODO_OURS && strcmp(p->step, "close") != 0;
}

static void add_point(void *ctx, const struct crm_todo_point *p)
{
	struct owed *o = ctx;
	struct row row = {.dated = p->due.type == CRM_T_INSTANT, .order = o->n};
	static const int fields[] = {CRM_M_CUSTOMER, CRM_M_PART, CRM_M_CODES};
	int64_t over;

	if (!is_debt(p))
		return;
	row.cells[KIND] = crm_cell_text(crm_change.name);
	row.cells[ID] = crm_cell_keep(crm_view_cell(o->view, CRM_C_ID), &o->arena);
	for (int i = 0; i < 3; i++)
		row.cells[CUSTOMER + i] =
		    crm_cell_keep(crm_view_cell(o->view, fields[i]), &o->arena);
	row.cells[OWED] = crm_cell_text(p->what);
	row.cells[DUE] = p->due;
	row.cells[DAYS_OVER] = crm_cell_absent();
	row.due_us = row.dated ? p->due.u.at.us : 0;
	over = o->run->now.us - row.due_us;
	if (row.dated && over > 0)
		row.cells[DAYS_OVER] = crm_cell_int(over / CRM_US_PER_DAY);
	row.cells[OWNER] =
	    crm_cell_text(p->owner[0] != '\0' ? crm_arena_strdup(&o->arena, p->owner) : NULL);
	row.cells[STEP] = crm_cell_text(p->step);
	crm_grow(&o->rows, &o->cap, o->n + 1, sizeof(*o->rows));
	o->rows[o->n++] = row;
}

/* Is the field what the option says, if it says anything? */
static bool is_asked(const struct owed *o, const char *option, const struct crm_view *v, int field)
{
	const char *text = crm_args_text(o->run->args, option);

	return text == NULL || crm_cell_eq(crm_view_cell(v, field), text);
}

static void look(void *ctx, const struct crm_view *v)
{
	struct owed *o = ctx;

	if (!is_asked(o, "customer", v, CRM_M_CUSTOMER) || !is_asked(o, "part", v, CRM_M_PART))
		return;
	o->view = v;
	crm_clocks_eval(o->run->clocks, v, o->run->now, o->results);
	crm_todo_list(&crm_change, v, o->results, o->nresults, o->run->now, NULL, add_point, o);
}

/* What has no due comes last; else as they came. */
static int by_due(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->dated != y->dated)
		return x->dated ? -1 : 1;
	if (x->due_us != y->due_us)
		return x->due_us < y->due_us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void change_owed(struct crm_run *r)
{
	struct owed o = {.run = r, .arena = CRM_ARENA_INIT};
	struct crm_output *out = NULL;

	crm_run_turn(r, &crm_change);
	if (crm_run_store(r) < 0 || crm_run_clocks(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, NCOLUMNS, false, &out) < 0)
		return;
	o.nresults = crm_clocks_count(r->clocks);
	o.results = crm_calloc(o.nresults + 1, sizeof(*o.results));
	(void)crm_run_each(r, look, &o);
	if (o.n > 0)
		qsort(o.rows, o.n, sizeof(*o.rows), by_due);
	for (size_t i = 0; i < o.n; i++)
		crm_output_row(out, o.rows[i].cells);
	crm_output_end(r, out);
	if (o.n > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
	free(o.rows);
	free(o.results);
	crm_arena_release(&o.arena);
}
