/*
 * lib/rules/figures/figures.h: sums: bad pieces, ppm, costs by currency.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const int64_t pieces_0 = 0, pieces_9 = 9, pieces_1000 = 1000, pieces_250000 = 250000;
static const struct crm_figures_opts plain = {0};
static const struct crm_figures_opts costs = {.sums = true};

/* Only what is our fault, at least in part; where it was found apart. */
static void pieces(void **state)
{
	static const char *const records[] = {
	    "'judgement':'ours','accepted_quantity':3,'found':'0km'",
	    "'judgement':'partly','accepted_quantity':4,'found':'field'",
	    "'judgement':'ours','accepted_quantity':5,'found':'0km'",
	    "'judgement':'ours','accepted_quantity':0",
	    "'judgement':'supplier','accepted_quantity':100,'found':'0km'",
	    "'judgement':'customer','accepted_quantity':100",
	    "'judgement':'no_fault','accepted_quantity':100",
	    "'accepted_quantity':100",
	    "'judgement':'ours'",
	    "'judgement':'ours','accepted_quantity':-1",
	    "'judgement':'mine','accepted_quantity':1",
	    "'state':'void','judgement':'ours','accepted_quantity':100",
	};
#define LEFT " void=1 blank=1 bad=2 missing=1 not_applying=3\n"
	static const struct crm_figures_opts o = {.delivered = &pieces_250000};
	static const struct crm_figures_opts zero = {.delivered = &pieces_0};

	(void)state;
	rows_are(&plain, records, COUNT(records), "defective",
	    "defective 12 1 -1/4" LEFT "defective found (none) 0 1 -1/1" LEFT
	    "defective found 0km 8 1 -1/2" LEFT "defective found field 4 1 -1/1" LEFT);
	rows_are(&plain, records, COUNT(records), "ppm", "");
	rows_are(&o, records, COUNT(records), "ppm",
	    "ppm 48.0000 ppm 12/250000" LEFT "ppm found (none) 0.0000 ppm 0/250000" LEFT
	    "ppm found 0km 32.0000 ppm 8/250000" LEFT "ppm found field 16.0000 ppm 4/250000" LEFT);
	rows_are(&zero, records, 1, "ppm", "ppm null ppm 3/0\nppm found 0km null ppm 3/0\n");
}

/* None is a row only where the pieces delivered are told, and not known is not none. */
static void no_pieces(void **state)
{
	static const struct crm_figures_opts o = {.delivered = &pieces_1000};
	static const struct {
		const char *record, *plain, *delivered;
	} rows[] = {
	    {"'state':'open'", "", "defective 0 1 -1/0 blank=1\nppm 0.0000 ppm 0/1000 blank=1\n"},
	    {"'judgement':'supplier'", "",
	        "defective 0 1 -1/0 not_applying=1\nppm 0.0000 ppm 0/1000 not_applying=1\n"},
	    {"'judgement':'ours'", "defective null 1 -1/0 missing=1\n",
	        "defective null 1 -1/0 missing=1\nppm null ppm -1/1000 missing=1\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		rows_are(&plain, &rows[i].record, 1, "defective", rows[i].plain);
		crm_buf_add(&want, rows[i].delivered, strcspn(rows[i].delivered, "\n") + 1);
		rows_are(&o, &rows[i].record, 1, "defective", crm_buf_str(&want));
		rows_are(&o, &rows[i].record, 1, "ppm", strchr(rows[i].delivered, '\n') + 1);
		crm_buf_release(&want);
	}
}

#define COST(key, kind, amount, currency) \
	"'" key "':{'kind':'" kind "','amount':'" amount "','currency':'" currency "'}"

/* Exactly, each currency by itself, and only when asked for. */
static void money(void **state)
{
	static const char *const records[] = {
	    "'costs':{" COST("a", "sort", "0.10", "EUR") "," COST("b", "freight", "0.2", "EUR") "}",
	    "'costs':{" COST("a", "credit", "-100", "CNY") "}",
	    "'costs':{" COST("a", "scrap", "1000000000000000.07", "EUR") "}",
	    "'costs':{" COST("a", "premium_freight", "1200", "CNY") "," COST(
	        "b", "premium_freight", "7.50", "USD") "}",
	    "'costs':{}",
	    "'state':'open'",
	    /* these are costs: two that cannot be read, two without amount or currency */
	    "'costs':{" COST("a", "sort", "12,50", "USD") "," COST(
	        "b", "sort", "1e3", "USD") ",'c':{'amount':'5'},'d':{'currency':'USD'}}",
	    "'costs':'much'",
	    "'state':'duplicate','costs':{" COST("a", "sort", "9", "EUR") "}",
	};
#undef LEFT
#define LEFT " duplicate=1 blank=2 bad=3 missing=2\n"

	(void)state;
	rows_are(&costs, records, COUNT(records), "cost",
	    "cost sum currency CNY 1100 CNY -1/2" LEFT
	    "cost mean currency CNY 550.0000 CNY -1/2" LEFT
	    "cost sum currency EUR 1000000000000000.37 EUR -1/3" LEFT
	    "cost mean currency EUR 500000000000000.185 EUR -1/2" LEFT
	    "cost sum currency USD 7.50 USD -1/1" LEFT
	    "cost mean currency USD 7.5000 USD -1/1" LEFT);
	rows_are(&costs, records, 5, "premium_freight",
	    "premium_freight sum currency CNY 1200 CNY -1/1 blank=4\n"
	    "premium_freight mean currency CNY 1200.0000 CNY -1/1 blank=4\n"
	    "premium_freight sum currency USD 7.50 USD -1/1 blank=4\n"
	    "premium_freight mean currency USD 7.5000 USD -1/1 blank=4\n");
	rows_are(&plain, records, COUNT(records), "cost", "");
	rows_are(&plain, records, COUNT(records), "premium", "");
	rows_are(&costs, records + 4, 2, "cost", "cost sum currency null -1/0 blank=2\n");
	rows_are(&costs, NULL, 0, "cost", "cost sum currency null -1/0\n");
}

/* What does not fit is told and null; other currencies are what they are. */
static void overflow(void **state)
{
	static const char *const records[] = {
	    "'costs':{" COST("a", "scrap", "999999999999999999", "EUR") "}",
	    "'costs':{" COST("a", "scrap", "1", "EUR") "," COST("b", "scrap", "1", "USD") "}",
	};

	(void)state;
	rows_are(&costs, records, 1, "cost",
	    "cost sum currency EUR 999999999999999999 EUR -1/1\n"
	    "cost mean currency EUR 999999999999999999 EUR -1/1\n");
	rows_are(&costs, records, 2, "cost",
	    "cost sum currency EUR null EUR -1/2 overflow=2\n"
	    "cost mean currency EUR null EUR -1/2 overflow=2\n"
	    "cost sum currency USD 1 USD -1/1\n"
	    "cost mean currency USD 1.0000 USD -1/1\n");
}

static void by_customer(void **state)
{
	static const struct crm_figures_opts o = {.sums = true, .by = "customer"};
	static const char *const records[] = {
	    "'customer':'VW','costs':{" COST("a", "sort", "10", "EUR") "}",
	    "'customer':'VW','costs':{" COST("a", "sort", "2.50", "EUR") "}",
	    "'customer':'Magna','judgement':'ours','accepted_quantity':2",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "cost",
	    "Magna: cost sum currency null -1/0 blank=1\n"
	    "VW: cost sum currency EUR 12.50 EUR -1/2\n"
	    "VW: cost mean currency EUR 6.2500 EUR -1/2\n");
	rows_are(&o, records, COUNT(records), "defective",
	    "Magna: defective 2 1 -1/1\nMagna: defective found (none) 2 1 -1/1\n");
}

static void take_id(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason)
{
	(void)group;
	if (strcmp(figure, "cost") == 0 || strcmp(figure, "defective") == 0 ||
	    strcmp(figure, "ppm") == 0)
		crm_buf_addf(arg, "%s %s %s %s %s\n", figure, detail, id, role,
		    reason != NULL ? reason : "-");
}

/* A record stands once behind a sum, however many costs it has. */
static void traced(void **state)
{
	static const struct crm_figures_opts o = {.sums = true, .delivered = &pieces_9};
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct bench b;

	(void)state;
	assert_int_equal(open_bench(&b, &o, &e), 0);
	crm_figures_trace(b.figures, take_id, &text);
	add(&b,
	    "'id':'C-1','costs':{" COST("a", "sort", "1", "EUR") "," COST(
	        "b", "sort", "2", "EUR") "," COST("c", "sort", "x", "EUR") "}");
	add(&b, "'id':'C-2','judgement':'ours','accepted_quantity':1,'found':'0km'");
	assert_string_equal(crm_buf_str(&text),
	    "cost currency=EUR C-1 denominator -\n"
	    "cost currency C-1 excluded bad\n"
	    "defective found=0km C-2 denominator -\n"
	    "ppm found=0km C-2 numerator -\n"
	    "cost currency C-2 excluded blank\n");
	crm_buf_release(&text);
	close_bench(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces),
	    cmocka_unit_test(no_pieces),
	    cmocka_unit_test(money),
	    cmocka_unit_test(overflow),
	    cmocka_unit_test(by_customer),
	    cmocka_unit_test(traced),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
