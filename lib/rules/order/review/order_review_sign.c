/* Departments sign for their own part; their conditions are followed as open points (O3, T5). */
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

const struct crm_step_field crm_order_sign_fields[] = {
    {CRM_SIGN_DEPARTMENT, true}, {CRM_SIGN_VERDICT, false}, {CRM_SIGN_TEXT, false}, {0, false}};
const struct crm_step_target crm_order_sign_target = {
    CRM_O_SIGNATURES, CRM_ITEM_KEYED, CRM_SIGN_DEPARTMENT, 0};
const struct crm_opt crm_order_sign_opts[] = {
    {"before", 0, CRM_OPT_TEXT, "WORD",
        "of a condition: the step that waits for it: approve, start, deliver, file "
        "(default start)",
        false},
    {"owner", 0, CRM_OPT_TEXT, "TEXT", "of a condition: who of us sees to it", false},
    {"due", 0, CRM_OPT_TEXT, "DATE", "of a condition: until when", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_field crm_order_point_fields[] = {
    {CRM_POINT_TEXT, true},
    {CRM_POINT_FROM, false},
    {CRM_POINT_DEPARTMENT, false},
    {CRM_POINT_BEFORE, false},
    {CRM_POINT_ON, false},
    {CRM_POINT_OWNER, false},
    {CRM_POINT_DUE, false},
    {0, false},
};
const struct crm_step_target crm_order_point_target = {CRM_O_POINTS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_order_clear_fields[] = {{CRM_POINT_ANSWER, true}, {0, false}};
const struct crm_step_target crm_order_clear_target = {
    CRM_O_POINTS, CRM_ITEM_OLD, CRM_POINT_CLEARED_AT, 0};

/* ---- who, and when ---- */

static void judge_hand(const struct crm_step_in *in, const char *department, struct crm_findings *f)
{
	const char *const whose[] = {department, NULL};

	crm_order_need(in, whose, in->step->name, f);
}

static void refuse_department(
    const struct crm_step_in *in, const char *department, struct crm_findings *f)
{
	const struct crm_procedure *p = crm_order_book_procedure(in->book);
	struct crm_buf known = CRM_BUF_INIT;

	for (size_t i = 0; i < p->nduties; i++) {
		size_t k = 0;

		while (strcmp(p->duties[k].department, p->duties[i].department) != 0)
			k++;
		if (k == i)
			crm_buf_addf(
			    &known, "%s%s", known.len > 0 ? ", " : "", p->duties[i].department);
	}
	crm_order_refuse_member(in, f, "bad_value", CRM_SIGN_DEPARTMENT,
	    "'%s' has no duty in the procedure, expected of: %s", department, crm_buf_str(&known));
	crm_buf_release(&known);
}

struct turn {
	int stage;
	struct crm_buf waits; /* for these */
};

static void note_waits(void *ctx, const struct crm_signed *s)
{
	struct turn *t = ctx;

	if (s->asked && s->stage < t->stage && strcmp(s->verdict, "signed") != 0 &&
	    strcmp(s->verdict, "condition") != 0)
		crm_buf_addf(&t->waits, "%s%s (%s)", t->waits.len > 0 ? ", " : "", s->department,
		    s->verdict);
}

/* In sequence: those of the stages before have signed, and what they signed holds. */
static void judge_turn(const struct crm_step_in *in, const struct crm_order_duty *duty,
    enum crm_order_sort sort, struct crm_findings *f)
{
	struct turn t = {duty->stage, CRM_BUF_INIT};

	crm_order_signatures_by(in->view, in->book, sort, note_waits, &t);
	if (duty->asked && t.waits.len > 0)
		crm_order_refuse_member(in, f, "not_your_turn", CRM_SIGN_DEPARTMENT,
		    "stage %d signs after: %s", duty->stage, crm_buf_str(&t.waits));
	crm_buf_release(&t.waits);
}

/* ---- a condition ---- */

/* An option that is a member of a point. */
static void give_point(const struct crm_step_in *in, const char *key, int member, const char *opt,
    const char *other, struct crm_changes *out, struct crm_findings *f)
{
	const char *text = crm_step_arg(in, opt);
	char expected[CRM_EXPECTED_MAX];
	struct crm_cell cell;

	if (text == NULL)
		text = other;
	if (text == NULL)
		return;
	crm_field_read(&crm_order_point_items.fields[member], text, strlen(text), &cell, expected);
	if (cell.type == CRM_T_BAD)
		crm_step_refuse(
		    in, f, "bad_value", opt, "'%s' cannot be read, expected %s", text, expected);
	else
		crm_order_set_member(in, CRM_O_POINTS, key, member, &cell, out);
}

/* Signed again, it is the same point. */
static bool is_followed(const struct crm_view *v, const char *department, const char *text)
{
	struct crm_items it;
	bool is = false;

	crm_items_init(&it, v, CRM_O_POINTS);
	while (!is && crm_items_next(&it))
		is = !crm_view_has(&it.view, CRM_POINT_CLEARED_AT) &&
		    crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_DEPARTMENT), department) &&
		    crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_TEXT), text);
	crm_items_release(&it);
	return is;
}

static void follow(const struct crm_step_in *in, const char *department, const char *text,
    struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	const int all = CRM_O_POINTS;
	char key[13];

	if (is_followed(in->view, department, text))
		return;
	crm_step_key(in, text, key);
	crm_order_set_member(in, all, key, 0, &at, out);
	crm_order_set_text(in, all, key, 1, in->actor->by, out);
	crm_order_set_text(in, all, key, CRM_POINT_TEXT, text, out);
	crm_order_set_text(in, all, key, CRM_POINT_FROM, "review", out);
	crm_order_set_text(in, all, key, CRM_POINT_DEPARTMENT, department, out);
	crm_order_set_text(in, all, key, CRM_POINT_ON, "us", out);
	give_point(in, key, CRM_POINT_BEFORE, "before", "start", out, f);
	give_point(in, key, CRM_POINT_OWNER, "owner", NULL, out, f);
	give_point(in, key, CRM_POINT_DUE, "due", NULL, out, f);
}

static void judge_verdict(const struct crm_step_in *in, const char *department, const char *verdict,
    const char *text, struct crm_changes *out, struct crm_findings *f)
{
	static const char *const opts[] = {"before", "owner", "due"};
	bool condition = strcmp(verdict, "condition") == 0;

	for (size_t i = 0; i < 3 && !condition; i++) {
		if (crm_step_arg(in, opts[i]) != NULL)
			crm_step_refuse(
			    in, f, "bad_value", opts[i], "is for a condition: --verdict condition");
	}
	if (strcmp(verdict, "signed") != 0 && text[0] == '\0')
		crm_order_refuse_member(in, f, "missing_field", CRM_SIGN_TEXT, "says %s",
		    condition ? "the condition" : "why it is refused");
	else if (condition)
		follow(in, department, text, out, f);
}

/* ---- sign ---- */

/* What is said now is said of the record as it stands, and stands for what was said before. */
static void seal(const struct crm_step_in *in, const struct crm_order_duty *duty,
    const char *department, struct crm_changes *out)
{
	const struct crm_change *text = crm_changes_find(in->given, "text");
	const struct crm_cell none = crm_cell_absent();
	struct crm_buf fields = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	char seal_text[CRM_SEAL_MAX];

	crm_seal_make(in->view, crm_view_text(in->view, CRM_C_ID, &a), department, &duty->what,
	    &fields, seal_text);
	crm_order_did(in, 0, 1, out);
	crm_order_set_text(in, CRM_O_SIGNATURES, in->key, CRM_SIGN_LOGIN, in->actor->login, out);
	crm_order_set_text(
	    in, CRM_O_SIGNATURES, in->key, CRM_SIGN_FIELDS, crm_buf_str(&fields), out);
	crm_order_set_text(in, CRM_O_SIGNATURES, in->key, CRM_SIGN_SEAL, seal_text, out);
	if (text == NULL || !crm_cell_is(&text->cell))
		crm_order_put(in, CRM_SIGN_TEXT, &none, out);
	crm_buf_release(&fields);
	crm_arena_release(&a);
}

static const char *given_text(
    const struct crm_step_in *in, const char *name, const char *other, struct crm_arena *a)
{
	const struct crm_change *c = crm_changes_find(in->given, name);

	return c != NULL && c->cell.type == CRM_T_TEXT
	    ? crm_arena_strndup(a, c->cell.text, c->cell.len)
	    : other;
}

void crm_order_rule_sign(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const enum crm_order_sort sort = crm_order_sort_anew(in->view, in->book);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *department = given_text(in, "department", "", &a);
	const char *verdict = given_text(in, "verdict", "signed", &a);
	struct crm_order_duty duty;

	crm_order_duty_of(crm_order_book_procedure(in->book), department, sort, &a, &duty);
	if (duty.what.fields == NULL) {
		refuse_department(in, department, f);
	} else {
		judge_hand(in, department, f);
		judge_turn(in, &duty, sort, f);
		judge_verdict(in, department, verdict, given_text(in, "text", "", &a), out, f);
		crm_order_set_text(in, CRM_O_SIGNATURES, in->key, CRM_SIGN_VERDICT, verdict, out);
		seal(in, &duty, department, out);
	}
	crm_arena_release(&a);
}

/* ---- points ---- */

void crm_order_rule_point(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const struct {
		int member;
		const char *name, *word;
	} defaults[] = {{CRM_POINT_FROM, "from", "review"}, {CRM_POINT_BEFORE, "before", "start"},
	    {CRM_POINT_ON, "on", "us"}};

	(void)f;
	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		const struct crm_change *c = crm_changes_find(in->given, defaults[i].name);

		if (c == NULL || !crm_cell_is(&c->cell))
			crm_order_set_text(
			    in, CRM_O_POINTS, in->key, defaults[i].member, defaults[i].word, out);
	}
}

/* A condition is cleared by those whose it is. */
void crm_order_rule_clear(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	if (crm_order_item_of(in, in->view, &it)) {
		const char *department = crm_view_text(&it.view, CRM_POINT_DEPARTMENT, &a);

		if (crm_view_has(&it.view, CRM_POINT_CLEARED_AT))
			crm_order_refuse_member(in, f, "already_cleared", CRM_POINT_CLEARED_AT,
			    "by %s: %s", crm_view_text(&it.view, CRM_POINT_CLEARED_BY, &a),
			    crm_view_text(&it.view, CRM_POINT_ANSWER, &a));
		if (department[0] != '\0')
			judge_hand(in, department, f);
		crm_order_member_order(in, &it.view, 0, f);
	}
	crm_items_release(&it);
	crm_order_did(in, CRM_POINT_CLEARED_AT, CRM_POINT_CLEARED_BY, out);
	crm_arena_release(&a);
}
