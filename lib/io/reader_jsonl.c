/*
 * JSON Lines: one record a line. The first line with a member `step` hands
 * over to a journal (lib/io/store/store_private.h) on the same bytes: a regular
 * file as it lies there, all else spooled.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/reader_private.h"
#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"
#include "lib/time/instant.h"

struct jsonl_reader {
	struct crm_source *src;
	struct crm_limits limits;
	char *as_of;
	struct crm_findings *notes; /* borrowed, may be NULL */
	bool unfolded;              /* no line is a journal's */
	bool ended;                 /* before any line of a journal */
	/* the journal, from its first line on: */
	struct crm_walk *walk;
	struct crm_journal *journal; /* the walk's */
	struct crm_findings *found;  /* what it has told */
	size_t told;                 /* of these, already passed on */
	size_t plain;                /* of the records among its lines, given */
	int tmp;                     /* directory of the spool */
};

static void jsonl_close(struct crm_reader *r)
{
	struct jsonl_reader *j = r->impl;

	crm_walk_free(j->walk);
	crm_findings_free(j->found);
	crm_source_free(j->src);
	if (j->tmp >= 0)
		close(j->tmp);
	free(j->as_of);
	free(j);
}

/* ---- the journal ---- */

/* All that comes. NULL on failure. */
static struct crm_spool *drain(struct jsonl_reader *j, struct crm_err *e)
{
	struct crm_spool *s = crm_calloc(1, sizeof(*s));
	enum crm_read rc;
	const char *p;
	size_t n;

	j->tmp = open(P_tmpdir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	crm_spool_init(s, j->tmp);
	while ((rc = crm_source_peek(j->src, &p, &n, e)) == CRM_READ_OK) {
		if (crm_spool_add(s, p, n, e) != 0)
			break;
		crm_source_consume(j->src, n);
	}
	if (rc == CRM_READ_END)
		return s;
	crm_spool_release(s);
	free(s);
	return NULL;
}

/* The line read last is the first of a journal. */
static int hand_over(struct crm_reader *r, struct crm_err *e)
{
	const struct crm_schema *s = r->shape != NULL ? crm_shape_schema(r->shape) : NULL;
	struct jsonl_reader *j = r->impl;
	struct crm_bytes_of b = {.name = r->source, .kind = s != NULL ? s->name : ""};

	b.first_state = crm_base_state(s);
	crm_source_back(j->src);
	b.before = r->line - 1;
	b.fd = crm_source_file(j->src, &b.from, &b.size);
	if (b.fd < 0) {
		b.spool = drain(j, e);
		if (b.spool == NULL)
			return -1;
		b.size = crm_spool_size(b.spool);
	}
	j->found = crm_findings_new();
	if (crm_journal_over(&b, &j->limits, j->found, &j->journal, e) != 0)
		return -1;
	j->walk = crm_walk_new(j->journal, j->as_of, e);
	return j->walk != NULL ? 0 : -1;
}

static enum crm_read parse(
    struct crm_reader *r, const char *p, size_t n, struct crm_record **out, struct crm_err *e)
{
	struct jsonl_reader *j = r->impl;

	if (crm_record_parse(p, n, &j->limits, out, e) == 0)
		return CRM_READ_OK;
	r->bad = p;
	r->bad_len = n;
	crm_err_place(e, r->source, r->line, NULL);
	return CRM_READ_BAD;
}

/* The next record among its lines. */
static enum crm_read next_plain(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct jsonl_reader *j = r->impl;
	struct crm_journal *from = j->journal;
	const char *p = crm_buf_str(&from->tail);
	size_t n = from->tail.len;
	uint64_t at = from->ix.end;

	if (j->plain < from->ix.nplain) {
		at = from->ix.plain[j->plain];
		if (crm_journal_text(from, at, &p, &n, e) != 0)
			return CRM_READ_FAIL;
	} else if (j->plain > from->ix.nplain || n == 0) {
		return CRM_READ_END;
	}
	j->plain++;
	if (crm_journal_number(from, at, &r->line, e) != 0)
		return CRM_READ_FAIL;
	return parse(r, p, n, out, e);
}

/* What it has told since: a bad line is BAD, the rest are notes. */
static enum crm_read pass_on(struct crm_reader *r, struct crm_err *e)
{
	struct jsonl_reader *j = r->impl;
	const struct crm_finding *f;

	while (j->told < crm_findings_count(j->found)) {
		f = crm_finding_at(j->found, j->told++);
		if (f->severity == CRM_ERROR &&
		    (j->notes == NULL || strcmp(f->code, "bad_line") == 0)) {
			r->line = f->line;
			crm_err_at(e, CRM_BADINPUT, f->source, f->line, NULL, "%s%s%s", f->subject,
			    f->subject[0] != '\0' ? ": " : "", f->text);
			return CRM_READ_BAD;
		}
		if (j->notes != NULL)
			crm_finding_add(j->notes, f->severity, f->code, f->source, f->line,
			    f->subject, f->field, "%s", f->text);
	}
	return CRM_READ_END;
}

static enum crm_read journal_record(
    struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct jsonl_reader *j = r->impl;
	enum crm_read rc = next_plain(r, out, e);

	if (rc == CRM_READ_END)
		rc = pass_on(r, e);
	if (rc == CRM_READ_END)
		rc = crm_walk_next(j->walk, out, &r->line, e);
	return rc == CRM_READ_END ? pass_on(r, e) : rc;
}

/* ---- lines before it ---- */

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

	while (!j->ended && j->walk == NULL) {
		rc = crm_source_line(j->src, &p, &n, &r->line, &whole, e);
		j->ended = rc == CRM_READ_END || rc == CRM_READ_FAIL;
		if (rc == CRM_READ_OK && blank_line(p, n))
			continue;
		if (rc == CRM_READ_OK)
			rc = parse(r, p, n, &line, e);
		if (rc != CRM_READ_OK)
			return rc;
		if (j->unfolded || !crm_record_has(line, "step")) {
			*out = line;
			return CRM_READ_OK;
		}
		crm_record_free(line);
		if (hand_over(r, e) != 0) {
			j->ended = true;
			return CRM_READ_FAIL;
		}
	}
	return j->walk != NULL ? journal_record(r, out, e) : CRM_READ_END;
}

static const struct crm_reader_ops jsonl_ops = {jsonl_record, NULL, jsonl_close, NULL};

int crm_reader_jsonl(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	struct jsonl_reader *j;
	struct crm_instant as_of;

	if (o->as_of != NULL && crm_instant_parse(o->as_of, strlen(o->as_of), &as_of) == -1) {
		crm_source_free(src);
		return crm_err_at(e, CRM_BADINPUT, "--as-of", 0, NULL,
		    "not a date and time with offset, like 2026-11-20T09:00:00+08:00: '%s'",
		    o->as_of);
	}
	j = crm_calloc(1, sizeof(*j));
	j->src = src;
	j->tmp = -1;
	j->notes = o->notes;
	j->unfolded = o->unfolded;
	j->limits = *crm_source_limits(src);
	if (o->piped_records)
		crm_limits_folded(crm_source_limits(src), &j->limits);
	crm_source_limit_line(src, j->limits.line);
	j->as_of = o->as_of != NULL ? crm_strdup(o->as_of) : NULL;
	*out = crm_reader_make(&jsonl_ops, j, shape, crm_source_name(src));
	return 0;
}
