/* What follows from the stamps that a step has set. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

static const struct crm_change *change_of(
    const struct crm_step_in *in, const struct crm_changes *out, int field)
{
	return field <= 0 ? NULL : crm_changes_find(out, crm_shape_name(in->shape, field));
}

static bool carries(const struct crm_step_in *in, int collection, const char *key)
{
	struct crm_buf path = CRM_BUF_INIT;
	bool has = in->before != NULL &&
	    crm_record_has(in->before, crm_item_path(in->flow->schema, collection, key, -1, &path));

	crm_buf_release(&path);
	return has;
}

static bool is_clock_stamp(const struct crm_clocks *c, int field)
{
	for (size_t i = 0; i < crm_clocks_count(c); i++) {
		const struct crm_clock *row = crm_clocks_row(c, i);

		if (row->from == field || row->to == field || row->renew == field)
			return true;
	}
	return false;
}

/* What a rule takes over from elsewhere in the record was entered there. */
static bool is_entered(const struct crm_step_in *in, const struct crm_change *c, const char *field)
{
	return crm_changes_find(in->given, field) != NULL || c->cell.u.at.us == in->at.us;
}

/* The entry describes the stamp that stands: it goes with it. */
static void note_entry(const struct crm_step_in *in, const struct crm_change *c, const char *field,
    struct crm_changes *out)
{
	const struct crm_schema *s = in->flow->schema;
	struct crm_cell rec = crm_cell_instant(in->now);
	struct crm_buf path = CRM_BUF_INIT;
	const int all = CRM_C_LATE_ENTRY;

	if (c->cell.type == CRM_T_INSTANT && is_entered(in, c, field) &&
	    in->now.us - c->cell.u.at.us > CRM_LATE_ENTRY_US) {
		crm_changes_set(out, crm_item_path(s, all, field, CRM_L_REC, &path), &rec);
		crm_changes_text(out, crm_item_path(s, all, field, CRM_L_BY, &path), in->actor->by);
	} else if (carries(in, all, field)) {
		crm_changes_delete(out, crm_item_path(s, all, field, -1, &path));
	}
	crm_buf_release(&path);
}

static void note_late_entries(const struct crm_step_in *in, struct crm_changes *out)
{
	for (size_t i = 1; i < in->flow->schema->n; i++) {
		const struct crm_change *c = change_of(in, out, (int)i);

		if (c != NULL && is_clock_stamp(in->clocks, (int)i))
			note_entry(in, c, in->flow->schema->fields[i].name, out);
	}
}

static bool touched(
    const struct crm_step_in *in, const struct crm_changes *out, const struct crm_clock *row)
{
	return (in->step->flags & CRM_STEP_REJUDGE) != 0 || change_of(in, out, row->from) != NULL ||
	    change_of(in, out, row->to) != NULL || change_of(in, out, row->before) != NULL ||
	    change_of(in, out, row->before_else) != NULL;
}

/* Once for each pair of stamps, whatever clocks run between them. */
static bool pair_seen(const struct crm_clocks *c, size_t i)
{
	const struct crm_clock *row = crm_clocks_row(c, i);

	for (size_t j = 0; j < i; j++) {
		const struct crm_clock *other = crm_clocks_row(c, j);

		if (other->from == row->from && other->to == row->to)
			return true;
	}
	return false;
}

static void freeze(const struct crm_step_in *in, const struct crm_view *after,
    const bool *now_judged, struct crm_changes *out, struct crm_findings *f)
{
	size_t n = crm_clocks_count(in->clocks);
	struct crm_clock_result *results = crm_calloc(n, sizeof(*results));

	crm_clocks_judge(in->clocks, after, in->now, results);
	for (size_t i = 0; i < n; i++) {
		const struct crm_clock *row = crm_clocks_row(in->clocks, i);

		if (!now_judged[i])
			continue;
		crm_clocks_freeze(in->clocks, &results[i], after, out);
		if (crm_clock_disordered(row, after) && !pair_seen(in->clocks, i))
			crm_finding_add(f, CRM_WARNING, "end_before_start", NULL, 0, in->id,
			    crm_shape_name(in->shape, row->to), "is earlier than '%s'",
			    crm_shape_name(in->shape, row->from));
	}
	free(results);
}

void crm_step_after(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	size_t n = crm_clocks_count(in->clocks);
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_record *after;
	struct crm_view view;
	bool *judged, any = false;

	if (n == 0)
		return;
	note_late_entries(in, out);
	judged = crm_calloc(n, sizeof(*judged));
	after = in->before != NULL ? crm_record_copy(in->before) : crm_record_new();
	crm_record_apply(after, out);
	for (size_t i = 0; i < n; i++) {
		judged[i] = touched(in, out, crm_clocks_row(in->clocks, i));
		any = any || judged[i];
	}
	if (any) {
		crm_view_of_record(in->shape, after, &arena, &view);
		freeze(in, &view, judged, out, f);
	}
	crm_record_free(after);
	crm_arena_release(&arena);
	free(judged);
}
