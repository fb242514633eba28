/* The elements of editions and profiles. */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/edition_private.h"
#include "lib/rules/ppap/ppap.h"

#define NUMBER_MAX 16
#define TRAITS "traits."

struct reading {
	struct crm_ppap_book *book;
	struct crm_ppap_element element;
	bool role, levels; /* they were there */
};

static int read_role(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	int role = crm_walk_word(w, d, crm_ppap_role_words);

	if (role < 0)
		return -1;
	r->element.role = (enum crm_ppap_role)role;
	r->role = true;
	return 0;
}

static int refuse_trait(struct crm_walk *w)
{
	struct crm_buf known = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_ppap_schema.n; i++) {
		const char *name = crm_ppap_schema.fields[i].name;

		if (strncmp(name, TRAITS, strlen(TRAITS)) == 0)
			crm_buf_addf(&known, ", %s", name + strlen(TRAITS));
	}
	(void)crm_walk_refuse(w, "expected one of always%s", crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

static int read_applies(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	struct crm_buf name = CRM_BUF_INIT;
	const char *word = crm_doc_string(d);

	r->element.trait = -1;
	if (word != NULL && strcmp(word, "always") == 0)
		return 0;
	crm_buf_addf(&name, TRAITS "%s", word != NULL ? word : "");
	r->element.trait = crm_schema_find(&crm_ppap_schema, crm_buf_str(&name), name.len);
	crm_buf_release(&name);
	return r->element.trait >= 0 ? 0 : refuse_trait(w);
}

static int read_levels(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	size_t len = w->path.len;

	if (!r->book->levels)
		return crm_walk_refuse(w, "the edition has no levels");
	if (crm_doc_kind(d) != CRM_DOC_LIST || crm_doc_count(d) != CRM_PPAP_LEVELS)
		return crm_walk_refuse(w, "a list of %d expected, for levels 1 to %d",
		    CRM_PPAP_LEVELS, CRM_PPAP_LEVELS);
	for (size_t i = 0; i < CRM_PPAP_LEVELS; i++) {
		int duty;

		crm_buf_addf(&w->path, "[%zu]", i);
		duty = crm_walk_word(w, crm_doc_at(d, i), crm_ppap_duty_words);
		if (duty < 0)
			return -1;
		r->element.duty[i] = (enum crm_ppap_duty)duty;
		crm_buf_cut(&w->path, len);
	}
	r->levels = true;
	return 0;
}

#define AT(member) offsetof(struct reading, element.member)

static const struct crm_member members[] = {
    {"number", CRM_MEMBER_TEXT, AT(number), 0, 0, NULL},
    {"role", CRM_MEMBER_READ, 0, 0, 0, read_role},
    /* from here on: what a profile may change of one that is there */
    {"name", CRM_MEMBER_TEXT, AT(name), 0, 0, NULL},
    {"applies", CRM_MEMBER_READ, 0, 0, 0, read_applies},
    {"asked", CRM_MEMBER_BOOL, AT(asked), 0, 0, NULL},
    {"na", CRM_MEMBER_BOOL, AT(na), 0, 0, NULL},
    {"physical", CRM_MEMBER_BOOL, AT(physical), 0, 0, NULL},
    {"change_level", CRM_MEMBER_BOOL, AT(change_level), 0, 0, NULL},
    {"aged", CRM_MEMBER_BOOL, AT(aged), 0, 0, NULL},
    {"form", CRM_MEMBER_TEXT, AT(form), 0, 0, NULL},
    {"levels", CRM_MEMBER_READ, 0, 0, 0, read_levels},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};
#define CHANGEABLE (members + 2)

/* Numbers stand in paths of the manifest's members and on command lines. */
static bool number_ok(const char *number)
{
	size_t len = strlen(number);

	return len <= NUMBER_MAX && number[0] != '.' && number[0] != '-' &&
	    strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
	    len;
}

static int check(struct crm_walk *w, const struct reading *r)
{
	const struct crm_ppap_element *e = &r->element;

	return e->asked && e->trait < 0 ? crm_walk_refuse(w, "asked, although it applies always")
	                                : 0;
}

static int check_new(struct crm_walk *w, const struct reading *r)
{
	const struct crm_ppap_element *e = &r->element;

	if (e->number == NULL || e->name == NULL || !r->role)
		return crm_walk_refuse(w, "number, name and role expected");
	if (!number_ok(e->number))
		return crm_walk_refuse(w,
		    "number '%s': at most %d letters, digits, points, - and _ expected", e->number,
		    NUMBER_MAX);
	if (crm_ppap_book_find(r->book, e->number) != NULL)
		return crm_walk_refuse(w, "number '%s' is there twice", e->number);
	if (crm_ppap_book_role(r->book, e->role) != NULL)
		return crm_walk_refuse(w, "role '%s' is there twice", crm_ppap_role_name(e->role));
	if (r->book->levels && !r->levels)
		return crm_walk_refuse(w, "levels expected");
	return check(w, r);
}

static int read_element(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	const struct crm_ppap_read *all = object;
	struct crm_ppap_book *b = all->book;
	struct reading r = {.book = b, .element = {.trait = -1}};

	for (size_t i = 0; i < CRM_PPAP_LEVELS; i++)
		r.element.duty[i] = CRM_DUTY_REQUEST;
	r.element.customer = b->edition[0] != '\0';
	if (crm_walk_members(w, d, members, &r) != 0 || check_new(w, &r) != 0)
		return -1;
	crm_grow(&b->elements, &b->cap, b->n + 1, sizeof(*b->elements));
	crm_map_put(b->numbers, r.element.number, strlen(r.element.number), NULL);
	b->elements[b->n++] = r.element;
	return 0;
}

int crm_ppap_read_elements(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_items(w, d, read_element, object);
}

/* ---- by a profile ---- */

static int read_change(
    struct crm_walk *w, void *object, const char *number, const struct crm_doc *d)
{
	const struct crm_ppap_read *all = object;
	struct reading r = {.book = all->book};
	int i = crm_ppap_book_at(r.book, number);

	if (i < 0)
		return crm_walk_refuse(w, "no such element in edition %s", r.book->edition);
	r.element = r.book->elements[i];
	if (crm_walk_members(w, d, CHANGEABLE, &r) != 0 || check(w, &r) != 0)
		return -1;
	r.book->elements[i] = r.element;
	return 0;
}

int crm_ppap_read_changed(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_change, object);
}
