/* The steps of a sample: from the request to the customer's verdict, and its renewal. */
#include "lib/rules/sample/sample_private.h"

#define LIVE "open sent approved rejected"
#define KEPT LIVE " withdrawn"

static const struct crm_step_field open_fields[] = {
    {CRM_S_CUSTOMER, true},
    {CRM_S_SORT, true},
    {CRM_S_ORDER, false},
    {CRM_S_PART, false},
    {CRM_S_CHANGE_LEVEL, false},
    {CRM_S_LOT, false},
    {CRM_S_COLOURS, false},
    {CRM_S_SIZES, false},
    {CRM_S_LIGHT_SOURCE, false},
    {CRM_S_SUBSTITUTE, false},
    {CRM_S_COPIES, false},
    {CRM_S_REQUIREMENTS, false},
    {CRM_S_OWNER, false},
    {CRM_S_DUE, false},
    {CRM_S_SHIP_ON, false},
    {0, false},
};
static const struct crm_step_field data_fields[] = {
    {CRM_S_DUE, false}, {CRM_S_SHIP_ON, false}, {CRM_S_REQUIREMENTS, false}, {0, false}};
static const struct crm_step_field send_fields[] = {
    {CRM_S_SENT_HOW, false}, {CRM_S_COPIES, false}, {CRM_S_LOT, false}, {0, false}};
static const struct crm_step_field verdict_fields[] = {
    {CRM_S_VERDICT, true},
    {CRM_S_VERDICT_BY, false},
    {CRM_S_REFERENCE, false},
    {CRM_S_COMMENTS, false},
    {CRM_S_EXPIRY, false},
    {0, false},
};
static const struct crm_step_field keep_fields[] = {{CRM_S_KEPT_PLACE, true}, {0, false}};
static const struct crm_step_field renew_fields[] = {{CRM_S_EXPIRY, true}, {0, false}};
static const struct crm_step_field withdraw_fields[] = {{CRM_S_WITHDRAWN_WHY, true}, {0, false}};

static const struct crm_opt verdict_opts[] = {
    {"why", 0, CRM_OPT_TEXT, "TEXT", "why a verdict that was mistyped is corrected", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
static const struct crm_opt renew_opts[] = {
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "the paper by which it is renewed", true},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_step crm_sample_steps[] = {
    {.name = "open",
        .to = "open",
        .stamp = CRM_S_OPENED_AT,
        .fields = open_fields,
        .flags = CRM_STEP_RECORD,
        .rule = crm_sample_rule_open,
        .looks = "",
        .summary = "a sample is asked for, of a sort of the procedure's"},
    {.name = "data",
        .from = "open",
        .stamp = CRM_S_DATA_AT,
        .fields = data_fields,
        .rule = crm_sample_rule_data,
        .looks = "",
        .summary = "its data were handed over: due by its sort's limit"},
    {.name = "send",
        .from = "open rejected",
        .to = "sent",
        .stamp = CRM_S_SENT_AT,
        .fields = send_fields,
        .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN,
        .rule = crm_sample_rule_send,
        .looks = "",
        .summary = "it goes to the customer; after a rejection another round"},
    {.name = "receive",
        .from = "sent",
        .stamp = CRM_S_RECEIVED_AT,
        .rule = crm_sample_rule_receive,
        .summary = "the customer has it: the verdict is waited for from here on"},
    {.name = "chase",
        .from = "sent",
        .stamp = CRM_S_CHASED_AT,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_sample_rule_chase,
        .summary = "the customer was asked for the verdict"},
    {.name = "verdict",
        .from = "sent approved rejected",
        .stamp = CRM_S_VERDICT_AT,
        .fields = verdict_fields,
        .opts = verdict_opts,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_sample_rule_verdict,
        .looks = "",
        .summary = "approved, comments or rejected; --why corrects one that was mistyped"},
    {.name = "keep",
        .from = LIVE,
        .stamp = CRM_S_KEPT_AT,
        .fields = keep_fields,
        .flags = CRM_STEP_AGAIN,
        .summary = "our copy: where it is kept"},
    {.name = "renew",
        .from = "approved",
        .stamp = CRM_S_RENEWED_AT,
        .fields = renew_fields,
        .opts = renew_opts,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_sample_rule_renew,
        .looks = "",
        .summary = "a later last day, of boundary and master samples"},
    {.name = "withdraw",
        .from = LIVE,
        .to = "withdrawn",
        .stamp = CRM_S_WITHDRAWN_AT,
        .fields = withdraw_fields,
        .summary = "it is not needed any more"},
    CRM_STEP_NOTE(KEPT " void duplicate"),
    {.name = "amend",
        .from = KEPT,
        .opts = crm_why_opts,
        .flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,
        .rule = crm_sample_rule_amend,
        .looks = "",
        .summary = "mends fields, not what was sent or judged; verdicts are derived anew"},
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {.name = NULL},
};
