/* Bulk production begins: what is to be there before (O7, T1, T2, T5). */
#include <string.h>

#include "lib/rules/order/book/order_samples.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/work/order_work_private.h"

struct starting {
	const struct crm_step_in *in;
	struct crm_findings *f;
};

static void refuse_lack(void *ctx, const struct crm_lack *l)
{
	const struct starting *s = ctx;

	crm_finding_add(s->f, l->blocks ? CRM_ERROR : CRM_WARNING, l->code, NULL, 0, s->in->id,
	    l->field, "%s", l->text);
}

static void refuse_sample(void *ctx, const struct crm_order_sample_lack *l)
{
	const struct starting *s = ctx;

	if (strcmp(l->code, "sample_not_approved") == 0)
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "%s sample %s is %s: no bulk before it is approved", l->sort, l->id,
		    strcmp(l->state, "approved") == 0 ? "past its last day" : l->state);
	else if (strcmp(l->code, "sample_missing") == 0)
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "there is no %s sample yet: no bulk before it is approved", l->sort);
	else
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "'%s' is no sort of sample of the procedure", l->sort);
}

static void judge_sheet(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_SHEET);
	while (crm_items_next(&it)) {
		const char *item = crm_view_text(&it.view, CRM_SHEET_ITEM, &a);

		if (!crm_view_has(&it.view, CRM_SHEET_CHECKED_AT))
			crm_step_refuse(in, f, "not_checked", "sheet",
			    "item '%s' of the technical sheet is not checked",
			    item[0] != '\0' ? item : it.key);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

void crm_order_rule_start(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct starting s = {in, f};

	(void)out;
	crm_step_order(in, f, CRM_O_RELEASED_AT);
	crm_order_lacks(in->view, in->book, CRM_BEFORE_START, in->at, refuse_lack, &s);
	crm_order_sample_lacks(
	    in->view, in->book, CRM_SAMPLE_BLOCKS_START, in->at, refuse_sample, &s);
	judge_sheet(in, f);
}
