/*
 * The dimensional report: every characteristic in every stream with the values of its parts
 * (AIAG PPAP 4th edition, 2.2.9), and which of them is the master sample (2.2.15).
 */
#include <string.h>
#include <strings.h>

#include "lib/rules/ppap/paper_private.h"

struct dims {
	const struct crm_paper *form;
	struct crm_paper_list list;
	const char *label; /* of the master sample */
	size_t item;
	struct crm_doc *rows;
	size_t values, out, missing; /* missing: rows */
};

/* ---- the master sample ---- */

/* The name at the beginning of text, and then no letter, digit or what joins them. */
static bool begins(const char *text, const char *name, size_t *len)
{
	*len = strlen(name);
	return *len > 0 && strncmp(text, name, *len) == 0;
}

static bool ends(char c)
{
	return c == '\0' || strchr(" \t,;.)", c) != NULL;
}

bool crm_paper_names_part(const char *label, const char *stream, const char *part)
{
	bool word = true; /* a word may begin here */

	for (const char *s = label; *s != '\0'; s++) {
		const char *name = s + 5;
		size_t len;

		if (word && strncasecmp(s, "part ", 5) == 0) {
			if (begins(name, stream, &len) && name[len] == '/' &&
			    begins(name + len + 1, part, &len) &&
			    ends(name[strlen(stream) + 1 + len]))
				return true;
			if (begins(name, part, &len) && ends(name[len]))
				return true;
		}
		word = strchr(" \t,;.(:", *s) != NULL;
	}
	return false;
}

static void put_master(struct dims *d, struct crm_doc *out)
{
	const struct crm_ppap_element *e =
	    crm_ppap_book_role(d->form->book, CRM_ROLE_MASTER_SAMPLE);
	const struct crm_node *n =
	    e != NULL ? crm_node_find(d->form->p->top, CRM_P_ELEMENTS, e->number) : NULL;

	d->label = n != NULL ? crm_node_text(n, CRM_PE_IDENTIFICATION) : "";
	if (d->label[0] == '\0')
		return;
	crm_paper_put(crm_doc_object(out, "master"), "identification", n, CRM_PE_IDENTIFICATION);
	crm_paper_put(crm_doc_object(out, "master"), "location", n, CRM_PE_LOCATION);
}

/* ---- rows ---- */

static const char *fit_word(enum crm_trace_fit fit)
{
	return fit == CRM_FIT_IN ? "in" : fit == CRM_FIT_UNREAD ? "unread" : "out";
}

/* For people each has all marks: what is missing here would be looked for further out. */
static void put_value(struct dims *d, struct crm_doc *list, const struct crm_paper_ref *ref,
    bool reference, enum crm_trace_fit fit)
{
	const char *part = crm_sheet_text(ref->sheet, ref->index, CRM_SD_PART);
	struct crm_doc *o = crm_doc_item(list);
	bool master = crm_paper_names_part(d->label, crm_paper_stream(&d->list, ref->stream), part);
	bool people = d->form->word != NULL;
	struct crm_buf text = CRM_BUF_INIT;

	if (part[0] != '\0' || people)
		crm_doc_text(o, "part", part);
	if (master || people)
		crm_doc_bool(o, "master", master);
	crm_cell_print(crm_sheet_cell(ref->sheet, ref->index, CRM_SD_VALUE), &text);
	if (text.len > 0)
		crm_doc_text(o, "value", crm_buf_str(&text));
	crm_buf_clear(&text);
	crm_cell_print(crm_sheet_cell(ref->sheet, ref->index, CRM_SD_RESULT), &text);
	if (text.len > 0)
		crm_paper_put_word(d->form, o, "result", "result", crm_buf_str(&text));
	crm_buf_release(&text);
	if (!reference)
		crm_doc_text(o, "verdict", fit_word(fit));
	if (people)
		crm_doc_bool(o, "bad", !reference && fit != CRM_FIT_IN);
}

static void put_row(struct dims *d, size_t stream, size_t first, size_t n)
{
	const struct crm_trace_item *x = &d->list.t.items[d->item];
	struct crm_doc *o = crm_doc_item(d->rows), *values;
	const char *verdict = x->reference ? "reference" : n == 0 ? "missing" : "in";

	crm_paper_put_item(&d->list, d->item, o);
	if (crm_paper_stream(&d->list, stream)[0] != '\0')
		crm_doc_text(o, "stream", crm_paper_stream(&d->list, stream));
	values = crm_doc_list(o, "values");
	for (size_t i = first; i < first + n; i++) {
		const struct crm_paper_ref *ref = &d->list.refs[i];
		enum crm_trace_fit fit = crm_trace_fit(x, ref->sheet, ref->index);

		put_value(d, values, ref, x->reference, fit);
		d->values++;
		if (x->reference || fit == CRM_FIT_IN)
			continue;
		d->out += fit != CRM_FIT_UNREAD;
		d->missing += fit == CRM_FIT_UNREAD;
		if (strcmp(verdict, "out") != 0)
			verdict = fit_word(fit);
	}
	d->missing += strcmp(verdict, "missing") == 0;
	crm_paper_put_word(d->form, o, "verdict", "verdict", verdict);
	if (d->form->word != NULL && strcmp(verdict, "in") != 0 && !x->reference)
		crm_doc_bool(o, "bad", true);
}

static void put_item(struct dims *d, size_t *next)
{
	size_t first, n = crm_paper_refs(&d->list, d->item, CRM_REF_VALUE, next, &first);
	size_t end = first + n;

	if (n == 0 && d->list.t.items[d->item].reference) {
		put_row(d, CRM_MAP_NONE, first, 0);
		return;
	}
	for (size_t stream = 0; stream < crm_trace_streams(&d->list.t); stream++) {
		for (n = 0; first + n < end && d->list.refs[first + n].stream == stream;)
			n++;
		put_row(d, stream, first, n);
		first += n;
	}
}

/* ---- all ---- */

static void put_files(const struct crm_paper *f, struct crm_doc *out)
{
	struct crm_doc *list = crm_doc_list(out, "files"), *o;

	for (size_t i = 0; i < f->p->n; i++) {
		const struct crm_ppap_evidence *e = &f->p->evidence[i];

		if (e->sheet_kind != CRM_SHEET_DIMENSIONAL)
			continue;
		o = crm_doc_item(list);
		crm_doc_text(o, "path", e->node->key);
		crm_paper_put(o, "date", e->node, CRM_PV_DATE);
		crm_paper_put(o, "change_level", e->node, CRM_PV_CHANGE_LEVEL);
	}
}

bool crm_paper_dimensions(const struct crm_paper *f, struct crm_doc *out)
{
	struct dims d = {.form = f};
	struct crm_cell values, bad, missing;
	size_t next = 0;
	bool good;

	crm_paper_head(f, true, out);
	put_files(f, out);
	put_master(&d, out);
	d.rows = crm_doc_list(out, "rows");
	crm_paper_list_open(&d.list, f);
	for (d.item = 0; d.item < d.list.t.n; d.item++)
		put_item(&d, &next);
	values = crm_cell_int((int64_t)d.values);
	bad = crm_cell_int((int64_t)d.out);
	missing = crm_cell_int((int64_t)d.missing);
	crm_doc_cell(out, "values_count", &values);
	crm_doc_cell(out, "out", &bad);
	crm_doc_cell(out, "missing", &missing);
	good = d.values > 0 && d.out == 0 && d.missing == 0;
	crm_paper_put_word(f, out, "verdict", "whole",
	    d.out > 0  ? "out"
	        : good ? "in"
	               : "incomplete");
	crm_doc_bool(out, "good", good);
	crm_paper_list_close(&d.list);
	return good && !crm_paper_errors(f, crm_paper_case(f, CRM_ROLE_DIMENSIONAL));
}
