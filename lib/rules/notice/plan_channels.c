/* By which channels it goes, and what that costs. */
#include <string.h>

#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/plan_private.h"

static bool is_paper(const char *channel)
{
	return strcmp(channel, "letter") == 0 || strcmp(channel, "fax") == 0;
}

/* Is it there to be read again? What else there is, a site's own too, is not known to be. */
static bool lasts(const char *channel)
{
	static const char *const names[] = {"email", "letter", "fax", "test"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], channel) == 0)
			return true;
	}
	return false;
}

static const struct crm_plan_offer *offer_of(const struct crm_plan_ask *ask, const char *channel)
{
	for (size_t i = 0; i < ask->noffers; i++) {
		if (strcmp(ask->offers[i].channel, channel) == 0)
			return &ask->offers[i];
	}
	return NULL;
}

static bool has_attachments(const struct crm_view *v)
{
	struct crm_items it;
	bool any;

	crm_items_init(&it, v, CRM_W_ATTACHMENTS);
	any = crm_items_next(&it);
	crm_items_release(&it);
	return any;
}

static struct crm_plan_channel *add(struct crm_planning *p, const char *channel)
{
	struct crm_plan_channel *c = &p->plan->channels[p->plan->nchannels++];

	*c = (struct crm_plan_channel){.channel = channel,
	    .taken = true,
	    .why = p->ask->reach->channels.by,
	    .code = "",
	    .offer = offer_of(p->ask, channel),
	    .currency = ""};
	return c;
}

/* ---- in which order ---- */

static void add_words(struct crm_planning *p, bool paper_only, bool other_only)
{
	const struct crm_cell list = crm_cell_text(p->ask->reach->channels.text);
	struct crm_words w = crm_words_of(&list);

	while (crm_words_next(&w)) {
		const char *word = crm_arena_strndup(p->arena, w.word, w.len);

		if (w.len > 0 && !(paper_only && !is_paper(word)) &&
		    !(other_only && is_paper(word)))
			(void)add(p, word);
	}
}

static void list_channels(struct crm_planning *p)
{
	const bool law = crm_view_has(p->ask->notice, CRM_W_PAPER);
	const char *text = p->ask->reach->channels.text;
	size_t most = 1;

	for (const char *s = text; *s != '\0'; s++)
		most += *s == ',' ? 1 : 0;
	p->plan->channels = crm_arena_alloc(p->arena, most * sizeof(*p->plan->channels));
	if (law) {
		add_words(p, true, false);
		add_words(p, false, true);
	} else if (p->ask->reach->asked) {
		add_words(p, false, false);
	} else {
		add_words(p, false, true);
		add_words(p, true, false);
	}
}

/* ---- which of them can ---- */

static void pass_over(struct crm_planning *p, struct crm_plan_channel *c,
    enum crm_severity severity, const char *code, const char *why)
{
	c->taken = false;
	c->why = why;
	c->code = code;
	crm_planning_find(p, severity, code, "channel", "%s: %s", c->channel, why);
}

static void judge_paper(struct crm_planning *p, struct crm_plan_channel *c)
{
	const char *law = crm_view_text(p->ask->notice, CRM_W_PAPER, p->arena);

	if (!is_paper(c->channel))
		return;
	if (law[0] != '\0')
		c->why = crm_planning_text(p, "on paper: %s", law);
	else if (p->ask->reach->asked)
		c->why = crm_planning_text(
		    p, "on paper: they prefer it (%s)", p->ask->reach->channels.by);
	else
		pass_over(p, c, CRM_NOTE, "paper_needs_reason",
		    "electronic first: neither do they prefer paper, nor is said which law or "
		    "contract asks for it");
}

static void judge_fitness(struct crm_planning *p, struct crm_plan_channel *c)
{
	const struct crm_plan_offer *o = c->offer;

	if (p->ask->category != NULL && p->ask->category->change && !lasts(c->channel))
		pass_over(p, c, CRM_NOTE, "not_durable",
		    "a change goes by what lasts: email, letter or fax");
	else if (o == NULL || o->broken != NULL)
		pass_over(p, c, CRM_WARNING, "channel_missing",
		    o != NULL ? o->broken : "is not installed");
	else if (p->ask->keyed && !o->confidential)
		pass_over(p, c, CRM_WARNING, "not_confidential",
		    "they have a key, and others could read it on its way");
	else if (o->no_text)
		pass_over(
		    p, c, CRM_WARNING, "no_text", "the notice has no text that it could carry");
	else if (!o->attachments && has_attachments(p->ask->notice))
		pass_over(p, c, CRM_WARNING, "too_large", "it cannot carry attachments");
	else if (o->max_bytes > 0 && o->bytes > o->max_bytes)
		pass_over(p, c, CRM_WARNING, "too_large",
		    crm_planning_text(p, "%lld bytes, it carries %lld", (long long)o->bytes,
		        (long long)o->max_bytes));
}

/* ---- what it costs ---- */

static void price(struct crm_plan_channel *c)
{
	const struct crm_price *row = c->offer->price;

	if (row == NULL || crm_price_of(row, c->offer->messages, &c->price) != 0)
		return;
	c->priced = true;
	c->currency = row->currency;
}

static void stop(struct crm_planning *p, struct crm_plan_channel *c, const char *why)
{
	if (p->urgency != CRM_URGENCY_EMERGENCY) {
		pass_over(p, c, CRM_WARNING, "over_budget",
		    crm_planning_text(p, "over the budget: %s", why));
		return;
	}
	crm_planning_find(p, CRM_WARNING, "over_budget", "channel",
	    "%s: over the budget, an emergency goes anyway: %s", c->channel, why);
}

static void judge_budget(struct crm_planning *p, struct crm_plan_channel *c)
{
	const struct crm_view *v = p->ask->notice;
	const struct crm_spend s = {crm_view_text(v, CRM_W_CATEGORY, p->arena),
	    crm_view_text(v, CRM_W_CUSTOMER, p->arena), c->price, c->currency};
	struct crm_budget_judged judged;
	struct crm_buf why = CRM_BUF_INIT;

	crm_budget_judge(p->ask->ledger, &s, &judged);
	if (judged.line != NULL)
		crm_budget_why(judged.line, &why);
	if (judged.says == CRM_BUDGET_STOPS)
		stop(p, c, crm_buf_str(&why));
	else if (judged.says == CRM_BUDGET_WARNS && p->plan->first == NULL)
		crm_planning_find(p, CRM_WARNING, "budget_warning", "channel", "%s: %s", c->channel,
		    crm_buf_str(&why));
	if (judged.uncapped && p->plan->first == NULL)
		crm_planning_find(p, CRM_WARNING, "no_cap", "channel",
		    "%s: is paid in %s, of which there is no cap", c->channel, c->currency);
	crm_buf_release(&why);
}

static void judge_price(struct crm_planning *p, struct crm_plan_channel *c)
{
	price(c);
	if (p->ask->ledger == NULL || p->ask->ledger->n == 0)
		return;
	if (c->priced)
		judge_budget(p, c);
	else if (p->plan->first == NULL)
		crm_planning_find(p, CRM_NOTE, "no_price", "channel",
		    "%s: nobody has said what it costs", c->channel);
}

static void judge(struct crm_planning *p, struct crm_plan_channel *c)
{
	judge_paper(p, c);
	if (!c->taken)
		return;
	judge_fitness(p, c);
	if (c->taken)
		judge_price(p, c);
	if (c->taken && p->plan->first == NULL)
		p->plan->first = c;
}

/* ---- what came of it ---- */

static void tell(struct crm_planning *p, const struct crm_plan_channel *c)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (c->priced && c->taken) {
		crm_buf_addz(&b, ", ");
		crm_dec_format(c->price, &b);
		crm_buf_addf(&b, " %s", c->currency);
		if (!c->offer->price->flat && c->offer->messages > 1)
			crm_buf_addf(&b, " for %lld messages", (long long)c->offer->messages);
	}
	crm_planning_why(p, "channel: %s%s, %s%s", c->channel, c->taken ? "" : " passed over",
	    c->why, crm_buf_str(&b));
	crm_buf_release(&b);
}

static bool is_passed(const struct crm_planning *p, const char *code)
{
	for (size_t i = 0; i < p->plan->nchannels; i++) {
		if (strcmp(p->plan->channels[i].code, code) == 0)
			return true;
	}
	return false;
}

/* "sms: is not installed; im: ..." */
static const char *reasons_of(const struct crm_planning *p)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	for (size_t i = 0; i < p->plan->nchannels; i++)
		crm_buf_addf(&b, "%s%s: %s", i > 0 ? "; " : "", p->plan->channels[i].channel,
		    p->plan->channels[i].why);
	text = crm_arena_strdup(p->arena, crm_buf_str(&b));
	crm_buf_release(&b);
	return text;
}

/* Nothing is left: what a person has to see to. */
static void tell_none(struct crm_planning *p)
{
	const char *lacks = p->ask->reach->lacks;

	crm_planning_what(p, CRM_PLAN_HOLD);
	if (p->plan->nchannels == 0)
		crm_planning_find(p, CRM_ERROR, "no_address", "contact",
		    "there is no address for any channel%s%s", lacks[0] != '\0' ? ": " : "", lacks);
	else if (is_passed(p, "over_budget"))
		crm_planning_find(p, CRM_ERROR, "over_budget", "channel",
		    "no channel is left that the budget allows");
	else if (is_passed(p, "not_confidential"))
		crm_planning_find(p, CRM_ERROR, "not_confidential", "channel",
		    "they have a key, and by no channel that is left would it be for them alone: "
		    "add an address for email, phone or letter");
	else if (is_passed(p, "paper_needs_reason"))
		crm_planning_find(p, CRM_ERROR, "paper_needs_reason", "paper",
		    "nothing but paper reaches them: say which law or contract asks for it, or add "
		    "an address");
	else if (is_passed(p, "not_durable"))
		crm_planning_find(p, CRM_ERROR, "not_durable", "channel",
		    "a change goes by what lasts, and neither email, letter nor fax can carry it to "
		    "them");
	else
		crm_planning_find(p, CRM_ERROR, "no_address", "channel",
		    "no channel is left that can carry it: %s", reasons_of(p));
}

void crm_planning_channels(struct crm_planning *p)
{
	list_channels(p);
	for (size_t i = 0; i < p->plan->nchannels; i++) {
		judge(p, &p->plan->channels[i]);
		tell(p, &p->plan->channels[i]);
	}
	if (p->ask->reach->lacks[0] != '\0')
		crm_planning_why(p, "channel: no address for %s", p->ask->reach->lacks);
	if (p->plan->first == NULL)
		tell_none(p);
}
