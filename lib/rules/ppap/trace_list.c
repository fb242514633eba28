/*
 * The drawing list: every number once, limits that can be met, and a reason where a special
 * characteristic has no variables data (AIAG PPAP 4th edition, 2.2.9, 2.2.11).
 */
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

static const struct crm_cell nothing = {.type = CRM_T_ABSENT};

static bool said(const struct crm_sheet *s, size_t row, int field, bool value)
{
	const struct crm_cell *c = crm_sheet_cell(s, row, field);

	return c->type == CRM_T_BOOL && c->u.b == value;
}

static bool above(const struct crm_cell *a, const struct crm_cell *b)
{
	return a->type == CRM_T_DEC && b->type == CRM_T_DEC && crm_dec_cmp(a->u.dec, b->u.dec) > 0;
}

/* A limit that cannot be read is there: it is told as a value. A nominal may lie outside of its limits, as
 * in ISO fits (20 f7). */
static void judge_limits(struct crm_trace *t, size_t item)
{
	struct crm_trace_item *x = &t->items[item];
	const char *lower = crm_sheet_text(x->sheet, x->row, CRM_SC_LOWER);
	const char *upper = crm_sheet_text(x->sheet, x->row, CRM_SC_UPPER);

	if (above(x->lower, x->upper)) {
		crm_trace_find(t, x->at, "balloon_limits", item,
		    "the lower limit '%s' is above the upper limit '%s'", lower, upper);
		x->lower = x->upper = &nothing;
	} else if (x->lower->type == CRM_T_ABSENT && x->upper->type == CRM_T_ABSENT &&
	    !x->reference && !x->attribute) {
		crm_trace_find(t, x->at, "balloon_limits", item,
		    "no limit; a lower or an upper one is expected, or variables or "
		    "reference that says why not");
	}
}

static void add_row(struct crm_trace *t, const struct crm_sheet *s, size_t row, int at)
{
	const char *no = crm_sheet_text(s, row, CRM_SC_NO);
	struct crm_trace_item *x;
	bool added;
	size_t i;

	if (no[0] == '\0') {
		crm_ppap_find(t->j, at, "balloon_unknown", crm_sheet_source(s),
		    crm_sheet_line(s, row), "no", "a characteristic without a number");
		return;
	}
	i = crm_map_put(t->by_no, no, strlen(no), &added);
	if (!added) {
		x = &t->items[i];
		crm_ppap_find(t->j, at, "balloon_twice", crm_sheet_source(s),
		    crm_sheet_line(s, row), "no", "'%s' stands in %s:%ld already", no,
		    crm_sheet_source(x->sheet), crm_sheet_line(x->sheet, x->row));
		return;
	}
	crm_grow(&t->items, &t->cap, t->n + 1, sizeof(*t->items));
	x = &t->items[t->n++];
	*x = (struct crm_trace_item){.no = crm_map_key(t->by_no, i, NULL),
	    .special = crm_sheet_text(s, row, CRM_SC_SPECIAL),
	    .sheet = s,
	    .row = row,
	    .at = at,
	    .reference = said(s, row, CRM_SC_REFERENCE, true),
	    .attribute = said(s, row, CRM_SC_VARIABLES, false),
	    .lower = crm_sheet_cell(s, row, CRM_SC_LOWER),
	    .upper = crm_sheet_cell(s, row, CRM_SC_UPPER)};
	judge_limits(t, i);
	if (x->special[0] != '\0' && x->attribute &&
	    crm_sheet_cell(s, row, CRM_SC_REASON)->type == CRM_T_ABSENT)
		crm_trace_find(t, at, "special_without_reason", i,
		    "special characteristic '%s' without variables data; reason is expected",
		    x->special);
}

/* Only where the list speaks of one: the results are gone through for it. */
static void add_bonuses(struct crm_trace *t)
{
	const struct crm_sheet *s;

	for (size_t i = 0; i < t->n; i++) {
		struct crm_trace_item *x = &t->items[i];

		if (crm_sheet_text(x->sheet, x->row, CRM_SC_BONUS)[0] == '\0')
			continue;
		if (t->dims == NULL)
			t->dims = crm_dims_new();
		x->dims = t->dims;
	}
	for (size_t i = 0; t->dims != NULL &&
	     (s = crm_ppap_sheet(t->j, CRM_SHEET_CHARACTERISTICS, i, NULL)) != NULL;
	     i++)
		crm_dims_list(t->dims, s);
	for (size_t i = 0;
	     t->dims != NULL && (s = crm_ppap_sheet(t->j, CRM_SHEET_DIMENSIONAL, i, NULL)) != NULL;
	     i++)
		crm_dims_results(t->dims, s);
}

void crm_trace_list(struct crm_trace *t)
{
	struct crm_trace_sheets s = {.kind = CRM_SHEET_CHARACTERISTICS, .column = CRM_SC_NO};

	while (crm_trace_next(t, &s)) {
		int at = crm_ppap_at(t->j, s.evidence->element);

		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++)
			add_row(t, s.sheet, row, at);
	}
	add_bonuses(t);
}
