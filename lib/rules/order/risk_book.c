/* What submissions, complaints, concessions and samples say, and the signatures. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/review.h"
#include "lib/rules/order/risk_private.h"

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
		return "PPAP approved for another change level";
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

struct samples {
	struct crm_risks *x;
	struct crm_map *seen; /* ids, and sorts, of which value 1: one that is approved */
	bool telling;
};

/* What stops bulk does not matter once that has begun. */
static bool stops(const struct crm_risks *x, const char *sort, size_t len)
{
	const struct crm_sample_sort *s =
	    crm_procedure_sample(crm_order_book_procedure(x->book), sort, len);

	if (s == NULL || s->blocks == CRM_SAMPLE_BLOCKS_NOTHING)
		return false;
	return s->blocks == CRM_SAMPLE_BLOCKS_SHIP || !crm_view_has(x->v, CRM_O_STARTED_AT);
}

static void judge_sample(void *ctx, const struct crm_order_sample *s)
{
	struct samples *all = ctx;
	size_t sort = crm_map_put(all->seen, s->sort, strlen(s->sort), NULL);
	bool added = true;

	if (!all->telling) {
		*crm_map_value(all->seen, sort) |= s->approved;
		return;
	}
	if (*crm_map_value(all->seen, sort) != 0 || strcmp(s->state, "withdrawn") == 0 ||
	    !stops(all->x, s->sort, strlen(s->sort)))
		return;
	(void)crm_map_put(all->seen, s->id, strlen(s->id), &added);
	if (added)
		crm_risk_give(all->x, "sample", crm_cell_is(&s->due) ? s->due : s->expiry,
		    "%s: the %s sample is not approved (%s)", s->id, s->sort, s->state);
}

static void of_line(void *ctx, const struct crm_order_line *l)
{
	struct samples *all = ctx;
	struct crm_risks *x = all->x;

	crm_order_book_samples(x->book, crm_view_cell(x->v, CRM_C_ID), l->part,
	    crm_view_cell(x->v, CRM_O_CUSTOMER), x->now, judge_sample, all);
}

/* Those that the order needs and nobody has asked for. */
static void judge_missing(struct samples *all)
{
	struct crm_risks *x = all->x;
	const char *p = crm_view_text(x->v, CRM_O_SAMPLES, &x->arena);

	while (*p != '\0') {
		size_t len = strcspn(p, ", ");

		if (len > 0 && stops(x, p, len) && crm_map_find(all->seen, p, len) == CRM_MAP_NONE)
			crm_risk_give(x, "sample_missing", crm_cell_absent(),
			    "there is no %.*s sample", (int)len, p);
		p += len;
		p += strspn(p, ", ");
	}
}

static void judge_samples(struct crm_risks *x)
{
	struct samples all = {.x = x, .seen = crm_map_new()};

	crm_order_lines(x->v, of_line, &all);
	judge_missing(&all);
	all.telling = true;
	crm_order_lines(x->v, of_line, &all);
	crm_map_free(all.seen);
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
