/* What submissions, complaints, concessions and samples say, and the signatures. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/book/order_samples.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/watch/risk_private.h"

/* ---- of a line's part ---- */

struct line {
	struct crm_risks *x;
	const struct crm_risk *of;
};

static void judge_block(void *ctx, const struct crm_order_block *b)
{
	struct line *l = ctx;

	crm_risk_give_line(l->x, l->of, b->concession ? "concession" : "block", crm_cell_absent(),
	    "%s: %s%s%s", b->id, b->text, b->lot[0] != '\0' ? ", lot " : "", b->lot);
}

static const char *approval_text(enum crm_part_approval a)
{
	switch (a) {
	case CRM_PART_NONE:
		return "the part has no PPAP approval";
	case CRM_PART_OPEN:
		return "the PPAP submission has no verdict";
	case CRM_PART_REJECTED:
		return "the PPAP submission was rejected";
	case CRM_PART_EXPIRED:
		return "the interim PPAP approval has expired";
	case CRM_PART_USED_UP:
		return "the interim PPAP approval is used up";
	case CRM_PART_LEVEL:
		return "PPAP not approved for the change level of the order";
	case CRM_PART_INTERIM:
	case CRM_PART_APPROVED:
		break;
	}
	return NULL;
}

/* An interim approval is to reach until the promise, for all that has not left. */
static void judge_interim(
    struct crm_risks *x, const struct crm_risk *of, const struct crm_part_status *s, int64_t here)
{
	if (s->expiry.type == CRM_T_DATE && s->expiry.u.date < of->promise.u.date)
		crm_risk_give_line(
		    x, of, "ppap", s->expiry, "%s: interim approval ends before that day", s->id);
	else if (here >= 0 && s->left < here)
		crm_risk_give_line(x, of, "ppap", s->expiry,
		    "%s: interim approval for %" PRId64 " pieces, %" PRId64 " are to leave", s->id,
		    s->left, here);
}

static void judge_approval(struct crm_risks *x, const struct crm_risk *of,
    const struct crm_order_line *l, const struct crm_cell *customer, int64_t here)
{
	struct crm_part_status s;
	const char *text;

	if (!crm_procedure_ppap(crm_order_book_procedure(x->book), customer))
		return;
	crm_order_book_part(x->book, l->part, customer, l->change_level, x->now, &s);
	text = approval_text(s.approval);
	if (text != NULL)
		crm_risk_give_line(
		    x, of, "ppap", s.expiry, "%s%s%s", s.id, s.id[0] != '\0' ? ": " : "", text);
	else if (s.approval == CRM_PART_INTERIM)
		judge_interim(x, of, &s, here);
}

void crm_risk_part(
    struct crm_risks *x, const struct crm_risk *of, const struct crm_order_line *l, int64_t here)
{
	const struct crm_cell *customer = crm_view_cell(x->v, CRM_O_CUSTOMER);
	const struct crm_cell none = crm_cell_absent();
	struct line line = {x, of};

	if (!crm_cell_is(l->part))
		return;
	judge_approval(x, of, l, customer, here);
	crm_order_book_blocks(x->book, l->part, &none, judge_block, &line);
}

/* ---- samples ---- */

static void judge_sample(void *ctx, const struct crm_order_sample_lack *l)
{
	struct crm_risks *x = ctx;

	if (strcmp(l->code, "sample_missing") == 0)
		crm_risk_give(x, l->code, l->day, "there is no %s sample", l->sort);
	else if (l->id[0] == '\0')
		crm_risk_give(
		    x, l->code, l->day, "the procedure has no samples of sort '%s'", l->sort);
	else if (strcmp(l->state, "approved") == 0)
		crm_risk_give(
		    x, "sample", l->day, "%s: the %s sample is past its last day", l->id, l->sort);
	else
		crm_risk_give(x, "sample", l->day, "%s: the %s sample is not approved (%s)", l->id,
		    l->sort, l->state);
}

/* As the gate asks for them. */
static void judge_samples(struct crm_risks *x)
{
	crm_order_sample_lacks(x->v, x->book, CRM_SAMPLE_BLOCKS_START, x->now, judge_sample, x);
	crm_order_sample_lacks(x->v, x->book, CRM_SAMPLE_BLOCKS_SHIP, x->now, judge_sample, x);
}

/* ---- signatures ---- */

static void judge_lack(void *ctx, const struct crm_lack *l)
{
	static const char *const codes[] = {
	    "void_signature", "void_approval", "not_reviewed", NULL};
	struct crm_risks *x = ctx;

	for (size_t i = 0; codes[i] != NULL; i++) {
		if (strcmp(codes[i], l->code) == 0)
			crm_risk_give(x, codes[i], l->due, "%s", l->text);
	}
}

void crm_risk_book(struct crm_risks *x)
{
	judge_samples(x);
	if (crm_view_has(x->v, CRM_O_APPROVED_AT))
		crm_order_lacks(x->v, x->book, CRM_BEFORE_DELIVER, x->now, judge_lack, x);
}
