/* All records of files or stdin, before any lock. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/tool/private.h"
#include "lib/tool/stream.h"

static bool is_kept(const struct crm_map *only, const char *member)
{
	size_t i, len = strlen(member);

	for (i = 0; i < crm_map_count(only); i++) {
		const char *path = crm_map_key(only, i, NULL);

		if (strncmp(path, member, len) == 0 && (path[len] == '\0' || path[len] == '.'))
			return true;
	}
	return strcmp(member, "kind") == 0 || strcmp(member, "id") == 0;
}

static void keep_only(struct crm_record *record, const struct crm_map *only)
{
	const char *member;
	size_t i = 0;

	while ((member = crm_record_member(record, i)) != NULL)
		if (is_kept(only, member) || !crm_record_remove(record, member))
			i++;
}

static void add(struct crm_inputs *in, struct crm_record *record, const char *source, long line)
{
	const char *last = in->n > 0 ? in->items[in->n - 1].source : NULL;

	crm_grow(&in->items, &in->cap, in->n + 1, sizeof(*in->items));
	in->items[in->n].record = record;
	in->items[in->n].line = line;
	in->items[in->n++].source =
	    last != NULL && strcmp(last, source) == 0 ? last : crm_arena_strdup(&in->arena, source);
}

const char *crm_input_id(const struct crm_run *r, const struct crm_input *in, bool needed,
    const char **id, struct crm_buf *why)
{
	const char *kind = crm_record_text(in->record, "kind");
	const char *text = crm_record_text(in->record, "id");
	bool valid = text != NULL && crm_id_valid(text, strlen(text));

	*id = valid ? text : NULL;
	if (crm_record_has(in->record, "kind") &&
	    (kind == NULL || strcmp(kind, r->kind->name) != 0)) {
		crm_buf_addf(
		    why, "kind is '%s', expected '%s'", kind != NULL ? kind : "", r->kind->name);
		return "wrong_kind";
	}
	if (valid || (!needed && !crm_record_has(in->record, "id")))
		return NULL;
	if (text == NULL)
		crm_buf_addz(why, "no id");
	else
		crm_buf_addf(why, "not an id: '%s'", text);
	return text == NULL ? "no_id" : "bad_value";
}

static bool is_beside(const struct crm_run *r, const struct crm_record *record)
{
	const char *kind = crm_record_text(record, "kind");

	return kind != NULL && r->kind->beside != NULL && strcmp(kind, r->kind->beside) == 0;
}

int crm_inputs_read(
    struct crm_run *r, const char *path, const struct crm_inputs_opts *o, struct crm_inputs *out)
{
	struct crm_reader_opts opts;
	struct crm_reader *reader = NULL;
	struct crm_findings *notes;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got;

	if (crm_run_reader_opts(r, &opts) < 0)
		return -1;
	opts.piped_records = o->piped;
	opts.unfolded = !o->piped;
	opts.notes = notes = crm_findings_new();
	if (crm_reader_open(path, &opts, crm_run_shape(r), &reader, &e) < 0) {
		crm_findings_free(notes);
		return crm_run_fail(r, &e);
	}
	do {
		crm_err_clear(&e);
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_OK && is_beside(r, record)) {
			crm_record_free(record);
		} else if (got == CRM_READ_OK) {
			if (o->only != NULL)
				keep_only(record, o->only);
			crm_record_normalise(record, r->kind->flow.schema);
			add(out, record, crm_reader_source(reader), crm_reader_line(reader));
		} else if (got != CRM_READ_END) {
			(void)crm_run_fail(r, &e);
			out->bad++;
		}
	} while (got != CRM_READ_END && got != CRM_READ_FAIL);
	crm_reader_free(reader);
	crm_run_notes(r, notes);
	crm_findings_free(notes);
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
