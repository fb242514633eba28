#include "lib/io/store/sides.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"

static void release_side(struct crm_side *s)
{
	for (size_t i = 0; i < s->n; i++)
		crm_record_free(s->lines[i].line);
	free(s->lines);
	crm_record_free(s->record);
	crm_map_free(s->set);
}

void crm_sides_release(struct crm_sides *s)
{
	for (size_t i = 0; i < s->n; i++)
		release_side(&s->v[i]);
	free(s->v);
	memset(s, 0, sizeof(*s));
}

/* Which lines does each tip rest on? rests[k * n + i]: the k-th on line i. */
static bool *rest_on(const struct crm_chain *c)
{
	bool *rests = crm_calloc(c->tips * c->n + 1, sizeof(*rests)), *seen = rests;
	size_t i, p, tip;

	for (tip = 0; tip < c->n; tip++) {
		if ((c->v[tip].flags & CRM_L_TIP) == 0)
			continue;
		seen[tip] = true;
		for (i = tip + 1; i-- > 0;)
			for (p = 0; seen[i] && p < c->v[i].nparents; p++)
				seen[c->parents[c->v[i].parent + p]] = true;
		seen += c->n;
	}
	return rests;
}

static int read_line(
    struct crm_journal *j, uint64_t at, struct crm_side_line *out, struct crm_err *e)
{
	const char *text;
	size_t len;

	if (crm_journal_number(j, at, &out->number, e) != 0 ||
	    crm_journal_text(j, at, &text, &len, e) != 0 ||
	    crm_record_parse(text, len, &j->limits, &out->line, e) != 0) {
		crm_err_place(e, j->path.data, out->number, NULL);
		return -1;
	}
	return 0;
}

/* Notes what the i-th line of the side says something of. */
static void note_set(struct crm_side *s, size_t i)
{
	struct crm_map *paths = crm_map_new();
	const char *path;
	size_t k, len, entry;

	crm_record_paths(s->lines[i].line, paths); /* of nulls too */
	for (k = 0; k < crm_map_count(paths); k++) {
		path = crm_map_key(paths, k, &len);
		entry = crm_map_put(s->set, path, len, NULL);
		*crm_map_value(s->set, entry) = i;
	}
	crm_map_free(paths);
}

/* The side that rests on the lines in seen. */
static int make_side(struct crm_journal *j, const struct crm_chain *c, const char *id,
    const bool *rests, const bool *seen, struct crm_side *out, struct crm_err *e)
{
	struct crm_record *line;
	size_t i, k, shared;

	out->lines = crm_calloc(c->n, sizeof(*out->lines));
	out->record = crm_record_new();
	out->set = crm_map_new();
	crm_record_set_text(out->record, "kind", j->kind);
	crm_record_set_text(out->record, "id", id);
	for (i = 0; i < c->n; i++) {
		if (!seen[i] || !crm_link_counts(&c->v[i]))
			continue;
		if (read_line(j, c->v[i].at, &out->lines[out->n], e) != 0)
			return -1;
		for (k = 0, shared = 0; k < c->tips; k++)
			shared += rests[k * c->n + i];
		out->lines[out->n].own = shared < c->tips;
		if (out->lines[out->n].own)
			note_set(out, out->n);
		line = crm_record_copy(out->lines[out->n++].line);
		crm_fold_merge(out->record, line);
		crm_record_free(line);
		crm_chain_hex(c, i, out->tip);
	}
	crm_record_drop_nulls(out->record);
	return 0;
}

int crm_journal_sides(
    struct crm_journal *j, const char *id, struct crm_sides *out, struct crm_err *e)
{
	struct crm_chain c;
	struct crm_sides s;
	bool *rests = NULL;
	int ret = -1;

	memset(&c, 0, sizeof(c));
	memset(&s, 0, sizeof(s));
	if (crm_chain_read(j, id, &c, e) != 0)
		goto out;
	if (c.n == 0) {
		crm_err_at(e, CRM_NOINPUT, j->path.data, 0, NULL, "no %s '%s'", j->kind, id);
		goto out;
	}
	s.broken = c.broken;
	s.states = c.state_conflict;
	s.second = c.second;
	s.v = crm_calloc(c.tips + 1, sizeof(*s.v));
	rests = rest_on(&c);
	for (; s.n < c.tips; s.n++)
		if (make_side(j, &c, id, rests, rests + s.n * c.n, &s.v[s.n], e) != 0) {
			s.n++;
			goto out;
		}
	*out = s;
	ret = 0;
out:
	if (ret != 0)
		crm_sides_release(&s);
	free(rests);
	crm_chain_release(&c);
	return ret;
}

const struct crm_side_line *crm_side_set(const struct crm_side *s, const char *path)
{
	size_t i = crm_map_find(s->set, path, strlen(path));

	return i == CRM_MAP_NONE ? NULL : &s->lines[*crm_map_value(s->set, i)];
}

/* Do two sides that have set the path differ in it? */
static bool contradicts(const struct crm_sides *s, const char *path)
{
	const struct crm_record *first = NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (crm_side_set(&s->v[i], path) == NULL)
			continue;
		if (first != NULL && !crm_record_same(first, s->v[i].record, path))
			return true;
		if (first == NULL)
			first = s->v[i].record;
	}
	return false;
}

static bool of_envelope(const char *path)
{
	return crm_reserved_name(path) || strcmp(path, "id") == 0 || strcmp(path, "kind") == 0;
}

void crm_sides_contradict(const struct crm_sides *s, struct crm_map *paths)
{
	struct crm_map *all = crm_map_new();
	const char *path;
	size_t i, k, len;

	crm_map_put(all, "state", 5, NULL);
	for (i = 0; i < s->n; i++)
		for (k = 0; k < crm_map_count(s->v[i].set); k++) {
			path = crm_map_key(s->v[i].set, k, &len);
			crm_map_put(all, path, len, NULL);
		}
	for (i = 0; i < crm_map_count(all); i++) {
		path = crm_map_key(all, i, &len);
		if (!of_envelope(path) && contradicts(s, path))
			crm_map_put(paths, path, len, NULL);
	}
	crm_map_free(all);
}
