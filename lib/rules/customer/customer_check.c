/* What contradicts itself in a customer; an import, or a base table, may bring anything. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/customer/customer_private.h"
#include "lib/rules/customer/reach.h"

struct check {
	const struct crm_view *v;
	const char *id;
	struct crm_findings *f;
};

static void add(const struct check *c, enum crm_severity severity, const char *code,
    const char *path, const char *text)
{
	crm_finding_add(c->f, severity, code, c->v->source, c->v->line, c->id, path, "%s", text);
}

static void bad(
    const struct check *c, const char *path, const struct crm_cell *cell, const char *expected)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addf(&text, "'%.*s' cannot be read, expected %s",
	    crm_utf8_shown(cell->text, cell->len), cell->text, expected);
	add(c, CRM_ERROR, "bad_value", path, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void check_fields(const struct check *c)
{
	for (int i = CRM_C_COUNT; i < CRM_U_COUNT; i++) {
		const struct crm_cell *cell = crm_view_cell(c->v, i);
		const char *expected = crm_customer_expected(crm_customer_name(i), cell);

		if (expected != NULL)
			bad(c, crm_customer_name(i), cell, expected);
	}
}

static const char *path_of(int collection, const char *key, int member, struct crm_buf *path)
{
	return crm_item_path(crm_customer.flow.schema, collection, key, member, path);
}

/* Each member by its name; of a preference, channels may be "off". */
static void check_item(const struct check *c, int collection, const struct crm_items *it)
{
	const struct crm_schema *s = crm_customer.flow.schema->fields[collection].items;
	struct crm_buf path = CRM_BUF_INIT;

	for (size_t m = 2; m < s->n; m++) {
		const struct crm_cell *cell = crm_view_cell(&it->view, (int)m);
		const char *expected = collection == CRM_U_PREFERENCES && m == CRM_PREFER_CHANNELS
		    ? crm_customer_expected_preference(cell)
		    : crm_customer_expected(s->fields[m].name, cell);

		if (expected != NULL)
			bad(c, path_of(collection, it->key, (int)m, &path), cell, expected);
	}
	crm_buf_release(&path);
}

/* Does the item name a contact that there is? */
static void check_named(
    const struct check *c, int collection, const struct crm_items *it, int member)
{
	const struct crm_cell *cell = crm_view_cell(&it->view, member);
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items contacts;

	if (crm_cell_is(cell) && !crm_cell_eq(cell, CRM_CONTACT_ALL)) {
		if (!crm_customer_contact(c->v, crm_view_text(&it->view, member, &a), &contacts))
			add(c, CRM_ERROR, "no_such_item",
			    path_of(collection, it->key, member, &path),
			    "the customer has no such contact");
		crm_items_release(&contacts);
	}
	crm_buf_release(&path);
	crm_arena_release(&a);
}

static void check_contact(const struct check *c, const struct crm_items *it)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (crm_cell_eq(crm_view_cell(&it->view, CRM_CONTACT_CONTACT), CRM_CONTACT_ALL))
		add(c, CRM_ERROR, "bad_value",
		    path_of(CRM_U_CONTACTS, it->key, CRM_CONTACT_CONTACT, &path),
		    "'all' is no contact: it stands for everybody");
	if (!crm_view_has(&it->view, CRM_CONTACT_LEFT_AT) && !crm_reach_any(c->v, &it->view))
		add(c, CRM_WARNING, "no_address", path_of(CRM_U_CONTACTS, it->key, -1, &path),
		    "has no address that anything could be sent to");
	crm_buf_release(&path);
}

static void check_items(const struct check *c, int collection)
{
	struct crm_items it;

	crm_items_init(&it, c->v, collection);
	while (crm_items_next(&it)) {
		check_item(c, collection, &it);
		if (collection == CRM_U_CONTACTS)
			check_contact(c, &it);
		else if (collection == CRM_U_PREFERENCES)
			check_named(c, collection, &it, CRM_PREFER_CONTACT);
		else
			check_named(c, collection, &it, CRM_CONSENT_CONTACT);
	}
	crm_items_release(&it);
}

void crm_customer_check(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct check c = {v, crm_view_text(v, CRM_C_ID, &a), f};

	check_fields(&c);
	check_items(&c, CRM_U_CONTACTS);
	check_items(&c, CRM_U_PREFERENCES);
	check_items(&c, CRM_U_CONSENTS);
	crm_arena_release(&a);
}

bool crm_customer_same_sort(const struct crm_cell *a, const struct crm_cell *b)
{
	return crm_cell_eq(a, "department") == crm_cell_eq(b, "department");
}

void crm_customer_import(
    const struct crm_view *before, const struct crm_view *after, struct crm_findings *f)
{
	crm_customer_check(after, f);
	if (before != NULL &&
	    !crm_customer_same_sort(
	        crm_view_cell(before, CRM_U_SORT), crm_view_cell(after, CRM_U_SORT)))
		crm_finding_add(f, CRM_ERROR, "not_settable", after->source, after->line, NULL,
		    crm_customer_name(CRM_U_SORT), "%s", CRM_SORT_STAYS);
}
