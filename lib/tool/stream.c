/* Where a command's records come from. */
#include <string.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"
#include "lib/tool/stream.h"

struct crm_stream {
	struct crm_run *run;
	struct crm_reader *reader;
	struct crm_findings *notes; /* of the store; told when it is read */
	struct crm_reader_opts opts;
	size_t next; /* operand; none when the store is read */
	bool failed; /* a source could not be opened, or read to its end */
	int kind;    /* field of the shape */
};

int crm_run_reader_opts(struct crm_run *r, struct crm_reader_opts *o)
{
	const char *name = crm_args_text(r->args, "input");
	struct crm_err e = CRM_ERR_INIT;

	memset(o, 0, sizeof(*o));
	o->limits = &r->limits;
	o->encoding = crm_args_text(r->args, "encoding");
	o->as_of = r->as_of;
	if (name == NULL)
		return 0;
	if (strcmp(name, "excel") == 0) {
		o->excel = true;
		o->format = CRM_FMT_CSV;
		return 0;
	}
	if (crm_format_parse(name, &o->format) == 0 && o->format != CRM_FMT_TABLE &&
	    o->format != CRM_FMT_AUTO)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--input", 0, NULL,
	    "not a format: '%s'; expected jsonl, json, csv or excel", name);
	return crm_run_fail(r, &e);
}

/* 0; 1: no operand is left; -1: told, and this operand is passed over. */
static int next_operand(struct crm_stream *s)
{
	struct crm_run *r = s->run;
	const char *path = crm_args_operand(r->args, s->next);
	struct crm_err e = CRM_ERR_INIT;

	if (path == NULL)
		return 1;
	s->next++;
	s->opts.notes = s->notes;
	if (crm_reader_open(path, &s->opts, crm_run_shape(r), &s->reader, &e) < 0) {
		s->failed = true;
		return crm_run_fail(r, &e);
	}
	return 0;
}

int crm_stream_open(struct crm_run *r, size_t first, struct crm_stream **out)
{
	struct crm_stream *s = crm_calloc(1, sizeof(*s));
	struct crm_err e = CRM_ERR_INIT;

	s->run = r;
	s->next = first;
	s->notes = crm_findings_new();
	s->kind = crm_shape_field(crm_run_shape(r), "kind");
	crm_shape_need(crm_run_shape(r), s->kind);
	if (crm_run_reader_opts(r, &s->opts) < 0)
		goto fail;
	if (crm_args_operands(r->args) <= first) {
		s->next = crm_args_operands(r->args);
		if (crm_run_store(r) < 0)
			goto fail;
		if (crm_store_reader(r->store, r->kind->name, crm_run_shape(r), r->as_of, s->notes,
		        &s->reader, &e) < 0) {
			(void)crm_run_fail(r, &e);
			goto fail;
		}
	}
	*out = s;
	return 0;
fail:
	crm_stream_free(s);
	return -1;
}

static void end_reader(struct crm_stream *s)
{
	crm_reader_free(s->reader);
	s->reader = NULL;
	crm_run_notes(s->run, s->notes);
	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
}

static bool right_kind(struct crm_stream *s, const struct crm_view *v)
{
	const struct crm_cell *kind = crm_view_cell(v, s->kind);
	struct crm_err e = CRM_ERR_INIT;

	if (s->run->kind == NULL || kind->type == CRM_T_ABSENT ||
	    crm_cell_eq(kind, s->run->kind->name))
		return true;
	crm_err_at(&e, CRM_BADINPUT, v->source, v->line, NULL, "kind is '%.*s', expected '%s'",
	    (int)(kind->len < 64 ? kind->len : 64), kind->text != NULL ? kind->text : "",
	    s->run->kind->name);
	(void)crm_run_fail(s->run, &e);
	return false;
}

/* One item of the reader; END: none is left of it. */
static enum crm_read read_view(struct crm_stream *s, struct crm_view *view)
{
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = crm_reader_view(s->reader, view, &e);

	if (got == CRM_READ_BAD || got == CRM_READ_FAIL)
		(void)crm_run_fail(s->run, &e);
	if (got == CRM_READ_OK && !right_kind(s, view))
		got = CRM_READ_BAD;
	s->failed = s->failed || got == CRM_READ_FAIL;
	return got == CRM_READ_FAIL ? CRM_READ_END : got;
}

bool crm_stream_next(struct crm_stream *s, struct crm_view *view)
{
	const struct crm_where *where = s->run->where;
	enum crm_read got;
	int opened;

	for (;;) {
		if (s->reader == NULL) {
			opened = next_operand(s);
			if (opened == 1)
				return false;
			continue;
		}
		got = read_view(s, view);
		if (got == CRM_READ_END)
			end_reader(s);
		if (got == CRM_READ_OK && (where == NULL || crm_where_match(where, view)))
			break;
	}
	return true;
}

const struct crm_record *crm_stream_record(const struct crm_stream *s)
{
	return crm_reader_current(s->reader);
}

bool crm_stream_failed(const struct crm_stream *s)
{
	return s->failed;
}

void crm_stream_free(struct crm_stream *s)
{
	if (s == NULL)
		return;
	crm_reader_free(s->reader);
	crm_findings_free(s->notes);
	free(s);
}
