/*
 * The bill of characteristics: each number of the drawing list with the documents, studies and
 * results that cover it (AIAG PPAP 4th edition, 2.2.4 to 2.2.11).
 */
#include <string.h>

#include "lib/rules/ppap/paper_private.h"

struct bill {
	const struct crm_paper *form;
	struct crm_paper_list list;
	size_t item;
	size_t next; /* in the list's refs */
	struct crm_doc *o;
};

static void put_column(
    struct crm_doc *o, const struct crm_paper_ref *ref, enum crm_ppap_sheet_kind kind, int column)
{
	crm_doc_cell(o, crm_ppap_sheet_at(kind)->fields[column].name,
	    crm_sheet_cell(ref->sheet, ref->index, column));
}

/* A list with an item for each ref of that kind. */
static void put_rows(struct bill *b, enum crm_paper_ref_kind ref, enum crm_ppap_sheet_kind kind,
    const int *columns, size_t n)
{
	struct crm_doc *list = crm_doc_list(b->o, crm_ppap_sheet_at(kind)->name), *o;
	size_t first, count = crm_paper_refs(&b->list, b->item, ref, &b->next, &first);

	for (size_t i = first; i < first + count; i++) {
		o = crm_doc_item(list);
		for (size_t k = 0; k < n; k++)
			put_column(o, &b->list.refs[i], kind, columns[k]);
	}
}

static void put_tables(struct bill *b)
{
	static const int dfmea[] = {CRM_SM_FAILURE, CRM_SM_SEVERITY};
	static const int pfmea[] = {CRM_SM_STEP, CRM_SM_FAILURE, CRM_SM_SEVERITY};
	static const int plan[] = {CRM_SP_STEP, CRM_SP_GAUGE, CRM_SP_METHOD};

	put_rows(b, CRM_REF_DFMEA, CRM_SHEET_DFMEA, dfmea, 2);
	put_rows(b, CRM_REF_PFMEA, CRM_SHEET_PFMEA, pfmea, 3);
	put_rows(b, CRM_REF_PLAN, CRM_SHEET_CONTROL_PLAN, plan, 3);
}

/* ---- studies ---- */

static void put_studies(
    struct bill *b, enum crm_paper_ref_kind kind, const char *name, const int *fields, size_t n)
{
	struct crm_nodes studies = crm_node_items(b->form->p->top, CRM_P_STUDIES);
	struct crm_doc *list = crm_doc_list(b->o, name), *o;
	size_t first, count = crm_paper_refs(&b->list, b->item, kind, &b->next, &first);

	for (size_t i = first; i < first + count; i++) {
		const struct crm_node *study = &studies.items[b->list.refs[i].index];

		o = crm_doc_item(list);
		crm_doc_text(o, "study", study->key);
		for (size_t k = 0; k < n; k++)
			crm_paper_put(o, study->schema->fields[fields[k]].name, study, fields[k]);
	}
}

static void put_all_studies(struct bill *b)
{
	static const int gauge[] = {CRM_PS_KIND, CRM_PS_GAUGE, CRM_PS_GRR, CRM_PS_NDC};
	static const int capability[] = {CRM_PS_STREAM, CRM_PS_INDEX, CRM_PS_CPK, CRM_PS_PPK};

	put_studies(b, CRM_REF_GAUGE, "gauge_studies", gauge, 4);
	put_studies(b, CRM_REF_CAPABILITY, "capability", capability, 4);
}

/* ---- results ---- */

struct sum {
	size_t n, out;
	const struct crm_cell *min, *max; /* NULL: no value */
};

static void take(struct bill *b, const struct crm_paper_ref *ref, struct sum *s)
{
	const struct crm_cell *value = crm_sheet_cell(ref->sheet, ref->index, CRM_SD_VALUE);
	const struct crm_trace_item *x = &b->list.t.items[b->item];
	enum crm_trace_fit fit = crm_trace_fit(x, ref->sheet, ref->index);

	s->n++;
	s->out += !x->reference && fit != CRM_FIT_IN;
	if (value->type != CRM_T_DEC)
		return;
	if (s->min == NULL || crm_dec_cmp(value->u.dec, s->min->u.dec) < 0)
		s->min = value;
	if (s->max == NULL || crm_dec_cmp(value->u.dec, s->max->u.dec) > 0)
		s->max = value;
}

static void put_sum(struct bill *b, struct crm_doc *list, size_t stream, const struct sum *s)
{
	struct crm_doc *o = crm_doc_item(list);
	struct crm_cell n = crm_cell_int((int64_t)s->n), out = crm_cell_int((int64_t)s->out);

	if (crm_paper_stream(&b->list, stream)[0] != '\0')
		crm_doc_text(o, "stream", crm_paper_stream(&b->list, stream));
	crm_doc_cell(o, "count", &n);
	if (s->min != NULL) {
		crm_doc_cell(o, "min", s->min);
		crm_doc_cell(o, "max", s->max);
	}
	crm_doc_cell(o, "out", &out);
	crm_paper_put_word(b->form, o, "verdict", "verdict",
	    s->n == 0        ? "missing"
	        : s->out > 0 ? "out"
	                     : "in");
	if (b->form->word != NULL && (s->n == 0 || s->out > 0))
		crm_doc_bool(o, "bad", true);
}

/* A row for each stream of the run, also where nothing was measured. */
static void put_results(struct bill *b)
{
	struct crm_doc *list = crm_doc_list(b->o, "results");
	size_t first, n = crm_paper_refs(&b->list, b->item, CRM_REF_VALUE, &b->next, &first);

	if (n == 0 && b->list.t.items[b->item].reference)
		return;
	for (size_t stream = 0, i = first; stream < crm_trace_streams(&b->list.t); stream++) {
		struct sum s = {.n = 0};

		for (; i < first + n && b->list.refs[i].stream == stream; i++)
			take(b, &b->list.refs[i], &s);
		put_sum(b, list, stream, &s);
	}
}

/* ---- gaps ---- */

/* Each code once. False: one of them is an error. */
static bool put_gaps(struct bill *b)
{
	struct crm_doc *list = crm_doc_list(b->o, "gaps"), *o;
	size_t first, n = crm_paper_refs(&b->list, b->item, CRM_REF_GAP, &b->next, &first);
	const char *last = "";
	bool good = true;

	for (size_t i = first; i < first + n; i++) {
		const struct crm_finding *x =
		    crm_finding_at(b->form->findings, b->list.refs[i].index);

		good = good && x->severity != CRM_ERROR;
		if (strcmp(x->code, last) == 0)
			continue;
		last = x->code;
		o = crm_doc_item(list);
		crm_doc_text(o, "code", x->code);
		crm_doc_text(o, "text", x->text);
	}
	return good;
}

static bool put_item(struct bill *b, struct crm_doc *list)
{
	bool covered;

	b->o = crm_doc_item(list);
	crm_paper_put_item(&b->list, b->item, b->o);
	put_tables(b);
	put_all_studies(b);
	put_results(b);
	covered = put_gaps(b);
	crm_doc_bool(b->o, "covered", covered);
	return covered;
}

bool crm_paper_characteristics(const struct crm_paper *f, struct crm_doc *out)
{
	struct bill b = {.form = f};
	struct crm_doc *list;
	bool good = true;

	crm_paper_head(f, true, out);
	list = crm_doc_list(out, "characteristics");
	crm_paper_list_open(&b.list, f);
	for (b.item = 0; b.item < b.list.t.n; b.item++)
		good = put_item(&b, list) && good;
	good = good && b.list.t.n > 0;
	crm_paper_list_close(&b.list);
	return good;
}
