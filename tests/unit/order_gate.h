/*
 * The gate's reasons as text, of an order and the records beside it. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_GATE_H
#define CRM_TESTS_UNIT_ORDER_GATE_H

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/order/deliver/gate.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"
#include "tests/unit/order_take.h"

#define GATED                                                                             \
	"'samples':[{'sort':'shipping','blocks':'ship'},{'sort':'pre','blocks':'start'}," \
	"{'sort':'style','blocks':'nothing'}],'ppap':{'needed':true,'not_for':['BMW']}"
#define ORDER                                                                          \
	"'id':'O-1','state':'confirmed','customer':'VW','part':'4711','quantity':100," \
	"'confirmed_at':'" NINE "'"
#define PPAP(id, state, more) \
	"'kind':'ppap','id':'" id "','state':'" state "','customer':'VW','part':'4711'" more
#define APPROVED PPAP("P-1", "approved", ",'verdict_at':'" NINE "'")
#define UNTIL(day) PPAP("P-3", "interim", ",'interim_expiry':'" day "'")
#define FORTY                  \
	PPAP("P-3", "interim", \
	    ",'interim_quantity':100,'uses':{'a':{'delivery':'a','quantity':60}}")
#define CONCESSION(id, state, more)                                                        \
	"'kind':'concession','id':'" id "','state':'" state "','customer':'VW','part':'47" \
	"11','label':'A'" more
#define FORCE(id, more) CONCESSION(id, "authorised", ",'authorised_at':'" NINE "'" more)
#define SUSPECT(id, lot)                                                                 \
	"'kind':'complaint','id':'" id "','state':'open','customer':'VW','part':'4711'," \
	"'lot':'" lot "','quantity':20,'class':'quality'"
#define SAMPLE(id, sort, state, more) \
	"'kind':'sample','id':'" id "','state':'" state "','customer':'VW','sort':'" sort "'" more
#define OF_ORDER ",'order':'O-1'"

struct gate_row {
	const char *what;       /* the rule that it holds */
	const char *order;      /* NULL: ORDER */
	const char *records[5]; /* of other kinds; none: APPROVED */
	const char *line, *lot, *quantity, *concession, *at, *note;
	const char *want; /* "CODE ABOUT: TEXT", ! after it: not overridden; without not_approved */
};

static inline void show(void *ctx, const struct crm_gate_reason *r)
{
	/* the order of these tests has no seal, and review's words are its own */
	if (strcmp(r->code, "point_open") == 0 || strcmp(r->code, "no_paper") == 0)
		crm_buf_addf(ctx, "%s%s\n", r->code, r->overridable ? "" : " !");
	else if (strcmp(r->code, "not_approved") != 0)
		crm_buf_addf(
		    ctx, "%s %s: %s%s\n", r->code, r->about, r->text, r->overridable ? "" : " !");
}

static inline void gate_add(struct crm_order_book *b, const char *members, const char *now)
{
	static const char begin[] = "'kind':'";
	char name[16] = "";

	assert_memory_equal(members, begin, sizeof(begin) - 1);
	memcpy(name, members + sizeof(begin) - 1, strcspn(members + sizeof(begin) - 1, "'"));
	book_add(b, crm_kind_find(name), members, now);
}

static inline struct crm_cell number(const char *text)
{
	struct crm_cell c = crm_cell_absent();

	if (text != NULL)
		crm_field_read(&crm_order_delivery_items.fields[CRM_DELIVERY_QUANTITY], text,
		    strlen(text), &c, NULL);
	return c;
}

static inline void judge(const struct gate_row *row, struct crm_buf *out, const char **interim)
{
	const struct crm_gate_ask ask = {crm_cell_text(row->line), crm_cell_text(row->lot),
	    number(row->quantity), crm_cell_text(row->concession),
	    crm_take_at(row->at != NULL ? row->at : TEN), crm_cell_text(row->note)};
	struct crm_record *r = crm_take_record(row->order != NULL ? row->order : ORDER);
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_order_book *b = book_of(GATED);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	if (row->records[0] == NULL)
		gate_add(b, APPROVED, TEN);
	for (size_t i = 0; i < COUNT(row->records) && row->records[i] != NULL; i++)
		gate_add(b, row->records[i], "2026-12-31T00:00:00Z");
	crm_view_of_record(shape, r, &a, &v);
	crm_order_gate(&v, b, &ask, show, out);
	if (interim != NULL && crm_order_gate_interim(&v, b, &ask) != NULL)
		crm_buf_addf(out, "goes on %s\n", crm_order_gate_interim(&v, b, &ask));
	crm_arena_release(&a);
	crm_order_book_free(b);
	crm_shape_free(shape);
	crm_record_free(r);
}

static inline void run(const struct gate_row *rows, size_t n)
{
	const char *interim = "";

	for (size_t i = 0; i < n; i++) {
		struct crm_buf have = CRM_BUF_INIT;

		judge(&rows[i], &have, &interim);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s:\n%s\nexpected:\n%s", rows[i].what, crm_buf_str(&have),
			    rows[i].want);
		crm_buf_release(&have);
	}
}

/* what was counted: as which delivery, of which lot, so many */
#define USED(delivery, lot, n) \
	",'uses':{'a':{'delivery':'" delivery "','lot':'" lot "','quantity':" n "}}"
#define L1 .lot = "L1", .quantity = "60"

#endif
