/*
 * What the rules of an order's steps do alike: the item that a step is about, other items, and who
 * may take it.
 */
#ifndef CRM_RULES_ORDER_RULE_H
#define CRM_RULES_ORDER_RULE_H

#include "lib/rules/order/order_private.h"

/* ---- the item that the step is about ---- */

/* As v has it; false: it is not there. To be released in any case. */
bool crm_order_item_of(
    const struct crm_step_in *in, const struct crm_view *v, struct crm_items *it);
/* A member of it is set; an absent cell: deleted. */
void crm_order_put(
    const struct crm_step_in *in, int member, const struct crm_cell *cell, struct crm_changes *out);
/* Members for when and by whom are set to the step's. by 0: none. */
void crm_order_did(const struct crm_step_in *in, int at, int by, struct crm_changes *out);
/* Refuses about a member of it. */
void crm_order_refuse_member(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int member, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* Refuses a step before the instant that a member has: wrong_order. */
void crm_order_member_order(
    const struct crm_step_in *in, const struct crm_view *item, int member, struct crm_findings *f);

/* What the step was given for a member of it; absent: nothing. */
const struct crm_cell *crm_order_given(const struct crm_step_in *in, int member);

/* ---- any item ---- */

/* A member of an item other than the step's own is set. */
void crm_order_set_member(const struct crm_step_in *in, int collection, const char *key, int member,
    const struct crm_cell *cell, struct crm_changes *out);
void crm_order_set_text(const struct crm_step_in *in, int collection, const char *key, int member,
    const char *text, struct crm_changes *out);

/* ---- who may ---- */

/* Refuses (no_authority) who is of none of these departments or roles. what: as it is told. */
void crm_order_need(const struct crm_step_in *in, const char *const *words, const char *what,
    struct crm_findings *f);

#endif
