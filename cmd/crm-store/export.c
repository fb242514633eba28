/* crm-store export KIND: all records. */
#include <stdlib.h>

#include "cmd/crm-store/store.h"

static bool chosen(struct crm_run *r, struct crm_arena *a, const struct crm_record *record)
{
	struct crm_view view;

	crm_arena_clear(a);
	crm_view_of_record(crm_run_shape(r), record, a, &view);
	return crm_where_match(r->where, &view);
}

static void export(struct crm_run *r, struct crm_output *out)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = CRM_READ_FAIL;

	if (crm_store_reader(
	        r->store, r->kind->name, crm_run_shape(r), r->as_of, notes, &reader, &e) == 0)
		got = CRM_READ_OK;
	while (got == CRM_READ_OK || got == CRM_READ_BAD) {
		record = NULL;
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_BAD) {
			(void)crm_run_fail(r, &e);
			crm_err_clear(&e);
		} else if (got == CRM_READ_OK && chosen(r, &arena, record)) {
			crm_output_record(out, record);
		}
		crm_record_free(record);
	}
	if (got == CRM_READ_FAIL)
		(void)crm_run_fail(r, &e);
	crm_run_notes(r, notes);
	crm_reader_free(reader);
	crm_arena_release(&arena);
	crm_findings_free(notes);
}

void store_export(struct crm_run *r)
{
	struct crm_output *out = NULL;
	struct crm_column *brief;
	size_t n;

	if (store_operands(r, 1, 1) < 0 || crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 ||
	    crm_run_store(r) < 0 || crm_run_where(r) < 0)
		return;
	brief = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_output_new(r, CRM_OUT_RECORDS, brief, n, false, &out) == 0) {
		export(r, out);
		crm_output_end(r, out);
	}
	free(brief);
}
