/*
 * The commands that mean the same in every tool: for its command table.
 */
#ifndef CRM_TOOL_LISTING_H
#define CRM_TOOL_LISTING_H

#include "lib/tool/run.h"

/* list [FILE|-...]: records. show ID|-...: whole records; a table shows
 * field and value. log ID|-...: the steps. clocks [ID...]: a row a clock.
 * due --within DUR, late: a row a record naming each clock. */
void crm_cmd_list(struct crm_run *r);
void crm_cmd_show(struct crm_run *r);
void crm_cmd_log(struct crm_run *r);
void crm_cmd_clocks(struct crm_run *r);
void crm_cmd_due(struct crm_run *r);
void crm_cmd_late(struct crm_run *r);

/* --within: how soon, as a duration from now. 0, or -1 after a message. */
int crm_run_within(struct crm_run *r, const char *text, struct crm_instant *until);

extern const struct crm_opt crm_due_opts[];  /* --within DUR */
extern const struct crm_opt crm_late_opts[]; /* --check --running --all */

/* Their rows, for a tool's table; all take the flags they need. Kinds without clocks have the
 * first three. */
/* clang-format off */
#define CRM_RECORD_COMMANDS                                                                        \
	{"list", "[FILE|-]...", "records", NULL,                                                   \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_cmd_list},                        \
	{"show", "ID|-...", "whole records", NULL,                                                 \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_ASOF, crm_cmd_show},                          \
	{"log", "ID|-...", "the steps of a record", NULL,                                          \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_ASOF, crm_cmd_log}
#define CRM_LISTING_COMMANDS                                                                       \
	CRM_RECORD_COMMANDS,                                                                       \
	{"clocks", "[ID|-]...", "verdict of each clock", NULL,                                     \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER | CRM_CMD_EXPLAIN, crm_cmd_clocks},    \
	{"due", "[FILE|-]...", "clocks that end soon", crm_due_opts,                               \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_cmd_due},                         \
	{"late", "[FILE|-]...", "clocks past their limit", crm_late_opts,                          \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_cmd_late}
/* clang-format on */

#endif
