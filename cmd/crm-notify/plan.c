/* plan: who would get what, by which channel, when, why, at what price. Nothing is written. */
#include "cmd/crm-notify/plan.h"

#include <string.h>

enum {
	ID,
	CATEGORY,
	CUSTOMER,
	CONTACT,
	CHANNELS,
	ADDRESS,
	WHAT,
	NOT_BEFORE,
	WHY,
	PRICE,
	CURRENCY,
	FINDINGS,
	APPROVAL,
	PLAIN,
	REASONS = PLAIN,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [CATEGORY] = {.name = "category", .optional = true},
    [CUSTOMER] = {.name = "customer"},
    [CONTACT] = {.name = "contact", .optional = true},
    [CHANNELS] = {.name = "channels"},
    [ADDRESS] = {.name = "address", .optional = true},
    [WHAT] = {.name = "what"},
    [NOT_BEFORE] = {.name = "not_before"},
    [WHY] = {.name = "why", .optional = true},
    [PRICE] = {.name = "price", .right = true, .optional = true},
    [CURRENCY] = {.name = "currency", .optional = true},
    [FINDINGS] = {.name = "findings", .optional = true},
    [APPROVAL] = {.name = "approval", .optional = true},
    [REASONS] = {.name = "reasons", .optional = true},
};

static void add(struct crm_buf *b, const char *between, const char *text)
{
	crm_buf_addf(b, "%s%s", b->len > 0 ? between : "", text);
}

static const char *kept(struct notify_item *it, struct crm_buf *b)
{
	const char *text = crm_arena_strdup(&it->arena, crm_buf_str(b));

	crm_buf_clear(b);
	return text;
}

/* The channels that are tried, in their order. */
static const char *channels_of(struct notify_item *it, struct crm_buf *b)
{
	for (size_t i = 0; i < it->plan.nchannels; i++) {
		if (it->plan.channels[i].taken)
			add(b, ",", it->plan.channels[i].channel);
	}
	return kept(it, b);
}

/* Each code once. */
static const char *findings_of(struct notify_item *it, struct crm_buf *b)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const char *code = crm_finding_at(it->found, i)->code;
		size_t k = 0;

		while (k < i && strcmp(crm_finding_at(it->found, k)->code, code) != 0)
			k++;
		if (k == i)
			add(b, ",", code);
	}
	return kept(it, b);
}

/* What counts: what is wrong, else when. */
static const char *why_of(struct notify_item *it, struct crm_buf *b)
{
	notify_errors(it, b);
	for (size_t i = 0; b->len == 0 && i < it->plan.nwhy; i++) {
		if (strncmp(it->plan.why[i], "when: ", 6) == 0)
			add(b, "; ", it->plan.why[i] + 6);
	}
	return kept(it, b);
}

static const char *reasons_of(struct notify_item *it, struct crm_buf *b)
{
	crm_reach_why(&it->reach, b);
	for (size_t i = 0; i < it->plan.nwhy; i++)
		add(b, "\n", it->plan.why[i]);
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		add(b, "\n", f->code);
		crm_buf_addf(b, ": %s", f->text);
	}
	if (it->cleared == CRM_CLEARED_NOT) {
		add(b, "\n", "approval: ");
		crm_buf_addz(b, it->cleared_why);
	}
	return kept(it, b);
}

static void show(struct notify_post *p, struct notify_item *it, struct crm_output *out)
{
	const struct crm_plan_channel *first = it->plan.first;
	const char *address = first != NULL ? notify_address(it, first->channel, &it->arena) : NULL;
	struct crm_cell c[COLUMNS];
	struct crm_buf b = CRM_BUF_INIT;

	c[ID] = crm_cell_text(it->id);
	c[CATEGORY] = *crm_view_cell(&it->view, CRM_W_CATEGORY);
	c[CUSTOMER] = *crm_view_cell(&it->view, CRM_W_CUSTOMER);
	c[CONTACT] = *crm_view_cell(&it->view, CRM_W_CONTACT);
	c[CHANNELS] = crm_cell_text(channels_of(it, &b));
	c[ADDRESS] = crm_cell_some(
	    address == NULL || !crm_args_has(p->run->args, "mask") || address[0] == '\0'
	        ? (address != NULL ? address : "")
	        : "***");
	c[WHAT] = crm_cell_text(crm_plan_name(it->plan.what));
	c[NOT_BEFORE] = crm_cell_instant(it->plan.not_before);
	c[WHY] = crm_cell_some(why_of(it, &b));
	c[PRICE] = first != NULL && first->priced ? crm_cell_dec(first->price) : crm_cell_absent();
	c[CURRENCY] = crm_cell_some(first != NULL ? first->currency : "");
	c[FINDINGS] = crm_cell_some(findings_of(it, &b));
	c[APPROVAL] = crm_cell_text(it->cleared_why);
	c[REASONS] = crm_cell_some(crm_args_has(p->run->args, "explain") ? reasons_of(it, &b) : "");
	crm_output_row(out, c);
	crm_buf_release(&b);
}

/* The rows together are what it comes to: what an earlier one takes the later ones have not. One
 * that waits for another month has that month's money. */
static void owe(struct notify_post *p, const struct notify_item *it)
{
	const struct crm_plan *plan = &it->plan;
	const struct crm_zone *ours = crm_store_settings(p->run->store)->zone;

	if (plan->first != NULL && plan->what < CRM_PLAN_HOLD && !notify_owes(p, it) &&
	    crm_budget_month(plan->not_before, ours) == p->ledger.month)
		notify_owe(p, it, plan->first);
}

static void plan_one(struct notify_post *p, const char *id, struct crm_output *out)
{
	struct notify_item it;

	if (notify_item_read(p, id, &it) != 0)
		return;
	if (notify_item_plan(p, &it) == 0) {
		show(p, &it, out);
		notify_tell_time(p->run, &it, false);
		owe(p, &it);
	}
	notify_item_release(&it);
}

void notify_plan(struct crm_run *r)
{
	size_t n = crm_args_has(r->args, "explain") ? COLUMNS : PLAIN;
	struct crm_map *ids = crm_map_new();
	struct crm_output *out = NULL;
	struct notify_post p;

	if (notify_ids(r, "draft approved queued failed", ids) == 0 && crm_run_clocks(r) == 0) {
		if (notify_post_open(r, NOTIFY_READ, &p) == 0 &&
		    crm_output_new(r, CRM_OUT_ROWS, columns, n, false, &out) == 0) {
			for (size_t i = 0; i < crm_map_count(ids); i++)
				plan_one(&p, crm_map_key(ids, i, NULL), out);
			crm_output_end(r, out);
		}
		notify_post_release(&p);
	}
	crm_map_free(ids);
}
