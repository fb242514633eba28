/* From the change to what the customer says of it, and the summary of an emergency. */
#include "lib/rules/change/change_private.h"
#include "lib/rules/complaint/complaint_items.h"

#define LIVE "open"
#define KEPT "open closed"

static const struct crm_step_field open_fields[] = {
    {CRM_M_CUSTOMER, true},
    {CRM_M_PART, true},
    {CRM_M_CODES, true},
    {CRM_M_ACTION, true},
    {CRM_M_REASONS, false},
    {CRM_M_DESCRIPTION, false},
    {CRM_M_LEVEL_FROM, false},
    {CRM_M_LEVEL_TO, false},
    {CRM_M_PLANNED_FOR, false},
    {CRM_M_EMERGENCY, false},
    {CRM_M_EMERGENCY_WHY, false},
    {CRM_M_CHANGED_AT, false},
    {CRM_M_OWNER, false},
    {CRM_M_REFERENCE, false},
    {0, false},
};
static const struct crm_step_field notify_fields[] = {
    {CRM_M_NOTIFIED_TO, true}, {CRM_M_REFERENCE, false}, {0, false}};
static const struct crm_step_field submit_fields[] = {
    {CRM_M_SUBMISSION, true}, {CRM_M_REFERENCE, false}, {0, false}};
static const struct crm_step_field answer_fields[] = {
    {CRM_M_ANSWER, true},
    {CRM_M_ANSWER_TEXT, false},
    {CRM_M_ANSWERED_BY, false},
    {CRM_M_REFERENCE, false},
    {0, false},
};
static const struct crm_step_field summarise_fields[] = {{CRM_M_SUMMARY, true}, {0, false}};
static const struct crm_step_field attach_fields[] = {
    {CRM_FILE_FILE, true}, {CRM_FILE_WHAT, false}, {0, false}};
static const struct crm_step_target files_target = {CRM_M_FILES, CRM_ITEM_NEW, 0, 0};

static void refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text)
{
	crm_step_refuse(in, f, code, crm_change_name(field), "%s", text);
}

static void judge_changed(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(in->after, CRM_M_CHANGED_AT);

	if (c->type == CRM_T_INSTANT && c->u.at.us > in->now.us)
		refuse(in, f, "in_future", CRM_M_CHANGED_AT,
		    "is later than now; what is to come is planned (planned_for)");
}

/* Nobody plans an emergency: it has happened, and has its reason. */
static void rule_open(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_cell at = crm_cell_instant(in->at);

	judge_changed(in, f);
	if (!crm_view_true(in->after, CRM_M_EMERGENCY)) {
		if (crm_view_has(in->after, CRM_M_EMERGENCY_WHY))
			refuse(in, f, "bad_value", CRM_M_EMERGENCY_WHY,
			    "is of an emergency alone (emergency=true)");
		return;
	}
	if (!crm_view_has(in->after, CRM_M_EMERGENCY_WHY))
		refuse(in, f, "missing_field", CRM_M_EMERGENCY_WHY,
		    "an emergency needs its reason: why it could not wait");
	if (crm_view_has(in->after, CRM_M_PLANNED_FOR))
		refuse(in, f, "bad_value", CRM_M_PLANNED_FOR,
		    "an emergency is not planned: changed_at says when it was");
	if (!crm_view_has(in->after, CRM_M_CHANGED_AT))
		crm_changes_set(out, crm_change_name(CRM_M_CHANGED_AT), &at);
}

/* What the customer said before is no answer to what comes now. */
static void forget_answer(const struct crm_step_in *in, struct crm_changes *out)
{
	static const int answer[] = {
	    CRM_M_ANSWERED_AT, CRM_M_ANSWER, CRM_M_ANSWER_TEXT, CRM_M_ANSWERED_BY};

	for (size_t i = 0; i < sizeof(answer) / sizeof(answer[0]); i++) {
		if (crm_record_has(in->before, crm_change_name(answer[i])))
			crm_changes_delete(out, crm_change_name(answer[i]));
	}
}

static void rule_notify(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	crm_changes_text(out, crm_change_name(CRM_M_NOTIFIED_BY), in->actor->by);
	forget_answer(in, out);
}

static void rule_submit(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	forget_answer(in, out);
}

/* An answer without what it answers is none; one that asks for a submission makes it owed. */
static void rule_answer(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *answer = crm_view_cell(in->after, CRM_M_ANSWER);
	bool submitted = crm_view_has(in->view, CRM_M_SUBMITTED_AT);

	if (!submitted && !crm_view_has(in->view, CRM_M_NOTIFIED_AT))
		refuse(in, f, "missing_step", CRM_M_NOTIFIED_AT,
		    "the customer was not told: step 'notify' or 'submit' is missing");
	crm_step_order(in, f, CRM_M_NOTIFIED_AT);
	crm_step_order(in, f, CRM_M_SUBMITTED_AT);
	if (crm_cell_eq(answer, "refused") &&
	    crm_changes_find(in->given, crm_change_name(CRM_M_ANSWER_TEXT)) == NULL)
		refuse(in, f, "missing_field", CRM_M_ANSWER_TEXT, "a refusal needs its reason");
	if (!crm_cell_eq(answer, "submit"))
		return;
	if (submitted)
		refuse(in, f, "bad_value", CRM_M_ANSWER,
		    "is submit, but parts were submitted: accepted or refused expected");
	if (!crm_cell_eq(crm_view_cell(in->view, CRM_M_ACTION), "submit"))
		crm_changes_text(out, crm_change_name(CRM_M_ACTION), "submit");
}

static void rule_close(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	unsigned owes = crm_change_owes(in->view);

	(void)out;
	for (const struct crm_change_debt *d = crm_change_debts; d->bit != 0; d++) {
		if ((owes & d->bit) != 0)
			crm_step_refuse(in, f, "missing_step", crm_change_name(d->stamp),
			    "%s: step '%s' is missing", d->text, d->step);
	}
}

const struct crm_step crm_change_steps[] = {
    {.name = "open",
        .to = "open",
        .stamp = CRM_M_OPENED_AT,
        .fields = open_fields,
        .flags = CRM_STEP_RECORD,
        .rule = rule_open,
        .summary = "writes a change down, with what it calls for"},
    {.name = "notify",
        .from = LIVE,
        .stamp = CRM_M_NOTIFIED_AT,
        .fields = notify_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_notify,
        .summary = "the customer was told"},
    {.name = "submit",
        .from = LIVE,
        .stamp = CRM_M_SUBMITTED_AT,
        .fields = submit_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_submit,
        .summary = "parts and dossier were handed in"},
    {.name = "answer",
        .from = LIVE,
        .stamp = CRM_M_ANSWERED_AT,
        .fields = answer_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_answer,
        .summary = "the customer accepts, refuses, or asks for a submission"},
    {.name = "summarise",
        .from = LIVE,
        .stamp = CRM_M_SUMMARISED_AT,
        .fields = summarise_fields,
        .summary = "sums up what was not told before, above all an emergency"},
    {.name = "close",
        .from = LIVE,
        .to = "closed",
        .stamp = CRM_M_CLOSED_AT,
        .rule = rule_close,
        .summary = "closes it; refused while something is owed"},
    {.name = "attach",
        .from = KEPT,
        .fields = attach_fields,
        .flags = CRM_STEP_AGAIN,
        .summary = "attaches a file by its name and hash",
        .target = &files_target},
    CRM_STEP_NOTE(KEPT " void duplicate"),
    CRM_STEP_AMEND(KEPT),
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {.name = NULL},
};
