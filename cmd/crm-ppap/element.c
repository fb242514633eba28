/*
 * na, waive: an element that does not apply, or that the customer waives. What was
 * said before of the same sort is replaced as a whole, or with --remove taken out.
 */
#include <string.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/codes.h"

const struct crm_opt ppap_na_opts[] = {
    {"element", 0, CRM_OPT_TEXT, "N", "its number in the edition", true},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why it does not apply", false},
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "paper that says so", false},
    {"by", 0, CRM_OPT_TEXT, "NAME", "who says so (default: the login)", false},
    {"remove", 0, CRM_OPT_FLAG, NULL, "take the mark out", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt ppap_waive_opts[] = {
    {"element", 0, CRM_OPT_TEXT, "N", "its number in the edition", true},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why it cannot be done now", false},
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "the customer's paper", false},
    {"expiry", 0, CRM_OPT_TEXT, "DATE", "last day on which it holds", false},
    {"by", 0, CRM_OPT_TEXT, "NAME", "who at the customer", false},
    {"remove", 0, CRM_OPT_FLAG, NULL, "take the waiver out", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct edit_member na_members[] = {
    {"reason", "na.reason"},
    {"reference", "na.reference"},
    {"by", "na.by"},
    {NULL, NULL},
};
static const struct edit_member waive_members[] = {
    {"reason", "waiver.reason"},
    {"reference", "waiver.reference"},
    {"expiry", "waiver.expiry"},
    {"by", "waiver.by"},
    {NULL, NULL},
};

#define MEMBERS_MOST 4

struct mark {
	const struct edit_member *members;
	size_t needed; /* how many of them, from the first on */
	const char *what, *by;
	/* May the element be marked so? 0, or -1 after a message; NULL: any. */
	int (*may)(struct edit *e, const char *element);
};

/* Something is missing, given with nothing in it, or too much. 0, or -1 after a message. */
static int check_texts(struct crm_run *r, const struct mark *m)
{
	bool remove = crm_args_has(r->args, "remove");
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; m->members[i].option != NULL; i++) {
		const char *option = m->members[i].option;
		const char *value = crm_args_text(r->args, option);

		if (remove && value != NULL)
			return crm_run_usage(r, "--remove and --%s do not go together", option);
		if (!remove && value == NULL && i < m->needed)
			return crm_run_usage(r, "option '--%s' is missing", option);
		if (value == NULL || !crm_utf8_all_blank(value, strlen(value)))
			continue;
		crm_err_set(&e, CRM_BADINPUT, "--%s: text expected", option);
		return crm_run_fail(r, &e);
	}
	return 0;
}

static int set_members(struct edit *e, const struct mark *m, const char *element,
    struct edit_value values[MEMBERS_MOST], size_t *n)
{
	bool remove = crm_args_has(e->run->args, "remove");
	int rc = 0;

	for (*n = 0; rc == 0 && m->members[*n].option != NULL; (*n)++) {
		const struct edit_member *x = &m->members[*n];
		const char *value = crm_args_text(e->run->args, x->option);

		if (value == NULL && !remove && m->by != NULL && strcmp(x->option, "by") == 0)
			value = m->by;
		values[*n] = (struct edit_value){x->option, value};
		rc = dossier_set(e->run, &e->dossier, "elements", element, x->member,
		    value != NULL ? value : "");
	}
	return rc;
}

static void mark(struct crm_run *r, const struct mark *m)
{
	bool remove = crm_args_has(r->args, "remove");
	struct edit_value values[MEMBERS_MOST];
	const char *element = NULL;
	struct edit e;
	size_t n = 0;
	int rc;

	if (check_texts(r, m) != 0 || edit_open(r, 1, &e) != 0)
		return;
	rc = edit_element(&e, &element);
	if (rc == 0 && m->may != NULL && !remove)
		rc = m->may(&e, element);
	if (rc == 0)
		rc = set_members(&e, m, element, values, &n);
	if (rc == 0)
		(void)edit_commit(&e, element, remove ? "removed" : m->what, values, n);
	edit_close(&e);
}

/* Some elements always apply, unless their trait is false. */
static int may_be_na(struct edit *e, const char *element)
{
	const struct crm_ppap_code *c = crm_ppap_code_find("na_refused");
	const struct crm_ppap_element *x;
	const struct crm_ppap_book *book;
	struct crm_err err = CRM_ERR_INIT;
	const struct crm_cell *trait;

	if (dossier_book(e->run, &e->books, &e->dossier, &book, &err) != 0)
		return crm_run_fail(e->run, &err);
	x = crm_ppap_book_find(book, element);
	trait = crm_node_cell(e->dossier.ppap.top, x->trait);
	if (x->na || (trait->type == CRM_T_BOOL && !trait->u.b))
		return 0;
	crm_err_at(&err, CRM_BADINPUT, "--element", 0, NULL,
	    "'%s' is never n/a (%s): attach its evidence, or waive it", element, c->clause);
	return crm_run_fail(e->run, &err);
}

void ppap_na(struct crm_run *r)
{
	const struct mark m = {na_members, 1, "n/a", crm_run_by(r), may_be_na};

	mark(r, &m);
}

void ppap_waive(struct crm_run *r)
{
	const struct mark m = {waive_members, 3, "waiver", NULL, NULL};

	mark(r, &m);
}
