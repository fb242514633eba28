/* crm-store log [KIND [ID]]: the journals' lines in the order of the file. */
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"

static const struct crm_column columns[] = {
    {.name = "id"},
    {.name = "step"},
    {.name = "at"},
    {.name = "rec", .optional = true},
    {.name = "by"},
    {.name = "login", .optional = true},
    {.name = "state", .optional = true},
    {.name = "new", .optional = true},
    {.name = "op", .optional = true},
    {.name = "tx", .optional = true},
};

static int put_line(
    struct crm_run *r, struct crm_output *out, const char *path, const struct crm_line *line)
{
	struct crm_record *record = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_record_parse(line->text, line->len, &r->limits, &record, &e) < 0) {
		crm_err_place(&e, path, line->number, NULL);
		return crm_run_fail(r, &e);
	}
	crm_output_record(out, record);
	crm_record_free(record);
	return 0;
}

static int put_lines(struct crm_run *r, struct crm_output *out, const char *kind,
    struct crm_journal *j, const char *id)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_line line;
	size_t pos = 0;
	int got;

	crm_buf_addf(&path, "%s/%s.jsonl", crm_store_dir(r->store), kind);
	for (;;) {
		got = id != NULL ? crm_journal_next_of(j, id, &pos, &line, &e)
		                 : crm_journal_next(j, &pos, &line, &e);
		if (got <= 0)
			break;
		(void)put_line(r, out, crm_buf_str(&path), &line);
	}
	crm_buf_release(&path);
	return got < 0 ? crm_run_fail(r, &e) : 0;
}

static int put_kind(struct crm_run *r, struct crm_output *out, const char *kind, const char *id)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_journal *j = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int rc = -1, has = 1;

	if (crm_journal_open(r->store, kind, notes, &j, &e) < 0 ||
	    (id != NULL && (has = crm_journal_has(j, id, &e)) < 0)) {
		(void)crm_run_fail(r, &e);
	} else if (has == 0) {
		(void)crm_err_set(&e, CRM_NOINPUT, "no %s has the id '%s'", kind, id);
		(void)crm_run_fail(r, &e);
	} else {
		rc = put_lines(r, out, kind, j, id);
	}
	crm_journal_free(j);
	crm_run_notes(r, notes);
	crm_findings_free(notes);
	return rc;
}

void store_log(struct crm_run *r)
{
	const char *kind = crm_args_operand(r->args, 0), *id = crm_args_operand(r->args, 1);
	struct crm_output *out = NULL;

	if (store_operands(r, 0, 2) < 0 || (kind != NULL && crm_run_kind(r, kind) < 0) ||
	    crm_run_store(r) < 0)
		return;
	if (kind == NULL && crm_args_has(r->args, "mask")) {
		crm_run_usage(r, "--mask needs a kind");
		return;
	}
	if (crm_output_new(
	        r, CRM_OUT_LINES, columns, sizeof(columns) / sizeof(columns[0]), false, &out) < 0)
		return;
	if (kind != NULL) {
		(void)put_kind(r, out, kind, id);
	} else {
		for (size_t i = 0; (kind = crm_store_kind(r->store, i)) != NULL; i++)
			(void)put_kind(r, out, kind, NULL);
	}
	crm_output_end(r, out);
}
