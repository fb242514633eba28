/*
 * lib/rules/order/review.h: the sort of an order, by rule and why (O2), and its prices against the
 * quote, line by line (O10).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/order/review.h"
#include "lib/rules/quote/quote.h"
#include "tests/unit/order_take.h"

/* Two quotes, orders before, and frame contracts. */
static struct crm_order_book *book(void)
{
	static const char *const quotes[] = {
	    "'id':'Q-1','state':'sent','customer':'K-1','currency':'EUR','prices':{"
	    "'a':{'part':'A','price':'12.50'},'b':{'part':'B','price':'1.0'},"
	    "'c':{'part':'B','from':100,'price':'0.9'}}",
	    "'id':'Q-open','state':'open','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-lost','state':'lost','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-won','state':'won','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-none','prices':{'a':{'part':'A','price':'12.50'}}",
	};
	static const char *const orders[] = {
	    "'id':'O-1','state':'filed','customer':'K-1','currency':'EUR','part':'A',"
	    "'price':'12.5','change_level':'1'",
	    "'id':'O-2','state':'delivered','lines':{'1':{'part':'A','price':'12.5'},"
	    "'2':{'part':'B','price':'1'}}",
	    "'id':'O-cancelled','state':'cancelled','part':'A','price':'12.5'",
	    "'id':'O-open','state':'open','part':'A','price':'12.5'",
	    "'id':'O-import','part':'A','price':'12.5'",
	    "'id':'O-free','state':'filed','part':'A'",
	    "'id':'F-1','state':'confirmed','customer':'K-1','currency':'EUR','part':'A',"
	    "'price':'12.5','change_level':'1'",
	    "'id':'F-2','state':'approved','lines':{'1':{'part':'A','price':'2'},"
	    "'2':{'part':'B','price':'3','change_level':'x'}}",
	    "'id':'F-open','state':'open','part':'A','price':'12.5'",
	    "'id':'F-none','part':'A','price':'12.5'",
	    "'id':'F-approved','state':'approved','part':'A','price':'12.5'",
	    "'id':'F-shipped','state':'shipped','part':'A','price':'12.5'",
	    "'id':'F-delivered','state':'delivered','part':'A','price':'12.5'",
	    "'id':'F-refused','state':'refused','part':'A','price':'12.5'",
	    "'id':'F-cancelled','state':'cancelled','part':'A','price':'12.5'",
	    "'id':'F-void','state':'void','part':'A','price':'12.5'",
	    "'id':'F-free','state':'approved','part':'A'",
	};
	struct crm_order_book *b = book_of("");

	for (size_t i = 0; i < COUNT(quotes); i++)
		book_add(b, &crm_quote, quotes[i], NINE);
	for (size_t i = 0; i < COUNT(orders); i++)
		book_add(b, &crm_order, orders[i], NINE);
	return b;
}

struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static struct seen see(const char *members)
{
	struct seen s = {
	    crm_shape_new(crm_order.flow.schema), crm_take_record(members), CRM_ARENA_INIT, {NULL}};

	crm_view_of_record(s.shape, s.record, &s.arena, &s.view);
	return s;
}

static void unsee(struct seen *s)
{
	crm_arena_release(&s->arena);
	crm_record_free(s->record);
	crm_shape_free(s->shape);
}

struct sorted {
	const char *members, *want; /* "SORT: WHY" */
};

static void check(const struct sorted *rows, size_t n)
{
	struct crm_order_book *b = book();
	struct crm_buf have = CRM_BUF_INIT, why = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct seen s = see(rows[i].members);
		enum crm_order_sort sort;

		crm_buf_clear(&why);
		sort = crm_order_sort_of(&s.view, b, &why);
		crm_buf_clear(&have);
		crm_buf_addf(&have, "%s: %s", crm_order_sort_name(sort), crm_buf_str(&why));
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s: %s\nexpected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&why);
	crm_buf_release(&have);
	crm_order_book_free(b);
}

#define A "'customer':'K-1','part':'A','currency':'EUR','price':'12.50'"
#define BY_Q1 "repeat: no particular demands, the price of quote Q-1"

static void contract_or_repeat(void **state)
{
	static const struct sorted rows[] = {
	    {A, "contract: it names no quote, no order before it and no frame contract"},
	    {A ",'quote':'Q-1'", BY_Q1},
	    {A ",'previous':'O-1'", "repeat: no particular demands, the price of order O-1"},
	    {A ",'quote':'Q-1','previous':'O-1'", BY_Q1 " and order O-1"},
	    /* particular demands, a part that is not in the bill of materials */
	    {A ",'quote':'Q-1','particular':'quality, hsf'",
	        "contract: particular demands: quality, hsf"},
	    {A ",'quote':'Q-1','particular':''", BY_Q1},
	    {A ",'quote':'Q-1','new_part':true",
	        "contract: the part is not in the bill of materials yet"},
	    {A ",'quote':'Q-1','new_part':false", BY_Q1},
	    {A ",'new_part':true,'particular':'price','previous':'O-1'",
	        "contract: particular demands: price; the part is not in the bill of materials "
	        "yet"},
	    /* the price is that of the quote, as a number */
	    {"'part':'A','price':'12.5','quote':'Q-1'", BY_Q1},
	    {"'part':'A','price':'12.500','quote':'Q-1'", BY_Q1},
	    {"'part':'A','price':'12.51','quote':'Q-1'",
	        "contract: the price 12.51 is not the 12.50 of quote Q-1"},
	    {"'part':'A','price':'12.49','quote':'Q-1'",
	        "contract: the price 12.49 is not the 12.50 of quote Q-1"},
	    {"'part':'A','quote':'Q-1'",
	        "contract: the price is not that of quote Q-1: the order does not say the price"},
	    {A ",'quote':'Q-9'", "contract: the price is not that of quote Q-9: no such quote"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void previous(void **state)
{
	static const struct sorted rows[] = {
	    {"'part':'A','price':'12.51','previous':'O-1'",
	        "contract: the price 12.51 is not the 12.5 of order O-1"},
	    {"'part':'A','price':'12.51','quote':'Q-1','previous':'O-1'",
	        "contract: the price 12.51 is not the 12.50 of quote Q-1; the price 12.51 is not "
	        "the 12.5 of order O-1"},
	    {"'part':'A','previous':'O-1'",
	        "contract: the price of this order is not said, so it is not that of order O-1"},
	    {A ",'previous':'O-free'",
	        "contract: the price of the last order is not said, so it is not that of order "
	        "O-free"},
	    {"'part':'C','price':'12.5','previous':'O-1'",
	        "contract: order O-1 was not for part C"},
	    {"'customer':'K-2','part':'A','price':'12.5','previous':'O-1'",
	        "contract: order O-1 is customer K-1's"},
	    {"'currency':'USD','part':'A','price':'12.5','previous':'O-1'",
	        "contract: order O-1 was in EUR"},
	    /* an order before it that is nothing to build on */
	    {A ",'previous':'O-9'", "contract: order O-9 before it is not known"},
	    {A ",'previous':'O-9','quote':'Q-1'", "contract: order O-9 before it is not known"},
	    {A ",'previous':'O-cancelled'", "contract: order O-cancelled before it is cancelled"},
	    {A ",'previous':'O-open'", "contract: order O-open before it is open"},
	    {A ",'previous':'O-cancelled','quote':'Q-1'", BY_Q1},
	    {A ",'previous':'O-import'",
	        "repeat: no particular demands, the price of order O-import"},
	    /* since it was approved first */
	    {A ",'quote':'Q-1','price_reviewed':'12.5'", BY_Q1},
	    {A ",'quote':'Q-1','price_reviewed':'12.4'",
	        "contract: the price 12.50 is not the 12.4 of its first approval"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void lines(void **state)
{
	static const struct sorted rows[] = {
	    {"'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5'},"
	     "'2':{'part':'B','price':'1.00','quantity':99}}",
	        BY_Q1},
	    {"'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5'},"
	     "'2':{'part':'B','price':'1.00','quantity':100}}",
	        "contract: line 2: the price 1.00 is not the 0.9 of quote Q-1"},
	    {"'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5'},'2':{'part':'C'}}",
	        "contract: line 2: the price is not that of quote Q-1: no such part in the quote"},
	    {"'previous':'O-2','lines':{'7':{'part':'B','price':'1.0'},"
	     "'8':{'part':'A','price':'12.50'}}",
	        "repeat: no particular demands, the price of order O-2"},
	    {"'previous':'O-2','lines':{'7':{'part':'B','price':'12.5'},"
	     "'8':{'part':'A','price':'1'}}",
	        "contract: line 7: the price 12.5 is not the 1 of order O-2; line 8: the price 1 is "
	        "not the 12.5 of order O-2"},
	    {"'previous':'O-2','lines':{'7':{'part':'C','price':'1'}}",
	        "contract: line 7: order O-2 was not for part C"},
	    {"'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5','price_reviewed':'12.50'}}",
	        BY_Q1},
	    {"'quote':'Q-1','price':'12.5','lines':{'1':{'part':'A','price_reviewed':'12'}}",
	        "contract: line 1: the price 12.5 is not the 12 of its first approval"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

#define CALL A ",'capacity':'yes'"
#define OFF(frame) "call_off: at price and change level of frame contract " frame "; capacity: yes"

static void call_offs(void **state)
{
	static const struct sorted rows[] = {
	    {CALL ",'frame':'F-1'", OFF("F-1")},
	    {CALL ",'frame':'F-1','change_level':'1'", OFF("F-1")},
	    /* what it does not say is the frame's */
	    {"'part':'A','capacity':'yes','frame':'F-1'", OFF("F-1")},
	    /* price, change level, capacity */
	    {"'part':'A','price':'12.51','capacity':'yes','frame':'F-1'",
	        "contract: the price 12.51 is not the 12.5 of frame contract F-1"},
	    {"'part':'A','price':'x','capacity':'yes','frame':'F-1'",
	        "contract: the price x is not the 12.5 of frame contract F-1"},
	    {CALL ",'frame':'F-1','change_level':'2'",
	        "contract: change level 2 is not the 1 of frame contract F-1"},
	    {A ",'frame':'F-1'",
	        "contract: nobody has said that there is capacity for the call-off"},
	    {A ",'frame':'F-1','capacity':'No'", "contract: there is no capacity for the call-off"},
	    {CALL ",'frame':'F-free'", "contract: frame contract F-free has no price for it"},
	    /* is it in force? */
	    {CALL ",'frame':'F-approved'", OFF("F-approved")},
	    {CALL ",'frame':'F-shipped'", OFF("F-shipped")},
	    {CALL ",'frame':'F-delivered'",
	        "contract: frame contract F-delivered is not in force: delivered"},
	    {CALL ",'frame':'F-open'", "contract: frame contract F-open is not in force: open"},
	    {CALL ",'frame':'F-none'", "contract: frame contract F-none is not in force: open"},
	    {CALL ",'frame':'F-refused'",
	        "contract: frame contract F-refused is not in force: refused"},
	    {CALL ",'frame':'F-cancelled'",
	        "contract: frame contract F-cancelled is not in force: cancelled"},
	    {CALL ",'frame':'F-void'", "contract: frame contract F-void is not known"},
	    {CALL ",'frame':'F-9'", "contract: frame contract F-9 is not known"},
	    /* whose is it, and for what? */
	    {"'part':'A','customer':'K-2','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 is customer K-1's"},
	    {"'part':'A','currency':'USD','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 is in EUR"},
	    {"'part':'C','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 has no part C"},
	    {"'capacity':'yes','frame':'F-1'", "contract: no part is said for frame contract F-1"},
	    {"'capacity':'yes','frame':'F-2','lines':{'1':{'part':'B','price':'3.00'},"
	     "'2':{'part':'A','price':'2'}}",
	        OFF("F-2")},
	    {"'capacity':'yes','frame':'F-2','lines':{'1':{'part':'B','price':'2'},"
	     "'2':{'part':'B','change_level':'y'},'3':{'part':'C'}}",
	        "contract: line 1: the price 2 is not the 3 of frame contract F-2; line 2: change "
	        "level y is not the x of frame contract F-2; line 3: frame contract F-2 has no part "
	        "C"},
	    /* a frame that it breaks makes it a contract, whatever else holds; all is told */
	    {A ",'frame':'F-1','quote':'Q-1','new_part':true",
	        "contract: nobody has said that there is capacity for the call-off; the part is not "
	        "in the bill of materials yet"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void show(void *ctx, const struct crm_price_line *l)
{
	const struct crm_cell *const cells[] = {
	    &l->part, &l->quantity, &l->ordered, &l->quoted, &l->currency};
	struct crm_buf *out = ctx;

	crm_buf_addf(out, "[%s]", l->line);
	for (size_t i = 0; i < COUNT(cells); i++) {
		crm_buf_addc(out, ' ');
		if (!crm_cell_is(cells[i]))
			crm_buf_addc(out, '-');
		crm_cell_print(cells[i], out);
	}
	crm_buf_addf(out, " %s%s", l->agrees ? "agrees" : "", l->why);
}

static void prices(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {A ",'quote':'Q-1'", "[] A - 12.50 12.50 EUR agrees"},
	    {"'part':'A','price':'12.5','quote':'Q-1'", "[] A - 12.5 12.50 EUR agrees"},
	    {A, "[] A - 12.50 - EUR the order names no quote"},
	    {A ",'quote':'Q-9'", "[] A - 12.50 - EUR no such quote"},
	    {"'part':'A','price':'12.6','quote':'Q-1'",
	        "[] A - 12.6 12.50 EUR the price is another one"},
	    {"'part':'A','quote':'Q-1'", "[] A - - 12.50 EUR the order does not say the price"},
	    {"'price':'1','quote':'Q-1'", "[] - - 1 - EUR the order does not say the part"},
	    {"'part':'A','price':'12.5','currency':'USD','quote':'Q-1'",
	        "[] A - 12.5 12.50 USD the quote is in EUR"},
	    {"'part':'A','price':'12.5','customer':'K-2','quote':'Q-1'",
	        "[] A - 12.5 12.50 EUR the quote is for customer K-1"},
	    /* a price that was not decided, or is not ours any more */
	    {A ",'quote':'Q-won'", "[] A - 12.50 12.50 EUR agrees"},
	    {A ",'quote':'Q-open'", "[] A - 12.50 12.50 EUR the quote is not in force: open"},
	    {A ",'quote':'Q-none'", "[] A - 12.50 12.50 EUR the quote is not in force: open"},
	    {A ",'quote':'Q-lost'", "[] A - 12.50 12.50 EUR the quote is not in force: lost"},
	    /* line by line, those that agree too; by quantity */
	    {"'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5'},'2':{'part':'C','price':'1'},"
	     "'3':{'part':'B','quantity':99,'price':'0.90'},'4':{'part':'B','quantity':100,"
	     "'price':'0.90'}}",
	        "[1] A - 12.5 12.50 EUR agrees"
	        "[2] C - 1 - EUR no such part in the quote"
	        "[3] B 99 0.90 1.0 EUR the price is another one"
	        "[4] B 100 0.90 0.9 EUR agrees"},
	};
	struct crm_order_book *b = book();
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		crm_buf_clear(&have);
		crm_order_prices(&s.view, b, show, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s: %s\nexpected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&have);
	crm_order_book_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(contract_or_repeat),
	    cmocka_unit_test(previous),
	    cmocka_unit_test(lines),
	    cmocka_unit_test(call_offs),
	    cmocka_unit_test(prices),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
