/* The case: how grave it is, whose fault, the supplier, papers and costs. */
#include "lib/rules/complaint/complaint_facts.h"

#include <stdarg.h>
#include <string.h>

#include "lib/rules/complaint/complaint_facts_private.h"

const struct crm_step_field crm_assess_fields[] = {
    {CRM_K_SEVERITY, true},
    {CRM_K_SAFETY, false},
    {CRM_K_SAFETY_OWNER, false},
    {CRM_K_LEGAL, false},
    {CRM_K_LINE_STOP, false},
    {CRM_K_SPECIAL_STATUS, false},
    {CRM_K_NEEDS_8D, false},
    {0, false},
};
const struct crm_step_field crm_judge_fields[] = {
    {CRM_K_JUDGEMENT, true},
    {CRM_K_JUDGED_WHY, false},
    {CRM_K_ACCEPTED_QUANTITY, false},
    {0, false},
};
const struct crm_step_field crm_answer_fields[] = {{CRM_K_SOLUTION, false}, {0, false}};
const struct crm_step_field crm_pass_fields[] = {
    {CRM_K_SUPPLIER, true}, {CRM_K_SUPPLIER_REF, false}, {0, false}};
const struct crm_step_field crm_respond_fields[] = {{CRM_K_SUPPLIER_ANSWER, false}, {0, false}};
const struct crm_step_field crm_feedback_fields[] = {{CRM_K_SUPPLIER_FEEDBACK, false}, {0, false}};
const struct crm_step_field crm_authority_fields[] = {
    {CRM_K_AUTHORITY, true}, {CRM_K_AUTHORITY_REF, false}, {0, false}};
const struct crm_step_field crm_publish_fields[] = {{CRM_K_PUBLIC_ANSWER, true}, {0, false}};
const struct crm_step_field crm_cost_fields[] = {
    {CRM_COST_KIND, true},
    {CRM_COST_AMOUNT, true},
    {CRM_COST_CURRENCY, true},
    {CRM_COST_REF, false},
    {0, false},
};
const struct crm_step_field crm_attach_fields[] = {
    {CRM_FILE_FILE, true}, {CRM_FILE_WHAT, false}, {0, false}};

const struct crm_step_target crm_costs_target = {CRM_K_COSTS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_files_target = {CRM_K_FILES, CRM_ITEM_NEW, 0, 0};

size_t crm_fact_count(const struct crm_view *v, int collection, int member, const char *word)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, collection);
	while (crm_items_next(&it)) {
		const struct crm_cell *c = crm_view_cell(&it.view, member);

		if (word == NULL ? crm_cell_is(c) : crm_cell_eq(c, word))
			n++;
	}
	crm_items_release(&it);
	return n;
}

void crm_fact_unaccepted(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *at = crm_view_cell(in->view, CRM_K_ACCEPTED_AT);

	if (crm_cell_is(at) &&
	    !crm_cell_eq(crm_view_cell(in->view, CRM_K_VERIFY_RESULT), "not_effective"))
		crm_step_refuse(in, f, "already_accepted", crm_complaint_name(CRM_K_ACCEPTED_AT),
		    "the customer has accepted the report; reopen it, or verify it as "
		    "not_effective, first");
}

void crm_fact_missing(
    const struct crm_view *v, struct crm_findings *f, int stamp, const char *step, const char *why)
{
	const char *field = crm_complaint_name(stamp);
	struct crm_arena arena = CRM_ARENA_INIT;

	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		if (strcmp(x->code, "missing_step") == 0 && strcmp(x->field, field) == 0)
			return;
	}
	crm_finding_add(f, CRM_ERROR, "missing_step", v->source, v->line,
	    crm_view_text(v, CRM_C_ID, &arena), field, "step '%s' is missing%s%s", step,
	    why[0] != '\0' ? ": " : "", why);
	crm_arena_release(&arena);
}

/* The state follows the question whether an 8D is asked for: with it, only the
 * accepted one is an answer. */
static void follow_8d(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell *state = crm_view_cell(in->after, CRM_C_STATE);
	const char *name = crm_complaint_name(CRM_C_STATE);

	if (crm_view_true(in->after, CRM_K_NEEDS_8D)) {
		if (crm_cell_eq(state, "answered") && !crm_view_has(in->after, CRM_K_ACCEPTED_AT))
			crm_changes_text(out, name, "open");
	} else if (!crm_cell_eq(state, "answered") && crm_view_has(in->after, CRM_K_ANSWERED_AT)) {
		crm_changes_text(out, name, "answered");
	}
}

void crm_rule_assess(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (crm_view_true(in->after, CRM_K_SAFETY) && !crm_view_has(in->after, CRM_K_SAFETY_OWNER))
		crm_step_refuse(in, f, "missing_field", crm_complaint_name(CRM_K_SAFETY_OWNER),
		    "it touches safety: who owns product safety and was told?");
	if (crm_changes_find(in->given, crm_complaint_name(CRM_K_NEEDS_8D)) != NULL)
		follow_8d(in, out);
	crm_step_reach(in, out);
}

/* Where an 8D is asked for, only that is the answer; the solution proposed
 * before it ends its clock. */
void crm_rule_answer(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_cell at = crm_cell_instant(in->at);

	(void)f;
	if (crm_view_true(in->after, CRM_K_NEEDS_8D))
		crm_changes_set(out, crm_complaint_name(CRM_K_ANSWERED_AT), &at);
	else
		crm_step_reach(in, out);
}

/* Where the fault is not ours, nor our supplier's, no piece of it is. */
void crm_rule_judge(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *judgement = crm_view_cell(in->after, CRM_K_JUDGEMENT);
	const struct crm_cell *pieces = crm_view_cell(in->after, CRM_K_ACCEPTED_QUANTITY);

	(void)out;
	if (pieces->type == CRM_T_INT && pieces->u.i > 0 &&
	    (crm_cell_eq(judgement, "customer") || crm_cell_eq(judgement, "no_fault")))
		crm_step_refuse(in, f, "bad_value", crm_complaint_name(CRM_K_ACCEPTED_QUANTITY),
		    "%lld pieces are accepted as our fault, but the judgement is %.*s",
		    (long long)pieces->u.i, (int)judgement->len, judgement->text);
}

/* D5: one after the other. */
static void judge_order(
    const struct crm_step_in *in, int stamp, const char *step, struct crm_findings *f)
{
	const struct crm_cell *before = crm_view_cell(in->view, stamp);

	if (before->type != CRM_T_INSTANT) {
		crm_fact_missing(in->view, f, stamp, step, "");
		return;
	}
	crm_step_order(in, f, stamp);
}

void crm_rule_secure(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_order(in, CRM_K_PASSED_AT, "pass", f);
}

void crm_rule_respond(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_order(in, CRM_K_SECURED_AT, "secure", f);
}

void crm_rule_feedback(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_order(in, CRM_K_RESPONDED_AT, "respond", f);
}

static bool is_currency(const struct crm_cell *c)
{
	if (c->type != CRM_T_TEXT || c->len != 3)
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (c->text[i] < 'A' || c->text[i] > 'Z')
			return false;
	}
	return true;
}

/* By its content, whatever it is called. */
void crm_rule_attach(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *hash = crm_changes_find(in->given, "sha256");
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	(void)out;
	crm_items_init(&it, in->view, CRM_K_FILES);
	while (hash != NULL && crm_items_next(&it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_FILE_SHA256),
		        crm_arena_strndup(&arena, hash->cell.text, hash->cell.len)))
			crm_step_refuse(in, f, "already_done", "file", "is there already: '%s', %s",
			    crm_view_text(&it.view, CRM_FILE_FILE, &arena), it.key);
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
}

void crm_rule_cost(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *amount = crm_changes_find(in->given, "amount");
	const struct crm_change *currency = crm_changes_find(in->given, "currency");

	(void)out;
	if (amount != NULL && amount->cell.type == CRM_T_DEC && amount->cell.u.dec.coef <= 0)
		crm_step_refuse(in, f, "bad_value", "amount", "expected more than 0");
	if (currency != NULL && crm_cell_is(&currency->cell) && !is_currency(&currency->cell))
		crm_step_refuse(in, f, "bad_value", "currency",
		    "expected the three capital letters of ISO 4217, like EUR");
}
