/* Customers and departments, and whom of them a notice is for. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "lib/tool/stream.h"

#define DEPARTMENT "department"

/* ---- who there is ---- */

static void add(struct notify_customers *c, struct crm_record *record)
{
	const struct crm_states *states = crm_customer.flow.states;
	struct notify_customer *x;

	crm_grow(&c->v, &c->cap, c->n + 1, sizeof(*c->v));
	x = &c->v[c->n++];
	*x = (struct notify_customer){.record = record, .fits = true, .has = true};
	crm_view_of_record(c->shape, record, &c->arena, &x->view);
	x->id = crm_view_text(&x->view, CRM_C_ID, &c->arena);
	x->name = crm_view_text(&x->view, CRM_U_NAME, &c->arena);
	x->department = crm_cell_eq(crm_view_cell(&x->view, CRM_U_SORT), DEPARTMENT);
	x->live = !crm_state_ended(states, crm_view_cell(&x->view, CRM_C_STATE));
	if (c->where != NULL)
		x->fits = crm_where_match(c->where, &x->view);
}

static int read_all(struct notify_customers *c)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	enum crm_read got = CRM_READ_FAIL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_store_reader(
	        c->run->store, crm_customer.name, c->shape, NULL, notes, &reader, &e) == 0) {
		while ((got = crm_reader_record(reader, &record, &e)) == CRM_READ_OK)
			add(c, record);
		crm_reader_free(reader);
	}
	crm_run_notes(c->run, notes);
	crm_findings_free(notes);
	return got == CRM_READ_END ? 0 : crm_run_fail(c->run, &e);
}

static int read_where(struct notify_customers *c)
{
	size_t n = crm_args_count(c->run->args, "where");
	struct crm_err e = CRM_ERR_INIT;

	if (n == 0)
		return 0;
	c->narrowed = true;
	c->where = crm_where_new();
	for (size_t i = 0; i < n; i++) {
		if (crm_where_add(c->where, crm_args_nth(c->run->args, "where", i), c->shape,
		        crm_run_zone(c->run), true, &e) != 0) {
			crm_err_place(&e, "--where", 0, NULL);
			return crm_run_fail(c->run, &e);
		}
	}
	return 0;
}

struct notify_customer *notify_customer_find(const struct notify_customers *c, const char *name)
{
	struct notify_customer *found = NULL;

	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->v[i].id, name) == 0)
			return &c->v[i];
	}
	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->v[i].name, name) != 0 || !c->v[i].live)
			continue;
		if (found != NULL)
			return NULL;
		found = &c->v[i];
	}
	return found;
}

/* ---- --to ---- */

static struct notify_to *add_to(struct notify_customers *c, enum notify_to_what what)
{
	crm_grow(&c->to, &c->tocap, c->nto + 1, sizeof(*c->to));
	c->to[c->nto] = (struct notify_to){.what = what};
	return &c->to[c->nto++];
}

static void miss(struct notify_customers *c, const char *what, const char *name)
{
	crm_finding_add(
	    c->missed, CRM_ERROR, "nobody_told", "--to", 0, NULL, NULL, "%s '%s'", what, name);
}

/* ID, or ID:CONTACT; names may have colons. */
static void read_customer(struct notify_customers *c, const char *text)
{
	struct notify_customer *x = notify_customer_find(c, text);
	const char *colon = strrchr(text, ':'), *contact = NULL;
	struct crm_items it;
	bool left, found;

	if (x == NULL && colon != NULL) {
		x = notify_customer_find(
		    c, crm_arena_strndup(&c->arena, text, (size_t)(colon - text)));
		contact = colon + 1;
	}
	if (x == NULL || !x->live) {
		miss(
		    c, x == NULL ? "no such customer, or several:" : "no customer any more:", text);
		return;
	}
	found = contact == NULL || crm_customer_contact(&x->view, contact, &it);
	left = contact != NULL && found && crm_view_has(&it.view, CRM_CONTACT_LEFT_AT);
	if (contact != NULL)
		crm_items_release(&it);
	if (!found || left)
		miss(c, left ? "the contact has left:" : "no such contact:", text);
	else
		*add_to(c, NOTIFY_TO_CUSTOMER) =
		    (struct notify_to){NOTIFY_TO_CUSTOMER, NULL, x, contact};
}

static void read_department(struct notify_customers *c, const char *name)
{
	struct notify_customer *x = NULL;

	for (size_t i = 0; x == NULL && i < c->n; i++) {
		struct notify_customer *k = &c->v[i];

		if (k->department && k->live &&
		    (strcmp(k->id, name) == 0 || strcmp(k->name, name) == 0))
			x = k;
	}
	if (x == NULL)
		miss(c, "no department of our own in the customers:", name);
	else
		add_to(c, NOTIFY_TO_CUSTOMER)->customer = x;
}

static int read_role(struct notify_customers *c, const char *role)
{
	const struct crm_schema *contacts = crm_customer.flow.schema->fields[CRM_U_CONTACTS].items;
	const struct crm_field *f = &contacts->fields[CRM_CONTACT_ROLE];
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	crm_field_read(f, role, strlen(role), &cell, expected);
	if (!crm_cell_is(&cell)) {
		crm_err_at(&e, CRM_BADINPUT, "--to", 0, NULL, "'%s' is no role; expected %s", role,
		    expected);
		return crm_run_fail(c->run, &e);
	}
	c->role = role;
	return 0;
}

static bool is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(text, word, len) == 0;
}

static int read_to(struct notify_customers *c, const char *text)
{
	const char *colon = strchr(text, ':'), *name = colon != NULL ? colon + 1 : "";
	size_t len = name[0] != '\0' ? (size_t)(colon - text) : 0;

	if (is_word(text, len, "role"))
		return read_role(c, name);
	c->named = true;
	if (strcmp(text, "all") == 0) {
		c->broad = true;
		(void)add_to(c, NOTIFY_TO_ALL);
	} else if (is_word(text, len, "dept")) {
		read_department(c, name);
	} else if (is_word(text, len, "customer")) {
		read_customer(c, name);
	} else if (is_word(text, len, "list")) {
		add_to(c, NOTIFY_TO_LIST)->name = name;
	} else if (is_word(text, len, "class")) {
		c->broad = true;
		add_to(c, NOTIFY_TO_CLASS)->name = name;
	} else {
		return crm_run_usage(c->run,
		    "--to: '%s' is none of dept:NAME, customer:ID[:CONTACT], role:ROLE, list:NAME, "
		    "class:CLASS, all",
		    text);
	}
	return 0;
}

int notify_customers_read(struct crm_run *r, struct notify_customers *out)
{
	*out = (struct notify_customers){
	    .run = r, .missed = crm_findings_new(), .refused = crm_findings_new()};
	out->shape = crm_shape_new(crm_customer.flow.schema);
	return read_where(out) == 0 ? read_all(out) : -1;
}

int notify_customers_open(
    struct crm_run *r, const struct crm_category *category, struct notify_customers *out)
{
	const char *part = crm_args_text(r->args, "used-in"), *lot = crm_args_text(r->args, "lot");
	const struct notify_used by = {part, lot, category->delivered};

	if (notify_customers_read(r, out) != 0)
		return -1;
	for (size_t i = 0; i < crm_args_count(r->args, "to"); i++) {
		if (read_to(out, crm_args_nth(r->args, "to", i)) != 0)
			return -1;
	}
	if (part == NULL && lot == NULL)
		return 0;
	if (!out->broad)
		(void)add_to(out, NOTIFY_TO_ALL);
	out->broad = out->named = true;
	return notify_customers_used(out, &by);
}

void notify_customers_release(struct notify_customers *c)
{
	for (size_t i = 0; i < c->n; i++)
		crm_record_free(c->v[i].record);
	free(c->v);
	free(c->to);
	crm_where_free(c->where);
	crm_findings_free(c->missed);
	crm_findings_free(c->refused);
	crm_shape_free(c->shape);
	crm_arena_release(&c->arena);
}
