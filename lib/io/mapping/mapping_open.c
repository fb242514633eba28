/* A file opened for a map: which format, which dialect. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/mapping/mapping_private.h"
#include "lib/io/reader_private.h"

/* The command line's options, and the map's where it has none. */
static struct crm_reader_opts both_opts(
    const struct crm_mapping *m, const struct crm_reader_opts *o)
{
	struct crm_reader_opts both = *o;

	both.excel = o->excel || (m->excel && o->format == CRM_FMT_AUTO);
	if (both.encoding == NULL)
		both.encoding = m->encoding;
	if (both.delimiter == 0)
		both.delimiter = m->delimiter;
	return both;
}

bool crm_mapping_dialect(
    const struct crm_mapping *m, const struct crm_reader_opts *o, struct crm_csv_opts *out)
{
	struct crm_reader_opts both = both_opts(m, o);

	*out = (struct crm_csv_opts){both.delimiter, both.excel};
	return both.excel || both.encoding != NULL;
}

static int open_csv(struct crm_rows *r, const struct crm_csv_opts *c, struct crm_err *e)
{
	struct crm_csv_row header;

	r->source = crm_source_name(r->src);
	r->csv = crm_csv_new(r->src, c);
	switch (crm_csv_row(r->csv, &header, e)) {
	case CRM_READ_OK:
		return crm_rows_header(r, &header, e);
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
	struct crm_reader_opts both = both_opts(m, o);
	struct crm_rows *r = crm_calloc(1, sizeof(*r));
	enum crm_format format;
	struct crm_csv_opts csv;
	int rc = -1;

	r->m = m;
	if (crm_source_open(path, both.encoding, o->limits, &r->src, e) != 0 ||
	    crm_reader_choose(r->src, &both, &format, &csv, e) != 0)
		goto out;
	both.format = format;
	if (both.format == CRM_FMT_CSV) {
		rc = open_csv(r, &csv, e);
	} else {
		struct crm_source *src = r->src;

		r->src = NULL; /* the reader's, also when it fails */
		rc = crm_reader_of_source(src, &both, NULL, &r->reader, e);
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
	for (size_t i = 0; i < r->nheads; i++) {
		const struct crm_binding *b = &r->bindings[i];

		/* a column's own target may have a shell; the map's have none */
		if (b->n == 1)
			crm_record_free(b->targets[0].shell);
	}
	crm_csv_free(r->csv);
	crm_source_free(r->src);
	crm_reader_free(r->reader);
	crm_record_free(r->record);
	crm_map_free(r->leaves);
	crm_map_free(r->notes);
	crm_record_free(r->fields);
	crm_buf_release(&r->identity);
	crm_buf_release(&r->scratch);
	crm_arena_release(&r->arena);
	crm_arena_release(&r->row);
	free(r->errs);
	free(r);
}
