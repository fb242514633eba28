/* What contradicts itself in a record. An error is what no step would have let through; of an order
 * that no step has made, as an ERP brings it, the same is a warning, and what it does not say is
 * nothing. Deliveries: order_check_deliveries.c. */
#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/approval.h"
#include "lib/rules/order/kind/order_check_private.h"
#include "lib/rules/order/kind/order_kind_private.h"
#include "lib/rules/order/review/order_review_words.h"

void crm_order_check_add(struct crm_order_checking *c, enum crm_severity severity, const char *code,
    int field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_finding_add(c->f, severity, code, c->v->source, c->v->line,
	    crm_view_text(c->v, CRM_C_ID, &c->arena), crm_order_name(field), "%s",
	    crm_buf_str(&text));
	crm_buf_release(&text);
}

static void check_words(struct crm_order_checking *c)
{
	const struct crm_cell *time = crm_view_cell(c->v, CRM_O_DUE_TIME);
	const struct crm_cell *list = crm_view_cell(c->v, CRM_O_PARTICULAR);
	const char *word;
	size_t len;

	if (time->type == CRM_T_TEXT && !crm_order_is_time(time->text, time->len))
		crm_order_check_add(c, CRM_ERROR, "bad_value", CRM_O_DUE_TIME,
		    "no time of day, expected 00:00 to 23:59");
	if (list->type == CRM_T_TEXT &&
	    !crm_order_are_particular(list->text, list->len, &word, &len))
		crm_order_check_add(c, CRM_ERROR, "bad_value", CRM_O_PARTICULAR,
		    "expected of: characteristics, price, quality, hsf, acceptance, lead_time");
}

/* ---- days ---- */

static void check_line_days(void *ctx, const struct crm_order_line *l)
{
	struct crm_order_checking *c = ctx;
	const struct crm_cell *top = crm_view_cell(c->v, CRM_O_PROMISED_NOW);

	if (l->promised->type != CRM_T_ABSENT)
		return;
	c->unpromised = true;
	if (l->promised_now->type != CRM_T_ABSENT && l->promised_now != top && c->worked_on)
		crm_order_check_add(c, c->severity, "no_promise", CRM_O_LINES,
		    "a promise of line %s was moved that was never made", l->line);
}

static void check_days(struct crm_order_checking *c)
{
	const struct crm_cell *ordered = crm_view_cell(c->v, CRM_O_ORDERED);
	const struct crm_cell *promised = crm_view_cell(c->v, CRM_O_PROMISED);

	/* an ERP often has no other day than that of today */
	if (crm_view_has(c->v, CRM_O_PROMISED_NOW) && !crm_cell_is(promised) && c->worked_on)
		crm_order_check_add(c, c->severity, "no_promise", CRM_O_PROMISED_NOW,
		    "a promise was moved that was never made");
	if (ordered->type == CRM_T_DATE && promised->type == CRM_T_DATE &&
	    promised->u.date < ordered->u.date)
		crm_order_check_add(c, CRM_WARNING, "promised_before_order", CRM_O_PROMISED,
		    "is before the day of the order");
	crm_order_lines(c->v, check_line_days, c);
	if (crm_view_has(c->v, CRM_O_CONFIRMED_AT) && c->unpromised)
		crm_order_check_add(c, c->severity, "no_promise", CRM_O_PROMISED,
		    "was confirmed to the customer without a day");
}

/* ---- signatures ---- */

/* Made for this record, and whole? */
static bool is_own(struct crm_order_checking *c, const char *scope, const struct crm_cell *fields,
    const struct crm_cell *seal)
{
	return crm_seal_is_own(crm_view_text(c->v, CRM_C_ID, &c->arena), scope, fields, seal);
}

static void check_signatures(struct crm_order_checking *c)
{
	struct crm_items it;

	crm_items_init(&it, c->v, CRM_O_SIGNATURES);
	while (crm_items_next(&it)) {
		const struct crm_cell *verdict = crm_view_cell(&it.view, CRM_SIGN_VERDICT);
		const char *department = crm_view_text(&it.view, CRM_SIGN_DEPARTMENT, &c->arena);

		if (!is_own(c, department, crm_view_cell(&it.view, CRM_SIGN_FIELDS),
		        crm_view_cell(&it.view, CRM_SIGN_SEAL)))
			crm_order_check_add(c, CRM_WARNING, "foreign_signature", CRM_O_SIGNATURES,
			    "that of %s was made for another record, or is not whole: void",
			    department);
		if ((crm_cell_eq(verdict, "refused") || crm_cell_eq(verdict, "condition")) &&
		    !crm_view_has(&it.view, CRM_SIGN_TEXT))
			crm_order_check_add(c, CRM_ERROR, "missing_field", CRM_O_SIGNATURES,
			    "a condition or a refusal without its text");
	}
	crm_items_release(&it);
}

/* Four eyes: neither he nor his login. */
static void check_author(struct crm_order_checking *c)
{
	const struct crm_cell *by = crm_view_cell(c->v, CRM_O_APPROVED_BY);

	if (!crm_cell_is(by))
		return;
	if (crm_cell_cmp(by, crm_view_cell(c->v, CRM_O_AUTHOR)) == 0 ||
	    crm_cell_cmp(by, crm_view_cell(c->v, CRM_O_AUTHOR_LOGIN)) == 0)
		crm_order_check_add(c, CRM_ERROR, "no_authority", CRM_O_APPROVED_BY,
		    "was approved by who took it in");
	if (!crm_view_has(c->v, CRM_O_APPROVED_SEAL))
		crm_order_check_add(c, CRM_WARNING, "not_sealed", CRM_O_APPROVED_SEAL,
		    "nothing says what was approved: void");
}

static void check_approval(struct crm_order_checking *c)
{
	check_author(c);
	if (crm_view_has(c->v, CRM_O_APPROVED_SEAL) &&
	    !is_own(c, CRM_O_SCOPE_APPROVE, crm_view_cell(c->v, CRM_O_APPROVED_FIELDS),
	        crm_view_cell(c->v, CRM_O_APPROVED_SEAL)))
		crm_order_check_add(c, CRM_WARNING, "foreign_signature", CRM_O_APPROVED_SEAL,
		    "the approval was made for another record, or is not whole: void");
}

/* ---- the end ---- */

/* What is held must not go (T9). */
static void check_hold(struct crm_order_checking *c)
{
	if (crm_view_true(c->v, CRM_O_LEGAL_HOLD) && crm_view_has(c->v, CRM_O_DESTROYED_AT))
		crm_order_check_add(c, CRM_ERROR, "destroyed_on_hold", CRM_O_DESTROYED_AT,
		    "was destroyed though it is held");
}

void crm_order_check(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_order_checking c = {.v = v, .f = f, .arena = CRM_ARENA_INIT};

	c.severity = crm_view_has(v, CRM_O_AUTHOR) || crm_view_has(v, CRM_O_APPROVED_BY)
	    ? CRM_ERROR
	    : CRM_WARNING;
	c.worked_on = c.severity == CRM_ERROR || crm_view_has(v, CRM_O_CONFIRMED_AT);
	check_words(&c);
	check_days(&c);
	check_signatures(&c);
	check_approval(&c);
	crm_order_check_deliveries(&c);
	check_hold(&c);
	crm_arena_release(&c.arena);
}
