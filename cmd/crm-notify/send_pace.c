/* The pace of urgent notices: the next channel at half of the clock, those to be called at 80 %. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"
#include "lib/rules/notice/pace.h"
#include "lib/tool/kinds.h"

static struct crm_instant instant_of(const struct crm_cell *c)
{
	return c->type == CRM_T_INSTANT ? c->u.at : (struct crm_instant){0, 0};
}

/* When clock `alert` is due, by the settings; us 0: it is not for it. */
static int alert_due(struct notify_sending *s, struct notify_item *it, struct crm_instant *out)
{
	struct crm_run *r = s->run;
	struct crm_clock_result *results;
	struct crm_view v;
	size_t n;
	int i;

	*out = (struct crm_instant){0, 0};
	if (r->kind != &crm_notice)
		crm_run_turn(r, &crm_notice);
	if (crm_run_clocks(r) < 0)
		return -1;
	n = crm_clocks_count(r->clocks);
	i = crm_clocks_find(r->clocks, "alert");
	if (i < 0)
		return 0;
	results = crm_arena_alloc(&it->arena, n * sizeof(*results));
	crm_view_of_record(crm_run_shape(r), it->notice, &it->arena, &v);
	crm_clocks_eval(r->clocks, &v, s->post.now, results);
	if (results[i].applies && results[i].has_due)
		*out = results[i].due;
	return 0;
}

static int pace_of(struct notify_sending *s, struct notify_item *it, struct crm_pace *out)
{
	struct crm_instant due;

	if (alert_due(s, it, &due) < 0)
		return -1;
	crm_pace_of(instant_of(crm_view_cell(&it->view, CRM_W_DRAFTED_AT)), due,
	    instant_of(crm_view_cell(&it->view, CRM_W_EXPIRES_AT)), out);
	return 0;
}

/* ---- half ---- */

/* Is there a channel of the plan that has not had it? */
static bool is_left(struct notify_sending *s, struct notify_item *it)
{
	if (notify_plan_once(s, it) != 0)
		return false;
	if (it->plan.what != CRM_PLAN_SEND)
		return false;
	for (size_t i = 0; i < it->plan.nchannels; i++) {
		const struct crm_plan_channel *c = &it->plan.channels[i];
		const char *address = c->taken ? notify_address(it, c->channel, &it->arena) : NULL;
		char key[CRM_OUTBOX_KEY + 1];

		if (address == NULL || !notify_only(s, address))
			continue;
		notify_key(it, c->channel, address, key);
		if (crm_outbox_where(s->post.outbox, key) == CRM_BOX_NONE)
			return true;
	}
	return false;
}

bool notify_half(struct notify_sending *s, struct notify_item *it, struct crm_claim *c)
{
	const struct crm_outbox_state *m = crm_claim_state(c);
	const struct crm_pace_tried tried = {.tried = m->tried > 0 && m->open == 0,
	    .handed = m->last.sent == CRM_SENT_HANDED,
	    .at = m->last_at};
	const char *channel = crm_record_text(m->message, "channel");
	const struct notify_step step = {"failed",
	    {{"channel", channel}, {"code", CRM_PACE_HALF},
	        {"detail", "half of its clock is over: the next channel"}},
	    notify_op(m->key, m->attempts, 'b', &it->arena)};
	const struct notify_row row = {.it = it,
	    .channel = channel,
	    .address = crm_record_text(m->message, "to.address"),
	    .what = "failed",
	    .code = CRM_PACE_HALF,
	    .why = "half of its clock is over: the next channel",
	    .message_id = crm_record_text(m->message, "message_id")};
	struct crm_pace pace;
	struct crm_err e = CRM_ERR_INIT;

	if (!m->urgent || pace_of(s, it, &pace) < 0 || !crm_pace_over(&pace, &tried, s->post.now) ||
	    !is_left(s, it) || notify_steps(s, it->id, &step, 1) < 0)
		return false;
	if (crm_claim_move(c, CRM_BOX_FAILED, CRM_PACE_HALF, s->post.now, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return false;
	}
	notify_row(s, &row);
	return true;
}

/* ---- 80 % ---- */

void notify_calls(const struct notify_post *p, struct crm_buf *out)
{
	for (size_t i = 0; i < p->self.ncalls; i++) {
		const struct notify_call *c = &p->self.calls[i];

		crm_buf_addf(out, "%s%zu. %s %s", i > 0 ? ", " : "", i + 1, c->name,
		    c->phone != NULL ? c->phone : c->email);
		if (c->phone != NULL && c->email != NULL)
			crm_buf_addf(out, " (%s)", c->email);
	}
	if (p->self.ncalls == 0)
		crm_buf_addz(out, "nobody is named (notify.contingency of crm.json)");
}

static void say_why(struct notify_sending *s, struct notify_item *it, const struct crm_pace *pace,
    struct crm_buf *out)
{
	struct crm_notice_try last;
	char due[CRM_INSTANT_MAX];

	crm_notice_last_try(&it->view, &it->arena, &last);
	crm_instant_format((struct crm_instant){pace->to.us, s->post.now.off}, due);
	crm_buf_addf(
	    out, "%d %% of its clock until %s are over", crm_pace_percent(pace, s->post.now), due);
	if (last.number > 0)
		crm_buf_addf(out, ", attempt %lld by '%s': %s%s%s", (long long)last.number,
		    last.channel, last.open ? "in doubt" : last.status,
		    last.code[0] != '\0' ? " " : "", last.code);
	else
		crm_buf_addz(out, ", no channel was tried");
}

static void escalate(struct notify_sending *s, struct notify_item *it, const struct crm_pace *pace)
{
	struct crm_buf why = CRM_BUF_INIT, calls = CRM_BUF_INIT;
	struct notify_step step = {
	    "escalate", {{"escalated_why", NULL}, {"escalated_to", NULL}}, NULL};
	struct notify_row row = {.it = it, .what = "escalated"};
	char op[96];

	say_why(s, it, pace, &why);
	notify_calls(&s->post, &calls);
	(void)snprintf(op, sizeof(op), "%s.escalate", it->id);
	step.op = op;
	step.texts[0][1] = row.why = crm_buf_str(&why);
	if (s->post.self.ncalls > 0)
		step.texts[1][1] = crm_buf_str(&calls);
	if (notify_steps(s, it->id, &step, 1) == 0) {
		crm_run_say(s->run, "alert: %s: not sent, %s; call: %s", it->id, crm_buf_str(&why),
		    crm_buf_str(&calls));
		crm_run_worse(s->run, CRM_PART);
		notify_row(s, &row);
	}
	crm_buf_release(&why);
	crm_buf_release(&calls);
}

static void judge(struct notify_sending *s, struct notify_item *it)
{
	const struct crm_cell *state = crm_view_cell(&it->view, CRM_C_STATE);
	struct crm_pace pace;

	if (crm_view_has(&it->view, CRM_W_ESCALATED_AT) ||
	    (!crm_cell_eq(state, "draft") && !crm_cell_eq(state, "approved") &&
	        !crm_cell_eq(state, "queued")) ||
	    pace_of(s, it, &pace) < 0 || !crm_pace_escalates(&pace, s->post.now))
		return;
	escalate(s, it, &pace);
}

void notify_escalate(struct notify_sending *s)
{
	struct notify_item it;

	notify_now(s);
	for (size_t i = 0; i < crm_map_count(s->hurry); i++) {
		if (notify_item_read(&s->post, crm_map_key(s->hurry, i, NULL), &it) != 0)
			continue;
		judge(s, &it);
		notify_item_release(&it);
	}
}
