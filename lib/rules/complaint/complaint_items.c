#include "lib/rules/complaint/complaint_items.h"

#include "lib/rules/field_rows.h"

/* K3 */
const char *const crm_disposition_words[] = {"return", "concession", "rework_on_site", "sort",
    "rework", "repair", "scrap", "rework_by_customer", NULL};

static const char *const role_words[] = {"sponsor", "leader", "contact", "member", NULL};
/* site: our own and what is around it, for the environment; no goods are counted there */
static const char *const place_words[] = {
    "stock", "in_process", "in_transit", "customer", "site", NULL};
static const char *const origin_words[] = {"complaint", "read_across", NULL};
/* technical or systemic cause, of the occurrence (A) or the non-detection (N) */
static const char *const cause_words[] = {"TUA", "TUN", "SUA", "SUN", NULL};
static const char *const document_words[] = {
    "pfmea", "dfmea", "control_plan", "instruction", "drawing", "lesson", "other", NULL};
static const char *const through_words[] = {"D3", "D5", "D8", NULL};
static const char *const round_words[] = {"accepted", "rejected", NULL};
static const char *const scope_words[] = {"lot", "part", "plant", "process", NULL};
static const char *const across_words[] = {"open", "clear", "affected", NULL};
static const char *const cost_words[] = {"sort", "rework", "travel", "freight", "premium_freight",
    "scrap", "credit", "line_stop", "penalty", "other", NULL};

static const struct crm_field file_fields[CRM_FILE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_FILE_FILE] = CRM_TEXT("file", CRM_F_FILE, "name of the file"),
    [CRM_FILE_SHA256] = CRM_TEXT("sha256", CRM_F_OWN, "hash of its content"),
    [CRM_FILE_BYTES] = {"bytes", CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT | CRM_F_OWN, "its size"},
    [CRM_FILE_WHAT] = CRM_TEXT("what", 0, "what it shows"),
};

static const struct crm_field team_fields[CRM_TEAM_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_TEAM_NAME] = CRM_TEXT("name", 0, "name"),
    [CRM_TEAM_ROLE] = CRM_WORDS("role", role_words, "role in the team"),
    [CRM_TEAM_DEPARTMENT] = CRM_TEXT("department", 0, "department"),
    [CRM_TEAM_PHONE] = CRM_TEXT("phone", CRM_F_PERSONAL, "telephone"),
    [CRM_TEAM_EMAIL] = CRM_TEXT("email", CRM_F_PERSONAL, "address for mail"),
};

static const struct crm_field containment_fields[CRM_CONT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_CONT_PLACE] =
        CRM_WORDS("place", place_words, "where the goods are; site: the environment"),
    [CRM_CONT_SUSPECT] = CRM_COUNT("suspect", "pieces under suspicion there; 0: none"),
    [CRM_CONT_CHECKED] = CRM_COUNT("checked", "of these, checked"),
    [CRM_CONT_BAD] = CRM_COUNT("bad", "of these, found bad"),
    [CRM_CONT_ACTION] = CRM_TEXT("action", 0, "what is done there"),
    [CRM_CONT_OWNER] = CRM_TEXT("owner", 0, "who does it"),
    [CRM_CONT_PROOF] = CRM_TEXT("proof", 0, "how it is known to work"),
    [CRM_CONT_RISK] = CRM_TEXT("risk", 0, "risk of the measure itself"),
    [CRM_CONT_MARKED] = CRM_TEXT("marked", 0, "how clean goods are marked"),
    [CRM_CONT_CLEAN_FROM] = CRM_TEXT("clean_from", 0, "lot or delivery from which all are clean"),
};

static const struct crm_field lot_fields[CRM_LOT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_LOT_LOT] = CRM_TEXT("lot", 0, "lot"),
    [CRM_LOT_PART] = CRM_TEXT("part", 0, "part, where it is another one"),
    [CRM_LOT_QUANTITY] = CRM_COUNT("quantity", "pieces of it under suspicion"),
    [CRM_LOT_ORIGIN] = CRM_WORDS("origin", origin_words, "how it came under suspicion"),
};

static const struct crm_field disposition_fields[CRM_DISP_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DISP_LOT] = CRM_TEXT("lot", 0, "lot"),
    [CRM_DISP_DISPOSITION] =
        CRM_WORDS("disposition", crm_disposition_words, "what becomes of the goods"),
    [CRM_DISP_QUANTITY] = CRM_COUNT("quantity", "pieces"),
    [CRM_DISP_OF] = CRM_TEXT("of", 0, "the disposition whose outcome is disposed again"),
    [CRM_DISP_WHY] = CRM_TEXT("why", 0, "the reason"),
    [CRM_DISP_CONCESSION] = {"concession", CRM_T_TEXT, NULL, "concession", NULL, 0,
        "the customer's concession"},
    [CRM_DISP_RETURN_BY] =
        CRM_TYPED("return_by", CRM_T_DATE, "when the customer needs the goods back"),
    [CRM_DISP_WITHDRAWN] =
        CRM_COUNT("withdrawn", "pieces of it that wait for another disposition after all"),
    [CRM_DISP_WITHDRAWN_WHY] = CRM_TEXT("withdrawn_why", 0, "why they do"),
    [CRM_DISP_PLANNED_AT] = {"planned_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,
        "when the work was planned"},
    [CRM_DISP_PLANNED_BY] = CRM_TEXT("planned_by", CRM_F_OWN, "who planned it"),
    [CRM_DISP_FLOW] = CRM_TEXT("flow", 0, "the flow of the work, by process engineering"),
    [CRM_DISP_INSTRUCTION] = CRM_TEXT("instruction", 0, "work instruction and revision"),
    [CRM_DISP_RISK_REVIEW] = CRM_TEXT("risk_review", 0, "review of its risks"),
    [CRM_DISP_APPROVAL_NEEDED] =
        CRM_TYPED("approval_needed", CRM_T_BOOL, "must the customer approve it? A repair always"),
    [CRM_DISP_APPROVAL] = CRM_TEXT("approval", 0, "the customer's approval"),
    [CRM_DISP_LEADER] = CRM_TEXT("leader", 0, "who leads the team"),
    [CRM_DISP_BRIEFED_AT] =
        CRM_TYPED("briefed_at", CRM_T_INSTANT, "when the team was briefed on the standard"),
    [CRM_DISP_HANDED_OVER] = CRM_COUNT("handed_over", "good pieces handed over"),
    [CRM_DISP_HANDED_TO] = CRM_TEXT("handed_to", 0, "who at the customer took them"),
    [CRM_DISP_HANDED_AT] = {"handed_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,
        "when they were handed over"},
    [CRM_DISP_MARKING] = CRM_TEXT("marking", 0, "how they are marked"),
    [CRM_DISP_SCRAPPED] = CRM_COUNT("scrapped", "pieces made unusable"),
    [CRM_DISP_SCRAPPED_HOW] = CRM_TEXT("scrapped_how", 0, "how they were made unusable"),
    [CRM_DISP_PART] = CRM_TEXT("part", 0, "part of the lot, where it is another one"),
};

static const struct crm_field receipt_fields[CRM_RCPT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_RCPT_DISPOSITION] = CRM_TEXT("disposition", CRM_F_OWN, "the return that they belong to"),
    [CRM_RCPT_QUANTITY] = CRM_COUNT("quantity", "pieces received back"),
    [CRM_RCPT_AREA] = CRM_TEXT("area", 0, "quarantine area"),
    [CRM_RCPT_DELIVERY_NOTE] = CRM_TEXT("delivery_note", 0, "delivery note of the return"),
};

static const struct crm_field inspection_fields[CRM_INSP_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_INSP_DISPOSITION] = CRM_TEXT("disposition", CRM_F_OWN, "the disposition inspected"),
    [CRM_INSP_INSPECTED] = CRM_COUNT("inspected", "pieces inspected"),
    [CRM_INSP_GOOD] = CRM_COUNT("good", "of these, good"),
    [CRM_INSP_BAD] = CRM_COUNT("bad", "of these, bad"),
    [CRM_INSP_KINDS] = CRM_TEXT("kinds", 0, "bad ones by kind: burr=2,scratch=1"),
    [CRM_INSP_RECHECK] = CRM_TYPED("recheck", CRM_T_BOOL, "a check of goods found good before"),
    [CRM_INSP_REPORT] = CRM_TEXT("report", 0, "number of the report"),
    [CRM_INSP_LOGIN] = CRM_TEXT("login", CRM_F_OWN, "login of the inspector, where another acted"),
};

static const struct crm_field signature_fields[CRM_SIG_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_SIG_INSPECTION] = CRM_TEXT("inspection", CRM_F_OWN, "the inspection signed"),
    [CRM_SIG_AS] = CRM_TEXT("as", 0, "in what role"),
    [CRM_SIG_LOGIN] = CRM_TEXT("login", CRM_F_OWN, "login of the signer"),
};

static const struct crm_field makeup_fields[CRM_MAKE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_MAKE_LOT] = CRM_TEXT("lot", 0, "lot of the new goods"),
    [CRM_MAKE_QUANTITY] = CRM_COUNT("quantity", "pieces owed"),
    [CRM_MAKE_DUE] = CRM_TYPED("due", CRM_T_DATE, "when they are promised"),
    [CRM_MAKE_DELIVERED_AT] = {"delivered_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,
        "when all were delivered"},
};

static const struct crm_field delivery_fields[CRM_DLV_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_DLV_MAKEUP] = CRM_TEXT("makeup", CRM_F_OWN, "the make-up goods that they belong to"),
    [CRM_DLV_DELIVERED] = CRM_COUNT("delivered", "pieces delivered"),
    [CRM_DLV_LOT] = CRM_TEXT("lot", 0, "lot of the new goods"),
    [CRM_DLV_DELIVERY_NOTE] = CRM_TEXT("delivery_note", 0, "delivery note"),
};

static const struct crm_field cause_fields[CRM_CAUSE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_CAUSE_KIND] = CRM_WORDS("kind", cause_words,
        "technical (T) or systemic (S) cause of occurrence (UA) or non-detection (UN)"),
    [CRM_CAUSE_TEXT] = CRM_TEXT("text", 0, "the cause"),
    [CRM_CAUSE_METHOD] = CRM_TEXT("method", 0, "how it was found: 5 why, cause and effect"),
    [CRM_CAUSE_EVIDENCE] = CRM_TEXT("evidence", 0, "what proves it"),
    [CRM_CAUSE_VERIFIED_BY] = CRM_TEXT("verified_by", 0, "who verified it"),
    [CRM_CAUSE_VERIFIED_ON] = CRM_TYPED("verified_on", CRM_T_DATE, "when"),
};

static const struct crm_field action_fields[CRM_ACTION_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_ACTION_CAUSE] = CRM_WORDS("cause", cause_words, "the cause that it is against"),
    [CRM_ACTION_TEXT] = CRM_TEXT("text", 0, "the action"),
    [CRM_ACTION_OWNER] = CRM_TEXT("owner", 0, "who does it"),
    [CRM_ACTION_DUE] = CRM_TYPED("due", CRM_T_DATE, "until when"),
    [CRM_ACTION_VALIDATION] = CRM_TEXT("validation", 0, "how it was shown before that it works"),
    [CRM_ACTION_IMPLEMENTED_AT] = {"implemented_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,
        "when it was implemented"},
    [CRM_ACTION_IMPLEMENTED_BY] = CRM_TEXT("implemented_by", CRM_F_OWN, "who said so"),
    [CRM_ACTION_EVIDENCE] = CRM_TEXT("evidence", 0, "what shows that it is done"),
    [CRM_ACTION_LOGIN] = CRM_TEXT("login", CRM_F_OWN, "login behind it, where another acted"),
    [CRM_ACTION_EFFECT] = CRM_TYPED("effect", CRM_T_DEC, "its effect in per cent"),
};

static const struct crm_field standard_fields[CRM_STD_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_STD_DOCUMENT] = CRM_TEXT("document", 0, "the standard: its number"),
    [CRM_STD_REVISION] = CRM_TEXT("revision", 0, "its new revision"),
    [CRM_STD_TYPE] = CRM_WORDS("type", document_words, "what it is"),
    [CRM_STD_CHANGE] = CRM_TEXT("change", 0, "what was entered"),
    [CRM_STD_OWNER] = CRM_TEXT("owner", 0, "who entered it"),
    [CRM_STD_PROOF] = CRM_TEXT("proof", 0, "how it is known to work"),
};

static const struct crm_field round_fields[CRM_ROUND_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_ROUND_THROUGH] = CRM_WORDS("through", through_words, "how far the report went"),
    [CRM_ROUND_TO] = CRM_TEXT("to", 0, "to whom it was submitted"),
    [CRM_ROUND_REF] = CRM_TEXT("ref", 0, "the customer's reference"),
    [CRM_ROUND_VERDICT] = {"verdict", CRM_T_TEXT, round_words, NULL, NULL, CRM_F_OWN,
        "the customer's verdict"},
    [CRM_ROUND_VERDICT_AT] = {"verdict_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN, "when"},
    [CRM_ROUND_VERDICT_BY] = CRM_TEXT("verdict_by", 0, "who at the customer"),
    [CRM_ROUND_REASON] = CRM_TEXT("reason", 0, "why it was rejected"),
};

static const struct crm_field across_fields[CRM_ACROSS_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_ACROSS_SCOPE] = CRM_WORDS("scope", scope_words, "what was looked at"),
    [CRM_ACROSS_SUBJECT] = CRM_TEXT("subject", 0, "which one"),
    [CRM_ACROSS_RESULT] = CRM_WORDS("result", across_words, "what was found"),
    [CRM_ACROSS_QUANTITY] = CRM_COUNT("quantity", "pieces affected"),
    [CRM_ACROSS_OWNER] = CRM_TEXT("owner", 0, "who looks"),
    [CRM_ACROSS_DUE] = CRM_TYPED("due", CRM_T_DATE, "until when"),
    [CRM_ACROSS_FOUND_AT] = {"found_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,
        "when the result was found"},
};

static const struct crm_field cost_fields[CRM_COST_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_COST_KIND] = CRM_WORDS("kind", cost_words, "what it was spent on"),
    [CRM_COST_AMOUNT] = {"amount", CRM_T_DEC, NULL, NULL, NULL, CRM_F_INTERNAL, "how much"},
    [CRM_COST_CURRENCY] = CRM_TEXT("currency", CRM_F_INTERNAL, "of which currency (ISO 4217)"),
    [CRM_COST_REF] = CRM_TEXT("ref", 0, "invoice or voucher"),
};

const struct crm_schema crm_complaint_files = {"file", file_fields, CRM_FILE_COUNT};
const struct crm_schema crm_complaint_team = {"member", team_fields, CRM_TEAM_COUNT};
const struct crm_schema crm_complaint_containment = {
    "containment", containment_fields, CRM_CONT_COUNT};
const struct crm_schema crm_complaint_lots = {"lot", lot_fields, CRM_LOT_COUNT};
const struct crm_schema crm_complaint_dispositions = {
    "disposition", disposition_fields, CRM_DISP_COUNT};
const struct crm_schema crm_complaint_receipts = {"receipt", receipt_fields, CRM_RCPT_COUNT};
const struct crm_schema crm_complaint_inspections = {
    "inspection", inspection_fields, CRM_INSP_COUNT};
const struct crm_schema crm_complaint_signatures = {"signature", signature_fields, CRM_SIG_COUNT};
const struct crm_schema crm_complaint_makeups = {"makeup", makeup_fields, CRM_MAKE_COUNT};
const struct crm_schema crm_complaint_deliveries = {"delivery", delivery_fields, CRM_DLV_COUNT};
const struct crm_schema crm_complaint_causes = {"cause", cause_fields, CRM_CAUSE_COUNT};
const struct crm_schema crm_complaint_actions = {"action", action_fields, CRM_ACTION_COUNT};
const struct crm_schema crm_complaint_standards = {"standard", standard_fields, CRM_STD_COUNT};
const struct crm_schema crm_complaint_rounds = {"round", round_fields, CRM_ROUND_COUNT};
const struct crm_schema crm_complaint_readacross = {"read-across", across_fields, CRM_ACROSS_COUNT};
const struct crm_schema crm_complaint_costs = {"cost", cost_fields, CRM_COST_COUNT};
