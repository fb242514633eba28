#include "lib/rules/order/order_items.h"

#include "lib/rules/field_rows.h"

const char *const crm_order_cause_words[] = {"customer", "production", "material", "quality",
    "capacity", "tooling", "carrier", "supplier", "customs", "force_majeure", "other", NULL};

static const char *const paper_words[] = {
    "order", "quote", "sheet", "sample", "minutes", "packing", "report", "photo", "other", NULL};
static const char *const signature_words[] = {"signed", "condition", "refused", NULL};
static const char *const from_words[] = {
    "review", "sheet", "production", "customer", "inspection", NULL};
static const char *const before_words[] = {"approve", "start", "deliver", "file", NULL};
static const char *const on_words[] = {"us", "customer", NULL};
static const char *const answer_words[] = {"agreed", "refused", "withdrawn", NULL};
static const char *const release_words[] = {"sales_order", "production_order", "plan", NULL};
static const char *const whose_words[] = {"ours", "customer", NULL};
static const char *const result_words[] = {"passed", "failed", NULL};
static const char *const condition_words[] = {"good", "damaged", "short", "wrong", NULL};

#define OWN_STAMP(name, doc)                                          \
	{                                                             \
		name, CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN, doc \
	}
#define OWN_TEXT(name, doc)                                        \
	{                                                          \
		name, CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN, doc \
	}
#define AMOUNT(name, doc)                                              \
	{                                                              \
		name, CRM_T_DEC, NULL, NULL, NULL, CRM_F_INTERNAL, doc \
	}
#define SCHEMA(name, word, table, count) const struct crm_schema name = {word, table, count}

static const struct crm_field lines[CRM_LINE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_LINE_LINE] = CRM_TEXT("line", 0, "position of the customer's order"),
    [CRM_LINE_PART] = CRM_TEXT("part", 0, "part number"),
    [CRM_LINE_CUSTOMER_PART] = CRM_TEXT("customer_part", 0, "the customer's number for it"),
    [CRM_LINE_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level"),
    [CRM_LINE_PRODUCT] = CRM_TEXT("product", 0, "family, for figures"),
    [CRM_LINE_QUANTITY] = CRM_COUNT("quantity", "pieces ordered"),
    [CRM_LINE_PRICE] = AMOUNT("price", "price of a piece, in the order's currency"),
    [CRM_LINE_REQUESTED] = CRM_TYPED("requested", CRM_T_DATE, "day that the customer wants"),
    [CRM_LINE_PROMISED] = {"promised", CRM_T_DATE, NULL, NULL, NULL, CRM_F_FIXED,
        "day that was promised first"},
    [CRM_LINE_PROMISED_NOW] = {"promised_now", CRM_T_DATE, NULL, NULL, NULL, CRM_F_FIXED,
        "day that is promised now, where it is another"},
    [CRM_LINE_PRICE_REVIEWED] = {"price_reviewed", CRM_T_DEC, NULL, NULL, NULL,
        CRM_F_OWN | CRM_F_INTERNAL, "price when it was approved first"},
};
SCHEMA(crm_order_line_items, "line", lines, CRM_LINE_COUNT);

static const struct crm_field files[CRM_PAPER_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PAPER_FILE] = CRM_TEXT("file", CRM_F_FILE, "name of the file"),
    [CRM_PAPER_SHA256] = OWN_TEXT("sha256", "hash of its content"),
    [CRM_PAPER_BYTES] = {"bytes", CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT | CRM_F_OWN, "its size"},
    [CRM_PAPER_WHAT] = CRM_WORDS("what", paper_words, "what it is"),
    [CRM_PAPER_NUMBER] = CRM_TEXT("number", 0, "its number: of the sample, the sheet, the minutes"),
    [CRM_PAPER_REVISION] = CRM_TEXT("revision", 0, "its revision"),
    [CRM_PAPER_SIGNED_BY] = CRM_TEXT("signed_by", CRM_F_PERSONAL, "who at the customer signed it"),
    [CRM_PAPER_SIGNED_ON] = CRM_TYPED("signed_on", CRM_T_DATE, "when"),
    [CRM_PAPER_FIELDS] = {"fields", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN | CRM_F_INTERNAL,
        "prices that it is for, a hash for each field"},
    [CRM_PAPER_SEAL] = OWN_TEXT("seal", "hash of all of it"),
};
SCHEMA(crm_order_file_items, "file", files, CRM_PAPER_COUNT);

static const struct crm_field signatures[CRM_SIGN_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_SIGN_DEPARTMENT] = CRM_TEXT("department", 0, "for which it is"),
    [CRM_SIGN_LOGIN] = OWN_TEXT("login", "who was logged in"),
    [CRM_SIGN_VERDICT] = CRM_WORDS("verdict", signature_words, "what was signed"),
    [CRM_SIGN_TEXT] = CRM_TEXT("text", 0, "the condition, or why it is refused"),
    [CRM_SIGN_FIELDS] = {"fields", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN | CRM_F_INTERNAL,
        "what it judged, a hash for each field"},
    [CRM_SIGN_SEAL] = OWN_TEXT("seal", "hash of all of it, of the record and the department"),
};
SCHEMA(crm_order_signature_items, "signature", signatures, CRM_SIGN_COUNT);

static const struct crm_field points[CRM_POINT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_POINT_TEXT] = CRM_TEXT("text", 0, "what is open"),
    [CRM_POINT_FROM] = CRM_WORDS("from", from_words, "where it came up"),
    [CRM_POINT_DEPARTMENT] = CRM_TEXT("department", 0, "whose condition it is"),
    [CRM_POINT_BEFORE] = CRM_WORDS("before", before_words, "the step that waits for it"),
    [CRM_POINT_ON] = CRM_WORDS("on", on_words, "who has to answer"),
    [CRM_POINT_OWNER] = CRM_TEXT("owner", 0, "who of us sees to it"),
    [CRM_POINT_DUE] = CRM_TYPED("due", CRM_T_DATE, "until when"),
    [CRM_POINT_CLEARED_AT] = OWN_STAMP("cleared_at", "when it was cleared"),
    [CRM_POINT_CLEARED_BY] = OWN_TEXT("cleared_by", "who cleared it"),
    [CRM_POINT_ANSWER] = CRM_TEXT("answer", 0, "what came out"),
};
SCHEMA(crm_order_point_items, "point", points, CRM_POINT_COUNT);

static const struct crm_field promises[CRM_PROMISE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PROMISE_LINE] = CRM_TEXT("line", 0, "line; none: the order"),
    [CRM_PROMISE_DAY] = CRM_TYPED("day", CRM_T_DATE, "promised from here on"),
    [CRM_PROMISE_BEFORE] = CRM_TYPED("before", CRM_T_DATE, "promised until then"),
    [CRM_PROMISE_CAUSE] = CRM_WORDS("cause", crm_order_cause_words, "why it moved"),
    [CRM_PROMISE_WHY] = CRM_TEXT("why", 0, "in words"),
    [CRM_PROMISE_REFERENCE] = CRM_TEXT("reference", 0, "the customer's agreement"),
};
SCHEMA(crm_order_promise_items, "promise", promises, CRM_PROMISE_COUNT);

static const struct crm_field dangers[CRM_DANGER_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DANGER_LINE] = CRM_TEXT("line", 0, "line; none: the order"),
    [CRM_DANGER_CAUSE] = CRM_WORDS("cause", crm_order_cause_words, "what endangers it"),
    [CRM_DANGER_TEXT] = CRM_TEXT("text", 0, "in words"),
    [CRM_DANGER_DAY] = CRM_TYPED("day", CRM_T_DATE, "day that is to be expected"),
    [CRM_DANGER_TOLD_AT] = OWN_STAMP("told_at", "when the customer was told"),
    [CRM_DANGER_TOLD] = CRM_TEXT("told", 0, "what was written to the customer: its number"),
    [CRM_DANGER_ANSWERED_AT] = OWN_STAMP("answered_at", "when the customer answered"),
    [CRM_DANGER_ANSWER] = CRM_WORDS("answer", answer_words, "the answer; withdrawn: it passed"),
    [CRM_DANGER_REFERENCE] = CRM_TEXT("reference", 0, "the customer's paper"),
};
SCHEMA(crm_order_danger_items, "danger", dangers, CRM_DANGER_COUNT);

static const struct crm_field delays[CRM_DELAY_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DELAY_CAUSE] = CRM_WORDS("cause", crm_order_cause_words, "whose it is"),
    [CRM_DELAY_TEXT] = CRM_TEXT("text", 0, "what happened"),
    [CRM_DELAY_DAYS] = CRM_COUNT("days", "days that it cost"),
    [CRM_DELAY_TOLD] = CRM_TEXT("told", 0, "what was written to the customer: its number"),
};
SCHEMA(crm_order_delay_items, "delay", delays, CRM_DELAY_COUNT);

static const struct crm_field changes[CRM_OCHG_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_OCHG_REFERENCE] = CRM_TEXT("reference", 0, "the customer's paper"),
    [CRM_OCHG_TEXT] = CRM_TEXT("text", 0, "what is changed, and why"),
    [CRM_OCHG_FIELDS] = OWN_TEXT("fields", "fields that it changed, commas between"),
    [CRM_OCHG_APPROVED_AT] = OWN_STAMP("approved_at", "when it was reviewed and approved"),
    [CRM_OCHG_PASSED_AT] = OWN_STAMP("passed_at", "when it was given on"),
};
SCHEMA(crm_order_change_items, "change", changes, CRM_OCHG_COUNT);

static const struct crm_field releases[CRM_RELEASE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_RELEASE_PAPER] = CRM_WORDS("paper", release_words, "what was given out"),
    [CRM_RELEASE_DEPARTMENT] = CRM_TEXT("department", 0, "to whom"),
    [CRM_RELEASE_RECEIVED_AT] = OWN_STAMP("received_at", "when it confirmed the receipt"),
    [CRM_RELEASE_RECEIVED_BY] = OWN_TEXT("received_by", "who did"),
    [CRM_RELEASE_BEGUN_AT] = OWN_STAMP("begun_at", "when it confirmed the start of its work"),
    [CRM_RELEASE_BEGUN_BY] = OWN_TEXT("begun_by", "who did"),
};
SCHEMA(crm_order_release_items, "release", releases, CRM_RELEASE_COUNT);

static const struct crm_field sheet[CRM_SHEET_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_SHEET_ITEM] = CRM_TEXT("item", 0, "item of the technical sheet"),
    [CRM_SHEET_VALUE] = CRM_TEXT("value", 0, "what it says"),
    [CRM_SHEET_SOURCE] = CRM_TEXT("source", 0, "source that the customer designated"),
    [CRM_SHEET_CHECKED_AT] = OWN_STAMP("checked_at", "when it was checked"),
    [CRM_SHEET_CHECKED_BY] = OWN_TEXT("checked_by", "who checked it"),
};
SCHEMA(crm_order_sheet_items, "sheet", sheet, CRM_SHEET_COUNT);

static const struct crm_field milestones[CRM_MILE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_MILE_MILESTONE] = CRM_TEXT("milestone", 0, "what is to be reached"),
    [CRM_MILE_PLANNED] = CRM_TYPED("planned", CRM_T_DATE, "planned for this day"),
    [CRM_MILE_FIRST] = {"first", CRM_T_DATE, NULL, NULL, NULL, CRM_F_OWN, "planned first for it"},
    [CRM_MILE_OWNER] = CRM_TEXT("owner", 0, "who sees to it"),
    [CRM_MILE_REACHED_AT] = OWN_STAMP("reached_at", "when it was reached"),
};
SCHEMA(crm_order_milestone_items, "milestone", milestones, CRM_MILE_COUNT);

static const struct crm_field inspections[CRM_INSPECTION_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_INSPECTION_WHOSE] = CRM_WORDS("whose", whose_words, "whose inspection it was"),
    [CRM_INSPECTION_INSPECTOR] = CRM_TEXT("inspector", CRM_F_PERSONAL, "who inspected"),
    [CRM_INSPECTION_LOT] = CRM_TEXT("lot", 0, "lot; none: all"),
    [CRM_INSPECTION_QUANTITY] = CRM_COUNT("quantity", "pieces presented"),
    [CRM_INSPECTION_SAMPLE] = CRM_COUNT("sample", "of these, inspected"),
    [CRM_INSPECTION_REJECTED] = CRM_COUNT("rejected", "of these, bad"),
    [CRM_INSPECTION_RESULT] = CRM_WORDS("result", result_words, "what came out"),
    [CRM_INSPECTION_REPORT] = CRM_TEXT("report", 0, "number of the report"),
    [CRM_INSPECTION_DEFECTS] = CRM_TEXT("defects", 0, "what was found"),
    [CRM_INSPECTION_CORRECTION] = CRM_TEXT("correction", 0, "what is done about it"),
    [CRM_INSPECTION_PREVENTION] = CRM_TEXT("prevention", 0, "that it does not come again"),
};
SCHEMA(crm_order_inspection_items, "inspection", inspections, CRM_INSPECTION_COUNT);

static const struct crm_field documents[CRM_DOCUMENT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DOCUMENT_DOCUMENT] = CRM_TEXT("document", 0, "what customs or the customer wants"),
    [CRM_DOCUMENT_REFERENCE] = CRM_TEXT("reference", 0, "its number"),
    [CRM_DOCUMENT_DONE_AT] = OWN_STAMP("done_at", "when it was ready"),
};
SCHEMA(crm_order_document_items, "document", documents, CRM_DOCUMENT_COUNT);

static const struct crm_field deliveries[CRM_DELIVERY_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DELIVERY_NOTE] = CRM_TEXT("note", 0, "delivery note: its number"),
    [CRM_DELIVERY_LOT] = CRM_TEXT("lot", 0, "lot of these pieces"),
    [CRM_DELIVERY_LINE] = CRM_TEXT("line", 0, "line of the order, where it has lines"),
    [CRM_DELIVERY_QUANTITY] = CRM_COUNT("quantity", "pieces"),
    [CRM_DELIVERY_CARRIER] = CRM_TEXT("carrier", 0, "carrier, where it is another one"),
    [CRM_DELIVERY_TRACKING] = CRM_TEXT("tracking", 0, "the carrier's number"),
    [CRM_DELIVERY_CONTAINERS] = CRM_COUNT("containers", "containers"),
    [CRM_DELIVERY_CONCESSION] = {"concession", CRM_T_TEXT, NULL, "concession", NULL, 0,
        "the customer's concession that they go on"},
    [CRM_DELIVERY_PPAP] = {"ppap", CRM_T_TEXT, NULL, "ppap", NULL, 0,
        "the interim approval that they go on"},
    [CRM_DELIVERY_OVERRIDE] =
        CRM_TEXT("override", 0, "reasons of the gate that it left in spite of, commas between"),
    [CRM_DELIVERY_OVERRIDE_BY] = CRM_TEXT("override_by", 0, "who of us takes that on himself"),
    [CRM_DELIVERY_OVERRIDE_REFERENCE] =
        CRM_TEXT("override_reference", 0, "the customer's word for it: its number"),
    [CRM_DELIVERY_ARRIVED_AT] = OWN_STAMP("arrived_at", "when they were there"),
    [CRM_DELIVERY_ARRIVED] = CRM_COUNT("arrived", "pieces that the customer confirms"),
    [CRM_DELIVERY_CONDITION] = CRM_WORDS("condition", condition_words, "how they arrived"),
    [CRM_DELIVERY_CONFIRMED_BY] =
        CRM_TEXT("confirmed_by", CRM_F_PERSONAL, "who at the customer confirmed it"),
};
SCHEMA(crm_order_delivery_items, "delivery", deliveries, CRM_DELIVERY_COUNT);

static const struct crm_field damages[CRM_DAMAGE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DAMAGE_NOTE] = CRM_TEXT("note", 0, "delivery note"),
    [CRM_DAMAGE_LOT] = CRM_TEXT("lot", 0, "lot"),
    [CRM_DAMAGE_QUANTITY] = CRM_COUNT("quantity", "pieces damaged"),
    [CRM_DAMAGE_TEXT] = CRM_TEXT("text", 0, "what is damaged, and how"),
    [CRM_DAMAGE_CARRIER] = CRM_TEXT("carrier", 0, "whose transport it was"),
    [CRM_DAMAGE_CLAIMED_AT] = OWN_STAMP("claimed_at", "when the carrier was held liable"),
    [CRM_DAMAGE_CLAIM] = CRM_TEXT("claim", 0, "number of the claim"),
    [CRM_DAMAGE_AMOUNT] = AMOUNT("amount", "amount claimed"),
    [CRM_DAMAGE_CURRENCY] = CRM_TEXT("currency", 0, "currency of the amount"),
    [CRM_DAMAGE_SETTLED_AT] = OWN_STAMP("settled_at", "when it was settled"),
    [CRM_DAMAGE_OUTCOME] = CRM_TEXT("outcome", 0, "how"),
};
SCHEMA(crm_order_damage_items, "damage", damages, CRM_DAMAGE_COUNT);

static const struct crm_field recalls[CRM_RECALL_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_RECALL_NOTE] = CRM_TEXT("note", 0, "delivery note"),
    [CRM_RECALL_LOT] = CRM_TEXT("lot", 0, "lot"),
    [CRM_RECALL_LINE] = CRM_TEXT("line", 0, "line of the order"),
    [CRM_RECALL_QUANTITY] = CRM_COUNT("quantity", "pieces"),
    [CRM_RECALL_LEFT_AT] = OWN_STAMP("left_at", "when they were said to have left"),
    [CRM_RECALL_CONCESSION] =
        CRM_TEXT("concession", 0, "the concession that has counted these pieces"),
    [CRM_RECALL_PPAP] = CRM_TEXT("ppap", 0, "the interim approval that has counted them"),
    [CRM_RECALL_WHY] = CRM_TEXT("why", 0, "why it was wrong"),
};
SCHEMA(crm_order_recall_items, "recall", recalls, CRM_RECALL_COUNT);
