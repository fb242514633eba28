/* The report: its rounds at the customer, and its effect. */
#include <string.h>

#include "lib/rules/complaint/complaint_facts_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const struct crm_step_field crm_submit_fields[] = {
    {CRM_ROUND_THROUGH, false}, {CRM_ROUND_TO, false}, {CRM_ROUND_REF, false}, {0, false}};
const struct crm_step_field crm_verify_fields[] = {
    {CRM_K_VERIFY_RESULT, true},
    {CRM_K_VERIFY_METRIC, false},
    {CRM_K_VERIFY_TARGET, false},
    {CRM_K_VERIFY_FROM, false},
    {CRM_K_VERIFY_TO, false},
    {CRM_K_VERIFY_VALUE, false},
    {0, false},
};
const struct crm_opt crm_accept_opts[] = {
    {"verdict-by", 0, CRM_OPT_TEXT, "TEXT", "who at the customer", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_opt crm_reject_opts[] = {
    {"reason", 0, CRM_OPT_TEXT, "TEXT", "why it was rejected", true},
    {"verdict-by", 0, CRM_OPT_TEXT, "TEXT", "who at the customer", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_target crm_rounds_target = {CRM_K_ROUNDS, CRM_ITEM_NEW, 0, 0};

/* ---- what the parts lack ---- */

static const struct part {
	int stamp;
	const char *step;
	int items; /* the collection behind it; 0: none, the stamp is believed */
	crm_fact_lacks *lacks;
	const char *first; /* the first report that it must be in */
} parts[] = {
    {CRM_K_TEAM_AT, "team", CRM_K_TEAM, crm_lacks_team, "D3"},
    {CRM_K_DESCRIBED_AT, "describe", 0, crm_lacks_description, "D3"},
    {CRM_K_CONTAINED_AT, "contain", CRM_K_CONTAINMENT, crm_lacks_containment, "D3"},
    {CRM_K_CAUSED_AT, "cause", CRM_K_CAUSES, crm_lacks_causes, "D5"},
    {CRM_K_CHOSEN_AT, "choose", CRM_K_ACTIONS, crm_lacks_choice, "D5"},
    {CRM_K_IMPLEMENTED_AT, "implement", CRM_K_ACTIONS, crm_lacks_implementation, "D8"},
    {CRM_K_PREVENTED_AT, "prevent", CRM_K_STANDARDS, crm_lacks_standard, "D8"},
};

static void judge_part(const struct crm_view *v, const struct part *p, struct crm_findings *f)
{
	bool stamped = crm_view_has(v, p->stamp);
	struct crm_buf lacks = CRM_BUF_INIT;

	if (!stamped || (p->items != 0 && crm_fact_count(v, p->items, CRM_I_AT, NULL) > 0))
		p->lacks(v, &lacks);
	if (!stamped && lacks.len == 0 && p->stamp == CRM_K_IMPLEMENTED_AT)
		crm_buf_addz(&lacks, "a new action, as those in place were not effective");
	if (!stamped || lacks.len > 0)
		crm_fact_missing(v, f, p->stamp, p->step, crm_buf_str(&lacks));
	crm_buf_release(&lacks);
}

void crm_facts_judge_report(const struct crm_view *v, const char *through, struct crm_findings *f)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (strcmp(parts[i].first, through) <= 0)
			judge_part(v, &parts[i], f);
	}
}

/* ---- rounds ---- */

bool crm_fact_open_round(const struct crm_view *v, struct crm_items *it)
{
	crm_items_init(it, v, CRM_K_ROUNDS);
	while (crm_items_next(it)) {
		if (!crm_view_has(&it->view, CRM_ROUND_VERDICT))
			return true;
	}
	return false;
}

static void set_round(const struct crm_step_in *in, const char *key, int member, const char *text,
    struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_changes_text(
	    out, crm_item_path(in->flow->schema, CRM_K_ROUNDS, key, member, &path), text);
	crm_buf_release(&path);
}

/* A report answers the verdict before it. */
static void judge_answer(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_items it;
	struct crm_instant last = {INT64_MIN, 0};
	char text[CRM_INSTANT_MAX];

	crm_items_init(&it, in->view, CRM_K_ROUNDS);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, CRM_ROUND_VERDICT_AT);

		if (at->type == CRM_T_INSTANT && at->u.at.us > last.us)
			last = at->u.at;
	}
	crm_items_release(&it);
	if (in->at.us >= last.us)
		return;
	crm_instant_format(last, text);
	crm_step_refuse(
	    in, f, "wrong_order", "at", "the verdict on the round before came later, at %s", text);
}

void crm_rule_submit(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *given = crm_changes_find(in->given, "through");
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *through = "D8";
	struct crm_items it;

	if (given != NULL && given->cell.type == CRM_T_TEXT)
		through = crm_arena_strndup(&arena, given->cell.text, given->cell.len);
	else
		set_round(in, in->key, CRM_ROUND_THROUGH, through, out);
	if (crm_fact_open_round(in->view, &it))
		crm_step_refuse(in, f, "round_open", crm_complaint_name(CRM_K_ROUNDS),
		    "round %s waits for the customer's verdict: 'accept' or 'reject'", it.key);
	crm_items_release(&it);
	crm_fact_unaccepted(in, f);
	judge_answer(in, f);
	crm_facts_judge_report(in->view, through, f);
	crm_arena_release(&arena);
}

/* Writes the verdict into the open round. Does that round close the report? */
static bool judge_round(const struct crm_step_in *in, const char *verdict, struct crm_changes *out,
    struct crm_findings *f)
{
	const char *by = crm_step_arg(in, "verdict-by");
	struct crm_cell at = crm_cell_instant(in->at);
	struct crm_buf path = CRM_BUF_INIT;
	const struct crm_cell *since;
	char text[CRM_INSTANT_MAX];
	struct crm_items it;
	bool whole = false;

	if (!crm_fact_open_round(in->view, &it)) {
		crm_step_refuse(in, f, "round_missing", crm_complaint_name(CRM_K_ROUNDS),
		    "no report waits for a verdict: step 'submit' is missing");
		goto out;
	}
	since = crm_view_cell(&it.view, CRM_I_AT);
	if (since->type == CRM_T_INSTANT && in->at.us < since->u.at.us) {
		crm_instant_format(since->u.at, text);
		crm_step_refuse(
		    in, f, "wrong_order", "at", "the report was submitted later, at %s", text);
	}
	set_round(in, it.key, CRM_ROUND_VERDICT, verdict, out);
	crm_changes_set(out,
	    crm_item_path(in->flow->schema, CRM_K_ROUNDS, it.key, CRM_ROUND_VERDICT_AT, &path),
	    &at);
	if (by != NULL)
		set_round(in, it.key, CRM_ROUND_VERDICT_BY, by, out);
	if (crm_step_arg(in, "reason") != NULL)
		set_round(in, it.key, CRM_ROUND_REASON, crm_step_arg(in, "reason"), out);
	whole = crm_cell_eq(crm_view_cell(&it.view, CRM_ROUND_THROUGH), "D8");
out:
	crm_items_release(&it);
	crm_buf_release(&path);
	return whole;
}

void crm_rule_accept(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (judge_round(in, "accepted", out, f))
		crm_step_reach(in, out);
}

void crm_rule_reject(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	/* one that was submitted again, as its actions were not effective, is accepted no more */
	if (judge_round(in, "rejected", out, f) &&
	    crm_cell_is(crm_view_cell(in->view, CRM_K_ACCEPTED_AT))) {
		crm_changes_delete(out, crm_complaint_name(CRM_K_ACCEPTED_AT));
		crm_changes_text(
		    out, crm_shape_name(in->shape, CRM_C_STATE), in->flow->states->names[0]);
	}
}

/* ---- verification ---- */

static void refuse_person(const struct crm_step_in *in, const struct crm_cell *who, const char *as,
    struct crm_findings *f)
{
	struct crm_arena arena = CRM_ARENA_INIT;

	if (who->type == CRM_T_TEXT &&
	    crm_actor_is(in->actor, crm_arena_strndup(&arena, who->text, who->len)))
		crm_step_refuse(in, f, "same_person", crm_complaint_name(CRM_K_VERIFIED_BY),
		    "%.*s is %s: another person must verify it", (int)who->len, who->text, as);
	crm_arena_release(&arena);
}

/* Nobody says of his own work that it had effect. Where nobody has a role, one login may write for
 * all: then only names count. */
static void judge_person(const struct crm_step_in *in, struct crm_findings *f)
{
	bool logins = in->actor->people != NULL && in->actor->people->n > 0;
	struct crm_buf as = CRM_BUF_INIT;
	struct crm_items it;

	refuse_person(in, crm_view_cell(in->view, CRM_K_ENGINEER), "the engineer of the case", f);
	crm_items_init(&it, in->view, CRM_K_TEAM);
	while (crm_items_next(&it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_TEAM_ROLE), "leader"))
			refuse_person(in, crm_view_cell(&it.view, CRM_TEAM_NAME),
			    "the leader of the team", f);
	}
	crm_items_release(&it);
	crm_items_init(&it, in->view, CRM_K_ACTIONS);
	while (crm_items_next(&it)) {
		crm_buf_clear(&as);
		crm_buf_addf(&as, "the owner of action %s", it.key);
		refuse_person(in, crm_view_cell(&it.view, CRM_ACTION_OWNER), crm_buf_str(&as), f);
		crm_buf_clear(&as);
		crm_buf_addf(&as, "who put action %s in place", it.key);
		refuse_person(
		    in, crm_view_cell(&it.view, CRM_ACTION_IMPLEMENTED_BY), crm_buf_str(&as), f);
		if (logins)
			refuse_person(
			    in, crm_view_cell(&it.view, CRM_ACTION_LOGIN), crm_buf_str(&as), f);
	}
	crm_items_release(&it);
	crm_buf_release(&as);
}

/* The effect shows after the actions are in place; of those that are not, after receipt. */
static void judge_begin(const struct crm_step_in *in, int32_t from, struct crm_findings *f)
{
	int stamp =
	    crm_view_has(in->view, CRM_K_IMPLEMENTED_AT) ? CRM_K_IMPLEMENTED_AT : CRM_K_RECEIVED_AT;
	const struct crm_cell *since = crm_view_cell(in->view, stamp);
	char day[CRM_DATE_MAX];

	if (since->type != CRM_T_INSTANT || from >= crm_instant_day(since->u.at))
		return;
	crm_date_format(crm_instant_day(since->u.at), day);
	crm_step_refuse(in, f, "bad_value", crm_complaint_name(CRM_K_VERIFY_FROM),
	    "the window begins before the day of '%s', %s", crm_complaint_name(stamp), day);
}

static void judge_window(const struct crm_step_in *in, bool effective, struct crm_findings *f)
{
	const struct crm_cell *from = crm_view_cell(in->after, CRM_K_VERIFY_FROM);
	const struct crm_cell *to = crm_view_cell(in->after, CRM_K_VERIFY_TO);
	char text[CRM_DATE_MAX];

	if (from->type == CRM_T_DATE)
		judge_begin(in, from->u.date, f);
	if (to->type != CRM_T_DATE)
		return;
	crm_date_format(to->u.date, text);
	if (from->type == CRM_T_DATE && from->u.date > to->u.date)
		crm_step_refuse(in, f, "bad_value", crm_complaint_name(CRM_K_VERIFY_FROM),
		    "is later than the last day of the window, %s", text);
	if (effective && to->u.date > crm_instant_day(in->at))
		crm_step_refuse(in, f, "window_open", crm_complaint_name(CRM_K_VERIFY_TO),
		    "the window lasts until %s: only then it can be said", text);
}

static void judge_effect(const struct crm_step_in *in, struct crm_findings *f)
{
	static const int needed[] = {
	    CRM_K_VERIFY_METRIC, CRM_K_VERIFY_TARGET, CRM_K_VERIFY_FROM, CRM_K_VERIFY_TO};

	for (size_t i = 0; i < COUNT(needed); i++) {
		if (crm_view_cell(in->after, needed[i])->type == CRM_T_ABSENT)
			crm_step_refuse(in, f, "missing_field", crm_complaint_name(needed[i]),
			    "'%s' needs it for 'effective'", in->step->name);
	}
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].stamp == CRM_K_IMPLEMENTED_AT)
			judge_part(in->view, &parts[i], f);
	}
}

/* Not effective: what is in place does not count as D6 any more, so it takes a
 * new action, and that in place, to come here again. */
void crm_rule_verify(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *implemented = crm_complaint_name(CRM_K_IMPLEMENTED_AT);
	bool effective = crm_cell_eq(crm_view_cell(in->after, CRM_K_VERIFY_RESULT), "effective");

	judge_person(in, f);
	judge_window(in, effective, f);
	crm_changes_text(out, crm_complaint_name(CRM_K_VERIFIED_BY), in->actor->by);
	if (effective) {
		judge_effect(in, f);
		crm_step_reach(in, out);
	} else if (crm_record_has(in->before, implemented)) {
		crm_changes_delete(out, implemented);
	}
}
