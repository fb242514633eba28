/* Verdicts written into the record. */
#include <stdlib.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/flow/clock_private.h"

static bool carries(const struct crm_view *v, const int *fields)
{
	for (int i = 0; i < CRM_V_COUNT; i++) {
		if (crm_view_cell(v, fields[i])->type != CRM_T_ABSENT)
			return true;
	}
	return false;
}

static void write(const struct crm_clocks *c, const struct crm_clock_result *r, const int *fields,
    const struct crm_view *v, struct crm_changes *out)
{
	const bool differs = r->plain != r->verdict;
	const struct crm_cell cells[CRM_V_COUNT] = {
	    [CRM_V_VERDICT] = crm_cell_text(crm_verdict_name(r->verdict)),
	    [CRM_V_LIMIT] = crm_cell_text(r->limit),
	    [CRM_V_DUE_AT] = crm_cell_instant(r->due),
	    [CRM_V_CALENDAR] = r->calendar,
	    [CRM_V_PLAIN] = crm_cell_text(differs ? crm_verdict_name(r->plain) : NULL),
	};

	for (int i = 0; i < CRM_V_COUNT; i++) {
		const char *name = crm_shape_name(c->shape, fields[i]);

		if (cells[i].type != CRM_T_ABSENT)
			crm_changes_set(out, name, &cells[i]);
		else if (i != CRM_V_IMPORTED && crm_view_cell(v, fields[i])->type != CRM_T_ABSENT)
			crm_changes_delete(out, name);
	}
}

void crm_clocks_freeze(const struct crm_clocks *c, const struct crm_clock_result *r,
    const struct crm_view *v, struct crm_changes *out)
{
	const int *fields = c->compiled[r->clock - c->rows].frozen;
	struct crm_buf path = CRM_BUF_INIT;

	if (r->imported)
		return;
	if (r->applies && r->has_end && r->verdict != CRM_VERDICT_VOID)
		write(c, r, fields, v, out);
	else if (carries(v, fields))
		crm_changes_delete(out,
		    crm_item_path(
		        crm_shape_schema(c->shape), CRM_C_VERDICTS, r->clock->name, -1, &path));
	crm_buf_release(&path);
}

void crm_clocks_refreeze(const struct crm_clocks *c, const struct crm_view *after,
    struct crm_instant now, struct crm_changes *out)
{
	size_t n = crm_clocks_count(c);
	struct crm_clock_result *results = crm_calloc(n + 1, sizeof(*results));

	crm_clocks_judge(c, after, now, results);
	for (size_t i = 0; i < n; i++)
		crm_clocks_freeze(c, &results[i], after, out);
	free(results);
}
