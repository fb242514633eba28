/* The drawing list with everything that refers to a characteristic, for the printed papers. */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/paper_private.h"

static void add(struct crm_paper_list *l, size_t item, enum crm_paper_ref_kind kind, size_t stream,
    const struct crm_sheet *sheet, size_t index)
{
	crm_grow(&l->refs, &l->cap, l->n + 1, sizeof(*l->refs));
	l->refs[l->n] = (struct crm_paper_ref){item, kind, stream, sheet, index, l->n};
	l->n++;
}

/* ---- studies ---- */

/* Studies by their gauge, as chains of indexes from 1. */
struct gauges {
	struct crm_nodes studies;
	struct crm_map *first;
	size_t *next;
};

static void gauges_open(struct gauges *g, const struct crm_node *top)
{
	g->studies = crm_node_items(top, CRM_P_STUDIES);
	g->first = crm_map_new();
	g->next = crm_calloc(g->studies.n + 1, sizeof(*g->next));
	for (size_t i = g->studies.n; i > 0; i--) {
		const char *gauge = crm_node_text(&g->studies.items[i - 1], CRM_PS_GAUGE);
		size_t *head;

		if (gauge[0] == '\0')
			continue;
		head = crm_map_value(g->first, crm_map_put(g->first, gauge, strlen(gauge), NULL));
		g->next[i] = *head;
		*head = i;
	}
}

static void add_gauge(
    struct crm_paper_list *l, const struct gauges *g, const char *gauge, size_t item)
{
	size_t i = crm_map_find(g->first, gauge, strlen(gauge));

	for (i = i != CRM_MAP_NONE ? *crm_map_value(g->first, i) : 0; i > 0; i = g->next[i]) {
		const char *kind = crm_node_text(&g->studies.items[i - 1], CRM_PS_KIND);

		if (kind[0] != '\0' && strcmp(kind, "capability") != 0)
			add(l, item, CRM_REF_GAUGE, 0, NULL, i - 1);
	}
}

static void add_studies(struct crm_paper_list *l, const struct gauges *g)
{
	for (size_t i = 0; i < g->studies.n; i++) {
		const char *no = crm_node_text(&g->studies.items[i], CRM_PS_CHARACTERISTIC);
		const char *kind = crm_node_text(&g->studies.items[i], CRM_PS_KIND);
		size_t item = crm_trace_item(&l->t, no, strlen(no));

		if (item != CRM_TRACE_NO && kind[0] != '\0')
			add(l, item,
			    strcmp(kind, "capability") == 0 ? CRM_REF_CAPABILITY : CRM_REF_GAUGE, 0,
			    NULL, i);
	}
}

/* ---- tables ---- */

static void add_table(struct crm_paper_list *l, enum crm_ppap_sheet_kind kind, int column,
    enum crm_paper_ref_kind ref, const struct gauges *g)
{
	struct crm_trace_sheets s = {.kind = kind, .column = column};

	while (crm_trace_next(&l->t, &s)) {
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++) {
			const char *cell = crm_sheet_text(s.sheet, row, column), *at = NULL;
			size_t item;

			while ((item = crm_trace_named(&l->t, cell, &at)) != CRM_TRACE_NO) {
				add(l, item, ref, 0, s.sheet, row);
				if (ref == CRM_REF_PLAN)
					add_gauge(
					    l, g, crm_sheet_text(s.sheet, row, CRM_SP_GAUGE), item);
			}
		}
	}
}

static void add_values(struct crm_paper_list *l)
{
	struct crm_trace_sheets s = {.kind = CRM_SHEET_DIMENSIONAL, .column = CRM_SD_NO};

	while (crm_trace_next(&l->t, &s)) {
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++) {
			const char *no = crm_sheet_text(s.sheet, row, CRM_SD_NO), *name;
			size_t item = crm_trace_item(&l->t, no, strlen(no));
			size_t stream = crm_trace_stream(&l->t, s.evidence, row, &name);

			if (item != CRM_TRACE_NO && stream != CRM_MAP_NONE &&
			    crm_trace_fit(&l->t.items[item], s.sheet, row) != CRM_FIT_NONE)
				add(l, item, CRM_REF_VALUE, stream, s.sheet, row);
		}
	}
}

/* What the gate says of a number has the field "no 7". */
static void add_gaps(struct crm_paper_list *l)
{
	const struct crm_findings *f = l->form->findings;

	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);
		size_t item = strncmp(x->field, "no ", 3) == 0
		    ? crm_trace_item(&l->t, x->field + 3, strlen(x->field + 3))
		    : CRM_TRACE_NO;

		if (item != CRM_TRACE_NO && x->severity >= CRM_WARNING)
			add(l, item, CRM_REF_GAP, 0, NULL, i);
	}
}

/* ---- all ---- */

static int by_item(const void *a, const void *b)
{
	const struct crm_paper_ref *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->stream != y->stream)
		return x->stream < y->stream ? -1 : 1;
	if (x->sheet == NULL && x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* A study may be named by the characteristic and by several gauges. */
static void drop_doubles(struct crm_paper_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct crm_paper_ref *x = &l->refs[i];

		if (n > 0 && x->sheet == NULL && l->refs[n - 1].sheet == NULL &&
		    x->item == l->refs[n - 1].item && x->kind == l->refs[n - 1].kind &&
		    x->index == l->refs[n - 1].index)
			continue;
		l->refs[n++] = *x;
	}
	l->n = n;
}

void crm_paper_list_open(struct crm_paper_list *l, const struct crm_paper *f)
{
	struct crm_texts streams = crm_node_list(f->p->top, CRM_P_RUN_STREAMS);
	struct gauges g;

	memset(l, 0, sizeof(*l));
	l->form = f;
	l->scratch = (struct crm_ppap_judge){.p = f->p, .book = f->book, .today = f->today};
	l->scratch.sources = crm_map_new();
	l->t.j = &l->scratch;
	l->t.by_no = crm_map_new();
	l->t.streams = crm_map_new();
	for (size_t i = 0; i < streams.n; i++)
		crm_map_put(l->t.streams, streams.items[i], strlen(streams.items[i]), NULL);
	crm_trace_list(&l->t);
	gauges_open(&g, f->p->top);
	add_table(l, CRM_SHEET_DFMEA, CRM_SM_CHARACTERISTIC, CRM_REF_DFMEA, &g);
	add_table(l, CRM_SHEET_PFMEA, CRM_SM_CHARACTERISTIC, CRM_REF_PFMEA, &g);
	add_table(l, CRM_SHEET_CONTROL_PLAN, CRM_SP_CHARACTERISTIC, CRM_REF_PLAN, &g);
	add_studies(l, &g);
	add_values(l);
	add_gaps(l);
	free(g.next);
	crm_map_free(g.first);
	if (l->n > 0)
		qsort(l->refs, l->n, sizeof(*l->refs), by_item);
	drop_doubles(l);
}

void crm_paper_list_close(struct crm_paper_list *l)
{
	free(l->refs);
	crm_dims_free(l->t.dims);
	free(l->t.items);
	crm_map_free(l->t.streams);
	crm_map_free(l->t.by_no);
	crm_map_free(l->scratch.sources);
	free(l->scratch.found);
	crm_arena_release(&l->scratch.arena);
}

size_t crm_paper_refs(const struct crm_paper_list *l, size_t item, enum crm_paper_ref_kind kind,
    size_t *next, size_t *first)
{
	size_t i = *next;

	while (i < l->n &&
	    (l->refs[i].item < item || (l->refs[i].item == item && l->refs[i].kind < kind)))
		i++;
	*first = i;
	while (i < l->n && l->refs[i].item == item && l->refs[i].kind == kind)
		i++;
	*next = i;
	return i - *first;
}

const char *crm_paper_stream(const struct crm_paper_list *l, size_t stream)
{
	return stream < crm_map_count(l->t.streams) ? crm_map_key(l->t.streams, stream, NULL) : "";
}

void crm_paper_put_item(const struct crm_paper_list *l, size_t item, struct crm_doc *o)
{
	static const int columns[] = {CRM_SC_NO, CRM_SC_NAME, CRM_SC_NOMINAL, CRM_SC_LOWER,
	    CRM_SC_UPPER, CRM_SC_UNIT, CRM_SC_SPECIAL};
	const struct crm_trace_item *x = &l->t.items[item];
	const struct crm_schema *s = crm_ppap_sheet_at(CRM_SHEET_CHARACTERISTICS);

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		crm_doc_cell(
		    o, s->fields[columns[i]].name, crm_sheet_cell(x->sheet, x->row, columns[i]));
	if (x->reference)
		crm_doc_bool(o, "reference", true);
}
