/*
 * What notices cost (C5): a table of prices and of caps, as `budget` of crm.json has them, and what
 * of a cap is spent, committed and left.
 *
 *	"budget": {
 *	  "prices": [{"channel": "sms", "to": "+86", "amount": "0.05", "currency": "CNY"},
 *	             {"channel": "letter", "amount": "1.20", "currency": "EUR", "per": "notice"}],
 *	  "caps": [{"topic": "marketing", "customer": "K-1", "month": "2026-11",
 *	            "amount": "500", "currency": "CNY"}]}
 *
 * A price is of a channel, and of addresses that begin so (`to`; the longest that fits counts; none:
 * any): per message, of a long SMS per part, or flat per notice. `failed`: true where an attempt that
 * the provider made and that failed is charged too; what never got so far is not.
 *
 * A cap is what may be spent in a month, each month or one, on a topic (a category), for a customer,
 * or on all. All caps that fit count. Spent is what was paid, committed what the outbox will cost.
 * From 80 % on it is warned of; what would go over 100 % is stopped, so that exactly 100 % can be
 * spent. What costs nothing is never stopped.
 *
 * Amounts are exact, and those of two currencies are never added: a cap counts what is paid in its
 * own, and what is paid in another is told to be without a cap.
 */
#ifndef CRM_RULES_BUDGET_H
#define CRM_RULES_BUDGET_H

#include "lib/base/buf.h"
#include "lib/data/doc.h"
#include "lib/data/view.h"
#include "lib/time/zone.h"

#define CRM_BUDGET_WARN_PERCENT 80

struct crm_price {
	const char *channel, *to; /* to: "" for any */
	struct crm_dec amount;
	const char *currency;
	bool flat;   /* per notice */
	bool failed; /* charged though it failed */
};
struct crm_cap {
	int month;                    /* 12 * year + month - 1; -1: each */
	const char *topic, *customer; /* "": all */
	struct crm_dec amount;
	const char *currency;
};
struct crm_budget {
	struct crm_price *prices;
	struct crm_cap *caps;
	size_t nprices, ncaps;
	struct crm_arena arena;
};
/* d NULL: no prices and no caps. Fills out, which the caller releases. CRM_CONFIG as
 * lib/data/walk.h. */
int crm_budget_read(
    const struct crm_doc *d, const char *source, struct crm_budget *out, struct crm_err *e);
void crm_budget_release(struct crm_budget *b);

/* ---- prices ---- */

/* NULL: nobody has said what it costs. Blanks, hyphens and brackets of the address do not count, and
 * a leading 00 is +. */
const struct crm_price *crm_price_find(
    const struct crm_budget *b, const char *channel, const char *address);
/* What so many messages cost; -1: more than 18 digits. */
int crm_price_of(const struct crm_price *p, int64_t messages, struct crm_dec *out);

enum crm_charge {
	CRM_CHARGE_TAKEN,    /* the channel took it */
	CRM_CHARGE_REFUSED,  /* its provider tried, and could not */
	CRM_CHARGE_TECHNICAL /* it never got there, or is tried again */
};
/* By a channel's result: one that failed was tried where the provider gave it a number. */
enum crm_charge crm_charge_of(const char *status, const char *provider_id);
bool crm_price_charged(const struct crm_price *p, enum crm_charge how);

/* ---- caps ---- */

struct crm_spend {
	const char *topic, *customer; /* "" for none */
	struct crm_dec amount;
	const char *currency;
};

struct crm_ledger_line {
	const struct crm_cap *cap;
	struct crm_decsum spent, committed;
	bool broken; /* the sum is too large for us: nothing is left */
};
struct crm_ledger {
	const struct crm_budget *budget;
	int month;
	struct crm_ledger_line *v; /* of the caps that hold in that month, in their order */
	size_t n;
};

/* The local month of an instant. */
int crm_budget_month(struct crm_instant at, const struct crm_zone *zone);
/* Of that month; the budget is borrowed. */
void crm_ledger_init(struct crm_ledger *l, const struct crm_budget *b, int month);
void crm_ledger_release(struct crm_ledger *l);
void crm_ledger_spent(struct crm_ledger *l, const struct crm_spend *s);
void crm_ledger_committed(struct crm_ledger *l, const struct crm_spend *s);
/* What a notice has cost in that month, by its own `costs`. */
void crm_ledger_notice(
    struct crm_ledger *l, const struct crm_view *notice, const struct crm_zone *zone);
/* left may be below 0; percent of the cap that is spent and committed, with 1 decimal. -1: too
 * large, of percent also where the cap is 0. */
int crm_ledger_left(const struct crm_ledger_line *line, struct crm_dec *left);
int crm_ledger_percent(const struct crm_ledger_line *line, struct crm_dec *percent);

enum crm_budget_says {
	CRM_BUDGET_FREE, /* no cap is for it, or it costs nothing */
	CRM_BUDGET_FITS,
	CRM_BUDGET_WARNS, /* it fits, and 80 % are reached with it */
	CRM_BUDGET_STOPS
};
struct crm_budget_judged {
	enum crm_budget_says says;
	const struct crm_ledger_line *line; /* whose word it is: the worst; NULL where it is free */
	bool uncapped;                      /* a cap is for it, but of another currency */
};
/* May this be spent besides? */
void crm_budget_judge(
    const struct crm_ledger *l, const struct crm_spend *s, struct crm_budget_judged *out);
/* "500 CNY a month for marketing: 400 spent, 20 committed, 80 left" */
void crm_budget_why(const struct crm_ledger_line *line, struct crm_buf *out);

#endif
