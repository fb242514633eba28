/* Reading a base table through: where its rows begin, and which ids they have. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/store/base_table.h"
#include "lib/io/store/store_private.h"
#include "lib/time/clock.h"

#define PIECE ((size_t)1 << 20)
#define FRESH (INT64_C(2) * 1000000) /* us since it was written to */

/* ---- one row while the table is read through ---- */

static void add_flaw(
    struct crm_base *b, uint64_t at, long line, enum crm_base_why why, size_t first)
{
	crm_grow(&b->flaws, &b->flaws_cap, b->nflaws + 1, sizeof(*b->flaws));
	b->flaws[b->nflaws++] = (struct crm_base_flaw){at, (uint32_t)line, (uint32_t)first, why};
}

static void rehash(struct crm_base *b)
{
	b->nbuckets = b->nbuckets == 0 ? 1024 : b->nbuckets * 2;
	free(b->buckets);
	b->buckets = crm_calloc(b->nbuckets, sizeof(*b->buckets));
	for (size_t i = 0; i < b->nrows; i++) {
		uint32_t *head = &b->buckets[b->rows[i].hash & (b->nbuckets - 1)];

		b->rows[i].next = *head;
		*head = (uint32_t)(i + 1);
	}
}

static void add_row(struct crm_base *b, uint64_t hash, uint64_t at, long line)
{
	uint32_t *head;

	if (b->nrows >= b->nbuckets)
		rehash(b);
	crm_grow(&b->rows, &b->rows_cap, b->nrows + 1, sizeof(*b->rows));
	head = &b->buckets[hash & (b->nbuckets - 1)];
	b->rows[b->nrows] = (struct crm_base_row){hash, at, (uint32_t)line, *head};
	*head = (uint32_t)++b->nrows;
}

/* The cell of number i in a row that has no quotes. */
static const char *plain_cell(const char *p, size_t n, size_t i, size_t *len)
{
	const char *end = p + n, *comma;

	if (n > 0 && end[-1] == '\n')
		end--;
	if (end > p && end[-1] == '\r')
		end--;
	for (;; p = comma + 1) {
		comma = memchr(p, ',', (size_t)(end - p));
		if (i-- == 0)
			break;
		if (comma == NULL) {
			p = end;
			break;
		}
	}
	*len = (size_t)((comma != NULL && p < end ? comma : end) - p);
	return p;
}

static int take_row(
    struct crm_base *b, uint64_t at, const char *p, size_t n, long line, struct crm_err *e)
{
	const char *id;
	size_t len = 0;
	uint64_t hash;
	uint32_t first;

	if (memchr(p, '"', n) == NULL) {
		id = plain_cell(p, n, b->id, &len);
	} else {
		/* where quotes are wrong nobody knows where a row ends */
		if (crm_cells_split(p, n, &b->row, e) != 0) {
			crm_err_place(e, b->path.data, line, NULL);
			return -1;
		}
		id = b->id < b->row.n ? b->row.cells[b->id] : "";
		len = b->id < b->row.n ? b->row.lens[b->id] : 0;
	}
	if (len == 0 || !crm_id_valid(id, len)) {
		add_flaw(b, at, line, len == 0 ? CRM_BASE_NO_ID : CRM_BASE_BAD_ID, 0);
		return 0;
	}
	hash = crm_index_key(id, len);
	first = crm_base_next_hash(b, hash, 0);
	if (first != 0) {
		add_flaw(b, at, line, CRM_BASE_TWICE, first - 1);
		return 0;
	}
	if (b->nrows >= UINT32_MAX - 1)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, NULL, "too many rows");
	add_row(b, hash, at, line);
	crm_series_note(b->series, id, len);
	return 0;
}

/* ---- reading it through ---- */

struct pass {
	uint64_t at; /* of the next row */
	long line;
	bool header; /* has been taken */
};

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

static int next_row(
    struct crm_base *b, struct pass *s, const char *p, size_t len, struct crm_err *e)
{
	bool blank = len == 0 || p[0] == '\n' || (p[0] == '\r' && (len == 1 || p[1] == '\n'));

	if (!blank && !s->header) {
		if (crm_utf8_invalid(p, len) < len)
			crm_err_set(e, CRM_BADINPUT, "is not UTF-8");
		else if (crm_cells_split(p, len, &b->row, e) == 0)
			s->header = crm_base_header(b, s->line, e) == 0;
		if (!s->header)
			crm_err_place(e, b->path.data, s->line, NULL);
		if (!s->header)
			return -1;
	} else if (!blank && take_row(b, s->at, p, len, s->line, e) != 0) {
		return -1;
	}
	s->line += count_lf(p, len);
	s->at += len;
	return 0;
}

/* Of a table that is not whole: is somebody writing it now? */
static int refuse_fresh(const struct crm_base *b, struct crm_err *e)
{
	int64_t at = (int64_t)b->st.st_mtim.tv_sec * 1000000 + b->st.st_mtim.tv_nsec / 1000;
	int64_t age = crm_clock_now() - at;

	if (age <= -FRESH || age >= FRESH)
		return 0;
	return crm_err_at(e, CRM_TEMPFAIL, b->path.data, 0, NULL,
	    "is not whole, and was written to just now; try again");
}

/* The rows that are whole in b->window. */
static int window_rows(struct crm_base *b, struct pass *s, struct crm_err *e)
{
	uint64_t end = b->window_at + b->window.len;
	const char *p;
	size_t n, len;

	while (s->at < end) {
		p = b->window.data + (s->at - b->window_at);
		n = (size_t)(end - s->at);
		len = crm_cells_len(p, n);
		if (len == 0 && end == (uint64_t)b->st.st_size) {
			if (refuse_fresh(b, e) != 0)
				return -1;
			len = n;
		}
		if (len > b->limits.csv_record || (len == 0 && n > b->limits.csv_record))
			return crm_err_at(e, CRM_BADINPUT, b->path.data, s->line, NULL,
			    "row is longer than %zu bytes (limit csv-record)%s",
			    b->limits.csv_record,
			    memchr(p, '"', n) != NULL ? "; is a quote never closed?" : "");
		if (len == 0)
			break;
		if (next_row(b, s, p, len, e) != 0)
			return -1;
	}
	return 0;
}

/* Two ids may share a hash; then the later row is one of its own. */
static int judge_doubles(struct crm_base *b, struct crm_err *e)
{
	struct crm_buf id = CRM_BUF_INIT;
	size_t i, kept = 0;
	int ret = -1;

	for (i = 0; i < b->nflaws; i++) {
		struct crm_base_flaw f = b->flaws[i];
		const char *p;
		size_t len;

		if (f.why == CRM_BASE_TWICE) {
			p = crm_base_text(b, f.at, &len, e);
			if (p == NULL || crm_cells_split(p, len, &b->row, e) != 0)
				goto out;
			crm_buf_clear(&id);
			crm_buf_addz(&id, b->row.cells[b->id]);
			p = crm_base_text(b, b->rows[f.first].at, &len, e);
			if (p == NULL || crm_cells_split(p, len, &b->row, e) != 0)
				goto out;
			if (strcmp(b->row.cells[b->id], id.data) != 0) {
				add_row(b, b->rows[f.first].hash, f.at, (long)f.line);
				continue;
			}
		}
		b->flaws[kept++] = f;
	}
	b->nflaws = kept;
	ret = 0;
out:
	crm_buf_release(&id);
	return ret;
}

static int load(struct crm_base *b, struct crm_err *e)
{
	uint64_t size = (uint64_t)b->st.st_size, last;
	struct pass s = {0, 1, false};
	size_t want = PIECE;

	b->last_end = UINT64_MAX;
	if (size == 0 && refuse_fresh(b, e) != 0)
		return -1;
	if (size == 0)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, 0, NULL,
		    "is empty: a base table begins with a row of field names, one of them id");
	while (s.at < size) {
		last = s.at;
		if (crm_base_window(b, s.at, want, e) != 0)
			return -1;
		if (s.at == 0 && b->window.len >= 3 &&
		    memcmp(b->window.data, "\xef\xbb\xbf", 3) == 0)
			s.at = 3;
		if (window_rows(b, &s, e) != 0)
			return -1;
		want = s.at == last ? want * 2 : PIECE;
	}
	if (!s.header)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, 0, NULL,
		    "has no row of field names: one of them must be id");
	return judge_doubles(b, e);
}

int crm_base_load(struct crm_base *b, struct crm_err *e)
{
	if (b->loaded)
		return 0;
	if (b->columns != NULL) /* it failed before */
		return crm_err_at(
		    e, CRM_BADINPUT, b->path.data, 0, NULL, "cannot be read as a base table");
	if (load(b, e) != 0)
		return -1;
	b->loaded = true;
	return 0;
}
