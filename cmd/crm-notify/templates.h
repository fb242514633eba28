/* The command `templates` of crm-notify. */
#ifndef CMD_CRM_NOTIFY_TEMPLATES_H
#define CMD_CRM_NOTIFY_TEMPLATES_H

#include "lib/tool/run.h"

/* Its row: {"templates", NOTIFY_TEMPLATES_OPERANDS, NOTIFY_TEMPLATES_SUMMARY,
 * notify_templates_opts, CRM_CMD_OUTPUT, notify_templates} */
#define NOTIFY_TEMPLATES_OPERANDS "[list|lint|show] [NAME]..."
#define NOTIFY_TEMPLATES_SUMMARY "texts of notices: which there are, what is wrong with them"

extern const struct crm_opt notify_templates_opts[];
void notify_templates(struct crm_run *r);

#endif
