/*
 * crm-store export KIND: all records. CSV has a column for every dotted path
 * that any of them has, so that import gives the same records again; the
 * columns are known only at the end, so the records are kept until then.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/spool.h"

/* What becomes of a record: -1 ends the reading, told. */
typedef int put_fn(struct crm_run *r, void *ctx, const struct crm_record *record);

static bool chosen(struct crm_run *r, struct crm_arena *a, const struct crm_record *record)
{
	struct crm_view view;

	crm_arena_clear(a);
	crm_view_of_record(crm_run_shape(r), record, a, &view);
	return crm_where_match(r->where, &view);
}

static int each(struct crm_run *r, put_fn *put, void *ctx)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = CRM_READ_FAIL;
	int rc = -1;

	if (crm_store_reader(
	        r->store, r->kind->name, crm_run_shape(r), r->as_of, notes, &reader, &e) == 0)
		rc = 0;
	while (rc == 0) {
		record = NULL;
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_END || got == CRM_READ_FAIL)
			break;
		if (got == CRM_READ_BAD)
			(void)crm_run_fail(r, &e);
		else if (chosen(r, &arena, record))
			rc = put(r, ctx, record);
		crm_err_clear(&e);
		crm_record_free(record);
	}
	if (e.code != 0)
		rc = crm_run_fail(r, &e);
	crm_run_notes(r, notes);
	crm_reader_free(reader);
	crm_arena_release(&arena);
	crm_findings_free(notes);
	return rc;
}

static int put_record(struct crm_run *r, void *ctx, const struct crm_record *record)
{
	(void)r;
	crm_output_record(ctx, record);
	return 0;
}

static void export_at_once(struct crm_run *r)
{
	struct crm_output *out = NULL;
	struct crm_column *brief;
	size_t n;

	brief = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_output_new(r, CRM_OUT_RECORDS, brief, n, false, &out) == 0) {
		(void)each(r, put_record, out);
		crm_output_end(r, out);
	}
	free(brief);
}

/* ---- CSV with all columns ---- */

struct kept {
	struct crm_spool spool;
	struct crm_map *paths;
	struct crm_buf text;
};

static int keep_record(struct crm_run *r, void *ctx, const struct crm_record *record)
{
	struct kept *k = ctx;
	struct crm_err e = CRM_ERR_INIT;

	crm_record_paths(record, k->paths);
	crm_buf_clear(&k->text);
	crm_record_dump(record, &k->text);
	if (crm_spool_add(&k->spool, &k->text.len, sizeof(k->text.len), &e) < 0 ||
	    crm_spool_add(&k->spool, crm_buf_str(&k->text), k->text.len, &e) < 0)
		return crm_run_fail(r, &e);
	return 0;
}

static struct crm_column *columns_of(struct crm_run *r, const struct crm_map *paths)
{
	size_t n = crm_map_count(paths);
	struct crm_column *c = crm_calloc(n + 1, sizeof(*c));

	for (size_t i = 0; i < n; i++) {
		const struct crm_field *f;

		c[i].name = crm_map_key(paths, i, NULL);
		f = crm_schema_path(r->kind->flow.schema, c[i].name);
		c[i].right = f != NULL && (f->type == CRM_T_INT || f->type == CRM_T_DEC);
	}
	return c;
}

static int give_back(struct crm_run *r, struct kept *k, struct crm_output *out)
{
	uint64_t at = 0, size = crm_spool_size(&k->spool);
	struct crm_limits limits;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	size_t len;

	crm_limits_folded(&r->limits, &limits);
	while (at < size) {
		if (crm_spool_read(&k->spool, at, sizeof(len), &k->text, &e) < 0)
			break;
		memcpy(&len, crm_buf_str(&k->text), sizeof(len));
		at += sizeof(len);
		if (crm_spool_read(&k->spool, at, len, &k->text, &e) < 0 ||
		    crm_record_parse(crm_buf_str(&k->text), len, &limits, &record, &e) < 0)
			break;
		at += len;
		crm_output_record(out, record);
		crm_record_free(record);
	}
	return at < size ? crm_run_fail(r, &e) : 0;
}

static void export_csv(struct crm_run *r, int dirfd)
{
	struct kept k = {.paths = crm_map_new()};
	struct crm_output *out = NULL;
	struct crm_column *columns = NULL;

	crm_spool_init(&k.spool, dirfd);
	crm_map_put(k.paths, "kind", 4, NULL);
	crm_map_put(k.paths, "id", 2, NULL);
	if (each(r, keep_record, &k) < 0)
		goto out;
	columns = columns_of(r, k.paths);
	if (crm_output_new(r, CRM_OUT_RECORDS, columns, crm_map_count(k.paths), false, &out) < 0)
		goto out;
	(void)give_back(r, &k, out);
	crm_output_end(r, out);
out:
	free(columns);
	crm_spool_release(&k.spool);
	crm_map_free(k.paths);
	crm_buf_release(&k.text);
}

static void export_all_columns(struct crm_run *r)
{
	int dirfd = store_dirfd(r);

	if (dirfd < 0)
		return;
	export_csv(r, dirfd);
	(void)close(dirfd);
}

void store_export(struct crm_run *r)
{
	enum crm_format format;

	if (store_operands(r, 1, 1) < 0 || crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 ||
	    crm_run_store(r) < 0 || crm_run_where(r) < 0 || crm_run_format(r, &format) < 0)
		return;
	if (format == CRM_FMT_CSV && !crm_args_has(r->args, "fields"))
		export_all_columns(r);
	else
		export_at_once(r);
}
