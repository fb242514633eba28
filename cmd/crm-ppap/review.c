/*
 * review MANIFEST: a supplier's package by the same gate, with our profile. --record keeps the
 * outcome: then the record is the output, and the findings are messages.
 */
#include <string.h>

#include "cmd/crm-ppap/handed.h"
#include "lib/flow/step.h"
#include "lib/rules/ppap/seal.h"
#include "lib/rules/submission/submission.h"

const struct crm_opt ppap_review_opts[] = {
    {"supplier", 0, CRM_OPT_TEXT, "NAME", "whose package it is", true},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "judged by this one, not the manifest's own", false},
    {"record", 0, CRM_OPT_FLAG, NULL, "keeps the outcome and the gaps in the store", false},
    {"previous", 0, CRM_OPT_TEXT, "ID",
        "the package before it (default: the latest of the part that was not approved)", false},
    {"strict", 0, CRM_OPT_FLAG, NULL, "warnings are gaps, too", false},
    {"element", 0, CRM_OPT_LIST, "N", "only this element; may be repeated", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- judging ---- */

static int get_book(
    struct crm_run *r, struct ppap_books *books, struct judged *j, struct crm_err *e)
{
	const char *profile = crm_args_text(r->args, "profile");

	if (profile == NULL)
		return dossier_book(r, books, &j->dossier, &j->book, e);
	if (ppap_books_get(r, books, crm_node_text(j->dossier.ppap.top, CRM_P_EDITION), profile,
	        &j->book, e) == 0)
		return 0;
	if (e->code == CRM_NOINPUT || e->code == CRM_BADINPUT) {
		e->code = CRM_BADINPUT;
		crm_err_place(e, "--profile", 0, NULL);
	}
	return -1;
}

static int open_package(
    struct crm_run *r, struct ppap_books *books, struct judged *out, struct crm_err *e)
{
	struct judged j;

	memset(&j, 0, sizeof(j));
	if (dossier_try(r, crm_args_operand(r->args, 0), false, &j.dossier, e) != 0)
		return -1;
	if (get_book(r, books, &j, e) != 0) {
		judged_close(&j);
		return -1;
	}
	j.by_customer =
	    !crm_args_has(r->args, "profile") && dossier_book_by_customer(&j.dossier, j.book);
	dossier_look(r, &j.dossier, true, true);
	j.findings = crm_findings_new();
	crm_ppap_judge(&j.dossier.ppap, j.book, ppap_books_changes(books, j.book), judged_today(r),
	    j.findings, &j.result);
	*out = j;
	return 0;
}

/* ---- the record ---- */

/* The findings by element and code, counted, as the field `gaps` holds them. Notes are none. */
static void count_gaps(const struct judged *j, struct crm_buf *out)
{
	struct crm_record *gaps = crm_record_new();
	const struct crm_field *names = crm_submission_gaps.fields;
	struct crm_buf path = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_findings_count(j->findings); i++) {
		const struct crm_finding *f = crm_finding_at(j->findings, i);
		const char *texts[] = {f->subject, f->code, crm_severity_name(f->severity)};
		char key[CRM_ITEM_KEY_MAX];
		struct crm_cell n;

		if (f->severity == CRM_NOTE)
			continue;
		crm_item_key_two(f->subject, f->code, key);
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s.%s", key, names[CRM_GAP_FINDINGS].name);
		crm_record_cell(gaps, crm_buf_str(&path), NULL, NULL, &n);
		n = crm_cell_int(n.type == CRM_T_INT ? n.u.i + 1 : 1);
		crm_record_set(gaps, crm_buf_str(&path), &n);
		for (int m = CRM_GAP_ELEMENT; m <= CRM_GAP_SEVERITY; m++) {
			crm_buf_clear(&path);
			crm_buf_addf(&path, "%s.%s", key, names[m].name);
			crm_record_set_text(gaps, crm_buf_str(&path), texts[m - CRM_GAP_ELEMENT]);
		}
	}
	crm_record_dump(gaps, out);
	crm_buf_release(&path);
	crm_record_free(gaps);
}

static void record(struct crm_run *r, const struct judged *j)
{
	struct crm_buf gaps = CRM_BUF_INIT;
	struct handed h = {.judged = j,
	    .step = "review",
	    .supplier = crm_args_text(r->args, "supplier"),
	    .previous = crm_args_text(r->args, "previous")};
	char digest[65];

	crm_ppap_digest(&j->dossier.ppap, digest);
	count_gaps(j, &gaps);
	crm_run_findings(r, j->findings, CRM_NO);
	h.seal = digest;
	h.gaps = strcmp(crm_buf_str(&gaps), "{}") != 0 ? crm_buf_str(&gaps) : NULL;
	handed_record(r, &h);
	crm_buf_release(&gaps);
}

/* ---- the command ---- */

static bool is_shown(const struct crm_finding *f, void *arg)
{
	return shown_element(arg, f->subject);
}

/* As check prints it. */
static int show(struct crm_run *r, struct judged *j)
{
	enum crm_severity fails = crm_args_has(r->args, "strict") ? CRM_WARNING : CRM_ERROR;
	struct shown s = {.judged = j, .findings = j->findings, .args = r->args};
	enum crm_format format;
	struct crm_output *out;

	if (crm_run_format(r, &format) != 0)
		return -1;
	s.ready = crm_findings_worse(j->findings, fails) == 0;
	if (!s.ready)
		crm_run_worse(r, CRM_NO);
	(void)crm_findings_keep(j->findings, is_shown, r->args);
	if (format == CRM_FMT_TABLE && !crm_args_has(r->args, "fields")) {
		check_text(r, &s);
		return 0;
	}
	out = check_rows_open(r);
	if (out == NULL)
		return -1;
	check_rows(out, &s);
	crm_output_end(r, out);
	return 0;
}

void ppap_review(struct crm_run *r)
{
	struct ppap_books books = {NULL, 0, 0};
	struct crm_err e = CRM_ERR_INIT;
	struct judged j;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one MANIFEST expected");
	} else if (open_package(r, &books, &j, &e) != 0) {
		(void)crm_run_fail(r, &e);
	} else {
		if (crm_args_has(r->args, "record"))
			record(r, &j);
		else
			(void)show(r, &j);
		judged_close(&j);
	}
	ppap_books_release(&books);
}
