/*
 * crm-store: the store itself. The table of its commands.
 */
#include "cmd/crm-store/store.h"

static const struct crm_command commands[] = {
    {"init", "[DIR]", "makes a store", store_init_opts, 0, store_init},
    {"import", "KIND FILE|-...", "takes in the rows of files", store_import_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_STEP, store_import},
    {"base", "KIND FILE|-", "replaces the base table of a kind", store_base_opts,
        CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_STEP, store_base},
    {"export", "KIND", "all records", NULL, CRM_CMD_OUTPUT | CRM_CMD_FILTER, store_export},
    {"check", "[KIND]...", "what is wrong with the records", store_check_opts, CRM_CMD_OUTPUT,
        store_check},
    {"verify", "", "edits, losses and forks of the journals", store_verify_opts, CRM_CMD_OUTPUT,
        store_verify},
    {"head", "", "a digest of each journal, to be kept elsewhere", NULL, CRM_CMD_OUTPUT,
        store_head},
    {"schema", "KIND", "JSON Schema of a kind", NULL, 0, store_schema},
    {"log", "[KIND [ID]]", "the journals' lines in the order of the file", NULL, CRM_CMD_OUTPUT,
        store_log},
    {"calendar", "NAME", "a working calendar's days, or a date counted in it", store_calendar_opts,
        CRM_CMD_OUTPUT, store_calendar},
    {"todo", "[KIND]...", "what is to be done, over all kinds", store_todo_opts,
        CRM_CMD_OUTPUT | CRM_CMD_FILTER, store_todo},
    {"resolve", "ID...", "settles records whose branches contradict each other", store_resolve_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, store_resolve},
    {"renumber", "[KIND]", "gives the second of two records of one id its own", store_renumber_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, store_renumber},
    {"compact", "KIND", "one line for each ended record", store_compact_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, store_compact},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-store", .summary = "the store itself", .commands = commands};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
