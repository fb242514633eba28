/* Lists that several papers have: points, changes, milestones, what is lacking, who may. */
#include <string.h>

#include "lib/rules/order/papers/order_papers_private.h"

/* ---- points, changes ---- */

static bool is_one_of(const struct crm_cell *c, const char *const *words)
{
	while (words != NULL && *words != NULL) {
		if (crm_cell_eq(c, *words))
			return true;
		words++;
	}
	return words == NULL;
}

void crm_order_paper_put_points(const struct crm_order_paper *p, struct crm_doc *out,
    const char *from, const char *const *before)
{
	static const int members[] = {0, 1, CRM_POINT_TEXT, CRM_POINT_FROM, CRM_POINT_BEFORE,
	    CRM_POINT_ON, CRM_POINT_OWNER, CRM_POINT_DUE, CRM_POINT_CLEARED_AT,
	    CRM_POINT_CLEARED_BY, CRM_POINT_ANSWER};
	struct crm_doc *list = crm_doc_list(out, "points"), *o;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_POINTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *when = crm_view_cell(&it.view, CRM_POINT_BEFORE);

		if ((from != NULL && !crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_FROM), from)) ||
		    (crm_cell_is(when) && !is_one_of(when, before)))
			continue;
		o = crm_doc_item(list);
		crm_doc_text(o, "item", it.key);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_order_paper_put_words(p, o, "department", "department",
		    crm_view_text(&it.view, CRM_POINT_DEPARTMENT, &arena));
		crm_doc_bool(o, "open", !crm_view_has(&it.view, CRM_POINT_CLEARED_AT));
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
	crm_order_paper_put_shown(p, out, "points");
}

void crm_order_paper_put_changes(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int members[] = {
	    0, 1, CRM_OCHG_REFERENCE, CRM_OCHG_TEXT, CRM_OCHG_APPROVED_AT, CRM_OCHG_PASSED_AT};
	struct crm_doc *list = crm_doc_list(out, "changes"), *o;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_CHANGES);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_order_paper_put_words(
		    p, o, "fields", "field", crm_view_text(&it.view, CRM_OCHG_FIELDS, &arena));
		crm_doc_bool(o, "open", !crm_view_has(&it.view, CRM_OCHG_APPROVED_AT));
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
	crm_order_paper_put_shown(p, out, "changes");
}

/* ---- milestones ---- */

/* Late: reached after its day, or not reached and that is past. */
void crm_order_paper_put_milestones(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int members[] = {CRM_MILE_MILESTONE, CRM_MILE_PLANNED, CRM_MILE_FIRST,
	    CRM_MILE_OWNER, CRM_MILE_REACHED_AT};
	struct crm_doc *list = crm_doc_list(out, "milestones"), *o;
	char text[CRM_DATE_MAX];
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_MILESTONES);
	while (crm_items_next(&it)) {
		int32_t planned = crm_order_paper_day(p, crm_view_cell(&it.view, CRM_MILE_PLANNED));
		int32_t reached =
		    crm_order_paper_day(p, crm_view_cell(&it.view, CRM_MILE_REACHED_AT));
		int32_t first = crm_order_paper_day(p, crm_view_cell(&it.view, CRM_MILE_FIRST));
		int32_t by = reached != INT32_MIN ? reached : crm_order_paper_today(p);

		o = crm_doc_item(list);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		if (reached != INT32_MIN) {
			(void)crm_date_format(reached, text);
			crm_doc_text(o, "reached", text);
		}
		crm_doc_bool(o, "replanned", first != INT32_MIN && first != planned);
		crm_doc_bool(o, "late", planned != INT32_MIN && by > planned);
	}
	crm_items_release(&it);
	crm_order_paper_put_shown(p, out, "milestones");
}

/* ---- what is lacking ---- */

struct lacks {
	const struct crm_order_paper *p;
	struct crm_doc *list;
};

static void put_lack(void *ctx, const struct crm_lack *l)
{
	const struct lacks *x = ctx;
	struct crm_doc *o;

	if (!l->blocks)
		return;
	o = crm_doc_item(x->list);
	crm_order_paper_put_word(x->p, o, "code", "lack", l->code);
	crm_order_paper_put_words(x->p, o, "department", "department", l->department);
	/* what else is lacking says by its code what it is about */
	if (strcmp(l->code, "field_missing") == 0)
		crm_order_paper_put_words(x->p, o, "field", "field", l->field);
	else
		crm_order_paper_put_some(o, "field", l->field);
	crm_order_paper_put_some(o, "line", l->line);
	/* the text has the prices */
	if (x->p->mask == NULL || strcmp(l->code, "price_differs") != 0)
		crm_doc_text(o, "text", l->text);
	crm_doc_cell(o, "due", &l->due);
}

void crm_order_paper_put_lacks(
    const struct crm_order_paper *p, struct crm_doc *out, enum crm_lack_before before)
{
	struct lacks x = {p, crm_doc_list(out, "lacks")};

	crm_order_lacks(p->view, p->book, before, p->now, put_lack, &x);
	crm_order_paper_put_shown(p, out, "lacks");
}

void crm_order_paper_put_authority(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name, enum crm_authority act)
{
	const char *const *who = crm_order_book_procedure(p->book)->authority[act];
	struct crm_buf words = CRM_BUF_INIT;

	for (size_t i = 0; who != NULL && who[i] != NULL; i++)
		crm_buf_addf(&words, "%s%s", i > 0 ? ", " : "", who[i]);
	crm_order_paper_put_words(p, o, name, "role", crm_buf_str(&words));
	crm_buf_release(&words);
}
