/* Papers to those who work by them: given out, received, begun (O7, T4). */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/words.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/work/order_work_private.h"

const struct crm_opt crm_order_release_opts[] = {
    {"paper", 0, CRM_OPT_TEXT, "WORD", "what is given out: sales_order, production_order, plan",
        true},
    {"department", 0, CRM_OPT_TEXT, "LIST",
        "to whom, commas between (default all of the paper's list that do not have it yet)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_target crm_order_receipt_target = {
    CRM_O_RELEASES, CRM_ITEM_KEYED, CRM_RELEASE_PAPER, CRM_RELEASE_DEPARTMENT};
const struct crm_step_field crm_order_receipt_fields[] = {
    {CRM_RELEASE_PAPER, true},
    {CRM_RELEASE_DEPARTMENT, false},
    {0, false},
};

/* ---- release ---- */

/* in the order of enum crm_paper */
static const char *paper_name(enum crm_paper p)
{
	return crm_order_release_items.fields[CRM_RELEASE_PAPER].words[p];
}

static const char *const *list_of(const struct crm_step_in *in, enum crm_paper p)
{
	return crm_order_book_procedure(in->book)->lists[p];
}

/* The item of a paper in the hands of a department; false: it does not have it. */
static bool find(
    const struct crm_view *v, enum crm_paper p, const char *department, struct crm_items *it)
{
	crm_items_init(it, v, CRM_O_RELEASES);
	while (crm_items_next(it)) {
		if (crm_cell_eq(crm_view_cell(&it->view, CRM_RELEASE_PAPER), paper_name(p)) &&
		    crm_cell_eq(crm_view_cell(&it->view, CRM_RELEASE_DEPARTMENT), department))
			return true;
	}
	return false;
}

static bool has_it(const struct crm_view *v, enum crm_paper p, const char *department)
{
	struct crm_items it;
	bool found = find(v, p, department, &it);

	crm_items_release(&it);
	return found;
}

struct giving {
	const struct crm_step_in *in;
	struct crm_changes *out;
	enum crm_paper paper;
	const char **names; /* of the departments */
	size_t n, cap;
};

static void give(const struct giving *g, const char *department)
{
	static const int answers[] = {CRM_RELEASE_RECEIVED_AT, CRM_RELEASE_RECEIVED_BY,
	    CRM_RELEASE_BEGUN_AT, CRM_RELEASE_BEGUN_BY};
	const struct crm_cell at = crm_cell_instant(g->in->at);
	const char *const texts[] = {g->in->actor->by, paper_name(g->paper), department};
	const struct crm_schema *schema = g->in->flow->schema;
	struct crm_buf path = CRM_BUF_INIT;
	char made[CRM_ITEM_KEY_MAX];
	const char *key = made;
	struct crm_items it;

	crm_item_key_two(paper_name(g->paper), department, made);
	if (find(g->in->view, g->paper, department, &it))
		key = it.key;
	crm_changes_set(g->out, crm_item_path(schema, CRM_O_RELEASES, key, 0, &path), &at);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		crm_changes_text(g->out,
		    crm_item_path(schema, CRM_O_RELEASES, key, (int)i + 1, &path), texts[i]);
	for (size_t i = 0; key != made && i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (crm_view_has(&it.view, answers[i]))
			crm_changes_delete(
			    g->out, crm_item_path(schema, CRM_O_RELEASES, key, answers[i], &path));
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

static void name_one(struct giving *g, const char *name)
{
	crm_grow(&g->names, &g->cap, g->n + 1, sizeof(*g->names));
	g->names[g->n++] = name;
}

/* Those that the step names, else those of the list that do not have it. */
static void gather(struct giving *g, struct crm_arena *a)
{
	const char *named = crm_step_arg(g->in, "department"), *name, *const * list;
	const size_t n = named != NULL ? strlen(named) : 0;
	size_t at = 0, len;

	while ((name = crm_word_next(named, n, &at, &len)) != NULL)
		name_one(g, crm_arena_strndup(a, name, len));
	list = named == NULL ? list_of(g->in, g->paper) : NULL;
	for (; list != NULL && *list != NULL; list++) {
		if (!has_it(g->in->view, g->paper, *list))
			name_one(g, *list);
	}
}

static bool is_named(const struct giving *g, const char *department)
{
	for (size_t i = 0; i < g->n; i++) {
		if (strcmp(g->names[i], department) == 0)
			return true;
	}
	return false;
}

/* With this step, does everybody of its list have it? Where nobody is on it: anybody. */
static bool is_out(const struct giving *g, enum crm_paper p)
{
	const char *const *list = list_of(g->in, p);
	struct crm_items it;
	bool any = p == g->paper && g->n > 0;

	for (; list != NULL && *list != NULL; list++) {
		any = true;
		if (!has_it(g->in->view, p, *list) && (p != g->paper || !is_named(g, *list)))
			return false;
	}
	crm_items_init(&it, g->in->view, CRM_O_RELEASES);
	while (!any && crm_items_next(&it))
		any = crm_cell_eq(crm_view_cell(&it.view, CRM_RELEASE_PAPER), paper_name(p));
	crm_items_release(&it);
	return any;
}

static bool is_released(const struct giving *g)
{
	return is_out(g, CRM_PAPER_PRODUCTION_ORDER) &&
	    (list_of(g->in, CRM_PAPER_SALES_ORDER) == NULL || is_out(g, CRM_PAPER_SALES_ORDER));
}

static bool read_paper(const struct crm_step_in *in, enum crm_paper *out, struct crm_findings *f)
{
	const char *text = crm_step_arg(in, "paper");

	for (int i = 0; text != NULL && i < CRM_PAPERS; i++) {
		if (strcmp(text, paper_name((enum crm_paper)i)) == 0) {
			*out = (enum crm_paper)i;
			return true;
		}
	}
	if (text != NULL)
		crm_step_refuse(in, f, "bad_value", "paper",
		    "'%s' is no paper, expected sales_order, production_order or plan", text);
	return false;
}

/* What is given out is what was signed. */
struct lacking {
	const struct crm_step_in *in;
	struct crm_findings *f;
};

static void refuse_void(void *ctx, const struct crm_lack *l)
{
	const struct lacking *x = ctx;

	if (strcmp(l->code, "void_signature") == 0 || strcmp(l->code, "void_approval") == 0 ||
	    strcmp(l->code, "not_reviewed") == 0)
		crm_step_refuse(x->in, x->f, l->code, l->field, "%s", l->text);
}

void crm_order_rule_release(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct giving g = {in, out, CRM_PAPER_SALES_ORDER, NULL, 0, 0};
	struct lacking lacking = {in, f};
	struct crm_arena a = CRM_ARENA_INIT;

	if (!read_paper(in, &g.paper, f))
		return;
	if (g.paper == CRM_PAPER_PRODUCTION_ORDER)
		crm_order_need(in,
		    crm_order_book_procedure(in->book)->authority[CRM_AUTHORITY_PRODUCTION_ORDER],
		    "release of the production order", f);
	crm_order_lacks(in->view, in->book, CRM_BEFORE_CONFIRM, in->at, refuse_void, &lacking);
	gather(&g, &a);
	for (size_t i = 0; i < g.n; i++)
		give(&g, g.names[i]);
	if (g.n == 0 && list_of(in, g.paper) == NULL)
		crm_step_refuse(in, f, "missing_field", "department",
		    "the procedure has no list for '%s': who gets it?", paper_name(g.paper));
	else if (g.n == 0)
		crm_step_refuse(in, f, "already_done", "releases",
		    "all of the list have '%s'; --department gives it out anew",
		    paper_name(g.paper));
	if (crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "confirmed") && is_released(&g))
		crm_step_reach(in, out);
	free(g.names);
	crm_arena_release(&a);
}

/* ---- receipt, begin ---- */

/* The department itself, of what it was given, once. */
static bool judge_paper(const struct crm_step_in *in, int done, struct crm_items *it,
    struct crm_arena *a, struct crm_findings *f)
{
	const char *words[] = {NULL, NULL};

	if (!crm_order_item_of(in, in->view, it)) {
		crm_order_refuse_member(in, f, "no_such_item", CRM_RELEASE_PAPER,
		    "this paper was not given to that department: 'release' first");
		return false;
	}
	words[0] = crm_view_text(&it->view, CRM_RELEASE_DEPARTMENT, a);
	crm_order_need(in, words, in->step->name, f);
	if (crm_view_has(&it->view, done))
		crm_order_refuse_member(in, f, "already_done", done, "is %s already",
		    crm_view_text(&it->view, done, a));
	crm_order_member_order(in, &it->view, 0, f);
	return true;
}

void crm_order_rule_receipt(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	if (judge_paper(in, CRM_RELEASE_RECEIVED_AT, &it, &a, f))
		crm_order_did(in, CRM_RELEASE_RECEIVED_AT, CRM_RELEASE_RECEIVED_BY, out);
	crm_items_release(&it);
	crm_arena_release(&a);
}

void crm_order_rule_begin(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	if (judge_paper(in, CRM_RELEASE_BEGUN_AT, &it, &a, f)) {
		if (!crm_view_has(&it.view, CRM_RELEASE_RECEIVED_AT))
			crm_order_refuse_member(in, f, "not_received", CRM_RELEASE_RECEIVED_AT,
			    "its receipt is not confirmed: 'receipt' first");
		crm_order_member_order(in, &it.view, CRM_RELEASE_RECEIVED_AT, f);
		crm_order_did(in, CRM_RELEASE_BEGUN_AT, CRM_RELEASE_BEGUN_BY, out);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}
