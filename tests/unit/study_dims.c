/* Limits of a dimension for one part: bonus of internal and external features. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/unit/study_sheet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define LIST "no,lower,upper,bonus,bonus_kind\n"
#define RESULTS "no,stream,part,value\n"

struct row {
	const char *list, *results; /* the first result is judged, of the list's first number */
	int cmp;
	const char *upper, *lacking;
};

static void judge(const struct row *r)
{
	struct crm_sheet *list = study_sheet(crm_ppap_sheet_at(CRM_SHEET_CHARACTERISTICS), r->list);
	struct crm_sheet *results =
	    study_sheet(crm_ppap_sheet_at(CRM_SHEET_DIMENSIONAL), r->results);
	struct crm_dims *d = crm_dims_new();
	struct crm_buf upper = CRM_BUF_INIT;
	struct crm_dims_limits l;

	crm_dims_list(d, list);
	crm_dims_results(d, results);
	crm_dims_limits(d, list, 0, crm_sheet_text(results, 0, CRM_SD_STREAM),
	    crm_sheet_text(results, 0, CRM_SD_PART), &l);
	if (l.has_upper)
		crm_dec_format(l.upper, &upper);
	assert_string_equal(crm_buf_str(&upper), r->upper);
	assert_string_equal(l.lacking != NULL ? l.lacking : "", r->lacking);
	assert_int_equal(crm_dims_cmp(crm_sheet_cell(results, 0, CRM_SD_VALUE)->u.dec, &l), r->cmp);
	crm_buf_release(&upper);
	crm_dims_free(d);
	crm_sheet_free(list);
	crm_sheet_free(results);
}

static void bonus(void **state)
{
	static const struct row rows[] = {
	    {LIST "1,1,2\n", RESULTS "1,,1,2\n", 0, "2", ""},
	    {LIST "1,1,2\n", RESULTS "1,,1,2.1\n", 1, "2", ""},
	    {LIST "1,1,2\n", RESULTS "1,,1,0.9\n", -1, "2", ""},
	    {LIST "1,2,1\n", RESULTS "1,,1,9\n", 0, "", ""},
	    /* a bore of 8.50 to 8.60: at 8.53 there are 0.03 more */
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.23\n2,,1,8.53\n", 0, "0.23",
	        ""},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.2301\n2,,1,8.53\n", 1, "0.23",
	        ""},
	    {LIST "1,,0.2,2,external\n2,8.50,8.60\n", RESULTS "1,,1,0.27\n2,,1,8.53\n", 0, "0.27",
	        ""},
	    {LIST "1,,0.2,2,external\n2,8.50,8.60\n", RESULTS "1,,1,0.271\n2,,1,8.53\n", 1, "0.27",
	        ""},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.21\n2,,1,8.50\n", 1, "0.20",
	        ""},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.30\n2,,1,8.60\n", 0, "0.30",
	        ""},
	    /* none: beyond its limits, another part, another stream, nothing known */
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.21\n2,,1,8.61\n", 1, "0.2",
	        "the feature is beyond its limits"},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,1,0.21\n2,,2,8.55\n", 1, "0.2",
	        "the feature was not measured on that part"},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,A,1,0.21\n2,B,1,8.55\n", 1, "0.2",
	        "the feature was not measured on that part"},
	    {LIST "1,,0.2,2,internal\n2,8.50,8.60\n", RESULTS "1,,,0.21\n2,,,8.55\n", 1, "0.2",
	        "no part is named"},
	    {LIST "1,,0.2,9,internal\n", RESULTS "1,,1,0.21\n", 1, "0.2",
	        "the drawing list has no such feature"},
	    {LIST "1,,0.2,2\n2,8.50,8.60\n", RESULTS "1,,1,0.21\n2,,1,8.55\n", 1, "0.2",
	        "bonus_kind is not said: internal or external"},
	    {LIST "1,,0.2,2,internal\n2,,8.60\n", RESULTS "1,,1,0.21\n2,,1,8.55\n", 1, "0.2",
	        "the feature has no limit at maximum material"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		judge(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(bonus)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
