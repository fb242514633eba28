/* The steps of a quote: from the enquiry to the customer's answer. */
#include "lib/rules/quote/quote_private.h"

#define LIVE "open approved sent"
#define KEPT LIVE " won lost withdrawn"

static const struct crm_step_field open_fields[] = {
    {CRM_Q_CUSTOMER, true},
    {CRM_Q_CURRENCY, false},
    {CRM_Q_NEW_CUSTOMER, false},
    {CRM_Q_ENQUIRY, false},
    {CRM_Q_OWNER, false},
    {CRM_Q_MATERIALS, false},
    {CRM_Q_VALID_FROM, false},
    {CRM_Q_VALID_UNTIL, false},
    {CRM_Q_TERMS, false},
    {CRM_Q_PAYMENT, false},
    {0, false},
};
static const struct crm_step_field price_fields[] = {
    {CRM_PRICE_PART, true},
    {CRM_PRICE_FROM, true},
    {CRM_PRICE_PRICE, true},
    {CRM_PRICE_CHANGE_LEVEL, false},
    {0, false},
};
static const struct crm_step_field unprice_fields[] = {
    {CRM_PRICE_PART, true}, {CRM_PRICE_FROM, false}, {0, false}};
static const struct crm_step_field cost_fields[] = {
    {CRM_Q_COSTING, true}, {CRM_Q_MATERIALS, false}, {0, false}};
static const struct crm_step_field approve_fields[] = {{CRM_Q_TAKEN, false}, {0, false}};
static const struct crm_step_field send_fields[] = {{CRM_Q_SENT_TO, true}, {0, false}};
static const struct crm_step_field chase_fields[] = {{CRM_Q_CHASE_RESULT, true}, {0, false}};
static const struct crm_step_field estimate_fields[] = {{CRM_Q_ESTIMATE, true}, {0, false}};
static const struct crm_step_field win_fields[] = {
    {CRM_Q_REFERENCE, true}, {CRM_Q_COUNTERSIGNED, false}, {0, false}};
static const struct crm_step_field lose_fields[] = {{CRM_Q_LOST_WHY, true}, {0, false}};
static const struct crm_step_field countersign_fields[] = {{CRM_Q_COUNTERSIGNED, true}, {0, false}};
static const struct crm_step_field withdraw_fields[] = {{CRM_Q_WITHDRAWN_WHY, true}, {0, false}};
static const struct crm_step_target prices_target = {
    CRM_Q_PRICES, CRM_ITEM_KEYED, CRM_PRICE_PART, CRM_PRICE_FROM};

const struct crm_step crm_quote_steps[] = {
    {.name = "open",
        .to = "open",
        .stamp = CRM_Q_OPENED_AT,
        .fields = open_fields,
        .flags = CRM_STEP_RECORD,
        .rule = crm_quote_rule_open,
        .summary = "begins a quote"},
    {.name = "price",
        .from = LIVE,
        .fields = price_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_price,
        .summary = "the price of a part from a quantity on; voids the approval that there is",
        .target = &prices_target},
    {.name = "unprice",
        .from = LIVE,
        .fields = unprice_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_unprice,
        .summary = "takes such a price out again",
        .target = &prices_target},
    {.name = "cost",
        .from = LIVE,
        .fields = cost_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_cost,
        .summary = "its costing sheet, by its hash"},
    {.name = "approve",
        .from = LIVE,
        .to = "approved",
        .stamp = CRM_Q_APPROVED_AT,
        .fields = approve_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_approve,
        .looks = "",
        .summary = "decides the prices, and whether a new customer is taken"},
    {.name = "send",
        .from = "approved",
        .to = "sent",
        .stamp = CRM_Q_SENT_AT,
        .fields = send_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_send,
        .summary = "it goes to the customer, with the prices that were approved"},
    {.name = "chase",
        .from = "sent",
        .stamp = CRM_Q_CHASED_AT,
        .fields = chase_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = crm_quote_rule_chase,
        .summary = "the customer was asked for an answer, and what came out"},
    {.name = "estimate",
        .from = LIVE " won",
        .stamp = CRM_Q_ESTIMATED_AT,
        .fields = estimate_fields,
        .rule = crm_quote_rule_estimate,
        .summary = "a new customer has confirmed the estimate, before there are samples",
        .applies = "new_customer=true"},
    {.name = "win",
        .from = "sent",
        .to = "won",
        .stamp = CRM_Q_ANSWERED_AT,
        .fields = win_fields,
        .rule = crm_quote_rule_win,
        .summary = "the customer orders by it"},
    {.name = "lose",
        .from = LIVE,
        .to = "lost",
        .stamp = CRM_Q_ANSWERED_AT,
        .fields = lose_fields,
        .rule = crm_quote_rule_lose,
        .summary = "the customer does not, and why"},
    {.name = "countersign",
        .from = "won",
        .stamp = CRM_Q_COUNTERSIGNED_AT,
        .fields = countersign_fields,
        .rule = crm_quote_rule_after,
        .summary = "the customer's signature on it is in hand"},
    {.name = "report",
        .from = "won lost",
        .stamp = CRM_Q_REPORTED_AT,
        .rule = crm_quote_rule_after,
        .summary = "finance was told what came out"},
    {.name = "withdraw",
        .from = LIVE,
        .to = "withdrawn",
        .stamp = CRM_Q_WITHDRAWN_AT,
        .fields = withdraw_fields,
        .summary = "we take it back"},
    CRM_STEP_NOTE(KEPT " void duplicate"),
    {.name = "amend",
        .from = KEPT,
        .opts = crm_why_opts,
        .flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,
        .rule = crm_quote_rule_amend,
        .summary = "mends fields; what was decided voids its approval, when it has ended it stays"},
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {.name = NULL},
};
