/* crm-customer: customers, whom of them we speak to, how and when, and what they agreed to. */
#include "cmd/crm-customer/customer.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    CRM_RECORD_COMMANDS,
    {"contacts", "[FILE|-]...", "whom to reach, how and when", customer_contacts_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER | CRM_CMD_EXPLAIN, customer_contacts},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-customer",
    .summary = "customers, contacts, preferences and consent",
    .kind = &crm_customer,
    .commands = commands,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
