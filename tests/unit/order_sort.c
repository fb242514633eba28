/*
 * lib/rules/order/review/review.h: the sort of an order, by rule and why (O2), and its prices against the
 * quote, line by line (O10).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_sort.h"

static void contract_or_repeat(void **state)
{
	static const struct sorted rows[] = {
	    {A, "repeat: no particular demands, the price of order O-1"},
	    /* the price of a quote alone makes no repeat */
	    {"'customer':'K-3','part':'A','price':'12.5'",
	        "contract: no order of the part before it"},
	    {K1 "'part':'B','price':'1.0','quote':'Q-1'",
	        "contract: no order of the part before it"},
	    {A ",'quote':'Q-1'", BY_Q1},
	    {A ",'previous':'O-1'", "repeat: no particular demands, the price of order O-1"},
	    {A ",'quote':'Q-1','previous':'O-1'", BY_Q1},
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
	    {K1 "'part':'A','price':'12.5','quote':'Q-1'", BY_Q1},
	    {K1 "'part':'A','price':'12.500','quote':'Q-1'", BY_Q1},
	    {K1 "'part':'A','price':'12.51','quote':'Q-1'",
	        "contract: the price 12.51 is not the 12.50 of quote Q-1; the price 12.51 is not the "
	        "12.5 of order O-1"},
	    {K1 "'part':'A','price':'12.49','quote':'Q-1'",
	        "contract: the price 12.49 is not the 12.50 of quote Q-1; the price 12.49 is not the "
	        "12.5 of order O-1"},
	    {K1 "'part':'A','quote':'Q-1'",
	        "contract: the price is not that of quote Q-1: the order does not say the price; "
	        "the price of this order is not said, so it is not that of order O-1"},
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
	    {A ",'previous':'O-cancelled','quote':'Q-1'",
	        "contract: order O-cancelled before it is cancelled"},
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
	    {"'quote':'Q-1','previous':'O-2','lines':{'1':{'part':'A','price':'12.5'},"
	     "'2':{'part':'B','price':'1.00','quantity':99}}",
	        "repeat: no particular demands, the price of quote Q-1 and order O-2"},
	    {"'quote':'Q-1','previous':'O-2','lines':{'1':{'part':'A','price':'12.5'},"
	     "'2':{'part':'B','price':'1.00','quantity':100}}",
	        "contract: line 2: the price 1.00 is not the 0.9 of quote Q-1"},
	    {"'quote':'Q-1','previous':'O-2','lines':{'1':{'part':'A','price':'12.5'},"
	     "'2':{'part':'C'}}",
	        "contract: line 2: the price is not that of quote Q-1: no such part in the quote; "
	        "line 2: order O-2 was not for part C"},
	    /* each line by the last order of its part */
	    {K1 "'lines':{'1':{'part':'A','price':'12.5'},'2':{'part':'C','price':'1'}}",
	        "contract: line 2: no order of the part before it"},
	    {"'previous':'O-2','lines':{'7':{'part':'B','price':'1.0'},"
	     "'8':{'part':'A','price':'12.50'}}",
	        "repeat: no particular demands, the price of order O-2"},
	    {"'previous':'O-2','lines':{'7':{'part':'B','price':'12.5'},"
	     "'8':{'part':'A','price':'1'}}",
	        "contract: line 7: the price 12.5 is not the 1 of order O-2; line 8: the price 1 is "
	        "not the 12.5 of order O-2"},
	    {"'previous':'O-2','lines':{'7':{'part':'C','price':'1'}}",
	        "contract: line 7: order O-2 was not for part C"},
	    {K1 "'quote':'Q-1','lines':{'1':{'part':'A','price':'12.5','price_reviewed':'12.50'}}",
	        BY_Q1},
	    {K1 "'quote':'Q-1','price':'12.5','lines':{'1':{'part':'A','price_reviewed':'12'}}",
	        "contract: line 1: the price 12.5 is not the 12 of its first approval"},
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
	if (l->from > 0)
		crm_buf_addf(out, " from %d", (int)l->from);
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
	        "[4] B 100 0.90 0.9 EUR from 100 agrees"},
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
	    cmocka_unit_test(prices),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
