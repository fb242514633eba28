/* Output: the format, the choice of columns, the writer on stdout. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"

/* A column that -F names. */
struct chosen {
	char *name;
	size_t from; /* rows: its place among the command's columns */
	bool asked;  /* records: unknown to the schema, so it may be a slip of the pen */
	bool seen;
};

struct crm_output {
	struct crm_writer *writer; /* NULL until the first row, or the end */
	struct crm_writer_opts opts;
	enum crm_output_kind what;
	size_t n; /* columns of -F; 0: the command's as they are */
	struct chosen *chosen;
	struct crm_column *columns;
	struct crm_cell *cells;
	size_t records;
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
		columns[*n].right = f->type == CRM_T_INT || f->type == CRM_T_DEC;
		columns[(*n)++].optional = true;
	}
	return columns;
}

/* ---- the choice of columns ---- */

static int choose_of_rows(struct crm_run *r, const struct crm_column *columns, size_t n,
    struct chosen *c, struct crm_column *out)
{
	struct crm_buf known = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(columns[i].name, c->name) == 0) {
			*out = columns[i];
			out->optional = false;
			c->from = i;
			return 0;
		}
	}
	for (i = 0; i < n; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", columns[i].name);
	crm_run_usage(r, "-F: there is no column '%s'; there are %s", c->name, crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

static void choose_of_records(struct crm_run *r, struct chosen *c, struct crm_column *out)
{
	const struct crm_schema *schema = r->kind != NULL ? r->kind->flow.schema : NULL;
	const struct crm_field *f = schema != NULL ? crm_schema_path(schema, c->name) : NULL;

	memset(out, 0, sizeof(*out));
	out->name = c->name;
	out->right = f != NULL && (f->type == CRM_T_INT || f->type == CRM_T_DEC);
	c->asked = f == NULL;
}

static void add_chosen(struct crm_output *o, size_t *cap, const char *name, size_t len)
{
	struct chosen c = {crm_strndup(name, len), 0, false, false};

	crm_grow(&o->chosen, cap, o->n + 1, sizeof(*o->chosen));
	o->chosen[o->n++] = c;
}

static int choose(struct crm_run *r, struct crm_output *o, const char *list,
    const struct crm_column *columns, size_t n)
{
	const char *p = list;
	size_t i, len, cap = 0;

	for (;;) {
		len = strcspn(p, ",");
		if (len == 0)
			return crm_run_usage(r, "-F: a name is missing in '%s'", list);
		add_chosen(o, &cap, p, len);
		if (p[len] == '\0')
			break;
		p += len + 1;
	}
	o->columns = crm_calloc(o->n, sizeof(*o->columns));
	o->cells = crm_calloc(o->n, sizeof(*o->cells));
	for (i = 0; i < o->n; i++) {
		if (o->what == CRM_OUT_RECORDS)
			choose_of_records(r, &o->chosen[i], &o->columns[i]);
		else if (choose_of_rows(r, columns, n, &o->chosen[i], &o->columns[i]) < 0)
			return -1;
	}
	return 0;
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
	free(o);
}

int crm_output_new(struct crm_run *r, enum crm_output_kind what, const struct crm_column *columns,
    size_t n, bool survive_pipe, struct crm_output **out)
{
	const char *list = crm_args_text(r->args, "fields");
	struct crm_output *o = crm_calloc(1, sizeof(*o));
	bool json;

	o->what = what;
	if (crm_run_format(r, &o->opts.format) < 0 ||
	    (list != NULL && choose(r, o, list, columns, n) < 0)) {
		crm_output_drop(o);
		return -1;
	}
	json = o->opts.format == CRM_FMT_JSONL || o->opts.format == CRM_FMT_JSON;
	if (o->n > 0) {
		o->opts.columns = o->columns;
		o->opts.n = o->n;
	} else if (what == CRM_OUT_ROWS || !json) {
		o->opts.columns = columns;
		o->opts.n = n;
	}
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

	o->records++;
	for (i = 0; i < o->n; i++)
		if (o->chosen[i].asked && !o->chosen[i].seen)
			o->chosen[i].seen = crm_record_has(rec, o->chosen[i].name);
	crm_writer_record(writer(o), rec);
}

void crm_output_end(struct crm_run *r, struct crm_output *o)
{
	struct crm_err e = CRM_ERR_INIT;
	size_t i;

	if (o == NULL)
		return;
	if (crm_writer_end(writer(o), &e) < 0)
		(void)crm_run_fail(r, &e);
	for (i = 0; i < o->n && o->records > 0; i++)
		if (o->chosen[i].asked && !o->chosen[i].seen)
			crm_run_warn(r, "-F: no record has a field '%s'", o->chosen[i].name);
	crm_output_drop(o);
}
