#include "lib/rules/notice/category.h"

#include <stddef.h>
#include <string.h>

#include "lib/data/walk.h"

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

static int read_role(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	int word = crm_walk_word(w, d, role_words);

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
	size_t digits = text != NULL && text[0] == 'P' ? strspn(text + 1, "0123456789") : 0;

	if (digits < 1 || digits > 3 || text[1] == '0' || strlen(text) != digits + 2 ||
	    strchr("DWMY", text[digits + 1]) == NULL)
		return crm_walk_refuse(w, "how often expected, like \"P1W\", \"P1M\" or \"P1Y\"");
	c->every = crm_arena_strdup(w->arena, text);
	return 0;
}

static bool is_word(const char *s, size_t len)
{
	return len > 0 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

/* Names of channels, commas between. */
static int read_channels(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_category *c = object;
	const char *text = crm_doc_string(d), *at = text;

	while (at != NULL && is_word(at, strcspn(at, ",")) && at[strcspn(at, ",")] == ',')
		at += strcspn(at, ",") + 1;
	if (at == NULL || !is_word(at, strlen(at)))
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
