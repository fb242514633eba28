/*
 * lib/rules/order/book/book.h: what the records of other kinds say of a part, a lot, an order, a quote. How
 * the gate judges it is in order_gate*.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"
#include "tests/unit/order_take.h"

static struct crm_order_book *book;

static int setup(void **state)
{
	(void)state;
	book = book_of("");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	crm_order_book_free(book);
	return 0;
}

static struct crm_cell text(const char *t)
{
	return crm_cell_text(t);
}

/* Nothing is known: nothing is found, and nothing is said. */
static void empty(void **state)
{
	const struct crm_cell id = text("X"), none = crm_cell_absent();
	struct crm_part_status s;
	struct crm_quote_price q;
	struct crm_other_order o;

	(void)state;
	crm_order_book_part(book, &id, &none, &none, crm_take_at(TEN), &s);
	assert_int_equal(s.approval, CRM_PART_NONE);
	assert_string_equal(s.id, "");
	crm_order_book_part(book, &none, &none, &none, crm_take_at(TEN), &s);
	assert_int_equal(s.approval, CRM_PART_NONE);
	crm_order_book_quote(book, &id, &id, &none, &q);
	assert_false(q.known || q.found);
	crm_order_book_order(book, &id, &id, &o);
	assert_false(o.found);
}

/* What a table says wrongly is told with its file. */
static void tables(void **state)
{
	struct crm_order_book *b = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	assert_int_equal(crm_doc_parse("{\"dutis\":[]}", 12, &l, &d, &e), 0);
	assert_int_not_equal(crm_order_book_new(d, "p.json", &b, &e), 0);
	assert_int_equal(e.code, CRM_CONFIG);
	assert_null(b);
	crm_doc_free(d);
}

#define PPAP(id, more) "'id':'" id "','customer':'VW','part':'A'" more

/* The best on that day: the cells are those of the one that counts. */
static void parts(void **state)
{
	const struct crm_cell part = text("A"), vw = text("VW"), au = text("AU"), b = text("B");
	const struct crm_cell none = crm_cell_absent();
	struct crm_part_status s;

	(void)state;
	book_add(book, &crm_submission,
	    PPAP("P-1",
	        ",'state':'interim','interim_expiry':'2026-11-20','interim_quantity':9,"
	        "'change_level':'B'"),
	    TEN);
	book_add(book, &crm_submission, PPAP("P-2", ",'state':'submitted'"), TEN);
	book_add(book, &crm_submission, PPAP("P-3", ",'state':'void'"), TEN);
	book_add(book, &crm_submission, PPAP("P-4", ",'state':'destroyed'"), TEN);
	crm_order_book_part(book, &part, &vw, &b, crm_take_at(TEN), &s);
	assert_int_equal(s.approval, CRM_PART_INTERIM);
	assert_string_equal(s.id, "P-1");
	assert_string_equal(s.change_level, "B");
	assert_int_equal(s.left, 9);
	assert_int_equal(s.expiry.type, CRM_T_DATE);
	crm_order_book_part(book, &part, &none, &vw, crm_take_at(TEN), &s);
	assert_int_equal(s.approval, CRM_PART_LEVEL);
	crm_order_book_part(book, &part, &vw, &b, crm_take_at("2026-11-21T00:00:00Z"), &s);
	assert_int_equal(s.approval, CRM_PART_EXPIRED);
	crm_order_book_part(book, &part, &au, &b, crm_take_at(TEN), &s);
	assert_int_equal(s.approval, CRM_PART_NONE);
}

static void show_block(void *ctx, const struct crm_order_block *b)
{
	crm_buf_addf(
	    ctx, "%s %s %s/%s %lld\n", b->id, b->reason, b->part, b->lot, (long long)b->quantity);
}

static void blocks_are(const char *part, const char *lot, const char *want)
{
	const struct crm_cell p = text(part), l = text(lot);
	struct crm_buf have = CRM_BUF_INIT;

	crm_order_book_blocks(book, &p, &l, show_block, &have);
	assert_string_equal(crm_buf_str(&have), want);
	crm_buf_release(&have);
}

static void blocks(void **state)
{
	static const char used[] =
	    "'id':'D-1','state':'used_up','part':'C','quantity':1,'uses':{'a':{'quantity':1}}";
	static const char past[] =
	    "'id':'D-2','state':'authorised','part':'C','lot':'LC','valid_until':'2026-11-19',"
	    "'quantity':7";

	(void)state;
	book_add(book, &crm_complaint,
	    "'id':'C-1','state':'open','class':'quality','part':'C','lot':'LC','quantity':3", TEN);
	book_add(book, &crm_complaint,
	    "'id':'C-2','state':'open','class':'quality','lot':'LX','quantity':4", TEN);
	book_add(
	    book, &crm_complaint, "'id':'C-3','state':'open','class':'quality','part':'E'", TEN);
	book_add(book, &crm_concession, used, TEN);
	book_add(book, &crm_concession, past, TEN);
	blocks_are("C", NULL, "D-1 used_up C/ -1\n");
	blocks_are("C", "LC", "C-1 suspect C/LC 3\nD-1 used_up C/ -1\nD-2 expired C/LC 7\n");
	blocks_are("C", "LX", "C-2 suspect /LX 4\nD-1 used_up C/ -1\n");
	blocks_are("E", "LC", "C-3 not_contained E/ -1\n");
	blocks_are(NULL, "LC", "C-1 suspect C/LC 3\nD-2 expired C/LC 7\n");
	blocks_are("Z", "LZ", "");
}

static void show_sample(void *ctx, const struct crm_order_sample *s)
{
	crm_buf_addf(ctx, "%s %s %s %d\n", s->id, s->sort, s->state, s->approved);
}

static void samples_are(
    const char *order, const char *part, const char *customer, const char *at, const char *want)
{
	const struct crm_cell o = text(order), p = text(part), c = text(customer);
	struct crm_buf have = CRM_BUF_INIT;

	crm_order_book_samples(book, &o, &p, &c, crm_take_at(at), show_sample, &have);
	assert_string_equal(crm_buf_str(&have), want);
	crm_buf_release(&have);
}

#define SAMPLE(id, state, more) "'id':'" id "','state':'" state "','sort':'shipping'" more

/* Those of the order, not of another part of it; those of the part and customer that name none. */
static void samples(void **state)
{
	(void)state;
	book_add(book, &crm_sample, SAMPLE("S-1", "sent", ",'order':'O-1','part':'A'"), TEN);
	book_add(book, &crm_sample, SAMPLE("S-2", "approved", ",'order':'O-1'"), TEN);
	book_add(book, &crm_sample,
	    SAMPLE("S-3", "approved", ",'part':'A','customer':'VW','expiry':'2026-11-20'"), TEN);
	book_add(book, &crm_sample, SAMPLE("S-4", "void", ",'order':'O-1'"), TEN);
	samples_are("O-1", "A", "VW", TEN,
	    "S-1 shipping sent 0\nS-2 shipping approved 1\nS-3 shipping approved 1\n");
	samples_are("O-1", "B", "VW", TEN, "S-2 shipping approved 1\n");
	samples_are("O-2", "A", "VW", "2026-11-21T00:00:00Z", "S-3 shipping approved 0\n");
	samples_are("O-2", "A", "AU", TEN, "");
}

/* The price by its quantity, the value alone; and what the quote says of itself. */
static void quotes(void **state)
{
	const struct crm_cell id = text("Q-1"), part = text("A"), other = text("B");
	const struct crm_cell ten = crm_cell_int(10), nine = crm_cell_int(9);
	struct crm_quote_price q;
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	book_add(book, &crm_quote,
	    "'id':'Q-1','state':'sent','customer':'VW','currency':'EUR','valid_until':'2026-12-31',"
	    "'countersigned_at':'" NINE "','prices':{'a':{'part':'A','price':'2.50'},"
	    "'b':{'part':'A','from':10,'price':'2.00'}}",
	    TEN);
	crm_order_book_quote(book, &id, &part, &nine, &q);
	assert_true(q.known && q.found && q.countersigned);
	crm_cell_print(&q.price, &have);
	crm_buf_addc(&have, ' ');
	crm_cell_print(&q.currency, &have);
	crm_order_book_quote(book, &id, &part, &ten, &q);
	crm_buf_addc(&have, ' ');
	crm_cell_print(&q.price, &have);
	assert_string_equal(crm_buf_str(&have), "2.50 EUR 2.00");
	crm_buf_release(&have);
	crm_order_book_quote(book, &id, &other, &ten, &q);
	assert_true(q.known);
	assert_false(q.found);
	assert_true(crm_cell_eq(&q.customer, "VW"));
}

/* The line of the part, else the only one. */
static void orders(void **state)
{
	const struct crm_cell one = text("O-1"), two = text("O-2"), three = text("O-3");
	const struct crm_cell a = text("A"), z = text("Z");
	struct crm_other_order o;

	(void)state;
	book_add(book, &crm_order,
	    "'id':'O-1','state':'delivered','customer':'VW','part':'A','quantity':5", TEN);
	book_add(book, &crm_order,
	    "'id':'O-2','state':'open','lines':{'1':{'line':'1','part':'B','quantity':6},"
	    "'2':{'line':'2','part':'A','quantity':7}}",
	    TEN);
	book_add(book, &crm_order, "'id':'O-3','state':'void','part':'A'", TEN);
	crm_order_book_order(book, &one, &z, &o);
	assert_true(o.found && crm_cell_eq(&o.state, "delivered") && o.quantity.u.i == 5);
	crm_order_book_order(book, &two, &a, &o);
	assert_true(o.found && crm_cell_eq(&o.part, "A") && o.quantity.u.i == 7);
	crm_order_book_order(book, &two, &z, &o);
	assert_true(o.found && !crm_cell_is(&o.part));
	crm_order_book_order(book, &three, &a, &o);
	assert_false(o.found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(empty),
	    cmocka_unit_test(tables),
	    cmocka_unit_test(parts),
	    cmocka_unit_test(blocks),
	    cmocka_unit_test(samples),
	    cmocka_unit_test(quotes),
	    cmocka_unit_test(orders),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
