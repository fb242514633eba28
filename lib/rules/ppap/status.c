/*
 * Where the submission stands: interim approval and verdict (AIAG PPAP 4th edition, chapter 5),
 * days that must follow one another, the seal.
 */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/ppap/seal.h"
#include "lib/rules/ppap/warrant_private.h"

/* ---- interim ---- */

/* A number of pieces and a day that make no sense. */
static void interim_values(struct crm_ppap_judge *j)
{
	const struct crm_node *top = j->p->top;
	const struct crm_cell *quantity = crm_node_cell(top, CRM_P_INTERIM_QUANTITY);
	int32_t expiry = crm_ppap_date(top, CRM_P_INTERIM_EXPIRY);
	int32_t resubmit = crm_ppap_date(top, CRM_P_INTERIM_RESUBMIT);

	if (quantity->type == CRM_T_INT && quantity->u.i < 1)
		crm_ppap_find_field(j, CRM_AT_STATUS, "interim_incomplete", top,
		    CRM_P_INTERIM_QUANTITY, "%lld pieces: 1 or more expected",
		    (long long)quantity->u.i);
	if (expiry >= 0 && resubmit > expiry)
		crm_ppap_find_field(j, CRM_AT_STATUS, "interim_incomplete", top,
		    CRM_P_INTERIM_RESUBMIT, "%s, after interim.expiry %s",
		    crm_ppap_day(j, resubmit), crm_ppap_day(j, expiry));
	if (expiry >= 0 && expiry < j->today)
		crm_ppap_find_field(j, CRM_AT_STATUS, "interim_expired", top, CRM_P_INTERIM_EXPIRY,
		    "expired on %s, before %s: counts as rejected", crm_ppap_day(j, expiry),
		    crm_ppap_day(j, j->today));
}

static void interim(struct crm_ppap_judge *j)
{
	static const int needed[] = {CRM_P_INTERIM_ACTION_PLAN, CRM_P_INTERIM_OWNER,
	    CRM_P_INTERIM_CONTAINMENT, CRM_P_INTERIM_REFERENCE, CRM_P_INTERIM_DEVIATIONS,
	    CRM_P_INTERIM_RESUBMIT};
	const struct crm_node *top = j->p->top;
	long line = crm_node_line(top, CRM_P_STATUS);
	struct crm_buf names = CRM_BUF_INIT;

	if (!crm_ppap_said(top, CRM_P_INTERIM_EXPIRY) &&
	    !crm_ppap_said(top, CRM_P_INTERIM_QUANTITY))
		crm_ppap_find(j, CRM_AT_STATUS, "interim_expiry", NULL, line, "interim",
		    "missing: interim.expiry or interim.quantity");
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (!crm_ppap_said(top, needed[i]))
			crm_ppap_list(&names, crm_ppap_schema.fields[needed[i]].name);
	}
	if (names.len > 0)
		crm_ppap_find(j, CRM_AT_STATUS, "interim_incomplete", NULL, line, "interim",
		    "missing: %s", crm_buf_str(&names));
	interim_values(j);
	crm_buf_release(&names);
}

/* ---- the verdict ---- */

/* Interim approval stands under other on the form. */
static const struct {
	const char *status, *disposition;
} verdicts[] = {{"approved", "approved"}, {"rejected", "rejected"}, {"interim", "other"}};

static void verdict(struct crm_ppap_judge *j)
{
	const struct crm_node *top = j->p->top;
	const char *status = crm_ppap_status(j);
	const char *said = crm_node_text(top, CRM_W_DISPOSITION);

	if (strcmp(status, "rejected") == 0)
		crm_ppap_find_field(j, CRM_AT_STATUS, "status_rejected", top, CRM_P_STATUS,
		    "rejected: correct it and submit again");
	if (strcmp(status, "approved") == 0 && strcmp(crm_node_text(top, CRM_W_MEETS), "no") == 0)
		crm_ppap_find_field(j, CRM_AT_STATUS, "verdict_contradicted", top, CRM_W_MEETS,
		    "no, and status is approved");
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		if (*said != '\0' && strcmp(status, verdicts[i].status) == 0 &&
		    strcmp(said, verdicts[i].disposition) != 0)
			crm_ppap_find_field(j, CRM_AT_STATUS, "verdict_contradicted", top,
			    CRM_W_DISPOSITION, "%s, and status is %s: %s expected", said, status,
			    verdicts[i].disposition);
	}
}

/* ---- days ---- */

/* The case of what the field belongs to. */
static int case_of(const struct crm_ppap_judge *j, int field)
{
	int at = crm_ppap_state_of(j, CRM_ROLE_WARRANT);

	if (field >= CRM_P_WARRANT && at >= 0)
		return at;
	if (field == CRM_P_RUN_DATE)
		return CRM_AT_RUN;
	return field == CRM_P_REQUEST_DATE || field == CRM_P_KICKOFF_DATE ? CRM_AT_MANIFEST
	                                                                  : CRM_AT_STATUS;
}

/* The days of the signatures have a rule of their own (box_value). */
static void days_past(struct crm_ppap_judge *j)
{
	static const int past[] = {CRM_P_REQUEST_DATE, CRM_P_KICKOFF_DATE, CRM_P_RUN_DATE,
	    CRM_P_SUBMITTED, CRM_W_AID_DATE};

	for (size_t i = 0; i < sizeof(past) / sizeof(past[0]); i++) {
		int32_t day = crm_ppap_date(j->p->top, past[i]);

		if (day > j->today)
			crm_ppap_find_field(j, case_of(j, past[i]), "date_order", j->p->top,
			    past[i], "%s is after %s", crm_ppap_day(j, day),
			    crm_ppap_day(j, j->today));
	}
}

static void days_in_order(struct crm_ppap_judge *j)
{
	static const struct {
		int first, then;
	} pairs[] = {{CRM_P_RUN_DATE, CRM_P_SUBMITTED}, {CRM_W_SIGNATURE_DATE, CRM_P_SUBMITTED},
	    {CRM_P_RUN_DATE, CRM_W_SIGNATURE_DATE}, {CRM_W_SIGNATURE_DATE, CRM_W_CUSTOMER_DATE}};
	const struct crm_node *top = j->p->top;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		int32_t first = crm_ppap_date(top, pairs[i].first);
		int32_t then = crm_ppap_date(top, pairs[i].then);

		if (then >= 0 && first > then)
			crm_ppap_find_field(j, case_of(j, pairs[i].then), "date_order", top,
			    pairs[i].then, "%s is before %s, %s", crm_ppap_day(j, then),
			    top->schema->fields[pairs[i].first].name, crm_ppap_day(j, first));
	}
}

/* The signed warrant may come back with the verdict, so its own file is left out. */
static void documents(struct crm_ppap_judge *j, int32_t submitted)
{
	int warrant = crm_ppap_state_of(j, CRM_ROLE_WARRANT);

	for (size_t i = 0; i < j->p->n; i++) {
		const struct crm_node *n = j->p->evidence[i].node;
		int32_t date = crm_ppap_date(n, CRM_PV_DATE);
		int at = j->at[i];

		if (at < 0 || at == warrant || date <= submitted ||
		    j->states[at].applies == CRM_APPLIES_NO ||
		    j->states[at].applies == CRM_APPLIES_NA)
			continue;
		crm_ppap_find(j, CRM_AT_STATUS, "date_order", NULL, crm_node_line(n, CRM_PV_DATE),
		    n->key, "dated %s, and submitted is %s", crm_ppap_day(j, date),
		    crm_ppap_day(j, submitted));
	}
}

static void submission(struct crm_ppap_judge *j)
{
	const struct crm_node *top = j->p->top;
	int32_t submitted = crm_ppap_date(top, CRM_P_SUBMITTED);
	int32_t due = crm_ppap_date(top, CRM_P_DUE);

	if (!crm_ppap_said(top, CRM_P_SUBMITTED) && strcmp(crm_ppap_status(j), "preparing") != 0)
		crm_ppap_find_field(j, CRM_AT_STATUS, "date_order", top, CRM_P_STATUS,
		    "%s, and submitted is not said", crm_ppap_status(j));
	if (submitted < 0)
		return;
	documents(j, submitted);
	if (due >= 0 && submitted > due)
		crm_ppap_find_field(j, CRM_AT_STATUS, "submitted_late", top, CRM_P_SUBMITTED,
		    "%s, and due was %s", crm_ppap_day(j, submitted), crm_ppap_day(j, due));
}

void crm_ppap_judge_status(struct crm_ppap_judge *j)
{
	if (strcmp(crm_ppap_status(j), "interim") == 0)
		interim(j);
	verdict(j);
	days_past(j);
	days_in_order(j);
	submission(j);
	if (crm_ppap_seal_state(j->p) == CRM_SEAL_BROKEN)
		crm_ppap_find_field(j, CRM_AT_STATUS, "seal_broken", j->p->top, CRM_P_SEAL_SHA256,
		    "the manifest has changed since it was sealed");
}
