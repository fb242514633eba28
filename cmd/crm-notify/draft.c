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
    {"lot", 0, CRM_OPT_TEXT, "LOT", "customers that it was delivered to", false},
    {"set", 0, CRM_OPT_LIST, "NAME=VALUE", "a value for the template", false},
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
    {"owner", CRM_W_OWNER, "owner"},
    {"expires-at", CRM_W_EXPIRES_AT, "expires_at"},
    {"used-in", CRM_W_PART, "part"},
    {"lot", CRM_W_LOT, "lot"},
    {NULL, 0, NULL},
};

/* ---- options ---- */

static int give(struct drafting *d, const char *option, int field, const char *text)
{
	const struct crm_field *f = &crm_notice.flow.schema->fields[field];
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	crm_field_read(f, text, strlen(text), &cell, expected);
	if (cell.type == CRM_T_BAD) {
		crm_err_at(&e, CRM_BADINPUT, option, 0, NULL, "'%s' cannot be read; expected %s",
		    text, expected);
		return crm_run_fail(d->run, &e);
	}
	if (cell.type != CRM_T_ABSENT)
		crm_changes_set(&d->given, f->name, &cell);
	return 0;
}

static void add_set(struct drafting *d, const char *path, const char *value)
{
	crm_grow(&d->sets, &d->setcap, d->nsets + 1, sizeof(*d->sets));
	d->sets[d->nsets++] = (struct draft_set){path, value};
}

/* Names without a dot are those of the notice. */
static int read_set(struct drafting *d, const char *text)
{
	const char *eq = strchr(text, '=');
	const struct draft_said *s = draft_said;
	struct crm_buf path = CRM_BUF_INIT;
	char *name;

	if (eq == NULL || eq == text || text[0] == '.' || eq[-1] == '.' ||
	    strstr(text, "..") != NULL)
		return crm_run_usage(d->run, "--set: '%s' is not NAME=VALUE", text);
	name = crm_arena_strndup(&d->arena, text, (size_t)(eq - text));
	while (s->option != NULL && strcmp(s->name, name) != 0)
		s++;
	if (s->option != NULL)
		return give(d, "--set", s->field, eq + 1);
	crm_buf_addf(&path, "%s%s", strchr(name, '.') == NULL ? "notice." : "", name);
	add_set(d, crm_arena_strdup(&d->arena, crm_buf_str(&path)), eq + 1);
	crm_buf_release(&path);
	return 0;
}

static int read_options(struct drafting *d)
{
	const struct crm_args *args = d->run->args;

	for (const struct draft_said *s = draft_said; s->option != NULL; s++) {
		struct crm_buf option = CRM_BUF_INIT;
		int ret = 0;

		crm_buf_addf(&option, "--%s", s->option);
		if (crm_args_has(args, s->option))
			ret =
			    give(d, crm_buf_str(&option), s->field, crm_args_text(args, s->option));
		crm_buf_release(&option);
		if (ret != 0)
			return -1;
	}
	if (crm_args_has(args, "text"))
		add_set(d, "notice.text", crm_args_text(args, "text"));
	for (size_t i = 0; i < crm_args_count(args, "set"); i++) {
		if (read_set(d, crm_args_nth(args, "set", i)) != 0)
			return -1;
	}
	return 0;
}

static int read_template(struct drafting *d)
{
	const char *name = crm_args_text(d->run->args, "category");
	struct crm_err e = CRM_ERR_INIT;

	if (crm_letters_open(d->run, &d->letters) != 0 ||
	    crm_letters_categories(d->run, &d->categories) != 0)
		return -1;
	if (crm_letters_get(d->letters, crm_args_text(d->run->args, "template"), &d->letter, &e) !=
	    0)
		return crm_run_fail(d->run, &e);
	if (name == NULL)
		name = d->letter->category;
	if (name == NULL)
		return crm_run_usage(d->run, "the template says no category: --category");
	d->category = crm_category_find(&d->categories, name);
	if (d->category != NULL)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--category", 0, NULL, "no such category: '%s'", name);
	return crm_run_fail(d->run, &e);
}

int64_t draft_lead(const struct drafting *d, const struct notify_customer *c)
{
	struct crm_buf path = CRM_BUF_INIT, scratch = CRM_BUF_INIT;
	struct crm_cell own;

	crm_buf_addf(&path, "lead.%s", d->category->name);
	notify_setting(&d->customers, c, crm_buf_str(&path), &scratch, &own);
	crm_buf_release(&path);
	crm_buf_release(&scratch);
	return own.type == CRM_T_INT && own.u.i >= 0 && own.u.i <= 3660 ? own.u.i
	                                                                : d->category->lead;
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
	crm_sha256_hex(crm_buf_str(&b), b.len, one->op);
	crm_buf_release(&b);
}

static void add_one(
    struct drafting *d, const struct draft_row *row, const struct notify_addressee *to)
{
	struct draft_one one = {.row = row, .to = *to};
	bool added;

	make_op(d, &one);
	(void)crm_map_put(d->ops, one.op, strlen(one.op), &added);
	if (!added)
		return;
	crm_grow(&d->v, &d->cap, d->n + 1, sizeof(*d->v));
	d->v[d->n++] = one;
}

static const char *own_customer(const struct draft_row *row)
{
	if (row->kind == &crm_customer)
		return row->id;
	return row->record != NULL ? crm_record_text(row->record, "customer") : NULL;
}

static void choose(struct drafting *d)
{
	for (size_t i = 0; i < d->nrows; i++) {
		const struct draft_row *row = &d->rows[i];
		const struct notify_ask ask = {
		    row->who, d->category->role, own_customer(row), row->record != NULL};
		struct notify_addressees to;

		notify_recipients(&d->customers, &ask, &to, &d->missed);
		for (size_t k = 0; k < to.n; k++)
			add_one(d, row, &to.v[k]);
		notify_addressees_release(&to);
	}
	d->missed += d->customers.unknown;
}

static void draft(struct drafting *d)
{
	choose(d);
	if (d->n == 0 && d->missed == 0 && d->nrows > 0)
		crm_run_say(d->run, "nobody is to be told");
	if (d->n > 0)
		draft_write(d);
}

void notify_draft(struct crm_run *r)
{
	struct drafting d = {.run = r, .ops = crm_map_new(), .lacks = crm_map_new()};

	if (crm_run_store(r) == 0 && read_template(&d) == 0 && read_options(&d) == 0 &&
	    notify_customers_open(r, &d.customers) == 0 && notify_files_read(r, &d.files) == 0 &&
	    draft_rows_read(&d) == 0)
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
	crm_arena_release(&d.arena);
}
