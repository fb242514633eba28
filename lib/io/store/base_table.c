/* Opening a base table: where its rows are, and which ids they have. */
#include "lib/io/store/base_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/store/store_private.h"

#define WINDOW_FEW ((size_t)4096)        /* a row somewhere */
#define WINDOW_MANY ((size_t)256 * 1024) /* row after row */
#define NOTES_MOST ((size_t)1000)

/* ---- the file ---- */

/* Rows would be past all that judges the steps. */
static int refuse_kind(struct crm_store *s, const char *name, int fd, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;

	close(fd);
	crm_store_path(s, name, &path);
	crm_err_at(e, CRM_BADINPUT, path.data, 0, NULL,
	    "this kind has no base table: its records are made by steps");
	crm_buf_release(&path);
	return -1;
}

int crm_base_open(struct crm_store *s, const char *kind, struct crm_base **out, struct crm_err *e)
{
	const struct crm_schema *schema = crm_store_schema(s, kind);
	struct crm_buf name = CRM_BUF_INIT;
	struct crm_base *b;
	struct stat st;
	int fd;

	*out = NULL;
	crm_buf_addf(&name, "%s.csv", kind);
	fd = crm_store_openat(s, name.data, O_RDONLY, &st, e);
	if (fd < 0) {
		crm_buf_release(&name);
		return fd == -2 ? 0 : -1;
	}
	if (schema != NULL && crm_schema_flagged(schema, CRM_F_STEPS) >= 0) {
		int ret = refuse_kind(s, name.data, fd, e);

		crm_buf_release(&name);
		return ret;
	}
	b = crm_calloc(1, sizeof(*b));
	b->store = s;
	b->fd = fd;
	b->st = st;
	b->kind = crm_strdup(kind);
	crm_store_path(s, name.data, &b->path);
	b->name = crm_buf_take(&name);
	crm_limits_init(&b->limits);
	b->series = crm_map_new();
	*out = b;
	return 0;
}

void crm_base_free(struct crm_base *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->n; i++)
		free(b->columns[i].name);
	close(b->fd);
	free(b->columns);
	free(b->rows);
	free(b->buckets);
	free(b->flaws);
	free(b->kind);
	free(b->name);
	crm_map_free(b->series);
	crm_buf_release(&b->path);
	crm_buf_release(&b->window);
	crm_cells_release(&b->row);
	free(b);
}

bool crm_base_current(const struct crm_base *b)
{
	struct stat st;

	return fstatat(b->store->dirfd, b->name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    st.st_dev == b->st.st_dev && st.st_ino == b->st.st_ino;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

int crm_base_unchanged(const struct crm_base *b, struct crm_err *e)
{
	struct stat now;

	/* a rename over it takes a name away, which is no change of what is in it */
	if (fstat(b->fd, &now) == 0 && now.st_size == b->st.st_size &&
	    same_time(&now.st_mtim, &b->st.st_mtim) &&
	    (now.st_nlink != b->st.st_nlink || same_time(&now.st_ctim, &b->st.st_ctim)))
		return 0;
	return crm_err_at(
	    e, CRM_TEMPFAIL, b->path.data, 0, NULL, "was changed while it was read; try again");
}

int crm_base_window(struct crm_base *b, uint64_t at, size_t want, struct crm_err *e)
{
	uint64_t left = (uint64_t)b->st.st_size - at;
	ssize_t n;

	if (want > left)
		want = (size_t)left;
	crm_buf_clear(&b->window);
	crm_buf_reserve(&b->window, want);
	n = crm_pread_all(b->fd, b->window.data, want, (off_t)at);
	if (n < 0)
		return crm_err_errno(e, CRM_IOERR, "cannot read", b->path.data);
	if (crm_base_unchanged(b, e) != 0)
		return -1;
	if ((size_t)n != want)
		return crm_err_at(
		    e, CRM_TEMPFAIL, b->path.data, 0, NULL, "was cut while it was read; try again");
	b->window.len = want;
	b->window.data[want] = '\0';
	b->window_at = at;
	return 0;
}

const char *crm_base_text(struct crm_base *b, uint64_t at, size_t *len, struct crm_err *e)
{
	size_t want = at == b->last_end ? WINDOW_MANY : WINDOW_FEW, n;
	const char *p;

	for (;;) {
		n = 0;
		if (at >= b->window_at && at < b->window_at + b->window.len) {
			p = b->window.data + (at - b->window_at);
			n = (size_t)(b->window_at + b->window.len - at);
			*len = crm_cells_len(p, n);
			if (*len == 0 && at + n == (uint64_t)b->st.st_size)
				*len = n;
			if (*len > 0) {
				b->last_end = at + *len;
				return p;
			}
		}
		while (want <= n)
			want *= 4;
		if (crm_base_window(b, at, want, e) != 0)
			return NULL;
	}
}

/* ---- asking it ---- */

uint32_t crm_base_next_hash(const struct crm_base *b, uint64_t hash, uint32_t row)
{
	if (b->nbuckets == 0)
		return 0;
	row = row == 0 ? b->buckets[hash & (b->nbuckets - 1)] : b->rows[row - 1].next;
	while (row != 0 && b->rows[row - 1].hash != hash)
		row = b->rows[row - 1].next;
	return row;
}

/* The row at p, whose cells are in b->row. */
static int judge_row(const struct crm_base *b, const char *p, size_t len, struct crm_err *why)
{
	const struct crm_cells *c = &b->row;

	if (c->n != b->n)
		return crm_err_set(why, CRM_BADINPUT, "has %zu columns, expected %zu", c->n, b->n);
	if (p[len - 1] != '\n')
		return crm_err_set(why, CRM_BADINPUT,
		    "the table ends within this row: it was cut, or the last line end is missing");
	if (b->of_kind < b->n && c->lens[b->of_kind] > 0 &&
	    strcmp(c->cells[b->of_kind], b->kind) != 0)
		return crm_err_at(why, CRM_BADINPUT, NULL, 0, "kind", "'%.64s', but %s expected",
		    c->cells[b->of_kind], b->kind);
	return 0;
}

int crm_base_read(struct crm_base *b, size_t row, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	const char *p;
	size_t len;

	if (b->present == row + 1)
		return 0;
	b->present = 0;
	p = crm_base_text(b, b->rows[row].at, &len, e);
	if (p == NULL)
		return -1;
	if (crm_utf8_invalid(p, len) < len)
		crm_err_set(&why, CRM_BADINPUT, "is not UTF-8");
	else if (crm_cells_split(p, len, &b->row, &why) == 0)
		(void)judge_row(b, p, len, &why);
	if (why.code != 0)
		return crm_err_at(
		    e, why.code, b->path.data, (long)b->rows[row].line, why.field, "%s", why.text);
	b->present = row + 1;
	return 0;
}

/* Is it the row of that id? Its other cells may be wrong. */
static int has_id(struct crm_base *b, size_t row, const char *id, struct crm_err *e)
{
	const char *p;
	size_t len;

	if (b->present != row + 1) {
		b->present = 0;
		p = crm_base_text(b, b->rows[row].at, &len, e);
		if (p == NULL)
			return -1;
		if (crm_cells_split(p, len, &b->row, e) != 0) {
			crm_err_place(e, b->path.data, (long)b->rows[row].line, NULL);
			return -1;
		}
		if (crm_utf8_invalid(p, len) == len && judge_row(b, p, len, NULL) == 0)
			b->present = row + 1;
	}
	return strcmp(b->row.cells[b->id], id) == 0;
}

int crm_base_find(struct crm_base *b, const char *id, size_t *row, struct crm_err *e)
{
	uint64_t hash = crm_index_key(id, strlen(id));
	uint32_t at = 0;
	int got = 0;

	if (crm_base_load(b, e) != 0)
		return -1;
	while (got == 0 && (at = crm_base_next_hash(b, hash, at)) != 0)
		got = has_id(b, at - 1, id, e);
	if (got == 1)
		*row = at - 1;
	return got;
}

static void add_note(
    struct crm_base *b, bool writer, struct crm_findings *f, const struct crm_base_flaw *flaw)
{
	const enum crm_severity severity = writer ? CRM_WARNING : CRM_ERROR;
	const char *code = writer ? "bad_row" : "bad_line";
	static const char *const texts[] = {
	    [CRM_BASE_NO_ID] = "the row has no id",
	    [CRM_BASE_BAD_ID] = "not an id: 1 to 64 letters, digits, '.', '_', '-' expected",
	};
	const char *id = NULL;

	if (flaw->why == CRM_BASE_TWICE) {
		if (crm_base_read(b, flaw->first, NULL) == 0)
			id = b->row.cells[b->id];
		crm_finding_add(f, severity, code, b->path.data, (long)flaw->line, id, "id",
		    "has a row in line %lu already; this one is left out",
		    (unsigned long)b->rows[flaw->first].line);
		return;
	}
	crm_finding_add(f, severity, code, b->path.data, (long)flaw->line, NULL, "id",
	    "%s; the row is left out", texts[flaw->why]);
}

int crm_base_notes(struct crm_base *b, bool writer, struct crm_findings *f, struct crm_err *e)
{
	size_t i;

	if (crm_base_load(b, e) != 0)
		return -1;
	for (i = 0; f != NULL && i < b->nflaws && i < NOTES_MOST; i++)
		add_note(b, writer, f, &b->flaws[i]);
	if (f != NULL && i < b->nflaws)
		crm_finding_add(f, writer ? CRM_WARNING : CRM_ERROR,
		    writer ? "bad_row" : "bad_line", b->path.data, 0, NULL, NULL,
		    "%zu more bad rows", b->nflaws - i);
	return 0;
}
