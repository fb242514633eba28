/* The review sheet: what was said, who has judged it, and the final word (O1 to O4, O10). */
#include <string.h>

#include "lib/rules/order/papers/order_papers_private.h"

/* What a review asks of an order, in the order of the sheet (O1). */
static const int reviewed[] = {CRM_O_CHANGE_LEVEL, CRM_O_INTENDED_USE, CRM_O_STANDARD,
    CRM_O_ACCEPTANCE, CRM_O_SAMPLE_IS_STANDARD, CRM_O_SAMPLES, CRM_O_TECHNICAL, CRM_O_PACKAGING,
    CRM_O_HSF_LAW, CRM_O_HSF_CUSTOMER, CRM_O_HSF_OWN, CRM_O_IMPLIED, CRM_O_LEGAL, CRM_O_FEASIBILITY,
    CRM_O_SPECIAL_CHARACTERISTICS, CRM_O_CUSTOMER_SPECIFIC, CRM_O_CAPACITY, CRM_O_STOCK,
    CRM_O_MATERIALS, CRM_O_MATERIALS_BY, CRM_O_PRICE, CRM_O_CURRENCY, CRM_O_PAYMENT, CRM_O_FUNDS,
    CRM_O_CUSTOMS, CRM_O_SHIP_ON, CRM_O_DELIVERY_METHOD, CRM_O_MODE, CRM_O_PLACE, CRM_O_TERMS,
    CRM_O_DUE_TIME, CRM_O_CUSTOMER_INSPECTION, CRM_O_EXPORT, CRM_O_PARTICULAR, CRM_O_NEW_PART};
/* These stand in the head. */
static const int in_head[] = {
    CRM_O_CUSTOMER, CRM_O_ORDERED, CRM_O_PART, CRM_O_QUANTITY, CRM_O_REQUESTED};

struct sheet {
	const struct crm_order_paper *p;
	const struct crm_procedure *procedure;
	enum crm_order_sort sort;
	struct crm_doc *out;
	bool judged[CRM_O_COUNT], required[CRM_O_COUNT], lacking[CRM_O_COUNT];
};

/* ---- the sort ---- */

static int sort_of_name(const struct crm_cell *c)
{
	for (int s = 0; s < CRM_SORTS; s++) {
		if (crm_cell_eq(c, crm_order_sort_name((enum crm_order_sort)s)))
			return s;
	}
	return -1;
}

/* The one that was approved, as long as that holds; else as it would be today. */
static void put_sort(struct sheet *x, enum crm_seal approval)
{
	const struct crm_order_paper *p = x->p;
	struct crm_doc *o = crm_doc_object(x->out, "sort");
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf anew = CRM_BUF_INIT;
	int frozen = sort_of_name(crm_view_cell(p->view, CRM_O_SORT));
	const bool holds = approval == CRM_SEALED_HOLDS && frozen >= 0;

	x->sort = holds ? (enum crm_order_sort)frozen : crm_order_sort_of(p->view, p->book, &anew);
	crm_order_paper_put_word(p, o, "sort", "sort", crm_order_sort_name(x->sort));
	/* the reason may have the prices */
	if (p->mask != NULL)
		crm_doc_text(o, "why", p->mask);
	else
		crm_doc_text(o, "why",
		    holds ? crm_view_text(p->view, CRM_O_SORT_WHY, &arena) : crm_buf_str(&anew));
	crm_order_paper_put_bool(p, o, "frozen", holds);
	crm_buf_release(&anew);
	crm_arena_release(&arena);
}

/* ---- fields ---- */

static bool is_for(const struct sheet *x, unsigned sorts)
{
	return (sorts & 1u << (unsigned)x->sort) != 0;
}

static void note_lack(void *ctx, const struct crm_lack *l)
{
	struct sheet *x = ctx;
	int field = crm_schema_find(&crm_order_schema, l->field, strlen(l->field));

	if (field >= 0 && strcmp(l->code, "field_missing") == 0)
		x->lacking[field] = true;
}

static void find_fields(struct sheet *x)
{
	const struct crm_procedure *procedure = x->procedure;

	for (size_t i = 0; i < procedure->nrequired; i++) {
		if (is_for(x, procedure->required[i].sorts))
			x->required[procedure->required[i].field] = true;
	}
	for (size_t i = 0; i < procedure->nduties; i++) {
		const struct crm_duty_row *row = &procedure->duties[i];

		for (size_t k = 0; k < row->n && is_for(x, row->sorts); k++)
			x->judged[row->fields[k]] = true;
	}
	crm_order_lacks(x->p->view, x->p->book, CRM_BEFORE_APPROVE, x->p->now, note_lack, x);
}

static void put_said(struct sheet *x, struct crm_doc *list, int field)
{
	struct crm_doc *o = crm_order_paper_put_said(x->p, list, field);

	crm_doc_bool(o, "missing", x->lacking[field]);
}

static bool is_said(const struct sheet *x, int field)
{
	return crm_view_has(x->p->view, field) || x->required[field];
}

/* What no department judges of an order of this sort. */
static void put_others(struct sheet *x)
{
	struct crm_doc *list = crm_doc_list(x->out, "fields");
	bool put[CRM_O_COUNT] = {false};

	for (size_t i = 0; i < CRM_COUNT_OF(in_head); i++)
		put[in_head[i]] = true;
	for (size_t i = 0; i < CRM_COUNT_OF(reviewed); i++) {
		if (!x->judged[reviewed[i]] && is_said(x, reviewed[i]))
			put_said(x, list, reviewed[i]);
		put[reviewed[i]] = true;
	}
	for (int f = 0; f < CRM_O_COUNT; f++) {
		if (x->required[f] && !x->judged[f] && !put[f])
			put_said(x, list, f);
	}
	crm_order_paper_put_shown(x->p, x->out, "fields");
}

/* ---- departments ---- */

static void put_duty(struct sheet *x, struct crm_doc *o, const char *department)
{
	struct crm_doc *list = crm_doc_list(o, "fields");

	for (size_t i = 0; i < x->procedure->nduties; i++) {
		const struct crm_duty_row *row = &x->procedure->duties[i];

		if (!is_for(x, row->sorts) || strcmp(row->department, department) != 0)
			continue;
		for (size_t k = 0; k < row->n; k++)
			put_said(x, list, row->fields[k]);
	}
}

static void put_department(void *ctx, const struct crm_signed *s)
{
	struct sheet *x = ctx;
	struct crm_doc *o = crm_doc_item(crm_doc_list(x->out, "departments"));
	const struct crm_cell stage = crm_cell_int(s->stage);
	const struct crm_field at = {.name = "at", .type = CRM_T_INSTANT};

	crm_order_paper_put_word(x->p, o, "department", "department", s->department);
	if (s->asked)
		crm_doc_cell(o, "stage", &stage);
	crm_doc_bool(o, "asked", s->asked);
	put_duty(x, o, s->department);
	crm_order_paper_put_word(x->p, o, "verdict", "verdict", s->verdict);
	crm_order_paper_put_some(o, "by", s->by);
	crm_order_paper_put_some(o, "login", strcmp(s->login, s->by) != 0 ? s->login : "");
	crm_order_paper_put(x->p, o, "at", &at, &s->at);
	crm_order_paper_put_some(o, "text", s->text);
	crm_order_paper_put_words(x->p, o, "changed", "field", s->changed);
	crm_doc_bool(o, "void", strcmp(s->verdict, "void") == 0);
	/* there is something to sign still */
	crm_doc_bool(o, "unsigned",
	    s->asked && (strcmp(s->verdict, "missing") == 0 || strcmp(s->verdict, "void") == 0));
	crm_doc_bool(o, "turn", s->turn);
}

/* ---- prices ---- */

static void put_price(void *ctx, const struct crm_price_line *l)
{
	struct sheet *x = ctx;
	const struct crm_field *price = &crm_order_schema.fields[CRM_O_PRICE];
	struct crm_doc *o = crm_doc_item(crm_doc_list(x->out, "prices"));

	crm_order_paper_put_some(o, "line", l->line);
	crm_doc_cell(o, "part", &l->part);
	crm_doc_cell(o, "quantity", &l->quantity);
	crm_order_paper_put(x->p, o, "ordered", price, &l->ordered);
	crm_order_paper_put(x->p, o, "quoted", price, &l->quoted);
	crm_doc_cell(o, "currency", &l->currency);
	crm_order_paper_put_bool(x->p, o, "agrees", l->agrees);
	crm_order_paper_put_some(o, "why", l->why);
}

/* ---- the final word ---- */

static void put_approval(struct sheet *x, enum crm_seal seal, const char *changed)
{
	const struct crm_view *v = x->p->view;
	const struct crm_field *fields = crm_order_schema.fields;
	struct crm_doc *o = crm_doc_object(x->out, "approval");
	const bool given = crm_view_has(v, CRM_O_APPROVED_AT);
	const bool holds = given && seal == CRM_SEALED_HOLDS;

	crm_order_paper_put_word(x->p, o, "verdict", "approval",
	    !given      ? "missing"
	        : holds ? "approved"
	                : "void");
	crm_order_paper_put(
	    x->p, o, "at", &fields[CRM_O_APPROVED_AT], crm_view_cell(v, CRM_O_APPROVED_AT));
	crm_order_paper_put(
	    x->p, o, "by", &fields[CRM_O_APPROVED_BY], crm_view_cell(v, CRM_O_APPROVED_BY));
	if (given && seal == CRM_SEALED_CHANGED)
		crm_order_paper_put_words(x->p, o, "changed", "field", changed);
	crm_doc_bool(o, "void", given && !holds);
	crm_doc_bool(o, "unsigned", !holds);
	crm_order_paper_put_authority(x->p, o, "authority", crm_order_authority(x->sort));
}

/* The next step that waits for the review. */
static enum crm_lack_before next_of(const struct crm_view *v, enum crm_seal approval)
{
	if (approval != CRM_SEALED_HOLDS)
		return CRM_BEFORE_APPROVE;
	if (!crm_view_has(v, CRM_O_CONFIRMED_AT))
		return CRM_BEFORE_CONFIRM;
	return crm_view_has(v, CRM_O_STARTED_AT) ? CRM_BEFORE_DELIVER : CRM_BEFORE_START;
}

void crm_order_paper_review(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const char *const steps[] = {"approve", "confirm", "start", "deliver"};
	static const int files[] = {0, CRM_PAPER_WHAT, CRM_PAPER_FILE, CRM_PAPER_NUMBER,
	    CRM_PAPER_REVISION, CRM_PAPER_SIGNED_BY, CRM_PAPER_SIGNED_ON, CRM_PAPER_SHA256};
	struct sheet x = {.p = p, .procedure = crm_order_book_procedure(p->book), .out = out};
	struct crm_buf changed = CRM_BUF_INIT;
	const enum crm_seal approval = crm_order_approval(p->view, p->book, &changed);
	const enum crm_lack_before next = next_of(p->view, approval);

	crm_order_paper_put_head(p, out, true);
	put_sort(&x, approval);
	find_fields(&x);
	put_others(&x);
	(void)crm_doc_list(out, "departments");
	crm_order_signatures(p->view, p->book, put_department, &x);
	(void)crm_doc_list(out, "prices");
	crm_order_prices(p->view, p->book, put_price, &x);
	crm_order_paper_put_points(p, out, NULL, NULL);
	crm_order_paper_put_changes(p, out);
	crm_order_paper_put_items(p, out, CRM_O_FILES, files, CRM_COUNT_OF(files));
	put_approval(&x, approval, crm_buf_str(&changed));
	crm_order_paper_put_word(p, out, "before", "step", steps[next]);
	crm_order_paper_put_lacks(p, out, next);
	crm_buf_release(&changed);
}
