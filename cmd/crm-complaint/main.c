/* crm-complaint: complaints from intake to closure, and their clocks. */
#include "lib/rules/complaint.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    CRM_LISTING_COMMANDS,
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-complaint",
    .summary = "complaints from intake to closure, and their response clocks",
    .kind = &crm_complaint,
    .commands = commands,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
