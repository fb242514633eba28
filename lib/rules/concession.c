#include "lib/rules/concession.h"

#include "lib/rules/concession_private.h"
#include "lib/rules/field_rows.h"

static const char *const states[] = {
    "open", "authorised", "used_up", "refused", "ended", "void", "duplicate", NULL};
static const char *const ended[] = {"ended", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};

static const struct crm_field use_fields[CRM_USE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_USE_DELIVERY] = CRM_TEXT("delivery", 0, "the delivery: its note or number"),
    [CRM_USE_QUANTITY] = CRM_COUNT("quantity", "pieces delivered on it"),
    [CRM_USE_LOT] = CRM_TEXT("lot", 0, "lot of these pieces"),
    [CRM_USE_CONTAINERS] = CRM_COUNT("containers", "containers, each with the label"),
    [CRM_USE_LABEL] = CRM_TEXT("label", 0, "the label, where it is another one"),
};

static const struct crm_schema uses = {"use", use_fields, CRM_USE_COUNT};

static const struct crm_field fields[CRM_D_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_D_COMPLAINT] = {"complaint", CRM_T_TEXT, NULL, "complaint", NULL, 0,
        "the complaint that it belongs to"},
    [CRM_D_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer who is asked"},
    [CRM_D_PART] = CRM_TEXT("part", CRM_F_BRIEF | CRM_F_FIXED, "part number"),
    [CRM_D_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_D_LOT] = CRM_TEXT("lot", CRM_F_BRIEF | CRM_F_FIXED, "lot; none: any of the part"),
    [CRM_D_DEVIATION] = CRM_TEXT("deviation", 0, "how the goods deviate"),
    [CRM_D_REQUIREMENT] = CRM_TEXT("requirement", 0, "what is required: drawing, paragraph"),
    [CRM_D_REASON] = CRM_TEXT("reason", 0, "why it is asked for"),
    [CRM_D_RISK_REVIEW] = CRM_TEXT("risk_review", 0, "review of its risks"),
    [CRM_D_BEFORE_SHIPMENT] =
        CRM_TYPED("before_shipment", CRM_T_BOOL, "are the goods still with us"),
    [CRM_D_QUANTITY] = {"quantity", CRM_T_INT, NULL, NULL, NULL,
        CRM_F_COUNT | CRM_F_BRIEF | CRM_F_FIXED, "pieces that may be delivered on it"},
    [CRM_D_VALID_UNTIL] = {"valid_until", CRM_T_DATE, NULL, NULL, NULL, CRM_F_BRIEF | CRM_F_FIXED,
        "last day on which they may be"},
    [CRM_D_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us is answerable for it"),
    [CRM_D_REQUESTED_AT] = CRM_STAMP("requested_at", "when it was asked for"),
    [CRM_D_AUTHORISED_AT] = {"authorised_at", CRM_T_INSTANT, NULL, NULL, NULL,
        CRM_F_STAMP | CRM_F_FIXED, "when the customer authorised it"},
    [CRM_D_AUTHORISATION] =
        CRM_TEXT("authorisation", CRM_F_FIXED, "the customer's paper: its number"),
    [CRM_D_AUTHORISED_BY] =
        CRM_TEXT("authorised_by", CRM_F_PERSONAL | CRM_F_FIXED, "who at the customer"),
    [CRM_D_LABEL] = CRM_TEXT("label", 0, "what each container is labelled with"),
    [CRM_D_REFUSED_AT] = CRM_STAMP("refused_at", "when the customer refused it"),
    [CRM_D_REFUSED_WHY] = CRM_TEXT("refused_why", 0, "the customer's reason"),
    [CRM_D_USES] = CRM_KEYED("uses", &uses, "deliveries on it, by delivery"),
    [CRM_D_USED_UP_AT] = CRM_STAMP("used_up_at", "when the last piece was used"),
    [CRM_D_ENDED_AT] = CRM_STAMP("ended_at", "when it ended"),
    [CRM_D_BACK_TO_SPEC] =
        CRM_TEXT("back_to_spec", 0, "what shows that parts are to specification again"),
};

static const struct crm_schema schema = {"concession", fields, CRM_D_COUNT};
static const struct crm_states concession_states = {states, ended, gone};

const struct crm_kind crm_concession = {
    .name = "concession",
    .prefix = "D",
    .flow = {&schema, &concession_states, crm_concession_steps},
    .refuses = crm_concession_refuses,
    .check = crm_concession_check,
    .todo = &crm_concession_todo,
};

const char *crm_concession_name(int field)
{
	return fields[field].name;
}
