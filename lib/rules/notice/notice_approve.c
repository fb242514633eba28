/* Who answers for it: lacks, approval, the way into the queue; holds. */
#include "lib/rules/notice/notice_approve.h"

#include <inttypes.h>
#include <string.h>

#include "lib/rules/notice/notice_private.h"

#define SCOPE "notice"

/* What is sent, to whom, as what. */
static const int sealed_fields[] = {CRM_W_CONTENT, CRM_W_SUBJECT, CRM_W_CUSTOMER, CRM_W_CONTACT,
    CRM_W_ATTACHMENTS, CRM_W_TEMPLATE, CRM_W_TEMPLATE_SHA256, CRM_W_LANGUAGE, CRM_W_CATEGORY,
    CRM_W_URGENCY, CRM_W_BASIS, CRM_W_TITLE, CRM_W_OLD, CRM_W_NEW, CRM_W_SCOPE, CRM_W_OUR_CONTACT,
    CRM_W_EFFECTIVE, CRM_W_REASON, CRM_W_COUNTERMEASURE, CRM_W_LATE_WHY};
#define NSEALED (sizeof(sealed_fields) / sizeof(sealed_fields[0]))
static const struct crm_sealed sealed = {sealed_fields, NSEALED, 0};

bool crm_notice_is_sealed(const char *field)
{
	const size_t len = strcspn(field, ".");

	for (size_t i = 0; i < NSEALED; i++) {
		const char *name = crm_notice_name(sealed_fields[i]);

		if (strlen(name) == len && memcmp(name, field, len) == 0)
			return true;
	}
	return false;
}

/* ---- what is lacking ---- */

static void need(
    const struct crm_view *v, int field, const char *text, crm_notice_lack_fn *fn, void *ctx)
{
	if (!crm_view_has(v, field))
		fn(ctx, crm_notice_name(field), text);
}

void crm_notice_lacks(
    const struct crm_view *v, const struct crm_category *c, crm_notice_lack_fn *fn, void *ctx)
{
	bool emergency = crm_cell_eq(crm_view_cell(v, CRM_W_URGENCY), "emergency");
	bool change = c != NULL && c->change;

	if (c == NULL)
		fn(ctx, crm_notice_name(CRM_W_CATEGORY), "the table has no such category");
	need(v, CRM_W_CONTENT, "there is no text", fn, ctx);
	if (change)
		need(v, CRM_W_TITLE, "a change is told with its title", fn, ctx);
	if (change || emergency)
		need(v, CRM_W_REASON,
		    emergency ? "an emergency is told with its reason"
		              : "a change is told with its reason",
		    fn, ctx);
	if (emergency)
		need(v, CRM_W_COUNTERMEASURE, "an emergency is told with what is done about it", fn,
		    ctx);
	if (!change)
		return;
	need(v, CRM_W_OLD, "a change is told with what it was", fn, ctx);
	need(v, CRM_W_NEW, "a change is told with what it will be", fn, ctx);
	need(v, CRM_W_SCOPE, "a change is told with what it touches", fn, ctx);
	need(v, CRM_W_EFFECTIVE, "a change is told with the day from which it holds", fn, ctx);
	need(v, CRM_W_OUR_CONTACT, "a change is told with who of us answers questions", fn, ctx);
}

const struct crm_category *crm_notice_category(
    const struct crm_step_in *in, const struct crm_view *v)
{
	const struct crm_category *found = NULL;
	struct crm_arena a = CRM_ARENA_INIT;

	if (in->book != NULL)
		found = crm_category_find(
		    crm_notice_book_categories(in->book), crm_view_text(v, CRM_W_CATEGORY, &a));
	crm_arena_release(&a);
	return found;
}

struct refusing {
	const struct crm_step_in *in;
	struct crm_findings *f;
};

static void refuse_lack(void *ctx, const char *field, const char *text)
{
	const struct refusing *x = ctx;

	crm_step_refuse(x->in, x->f, "incomplete", field, "%s", text);
}

static void judge_lacks(const struct crm_step_in *in, struct crm_findings *f)
{
	struct refusing x = {in, f};

	crm_notice_lacks(in->view, crm_notice_category(in, in->view), refuse_lack, &x);
}

/* ---- the approval ---- */

enum crm_seal crm_notice_approval(const struct crm_view *v, struct crm_buf *changed)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_seal state = crm_seal_state(v, crm_view_text(v, CRM_C_ID, &a), SCOPE, &sealed,
	    crm_view_cell(v, CRM_W_APPROVED_FIELDS), crm_view_cell(v, CRM_W_APPROVED_SEAL),
	    changed);

	crm_arena_release(&a);
	return state;
}

enum crm_seal crm_notice_approval_now(const struct crm_view *v, const struct crm_notice_book *b,
    struct crm_buf *changed, struct crm_buf *moved)
{
	enum crm_seal seal = crm_notice_approval(v, changed);

	if ((seal == CRM_SEALED_HOLDS || seal == CRM_SEALED_CHANGED) &&
	    crm_notice_moved(v, b, moved))
		seal = CRM_SEALED_CHANGED;
	return seal;
}

/* Why the approval does not do. */
static void tell_seal(
    enum crm_seal seal, const char *changed, const char *moved, struct crm_buf *why)
{
	if (seal == CRM_SEALED_NONE) {
		crm_buf_addz(why, "nobody has approved it");
	} else if (seal == CRM_SEALED_FOREIGN) {
		crm_buf_addz(why, "the approval is void: of another notice");
	} else {
		crm_buf_addz(why, "the approval is void");
		if (changed[0] != '\0')
			crm_buf_addf(why, ", changed since: %s", changed);
		if (moved[0] != '\0')
			crm_buf_addf(why, "%s their addresses have changed since: %s",
			    changed[0] != '\0' ? ";" : ":", moved);
	}
}

static bool by_standing(const struct crm_notice_book *b, const char *standing,
    const struct crm_standing_ask *ask, struct crm_buf *why)
{
	const struct crm_standing *s = crm_notice_book_find(b, standing);
	struct crm_buf not = CRM_BUF_INIT;
	bool covers = s != NULL && crm_standing_covers(s, ask, &not );

	if (s == NULL)
		crm_buf_addf(why, "there is no standing approval '%s'", standing);
	else if (covers)
		crm_buf_addf(why, "standing approval '%s' by %s", standing, s->by);
	else
		crm_buf_addf(why, "standing approval '%s' does not cover it: %s", standing,
		    crm_buf_str(&not ));
	crm_buf_release(&not );
	return covers;
}

static enum crm_clearance clear(const struct crm_view *v, const struct crm_notice_book *b,
    const char *standing, struct crm_standing_ask *ask, struct crm_buf *why)
{
	struct crm_buf changed = CRM_BUF_INIT, moved = CRM_BUF_INIT;
	enum crm_seal seal = crm_notice_approval_now(v, b, &changed, &moved);
	enum crm_clearance ret = CRM_CLEARED_NOT;
	bool emergency = crm_cell_eq(crm_view_cell(v, CRM_W_URGENCY), "emergency");

	crm_notice_book_addressee(b, crm_view_cell(v, CRM_W_CUSTOMER), &ask->to);
	if (ask->category == NULL) {
		crm_buf_addz(why, "the table has no such category");
	} else if (standing[0] != '\0') {
		if (by_standing(b, standing, ask, why))
			ret = CRM_CLEARED_STANDING;
	} else if (seal == CRM_SEALED_HOLDS) {
		struct crm_arena a = CRM_ARENA_INIT;

		crm_buf_addf(why, "approved by %s", crm_view_text(v, CRM_W_APPROVED_BY, &a));
		crm_arena_release(&a);
		ret = CRM_CLEARED_APPROVED;
	} else if (!ask->category->approval && !emergency && seal == CRM_SEALED_NONE) {
		crm_buf_addf(why, "category '%s' asks for no approval", ask->category->name);
		ret = CRM_CLEARED_FREE;
	} else {
		tell_seal(seal, crm_buf_str(&changed), crm_buf_str(&moved), why);
		if (seal == CRM_SEALED_NONE)
			crm_notice_book_uncovered(b, ask, why);
	}
	crm_buf_release(&changed);
	crm_buf_release(&moved);
	return ret;
}

enum crm_clearance crm_notice_cleared(const struct crm_view *v, const struct crm_notice_book *b,
    const char *standing, const struct crm_people *people, struct crm_instant at,
    struct crm_buf *why)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_standing_ask ask = {.notice = v,
	    .category = crm_category_find(
	        crm_notice_book_categories(b), crm_view_text(v, CRM_W_CATEGORY, &a)),
	    .people = people,
	    .at = at};
	enum crm_clearance ret = clear(
	    v, b, standing != NULL ? standing : crm_view_text(v, CRM_W_STANDING, &a), &ask, &text);

	if (why != NULL)
		crm_buf_addz(why, crm_buf_str(&text));
	crm_buf_release(&text);
	crm_arena_release(&a);
	return ret;
}

/* ---- approve ---- */

/* What is in the outbox is approved again where its approval is void, and nobody has it in hand. */
static void judge_queued(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *state = crm_view_cell(in->view, CRM_C_STATE);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;

	if (!crm_cell_eq(state, "queued") && !crm_cell_eq(state, "failed"))
		return;
	crm_notice_last_try(in->view, &a, &last);
	if (crm_notice_approval(in->view, NULL) == CRM_SEALED_NONE)
		crm_notice_refuse(in, f, "wrong_state", CRM_C_STATE,
		    "is %s, and was so without an approval",
		    crm_view_text(in->view, CRM_C_STATE, &a));
	if (last.open || last.handed)
		crm_notice_refuse(in, f, last.open ? "in_doubt" : "handed", CRM_W_ATTEMPTS,
		    "first it must be known what came of attempt %" PRId64 " by %s", last.number,
		    last.channel);
	crm_arena_release(&a);
}

void crm_notice_rule_approve(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf made = CRM_BUF_INIT, to = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	char seal[CRM_SEAL_MAX];

	crm_notice_judge_author(in, f);
	crm_notice_judge_read(in, f);
	judge_queued(in, f);
	if (crm_notice_approval_now(in->after, in->book, NULL, NULL) == CRM_SEALED_HOLDS)
		crm_notice_refuse(in, f, "already_done", CRM_W_APPROVED_AT,
		    "the approval holds: nothing was changed since");
	judge_lacks(in, f);
	crm_step_order(in, f, CRM_W_DRAFTED_AT);
	crm_step_order(in, f, CRM_W_EDITED_AT);
	if (!crm_notice_judge_past(in, f))
		crm_notice_tell_late(in, f);
	crm_seal_make(
	    in->after, crm_view_text(in->after, CRM_C_ID, &a), SCOPE, &sealed, &made, seal);
	crm_changes_text(out, crm_notice_name(CRM_W_APPROVED_BY), in->actor->by);
	crm_changes_text(out, crm_notice_name(CRM_W_APPROVED_FIELDS), crm_buf_str(&made));
	crm_changes_text(out, crm_notice_name(CRM_W_APPROVED_SEAL), seal);
	if (in->book != NULL) {
		crm_notice_reached(in->after, in->book, &to);
		crm_changes_text(out, crm_notice_name(CRM_W_APPROVED_TO), crm_buf_str(&to));
	}
	crm_buf_release(&made);
	crm_buf_release(&to);
	crm_arena_release(&a);
}

/* ---- queue ---- */

static void judge_clearance(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_change *given =
	    crm_changes_find(in->given, crm_notice_name(CRM_W_STANDING));
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf why = CRM_BUF_INIT;
	const char *standing = NULL;

	if (given != NULL && given->cell.type == CRM_T_TEXT)
		standing = crm_arena_strndup(&a, given->cell.text, given->cell.len);
	if (in->book == NULL ||
	    crm_notice_cleared(in->view, in->book, standing, in->actor->people, in->at, &why) ==
	        CRM_CLEARED_NOT)
		crm_notice_refuse(in, f, "unapproved", CRM_W_APPROVED_AT, "%s", crm_buf_str(&why));
	crm_buf_release(&why);
	crm_arena_release(&a);
}

void crm_notice_rule_queue(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;

	(void)out;
	judge_lacks(in, f);
	judge_clearance(in, f);
	crm_step_order(in, f, CRM_W_DRAFTED_AT);
	crm_step_order(in, f, CRM_W_APPROVED_AT);
	if (crm_notice_held(in->view, in->at))
		crm_notice_refuse(in, f, "held", CRM_W_HELD_WHY, "is held: %s",
		    crm_view_text(in->view, CRM_W_HELD_WHY, &a));
	if (crm_notice_expired(in->view, in->at))
		crm_notice_refuse(in, f, "expired", CRM_W_EXPIRES_AT, "it is stale since %s",
		    crm_view_text(in->view, CRM_W_EXPIRES_AT, &a));
	crm_notice_tell_late(in, f);
	crm_arena_release(&a);
}

/* ---- holds ---- */

void crm_notice_rule_hold(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *name = crm_notice_name(CRM_W_HELD_UNTIL);
	const struct crm_change *until = crm_changes_find(in->given, name);

	if (until != NULL && until->cell.type == CRM_T_INSTANT && until->cell.u.at.us <= in->at.us)
		crm_notice_refuse(
		    in, f, "bad_value", CRM_W_HELD_UNTIL, "is not after the step itself");
	/* one hold takes the place of another whole */
	if (until == NULL && crm_view_has(in->view, CRM_W_HELD_UNTIL))
		crm_changes_delete(out, name);
}

void crm_notice_rule_release(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (!crm_view_has(in->view, CRM_W_HELD_WHY)) {
		crm_notice_refuse(in, f, "not_held", CRM_W_HELD_WHY, "nobody holds it");
		return;
	}
	crm_changes_delete(out, crm_notice_name(CRM_W_HELD_WHY));
	if (crm_view_has(in->view, CRM_W_HELD_UNTIL))
		crm_changes_delete(out, crm_notice_name(CRM_W_HELD_UNTIL));
}
