/* crm-order: orders from intake and contract review to delivery and filing; quotes and samples. */
#include "cmd/crm-order/order.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    CRM_LISTING_COMMANDS,
    {"review", "ID|-...", "what is missing, by department and line; the sort and why",
        order_review_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_ASOF, order_review},
    {"gate", "ID|-...", "why goods must not leave now: all reasons", order_gate_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_ASOF, order_gate},
    {"copy", "ID", "a new order with the goods and terms of an old one", order_copy_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, order_copy},
    {"compare", "ID|-...", "the technical sheet against last time's", order_compare_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_ASOF, order_compare},
    {"where", "[FILE|-]...", "where a lot or a part went", order_where_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, order_where},
    {"risk", "[FILE|-]...", "what endangers a promise, and why", order_risk_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, order_risk},
    {"print", "PAPER [ID|-]...",
        "review sheet, production order, follow-up table, inspection report", order_print_opts,
        CRM_CMD_INPUT | CRM_CMD_FILTER, order_print},
    {"owed", "", "open points, by who owes them", order_owed_opts, CRM_CMD_OUTPUT | CRM_CMD_FILTER,
        order_owed},
    {"chase", "[ID|-]...", "what is to be asked for again today; with ID: it was", order_chase_opts,
        CRM_CMD_STEP | CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_PIPED, order_chase},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_command group_commands[] = {
    CRM_LISTING_COMMANDS,
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool_group groups[] = {
    {"quote", &crm_quote, group_commands, "quotes: prices decided, sent, chased until the answer"},
    {"sample", &crm_sample, group_commands, "samples that the customer judges"},
    {NULL, NULL, NULL, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-order",
    .summary = "orders: contract review, sign-offs, follow-up, delivery",
    .kind = &crm_order,
    .commands = commands,
    .groups = groups,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
