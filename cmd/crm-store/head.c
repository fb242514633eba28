/*
 * crm-store head: a digest of each journal; crm-store verify: edits, losses
 * and forks, and whether the journals still begin as kept heads say.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/tool/found.h"

enum { KIND, BYTES, LINES, EPOCH, SHA256, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind"},
    [BYTES] = {.name = "bytes", .right = true},
    [LINES] = {.name = "lines", .right = true},
    [EPOCH] = {.name = "epoch", .right = true},
    [SHA256] = {.name = "sha256"},
};

void store_head(struct crm_run *r)
{
	struct crm_output *out = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_head head;
	const char *kind;

	if (store_operands(r, 0, 0) < 0 || crm_run_store(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) < 0)
		return;
	for (size_t i = 0; (kind = crm_store_kind(r->store, i)) != NULL; i++) {
		struct crm_cell cells[COLUMNS];

		if (crm_store_head(r->store, kind, &head, &e) < 0) {
			(void)crm_run_fail(r, &e);
			break;
		}
		if (head.bytes == 0) /* a base table alone, or nothing yet */
			continue;
		cells[KIND] = crm_cell_text(head.kind);
		cells[BYTES] = crm_cell_int(head.bytes);
		cells[LINES] = crm_cell_int(head.lines);
		cells[EPOCH] = crm_cell_int(head.epoch);
		cells[SHA256] = crm_cell_text(head.sha256);
		crm_output_row(out, cells);
	}
	crm_output_end(r, out);
}

/* ---- verify ---- */

const struct crm_opt store_verify_opts[] = {
    {"head", 0, CRM_OPT_TEXT, "FILE", "rows that crm-store head gave earlier", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_field a_count = {.type = CRM_T_INT};

/* An absent one leaves *out as it is; must: it may not be absent. */
static int count(const struct crm_record *row, const char *name, bool must, int64_t *out)
{
	struct crm_cell cell;

	crm_record_cell(row, name, &a_count, NULL, &cell);
	if (cell.type == CRM_T_ABSENT && !must)
		return 0;
	if (cell.type != CRM_T_INT || cell.u.i < 0)
		return -1;
	*out = cell.u.i;
	return 0;
}

static int read_head(const struct crm_record *row, struct crm_head *h)
{
	const char *kind = crm_record_text(row, "kind"), *sum = crm_record_text(row, "sha256");

	if (kind == NULL || sum == NULL || strlen(kind) >= sizeof(h->kind) || strlen(sum) != 64 ||
	    strspn(sum, "0123456789abcdef") != 64)
		return -1;
	(void)snprintf(h->kind, sizeof(h->kind), "%s", kind);
	(void)snprintf(h->sha256, sizeof(h->sha256), "%s", sum);
	h->epoch = 0;
	if (count(row, "bytes", true, &h->bytes) < 0 || count(row, "lines", true, &h->lines) < 0 ||
	    count(row, "epoch", false, &h->epoch) < 0)
		return -1;
	return 0;
}

static int verify_row(struct crm_run *r, const struct crm_reader *reader,
    const struct crm_record *row, struct crm_findings *f)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_head h;

	if (read_head(row, &h) < 0)
		(void)crm_err_at(&e, CRM_BADINPUT, crm_reader_source(reader),
		    crm_reader_line(reader), NULL,
		    "not a row of crm-store head: kind, bytes, lines, sha256 expected");
	else if (crm_store_verify_head(r->store, &h, f, &e) == 0)
		return 0;
	return crm_run_fail(r, &e);
}

static int verify_heads(struct crm_run *r, const char *path, struct crm_findings *f)
{
	struct crm_reader_opts o = {.limits = &r->limits};
	struct crm_reader *reader = NULL;
	struct crm_record *row;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got;
	size_t rows = 0;
	int rc = 0;

	if (crm_reader_open(path, &o, NULL, &reader, &e) < 0)
		return crm_run_fail(r, &e);
	for (; rc == 0; rows++) {
		row = NULL;
		got = crm_reader_record(reader, &row, &e);
		if (got == CRM_READ_END)
			break;
		rc = got == CRM_READ_OK ? verify_row(r, reader, row, f) : crm_run_fail(r, &e);
		crm_record_free(row);
	}
	crm_reader_free(reader);
	if (rc == 0 && rows == 0) {
		(void)crm_err_at(&e, CRM_BADINPUT, path, 0, NULL,
		    "no row of crm-store head in it: nothing can be compared");
		rc = crm_run_fail(r, &e);
	}
	return rc;
}

static int verify_kinds(struct crm_run *r, struct crm_findings *f)
{
	struct crm_err e = CRM_ERR_INIT;
	const char *kind;

	for (size_t i = 0; (kind = crm_store_kind(r->store, i)) != NULL; i++) {
		crm_case_open(f, kind);
		if (crm_store_verify(r->store, kind, f, &e) < 0)
			return crm_run_fail(r, &e);
	}
	return 0;
}

void store_verify(struct crm_run *r)
{
	struct crm_findings *f = crm_findings_new();
	const char *heads = crm_args_text(r->args, "head");
	int rc;

	if (store_operands(r, 0, 0) == 0 && crm_found_opts(r) == 0 && crm_run_store(r) == 0) {
		rc = verify_kinds(r, f);
		if (rc == 0 && heads != NULL)
			rc = verify_heads(r, heads, f);
		crm_found(r, f, rc, CRM_ERROR);
	}
	crm_findings_free(f);
}
