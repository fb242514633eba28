/* The records that notices are about, and on which occasion. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-notify/draft.h"
#include "lib/base/hash.h"
#include "lib/tool/kinds.h"
#include "lib/tool/stream.h"

/* ---- journals ---- */

/* Of the kinds that were named. */
struct journals {
	struct crm_run *run;
	const struct crm_kind *kinds[16];
	struct crm_journal *v[16];
	size_t n;
	struct crm_findings *notes;
};

static struct crm_journal *journal_of(struct journals *j, const struct crm_kind *kind)
{
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < j->n; i++) {
		if (j->kinds[i] == kind)
			return j->v[i];
	}
	if (j->n == sizeof(j->v) / sizeof(j->v[0]))
		crm_fatal("more kinds than there are");
	if (crm_journal_open(j->run->store, kind->name, j->notes, &j->v[j->n], &e) != 0) {
		(void)crm_run_fail(j->run, &e);
		return NULL;
	}
	j->kinds[j->n] = kind;
	return j->v[j->n++];
}

/* ---- one row ---- */

/* What a template sees under `row`, and what it is told by: clock and due day, else the last step. */
static const char *occasion_of(
    struct drafting *d, const struct draft_row *row, const struct crm_fold *fold)
{
	const char *own = crm_args_text(d->run->args, "occasion");
	const char *clock = crm_record_text(row->row, "clock"),
	           *due = crm_record_text(row->row, "due_at");
	struct crm_buf text = CRM_BUF_INIT;
	const char *out;

	if (own != NULL)
		return own;
	if (due != NULL || clock != NULL)
		crm_buf_addf(&text, "%s%s%s", clock != NULL ? clock : "",
		    clock != NULL && due != NULL ? " " : "", due != NULL ? due : "");
	else
		crm_buf_addz(&text, fold->tip);
	if (text.len == 0) {
		/* a row of a base table, without any step */
		struct crm_buf content = CRM_BUF_INIT;
		char hash[65];

		crm_record_canonical(fold->record, &content);
		crm_sha256_hex(crm_buf_str(&content), content.len, hash);
		crm_buf_add(&text, hash, 32);
		crm_buf_release(&content);
	}
	out = crm_arena_strdup(&d->arena, crm_buf_str(&text));
	crm_buf_release(&text);
	return out;
}

static int wrong(struct drafting *d, int code, const char *source, long line, const char *field,
    const char *what, const char *value)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, code, source, line, field, "%s%s%s%s", what, value != NULL ? ": '" : "",
	    value != NULL ? value : "", value != NULL ? "'" : "");
	return crm_run_fail(d->run, &e);
}

/* Which record the row means, as the store has it now. */
static int find(
    struct drafting *d, struct journals *j, struct draft_row *row, const char *source, long line)
{
	const char *id = crm_record_text(row->row, "id"), *kind = crm_record_text(row->row, "kind");
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_journal *journal;
	struct crm_buf who = CRM_BUF_INIT;

	if (id == NULL || !crm_id_valid(id, strlen(id)))
		return wrong(
		    d, CRM_BADINPUT, source, line, "id", id == NULL ? "no id" : "not an id", id);
	row->kind = kind != NULL ? crm_kind_find(kind) : crm_kind_of_id(id);
	if (row->kind == NULL)
		return wrong(d, CRM_BADINPUT, source, line, "kind",
		    kind != NULL ? "no such kind" : "no kind, and the id tells none",
		    kind != NULL ? kind : id);
	journal = journal_of(j, row->kind);
	if (journal == NULL)
		return -1;
	row->id = crm_arena_strdup(&d->arena, id);
	if (crm_journal_fold(journal, id, NULL, &fold, &e) != 0) {
		if (e.code == CRM_NOINPUT)
			return wrong(d, CRM_NOINPUT, source, line, NULL, "no such record", id);
		return crm_run_fail(d->run, &e);
	}
	row->record = fold.record;
	row->shape = crm_shape_new(row->kind->flow.schema);
	crm_view_of_record(row->shape, row->record, &d->arena, &row->view);
	row->occasion = occasion_of(d, row, &fold);
	crm_buf_addf(&who, "%s:%ld: %s", source, line, id);
	row->who = crm_arena_strdup(&d->arena, crm_buf_str(&who));
	crm_buf_release(&who);
	return draft_given_row(d, row, source, line);
}

static void free_row(struct draft_row *row)
{
	crm_record_free(row->row);
	crm_record_free(row->record);
	crm_shape_free(row->shape);
	crm_changes_release(&row->extra);
}

static void add(struct drafting *d, struct journals *j, struct crm_record *record,
    const char *source, long line)
{
	struct draft_row row = {.row = record};

	if (find(d, j, &row, source, line) != 0) {
		d->missed++;
		free_row(&row);
		return;
	}
	crm_grow(&d->rows, &d->rowcap, d->nrows + 1, sizeof(*d->rows));
	d->rows[d->nrows++] = row;
}

/* ---- all ---- */

/* false: reading broke off. */
static bool read_file(struct drafting *d, struct journals *j, const char *path)
{
	struct crm_reader_opts opts;
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	enum crm_read got = CRM_READ_FAIL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_run_reader_opts(d->run, &opts) != 0)
		return false;
	opts.piped_records = true;
	opts.notes = j->notes;
	if (crm_reader_open(path, &opts, NULL, &reader, &e) != 0) {
		(void)crm_run_fail(d->run, &e);
		return false;
	}
	do {
		crm_err_clear(&e);
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_OK) {
			add(d, j, record, crm_reader_source(reader), crm_reader_line(reader));
		} else if (got != CRM_READ_END) {
			(void)crm_run_fail(d->run, &e);
			d->missed++;
		}
	} while (got == CRM_READ_OK || got == CRM_READ_BAD);
	crm_reader_free(reader);
	return got == CRM_READ_END;
}

/* Without a record: the same options are the same occasion. */
static void add_alone(struct drafting *d)
{
	struct draft_row row = {
	    .id = "", .who = "", .occasion = crm_args_text(d->run->args, "occasion")};
	struct crm_buf said = CRM_BUF_INIT;
	char hash[65];

	for (size_t i = 0; row.occasion == NULL && i < d->given.n; i++) {
		crm_buf_addf(&said, "%s=", d->given.items[i].path);
		crm_cell_print(&d->given.items[i].cell, &said);
		crm_buf_addc(&said, '\n');
	}
	for (size_t i = 0; row.occasion == NULL && i < d->nsets; i++)
		crm_buf_addf(&said, "%s%s%s=%s\n", d->sets[i].path,
		    d->sets[i].language != NULL ? "@" : "",
		    d->sets[i].language != NULL ? d->sets[i].language : "", d->sets[i].value);
	for (size_t i = 0; row.occasion == NULL && i < d->files.n; i++)
		crm_buf_addf(&said, "%s\n", d->files.v[i].sha256);
	if (row.occasion == NULL) {
		crm_sha256_hex(crm_buf_str(&said), said.len, hash);
		row.occasion = crm_arena_strndup(&d->arena, hash, 32);
	}
	crm_buf_release(&said);
	crm_grow(&d->rows, &d->rowcap, d->nrows + 1, sizeof(*d->rows));
	d->rows[d->nrows++] = row;
}

/* Is stdin a pipe or a file? */
static bool is_piped(void)
{
	struct stat st;

	return fstat(STDIN_FILENO, &st) == 0 && !S_ISCHR(st.st_mode) && !S_ISDIR(st.st_mode);
}

int draft_rows_read(struct drafting *d)
{
	struct journals j = {.run = d->run, .notes = crm_findings_new()};
	size_t n = crm_args_operands(d->run->args);
	bool whole = true;

	for (size_t i = 0; whole && i < n; i++)
		whole = read_file(d, &j, crm_args_operand(d->run->args, i));
	if (n == 0 && is_piped())
		whole = read_file(d, &j, "-");
	else if (n == 0)
		add_alone(d);
	if (whole && d->nrows == 0 && d->missed == 0)
		crm_run_say(d->run, "no records: nothing is drafted%s",
		    n == 0 ? " (from options alone: </dev/null)" : "");
	for (size_t i = 0; i < j.n; i++)
		crm_journal_free(j.v[i]);
	crm_run_notes(d->run, j.notes);
	crm_findings_free(j.notes);
	return whole ? 0 : -1;
}

void draft_rows_release(struct drafting *d)
{
	for (size_t i = 0; i < d->nrows; i++)
		free_row(&d->rows[i]);
	free(d->rows);
}
