/* The gate's reasons, and those that a delivery leaves in spite of. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/words.h"
#include "lib/rules/order/deliver/order_deliver_private.h"

struct passing {
	const struct crm_step_in *in;
	struct crm_findings *f;
	struct crm_map *named; /* codes; value 1: it was a reason */
};

static void read_codes(const struct crm_cell *c, struct crm_map *to)
{
	const size_t n = crm_cell_is(c) ? c->len : 0;
	size_t at = 0, len;
	const char *code;

	while ((code = crm_word_next(c->text, n, &at, &len)) != NULL)
		(void)crm_map_put(to, code, len, NULL);
}

static const char *field_of(const char *code)
{
	static const struct {
		const char *code, *field;
	} rows[] = {
	    {"line_missing", "line"},
	    {"no_such_line", "line"},
	    {"quantity_exceeds", "quantity"},
	    {"quantity_missing", "quantity"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].code, code) == 0)
			return rows[i].field;
	}
	return "";
}

static void pass(void *ctx, const struct crm_gate_reason *r)
{
	struct passing *p = ctx;
	size_t i = crm_map_find(p->named, r->code, strlen(r->code));

	/* the engine asks for the lot by itself */
	if (strcmp(r->code, "lot_missing") == 0)
		return;
	if (i != CRM_MAP_NONE)
		*crm_map_value(p->named, i) = 1;
	if (i == CRM_MAP_NONE)
		crm_step_refuse(p->in, p->f, r->code, field_of(r->code), "%s", r->text);
	else if (!r->overridable)
		crm_step_refuse(p->in, p->f, r->code, field_of(r->code),
		    "%s; that is mended, not overridden", r->text);
}

/* Who overrides, and by the customer's word: one without the others is nothing. */
static void judge_whole(
    const struct crm_step_in *in, const struct crm_view *item, struct crm_findings *f)
{
	static const int members[] = {
	    CRM_DELIVERY_OVERRIDE, CRM_DELIVERY_OVERRIDE_BY, CRM_DELIVERY_OVERRIDE_REFERENCE};
	static const char *const words[] = {"the reasons that it leaves in spite of",
	    "who of us takes that on himself", "the customer's word for it"};
	const size_t n = sizeof(members) / sizeof(members[0]);
	size_t there = 0;

	for (size_t i = 0; i < n; i++)
		there += crm_view_has(item, members[i]);
	for (size_t i = 0; i < n && there > 0; i++) {
		if (!crm_view_has(item, members[i]))
			crm_order_refuse_member(in, f, "missing_field", members[i],
			    "an override needs it: %s", words[i]);
	}
}

/* His own login, his deputy's, or a clerk's; and he may. */
static void judge_authority(
    const struct crm_step_in *in, const struct crm_view *item, struct crm_findings *f)
{
	const struct crm_procedure *p = crm_order_book_procedure(in->book);
	const struct crm_people *people = in->actor->people;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *who = crm_view_text(item, CRM_DELIVERY_OVERRIDE_BY, &a);
	struct crm_err e = CRM_ERR_INIT;

	if (who[0] != '\0' &&
	    (crm_people_acts(people, in->actor->login, who, crm_instant_day(in->now), &e) != 0 ||
	        crm_people_duty(people, who, p->authority[CRM_AUTHORITY_OVERRIDE],
	            "deliver --override", &e) != 0))
		crm_order_refuse_member(
		    in, f, "no_authority", CRM_DELIVERY_OVERRIDE_BY, "%s", e.text);
	crm_arena_release(&a);
}

/* Only what it was for is kept: without any, it was none. */
static void keep(const struct passing *p, struct crm_changes *out)
{
	const struct crm_cell none = crm_cell_absent();
	struct crm_buf codes = CRM_BUF_INIT;
	struct crm_cell list;

	for (size_t i = 0; i < crm_map_count(p->named); i++) {
		const char *code = crm_map_key(p->named, i, NULL);

		if (*crm_map_value(p->named, i) != 0)
			crm_buf_addf(&codes, "%s%s", codes.len > 0 ? "," : "", code);
		else
			crm_finding_add(p->f, CRM_WARNING, "not_a_reason", NULL, 0, p->in->id,
			    crm_order_delivery_items.fields[CRM_DELIVERY_OVERRIDE].name,
			    "'%s' is no reason against it, and is not kept", code);
	}
	list = crm_cell_some(crm_buf_str(&codes));
	crm_order_put(p->in, CRM_DELIVERY_OVERRIDE, &list, out);
	if (codes.len == 0) {
		crm_order_put(p->in, CRM_DELIVERY_OVERRIDE_BY, &none, out);
		crm_order_put(p->in, CRM_DELIVERY_OVERRIDE_REFERENCE, &none, out);
	}
	crm_buf_release(&codes);
}

void crm_order_pass_gate(const struct crm_step_in *in, const struct crm_view *item,
    const struct crm_gate_ask *ask, struct crm_changes *out, struct crm_findings *f)
{
	struct passing p = {in, f, crm_map_new()};

	judge_whole(in, item, f);
	judge_authority(in, item, f);
	read_codes(crm_view_cell(item, CRM_DELIVERY_OVERRIDE), p.named);
	crm_order_gate(in->view, in->book, ask, pass, &p);
	if (crm_map_count(p.named) > 0)
		keep(&p, out);
	crm_map_free(p.named);
}
