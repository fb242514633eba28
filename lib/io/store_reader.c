/* A kind of a store as a reader. */
#include <string.h>

#include "lib/io/reader_private.h"
#include "lib/io/store_private.h"
#include "lib/time/instant.h"

static enum crm_read next_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	return crm_walk_next(r->impl, out, &r->line, e);
}

static void close_walk(struct crm_reader *r)
{
	crm_walk_free(r->impl);
}

static const struct crm_reader_ops walk_ops = {next_record, NULL, close_walk, NULL};

int crm_store_reader(struct crm_store *s, const char *kind, const struct crm_shape *shape,
    const char *as_of, struct crm_findings *notes, struct crm_reader **out, struct crm_err *e)
{
	struct crm_instant then;
	struct crm_journal *j;
	struct crm_walk *w;

	if (as_of != NULL && crm_instant_parse(as_of, strlen(as_of), &then) != 0)
		return crm_err_set(e, CRM_BADINPUT, "not a date and time with offset: '%s'", as_of);
	if (crm_journal_open(s, kind, notes, &j, e) != 0)
		return -1;
	w = crm_walk_new(j, as_of, e);
	if (w == NULL)
		return -1;
	*out = crm_reader_make(&walk_ops, w, shape, j->path.data);
	return 0;
}
