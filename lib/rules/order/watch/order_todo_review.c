/* What the review lacks, by department, and the decision that comes next (O1 to O4, O8). */
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/watch/order_todo_private.h"

/* Fields that are not said, of one department and line. */
struct missing {
	const char *department, *line, *step, *fields;
	struct missing *next;
};

struct review {
	const struct crm_todo_of *t;
	struct missing *missing, **last;
	bool blocked;
};

/* ---- what is not said ---- */

static void add_missing(struct review *x, const struct crm_lack *l)
{
	struct crm_arena *a = x->t->arena;
	struct missing *m = x->missing;

	while (m != NULL &&
	    (strcmp(m->department, l->department) != 0 || strcmp(m->line, l->line) != 0))
		m = m->next;
	if (m != NULL) {
		m->fields = crm_todo_text(x->t, "%s, %s", m->fields, l->field);
		return;
	}
	m = crm_arena_alloc(a, sizeof(*m));
	m->department = crm_arena_strdup(a, l->department);
	m->line = crm_arena_strdup(a, l->line);
	m->step = crm_arena_strdup(a, l->step);
	m->fields = crm_arena_strdup(a, l->field);
	*x->last = m;
	x->last = &m->next;
}

static void give_missing(const struct review *x)
{
	for (const struct missing *m = x->missing; m != NULL; m = m->next) {
		struct crm_todo_point p = {.what = "review",
		    .text = crm_todo_text(
		        x->t, "%s%ssay %s", m->line, m->line[0] != '\0' ? ": " : "", m->fields),
		    .owner = m->department,
		    .step = m->step,
		    .due = crm_cell_absent()};

		if (m->line[0] != '\0')
			p.opt = (struct crm_todo_opt){"line", m->line};
		crm_todo_give(x->t, p);
	}
}

/* ---- the rest ---- */

/* What has a point of its own: the items of points and changes, the written order; and the decisions
 * that come after all this. */
static bool is_told(const char *code)
{
	static const char *const codes[] = {"point_open", "condition", "no_paper", "not_reviewed",
	    "not_signed", "not_approved", NULL};

	for (size_t i = 0; codes[i] != NULL; i++) {
		if (strcmp(codes[i], code) == 0)
			return true;
	}
	return false;
}

/* What the customer signs: the quote, the sample or sheet of acceptance. */
static bool is_customers(const char *code)
{
	return strcmp(code, "not_countersigned") == 0 || strcmp(code, "sample_unsigned") == 0;
}

static void give_customers(const struct review *x, const struct crm_lack *l)
{
	const struct crm_cell none = crm_cell_absent();

	crm_todo_give(x->t,
	    (struct crm_todo_point){.what = "signature",
	        .text = l->text,
	        .why = l->code,
	        .step = l->step,
	        .due = none,
	        .side = CRM_TODO_CUSTOMER,
	        .ask = crm_order_ask(x->t, &none)});
}

static void give_lack(void *ctx, const struct crm_lack *l)
{
	struct review *x = ctx;
	const bool sign = strcmp(l->step, "sign") == 0;
	struct crm_todo_point p = {.what = sign ? "signature" : "review",
	    .text = l->text,
	    .why = l->code,
	    .owner = l->department,
	    .step = l->step,
	    .due = l->due};

	x->blocked = x->blocked || l->blocks;
	if (is_told(l->code))
		return;
	if (strcmp(l->code, "field_missing") == 0) {
		add_missing(x, l);
	} else if (is_customers(l->code)) {
		give_customers(x, l);
	} else if (l->blocks) {
		if (sign)
			p.opt = (struct crm_todo_opt){"department", l->department};
		crm_todo_give(x->t, p);
	}
}

/* Those whose turn it is. */
static void give_signature(void *ctx, const struct crm_signed *s)
{
	struct review *x = ctx;

	if (s->asked && s->turn && strcmp(s->verdict, "missing") == 0)
		crm_todo_give(x->t,
		    (struct crm_todo_point){.what = "signature",
		        .text = crm_todo_text(x->t, "%s: review and sign", s->department),
		        .owner = s->department,
		        .step = "sign",
		        .opt = {"department", s->department},
		        .due = crm_cell_absent()});
}

static void give_decision(const struct crm_todo_of *t, const char *what, const char *text)
{
	crm_todo_give(t,
	    (struct crm_todo_point){
	        .what = what, .text = text, .step = what, .due = crm_cell_absent()});
}

void crm_order_todo_open(const struct crm_todo_of *t)
{
	struct review x = {.t = t};

	x.last = &x.missing;
	crm_order_lacks(t->view, t->book, CRM_BEFORE_APPROVE, t->now, give_lack, &x);
	give_missing(&x);
	crm_order_signatures(t->view, t->book, give_signature, &x);
	if (!x.blocked)
		give_decision(t, "approve", "approve it");
}

/* Of what only approval asks for, what the customer owes still. */
static void give_owed(void *ctx, const struct crm_lack *l)
{
	if (is_customers(l->code))
		give_customers(ctx, l);
}

void crm_order_todo_taken(const struct crm_todo_of *t)
{
	const bool confirmed = crm_view_has(t->view, CRM_O_CONFIRMED_AT);
	struct review x = {.t = t};

	x.last = &x.missing;
	crm_order_lacks(t->view, t->book, confirmed ? CRM_BEFORE_DELIVER : CRM_BEFORE_CONFIRM,
	    t->now, give_lack, &x);
	crm_order_lacks(t->view, t->book, CRM_BEFORE_APPROVE, t->now, give_owed, &x);
	if (!x.blocked && !confirmed)
		give_decision(t, "confirm", "confirm it to the customer");
}
