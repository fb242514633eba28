/* A kind of a store as a reader. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/reader_private.h"
#include "lib/io/store/store_private.h"
#include "lib/time/instant.h"

struct kind_reader {
	struct crm_walk *walk;
	char *journal, *table; /* names; table NULL: none */
};

/* r->source is what the last record's line is in. */
static enum crm_read next_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct kind_reader *k = r->impl;
	enum crm_read rc = crm_walk_next(k->walk, out, &r->line, e);
	const char *source = crm_walk_on_row(k->walk) ? k->table : k->journal;

	r->by_row = rc == CRM_READ_OK && crm_walk_by_row(k->walk);
	if (rc == CRM_READ_OK && strcmp(r->source, source) != 0) {
		free(r->source);
		r->source = crm_strdup(source);
	}
	return rc;
}

static void close_walk(struct crm_reader *r)
{
	struct kind_reader *k = r->impl;

	crm_walk_free(k->walk);
	free(k->journal);
	free(k->table);
	free(k);
}

static const struct crm_reader_ops walk_ops = {next_record, NULL, close_walk, NULL};

int crm_store_reader(struct crm_store *s, const char *kind, const struct crm_shape *shape,
    const char *as_of, struct crm_findings *notes, struct crm_reader **out, struct crm_err *e)
{
	struct crm_instant then;
	struct kind_reader own = {NULL, NULL, NULL}, *k;
	struct crm_journal *j;

	if (as_of != NULL && crm_instant_parse(as_of, strlen(as_of), &then) != 0)
		return crm_err_set(e, CRM_BADINPUT, "not a date and time with offset: '%s'", as_of);
	if (crm_journal_open(s, kind, notes, &j, e) != 0)
		return -1;
	if (as_of != NULL && crm_journal_note_past(j, as_of, e) != 0) {
		crm_journal_free(j);
		return -1;
	}
	own.journal = crm_strdup(j->path.data);
	if (j->base != NULL)
		own.table = crm_strdup(j->base->path.data);
	own.walk = crm_walk_new(j, as_of, e);
	if (own.walk == NULL) {
		free(own.journal);
		free(own.table);
		return -1;
	}
	k = crm_malloc(sizeof(*k));
	*k = own;
	*out = crm_reader_make(&walk_ops, k, shape, k->journal);
	return 0;
}
