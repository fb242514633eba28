/* PPAP: how a part stands with a customer on a day. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/order/book/book_private.h"
#include "lib/rules/order/order_private.h"
#include "lib/rules/submission/submission.h"

/* Of which the day and the pieces are judged when somebody asks. */
static int state_of(const struct crm_view *v, struct crm_instant now)
{
	if (crm_cell_eq(
	        crm_view_cell(v, CRM_C_STATE), crm_submission_status_name(CRM_SUBMISSION_INTERIM)))
		return CRM_SUBMISSION_INTERIM;
	return (int)crm_submission_status(v, now);
}

void crm_book_add_submission(struct crm_order_book *b, const struct crm_view *v)
{
	struct crm_book_submission *s;
	int state = state_of(v, b->now);

	if (state >= CRM_SUBMISSION_SUPERSEDED || crm_view_has(v, CRM_B_SUPPLIER) ||
	    !crm_view_has(v, CRM_B_PART))
		return;
	s = crm_arena_alloc(&b->arena, sizeof(*s));
	s->id = crm_book_text(b, v, CRM_C_ID);
	s->customer = crm_book_field(b, v, CRM_B_CUSTOMER);
	s->change_level = crm_book_field(b, v, CRM_B_CHANGE_LEVEL);
	s->verdict_at = crm_book_field(b, v, CRM_B_VERDICT_AT);
	s->expiry = crm_book_field(b, v, CRM_B_INTERIM_EXPIRY);
	s->state = state;
	s->left = crm_submission_left(v);
	s->uses = crm_book_uses(
	    b, v, CRM_B_USES, CRM_PIECES_DELIVERY, CRM_PIECES_LOT, CRM_PIECES_QUANTITY);
	crm_shelf_put(b, &b->submissions, crm_view_cell(v, CRM_B_PART), s);
}

static bool decided_later(const struct crm_book_submission *s, struct crm_instant now)
{
	return s->verdict_at.type == CRM_T_INSTANT && s->verdict_at.u.at.us > now.us;
}

/* left: with what it has counted of this delivery */
static enum crm_part_approval judge(const struct crm_book_submission *s, int64_t left,
    const struct crm_cell *change_level, struct crm_instant now)
{
	bool interim = s->state == CRM_SUBMISSION_INTERIM;

	if (s->state == CRM_SUBMISSION_OPEN || s->state == CRM_SUBMISSION_SUBMITTED ||
	    decided_later(s, now))
		return CRM_PART_OPEN;
	if (s->state == CRM_SUBMISSION_REJECTED)
		return CRM_PART_REJECTED;
	/* the last day and the last piece still count */
	if (interim && s->expiry.type == CRM_T_DATE && crm_instant_day(now) > s->expiry.u.date)
		return CRM_PART_EXPIRED;
	if (interim && left <= 0)
		return CRM_PART_USED_UP;
	if (crm_cell_is(&s->change_level) && !crm_book_same(&s->change_level, change_level))
		return CRM_PART_LEVEL;
	return interim ? CRM_PART_INTERIM : CRM_PART_APPROVED;
}

/* Was a's verdict later? One without a time is the earliest. */
static bool is_later(const struct crm_cell *a, const struct crm_cell *b)
{
	if (a->type != CRM_T_INSTANT)
		return false;
	return b->type != CRM_T_INSTANT || a->u.at.us > b->u.at.us;
}

void crm_book_part(const struct crm_order_book *b, const struct crm_book_part_ask *ask,
    struct crm_part_status *out)
{
	const struct crm_shelf_ref *ref = crm_shelf_find(&b->submissions, ask->part);
	struct crm_cell verdict = crm_cell_absent();
	bool counts = false;

	*out = (struct crm_part_status){
	    CRM_PART_NONE, "", "", crm_cell_absent(), crm_cell_absent(), INT64_MAX};
	for (; ref != NULL; ref = ref->next) {
		const struct crm_book_submission *s = ref->item;
		int64_t counted = crm_book_counted(s->uses, ask->delivery, ask->lot);
		int64_t left = crm_order_sum(s->left, counted);
		enum crm_part_approval approval;

		if (crm_book_differs(&s->customer, ask->customer))
			continue;
		approval = judge(s, left, ask->change_level, ask->at);
		if (approval < out->approval ||
		    (approval == out->approval && (counts || counted <= 0) &&
		        (counts || !is_later(&s->verdict_at, &verdict))))
			continue;
		counts = counted > 0;
		out->approval = approval;
		out->id = s->id;
		out->change_level = crm_cell_is(&s->change_level) ? s->change_level.text : "";
		out->decided = s->verdict_at;
		out->expiry = s->state == CRM_SUBMISSION_INTERIM ? s->expiry : crm_cell_absent();
		out->left = s->state == CRM_SUBMISSION_INTERIM ? left : INT64_MAX;
		verdict = s->verdict_at;
	}
}

void crm_order_book_part(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *customer, const struct crm_cell *change_level, struct crm_instant now,
    struct crm_part_status *out)
{
	static const struct crm_cell none = {.type = CRM_T_ABSENT};
	const struct crm_book_part_ask ask = {part, customer, change_level, &none, &none, now};

	crm_book_part(b, &ask, out);
}
