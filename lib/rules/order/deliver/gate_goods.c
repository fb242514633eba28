/* The goods: is the part approved, does anything block part or lot, does a concession let it go? */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/deliver/gate_private.h"

/* ---- approval of the part ---- */

static const char *day_of(const struct crm_cell *c, char out[CRM_DATE_MAX])
{
	if (c->type != CRM_T_DATE)
		return "an unknown day";
	crm_date_format(c->u.date, out);
	return out;
}

static void judge_interim(struct crm_gate *g, const struct crm_part_status *s)
{
	const struct crm_cell *n = &g->ask->quantity;

	if (n->type == CRM_T_INT && n->u.i > s->left)
		crm_gate_tell(g, "ppap_quantity", s->id,
		    "interim approval %s: %" PRId64 " pieces are left, not %" PRId64, s->id,
		    s->left, n->u.i);
}

static void tell_open(struct crm_gate *g, const struct crm_part_status *s)
{
	char day[CRM_INSTANT_MAX] = "";

	if (s->decided.type != CRM_T_INSTANT) {
		crm_gate_tell(g, "ppap_open", s->id, "%s has no verdict yet", s->id);
		return;
	}
	crm_instant_format(s->decided.u.at, day);
	crm_gate_tell(g, "ppap_open", s->id, "the verdict of %s is of %s", s->id, day);
}

void crm_gate_part_status(
    const struct crm_gate *g, const struct crm_order_line *l, struct crm_part_status *out)
{
	const struct crm_book_part_ask ask = {l->part, crm_view_cell(g->v, CRM_O_CUSTOMER),
	    l->change_level, &g->delivery, &g->ask->lot, g->ask->at};

	crm_book_part(g->b, &ask, out);
}

void crm_gate_part(struct crm_gate *g, const struct crm_order_line *l)
{
	const struct crm_cell *customer = crm_view_cell(g->v, CRM_O_CUSTOMER);
	struct crm_part_status s;
	char day[CRM_DATE_MAX];

	if (!crm_procedure_ppap(crm_order_book_procedure(g->b), customer))
		return;
	crm_gate_part_status(g, l, &s);
	switch (s.approval) {
	case CRM_PART_NONE:
		crm_gate_tell(g, "ppap_missing", "", "part '%.*s' was never submitted for approval",
		    (int)l->part->len, l->part->len > 0 ? l->part->text : "");
		break;
	case CRM_PART_OPEN:
		tell_open(g, &s);
		break;
	case CRM_PART_REJECTED:
		crm_gate_tell(g, "ppap_rejected", s.id, "%s was rejected", s.id);
		break;
	case CRM_PART_EXPIRED:
		crm_gate_tell(g, "ppap_expired", s.id, "interim approval %s expired on %s", s.id,
		    day_of(&s.expiry, day));
		break;
	case CRM_PART_USED_UP:
		crm_gate_tell(g, "ppap_used_up", s.id,
		    "interim approval %s is used up: all of its pieces have left", s.id);
		break;
	case CRM_PART_LEVEL:
		if (!crm_cell_is(l->change_level))
			crm_gate_tell(g, "ppap_level", s.id,
			    "the order does not say its change level; %s is for %s", s.id,
			    s.change_level);
		else
			crm_gate_tell(g, "ppap_level", s.id,
			    "%s approves change level '%s', and the order is for '%.*s'", s.id,
			    s.change_level, (int)l->change_level->len, l->change_level->text);
		break;
	case CRM_PART_INTERIM:
		judge_interim(g, &s);
		break;
	case CRM_PART_APPROVED:
		break;
	}
}

/* ---- the concession that is named ---- */

int64_t crm_gate_counted(const struct crm_gate *g)
{
	return g->concession == NULL
	    ? 0
	    : crm_book_counted(g->concession->uses, &g->delivery, &g->ask->lot);
}

static bool is_other(const char *own, const struct crm_cell *asked)
{
	const struct crm_cell c = crm_cell_text(own);

	return own[0] != '\0' && crm_cell_is(asked) && !crm_book_alike(asked, &c);
}

static bool authorised_later(const struct crm_book_concession *c, struct crm_instant t)
{
	return c->authorised_at.type == CRM_T_INSTANT && c->authorised_at.u.at.us > t.us;
}

/* In force on that day, for that part and lot? */
static bool is_for(
    const struct crm_gate *g, const struct crm_book_concession *c, const struct crm_order_line *l)
{
	return !c->ended &&
	    crm_book_concession_reason(c, g->ask->at, crm_gate_counted(g)) == NULL &&
	    !authorised_later(c, g->ask->at) && !is_other(c->part, l->part) &&
	    !is_other(c->lot, &g->ask->lot) &&
	    !is_other(c->customer, crm_view_cell(g->v, CRM_O_CUSTOMER));
}

typedef void say(struct crm_gate *g, const char *code, const char *about, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* reason: why it is not in force */
static void tell_reason(
    struct crm_gate *g, const struct crm_book_concession *c, const char *reason, say *how)
{
	char day[CRM_DATE_MAX];

	if (strcmp(reason, "expired") == 0)
		how(g, "concession_expired", c->id, "concession %s expired on %s", c->id,
		    day_of(&c->until, day));
	else if (strcmp(reason, "used_up") == 0)
		how(g, "concession_used_up", c->id, "concession %s is used up: %s", c->id, c->text);
	else if (strcmp(reason, "refused") == 0)
		how(g, "concession_refused", c->id, "concession %s: %s", c->id, c->text);
	else
		how(g, "concession_not_authorised", c->id, "concession %s: %s", c->id, c->text);
}

static void judge_goods(
    struct crm_gate *g, const struct crm_book_concession *c, const struct crm_order_line *l)
{
	if (is_other(c->part, l->part))
		crm_gate_insist(g, "concession_wrong_part", c->id, "concession %s is for part '%s'",
		    c->id, c->part);
	if (is_other(c->lot, &g->ask->lot))
		crm_gate_insist(g, "concession_wrong_lot", c->id, "concession %s is for lot '%s'",
		    c->id, c->lot);
	if (is_other(c->customer, crm_view_cell(g->v, CRM_O_CUSTOMER)))
		crm_gate_insist(g, "concession_wrong_customer", c->id,
		    "concession %s is of customer '%s'", c->id, c->customer);
	if (!c->labelled)
		crm_gate_insist(g, "concession_label", c->id,
		    "concession %s has no label, which each container needs", c->id);
}

void crm_gate_concession(struct crm_gate *g, const struct crm_order_line *l)
{
	const struct crm_cell *named = &g->ask->concession, *n = &g->ask->quantity;
	const struct crm_book_concession *c = g->concession;
	int64_t counted = crm_gate_counted(g);
	char day[CRM_INSTANT_MAX];
	const char *reason;

	if (!crm_cell_is(named))
		return;
	if (c == NULL) {
		crm_gate_insist(g, "concession_missing", "", "no such concession: '%.*s'",
		    (int)named->len, named->text);
		return;
	}
	judge_goods(g, c, l);
	reason = crm_book_concession_reason(c, g->ask->at, counted);
	if (c->ended) {
		crm_gate_insist(g, "concession_ended", c->id,
		    "concession %s has ended: parts are to specification", c->id);
	} else if (reason != NULL) {
		tell_reason(g, c, reason, crm_gate_insist);
	} else if (authorised_later(c, g->ask->at)) {
		crm_instant_format(c->authorised_at.u.at, day);
		crm_gate_insist(g, "concession_not_authorised", c->id,
		    "concession %s was authorised later, at %s", c->id, day);
	} else if (n->type == CRM_T_INT && n->u.i > counted && n->u.i - counted > c->left) {
		crm_gate_insist(g, "concession_quantity", c->id,
		    "concession %s: %" PRId64 " pieces are left, not %" PRId64, c->id,
		    c->left + counted, n->u.i);
	}
}

/* ---- blocks ---- */

struct blocks {
	struct crm_gate *g;
	bool lifted; /* by the concession that is named */
};

/* One that belongs to a complaint is about what that one has found. */
static bool lifts(const struct blocks *x, const struct crm_order_block *b)
{
	const struct crm_book_concession *c = x->g->concession;

	return x->lifted && (c->complaint[0] == '\0' || strcmp(c->complaint, b->id) == 0);
}

static void tell_block(void *ctx, const struct crm_order_block *b)
{
	struct blocks *x = ctx;
	bool of_lot = b->lot[0] != '\0';

	if (b->concession || lifts(x, b))
		return;
	if (b->quantity >= 0)
		crm_gate_tell(x->g, "blocked", b->id,
		    "%s '%s' is blocked by %s: %s (%" PRId64 " pieces)", of_lot ? "lot" : "part",
		    of_lot ? b->lot : b->part, b->id, b->text, b->quantity);
	else
		crm_gate_tell(x->g, "blocked", b->id, "%s '%s' is blocked by %s: %s",
		    of_lot ? "lot" : "part", of_lot ? b->lot : b->part, b->id, b->text);
}

static void tell_concession(void *ctx, const struct crm_book_concession *c)
{
	struct blocks *x = ctx;
	const char *reason = crm_book_concession_reason(c, x->g->ask->at, 0);

	if (reason == NULL || c->ended || c == x->g->concession)
		return;
	if (x->lifted && (strcmp(reason, "expired") == 0 || strcmp(reason, "used_up") == 0))
		return;
	tell_reason(x->g, c, reason, crm_gate_tell);
}

void crm_gate_blocks(struct crm_gate *g, const struct crm_order_line *l)
{
	struct blocks x = {g, false};

	x.lifted = g->concession != NULL && is_for(g, g->concession, l);
	crm_order_book_blocks(g->b, l->part, &g->ask->lot, tell_block, &x);
	crm_book_concessions(g->b, l->part, &g->ask->lot, tell_concession, &x);
}
