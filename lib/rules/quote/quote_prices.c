/* Its prices: made, decided, sent as they were decided. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/quote/quote_private.h"

#define SCOPE "price"

/* What is decided: the prices, for whom, for what, how long and on which terms. */
static const int sealed_fields[] = {CRM_Q_PRICES, CRM_Q_CURRENCY, CRM_Q_TERMS, CRM_Q_PAYMENT,
    CRM_Q_VALID_FROM, CRM_Q_VALID_UNTIL, CRM_Q_MATERIALS, CRM_Q_CUSTOMER, CRM_Q_NEW_CUSTOMER};
#define NSEALED (sizeof(sealed_fields) / sizeof(sealed_fields[0]))
static const struct crm_sealed sealed = {sealed_fields, NSEALED, 0};

void crm_quote_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text)
{
	crm_step_refuse(in, f, code, crm_quote_name(field), "%s", text);
}

/* ---- the seal ---- */

enum crm_seal crm_quote_seal(const struct crm_view *v, struct crm_buf *changed)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_seal state = crm_seal_state(v, crm_view_text(v, CRM_C_ID, &a), SCOPE, &sealed,
	    crm_view_cell(v, CRM_Q_APPROVED_FIELDS), crm_view_cell(v, CRM_Q_APPROVED_SEAL),
	    changed);

	crm_arena_release(&a);
	return state;
}

void crm_quote_need_seal(const struct crm_step_in *in, struct crm_findings *f)
{
	const char *field = crm_quote_name(CRM_Q_APPROVED_AT);
	struct crm_buf changed = CRM_BUF_INIT;

	switch (crm_quote_seal(in->view, &changed)) {
	case CRM_SEALED_HOLDS:
		break;
	case CRM_SEALED_CHANGED:
		crm_step_refuse(in, f, "void_approval", field,
		    "the approval is void, changed since: %s", crm_buf_str(&changed));
		break;
	case CRM_SEALED_FOREIGN:
		crm_step_refuse(
		    in, f, "void_approval", field, "the approval is void: of another quote");
		break;
	case CRM_SEALED_NONE:
		crm_step_refuse(in, f, "not_approved", field, "nobody has decided its prices");
		break;
	}
	crm_buf_release(&changed);
}

static void tell_changed(const struct crm_step_in *in, const char *changed, struct crm_findings *f)
{
	crm_finding_add(f, CRM_WARNING, "void_approval", NULL, 0, in->id,
	    crm_quote_name(CRM_Q_APPROVED_AT), "the approval is void by this, changed: %s",
	    changed);
}

/* Told when it happens, not only when it is in the way. */
static void tell_void(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_buf changed = CRM_BUF_INIT;

	if (crm_quote_seal(in->view, NULL) == CRM_SEALED_HOLDS &&
	    crm_quote_seal(in->after, &changed) == CRM_SEALED_CHANGED)
		tell_changed(in, crm_buf_str(&changed), f);
	crm_buf_release(&changed);
}

/* ---- making it ---- */

static void judge_validity(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *from = crm_view_cell(in->after, CRM_Q_VALID_FROM);
	const struct crm_cell *until = crm_view_cell(in->after, CRM_Q_VALID_UNTIL);

	if (from->type == CRM_T_DATE && until->type == CRM_T_DATE && until->u.date < from->u.date)
		crm_quote_refuse(
		    in, f, "bad_value", CRM_Q_VALID_UNTIL, "is before its first day (valid_from)");
}

void crm_quote_rule_open(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_changes_text(out, crm_quote_name(CRM_Q_AUTHOR), in->actor->by);
	if (in->actor->login != NULL)
		crm_changes_text(out, crm_quote_name(CRM_Q_AUTHOR_LOGIN), in->actor->login);
	judge_validity(in, f);
}

/* The item that the step is about, as it was; false: it is not there. To be released. */
static bool item_of(const struct crm_step_in *in, struct crm_items *it)
{
	crm_items_init(it, in->view, CRM_Q_PRICES);
	while (crm_items_next(it)) {
		if (strcmp(it->key, in->key) == 0)
			return true;
	}
	return false;
}

void crm_quote_rule_price(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const struct crm_dec nothing = {0, 0};
	const struct crm_change *price = crm_changes_find(in->given, "price");
	const struct crm_change *from = crm_changes_find(in->given, "from");
	struct crm_items it;

	(void)out;
	if (price != NULL && price->cell.type == CRM_T_DEC &&
	    crm_dec_cmp(price->cell.u.dec, nothing) < 0)
		crm_step_refuse(in, f, "bad_value", "price", "is below 0");
	/* an import may say none: any, and that it would be no longer */
	if (item_of(in, &it) && !crm_cell_is(crm_view_cell(&it.view, CRM_PRICE_FROM)) &&
	    from != NULL && from->cell.type == CRM_T_INT && from->cell.u.i > 1)
		crm_step_refuse(in, f, "bad_value", "from",
		    "the price that there is holds from any quantity: --from 1 first");
	crm_items_release(&it);
	tell_void(in, f);
}

void crm_quote_rule_unprice(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_item_path(in->flow->schema, CRM_Q_PRICES, in->key, -1, &path);
	if (!item_of(in, &it))
		crm_step_refuse(in, f, "no_such_item", "part", "there is no such price");
	else
		crm_changes_delete(out, crm_buf_str(&path));
	if (crm_quote_seal(in->view, NULL) == CRM_SEALED_HOLDS)
		tell_changed(in, crm_quote_name(CRM_Q_PRICES), f);
	crm_items_release(&it);
	crm_buf_release(&path);
}

void crm_quote_rule_cost(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	tell_void(in, f);
}

/* ---- deciding ---- */

/* The general manager, and not who made it. */
static void judge_authority(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_procedure *p =
	    in->book != NULL ? crm_order_book_procedure(in->book) : NULL;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *author = crm_view_text(in->view, CRM_Q_AUTHOR, &a);
	const char *login = crm_view_text(in->view, CRM_Q_AUTHOR_LOGIN, &a);
	struct crm_err e = CRM_ERR_INIT;

	if (crm_actor_wrote(in->actor, author) || crm_actor_wrote(in->actor, login))
		crm_step_refuse(in, f, "no_authority", crm_quote_name(CRM_Q_AUTHOR),
		    "'%s' made it: another person decides the prices, by another login where roles "
		    "are given",
		    author[0] != '\0' ? author : login);
	if (p != NULL &&
	    crm_people_duty(in->actor->people, in->actor->by, p->authority[CRM_AUTHORITY_PRICE],
	        in->step->name, &e) != 0)
		crm_step_refuse(in, f, "no_authority", "by", "%s", e.text);
	crm_arena_release(&a);
}

static bool has_prices(const struct crm_view *v)
{
	struct crm_items it;
	bool any = false;

	crm_items_init(&it, v, CRM_Q_PRICES);
	while (!any && crm_items_next(&it))
		any = crm_cell_is(crm_view_cell(&it.view, CRM_PRICE_PRICE));
	crm_items_release(&it);
	return any;
}

static void judge_taken(const struct crm_step_in *in, struct crm_findings *f)
{
	bool is_new = crm_view_true(in->after, CRM_Q_NEW_CUSTOMER);
	bool given = crm_changes_find(in->given, crm_quote_name(CRM_Q_TAKEN)) != NULL;

	if (is_new && !crm_view_has(in->after, CRM_Q_TAKEN))
		crm_quote_refuse(in, f, "missing_field", CRM_Q_TAKEN,
		    "a new customer: is it taken, true or false");
	else if (is_new && !crm_view_true(in->after, CRM_Q_TAKEN))
		crm_quote_refuse(in, f, "customer_refused", CRM_Q_TAKEN,
		    "a customer that is not taken gets no quote: withdraw it");
	else if (!is_new && given)
		crm_quote_refuse(in, f, "bad_value", CRM_Q_TAKEN, "is of a new customer alone");
}

void crm_quote_rule_approve(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf fields = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	char seal[CRM_SEAL_MAX];

	judge_authority(in, f);
	if (crm_quote_seal(in->view, NULL) == CRM_SEALED_HOLDS)
		crm_quote_refuse(in, f, "already_done", CRM_Q_APPROVED_AT,
		    "the approval holds: nothing was changed since");
	if (!has_prices(in->view))
		crm_quote_refuse(
		    in, f, "missing_field", CRM_Q_PRICES, "there is no price to be decided: price");
	if (!crm_view_has(in->view, CRM_Q_CURRENCY))
		crm_quote_refuse(
		    in, f, "missing_field", CRM_Q_CURRENCY, "a price needs its currency");
	judge_taken(in, f);
	crm_seal_make(
	    in->after, crm_view_text(in->after, CRM_C_ID, &a), SCOPE, &sealed, &fields, seal);
	crm_changes_text(out, crm_quote_name(CRM_Q_APPROVED_BY), in->actor->by);
	crm_changes_text(out, crm_quote_name(CRM_Q_APPROVED_SEAL), seal);
	crm_changes_text(out, crm_quote_name(CRM_Q_APPROVED_FIELDS), crm_buf_str(&fields));
	crm_buf_release(&fields);
	crm_arena_release(&a);
}

void crm_quote_rule_send(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_Q_APPROVED_AT);
	crm_quote_need_seal(in, f);
	if (crm_quote_expired(in->view, in->at))
		crm_quote_refuse(
		    in, f, "expired", CRM_Q_VALID_UNTIL, "is past on the day of the step");
}

/* ---- mending ---- */

/* What an answer rests on stays what it was. */
void crm_quote_rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	bool ended = crm_state_ended(in->flow->states, crm_view_cell(in->view, CRM_C_STATE));

	for (size_t i = 0; ended && i < NSEALED; i++) {
		const char *name = crm_quote_name(sealed_fields[i]);

		if (crm_changes_find(in->given, name) != NULL)
			crm_step_refuse(
			    in, f, "not_amendable", name, "was decided: the quote has ended");
	}
	judge_validity(in, f);
	tell_void(in, f);
	crm_rule_amend(in, out, f);
}
