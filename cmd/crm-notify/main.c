/* crm-notify: who is told what, when and how; text, approval, sending, cost. */
#include "cmd/crm-notify/notify.h"
#include "cmd/crm-notify/plan.h"
#include "cmd/crm-notify/templates.h"
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
    {"templates", NOTIFY_TEMPLATES_OPERANDS, NOTIFY_TEMPLATES_SUMMARY, notify_templates_opts,
        CRM_CMD_OUTPUT, notify_templates},
    CRM_LISTING_COMMANDS,
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
