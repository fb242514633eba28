/* The steps of sending, each taken once. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"

static int take(
    struct notify_sending *s, struct crm_ones *ones, const char *id, const struct notify_step *step)
{
	struct crm_one_text texts[NOTIFY_MEMBERS + 1];
	struct crm_one one = {.kind = &crm_notice,
	    .step = crm_flow_step(&crm_notice.flow, step->step),
	    .id = id,
	    .at = s->post.now,
	    .by = crm_run_login(s->run)};

	for (size_t i = 0; i < NOTIFY_MEMBERS; i++) {
		const char *value = step->texts[i][1];

		if (value != NULL && value[strspn(value, " \t\n")] != '\0')
			texts[one.n++] = (struct crm_one_text){step->texts[i][0], value};
	}
	if (step->op != NULL)
		texts[one.n++] = (struct crm_one_text){CRM_STEP_OP, step->op};
	one.texts = texts;
	return crm_ones_take(ones, &one, NULL);
}

int notify_steps(
    struct notify_sending *s, const char *id, const struct notify_step *steps, size_t n)
{
	struct crm_ones *ones = crm_ones_new(s->run);
	int ret = ones != NULL ? 0 : -1;

	notify_now(s);
	for (size_t i = 0; ret == 0 && i < n; i++)
		ret = take(s, ones, id, &steps[i]);
	if (ret == 0)
		ret = crm_ones_commit(ones);
	crm_ones_free(ones);
	return ret;
}

const char *notify_op(const char *key, long attempt, char what, struct crm_arena *a)
{
	char op[CRM_OUTBOX_KEY + 32];

	(void)snprintf(op, sizeof(op), "%s.%ld%c", key, attempt, what);
	return crm_arena_strdup(a, op);
}

/* A cost step, where it is charged. */
static bool cost_of(struct notify_sending *s, struct notify_item *it,
    const struct crm_outbox_state *m, const char *outcome, struct notify_step *out)
{
	const char *channel = crm_record_text(m->message, "channel");
	const char *address = crm_record_text(m->message, "to.address");
	const struct crm_price *price =
	    crm_price_find(&s->post.budget, channel, address != NULL ? address : "");
	enum crm_charge how = crm_charge_of(outcome, m->last.provider);
	const struct crm_channel *c;
	struct crm_buf amount = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_dec sum;
	char messages[24];

	if (price == NULL || !crm_price_charged(price, how) ||
	    crm_channel_get(s->post.channels.all, channel, &c, &e) != 0 ||
	    crm_price_of(price, notify_messages(it, c), &sum) != 0)
		return false;
	crm_dec_format(sum, &amount);
	(void)snprintf(messages, sizeof(messages), "%lld", (long long)notify_messages(it, c));
	*out = (struct notify_step){"cost",
	    {{"channel", channel}, {"amount", crm_arena_strdup(&it->arena, crm_buf_str(&amount))},
	        {"currency", price->currency},
	        {"messages", crm_arena_strdup(&it->arena, messages)}},
	    notify_op(m->key, m->attempts, 'c', &it->arena)};
	crm_buf_release(&amount);
	return true;
}

int notify_outcome(
    struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m)
{
	struct notify_step steps[2];
	char op[CRM_OUTBOX_KEY + 48];
	size_t n = 1;

	/* with its time: one that the journal has of that number may be of a lost file */
	(void)snprintf(op, sizeof(op), "%s.%ldo.%lld", m->key, m->attempts,
	    (long long)(m->last_at.us / CRM_US_PER_SEC));
	steps[0] = (struct notify_step){crm_sent_name(m->last.sent),
	    {{"channel", crm_record_text(m->message, "channel")}, {"code", m->last.code},
	        {"detail", m->last.detail}, {"provider_id", m->last.provider}},
	    op};
	if (cost_of(s, it, m, crm_sent_name(m->last.sent), &steps[1]))
		n++;
	return notify_steps(s, it->id, steps, n);
}

int notify_cost(struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m,
    const char *outcome)
{
	struct notify_step step;

	return cost_of(s, it, m, outcome, &step) ? notify_steps(s, it->id, &step, 1) : 0;
}

int notify_give_up(struct notify_sending *s, struct notify_item *it, const char *why)
{
	const struct notify_row row = {.it = it, .what = "failed", .why = why};
	struct notify_step steps[2];
	struct crm_buf calls = CRM_BUF_INIT;
	struct crm_notice_try last;
	char op[96];
	size_t n = 0;

	crm_notice_last_try(&it->view, &it->arena, &last);
	if (last.open)
		steps[n++] = (struct notify_step){"failed",
		    {{"channel", last.channel}, {"code", "unknown"},
		        {"detail", "nobody knows what came of it"}},
		    NULL};
	(void)snprintf(op, sizeof(op), "%s.%lld.give-up", it->id, (long long)last.number);
	steps[n++] = (struct notify_step){"give-up", {{"failed_why", why}}, op};
	if (notify_steps(s, it->id, steps, n) < 0)
		return -1;
	notify_calls(&s->post, &calls);
	crm_run_say(s->run, "alert: %s: given up: %s; call: %s", it->id, why, crm_buf_str(&calls));
	crm_buf_release(&calls);
	crm_run_worse(s->run, CRM_PART);
	notify_row(s, &row);
	return 0;
}
