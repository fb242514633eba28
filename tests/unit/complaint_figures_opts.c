/*
 * lib/rules/figures/figures.h over complaints: groups, period, --ids, options refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define AT(name, hour) "'" name "_at':'2026-11-20T" hour "Z'"
#define RECEIVED AT("received", "09:00:00")
static void groups(void **state)
{
	static const struct crm_figures_opts o = {.by = "customer,month"};
	static const struct crm_figures_opts year = {.by = "year"};
	static const struct crm_figures_opts day = {.by = "day"};
	static const char *const records[] = {
	    "'customer':'VW','received_at':'2026-11-20T09:00:00Z'",
	    /* the last evening of the month in UTC is the first morning there */
	    "'customer':'VW','received_at':'2026-10-31T16:00:00Z'",
	    "'customer':'VW','received_at':'2026-10-31T15:59:59Z'",
	    "'customer':'V','received_at':'2026-12-01T09:00:00Z'",
	    "'customer':'VW','received_at':'bad'",
	    "'received_at':'2027-01-01T09:00:00Z','state':'void'",
	    "'customer':'\xc3\x84'",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "count",
	    ",2027-01: count 0 1 -1/-1 void=1\n"
	    "V,2026-12: count 1 1 -1/-1\n"
	    "VW,: count 1 1 -1/-1\n"
	    "VW,2026-10: count 1 1 -1/-1\n"
	    "VW,2026-11: count 2 1 -1/-1\n"
	    "\xc3\x84,: count 1 1 -1/-1\n");
	rows_are(&year, records, COUNT(records), "count",
	    ": count 2 1 -1/-1\n2026: count 4 1 -1/-1\n2027: count 0 1 -1/-1 void=1\n");
	rows_are(&day, records, 3, "count",
	    "2026-10-31: count 1 1 -1/-1\n2026-11-01: count 1 1 -1/-1\n"
	    "2026-11-20: count 1 1 -1/-1\n");
	rows_are(&o, NULL, 0, NULL, "");
}

/* Both ends belong to the period; dates are days of the store's zone. */
static void period(void **state)
{
	static const struct {
		const char *from, *to, *want;
	} cases[] = {
	    {"2026-11-19", "2026-11-19", "count 2 1 -1/-1 void=1 bad=1 undated=1 outside=3\n"},
	    {"2026-11-18T16:00:00Z", "2026-11-19T15:59:59.999999Z",
	        "count 2 1 -1/-1 void=1 bad=1 undated=1 outside=3\n"},
	    {"2026-11-18T16:00:00.000001Z", "2026-11-19T15:59:59.999998Z",
	        "count 0 1 -1/-1 void=1 bad=1 undated=1 outside=5\n"},
	    /* the void one of 2020 is in this one */
	    {NULL, "2026-11-18", "count 1 1 -1/-1 void=2 bad=1 undated=1 outside=3\n"},
	    {"2026-11-20", NULL, "count 1 1 -1/-1 void=1 bad=1 undated=1 outside=4\n"},
	    {NULL, NULL, "count 6 1 -1/-1 void=2\n"},
	};
	static const char *const records[] = {
	    "'received_at':'2026-11-18T15:59:59Z'",
	    "'received_at':'2026-11-18T16:00:00Z'",
	    "'received_at':'2026-11-19T15:59:59.999999Z'",
	    "'received_at':'2026-11-19T16:00:00Z'",
	    "'received_at':'2020-11-19T16:00:00Z','state':'void'",
	    "'state':'void'",
	    "'state':'open'",
	    "'received_at':'when'",
	};
	static const char *const by_records[] = {
	    "'received_at':'2026-11-18T15:59:59Z','customer':'A'",
	    "'received_at':'2026-11-18T15:59:59Z','customer':'B'",
	    "'received_at':'2026-11-19T15:59:59Z','customer':'B'",
	};
	static const struct crm_figures_opts by = {.by = "customer", .from = "2026-11-19"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_figures_opts o = {.from = cases[i].from, .to = cases[i].to};

		rows_are(&o, records, COUNT(records), "count", cases[i].want);
	}
	rows_are(&by, by_records, COUNT(by_records), "count", "B: count 1 1 -1/-1 outside=1\n");
}

static const char *const no_clock[] = {"inform", "informed"};
static const char *const no_comma[] = {"received_at"};
static const char *const no_field[] = {"received_at,sent_at"};
static const char *const no_stamp[] = {"received_at,customer"};
static const char *const no_pareto[] = {"defects"};
static const char *const nested[] = {"verdicts"};
static const struct {
	struct crm_figures_opts o;
	const char *source, *text;
} refusals[] = {
    {{.clocks = no_clock, .nclocks = 2}, "--clock", "there is no clock 'informed'"},
    {{.lags = no_comma, .nlags = 1}, "--lag", "not two fields: 'received_at', expected FROM,TO"},
    {{.lags = no_field, .nlags = 1}, "--lag", "there is no field 'sent_at'"},
    {{.lags = no_stamp, .nlags = 1}, "--lag", "field 'customer' is no date and time"},
    {{.paretos = no_pareto, .nparetos = 1}, "--pareto", "there is no field 'defects'"},
    {{.paretos = nested, .nparetos = 1}, "--pareto", "field 'verdicts' holds several values"},
    {{.by = "customer,weather"}, "--by", "there is no field 'weather'"},
    {{.by = "customer,"}, "--by", "there is no field ''"},
    {{.by = ""}, "--by", "there is no field ''"},
    {{.unit = "days"}, "--unit", "no unit: 'days', expected s, min, h or d"},
    {{.from = "yesterday"}, "--from",
        "not a date: 'yesterday', expected 2026-11-20 or 2026-11-20T09:00:00+08:00"},
    {{.to = "2026-02-30"}, "--to",
        "not a date: '2026-02-30', expected 2026-11-20 or 2026-11-20T09:00:00+08:00"},
    {{.from = "2026-02-02", .to = "2026-02-01"}, "--to",
        "'2026-02-01' is earlier than --from '2026-02-02'"},
};

static void refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct bench b;

		assert_int_equal(open_bench(&b, &refusals[i].o, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.source, refusals[i].source);
		assert_string_equal(e.text, refusals[i].text);
		close_bench(&b);
	}
}

static void take_id(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason)
{
	struct bench *b = arg;

	if (b->only != NULL && strncmp(figure, b->only, strlen(b->only)) != 0)
		return;
	crm_buf_addf(&b->out, "%s:", figure);
	word(b, detail);
	word(b, group);
	word(b, id);
	word(b, role);
	word(b, reason);
	crm_buf_addc(&b->out, '\n');
}

static const struct {
	const char *record, *want;
} traces[] = {
    {"'id':'C-1','customer':'VW','part':'P','defect':'burr','disputed':false," RECEIVED
     "," AT("replied", "10:00:00") "," AT("informed", "09:01:00"),
        "count: VW,P C-1 numerator\n"
        "open: VW,P C-1 numerator\n"
        "closed: VW,P C-1 denominator\n"
        "late_entry: VW,P C-1 denominator\n"
        "timely_all: inform VW,P C-1 numerator\n"
        "timely_due: inform VW,P C-1 numerator\n"
        "disputed: VW,P C-1 denominator\n"
        "repeat_rate: VW,P C-1 denominator\n"
        "chronic: VW,P C-1 denominator\n"
        "lag: received_at,replied_at VW,P C-1 denominator\n"
        "pareto: defect=burr VW,P C-1 numerator\n"},
    {"'id':'C-2','state':'closed'",
        "count: , C-2 numerator\n"
        "open: , C-2 denominator\n"
        "closed: , C-2 numerator\n"
        "late_entry: , C-2 denominator\n"
        "timely_all: inform , C-2 excluded not_applying\n"
        "timely_due: inform , C-2 excluded not_applying\n"
        "disputed: , C-2 excluded blank\n"
        "repeat_rate: , C-2 denominator\n"
        "chronic: , C-2 denominator\n"
        "lag: received_at,replied_at , C-2 excluded missing\n"
        "pareto: defect , C-2 excluded blank\n"},
    {"'id':'C-3','state':'void'",
        "count: , C-3 excluded void\n"
        "open: , C-3 excluded void\n"
        "closed: , C-3 excluded void\n"
        "late_entry: , C-3 excluded void\n"
        "disputed: , C-3 excluded void\n"
        "8d_d3_on_time: contain , C-3 excluded void\n"
        "8d_d5_on_time: choose , C-3 excluded void\n"
        "8d_on_time: accept , C-3 excluded void\n"
        "8d_first_time: , C-3 excluded void\n"
        "repeat_rate: , C-3 excluded void\n"
        "chronic: , C-3 excluded void\n"
        "line_stops: , C-3 excluded void\n"
        "special_status: , C-3 excluded void\n"
        "timely_all: inform , C-3 excluded void\n"
        "timely_due: inform , C-3 excluded void\n"
        "lag: received_at,replied_at , C-3 excluded void\n"
        "pareto: defect , C-3 excluded void\n"
        "defective: found , C-3 excluded void\n"},
};

/* --ids: who stands behind each figure. */
static void traced(void **state)
{
	static const char *const fields[] = {"defect"};
	static const char *const pairs[] = {"received_at,replied_at"};
	static const char *const clocks[] = {"inform"};
	static const struct crm_figures_opts o = {.clocks = clocks,
	    .nclocks = 1,
	    .lags = pairs,
	    .nlags = 1,
	    .paretos = fields,
	    .nparetos = 1,
	    .by = "customer,part"};
	struct crm_err e = CRM_ERR_INIT;
	struct bench b;

	(void)state;
	assert_int_equal(open_bench(&b, &o, &e), 0);
	crm_figures_trace(b.figures, take_id, &b);
	for (size_t i = 0; i < COUNT(traces); i++) {
		crm_buf_clear(&b.out);
		add(&b, traces[i].record);
		assert_string_equal(crm_buf_str(&b.out), traces[i].want);
	}
	close_bench(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(groups),
	    cmocka_unit_test(period),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(traced),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
