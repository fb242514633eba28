/* What has to be there before anything of the order leaves: samples, inspections, papers. */
#include <string.h>

#include "lib/rules/order/book/order_samples.h"
#include "lib/rules/order/deliver/gate_private.h"

/* ---- samples ---- */

static void tell_sample(void *ctx, const struct crm_order_sample_lack *l)
{
	struct crm_gate *g = ctx;

	if (strcmp(l->code, "sample_missing") == 0)
		crm_gate_tell(g, l->code, "", "there is no %s sample", l->sort);
	else if (l->id[0] == '\0')
		crm_gate_tell(g, l->code, "", "the procedure has no samples of sort '%s'", l->sort);
	else if (strcmp(l->state, "approved") == 0)
		crm_gate_tell(
		    g, l->code, l->id, "the %s sample %s is past its last day", l->sort, l->id);
	else
		crm_gate_tell(g, l->code, l->id, "the %s sample %s is not approved (%s)", l->sort,
		    l->id, l->state);
}

/* ---- inspections ---- */

struct last {
	int64_t us;
	bool there, failed;
	int32_t day;
};

/* The last one of ours, or of the customer's, that looked at this lot or at all of it. */
static struct last last_of(const struct crm_gate *g, const char *whose)
{
	struct last out = {0, false, false, 0};
	struct crm_items it;

	crm_items_init(&it, g->v, CRM_O_INSPECTIONS);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, 0);
		const struct crm_cell *lot = crm_view_cell(&it.view, CRM_INSPECTION_LOT);
		int64_t us = at->type == CRM_T_INSTANT ? at->u.at.us : 0;

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_WHOSE), whose) ||
		    (crm_cell_is(lot) && !crm_book_alike(lot, &g->ask->lot)) ||
		    (out.there && us < out.us))
			continue;
		out.there = true;
		out.us = us;
		out.day = at->type == CRM_T_INSTANT ? crm_instant_day(at->u.at) : 0;
		out.failed = !crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "passed");
	}
	crm_items_release(&it);
	return out;
}

static void judge_inspections(struct crm_gate *g)
{
	static const char *const whose[] = {"ours", "customer"};
	static const char *const words[] = {"our inspection", "the customer's inspection"};
	char day[CRM_DATE_MAX];

	for (size_t i = 0; i < 2; i++) {
		struct last last = last_of(g, whose[i]);

		if (last.there && last.failed) {
			crm_date_format(last.day, day);
			crm_gate_tell(
			    g, "inspection_failed", "", "%s of %s was not passed", words[i], day);
		} else if (!last.there && i == 1 &&
		    crm_view_true(g->v, CRM_O_CUSTOMER_INSPECTION)) {
			crm_gate_tell(g, "inspection_missing", "",
			    "the customer inspects before shipment, and has not yet");
		}
	}
}

/* ---- export ---- */

static void judge_export(struct crm_gate *g)
{
	struct crm_items it;

	if (crm_cell_eq(crm_view_cell(g->v, CRM_O_EXPORT_CHECK), "hit"))
		crm_gate_insist(
		    g, "export_hit", "", "the export check has found somebody or something");
	else if (crm_view_true(g->v, CRM_O_EXPORT) && !crm_view_has(g->v, CRM_O_EXPORT_CHECKED_AT))
		crm_gate_tell(g, "export_unchecked", "",
		    "it is exported: parties and goods were not checked");
	crm_items_init(&it, g->v, CRM_O_DOCUMENTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *name = crm_view_cell(&it.view, CRM_DOCUMENT_DOCUMENT);
		bool said = crm_cell_is(name);

		if (!crm_view_has(&it.view, CRM_DOCUMENT_DONE_AT))
			crm_gate_tell(g, "document_missing", it.key, "'%.*s' is not ready",
			    said ? (int)name->len : (int)strlen(it.key),
			    said ? name->text : it.key);
	}
	crm_items_release(&it);
}

void crm_gate_papers(struct crm_gate *g)
{
	crm_order_sample_lacks(g->v, g->b, CRM_SAMPLE_BLOCKS_START, g->ask->at, tell_sample, g);
	crm_order_sample_lacks(g->v, g->b, CRM_SAMPLE_BLOCKS_SHIP, g->ask->at, tell_sample, g);
	judge_inspections(g);
	judge_export(g);
}
