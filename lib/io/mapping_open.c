/* A file opened for a map: which format, which dialect. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/io/mapping_private.h"

static bool ends_with(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);

	return n > k && strcasecmp(name + n - k, suffix) == 0;
}

/* As crm_reader_open(): by suffix, else by the first byte. */
static bool is_csv(const char *name, const struct crm_reader_opts *o, const char *p, size_t n)
{
	size_t i = 0;

	if (o->excel || o->format != CRM_FMT_AUTO)
		return o->excel || o->format == CRM_FMT_CSV;
	if (ends_with(name, ".csv") || ends_with(name, ".tsv"))
		return true;
	if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson") || ends_with(name, ".json"))
		return false;
	while (i < n && strchr(" \t\r\n", p[i]) != NULL)
		i++;
	return i < n && p[i] != '[' && p[i] != '{';
}

/* The most frequent of , ; TAB in the header line, outside quotes. */
static char delimiter_of(const char *p, size_t n)
{
	static const char candidates[] = {',', ';', '\t'};
	size_t count[sizeof(candidates)] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < n && (quoted || (p[i] != '\n' && p[i] != '\r')); i++) {
		const char *c = memchr(candidates, p[i], sizeof(candidates));

		if (p[i] == '"')
			quoted = !quoted;
		else if (!quoted && c != NULL)
			count[c - candidates]++;
	}
	for (size_t i = 1; i < sizeof(candidates); i++) {
		if (count[i] > count[best])
			best = i;
	}
	return candidates[best];
}

static char delimiter(const struct crm_mapping *m, const char *name,
    const struct crm_reader_opts *o, const char *p, size_t n)
{
	if (o->delimiter != 0)
		return o->delimiter;
	if (m->delimiter != 0)
		return m->delimiter;
	if (ends_with(name, ".tsv"))
		return '\t';
	if (o->format == CRM_FMT_CSV && !o->excel)
		return ',';
	return delimiter_of(p, n);
}

bool crm_mapping_dialect(
    const struct crm_mapping *m, const struct crm_reader_opts *o, struct crm_csv_opts *out)
{
	out->excel = o->excel || (m->excel && o->format == CRM_FMT_AUTO);
	out->delimiter = delimiter(m, "", o, "", 0);
	return out->excel || o->encoding != NULL || m->encoding != NULL;
}

static int open_csv(struct crm_rows *r, const struct crm_csv_opts *c, struct crm_err *e)
{
	struct crm_csv_row header;

	r->source = crm_source_name(r->src);
	r->csv = crm_csv_new(r->src, c);
	switch (crm_csv_row(r->csv, &header, e)) {
	case CRM_READ_OK:
		return crm_rows_bind(r, &header, e);
	case CRM_READ_END:
		return crm_err_at(e, CRM_BADINPUT, r->source, 0, NULL,
		    "empty, a header of column names expected");
	case CRM_READ_BAD:
	case CRM_READ_FAIL:
		break;
	}
	return -1;
}

int crm_rows_open(const struct crm_mapping *m, const char *path, const struct crm_reader_opts *o,
    struct crm_rows **out, struct crm_err *e)
{
	struct crm_reader_opts ro = *o;
	struct crm_rows *r = crm_calloc(1, sizeof(*r));
	struct crm_csv_opts c;
	const char *p = "", *name;
	size_t n = 0;
	int rc = -1;

	r->m = m;
	(void)crm_mapping_dialect(m, o, &c);
	ro.excel = c.excel;
	if (ro.encoding == NULL)
		ro.encoding = m->encoding;
	if (crm_source_open(path, ro.encoding, o->limits, &r->src, e) != 0 ||
	    crm_source_peek(r->src, &p, &n, e) == CRM_READ_FAIL)
		goto out;
	name = crm_source_name(r->src);
	if (is_csv(name, &ro, p, n)) {
		c.delimiter = delimiter(m, name, o, p, n);
		rc = open_csv(r, &c, e);
	} else {
		struct crm_source *src = r->src;

		r->src = NULL; /* the reader's, also when it fails */
		rc = crm_reader_of_source(src, &ro, NULL, &r->reader, e);
		if (rc == 0)
			r->source = crm_reader_source(r->reader);
	}
out:
	if (rc == 0)
		*out = r;
	else
		crm_rows_free(r);
	return rc;
}

void crm_rows_free(struct crm_rows *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		const struct crm_binding *b = &r->bindings[i];

		/* a column's own target may have a shell; the map's have none */
		if (b->n == 1)
			crm_record_free(b->targets[0].shell);
	}
	crm_csv_free(r->csv);
	crm_source_free(r->src);
	crm_reader_free(r->reader);
	crm_record_free(r->fields);
	crm_buf_release(&r->identity);
	crm_buf_release(&r->scratch);
	crm_arena_release(&r->arena);
	crm_arena_release(&r->row);
	free(r->errs);
	free(r);
}
