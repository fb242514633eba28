/*
 * Workflow commands of GitHub Actions: "::error file=F,line=N,title=CODE::TEXT".
 * In the text % and line ends are percent-encoded, in properties also : and ,
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/report/report_private.h"

/* As a log may show it; only line ends stay as they are, encoded. */
static void add_text(struct crm_buf *out, const char *s, bool property)
{
	const char *coded = property ? "%\r\n:," : "%\r\n";
	struct crm_buf plain = CRM_BUF_INIT;

	crm_utf8_visible(&plain, s, strlen(s), true);
	for (const char *p = crm_buf_str(&plain); *p != '\0'; p++) {
		if (strchr(coded, *p) != NULL)
			crm_buf_addf(out, "%%%02X", (unsigned char)*p);
		else
			crm_buf_addc(out, *p);
	}
	crm_buf_release(&plain);
}

static const char *command(enum crm_severity s)
{
	return s == CRM_NOTE ? "notice" : crm_severity_name(s);
}

static void add_finding(struct crm_report *r, const struct crm_finding *f)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addf(&r->out, "::%s ", command(f->severity));
	if (f->source[0] != '\0') {
		crm_buf_addz(&r->out, "file=");
		add_text(&r->out, crm_finding_path(f), true);
		crm_buf_addc(&r->out, ',');
		if (f->line > 0)
			crm_buf_addf(&r->out, "line=%ld,", f->line);
		if (f->line > 0 && f->column > 0)
			crm_buf_addf(&r->out, "col=%ld,", f->column);
	}
	crm_buf_addz(&r->out, "title=");
	add_text(&r->out, f->code, true);
	crm_buf_addz(&r->out, "::");
	crm_report_message(f, &text);
	add_text(&r->out, crm_buf_str(&text), false);
	crm_buf_addc(&r->out, '\n');
	crm_buf_release(&text);
}

static void begin(struct crm_report *r)
{
	(void)r;
}

static void suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	(void)name;
	for (size_t i = 0; i < crm_cases_count(f); i++) {
		const struct crm_case *c = crm_case_at(f, i);

		for (size_t k = 0; k < c->n; k++) {
			const struct crm_finding x =
			    crm_report_named(c, crm_finding_at(f, c->first + k));

			add_finding(r, &x);
		}
	}
}

static void add_count(struct crm_buf *out, size_t n, const char *what, const char *end)
{
	crm_buf_addf(out, "%zu %s%s%s", n, what, n == 1 ? "" : "s", end);
}

static void end(struct crm_report *r)
{
	crm_buf_addz(&r->out, "::notice title=");
	add_text(&r->out, r->o.tool, true);
	crm_buf_addz(&r->out, "::");
	add_count(&r->out, r->counts[CRM_ERROR], "error", ", ");
	add_count(&r->out, r->counts[CRM_WARNING], "warning", ", ");
	add_count(&r->out, r->counts[CRM_NOTE], "note", "; ");
	crm_buf_addf(&r->out, "%zu judged\n", r->suites);
}

const struct crm_report_ops crm_report_github = {begin, suite, end};
