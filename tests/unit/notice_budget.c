/*
 * lib/rules/notice/budget.h: what a message costs, whether it is charged, and what a cap allows:
 * exactly, and each currency by itself.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/rules/notice/budget.h"
#include "lib/rules/notice/notice.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* members with ' for " */
static int read_text(const char *members, struct crm_budget *out, struct crm_err *e)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;
	int ret;

	crm_limits_init(&l);
	crm_buf_addf(&json, "{%s}", members);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (crm_doc_parse(json.data, json.len, &l, &d, e) != 0)
		fail_msg("%s: %s", json.data, e->text);
	ret = crm_budget_read(d, "crm.json", out, e);
	crm_doc_free(d);
	crm_buf_release(&json);
	return ret;
}

static void budget_of(const char *members, struct crm_budget *out)
{
	struct crm_err e = CRM_ERR_INIT;

	if (read_text(members, out, &e) != 0)
		fail_msg("%s: %s: %s", members, e.field, e.text);
}

static struct crm_dec dec(const char *text)
{
	struct crm_dec d = {0, 0};

	if (crm_dec_parse(text, strlen(text), &d) != 0)
		fail_msg("%s is no decimal", text);
	return d;
}

/* ---- reading ---- */

static void bad_tables(void **state)
{
	static const struct {
		const char *members, *field, *text;
	} rows[] = {
	    {"'prices':[{'channel':'sms'}]", "budget.prices[0]",
	        "channel, amount and currency expected"},
	    {"'prices':[{'amount':'1','currency':'CNY'}]", "budget.prices[0]",
	        "channel, amount and currency expected"},
	    {"'prices':[{'channel':'sms','amount':'1','currency':'Yuan'}]",
	        "budget.prices[0].currency", "a currency expected, three letters like \"CNY\""},
	    {"'prices':[{'channel':'sms','amount':'1','currency':'CNY','per':'page'}]",
	        "budget.prices[0].per", "message"},
	    {"'prices':[{'channel':'sms','amount':'1','currency':'CNY'},{'channel':'sms','amount':"
	     "'2','currency':'CNY'}]",
	        "budget.prices[1]", "there is a price for 'sms' already"},
	    {"'caps':[{'amount':'1'}]", "budget.caps[0]", "amount and currency expected"},
	    {"'caps':[{'month':'2026-13','amount':'1','currency':'CNY'}]", "budget.caps[0].month",
	        "a month expected, like \"2026-11\""},
	    {"'cap':[]", "budget.cap", "unknown"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_budget b;

		assert_int_equal(read_text(rows[i].members, &b, &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.field, rows[i].field);
		if (strstr(e.text, rows[i].text) == NULL)
			fail_msg("row %zu: %s", i, e.text);
	}
}

static void none(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_budget b;

	(void)state;
	assert_int_equal(crm_budget_read(NULL, "crm.json", &b, &e), 0);
	assert_int_equal(b.nprices + b.ncaps, 0);
	assert_null(crm_price_find(&b, "sms", "+86"));
	crm_budget_release(&b);
}

/* ---- prices ---- */

#define PRICES                                                                         \
	"'prices':[{'channel':'sms','amount':'0.10','currency':'EUR'},"                \
	"{'channel':'sms','to':'+86','amount':'0.05','currency':'CNY','failed':true}," \
	"{'channel':'sms','to':'+8613','amount':'0.035','currency':'CNY'},"            \
	"{'channel':'letter','amount':2,'currency':'EUR','per':'notice'}]"

/* The longest beginning counts, however the number is written; a long message costs its parts. */
static void prices(void **state)
{
	static const struct {
		const char *channel, *address;
		int64_t messages;
		const char *want;
	} rows[] = {
	    {"sms", "+49151", 1, "0.10 EUR"},
	    {"sms", "+49151", 3, "0.30 EUR"},
	    {"sms", "+86 21 555", 1, "0.05 CNY"},
	    {"sms", "008621", 2, "0.10 CNY"},
	    {"sms", "+86 (139) 1-2", 1, "0.035 CNY"},
	    {"sms", "+8", 1, "0.10 EUR"},
	    {"sms", "", 1, "0.10 EUR"},
	    {"letter", "Ulm", 5, "2 EUR"},
	    {"email", "a@b.example", 1, ""},
	};
	struct crm_budget b;

	(void)state;
	budget_of(PRICES, &b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_price *p = crm_price_find(&b, rows[i].channel, rows[i].address);
		struct crm_buf text = CRM_BUF_INIT;
		struct crm_dec d;

		if (p != NULL) {
			assert_int_equal(crm_price_of(p, rows[i].messages, &d), 0);
			crm_dec_format(d, &text);
			crm_buf_addf(&text, " %s", p->currency);
		}
		if (strcmp(crm_buf_str(&text), rows[i].want) != 0)
			fail_msg("row %zu: %s", i, crm_buf_str(&text));
		crm_buf_release(&text);
	}
	crm_budget_release(&b);
}

static void too_dear(void **state)
{
	const struct crm_price p = {
	    "sms", "", {INT64_C(999999999999999999), 0}, "CNY", false, false};
	struct crm_dec d;

	(void)state;
	assert_int_equal(crm_price_of(&p, 1, &d), 0);
	assert_int_equal(crm_price_of(&p, 2, &d), -1);
}

/* A provider that tried is paid where it says so; what never got there costs nothing. */
static void charged(void **state)
{
	static const struct {
		const char *address, *status, *provider;
		bool want;
	} rows[] = {
	    {"+8621", "sent", "p1", true},
	    {"+8621", "sent", "", true},
	    {"+8621", "failed", "p1", true},
	    {"+8621", "failed", "", false},
	    {"+8621", "failed", NULL, false},
	    {"+8621", "deferred", "p1", false},
	    {"+49", "failed", "p1", false},
	    {"+49", "sent", NULL, true},
	};
	struct crm_budget b;

	(void)state;
	budget_of(PRICES, &b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_price *p = crm_price_find(&b, "sms", rows[i].address);

		if (crm_price_charged(p, crm_charge_of(rows[i].status, rows[i].provider)) !=
		    rows[i].want)
			fail_msg("row %zu", i);
	}
	crm_budget_release(&b);
}

/* ---- caps ---- */

#define NOVEMBER (12 * 2026 + 10)
static const char *const says[] = {"free", "fits", "warns", "stops"};

/* 80 % warns, 100 % can be spent, not a hair more; what is committed counts like what is spent. */
static void limits(void **state)
{
	static const struct {
		const char *cap, *spent, *committed, *more, *want;
	} rows[] = {
	    {"100", "79", "0", "0.99", "fits"},
	    {"100", "79", "0", "1", "warns"},
	    {"100", "0", "79.99", "0.01", "warns"},
	    {"100", "79.98", "0", "0.01", "fits"},
	    {"100", "99", "0", "1", "warns"},
	    {"100", "99", "0", "1.00", "warns"},
	    {"100", "50", "49", "1.01", "stops"},
	    {"100", "99", "0", "1.000000000001", "stops"},
	    {"100", "100", "0", "0.01", "stops"},
	    {"100", "120", "0", "0.01", "stops"},
	    {"100", "120", "0", "0", "free"},
	    {"0", "0", "0", "0.01", "stops"},
	    {"0", "0", "0", "0.00", "free"},
	    {"0.30", "0.10", "0.10", "0.10", "warns"},
	    {"999999999999999999", "999999999999999998", "0", "1", "warns"},
	    {"999999999999999999", "999999999999999999", "0", "1", "stops"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf members = CRM_BUF_INIT;
		struct crm_spend s = {"sms", "K-1", dec(rows[i].spent), "CNY"};
		struct crm_budget_judged judged;
		struct crm_budget b;
		struct crm_ledger l;

		crm_buf_addf(&members, "'caps':[{'amount':'%s','currency':'CNY'}]", rows[i].cap);
		budget_of(crm_buf_str(&members), &b);
		crm_ledger_init(&l, &b, NOVEMBER);
		crm_ledger_spent(&l, &s);
		s.amount = dec(rows[i].committed);
		crm_ledger_committed(&l, &s);
		s.amount = dec(rows[i].more);
		crm_budget_judge(&l, &s, &judged);
		if (strcmp(says[judged.says], rows[i].want) != 0)
			fail_msg("row %zu: %s", i, says[judged.says]);
		crm_ledger_release(&l);
		crm_budget_release(&b);
		crm_buf_release(&members);
	}
}

#define CAPS                                                                    \
	"'caps':[{'amount':'10','currency':'CNY'},"                             \
	"{'topic':'marketing','amount':'5','currency':'CNY'},"                  \
	"{'customer':'K-1','amount':'3','currency':'CNY'},"                     \
	"{'topic':'marketing','customer':'K-2','amount':'1','currency':'EUR'}," \
	"{'month':'2026-12','amount':'0','currency':'CNY'}]"

/* Every cap that is for it counts, in its month and its currency; the worst says. */
static void which(void **state)
{
	static const struct {
		const char *topic, *customer, *amount, *currency;
		int month;
		const char *want, *why;
		bool uncapped;
	} rows[] = {
	    {"delay", "K-9", "7.99", "CNY", NOVEMBER, "fits", NULL, false},
	    {"delay", "K-9", "8", "CNY", NOVEMBER, "warns",
	        "10 CNY a month: 0 spent, 0 committed, 10 left", false},
	    {"marketing", "K-9", "3.99", "CNY", NOVEMBER, "fits", NULL, false},
	    {"marketing", "K-9", "4", "CNY", NOVEMBER, "warns",
	        "5 CNY a month for marketing: 0 spent, 0 committed, 5 left", false},
	    {"marketing", "K-1", "3.01", "CNY", NOVEMBER, "stops",
	        "3 CNY a month for K-1: 0 spent, 0 committed, 3 left", false},
	    {"marketing", "K-2", "1.01", "EUR", NOVEMBER, "stops",
	        "1 EUR a month for marketing of K-2: 0 spent, 0 committed, 1 left", false},
	    /* euro are not yuan */
	    {"marketing", "K-1", "1000", "EUR", NOVEMBER, "free", NULL, true},
	    {"delay", "K-9", "0.01", "CNY", NOVEMBER + 1, "stops",
	        "0 CNY that month: 0 spent, 0 committed, 0 left", false},
	    {"delay", "K-9", "0.01", "CNY", NOVEMBER + 2, "fits", NULL, false},
	};
	struct crm_budget b;

	(void)state;
	budget_of(CAPS, &b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_spend s = {
		    rows[i].topic, rows[i].customer, dec(rows[i].amount), rows[i].currency};
		struct crm_budget_judged judged;
		struct crm_buf why = CRM_BUF_INIT;
		struct crm_ledger l;

		crm_ledger_init(&l, &b, rows[i].month);
		crm_budget_judge(&l, &s, &judged);
		if (judged.line != NULL)
			crm_budget_why(judged.line, &why);
		if (strcmp(says[judged.says], rows[i].want) != 0 ||
		    judged.uncapped != rows[i].uncapped ||
		    (rows[i].why != NULL && strcmp(crm_buf_str(&why), rows[i].why) != 0))
			fail_msg("row %zu: %s %d %s", i, says[judged.says], judged.uncapped,
			    crm_buf_str(&why));
		crm_ledger_release(&l);
		crm_buf_release(&why);
	}
	crm_budget_release(&b);
}

/* What notices cost counts in our month of the payment. */
static void notices(void **state)
{
	static const struct {
		const char *zone;
		int month;
		const char *left, *percent;
	} rows[] = {
	    {"UTC", NOVEMBER, "98.50", "1.5"},
	    {"Asia/Shanghai", NOVEMBER, "99.50", "0.5"},
	    {"Asia/Shanghai", NOVEMBER + 1, "99.00", "1.0"},
	    {"UTC", NOVEMBER + 1, "100", "0.0"},
	};
	struct crm_record *r =
	    crm_take_record("'category':'delay','customer':'K-1','costs':{"
	                    "'a':{'at':'2026-11-30T20:00:00Z','amount':'1.00','currency':'CNY'},"
	                    "'b':{'at':'2026-11-20T20:00:00Z','amount':'0.50','currency':'CNY'},"
	                    "'c':{'at':'2026-11-20T20:00:00Z','amount':'70','currency':'EUR'}}");
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_budget b;
	struct crm_view v;

	(void)state;
	crm_view_of_record(shape, r, &a, &v);
	budget_of("'caps':[{'topic':'delay','amount':'100','currency':'CNY'}]", &b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf left = CRM_BUF_INIT, percent = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;
		struct crm_zone *zone = NULL;
		struct crm_ledger l;
		struct crm_dec d;

		assert_int_equal(crm_zone_new(rows[i].zone, &zone, &e), 0);
		crm_ledger_init(&l, &b, rows[i].month);
		crm_ledger_notice(&l, &v, zone);
		assert_int_equal(crm_ledger_left(&l.v[0], &d), 0);
		crm_dec_format(d, &left);
		assert_int_equal(crm_ledger_percent(&l.v[0], &d), 0);
		crm_dec_format(d, &percent);
		if (strcmp(crm_buf_str(&left), rows[i].left) != 0 ||
		    strcmp(crm_buf_str(&percent), rows[i].percent) != 0)
			fail_msg("row %zu: %s %s", i, crm_buf_str(&left), crm_buf_str(&percent));
		crm_ledger_release(&l);
		crm_zone_free(zone);
		crm_buf_release(&left);
		crm_buf_release(&percent);
	}
	crm_budget_release(&b);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bad_tables),
	    cmocka_unit_test(none),
	    cmocka_unit_test(prices),
	    cmocka_unit_test(too_dear),
	    cmocka_unit_test(charged),
	    cmocka_unit_test(limits),
	    cmocka_unit_test(which),
	    cmocka_unit_test(notices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
