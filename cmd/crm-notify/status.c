/* status: how a notice went. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/plan.h"
#include "lib/tool/kinds.h"
#include "lib/tool/named.h"

enum {
	ID,
	STATE,
	CATEGORY,
	CUSTOMER,
	CONTACT,
	CHANNEL,
	ATTEMPTS,
	STATUS,
	CODE,
	MESSAGE_ID,
	SENT_AT,
	HELD_UNTIL,
	WHY,
	COST,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [STATE] = {.name = "state"},
    [CATEGORY] = {.name = "category", .optional = true},
    [CUSTOMER] = {.name = "customer"},
    [CONTACT] = {.name = "contact", .optional = true},
    [CHANNEL] = {.name = "channel", .optional = true},
    [ATTEMPTS] = {.name = "attempts", .right = true, .plain = true},
    [STATUS] = {.name = "status", .optional = true},
    [CODE] = {.name = "code", .optional = true},
    [MESSAGE_ID] = {.name = "message_id", .optional = true},
    [SENT_AT] = {.name = "sent_at", .optional = true},
    [HELD_UNTIL] = {.name = "held_until", .optional = true},
    [WHY] = {.name = "why", .optional = true},
    [COST] = {.name = "cost", .optional = true},
};

#define CURRENCIES 16

/* "1.20 EUR", of several currencies "0.05 CNY, 1.20 EUR". */
static const char *cost_of(const struct crm_view *v, struct crm_arena *a)
{
	const char *names[CURRENCIES] = {NULL};
	struct crm_decsum sums[CURRENCIES] = {{0}};
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_items paid;
	const char *out;
	size_t n = 0;

	crm_items_init(&paid, v, CRM_W_COSTS);
	while (crm_items_next(&paid)) {
		const char *currency = crm_view_text(&paid.view, CRM_PAID_CURRENCY, a);
		const struct crm_cell *amount = crm_view_cell(&paid.view, CRM_PAID_AMOUNT);
		size_t i = 0;

		while (i < n && strcmp(names[i], currency) != 0)
			i++;
		if (amount->type != CRM_T_DEC || i == CURRENCIES)
			continue;
		if (i == n)
			names[n++] = currency;
		(void)crm_decsum_add(&sums[i], amount->u.dec);
	}
	crm_items_release(&paid);
	for (size_t i = 0; i < n; i++) {
		struct crm_dec sum;

		crm_buf_addz(&text, text.len > 0 ? ", " : "");
		if (crm_decsum_get(&sums[i], &sum) == 0)
			crm_dec_format(sum, &text);
		crm_buf_addf(&text, " %s", names[i]);
	}
	out = crm_arena_strdup(a, crm_buf_str(&text));
	crm_buf_release(&text);
	return out;
}

/* Why it is held, or has failed: what a server said of that, and names a person, is hidden. */
static struct crm_cell why_of(
    const struct crm_run *r, const struct crm_view *v, struct crm_arena *a)
{
	const char *why = crm_view_text(v, CRM_W_HELD_WHY, a);

	if (why[0] != '\0' || !crm_cell_eq(crm_view_cell(v, CRM_C_STATE), "failed"))
		return crm_cell_some(why);
	why = crm_view_text(v, CRM_W_FAILED_WHY, a);
	return crm_cell_some(why[0] != '\0' && crm_args_has(r->args, "mask") ? "***" : why);
}

static void show(
    const struct crm_run *r, const struct crm_view *v, struct crm_arena *a, struct crm_output *out)
{
	struct crm_notice_try last;
	struct crm_cell c[COLUMNS];

	crm_notice_last_try(v, a, &last);
	c[ID] = *crm_view_cell(v, CRM_C_ID);
	c[STATE] = *crm_view_cell(v, CRM_C_STATE);
	c[CATEGORY] = *crm_view_cell(v, CRM_W_CATEGORY);
	c[CUSTOMER] = *crm_view_cell(v, CRM_W_CUSTOMER);
	c[CONTACT] = *crm_view_cell(v, CRM_W_CONTACT);
	c[CHANNEL] = *crm_view_cell(v, CRM_W_CHANNEL);
	c[ATTEMPTS] = crm_cell_int(crm_notice_tries(v, NULL));
	c[STATUS] = crm_cell_some(last.number > 0 ? last.open ? "in doubt" : last.status : "");
	c[CODE] = crm_cell_some(last.number > 0 ? last.code : "");
	c[MESSAGE_ID] = *crm_view_cell(v, CRM_W_MESSAGE_ID);
	c[SENT_AT] = *crm_view_cell(v, CRM_W_SENT_AT);
	c[HELD_UNTIL] = *crm_view_cell(v, CRM_W_HELD_UNTIL);
	c[WHY] = why_of(r, v, a);
	c[COST] = crm_cell_some(cost_of(v, a));
	crm_output_row(out, c);
}

struct showing {
	struct crm_run *run;
	struct crm_output *out;
};

static void show_each(void *ctx, const struct crm_view *v)
{
	const struct showing *x = ctx;
	struct crm_arena a = CRM_ARENA_INIT;

	show(x->run, v, &a, x->out);
	crm_arena_release(&a);
}

static void show_named(struct crm_run *r, struct crm_output *out)
{
	const struct crm_record *record;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_named named;
	struct crm_view v;

	if (crm_named_open(r, false, &named) < 0)
		return;
	while ((record = crm_named_next(&named)) != NULL) {
		crm_view_of_record(crm_run_shape(r), record, &a, &v);
		show(r, &v, &a, out);
		crm_arena_release(&a);
	}
	crm_named_release(&named);
}

void notify_status(struct crm_run *r)
{
	struct showing x = {r, NULL};

	if (crm_run_store(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &x.out) != 0)
		return;
	if (crm_args_operands(r->args) > 0)
		show_named(r, x.out);
	else
		(void)crm_run_each(r, show_each, &x);
	crm_output_end(r, x.out);
}
