/* log: the steps of a record, as they stand in the journal. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/tool/listing.h"
#include "lib/tool/named.h"

enum { AT, STEP, BY, LOGIN, OP, REC, SET, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [AT] = {.name = "at"},
    [STEP] = {.name = "step"},
    [BY] = {.name = "by"},
    [LOGIN] = {.name = "login", .optional = true},
    [OP] = {.name = "op", .optional = true},
    [REC] = {.name = "rec", .optional = true},
    [SET] = {.name = "set"},
};

struct log {
	struct crm_run *run;
	struct crm_output *out;
	bool set; /* a column, not in the line, is asked for */
	bool all; /* no --as-of */
	struct crm_instant as_of;
	const struct crm_schema *mask; /* --mask */
};

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
		if (crm_mask_column(l->mask, path))
			crm_buf_addz(set, CRM_MASKED);
		else
			crm_cell_print(&cell, set);
	}
	crm_buf_release(&scratch);
	crm_map_free(paths);
}

static void write_line(const struct log *l, struct crm_record *line)
{
	struct crm_buf set = CRM_BUF_INIT;

	if (l->set) {
		add_set(l, line, &set);
		crm_record_set_text(line, columns[SET].name, crm_buf_str(&set));
	}
	crm_output_record(l->out, line);
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
	size_t pos = 0;
	int got;

	while ((got = crm_journal_next_of(j, id, &pos, &line, &e)) == 1) {
		if (crm_record_parse(line.text, line.len, &l->run->limits, &record, &e) < 0)
			return crm_run_fail(l->run, &e);
		if (in_time(l, record))
			write_line(l, record);
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
	l.set = format == CRM_FMT_TABLE || format == CRM_FMT_CSV || crm_args_has(r->args, "fields");
	if (crm_args_has(r->args, "mask"))
		l.mask = r->kind->flow.schema;
	if (crm_output_new(r, CRM_OUT_LINES, columns, COLUMNS, false, &l.out) < 0)
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
