/* Where an order stands, by what stands in its record. */
#include "lib/rules/order/order_private.h"

bool crm_order_is_worked_on(const struct crm_view *v)
{
	static const int stamps[] = {CRM_O_OPENED_AT, CRM_O_APPROVED_AT, CRM_O_CONFIRMED_AT,
	    CRM_O_RELEASED_AT, CRM_O_STARTED_AT};

	for (size_t i = 0; i < sizeof(stamps) / sizeof(stamps[0]); i++) {
		if (crm_view_has(v, stamps[i]))
			return true;
	}
	return false;
}

bool crm_order_condition_open(const struct crm_view *v, const struct crm_view *delivery)
{
	const struct crm_cell *condition = crm_view_cell(delivery, CRM_DELIVERY_CONDITION);
	const struct crm_cell *note = crm_view_cell(delivery, CRM_DELIVERY_NOTE);
	const struct crm_cell *lot = crm_view_cell(delivery, CRM_DELIVERY_LOT);
	struct crm_items it;
	bool open = crm_cell_is(condition) && !crm_cell_eq(condition, "good");

	crm_items_init(&it, v, CRM_O_DAMAGES);
	while (open && crm_items_next(&it)) {
		const struct crm_cell *of = crm_view_cell(&it.view, CRM_DAMAGE_LOT);

		open = crm_cell_cmp(crm_view_cell(&it.view, CRM_DAMAGE_NOTE), note) != 0 ||
		    (crm_cell_is(of) && crm_cell_cmp(of, lot) != 0);
	}
	crm_items_release(&it);
	return open;
}

/* ---- by its deliveries ---- */

struct standing {
	const struct crm_view *v;
	bool left, arrived; /* all of it */
	struct crm_instant last_left, last_arrived;
};

static void later(struct crm_instant *t, const struct crm_cell *c)
{
	if (c->type == CRM_T_INSTANT && c->u.at.us > t->us)
		*t = c->u.at;
}

static void judge_line(void *ctx, const struct crm_order_line *l)
{
	struct standing *s = ctx;
	struct crm_order_pieces p;

	crm_order_pieces(s->v, l, &p);
	if (p.left - crm_order_lost(s->v, l) < p.least)
		s->left = false;
	if (p.arrived < p.least)
		s->arrived = false;
}

static void judge_standing(const struct crm_view *v, struct standing *s)
{
	struct crm_items it;
	size_t n = 0;

	*s = (struct standing){v, true, true, {0, 0}, {0, 0}};
	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		const struct crm_cell *arrived = crm_view_cell(&it.view, CRM_DELIVERY_ARRIVED_AT);

		n++;
		later(&s->last_left, crm_view_cell(&it.view, 0));
		later(&s->last_arrived, arrived);
		if (!crm_cell_is(arrived))
			s->arrived = false;
	}
	crm_items_release(&it);
	crm_order_lines(v, judge_line, s);
	s->left = s->left && n > 0;
	s->arrived = s->arrived && s->left;
}

/* Where it stood before all of it had left. */
static const char *state_before(const struct crm_view *v)
{
	static const struct {
		int stamp;
		const char *state;
	} rows[] = {
	    {CRM_O_STARTED_AT, "production"},
	    {CRM_O_RELEASED_AT, "released"},
	    {CRM_O_CONFIRMED_AT, "confirmed"},
	    {CRM_O_APPROVED_AT, "approved"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (crm_view_has(v, rows[i].stamp))
			return rows[i].state;
	}
	return "open";
}

static void set_stamp(
    const struct crm_view *v, int field, bool there, struct crm_instant t, struct crm_changes *out)
{
	const struct crm_cell *was = crm_view_cell(v, field), now = crm_cell_instant(t);

	if (!there && crm_cell_is(was))
		crm_changes_delete(out, crm_order_name(field));
	else if (there && (was->type != CRM_T_INSTANT || was->u.at.us != t.us))
		crm_changes_set(out, crm_order_name(field), &now);
}

/* Changes by the customer that are not approved, or not given on: for them it must stay live. */
static bool is_pending(const struct crm_view *v)
{
	struct crm_items it;
	bool pending = false;

	crm_items_init(&it, v, CRM_O_CHANGES);
	while (!pending && crm_items_next(&it))
		pending = !crm_view_has(&it.view, CRM_OCHG_PASSED_AT);
	crm_items_release(&it);
	return pending;
}

static void restate(const struct crm_step_in *in, bool back, struct crm_changes *out)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_C_STATE);
	struct crm_record *r = crm_record_copy(in->before);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *state = NULL;
	struct standing s;
	struct crm_view v;

	crm_record_apply(r, out);
	crm_view_of_record(in->shape, r, &a, &v);
	judge_standing(&v, &s);
	if (s.left && (back || !is_pending(&v)))
		state = s.arrived ? "delivered" : "shipped";
	else if (back && (crm_cell_eq(was, "shipped") || crm_cell_eq(was, "delivered")))
		state = state_before(in->view);
	if (state != NULL && !crm_cell_eq(was, state))
		crm_changes_text(out, crm_order_name(CRM_C_STATE), state);
	if (state != NULL) {
		set_stamp(in->view, CRM_O_SHIPPED_AT, s.left, s.last_left, out);
		set_stamp(in->view, CRM_O_DELIVERED_AT, s.arrived, s.last_arrived, out);
	}
	crm_record_free(r);
	crm_arena_release(&a);
}

void crm_order_restate(const struct crm_step_in *in, struct crm_changes *out)
{
	restate(in, true, out);
}

void crm_order_advance(const struct crm_step_in *in, struct crm_changes *out)
{
	restate(in, false, out);
}
