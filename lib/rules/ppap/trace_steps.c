/*
 * Process steps: the same ones in flow diagram, process FMEA and control plan (AIAG PPAP 4th
 * edition, 2.2.5 to 2.2.7). Compared exactly; a blank step belongs to the row above.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

struct step {
	const struct crm_sheet *sheet;
	size_t row;
};

/* The steps of all sheets of a kind, each by its first row. */
struct steps {
	struct crm_map *names;
	struct step *first;
	size_t cap;
	size_t sheets;
};

static void gather(
    const struct crm_trace *t, enum crm_ppap_sheet_kind kind, int column, struct steps *out)
{
	struct crm_trace_sheets s = {.kind = kind, .column = column};

	*out = (struct steps){.names = crm_map_new()};
	while (crm_trace_next(t, &s)) {
		out->sheets++;
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++) {
			const char *name = crm_sheet_text(s.sheet, row, column);
			bool added;
			size_t i;

			if (name[0] == '\0')
				continue;
			i = crm_map_put(out->names, name, strlen(name), &added);
			if (!added)
				continue;
			crm_grow(&out->first, &out->cap, i + 1, sizeof(*out->first));
			out->first[i] = (struct step){s.sheet, row};
		}
	}
}

static void release(struct steps *s)
{
	free(s->first);
	crm_map_free(s->names);
}

/* Tells every step of `of` that `in` does not have, where it stands in `of`. */
static void tell(const struct crm_trace *t, int at, const char *code, const struct steps *of,
    const struct steps *in, const char *document)
{
	struct crm_buf field = CRM_BUF_INIT;

	for (size_t i = 0; of->first != NULL && i < crm_map_count(of->names); i++) {
		const char *name = crm_map_key(of->names, i, NULL);

		if (crm_trace_has(in->names, name))
			continue;
		crm_buf_clear(&field);
		crm_buf_addf(&field, "step %s", name);
		crm_ppap_find(t->j, at, code, crm_sheet_source(of->first[i].sheet),
		    crm_sheet_line(of->first[i].sheet, of->first[i].row), crm_buf_str(&field),
		    "%s does not have step '%s'", document, name);
	}
	crm_buf_release(&field);
}

void crm_trace_steps(struct crm_trace *t)
{
	static const struct {
		enum crm_ppap_role role;
		enum crm_ppap_sheet_kind kind;
		int column;
		const char *code, *document;
	} others[] = {
	    {CRM_ROLE_PFMEA, CRM_SHEET_PFMEA, CRM_SM_STEP, "step_not_in_pfmea", "the process FMEA"},
	    {CRM_ROLE_CONTROL_PLAN, CRM_SHEET_CONTROL_PLAN, CRM_SP_STEP, "step_not_in_control_plan",
	        "the control plan"},
	};
	struct steps flow, other;

	if (!crm_ppap_counts(t->j, CRM_ROLE_FLOW))
		return;
	gather(t, CRM_SHEET_FLOW, CRM_SF_STEP, &flow);
	for (size_t i = 0; flow.sheets > 0 && i < sizeof(others) / sizeof(others[0]); i++) {
		int at = crm_ppap_state_of(t->j, others[i].role);

		if (!crm_ppap_counts(t->j, others[i].role))
			continue;
		gather(t, others[i].kind, others[i].column, &other);
		if (other.sheets > 0) {
			tell(t, at, "step_not_in_flow", &other, &flow, "the flow diagram");
			tell(t, at, others[i].code, &flow, &other, others[i].document);
		}
		release(&other);
	}
	release(&flow);
}
