#include "lib/rules/notice/category.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/channel_name.h"
#include "lib/data/walk.h"
#include "lib/rules/notice/periodic.h"

#define LEAD_MOST 3650

static const char *const urgency_words[] = {
    [CRM_URGENCY_NORMAL] = "normal",
    [CRM_URGENCY_URGENT] = "urgent",
    [CRM_URGENCY_EMERGENCY] = "emergency",
    NULL,
};
static const char *const basis_words[] = {
    [CRM_BASIS_CONTRACT] = "contract",
    [CRM_BASIS_COURTESY] = "courtesy",
    [CRM_BASIS_SURVEY] = "survey",
    [CRM_BASIS_MARKETING] = "marketing",
    NULL,
};
static const char *const role_words[] = {"buyer", "quality", "logistics", "finance", "other", NULL};

const char *crm_urgency_name(enum crm_urgency u)
{
	return urgency_words[u];
}

const char *crm_basis_name(enum crm_basis b)
{
	return basis_words[b];
}

/* ---- members ---- */

static int read_urgency(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	int word = crm_walk_word(w, d, urgency_words);

	if (word < 0)
		return -1;
	c->urgency = (enum crm_urgency)word;
	return 0;
}

static int read_basis(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	int word = crm_walk_word(w, d, basis_words);

	if (word < 0)
		return -1;
	c->basis = (enum crm_basis)word;
	return 0;
}

static bool is_word(const char *s, size_t len)
{
	return len > 0 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

/* Of one kind; of "": of all that are not named. */
static int read_kind_role(
    struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct crm_category *c = object;
	int word = crm_walk_word(w, d, role_words);

	if (word < 0)
		return -1;
	if (name[0] == '\0') {
		c->role = role_words[word];
		return 0;
	}
	if (!is_word(name, strlen(name)))
		return crm_walk_refuse(w, "the name of a kind expected, or \"\"");
	c->roles[c->nroles++] =
	    (struct crm_category_role){crm_arena_strdup(w->arena, name), role_words[word]};
	return 0;
}

static int read_role(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	int word;

	if (crm_doc_kind(d) == CRM_DOC_OBJECT) {
		c->roles = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*c->roles));
		return crm_walk_names(w, d, read_kind_role, c);
	}
	word = crm_walk_word(w, d, role_words);
	if (word < 0)
		return -1;
	c->role = role_words[word];
	return 0;
}

static int read_approval(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	const char *text = crm_doc_string(d);

	c->standing = text != NULL && strcmp(text, "standing") == 0;
	if (!c->standing && crm_doc_kind(d) != CRM_DOC_BOOL)
		return crm_walk_refuse(w, "true, false or \"standing\" expected");
	c->approval = crm_doc_truth(d);
	return 0;
}

/* P1D, P2W, P1M, P1Y: one unit. */
static int read_every(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	const char *text = crm_doc_string(d);
	struct crm_every every;

	if (text == NULL || crm_every_parse(text, &every) != 0)
		return crm_walk_refuse(w, "how often expected, like \"P1W\", \"P1M\" or \"P1Y\"");
	c->every = crm_arena_strdup(w->arena, text);
	return 0;
}

/* Names of channels, commas between. */
static int read_channels(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	const char *text = crm_doc_string(d), *at = text;

	while (
	    at != NULL && crm_channel_name_ok(at, strcspn(at, ",")) && at[strcspn(at, ",")] == ',')
		at += strcspn(at, ",") + 1;
	if (at == NULL || !crm_channel_name_ok(at, strlen(at)))
		return crm_walk_refuse(w, "channels in order expected, like \"email,phone\"");
	c->channels = crm_arena_strdup(w->arena, text);
	return 0;
}

#define AT(member) offsetof(struct crm_category, member)

static const struct crm_member members[] = {
    {"urgency", CRM_MEMBER_READ, 0, 0, 0, read_urgency},
    {"lead", CRM_MEMBER_COUNT, AT(lead), 0, LEAD_MOST, NULL},
    {"basis", CRM_MEMBER_READ, 0, 0, 0, read_basis},
    {"approval", CRM_MEMBER_READ, 0, 0, 0, read_approval},
    {"change", CRM_MEMBER_BOOL, AT(change), 0, 0, NULL},
    {"until_met", CRM_MEMBER_BOOL, AT(until_met), 0, 0, NULL},
    {"internal", CRM_MEMBER_BOOL, AT(internal), 0, 0, NULL},
    {"others", CRM_MEMBER_BOOL, AT(others), 0, 0, NULL},
    {"delivered", CRM_MEMBER_BOOL, AT(delivered), 0, 0, NULL},
    {"role", CRM_MEMBER_READ, 0, 0, 0, read_role},
    {"template", CRM_MEMBER_TEXT, AT(template), 0, 0, NULL},
    {"channels", CRM_MEMBER_READ, 0, 0, 0, read_channels},
    {"every", CRM_MEMBER_READ, 0, 0, 0, read_every},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

/* ---- categories ---- */

static int read_category(
    struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct crm_categories *all = object;
	struct crm_category *c = &all->v[all->n];

	if (!is_word(name, strlen(name)) || strcmp(name, "all") == 0)
		return crm_walk_refuse(w,
		    "a category's name has a to z, 0 to 9 and _, and is not "
		    "\"all\"");
	*c = (struct crm_category){.name = crm_arena_strdup(w->arena, name), .approval = true};
	if (crm_walk_members(w, d, members, c) != 0)
		return -1;
	if (c->template == NULL)
		return crm_walk_refuse(w, "template expected");
	if (c->lead > 0 && c->urgency != CRM_URGENCY_NORMAL)
		return crm_walk_refuse(w, "lead of %d days, but it is %s: it is told at once",
		    c->lead, crm_urgency_name(c->urgency));
	if (c->internal && c->others)
		return crm_walk_refuse(w, "internal: it goes to no customer, and to no other one");
	if (c->standing && c->change)
		return crm_walk_refuse(w, "a change is approved each time, not by a standing one");
	all->n++;
	return 0;
}

int crm_categories_read(
    const struct crm_doc *d, const char *source, struct crm_categories *out, struct crm_err *e)
{
	struct crm_categories all = {NULL, 0, CRM_ARENA_INIT};
	struct crm_walk w = {source, &all.arena, e, CRM_BUF_INIT};
	size_t most = crm_doc_kind(d) == CRM_DOC_OBJECT ? crm_doc_count(d) : 0;
	int rc;

	all.v = crm_arena_alloc(&all.arena, (most + 1) * sizeof(*all.v));
	rc = crm_walk_names(&w, d, read_category, &all);
	crm_buf_release(&w.path);
	if (rc != 0)
		crm_arena_release(&all.arena);
	else
		*out = all;
	return rc;
}

void crm_categories_release(struct crm_categories *c)
{
	if (c == NULL)
		return;
	crm_arena_release(&c->arena);
	memset(c, 0, sizeof(*c));
}

const struct crm_category *crm_category_find(const struct crm_categories *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->v[i].name, name) == 0)
			return &c->v[i];
	}
	return NULL;
}

const char *crm_category_role(const struct crm_category *c, const char *kind)
{
	for (size_t i = 0; kind != NULL && i < c->nroles; i++) {
		if (strcmp(c->roles[i].kind, kind) == 0)
			return c->roles[i].role;
	}
	return c->role;
}

const char *crm_category_weaker(const struct crm_category *c, const struct crm_category *than)
{
	if (c->basis < than->basis)
		return "it needs less consent";
	if (than->internal && !c->internal)
		return "it is not internal";
	if (than->change && !c->change)
		return "it is no change, which has to say what changes";
	if (c->others && !than->others)
		return "it may be told to other customers";
	if (than->approval && !c->approval)
		return "it asks for no approval";
	if (than->approval && !than->standing && c->standing)
		return "a standing approval is enough for it";
	return NULL;
}
