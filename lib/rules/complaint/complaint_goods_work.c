/* Sorting, rework and repair (K4, K9; IATF 16949:2016, 8.7.1.4, 8.7.1.5). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"
#include "lib/rules/complaint/complaint_goods_rows.h"

const struct crm_step_field crm_rework_fields[] = {
    {CRM_DISP_FLOW, false},
    {CRM_DISP_INSTRUCTION, false},
    {CRM_DISP_RISK_REVIEW, false},
    {CRM_DISP_APPROVAL_NEEDED, false},
    {CRM_DISP_APPROVAL, false},
    {CRM_DISP_LEADER, false},
    {CRM_DISP_BRIEFED_AT, false},
    {0, false},
};
const struct crm_step_field crm_repair_fields[] = {
    {CRM_DISP_FLOW, false},
    {CRM_DISP_INSTRUCTION, false},
    {CRM_DISP_RISK_REVIEW, false},
    {CRM_DISP_APPROVAL, false},
    {CRM_DISP_LEADER, false},
    {CRM_DISP_BRIEFED_AT, false},
    {0, false},
};

const struct crm_step_target crm_inspect_target = {CRM_K_INSPECTIONS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_inspect_fields[] = {
    {CRM_INSP_INSPECTED, false},
    {CRM_INSP_GOOD, false},
    {CRM_INSP_BAD, false},
    {CRM_INSP_KINDS, false},
    {CRM_INSP_RECHECK, false},
    {CRM_INSP_REPORT, false},
    {0, false},
};

const struct crm_step_target crm_sign_target = {CRM_K_SIGNATURES, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_sign_fields[] = {{CRM_SIG_AS, false}, {0, false}};

static bool is_rework(const struct crm_goods_item *it)
{
	return it->is->worked && !it->is->approved;
}

static bool is_repair(const struct crm_goods_item *it)
{
	return it->is->approved;
}

static void judge_approval(
    const struct crm_step_in *in, const struct crm_goods_item *it, struct crm_findings *f)
{
	if (it->approval_needed && !it->approval)
		crm_step_refuse(in, f, "approval_missing", "approval",
		    "a %s needs the customer's approval before it begins: --approval of step '%s'",
		    it->is->word, crm_goods_planner(it));
}

/* Planned is what needs nothing more. */
static void plan(const struct crm_step_in *in, crm_goods_fits *fits, bool approved,
    struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf lacks = CRM_BUF_INIT;
	const struct crm_goods_item *it;
	struct crm_goods g;

	crm_goods_read(in->after, &g);
	it = crm_goods_item_of(&g, in->key);
	if (crm_goods_right(in, it, fits, f)) {
		crm_goods_lacks(it, &lacks);
		if (lacks.len == 0) {
			crm_goods_set_at(in, CRM_DISP_PLANNED_AT, out);
			crm_goods_set_text(in, CRM_DISP_PLANNED_BY, in->actor->by, out);
		}
		if (approved)
			judge_approval(in, it, f);
	}
	crm_buf_release(&lacks);
	crm_goods_release(&g);
}

void crm_rule_rework(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	plan(in, is_rework, false, out, f);
}

void crm_rule_repair(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	plan(in, is_repair, true, out, f);
}

static void judge_order(
    const struct crm_step_in *in, const struct crm_goods_item *it, struct crm_findings *f)
{
	char text[CRM_INSTANT_MAX];

	if (it->planned_at.type != CRM_T_INSTANT || in->at.us >= it->planned_at.u.at.us)
		return;
	crm_instant_format(it->planned_at.u.at, text);
	crm_step_refuse(
	    in, f, "wrong_order", "at", "the %s was planned later, at %s", it->is->word, text);
}

static void judge_plan(
    const struct crm_step_in *in, const struct crm_goods_item *it, struct crm_findings *f)
{
	struct crm_buf lacks = CRM_BUF_INIT;

	crm_goods_lacks(it, &lacks);
	if (lacks.len > 0)
		crm_step_refuse(in, f, "not_planned", "disposition",
		    "a %s is planned before it begins: without %s, step '%s'", it->is->word,
		    crm_buf_str(&lacks), crm_goods_planner(it));
	judge_approval(in, it, f);
	judge_order(in, it, f);
	crm_buf_release(&lacks);
}

/* The one of good and bad that was not given is what the other leaves. */
static int64_t judge_result(const struct crm_step_in *in, const struct crm_view *item, int64_t n,
    struct crm_changes *out, struct crm_findings *f)
{
	int64_t good = crm_goods_count(item, CRM_INSP_GOOD, CRM_GOODS_UNKNOWN);
	int64_t bad = crm_goods_count(item, CRM_INSP_BAD, CRM_GOODS_UNKNOWN);

	if (crm_view_cell(item, CRM_INSP_GOOD)->type == CRM_T_ABSENT &&
	    crm_view_cell(item, CRM_INSP_BAD)->type == CRM_T_ABSENT)
		crm_step_refuse(in, f, "missing_field", "good",
		    "'%s' needs --good or --bad or both", in->step->name);
	if (n == CRM_GOODS_UNKNOWN)
		return bad;
	if (good == CRM_GOODS_UNKNOWN && bad >= 0 && bad <= n)
		crm_goods_set(in, CRM_INSP_GOOD, good = n - bad, out);
	else if (bad == CRM_GOODS_UNKNOWN && good >= 0 && good <= n)
		crm_goods_set(in, CRM_INSP_BAD, bad = n - good, out);
	if (good > n || bad > n || (good >= 0 && bad >= 0 && good + bad != n))
		crm_step_refuse(in, f, "quantity_mismatch", "inspected",
		    "%" PRId64 " good and %" PRId64 " bad pieces are not %" PRId64 " inspected",
		    good > 0 ? good : 0, bad > 0 ? bad : 0, n);
	return bad;
}

/* K4: rejects at the customer's site are sorted by kind. */
static void judge_kinds(const struct crm_step_in *in, const struct crm_view *item, int64_t bad,
    bool needed, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(item, CRM_INSP_KINDS);
	int64_t sum;

	if (c->type == CRM_T_ABSENT) {
		if (needed && bad > 0)
			crm_step_refuse(in, f, "missing_field", "kinds",
			    "rejects on site are sorted by kind, like burr=2,scratch=1");
		return;
	}
	sum = crm_goods_kinds(c->text, c->len);
	if (sum < 0)
		crm_step_refuse(in, f, "bad_value", "kinds",
		    "'%.*s' cannot be read, expected kinds like burr=2,scratch=1", (int)c->len,
		    c->text);
	else if (bad >= 0 && sum != bad)
		crm_step_refuse(in, f, "quantity_mismatch", "kinds",
		    "%" PRId64 " pieces by kind are not %" PRId64 " bad ones", sum, bad);
}

/* Has the actor inspected, or acted for who did? Where nobody has a role, one login may write for
 * all: then only names count against it. */
static bool has_inspected(const struct crm_step_in *in, const struct crm_goods_inspection *x)
{
	const struct crm_actor *a = in->actor;

	if (crm_actor_is(a, x->by))
		return true;
	if (x->login[0] == '\0')
		return false;
	if (a->people != NULL && a->people->n > 0)
		return crm_actor_is(a, x->login);
	return strcmp(a->by, x->login) == 0;
}

static void judge_recheck(const struct crm_step_in *in, const struct crm_goods *g,
    const struct crm_goods_item *it, int64_t bad, struct crm_findings *f)
{
	for (size_t i = 0; i < g->ninspections; i++) {
		const struct crm_goods_inspection *first = &g->inspections[i];

		if (first->item != it || first->recheck || !has_inspected(in, first))
			continue;
		crm_step_refuse(in, f, "same_person", "recheck",
		    "'%s' has inspected these: another person rechecks them, by another "
		    "login where roles are given",
		    first->by);
		break;
	}
	if (it->is->delivered && bad > crm_goods_left(it->good, it->handed))
		crm_step_refuse(in, f, "quantity_exceeds", "bad",
		    "%" PRId64 " pieces cannot be bad: %" PRId64 " of %" PRId64
		    " good ones are handed over",
		    bad, it->handed, it->good);
}

void crm_rule_inspect(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *it;
	int64_t left, n, bad;
	struct crm_items item;
	struct crm_goods g;
	bool again;

	crm_goods_read(in->view, &g);
	crm_goods_item_view(in, &item);
	again = crm_view_true(&item.view, CRM_INSP_RECHECK);
	it = crm_goods_choose(in, &g, crm_step_arg(in, "item"), "item", crm_goods_is_work, f);
	if (it != NULL) {
		crm_goods_set_text(in, CRM_INSP_DISPOSITION, it->key, out);
		if (in->actor->login != NULL && strcmp(in->actor->login, in->actor->by) != 0)
			crm_goods_set_text(in, CRM_INSP_LOGIN, in->actor->login, out);
		judge_plan(in, it, f);
		left = it->quantity;
		if (again)
			left = it->good;
		else if (left != CRM_GOODS_UNKNOWN)
			left = crm_goods_left(left, it->inspected);
		n = crm_goods_take(in,
		    &(struct crm_goods_taking){CRM_INSP_INSPECTED, left, g.lots[it->lot].lot,
		        again ? "rechecked" : "inspected"},
		    out, f);
		bad = judge_result(in, &item.view, n, out, f);
		judge_kinds(in, &item.view, bad, it->is->briefed, f);
		if (again)
			judge_recheck(in, &g, it, bad, f);
	}
	crm_items_release(&item);
	crm_goods_release(&g);
}

static bool waits(const struct crm_goods_inspection *x)
{
	return !x->sign && (x->item == NULL || x->item->is->planned);
}

/* The inspection that --item names, else the only one that waits for it. */
static const struct crm_goods_inspection *choose(
    const struct crm_step_in *in, const struct crm_goods *g, struct crm_findings *f)
{
	const char *named = crm_step_arg(in, "item");
	const struct crm_goods_inspection *found = NULL;
	struct crm_buf list = CRM_BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < g->ninspections; i++) {
		const struct crm_goods_inspection *x = &g->inspections[i];

		if (named == NULL ? !waits(x) : strncmp(x->key, named, strlen(named)) != 0)
			continue;
		crm_buf_addf(&list, "%s%s (%" PRId64 " inspected by %s%s)", n > 0 ? "; " : "",
		    x->key, x->inspected, x->by, x->recheck ? ", recheck" : "");
		found = x;
		n++;
		if (named != NULL && strcmp(x->key, named) == 0) {
			n = 1;
			break;
		}
	}
	if (n == 0 && named != NULL)
		crm_step_refuse(in, f, "no_such_item", "item",
		    "there is none of the inspections that begins with '%s'", named);
	else if (n == 0)
		crm_step_refuse(
		    in, f, "no_such_item", "item", "no inspection waits for a signature");
	else if (n > 1)
		crm_step_refuse(in, f, "item_missing", "item",
		    "which of the inspections? --item takes one of: %s", crm_buf_str(&list));
	crm_buf_release(&list);
	return n == 1 ? found : NULL;
}

static bool has_signed(const struct crm_step_in *in, const char *inspection)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;
	bool has = false;

	crm_items_init(&it, in->view, CRM_K_SIGNATURES);
	while (!has && crm_items_next(&it))
		has = crm_cell_eq(crm_view_cell(&it.view, CRM_SIG_INSPECTION), inspection) &&
		    crm_people_same(in->actor->people, in->actor->by,
		        crm_view_text(&it.view, CRM_I_BY, &arena));
	crm_items_release(&it);
	crm_arena_release(&arena);
	return has;
}

void crm_rule_sign(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *by = in->actor->by, *login = in->actor->login;
	const struct crm_goods_inspection *x;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	x = choose(in, &g, f);
	if (x != NULL) {
		crm_goods_set_text(in, CRM_SIG_INSPECTION, x->key, out);
		crm_goods_set_text(in, CRM_SIG_LOGIN, login, out);
		if (has_inspected(in, x))
			crm_step_refuse(in, f, "self_signed", "by",
			    "'%s' has inspected: another person signs the report, by another "
			    "login where roles are given",
			    x->by);
		if (has_signed(in, x->key))
			crm_step_refuse(in, f, "already_signed", "by",
			    "'%s' has signed this inspection already", by);
	}
	crm_goods_release(&g);
}
