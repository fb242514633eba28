/*
 * Special characteristics, from the drawing list through the documents that must have them:
 * FMEA, control plan, measurement system and initial process studies (AIAG PPAP 4th
 * edition, 2.2.4 to 2.2.11; IATF 16949 8.3.3.3). The dimensional results: trace_dims.c.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/trace_private.h"

struct seen {
	bool there; /* in the document */
	bool symbol_told;
};

struct mention {
	const struct crm_trace *t;
	struct crm_trace_sheets s;
	size_t row;
	struct seen *seen; /* by characteristic */
	int at;
	int special;         /* column of the symbol; -1: not compared */
	int gauge;           /* column of the gauge; -1: none */
	bool *gauge_studied; /* by characteristic */
};

/* The row names characteristic `item`. */
static void mention(struct mention *m, size_t item)
{
	const struct crm_trace_item *x = &m->t->items[item];
	const struct crm_sheet *s = m->s.sheet;
	struct crm_buf field = CRM_BUF_INIT;
	const char *symbol;

	m->seen[item].there = true;
	if (m->gauge >= 0 && crm_trace_has(m->t->gauges, crm_sheet_text(s, m->row, m->gauge)))
		m->gauge_studied[item] = true;
	if (m->special < 0 || x->special[0] == '\0' || m->seen[item].symbol_told)
		return;
	symbol = crm_sheet_text(s, m->row, m->special);
	if (symbol[0] == '\0' || strcmp(symbol, x->special) == 0)
		return;
	m->seen[item].symbol_told = true;
	crm_buf_addf(&field, "no %s", x->no);
	crm_ppap_find(m->t->j, m->at, "special_symbol", crm_sheet_source(s),
	    crm_sheet_line(s, m->row), crm_buf_str(&field),
	    "symbol '%s'; the drawing list has '%s'", symbol, x->special);
	crm_buf_release(&field);
}

/* A cell holds one number, or several with ; or , between them. */
static void mention_cell(struct mention *m, const char *cell)
{
	size_t item = crm_trace_item(m->t, cell, strlen(cell));

	if (item != CRM_TRACE_NO) {
		mention(m, item);
		return;
	}
	for (const char *p = cell; *p != '\0';) {
		size_t len = strcspn(p, ";,"), n = len;
		const char *from = p;

		crm_utf8_trim(&from, &n);
		item = crm_trace_item(m->t, from, n);
		if (item != CRM_TRACE_NO)
			mention(m, item);
		p += len;
		if (*p != '\0')
			p++;
	}
}

struct document {
	enum crm_ppap_role role;
	enum crm_ppap_sheet_kind kind;
	int characteristic, special, gauge;
	const char *code, *name;
};

/* An FMEA needs the column where there is something to trace; a control plan always. */
static void judge_column(struct crm_trace *t, const struct document *d, int at)
{
	struct crm_trace_sheets s = {.kind = d->kind, .column = -1};
	size_t i = 0;

	while (i < t->n && t->items[i].special[0] == '\0')
		i++;
	if (i < t->n && d->kind != CRM_SHEET_CONTROL_PLAN && crm_trace_next(t, &s))
		crm_ppap_find(t->j, at, "table_column", crm_sheet_source(s.sheet), 1,
		    crm_ppap_sheet_at(d->kind)->fields[d->characteristic].name,
		    "no such column, and the drawing list has special characteristics");
}

/* What an element that does not count lacks is dropped; the gauges of its plan hold. */
static void judge_document(struct crm_trace *t, const struct document *d, bool *gauge_studied)
{
	struct mention m = {.t = t,
	    .s = {.kind = d->kind, .column = d->characteristic},
	    .at = crm_ppap_state_of(t->j, d->role),
	    .special = d->special,
	    .gauge = d->gauge,
	    .gauge_studied = gauge_studied};
	bool any = false;

	m.seen = crm_calloc(t->n, sizeof(*m.seen));
	while (crm_trace_next(t, &m.s)) {
		any = true;
		for (m.row = 0; m.row < crm_sheet_rows(m.s.sheet); m.row++)
			mention_cell(&m, crm_sheet_text(m.s.sheet, m.row, d->characteristic));
	}
	for (size_t i = 0; any && i < t->n; i++) {
		if (t->items[i].special[0] != '\0' && !m.seen[i].there)
			crm_trace_find(t, m.at, d->code, i,
			    "special characteristic '%s' is in no row of %s", t->items[i].special,
			    d->name);
	}
	if (!any)
		judge_column(t, d, m.at);
	free(m.seen);
}

static void judge_msa(struct crm_trace *t, const bool *gauge_studied)
{
	int at = crm_ppap_state_of(t->j, CRM_ROLE_MSA);

	for (size_t i = 0; i < t->n; i++) {
		const struct crm_trace_item *x = &t->items[i];

		if (x->special[0] == '\0' || x->reference || gauge_studied[i] ||
		    crm_trace_has(t->studied, x->no))
			continue;
		crm_trace_find(t, at, "special_without_msa", i,
		    "no study of kind grr, attribute or type1 names special characteristic '%s' "
		    "or its gauge on the control plan",
		    x->special);
	}
}

/* Where the run has several streams, a study that names one covers that one. */
static void cover_study(struct crm_trace_cover *c, const struct crm_node *n)
{
	const struct crm_trace *t = c->t;
	const char *no = crm_node_text(n, CRM_PS_CHARACTERISTIC);
	const char *stream = crm_node_text(n, CRM_PS_STREAM);
	size_t item = crm_trace_item(t, no, strlen(no)), streams = crm_trace_streams(t), at;

	if (item == CRM_TRACE_NO || strcmp(crm_node_text(n, CRM_PS_KIND), "capability") != 0)
		return;
	if (streams > 1 && stream[0] != '\0') {
		at = crm_map_find(t->streams, stream, strlen(stream));
		if (at != CRM_MAP_NONE)
			crm_trace_cover_add(c, item, at);
		return;
	}
	for (at = 0; at < streams && c->streams[item] < streams; at++)
		crm_trace_cover_add(c, item, at);
}

/* Without variables data there is nothing to study: special_without_reason asks why. */
static void judge_capability(struct crm_trace *t)
{
	struct crm_nodes studies = crm_node_items(t->j->p->top, CRM_P_STUDIES);
	int at = crm_ppap_state_of(t->j, CRM_ROLE_INITIAL_STUDY);
	struct crm_buf names = CRM_BUF_INIT;
	struct crm_trace_cover c;

	crm_trace_cover_init(&c, t);
	for (size_t i = 0; i < studies.n; i++)
		cover_study(&c, &studies.items[i]);
	for (size_t i = 0; i < t->n; i++) {
		const struct crm_trace_item *x = &t->items[i];

		crm_buf_clear(&names);
		if (x->special[0] == '\0' || x->reference || x->attribute ||
		    crm_trace_cover_lacks(&c, i, &names) == 0)
			continue;
		crm_trace_find(t, at, "special_without_study", i,
		    "special characteristic '%s' has no study of kind capability%s", x->special,
		    crm_buf_str(&names));
	}
	crm_trace_cover_release(&c);
	crm_buf_release(&names);
}

void crm_trace_special(struct crm_trace *t)
{
	static const struct document documents[] = {
	    {CRM_ROLE_DFMEA, CRM_SHEET_DFMEA, CRM_SM_CHARACTERISTIC, -1, -1, "special_not_in_dfmea",
	        "the design FMEA"},
	    {CRM_ROLE_PFMEA, CRM_SHEET_PFMEA, CRM_SM_CHARACTERISTIC, CRM_SM_SPECIAL, -1,
	        "special_not_in_pfmea", "the process FMEA"},
	    {CRM_ROLE_CONTROL_PLAN, CRM_SHEET_CONTROL_PLAN, CRM_SP_CHARACTERISTIC, CRM_SP_SPECIAL,
	        CRM_SP_GAUGE, "special_not_in_control_plan", "the control plan"},
	};
	bool *gauge_studied;

	if (t->n == 0)
		return;
	gauge_studied = crm_calloc(t->n, sizeof(*gauge_studied));
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
		if (crm_ppap_state_of(t->j, documents[i].role) >= 0)
			judge_document(t, &documents[i], gauge_studied);
	}
	if (crm_ppap_counts(t->j, CRM_ROLE_MSA))
		judge_msa(t, gauge_studied);
	if (crm_ppap_counts(t->j, CRM_ROLE_INITIAL_STUDY))
		judge_capability(t);
	free(gauge_studied);
}
