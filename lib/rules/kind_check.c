/* What every kind's records are judged by. */
#include <stdint.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/common.h"
#include "lib/rules/kind.h"

#define MOST_SHOWN ((size_t)200) /* bytes of a value in a message */

struct check {
	const struct crm_kind *kind;
	const struct crm_view *view;
	const char *id;
	struct crm_instant now;
	struct crm_findings *f;
};

/* Bytes of a cell's text that a message shows. */
static int shown(const struct crm_cell *cell)
{
	size_t most = cell->len > MOST_SHOWN ? MOST_SHOWN : cell->len;

	return cell->text == NULL ? 0 : (int)crm_utf8_invalid(cell->text, most);
}

static void bad_cell(const struct check *c, const struct crm_field *def,
    const struct crm_cell *cell, const char *path)
{
	char expected[CRM_EXPECTED_MAX];
	const char *code =
	    def == &c->kind->flow.schema->fields[CRM_C_STATE] ? "bad_state" : "bad_value";

	crm_field_expected(def, expected);
	crm_finding_add(c->f, CRM_ERROR, code, c->view->source, c->view->line, c->id, path,
	    "'%.*s' cannot be read, expected %s", shown(cell), cell->text != NULL ? cell->text : "",
	    expected);
}

static void check_items(const struct check *c, int field)
{
	const struct crm_field *def = &c->kind->flow.schema->fields[field];
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_items_init(&it, c->view, field);
	while (crm_items_next(&it)) {
		if (it.odd) {
			crm_buf_clear(&path);
			crm_buf_addf(&path, "%s.%s", def->name, it.key);
			crm_finding_add(c->f, CRM_ERROR, "bad_value", c->view->source,
			    c->view->line, c->id, crm_buf_str(&path),
			    "cannot be read, expected a JSON object");
		}
		for (size_t i = 0; i < def->items->n; i++) {
			const struct crm_cell *cell = crm_view_cell(&it.view, (int)i);

			if (cell->type != CRM_T_BAD)
				continue;
			crm_buf_clear(&path);
			crm_buf_addf(
			    &path, "%s.%s.%s", def->name, it.key, def->items->fields[i].name);
			bad_cell(c, &def->items->fields[i], cell, crm_buf_str(&path));
		}
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

static void check_types(const struct check *c)
{
	const struct crm_schema *s = c->kind->flow.schema;

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_cell *cell = crm_view_cell(c->view, (int)i);

		if (cell->type == CRM_T_BAD)
			bad_cell(c, &s->fields[i], cell, s->fields[i].name);
		else if (cell->type == CRM_T_INSTANT && (s->fields[i].flags & CRM_F_STAMP) != 0 &&
		    cell->u.at.us > c->now.us)
			crm_finding_add(c->f, CRM_ERROR, "in_future", c->view->source,
			    c->view->line, c->id, s->fields[i].name, "'%.*s' is later than now",
			    shown(cell), cell->text != NULL ? cell->text : "");
		else if (cell->type == CRM_T_NESTED && s->fields[i].items != NULL)
			check_items(c, (int)i);
	}
}

static void check_id(const struct check *c)
{
	const struct crm_cell *cell = crm_view_cell(c->view, CRM_C_ID);

	if (cell->type == CRM_T_ABSENT)
		crm_finding_add(c->f, CRM_ERROR, "missing_field", c->view->source, c->view->line,
		    c->id, "id", "there is no id");
	else if (cell->type == CRM_T_TEXT && !crm_id_valid(c->id, strlen(c->id)))
		crm_finding_add(c->f, CRM_ERROR, "bad_value", c->view->source, c->view->line, c->id,
		    "id", "'%s' is no id, expected letters, digits, '.', '_' and '-', at most 64",
		    c->id);
}

/* What the step that makes a record requires. */
static void check_required(const struct check *c)
{
	const struct crm_step *first = crm_flow_first(&c->kind->flow);
	const struct crm_step_field *s = first == NULL ? NULL : first->fields;

	for (; s != NULL && s->field != 0; s++) {
		if (s->required && crm_view_cell(c->view, s->field)->type == CRM_T_ABSENT)
			crm_finding_add(c->f, CRM_ERROR, "missing_field", c->view->source,
			    c->view->line, c->id, c->kind->flow.schema->fields[s->field].name,
			    "is missing: '%s' needs it", first->name);
	}
}

static void add_order(const struct check *c, int from, int to)
{
	const struct crm_field *fields = c->kind->flow.schema->fields;
	struct crm_arena arena = CRM_ARENA_INIT;

	crm_finding_add(c->f, CRM_ERROR, "end_before_start", c->view->source, c->view->line, c->id,
	    fields[to].name, "%s is earlier than '%s', %s", crm_view_text(c->view, to, &arena),
	    fields[from].name, crm_view_text(c->view, from, &arena));
	crm_arena_release(&arena);
}

/* Does one of the first n clocks run between the two? */
static bool is_pair(const struct crm_clock *rows, size_t n, int from, int to)
{
	for (size_t i = 0; rows != NULL && i < n && rows[i].name != NULL; i++) {
		if (rows[i].from == from && rows[i].to == to)
			return true;
	}
	return false;
}

/* Once for each pair of stamps, whether a clock between them applies or not:
 * those of the clocks, then each stamp against the first step's, before which
 * nothing happens. */
static void check_order(const struct check *c)
{
	const struct crm_clock *rows = c->kind->clocks;
	const struct crm_schema *s = c->kind->flow.schema;
	const struct crm_step *first = crm_flow_first(&c->kind->flow);
	struct crm_clock pair = {.from = first == NULL ? 0 : first->stamp};

	for (size_t i = 0; rows != NULL && rows[i].name != NULL; i++) {
		if (!is_pair(rows, i, rows[i].from, rows[i].to) &&
		    crm_clock_disordered(&rows[i], c->view))
			add_order(c, rows[i].from, rows[i].to);
	}
	for (pair.to = 1; pair.to < (int)s->n; pair.to++) {
		if ((s->fields[pair.to].flags & CRM_F_STAMP) != 0 &&
		    !is_pair(rows, SIZE_MAX, pair.from, pair.to) &&
		    crm_clock_disordered(&pair, c->view))
			add_order(c, pair.from, pair.to);
	}
}

/* Was it led back since, to where the step can be taken again? */
static bool led_back(const struct check *c, const struct crm_step *step, struct crm_instant since)
{
	const struct crm_flow *flow = &c->kind->flow;

	for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
		const struct crm_cell *stamp = crm_view_cell(c->view, s->stamp);
		struct crm_cell to = crm_cell_text(s->to);

		if (s->to != NULL && s->stamp > 0 && (s->flags & CRM_STEP_AGAIN) != 0 &&
		    crm_step_from(step, flow->states, &to) && stamp->type == CRM_T_INSTANT &&
		    stamp->u.at.us >= since.us)
			return true;
	}
	return false;
}

/* Does another step, which is for the record, lead to the same state? Then the
 * stamp of one by rule may stand before it (lib/flow/step.h). */
static bool other_way(const struct check *c, const struct crm_step *step)
{
	const struct crm_flow *flow = &c->kind->flow;

	for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
		if (s != step && s->from != NULL && s->to != NULL && strcmp(s->to, step->to) == 0 &&
		    crm_step_applies(flow, s, c->view))
			return true;
	}
	return false;
}

/* Does the state say that the step was not taken, though its stamp is there? */
static bool denied(const struct check *c, const struct crm_step *s, const struct crm_cell *stamp)
{
	const struct crm_flow *flow = &c->kind->flow;
	const struct crm_cell *state = crm_view_cell(c->view, CRM_C_STATE);

	return (s->flags & CRM_STEP_AGAIN) == 0 && !crm_cell_eq(state, s->to) &&
	    crm_step_from(s, flow->states, state) && !led_back(c, s, stamp->u.at) &&
	    ((s->flags & CRM_STEP_BY_RULE) == 0 || !other_way(c, s));
}

static void add_state_mismatch(const struct check *c, int field)
{
	const struct crm_cell *state = crm_view_cell(c->view, CRM_C_STATE);
	struct crm_arena arena = CRM_ARENA_INIT;

	crm_finding_add(c->f, CRM_ERROR, "state_mismatch", c->view->source, c->view->line, c->id,
	    c->kind->flow.schema->fields[field].name, "is set, but the state is %s",
	    crm_cell_is(state) ? crm_view_text(c->view, CRM_C_STATE, &arena)
	                       : c->kind->flow.states->names[0]);
	crm_arena_release(&arena);
}

/* A stamp says that its step was taken, the state that it was not. One that is
 * missing is no finding: imports know less. */
static void check_state(const struct check *c)
{
	static const struct {
		int field;
		const char *state;
	} ends[] = {
	    {CRM_C_VOIDED_AT, "void"}, {CRM_C_VOID_WHY, "void"}, {CRM_C_DUPLICATE_OF, "duplicate"}};
	const struct crm_cell *state = crm_view_cell(c->view, CRM_C_STATE);
	const struct crm_flow *flow = &c->kind->flow;

	if (state->type == CRM_T_BAD)
		return;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (crm_cell_is(crm_view_cell(c->view, ends[i].field)) &&
		    !crm_cell_eq(state, ends[i].state))
			add_state_mismatch(c, ends[i].field);
	}
	for (int i = CRM_C_COUNT; i < (int)flow->schema->n; i++) {
		const struct crm_step *s = crm_flow_setter(flow, i);
		const struct crm_cell *stamp = crm_view_cell(c->view, i);

		if (s != NULL && stamp->type == CRM_T_INSTANT && denied(c, s, stamp))
			add_state_mismatch(c, i);
	}
}

/* Do stamps and limit alone say when it was due? Days, calendars, pauses and
 * repeats are for the clocks. */
static bool is_elapsed(
    const struct check *c, const struct crm_clock *row, const struct crm_view *item)
{
	const struct crm_cell *limit = crm_view_cell(item, CRM_V_LIMIT);
	bool pausable = (row->flags & CRM_CLOCK_NEVER) == 0;

	return limit->u.dur.unit == CRM_DUR_US && row->before == 0 && row->renew == 0 &&
	    crm_view_cell(item, CRM_V_CALENDAR)->type == CRM_T_ABSENT &&
	    (!pausable || crm_view_cell(c->view, CRM_C_PAUSES)->type == CRM_T_ABSENT);
}

/* What stamps and limit say; false when they cannot tell. Where the clocks know
 * more, the due date counts as it was written. */
static bool verdict_due(const struct check *c, const struct crm_clock *row,
    const struct crm_view *item, struct crm_instant *due)
{
	const struct crm_cell *from = crm_view_cell(c->view, row->from);
	const struct crm_cell *limit = crm_view_cell(item, CRM_V_LIMIT);
	const struct crm_cell *written = crm_view_cell(item, CRM_V_DUE_AT);

	if (limit->type != CRM_T_DURATION)
		return false;
	if (is_elapsed(c, row, item) && from->type == CRM_T_INSTANT) {
		*due = crm_duration_after(from->u.at, limit->u.dur, NULL, NULL);
		return true;
	}
	if (written->type != CRM_T_INSTANT)
		return false;
	*due = written->u.at;
	return true;
}

static void check_verdict(
    const struct check *c, const struct crm_clock *row, const struct crm_view *item)
{
	const struct crm_field *fields = c->kind->flow.schema->fields;
	const struct crm_cell *verdict = crm_view_cell(item, CRM_V_VERDICT);
	const struct crm_cell *imported = crm_view_cell(item, CRM_V_IMPORTED);
	const struct crm_cell *end = crm_view_cell(c->view, row->to);
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_instant due;
	const char *says = NULL;

	if (!crm_cell_is(verdict) || (imported->type == CRM_T_BOOL && imported->u.b) ||
	    crm_clock_disordered(row, c->view) || !verdict_due(c, row, item, &due))
		return;
	if (end->type == CRM_T_INSTANT)
		says =
		    crm_verdict_name(end->u.at.us <= due.us ? CRM_VERDICT_MET : CRM_VERDICT_LATE);
	if (end->type == CRM_T_BAD || (says != NULL && crm_cell_eq(verdict, says)))
		return;
	crm_item_path(c->kind->flow.schema, CRM_C_VERDICTS, row->name, CRM_V_VERDICT, &path);
	crm_finding_add(c->f, CRM_ERROR, "verdict_mismatch", c->view->source, c->view->line, c->id,
	    crm_buf_str(&path), "is %.*s, but by '%s' and its limit it is %s", shown(verdict),
	    verdict->text, fields[row->to].name, says != NULL ? says : "not ended");
	crm_buf_release(&path);
}

/* A frozen verdict was judged by the stamps that stand and the limit beside
 * it; an imported one is somebody else's. */
static void check_verdicts(const struct check *c)
{
	struct crm_items it;

	crm_items_init(&it, c->view, CRM_C_VERDICTS);
	while (crm_items_next(&it)) {
		const struct crm_clock *row = c->kind->clocks;

		while (row != NULL && row->name != NULL && strcmp(row->name, it.key) != 0)
			row++;
		if (row != NULL && row->name != NULL)
			check_verdict(c, row, &it.view);
	}
	crm_items_release(&it);
}

static void check_late_entry(const struct check *c)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, c->view, CRM_C_LATE_ENTRY);
	while (crm_items_next(&it))
		crm_finding_add(c->f, CRM_WARNING, "late_entry", c->view->source, c->view->line,
		    c->id, it.key, "was entered late, at %s by %s",
		    crm_view_text(&it.view, CRM_L_REC, &arena),
		    crm_view_text(&it.view, CRM_L_BY, &arena));
	crm_items_release(&it);
	crm_arena_release(&arena);
}

const char *const crm_reference_fields[] = {"id", "name", NULL};

static void check_references(const struct check *c, const struct crm_known *known)
{
	const struct crm_schema *s = c->kind->flow.schema;

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_cell *cell = crm_view_cell(c->view, (int)i);
		const struct crm_field *def = &s->fields[i];
		const struct crm_kind *kind = def->ref != NULL ? crm_kind_find(def->ref) : NULL;
		bool loose = kind != NULL && kind->loose;

		if (def->ref == NULL || cell->type != CRM_T_TEXT ||
		    known->find(known->ctx, def->ref, cell->text, cell->len))
			continue;
		crm_finding_add(c->f, loose ? CRM_WARNING : CRM_ERROR, "unknown_reference",
		    c->view->source, c->view->line, c->id, def->name,
		    "no %s has the id or name '%.*s'", def->ref, shown(cell), cell->text);
	}
}

void crm_kind_check(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_known *known, struct crm_instant now, struct crm_findings *f)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct check c = {k, v, crm_view_text(v, CRM_C_ID, &arena), now, f};

	crm_case_open(f, c.id);
	check_id(&c);
	check_types(&c);
	check_required(&c);
	check_order(&c);
	check_state(&c);
	check_verdicts(&c);
	check_late_entry(&c);
	if (known != NULL)
		check_references(&c, known);
	if (k->check != NULL)
		k->check(v, f);
	crm_arena_release(&arena);
}
