/* crm-complaint: complaints from intake to closure, and their clocks. */
#include "cmd/crm-complaint/complaint.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/eightd/eightd.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    CRM_LISTING_COMMANDS,
    {"8d", "ID|-...", "the 8D report: what is missing, deadlines met", complaint_8d_opts,
        CRM_CMD_INPUT | CRM_CMD_ASOF, complaint_8d},
    {"blocks", "[PART|LOT]...", "what must not be delivered now, and why", complaint_blocks_opts,
        CRM_CMD_OUTPUT | CRM_CMD_ASOF, complaint_blocks},
    {"similar", "ID [FILE|-]...", "complaints that share something with this one", NULL,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, complaint_similar},
    {"chronic", "[FILE|-]...", "part and defect that came back too often", complaint_chronic_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, complaint_chronic},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_command concession_commands[] = {
    CRM_RECORD_COMMANDS,
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool_group groups[] = {
    {"concession", &crm_concession, concession_commands, "concessions of the customer"},
    {NULL, NULL, NULL, NULL},
};

/* What profiles of the 8D may ask for. */
static size_t need_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	const struct crm_eightd_need *n = crm_eightd_need_at(i);

	if (n == NULL)
		return 0;
	cells[0] = n->name;
	cells[1] = n->step;
	cells[2] = n->text;
	return 3;
}

static const struct crm_tool_table tables[] = {{"needs", need_row}, {NULL, NULL}};

static const struct crm_tool tool = {
    .name = "crm-complaint",
    .summary = "complaints from intake to closure, and their response clocks",
    .kind = &crm_complaint,
    .commands = commands,
    .groups = groups,
    .tables = tables,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
