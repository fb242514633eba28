/* What a customer's profile of the 8D says. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/rules/eightd/eightd_private.h"

#define DISCIPLINES (CRM_EIGHTD_LAST + 1)

struct needs {
	const struct crm_eightd_need **items;
	size_t n;
};

struct crm_eightd_profile {
	struct crm_arena arena;
	const char *name, *title;
	bool skeleton;
	struct needs needs[DISCIPLINES];
	struct crm_clock clocks[CRM_EIGHTD_GATES + 1];
	struct crm_clock_setting *limits;
	size_t nlimits, cap;
};

/* Where a message points to. */
struct place {
	struct crm_eightd_profile *profile;
	const char *source;
	struct crm_buf path;
	struct crm_err *err;
};

struct crm_eightd_profile *crm_eightd_profile_new(const char *name)
{
	struct crm_eightd_profile *p = crm_calloc(1, sizeof(*p));

	p->name = crm_arena_strdup(&p->arena, name);
	crm_eightd_clocks(p->clocks);
	return p;
}

void crm_eightd_profile_free(struct crm_eightd_profile *p)
{
	if (p == NULL)
		return;
	crm_arena_release(&p->arena);
	free(p->limits);
	free(p);
}

static int refuse(struct place *at, const char *expected)
{
	return crm_err_at(
	    at->err, CRM_CONFIG, at->source, 0, crm_buf_str(&at->path), "%s", expected);
}

/* ---- needs ---- */

static int read_need(struct place *at, const struct crm_doc *d, const struct crm_eightd_need **out)
{
	const char *name = crm_doc_string(d);

	if (name == NULL)
		return refuse(at, "the name of a need expected, like \"team.sponsor\"");
	*out = crm_eightd_need_find(name);
	if (*out == NULL)
		return crm_err_at(at->err, CRM_CONFIG, at->source, 0, crm_buf_str(&at->path),
		    "unknown need '%s'; crm-complaint(1) lists those that there are", name);
	return 0;
}

static int read_discipline(struct place *at, const char *name, const struct crm_doc *list)
{
	int d = crm_eightd_discipline(name);
	size_t n = crm_doc_count(list), len = at->path.len;
	struct needs read;

	if (d < 0)
		return refuse(at, "unknown discipline; expected D0 to D8");
	if (crm_doc_kind(list) != CRM_DOC_LIST)
		return refuse(at, "a list of needs expected");
	read.n = n;
	read.items =
	    crm_arena_alloc(&at->profile->arena, (n + 1) * sizeof(const struct crm_eightd_need *));
	for (size_t i = 0; i < n; i++) {
		crm_buf_addf(&at->path, "[%zu]", i);
		if (read_need(at, crm_doc_at(list, i), &read.items[i]) != 0)
			return -1;
		crm_buf_cut(&at->path, len);
	}
	at->profile->needs[d] = read;
	return 0;
}

/* ---- deadlines ---- */

static const char *keep(struct place *at, const struct crm_doc *d)
{
	const char *text = crm_doc_string(d);

	return text != NULL ? crm_arena_strdup(&at->profile->arena, text) : NULL;
}

/* One expression, or a list of them that must all hold. */
static int read_where(struct place *at, const struct crm_doc *d, struct crm_clock_setting *out)
{
	size_t n = crm_doc_kind(d) == CRM_DOC_LIST ? crm_doc_count(d) : 1;
	const char **where = crm_arena_alloc(&at->profile->arena, (n + 1) * sizeof(*where));

	for (size_t i = 0; i < n; i++) {
		where[i] = keep(at, crm_doc_kind(d) == CRM_DOC_LIST ? crm_doc_at(d, i) : d);
		if (where[i] == NULL)
			return refuse(at, "a condition expected, like \"safety=true\"");
	}
	out->where = where;
	return 0;
}

static int read_limit_member(
    struct place *at, const char *key, const struct crm_doc *d, struct crm_clock_setting *s)
{
	if (strcmp(key, "where") == 0)
		return read_where(at, d, s);
	if (strcmp(key, "limit") != 0 && strcmp(key, "calendar") != 0)
		return refuse(at, "unknown key; expected limit, calendar, where");
	if (crm_doc_string(d) == NULL)
		return refuse(at, "a text expected");
	*(strcmp(key, "limit") == 0 ? &s->limit : &s->calendar) = keep(at, d);
	return 0;
}

static int read_limit(struct place *at, const char *clock, const struct crm_doc *d)
{
	struct crm_eightd_profile *p = at->profile;
	struct crm_clock_setting s = {.name = clock};
	size_t len = at->path.len;

	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return refuse(at, "an object expected, like {\"limit\": \"PT24H\"}");
	s.path = crm_arena_strdup(&p->arena, crm_buf_str(&at->path));
	for (const char *key = NULL; (key = crm_doc_next(d, key)) != NULL;) {
		crm_buf_addf(&at->path, ".%s", key);
		if (read_limit_member(at, key, crm_doc_member(d, key, strlen(key)), &s) != 0)
			return -1;
		crm_buf_cut(&at->path, len);
	}
	if (s.limit == NULL)
		return refuse(at, "limit is missing");
	crm_grow(&p->limits, &p->cap, p->nlimits + 1, sizeof(*p->limits));
	p->limits[p->nlimits++] = s;
	return 0;
}

static void drop_limits(struct crm_eightd_profile *p, const char *clock)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nlimits; i++) {
		if (strcmp(p->limits[i].name, clock) != 0)
			p->limits[n++] = p->limits[i];
	}
	p->nlimits = n;
}

static int read_gate(struct place *at, const char *name, const struct crm_doc *list)
{
	const char *clock = crm_eightd_gate_clock(name);
	size_t len = at->path.len;

	if (clock == NULL)
		return refuse(at, "unknown gate; expected D3, D5, D8 or effect");
	if (crm_doc_kind(list) != CRM_DOC_LIST)
		return refuse(at, "a list of limits expected, the first that applies counts");
	drop_limits(at->profile, clock);
	for (size_t i = 0; i < crm_doc_count(list); i++) {
		crm_buf_addf(&at->path, "[%zu]", i);
		if (read_limit(at, clock, crm_doc_at(list, i)) != 0)
			return -1;
		crm_buf_cut(&at->path, len);
	}
	return 0;
}

/* ---- the whole ---- */

typedef int read_member(struct place *at, const char *name, const struct crm_doc *d);

static int read_object(struct place *at, const struct crm_doc *d, read_member *read)
{
	size_t len = at->path.len;

	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return refuse(at, "an object expected");
	for (const char *key = NULL; (key = crm_doc_next(d, key)) != NULL;) {
		crm_buf_addf(&at->path, "%s%s", len > 0 ? "." : "", key);
		if (read(at, key, crm_doc_member(d, key, strlen(key))) != 0)
			return -1;
		crm_buf_cut(&at->path, len);
	}
	return 0;
}

static int read_top(struct place *at, const char *key, const struct crm_doc *d)
{
	enum crm_doc_kind kind = crm_doc_kind(d);

	if (strcmp(key, "require") == 0)
		return read_object(at, d, read_discipline);
	if (strcmp(key, "deadlines") == 0)
		return read_object(at, d, read_gate);
	if (strcmp(key, "skeleton") == 0) {
		at->profile->skeleton = crm_doc_truth(d);
		return kind == CRM_DOC_BOOL ? 0 : refuse(at, "true or false expected");
	}
	if (strcmp(key, "title") == 0)
		at->profile->title = keep(at, d);
	else if (strcmp(key, "uses") != 0 && strcmp(key, "note") != 0)
		return refuse(
		    at, "unknown key; expected title, note, skeleton, uses, require, deadlines");
	return kind == CRM_DOC_TEXT ? 0 : refuse(at, "a text expected");
}

int crm_eightd_profile_add(
    struct crm_eightd_profile *p, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct place at = {p, source, CRM_BUF_INIT, e};
	int rc;

	p->skeleton = false;
	rc = read_object(&at, d, read_top);
	crm_buf_release(&at.path);
	return rc;
}

const struct crm_clock *crm_eightd_profile_clocks(const struct crm_eightd_profile *p)
{
	return p->clocks;
}

const char *crm_eightd_profile_name(const struct crm_eightd_profile *p)
{
	return p->name;
}

const char *crm_eightd_profile_title(const struct crm_eightd_profile *p)
{
	return p->title;
}

bool crm_eightd_profile_skeleton(const struct crm_eightd_profile *p)
{
	return p->skeleton;
}

const struct crm_eightd_need *crm_eightd_profile_need(
    const struct crm_eightd_profile *p, int discipline, size_t i)
{
	const struct needs *n = &p->needs[discipline];

	return i < n->n ? n->items[i] : NULL;
}

const struct crm_clock_setting *crm_eightd_profile_limits(
    const struct crm_eightd_profile *p, size_t *n)
{
	*n = p->nlimits;
	return p->limits;
}
