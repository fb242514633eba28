/*
 * crm-store base KIND FILE|-: replaces a kind's base table, KIND.csv. The file is read and judged
 * whole before the lock; under it the rows that it lacks are kept in the journal, then the table is
 * put in place.
 */
#include <string.h>
#include <unistd.h>

#include "cmd/crm-store/store.h"
#include "lib/base/map.h"
#include "lib/io/store/base_next.h"
#include "lib/rules/import.h"
#include "lib/tool/stream.h"
#include "lib/tool/transact.h"

const struct crm_opt store_base_opts[] = {
    {"map", 0, CRM_OPT_TEXT, "FILE", "how the columns become fields", false},
    {"shrink", 0, CRM_OPT_FLAG, NULL, "also when more than half of the rows leave", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* A table that loses more of its rows than half, and than so many, is mostly half an export. */
#define FEW_LEAVE 10
/* Rows that are told to lack what the first step needs. */
#define LACKING_MOST 20

enum { KIND, ROWS, ADDED, CHANGED, UNCHANGED, LEFT, RETURNED, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind"},
    [ROWS] = {.name = "rows", .right = true},
    [ADDED] = {.name = "added", .right = true},
    [CHANGED] = {.name = "changed", .right = true},
    [UNCHANGED] = {.name = "unchanged", .right = true},
    [LEFT] = {.name = "left", .right = true},
    [RETURNED] = {.name = "returned", .right = true},
};

struct replace {
	struct crm_run *run;
	struct crm_reader_opts opts;
	struct crm_mapping *mapping;
	struct crm_base_next *next;
	struct crm_map *paths; /* that rows set; value 1: no table holds them */
	struct crm_map *said;  /* fields of these */
	struct crm_map *lacks; /* needed fields that no column feeds: told once */
	int dirfd;
	bool dry;
	bool header; /* the file has said its columns */
	bool judged; /* under the lock: what it changes is known and may be */
	long rows, bad;
	long lacking; /* rows without what the first step needs */
	struct crm_base_counts counts;
};

static void report(const struct replace *b, struct crm_output *out)
{
	const struct crm_base_counts *n = &b->counts;
	const struct crm_cell cells[COLUMNS] = {
	    [KIND] = crm_cell_text(b->run->kind->name),
	    [ROWS] = crm_cell_int(n->rows),
	    [ADDED] = crm_cell_int(n->added),
	    [CHANGED] = crm_cell_int(n->changed),
	    [UNCHANGED] = crm_cell_int(n->unchanged),
	    [LEFT] = crm_cell_int(n->left),
	    [RETURNED] = crm_cell_int(n->returned),
	};

	crm_output_row(out, cells);
}

/* ---- before the lock ---- */

/* A verdict that comes with its limit is not the ERP's: the file was exported from a store. */
static bool own_verdict(const struct crm_map *paths, const char *path)
{
	static const char tail[] = ".verdict";
	size_t n = strlen(path), t = sizeof(tail) - 1;
	struct crm_buf limit = CRM_BUF_INIT;
	bool found;

	if (strncmp(path, "verdicts.", 9) != 0 || strcmp(path + n - t, tail) != 0)
		return false;
	crm_buf_add(&limit, path, n - t);
	crm_buf_addz(&limit, ".limit");
	found = crm_map_find(paths, crm_buf_str(&limit), limit.len) != CRM_MAP_NONE;
	crm_buf_release(&limit);
	return found;
}

/* Is it for the tools alone to write? Said once for a field. */
static bool left_out(struct replace *b, const struct crm_map *paths, const char *path)
{
	const size_t top = strcspn(path, ".");
	bool added;
	size_t i = crm_map_put(b->paths, path, strlen(path), &added);

	if (added &&
	    (crm_import_refuses(b->run->kind, path) != NULL ||
	        crm_import_item(b->run->kind, path) || own_verdict(paths, path))) {
		*crm_map_value(b->paths, i) = 1;
		(void)crm_map_put(b->said, path, top, &added);
		if (added)
			crm_run_warn(
			    b->run, "field '%.*s': left out: only steps write it", (int)top, path);
	}
	return *crm_map_value(b->paths, crm_map_find(b->paths, path, strlen(path))) != 0;
}

/* The i-th field that the step needs that makes a record, its stamp last; 0 past the end. */
static int needed(const struct crm_step *first, size_t i)
{
	const struct crm_step_field *s = first != NULL ? first->fields : NULL;

	for (; s != NULL && s->field != 0; s++)
		if (s->required && i-- == 0)
			return s->field;
	return first != NULL && i == 0 ? first->stamp : 0;
}

/* One that no column feeds is told once, not for each row. */
static void note_lacks(struct replace *b, const struct crm_map *paths)
{
	const struct crm_flow *flow = &b->run->kind->flow;
	const struct crm_step *first = crm_flow_first(flow);
	int field;

	for (size_t i = 0; (field = needed(first, i)) != 0; i++) {
		const char *name = flow->schema->fields[field].name;

		if (crm_map_find(paths, name, strlen(name)) != CRM_MAP_NONE)
			continue;
		crm_map_put(b->lacks, name, strlen(name), NULL);
		crm_run_warn(b->run, "no column feeds '%s', which '%s' needs", name, first->name);
	}
}

/* The columns stand in the table whether rows fill them or not. */
static int take_columns(struct replace *b, const struct crm_rows *rows, const char *path)
{
	struct crm_map *paths = crm_map_new();
	struct crm_err e = CRM_ERR_INIT;
	int rc = 0;

	b->header = crm_rows_paths(rows, paths);
	if (b->header && crm_map_find(paths, "id", 2) == CRM_MAP_NONE) {
		crm_err_at(&e, CRM_BADINPUT, path, 1, "id",
		    "no column feeds it: every row of a base table has an id");
		rc = crm_run_fail(b->run, &e);
	}
	for (size_t i = 0; i < crm_map_count(paths); i++)
		if (!left_out(b, paths, crm_map_key(paths, i, NULL)))
			crm_base_next_column(b->next, crm_map_key(paths, i, NULL));
	if (rc == 0 && b->header)
		note_lacks(b, paths);
	crm_map_free(paths);
	return rc;
}

/* What of the row is the table's. */
static struct crm_record *table_fields(struct replace *b, const struct crm_record *row)
{
	struct crm_record *kept = crm_record_copy(row), *fields;
	struct crm_map *paths = crm_map_new();

	crm_record_paths(kept, paths);
	for (size_t i = 0; i < crm_map_count(paths); i++)
		if (left_out(b, paths, crm_map_key(paths, i, NULL)))
			(void)crm_record_remove(kept, crm_map_key(paths, i, NULL));
	fields = crm_import_complete(b->run->kind, kept, NULL);
	/* a row without a state leaves it to the steps */
	if (!crm_record_has(kept, "state"))
		(void)crm_record_remove(fields, "state");
	crm_map_free(paths);
	crm_record_free(kept);
	return fields;
}

/* The ERP may not have what the step needs that makes a record. */
static void warn_lacking(
    struct replace *b, const struct crm_import_row *row, const struct crm_record *fields)
{
	const struct crm_flow *flow = &b->run->kind->flow;
	const struct crm_step *first = crm_flow_first(flow);
	struct crm_buf names = CRM_BUF_INIT;
	int field;

	for (size_t i = 0; (field = needed(first, i)) != 0; i++) {
		const char *name = flow->schema->fields[field].name;

		if (!crm_record_has(fields, name) &&
		    crm_map_find(b->lacks, name, strlen(name)) == CRM_MAP_NONE)
			crm_buf_addf(&names, "%s'%s'", names.len > 0 ? ", " : "", name);
	}
	if (names.len > 0 && b->lacking++ < LACKING_MOST)
		crm_run_warn(b->run, "%s:%ld: %s: without %s, which '%s' needs", row->source,
		    row->line, row->id, names.data, first->name);
	crm_buf_release(&names);
}

/* 0; a row that is wrong is told and counted; -1: told, and reading ends. */
static int take_row(struct replace *b, const struct crm_import_row *row)
{
	struct crm_record *fields;
	struct crm_err e = CRM_ERR_INIT;

	b->rows++;
	for (size_t i = 0; i < row->nerrs; i++)
		(void)crm_run_fail(b->run, &row->errs[i]);
	if (row->nerrs > 0) {
		b->bad++;
		return 0;
	}
	fields = table_fields(b, row->fields);
	if (crm_base_next_row(b->next, row->id, row->line, fields, &e) < 0) {
		crm_err_place(&e, row->source, row->line, NULL);
		(void)crm_run_fail(b->run, &e);
		b->bad++;
	} else {
		warn_lacking(b, row, fields);
	}
	crm_record_free(fields);
	return e.code == 0 || e.code == CRM_BADINPUT ? 0 : -1;
}

static int read_rows(struct replace *b, const char *path)
{
	struct crm_rows *rows = NULL;
	struct crm_import_row row;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = CRM_READ_FAIL;
	int rc = 0;

	if (crm_rows_open(b->mapping, path, &b->opts, &rows, &e) == 0) {
		for (size_t i = 0; crm_rows_note(rows, i) != NULL; i++)
			crm_run_warn(b->run, "%s", crm_rows_note(rows, i));
		rc = take_columns(b, rows, path);
		got = CRM_READ_OK;
		while (rc == 0 && got != CRM_READ_END && got != CRM_READ_FAIL) {
			got = crm_rows_next(rows, &row, &e);
			if (got == CRM_READ_OK || got == CRM_READ_BAD)
				rc = take_row(b, &row);
		}
	}
	if (got == CRM_READ_FAIL)
		rc = crm_run_fail(b->run, &e);
	crm_rows_free(rows);
	return rc;
}

static int read_file(struct replace *b)
{
	const char *path = crm_args_operand(b->run->args, 1);
	struct crm_err e = CRM_ERR_INIT;

	b->next = crm_base_next_new(b->run->kind->name, b->dirfd);
	if (read_rows(b, path) < 0)
		return -1;
	if (b->lacking > LACKING_MOST)
		crm_run_warn(b->run,
		    "%ld of %ld rows are without a field that the first step needs", b->lacking,
		    b->rows);
	if (b->rows == 0 && !b->header) {
		crm_err_at(&e, CRM_BADINPUT, strcmp(path, "-") == 0 ? "stdin" : path, 0, NULL,
		    "no header and no row: nothing was replaced; an empty table has its header line");
		return crm_run_fail(b->run, &e);
	}
	if (b->bad > 0) {
		crm_run_say(
		    b->run, "nothing was replaced: %ld of %ld rows are wrong", b->bad, b->rows);
		return -1;
	}
	if (crm_base_next_end(b->next, &e) == 0)
		return 0;
	crm_err_place(&e, path, 0, NULL);
	return crm_run_fail(b->run, &e);
}

static int refuse_map(struct replace *b)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_BADINPUT, crm_args_text(b->run->args, "map"), 0, NULL, "%s",
	    crm_mapping_no_table(b->mapping));
	return crm_run_fail(b->run, &e);
}

static int refuse_kind(struct crm_run *r)
{
	if (crm_schema_flagged(r->kind->flow.schema, CRM_F_STEPS) < 0)
		return 0;
	return crm_run_usage(
	    r, "kind '%s' has no base table: its records are made by steps", r->kind->name);
}

static int prepare(struct replace *b)
{
	struct crm_run *r = b->run;
	struct crm_instant at;

	if (crm_args_has(r->args, "op"))
		return crm_run_usage(r, "the same table again changes nothing: no --op");
	if (crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 || refuse_kind(r) < 0 ||
	    crm_run_store(r) < 0 || crm_run_at(r, &at) < 0 || crm_run_reader_opts(r, &b->opts) < 0)
		return -1;
	b->opts.unfolded = true;
	b->dirfd = crm_run_dirfd(r);
	if (b->dirfd < 0 || store_mapping(r, &b->mapping) < 0)
		return -1;
	return crm_mapping_no_table(b->mapping) == NULL ? 0 : refuse_map(b);
}

/* ---- under the lock ---- */

/* Half an export looks like a table whose other rows have left. */
static int refuse_shrunk(struct replace *b)
{
	const struct crm_base_counts *n = &b->counts;
	const long long left = n->left, present = n->left + n->changed + n->unchanged;

	if (left <= FEW_LEAVE || left * 2 <= present || crm_args_has(b->run->args, "shrink"))
		return 0;
	crm_run_say(b->run,
	    "%lld of %lld rows of %s.csv would leave: nothing was replaced; --shrink when that is "
	    "meant",
	    left, present, b->run->kind->name);
	crm_run_worse(b->run, CRM_NO);
	return -1;
}

static int put(struct crm_transact *x, void *ctx)
{
	struct replace *b = ctx;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_envelope env;

	crm_envelope_fill(x, &env);
	if (crm_base_next_compare(b->next, x->journal, x->tx, &env, &b->counts, &e) < 0)
		return crm_run_fail(b->run, &e);
	b->judged = true;
	if (refuse_shrunk(b) < 0)
		return -1;
	if (!b->dry && crm_base_next_put(b->next, x->journal, x->tx, &e) < 0)
		return crm_run_fail(b->run, &e);
	return 0;
}

/* Also why the present table matters, when it is what is wrong. */
static int replace(struct replace *b)
{
	if (crm_transact(b->run, b->dry, put, b) == 0)
		return 0;
	if (!b->judged)
		crm_run_say(b->run,
		    "nothing was replaced: the present table is read first, so that what leaves it "
		    "is kept");
	return -1;
}

void store_base(struct crm_run *r)
{
	struct replace b = {.run = r, .dirfd = -1};
	struct crm_output *out = NULL;

	b.paths = crm_map_new();
	b.said = crm_map_new();
	b.lacks = crm_map_new();
	b.dry = crm_args_has(r->args, "dry-run");
	if (store_operands(r, 2, 2) == 0 && prepare(&b) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) == 0 &&
	    read_file(&b) == 0 && replace(&b) == 0) {
		report(&b, out);
		crm_output_end(r, out);
		out = NULL;
	}
	crm_output_drop(out);
	crm_base_next_free(b.next);
	crm_mapping_free(b.mapping);
	crm_map_free(b.paths);
	crm_map_free(b.said);
	crm_map_free(b.lacks);
	if (b.dirfd >= 0)
		(void)close(b.dirfd);
}
