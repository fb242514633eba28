#include "lib/rules/submission/submission_figures.h"

#include "lib/rules/submission/submission.h"

/* ---- shares ---- */

static const int first_fields[] = {CRM_B_VERDICT, CRM_B_SUBMISSION, 0};

static int first_pass(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_cell *number = crm_view_cell(v, CRM_B_SUBMISSION);

	(void)day;
	if (crm_figures_bad(v, first_fields))
		return CRM_X_BAD;
	if (!crm_view_has(v, CRM_B_VERDICT))
		return CRM_X_RUNNING;
	if (number->type != CRM_T_INT)
		return CRM_X_MISSING;
	return number->u.i == 1 && crm_cell_eq(crm_view_cell(v, CRM_B_VERDICT), "approved")
	    ? CRM_SAYS_YES
	    : CRM_SAYS_NO;
}

static const int due_fields[] = {CRM_B_DUE, CRM_B_SUBMITTED_AT, 0};

/* The due day itself is in time. What was never handed in is late from the day after. */
static int on_time(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_cell *due = crm_view_cell(v, CRM_B_DUE);
	const struct crm_cell *at = crm_view_cell(v, CRM_B_SUBMITTED_AT);

	if (crm_figures_bad(v, due_fields))
		return CRM_X_BAD;
	if (due->type != CRM_T_DATE)
		return CRM_X_BLANK;
	if (at->type == CRM_T_INSTANT)
		return crm_instant_day(at->u.at) <= due->u.date ? CRM_SAYS_YES : CRM_SAYS_NO;
	return crm_instant_day(day->now) > due->u.date ? CRM_SAYS_NO : CRM_X_RUNNING;
}

static const int status_fields[] = {CRM_B_VERDICT, CRM_B_SUBMITTED_AT, CRM_B_INTERIM_EXPIRY,
    CRM_B_INTERIM_QUANTITY, CRM_B_USES, CRM_B_RESUBMITTED_AT, 0};

static int rating(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_cell *verdict = crm_view_cell(v, CRM_B_VERDICT);

	if (crm_figures_bad(v, status_fields))
		return CRM_X_BAD;
	if (!crm_view_has(v, CRM_B_SUBMITTED_AT))
		return CRM_X_NOT_APPLYING;
	if (crm_submission_status(v, day->now) == CRM_SUBMISSION_REJECTED)
		return CRM_SAYS_NO;
	return crm_cell_eq(verdict, "approved") || crm_cell_eq(verdict, "interim") ? CRM_SAYS_YES
	                                                                           : CRM_SAYS_NO;
}

static int says(bool yes)
{
	return yes ? CRM_SAYS_YES : CRM_SAYS_NO;
}

static int is_status(
    const struct crm_view *v, const struct crm_figures_day *day, enum crm_submission_status status)
{
	if (crm_figures_bad(v, status_fields))
		return CRM_X_BAD;
	return says(crm_submission_status(v, day->now) == status);
}

static int is_open(const struct crm_view *v, const struct crm_figures_day *day)
{
	return is_status(v, day, CRM_SUBMISSION_OPEN);
}

static int is_submitted(const struct crm_view *v, const struct crm_figures_day *day)
{
	return is_status(v, day, CRM_SUBMISSION_SUBMITTED);
}

static int is_approved(const struct crm_view *v, const struct crm_figures_day *day)
{
	return is_status(v, day, CRM_SUBMISSION_APPROVED);
}

static int is_interim(const struct crm_view *v, const struct crm_figures_day *day)
{
	return is_status(v, day, CRM_SUBMISSION_INTERIM);
}

/* By its state, whatever day it is. */
static bool was_interim(const struct crm_view *v)
{
	return crm_cell_eq(crm_view_cell(v, CRM_C_STATE), "interim");
}

static int is_expired(const struct crm_view *v, const struct crm_figures_day *day)
{
	int is = is_status(v, day, CRM_SUBMISSION_REJECTED);

	return is == CRM_SAYS_YES ? says(was_interim(v)) : is;
}

static int is_rejected(const struct crm_view *v, const struct crm_figures_day *day)
{
	int is = is_status(v, day, CRM_SUBMISSION_REJECTED);

	return is == CRM_SAYS_YES ? says(!was_interim(v) && !crm_view_has(v, CRM_B_RESUBMITTED_AT))
	                          : is;
}

static int is_expiring(const struct crm_view *v, const struct crm_figures_day *day)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_B_INTERIM_EXPIRY);
	int is = is_status(v, day, CRM_SUBMISSION_INTERIM);

	if (is != CRM_SAYS_YES)
		return is;
	return says(
	    c->type == CRM_T_DATE && (int64_t)c->u.date - crm_instant_day(day->now) <= day->within);
}

static const struct crm_figures_share shares[] = {
    {.name = "first_pass",
        .rule = "approved at the first submission / submissions with a verdict",
        .judge_at = first_pass,
        .fields = first_fields,
        .always = true},
    {.name = "on_time",
        .rule = "submitted by the due day / due until now, submitted or not; blank: no due day",
        .judge_at = on_time,
        .fields = due_fields,
        .always = true},
    {.name = "rating",
        .rule = "approved or interim that is not over / submitted (full + provisional)",
        .judge_at = rating,
        .fields = status_fields,
        .always = true},
    {.name = "open",
        .rule = "asked for, nothing submitted; denominator: all",
        .judge_at = is_open,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "submitted",
        .rule = "submitted, without a verdict; denominator: all",
        .judge_at = is_submitted,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "approved",
        .rule = "approved, and nothing has superseded it; denominator: all",
        .judge_at = is_approved,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "interim",
        .rule = "interim approval, by day and quantity not over; denominator: all",
        .judge_at = is_interim,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "expired",
        .rule = "interim approval past its day or used up: counts as rejected; denominator: all",
        .judge_at = is_expired,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "expiring",
        .rule = "interim approval whose last day is within --within; denominator: all",
        .judge_at = is_expiring,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = "rejected",
        .rule = "rejected, and not submitted again; denominator: all",
        .judge_at = is_rejected,
        .fields = status_fields,
        .how_many = true,
        .always = true},
    {.name = NULL},
};

/* ---- days in a status ---- */

static const int stay_fields[] = {CRM_B_OPENED_AT, CRM_B_SUBMITTED_AT, CRM_B_VERDICT,
    CRM_B_VERDICT_AT, CRM_B_INTERIM_EXPIRY, CRM_B_RESUBMITTED_AT, CRM_B_SUPERSEDED_AT,
    CRM_B_DESTROYED_AT, 0};

/* From one stamp to the first of others that is there, else to now. */
static int stayed(const struct crm_view *v, const struct crm_figures_day *day, int from,
    const int *until, int64_t *us)
{
	const struct crm_cell *start = crm_view_cell(v, from);

	if (crm_figures_bad(v, stay_fields))
		return CRM_X_BAD;
	if (start->type != CRM_T_INSTANT)
		return CRM_X_NOT_APPLYING;
	*us = day->now.us - start->u.at.us;
	for (; *until != 0; until++) {
		const struct crm_cell *end = crm_view_cell(v, *until);

		if (end->type == CRM_T_INSTANT) {
			*us = end->u.at.us - start->u.at.us;
			break;
		}
	}
	return 0;
}

static int stay_open(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	static const int until[] = {CRM_B_SUBMITTED_AT, 0};

	return stayed(v, day, CRM_B_OPENED_AT, until, us);
}

static int stay_submitted(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	static const int until[] = {CRM_B_VERDICT_AT, CRM_B_SUPERSEDED_AT, 0};

	return stayed(v, day, CRM_B_SUBMITTED_AT, until, us);
}

static int stay_judged(const struct crm_view *v, const struct crm_figures_day *day,
    const char *word, const int *until, int64_t *us)
{
	if (!crm_cell_eq(crm_view_cell(v, CRM_B_VERDICT), word))
		return crm_view_cell(v, CRM_B_VERDICT)->type == CRM_T_BAD ? CRM_X_BAD
		                                                          : CRM_X_NOT_APPLYING;
	return stayed(v, day, CRM_B_VERDICT_AT, until, us);
}

static int stay_approved(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	static const int until[] = {CRM_B_SUPERSEDED_AT, CRM_B_DESTROYED_AT, 0};

	return stay_judged(v, day, "approved", until, us);
}

/* The end of its last day, where the verdict was given. */
static int stay_interim(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	static const int until[] = {CRM_B_SUPERSEDED_AT, CRM_B_DESTROYED_AT, 0};
	const struct crm_cell *from = crm_view_cell(v, CRM_B_VERDICT_AT);
	const struct crm_cell *last = crm_view_cell(v, CRM_B_INTERIM_EXPIRY);
	int why = stay_judged(v, day, "interim", until, us);
	int64_t most;

	if (why != 0 || last->type != CRM_T_DATE)
		return why;
	most = ((int64_t)last->u.date + 1) * CRM_US_PER_DAY - from->u.at.off * CRM_US_PER_SEC -
	    from->u.at.us;
	*us = *us > most ? most : *us;
	return 0;
}

static int stay_rejected(const struct crm_view *v, const struct crm_figures_day *day, int64_t *us)
{
	static const int until[] = {
	    CRM_B_RESUBMITTED_AT, CRM_B_SUPERSEDED_AT, CRM_B_DESTROYED_AT, 0};

	return stay_judged(v, day, "rejected", until, us);
}

static const struct crm_figures_stay stays[] = {
    {"open", "from the request until it was submitted, or now", stay_fields, stay_open},
    {"submitted", "from the submission to its verdict, or now", stay_fields, stay_submitted},
    {"approved", "from the approval until another took its place, or now", stay_fields,
        stay_approved},
    {"interim", "from the verdict until another took its place, its last day, or now", stay_fields,
        stay_interim},
    {"rejected", "from the verdict until it was submitted again, or now", stay_fields,
        stay_rejected},
    {NULL, NULL, NULL, NULL},
};

/* ---- gaps ---- */

/* member 0: by supplier. Warnings are no gaps. */
static void gaps_by(const struct crm_view *v, int member, struct crm_figures_intake *in)
{
	struct crm_items it;
	bool any = false;

	if (crm_view_cell(v, CRM_B_GAPS)->type == CRM_T_BAD) {
		crm_figures_no_amount(in, CRM_X_BAD);
		return;
	}
	crm_items_init(&it, v, CRM_B_GAPS);
	while (crm_items_next(&it)) {
		const struct crm_cell *n = crm_view_cell(&it.view, CRM_GAP_FINDINGS);

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_GAP_SEVERITY), "error"))
			continue;
		any = true;
		if (n->type != CRM_T_INT)
			crm_figures_no_amount(in, n->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_MISSING);
		else
			crm_figures_amount(in,
			    member != 0 ? crm_view_cell(&it.view, member)
			                : crm_view_cell(v, CRM_B_SUPPLIER),
			    (struct crm_dec){n->u.i, 0});
	}
	crm_items_release(&it);
	if (!any)
		crm_figures_no_amount(in, CRM_X_NOT_APPLYING);
}

static void gaps_by_element(const struct crm_view *v, struct crm_figures_intake *in)
{
	gaps_by(v, CRM_GAP_ELEMENT, in);
}

static void gaps_by_code(const struct crm_view *v, struct crm_figures_intake *in)
{
	gaps_by(v, CRM_GAP_CODE, in);
}

static void gaps_by_supplier(const struct crm_view *v, struct crm_figures_intake *in)
{
	gaps_by(v, 0, in);
}

static const int gap_fields[] = {CRM_B_GAPS, CRM_B_SUPPLIER, 0};

#define GAPS(words_, read_)                                                            \
	{                                                                              \
		.name = "gaps", .rule = "findings that block, of packages reviewed",   \
		.words = (words_), .fields = gap_fields, .unit = "%", .read = (read_), \
		.ranked = true                                                         \
	}

static const struct crm_figures_sum sums[] = {
    GAPS("element", gaps_by_element),
    GAPS("code", gaps_by_code),
    GAPS("supplier", gaps_by_supplier),
    {.name = NULL},
};

const struct crm_figures_kind crm_submission_figures = {
    .kind = &crm_submission,
    .start = CRM_B_SUBMITTED_AT,
    .stays = stays,
    .shares = shares,
    .sums = sums,
};
