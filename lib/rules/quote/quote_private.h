/*
 * The parts of the quote, for the files lib/rules/quote/quote*.c.
 */
#ifndef CRM_RULES_QUOTE_PRIVATE_H
#define CRM_RULES_QUOTE_PRIVATE_H

#include "lib/rules/order/procedure/procedure.h"
#include "lib/rules/quote/quote.h"

extern const struct crm_step crm_quote_steps[];
extern const struct crm_todo crm_quote_todo;

/* What contradicts itself in a record (lib/rules/kind.h). */
void crm_quote_check(const struct crm_view *v, struct crm_findings *f);

/* A member of the enum as quote.c's table names it. */
const char *crm_quote_name(int field);

/* The rules of the steps: quote_prices.c (until it is sent), quote_answer.c. */
crm_step_rule crm_quote_rule_open, crm_quote_rule_price, crm_quote_rule_unprice,
    crm_quote_rule_cost, crm_quote_rule_approve, crm_quote_rule_send, crm_quote_rule_amend,
    crm_quote_rule_chase, crm_quote_rule_estimate, crm_quote_rule_win, crm_quote_rule_lose,
    crm_quote_rule_after;

/* ---- for the rules ---- */

void crm_quote_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text);
/* Refuses what rests on an approval that does not hold, naming what was changed. */
void crm_quote_need_seal(const struct crm_step_in *in, struct crm_findings *f);

#endif
