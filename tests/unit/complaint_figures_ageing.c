/*
 * lib/rules/figures/figures.h: ages of what is open.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* now is 2026-11-20T12:00:00Z: 20:00 of the 20th in the zone. */
static const struct crm_figures_opts ageing = {.ageing = true};

#define SINCE(stamp) "'received_at':'" stamp "'"

/* The last and the first day of each group; days are local ones. */
static void borders(void **state)
{
	static const struct {
		const char *record, *word;
		int age;
	} rows[] = {
	    {SINCE("2026-11-20T12:00:00Z"), "0-7", 0},
	    {SINCE("2026-11-19T16:00:00Z"), "0-7", 0},
	    {SINCE("2026-11-19T15:59:59Z"), "0-7", 1},
	    {SINCE("2026-11-12T16:00:00Z"), "0-7", 7},
	    {SINCE("2026-11-12T15:59:59Z"), "8-14", 8},
	    {SINCE("2026-11-06T09:00:00+08:00"), "8-14", 14},
	    {SINCE("2026-11-05T09:00:00+08:00"), "15-30", 15},
	    {SINCE("2026-10-21T09:00:00+08:00"), "15-30", 30},
	    {SINCE("2026-10-20T09:00:00+08:00"), "31-60", 31},
	    {SINCE("2026-09-21T00:00:00+08:00"), "31-60", 60},
	    {SINCE("2026-09-20T23:59:59+08:00"), "61-90", 61},
	    {SINCE("2026-08-22T09:00:00+08:00"), "61-90", 90},
	    {SINCE("2026-08-21T23:59:59+08:00"), ">90", 91},
	    {SINCE("1970-01-01T00:00:00Z"), ">90", 20777},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static const char *const words[] = {
		    "0-7", "8-14", "15-30", "31-60", "61-90", ">90"};
		static const char *const stats[] = {"mean", "median", "p95", "max"};
		struct crm_buf want = CRM_BUF_INIT;
		int sum = 0;

		for (size_t j = 0; j < COUNT(words); j++) {
			int n = strcmp(words[j], rows[i].word) == 0;

			sum += n;
			crm_buf_addf(&want, "ageing age %s %d.0000 %% %d/1 %d.0000\n", words[j],
			    n * 100, n, sum * 100);
		}
		for (size_t j = 0; j < COUNT(stats); j++)
			crm_buf_addf(
			    &want, "ageing %s age %d.000000 d -1/1\n", stats[j], rows[i].age);
		rows_are(&ageing, &rows[i].record, 1, "ageing", crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

static void several(void **state)
{
	static const int64_t days[] = {0, 1, 10};
	static const struct crm_figures_opts o = {
	    .ageing = true, .borders = days, .nborders = COUNT(days)};
	static const char *const records[] = {
	    SINCE("2026-11-20T09:00:00+08:00"),
	    SINCE("2026-11-19T09:00:00+08:00"),
	    SINCE("2026-11-18T09:00:00+08:00") ",'state':'answered'",
	    SINCE("2026-11-09T09:00:00+08:00"),
	    SINCE("2026-01-01T09:00:00+08:00") ",'state':'closed'",
	    SINCE("2026-11-20T12:00:01Z"), /* not received yet */
	    SINCE("soon"),
	    "'state':'open'",
	    SINCE("2026-01-01T09:00:00+08:00") ",'state':'duplicate'",
	};
#define LEFT " duplicate=1 bad=1 negative=1 missing=1 not_applying=1\n"

	(void)state;
	rows_are(&o, records, COUNT(records), "ageing",
	    "ageing age 0 25.0000 % 1/4 25.0000" LEFT "ageing age 1 25.0000 % 1/4 50.0000" LEFT
	    "ageing age 2-10 25.0000 % 1/4 75.0000" LEFT
	    "ageing age >10 25.0000 % 1/4 100.0000" LEFT "ageing mean age 3.500000 d -1/4" LEFT
	    "ageing median age 1.500000 d -1/4" LEFT "ageing p95 age 11.000000 d -1/4" LEFT
	    "ageing max age 11.000000 d -1/4" LEFT);
}

/* Null, never 100 %; and only when it is asked for. */
static void none(void **state)
{
	static const int64_t days[] = {7};
	static const struct crm_figures_opts o = {
	    .ageing = true, .borders = days, .nborders = COUNT(days)};
	static const struct crm_figures_opts plain = {0};
	static const char *const closed[] = {SINCE("2026-01-01T09:00:00Z") ",'state':'closed'"};

	(void)state;
	rows_are(&o, closed, 1, "ageing",
	    "ageing age 0-7 null % 0/0 not_applying=1\n"
	    "ageing age >7 null % 0/0 not_applying=1\n"
	    "ageing mean age null d -1/0 not_applying=1\n"
	    "ageing median age null d -1/0 not_applying=1\n"
	    "ageing p95 age null d -1/0 not_applying=1\n"
	    "ageing max age null d -1/0 not_applying=1\n");
	rows_are(&plain, closed, 1, "ageing", "");
}

static void by_class(void **state)
{
	static const int64_t days[] = {7};
	static const struct crm_figures_opts o = {
	    .ageing = true, .borders = days, .nborders = COUNT(days), .by = "class"};
	static const char *const records[] = {
	    SINCE("2026-11-20T09:00:00Z") ",'class':'quality'",
	    SINCE("2026-11-01T09:00:00Z") ",'class':'enquiry'",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "ageing",
	    "enquiry: ageing age 0-7 0.0000 % 0/1 0.0000\n"
	    "enquiry: ageing age >7 100.0000 % 1/1 100.0000\n"
	    "enquiry: ageing mean age 19.000000 d -1/1\n"
	    "enquiry: ageing median age 19.000000 d -1/1\n"
	    "enquiry: ageing p95 age 19.000000 d -1/1\n"
	    "enquiry: ageing max age 19.000000 d -1/1\n"
	    "quality: ageing age 0-7 100.0000 % 1/1 100.0000\n"
	    "quality: ageing age >7 0.0000 % 0/1 100.0000\n"
	    "quality: ageing mean age 0.000000 d -1/1\n"
	    "quality: ageing median age 0.000000 d -1/1\n"
	    "quality: ageing p95 age 0.000000 d -1/1\n"
	    "quality: ageing max age 0.000000 d -1/1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(borders),
	    cmocka_unit_test(several),
	    cmocka_unit_test(none),
	    cmocka_unit_test(by_class),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
