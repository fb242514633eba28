/* The follow-up table, and the inspection report (T6). */
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/order/papers/order_papers_private.h"
#include "lib/rules/todo.h"

/* ---- lines ---- */

struct lines {
	const struct crm_order_paper *p;
	struct crm_doc *list, *first;
	int32_t due; /* the first; INT32_MAX: none */
};

static void find_due(void *ctx, const struct crm_order_line *l)
{
	struct lines *x = ctx;
	struct crm_cell due = crm_order_due(x->p->view, l);

	if (due.type != CRM_T_DATE)
		due = *l->requested;
	if (due.type == CRM_T_DATE && due.u.date < x->due)
		x->due = due.u.date;
}

int32_t crm_order_paper_due(const struct crm_view *v)
{
	const struct crm_order_paper p = {.view = v};
	struct lines x = {&p, NULL, NULL, INT32_MAX};

	crm_order_lines(v, find_due, &x);
	return x.due;
}

/* Late: its day is past, and the customer does not have all of it. */
static void put_days(const struct lines *x, struct crm_doc *o, const struct crm_cell *due,
    const struct crm_order_pieces *n)
{
	const struct crm_cell *state = crm_view_cell(x->p->view, CRM_C_STATE);
	const bool done =
	    n->ordered >= 0 ? n->arrived >= n->least : crm_view_has(x->p->view, CRM_O_DELIVERED_AT);
	const bool ended = done || crm_state_ended(&crm_order_states, state);
	const int32_t today = crm_order_paper_today(x->p);
	bool late = false;

	if (due->type == CRM_T_DATE && !ended) {
		const struct crm_cell days = crm_cell_int((int64_t)due->u.date - today);

		crm_doc_cell(o, "days", &days);
		late = due->u.date < today;
	}
	crm_doc_bool(o, "done", done);
	crm_doc_bool(o, "late", late);
}

static void put_line(void *ctx, const struct crm_order_line *l)
{
	struct lines *x = ctx;
	struct crm_cell due = crm_order_due(x->p->view, l), count;
	struct crm_doc *o = crm_doc_item(x->list);
	struct crm_order_pieces n;

	if (x->first == NULL)
		x->first = o;
	crm_order_pieces(x->p->view, l, &n);
	crm_order_paper_put_some(o, "line", l->line);
	crm_doc_cell(o, "part", l->part);
	crm_doc_cell(o, "change_level", l->change_level);
	crm_doc_cell(o, "quantity", l->quantity);
	crm_doc_cell(o, "requested", l->requested);
	crm_doc_cell(o, "promised", l->promised);
	crm_doc_cell(o, "due", &due);
	crm_doc_bool(o, "moved",
	    due.type == CRM_T_DATE && l->promised->type == CRM_T_DATE &&
	        due.u.date != l->promised->u.date);
	count = crm_cell_int(n.left);
	crm_doc_cell(o, "left", &count);
	count = crm_cell_int(n.arrived);
	crm_doc_cell(o, "arrived", &count);
	put_days(x, o, crm_cell_is(&due) ? &due : l->requested, &n);
}

/* What the order says stands beside its first line, over all of them. */
static void put_span(struct crm_doc *first, size_t n)
{
	const struct crm_cell span = crm_cell_int((int64_t)n);

	crm_doc_bool(first, "lead", true);
	crm_doc_cell(first, "span", &span);
}

/* ---- dangers, delays ---- */

static void put_dangers(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int members[] = {0, 1, CRM_DANGER_LINE, CRM_DANGER_CAUSE, CRM_DANGER_TEXT,
	    CRM_DANGER_DAY, CRM_DANGER_TOLD_AT, CRM_DANGER_TOLD, CRM_DANGER_ANSWERED_AT,
	    CRM_DANGER_ANSWER, CRM_DANGER_REFERENCE};
	struct crm_doc *list = crm_doc_list(out, "dangers"), *o;
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_DANGERS);
	while (crm_items_next(&it)) {
		const struct crm_cell *answer = crm_view_cell(&it.view, CRM_DANGER_ANSWER);

		o = crm_doc_item(list);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_doc_bool(o, "untold",
		    !crm_view_has(&it.view, CRM_DANGER_TOLD_AT) && !crm_cell_is(answer));
		crm_doc_bool(o, "open", !crm_cell_is(answer));
	}
	crm_items_release(&it);
	crm_order_paper_put_shown(p, out, "dangers");
}

static void put_delays(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int members[] = {
	    0, 1, CRM_DELAY_CAUSE, CRM_DELAY_TEXT, CRM_DELAY_DAYS, CRM_DELAY_TOLD};
	struct crm_doc *list = crm_doc_list(out, "delays"), *o;
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_DELAYS);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_order_paper_put_blank(p, o, "days");
	}
	crm_items_release(&it);
	crm_order_paper_put_shown(p, out, "delays");
}

/* ---- what comes next ---- */

struct next {
	const struct crm_order_paper *p;
	struct crm_doc *out;
	int32_t day;
	bool any;
};

/* Is the text the record's own, and not a sentence of ours? */
static bool is_own_text(const char *what)
{
	return strcmp(what, "point") == 0 || strcmp(what, "condition") == 0 ||
	    strcmp(what, "milestone") == 0;
}

static void take_next(void *ctx, const struct crm_todo_point *point)
{
	const struct crm_field due = {.name = "due", .type = CRM_T_DATE};
	struct next *x = ctx;
	int32_t day = crm_order_paper_day(x->p, &point->due);
	struct crm_doc *o;

	if (day == INT32_MIN)
		day = INT32_MAX;
	if (x->any && day >= x->day)
		return;
	x->any = true;
	x->day = day;
	(void)crm_doc_remove(x->out, "open_step");
	o = crm_doc_object(x->out, "open_step");
	crm_order_paper_put_word(x->p, o, "what", "todo", point->what);
	crm_doc_text(o, "text", point->text);
	if (x->p->word != NULL && is_own_text(point->what))
		crm_doc_text(o, "subject", point->text);
	crm_order_paper_put_some(o, "step", point->step);
	crm_order_paper_put_words(x->p, o, "owner", "department", point->owner);
	crm_doc_text(o, "side", crm_todo_side_name(point->side));
	crm_order_paper_put(x->p, o, "due", &due, &point->due);
	crm_order_paper_put_blank(x->p, o, "due");
	crm_doc_bool(o, "late", day < crm_order_paper_today(x->p));
}

void crm_order_paper_followup(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int fields[] = {CRM_C_ID, CRM_O_CUSTOMER, CRM_O_CUSTOMER_ORDER, CRM_C_STATE,
	    CRM_O_OWNER, CRM_O_SHIP_ON};
	struct lines lines = {p, NULL, NULL, INT32_MAX};
	struct next next = {p, out, INT32_MAX, false};

	crm_order_paper_put_fields(p, out, p->view, fields, CRM_COUNT_OF(fields));
	lines.list = crm_doc_list(out, "lines");
	crm_order_lines(p->view, put_line, &lines);
	if (p->word != NULL)
		put_span(lines.first, crm_doc_count(lines.list));
	crm_order_paper_put_milestones(p, out);
	put_dangers(p, out);
	put_delays(p, out);
	crm_todo_list(&crm_order, p->view, p->results, p->n, p->now, p->book, take_next, &next);
}

/* ---- inspection ---- */

void crm_order_paper_inspection(
    const struct crm_order_paper *p, const char *item, struct crm_doc *out)
{
	static const int members[] = {0, 1, CRM_INSPECTION_WHOSE, CRM_INSPECTION_INSPECTOR,
	    CRM_INSPECTION_LOT, CRM_INSPECTION_QUANTITY, CRM_INSPECTION_SAMPLE,
	    CRM_INSPECTION_REJECTED, CRM_INSPECTION_RESULT, CRM_INSPECTION_REPORT,
	    CRM_INSPECTION_DEFECTS, CRM_INSPECTION_CORRECTION, CRM_INSPECTION_PREVENTION};
	static const int fields[] = {CRM_O_STANDARD, CRM_O_ACCEPTANCE, CRM_O_CUSTOMER_INSPECTION};
	struct crm_doc *list, *o;
	struct crm_items it;

	crm_order_paper_put_head(p, out, false);
	list = crm_doc_list(out, "fields");
	for (size_t i = 0; i < CRM_COUNT_OF(fields); i++) {
		if (crm_view_has(p->view, fields[i]))
			(void)crm_order_paper_put_said(p, list, fields[i]);
	}
	crm_order_paper_put_shown(p, out, "fields");
	o = crm_doc_object(out, "inspection");
	crm_items_init(&it, p->view, CRM_O_INSPECTIONS);
	while (item != NULL && crm_items_next(&it)) {
		if (strcmp(it.key, item) != 0)
			continue;
		crm_doc_text(out, "item", item);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_doc_bool(o, "failed",
		    crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "failed"));
	}
	crm_items_release(&it);
	crm_order_paper_put_points(p, out, "inspection", NULL);
}
