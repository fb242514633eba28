/* What is spent, and what is owed: by the messages in the outbox, and by those that this run means to
 * put there. */
#include <string.h>

#include "cmd/crm-notify/plan.h"
#include "lib/tool/kinds.h"

/* What one notice owes. */
struct notify_owed {
	struct crm_spend spend;
	size_t next; /* of the same notice; CRM_MAP_NONE: the last */
};

static void add(struct notify_post *p, const struct notify_item *it, struct crm_dec amount,
    const char *currency)
{
	const struct crm_spend spend = {crm_view_text(&it->view, CRM_W_CATEGORY, &p->arena),
	    crm_view_text(&it->view, CRM_W_CUSTOMER, &p->arena), amount,
	    crm_arena_strdup(&p->arena, currency)};
	bool added;
	const size_t i = crm_map_put(p->owing, it->id, strlen(it->id), &added);
	size_t *first = crm_map_value(p->owing, i);

	crm_grow(&p->owed, &p->owed_cap, p->nowed + 1, sizeof(*p->owed));
	p->owed[p->nowed] = (struct notify_owed){spend, added ? CRM_MAP_NONE : *first};
	*first = p->nowed++;
	crm_ledger_committed(&p->ledger, &spend);
}

void notify_owe(
    struct notify_post *p, const struct notify_item *it, const struct crm_plan_channel *c)
{
	if (c->priced && p->ledger.n > 0)
		add(p, it, c->price, c->currency);
}

bool notify_owes(const struct notify_post *p, const struct notify_item *it)
{
	return crm_map_find(p->owing, it->id, strlen(it->id)) != CRM_MAP_NONE;
}

void notify_lend(struct notify_post *p, const struct notify_item *it, bool back)
{
	const size_t first = crm_map_find(p->owing, it->id, strlen(it->id));
	size_t i = first != CRM_MAP_NONE ? *crm_map_value(p->owing, first) : CRM_MAP_NONE;

	for (; i != CRM_MAP_NONE; i = p->owed[i].next) {
		struct crm_spend spend = p->owed[i].spend;

		if (!back)
			spend.amount.coef = -spend.amount.coef;
		crm_ledger_committed(&p->ledger, &spend);
	}
}

/* ---- as it stands ---- */

static void add_spent(void *ctx, const struct crm_view *v)
{
	struct notify_post *p = ctx;

	crm_ledger_notice(&p->ledger, v, crm_store_settings(p->run->store)->zone);
}

static void add_waiting(
    struct notify_post *p, enum crm_box box, const struct crm_outbox_entry *entry)
{
	struct crm_outbox_state s;
	const char *address;
	const struct crm_price *price;
	struct crm_dec amount;
	struct notify_item it;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_read(p->outbox, box, entry->key, &s, &e) != 0)
		return;
	address = crm_record_text(s.message, "to.address");
	price = crm_price_find(&p->budget, entry->channel, address != NULL ? address : "");
	if (price != NULL && notify_item_read(p, entry->notice, &it) == 0) {
		const struct crm_channel *channel;

		if (crm_channel_get(p->channels.all, entry->channel, &channel, &e) == 0 &&
		    crm_price_of(price, notify_messages(&it, channel), &amount) == 0)
			add(p, &it, amount, price->currency);
		notify_item_release(&it);
	}
	crm_outbox_state_release(&s);
}

int notify_ledger_read(struct notify_post *p)
{
	static const enum crm_box boxes[] = {CRM_BOX_QUEUE, CRM_BOX_HOLD};
	struct crm_err e = CRM_ERR_INIT;

	crm_ledger_init(&p->ledger, &p->budget,
	    crm_budget_month(p->now, crm_store_settings(p->run->store)->zone));
	if (p->budget.ncaps == 0)
		return 0;
	crm_run_turn(p->run, &crm_notice);
	if (crm_run_each(p->run, add_spent, p) < 0)
		return -1;
	for (int b = 0; b < 2; b++) {
		struct crm_outbox_list list = {NULL, 0};

		if (crm_outbox_list(p->outbox, boxes[b], false, NULL, &list, &e) != 0)
			return crm_run_fail(p->run, &e);
		for (size_t i = 0; i < list.n; i++)
			add_waiting(p, boxes[b], &list.v[i]);
		crm_outbox_list_release(&list);
	}
	return 0;
}
