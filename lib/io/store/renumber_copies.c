/* The same record under several ids, as clones that renumber by themselves make it. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/renumber_private.h"

#define HEX 32

/* A record that stands for the line by which it was created first. */
struct copy {
	char *id;
	char *from; /* its first id */
	char line[HEX + 1];
	uint64_t at; /* its creating line */
	bool counts; /* it is no second creation */
	bool gone;   /* void, or a duplicate */
};

struct copies {
	struct copy *v;
	size_t n, cap;
};

static void release(struct copies *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].id);
		free(c->v[i].from);
	}
	free(c->v);
}

static void add(struct copies *c, const char *id, const char *from, const char *line, uint64_t at)
{
	struct copy *x;

	if (id == NULL || from == NULL || line == NULL || strlen(line) != HEX)
		return;
	crm_grow(&c->v, &c->cap, c->n + 1, sizeof(*c->v));
	x = &c->v[c->n++];
	memset(x, 0, sizeof(*x));
	x->id = crm_strdup(id);
	x->from = crm_strdup(from);
	memcpy(x->line, line, HEX + 1);
	x->at = at;
}

static bool is_word(struct crm_span s, const char *word)
{
	return s.n == strlen(word) + 2 && memcmp(s.p + 1, word, s.n - 2) == 0;
}

/* All that renumbering made, as the lines say; a compacted one has it too. */
static int collect(struct crm_journal *j, struct copies *c, struct crm_err *e)
{
	struct crm_record *r;
	struct crm_line line;
	struct crm_scan s;
	size_t pos = 0;
	int got;

	while ((got = crm_journal_next(j, &pos, &line, e)) == 1) {
		r = NULL;
		if (crm_linescan(line.text, line.len, j->limits.depth, &s) != 0 ||
		    !crm_span_true(s.v[CRM_M_NEW]) ||
		    (!is_word(s.v[CRM_M_STEP], "renumber") && !is_word(s.v[CRM_M_STEP], "compact")))
			continue;
		if (crm_record_parse(line.text, line.len, &j->limits, &r, NULL) == 0)
			add(c, crm_record_text(r, "id"), crm_record_text(r, "renumbered_from.id"),
			    crm_record_text(r, CRM_COPY_LINE), (uint64_t)(pos - line.len - 1));
		crm_record_free(r);
	}
	return got;
}

/* Those whose first creation counts under its own id. */
static int add_first(struct crm_journal *j, struct copies *c, struct crm_err *e)
{
	struct crm_map *told = crm_map_new();
	struct crm_chain chain;
	size_t i, k, n = c->n;
	char hex[HEX + 1];
	bool added;
	int ret = 0;

	memset(&chain, 0, sizeof(chain));
	for (i = 0; i < n && ret == 0; i++) {
		crm_map_put(told, c->v[i].line, HEX, &added);
		if (!added)
			continue;
		ret = crm_chain_read(j, c->v[i].from, &chain, e);
		for (k = 0; ret == 0 && k < chain.n; k++) {
			crm_chain_hex(&chain, k, hex);
			if (crm_link_counts(&chain.v[k]) && strcmp(hex, c->v[i].line) == 0)
				add(c, c->v[i].from, c->v[i].from, hex, chain.v[k].at);
		}
	}
	crm_chain_release(&chain);
	crm_map_free(told);
	return ret;
}

static int judge(struct crm_journal *j, struct copies *c, struct crm_err *e)
{
	struct crm_chain chain;
	int ret = 0;

	memset(&chain, 0, sizeof(chain));
	for (size_t i = 0; i < c->n && ret == 0; i++) {
		struct copy *x = &c->v[i];

		ret = crm_chain_read(j, x->id, &chain, e);
		for (size_t k = 0; ret == 0 && k < chain.n; k++)
			if (chain.v[k].at == x->at)
				x->counts = crm_link_counts(&chain.v[k]);
		x->gone = ret == 0 && x->counts && crm_journal_given_up(j, x->id);
	}
	crm_chain_release(&chain);
	return ret;
}

static int by_place(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* In file order. */
static int read_copies(struct crm_journal *j, struct copies *out, struct crm_err *e)
{
	memset(out, 0, sizeof(*out));
	if (collect(j, out, e) != 0 || add_first(j, out, e) != 0 || judge(j, out, e) != 0) {
		release(out);
		return -1;
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_place);
	return 0;
}

/* The first that counts for that line, one that is not given up where there is
 * one; NULL. */
static const struct copy *standing(const struct copies *c, const char *line)
{
	const struct copy *found = NULL;

	for (size_t i = 0; i < c->n; i++) {
		if (!c->v[i].counts || strcmp(c->v[i].line, line) != 0)
			continue;
		if (!c->v[i].gone)
			return &c->v[i];
		if (found == NULL)
			found = &c->v[i];
	}
	return found;
}

int crm_copies_find(struct crm_journal *j, struct crm_seconds *s, struct crm_err *e)
{
	struct copies c;
	size_t i, k;

	if (s->n == 0)
		return 0;
	if (read_copies(j, &c, e) != 0)
		return -1;
	for (i = 0; i < s->n; i++) {
		struct crm_second *x = &s->v[i];
		const char *line = crm_record_text(x->fields, CRM_COPY_LINE), *other;
		const struct copy *found;

		if (line == NULL || x->to != NULL || x->lines != 1)
			continue;
		found = standing(&c, line);
		if (found != NULL) {
			x->to = crm_strdup(found->id);
			x->copy = true;
		}
		for (k = 0; k < i && !x->copy; k++) {
			other = crm_record_text(s->v[k].fields, CRM_COPY_LINE);
			x->copy = s->v[k].to == NULL && !s->v[k].copy && other != NULL &&
			    strcmp(other, line) == 0;
			x->like = k;
		}
	}
	release(&c);
	return 0;
}

static int tell(
    struct crm_journal *j, const struct copy *first, const struct copy *x, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	long line;
	int ret;

	if (crm_journal_number(j, first->at, &line, e) != 0)
		return -1;
	crm_buf_addf(&text,
	    "is the same record as %s, line %ld, renumbered in two clones; void one of them (void "
	    "--why), or make it a duplicate",
	    first->id, line);
	ret = crm_journal_tell(j, CRM_ERROR, "renumbered_twice", x->at, x->id, text.data, e);
	crm_buf_release(&text);
	return ret;
}

int crm_notes_copies(struct crm_journal *j, struct crm_err *e)
{
	const struct copy *first;
	struct copies c;
	int ret = 0;

	if (j->notes == NULL)
		return 0;
	if (read_copies(j, &c, e) != 0)
		return -1;
	for (size_t i = 0; i < c.n && ret == 0; i++) {
		first = standing(&c, c.v[i].line);
		if (c.v[i].counts && !c.v[i].gone && first != &c.v[i])
			ret = tell(j, first, &c.v[i], e);
	}
	release(&c);
	return ret;
}
