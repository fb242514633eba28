/* D1 to D7, as they come to be known. */
#include <string.h>

#include "lib/rules/complaint/complaint_facts_private.h"

const struct crm_step_field crm_team_fields[] = {
    {CRM_TEAM_NAME, true},
    {CRM_TEAM_ROLE, true},
    {CRM_TEAM_DEPARTMENT, false},
    {CRM_TEAM_PHONE, false},
    {CRM_TEAM_EMAIL, false},
    {0, false},
};
const struct crm_step_field crm_describe_fields[] = {
    {CRM_K_PROBLEM_WHAT, false},
    {CRM_K_PROBLEM_WHEN, false},
    {CRM_K_PROBLEM_WHERE, false},
    {CRM_K_PROBLEM_WHO, false},
    {CRM_K_PROBLEM_WHY, false},
    {CRM_K_PROBLEM_HOW, false},
    {CRM_K_PROBLEM_HOW_MANY, false},
    {CRM_K_IS_WHAT, false},
    {CRM_K_IS_NOT_WHAT, false},
    {CRM_K_IS_WHERE, false},
    {CRM_K_IS_NOT_WHERE, false},
    {CRM_K_IS_WHEN, false},
    {CRM_K_IS_NOT_WHEN, false},
    {CRM_K_IS_EXTENT, false},
    {CRM_K_IS_NOT_EXTENT, false},
    {0, false},
};
const struct crm_step_field crm_contain_fields[] = {
    {CRM_CONT_PLACE, true},
    {CRM_CONT_SUSPECT, false},
    {CRM_CONT_CHECKED, false},
    {CRM_CONT_BAD, false},
    {CRM_CONT_ACTION, false},
    {CRM_CONT_OWNER, false},
    {CRM_CONT_PROOF, false},
    {CRM_CONT_RISK, false},
    {CRM_CONT_MARKED, false},
    {CRM_CONT_CLEAN_FROM, false},
    {0, false},
};
const struct crm_step_field crm_cause_fields[] = {
    {CRM_CAUSE_KIND, true},
    {CRM_CAUSE_TEXT, true},
    {CRM_CAUSE_EVIDENCE, true},
    {CRM_CAUSE_METHOD, false},
    {CRM_CAUSE_VERIFIED_BY, false},
    {CRM_CAUSE_VERIFIED_ON, false},
    {0, false},
};
const struct crm_step_field crm_choose_fields[] = {
    {CRM_ACTION_CAUSE, true},
    {CRM_ACTION_TEXT, true},
    {CRM_ACTION_OWNER, true},
    {CRM_ACTION_DUE, true},
    {CRM_ACTION_VALIDATION, false},
    {0, false},
};
const struct crm_step_field crm_implement_fields[] = {
    {CRM_ACTION_EVIDENCE, false}, {CRM_ACTION_EFFECT, false}, {0, false}};
const struct crm_step_field crm_prevent_fields[] = {
    {CRM_STD_DOCUMENT, true},
    {CRM_STD_REVISION, true},
    {CRM_STD_TYPE, true},
    {CRM_STD_CHANGE, false},
    {CRM_STD_OWNER, false},
    {CRM_STD_PROOF, false},
    {0, false},
};

const struct crm_step_target crm_team_target = {CRM_K_TEAM, CRM_ITEM_KEYED, CRM_TEAM_NAME, 0};
const struct crm_step_target crm_containment_target = {
    CRM_K_CONTAINMENT, CRM_ITEM_KEYED, CRM_CONT_PLACE, 0};
const struct crm_step_target crm_causes_target = {CRM_K_CAUSES, CRM_ITEM_KEYED, CRM_CAUSE_KIND, 0};
const struct crm_step_target crm_choose_target = {CRM_K_ACTIONS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_implement_target = {
    CRM_K_ACTIONS, CRM_ITEM_OLD, CRM_ACTION_IMPLEMENTED_AT, 0};
const struct crm_step_target crm_standards_target = {CRM_K_STANDARDS, CRM_ITEM_NEW, 0, 0};

/* The stamp is set when the part lacks nothing. */
static void reach_whole(
    const struct crm_step_in *in, struct crm_changes *out, crm_fact_lacks *lacks)
{
	struct crm_buf what = CRM_BUF_INIT;

	lacks(in->after, &what);
	if (what.len == 0)
		crm_step_reach(in, out);
	crm_buf_release(&what);
}

/* The step's own item; false when there is none. it is the caller's to
 * release. */
static bool find_own(const struct crm_step_in *in, const struct crm_view *v, struct crm_items *it)
{
	crm_items_init(it, v, in->step->target->collection);
	while (crm_items_next(it)) {
		if (strcmp(it->key, in->key) == 0)
			return true;
	}
	return false;
}

/* A whole team stays so: who leaves a role hands it over first. */
static void judge_roles(const struct crm_step_in *in, struct crm_findings *f)
{
	static const char *const roles[] = {"sponsor", "leader", "contact"};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (crm_fact_count(in->view, CRM_K_TEAM, CRM_TEAM_ROLE, roles[i]) > 0 &&
		    crm_fact_count(in->after, CRM_K_TEAM, CRM_TEAM_ROLE, roles[i]) == 0)
			crm_step_refuse(in, f, "team_incomplete", "role",
			    "the team would be without a %s: name another one first", roles[i]);
	}
}

void crm_rule_team(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (crm_view_has(in->view, CRM_K_TEAM_AT))
		judge_roles(in, f);
	reach_whole(in, out, crm_lacks_team);
}

void crm_rule_describe(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (in->given->n == 0)
		crm_step_refuse(in, f, "missing_field", "", "'%s' needs at least one of its fields",
		    in->step->name);
	crm_fact_unaccepted(in, f);
	reach_whole(in, out, crm_lacks_description);
}

/* A part is at most the whole, and known only where that is. */
static void judge_part(const struct crm_step_in *in, const struct crm_view *item, int part,
    int whole, struct crm_findings *f)
{
	const struct crm_field *fields = crm_complaint_containment.fields;
	const struct crm_cell *p = crm_view_cell(item, part), *w = crm_view_cell(item, whole);

	if (p->type != CRM_T_INT || w->type == CRM_T_BAD)
		return;
	if (w->type != CRM_T_INT)
		crm_step_refuse(in, f, "missing_field", fields[whole].name,
		    "'%s' says how many of '%s', which is not given", fields[part].name,
		    fields[whole].name);
	else if (p->u.i > w->u.i)
		crm_step_refuse(in, f, "bad_value", fields[part].name,
		    "%lld is more than '%s', %lld", (long long)p->u.i, fields[whole].name,
		    (long long)w->u.i);
}

void crm_rule_contain(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	if (find_own(in, in->after, &it)) {
		judge_part(in, &it.view, CRM_CONT_CHECKED, CRM_CONT_SUSPECT, f);
		judge_part(in, &it.view, CRM_CONT_BAD, CRM_CONT_CHECKED, f);
	}
	crm_items_release(&it);
	reach_whole(in, out, crm_lacks_containment);
}

void crm_rule_cause(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *on = crm_changes_find(in->given, "verified_on");
	char day[CRM_DATE_MAX];

	if (on != NULL && on->cell.type == CRM_T_DATE &&
	    on->cell.u.date > crm_instant_day(in->at)) {
		crm_date_format(on->cell.u.date, day);
		crm_step_refuse(
		    in, f, "in_future", "verified_on", "'%s' is later than the step", day);
	}
	crm_fact_unaccepted(in, f);
	reach_whole(in, out, crm_lacks_causes);
}

/* With a new action, not all are in place any more. */
void crm_rule_choose(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *implemented = crm_complaint_name(CRM_K_IMPLEMENTED_AT);
	const struct crm_change *against = crm_changes_find(in->given, "cause");
	struct crm_arena arena = CRM_ARENA_INIT;

	if (against != NULL && against->cell.type == CRM_T_TEXT) {
		const char *kind = crm_arena_strndup(&arena, against->cell.text, against->cell.len);

		if (crm_fact_count(in->after, CRM_K_CAUSES, CRM_CAUSE_KIND, kind) == 0)
			crm_step_refuse(in, f, "unknown_cause", "cause",
			    "%s is no known cause yet: it needs the step 'cause'", kind);
	}
	crm_arena_release(&arena);
	crm_fact_unaccepted(in, f);
	if (crm_record_has(in->before, implemented))
		crm_changes_delete(out, implemented);
	reach_whole(in, out, crm_lacks_choice);
}

/* What stands against implementing this action now. */
static void judge_action(
    const struct crm_step_in *in, const struct crm_view *action, struct crm_findings *f)
{
	const struct crm_cell *done = crm_view_cell(action, CRM_ACTION_IMPLEMENTED_AT);
	const struct crm_cell *chosen = crm_view_cell(action, CRM_I_AT);
	const struct crm_cell *effect = crm_view_cell(action, CRM_ACTION_EFFECT);
	static const struct crm_dec most = {100, 0};
	char text[CRM_INSTANT_MAX];

	if (crm_cell_is(done))
		crm_step_refuse(in, f, "already_done", "item",
		    "action %s is in place since %.*s; to mend it use amend", in->key,
		    (int)done->len, done->text);
	if (chosen->type == CRM_T_INSTANT && in->at.us < chosen->u.at.us) {
		crm_instant_format(chosen->u.at, text);
		crm_step_refuse(
		    in, f, "wrong_order", "at", "the action was chosen later, at %s", text);
	}
	if (effect->type == CRM_T_DEC &&
	    (effect->u.dec.coef < 0 || crm_dec_cmp(effect->u.dec, most) > 0))
		crm_step_refuse(in, f, "bad_value", "effect", "expected per cent, 0 to 100");
}

void crm_rule_implement(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_schema *schema = in->flow->schema;
	struct crm_buf path = CRM_BUF_INIT, lacks = CRM_BUF_INIT, own = CRM_BUF_INIT;
	struct crm_cell at = crm_cell_instant(in->at);
	struct crm_items it;

	if (!crm_view_has(in->view, CRM_K_CHOSEN_AT)) {
		crm_lacks_choice(in->view, &lacks);
		crm_fact_missing(in->view, f, CRM_K_CHOSEN_AT, "choose", crm_buf_str(&lacks));
	}
	if (find_own(in, in->after, &it))
		judge_action(in, &it.view, f);
	crm_items_release(&it);
	crm_changes_set(out,
	    crm_item_path(schema, CRM_K_ACTIONS, in->key, CRM_ACTION_IMPLEMENTED_AT, &path), &at);
	crm_changes_text(out,
	    crm_item_path(schema, CRM_K_ACTIONS, in->key, CRM_ACTION_IMPLEMENTED_BY, &path),
	    in->actor->by);
	if (in->actor->login != NULL && strcmp(in->actor->login, in->actor->by) != 0)
		crm_changes_text(out,
		    crm_item_path(schema, CRM_K_ACTIONS, in->key, CRM_ACTION_LOGIN, &path),
		    in->actor->login);
	/* this one alone is what the others wait for */
	crm_buf_clear(&lacks);
	crm_lacks_implementation(in->after, &lacks);
	crm_buf_addf(&own, "action %s", in->key);
	if (strcmp(crm_buf_str(&lacks), crm_buf_str(&own)) == 0)
		crm_step_reach(in, out);
	crm_buf_release(&own);
	crm_buf_release(&lacks);
	crm_buf_release(&path);
}

void crm_rule_prevent(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	reach_whole(in, out, crm_lacks_standard);
}
