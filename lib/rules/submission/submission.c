#include "lib/rules/submission/submission_private.h"
#include "lib/rules/field_rows.h"

static const char *const states[] = {"open", "submitted", "approved", "interim", "rejected",
    "superseded", "destroyed", "void", "duplicate", NULL};
static const char *const ended[] = {"superseded", "destroyed", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const verdicts[] = {"approved", "interim", "rejected", NULL};
static const char *const severities[] = {"warning", "error", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}
#define PPAP(name, doc)                                                \
	{                                                              \
		name, CRM_T_TEXT, NULL, "ppap", NULL, CRM_F_FIXED, doc \
	}

static const struct crm_field gap_fields[CRM_GAP_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_GAP_ELEMENT] = CRM_TEXT("element", 0, "its number; manifest, run, status"),
    [CRM_GAP_CODE] = CRM_TEXT("code", 0, "the finding's code"),
    [CRM_GAP_SEVERITY] = CRM_WORDS("severity", severities, "how bad it is"),
    [CRM_GAP_FINDINGS] = CRM_COUNT("findings", "how many there were"),
};
static const struct crm_field use_fields[CRM_PIECES_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PIECES_DELIVERY] = CRM_TEXT("delivery", 0, "the delivery: its note or number"),
    [CRM_PIECES_QUANTITY] = CRM_COUNT("quantity", "pieces delivered on it"),
    [CRM_PIECES_LOT] = CRM_TEXT("lot", 0, "lot of these pieces"),
};
static const struct crm_field extension_fields[CRM_EXT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_EXT_REFERENCE] = CRM_TEXT("reference", 0, "the customer's paper"),
    [CRM_EXT_EXPIRY] = CRM_TYPED("expiry", CRM_T_DATE, "last day from here on"),
    [CRM_EXT_EXPIRY_BEFORE] = CRM_TYPED("expiry_before", CRM_T_DATE, "last day before"),
    [CRM_EXT_QUANTITY] = CRM_COUNT("quantity", "pieces from here on"),
    [CRM_EXT_QUANTITY_BEFORE] = CRM_COUNT("quantity_before", "pieces before"),
    [CRM_EXT_WHY] = CRM_TEXT("why", 0, "why it was needed"),
};

const struct crm_schema crm_submission_gaps = {"gap", gap_fields, CRM_GAP_COUNT};
static const struct crm_schema uses = {"use", use_fields, CRM_PIECES_COUNT};
static const struct crm_schema extensions = {"extension", extension_fields, CRM_EXT_COUNT};

static const struct crm_field fields[CRM_B_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_B_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer who approves; of a supplier's package whose part it is"},
    [CRM_B_SUPPLIER] = {"supplier", CRM_T_TEXT, NULL, "supplier", NULL, CRM_F_FIXED,
        "supplier whose package it is; none: our own submission"},
    [CRM_B_PART] = CRM_TEXT("part", CRM_F_BRIEF, "part number"),
    [CRM_B_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_B_LEVEL] = TYPED("level", CRM_T_INT, CRM_F_COUNT, "submission level; none: agreed"),
    [CRM_B_EDITION] = CRM_TEXT("edition", 0, "edition of the elements' table"),
    [CRM_B_PROFILE] = CRM_TEXT("profile", 0, "profile that it was judged by"),
    [CRM_B_MANIFEST] = CRM_TEXT("manifest", 0, "the dossier: path of its manifest"),
    [CRM_B_SEAL] = CRM_TEXT("seal", 0, "sha256 of what the manifest says"),
    [CRM_B_SUBMISSION] = TYPED("submission", CRM_T_INT, CRM_F_COUNT | CRM_F_BRIEF,
        "the how manieth of its chain: 1, 2 ..."),
    [CRM_B_PREVIOUS] = PPAP("previous", "the submission before it"),
    [CRM_B_REASONS] = CRM_TEXT("reasons", 0, "reasons for it, comma between"),
    [CRM_B_DUE] = TYPED("due", CRM_T_DATE, CRM_F_BRIEF, "day until which it is to be handed in"),
    [CRM_B_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us is answerable for it"),
    [CRM_B_ERRORS] = TYPED("errors", CRM_T_INT, CRM_F_COUNT | CRM_F_FIXED,
        "gaps that the review found; 0: the gate lets it through"),
    [CRM_B_WARNINGS] =
        TYPED("warnings", CRM_T_INT, CRM_F_COUNT | CRM_F_FIXED, "warnings that it found"),
    [CRM_B_GAPS] = CRM_HASHED("gaps", &crm_submission_gaps, "what was found, by element and code"),
    [CRM_B_OPENED_AT] = CRM_STAMP("opened_at", "when it was asked for"),
    [CRM_B_SUBMITTED_AT] = CRM_STAMP("submitted_at", "when it was handed in"),
    [CRM_B_VERDICT] = {"verdict", CRM_T_TEXT, verdicts, NULL, NULL, CRM_F_FIXED,
        "what was decided: the customer's word, of a supplier's package ours"},
    [CRM_B_VERDICT_AT] =
        TYPED("verdict_at", CRM_T_INSTANT, CRM_F_STAMP | CRM_F_FIXED, "when it was decided"),
    [CRM_B_VERDICT_BY] = CRM_TEXT("verdict_by", CRM_F_PERSONAL, "who decided it"),
    [CRM_B_REFERENCE] = CRM_TEXT("reference", 0, "the customer's reference for it"),
    [CRM_B_REJECTED_WHY] = CRM_TEXT("rejected_why", 0, "why it was rejected"),
    [CRM_B_DEVIATIONS] = CRM_TEXT("deviations", 0, "what does not comply and blocks approval"),
    [CRM_B_INTERIM_EXPIRY] =
        TYPED("interim_expiry", CRM_T_DATE, CRM_F_FIXED, "last day of the interim approval"),
    [CRM_B_INTERIM_QUANTITY] = TYPED("interim_quantity", CRM_T_INT, CRM_F_COUNT | CRM_F_FIXED,
        "pieces that may be delivered on it"),
    [CRM_B_ACTION_PLAN] = CRM_TEXT("action_plan", 0, "the plan agreed on"),
    [CRM_B_CONTAINMENT] = CRM_TEXT("containment", 0, "how only good parts are shipped"),
    [CRM_B_RESUBMIT_BY] =
        CRM_TYPED("resubmit_by", CRM_T_DATE, "day until which it is to be submitted again"),
    [CRM_B_USES] = CRM_KEYED("uses", &uses, "deliveries on the interim approval"),
    [CRM_B_EXTENSIONS] = CRM_HASHED("extensions", &extensions, "what the customer extended"),
    [CRM_B_RESUBMITTED_AT] = CRM_STAMP("resubmitted_at", "when it was submitted again"),
    [CRM_B_RESUBMISSION] = PPAP("resubmission", "the submission after it"),
    [CRM_B_REVALIDATE_BY] =
        CRM_TYPED("revalidate_by", CRM_T_DATE, "day until which the layout is inspected anew"),
    [CRM_B_REVALIDATED_AT] = CRM_STAMP("revalidated_at", "the last time it was"),
    [CRM_B_REVALIDATION] = CRM_TEXT("revalidation", 0, "the report of the layout inspection"),
    [CRM_B_MASTER_AT] = CRM_STAMP("master_at", "when the master sample was put away"),
    [CRM_B_MASTER_PLACE] = CRM_TEXT("master_place", 0, "where the master sample is kept"),
    [CRM_B_MASTER_IDENTIFICATION] =
        CRM_TEXT("master_identification", 0, "what is on its label; the approval's date"),
    [CRM_B_MASTER_UNTIL] =
        CRM_TYPED("master_until", CRM_T_DATE, "day until which it is good, or looked at"),
    [CRM_B_SUPERSEDED_AT] = CRM_STAMP("superseded_at", "when another took its place"),
    [CRM_B_SUPERSEDED_BY] = PPAP("superseded_by", "the approved submission that did"),
    [CRM_B_INACTIVE_SINCE] = TYPED("inactive_since", CRM_T_DATE, CRM_F_FIXED,
        "day from which the part is neither made nor in service; none: it is active"),
    [CRM_B_RETENTION_YEARS] = TYPED("retention_years", CRM_T_INT, CRM_F_COUNT | CRM_F_FIXED,
        "calendar years that the customer wants it kept after that year"),
    [CRM_B_KEEP_UNTIL] = TYPED("keep_until", CRM_T_DATE, CRM_F_OWN, "last day of its retention"),
    [CRM_B_LEGAL_HOLD] =
        TYPED("legal_hold", CRM_T_BOOL, CRM_F_OWN, "nothing of it may be destroyed"),
    [CRM_B_HOLD_AT] = CRM_STAMP("hold_at", "when the hold began"),
    [CRM_B_HOLD_WHY] = CRM_TEXT("hold_why", 0, "why it is held: the case"),
    [CRM_B_RELEASED_AT] = CRM_STAMP("released_at", "when the hold ended"),
    [CRM_B_RELEASE_WHY] = CRM_TEXT("release_why", 0, "who released it, and why"),
    [CRM_B_DESTROYED_AT] = CRM_STAMP("destroyed_at", "when the records were destroyed"),
    [CRM_B_DESTROYED_HOW] = CRM_TEXT("destroyed_how", 0, "how, and who saw it"),
    [CRM_B_DESTROYED_WITH] = PPAP("destroyed_with", "the one that it was kept with"),
};

static const struct crm_schema schema = {"ppap", fields, CRM_B_COUNT};
static const struct crm_states submission_states = {states, ended, gone};

/* All end with a day, and that day still counts. What has no end stamp lasts until its day is
 * set anew, or the record has ended. */
static const struct crm_clock clocks[] = {
    {.name = "submission",
        .from = CRM_B_OPENED_AT,
        .to = CRM_B_SUBMITTED_AT,
        .before = CRM_B_DUE,
        .limit = "P0D",
        .rule = "P2",
        .flags = CRM_CLOCK_NEVER},
    {.name = "interim",
        .from = CRM_B_VERDICT_AT,
        .to = CRM_B_SUPERSEDED_AT,
        .before = CRM_B_INTERIM_EXPIRY,
        .limit = "P0D",
        .applies = "verdict=interim",
        .rule = "AIAG PPAP 5",
        .flags = CRM_CLOCK_NEVER},
    {.name = "resubmission",
        .from = CRM_B_VERDICT_AT,
        .to = CRM_B_RESUBMITTED_AT,
        .before = CRM_B_RESUBMIT_BY,
        .limit = "P0D",
        .applies = "verdict=interim,rejected",
        .rule = "AIAG PPAP 5",
        .flags = CRM_CLOCK_NEVER},
    {.name = "revalidation",
        .from = CRM_B_VERDICT_AT,
        .before = CRM_B_REVALIDATE_BY,
        .limit = "P0D",
        .applies = "state=approved",
        .rule = "IATF 16949 8.6.2",
        .flags = CRM_CLOCK_NEVER},
    {.name = "master",
        .from = CRM_B_MASTER_AT,
        .before = CRM_B_MASTER_UNTIL,
        .limit = "P0D",
        .rule = "AIAG PPAP 2.2.15",
        .flags = CRM_CLOCK_NEVER},
    {.name = "retention",
        .from = CRM_B_SUBMITTED_AT,
        .before = CRM_B_KEEP_UNTIL,
        .limit = "P0D",
        .rule = "IATF 16949 7.5.3.2.1",
        .flags = CRM_CLOCK_NEVER},
    {.name = NULL},
};

/* What an approval ended lives again when it was none. */
#define RESTORE(step, to)                                                                \
	{                                                                                \
		.after = (step), .state = (to), .of = CRM_B_PREVIOUS, .then = "restore", \
		.with = CRM_B_SUPERSEDED_BY, .chain = true, .ours = CRM_B_SUPERSEDED_BY  \
	}

/* A chain: who submits again says so on the one before, and an approval ends all before it. The
 * part of a superseded one is as active as that of the one in its place. */
static const struct crm_follow follows[] = {
    {.after = "submit", .of = CRM_B_PREVIOUS, .then = "resubmit", .with = CRM_B_RESUBMISSION},
    {.after = "review", .of = CRM_B_PREVIOUS, .then = "resubmit", .with = CRM_B_RESUBMISSION},
    {.after = "verdict",
        .state = "approved",
        .of = CRM_B_PREVIOUS,
        .then = "supersede",
        .with = CRM_B_SUPERSEDED_BY,
        .chain = true},
    RESTORE("verdict", "interim"),
    RESTORE("verdict", "rejected"),
    RESTORE("void", NULL),
    RESTORE("duplicate", NULL),
    {.after = "inactive",
        .of = CRM_B_PREVIOUS,
        .then = "inactive",
        .with = CRM_B_INACTIVE_SINCE,
        .chain = true,
        .copies = true,
        .in = "superseded"},
    {.after = "reactivate",
        .of = CRM_B_PREVIOUS,
        .then = "reactivate",
        .chain = true,
        .in = "superseded"},
    {.after = NULL},
};

const struct crm_kind crm_submission = {
    .name = "ppap",
    .prefix = "P",
    .flow = {&schema, &submission_states, crm_submission_steps},
    .clocks = clocks,
    .refuses = crm_submission_refuses,
    .unlike = crm_submission_unlike,
    .check = crm_submission_check,
    .todo = &crm_submission_todo,
    .follows = follows,
};

const char *crm_submission_name(int field)
{
	return fields[field].name;
}
