/* What changes later: by the customer, who is reviewed again, and by us who mend (O8). */
#include <string.h>

#include "lib/base/map.h"
#include "lib/rules/order/review/order_review_private.h"

const struct crm_opt crm_order_change_opts[] = {
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "the customer's paper: its number", true},
    {"text", 0, CRM_OPT_TEXT, "TEXT", "what is changed, and why", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_target crm_order_pass_target = {
    CRM_O_CHANGES, CRM_ITEM_OLD, CRM_OCHG_PASSED_AT, 0};

/* ---- what becomes void ---- */

struct voided {
	const struct crm_step_in *in;
	struct crm_findings *f;
	struct crm_map *good, *told;
};

static void note_good(void *ctx, const struct crm_signed *s)
{
	struct voided *x = ctx;

	if (strcmp(s->verdict, "signed") == 0 || strcmp(s->verdict, "condition") == 0)
		(void)crm_map_put(x->good, s->department, strlen(s->department), NULL);
}

static void note_void(void *ctx, const struct crm_signed *s)
{
	struct voided *x = ctx;
	const size_t len = strlen(s->department);

	if (strcmp(s->verdict, "void") != 0 ||
	    crm_map_find(x->good, s->department, len) == CRM_MAP_NONE ||
	    crm_map_find(x->told, s->department, len) != CRM_MAP_NONE)
		return;
	(void)crm_map_put(x->told, s->department, len, NULL);
	crm_finding_add(x->f, CRM_WARNING, "void_signature", NULL, 0, x->in->id,
	    crm_order_name(CRM_O_SIGNATURES), "the signature of %s is void by this: %s",
	    s->department, s->changed);
}

/* Of which sort it is hangs on other records: a signature was good by any of them. */
void crm_order_warn_void(const struct crm_step_in *in, struct crm_findings *f)
{
	struct voided x = {in, f, NULL, crm_map_new()};
	struct crm_buf changed = CRM_BUF_INIT;

	for (int sort = 0; in->book != NULL && sort < CRM_SORTS; sort++) {
		x.good = crm_map_new();
		crm_order_signatures_by(
		    in->view, in->book, (enum crm_order_sort)sort, note_good, &x);
		crm_order_signatures_by(
		    in->after, in->book, (enum crm_order_sort)sort, note_void, &x);
		crm_map_free(x.good);
	}
	if (in->book != NULL && crm_order_approval(in->view, in->book, NULL) == CRM_SEALED_HOLDS &&
	    crm_order_approval(in->after, in->book, &changed) != CRM_SEALED_HOLDS)
		crm_finding_add(f, CRM_WARNING, "void_approval", NULL, 0, in->id,
		    crm_order_name(CRM_O_APPROVED_AT), "the approval is void by this: %s",
		    crm_buf_str(&changed));
	crm_map_free(x.told);
	crm_buf_release(&changed);
}

/* ---- change, amend ---- */

/* A verbal order becomes a written one by its paper, not by a word. */
static void judge_form(const struct crm_step_in *in, struct crm_findings *f)
{
	if (crm_order_paper_owed(in->view) && !crm_order_paper_owed(in->after))
		crm_step_refuse(in, f, "no_paper", crm_order_name(CRM_O_FORM),
		    "the written order is owed: it comes in by the step 'paper'");
	if (crm_changes_find(in->given, crm_order_name(CRM_O_PAPER_AT)) != NULL &&
	    !crm_view_has(in->view, CRM_O_PAPER_AT))
		crm_step_refuse(in, f, "not_amendable", crm_order_name(CRM_O_PAPER_AT),
		    "is set by the step 'paper'");
}

/* What the customer can change, and the order cannot be without. */
static void judge_field(
    const struct crm_step_in *in, const struct crm_change *c, struct crm_findings *f)
{
	const struct crm_field *def = crm_schema_path(in->flow->schema, c->path);

	if (def != NULL && (def->flags & CRM_F_STAMP) != 0)
		crm_step_refuse(
		    in, f, "not_amendable", c->path, "is no field that a customer changes");
	if (c->cell.type == CRM_T_ABSENT && strcmp(c->path, crm_order_name(CRM_O_CUSTOMER)) == 0)
		crm_step_refuse(in, f, "missing_field", c->path, "cannot be deleted");
}

void crm_order_rule_change(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf names = CRM_BUF_INIT;

	if (in->given->n == 0)
		crm_step_refuse(in, f, "missing_field", "", "'%s' needs at least one FIELD=VALUE",
		    in->step->name);
	for (size_t i = 0; i < in->given->n; i++) {
		const struct crm_change *c = &in->given->items[i];

		if (crm_changes_find(in->given, c->path) != c)
			continue;
		judge_field(in, c, f);
		crm_buf_addf(&names, "%s%s", names.len > 0 ? "," : "", c->path);
	}
	crm_order_judge_words(in, f);
	judge_form(in, f);
	crm_order_add_change(
	    in, crm_step_arg(in, "reference"), crm_step_arg(in, "text"), crm_buf_str(&names), out);
	crm_order_warn_void(in, f);
	crm_buf_release(&names);
}

void crm_order_rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_rule_amend(in, out, f);
	crm_order_judge_words(in, f);
	judge_form(in, f);
	crm_order_warn_void(in, f);
}

/* What was not approved is not given on. */
void crm_order_rule_pass(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	if (crm_order_item_of(in, in->view, &it)) {
		if (!crm_view_has(&it.view, CRM_OCHG_APPROVED_AT))
			crm_order_refuse_member(in, f, "not_reviewed", CRM_OCHG_APPROVED_AT,
			    "the change was not reviewed and approved: 'approve' is missing");
		if (crm_view_has(&it.view, CRM_OCHG_PASSED_AT))
			crm_order_refuse_member(in, f, "already_passed", CRM_OCHG_PASSED_AT,
			    "the change was given on already");
		crm_order_member_order(in, &it.view, CRM_OCHG_APPROVED_AT, f);
	}
	crm_items_release(&it);
	crm_order_did(in, CRM_OCHG_PASSED_AT, 0, out);
	crm_order_advance(in, out);
}
