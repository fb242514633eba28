/* The lines of a journal: by offset, by record, in order. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/io/store/store_private.h"

#define WINDOW_FEW ((size_t)4096)        /* a line somewhere */
#define WINDOW_MANY ((size_t)256 * 1024) /* line after line */

ssize_t crm_journal_read(const struct crm_journal *j, void *to, size_t n, uint64_t at)
{
	const struct crm_bytes b = {j->fd, j->from, j->spool};

	return crm_bytes_read(&b, to, n, at);
}

/* Fills the window from `at` on; at most to the end of what counts. */
static int read_window(struct crm_journal *j, uint64_t at, size_t want, struct crm_err *e)
{
	uint64_t left = j->ix.end - at;
	ssize_t n;

	if (want > left)
		want = (size_t)left;
	crm_buf_clear(&j->window);
	crm_buf_reserve(&j->window, want);
	n = crm_journal_read(j, j->window.data, want, at);
	if (n < 0)
		return crm_err_errno(e, CRM_IOERR, "cannot read", j->path.data);
	if ((size_t)n != want)
		return crm_err_at(
		    e, CRM_TEMPFAIL, j->path.data, 0, NULL, "was cut while it was read; try again");
	j->window.len = want;
	j->window.data[want] = '\0';
	j->window_at = at;
	return 0;
}

int crm_journal_text(
    struct crm_journal *j, uint64_t at, const char **text, size_t *len, struct crm_err *e)
{
	size_t want = at == j->last_end ? WINDOW_MANY : WINDOW_FEW, from;
	const char *p, *lf;

	if (at >= j->ix.end)
		return crm_err_at(
		    e, CRM_TEMPFAIL, j->path.data, 0, NULL, "changed while it was read; try again");
	for (;;) {
		if (at >= j->window_at && at < j->window_at + j->window.len) {
			from = (size_t)(at - j->window_at);
			p = j->window.data + from;
			lf = memchr(p, '\n', j->window.len - from);
			if (lf != NULL) {
				*text = p;
				*len = (size_t)(lf - p);
				j->last_end = at + *len + 1;
				return 0;
			}
			if (j->window_at + j->window.len == j->ix.end)
				return crm_err_at(e, CRM_TEMPFAIL, j->path.data, 0, NULL,
				    "changed while it was read; try again");
			while (want <= j->window.len - from)
				want *= 4;
		}
		if (read_window(j, at, want, e) != 0)
			return -1;
	}
}

static long count_lf(const char *p, size_t n)
{
	const char *end = p + n;
	long lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

int crm_journal_number(struct crm_journal *j, uint64_t at, long *out, struct crm_err *e)
{
	uint64_t block = at / CRM_MARK, from;
	long lines;

	if (j->ix.nmarks == 0 || at == 0) {
		*out = j->before + 1;
		return 0;
	}
	if (block >= j->ix.nmarks)
		block = j->ix.nmarks - 1;
	from = block * CRM_MARK;
	lines = (long)j->ix.marks[block];
	if (j->known_line > 0 && j->known_at <= at && j->known_at > from) {
		from = j->known_at;
		lines = j->known_line - j->before - 1;
	}
	if (from >= j->window_at && at <= j->window_at + j->window.len) {
		lines += count_lf(j->window.data + (from - j->window_at), (size_t)(at - from));
	} else if (at > from) {
		crm_buf_clear(&j->block);
		crm_buf_reserve(&j->block, (size_t)(at - from));
		if (crm_journal_read(j, j->block.data, (size_t)(at - from), from) !=
		    (ssize_t)(at - from))
			return crm_err_set(e, CRM_IOERR, "cannot read '%s'", j->path.data);
		lines += count_lf(j->block.data, (size_t)(at - from));
	}
	*out = j->before + lines + 1;
	j->known_at = at;
	j->known_line = *out;
	return 0;
}

int crm_journal_ids(struct crm_journal *j, uint64_t hash, struct crm_hits *out, struct crm_err *e)
{
	*out = crm_index_ids(&j->ix, hash);
	if (!j->ix.damaged)
		return 0;
	if (crm_journal_rescan(j, e) != 0)
		return -1;
	*out = crm_index_ids(&j->ix, hash);
	return 0;
}

int crm_journal_hits(struct crm_journal *j, const char *id, struct crm_hits *out, struct crm_err *e)
{
	return crm_journal_ids(j, crm_index_key(id, strlen(id)), out, e);
}

int crm_journal_ops(struct crm_journal *j, const char *op, struct crm_hits *out, struct crm_err *e)
{
	uint64_t hash = crm_index_key(op, strlen(op));

	*out = crm_index_ops(&j->ix, hash);
	if (!j->ix.damaged)
		return 0;
	if (crm_journal_rescan(j, e) != 0)
		return -1;
	*out = crm_index_ops(&j->ix, hash);
	return 0;
}

int crm_journal_firsts(struct crm_journal *j, struct crm_ref **out, size_t *n, struct crm_err *e)
{
	*out = crm_index_firsts(&j->ix, n);
	if (!j->ix.damaged)
		return 0;
	if (crm_journal_rescan(j, e) != 0)
		return -1;
	*out = crm_index_firsts(&j->ix, n);
	return 0;
}

/* The line at `at`, when it is one of that id. 1, 0, -1. */
static int line_of(struct crm_journal *j, uint64_t at, const char *id, const char **text,
    size_t *len, struct crm_err *e)
{
	struct crm_scan s;

	if (crm_journal_text(j, at, text, len, e) != 0)
		return -1;
	return crm_linescan(*text, *len, j->limits.depth, &s) == 0 &&
	    crm_span_text(s.v[CRM_M_ID], &j->scratch) == 0 &&
	    strcmp(crm_buf_str(&j->scratch), id) == 0;
}

int crm_journal_has(struct crm_journal *j, const char *id, struct crm_err *e)
{
	const char *text = NULL;
	size_t i, len = 0;
	struct crm_hits h;
	bool row = false;
	int r;

	if (crm_journal_row(j, id, &row, &i, e) != 0 || crm_journal_hits(j, id, &h, e) != 0)
		return -1;
	r = row ? 1 : 0;
	for (i = 0; i < crm_hits_count(&h) && r == 0; i++)
		r = line_of(j, crm_hits_at(&h, i), id, &text, &len, e);
	return r;
}

int crm_journal_next_of(
    struct crm_journal *j, const char *id, size_t *pos, struct crm_line *out, struct crm_err *e)
{
	struct crm_hits h;
	uint64_t at;
	int r = 0;

	if (crm_journal_hits(j, id, &h, e) != 0)
		return -1;
	while (r == 0) {
		if (*pos >= crm_hits_count(&h))
			return 0;
		at = crm_hits_at(&h, (*pos)++);
		r = line_of(j, at, id, &out->text, &out->len, e);
	}
	return r < 0 || crm_journal_number(j, at, &out->number, e) != 0 ? -1 : 1;
}

int crm_journal_next(struct crm_journal *j, size_t *pos, struct crm_line *out, struct crm_err *e)
{
	uint64_t at = *pos;

	for (;;) {
		if (at >= j->ix.end)
			return 0;
		if (crm_journal_text(j, at, &out->text, &out->len, e) != 0)
			return -1;
		if (!crm_index_flawed(&j->ix, at))
			break;
		at += out->len + 1;
	}
	if (crm_journal_number(j, at, &out->number, e) != 0)
		return -1;
	*pos = (size_t)(at + out->len + 1);
	return 1;
}
