/* Output: the format, the choice of columns, the writer on stdout. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"
#include "lib/tool/whole.h"

/* A column that -F names. */
struct chosen {
	char *name;
	size_t from; /* rows: its place among the command's columns */
	bool asked;  /* records: not known, so it may be a slip of the pen */
	bool seen;
};

struct crm_output {
	struct crm_run *run;
	struct crm_writer *writer; /* NULL until the first row, or the end */
	struct crm_writer_opts opts;
	enum crm_output_kind what;
	size_t n; /* columns of -F; 0: the command's as they are */
	size_t cap;
	struct chosen *chosen;
	struct crm_column *columns;
	struct crm_cell *cells;
	size_t records;
	struct crm_whole whole; /* begun: CSV of records, written at the end */
};

static int read_format(struct crm_run *r, const char *what, const char *name, enum crm_format *out)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_format_parse(name, out) == 0 && *out != CRM_FMT_AUTO)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, what, 0, NULL,
	    "not a format: '%s'; expected jsonl, json, csv or table", name);
	return crm_run_fail(r, &e);
}

int crm_run_format(struct crm_run *r, enum crm_format *out)
{
	const char *name = crm_args_text(r->args, "output"), *env = crm_env_text("CRM_FORMAT");
	bool excel = crm_args_has(r->args, "excel");

	*out = r->out_terminal ? CRM_FMT_TABLE : CRM_FMT_JSONL;
	if (name != NULL) {
		if (read_format(r, "--output", name, out) < 0)
			return -1;
		if (excel && *out != CRM_FMT_CSV)
			return crm_run_usage(r, "--excel needs -o csv");
	} else if (excel) {
		*out = CRM_FMT_CSV;
	} else if (r->out_terminal && env != NULL) {
		return read_format(r, "CRM_FORMAT", env, out);
	}
	return 0;
}

static bool is_number(const struct crm_field *f)
{
	return f != NULL && (f->type == CRM_T_INT || f->type == CRM_T_DEC);
}

struct crm_column *crm_brief_columns(const struct crm_schema *s, size_t *n)
{
	struct crm_column *columns = crm_calloc(s->n + 1, sizeof(*columns));
	size_t i;

	*n = 0;
	for (i = 0; i < s->n; i++) {
		const struct crm_field *f = &s->fields[i];

		if ((f->flags & CRM_F_BRIEF) == 0)
			continue;
		columns[*n].name = f->name;
		columns[*n].right = is_number(f);
		columns[(*n)++].optional = true;
	}
	return columns;
}

/* ---- the choice of columns ---- */

static void add_chosen(
    struct crm_output *o, const char *name, size_t from, bool asked, struct crm_column column)
{
	struct chosen c = {crm_strdup(name), from, asked, false};
	size_t cap = o->cap;

	crm_grow(&o->chosen, &cap, o->n + 1, sizeof(*o->chosen));
	crm_grow(&o->columns, &o->cap, o->n + 1, sizeof(*o->columns));
	column.name = c.name;
	o->columns[o->n] = column;
	o->chosen[o->n++] = c;
}

static bool is_below(const char *name, const char *above)
{
	size_t len = strlen(above);

	return strncmp(name, above, len) == 0 && name[len] == '.';
}

static int choose_of_rows(struct crm_run *r, struct crm_output *o, const char *name,
    const struct crm_column *columns, size_t n)
{
	struct crm_buf known = CRM_BUF_INIT;
	struct crm_column column;
	size_t i, before = o->n;

	for (i = 0; i < n; i++) {
		if (strcmp(columns[i].name, name) == 0) {
			column = columns[i];
			column.optional = false;
			add_chosen(o, name, i, false, column);
			return 0;
		}
	}
	for (i = 0; i < n; i++)
		if (is_below(columns[i].name, name))
			add_chosen(o, columns[i].name, i, false, columns[i]);
	if (o->n > before)
		return 0;
	for (i = 0; i < n; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", columns[i].name);
	crm_run_usage(r, "-F: there is no column '%s'; there are %s", name, crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

static void choose_of_records(struct crm_run *r, struct crm_output *o, const char *name,
    const struct crm_column *columns, size_t n)
{
	const struct crm_schema *schema = r->kind != NULL ? r->kind->flow.schema : NULL;
	const struct crm_field *f = schema != NULL ? crm_schema_path(schema, name) : NULL;
	struct crm_column column = {.right = is_number(f)};
	bool known = f != NULL;
	size_t i;

	for (i = 0; o->what == CRM_OUT_LINES && i < n; i++)
		known = known || strcmp(columns[i].name, name) == 0;
	add_chosen(o, name, 0, !known, column);
}

static int choose(struct crm_run *r, struct crm_output *o, const char *list,
    const struct crm_column *columns, size_t n)
{
	const char *p;
	size_t len;
	int ret = 0;

	for (p = list; ret == 0; p += len + 1) {
		char *name;

		len = strcspn(p, ",");
		if (len == 0)
			return crm_run_usage(r, "-F: a name is missing in '%s'", list);
		name = crm_strndup(p, len);
		if (o->what == CRM_OUT_ROWS)
			ret = choose_of_rows(r, o, name, columns, n);
		else
			choose_of_records(r, o, name, columns, n);
		free(name);
		if (p[len] == '\0')
			break;
	}
	o->cells = crm_calloc(o->n + 1, sizeof(*o->cells));
	return ret;
}

/* ---- the writer ---- */

void crm_output_drop(struct crm_output *o)
{
	size_t i;

	if (o == NULL)
		return;
	for (i = 0; i < o->n; i++)
		free(o->chosen[i].name);
	free(o->chosen);
	free(o->columns);
	free(o->cells);
	crm_whole_release(&o->whole);
	free(o);
}

/* Without -F. */
static void take_all(struct crm_output *o, const struct crm_column *columns, size_t n)
{
	enum crm_format format = o->opts.format;

	if (o->what == CRM_OUT_RECORDS && format == CRM_FMT_CSV) {
		crm_whole_init(&o->whole);
	} else if (o->what == CRM_OUT_ROWS || format == CRM_FMT_CSV || format == CRM_FMT_TABLE) {
		o->opts.columns = columns;
		o->opts.n = n;
	}
}

int crm_output_new(struct crm_run *r, enum crm_output_kind what, const struct crm_column *columns,
    size_t n, bool survive_pipe, struct crm_output **out)
{
	const char *list = crm_args_text(r->args, "fields");
	struct crm_output *o = crm_calloc(1, sizeof(*o));

	o->run = r;
	o->what = what;
	if (crm_run_format(r, &o->opts.format) < 0 ||
	    (list != NULL && choose(r, o, list, columns, n) < 0)) {
		crm_output_drop(o);
		return -1;
	}
	o->opts.columns = o->columns;
	o->opts.n = o->n;
	if (list == NULL)
		take_all(o, columns, n);
	o->opts.excel = crm_args_has(r->args, "excel");
	o->opts.terminal = r->out_terminal;
	o->opts.survive_pipe = survive_pipe;
	if (crm_args_has(r->args, "mask") && r->kind != NULL)
		o->opts.mask = r->kind->flow.schema;
	*out = o;
	return 0;
}

static struct crm_writer *writer(struct crm_output *o)
{
	if (o->writer == NULL)
		o->writer = crm_writer_new(STDOUT_FILENO, &o->opts);
	return o->writer;
}

/* Until the columns are known. */
static bool keeps(const struct crm_output *o)
{
	return o->whole.paths != NULL && o->columns == NULL;
}

static void write_kept(struct crm_output *o)
{
	o->columns = crm_whole_columns(o->run, &o->whole, &o->opts.n);
	o->opts.columns = o->columns;
	if (o->whole.kept.n > 0)
		(void)crm_kept_write(&o->whole.kept, o);
}

void crm_output_row(struct crm_output *o, const struct crm_cell *cells)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		o->cells[i] = cells[o->chosen[i].from];
	crm_writer_row(writer(o), o->n > 0 ? o->cells : cells);
}

void crm_output_record(struct crm_output *o, const struct crm_record *rec)
{
	size_t i;

	if (keeps(o)) {
		crm_whole_add(o->run, &o->whole, rec);
		return;
	}
	o->records++;
	for (i = 0; i < o->n; i++)
		if (o->chosen[i].asked && !o->chosen[i].seen)
			o->chosen[i].seen = crm_record_has(rec, o->chosen[i].name);
	crm_writer_record(writer(o), rec);
}

int crm_output_text(struct crm_output *o, const char *json, size_t len, struct crm_err *e)
{
	struct crm_record *rec = NULL;
	struct crm_limits limits;

	if (o->opts.n == 0 && o->opts.mask == NULL && !keeps(o)) {
		o->records++;
		crm_writer_text(writer(o), json, len);
		return 0;
	}
	crm_limits_folded(&o->run->limits, &limits);
	if (crm_record_parse(json, len, &limits, &rec, e) < 0)
		return -1;
	crm_output_record(o, rec);
	crm_record_free(rec);
	return 0;
}

void crm_output_end(struct crm_run *r, struct crm_output *o)
{
	struct crm_err e = CRM_ERR_INIT;
	size_t i;

	if (o == NULL)
		return;
	if (keeps(o) && !o->whole.failed)
		write_kept(o);
	if (!o->whole.failed && crm_writer_end(writer(o), &e) < 0)
		(void)crm_run_fail_output(r, &e);
	for (i = 0; i < o->n && o->records > 0; i++)
		if (o->chosen[i].asked && !o->chosen[i].seen)
			crm_run_warn(r, "-F: no record has a field '%s'", o->chosen[i].name);
	crm_output_drop(o);
}
