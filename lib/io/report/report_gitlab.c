/* GitLab's Code Quality: a list of issues, each with a place and a fingerprint of its own. */
#include "lib/io/report/report_private.h"

static const char *const severities[] = {
    [CRM_NOTE] = "info",
    [CRM_WARNING] = "minor",
    [CRM_ERROR] = "major",
};

static void begin(struct crm_report *r)
{
	crm_buf_addc(&r->out, '[');
}

/* A path is asked for, and a line of at least 1. */
static void add_finding(struct crm_report *r, const char *name, const struct crm_finding *f)
{
	struct crm_doc *o = crm_doc_new(), *location;
	struct crm_buf text = CRM_BUF_INIT;

	crm_report_message(f, &text);
	crm_doc_text(o, "description", crm_buf_str(&text));
	crm_doc_text(o, "check_name", f->code);
	crm_doc_text(o, "fingerprint", f->fingerprint);
	crm_doc_text(o, "severity", severities[f->severity]);
	location = crm_doc_object(o, "location");
	crm_doc_text(location, "path", f->source[0] != '\0' ? crm_finding_path(f) : name);
	crm_report_int(crm_doc_object(location, "lines"), "begin", f->line > 0 ? f->line : 1);
	crm_report_next(r);
	crm_report_json(r, o);
	crm_buf_release(&text);
	crm_doc_free(o);
}

static void suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	for (size_t i = 0; i < crm_cases_count(f); i++) {
		const struct crm_case *c = crm_case_at(f, i);

		for (size_t k = 0; k < c->n; k++) {
			const struct crm_finding x =
			    crm_report_named(c, crm_finding_at(f, c->first + k));

			add_finding(r, name, &x);
		}
	}
}

static void end(struct crm_report *r)
{
	crm_buf_addz(&r->out, r->items == 0 ? "]\n" : "\n]\n");
}

const struct crm_report_ops crm_report_gitlab = {begin, suite, end};
