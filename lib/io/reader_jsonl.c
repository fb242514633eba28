/* JSON Lines: one record a line, or the lines of a journal folded by id. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/limits.h"
#include "lib/io/reader_private.h"

struct fold {
	struct crm_record *record; /* NULL: nothing folded, or given */
	long line;                 /* of its last line */
	bool created;
	size_t bytes; /* at least what the record takes as text */
};

struct pending { /* a line of a batch that is not complete */
	struct crm_record *line;
	long number;
	size_t len;
};

struct jsonl_reader {
	struct crm_source *src;
	struct crm_limits limits;
	bool as_of_set;
	struct crm_instant as_of;
	bool ended;

	struct crm_map *ids; /* entry i is folds[i] */
	struct fold *folds;
	size_t folds_cap, given;

	char *tx; /* of the open batch, NULL: none */
	long tx_lines;
	struct pending *pending;
	size_t n_pending, pending_cap;
};

static void drop_pending(struct jsonl_reader *j)
{
	for (size_t i = 0; i < j->n_pending; i++)
		crm_record_free(j->pending[i].line);
	j->n_pending = 0;
	free(j->tx);
	j->tx = NULL;
}

static void jsonl_close(struct crm_reader *r)
{
	struct jsonl_reader *j = r->impl;

	drop_pending(j);
	for (size_t i = 0; i < crm_map_count(j->ids); i++)
		crm_record_free(j->folds[i].record);
	crm_map_free(j->ids);
	free(j->folds);
	free(j->pending);
	crm_source_free(j->src);
	free(j);
}

/* ---- folding ---- */

void crm_fold_strip(struct crm_record *line)
{
	const char *name;
	size_t i = 0;

	while ((name = crm_record_member(line, i)) != NULL) {
		if (!crm_reserved_name(name) || !crm_record_remove(line, name))
			i++;
	}
}

struct crm_record *crm_fold_finish(
    const struct crm_record *folded, const char *kind, const char *id)
{
	const char *own = crm_record_text(folded, "kind");
	struct crm_record *r = crm_record_new();

	if (own != NULL)
		kind = own;
	if (kind != NULL)
		crm_record_set_text(r, "kind", kind);
	crm_record_set_text(r, "id", id);
	crm_record_merge(r, folded);
	crm_record_drop_nulls(r);
	return r;
}

static int bad(const struct jsonl_reader *j, long number, const char *field, struct crm_err *e,
    const char *what)
{
	return crm_err_at(e, CRM_BADINPUT, crm_source_name(j->src), number, field, "%s", what);
}

/* Was the line written after --as-of? -1: it does not say when. */
static int is_later(
    const struct jsonl_reader *j, const struct crm_record *line, long number, struct crm_err *e)
{
	const char *field = crm_record_has(line, "rec") ? "rec" : "at";
	const char *text = crm_record_text(line, field);
	struct crm_instant t;

	if (!j->as_of_set)
		return 0;
	if (text == NULL || crm_instant_parse(text, strlen(text), &t) == -1)
		return bad(j, number, field, e,
		    "a journal line needs its date and time, like 2026-11-20T09:00:00+08:00");
	return t.us > j->as_of.us;
}

/* A folded record has its limit too. It is measured only when the lines
 * folded since then could have reached it. */
static bool too_large(struct fold *f, size_t len, size_t limit)
{
	struct crm_buf b = CRM_BUF_INIT;

	f->bytes += len;
	if (f->bytes <= limit)
		return false;
	crm_record_dump(f->record, &b);
	f->bytes = b.len;
	crm_buf_release(&b);
	return f->bytes > limit;
}

/* Takes line. */
static int fold_line(
    struct jsonl_reader *j, struct crm_record *line, long number, size_t len, struct crm_err *e)
{
	const char *id = crm_record_text(line, "id");
	struct crm_cell created;
	struct fold *f;
	bool added;
	size_t i;
	int rc = is_later(j, line, number, e);

	if (rc != 0)
		goto out;
	i = crm_map_put(j->ids, id, strlen(id), &added);
	crm_grow(&j->folds, &j->folds_cap, i + 1, sizeof(*j->folds));
	f = &j->folds[i];
	if (added)
		memset(f, 0, sizeof(*f));
	crm_record_cell(line, "new", NULL, NULL, &created);
	if (created.type == CRM_T_BOOL && created.u.b) {
		if (f->created) {
			rc = crm_err_at(e, CRM_BADINPUT, crm_source_name(j->src), number, "new",
			    "a second creation of '%s', not folded", id);
			goto out;
		}
		f->created = true;
	}
	if (f->record == NULL)
		f->record = crm_record_new();
	crm_fold_strip(line);
	(void)crm_record_remove(line, "id");
	crm_record_merge(f->record, line);
	f->line = number;
	if (too_large(f, len, j->limits.record)) {
		crm_record_free(f->record);
		f->record = NULL;
		rc = crm_err_at(e, CRM_BADINPUT, crm_source_name(j->src), number, NULL,
		    "the folded record is longer than %zu bytes (--limit record=BYTES)",
		    j->limits.record);
	}
out:
	crm_record_free(line);
	return rc == -1 ? -1 : 0;
}

/* ---- batches ---- */

/* "ID:i/n"; returns the length of ID, 0 when it is none. */
static size_t parse_tx(const char *tx, long *i, long *n)
{
	const char *p = strrchr(tx, ':');
	long value[2] = {0, 0};

	if (p == NULL || p == tx)
		return 0;
	for (int k = 0; k < 2; k++) {
		const char *from = ++p;

		for (; *p >= '0' && *p <= '9' && p - from < 9; p++)
			value[k] = value[k] * 10 + (*p - '0');
		if (p == from || *p != (k == 0 ? '/' : '\0'))
			return 0;
	}
	*i = value[0];
	*n = value[1];
	if (*i < 1 || *i > *n)
		return 0;
	return (size_t)(strrchr(tx, ':') - tx);
}

static int broken_batch(struct jsonl_reader *j, long number, struct crm_err *e)
{
	crm_err_at(e, CRM_BADINPUT, crm_source_name(j->src), number, "tx",
	    "batch '%.64s' before this line has only its first %zu of %ld lines, not folded", j->tx,
	    j->n_pending, j->tx_lines);
	drop_pending(j);
	return -1;
}

static int fold_pending(struct jsonl_reader *j, struct crm_err *e)
{
	int rc = 0;

	for (size_t i = 0; i < j->n_pending; i++) {
		struct pending *p = &j->pending[i];

		if (fold_line(j, p->line, p->number, p->len, e) == -1)
			rc = -1;
	}
	j->n_pending = 0;
	drop_pending(j);
	return rc;
}

/* Takes line. */
static int batch_line(struct jsonl_reader *j, const char *tx, struct crm_record *line, long number,
    size_t len, struct crm_err *e)
{
	long i, n;
	size_t id = parse_tx(tx, &i, &n);
	int rc = 0;

	if (id == 0) {
		crm_record_free(line);
		return bad(j, number, "tx", e, "not a line of a batch, like ID:1/3");
	}
	if (j->tx != NULL &&
	    (strlen(j->tx) != id || memcmp(j->tx, tx, id) != 0 || n != j->tx_lines || i == 1))
		rc = broken_batch(j, number, e);
	if (i != (long)j->n_pending + 1) {
		drop_pending(j);
		crm_record_free(line);
		return crm_err_at(e, CRM_BADINPUT, crm_source_name(j->src), number, "tx",
		    "line %ld of %ld of a batch without the lines before it, not folded", i, n);
	}
	if (j->tx == NULL)
		j->tx = crm_strndup(tx, id);
	j->tx_lines = n;
	crm_grow(&j->pending, &j->pending_cap, j->n_pending + 1, sizeof(*j->pending));
	j->pending[j->n_pending++] = (struct pending){line, number, len};
	if (i == n && fold_pending(j, e) == -1)
		rc = -1;
	return rc;
}

/* Takes line. */
static int journal_line(
    struct jsonl_reader *j, struct crm_record *line, long number, size_t len, struct crm_err *e)
{
	const char *id = crm_record_text(line, "id"), *tx = crm_record_text(line, "tx");
	int rc = 0;

	if (id == NULL || *id == '\0') {
		crm_record_free(line);
		return bad(j, number, "id", e, "a journal line needs an id");
	}
	if (tx != NULL)
		return batch_line(j, tx, line, number, len, e);
	if (j->tx != NULL)
		rc = broken_batch(j, number, e);
	if (fold_line(j, line, number, len, e) == -1)
		rc = -1;
	return rc;
}

/* ---- reading ---- */

static enum crm_read give_fold(struct crm_reader *r, struct crm_record **out)
{
	struct jsonl_reader *j = r->impl;
	const struct crm_schema *s = r->shape != NULL ? crm_shape_schema(r->shape) : NULL;

	while (j->given < crm_map_count(j->ids)) {
		size_t i = j->given++;
		struct fold *f = &j->folds[i];

		if (f->record == NULL)
			continue;
		*out = crm_fold_finish(
		    f->record, s != NULL ? s->name : NULL, crm_map_key(j->ids, i, NULL));
		crm_record_free(f->record);
		f->record = NULL;
		r->line = f->line;
		return CRM_READ_OK;
	}
	return CRM_READ_END;
}

static bool blank_line(const char *p, size_t n)
{
	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t' || p[n - 1] == '\r'))
		n--;
	return n == 0;
}

static enum crm_read jsonl_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct jsonl_reader *j = r->impl;
	struct crm_record *line;
	enum crm_read rc;
	const char *p;
	size_t n;
	bool whole;

	while (!j->ended) {
		rc = crm_source_line(j->src, &p, &n, &r->line, &whole, e);
		if (rc == CRM_READ_FAIL || rc == CRM_READ_BAD)
			return rc;
		if (rc == CRM_READ_END) {
			/* an unfinished last batch was never acknowledged */
			drop_pending(j);
			j->ended = true;
			break;
		}
		if (blank_line(p, n))
			continue;
		if (crm_record_parse(p, n, &j->limits, &line, e) == -1) {
			crm_err_place(e, r->source, r->line, NULL);
			return CRM_READ_BAD;
		}
		if (!crm_record_has(line, "step")) {
			*out = line;
			return CRM_READ_OK;
		}
		if (journal_line(j, line, r->line, n, e) == -1)
			return CRM_READ_BAD;
	}
	return give_fold(r, out);
}

static const struct crm_reader_ops jsonl_ops = {jsonl_record, NULL, jsonl_close};

int crm_reader_jsonl(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	struct jsonl_reader *j;
	struct crm_instant as_of = {0, 0};

	if (o->as_of != NULL && crm_instant_parse(o->as_of, strlen(o->as_of), &as_of) == -1) {
		crm_source_free(src);
		return crm_err_at(e, CRM_BADINPUT, "--as-of", 0, NULL,
		    "not a date and time with offset, like 2026-11-20T09:00:00+08:00: '%s'",
		    o->as_of);
	}
	j = crm_calloc(1, sizeof(*j));
	j->src = src;
	j->limits = *crm_source_limits(src);
	if (o->piped_records)
		crm_limits_folded(crm_source_limits(src), &j->limits);
	crm_source_limit_line(src, j->limits.line);
	j->as_of_set = o->as_of != NULL;
	j->as_of = as_of;
	j->ids = crm_map_new();
	*out = crm_reader_make(&jsonl_ops, j, shape, crm_source_name(src));
	return 0;
}
