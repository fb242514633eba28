#include "lib/rules/retention.h"

#define YEARS_LEAST 1
#define YEARS_MOST 1000 /* more is a slip of the pen, and no date */

int32_t crm_retention_end(int32_t day, int64_t years)
{
	int32_t end = day;
	int y, m, d;

	if (years < YEARS_LEAST)
		years = YEARS_LEAST;
	if (years > YEARS_MOST)
		years = YEARS_MOST;
	crm_civil_from_days(day, &y, &m, &d);
	(void)crm_days_from_civil(y + (int)years, 12, 31, &end);
	return end;
}

static const char *name_of(const struct crm_step_in *in, int field)
{
	return in->flow->schema->fields[field].name;
}

static void set_hold(const struct crm_step_in *in, const struct crm_retention *r, bool on,
    struct crm_changes *out, struct crm_findings *f)
{
	const char *hold = name_of(in, r->legal_hold), *why = name_of(in, r->hold_why);
	struct crm_cell cell = crm_cell_bool(on);
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_view_true(in->view, r->legal_hold) != on)
		crm_changes_set(out, hold, &cell);
	else if (on)
		crm_step_refuse(in, f, "already_done", hold,
		    "it is held already: %s; a second reason is amended to %s",
		    crm_view_text(in->view, r->hold_why, &a), why);
	else
		crm_step_refuse(in, f, "already_done", hold, "it is not held");
	crm_arena_release(&a);
}

void crm_retention_hold(const struct crm_step_in *in, const struct crm_retention *r,
    struct crm_changes *out, struct crm_findings *f)
{
	set_hold(in, r, true, out, f);
}

void crm_retention_unhold(const struct crm_step_in *in, const struct crm_retention *r,
    struct crm_changes *out, struct crm_findings *f)
{
	crm_step_order(in, f, r->hold_at);
	set_hold(in, r, false, out, f);
}

bool crm_retention_held(
    const struct crm_step_in *in, const struct crm_retention *r, struct crm_findings *f)
{
	bool held = crm_view_true(in->view, r->legal_hold);
	struct crm_arena a = CRM_ARENA_INIT;

	if (held)
		crm_step_refuse(in, f, "must_be_kept", name_of(in, r->legal_hold), "legal hold: %s",
		    crm_view_text(in->view, r->hold_why, &a));
	crm_arena_release(&a);
	return held;
}
