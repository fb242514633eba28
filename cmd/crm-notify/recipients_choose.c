/* Of one row: whom it is for. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"

struct choosing {
	struct notify_customers *customers;
	const struct notify_ask *ask;
	struct notify_addressees *out;
	size_t *missed;
};

static void miss(const struct choosing *x, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void miss(const struct choosing *x, int code, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	(void)crm_err_at(&e, code, NULL, 0, NULL, "%s%s%s", x->ask->who,
	    x->ask->who[0] != '\0' ? ": " : "", crm_buf_str(&text));
	(void)crm_run_fail(x->customers->run, &e);
	crm_buf_release(&text);
	++*x->missed;
}

static void add(const struct choosing *x, struct notify_customer *customer, const char *contact)
{
	struct notify_addressees *o = x->out;
	struct crm_buf key = CRM_BUF_INIT;
	bool added;

	crm_buf_addf(&key, "%s\n%s", customer->id, contact != NULL ? contact : "");
	(void)crm_map_put(o->seen, crm_buf_str(&key), key.len, &added);
	crm_buf_release(&key);
	if (!added)
		return;
	crm_grow(&o->v, &o->cap, o->n + 1, sizeof(*o->v));
	o->v[o->n++] = (struct notify_addressee){customer, contact};
}

enum wanted { OF_ROLE, OF_NONE, OF_ANY };

static bool is_wanted(const struct crm_view *contact, enum wanted what, const char *role)
{
	const struct crm_cell *own = crm_view_cell(contact, CRM_CONTACT_ROLE);

	if (crm_view_has(contact, CRM_CONTACT_LEFT_AT))
		return false;
	if (what == OF_ROLE)
		return crm_cell_eq(own, role);
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
	const char *asked = x->customers->role, *role = asked != NULL ? asked : x->ask->role;
	size_t n = 0, added = 0;

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
		miss(x, CRM_BADINPUT, "no address of any contact of %s", c->id);
	else if (crm_reach_any(&c->view, NULL))
		add(x, c, NULL);
	else if (role != NULL)
		miss(x, CRM_BADINPUT, "no contact of %s of role %s, nor one without a role", c->id,
		    role);
	else
		miss(x, CRM_BADINPUT, "no contact of %s", c->id);
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
			if (crm_reach_any(&c->view, &it.view))
				add(x, c, contact);
			else
				miss(x, CRM_BADINPUT, "no address of %s:%s, who is on list %s",
				    c->id, contact, list);
		}
		crm_items_release(&it);
	}
	if (n == 0 && x->out->n == before)
		miss(x, CRM_NOINPUT, "nobody is on list '%s'", list);
}

static void choose_broad(const struct choosing *x, const struct notify_to *to)
{
	struct notify_customers *all = x->customers;

	for (size_t i = 0; i < all->n; i++) {
		struct notify_customer *c = &all->v[i];

		if (!c->live || c->department || !c->fits)
			continue;
		if (to->what == NOTIFY_TO_ALL ||
		    crm_cell_eq(crm_view_cell(&c->view, CRM_U_CLASS), to->name))
			choose(x, c);
	}
}

static void choose_named(const struct choosing *x, const struct notify_to *to)
{
	struct crm_items it;
	bool any;

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
		miss(x, CRM_BADINPUT, "no address of %s:%s", to->customer->id, to->contact);
}

/* Nobody is named: the record's customer. */
static void choose_own(const struct choosing *x)
{
	struct notify_customer *c;

	if (x->ask->own == NULL || x->ask->own[0] == '\0') {
		miss(x, CRM_BADINPUT, "it names no customer: --to");
		return;
	}
	c = notify_customer_find(x->customers, x->ask->own);
	if (c == NULL)
		miss(x, CRM_NOINPUT, "no such customer, or several: '%s'", x->ask->own);
	else if (!c->live)
		miss(x, CRM_BADINPUT, "no customer any more: %s", c->id);
	else if (c->fits)
		choose(x, c);
}

void notify_recipients(struct notify_customers *c, const struct notify_ask *ask,
    struct notify_addressees *out, size_t *missed)
{
	static const struct notify_to all = {NOTIFY_TO_ALL, NULL, NULL, NULL};
	const struct choosing x = {c, ask, out, missed};

	*out = (struct notify_addressees){.seen = crm_map_new()};
	if (c->nto == 0 && !ask->record && c->narrowed)
		choose_broad(&x, &all);
	else if (c->nto == 0)
		choose_own(&x);
	for (size_t i = 0; i < c->nto; i++) {
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
