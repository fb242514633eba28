/* crm-notify: who is told what, when and how; text, approval, sending, cost. */
#include "cmd/crm-notify/notify.h"
#include "cmd/crm-notify/plan.h"
#include "cmd/crm-notify/templates.h"
#include "cmd/crm-notify/work.h"
#include "lib/rules/notice/notice.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    {"draft", "[FILE|-]...", "a notice for each addressee, once each", notify_draft_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_STEP, notify_draft},
    {"preview", "ID", "what is sent, as it is frozen", notify_preview_opts, CRM_CMD_ASOF,
        notify_preview},
    {"edit", "ID", "another text; voids the approval that there is", notify_edit_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, notify_edit},
    NOTIFY_POST_COMMANDS,
    NOTIFY_WORK_COMMANDS,
    {"templates", NOTIFY_TEMPLATES_OPERANDS, NOTIFY_TEMPLATES_SUMMARY, notify_templates_opts,
        CRM_CMD_OUTPUT, notify_templates},
    CRM_RECORD_COMMANDS,
    {"clocks", "[ID|-]...", "verdict of each clock", NULL,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER | CRM_CMD_EXPLAIN, crm_cmd_clocks},
    {"due", "", "for whom a periodic notice falls due: rows for draft", notify_due_opts,
        CRM_CMD_OUTPUT, notify_due},
    {"late", "[FILE|-]...", "clocks past their limit", crm_late_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_cmd_late},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-notify",
    .summary = "notices: text, approval, sending, cost",
    .kind = &crm_notice,
    .commands = commands,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
