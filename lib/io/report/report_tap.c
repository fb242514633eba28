/*
 * TAP 13: a test a case, its findings in a YAML block. The plan stands at the
 * end, for the number of cases is not known before.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/report/report_private.h"

/* Text of a test line: visible, and '#' begins no directive. */
static void add_text(struct crm_buf *out, const char *s)
{
	struct crm_buf plain = CRM_BUF_INIT;

	crm_utf8_visible(&plain, s, strlen(s), false);
	for (const char *p = crm_buf_str(&plain); *p != '\0'; p++) {
		if (*p == '#' || *p == '\\')
			crm_buf_addc(out, '\\');
		crm_buf_addc(out, *p);
	}
	crm_buf_release(&plain);
}

/* A member in a line. JSON's texts are YAML's, but for U+FFFE and U+FFFF. */
static void member(struct crm_report *r, const char *start, const char *name, const char *value)
{
	struct crm_doc *d = crm_doc_new();
	struct crm_buf json = CRM_BUF_INIT, text = CRM_BUF_INIT;

	if (value[0] == '\0')
		goto out;
	crm_doc_text(d, "", value);
	crm_doc_json(d, false, &json);
	/* {"":"value"} */
	crm_utf8_visible_json(&text, crm_buf_str(&json) + 4, json.len - 5);
	crm_buf_addf(&r->out, "%s%s: ", start, name);
	for (const char *p = crm_buf_str(&text); *p != '\0'; p++) {
		if (strncmp(p, "\xef\xbf", 2) == 0 && (unsigned char)p[2] >= 0xbe) {
			crm_buf_addz(&r->out, p[2] == '\xbe' ? "\\uFFFE" : "\\uFFFF");
			p += 2;
		} else {
			crm_buf_addc(&r->out, *p);
		}
	}
	crm_buf_addc(&r->out, '\n');
out:
	crm_buf_release(&json);
	crm_buf_release(&text);
	crm_doc_free(d);
}

static void add_finding(struct crm_report *r, const struct crm_finding *f)
{
	static const char inner[] = "      ";

	member(r, "    - ", "code", f->code);
	member(r, inner, "severity", crm_severity_name(f->severity));
	member(r, inner, "source", crm_finding_path(f));
	if (f->line > 0)
		crm_buf_addf(&r->out, "%sline: %ld\n", inner, f->line);
	member(r, inner, "subject", f->subject);
	member(r, inner, "field", f->field);
	member(r, inner, "text", f->text);
}

static void begin(struct crm_report *r)
{
	crm_buf_addz(&r->out, "TAP version 13\n");
}

static void add_case(
    struct crm_report *r, const char *suite, const struct crm_findings *f, const struct crm_case *c)
{
	enum crm_outcome outcome = crm_case_outcome(f, c, r->o.fails);

	crm_buf_addf(&r->out, "%s %zu - ", outcome == CRM_FAILED ? "not ok" : "ok", ++r->cases);
	add_text(&r->out, suite);
	if (c->name[0] != '\0') {
		crm_buf_addz(&r->out, ": ");
		add_text(&r->out, c->name);
	}
	if (outcome == CRM_SKIPPED) {
		crm_buf_addz(&r->out, c->reason[0] != '\0' ? " # SKIP " : " # SKIP");
		add_text(&r->out, c->reason);
	}
	crm_buf_addc(&r->out, '\n');
	if (c->n == 0)
		return;
	crm_buf_addz(&r->out, "  ---\n  findings:\n");
	for (size_t i = 0; i < c->n; i++)
		add_finding(r, crm_finding_at(f, c->first + i));
	crm_buf_addz(&r->out, "  ...\n");
}

static void suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	for (size_t i = 0; i < crm_cases_count(f); i++)
		add_case(r, name, f, crm_case_at(f, i));
}

static void end(struct crm_report *r)
{
	crm_buf_addf(
	    &r->out, "1..%zu%s\n", r->cases, r->cases == 0 ? " # SKIP nothing to judge" : "");
}

const struct crm_report_ops crm_report_tap = {begin, suite, end};
