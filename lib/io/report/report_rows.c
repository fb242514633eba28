/* Findings as lines of text and as rows. */
#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/io/report/report.h"

void crm_finding_line(const struct crm_finding *f, struct crm_buf *out)
{
	struct crm_buf plain = CRM_BUF_INIT;

	crm_finding_format(f, &plain);
	crm_buf_addf(&plain, " [%s]", f->code);
	crm_utf8_visible(out, crm_buf_str(&plain), plain.len, false);
	crm_buf_release(&plain);
}

enum { CODE, SEVERITY, SOURCE, LINE, COLUMN, SUBJECT, FIELD, TEXT, CASE, FINGERPRINT, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [CODE] = {.name = "code"},
    [SEVERITY] = {.name = "severity"},
    [SOURCE] = {.name = "source", .optional = true},
    [LINE] = {.name = "line", .right = true, .optional = true},
    [COLUMN] = {.name = "column", .right = true, .optional = true},
    [SUBJECT] = {.name = "subject", .optional = true},
    [FIELD] = {.name = "field", .optional = true},
    [TEXT] = {.name = "text"},
    [CASE] = {.name = "case", .optional = true},
    [FINGERPRINT] = {.name = "fingerprint", .optional = true},
};

static struct crm_cell place_cell(long n)
{
	return n > 0 ? crm_cell_int(n) : crm_cell_absent();
}

static void write_finding(struct crm_writer *w, const struct crm_finding *f, const char *name)
{
	const struct crm_cell cells[COLUMNS] = {
	    [CODE] = crm_cell_text(f->code),
	    [SEVERITY] = crm_cell_text(crm_severity_name(f->severity)),
	    [SOURCE] = crm_cell_some(f->source),
	    [LINE] = place_cell(f->line),
	    [COLUMN] = place_cell(f->column),
	    [SUBJECT] = crm_cell_some(f->subject),
	    [FIELD] = crm_cell_some(f->field),
	    [TEXT] = crm_cell_text(f->text),
	    [CASE] = crm_cell_some(name),
	    [FINGERPRINT] = crm_cell_some(f->fingerprint),
	};

	crm_writer_row(w, cells);
}

static bool any_fingerprint(const struct crm_findings *f)
{
	for (size_t i = 0; i < crm_findings_count(f); i++)
		if (crm_finding_at(f, i)->fingerprint[0] != '\0')
			return true;
	return false;
}

int crm_findings_write(
    int fd, const struct crm_findings *f, const struct crm_writer_opts *o, struct crm_err *e)
{
	struct crm_writer_opts own = *o;
	struct crm_writer *w;

	own.columns = columns;
	own.n = any_fingerprint(f) ? COLUMNS : FINGERPRINT;
	w = crm_writer_new(fd, &own);
	for (size_t i = 0; i < crm_cases_count(f); i++) {
		const struct crm_case *c = crm_case_at(f, i);

		for (size_t k = 0; k < c->n; k++)
			write_finding(w, crm_finding_at(f, c->first + k), c->name);
	}
	return crm_writer_end(w, e);
}
