/* JSON: one object, or an array of objects, each read by itself. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/limits.h"
#include "lib/io/reader_private.h"

struct json_reader {
	struct crm_source *src;
	struct crm_limits limits; /* of one object */
	struct crm_buf text;      /* the whole document */
	bool loaded;
	bool array;
	bool first;
	bool ended;
	bool failed;
	size_t pos;
	long line; /* of pos */
};

static void json_close(struct crm_reader *r)
{
	struct json_reader *j = r->impl;

	crm_buf_release(&j->text);
	crm_source_free(j->src);
	free(j);
}

static void advance(struct json_reader *j, size_t to)
{
	const char *p;

	while (j->pos < to && (p = memchr(j->text.data + j->pos, '\n', to - j->pos)) != NULL) {
		j->line++;
		j->pos = (size_t)(p - j->text.data) + 1;
	}
	j->pos = to;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next byte that is no blank, -1 at the end. */
static int look(struct json_reader *j)
{
	size_t i = j->pos;

	while (i < j->text.len && is_blank(j->text.data[i]))
		i++;
	advance(j, i);
	return i < j->text.len ? (unsigned char)j->text.data[i] : -1;
}

/* Past the string that begins at i; 0 when it does not end. */
static size_t string_end(const struct crm_buf *t, size_t i)
{
	for (i++; i < t->len; i++) {
		if (t->data[i] == '\\')
			i++;
		else if (t->data[i] == '"')
			return i + 1;
	}
	return 0;
}

/* Past the value at pos, by its brackets and strings only: whether it is
 * valid is judged when it is parsed. 0 when it does not end. */
static size_t value_end(const struct json_reader *j)
{
	const struct crm_buf *t = &j->text;
	size_t i = j->pos, depth = 0;

	while (i < t->len) {
		char c = t->data[i];

		if (c == '"') {
			i = string_end(t, i);
			if (i == 0)
				return 0;
		} else if (c == '{' || c == '[') {
			depth++;
			i++;
		} else if (c == '}' || c == ']' || c == ',' || is_blank(c)) {
			if (depth == 0)
				return i;
			depth -= c == '}' || c == ']';
			i++;
		} else {
			i++;
			continue;
		}
		if (depth == 0)
			return i;
	}
	return depth == 0 ? i : 0;
}

static enum crm_read fail(struct crm_reader *r, struct crm_err *e, const char *what)
{
	struct json_reader *j = r->impl;

	j->failed = true;
	crm_err_at(e, CRM_BADINPUT, r->source, j->line, NULL, "not valid JSON: %s", what);
	return CRM_READ_FAIL;
}

static enum crm_read load(struct crm_reader *r, struct crm_err *e)
{
	struct json_reader *j = r->impl;
	enum crm_read rc;
	int c;

	j->loaded = true;
	rc = crm_source_rest(j->src, crm_source_limits(j->src)->record, &j->text, e);
	if (rc != CRM_READ_OK) {
		j->failed = true;
		return rc;
	}
	c = look(j);
	if (c == -1)
		return fail(r, e, "empty, expected an object or an array of objects");
	j->array = c == '[';
	j->first = true;
	if (j->array)
		advance(j, j->pos + 1);
	return CRM_READ_OK;
}

/* To the next value: over '[' or ','. END behind the last one. */
static enum crm_read next_value(struct crm_reader *r, struct crm_err *e)
{
	struct json_reader *j = r->impl;
	int c = look(j);

	if (j->array && c == ']') {
		advance(j, j->pos + 1);
		j->ended = true;
		c = look(j);
	} else if (!j->array && !j->first) {
		j->ended = true;
	}
	if (j->ended) {
		if (c == -1)
			return CRM_READ_END;
		return fail(r, e,
		    j->array ? "text after the array"
		             : "text after the object (JSON Lines? use -i jsonl)");
	}
	if (j->array && !j->first) {
		if (c != ',')
			return fail(r, e, "',' or ']' expected after a value");
		advance(j, j->pos + 1);
		c = look(j);
		if (c == ']')
			return fail(r, e, "a value expected after ','");
	}
	j->first = false;
	return c == -1 ? fail(r, e, "the array does not end") : CRM_READ_OK;
}

static enum crm_read json_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct json_reader *j = r->impl;
	enum crm_read rc;
	size_t from, end;

	if (j->failed) {
		crm_err_at(e, CRM_BADINPUT, r->source, j->line, NULL, "not valid JSON");
		return CRM_READ_FAIL;
	}
	if (j->ended)
		return CRM_READ_END;
	if (!j->loaded && (rc = load(r, e)) != CRM_READ_OK)
		return rc;
	rc = next_value(r, e);
	if (rc != CRM_READ_OK)
		return rc;
	r->line = j->line;
	from = j->pos;
	end = value_end(j);
	if (end == 0)
		return fail(r, e, "an object or string that begins here does not end");
	if (end == from)
		return fail(r, e, "a value expected");
	advance(j, end);
	if (crm_record_parse(j->text.data + from, end - from, &j->limits, out, e) == 0)
		return CRM_READ_OK;
	r->bad = j->text.data + from;
	r->bad_len = end - from;
	crm_err_place(e, r->source, r->line, NULL);
	return CRM_READ_BAD;
}

static const struct crm_reader_ops json_ops = {json_record, NULL, json_close, NULL};

int crm_reader_json(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	struct json_reader *j = crm_calloc(1, sizeof(*j));

	(void)e;
	j->src = src;
	j->limits = *crm_source_limits(src);
	if (o->piped_records)
		crm_limits_folded(crm_source_limits(src), &j->limits);
	j->line = 1;
	*out = crm_reader_make(&json_ops, j, shape, crm_source_name(src));
	return 0;
}
