/* draft: a notice for each addressee, from records or from options, once each. */
#include "cmd/crm-notify/draft.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"

const struct crm_opt notify_draft_opts[] = {
    {"template", 't', CRM_OPT_TEXT, "NAME", "its text", true},
    {"to", 0, CRM_OPT_LIST, "WHOM",
        "dept:NAME, customer:ID[:CONTACT], role:ROLE, list:NAME, class:CLASS, all", false},
    {"where", 0, CRM_OPT_LIST, "EXPR", "of the customers, those", false},
    {"used-in", 0, CRM_OPT_TEXT, "PART", "customers with orders for it", false},
    {"lot", 0, CRM_OPT_TEXT, "LOT", "customers that got it, or complained of it", false},
    {"set", 0, CRM_OPT_LIST, "NAME=VALUE",
        "a value for the template; NAME@LANG=VALUE: for that language", false},
    {"attach", 0, CRM_OPT_LIST, "FILE", "goes with it", false},
    {"category", 0, CRM_OPT_TEXT, "NAME", "default: the template's", false},
    {"urgency", 0, CRM_OPT_TEXT, "WORD", "default: the category's", false},
    {"title", 0, CRM_OPT_TEXT, "TEXT", "of a change: what it is called", false},
    {"old-value", 0, CRM_OPT_TEXT, "TEXT", "what it was", false},
    {"new-value", 0, CRM_OPT_TEXT, "TEXT", "what it will be", false},
    {"scope", 0, CRM_OPT_TEXT, "TEXT", "what it touches", false},
    {"our-contact", 0, CRM_OPT_TEXT, "TEXT", "who of us answers questions", false},
    {"effective", 0, CRM_OPT_TEXT, "DATE", "day from which it holds", false},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why", false},
    {"countermeasure", 0, CRM_OPT_TEXT, "TEXT", "what is done about it", false},
    {"text", 0, CRM_OPT_TEXT, "TEXT", "free words", false},
    {"paper", 0, CRM_OPT_TEXT, "TEXT", "why by letter or fax", false},
    {"owner", 0, CRM_OPT_TEXT, "NAME", "who of us is answerable for it", false},
    {"expires-at", 0, CRM_OPT_TEXT, "TIME", "after that it is stale", false},
    {"late-why", 0, CRM_OPT_TEXT, "TEXT", "why a change is told after its day", false},
    {"occasion", 0, CRM_OPT_TEXT, "TEXT", "default: the row's clock, else the last step", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct draft_said draft_said[] = {
    {"urgency", CRM_W_URGENCY, "urgency"},
    {"title", CRM_W_TITLE, "title"},
    {"old-value", CRM_W_OLD, "old_value"},
    {"new-value", CRM_W_NEW, "new_value"},
    {"scope", CRM_W_SCOPE, "scope"},
    {"our-contact", CRM_W_OUR_CONTACT, "our_contact"},
    {"effective", CRM_W_EFFECTIVE, "effective"},
    {"reason", CRM_W_REASON, "reason"},
    {"countermeasure", CRM_W_COUNTERMEASURE, "countermeasure"},
    {"paper", CRM_W_PAPER, "paper"},
    {"late-why", CRM_W_LATE_WHY, "late_why"},
    {"owner", CRM_W_OWNER, "owner"},
    {"expires-at", CRM_W_EXPIRES_AT, "expires_at"},
    {"used-in", CRM_W_PART, "part"},
    {"lot", CRM_W_LOT, "lot"},
    {NULL, 0, NULL},
};

/* ---- the template ---- */

/* By its name; where there is none such, `-` stands for `_`. */
static int get_template(struct drafting *d)
{
	const char *name = crm_args_text(d->run->args, "template");
	char *other = crm_arena_strdup(&d->arena, name);
	struct crm_err e = CRM_ERR_INIT, unknown = CRM_ERR_INIT;

	for (char *c = other; *c != '\0'; c++)
		*c = *c == '-' ? '_' : *c;
	if (crm_letters_get(d->letters, name, &d->letter, &e) == 0 ||
	    (e.code == CRM_NOINPUT && strcmp(other, name) != 0 &&
	        crm_letters_get(d->letters, other, &d->letter, &unknown) == 0))
		return 0;
	return crm_run_fail(
	    d->run, unknown.code != 0 && unknown.code != CRM_NOINPUT ? &unknown : &e);
}

/* What the template's own category holds back another one must not let pass. */
static int judge_category(struct drafting *d)
{
	const struct crm_category *own = d->letter->category != NULL
	    ? crm_category_find(&d->categories, d->letter->category)
	    : NULL;
	const char *weaker = own != NULL ? crm_category_weaker(d->category, own) : NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (weaker == NULL)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--category", 0, NULL,
	    "'%s' is weaker than '%s', which the template is of: %s", d->category->name, own->name,
	    weaker);
	return crm_run_fail(d->run, &e);
}

static int read_template(struct drafting *d)
{
	const char *name = crm_args_text(d->run->args, "category");
	struct crm_err e = CRM_ERR_INIT;

	if (crm_letters_open(d->run, &d->letters) != 0 ||
	    crm_letters_categories(d->run, &d->categories) != 0 || get_template(d) != 0)
		return -1;
	if (name == NULL)
		name = d->letter->category;
	if (name == NULL)
		return crm_run_usage(d->run, "the template says no category: --category");
	d->category = crm_category_find(&d->categories, name);
	if (d->category != NULL)
		return judge_category(d);
	crm_err_at(&e, CRM_BADINPUT, "--category", 0, NULL, "no such category: '%s'", name);
	return crm_run_fail(d->run, &e);
}

int draft_lead(const struct drafting *d, const struct notify_customer *c)
{
	const struct notify_whom of = {c->id, c->name, &c->view, NULL, NULL};
	int own = notify_lead(d->run, &of, d->category->name);

	return own >= 0 ? own : d->category->lead;
}

/* ---- which ---- */

/* Of one template, record, addressee and occasion there is one. */
static void make_op(const struct drafting *d, struct draft_one *one)
{
	const struct draft_row *row = one->row;
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addf(&b, "draft\n%s\n%s\n%s\n%s\n%s\n%s", d->letter->name,
	    row->kind != NULL ? row->kind->name : "", row->id, one->to.customer->id,
	    one->to.contact != NULL ? one->to.contact : "", row->occasion);
	crm_sha256_hex(crm_buf_str(&b), b.len, one->occasion);
	crm_buf_release(&b);
}

/* Rows of one record that say the same are one notice; which of other words is sent, a person says. */
static void judge_again(struct drafting *d, struct draft_one *first, struct draft_one *again)
{
	struct crm_err e = CRM_ERR_INIT;
	char was[65], is[65];

	draft_language(d, first);
	draft_language(d, again);
	draft_given_hash(d, first, was);
	draft_given_hash(d, again, is);
	if (strcmp(was, is) == 0)
		return;
	d->twice++;
	crm_err_at(&e, CRM_NO, NULL, 0, NULL,
	    "%s: two rows for %s say otherwise, each of its own: one notice has one text",
	    again->row->who, again->to.customer->id);
	(void)crm_run_fail(d->run, &e);
}

static void add_one(struct drafting *d, const struct draft_row *row,
    const struct notify_addressee *to, bool elsewhere)
{
	struct draft_one one = {.row = row, .to = *to, .elsewhere = elsewhere};
	size_t entry;
	bool added;

	make_op(d, &one);
	entry = crm_map_put(d->ops, one.occasion, strlen(one.occasion), &added);
	if (!added) {
		judge_again(d, &d->v[*crm_map_value(d->ops, entry)], &one);
		return;
	}
	*crm_map_value(d->ops, entry) = d->n;
	crm_grow(&d->v, &d->cap, d->n + 1, sizeof(*d->v));
	d->v[d->n++] = one;
}

static const char *own_customer(const struct draft_row *row)
{
	if (row->kind == &crm_customer)
		return row->id;
	return row->record != NULL ? crm_record_text(row->record, "customer") : NULL;
}

static bool is_among(const struct notify_addressees *all, const struct notify_addressee *x)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct notify_addressee *y = &all->v[i];

		if (x->customer == y->customer &&
		    strcmp(x->contact != NULL ? x->contact : "",
		        y->contact != NULL ? y->contact : "") == 0)
			return true;
	}
	return false;
}

static void choose_row(struct drafting *d, const struct draft_row *row)
{
	const struct notify_customers *c = &d->customers;
	bool asked = c->named || c->role != NULL;
	struct notify_ask ask = {.who = row->who,
	    .role = crm_category_role(d->category, row->kind != NULL ? row->kind->name : NULL),
	    .own = own_customer(row),
	    .record = row->record != NULL,
	    .category = d->category};
	struct notify_addressees to = {0}, own = {0};

	notify_recipients(&d->customers, &ask, &to);
	ask.quiet = ask.own_only = true;
	if (asked && !d->category->internal)
		notify_recipients(&d->customers, &ask, &own);
	for (size_t k = 0; k < to.n; k++)
		add_one(
		    d, row, &to.v[k], asked && !d->category->internal && !is_among(&own, &to.v[k]));
	notify_addressees_release(&own);
	notify_addressees_release(&to);
}

/* Whom nobody may tell stops it all; whom nobody can tell is listed, and the others are told. */
static int choose(struct drafting *d)
{
	struct crm_findings *refused = d->customers.refused;

	for (size_t i = 0; i < d->nrows; i++)
		choose_row(d, &d->rows[i]);
	crm_run_findings(d->run, d->customers.missed, 0);
	crm_run_findings(d->run, refused, CRM_BADINPUT);
	if (crm_findings_count(refused) == 0 && d->twice == 0)
		return 0;
	crm_run_say(d->run, "nothing was written");
	return -1;
}

static void draft(struct drafting *d)
{
	size_t missed;

	if (choose(d) != 0)
		return;
	missed = crm_findings_count(d->customers.missed);
	if (draft_like_read(d) != 0)
		return;
	if (d->n > 0)
		draft_write(d);
	else if (missed == 0 && d->missed == 0 && d->nrows > 0)
		crm_run_say(d->run, "nobody is to be told");
	if (missed > 0)
		crm_run_worse(d->run, d->n > 0 ? CRM_PART : CRM_NOINPUT);
}

static int judge_internal(struct drafting *d)
{
	struct crm_err e = CRM_ERR_INIT;

	if (!d->category->internal || d->customers.named)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--to", 0, NULL,
	    "category '%s' goes to departments of our own: --to dept:NAME", d->category->name);
	return crm_run_fail(d->run, &e);
}

void notify_draft(struct crm_run *r)
{
	struct drafting d = {
	    .run = r, .ops = crm_map_new(), .lacks = crm_map_new(), .late = crm_map_new()};

	d.used = crm_map_new();
	d.languages = crm_map_new();
	d.open = crm_map_new();
	if (crm_run_store(r) == 0 && read_template(&d) == 0 && draft_given_read(&d) == 0 &&
	    notify_customers_open(r, d.category, &d.customers) == 0 && judge_internal(&d) == 0 &&
	    notify_files_read(r, &d.files) == 0 && draft_rows_read(&d) == 0)
		draft(&d);
	draft_rows_release(&d);
	notify_files_release(&d.files);
	if (d.customers.run != NULL)
		notify_customers_release(&d.customers);
	crm_letters_free(d.letters);
	crm_categories_release(&d.categories);
	crm_changes_release(&d.given);
	free(d.sets);
	for (size_t i = 0; i < d.n; i++)
		crm_buf_release(&d.v[i].json);
	free(d.v);
	crm_map_free(d.ops);
	crm_map_free(d.lacks);
	crm_map_free(d.late);
	crm_map_free(d.used);
	crm_map_free(d.languages);
	crm_map_free(d.open);
	free(d.open_ids);
	crm_arena_release(&d.arena);
}
