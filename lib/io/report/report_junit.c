/*
 * JUnit XML, as CI servers read it (it has no official schema; ours is
 * tests/data/report/junit.rng). time is always 0 and there is no timestamp.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/report/report_private.h"

/* Has XML 1.0 a way to write it (section 2.2, Char)? DEL and C1 it has, but nobody wants them. */
static bool is_char(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' || cp == '\r';
	return cp < 0x7f || (cp > 0x9f && cp != 0xfffe && cp != 0xffff);
}

/* In an attribute a blank of any kind reads as a space unless it is a reference; in text, CR does
 * as a newline. */
static void add_ascii(struct crm_buf *out, char c, bool attribute)
{
	if (c == '&')
		crm_buf_addz(out, "&amp;");
	else if (c == '<')
		crm_buf_addz(out, "&lt;");
	else if (c == '>')
		crm_buf_addz(out, "&gt;");
	else if (c == '"' && attribute)
		crm_buf_addz(out, "&quot;");
	else if (c == '\r' || ((c == '\t' || c == '\n') && attribute))
		crm_buf_addf(out, "&#%d;", c);
	else
		crm_buf_addc(out, c);
}

static void add_xml(struct crm_buf *out, const char *s, size_t len, bool attribute)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp;

		n = crm_utf8_decode(s + i, len - i, &cp);
		if (n == 0) {
			crm_buf_addz(out, "\xef\xbf\xbd");
			n = 1;
		} else if (n > 1 && is_char(cp)) {
			crm_buf_add(out, s + i, n);
		} else if (n == 1 && is_char(cp)) {
			add_ascii(out, s[i], attribute);
		}
	}
}

static void attribute(struct crm_buf *out, const char *name, const char *value)
{
	crm_buf_addf(out, " %s=\"", name);
	add_xml(out, value, strlen(value), true);
	crm_buf_addc(out, '"');
}

/* The findings of a case as text: those that fail it, or the others. */
static void add_findings(struct crm_report *r, const struct crm_findings *f,
    const struct crm_case *c, const char *element, bool failing)
{
	struct crm_buf text = CRM_BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct crm_finding x = crm_report_named(c, crm_finding_at(f, c->first + i));

		if ((x.severity >= r->o.fails) != failing)
			continue;
		x.source = crm_finding_path(&x);
		if (n++ > 0)
			crm_buf_addc(&text, '\n');
		crm_buf_addf(&text, "%s: ", crm_severity_name(x.severity));
		crm_finding_format(&x, &text);
		crm_buf_addf(&text, " [%s]", x.code);
	}
	if (n > 0 || failing) {
		if (!failing)
			crm_buf_addf(&r->out, "      <%s>", element);
		add_xml(&r->out, crm_buf_str(&text), text.len, false);
		crm_buf_addf(&r->out, "</%s>\n", element);
	}
	crm_buf_release(&text);
}

static void add_failure(
    struct crm_report *r, const struct crm_findings *f, const struct crm_case *c)
{
	struct crm_buf message = CRM_BUF_INIT;
	struct crm_finding x;
	size_t i = c->first;

	while (crm_finding_at(f, i)->severity < r->o.fails)
		i++;
	x = crm_report_named(c, crm_finding_at(f, i));
	crm_report_message(&x, &message);
	crm_buf_addz(&r->out, "      <failure");
	attribute(&r->out, "type", x.code);
	attribute(&r->out, "message", crm_buf_str(&message));
	crm_buf_addc(&r->out, '>');
	add_findings(r, f, c, "failure", true);
	crm_buf_release(&message);
}

static void add_case(
    struct crm_report *r, const char *suite, const struct crm_findings *f, const struct crm_case *c)
{
	enum crm_outcome outcome = crm_case_outcome(f, c, r->o.fails);
	struct crm_buf *out = &r->out;

	crm_buf_addz(out, "    <testcase");
	attribute(out, "classname", suite);
	attribute(out, "name", crm_report_case_name(suite, c));
	attribute(out, "time", "0");
	if (outcome == CRM_PASSED && c->n == 0) {
		crm_buf_addz(out, "/>\n");
		return;
	}
	crm_buf_addz(out, ">\n");
	if (outcome == CRM_SKIPPED) {
		crm_buf_addz(out, "      <skipped");
		attribute(out, "message", c->reason);
		crm_buf_addz(out, "/>\n");
	}
	if (outcome == CRM_FAILED)
		add_failure(r, f, c);
	add_findings(r, f, c, "system-out", false);
	crm_buf_addz(out, "    </testcase>\n");
}

static void begin(struct crm_report *r)
{
	crm_buf_addz(&r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	attribute(&r->out, "name", r->o.tool);
	crm_buf_addz(&r->out, ">\n");
}

static void suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	size_t n = crm_cases_count(f), outcomes[CRM_FAILED + 1] = {0};

	for (size_t i = 0; i < n; i++)
		outcomes[crm_case_outcome(f, crm_case_at(f, i), r->o.fails)]++;
	crm_buf_addz(&r->out, "  <testsuite");
	attribute(&r->out, "name", name);
	crm_buf_addf(&r->out,
	    " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"0\"", n,
	    outcomes[CRM_FAILED], outcomes[CRM_SKIPPED]);
	crm_buf_addz(&r->out, n > 0 ? ">\n" : "/>\n");
	for (size_t i = 0; i < n; i++)
		add_case(r, name, f, crm_case_at(f, i));
	if (n > 0)
		crm_buf_addz(&r->out, "  </testsuite>\n");
}

static void end(struct crm_report *r)
{
	crm_buf_addz(&r->out, "</testsuites>\n");
}

const struct crm_report_ops crm_report_junit = {begin, suite, end};
