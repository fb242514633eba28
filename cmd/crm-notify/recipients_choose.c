/* Of one row: whom it is for. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"

struct choosing {
	struct notify_customers *customers;
	const struct notify_ask *ask;
	const struct notify_customer *own; /* the record's; NULL: nobody knows it, or it has none */
	struct notify_addressees *out;
};

static void put(const struct choosing *x, struct crm_findings *f, const char *code,
    const char *field, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static void put(const struct choosing *x, struct crm_findings *f, const char *code,
    const char *field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	if (x->ask->quiet)
		return;
	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_finding_add(f, CRM_ERROR, code, NULL, 0, x->ask->who, field, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

#define miss(x, ...) put(x, (x)->customers->missed, "nobody_told", NULL, __VA_ARGS__)
#define refuse(x, code, field, ...) put(x, (x)->customers->refused, code, field, __VA_ARGS__)

/* The first of that key. */
static bool is_new(
    const struct choosing *x, const char *what, const char *customer, const char *key)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool added;

	crm_buf_addf(&b, "%s\n%s\n%s", what, customer, key);
	(void)crm_map_put(x->out->seen, crm_buf_str(&b), b.len, &added);
	crm_buf_release(&b);
	return added;
}

/* Of the same mail address is the same person. */
static bool is_twin(
    const struct choosing *x, const struct notify_customer *customer, const char *contact)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	char *mail = NULL;
	bool twin;

	if (contact == NULL)
		return false;
	if (crm_customer_contact(&customer->view, contact, &it))
		mail = crm_arena_strdup(&a, crm_view_text(&it.view, CRM_CONTACT_EMAIL, &a));
	crm_items_release(&it);
	for (char *c = mail; c != NULL && *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	twin = mail != NULL && mail[0] != '\0' && !is_new(x, "mail", customer->id, mail);
	if (twin && !x->ask->quiet)
		crm_run_say(x->customers->run,
		    "%s%s%s:%s has the mail address %s, as another one: one notice", x->ask->who,
		    x->ask->who[0] != '\0' ? ": " : "", customer->id, contact, mail);
	crm_arena_release(&a);
	return twin;
}

/* May it be told? What a record is about is its customer's, and ours. */
static bool is_allowed(const struct choosing *x, const struct notify_customer *customer)
{
	const struct crm_category *c = x->ask->category;
	const char *own = x->ask->own;

	if (c == NULL || customer->department)
		return true;
	if (c->internal) {
		if (is_new(x, "refused", customer->id, ""))
			refuse(x, "internal", "customer",
			    "%s is a customer: category '%s' goes to departments of our own",
			    customer->id, c->name);
		return false;
	}
	if (c->others || !x->ask->record || own == NULL || own[0] == '\0' || customer == x->own)
		return true;
	if (is_new(x, "refused", customer->id, ""))
		refuse(x, "not_theirs", "customer",
		    "it is of %s: category '%s' tells the record's own customer, or departments of our "
		    "own, not %s",
		    x->own != NULL ? x->own->id : own, c->name, customer->id);
	return false;
}

static void add(const struct choosing *x, struct notify_customer *customer, const char *contact)
{
	struct notify_addressees *o = x->out;

	if (!is_allowed(x, customer) ||
	    !is_new(x, "to", customer->id, contact != NULL ? contact : "") ||
	    is_twin(x, customer, contact))
		return;
	crm_grow(&o->v, &o->cap, o->n + 1, sizeof(*o->v));
	o->v[o->n++] = (struct notify_addressee){customer, contact};
}

/* By --where; who is named and left out is told. */
static bool fits(const struct choosing *x, const struct notify_customer *c)
{
	if (!c->fits && !x->ask->quiet && is_new(x, "where", c->id, ""))
		crm_run_say(x->customers->run, "%s%s%s does not fit --where: left out", x->ask->who,
		    x->ask->who[0] != '\0' ? ": " : "", c->id);
	return c->fits;
}

enum wanted { OF_ROLE, OF_NONE, OF_ANY };

static bool is_wanted(const struct crm_view *contact, enum wanted what, const char *role)
{
	const struct crm_cell *own = crm_view_cell(contact, CRM_CONTACT_ROLE);

	if (crm_view_has(contact, CRM_CONTACT_LEFT_AT))
		return false;
	if (what == OF_ROLE)
		return role != NULL && crm_cell_eq(own, role);
	return what == OF_ANY || !crm_cell_is(own);
}

/* How many there are; those with an address are added. */
static size_t add_contacts(const struct choosing *x, struct notify_customer *c, enum wanted what,
    const char *role, size_t *added)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, &c->view, CRM_U_CONTACTS);
	while (crm_items_next(&it)) {
		if (!is_wanted(&it.view, what, role))
			continue;
		n++;
		if (!crm_reach_any(&c->view, &it.view))
			continue;
		++*added;
		add(x, c, crm_contact_key(&it, &x->customers->arena));
	}
	crm_items_release(&it);
	return n;
}

/* Those of the role, else those without one; of a department, and where no role is asked for, all. */
static void choose(const struct choosing *x, struct notify_customer *c)
{
	const char *asked = x->ask->own_only ? NULL : x->customers->role,
	           *role = asked != NULL ? asked : x->ask->role;
	size_t n = 0, added = 0;

	if (!is_allowed(x, c))
		return;
	if (c->department && asked == NULL)
		role = NULL;
	if (role != NULL)
		n = add_contacts(x, c, OF_ROLE, role, &added);
	if (n == 0 && !c->department)
		n = add_contacts(x, c, OF_NONE, NULL, &added);
	if (n == 0 && role == NULL)
		n = add_contacts(x, c, OF_ANY, NULL, &added);
	if (added > 0)
		return;
	if (n > 0)
		miss(x, "no address of any contact of %s", c->id);
	else if (crm_reach_any(&c->view, NULL))
		add(x, c, NULL);
	else if (role != NULL)
		miss(x, "no contact of %s of role %s, nor one without a role", c->id, role);
	else
		miss(x, "no contact of %s", c->id);
}

static void choose_listed(const struct choosing *x, const char *list)
{
	struct notify_customers *all = x->customers;
	size_t before = x->out->n, n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct notify_customer *c = &all->v[i];
		struct crm_items it;

		crm_items_init(&it, &c->view, CRM_U_CONTACTS);
		while (c->live && crm_items_next(&it)) {
			const char *contact = crm_contact_key(&it, &all->arena);

			if (crm_view_has(&it.view, CRM_CONTACT_LEFT_AT) ||
			    !crm_words_has(crm_view_cell(&it.view, CRM_CONTACT_LISTS), list))
				continue;
			n++;
			if (!fits(x, c))
				continue;
			if (crm_reach_any(&c->view, &it.view))
				add(x, c, contact);
			else
				miss(x, "no address of %s:%s, who is on list %s", c->id, contact,
				    list);
		}
		crm_items_release(&it);
	}
	if (n == 0 && x->out->n == before)
		miss(x, "nobody is on list '%s'", list);
}

static void choose_broad(const struct choosing *x, const struct notify_to *to)
{
	struct notify_customers *all = x->customers;
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct notify_customer *c = &all->v[i];

		if (!c->live || c->department || !c->fits || !c->has ||
		    (to->what != NOTIFY_TO_ALL &&
		        !crm_cell_eq(crm_view_cell(&c->view, CRM_U_CLASS), to->name)))
			continue;
		n++;
		choose(x, c);
	}
	if (n == 0 && to->what == NOTIFY_TO_CLASS)
		miss(x, "no customer of class '%s'%s", to->name,
		    all->narrowed ? " fits" : " is to be told");
	else if (n == 0)
		miss(x, all->narrowed ? "no customer fits" : "there is no customer to tell");
}

static void choose_named(const struct choosing *x, const struct notify_to *to)
{
	struct crm_items it;
	bool any;

	if (!fits(x, to->customer))
		return;
	if (to->contact == NULL) {
		choose(x, to->customer);
		return;
	}
	any = crm_customer_contact(&to->customer->view, to->contact, &it) &&
	    crm_reach_any(&to->customer->view, &it.view);
	crm_items_release(&it);
	if (any)
		add(x, to->customer, to->contact);
	else
		miss(x, "no address of %s:%s", to->customer->id, to->contact);
}

/* Nobody is named: the record's customer. */
static void choose_own(const struct choosing *x)
{
	const char *own = x->ask->own;
	struct notify_customer *c;

	if (own == NULL || own[0] == '\0') {
		if (x->ask->record)
			miss(x, "it names no customer: --to");
		else
			refuse(x, "nobody_named", NULL, "nobody is named: --to");
		return;
	}
	c = notify_customer_find(x->customers, own);
	if (c == NULL)
		miss(x, "no such customer, or several: '%s'", own);
	else if (!c->live)
		miss(x, "no customer any more: %s", c->id);
	else if (fits(x, c))
		choose(x, c);
}

void notify_recipients(
    struct notify_customers *c, const struct notify_ask *ask, struct notify_addressees *out)
{
	static const struct notify_to all = {NOTIFY_TO_ALL, NULL, NULL, NULL};
	const bool own = ask->own != NULL && ask->own[0] != '\0';
	const struct choosing x = {c, ask, own ? notify_customer_find(c, ask->own) : NULL, out};
	size_t n = ask->own_only ? 0 : c->nto;

	*out = (struct notify_addressees){.seen = crm_map_new()};
	if (ask->own_only || !c->named) {
		if (!ask->record && c->narrowed)
			choose_broad(&x, &all);
		else
			choose_own(&x);
	}
	for (size_t i = 0; i < n; i++) {
		const struct notify_to *to = &c->to[i];

		if (to->what == NOTIFY_TO_CUSTOMER)
			choose_named(&x, to);
		else if (to->what == NOTIFY_TO_LIST)
			choose_listed(&x, to->name);
		else
			choose_broad(&x, to);
	}
}

void notify_addressees_release(struct notify_addressees *a)
{
	free(a->v);
	crm_map_free(a->seen);
	*a = (struct notify_addressees){0};
}
