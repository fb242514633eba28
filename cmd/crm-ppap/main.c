/* crm-ppap: the PPAP dossier, its completeness gate, and what a change calls for. */
#include "cmd/crm-ppap/ppap.h"
#include "lib/data/document.h"
#include "lib/rules/change/change.h"
#include "lib/rules/ppap/codes.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/rules/submission/submission.h"
#include "lib/tool/listing.h"

static const struct crm_command commands[] = {
    {"check", "MANIFEST...", "is the dossier complete and ready to be submitted", ppap_check_opts,
        0, ppap_check},
    {"new", "DIR", "makes a dossier: DIR/ppap.json", ppap_new_opts, CRM_CMD_OUTPUT, ppap_new},
    {"attach", "MANIFEST", "puts a file to an element, with its hash", ppap_attach_opts,
        CRM_CMD_OUTPUT, ppap_attach},
    {"na", "MANIFEST", "an element that does not apply, and why", ppap_na_opts, CRM_CMD_OUTPUT,
        ppap_na},
    {"waive", "MANIFEST", "what the customer waives, until when", ppap_waive_opts, CRM_CMD_OUTPUT,
        ppap_waive},
    {"set", "MANIFEST FIELD=VALUE...", "sets members of the manifest", ppap_set_opts,
        CRM_CMD_OUTPUT, ppap_set},
    {"todo", "MANIFEST...", "what is missing, whose it is and until when", ppap_todo_opts,
        CRM_CMD_OUTPUT, ppap_todo},
    {"seal", "MANIFEST", "hashes all of a complete dossier", ppap_seal_opts, CRM_CMD_OUTPUT,
        ppap_seal},
    {"verify", "MANIFEST...", "is it as it was sealed, years later", NULL, CRM_CMD_OUTPUT,
        ppap_verify},
    {"diff", "MANIFEST MANIFEST", "what differs between two submissions", ppap_diff_opts,
        CRM_CMD_OUTPUT, ppap_diff},
    {"psw", "MANIFEST [MANIFEST]", "the part submission warrant, to print and to sign",
        ppap_psw_opts, 0, ppap_psw},
    {"characteristics", "MANIFEST", "bill of characteristics: what covers each",
        ppap_characteristics_opts, 0, ppap_characteristics},
    {"dimensions", "MANIFEST", "dimensional report, to print", ppap_dimensions_opts, 0,
        ppap_dimensions},
    {"interim", "MANIFEST", "request for an interim approval with its plan", ppap_interim_opts, 0,
        ppap_interim},
    {"capability", "FILE", "process capability from raw values", ppap_capability_opts, 0,
        ppap_capability},
    {"grr", "FILE", "a gauge of variables from raw values", ppap_grr_opts, 0, ppap_grr},
    {"attribute", "FILE", "a gauge of attributes from raw values", ppap_attribute_opts, 0,
        ppap_attribute},
    {"dims", "CHARACTERISTICS RESULTS", "every result against its limits", ppap_dims_opts, 0,
        ppap_dims},
    {"fmea", "FILE", "RPN and Action Priority of each row", ppap_fmea_opts, 0, ppap_fmea},
    {"change", "[CODE...]", "must the customer be told of a change, or parts be submitted",
        ppap_change_opts, CRM_CMD_OUTPUT | CRM_CMD_STEP, ppap_change},
    {"schema", "", "JSON Schema of the manifest", NULL, 0, ppap_schema},
    {"submit", "MANIFEST", "hands a sealed dossier in: its record in the store", ppap_submit_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, ppap_submit},
    {"review", "MANIFEST", "a supplier's package by the gate, with our profile", ppap_review_opts,
        CRM_CMD_OUTPUT | CRM_CMD_STEP, ppap_review},
    {"retain", "[ID]...", "what is kept until when and why, what may be destroyed",
        ppap_retain_opts, CRM_CMD_OUTPUT, ppap_retain},
    CRM_LISTING_COMMANDS,
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_command change_commands[] = {
    CRM_LISTING_COMMANDS,
    {NULL, NULL, NULL, NULL, 0, NULL},
};

static const struct crm_tool_group groups[] = {
    {"changes", &crm_change, change_commands,
        "changes that the customer was, or is owed to be, told"},
    {NULL, NULL, NULL, NULL},
};

/* ---- the manual's tables ---- */

static size_t code_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	const struct crm_ppap_code *c = crm_ppap_code_at(i);

	if (c == NULL)
		return 0;
	cells[0] = c->name;
	cells[1] = crm_severity_name(c->severity);
	cells[2] = c->text;
	return 3;
}

static size_t field_row(
    const struct crm_schema *s, size_t i, size_t end, const char *cells[CRM_TABLE_CELLS])
{
	if (i >= end)
		return 0;
	cells[0] = s->fields[i].name;
	cells[1] =
	    (s->fields[i].flags & CRM_F_LIST) != 0 ? "list" : crm_type_name(s->fields[i].type);
	cells[2] = s->fields[i].doc;
	return 3;
}

static size_t manifest_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	return field_row(&crm_ppap_schema, i, CRM_P_WARRANT, cells);
}

static size_t element_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	return field_row(&crm_ppap_element_schema, i, CRM_PE_COUNT, cells);
}

static size_t evidence_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	return field_row(&crm_ppap_evidence_schema, i, CRM_PV_COUNT, cells);
}

static size_t study_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	return field_row(&crm_ppap_study_schema, i, CRM_PS_COUNT, cells);
}

static size_t box_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	const struct crm_ppap_box *b = crm_ppap_box_at(i);

	if (b == NULL)
		return 0;
	cells[0] = b->key;
	cells[1] = b->required ? "required" : "";
	cells[2] = b->rule;
	return 3;
}

static size_t column_row(size_t i, const char *cells[CRM_TABLE_CELLS])
{
	for (int k = 0; k < CRM_PPAP_SHEETS; k++) {
		const struct crm_schema *s = crm_ppap_sheet_at((enum crm_ppap_sheet_kind)k);

		if (i < s->n) {
			cells[0] = s->name;
			cells[1] = s->fields[i].name;
			cells[2] = s->fields[i].doc;
			return 3;
		}
		i -= s->n;
	}
	return 0;
}

static const struct crm_tool_table tables[] = {
    {"findings", code_row},
    {"manifest", manifest_row},
    {"elements", element_row},
    {"evidence", evidence_row},
    {"studies", study_row},
    {"boxes", box_row},
    {"columns", column_row},
    {NULL, NULL},
};

static const struct crm_tool tool = {
    .name = "crm-ppap",
    .summary = "the PPAP dossier: completeness gate, warrant, what a change calls for",
    .kind = &crm_submission,
    .commands = commands,
    .groups = groups,
    .tables = tables,
};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
