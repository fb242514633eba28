#include "lib/rules/complaint.h"

#include "lib/rules/complaint_private.h"

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
/* K3 */
static const char *const disposition_words[] = {"return", "concession", "rework_on_site", "sort",
    "rework", "repair", "scrap", "rework_by_customer", NULL};
static const char *const agreement_words[] = {"exchange", "return", "make_up", NULL};

#define TEXT(name, flags, doc)                                 \
	{                                                      \
		name, CRM_T_TEXT, NULL, NULL, NULL, flags, doc \
	}
#define WORDS(name, words, doc)                             \
	{                                                   \
		name, CRM_T_TEXT, words, NULL, NULL, 0, doc \
	}
#define COUNT(name, doc)                                            \
	{                                                           \
		name, CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT, doc \
	}
#define STAMP(name, doc)                                                \
	{                                                               \
		name, CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, doc \
	}

static const struct crm_field fields[CRM_K_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_K_CLASS] = WORDS("class", class_words, "class of the complaint"),
    [CRM_K_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer that complains"},
    [CRM_K_CUSTOMER_REF] = TEXT("customer_ref", 0, "the customer's number of the complaint"),
    [CRM_K_SOURCE] = WORDS("source", source_words,
        "who brought it in: the resident engineer, "
        "our service, the customer"),
    [CRM_K_CHANNEL] = WORDS("channel", channel_words, "how it came in"),
    [CRM_K_CONTACT] = TEXT("contact", CRM_F_PERSONAL, "who at the customer complained"),
    [CRM_K_PLANT] = TEXT("plant", 0, "plant or place at the customer"),
    [CRM_K_PART] = TEXT("part", CRM_F_BRIEF, "part number"),
    [CRM_K_CHANGE_LEVEL] = TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_K_LOT] = TEXT("lot", CRM_F_BRIEF, "lot of the goods"),
    [CRM_K_SERIAL] = TEXT("serial", 0, "serial number of the goods"),
    [CRM_K_DELIVERY_NOTE] = TEXT("delivery_note", 0, "delivery note of the goods"),
    [CRM_K_DEFECT] = TEXT("defect", CRM_F_BRIEF, "the defect in a word or code"),
    [CRM_K_DESCRIPTION] = TEXT("description", 0, "what is wrong, in the customer's words"),
    [CRM_K_QUANTITY] = COUNT("quantity", "pieces affected"),
    [CRM_K_QUANTITY_SUSPECT] = COUNT("quantity_suspect", "pieces under suspicion"),
    [CRM_K_QUANTITY_RETURNED] = COUNT("quantity_returned", "pieces returned"),
    [CRM_K_RECEIVED_AT] = {"received_at", CRM_T_INSTANT, NULL, NULL, NULL,
        CRM_F_STAMP | CRM_F_BRIEF, "when we received it"},
    [CRM_K_CONFIRMED_AT] = STAMP("confirmed_at", "when it was repeated back"),
    [CRM_K_CONFIRMED_BY] = TEXT("confirmed_by", 0, "who repeated it back"),
    [CRM_K_INFORMED_AT] = STAMP("informed_at", "when the quality engineer was informed"),
    [CRM_K_ENGINEER] = TEXT("engineer", CRM_F_OWNER, "quality engineer who owns the case"),
    [CRM_K_INFORMED_BY] = WORDS("informed_by", informed_words, "how the engineer was informed"),
    [CRM_K_CONTACTED_AT] =
        STAMP("contacted_at", "when the engineer reached the customer's quality contact"),
    [CRM_K_CONTACTED] = TEXT("contacted", CRM_F_PERSONAL, "the customer's quality contact"),
    [CRM_K_ANALYSED_AT] = STAMP("analysed_at", "when first cause and talk were known"),
    [CRM_K_FIRST_CAUSE] = TEXT("first_cause", 0, "first cause analysis"),
    [CRM_K_TALK_RESULT] = TEXT("talk_result", 0, "result of the talk with the customer"),
    [CRM_K_RELAYED_AT] = STAMP("relayed_at", "when a return was relayed to customer service"),
    [CRM_K_RELAYED_TO] = TEXT("relayed_to", 0, "who at customer service took it"),
    [CRM_K_DISPOSED_AT] = STAMP("disposed_at", "when the goods were disposed"),
    [CRM_K_DISPOSITION] = WORDS("disposition", disposition_words, "what becomes of the goods"),
    [CRM_K_AGREED_AT] = STAMP("agreed_at", "when the customer agreed to it"),
    [CRM_K_AGREEMENT] = WORDS("agreement", agreement_words, "what was agreed for a return"),
    [CRM_K_ARRANGED_AT] = STAMP("arranged_at", "when people for on-site rework were arranged"),
    [CRM_K_ARRANGED] = TEXT("arranged", 0, "who goes to the customer's site"),
    [CRM_K_REPLIED_AT] = STAMP("replied_at", "when the customer had a first answer"),
    [CRM_K_REPLY] = TEXT("reply", 0, "the first answer"),
    [CRM_K_ANSWERED_AT] = STAMP("answered_at", "when the customer had solution or proposal"),
    [CRM_K_SOLUTION] = TEXT("solution", 0, "the solution or proposed solution"),
    [CRM_K_DISPUTED] = {"disputed", CRM_T_BOOL, NULL, NULL, NULL, 0,
        "does the customer dispute the answer"},
    [CRM_K_CLOSED_AT] = STAMP("closed_at", "when it was closed"),
    [CRM_K_REOPENED_AT] = STAMP("reopened_at", "when it was last opened again"),
    [CRM_K_REOPEN_WHY] = TEXT("reopen_why", CRM_F_OWN, "why it was opened again"),
};

static const struct crm_schema schema = {"complaint", fields, CRM_K_COUNT};
static const struct crm_states complaint_states = {states, ended, gone};

const struct crm_kind crm_complaint = {
    .name = "complaint",
    .prefix = "C",
    .flow = {&schema, &complaint_states, crm_complaint_steps},
    .clocks = crm_complaint_clocks,
};

const char *crm_complaint_name(int field)
{
	return fields[field].name;
}
