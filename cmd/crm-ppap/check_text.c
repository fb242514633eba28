/* check for people: a table of the elements, the findings, and the two percentages. */
#include <unistd.h>

#include "cmd/crm-ppap/check.h"
#include "lib/tool/printed.h"

enum { ELEMENT, NAME, DUTY, APPLIES, COMPLETE, SENDABLE, FILES, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ELEMENT] = {.name = "element"},
    [NAME] = {.name = "name"},
    [DUTY] = {.name = "duty"},
    [APPLIES] = {.name = "applies"},
    [COMPLETE] = {.name = "complete"},
    [SENDABLE] = {.name = "sendable"},
    [FILES] = {.name = "files", .right = true},
};

static struct crm_cell yes_cell(bool yes)
{
	return crm_cell_text(yes ? "yes" : "no");
}

static struct crm_cell complete_cell(const struct crm_ppap_state *e)
{
	if (e->applies == CRM_APPLIES_NO || e->applies == CRM_APPLIES_NA)
		return crm_cell_text("-");
	return e->waived && e->complete ? crm_cell_text("waived") : yes_cell(e->complete);
}

static void elements(struct crm_run *r, const struct shown *s)
{
	const struct crm_writer_opts o = {
	    .format = CRM_FMT_TABLE, .columns = columns, .n = COLUMNS, .terminal = r->out_terminal};
	const struct crm_ppap_result *res = &s->judged->result;
	struct crm_writer *w = crm_writer_new(STDOUT_FILENO, &o);
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < res->n; i++) {
		const struct crm_ppap_state *x = &res->states[i];
		bool sent = x->duty == CRM_DUTY_SUBMIT && x->applies != CRM_APPLIES_NO &&
		    x->applies != CRM_APPLIES_NA;
		const struct crm_cell cells[COLUMNS] = {
		    [ELEMENT] = crm_cell_text(x->element->number),
		    [NAME] = crm_cell_text(x->element->name),
		    [DUTY] = crm_cell_text(crm_ppap_duty_name(x->duty)),
		    [APPLIES] = crm_cell_text(crm_ppap_applies_name(x->applies)),
		    [COMPLETE] = complete_cell(x),
		    [SENDABLE] = sent || x->sendable ? yes_cell(x->sendable) : crm_cell_text("-"),
		    [FILES] = crm_cell_int((int64_t)x->evidence),
		};

		if (shown_element(s->args, x->element->number))
			crm_writer_row(w, cells);
	}
	if (crm_writer_end(w, &e) != 0)
		(void)crm_run_fail(r, &e);
}

static void add_part(struct crm_buf *out, const char *what, size_t n, size_t all)
{
	struct crm_cell percent = check_percent(n, all);

	crm_buf_addf(out, "%s %zu of %zu", what, n, all);
	if (crm_cell_is(&percent)) {
		crm_buf_addz(out, " (");
		crm_cell_print(&percent, out);
		crm_buf_addz(out, " %)");
	}
}

static void add_count(struct crm_buf *out, size_t n, const char *one, const char *many)
{
	if (n > 0)
		crm_buf_addf(out, ", %zu %s", n, n == 1 ? one : many);
}

static void add_sum(const struct shown *s, struct crm_buf *out)
{
	const struct crm_ppap_result *res = &s->judged->result;
	size_t errors = crm_findings_worse(s->findings, CRM_ERROR);

	add_part(out, "complete", res->complete, res->applying);
	add_part(out, ", sendable", res->sendable, res->submitted);
	crm_buf_addf(out, ": %s", s->ready ? "ready" : "not ready");
	add_count(out, errors, "error", "errors");
	add_count(
	    out, crm_findings_worse(s->findings, CRM_WARNING) - errors, "warning", "warnings");
	add_count(out, s->known, "known finding", "known findings");
	crm_buf_addc(out, '\n');
}

/* The name of what was judged, and below it a line a finding. */
static void add_case(const struct crm_findings *f, const struct crm_case *c, struct crm_buf *out)
{
	struct crm_buf line = CRM_BUF_INIT;

	if (c->n > 0)
		crm_buf_addf(out, "%s\n", c->name);
	for (size_t i = 0; i < c->n; i++) {
		struct crm_finding x = *crm_finding_at(f, c->first + i);

		x.subject = ""; /* the heading says it */
		crm_buf_clear(&line);
		crm_finding_line(&x, &line);
		crm_buf_addf(
		    out, "  %-7s  %s\n", crm_severity_name(x.severity), crm_buf_str(&line));
	}
	crm_buf_release(&line);
}

void check_text(struct crm_run *r, const struct shown *s)
{
	const struct crm_ppap_book *book = s->judged->book;
	const char *profile = crm_ppap_book_profile_name(book);
	bool customers = s->judged->by_customer;
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addf(&text, "%s: %s", s->judged->dossier.path, crm_ppap_book_edition_name(book));
	if (s->judged->result.level > 0)
		crm_buf_addf(&text, ", level %d", s->judged->result.level);
	if (profile[0] != '\0')
		crm_buf_addf(&text, ", profile %s%s", profile,
		    customers ? " (of the customer, by crm.json)" : "");
	if (crm_ppap_book_skeleton(book))
		crm_buf_addz(&text, "; a skeleton: the customer's paper decides");
	crm_buf_addc(&text, '\n');
	crm_run_write(r, &text, false);
	elements(r, s);
	crm_buf_clear(&text);
	for (size_t i = 0; i < crm_cases_count(s->findings); i++)
		add_case(s->findings, crm_case_at(s->findings, i), &text);
	add_sum(s, &text);
	crm_run_write(r, &text, false);
	crm_buf_release(&text);
}
