/* Where a submission stands on a day, and what contradicts itself in it. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/submission/submission_private.h"

static const char *const names[] = {
    [CRM_SUBMISSION_OPEN] = "open",
    [CRM_SUBMISSION_SUBMITTED] = "submitted",
    [CRM_SUBMISSION_APPROVED] = "approved",
    [CRM_SUBMISSION_INTERIM] = "interim",
    [CRM_SUBMISSION_REJECTED] = "rejected",
    [CRM_SUBMISSION_SUPERSEDED] = "superseded",
    [CRM_SUBMISSION_DESTROYED] = "destroyed",
    [CRM_SUBMISSION_GONE] = "gone",
};

const char *crm_submission_status_name(enum crm_submission_status s)
{
	return names[s];
}

static int64_t used(const struct crm_view *v)
{
	struct crm_items it;
	int64_t sum = 0;

	crm_items_init(&it, v, CRM_B_USES);
	while (crm_items_next(&it)) {
		const struct crm_cell *c = crm_view_cell(&it.view, CRM_PIECES_QUANTITY);

		sum += c->type == CRM_T_INT ? c->u.i : 0;
	}
	crm_items_release(&it);
	return sum;
}

int64_t crm_submission_left(const struct crm_view *v)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_B_INTERIM_QUANTITY);

	return c->type == CRM_T_INT ? c->u.i - used(v) : INT64_MAX;
}

bool crm_submission_expired(const struct crm_view *v, struct crm_instant t)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_B_INTERIM_EXPIRY);

	return c->type == CRM_T_DATE && crm_instant_day(t) > c->u.date;
}

enum crm_submission_status crm_submission_status(const struct crm_view *v, struct crm_instant now)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	if (crm_cell_eq(state, names[CRM_SUBMISSION_INTERIM]))
		return crm_submission_expired(v, now) || crm_submission_left(v) <= 0
		    ? CRM_SUBMISSION_REJECTED
		    : CRM_SUBMISSION_INTERIM;
	if (state->type == CRM_T_ABSENT)
		return CRM_SUBMISSION_OPEN;
	for (int i = CRM_SUBMISSION_OPEN; i < CRM_SUBMISSION_GONE; i++) {
		if (crm_cell_eq(state, names[i]))
			return (enum crm_submission_status)i;
	}
	return CRM_SUBMISSION_GONE;
}

int32_t crm_next_year(int32_t day)
{
	int32_t next = day;
	int y, m, d;

	crm_civil_from_days(day, &y, &m, &d);
	if (crm_days_from_civil(y + 1, m, d, &next) != 0)
		(void)crm_days_from_civil(y + 1, 2, 28, &next);
	return next;
}

/* ---- check ---- */

struct checking {
	const struct crm_view *v;
	struct crm_findings *f;
	const char *id;
};

static void add(const struct checking *c, const char *code, int field, const char *text)
{
	crm_finding_add(c->f, CRM_ERROR, code, c->v->source, c->v->line, c->id,
	    crm_submission_name(field), "%s", text);
}

/* The state follows from the verdict; what came in by import may know less. */
static void check_verdict(const struct checking *c)
{
	const struct crm_cell *state = crm_view_cell(c->v, CRM_C_STATE);
	const struct crm_cell *verdict = crm_view_cell(c->v, CRM_B_VERDICT);
	static const char *const judged[] = {"approved", "interim", "rejected"};

	for (size_t i = 0; i < sizeof(judged) / sizeof(judged[0]); i++) {
		if (crm_cell_eq(state, judged[i]) && crm_cell_is(verdict) &&
		    !crm_cell_eq(verdict, judged[i]))
			add(c, "state_mismatch", CRM_B_VERDICT, "is another one than the state");
	}
	if (crm_cell_is(verdict) && (crm_cell_eq(state, "open") || crm_cell_eq(state, "submitted")))
		add(c, "state_mismatch", CRM_B_VERDICT, "is there, but the state has none");
	if (crm_cell_eq(state, "interim") && !crm_view_has(c->v, CRM_B_INTERIM_EXPIRY) &&
	    !crm_view_has(c->v, CRM_B_INTERIM_QUANTITY))
		add(c, "missing_field", CRM_B_INTERIM_EXPIRY,
		    "an interim approval without a last day or a quantity has no end");
}

static void check_retention(const struct checking *c)
{
	const struct crm_cell *since = crm_view_cell(c->v, CRM_B_INACTIVE_SINCE);
	const struct crm_cell *until = crm_view_cell(c->v, CRM_B_KEEP_UNTIL);
	const struct crm_cell *years = crm_view_cell(c->v, CRM_B_RETENTION_YEARS);
	char text[CRM_DATE_MAX];
	int32_t end;

	if (since->type != CRM_T_DATE || until->type == CRM_T_BAD)
		return;
	end = crm_retention_end(since->u.date, years->type == CRM_T_INT ? years->u.i : 0);
	if (until->type == CRM_T_DATE && until->u.date == end)
		return;
	crm_date_format(end, text);
	crm_finding_add(c->f, CRM_ERROR, "retention_mismatch", c->v->source, c->v->line, c->id,
	    crm_submission_name(CRM_B_KEEP_UNTIL), "by inactive_since and retention_years it is %s",
	    text);
}

void crm_submission_check(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct checking c = {v, f, crm_view_text(v, CRM_C_ID, &a)};

	check_verdict(&c);
	check_retention(&c);
	if (crm_submission_left(v) < 0)
		crm_finding_add(f, CRM_ERROR, "quantity_exceeds", v->source, v->line, c.id,
		    crm_submission_name(CRM_B_USES),
		    "%" PRId64 " more were delivered than the customer allows",
		    -crm_submission_left(v));
	crm_arena_release(&a);
}

/* ---- what refers to it ---- */

/* Both name one, and not the same? */
static bool differ(const struct crm_record *own, const struct crm_record *from,
    const struct crm_changes *given, int field)
{
	const char *name = crm_submission_name(field), *mine = crm_record_text(own, name);
	const struct crm_change *c = crm_changes_find(given, name);
	struct crm_cell theirs =
	    c != NULL ? c->cell : crm_cell_text(from != NULL ? crm_record_text(from, name) : NULL);

	return mine != NULL && crm_cell_is(&theirs) && !crm_cell_eq(&theirs, mine);
}

/* Is the record the one that is given as that field? */
static bool is_given(const struct crm_record *own, const struct crm_changes *given, int field)
{
	const struct crm_change *c = crm_changes_find(given, crm_submission_name(field));
	const char *id = crm_record_text(own, "id");

	return c != NULL && id != NULL && crm_cell_eq(&c->cell, id);
}

static bool is_text(const struct crm_record *r, int field, const char *text)
{
	const char *own = crm_record_text(r, crm_submission_name(field));

	return own != NULL && text != NULL && strcmp(own, text) == 0;
}

/* As a member of the chain? */
static bool is_link(const struct crm_record *own, const struct crm_changes *given)
{
	return is_given(own, given, CRM_B_PREVIOUS) || is_given(own, given, CRM_B_SUPERSEDED_BY) ||
	    is_given(own, given, CRM_B_RESUBMISSION);
}

/* Is just one of them a supplier's? */
static bool one_suppliers(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given)
{
	const char *name = crm_submission_name(CRM_B_SUPPLIER);
	const struct crm_change *c = crm_changes_find(given, name);
	bool theirs =
	    c != NULL ? crm_cell_is(&c->cell) : from != NULL && crm_record_text(from, name) != NULL;

	return (crm_record_text(own, name) != NULL) != theirs;
}

static bool is_earlier(const struct crm_record *own, const struct crm_record *from)
{
	const char *name = crm_submission_name(CRM_B_SUBMITTED_AT);
	const char *mine = crm_record_text(own, name);
	const char *theirs = from != NULL ? crm_record_text(from, name) : NULL;
	struct crm_instant a, b;

	return mine != NULL && theirs != NULL && crm_instant_parse(mine, strlen(mine), &a) == 0 &&
	    crm_instant_parse(theirs, strlen(theirs), &b) == 0 && a.us < b.us;
}

const char *crm_submission_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given)
{
	const struct crm_cell state = crm_cell_text(crm_record_text(own, "state"));

	if (from != NULL && is_given(own, given, CRM_B_SUPERSEDED_BY) &&
	    is_text(from, CRM_C_STATE, "superseded"))
		return crm_cell_eq(&state, "approved") || crm_cell_eq(&state, "superseded") ||
		        crm_cell_eq(&state, "destroyed")
		    ? "it is approved, or was, and stands in its place"
		    : NULL;
	if (crm_state_gone(crm_submission.flow.states, &state))
		return "it is void, or a duplicate";
	if (differ(own, from, given, CRM_B_PART))
		return "it is of another part";
	if (differ(own, from, given, CRM_B_CUSTOMER) || differ(own, from, given, CRM_B_SUPPLIER))
		return "it is of another customer or supplier";
	if (is_link(own, given) && one_suppliers(own, from, given))
		return "one is a supplier's package, the other our own submission";
	if (is_given(own, given, CRM_B_SUPERSEDED_BY) && !crm_cell_eq(&state, "approved"))
		return "it is not approved now: it takes nobody's place";
	if ((is_given(own, given, CRM_B_SUPERSEDED_BY) ||
	        is_given(own, given, CRM_B_RESUBMISSION)) &&
	    is_earlier(own, from))
		return "it was submitted earlier";
	if (is_given(own, given, CRM_B_RESUBMISSION) && from != NULL &&
	    !is_text(own, CRM_B_PREVIOUS, crm_record_text(from, "id")))
		return "it was not submitted after this one: its 'previous' says so";
	if (is_given(own, given, CRM_B_DESTROYED_WITH) && !crm_cell_eq(&state, "destroyed"))
		return "its own records are still kept";
	return NULL;
}

static bool equal(const struct crm_record *a, const struct crm_record *b, int field)
{
	const char *name = crm_submission_name(field);
	const char *one = crm_record_text(a, name), *other = crm_record_text(b, name);

	return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

const char *crm_submission_unlike(const struct crm_record *own, const struct crm_record *from)
{
	if (!equal(own, from, CRM_B_PART))
		return "it is of another part";
	if (!equal(own, from, CRM_B_CUSTOMER) || !equal(own, from, CRM_B_SUPPLIER))
		return "it is of another customer or supplier";
	return NULL;
}
