/*
 * lib/rules/figures/figures.h over complaints: what is counted, what is left out and why.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct crm_figures_opts plain = {0};

/* Null, never 100 %. */
static void nothing(void **state)
{
	(void)state;
	rows_are(&plain, NULL, 0, NULL,
	    "count 0 1 -1/-1\n"
	    "open 0 1 0/0\n"
	    "closed 0 1 0/0\n"
	    "late_entry 0 1 0/0\n"
	    "timely_all null % 0/0\n"
	    "timely_due null % 0/0\n"
	    "disputed null % 0/0\n"
	    "lag received_at replied_at mean null d -1/0\n"
	    "lag received_at replied_at sd null d -1/0\n"
	    "lag received_at replied_at median null d -1/0\n"
	    "lag received_at replied_at p95 null d -1/0\n"
	    "lag received_at replied_at max null d -1/0\n"
	    "lag received_at closed_at mean null d -1/0\n"
	    "lag received_at closed_at sd null d -1/0\n"
	    "lag received_at closed_at median null d -1/0\n"
	    "lag received_at closed_at p95 null d -1/0\n"
	    "lag received_at closed_at max null d -1/0\n");
}

static void counts(void **state)
{
	static const char *const records[] = {
	    "'state':'open'",
	    "'state':'answered','late_entry':{'received_at':{},'informed_at':{}}",
	    "'state':'closed','late_entry':{'received_at':{}}",
	    "'customer':'VW','late_entry':{}", /* no state: the first one */
	    "'state':'void','late_entry':{'received_at':{}},'disputed':true",
	    "'state':'duplicate','disputed':true",
	    "'state':'void','disputed':false",
	    "'state':'closed','disputed':true",
	    "'state':'closed','disputed':false",
	    "'state':'closed','disputed':'maybe'",
	};

	(void)state;
	rows_are(&plain, records, COUNT(records), "count", "count 7 1 -1/-1 void=2 duplicate=1\n");
	rows_are(&plain, records, COUNT(records), "open", "open 3 1 3/7 void=2 duplicate=1\n");
	rows_are(&plain, records, COUNT(records), "closed", "closed 4 1 4/7 void=2 duplicate=1\n");
	rows_are(&plain, records, COUNT(records), "late_entry",
	    "late_entry 3 1 2/7 void=2 duplicate=1\n");
	rows_are(&plain, records, COUNT(records), "disputed",
	    "disputed 50.0000 % 1/2 void=2 duplicate=1 blank=4 bad=1\n");
	rows_are(&plain, records, COUNT(records), "timely",
	    "timely_all null % 0/0 void=2 duplicate=1 not_applying=7\n"
	    "timely_due null % 0/0 void=2 duplicate=1 not_applying=7\n");
}

#define AT(name, hour) "'" name "_at':'2026-11-20T" hour "Z'"
#define RECEIVED AT("received", "09:00:00")
#define IN_TIME                                                                \
	AT("informed", "09:05:00")                                             \
	"," AT("contacted", "09:06:00") "," AT("analysed", "09:07:00") "," AT( \
	    "replied", "09:08:00") "," AT("answered", "09:09:00")

/* Over all clocks: in time is every one met, ended is all, overdue is any. */
static void timely_together(void **state)
{
	static const struct {
		const char *record, *all, *due;
	} rows[] = {
	    {RECEIVED "," IN_TIME, "100.0000 % 1/1", "100.0000 % 1/1"},
	    /* not relayed, not sent: those clocks do not count */
	    {RECEIVED "," IN_TIME ",'disposition':'sort'," AT("disposed", "09:10:00"),
	        "100.0000 % 1/1", "100.0000 % 1/1"},
	    {RECEIVED "," IN_TIME "," AT("relayed", "11:59:00"), "0.0000 % 0/1",
	        "null % 0/0 running=1"},
	    {RECEIVED "," IN_TIME "," AT("relayed", "11:49:59"), "0.0000 % 0/1", "0.0000 % 0/1"},
	    {RECEIVED "," IN_TIME "," AT("relayed", "09:30:00") "," AT("agreed", "09:40:00"),
	        "100.0000 % 1/1", "100.0000 % 1/1"},
	    {RECEIVED "," IN_TIME "," AT("relayed", "09:30:00") "," AT("agreed", "09:40:01"),
	        "0.0000 % 0/1", "0.0000 % 0/1"},
	    /* running */
	    {AT("received", "11:56:00"), "0.0000 % 0/1", "null % 0/0 running=1"},
	    /* overdue though others run */
	    {AT("received", "11:54:59"), "0.0000 % 0/1", "0.0000 % 0/1"},
	    /* end before start */
	    {RECEIVED "," IN_TIME "," AT("relayed", "09:30:00") "," AT("agreed", "09:20:00"),
	        "0.0000 % 0/1", "null % 0/0 disordered=1"},
	    {RECEIVED "," AT("informed", "08:59:00"), "0.0000 % 0/1", "0.0000 % 0/1"},
	    {AT("received", "11:59:00") "," AT("informed", "11:58:00") "," AT(
	         "contacted", "11:59:00"),
	        "0.0000 % 0/1", "null % 0/0 disordered=1"},
	    /* nothing has started */
	    {"'state':'open'", "null % 0/0 not_applying=1", "null % 0/0 not_applying=1"},
	    /* a stamp that cannot be read tells nothing, but late is late */
	    {RECEIVED "," IN_TIME ",'relayed_at':'soon'", "null % 0/0 bad=1", "null % 0/0 bad=1"},
	    {RECEIVED ",'informed_at':'soon'", "null % 0/0 bad=1", "null % 0/0 bad=1"},
	    {"'received_at':'soon'", "null % 0/0 bad=1", "null % 0/0 bad=1"},
	    {RECEIVED ",'relayed_at':'soon'", "0.0000 % 0/1", "0.0000 % 0/1"},
	    {RECEIVED ",'answered_at':'soon','verdicts':{'answer':{'verdict':'met',"
	              "'imported':true}}",
	        "100.0000 % 1/1", "100.0000 % 1/1"},
	    /* imported verdicts count alone */
	    {"'verdicts':{'answer':{'verdict':'met','imported':true}}", "100.0000 % 1/1",
	        "100.0000 % 1/1"},
	    {RECEIVED ",'verdicts':{'answer':{'verdict':'late','imported':true}}", "0.0000 % 0/1",
	        "0.0000 % 0/1"},
	    {RECEIVED "," AT("informed", "08:00:00") ",'verdicts':{'inform':{'verdict':'met',"
	                                             "'imported':true}}",
	        "100.0000 % 1/1", "100.0000 % 1/1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		crm_buf_addf(&want, "timely_all %s\ntimely_due %s\n", rows[i].all, rows[i].due);
		rows_are(&plain, &rows[i].record, 1, "timely", crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

static void timely_each(void **state)
{
	static const char *const clocks[] = {"inform", "agree", "answer"};
	static const struct crm_figures_opts o = {.clocks = clocks, .nclocks = COUNT(clocks)};
	static const char *const records[] = {
	    RECEIVED "," AT("informed", "09:05:00"),
	    RECEIVED "," AT("informed", "09:05:01"),
	    RECEIVED,
	    AT("received", "11:58:00"),
	    RECEIVED "," AT("informed", "08:00:00"),
	    "'state':'open'",
	    "'verdicts':{'agree':{'verdict':'met','imported':true}}",
	    "'state':'void'," RECEIVED,
	    RECEIVED ",'informed_at':'soon','relayed_at':17",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "timely",
	    "timely_all inform 20.0000 % 1/5 void=1 bad=1 not_applying=2\n"
	    "timely_due inform 33.3333 % 1/3 void=1 bad=1 not_applying=2 running=1 disordered=1\n"
	    "timely_all agree 100.0000 % 1/1 void=1 bad=1 not_applying=6\n"
	    "timely_due agree 100.0000 % 1/1 void=1 bad=1 not_applying=6\n"
	    "timely_all answer 0.0000 % 0/6 void=1 not_applying=2\n"
	    "timely_due answer null % 0/0 void=1 not_applying=2 running=6\n");
}

static void lags(void **state)
{
	static const char *const pairs[] = {"received_at,replied_at"};
	static const struct crm_figures_opts o = {.lags = pairs, .nlags = 1, .unit = "min"};
	static const struct crm_figures_opts hours = {.lags = pairs, .nlags = 1, .unit = "h"};
	static const char *const records[] = {
	    RECEIVED "," AT("replied", "09:01:00"),
	    RECEIVED "," AT("replied", "09:02:00"),
	    RECEIVED "," AT("replied", "09:06:00"),
	    RECEIVED "," AT("replied", "09:00:00"),
	    RECEIVED "," AT("replied", "08:59:59"), /* negative: not zero */
	    RECEIVED,
	    AT("replied", "09:00:00"),
	    RECEIVED ",'replied_at':'soon'",
	    "'replied_at':'soon'",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "lag",
	    "lag received_at replied_at mean 2.250000 min -1/4 bad=2 negative=1 missing=2\n"
	    "lag received_at replied_at sd 2.629956 min -1/4 bad=2 negative=1 missing=2\n"
	    "lag received_at replied_at median 1.500000 min -1/4 bad=2 negative=1 missing=2\n"
	    "lag received_at replied_at p95 6.000000 min -1/4 bad=2 negative=1 missing=2\n"
	    "lag received_at replied_at max 6.000000 min -1/4 bad=2 negative=1 missing=2\n");
	rows_are(&hours, records, 1, "lag",
	    "lag received_at replied_at mean 0.016667 h -1/1\n"
	    "lag received_at replied_at sd null h -1/1\n"
	    "lag received_at replied_at median 0.016667 h -1/1\n"
	    "lag received_at replied_at p95 0.016667 h -1/1\n"
	    "lag received_at replied_at max 0.016667 h -1/1\n");
}

static void paretos(void **state)
{
	static const char *const names[] = {"defect", "quantity"};
	static const struct crm_figures_opts o = {.paretos = names, .nparetos = COUNT(names)};
	static const char *const records[] = {
	    "'defect':'burr'",
	    "'defect':'scratch','quantity':3",
	    "'defect':'burr','quantity':3",
	    "'defect':'rust'",
	    "'defect':'Rust'",
	    "'defect':'scratch'",
	    "'defect':'burr','quantity':'many'",
	    "'customer':'VW'",
	    "'defect':'','quantity':12",
	    "'state':'duplicate','defect':'burr'",
	};

	(void)state;
	/* equal counts in byte order */
	rows_are(&o, records, COUNT(records), "pareto",
	    "pareto defect burr 42.8571 % 3/7 42.8571 duplicate=1 blank=2\n"
	    "pareto defect scratch 28.5714 % 2/7 71.4286 duplicate=1 blank=2\n"
	    "pareto defect Rust 14.2857 % 1/7 85.7143 duplicate=1 blank=2\n"
	    "pareto defect rust 14.2857 % 1/7 100.0000 duplicate=1 blank=2\n"
	    "pareto quantity 3 66.6667 % 2/3 66.6667 duplicate=1 blank=5 bad=1\n"
	    "pareto quantity 12 33.3333 % 1/3 100.0000 duplicate=1 blank=5 bad=1\n");
	/* nothing to share: the blank ones are counted still */
	rows_are(&o, records, 1, "pareto",
	    "pareto defect burr 100.0000 % 1/1 100.0000\n"
	    "pareto quantity null % 0/0 blank=1\n");
	rows_are(&o, NULL, 0, "pareto", "pareto defect null % 0/0\npareto quantity null % 0/0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing),
	    cmocka_unit_test(counts),
	    cmocka_unit_test(timely_together),
	    cmocka_unit_test(timely_each),
	    cmocka_unit_test(lags),
	    cmocka_unit_test(paretos),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
