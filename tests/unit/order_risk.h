/*
 * What endangers an order, as text. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_RISK_H
#define CRM_TESTS_UNIT_ORDER_RISK_H

#include "lib/rules/order/watch/risk.h"
#include "tests/unit/order_take.h"

#define ID "'id':'O-1','customer':'ACME','part':'4711','quantity':100"
/* the way is gone: only what a row adds is told */
#define MADE                                                                          \
	",'state':'production','opened_at':'2026-11-01T09:00:00Z','approved_at':"     \
	"'2026-11-02T09:00:00Z','confirmed_at':'2026-11-03T09:00:00Z','released_at':" \
	"'2026-11-04T09:00:00Z','started_at':'2026-11-05T09:00:00Z'"
#define SOON ",'promised':'2026-11-27'"

struct shown {
	struct crm_buf *out;
	bool whole;
};

/* "CODE LINE" a line; whole: days, pieces, due and text too */
static inline void risk_show(void *ctx, const struct crm_risk *r)
{
	struct shown *s = ctx;

	crm_buf_addf(s->out, "%s%s%s", r->code, r->line[0] != '\0' ? " " : "", r->line);
	if (s->whole) {
		crm_buf_addf(s->out, " %d %d ", (int)r->days, (int)r->pieces);
		crm_cell_print(&r->promise, s->out);
		crm_buf_addc(s->out, ' ');
		crm_cell_print(&r->due, s->out);
		crm_buf_addf(s->out, ": %s", r->text);
	}
	crm_buf_addc(s->out, '\n');
}

static inline void risk_judge(const char *members, const struct crm_order_book *b, const char *now,
    int64_t days, bool whole, struct crm_buf *out)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct shown s = {out, whole};
	struct crm_view v;

	crm_view_of_record(shape, r, &a, &v);
	crm_order_risks(&v, b, crm_take_at(now), days, risk_show, &s);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

static inline void risk_is(const char *members, const struct crm_order_book *b, const char *now,
    int64_t days, bool whole, const char *want)
{
	struct crm_buf have = CRM_BUF_INIT;

	risk_judge(members, b, now, days, whole, &have);
	if (strcmp(crm_buf_str(&have), want) != 0)
		fail_msg("%s at %s, %d days:\n%sexpected:\n%s", members, now, (int)days,
		    crm_buf_str(&have), want);
	crm_buf_release(&have);
}

struct expected {
	const char *members, *want;
};

static inline void risk_all(const struct expected *rows, size_t n, const struct crm_order_book *b)
{
	for (size_t i = 0; i < n; i++)
		risk_is(rows[i].members, b, NINE, 7, false, rows[i].want);
}

#define LEFT(n) ",'deliveries':{'N1':{'at':'2026-11-18T09:00:00Z','note':'N1','quantity':" #n "}}"
#define HERE(n)                                                                       \
	",'deliveries':{'N1':{'at':'2026-11-18T09:00:00Z','note':'N1','quantity':" #n \
	",'arrived_at':'2026-11-19T09:00:00Z','arrived':" #n "}}"

/* n have left, and the customer has found so many */
#define LOST(n, found)                                                                \
	",'deliveries':{'N1':{'at':'2026-11-18T09:00:00Z','note':'N1','quantity':" #n \
	",'arrived_at':'2026-11-19T09:00:00Z','arrived':" #found ",'condition':'short'}}"

#define NOTHING "nothing_left\n"

#endif
