/* log: the steps of a record, as they stand in the journal. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/tool/listing.h"
#include "lib/tool/named.h"

enum { AT, STEP, BY, LOGIN, OP, SET, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [AT] = {.name = "at"},
    [STEP] = {.name = "step"},
    [BY] = {.name = "by"},
    [LOGIN] = {.name = "login", .optional = true},
    [OP] = {.name = "op", .optional = true},
    [SET] = {.name = "set"},
};

struct log {
	struct crm_run *run;
	struct crm_output *out;
	bool rows; /* a table or CSV; else whole lines */
	bool all;  /* no --as-of */
	struct crm_instant as_of;
	bool mask;
};

static bool hidden(const struct log *l, const char *path)
{
	const struct crm_field *f = crm_schema_path(l->run->kind->flow.schema, path);

	return l->mask && f != NULL && (f->flags & (CRM_F_PERSONAL | CRM_F_INTERNAL)) != 0;
}

/* "part=4711-A quantity=20": what the step set, without the envelope. */
static void add_set(const struct log *l, const struct crm_record *line, struct crm_buf *set)
{
	struct crm_map *paths = crm_map_new();
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell cell;
	size_t i;

	crm_record_paths(line, paths);
	for (i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		if (strcmp(path, "id") == 0 || crm_reserved_name(path))
			continue;
		crm_record_cell(line, path, NULL, &scratch, &cell);
		crm_buf_addf(set, "%s%s=", set->len > 0 ? " " : "", path);
		if (hidden(l, path))
			crm_buf_addz(set, "***");
		else
			crm_cell_print(&cell, set);
	}
	crm_buf_release(&scratch);
	crm_map_free(paths);
}

static void write_row(const struct log *l, const struct crm_record *line)
{
	struct crm_cell cells[COLUMNS];
	struct crm_buf set = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < SET; i++)
		cells[i] = crm_cell_text(crm_record_text(line, columns[i].name));
	add_set(l, line, &set);
	cells[SET] = crm_cell_text(crm_buf_str(&set));
	crm_output_row(l->out, cells);
	crm_buf_release(&set);
}

/* A line is written at rec where it has one, else at at. */
static bool in_time(const struct log *l, const struct crm_record *line)
{
	const char *text = crm_record_text(line, "rec");
	struct crm_instant at;

	if (text == NULL)
		text = crm_record_text(line, "at");
	return l->all || text == NULL || crm_instant_parse(text, strlen(text), &at) < 0 ||
	    at.us <= l->as_of.us;
}

static int show_log(struct log *l, struct crm_journal *j, const char *id)
{
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_line line;
	size_t i;
	int got;

	for (i = 0; (got = crm_journal_line(j, id, i, &line, &e)) == 1; i++) {
		if (crm_record_parse(line.text, line.len, &l->run->limits, &record, &e) < 0)
			return crm_run_fail(l->run, &e);
		if (in_time(l, record) && l->rows)
			write_row(l, record);
		else if (in_time(l, record))
			crm_output_record(l->out, record);
		crm_record_free(record);
	}
	return got < 0 ? crm_run_fail(l->run, &e) : 0;
}

void crm_cmd_log(struct crm_run *r)
{
	struct log l = {.run = r, .all = r->as_of == NULL};
	struct crm_named named;
	enum crm_format format;
	const char *id;

	if (crm_args_operands(r->args) == 0) {
		crm_run_usage(r, "ID missing");
		return;
	}
	if (crm_run_format(r, &format) < 0 ||
	    (!l.all && crm_run_instant(r, "--as-of", r->as_of, &l.as_of) < 0))
		return;
	l.rows = format == CRM_FMT_TABLE || format == CRM_FMT_CSV;
	l.mask = crm_args_has(r->args, "mask");
	if (crm_output_new(
	        r, l.rows ? CRM_OUT_ROWS : CRM_OUT_RECORDS, columns, COLUMNS, false, &l.out) < 0)
		return;
	if (crm_named_open(r, false, &named) == 0) {
		while ((id = crm_named_next_id(&named)) != NULL)
			if (show_log(&l, named.journal, id) < 0)
				break;
		crm_named_release(&named);
		crm_output_end(r, l.out);
	} else {
		crm_output_drop(l.out);
	}
}
