/*
 * lib/rules/quote/quote.h: prices by quantity, who decides them and what voids that.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_quote.h"

/* ---- prices ---- */

static void by_quantity(void **state)
{
#define FROM(key, part, from, price) \
	"'" key "':{'part':'" part "','from':" from ",'price':'" price "'}"
#define TABLE                                                                                      \
	"'prices':{" FROM("a", "A", "1000", "1.00") "," FROM("b", "A", "10", "1.20") "," FROM("c", \
	    "A", "100",                                                                            \
	    "1.10") "," FROM("d", "B", "1", "9.00") ",'e':{'part':'C','price':'3.50'}," FROM("f",  \
	    "C", "50", "3.00") ",'g':{'part':'D','from':1}}"
	static const struct {
		const char *part;
		int64_t quantity; /* -1: nobody says */
		const char *want;
		int64_t from;
	} rows[] = {
	    {"A", 9, "", 0},
	    {"A", 10, "1.20", 10},
	    {"A", 99, "1.20", 10},
	    {"A", 100, "1.10", 100},
	    {"A", 999, "1.10", 100},
	    {"A", 1000, "1.00", 1000},
	    {"A", 1000000, "1.00", 1000},
	    {"A", -1, "1.20", 10},
	    {"B", 0, "", 0},
	    {"B", 1, "9.00", 1},
	    /* without `from` it holds from any */
	    {"C", 0, "3.50", 0},
	    {"C", 49, "3.50", 0},
	    {"C", 50, "3.00", 50},
	    {"C", -1, "3.50", 0},
	    {"D", 5, "", 0},
	    {"E", 5, "", 0},
	};
	struct crm_shape *shape = crm_shape_new(crm_quote.flow.schema);
	struct crm_record *r = crm_take_record(TABLE);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	(void)state;
	crm_view_of_record(shape, r, &a, &v);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_cell part = crm_cell_text(rows[i].part);
		struct crm_cell quantity =
		    rows[i].quantity < 0 ? crm_cell_absent() : crm_cell_int(rows[i].quantity);
		int64_t from = -1;
		struct crm_cell have = crm_quote_price(&v, &part, &quantity, &a, &from);
		struct crm_buf text = CRM_BUF_INIT;

		assert_int_equal(from, rows[i].from);
		crm_cell_print(&have, &text);
		if (strcmp(crm_buf_str(&text), rows[i].want) != 0)
			fail_msg("row %zu: %s", i, crm_buf_str(&text));
		assert_int_equal(have.type, rows[i].want[0] == '\0' ? CRM_T_ABSENT : CRM_T_DEC);
		crm_buf_release(&text);
	}
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

static void expiry(void **state)
{
	static const struct {
		const char *members, *at;
		bool want;
	} rows[] = {
	    {"'state':'sent'", "2099-01-01T00:00:00Z", false},
	    {"'valid_until':'2026-12-31'", "2026-12-31T23:59:59Z", false},
	    {"'valid_until':'2026-12-31'", "2027-01-01T00:00:00Z", true},
	    {"'valid_until':'2026-12-31'", "2027-01-01T00:00:00+08:00", true},
	    {"'valid_until':'2026-12-31'", "2026-12-31T23:59:59-05:00", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_quote.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].members);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		assert_int_equal(crm_quote_expired(&v, crm_take_at(rows[i].at)), rows[i].want);
		crm_arena_release(&a);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

static void making(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "open", "customer=VW;currency=EUR", "", NINE, NULL}, true,
	        "state=open\ncustomer=VW\ncurrency=EUR\nopened_at=" NINE
	        "\nauthor=gm\nauthor_login=gm\n"},
	    {{NULL, "open", "customer=VW;valid_from=2026-12-02;valid_until=2026-12-01", "", NINE,
	         NULL},
	        false, "error bad_value valid_until: is before its first day (valid_from)\n"},
	    {{NULL, "open", "customer=VW;author=x", "", NINE, NULL}, false,
	        "error not_settable author: is written by the tools only\n"},
	    {{OPEN, "price", "part=A;from=100;price=1.10", "", NINE, NULL}, true,
	        "prices.7f2928c377d4.at=" NINE
	        "\nprices.7f2928c377d4.by=gm\nprices.7f2928c377d4.part=A\n"
	        "prices.7f2928c377d4.from=100\nprices.7f2928c377d4.price=1.10\n"},
	    {{OPEN, "price", "part=A;from=1;price=1.10", "", NINE, NULL}, true,
	        "prices.A.part=A\nprices.A.from=1\nprices.A.price=1.10\n"},
	    {{OPEN, "price", "part=A;from=1;price=0", "", NINE, NULL}, true,
	        "prices.A.part=A\nprices.A.from=1\nprices.A.price=0\n"},
	    {{OPEN, "price", "part=A;from=1;price=-0.01", "", NINE, NULL}, false,
	        "error bad_value price: is below 0\n"},
	    {{OPEN, "price", "part=A;price=1", "", NINE, NULL}, false,
	        "error missing_field from: 'price' needs it\n"},
	    /* one that holds from any quantity is not made to hold from a thousand on */
	    {{"'id':'C-1','state':'open','prices':{'A':{'part':'A','price':'1.20'}}", "price",
	         "part=A;from=1000;price=1", "", NINE, NULL},
	        false,
	        "error bad_value from: the price that there is holds from any quantity: --from 1 "
	        "first\n"},
	    {{OPEN, "unprice", "part=A;from=1", "", NINE, NULL}, true,
	        "prices.A.part=A\nprices.A.from=1\nprices.A=\n"},
	    {{OPEN, "unprice", "part=B", "", NINE, NULL}, false,
	        "error no_such_item part: there is no such price\n"},
	    {{OPEN, "cost", "costing=c.ods;sha256=abc;bytes=3", "", NINE, NULL}, true,
	        "costing=c.ods\ncosting_sha256=abc\n"},
	};

	(void)state;
	crm_take_all(&crm_quote, rows, COUNT(rows));
}

/* ---- who decides ---- */

static const char *const managers[] = {"general_manager", NULL};
static const struct crm_deputy deputies[] = {{NULL, 0, 0}};
static const struct crm_person persons[] = {
    {"an", "An", NULL, NULL, deputies},
    {"gm", "Guo", NULL, managers, deputies},
    {"sa", "Sa", NULL, NULL, deputies},
};
static const struct crm_people people = {persons, COUNT(persons)};

static void authority(void **state)
{
	static const struct {
		struct crm_actor who;
		const char *author, *want;
	} rows[] = {
	    {{"gm", "gm", &people}, "an", ""},
	    {{"Guo", "gm", &people}, "an", ""},
	    {{"sa", "sa", &people}, "an",
	        "error no_authority by: 'approve' is the duty of general_manager: 'sa' is not "
	        "among them\n"},
	    /* nobody decides what he has made, by login or by name, though he may decide */
	    {{"gm", "gm", &people}, "gm",
	        "error no_authority author: 'gm' made it: another person decides the prices, by another login where roles are given\n"},
	    {{"Guo", "gm", &people}, "gm",
	        "error no_authority author: 'gm' made it: another person decides the prices, by another login where roles are given\n"},
	    {{"Guo", "an", &people}, "an",
	        "error no_authority author: 'an' made it: another person decides the prices, by another login where roles are given\n"},
	    {{"an", "an", &people}, "an",
	        "error no_authority author: 'an' made it: another person decides the prices, by another login where roles are given\n"
	        "error no_authority by: 'approve' is the duty of general_manager: 'an' is not "
	        "among them\n"},
	    /* without people any name will do, but not the author's */
	    {{"sa", "sa", NULL}, "an", ""},
	    {{"sa", "an", NULL}, "an", ""},
	    {{"an", "an", NULL}, "an",
	        "error no_authority author: 'an' made it: another person decides the prices, by another login where roles are given\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf before = CRM_BUF_INIT, out = CRM_BUF_INIT;
		struct take t = {.step = "approve", .given = "", .args = "", .at = NINE};
		bool taken = false;

		crm_buf_addf(&before,
		    "'id':'C-1','state':'open','customer':'VW','currency':'EUR'," PRICES
		    ",'author':'%s'",
		    rows[i].author);
		t.before = crm_buf_str(&before);
		crm_take_as = &rows[i].who;
		crm_take(&crm_quote, &t, &taken, NULL, &out);
		crm_take_as = &gm;
		assert_int_equal(taken, rows[i].want[0] == '\0');
		if (!taken && strcmp(crm_buf_str(&out), rows[i].want) != 0)
			fail_msg("row %zu: %s", i, crm_buf_str(&out));
		crm_buf_release(&before);
		crm_buf_release(&out);
	}
	assert_int_equal(crm_step_status("no_authority"), CRM_NOPERM);
}

static void deciding(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'id':'C-1','state':'open','author':'an'", "approve", "", "", NINE, NULL}, false,
	        "error missing_field prices: there is no price to be decided: price\n"
	        "error missing_field currency: a price needs its currency\n"},
	    /* whether a new customer is taken is decided with the prices */
	    {{OPEN ",'new_customer':true", "approve", "", "", NINE, NULL}, false,
	        "error missing_field taken: a new customer: is it taken, true or false\n"},
	    {{OPEN ",'new_customer':true", "approve", "taken=false", "", NINE, NULL}, false,
	        "error customer_refused taken: a customer that is not taken gets no quote: withdraw "
	        "it\n"},
	    {{OPEN, "approve", "taken=true", "", NINE, NULL}, false,
	        "error bad_value taken: is of a new customer alone\n"},
	    {{BASE ",'state':'approved'", "send", "sent_to=M", "", NINE, NULL}, false,
	        "error not_approved approved_at: nobody has decided its prices\n"},
	};
	struct crm_buf q = CRM_BUF_INIT;

	(void)state;
	crm_take_all(&crm_quote, rows, COUNT(rows));
	crm_buf_addz(&q, OPEN ",'new_customer':true");
	must(&q, "approve", "taken=true", NINE);
	assert_true(says(&q, "'taken':true"));
	must_not(&q, "approve", "", TEN,
	    "error already_done approved_at: the approval holds: nothing was changed since\n");
	crm_buf_release(&q);
}

/* An approval is for what was decided: a change voids it, and the step in whose way that is names
 * what was changed. A copy has none. */
static void voiding(void **state)
{
	static const struct {
		const char *step, *given, *fields; /* "": it does not void it */
	} rows[] = {
	    {"price", "part=A;from=1;price=1.21", "prices"},
	    {"price", "part=A;from=100;price=1.10", "prices"},
	    {"unprice", "part=A", "prices"},
	    {"amend", "currency=USD", "currency"},
	    {"amend", "terms=DAP", "terms"},
	    {"amend", "payment=60d", "payment"},
	    {"amend", "valid_until=2027-06-30;valid_from=2026-01-01", "valid_from,valid_until"},
	    {"amend", "customer=BMW", "customer"},
	    {"amend", "new_customer=true", "new_customer"},
	    {"cost", "costing=c.ods;sha256=abc;materials=steel", "materials"},
	    /* the same price, written otherwise; what nobody has decided */
	    {"price", "part=A;from=1;price=1.20", ""},
	    {"amend", "enquiry=E7;owner=x", ""},
	    {"cost", "costing=c.ods;sha256=abc", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf q = CRM_BUF_INIT, want = CRM_BUF_INIT;

		crm_buf_addz(&q, OPEN);
		must(&q, "approve", "", NINE);
		must(&q, rows[i].step, rows[i].given, TEN);
		crm_buf_addf(&want,
		    "error void_approval approved_at: the approval is void, changed since: %s\n",
		    rows[i].fields);
		if (rows[i].fields[0] == '\0')
			must(&q, "send", "sent_to=M", TEN);
		else
			must_not(&q, "send", "sent_to=M", TEN, crm_buf_str(&want));
		crm_buf_release(&q);
		crm_buf_release(&want);
	}
}

static void copying(void **state)
{
	struct crm_buf q = CRM_BUF_INIT;
	char *id;

	(void)state;
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	id = strstr(q.data, "'C-1'");
	assert_non_null(id);
	id[3] = '2';
	must_not(&q, "send", "sent_to=M", TEN,
	    "error void_approval approved_at: the approval is void: of another quote\n");
	crm_buf_release(&q);
}

/* Told when it happens. */
static void telling(void **state)
{
	struct crm_buf q = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	assert_true(go(&q, "price", "part=A;from=1;price=1.21", "", TEN, &out));
	assert_non_null(strstr(crm_buf_str(&out),
	    "warning void_approval approved_at: the approval is void by this, changed: prices\n"));
	assert_true(go(&q, "price", "part=A;from=1;price=1.22", "", TEN, &out));
	assert_null(strstr(crm_buf_str(&out), "warning"));
	crm_buf_release(&q);
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(by_quantity),
	    cmocka_unit_test(expiry),
	    cmocka_unit_test(making),
	    cmocka_unit_test(authority),
	    cmocka_unit_test(deciding),
	    cmocka_unit_test(voiding),
	    cmocka_unit_test(copying),
	    cmocka_unit_test(telling),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
