/*
 * What a step did that used an op. A rewriting gives a line another prev, of
 * which keys are made, or makes it one with others; so the line is looked up
 * in the old files, down to the one that it was written to.
 */
#include <fcntl.h>
#include <unistd.h>

#include "lib/io/store/rewrite_private.h"

struct wanted {
	const struct crm_store *store;
	const char *kind, *op;
	struct crm_record **before, **line;
};

static int read_place(struct crm_journal *j, uint64_t at, const struct wanted *w, struct crm_err *e)
{
	struct crm_record *own = NULL;
	struct crm_fold f;
	const char *text, *id;
	size_t len;

	if (crm_journal_text(j, at, &text, &len, e) != 0 ||
	    crm_record_parse(text, len, &j->limits, &own, e) != 0)
		return -1;
	id = crm_record_text(own, "id");
	if (id == NULL)
		crm_err_set(e, CRM_BADINPUT, "a line without an id");
	if (id == NULL || crm_fold_before(j, id, at, &f, e) != 0) {
		crm_record_free(own);
		return -1;
	}
	if (f.lines == 0 && (!f.based || crm_record_has(own, "new"))) {
		crm_record_free(f.record);
		f.record = NULL;
	}
	*w->before = f.record;
	*w->line = own;
	return 1;
}

/* Is the line one that the journal was rewritten to, and from which epoch? 1,
 * 0, -1. */
static int rewritten(const struct crm_journal *j, uint64_t at, int64_t *epoch, struct crm_err *e)
{
	struct crm_first_line h;
	int got = j->ix.epoch == 0 ? 0 : crm_first_line_read(j->fd, &h, e);

	if (got <= 0)
		return got;
	*epoch = h.was.epoch;
	return at < h.end + (uint64_t)h.is.bytes && h.was.epoch < h.epoch;
}

static int find(struct crm_journal *j, const struct wanted *w, struct crm_err *e);

static int find_old(const struct wanted *w, int64_t epoch, struct crm_err *e)
{
	struct crm_journal *old = NULL;
	char name[CRM_OLD_NAME_MAX];
	struct crm_bytes_of b = {.name = name, .kind = w->kind};
	struct crm_limits l;
	struct stat st;
	int ret;

	crm_limits_init(&l);
	crm_old_name(w->kind, epoch, name);
	b.fd = crm_store_openat(w->store, name, O_RDONLY, &st, e);
	if (b.fd < 0)
		return b.fd == -2 ? 0 : -1;
	b.size = (uint64_t)st.st_size;
	ret = crm_journal_over(&b, &l, NULL, &old, e);
	if (ret == 0)
		ret = find(old, w, e);
	crm_journal_free(old);
	close(b.fd);
	return ret;
}

static int find(struct crm_journal *j, const struct wanted *w, struct crm_err *e)
{
	int64_t epoch = 0;
	uint64_t at;
	bool alone;
	int got = crm_journal_find_op(j, w->op, &at, &alone, e), moved;

	if (got <= 0)
		return got;
	moved = rewritten(j, at, &epoch, e);
	if (moved != 0)
		return moved < 0 ? -1 : find_old(w, epoch, e);
	return alone ? read_place(j, at, w, e) : 0;
}

int crm_journal_before_op(struct crm_journal *j, const char *op, struct crm_record **before,
    struct crm_record **line, struct crm_err *e)
{
	const struct wanted w = {j->store, j->kind, op, before, line};

	return find(j, &w, e);
}
