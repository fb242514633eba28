/* Prices and caps: reading them, and what a message costs. */
#include "lib/rules/notice/budget.h"

#include <string.h>

#include "lib/data/walk.h"

/* ---- reading ---- */

static int read_currency(struct crm_walk *w, const struct crm_doc *d, const char **out)
{
	const char *text = crm_doc_string(d);

	if (text == NULL || strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		return crm_walk_refuse(w, "a currency expected, three letters like \"CNY\"");
	*out = crm_arena_strdup(w->arena, text);
	return 0;
}

static int read_price_currency(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return read_currency(w, d, &((struct crm_price *)object)->currency);
}

static int read_cap_currency(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return read_currency(w, d, &((struct crm_cap *)object)->currency);
}

static int read_per(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	static const char *const words[] = {"message", "notice", NULL};
	int word = crm_walk_word(w, d, words);

	if (word < 0)
		return -1;
	((struct crm_price *)object)->flat = word == 1;
	return 0;
}

static int read_month(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	const char *text = crm_doc_string(d);
	char day[] = "0000-00-01";
	int y, m, first;
	int32_t days;

	if (text != NULL && strlen(text) == 7) {
		memcpy(day, text, 7);
		if (crm_date_parse(day, 10, &days) == 0) {
			crm_civil_from_days(days, &y, &m, &first);
			((struct crm_cap *)object)->month = 12 * y + m - 1;
			return 0;
		}
	}
	return crm_walk_refuse(w, "a month expected, like \"2026-11\"");
}

#define PRICE(member) offsetof(struct crm_price, member)
#define CAP(member) offsetof(struct crm_cap, member)

static const struct crm_member price_members[] = {
    {"channel", CRM_MEMBER_TEXT, PRICE(channel), 0, 0, NULL},
    {"to", CRM_MEMBER_TEXT, PRICE(to), 0, 0, NULL},
    {"amount", CRM_MEMBER_DEC, PRICE(amount), 0, 0, NULL},
    {"currency", CRM_MEMBER_READ, 0, 0, 0, read_price_currency},
    {"per", CRM_MEMBER_READ, 0, 0, 0, read_per},
    {"failed", CRM_MEMBER_BOOL, PRICE(failed), 0, 0, NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};
static const struct crm_member cap_members[] = {
    {"month", CRM_MEMBER_READ, 0, 0, 0, read_month},
    {"topic", CRM_MEMBER_TEXT, CAP(topic), 0, 0, NULL},
    {"customer", CRM_MEMBER_TEXT, CAP(customer), 0, 0, NULL},
    {"amount", CRM_MEMBER_DEC, CAP(amount), 0, 0, NULL},
    {"currency", CRM_MEMBER_READ, 0, 0, 0, read_cap_currency},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

#define UNSAID_SCALE (-1) /* no amount was given */

static int read_price(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_price p = {.to = "", .amount = {0, UNSAID_SCALE}};
	struct crm_budget *b = object;

	if (crm_walk_members(w, d, price_members, &p) != 0)
		return -1;
	if (p.channel == NULL || p.currency == NULL || p.amount.scale == UNSAID_SCALE)
		return crm_walk_refuse(w, "channel, amount and currency expected");
	for (size_t i = 0; i < b->nprices; i++) {
		if (strcmp(b->prices[i].channel, p.channel) == 0 &&
		    strcmp(b->prices[i].to, p.to) == 0)
			return crm_walk_refuse(w, "there is a price for '%s'%s%s already",
			    p.channel, p.to[0] != '\0' ? " to " : "", p.to);
	}
	b->prices[b->nprices++] = p;
	return 0;
}

static int read_cap(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_cap c = {.month = -1, .topic = "", .customer = "", .amount = {0, UNSAID_SCALE}};
	struct crm_budget *b = object;

	if (crm_walk_members(w, d, cap_members, &c) != 0)
		return -1;
	if (c.currency == NULL || c.amount.scale == UNSAID_SCALE)
		return crm_walk_refuse(w, "amount and currency expected");
	b->caps[b->ncaps++] = c;
	return 0;
}

static int read_prices(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_budget *b = object;

	b->prices = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*b->prices));
	return crm_walk_items(w, d, read_price, b);
}

static int read_caps(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_budget *b = object;

	b->caps = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*b->caps));
	return crm_walk_items(w, d, read_cap, b);
}

static const struct crm_member members[] = {
    {"prices", CRM_MEMBER_READ, 0, 0, 0, read_prices},
    {"caps", CRM_MEMBER_READ, 0, 0, 0, read_caps},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

int crm_budget_read(
    const struct crm_doc *d, const char *source, struct crm_budget *out, struct crm_err *e)
{
	struct crm_budget b = {NULL, NULL, 0, 0, CRM_ARENA_INIT};
	struct crm_walk w = {source, &b.arena, e, CRM_BUF_INIT};
	int ret = 0;

	crm_buf_addz(&w.path, "budget");
	if (d != NULL)
		ret = crm_walk_members(&w, d, members, &b);
	crm_buf_release(&w.path);
	if (ret == 0)
		*out = b;
	else
		crm_arena_release(&b.arena);
	return ret;
}

void crm_budget_release(struct crm_budget *b)
{
	crm_arena_release(&b->arena);
	*b = (struct crm_budget){NULL, NULL, 0, 0, CRM_ARENA_INIT};
}

/* ---- prices ---- */

/* The next letter of an address that counts. */
static char next_of(const char **s)
{
	while (**s != '\0' && strchr(" -()", **s) != NULL)
		(*s)++;
	return **s == '\0' ? '\0' : *(*s)++;
}

/* How many letters of `to` the address begins with, all of them; -1: it does not. */
static int begins(const char *address, const char *to)
{
	int n = 0;

	/* 0049 is +49 */
	if (to[0] == '+' && strncmp(address, "00", 2) == 0) {
		address += 2;
		to++;
		n++;
	}
	for (char c; (c = next_of(&to)) != '\0'; n++) {
		if (next_of(&address) != c)
			return -1;
	}
	return n;
}

const struct crm_price *crm_price_find(
    const struct crm_budget *b, const char *channel, const char *address)
{
	const struct crm_price *best = NULL;
	int best_len = -1;

	for (size_t i = 0; i < b->nprices; i++) {
		int len;

		if (strcmp(b->prices[i].channel, channel) != 0)
			continue;
		len = begins(address, b->prices[i].to);
		if (len > best_len) {
			best_len = len;
			best = &b->prices[i];
		}
	}
	return best;
}

int crm_price_of(const struct crm_price *p, int64_t messages, struct crm_dec *out)
{
	const int64_t n = p->flat ? 1 : messages;
	const struct crm_decsum sum = {(__int128)p->amount.coef * n, p->amount.scale};

	return crm_decsum_get(&sum, out);
}

enum crm_charge crm_charge_of(const char *status, const char *provider_id)
{
	if (strcmp(status, "sent") == 0)
		return CRM_CHARGE_TAKEN;
	return strcmp(status, "failed") == 0 && provider_id != NULL && provider_id[0] != '\0'
	    ? CRM_CHARGE_REFUSED
	    : CRM_CHARGE_TECHNICAL;
}

bool crm_price_charged(const struct crm_price *p, enum crm_charge how)
{
	return how == CRM_CHARGE_TAKEN || (how == CRM_CHARGE_REFUSED && p->failed);
}
