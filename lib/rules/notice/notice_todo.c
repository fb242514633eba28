/* What is to be done for a notice, by whom and until when; what contradicts itself in one. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/notice/notice_private.h"
#include "lib/rules/todo.h"

static bool is_in(const struct crm_todo_of *t, const char *state)
{
	const struct crm_cell *c = crm_view_cell(t->view, CRM_C_STATE);

	return crm_cell_eq(c, state);
}

/* Of the clocks that wait for it the first that is due. */
static struct crm_cell due_of(const struct crm_todo_of *t)
{
	const struct crm_clock_result *first = NULL;

	for (size_t i = 0; i < t->n; i++) {
		const struct crm_clock_result *r = &t->results[i];

		if (r->clock->to == CRM_W_SENT_AT && r->has_due && crm_todo_waits(r) &&
		    (first == NULL || r->due.us < first->due.us))
			first = r;
	}
	return first != NULL ? crm_todo_clock_due(first) : crm_cell_absent();
}

static void give(const struct crm_todo_of *t, const char *what, const char *text, const char *step,
    struct crm_cell due)
{
	crm_todo_give(
	    t, (struct crm_todo_point){.what = what, .text = text, .step = step, .due = due});
}

/* ---- before the queue ---- */

static void add_lack(void *ctx, const char *field, const char *text)
{
	struct crm_buf *list = ctx;

	(void)text;
	crm_buf_addf(list, "%s%s", list->len > 0 ? ", " : "", field);
}

static const struct crm_category *category_of(const struct crm_todo_of *t)
{
	return crm_category_find(
	    crm_notice_book_categories(t->book), crm_view_text(t->view, CRM_W_CATEGORY, t->arena));
}

/* Its approval does not count any more. */
static bool give_void(const struct crm_todo_of *t)
{
	struct crm_buf changed = CRM_BUF_INIT, moved = CRM_BUF_INIT;
	const bool is_void =
	    crm_notice_approval_now(t->view, t->book, &changed, &moved) == CRM_SEALED_CHANGED;

	if (is_void && changed.len == 0)
		give(t, "approval",
		    crm_todo_text(t, "approve it again, their addresses have changed: %s",
		        crm_buf_str(&moved)),
		    "approve", due_of(t));
	else if (is_void)
		give(t, "approval",
		    crm_todo_text(t, "approve it again, changed: %s", crm_buf_str(&changed)),
		    "approve", due_of(t));
	crm_buf_release(&changed);
	crm_buf_release(&moved);
	return is_void;
}

static void give_approval(const struct crm_todo_of *t)
{
	if (crm_notice_cleared(t->view, t->book, "", NULL, t->now, NULL) != CRM_CLEARED_NOT)
		give(t, "send", "send the notice", "queue", due_of(t));
	else if (give_void(t))
		return;
	else if (crm_notice_book_covers(t->book, t->view, NULL, t->now) != NULL)
		give(t, "send", "send the notice: a standing approval covers it", "queue",
		    due_of(t));
	else
		give(t, "approval", "approve it, or not: who has not written it", "approve",
		    due_of(t));
}

static void give_open(const struct crm_todo_of *t)
{
	struct crm_buf lacks = CRM_BUF_INIT;

	if (t->book != NULL)
		crm_notice_lacks(t->view, category_of(t), add_lack, &lacks);
	if (lacks.len > 0)
		give(t, "content", crm_todo_text(t, "complete it: %s", crm_buf_str(&lacks)), "edit",
		    due_of(t));
	else if (t->book != NULL)
		give_approval(t);
	crm_buf_release(&lacks);
}

/* ---- in the outbox, and after ---- */

/* What a person does who has it. */
static const char *by_hand(const char *channel)
{
	static const char *const words[][2] = {{"phone", "call them"}, {"letter", "post it"},
	    {"fax", "fax it"}, {"meeting", "tell them when you meet"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i][0], channel) == 0)
			return words[i][1];
	}
	return "see to it";
}

static void give_handed(const struct crm_todo_of *t, const struct crm_notice_try *last)
{
	const bool again = strcmp(last->status, "deferred") == 0;

	crm_todo_give(t,
	    (struct crm_todo_point){.what = "handed",
	        .text = crm_todo_text(t, "%s%s (%s), and say what came of it",
	            by_hand(last->channel), again ? " again" : "", last->channel),
	        .step = "sent",
	        .opt = {"channel", last->channel},
	        .due = due_of(t)});
}

/* Who is to be called, of one that does not leave in time. */
static void give_escalated(const struct crm_todo_of *t)
{
	const char *to = crm_view_text(t->view, CRM_W_ESCALATED_TO, t->arena);

	give(t, "escalated",
	    crm_todo_text(t, "it does not leave, reach them otherwise%s%s",
	        to[0] != '\0' ? "; call " : "", to),
	    "sent", due_of(t));
}

static void give_queued(const struct crm_todo_of *t)
{
	struct crm_notice_try last;

	crm_notice_last_try(t->view, t->arena, &last);
	if (last.handed) {
		give_handed(t, &last);
		return;
	}
	if (!last.open && t->book != NULL && give_void(t))
		return;
	if (!last.open) {
		give(t, "send", "send it: it is in the outbox", "attempt", due_of(t));
		return;
	}
	crm_todo_give(t,
	    (struct crm_todo_point){.what = "doubt",
	        .text = crm_todo_text(t, "find out what came of attempt %" PRId64 " by %s",
	            last.number, last.channel),
	        .step = "sent",
	        .opt = {"channel", last.channel},
	        .due = due_of(t)});
}

static void give_hold(const struct crm_todo_of *t)
{
	const struct crm_cell *until = crm_view_cell(t->view, CRM_W_HELD_UNTIL);

	give(t, "hold",
	    crm_todo_text(t, "held: %s", crm_view_text(t->view, CRM_W_HELD_WHY, t->arena)),
	    "release",
	    until->type == CRM_T_INSTANT ? crm_cell_instant(until->u.at) : crm_cell_absent());
}

static void give_all(const struct crm_todo_of *t)
{
	bool over = is_in(t, "sent") || is_in(t, "delivered");

	if (is_in(t, "withdrawn"))
		return;
	if ((over || is_in(t, "failed")) &&
	    crm_cell_eq(crm_view_cell(t->view, CRM_W_URGENCY), "emergency") &&
	    !crm_view_has(t->view, CRM_W_SUMMED_UP_AT))
		give(t, "summary", "sum up the emergency", "sum-up", crm_cell_absent());
	if (over)
		return;
	if (crm_notice_expired(t->view, t->now)) {
		give(t, "stale", "it is stale: withdraw it", "withdraw", crm_cell_absent());
		return;
	}
	if (crm_notice_held(t->view, t->now)) {
		give_hold(t);
		return;
	}
	if (crm_view_has(t->view, CRM_W_ESCALATED_AT) && (is_in(t, "queued") || is_in(t, "failed")))
		give_escalated(t);
	if (is_in(t, "failed") && t->book != NULL && give_void(t))
		return;
	if (is_in(t, "failed"))
		give(t, "reach", "no channel could: reach them otherwise, or queue it again",
		    "queue", due_of(t));
	else if (is_in(t, "queued"))
		give_queued(t);
	else
		give_open(t);
}

/* An emergency is summed up when it is over. */
const struct crm_todo crm_notice_todo = {.more = give_all, .ended = true, .looks = "customer"};

/* ---- check ---- */

static void add(const struct crm_view *v, enum crm_severity severity, const char *code,
    const char *field, const char *text, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;

	crm_finding_add(f, severity, code, v->source, v->line, crm_view_text(v, CRM_C_ID, &a),
	    field, "%s", text);
	crm_arena_release(&a);
}

static void check_hash(const struct crm_view *v, int field, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (crm_cell_is(c) && !crm_notice_is_hash(c))
		add(v, CRM_ERROR, "bad_value", crm_notice_name(field),
		    "is no hash, expected 64 digits of 0-9 and a-f", f);
}

static void check_approval(const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const char *field = crm_notice_name(CRM_W_APPROVED_AT);
	struct crm_buf changed = CRM_BUF_INIT;
	struct crm_buf text = CRM_BUF_INIT;

	switch (crm_notice_approval(v, &changed)) {
	case CRM_SEALED_FOREIGN:
		add(v, CRM_ERROR, "void_approval", field, "the approval is of another notice", f);
		break;
	case CRM_SEALED_CHANGED:
		crm_buf_addf(
		    &text, "the approval is void, changed since: %s", crm_buf_str(&changed));
		if (!crm_cell_eq(state, "draft"))
			add(v, CRM_WARNING, "void_approval", field, crm_buf_str(&text), f);
		break;
	case CRM_SEALED_NONE:
		if (crm_cell_eq(state, "approved"))
			add(v, CRM_WARNING, "void_approval", field,
			    "is approved without saying what: it does not count", f);
		break;
	case CRM_SEALED_HOLDS:
		break;
	}
	crm_buf_release(&text);
	crm_buf_release(&changed);
}

void crm_notice_check(const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_cell *by = crm_view_cell(v, CRM_W_TELL_BY);
	const struct crm_cell *effective = crm_view_cell(v, CRM_W_EFFECTIVE);

	check_hash(v, CRM_W_CONTENT, f);
	check_hash(v, CRM_W_TEMPLATE_SHA256, f);
	check_approval(v, f);
	if (by->type == CRM_T_DATE && effective->type == CRM_T_DATE &&
	    by->u.date > effective->u.date)
		add(v, CRM_ERROR, "bad_value", crm_notice_name(CRM_W_TELL_BY),
		    "is after the day from which it holds (effective)", f);
}
