/* check as rows: of the dossier, of each element, of each finding. */
#include <string.h>

#include "cmd/crm-ppap/check.h"
#include "lib/base/dec.h"

enum {
	MANIFEST,
	ROW,
	EDITION,
	PROFILE,
	LEVEL,
	READY,
	COMPLETED,
	APPLYING,
	COMPLETE_PCT,
	RELEASABLE,
	SUBMITTING,
	SENDABLE_PCT,
	ELEMENT,
	NAME,
	DUTY,
	APPLIES,
	COMPLETE,
	SENDABLE,
	FILES,
	ERRORS,
	WARNINGS,
	KNOWN,
	SEVERITY,
	CODE,
	SOURCE,
	LINE,
	FIELD,
	TEXT,
	FINGERPRINT,
	SKELETON,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [MANIFEST] = {.name = "manifest"},
    [ROW] = {.name = "row"},
    [EDITION] = {.name = "edition", .optional = true},
    [PROFILE] = {.name = "profile", .optional = true},
    [LEVEL] = {.name = "level", .right = true, .optional = true},
    [READY] = {.name = "ready", .optional = true},
    [COMPLETED] = {.name = "completed", .right = true, .optional = true},
    [APPLYING] = {.name = "applying", .right = true, .optional = true},
    [COMPLETE_PCT] = {.name = "complete_pct", .right = true, .optional = true},
    [RELEASABLE] = {.name = "releasable", .right = true, .optional = true},
    [SUBMITTING] = {.name = "submitting", .right = true, .optional = true},
    [SENDABLE_PCT] = {.name = "sendable_pct", .right = true, .optional = true},
    [ELEMENT] = {.name = "element", .optional = true},
    [NAME] = {.name = "name", .optional = true},
    [DUTY] = {.name = "duty", .optional = true},
    [APPLIES] = {.name = "applies", .optional = true},
    [COMPLETE] = {.name = "complete", .optional = true},
    [SENDABLE] = {.name = "sendable", .optional = true},
    [FILES] = {.name = "files", .right = true, .optional = true},
    [ERRORS] = {.name = "errors", .right = true, .optional = true},
    [WARNINGS] = {.name = "warnings", .right = true, .optional = true},
    [KNOWN] = {.name = "known", .right = true, .optional = true},
    [SEVERITY] = {.name = "severity", .optional = true},
    [CODE] = {.name = "code", .optional = true},
    [SOURCE] = {.name = "source", .optional = true},
    [LINE] = {.name = "line", .right = true, .optional = true},
    [FIELD] = {.name = "field", .optional = true},
    [TEXT] = {.name = "text", .optional = true},
    [FINGERPRINT] = {.name = "fingerprint", .optional = true},
    [SKELETON] = {.name = "skeleton", .optional = true},
};

struct crm_output *check_rows_open(struct crm_run *r)
{
	struct crm_output *out = NULL;

	return crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) == 0 ? out : NULL;
}

bool shown_element(const struct crm_args *args, const char *number)
{
	size_t n = crm_args_count(args, "element");

	for (size_t i = 0; i < n; i++) {
		if (strcmp(crm_args_nth(args, "element", i), number) == 0)
			return true;
	}
	return n == 0;
}

static void start(struct crm_cell cells[COLUMNS], const char *manifest, const char *row)
{
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	cells[MANIFEST] = crm_cell_text(manifest);
	cells[ROW] = crm_cell_text(row);
}

static struct crm_cell count_cell(size_t n)
{
	return crm_cell_int((int64_t)n);
}

struct crm_cell check_percent(size_t n, size_t all)
{
	struct crm_dec d;

	if (all == 0 || crm_dec_ratio((__int128)n * 100, (__int128)all, 1, &d) != 0)
		return crm_cell_absent();
	return crm_cell_dec(d);
}

static void dossier_row(struct crm_output *out, const struct shown *s)
{
	const struct crm_ppap_result *res = &s->judged->result;
	const struct crm_ppap_book *book = s->judged->book;
	struct crm_cell cells[COLUMNS];

	start(cells, s->judged->dossier.path, "dossier");
	cells[EDITION] = crm_cell_text(crm_ppap_book_edition_name(book));
	cells[PROFILE] = crm_cell_some(crm_ppap_book_profile_name(book));
	if (crm_ppap_book_skeleton(book))
		cells[SKELETON] = crm_cell_bool(true);
	if (res->level > 0)
		cells[LEVEL] = crm_cell_int(res->level);
	cells[READY] = crm_cell_bool(s->ready);
	cells[COMPLETED] = count_cell(res->complete);
	cells[APPLYING] = count_cell(res->applying);
	cells[COMPLETE_PCT] = check_percent(res->complete, res->applying);
	cells[RELEASABLE] = count_cell(res->sendable);
	cells[SUBMITTING] = count_cell(res->submitted);
	cells[SENDABLE_PCT] = check_percent(res->sendable, res->submitted);
	cells[ERRORS] = count_cell(crm_findings_worse(s->findings, CRM_ERROR));
	cells[WARNINGS] = count_cell(crm_findings_worse(s->findings, CRM_WARNING) -
	    crm_findings_worse(s->findings, CRM_ERROR));
	if (s->known > 0)
		cells[KNOWN] = count_cell(s->known);
	crm_output_row(out, cells);
}

static void element_row(
    struct crm_output *out, const struct shown *s, const struct crm_ppap_state *e)
{
	struct crm_cell cells[COLUMNS];

	start(cells, s->judged->dossier.path, "element");
	cells[ELEMENT] = crm_cell_text(e->element->number);
	cells[NAME] = crm_cell_text(e->element->name);
	cells[DUTY] = crm_cell_text(crm_ppap_duty_name(e->duty));
	cells[APPLIES] = crm_cell_text(crm_ppap_applies_name(e->applies));
	cells[COMPLETE] = crm_cell_bool(e->complete);
	cells[SENDABLE] = crm_cell_bool(e->sendable);
	cells[FILES] = count_cell(e->evidence);
	cells[ERRORS] = count_cell(e->errors);
	cells[WARNINGS] = count_cell(e->warnings);
	crm_output_row(out, cells);
}

static void finding_row(struct crm_output *out, const char *manifest, const struct crm_finding *f)
{
	struct crm_cell cells[COLUMNS];

	start(cells, manifest, "finding");
	cells[ELEMENT] = crm_cell_some(f->subject);
	cells[SEVERITY] = crm_cell_text(crm_severity_name(f->severity));
	cells[CODE] = crm_cell_text(f->code);
	cells[SOURCE] = crm_cell_some(f->source);
	if (f->line > 0)
		cells[LINE] = crm_cell_int(f->line);
	cells[FIELD] = crm_cell_some(f->field);
	cells[TEXT] = crm_cell_text(f->text);
	cells[FINGERPRINT] = crm_cell_text(f->fingerprint);
	crm_output_row(out, cells);
}

void check_rows(struct crm_output *out, const struct shown *s)
{
	dossier_row(out, s);
	for (size_t i = 0; i < s->judged->result.n; i++) {
		const struct crm_ppap_state *e = &s->judged->result.states[i];

		if (shown_element(s->args, e->element->number))
			element_row(out, s, e);
	}
	for (size_t i = 0; i < crm_findings_count(s->findings); i++)
		finding_row(out, s->judged->dossier.path, crm_finding_at(s->findings, i));
}

void check_rows_unreadable(
    struct crm_output *out, const char *manifest, const struct crm_finding *f)
{
	struct crm_cell cells[COLUMNS];

	start(cells, manifest, "dossier");
	cells[READY] = crm_cell_bool(false);
	cells[ERRORS] = crm_cell_int(1);
	crm_output_row(out, cells);
	finding_row(out, manifest, f);
}
