/* What a customer's profile of the 8D says. */
#include <stdlib.h>
#include <string.h>

#include "lib/data/walk.h"
#include "lib/rules/eightd/eightd_private.h"

#define DISCIPLINES (CRM_EIGHTD_LAST + 1)

struct needs {
	const struct crm_eightd_need **items;
	size_t n;
};

struct crm_eightd_profile {
	struct crm_arena arena;
	const char *name, *title, *uses;
	bool skeleton;
	struct needs needs[DISCIPLINES];
	struct crm_clock clocks[CRM_EIGHTD_GATES + 1];
	struct crm_clock_setting *limits;
	size_t nlimits, cap;
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

/* ---- needs ---- */

struct list {
	struct crm_eightd_profile *profile;
	struct needs needs;
	const char *clock;
};

static int read_need(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct list *l = object;
	const char *name = crm_doc_string(d);
	const struct crm_eightd_need *need;

	if (name == NULL)
		return crm_walk_refuse(w, "the name of a need expected, like \"team.sponsor\"");
	need = crm_eightd_need_find(name);
	if (need == NULL)
		return crm_walk_refuse(
		    w, "unknown need '%s'; crm-complaint(1) lists those that there are", name);
	l->needs.items[l->needs.n++] = need;
	return 0;
}

static int read_discipline(
    struct crm_walk *w, void *profile, const char *name, const struct crm_doc *list)
{
	struct crm_eightd_profile *p = profile;
	struct list l = {p, {NULL, 0}, NULL};
	int d = crm_eightd_discipline(name);

	if (d < 0)
		return crm_walk_refuse(w, "unknown discipline; expected D0 to D8");
	if (crm_doc_kind(list) != CRM_DOC_LIST)
		return crm_walk_refuse(w, "a list of needs expected");
	l.needs.items = crm_arena_alloc(
	    &p->arena, (crm_doc_count(list) + 1) * sizeof(const struct crm_eightd_need *));
	if (crm_walk_items(w, list, read_need, &l) != 0)
		return -1;
	p->needs[d] = l.needs;
	return 0;
}

static int read_require(struct crm_walk *w, void *profile, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_discipline, profile);
}

/* ---- deadlines ---- */

/* One expression, or a list of them that must all hold. */
static int read_where(struct crm_walk *w, void *setting, const struct crm_doc *d)
{
	struct crm_clock_setting *s = setting;
	bool list = crm_doc_kind(d) == CRM_DOC_LIST;
	size_t n = list ? crm_doc_count(d) : 1;
	const char **where = crm_arena_alloc(w->arena, (n + 1) * sizeof(*where));

	for (size_t i = 0; i < n; i++) {
		const char *text = crm_doc_string(list ? crm_doc_at(d, i) : d);

		if (text == NULL)
			return crm_walk_refuse(w, "a condition expected, like \"safety=true\"");
		where[i] = crm_arena_strdup(w->arena, text);
	}
	s->where = where;
	return 0;
}

static const struct crm_member limit_members[] = {
    {"limit", CRM_MEMBER_TEXT, offsetof(struct crm_clock_setting, limit), 0, 0, NULL},
    {"calendar", CRM_MEMBER_TEXT, offsetof(struct crm_clock_setting, calendar), 0, 0, NULL},
    {"where", CRM_MEMBER_READ, 0, 0, 0, read_where},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_limit(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct list *l = object;
	struct crm_eightd_profile *p = l->profile;
	struct crm_clock_setting s = {.name = l->clock};

	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(w, "an object expected, like {\"limit\": \"PT24H\"}");
	s.path = crm_arena_strdup(&p->arena, crm_buf_str(&w->path));
	if (crm_walk_members(w, d, limit_members, &s) != 0)
		return -1;
	if (s.limit == NULL)
		return crm_walk_refuse(w, "limit is missing");
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

static int read_gate(
    struct crm_walk *w, void *profile, const char *name, const struct crm_doc *list)
{
	struct list l = {profile, {NULL, 0}, crm_eightd_gate_clock(name)};

	if (l.clock == NULL)
		return crm_walk_refuse(w, "unknown gate; expected D3, D5, D8 or effect");
	if (crm_doc_kind(list) != CRM_DOC_LIST)
		return crm_walk_refuse(
		    w, "a list of limits expected, the first that applies counts");
	drop_limits(profile, l.clock);
	return crm_walk_items(w, list, read_limit, &l);
}

static int read_deadlines(struct crm_walk *w, void *profile, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_gate, profile);
}

/* ---- the whole ---- */

/* `uses` is the loader's. */
static const struct crm_member members[] = {
    {"title", CRM_MEMBER_TEXT, offsetof(struct crm_eightd_profile, title), 0, 0, NULL},
    {"skeleton", CRM_MEMBER_BOOL, offsetof(struct crm_eightd_profile, skeleton), 0, 0, NULL},
    {"uses", CRM_MEMBER_TEXT, offsetof(struct crm_eightd_profile, uses), 0, 0, NULL},
    {"require", CRM_MEMBER_READ, 0, 0, 0, read_require},
    {"deadlines", CRM_MEMBER_READ, 0, 0, 0, read_deadlines},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

int crm_eightd_profile_add(
    struct crm_eightd_profile *p, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct crm_walk w = {source, &p->arena, e, CRM_BUF_INIT};
	int rc;

	p->skeleton = false;
	rc = crm_walk_members(&w, d, members, p);
	crm_buf_release(&w.path);
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
