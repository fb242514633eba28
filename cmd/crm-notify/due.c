/* due: whom a periodic notice falls due for, as rows for draft. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "lib/rules/notice/periodic.h"
#include "lib/tool/kinds.h"
#include "lib/tool/letters.h"
#include "lib/tool/listing.h"

const struct crm_opt notify_due_opts[] = {
    {"category", 0, CRM_OPT_TEXT, "NAME", "this one alone (default: all that have `every`)", false},
    {"within", 0, CRM_OPT_TEXT, "DUR", "what falls due so soon, too", false},
    {"where", 0, CRM_OPT_LIST, "EXPR", "of the customers, those", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { KIND, ID, NAME, CATEGORY, TEMPLATE, CLOCK, DUE_AT, LAST, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind"},
    [ID] = {.name = "id"},
    [NAME] = {.name = "name", .optional = true},
    [CATEGORY] = {.name = "category"},
    [TEMPLATE] = {.name = "template"},
    [CLOCK] = {.name = "clock"},
    [DUE_AT] = {.name = "due_at"},
    [LAST] = {.name = "last", .optional = true},
};

/* The last notice of a category to a customer. */
struct told {
	bool any;
	int32_t day;
};

struct row {
	const struct notify_customer *customer;
	const struct crm_category *category;
	const struct told *told;
	struct crm_instant due;
	size_t order;
};

struct dues {
	struct crm_run *run;
	struct crm_categories categories;
	const struct crm_category **wanted;
	size_t nwanted;
	struct notify_customers customers;
	struct crm_map *ids; /* entry i is customers.v[i] */
	struct told *told;   /* of a customer one for each that is wanted */
	struct crm_instant until;
	const struct crm_zone *zone;
	struct row *rows;
	size_t nrows, cap;
};

/* ---- which categories ---- */

static int read_categories(struct dues *d)
{
	const char *name = crm_args_text(d->run->args, "category");
	const struct crm_category *one;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_letters_categories(d->run, &d->categories) != 0)
		return -1;
	d->wanted = crm_calloc(d->categories.n + 1, sizeof(struct crm_category *));
	for (size_t i = 0; name == NULL && i < d->categories.n; i++) {
		if (d->categories.v[i].every != NULL)
			d->wanted[d->nwanted++] = &d->categories.v[i];
	}
	if (name == NULL)
		return 0;
	one = crm_category_find(&d->categories, name);
	if (one != NULL && one->every != NULL) {
		d->wanted[d->nwanted++] = one;
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--category", 0, NULL,
	    one == NULL ? "no such category: '%s'"
	                : "'%s' is not periodic: it has no `every` in notice/categories.json",
	    name);
	return crm_run_fail(d->run, &e);
}

/* ---- who was told when ---- */

static void see(void *ctx, const struct crm_view *notice)
{
	struct dues *d = ctx;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *name = crm_view_text(notice, CRM_W_CUSTOMER, &a);
	size_t at = crm_map_find(d->ids, name, strlen(name));
	int32_t day;

	if (at == CRM_MAP_NONE) {
		const struct notify_customer *c = notify_customer_find(&d->customers, name);

		at = c != NULL ? (size_t)(c - d->customers.v) : CRM_MAP_NONE;
	}
	for (size_t i = 0; at != CRM_MAP_NONE && i < d->nwanted; i++) {
		struct told *told = &d->told[at * d->nwanted + i];

		if (!crm_periodic_day(notice, d->wanted[i]->name, d->zone, &day) ||
		    (told->any && day <= told->day))
			continue;
		*told = (struct told){true, day};
	}
	crm_arena_release(&a);
}

static int read_told(struct dues *d)
{
	size_t n = d->customers.n;

	for (size_t i = 0; i < n; i++)
		(void)crm_map_put(d->ids, d->customers.v[i].id, strlen(d->customers.v[i].id), NULL);
	d->told = crm_calloc(n * d->nwanted + 1, sizeof(*d->told));
	crm_run_turn(d->run, &crm_notice);
	return crm_run_each(d->run, see, d);
}

/* ---- who does not want it ---- */

static bool is_off(
    const struct dues *d, const struct notify_addressee *to, const struct crm_category *c)
{
	const char *basis = crm_basis_name(c->basis);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_consent_said said;
	struct crm_reach reach;
	bool off;

	notify_reach_of(d->run, to, c, &a, &reach);
	crm_consent_find(&to->customer->view, to->contact, basis, &a, &said);
	off = reach.off.text[0] != '\0' ||
	    (said.says == CRM_CONSENT_WITHDRAWN && !crm_consent_may(basis, said.says));
	crm_arena_release(&a);
	return off;
}

/* All whom it would go to. What a contract asks for is sent all the same. */
static bool nobody_wants(
    struct dues *d, struct notify_customer *customer, const struct crm_category *c)
{
	const struct notify_ask ask = {.who = "",
	    .role = crm_category_role(c, crm_customer.name),
	    .own = customer->id,
	    .record = true,
	    .quiet = true};
	const struct notify_addressee whole = {customer, NULL};
	struct notify_addressees to = {0};
	size_t n, off = 0;

	if (c->basis == CRM_BASIS_CONTRACT)
		return false;
	notify_recipients(&d->customers, &ask, &to);
	for (size_t i = 0; i < to.n; i++)
		off += is_off(d, &to.v[i], c) ? 1 : 0;
	if (to.n == 0)
		off = is_off(d, &whole, c) ? 1 : 0;
	n = to.n;
	notify_addressees_release(&to);
	return off > 0 && off >= n;
}

/* ---- rows ---- */

static void look(struct dues *d, size_t customer, size_t category)
{
	struct notify_customer *c = &d->customers.v[customer];
	const struct told *told = &d->told[customer * d->nwanted + category];
	struct crm_periodic p = {
	    .zone = d->zone, .now = d->run->now, .told = told->any, .last = told->day};
	struct crm_instant due;

	if (!c->live || c->department || !c->fits ||
	    crm_every_parse(d->wanted[category]->every, &p.every) != 0)
		return;
	due = crm_periodic_due(&p, &c->view);
	if (due.us > d->until.us || nobody_wants(d, c, d->wanted[category]))
		return;
	crm_grow(&d->rows, &d->cap, d->nrows + 1, sizeof(*d->rows));
	d->rows[d->nrows] = (struct row){c, d->wanted[category], told, due, d->nrows};
	d->nrows++;
}

static int by_due(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->due.us != y->due.us)
		return x->due.us < y->due.us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void write_rows(struct dues *d)
{
	struct crm_output *out = NULL;

	if (crm_output_new(d->run, CRM_OUT_ROWS, columns, COLUMNS, false, &out) < 0)
		return;
	if (d->nrows > 0)
		qsort(d->rows, d->nrows, sizeof(*d->rows), by_due);
	for (size_t i = 0; i < d->nrows; i++) {
		const struct row *row = &d->rows[i];
		struct crm_cell c[COLUMNS];

		c[KIND] = crm_cell_text(crm_customer.name);
		c[ID] = crm_cell_text(row->customer->id);
		c[NAME] = crm_cell_some(row->customer->name);
		c[CATEGORY] = c[CLOCK] = crm_cell_text(row->category->name);
		c[TEMPLATE] = crm_cell_text(row->category->template);
		c[DUE_AT] = crm_cell_instant(row->due);
		c[LAST] = row->told->any ? crm_cell_date(row->told->day) : crm_cell_absent();
		crm_output_row(out, c);
	}
	crm_output_end(d->run, out);
}

static int read_until(struct dues *d)
{
	const char *within = crm_args_text(d->run->args, "within");

	d->until = d->run->now;
	d->zone = crm_store_settings(d->run->store)->zone;
	return within != NULL ? crm_run_within(d->run, within, &d->until) : 0;
}

void notify_due(struct crm_run *r)
{
	struct dues d = {.run = r};

	if (crm_args_operands(r->args) > 0) {
		(void)crm_run_usage(r, "no operands expected");
		return;
	}
	d.ids = crm_map_new();
	if (crm_run_store(r) == 0 && read_until(&d) == 0 && read_categories(&d) == 0 &&
	    notify_customers_read(r, &d.customers) == 0 && read_told(&d) == 0) {
		for (size_t i = 0; i < d.customers.n; i++)
			for (size_t k = 0; k < d.nwanted; k++)
				look(&d, i, k);
		write_rows(&d);
	}
	if (d.customers.run != NULL)
		notify_customers_release(&d.customers);
	crm_categories_release(&d.categories);
	crm_map_free(d.ids);
	free(d.wanted);
	free(d.told);
	free(d.rows);
}
