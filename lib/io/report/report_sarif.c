/*
 * SARIF 2.1.0 (OASIS): one run, whose rules are all that the tool has, in
 * their order.
 */
#include <string.h>

#include "lib/io/report/report_private.h"

/* Members of an object that hold one text: {"text": ...}. */
static void message(struct crm_doc *o, const char *name, const char *text)
{
	crm_doc_text(crm_doc_object(o, name), "text", text);
}

/* A relative reference, or a file: URI of an absolute path; anything but unreserved characters and
 * slashes is percent-encoded (RFC 3986), so a colon never looks like a scheme's. */
static void add_uri(struct crm_buf *out, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                            "0123456789-._~/";

	if (path[0] == '/')
		crm_buf_addz(out, "file://");
	for (; *path != '\0'; path++) {
		if (strchr(plain, *path) != NULL)
			crm_buf_addc(out, *path);
		else
			crm_buf_addf(out, "%%%02X", (unsigned char)*path);
	}
}

static void location(struct crm_doc *result, const struct crm_finding *f)
{
	struct crm_buf uri = CRM_BUF_INIT;
	struct crm_doc *place;

	if (f->source[0] == '\0')
		return;
	add_uri(&uri, crm_finding_path(f));
	place = crm_doc_object(crm_doc_item(crm_doc_list(result, "locations")), "physicalLocation");
	crm_doc_text(crm_doc_object(place, "artifactLocation"), "uri", crm_buf_str(&uri));
	if (f->line > 0) {
		struct crm_doc *region = crm_doc_object(place, "region");

		crm_report_int(region, "startLine", f->line);
		if (f->column > 0)
			crm_report_int(region, "startColumn", f->column);
	}
	crm_buf_release(&uri);
}

static void add_rule(struct crm_doc *rules, const struct crm_report_rule *rule)
{
	struct crm_doc *o = crm_doc_item(rules);
	struct crm_buf help = CRM_BUF_INIT;

	crm_doc_text(o, "id", rule->code);
	message(o, "shortDescription", rule->text);
	crm_buf_addz(&help, rule->help);
	if (rule->clause[0] != '\0')
		crm_buf_addf(&help, " (%s)", rule->clause);
	message(o, "help", crm_buf_str(&help));
	crm_doc_text(
	    crm_doc_object(o, "defaultConfiguration"), "level", crm_severity_name(rule->severity));
	crm_buf_release(&help);
}

static void begin(struct crm_report *r)
{
	struct crm_doc *tool = crm_doc_new(), *driver = crm_doc_object(tool, "driver"), *rules;
	struct crm_report_rule rule;

	r->rules = crm_map_new();
	crm_doc_text(driver, "name", r->o.tool);
	crm_doc_text(driver, "version", r->o.version);
	rules = crm_doc_list(driver, "rules");
	for (size_t i = 0; r->o.rule != NULL && r->o.rule(i, &rule); i++) {
		add_rule(rules, &rule);
		*crm_map_value(
		    r->rules, crm_map_put(r->rules, rule.code, strlen(rule.code), NULL)) = i;
	}
	crm_buf_addz(&r->out,
	    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	    "\"version\":\"2.1.0\",\"runs\":[\n{\"tool\":");
	crm_report_json(r, tool);
	crm_buf_addz(&r->out, ",\n\"results\":[");
	crm_doc_free(tool);
}

static void add_result(struct crm_report *r, const struct crm_finding *f)
{
	size_t rule = crm_map_find(r->rules, f->code, strlen(f->code));
	struct crm_doc *o = crm_doc_new();
	struct crm_buf text = CRM_BUF_INIT;

	crm_doc_text(o, "ruleId", f->code);
	if (rule != CRM_MAP_NONE)
		crm_report_int(o, "ruleIndex", (long)*crm_map_value(r->rules, rule));
	crm_doc_text(o, "level", crm_severity_name(f->severity));
	crm_report_message(f, &text);
	message(o, "message", crm_buf_str(&text));
	location(o, f);
	crm_doc_text(crm_doc_object(o, "partialFingerprints"), "finding/v1", f->fingerprint);
	crm_report_next(r);
	crm_report_json(r, o);
	crm_buf_release(&text);
	crm_doc_free(o);
}

static void suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	(void)name;
	for (size_t i = 0; i < crm_findings_count(f); i++)
		add_result(r, crm_finding_at(f, i));
}

static void end(struct crm_report *r)
{
	crm_buf_addz(&r->out, r->items == 0 ? "]}]}\n" : "\n]}]}\n");
}

const struct crm_report_ops crm_report_sarif = {begin, suite, end};
