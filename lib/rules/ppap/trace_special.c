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
	bool there;                    /* in the document */
	bool marked;                   /* a row of it has the drawing's symbol */
	bool told;                     /* a row has another one */
	const struct crm_sheet *blank; /* the first row whose symbol is blank; NULL: none */
	size_t row;
};

struct mention {
	const struct crm_trace *t;
	struct crm_trace_sheets s;
	size_t row;
	struct seen *seen;       /* by characteristic */
	struct crm_map *unknown; /* numbers that the drawing list does not have, of this sheet */
	int at;
	int special;         /* column of the symbol */
	int gauge;           /* column of the gauge; -1: none */
	bool *gauge_studied; /* by characteristic */
};

static void find_row(
    const struct mention *m, const char *code, const char *no, size_t len, const char *message)
{
	struct crm_buf field = CRM_BUF_INIT;

	crm_buf_addf(&field, "no %.*s", crm_utf8_shown(no, len), no);
	crm_ppap_find(m->t->j, m->at, code, crm_sheet_source(m->s.sheet),
	    crm_sheet_line(m->s.sheet, m->row), crm_buf_str(&field), "%s", message);
	crm_buf_release(&field);
}

/* One of the gauges is enough; the others are told as gauges. */
static bool studied(const struct mention *m)
{
	const char *cell = crm_sheet_text(m->s.sheet, m->row, m->gauge), *next = NULL;
	struct crm_trace_name gauge;

	while (crm_trace_name(m->t->gauges, true, cell, &next, &gauge)) {
		if (gauge.index != CRM_MAP_NONE)
			return true;
	}
	return false;
}

/* The symbol of a row with several characteristics may be of the others. */
static void judge_symbol(struct mention *m, size_t item, bool single)
{
	const struct crm_trace_item *x = &m->t->items[item];
	struct seen *seen = &m->seen[item];
	const char *symbol = crm_sheet_text(m->s.sheet, m->row, m->special);
	struct crm_buf message = CRM_BUF_INIT;

	if (crm_trace_none(symbol, strlen(symbol))) {
		if (seen->blank == NULL) {
			seen->blank = m->s.sheet;
			seen->row = m->row;
		}
		return;
	}
	if (strcmp(symbol, x->special) == 0) {
		seen->marked = true;
		return;
	}
	if (seen->told || (x->special[0] == '\0' && !single))
		return;
	seen->told = true;
	crm_buf_addf(&message, "symbol '%.*s'; the drawing list has ",
	    crm_utf8_shown(symbol, strlen(symbol)), symbol);
	crm_buf_addf(&message, x->special[0] != '\0' ? "'%s'" : "none", x->special);
	find_row(m, "special_symbol", x->no, strlen(x->no), crm_buf_str(&message));
	crm_buf_release(&message);
}

/* Told once a sheet. */
static void judge_unknown(struct mention *m, const struct crm_trace_name *no)
{
	struct crm_buf message = CRM_BUF_INIT;
	bool added;

	crm_map_put(m->unknown, no->text, no->len, &added);
	crm_buf_addf(&message, "the drawing list has no characteristic '%.*s'",
	    crm_utf8_shown(no->text, no->len), no->text);
	if (added)
		find_row(m, "balloon_unknown", no->text, no->len, crm_buf_str(&message));
	crm_buf_release(&message);
}

static void mention_cell(struct mention *m, const char *cell)
{
	bool has_symbol = crm_sheet_has(m->s.sheet, m->special), gauge;
	struct crm_trace_name no;
	const char *at = NULL;

	gauge = m->gauge >= 0 && studied(m);
	while (crm_trace_name(m->t->by_no, false, cell, &at, &no)) {
		if (no.index == CRM_MAP_NONE) {
			judge_unknown(m, &no);
			continue;
		}
		m->seen[no.index].there = true;
		if (gauge)
			m->gauge_studied[no.index] = true;
		if (has_symbol)
			judge_symbol(m, no.index, no.single);
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

/* After all rows: a special characteristic is in one, and one has its symbol. */
static void judge_seen(struct mention *m, const struct document *d, size_t item)
{
	const struct crm_trace_item *x = &m->t->items[item];
	const struct seen *seen = &m->seen[item];
	struct crm_buf message = CRM_BUF_INIT;

	if (x->special[0] == '\0')
		return;
	if (!seen->there)
		crm_trace_find(m->t, m->at, d->code, item,
		    "special characteristic '%s' is in no row of %s", x->special, d->name);
	if (seen->blank != NULL && !seen->marked && !seen->told) {
		m->s.sheet = seen->blank;
		m->row = seen->row;
		crm_buf_addf(&message, "no symbol; the drawing list has '%s'", x->special);
		find_row(m, "special_symbol", x->no, strlen(x->no), crm_buf_str(&message));
	}
	crm_buf_release(&message);
}

/* What an element that does not count lacks is dropped; the gauges of its plan hold. */
static void judge_document(struct crm_trace *t, const struct document *d, bool *gauge_studied)
{
	struct mention m = {.t = t,
	    .s = {.kind = d->kind, .column = d->characteristic},
	    .at = crm_ppap_state_of(t->j, d->role),
	    .special = d->special,
	    .gauge = d->gauge};
	bool any = false;

	m.gauge_studied = gauge_studied;
	m.seen = crm_calloc(t->n, sizeof(*m.seen));
	while (crm_trace_next(t, &m.s)) {
		any = true;
		m.unknown = crm_map_new();
		for (m.row = 0; m.row < crm_sheet_rows(m.s.sheet); m.row++)
			mention_cell(&m, crm_sheet_text(m.s.sheet, m.row, d->characteristic));
		crm_map_free(m.unknown);
	}
	for (size_t i = 0; any && i < t->n; i++)
		judge_seen(&m, d, i);
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
	    {CRM_ROLE_DFMEA, CRM_SHEET_DFMEA, CRM_SM_CHARACTERISTIC, CRM_SM_SPECIAL, -1,
	        "special_not_in_dfmea", "the design FMEA"},
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
