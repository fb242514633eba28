/*
 * 8d ID: the 8D report: what is missing and how its deadlines stand, as text,
 * as JSON, as a page to print, or as the Catena-X form.
 */
#include "cmd/crm-complaint/eightd.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/crm-complaint/complaint.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/tool/named.h"

const struct crm_opt complaint_8d_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", "text, json, html or catena-x (default text)", false},
    {"through", 0, CRM_OPT_TEXT, "Dn", "up to this discipline: D0 to D8 (default D8)", false},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "the customer's (default as crm.json says)", false},
    {"lang", 0, CRM_OPT_TEXT, "LANG", "language: en, zh, de (default as crm.json says)", false},
    {"draft", 0, CRM_OPT_FLAG, NULL, "prints the Catena-X form though it lacks something", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const char *const formats[] = {"text", "json", "html", "catena-x"};
#define NFORMATS (sizeof(formats) / sizeof(formats[0]))

static int bad_option(struct crm_run *r, const char *option, const char *text, const char *expected)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(
	    &e, CRM_BADINPUT, option, 0, NULL, "'%s' is not known; expected %s", text, expected);
	return crm_run_fail(r, &e);
}

static int read_options(struct eightd *x)
{
	struct crm_run *r = x->run;
	const char *format = crm_args_text(r->args, "output");
	const char *through = crm_args_text(r->args, "through");
	size_t i = 0;

	while (format != NULL && i < NFORMATS && strcmp(formats[i], format) != 0)
		i++;
	if (i == NFORMATS)
		return bad_option(r, "--output", format, "text, json, html or catena-x");
	x->format = (enum eightd_format)i;
	if (crm_args_has(r->args, "draft") && x->format != EIGHTD_CATENA)
		return crm_run_usage(r, "--draft needs -o catena-x");
	x->through = through != NULL ? crm_eightd_discipline(through) : CRM_EIGHTD_LAST;
	if (x->through < 0)
		return bad_option(r, "--through", through, "D0 to D8");
	return crm_args_operands(r->args) == 0 ? crm_run_usage(r, "ID missing") : 0;
}

/* Ours, and the zones and calendars of all customers. */
static int read_settings(struct eightd *x)
{
	struct crm_run *r = x->run;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_run_clocks(r) != 0 ||
	    crm_run_settings_of(r, "company", crm_party_members, CRM_PARTY_COUNT, false, x->us) !=
	        0)
		return -1;
	if (crm_run_parties(r, &x->clocks, &e) != 0)
		return crm_run_fail_settings(r, &e);
	x->clocks.zone = crm_run_store_zone(r);
	x->results = crm_calloc(crm_clocks_count(r->clocks) + 1, sizeof(*x->results));
	return 0;
}

/* ---- what depends on the customer ---- */

/* The option, else what crm.json says of the customer, else the default. by: as
 * eightd_profile_open(). */
static int choose(struct eightd *x, const struct eightd_case *c, const char *option,
    const char *member, const char **out, struct crm_buf *by)
{
	*out = crm_args_text(x->run->args, option);
	if (*out != NULL || c->customer[0] == '\0')
		return 0;
	crm_buf_addf(by, "customers.%s.%s", c->customer, member);
	if (crm_run_setting(x->run, crm_buf_str(by), out) != 0)
		return -1;
	if (*out == NULL)
		crm_buf_clear(by);
	return 0;
}

static int use_profile(struct eightd *x, const struct eightd_case *c)
{
	struct crm_buf by = CRM_BUF_INIT;
	const char *name;
	int ret = choose(x, c, "profile", "profile", &name, &by);

	if (name == NULL)
		name = "default";
	if (ret == 0 &&
	    (x->profile.profile == NULL ||
	        strcmp(crm_eightd_profile_name(x->profile.profile), name) != 0)) {
		eightd_profile_release(&x->profile);
		ret = eightd_profile_open(
		    x->run, name, by.len > 0 ? by.data : NULL, &x->clocks, &x->profile);
	}
	crm_buf_release(&by);
	return ret;
}

static int use_labels(struct eightd *x, const struct eightd_case *c)
{
	struct crm_buf by = CRM_BUF_INIT;
	const char *name;
	int ret;

	if (x->format != EIGHTD_TEXT && x->format != EIGHTD_HTML)
		return 0;
	ret = choose(x, c, "lang", "language", &name, &by);
	if (name == NULL)
		name = "en";
	if (ret == 0 && (x->labels == NULL || strcmp(crm_labels_language(x->labels), name) != 0)) {
		crm_labels_free(x->labels);
		x->labels = NULL;
		ret = crm_labels_open(x->run, "8d", name, by.len > 0 ? by.data : NULL, &x->labels);
	}
	crm_buf_release(&by);
	return ret;
}

static int use_customer(struct eightd *x, struct eightd_case *c)
{
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	c->zone = x->clocks.zone;
	for (size_t i = 0; i < x->clocks.nparties; i++) {
		const struct crm_clock_party *p = &x->clocks.parties[i];

		if (strcmp(p->party, c->customer) == 0)
			c->zone = crm_clock_party_zone(p, x->clocks.zone);
	}
	memset(c->theirs, 0, sizeof(c->theirs));
	if (c->customer[0] != '\0') {
		crm_buf_addf(&path, "customers.%s", c->customer);
		ret = crm_run_settings_of(x->run, crm_buf_str(&path), crm_party_members,
		    CRM_PARTY_COUNT, false, c->theirs);
	}
	crm_buf_release(&path);
	return ret;
}

/* ---- one report ---- */

static void put_party(struct crm_doc *o, const char *name, const char *const *texts)
{
	for (size_t i = 0; i < CRM_PARTY_COUNT; i++) {
		if (texts[i] != NULL)
			crm_doc_text(crm_doc_object(o, name), crm_party_members[i], texts[i]);
	}
}

static void add_report(struct eightd *x, const struct eightd_case *c, struct crm_eightd_report *rep)
{
	struct crm_doc *list = crm_doc_list(x->all, "reports"), *o;
	size_t n = crm_doc_count(list);

	o = crm_doc_item(list);
	if (n > 0)
		crm_doc_bool(o, "next", true);
	if (x->labels != NULL) {
		rep->word = crm_labels_word;
		rep->ctx = x->labels;
		crm_labels_put(x->labels, o);
		if (n == 0)
			crm_labels_put(x->labels, x->all);
	}
	if (crm_printed_form(x->run, "8d", o) != 0)
		return;
	put_party(o, "company", x->us);
	put_party(o, "customer_party", c->theirs);
	crm_eightd_doc(rep, &c->view, o);
}

static void report(struct eightd *x, const struct eightd_case *c)
{
	struct crm_eightd_deadline deadlines[CRM_EIGHTD_GATES];
	struct crm_findings *f = crm_findings_new();
	struct eightd_profile *p = &x->profile;
	struct crm_run *r = x->run;
	struct crm_eightd_report rep = {.profile = p->profile,
	    .through = x->through,
	    .zone = c->zone,
	    .now = r->now,
	    .findings = f,
	    .deadlines = deadlines};

	crm_clocks_eval(r->clocks, &c->view, r->now, x->results);
	if (p->clocks != NULL)
		crm_clocks_judge(p->clocks, &c->view, r->now, p->results);
	rep.ndeadlines = crm_eightd_deadlines(p->profile,
	    &(struct crm_eightd_clocked){r->clocks, p->clocks, x->results, p->results, r->now},
	    x->through, deadlines);
	crm_eightd_judge(p->profile, &c->view, x->through, f);
	if (x->format == EIGHTD_HTML || x->format == EIGHTD_CATENA)
		crm_run_findings(r, f, CRM_NO);
	else if (crm_findings_worse(f, CRM_ERROR) > 0)
		crm_run_worse(r, CRM_NO);
	if (x->format == EIGHTD_CATENA)
		eightd_catena(x, c);
	else
		add_report(x, c, &rep);
	crm_findings_free(f);
}

static void take(struct eightd *x, const struct crm_record *rec)
{
	const struct crm_shape *shape = crm_run_shape(x->run);
	struct eightd_case c = {.arena = CRM_ARENA_INIT};
	const char *customer = crm_record_text(rec, "customer");

	c.customer = customer != NULL ? customer : "";
	if (use_profile(x, &c) == 0 && use_labels(x, &c) == 0 && use_customer(x, &c) == 0) {
		crm_view_of_record(shape, rec, &c.arena, &c.view);
		c.id = crm_view_text(&c.view, CRM_C_ID, &c.arena);
		report(x, &c);
	}
	crm_arena_release(&c.arena);
}

/* ---- the command ---- */

static void print(struct eightd *x)
{
	const struct crm_doc *list = crm_doc_member(x->all, "reports", 7);

	switch (x->format) {
	case EIGHTD_JSON:
		crm_doc_json(list, true, &x->text);
		crm_buf_addc(&x->text, '\n');
		crm_run_write(x->run, &x->text, true);
		break;
	case EIGHTD_CATENA:
		crm_run_write(x->run, &x->text, true);
		break;
	case EIGHTD_TEXT:
	case EIGHTD_HTML:
		if (crm_doc_count(list) > 0)
			crm_printed_write(
			    x->run, "8d", x->format == EIGHTD_HTML ? "html" : "txt", x->all);
		break;
	}
}

void complaint_8d(struct crm_run *r)
{
	struct eightd x = {.run = r};
	const struct crm_record *rec;
	struct crm_named named;

	if (read_options(&x) == 0 && read_settings(&x) == 0 &&
	    crm_named_open(r, true, &named) == 0) {
		x.all = crm_doc_new();
		(void)crm_doc_list(x.all, "reports");
		while ((rec = crm_named_next(&named)) != NULL)
			take(&x, rec);
		crm_named_release(&named);
		print(&x);
	}
	eightd_profile_release(&x.profile);
	crm_labels_free(x.labels);
	crm_doc_free(x.all);
	crm_buf_release(&x.text);
	free(x.results);
}
