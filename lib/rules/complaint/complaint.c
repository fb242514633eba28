#include "lib/rules/complaint/complaint.h"

#include "lib/rules/complaint/complaint_goods.h"
#include "lib/rules/complaint/complaint_private.h"
#include "lib/rules/field_rows.h"
#include "lib/rules/recurrence.h"

static const char *const states[] = {"open", "answered", "closed", "void", "duplicate", NULL};
static const char *const ended[] = {"closed", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};

static const char *const class_words[] = {
    "quality", "delivery", "service", "environment", "enquiry", NULL};
/* K1: the resident engineer, our service, the customer */
static const char *const source_words[] = {"engineer", "service", "customer", NULL};
static const char *const channel_words[] = {
    "phone", "email", "web", "fax", "post", "visit", "referral", "im", "portal", "other", NULL};
static const char *const informed_words[] = {"phone", "email", NULL};
static const char *const agreement_words[] = {"exchange", "return", "make_up", NULL};

static const char *const severity_words[] = {"minor", "major", "critical", NULL};
/* controlled shipping, as the customer has set it */
static const char *const status_words[] = {"none", "CS1", "CS2", NULL};
static const char *const judgement_words[] = {
    "ours", "partly", "supplier", "customer", "no_fault", NULL};
static const char *const effect_words[] = {"effective", "not_effective", NULL};
static const char *const where_words[] = {"0km", "field", NULL};

static const struct crm_field fields[CRM_K_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_K_CLASS] = CRM_WORDS("class", class_words, "class of the complaint"),
    [CRM_K_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer that complains"},
    [CRM_K_CUSTOMER_REF] = CRM_TEXT("customer_ref", 0, "the customer's number of the complaint"),
    [CRM_K_SOURCE] = CRM_WORDS("source", source_words,
        "who brought it in: the resident engineer, "
        "our service, the customer"),
    [CRM_K_CHANNEL] = CRM_WORDS("channel", channel_words, "how it came in"),
    [CRM_K_CONTACT] = CRM_TEXT("contact", CRM_F_PERSONAL, "who at the customer complained"),
    [CRM_K_PLANT] = CRM_TEXT("plant", 0, "plant or place at the customer"),
    [CRM_K_PART] = CRM_TEXT("part", CRM_F_BRIEF, "part number"),
    [CRM_K_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_K_LOT] = CRM_TEXT("lot", CRM_F_BRIEF, "lot of the goods"),
    [CRM_K_SERIAL] = CRM_TEXT("serial", 0, "serial number of the goods"),
    [CRM_K_DELIVERY_NOTE] = CRM_TEXT("delivery_note", 0, "delivery note of the goods"),
    [CRM_K_DEFECT] = CRM_TEXT("defect", CRM_F_BRIEF, "the defect in a word or code"),
    [CRM_K_DESCRIPTION] = CRM_TEXT("description", 0, "what is wrong, in the customer's words"),
    [CRM_K_QUANTITY] = CRM_COUNT("quantity", "pieces affected"),
    [CRM_K_QUANTITY_SUSPECT] = CRM_COUNT("quantity_suspect", "pieces under suspicion"),
    [CRM_K_QUANTITY_RETURNED] = CRM_COUNT("quantity_returned", "pieces returned"),
    [CRM_K_FOUND] =
        CRM_WORDS("found", where_words, "found at the customer's line (0 km) or in the field"),
    [CRM_K_NEEDS_8D] = CRM_TYPED("needs_8d", CRM_T_BOOL, "is an 8D report asked for"),
    [CRM_K_FILES] = CRM_HASHED("files", &crm_complaint_files, "photographs and papers, by hash"),
    [CRM_K_RECEIVED_AT] = {"received_at", CRM_T_INSTANT, NULL, NULL, NULL,
        CRM_F_STAMP | CRM_F_BRIEF, "when we received it"},
    [CRM_K_CONFIRMED_AT] = CRM_STAMP("confirmed_at", "when it was repeated back"),
    [CRM_K_CONFIRMED_BY] = CRM_TEXT("confirmed_by", 0, "who repeated it back"),
    [CRM_K_INFORMED_AT] = CRM_STAMP("informed_at", "when the quality engineer was informed"),
    [CRM_K_ENGINEER] = CRM_TEXT("engineer", CRM_F_OWNER, "quality engineer who owns the case"),
    [CRM_K_INFORMED_BY] = CRM_WORDS("informed_by", informed_words, "how the engineer was informed"),
    [CRM_K_CONTACTED_AT] =
        CRM_STAMP("contacted_at", "when the engineer reached the customer's quality contact"),
    [CRM_K_CONTACTED] = CRM_TEXT("contacted", CRM_F_PERSONAL, "the customer's quality contact"),
    [CRM_K_ANALYSED_AT] = CRM_STAMP("analysed_at", "when first cause and talk were known"),
    [CRM_K_FIRST_CAUSE] = CRM_TEXT("first_cause", 0, "first cause analysis"),
    [CRM_K_TALK_RESULT] = CRM_TEXT("talk_result", 0, "result of the talk with the customer"),
    [CRM_K_ASSESSED_AT] = CRM_STAMP("assessed_at", "when it was assessed"),
    [CRM_K_SEVERITY] = CRM_WORDS("severity", severity_words, "how grave it is"),
    [CRM_K_SAFETY] = CRM_TYPED("safety", CRM_T_BOOL, "does it touch safety"),
    [CRM_K_SAFETY_OWNER] = CRM_TEXT("safety_owner", 0, "owner of product safety who was told"),
    [CRM_K_LEGAL] = CRM_TYPED("legal", CRM_T_BOOL, "does it touch the law"),
    [CRM_K_LINE_STOP] = CRM_TYPED("line_stop", CRM_T_BOOL, "did the customer's line stop"),
    [CRM_K_SPECIAL_STATUS] = CRM_WORDS("special_status", status_words, "controlled shipping"),
    [CRM_K_REPEAT_OF] = {"repeat_of", CRM_T_TEXT, NULL, "complaint", NULL, CRM_F_OWN,
        "the complaint of the same part and defect before it"},
    [CRM_K_REPEATS] = {"repeats", CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT | CRM_F_OWN,
        "how many came before it within the window"},
    [CRM_K_CHRONIC] = {"chronic", CRM_T_BOOL, NULL, NULL, NULL, CRM_F_OWN,
        "came back too often: led by process engineering"},
    [CRM_K_LED_BY] = CRM_TEXT("led_by", 0, "who leads a chronic defect"),
    [CRM_K_LOTS] = CRM_KEYED("lots", &crm_complaint_lots, "lots under suspicion, by lot and part"),
    [CRM_K_RELAYED_AT] = CRM_STAMP("relayed_at", "when a return was relayed to customer service"),
    [CRM_K_RELAYED_TO] = CRM_TEXT("relayed_to", 0, "who at customer service took it"),
    [CRM_K_DISPOSED_AT] = CRM_STAMP("disposed_at", "when the goods were disposed"),
    [CRM_K_DISPOSITION] =
        CRM_WORDS("disposition", crm_disposition_words, "what becomes of the goods"),
    [CRM_K_DISPOSITIONS] =
        CRM_HASHED("dispositions", &crm_complaint_dispositions, "what becomes of each lot"),
    [CRM_K_AGREED_AT] = CRM_STAMP("agreed_at", "when the customer agreed to it"),
    [CRM_K_AGREEMENT] = CRM_WORDS("agreement", agreement_words, "what was agreed for a return"),
    [CRM_K_ARRANGED_AT] = CRM_STAMP("arranged_at", "when people for on-site rework were arranged"),
    [CRM_K_ARRANGED] = CRM_TEXT("arranged", 0, "who goes to the customer's site"),
    [CRM_K_RECEIPTS] = CRM_HASHED("receipts", &crm_complaint_receipts, "goods received back"),
    [CRM_K_INSPECTIONS] =
        CRM_HASHED("inspections", &crm_complaint_inspections, "inspections of reworked goods"),
    [CRM_K_SIGNATURES] =
        CRM_HASHED("signatures", &crm_complaint_signatures, "signatures under inspections"),
    [CRM_K_MAKEUPS] = CRM_HASHED("makeups", &crm_complaint_makeups, "make-up goods that are owed"),
    [CRM_K_DELIVERIES] =
        CRM_HASHED("deliveries", &crm_complaint_deliveries, "deliveries of make-up goods"),
    [CRM_K_REPLIED_AT] = CRM_STAMP("replied_at", "when the customer had a first answer"),
    [CRM_K_REPLY] = CRM_TEXT("reply", 0, "the first answer"),
    [CRM_K_ANSWERED_AT] = CRM_STAMP("answered_at", "when the customer had solution or proposal"),
    [CRM_K_SOLUTION] = CRM_TEXT("solution", 0, "the solution or proposed solution"),
    [CRM_K_DISPUTED] = {"disputed", CRM_T_BOOL, NULL, NULL, NULL, 0,
        "does the customer dispute the answer"},
    [CRM_K_TEAM_AT] = CRM_STAMP("team_at", "when the team was whole (D1)"),
    [CRM_K_TEAM] = CRM_KEYED("team", &crm_complaint_team, "the team, by name"),
    [CRM_K_DESCRIBED_AT] = CRM_STAMP("described_at", "when the problem was described (D2)"),
    [CRM_K_PROBLEM_WHAT] = CRM_TEXT("problem_what", 0, "what is wrong with what"),
    [CRM_K_PROBLEM_WHEN] = CRM_TEXT("problem_when", 0, "when it was seen"),
    [CRM_K_PROBLEM_WHERE] = CRM_TEXT("problem_where", 0, "where, and where on the part"),
    [CRM_K_PROBLEM_WHO] = CRM_TEXT("problem_who", 0, "who found it"),
    [CRM_K_PROBLEM_WHY] = CRM_TEXT("problem_why", 0, "why it is a problem"),
    [CRM_K_PROBLEM_HOW] = CRM_TEXT("problem_how", 0, "how it shows"),
    [CRM_K_PROBLEM_HOW_MANY] = CRM_TEXT("problem_how_many", 0, "how many"),
    [CRM_K_IS_WHAT] = CRM_TEXT("is_what", 0, "which it is"),
    [CRM_K_IS_NOT_WHAT] = CRM_TEXT("is_not_what", 0, "which it could be and is not"),
    [CRM_K_IS_WHERE] = CRM_TEXT("is_where", 0, "where it is"),
    [CRM_K_IS_NOT_WHERE] = CRM_TEXT("is_not_where", 0, "where it could be and is not"),
    [CRM_K_IS_WHEN] = CRM_TEXT("is_when", 0, "when it is"),
    [CRM_K_IS_NOT_WHEN] = CRM_TEXT("is_not_when", 0, "when it could be and is not"),
    [CRM_K_IS_EXTENT] = CRM_TEXT("is_extent", 0, "how far it goes"),
    [CRM_K_IS_NOT_EXTENT] = CRM_TEXT("is_not_extent", 0, "how far it could go and does not"),
    [CRM_K_CONTAINED_AT] =
        CRM_STAMP("contained_at", "when goods were contained in all places (D3)"),
    [CRM_K_CONTAINMENT] =
        CRM_KEYED("containment", &crm_complaint_containment, "containment, by place"),
    [CRM_K_CAUSED_AT] = CRM_STAMP("caused_at", "when the causes were known (D4)"),
    [CRM_K_CAUSES] = CRM_KEYED("causes", &crm_complaint_causes, "causes, by kind"),
    [CRM_K_CHOSEN_AT] = CRM_STAMP("chosen_at", "when an action was chosen for each cause (D5)"),
    [CRM_K_ACTIONS] = CRM_HASHED("actions", &crm_complaint_actions, "corrective actions"),
    [CRM_K_IMPLEMENTED_AT] = CRM_STAMP("implemented_at", "when all actions were in place (D6)"),
    [CRM_K_PREVENTED_AT] = CRM_STAMP("prevented_at", "when it had entered the standards (D7)"),
    [CRM_K_STANDARDS] = CRM_HASHED(
        "standards", &crm_complaint_standards, "standards that the countermeasure has entered"),
    [CRM_K_READACROSS] = CRM_KEYED("readacross", &crm_complaint_readacross,
        "lots, like parts, other plants looked at, by subject and scope"),
    [CRM_K_SUBMITTED_AT] = CRM_STAMP("submitted_at", "when the report was last submitted"),
    [CRM_K_ROUNDS] = CRM_HASHED("rounds", &crm_complaint_rounds, "rounds of the report"),
    [CRM_K_ACCEPTED_AT] = CRM_STAMP("accepted_at", "when the customer accepted D1 to D7"),
    [CRM_K_REJECTED_AT] = CRM_STAMP("rejected_at", "when the customer last rejected the report"),
    [CRM_K_JUDGED_AT] = CRM_STAMP("judged_at", "when it was judged whose fault it is"),
    [CRM_K_JUDGEMENT] = CRM_WORDS("judgement", judgement_words, "whose fault it is"),
    [CRM_K_JUDGED_WHY] = CRM_TEXT("judged_why", 0, "on what grounds"),
    [CRM_K_ACCEPTED_QUANTITY] = CRM_COUNT("accepted_quantity", "bad pieces that are our fault"),
    [CRM_K_VERIFIED_AT] = CRM_STAMP("verified_at", "when the actions were found effective"),
    [CRM_K_VERIFY_METRIC] = CRM_TEXT("verify_metric", 0, "what effectiveness is measured by"),
    [CRM_K_VERIFY_TARGET] = CRM_TEXT("verify_target", 0, "its target"),
    [CRM_K_VERIFY_FROM] = CRM_TYPED("verify_from", CRM_T_DATE, "first day of the window"),
    [CRM_K_VERIFY_TO] = CRM_TYPED("verify_to", CRM_T_DATE, "its last day"),
    [CRM_K_VERIFY_VALUE] = CRM_TEXT("verify_value", 0, "what was measured"),
    [CRM_K_VERIFY_RESULT] = CRM_WORDS("verify_result", effect_words, "what came of it"),
    [CRM_K_VERIFIED_BY] = CRM_TEXT("verified_by", CRM_F_OWN, "who verified it"),
    [CRM_K_PASSED_AT] = CRM_STAMP("passed_at", "when it was passed to the supplier"),
    [CRM_K_SUPPLIER] = CRM_TEXT("supplier", 0, "supplier of the part at fault"),
    [CRM_K_SUPPLIER_REF] = CRM_TEXT("supplier_ref", 0, "the supplier's number of it"),
    [CRM_K_SECURED_AT] = CRM_STAMP("secured_at", "when the supplier had contained it"),
    [CRM_K_RESPONDED_AT] = CRM_STAMP("responded_at", "when the supplier had answered"),
    [CRM_K_SUPPLIER_ANSWER] = CRM_TEXT("supplier_answer", 0, "the supplier's answer"),
    [CRM_K_FEEDBACK_AT] = CRM_STAMP("feedback_at", "when the supplier had our feedback"),
    [CRM_K_SUPPLIER_FEEDBACK] = CRM_TEXT("supplier_feedback", 0, "our feedback"),
    [CRM_K_AUTHORITY_AT] = CRM_STAMP("authority_at", "when the authority was told"),
    [CRM_K_AUTHORITY] = CRM_TEXT("authority", 0, "which authority"),
    [CRM_K_AUTHORITY_REF] = CRM_TEXT("authority_ref", 0, "its number of the case"),
    [CRM_K_PUBLISHED_AT] = CRM_STAMP("published_at", "when the public had an answer"),
    [CRM_K_PUBLIC_ANSWER] = CRM_TEXT("public_answer", 0, "the public answer"),
    [CRM_K_COSTS] = CRM_HASHED("costs", &crm_complaint_costs, "what it has cost"),
    [CRM_K_CLOSED_AT] = CRM_STAMP("closed_at", "when it was closed"),
    [CRM_K_RESULT] = CRM_TEXT("result", 0, "result of the case (D8)"),
    [CRM_K_REOPENED_AT] = CRM_STAMP("reopened_at", "when it was last opened again"),
    [CRM_K_REOPEN_WHY] = CRM_TEXT("reopen_why", CRM_F_OWN, "why it was opened again"),
    [CRM_K_CUSTOMER_PART] =
        CRM_TEXT("customer_part", 0, "the customer's number of the part, where it is another"),
    [CRM_K_CUSTOMER_ORDER] = CRM_TEXT("customer_order", 0, "the customer's order of the goods"),
};

static const struct crm_schema schema = {"complaint", fields, CRM_K_COUNT};
static const struct crm_states complaint_states = {states, ended, gone};

/* K10 */
static const struct crm_recurrence recurrence = {
    .fields = {CRM_K_PART, CRM_K_DEFECT, 0},
    .received = CRM_K_RECEIVED_AT,
    .repeat_of = CRM_K_REPEAT_OF,
    .repeats = CRM_K_REPEATS,
    .chronic = CRM_K_CHRONIC,
    .reopen = "reopen",
};

const struct crm_kind crm_complaint = {
    .name = "complaint",
    .prefix = "C",
    .flow = {&schema, &complaint_states, crm_complaint_steps},
    .clocks = crm_complaint_clocks,
    .recurrence = &recurrence,
    .todo = &crm_complaint_todo,
    .check = crm_goods_check,
};

const char *crm_complaint_name(int field)
{
	return fields[field].name;
}
