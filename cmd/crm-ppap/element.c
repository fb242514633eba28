/*
 * na, waive: an element that does not apply, or that the customer waives. What was
 * said before of the same sort is replaced as a whole.
 */
#include <string.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/utf8.h"

const struct crm_opt ppap_na_opts[] = {
    {"element", 0, CRM_OPT_TEXT, "N", "its number in the edition", true},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why it does not apply", true},
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "paper that says so", false},
    {"by", 0, CRM_OPT_TEXT, "NAME", "who says so (default: the login)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt ppap_waive_opts[] = {
    {"element", 0, CRM_OPT_TEXT, "N", "its number in the edition", true},
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why it cannot be done now", true},
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "the customer's paper", true},
    {"expiry", 0, CRM_OPT_TEXT, "DATE", "last day on which it holds", true},
    {"by", 0, CRM_OPT_TEXT, "NAME", "who at the customer", false},
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

/* Given, but with nothing in it. 0, or -1 after a message. */
static int check_texts(struct crm_run *r, const struct edit_member *m)
{
	struct crm_err e = CRM_ERR_INIT;

	for (; m->option != NULL; m++) {
		const char *value = crm_args_text(r->args, m->option);

		if (value == NULL || !crm_utf8_all_blank(value, strlen(value)))
			continue;
		crm_err_set(&e, CRM_BADINPUT, "--%s: text expected", m->option);
		return crm_run_fail(r, &e);
	}
	return 0;
}

static void mark(struct crm_run *r, const struct edit_member *m, const char *what, const char *by)
{
	struct edit_value values[MEMBERS_MOST];
	const char *element = NULL;
	struct edit e;
	size_t n = 0;
	int rc;

	if (check_texts(r, m) != 0 || edit_open(r, 1, &e) != 0)
		return;
	rc = edit_element(&e, &element);
	for (; rc == 0 && m[n].option != NULL; n++) {
		const char *value = crm_args_text(r->args, m[n].option);

		if (value == NULL && by != NULL && strcmp(m[n].option, "by") == 0)
			value = by;
		values[n] = (struct edit_value){m[n].option, value};
		rc = dossier_set(
		    r, &e.dossier, "elements", element, m[n].member, value != NULL ? value : "");
	}
	if (rc == 0)
		(void)edit_commit(&e, element, what, values, n);
	edit_close(&e);
}

void ppap_na(struct crm_run *r)
{
	mark(r, na_members, "n/a", crm_run_by(r));
}

void ppap_waive(struct crm_run *r)
{
	mark(r, waive_members, "waiver", NULL);
}
