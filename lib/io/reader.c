#include "lib/io/reader.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/limits.h"
#include "lib/io/csvio.h"
#include "lib/io/reader_private.h"

int crm_format_parse(const char *name, enum crm_format *out)
{
	static const struct {
		const char *name;
		enum crm_format format;
	} names[] = {
	    {"auto", CRM_FMT_AUTO},
	    {"jsonl", CRM_FMT_JSONL},
	    {"json", CRM_FMT_JSON},
	    {"csv", CRM_FMT_CSV},
	    {"table", CRM_FMT_TABLE},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i].name) == 0) {
			*out = names[i].format;
			return 0;
		}
	}
	return -1;
}

/* ---- any reader ---- */

struct crm_reader *crm_reader_make(
    const struct crm_reader_ops *ops, void *impl, const struct crm_shape *shape, const char *source)
{
	struct crm_reader *r = crm_calloc(1, sizeof(*r));

	r->ops = ops;
	r->impl = impl;
	r->shape = shape;
	r->source = crm_strdup(source);
	return r;
}

void crm_reader_free(struct crm_reader *r)
{
	if (r == NULL)
		return;
	r->ops->close(r);
	crm_arena_release(&r->arena);
	crm_record_free(r->current);
	free(r->source);
	free(r);
}

static void forget(struct crm_reader *r)
{
	crm_record_free(r->current);
	r->current = NULL;
	r->bad = NULL;
	crm_arena_clear(&r->arena);
}

enum crm_read crm_reader_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	forget(r);
	r->viewed = false;
	return r->ops->record(r, out, e);
}

enum crm_read crm_reader_view(struct crm_reader *r, struct crm_view *out, struct crm_err *e)
{
	enum crm_read rc;

	if (r->shape == NULL)
		crm_fatal("a view without a shape");
	forget(r);
	if (r->ops->view != NULL) {
		rc = r->ops->view(r, out, e);
	} else {
		rc = r->ops->record(r, &r->current, e);
		if (rc == CRM_READ_OK)
			crm_view_of_record(r->shape, r->current, &r->arena, out);
	}
	r->viewed = rc == CRM_READ_OK;
	if (r->viewed) {
		out->source = r->source;
		out->line = r->line;
	}
	return rc;
}

const struct crm_record *crm_reader_current(struct crm_reader *r)
{
	if (r->viewed && r->current == NULL)
		r->current = r->ops->build(r);
	return r->current;
}

const char *crm_reader_bad(const struct crm_reader *r, size_t *len)
{
	*len = r->bad != NULL ? r->bad_len : 0;
	return r->bad;
}

bool crm_reader_by_row(const struct crm_reader *r)
{
	return r->by_row;
}

const char *crm_reader_source(const struct crm_reader *r)
{
	return r->source;
}

long crm_reader_line(const struct crm_reader *r)
{
	return r->line;
}

/* ---- which format ---- */

static bool ends_with(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && crm_ascii_same(name + n - m, m, suffix, m);
}

static enum crm_format by_suffix(const char *name)
{
	if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson"))
		return CRM_FMT_JSONL;
	if (ends_with(name, ".json"))
		return CRM_FMT_JSON;
	if (ends_with(name, ".csv") || ends_with(name, ".tsv"))
		return CRM_FMT_CSV;
	return CRM_FMT_AUTO;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A line that holds nothing but '{' begins a record printed over lines. */
static enum crm_format by_content(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && is_blank(p[i]))
		i++;
	if (i == n || p[i] == '[')
		return i == n ? CRM_FMT_JSONL : CRM_FMT_JSON;
	if (p[i] != '{')
		return CRM_FMT_CSV;
	for (i++; i < n && is_blank(p[i]); i++)
		if (p[i] == '\n')
			return CRM_FMT_JSON;
	return CRM_FMT_JSONL;
}

int crm_reader_choose(struct crm_source *src, const struct crm_reader_opts *o,
    enum crm_format *format, struct crm_csv_opts *csv, struct crm_err *e)
{
	const char *p = "", *name = crm_source_name(src);
	size_t n = 0;

	if (crm_source_peek(src, &p, &n, e) == CRM_READ_FAIL)
		return -1;
	*format = o->excel ? CRM_FMT_CSV : o->format;
	if (*format == CRM_FMT_AUTO)
		*format = by_suffix(name);
	if (*format == CRM_FMT_AUTO)
		*format = by_content(p, n);
	*csv = (struct crm_csv_opts){o->delimiter, o->excel};
	if (csv->delimiter == 0 && ends_with(name, ".tsv"))
		csv->delimiter = '\t';
	if (csv->delimiter == 0 && (o->format == CRM_FMT_AUTO || o->excel))
		csv->delimiter = crm_csv_delimiter(p, n);
	return 0;
}

int crm_reader_of_source(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	enum crm_format format;
	struct crm_csv_opts csv;

	if (crm_reader_choose(src, o, &format, &csv, e) == -1) {
		crm_source_free(src);
		return -1;
	}
	switch (format) {
	case CRM_FMT_JSONL:
		return crm_reader_jsonl(src, o, shape, out, e);
	case CRM_FMT_JSON:
		return crm_reader_json(src, o, shape, out, e);
	case CRM_FMT_CSV:
		return crm_reader_csv(src, &csv, shape, out, e);
	case CRM_FMT_AUTO:
	case CRM_FMT_TABLE:
		break;
	}
	crm_source_free(src);
	return crm_err_set(e, CRM_BADINPUT, "a table cannot be read, expected jsonl, json or csv");
}

int crm_reader_open(const char *path, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	struct crm_source *src;

	if (crm_source_open(path, o->encoding, o->limits, &src, e) == -1)
		return -1;
	return crm_reader_of_source(src, o, shape, out, e);
}
