/* What an order lacks before a step. */
#include <stdarg.h>
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

void crm_order_lack(struct crm_order_lacking *x, struct crm_lack l, const char *fmt, ...)
{
	const char **const texts[] = {
	    &l.code, &l.department, &l.field, &l.line, &l.step, &l.text, &l.item};
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	l.text = crm_buf_str(&text);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (*texts[i] == NULL)
			*texts[i] = "";
	}
	x->fn(x->ctx, &l);
	crm_buf_release(&text);
}

/* ---- what is to be said (O1) ---- */

struct required {
	struct crm_order_lacking *x;
	int field;
};

/* Whose duty it is to judge it. */
static const char *judge_of(const struct crm_order_lacking *x, int field)
{
	const struct crm_procedure *p = crm_order_book_procedure(x->b);

	for (size_t i = 0; i < p->nduties; i++) {
		const struct crm_duty_row *row = &p->duties[i];

		for (size_t k = 0; k < row->n && (row->sorts & 1u << (unsigned)x->sort) != 0; k++) {
			if (row->fields[k] == field)
				return row->department;
		}
	}
	return "";
}

static void lack_field(const struct required *r, const char *line)
{
	crm_order_lack(r->x,
	    (struct crm_lack){.code = "field_missing",
	        .department = judge_of(r->x, r->field),
	        .field = crm_order_name(r->field),
	        .line = line,
	        .step = line[0] != '\0' ? "line" : "amend",
	        .blocks = true},
	    "is not said");
}

/* The member of a line that says a field of the order; NULL: lines do not say it. */
static const struct crm_cell *of_line(const struct crm_order_line *l, int field)
{
	switch (field) {
	case CRM_O_PART:
		return l->part;
	case CRM_O_CHANGE_LEVEL:
		return l->change_level;
	case CRM_O_PRODUCT:
		return l->product;
	case CRM_O_QUANTITY:
		return l->quantity;
	case CRM_O_PRICE:
		return l->price;
	case CRM_O_REQUESTED:
		return l->requested;
	case CRM_O_PROMISED:
		return l->promised;
	default:
		return NULL;
	}
}

static void judge_line(void *ctx, const struct crm_order_line *l)
{
	const struct required *r = ctx;
	const struct crm_cell *c = of_line(l, r->field);

	if (c != NULL && !crm_cell_is(c))
		lack_field(r, l->line);
}

static void judge_field(struct crm_order_lacking *x, int field)
{
	static const struct crm_cell none = {.type = CRM_T_ABSENT};
	const struct crm_order_line any = {
	    "", &none, &none, &none, &none, &none, &none, &none, &none};
	struct required r = {x, field};

	if (of_line(&any, field) != NULL)
		crm_order_lines(x->v, judge_line, &r);
	else if (!crm_view_has(x->v, field))
		lack_field(&r, "");
}

static void judge_fields(struct crm_order_lacking *x)
{
	const struct crm_procedure *p = crm_order_book_procedure(x->b);
	bool seen[CRM_O_COUNT] = {[CRM_O_PART] = true, [CRM_O_QUANTITY] = true};

	judge_field(x, CRM_O_PART);
	judge_field(x, CRM_O_QUANTITY);
	for (size_t i = 0; i < p->nrequired; i++) {
		const struct crm_required_row *row = &p->required[i];

		if ((row->sorts & 1u << (unsigned)x->sort) == 0 || seen[row->field])
			continue;
		seen[row->field] = true;
		judge_field(x, row->field);
	}
}

/* ---- signatures (O3) ---- */

static void lack_signature(struct crm_order_lacking *x, const struct crm_signed *s,
    const char *code, bool blocks, const char *text)
{
	crm_order_lack(x,
	    (struct crm_lack){.code = code,
	        .department = s->department,
	        .field = crm_order_name(CRM_O_SIGNATURES),
	        .step = "sign",
	        .blocks = blocks},
	    "%s", text);
}

/* Its point, or points where it was signed so several times, are cleared. */
static bool is_met(const struct crm_order_lacking *x, const struct crm_signed *s)
{
	struct crm_items it;
	bool any = false, open = false;

	crm_items_init(&it, x->v, CRM_O_POINTS);
	while (crm_items_next(&it)) {
		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_DEPARTMENT), s->department) ||
		    !crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_TEXT), s->text))
			continue;
		any = true;
		open = open || !crm_view_has(&it.view, CRM_POINT_CLEARED_AT);
	}
	crm_items_release(&it);
	return any && !open;
}

static void judge_signature(void *ctx, const struct crm_signed *s)
{
	struct crm_order_lacking *x = ctx;
	struct crm_buf text = CRM_BUF_INIT;

	if (strcmp(s->verdict, "missing") == 0 && x->before == CRM_BEFORE_APPROVE) {
		crm_buf_addf(&text, "%s has not signed%s", s->department,
		    s->turn ? "" : "; it is not its turn yet");
		lack_signature(x, s, "not_signed", true, crm_buf_str(&text));
	} else if (strcmp(s->verdict, "void") == 0) {
		crm_buf_addf(&text, "the signature of %s is void: ", s->department);
		if (s->changed[0] != '\0')
			crm_buf_addf(&text, "what it judged has changed: %s", s->changed);
		else
			crm_buf_addz(&text, "it was made for another record, or is not whole");
		lack_signature(x, s, "void_signature", s->asked, crm_buf_str(&text));
	} else if (strcmp(s->verdict, "refused") == 0) {
		crm_buf_addf(&text, "%s has refused: %s", s->department, s->text);
		lack_signature(x, s, "refused", true, crm_buf_str(&text));
	} else if (strcmp(s->verdict, "condition") == 0 && !is_met(x, s)) {
		crm_buf_addf(&text, "%s has signed with a condition: %s", s->department, s->text);
		lack_signature(x, s, "condition", false, crm_buf_str(&text));
	}
	crm_buf_release(&text);
}

/* ---- the approval (O4, O8) ---- */

static void judge_changes(struct crm_order_lacking *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_CHANGES);
	while (crm_items_next(&it)) {
		if (crm_view_has(&it.view, CRM_OCHG_APPROVED_AT))
			continue;
		crm_order_lack(x,
		    (struct crm_lack){.code = "not_reviewed",
		        .field = crm_order_name(CRM_O_CHANGES),
		        .item = it.key,
		        .step = "approve",
		        .blocks = true},
		    "the customer's change %s was not reviewed and approved: %s",
		    crm_view_text(&it.view, CRM_OCHG_REFERENCE, &x->arena),
		    crm_view_text(&it.view, CRM_OCHG_FIELDS, &x->arena));
	}
	crm_items_release(&it);
}

static void judge_approval(struct crm_order_lacking *x)
{
	const struct crm_lack l = {.code = "void_approval",
	    .field = crm_order_name(CRM_O_APPROVED_AT),
	    .step = "approve",
	    .blocks = true};
	struct crm_buf changed = CRM_BUF_INIT;

	(void)crm_order_approval(x->v, x->b, &changed);
	if (!crm_view_has(x->v, CRM_O_APPROVED_AT))
		crm_order_lack(x,
		    (struct crm_lack){
		        .code = "not_approved", .field = l.field, .step = l.step, .blocks = true},
		    "the final authority has not approved it");
	else if (x->approval == CRM_SEALED_CHANGED)
		crm_order_lack(x, l, "the approval is void: what was approved has changed: %s",
		    crm_buf_str(&changed));
	else if (x->approval != CRM_SEALED_HOLDS)
		crm_order_lack(
		    x, l, "the approval is void: it was made for another record, or is not whole");
	crm_buf_release(&changed);
	judge_changes(x);
}

/* ---- points ---- */

/* Before which it is to be cleared; what is not said is before bulk. */
static bool is_before(const struct crm_cell *c, enum crm_lack_before before)
{
	if (crm_cell_eq(c, "approve"))
		return true;
	if (crm_cell_eq(c, "deliver"))
		return before >= CRM_BEFORE_DELIVER;
	return !crm_cell_eq(c, "file") && before >= CRM_BEFORE_START;
}

static void judge_points(struct crm_order_lacking *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_POINTS);
	while (crm_items_next(&it)) {
		if (crm_view_has(&it.view, CRM_POINT_CLEARED_AT))
			continue;
		crm_order_lack(x,
		    (struct crm_lack){.code = "point_open",
		        .department = crm_view_text(&it.view, CRM_POINT_DEPARTMENT, &x->arena),
		        .field = crm_order_name(CRM_O_POINTS),
		        .item = it.key,
		        .step = "clear",
		        .due = *crm_view_cell(&it.view, CRM_POINT_DUE),
		        .blocks = is_before(crm_view_cell(&it.view, CRM_POINT_BEFORE), x->before)},
		    "point %.4s is open: %s", it.key,
		    crm_view_text(&it.view, CRM_POINT_TEXT, &x->arena));
	}
	crm_items_release(&it);
}

/* ---- all ---- */

void crm_order_lacks(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_lack_before before, struct crm_instant now, crm_lack_fn *fn, void *ctx)
{
	struct crm_order_lacking x = {
	    .v = v, .b = b, .before = before, .now = now, .fn = fn, .ctx = ctx};

	x.approval = crm_order_approval(v, b, NULL);
	if (before == CRM_BEFORE_APPROVE || !crm_order_sort_frozen(v, &x.sort))
		x.sort = crm_order_sort_anew(v, b);
	if (before == CRM_BEFORE_APPROVE) {
		judge_fields(&x);
		crm_order_lacks_prices(&x);
	}
	crm_order_signatures_by(v, b, x.sort, judge_signature, &x);
	if (before > CRM_BEFORE_APPROVE)
		judge_approval(&x);
	judge_points(&x);
	crm_order_lacks_papers(&x);
	crm_arena_release(&x.arena);
}

struct refusal {
	const struct crm_step_in *in;
	struct crm_findings *f;
};

static void refuse_by(void *ctx, const struct crm_lack *l)
{
	const struct refusal *r = ctx;

	if (l->blocks && l->line[0] != '\0')
		crm_step_refuse(r->in, r->f, l->code, l->field, "line %s: %s", l->line, l->text);
	else if (l->blocks)
		crm_step_refuse(r->in, r->f, l->code, l->field, "%s", l->text);
}

void crm_order_judge_lacks(
    const struct crm_step_in *in, enum crm_lack_before before, struct crm_findings *f)
{
	struct refusal r = {in, f};

	crm_order_lacks(in->view, in->book, before, in->at, refuse_by, &r);
}
