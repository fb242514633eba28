/* A report of findings for CI: its formats, and bytes out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/report/report_private.h"

#define BLOCK ((size_t)64 * 1024)

static const struct {
	const char *name;
	const struct crm_report_ops *ops;
} formats[CRM_REPORT_FORMATS] = {
    [CRM_REPORT_JUNIT] = {"junit", &crm_report_junit},
    [CRM_REPORT_TAP] = {"tap", &crm_report_tap},
    [CRM_REPORT_SARIF] = {"sarif", &crm_report_sarif},
    [CRM_REPORT_GITHUB] = {"github", &crm_report_github},
    [CRM_REPORT_GITLAB] = {"gitlab", &crm_report_gitlab},
};

int crm_report_format_find(const char *name)
{
	for (int i = 0; i < CRM_REPORT_FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return i;
	return -1;
}

/* ---- for the formats ---- */

void crm_report_message(const struct crm_finding *f, struct crm_buf *out)
{
	struct crm_finding bare = *f;

	bare.source = "";
	bare.line = 0;
	crm_finding_format(&bare, out);
}

struct crm_finding crm_report_named(const struct crm_case *c, const struct crm_finding *f)
{
	struct crm_finding named = *f;
	size_t len = strlen(f->subject);

	if (len > 0 && strncmp(c->name, f->subject, len) == 0 && c->name[len] == ' ')
		named.subject = c->name;
	return named;
}

void crm_report_json(struct crm_report *r, const struct crm_doc *d)
{
	struct crm_buf json = CRM_BUF_INIT;

	crm_doc_json(d, false, &json);
	crm_utf8_visible_json(&r->out, crm_buf_str(&json), json.len);
	crm_buf_release(&json);
}

void crm_report_next(struct crm_report *r)
{
	crm_buf_addz(&r->out, r->items++ == 0 ? "\n" : ",\n");
}

void crm_report_int(struct crm_doc *o, const char *name, long n)
{
	const struct crm_cell c = crm_cell_int(n);

	crm_doc_cell(o, name, &c);
}

const char *crm_report_case_name(const char *suite, const struct crm_case *c)
{
	return c->name[0] != '\0' ? c->name : suite;
}

/* ---- a report ---- */

struct crm_report *crm_report_new(int fd, const struct crm_report_opts *o)
{
	struct crm_report *r = crm_calloc(1, sizeof(*r));

	r->fd = fd;
	r->o = *o;
	r->ops = formats[o->format].ops;
	return r;
}

static void let_out(struct crm_report *r)
{
	if (r->error == 0 && r->out.len > 0 && crm_write_all(r->fd, r->out.data, r->out.len) == -1)
		r->error = errno;
	crm_buf_clear(&r->out);
}

static void begin(struct crm_report *r)
{
	if (!r->begun)
		r->ops->begin(r);
	r->begun = true;
}

void crm_report_suite(struct crm_report *r, const char *name, const struct crm_findings *f)
{
	begin(r);
	r->suites++;
	for (size_t i = 0; i < crm_findings_count(f); i++)
		r->counts[crm_finding_at(f, i)->severity]++;
	r->ops->suite(r, name, f);
	if (r->out.len >= BLOCK)
		let_out(r);
}

int crm_report_end(struct crm_report *r, struct crm_err *e)
{
	int rc = 0;

	begin(r);
	r->ops->end(r);
	let_out(r);
	if (r->error != 0)
		rc = crm_err_set(e, CRM_IOERR, "cannot write the output: %s", strerror(r->error));
	crm_map_free(r->rules);
	crm_buf_release(&r->out);
	free(r);
	return rc;
}
