#include "lib/rules/field_rows.h"
#include "lib/rules/sample/sample_private.h"

static const char *const states[] = {
    "open", "sent", "approved", "rejected", "withdrawn", "void", "duplicate", NULL};
static const char *const ended[] = {"withdrawn", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const verdicts[] = {"approved", "comments", "rejected", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}

static const struct crm_field round_fields[CRM_ROUNDS_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_ROUNDS_ROUND] = CRM_COUNT("round", "which round: 1, 2 ..."),
    [CRM_ROUNDS_SENT_AT] = CRM_TYPED("sent_at", CRM_T_INSTANT, "when it was sent"),
    [CRM_ROUNDS_LOT] = CRM_TEXT("lot", 0, "lot of that one"),
    [CRM_ROUNDS_VERDICT] = CRM_WORDS("verdict", verdicts, "the customer's verdict"),
    [CRM_ROUNDS_VERDICT_BY] = CRM_TEXT("verdict_by", CRM_F_PERSONAL, "who at the customer"),
    [CRM_ROUNDS_REFERENCE] = CRM_TEXT("reference", 0, "the customer's reference for it"),
    [CRM_ROUNDS_COMMENTS] = CRM_TEXT("comments", 0, "what the customer said"),
};
static const struct crm_field renewal_fields[CRM_RENEWAL_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_RENEWAL_EXPIRY] = CRM_TYPED("expiry", CRM_T_DATE, "last day from here on"),
    [CRM_RENEWAL_BEFORE] = CRM_TYPED("expiry_before", CRM_T_DATE, "last day before"),
    [CRM_RENEWAL_REFERENCE] = CRM_TEXT("reference", 0, "by which paper"),
};

static const struct crm_schema rounds = {"round", round_fields, CRM_ROUNDS_COUNT};
static const struct crm_schema renewals = {"renewal", renewal_fields, CRM_RENEWAL_COUNT};

static const struct crm_field fields[CRM_S_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_S_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer who judges it"},
    [CRM_S_SORT] = CRM_TEXT("sort", CRM_F_BRIEF, "what it is: a sort of the procedure's"),
    [CRM_S_ORDER] = {"order", CRM_T_TEXT, NULL, "order", NULL, 0,
        "the order that it is for; none: all of its part"},
    [CRM_S_PART] = CRM_TEXT("part", CRM_F_BRIEF, "part number"),
    [CRM_S_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_S_LOT] = CRM_TEXT("lot", 0, "lot that it is of"),
    [CRM_S_COLOURS] = CRM_TEXT("colours", 0, "colours that it shows"),
    [CRM_S_SIZES] = CRM_TEXT("sizes", 0, "sizes that it shows"),
    [CRM_S_LIGHT_SOURCE] = CRM_TEXT("light_source", 0, "light under which it is compared"),
    [CRM_S_SUBSTITUTE] = CRM_TEXT("substitute", 0, "material that stands for another one"),
    [CRM_S_COPIES] = CRM_COUNT("copies", "how many are made of it, the one that we keep too"),
    [CRM_S_REQUIREMENTS] = CRM_TEXT("requirements", 0, "what it has to satisfy"),
    [CRM_S_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us is answerable for it"),
    [CRM_S_OPENED_AT] = CRM_STAMP("opened_at", "when it was asked for"),
    [CRM_S_DATA_AT] = CRM_STAMP("data_at", "when its data were handed over"),
    [CRM_S_DUE] = TYPED("due", CRM_T_DATE, CRM_F_BRIEF, "day until which it is to be sent"),
    [CRM_S_SHIP_ON] = CRM_TYPED("ship_on", CRM_T_DATE, "day of the shipment that it is for"),
    [CRM_S_SENT_AT] = CRM_STAMP("sent_at", "when it was sent the first time"),
    [CRM_S_RESENT_AT] = CRM_STAMP("resent_at", "when it was sent again, the last time"),
    [CRM_S_SENT_HOW] = CRM_TEXT("sent_how", 0, "how: carrier and number"),
    [CRM_S_RECEIVED_AT] = CRM_STAMP("received_at", "when the customer had it"),
    [CRM_S_WAITING_AT] = TYPED("waiting_at", CRM_T_INSTANT, CRM_F_STAMP | CRM_F_OWN,
        "since when the verdict is waited for: receipt, else sending"),
    [CRM_S_CHASED_AT] = CRM_STAMP("chased_at", "when the verdict was asked for the last time"),
    [CRM_S_CHASES] = TYPED("chases", CRM_T_INT, CRM_F_COUNT | CRM_F_OWN, "how often it was"),
    [CRM_S_VERDICT_AT] =
        TYPED("verdict_at", CRM_T_INSTANT, CRM_F_STAMP | CRM_F_FIXED, "when it was judged"),
    [CRM_S_VERDICT] = {"verdict", CRM_T_TEXT, verdicts, NULL, NULL, CRM_F_FIXED,
        "the customer's verdict; comments: approved, and they are followed"},
    [CRM_S_VERDICT_BY] =
        CRM_TEXT("verdict_by", CRM_F_PERSONAL | CRM_F_FIXED, "who at the customer"),
    [CRM_S_REFERENCE] = CRM_TEXT("reference", CRM_F_FIXED, "the customer's reference for it"),
    [CRM_S_COMMENTS] = CRM_TEXT("comments", CRM_F_FIXED, "what the customer said"),
    [CRM_S_ROUND] = TYPED("round", CRM_T_INT, CRM_F_COUNT | CRM_F_OWN, "which round: 1, 2 ..."),
    [CRM_S_ROUNDS] = CRM_KEYED("rounds", &rounds, "the rounds before, by their number"),
    [CRM_S_KEPT_AT] = CRM_STAMP("kept_at", "when our copy was put away"),
    [CRM_S_KEPT_PLACE] = CRM_TEXT("kept_place", 0, "where our copy is"),
    [CRM_S_EXPIRY] = TYPED("expiry", CRM_T_DATE, CRM_F_BRIEF | CRM_F_FIXED,
        "last day on which it counts; none: it has no end"),
    [CRM_S_RENEWED_AT] = CRM_STAMP("renewed_at", "when that day was renewed the last time"),
    [CRM_S_RENEWALS] = CRM_HASHED("renewals", &renewals, "each time that it was"),
    [CRM_S_WITHDRAWN_AT] = CRM_STAMP("withdrawn_at", "when it was not needed any more"),
    [CRM_S_WITHDRAWN_WHY] = CRM_TEXT("withdrawn_why", 0, "why"),
};

static const struct crm_schema schema = {"sample", fields, CRM_S_COUNT};
static const struct crm_states sample_states = {states, ended, gone};

/* By when it is to be sent is data: `due` is derived from its sort (sample_sort.c). */
static const struct crm_clock clocks[] = {
    {.name = "due",
        .from = CRM_S_OPENED_AT,
        .to = CRM_S_SENT_AT,
        .before = CRM_S_DUE,
        .limit = "P0D",
        .rule = "T2"},
    {.name = "verdict",
        .from = CRM_S_WAITING_AT,
        .to = CRM_S_VERDICT_AT,
        .limit = "3wd",
        .rule = "T2",
        .repeat = "3wd",
        .renew = CRM_S_CHASED_AT},
    {.name = "expiry",
        .from = CRM_S_VERDICT_AT,
        .before = CRM_S_EXPIRY,
        .limit = "P0D",
        .applies = "state=approved",
        .rule = "T2",
        .flags = CRM_CLOCK_NEVER},
    {.name = NULL},
};

const struct crm_kind crm_sample = {
    .name = "sample",
    .prefix = "S",
    .flow = {&schema, &sample_states, crm_sample_steps},
    .clocks = clocks,
    .check = crm_sample_check,
    .todo = &crm_sample_todo,
    .book = &crm_order_books,
};

const char *crm_sample_name(int field)
{
	return fields[field].name;
}

bool crm_sample_holds(const struct crm_view *v, struct crm_instant now)
{
	const struct crm_cell *last = crm_view_cell(v, CRM_S_EXPIRY);

	return crm_cell_eq(crm_view_cell(v, CRM_C_STATE), "approved") &&
	    (last->type != CRM_T_DATE || crm_instant_day(now) <= last->u.date);
}
