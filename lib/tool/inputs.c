/* All records of files or stdin, before any lock. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"
#include "lib/tool/stream.h"

static void add(struct crm_inputs *in, struct crm_record *record, const char *source, long line)
{
	const char *last = in->n > 0 ? in->items[in->n - 1].source : NULL;

	crm_grow(&in->items, &in->cap, in->n + 1, sizeof(*in->items));
	in->items[in->n].record = record;
	in->items[in->n].line = line;
	in->items[in->n++].source =
	    last != NULL && strcmp(last, source) == 0 ? last : crm_arena_strdup(&in->arena, source);
}

int crm_inputs_read(struct crm_run *r, const char *path, bool piped, struct crm_inputs *out)
{
	struct crm_reader_opts opts;
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got;

	if (crm_run_reader_opts(r, &opts) < 0)
		return -1;
	opts.piped_records = piped;
	if (crm_reader_open(path, &opts, crm_run_shape(r), &reader, &e) < 0)
		return crm_run_fail(r, &e);
	do {
		crm_err_clear(&e);
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_OK) {
			add(out, record, crm_reader_source(reader), crm_reader_line(reader));
		} else if (got != CRM_READ_END) {
			(void)crm_run_fail(r, &e);
			out->bad++;
		}
	} while (got != CRM_READ_END && got != CRM_READ_FAIL);
	crm_reader_free(reader);
	return got == CRM_READ_FAIL ? -1 : 0;
}

void crm_inputs_release(struct crm_inputs *in)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		crm_record_free(in->items[i].record);
	free(in->items);
	crm_arena_release(&in->arena);
	memset(in, 0, sizeof(*in));
}
