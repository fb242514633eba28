#include "lib/rules/change/change_private.h"
#include "lib/rules/complaint/complaint_items.h"
#include "lib/rules/field_rows.h"
#include "lib/rules/ppap/advice.h"

static const char *const states[] = {"open", "closed", "void", "duplicate", NULL};
static const char *const ended[] = {"closed", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const answers[] = {"accepted", "refused", "submit", NULL};

#define BRIEF_TEXT(name, doc)                                        \
	{                                                            \
		name, CRM_T_TEXT, NULL, NULL, NULL, CRM_F_BRIEF, doc \
	}

static const struct crm_field fields[CRM_M_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_M_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer whose part it is"},
    [CRM_M_PART] = BRIEF_TEXT("part", "part number"),
    [CRM_M_LEVEL_FROM] = CRM_TEXT("change_level_from", 0, "engineering change level before"),
    [CRM_M_LEVEL_TO] = CRM_TEXT("change_level_to", 0, "engineering change level after"),
    [CRM_M_CODES] = {"codes", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_BRIEF | CRM_F_FIXED,
        "what changes: codes, comma between"},
    [CRM_M_ACTION] = {"action", CRM_T_TEXT, crm_change_action_words, NULL, NULL, CRM_F_BRIEF,
        "what it calls for"},
    [CRM_M_REASONS] = CRM_TEXT("reasons", 0, "reasons for the warrant, comma between"),
    [CRM_M_DESCRIPTION] = CRM_TEXT("description", 0, "what changes, in words"),
    [CRM_M_EMERGENCY] = {"emergency", CRM_T_BOOL, NULL, NULL, NULL, CRM_F_FIXED,
        "made before the customer could be told"},
    [CRM_M_EMERGENCY_WHY] = CRM_TEXT("emergency_why", 0, "why it could not wait"),
    [CRM_M_PLANNED_FOR] = {"planned_for", CRM_T_DATE, NULL, NULL, NULL, CRM_F_BRIEF,
        "day on which it is to take effect"},
    [CRM_M_CHANGED_AT] = CRM_TYPED("changed_at", CRM_T_INSTANT, "when it took effect"),
    [CRM_M_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us is answerable for it"),
    [CRM_M_OPENED_AT] = CRM_STAMP("opened_at", "when it was written down"),
    [CRM_M_NOTIFIED_AT] = CRM_STAMP("notified_at", "when the customer was told"),
    [CRM_M_NOTIFIED_TO] = CRM_TEXT("notified_to", CRM_F_PERSONAL, "who at the customer was told"),
    [CRM_M_NOTIFIED_BY] = CRM_TEXT("notified_by", CRM_F_OWN, "who of us told them"),
    [CRM_M_REFERENCE] = CRM_TEXT("reference", 0, "the customer's reference"),
    [CRM_M_SUBMITTED_AT] = CRM_STAMP("submitted_at", "when parts and dossier were handed in"),
    [CRM_M_SUBMISSION] = CRM_TEXT("submission", 0, "the dossier: its path or number"),
    [CRM_M_ANSWERED_AT] = CRM_STAMP("answered_at", "when the customer answered"),
    [CRM_M_ANSWER] = CRM_WORDS("answer", answers, "the customer's answer"),
    [CRM_M_ANSWER_TEXT] = CRM_TEXT("answer_text", 0, "what the customer said"),
    [CRM_M_ANSWERED_BY] = CRM_TEXT("answered_by", CRM_F_PERSONAL, "who at the customer said it"),
    [CRM_M_SUMMARISED_AT] = CRM_STAMP("summarised_at", "when the emergency was summed up"),
    [CRM_M_SUMMARY] = CRM_TEXT("summary", 0, "what was done, what went out, what follows"),
    [CRM_M_FILES] = CRM_HASHED("files", &crm_complaint_files, "what shows it"),
    [CRM_M_CLOSED_AT] = CRM_STAMP("closed_at", "when it was closed"),
};

static const struct crm_schema schema = {"change", fields, CRM_M_COUNT};
static const struct crm_states change_states = {states, ended, gone};

/* What is planned is told, or submitted, before its day. An emergency has no such day and is told
 * at once, for which a day is the most (P3). */
static const struct crm_clock clocks[] = {
    {.name = "emergency",
        .from = CRM_M_CHANGED_AT,
        .to = CRM_M_NOTIFIED_AT,
        .limit = "PT24H",
        .applies = "action=notify",
        .also = "emergency=true",
        .rule = "P3",
        .flags = CRM_CLOCK_NEVER},
    {.name = "notify",
        .from = CRM_M_OPENED_AT,
        .to = CRM_M_NOTIFIED_AT,
        .before = CRM_M_PLANNED_FOR,
        .limit = "P1D",
        .applies = "action=notify",
        .rule = "AIAG PPAP 3.1",
        .flags = CRM_CLOCK_NEVER},
    {.name = "submit",
        .from = CRM_M_OPENED_AT,
        .to = CRM_M_SUBMITTED_AT,
        .before = CRM_M_PLANNED_FOR,
        .limit = "P1D",
        .applies = "action=submit",
        .rule = "AIAG PPAP 3.2",
        .flags = CRM_CLOCK_NEVER},
    {.name = "summarise",
        .from = CRM_M_CHANGED_AT,
        .to = CRM_M_SUMMARISED_AT,
        .limit = "P10D",
        .applies = "emergency=true",
        .rule = "P3",
        .flags = CRM_CLOCK_NEVER},
    {.name = NULL},
};

const struct crm_kind crm_change = {
    .name = "change",
    .prefix = "M",
    .flow = {&schema, &change_states, crm_change_steps},
    .clocks = clocks,
    .check = crm_change_check,
    .todo = &crm_change_todo,
    .beside = CRM_CHANGE_CODE,
};

const char *crm_change_name(int field)
{
	return fields[field].name;
}

const struct crm_change_debt crm_change_debts[] = {
    {CRM_OWED_NOTICE, CRM_M_NOTIFIED_AT, "notify", "the customer was not told", "notice",
        "tell the customer of the change"},
    {CRM_OWED_SUBMISSION, CRM_M_SUBMITTED_AT, "submit", "nothing was submitted", "submission",
        "submit parts and dossier"},
    {CRM_OWED_ANSWER, CRM_M_ANSWERED_AT, "answer", "the customer has not answered", "answer",
        "answer to the change"},
    {CRM_OWED_SUMMARY, CRM_M_SUMMARISED_AT, "summarise", "the emergency was not summed up",
        "summary", "sum up the change made in an emergency"},
    {0, 0, NULL, NULL, NULL, NULL},
};

unsigned crm_change_owes(const struct crm_view *v)
{
	const struct crm_cell *action = crm_view_cell(v, CRM_M_ACTION);
	bool told = crm_view_has(v, CRM_M_NOTIFIED_AT);
	bool submitted = crm_view_has(v, CRM_M_SUBMITTED_AT);
	bool submits = crm_cell_eq(action, "submit");
	bool refused = crm_cell_eq(crm_view_cell(v, CRM_M_ANSWER), "refused");
	unsigned owes = 0;

	if (crm_view_true(v, CRM_M_EMERGENCY) && !crm_view_has(v, CRM_M_SUMMARISED_AT))
		owes |= CRM_OWED_SUMMARY;
	if (refused || (!submits && !crm_cell_eq(action, "notify")))
		return owes;
	if (submits && !submitted)
		owes |= CRM_OWED_SUBMISSION;
	else if (!submits && !told && !submitted)
		owes |= CRM_OWED_NOTICE;
	else if (!crm_view_has(v, CRM_M_ANSWERED_AT))
		owes |= CRM_OWED_ANSWER;
	return owes;
}

void crm_change_check(const struct crm_view *v, struct crm_findings *f)
{
	unsigned owes = crm_change_owes(v);
	struct crm_arena a = CRM_ARENA_INIT;

	if (!crm_cell_eq(crm_view_cell(v, CRM_C_STATE), "closed"))
		owes = 0;
	for (const struct crm_change_debt *d = crm_change_debts; d->bit != 0; d++) {
		if ((owes & d->bit) != 0)
			crm_finding_add(f, CRM_ERROR, "missing_step", v->source, v->line,
			    crm_view_text(v, CRM_C_ID, &a), crm_change_name(d->stamp),
			    "is closed, but %s: step '%s' is missing", d->text, d->step);
	}
	crm_arena_release(&a);
}
