/* The significant production run (AIAG PPAP 2.1). */
#include "lib/base/buf.h"
#include "lib/rules/ppap/judge_private.h"

/* Is there a waiver in force? */
static bool waiver(struct crm_ppap_judge *j)
{
	const struct crm_node *top = j->p->top;
	bool reason = crm_ppap_said(top, CRM_P_RUN_WAIVER_REASON);
	bool reference = crm_ppap_said(top, CRM_P_RUN_WAIVER_REFERENCE);
	int32_t expiry = crm_ppap_date(top, CRM_P_RUN_WAIVER_EXPIRY), day = crm_ppap_judged_day(j);
	struct crm_buf missing = CRM_BUF_INIT;
	bool force = false;

	if (!reason && !reference && !crm_ppap_said(top, CRM_P_RUN_WAIVER_EXPIRY))
		return false;
	if (!reason)
		crm_ppap_list(&missing, "run.waiver.reason");
	if (!reference)
		crm_ppap_list(&missing, "run.waiver.reference");
	if (missing.len > 0)
		crm_ppap_find_field(j, CRM_AT_RUN, "run_waiver", top,
		    reason          ? CRM_P_RUN_WAIVER_REASON
		        : reference ? CRM_P_RUN_WAIVER_REFERENCE
		                    : CRM_P_RUN_WAIVER_EXPIRY,
		    "missing: %s", crm_buf_str(&missing));
	else if (expiry >= 0 && expiry < day)
		crm_ppap_find_field(j, CRM_AT_RUN, "run_waiver", top, CRM_P_RUN_WAIVER_EXPIRY,
		    "expired on %s, before %s", crm_ppap_day(j, expiry), crm_ppap_day(j, day));
	else
		force = crm_node_cell(top, CRM_P_RUN_WAIVER_EXPIRY)->type != CRM_T_BAD;
	crm_buf_release(&missing);
	return force;
}

/* Bulk material has no number of parts. */
static bool counted(const struct crm_ppap_judge *j)
{
	return crm_ppap_book_limits(j->book)->run_parts > 0 &&
	    !crm_node_true(j->p->top, CRM_P_TRAIT_BULK);
}

static bool timed(const struct crm_ppap_judge *j)
{
	return crm_ppap_book_limits(j->book)->run_hours_max.coef > 0;
}

/* Where neither parts nor hours are asked for, there need not be such a run at all. */
static void described(struct crm_ppap_judge *j)
{
	const struct crm_node *top = j->p->top;
	struct crm_buf names = CRM_BUF_INIT;

	if (!counted(j) && !timed(j))
		return;
	if (!crm_ppap_said(top, CRM_P_RUN_DATE))
		crm_ppap_list(&names, "run.date");
	if (counted(j) && !crm_ppap_said(top, CRM_P_RUN_PARTS))
		crm_ppap_list(&names, "run.parts");
	if (timed(j) && !crm_ppap_said(top, CRM_P_RUN_HOURS))
		crm_ppap_list(&names, "run.hours");
	if (names.len > 0)
		crm_ppap_find(j, CRM_AT_RUN, "run_missing", NULL, top->line, "run", "missing: %s",
		    crm_buf_str(&names));
	crm_buf_release(&names);
}

static void limits(struct crm_ppap_judge *j)
{
	const struct crm_ppap_limits *l = crm_ppap_book_limits(j->book);
	const struct crm_cell *parts = crm_node_cell(j->p->top, CRM_P_RUN_PARTS);
	const struct crm_cell *hours = crm_node_cell(j->p->top, CRM_P_RUN_HOURS);
	struct crm_buf range = CRM_BUF_INIT;

	if (counted(j) && parts->type == CRM_T_INT && parts->u.i < l->run_parts)
		crm_ppap_find_field(j, CRM_AT_RUN, "run_parts", j->p->top, CRM_P_RUN_PARTS,
		    "%lld parts: at least %d expected, or a waiver", (long long)parts->u.i,
		    l->run_parts);
	if (hours->type != CRM_T_DEC || !timed(j))
		return;
	if (crm_dec_cmp(hours->u.dec, l->run_hours_min) < 0 ||
	    crm_dec_cmp(hours->u.dec, l->run_hours_max) > 0) {
		crm_dec_format(hours->u.dec, &range);
		crm_buf_addz(&range, " h: ");
		crm_dec_format(l->run_hours_min, &range);
		crm_buf_addz(&range, " to ");
		crm_dec_format(l->run_hours_max, &range);
		crm_ppap_find_field(j, CRM_AT_RUN, "run_hours", j->p->top, CRM_P_RUN_HOURS,
		    "%s h expected, or a waiver", crm_buf_str(&range));
	}
	crm_buf_release(&range);
}

/* parts < rate * hours, exactly: parts are whole, so less than the product rounded up. */
static void rate(struct crm_ppap_judge *j)
{
	const struct crm_cell *parts = crm_node_cell(j->p->top, CRM_P_RUN_PARTS);
	const struct crm_cell *hours = crm_node_cell(j->p->top, CRM_P_RUN_HOURS);
	const struct crm_cell *quoted = crm_node_cell(j->p->top, CRM_P_RUN_RATE);
	struct crm_buf text = CRM_BUF_INIT;
	__int128 product, one = 1;

	if (parts->type != CRM_T_INT || hours->type != CRM_T_DEC || quoted->type != CRM_T_DEC ||
	    hours->u.dec.coef <= 0 || quoted->u.dec.coef <= 0)
		return;
	product = (__int128)hours->u.dec.coef * quoted->u.dec.coef;
	for (int i = 0; i < hours->u.dec.scale + quoted->u.dec.scale; i++)
		one *= 10;
	if (parts->u.i >= (product + one - 1) / one)
		return;
	crm_buf_addf(&text, "%lld parts in ", (long long)parts->u.i);
	crm_dec_format(hours->u.dec, &text);
	crm_buf_addz(&text, " h: ");
	crm_dec_format(quoted->u.dec, &text);
	crm_ppap_find_field(j, CRM_AT_RUN, "run_rate", j->p->top, CRM_P_RUN_RATE,
	    "%s parts an hour expected", crm_buf_str(&text));
	crm_buf_release(&text);
}

/* Hours of 0 are too few, which limits() tells; a rate of 0 is none. */
static void decimals(struct crm_ppap_judge *j)
{
	const struct crm_cell *hours = crm_node_cell(j->p->top, CRM_P_RUN_HOURS);
	const struct crm_cell *quoted = crm_node_cell(j->p->top, CRM_P_RUN_RATE);

	if (hours->type == CRM_T_DEC && hours->u.dec.coef < 0)
		crm_ppap_find_field(j, CRM_AT_RUN, "bad_value", j->p->top, CRM_P_RUN_HOURS,
		    "'%s': no fewer than 0 hours expected", hours->text);
	if (quoted->type == CRM_T_DEC && quoted->u.dec.coef <= 0)
		crm_ppap_find_field(j, CRM_AT_RUN, "bad_value", j->p->top, CRM_P_RUN_RATE,
		    "'%s': more than 0 parts an hour expected", quoted->text);
}

void crm_ppap_judge_run(struct crm_ppap_judge *j)
{
	decimals(j);
	described(j);
	if (!waiver(j))
		limits(j);
	rate(j);
}
