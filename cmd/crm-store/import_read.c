/* Files into rows, before any lock: a pipe may be slow. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/import.h"
#include "lib/base/hash.h"
#include "lib/tool/steps.h"

/* What makes the row known again. seen counts equal rows of one file, so that
 * several files at once are as one after the other. */
static void row_op(const struct crm_import_row *row, struct crm_map *seen, struct item *it)
{
	char hash[65];

	if (row->key == CRM_KEY_CONTENT) {
		crm_content_op(seen, row->identity, row->identity_len, it->op);
	} else if (row->key == CRM_KEY_COLUMNS) {
		crm_sha256_hex(row->identity, row->identity_len, hash);
		(void)snprintf(it->op, sizeof(it->op), "key:%s", hash);
	}
}

/* The first column, and every reason. */
static void add_why(const struct crm_import_row *row, struct crm_buf *out)
{
	crm_buf_add(out, row->errs[0].field, strlen(row->errs[0].field) + 1);
	for (size_t i = 0; i < row->nerrs; i++) {
		if (i > 0)
			crm_buf_addf(out, "; %s: ", row->errs[i].field);
		crm_buf_addz(out, row->errs[i].text);
	}
	crm_buf_addc(out, '\0');
}

/* The key of the row, in few bytes. */
static void key_hash(const struct item *it, char out[16])
{
	char hex[65];

	if (it->key == CRM_KEY_COLUMNS)
		(void)snprintf(hex, sizeof(hex), "%s", it->op + strlen("key:"));
	else
		crm_sha256_hex(it->id, strlen(it->id), hex);
	for (size_t i = 0; i < 16; i++) {
		const char *const digits = "0123456789abcdef";
		long high = strchr(digits, hex[2 * i]) - digits;
		long low = strchr(digits, hex[2 * i + 1]) - digits;

		out[i] = (char)(high << 4 | low);
	}
}

uint64_t import_last(const struct import *im, const struct item *it)
{
	char hash[16];

	key_hash(it, hash);
	return *crm_map_value(im->keys, crm_map_find(im->keys, hash, sizeof(hash))) - 1;
}

/* Which row of its key was there before, and that this one is the last now. */
static void chain(struct import *im, struct item *it)
{
	char hash[16];
	size_t *last;

	if (it->refused || it->key == CRM_KEY_CONTENT)
		return;
	key_hash(it, hash);
	last = crm_map_value(im->keys, crm_map_put(im->keys, hash, sizeof(hash), NULL));
	it->before = *last;
	*last = crm_spool_size(&im->spool) + 1;
}

static int keep(struct import *im, struct item *it, const struct crm_import_row *row)
{
	struct crm_buf tail = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	it->refused = row->nerrs > 0;
	it->key = row->key;
	it->line = row->line;
	(void)snprintf(it->id, sizeof(it->id), "%s", row->id);
	if (!it->refused)
		crm_record_dump(row->fields, &tail);
	it->fields = tail.len;
	if (im->rejects_path != NULL && rejects_encode(&im->rejects, row, &tail) < 0) {
		crm_buf_release(&tail);
		return crm_run_usage(
		    im->run, "--rejects: files of CSV and of JSON are imported one by one");
	}
	it->raw = tail.len - it->fields;
	if (it->refused)
		add_why(row, &tail);
	it->why = tail.len - it->fields - it->raw;
	chain(im, it);
	rc = crm_spool_add(&im->spool, it, sizeof(*it), &e);
	if (rc == 0)
		rc = crm_spool_add(&im->spool, crm_buf_str(&tail), tail.len, &e);
	crm_buf_release(&tail);
	return rc < 0 ? crm_run_fail(im->run, &e) : 0;
}

/* One that cannot be taken. */
static int refuse_row(struct import *im, struct item *it, const struct crm_import_row *row)
{
	im->reject++;
	if (im->rejects_path != NULL)
		return keep(im, it, row);
	for (size_t i = 0; i < row->nerrs; i++)
		(void)crm_run_fail(im->run, &row->errs[i]);
	return 0;
}

static int take_row(
    struct import *im, size_t file, const struct crm_import_row *row, struct crm_map *seen)
{
	struct crm_import_row bad = *row;
	struct crm_err *errs = NULL;
	struct item it;
	int rc;

	memset(&it, 0, sizeof(it));
	it.file = file;
	im->rows++;
	if (row->nerrs == 0) {
		bad.nerrs = import_row_values(im, row, &errs);
		bad.errs = errs;
	}
	if (bad.nerrs > 0) {
		rc = refuse_row(im, &it, &bad);
	} else {
		row_op(row, seen, &it);
		rc = keep(im, &it, row);
	}
	free(errs);
	return rc;
}

static int read_file(struct import *im, const char *path)
{
	struct crm_map *seen = crm_map_new();
	struct crm_rows *rows = NULL;
	struct crm_import_row row;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = CRM_READ_FAIL;
	size_t file = 0;
	int rc = 0;

	if (crm_rows_open(im->mapping, path, &im->opts, &rows, &e) == 0) {
		for (size_t i = 0; crm_rows_note(rows, i) != NULL; i++)
			crm_run_warn(im->run, "%s", crm_rows_note(rows, i));
		while (
		    (got = crm_rows_next(rows, &row, &e)) == CRM_READ_OK || got == CRM_READ_BAD) {
			if (im->rows == 0 ||
			    strcmp(crm_map_key(im->files, file, NULL), row.source) != 0)
				file = crm_map_put(im->files, row.source, strlen(row.source), NULL);
			rc = take_row(im, file, &row, seen);
			if (rc < 0)
				break;
		}
	}
	if (got == CRM_READ_FAIL)
		rc = crm_run_fail(im->run, &e);
	crm_rows_free(rows);
	crm_map_free(seen);
	return rc;
}

int import_read(struct import *im)
{
	const struct crm_args *args = im->run->args;

	for (size_t i = 1; i < crm_args_operands(args); i++)
		if (read_file(im, crm_args_operand(args, i)) < 0)
			return -1;
	return 0;
}
