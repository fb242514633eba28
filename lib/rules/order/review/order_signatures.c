/* Signatures and the approval: what they judged, and how they stand (O3, O4). */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define OF_SORT(s) (1u << (unsigned)(s))

/* What an order is, and what the gate goes by, whatever departments there are. */
static const int core[] = {
    CRM_O_CUSTOMER,
    CRM_O_FORM,
    CRM_O_QUOTE,
    CRM_O_FRAME,
    CRM_O_PART,
    CRM_O_CHANGE_LEVEL,
    CRM_O_QUANTITY,
    CRM_O_UNDER,
    CRM_O_OVER,
    CRM_O_PRICE,
    CRM_O_CURRENCY,
    CRM_O_REQUESTED,
    CRM_O_TERMS,
    CRM_O_PARTICULAR,
    CRM_O_NEW_PART,
    CRM_O_MAJOR,
    CRM_O_SAMPLE_IS_STANDARD,
    CRM_O_SAMPLES,
    CRM_O_CUSTOMER_INSPECTION,
    CRM_O_EXPORT,
};
static const int priced[] = {
    CRM_O_QUOTE, CRM_O_PART, CRM_O_CHANGE_LEVEL, CRM_O_PRICE, CRM_O_CURRENCY};
const struct crm_sealed crm_order_priced = {priced, COUNT(priced), CRM_O_LINES};

/* ---- what is judged ---- */

/* Confirmation and promises set these: who has signed knows that. */
static bool is_set_later(int field)
{
	return field == CRM_O_PROMISED || field == CRM_O_PROMISED_NOW;
}

static void mark(bool *all, const int *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		all[fields[i]] = !is_set_later(fields[i]);
}

static void gather(const bool *all, struct crm_arena *a, struct crm_sealed *out)
{
	int *fields = crm_arena_alloc(a, CRM_O_COUNT * sizeof(*fields));

	out->n = 0;
	for (int i = 0; i < CRM_O_COUNT; i++) {
		if (all[i])
			fields[out->n++] = i;
	}
	out->fields = fields;
	out->items = CRM_O_LINES;
}

void crm_order_duty_of(const struct crm_procedure *p, const char *department,
    enum crm_order_sort sort, struct crm_arena *a, struct crm_order_duty *out)
{
	bool all[CRM_O_COUNT] = {false}, any = false;

	memset(out, 0, sizeof(*out));
	for (int pass = 0; pass < 2 && !any; pass++) {
		for (size_t i = 0; i < p->nduties; i++) {
			const struct crm_duty_row *row = &p->duties[i];
			bool of_sort = (row->sorts & OF_SORT(sort)) != 0;

			if (strcmp(row->department, department) != 0 || (pass == 0 && !of_sort))
				continue;
			if (!any)
				out->stage = row->stage;
			mark(all, row->fields, row->n);
			any = true;
			out->asked = out->asked || of_sort;
		}
	}
	if (any)
		gather(all, a, &out->what);
}

void crm_order_reviewed(const struct crm_procedure *p, struct crm_arena *a, struct crm_sealed *out)
{
	bool all[CRM_O_COUNT] = {false};

	mark(all, core, COUNT(core));
	for (size_t i = 0; i < p->nduties; i++)
		mark(all, p->duties[i].fields, p->duties[i].n);
	for (size_t i = 0; i < p->nrequired; i++)
		mark(all, &p->required[i].field, 1);
	gather(all, a, out);
}

enum crm_seal crm_order_approval(
    const struct crm_view *v, const struct crm_order_book *b, struct crm_buf *changed)
{
	const struct crm_cell *seal = crm_view_cell(v, CRM_O_APPROVED_SEAL);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_seal state = CRM_SEALED_NONE;
	struct crm_sealed what;

	if (changed != NULL)
		crm_buf_clear(changed);
	if (crm_view_has(v, CRM_O_APPROVED_AT)) {
		crm_order_reviewed(crm_order_book_procedure(b), &a, &what);
		state = crm_seal_state(v, crm_view_text(v, CRM_C_ID, &a), CRM_O_SCOPE_APPROVE,
		    &what, crm_view_cell(v, CRM_O_APPROVED_FIELDS), seal, changed);
	}
	crm_arena_release(&a);
	return state;
}

/* ---- the sort ---- */

bool crm_order_sort_frozen(const struct crm_view *v, enum crm_order_sort *out)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_O_SORT);

	for (int s = 0; s < CRM_SORTS; s++) {
		if (crm_cell_eq(c, crm_order_sort_name((enum crm_order_sort)s))) {
			*out = (enum crm_order_sort)s;
			return true;
		}
	}
	return false;
}

enum crm_order_sort crm_order_sort_anew(const struct crm_view *v, const struct crm_order_book *b)
{
	struct crm_buf why = CRM_BUF_INIT;
	enum crm_order_sort sort = crm_order_sort_of(v, b, &why);

	crm_buf_release(&why);
	return sort;
}

/* ---- signatures ---- */

struct signature {
	struct crm_signed s;
	struct crm_order_duty duty;
	bool good;
};
struct walk {
	const struct crm_view *v;
	const struct crm_procedure *p;
	enum crm_order_sort sort;
	struct signature *rows;
	size_t n, cap;
	struct crm_arena arena;
};

static struct signature *row_of(struct walk *w, const char *department)
{
	struct signature *x;

	for (size_t i = 0; i < w->n; i++) {
		if (strcmp(w->rows[i].s.department, department) == 0)
			return &w->rows[i];
	}
	crm_grow(&w->rows, &w->cap, w->n + 1, sizeof(*w->rows));
	x = &w->rows[w->n++];
	memset(x, 0, sizeof(*x));
	crm_order_duty_of(w->p, department, w->sort, &w->arena, &x->duty);
	x->s.department = crm_arena_strdup(&w->arena, department);
	x->s.stage = x->duty.stage;
	x->s.asked = x->duty.asked;
	x->s.verdict = "missing";
	x->s.by = x->s.login = x->s.text = x->s.changed = "";
	return x;
}

/* A signature without a seal that can be read judged nothing. */
static void judge_seal(struct walk *w, const struct crm_view *item, struct signature *x)
{
	struct crm_buf changed = CRM_BUF_INIT;
	enum crm_seal seal = CRM_SEALED_NONE;

	if (x->duty.what.fields != NULL)
		seal = crm_seal_state(w->v, crm_view_text(w->v, CRM_C_ID, &w->arena),
		    x->s.department, &x->duty.what, crm_view_cell(item, CRM_SIGN_FIELDS),
		    crm_view_cell(item, CRM_SIGN_SEAL), &changed);
	if (seal != CRM_SEALED_HOLDS)
		x->s.verdict = "void";
	if (seal == CRM_SEALED_CHANGED)
		x->s.changed = crm_arena_strndup(&w->arena, crm_buf_str(&changed), changed.len);
	x->good = seal == CRM_SEALED_HOLDS;
	crm_buf_release(&changed);
}

static void add_item(struct walk *w, const struct crm_items *it)
{
	const struct crm_view *item = &it->view;
	const char *department = crm_view_text(item, CRM_SIGN_DEPARTMENT, &w->arena);
	struct signature *x = row_of(w, department[0] != '\0' ? department : it->key);
	const char *verdict = crm_view_text(item, CRM_SIGN_VERDICT, &w->arena);

	x->s.by = crm_view_text(item, 1, &w->arena);
	x->s.login = crm_view_text(item, CRM_SIGN_LOGIN, &w->arena);
	x->s.text = crm_view_text(item, CRM_SIGN_TEXT, &w->arena);
	x->s.at = *crm_view_cell(item, 0);
	x->s.verdict = verdict;
	/* what was refused stays so until that department says else */
	if (strcmp(verdict, "refused") != 0)
		judge_seal(w, item, x);
}

static bool turn_of(const struct walk *w, const struct signature *x)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct signature *other = &w->rows[i];

		if (other->s.asked && other->s.stage < x->s.stage && !other->good)
			return false;
	}
	return true;
}

void crm_order_signatures_by(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_order_sort sort, crm_signed_fn *fn, void *ctx)
{
	struct walk w = {.v = v, .p = crm_order_book_procedure(b), .sort = sort};
	struct crm_items it;

	for (size_t i = 0; i < w.p->nduties; i++) {
		if ((w.p->duties[i].sorts & OF_SORT(sort)) != 0)
			(void)row_of(&w, w.p->duties[i].department);
	}
	crm_items_init(&it, v, CRM_O_SIGNATURES);
	while (crm_items_next(&it))
		add_item(&w, &it);
	crm_items_release(&it);
	for (size_t i = 0; i < w.n; i++) {
		w.rows[i].s.turn = turn_of(&w, &w.rows[i]);
		fn(ctx, &w.rows[i].s);
	}
	free(w.rows);
	crm_arena_release(&w.arena);
}

void crm_order_signatures(
    const struct crm_view *v, const struct crm_order_book *b, crm_signed_fn *fn, void *ctx)
{
	enum crm_order_sort sort;

	if (crm_order_approval(v, b, NULL) != CRM_SEALED_HOLDS || !crm_order_sort_frozen(v, &sort))
		sort = crm_order_sort_anew(v, b);
	crm_order_signatures_by(v, b, sort, fn, ctx);
}
