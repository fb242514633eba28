/* Intake: orders as they come, their lines, and their words. */
#include <string.h>

#include "lib/base/words.h"
#include "lib/rules/order/review/order_review_private.h"

const struct crm_step_field crm_order_open_fields[] = {
    {CRM_O_CUSTOMER, true},
    {CRM_O_CUSTOMER_ORDER, false},
    {CRM_O_FORM, false},
    {CRM_O_ORDERED, false},
    {CRM_O_QUOTE, false},
    {CRM_O_FRAME, false},
    {CRM_O_PREVIOUS, false},
    {CRM_O_OWNER, false},
    {CRM_O_PART, false},
    {CRM_O_CUSTOMER_PART, false},
    {CRM_O_CHANGE_LEVEL, false},
    {CRM_O_PRODUCT, false},
    {CRM_O_QUANTITY, false},
    {CRM_O_UNDER, false},
    {CRM_O_OVER, false},
    {CRM_O_PRICE, false},
    {CRM_O_CURRENCY, false},
    {CRM_O_LINES, false},
    {CRM_O_REQUESTED, false},
    {CRM_O_DUE_TIME, false},
    {CRM_O_INTENDED_USE, false},
    {CRM_O_STANDARD, false},
    {CRM_O_ACCEPTANCE, false},
    {CRM_O_TECHNICAL, false},
    {CRM_O_PACKAGING, false},
    {CRM_O_HSF_LAW, false},
    {CRM_O_HSF_CUSTOMER, false},
    {CRM_O_HSF_OWN, false},
    {CRM_O_IMPLIED, false},
    {CRM_O_LEGAL, false},
    {CRM_O_FEASIBILITY, false},
    {CRM_O_SPECIAL_CHARACTERISTICS, false},
    {CRM_O_CUSTOMER_SPECIFIC, false},
    {CRM_O_CAPACITY, false},
    {CRM_O_STOCK, false},
    {CRM_O_MATERIALS, false},
    {CRM_O_MATERIALS_BY, false},
    {CRM_O_PAYMENT, false},
    {CRM_O_FUNDS, false},
    {CRM_O_CUSTOMS, false},
    {CRM_O_SHIP_ON, false},
    {CRM_O_DELIVERY_METHOD, false},
    {CRM_O_MODE, false},
    {CRM_O_PLACE, false},
    {CRM_O_TERMS, false},
    {CRM_O_PARTICULAR, false},
    {CRM_O_NEW_PART, false},
    {CRM_O_MAJOR, false},
    {CRM_O_MEETING, false},
    {CRM_O_SAMPLE_IS_STANDARD, false},
    {CRM_O_SAMPLES, false},
    {CRM_O_CUSTOMER_INSPECTION, false},
    {CRM_O_EXPORT, false},
    {0, false},
};
const struct crm_step_field crm_order_line_fields[] = {
    {CRM_LINE_LINE, true},
    {CRM_LINE_PART, false},
    {CRM_LINE_CUSTOMER_PART, false},
    {CRM_LINE_CHANGE_LEVEL, false},
    {CRM_LINE_PRODUCT, false},
    {CRM_LINE_QUANTITY, false},
    {CRM_LINE_PRICE, false},
    {CRM_LINE_REQUESTED, false},
    {CRM_LINE_PROMISED, false},
    {0, false},
};
const struct crm_opt crm_order_line_opts[] = {
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "the customer's paper that changes it", false},
    {"why", 0, CRM_OPT_TEXT, "TEXT", "what was wrong, where we mend it", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_target crm_order_line_target = {
    CRM_O_LINES, CRM_ITEM_KEYED, CRM_LINE_LINE, 0};

/* ---- words ---- */

static const struct crm_cell *given(const struct crm_step_in *in, int field)
{
	return crm_changes_cell(in->given, crm_order_name(field));
}

static void judge_self(const struct crm_step_in *in, int field, struct crm_findings *f)
{
	if (in->id != NULL && crm_cell_eq(given(in, field), in->id))
		crm_step_refuse(in, f, "self_reference", crm_order_name(field),
		    "an order does not refer to itself");
}

static void judge_share(const struct crm_step_in *in, int field, struct crm_findings *f)
{
	static const struct crm_dec zero = {0, 0}, hundred = {100, 0};
	const struct crm_cell *c = given(in, field);

	if (c->type == CRM_T_DEC &&
	    (crm_dec_cmp(c->u.dec, zero) < 0 || crm_dec_cmp(c->u.dec, hundred) > 0))
		crm_step_refuse(in, f, "bad_value", crm_order_name(field),
		    "'%.*s' is no share, expected 0 to 100 per cent", (int)c->len, c->text);
}

static void judge_price(const struct crm_step_in *in, const struct crm_cell *c, const char *field,
    struct crm_findings *f)
{
	if (c->type == CRM_T_DEC && c->u.dec.coef < 0)
		crm_step_refuse(in, f, "bad_value", field, "'%.*s' is below 0", (int)c->len,
		    c->text != NULL ? c->text : "");
}

static void refuse_sample(
    const struct crm_step_in *in, const char *word, size_t len, struct crm_findings *f)
{
	const struct crm_procedure *p = crm_order_book_procedure(in->book);
	struct crm_buf known = CRM_BUF_INIT;

	for (size_t i = 0; i < p->nsamples; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", p->samples[i].sort);
	crm_step_refuse(in, f, "bad_value", crm_order_name(CRM_O_SAMPLES),
	    "'%.*s' is no sort of samples of the procedure, expected of: %s", (int)len, word,
	    crm_buf_str(&known));
	crm_buf_release(&known);
}

static void judge_samples(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *c = given(in, CRM_O_SAMPLES);
	const char *word;
	size_t at = 0, len;

	if (in->book == NULL || c->type != CRM_T_TEXT)
		return;
	while ((word = crm_word_next(c->text, c->len, &at, &len)) != NULL) {
		if (crm_procedure_sample(crm_order_book_procedure(in->book), word, len) == NULL)
			refuse_sample(in, word, len, f);
	}
}

void crm_order_judge_words(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *c = given(in, CRM_O_DUE_TIME);
	const char *word;
	size_t len;

	if (c->type == CRM_T_TEXT && !crm_order_is_time(c->text, c->len))
		crm_step_refuse(in, f, "bad_value", crm_order_name(CRM_O_DUE_TIME),
		    "'%.*s' is no time of day, expected 00:00 to 23:59", (int)c->len, c->text);
	c = given(in, CRM_O_PARTICULAR);
	if (c->type == CRM_T_TEXT && !crm_order_are_particular(c->text, c->len, &word, &len))
		crm_step_refuse(in, f, "bad_value", crm_order_name(CRM_O_PARTICULAR),
		    "'%.*s' is no particular demand, expected of: characteristics, price, "
		    "quality, hsf, acceptance, lead_time",
		    (int)len, word);
	judge_samples(in, f);
	judge_share(in, CRM_O_UNDER, f);
	judge_share(in, CRM_O_OVER, f);
	judge_price(in, given(in, CRM_O_PRICE), crm_order_name(CRM_O_PRICE), f);
	judge_self(in, CRM_O_PREVIOUS, f);
	judge_self(in, CRM_O_FRAME, f);
}

/* ---- open ---- */

void crm_order_rule_open(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_changes_text(out, crm_order_name(CRM_O_AUTHOR), in->actor->by);
	if (in->actor->login != NULL)
		crm_changes_text(out, crm_order_name(CRM_O_AUTHOR_LOGIN), in->actor->login);
	crm_order_judge_words(in, f);
	crm_order_judge_lines(in, out, f);
}

/* ---- line ---- */

/* What was promised first stays; before, it is what the confirmation will say. */
static void judge_promised(const struct crm_step_in *in, struct crm_findings *f)
{
	const char *name = crm_order_line_items.fields[CRM_LINE_PROMISED].name;

	if (crm_cell_is(crm_changes_cell(in->given, name)) &&
	    crm_view_has(in->view, CRM_O_CONFIRMED_AT))
		crm_step_refuse(in, f, "not_agreed", name,
		    "the order is confirmed: its first promise stays, 'promise' moves it");
}

static const char *fields_given(const struct crm_step_in *in, struct crm_buf *out)
{
	for (size_t i = 0; i < in->given->n; i++)
		crm_buf_addf(
		    out, "%slines.%s.%s", i > 0 ? "," : "", in->key, in->given->items[i].path);
	return crm_buf_str(out);
}

static void add_amendment(
    const struct crm_step_in *in, const char *why, const char *fields, struct crm_changes *out)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	char key[13];

	crm_step_key(in, fields, key);
	crm_order_set_member(in, CRM_C_AMENDMENTS, key, CRM_A_AT, &at, out);
	crm_order_set_text(in, CRM_C_AMENDMENTS, key, CRM_A_BY, in->actor->by, out);
	crm_order_set_text(in, CRM_C_AMENDMENTS, key, CRM_A_WHY, why, out);
	crm_order_set_text(in, CRM_C_AMENDMENTS, key, CRM_A_FIELDS, fields, out);
}

/* Once approved, a line changes because the customer says so or because it was wrong. */
void crm_order_rule_line(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *reference = crm_step_arg(in, "reference"), *why = crm_step_arg(in, "why");
	const char *price = crm_order_line_items.fields[CRM_LINE_PRICE].name;
	const struct crm_change *c = crm_changes_find(in->given, price);
	struct crm_buf fields = CRM_BUF_INIT;

	(void)fields_given(in, &fields);
	if (c != NULL)
		judge_price(in, &c->cell, price, f);
	judge_promised(in, f);
	if (reference != NULL)
		crm_order_add_change(in, reference, why, crm_buf_str(&fields), out);
	else if (why != NULL)
		add_amendment(in, why, crm_buf_str(&fields), out);
	else if (crm_view_has(in->view, CRM_O_APPROVED_AT))
		crm_step_refuse(in, f, "missing_field", "reference",
		    "the order is approved: --reference of the customer's change, or --why it is "
		    "mended");
	crm_order_warn_void(in, f);
	crm_buf_release(&fields);
}
