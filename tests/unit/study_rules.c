/*
 * lib/rules/ppap/study_rules.c, study_gauges.c: studies computed again; every code raised, and
 * not raised at its boundary.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_case.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Characteristic 3: of two limits; 6: of an upper one alone. Capability 8 to 12 five times: mean 10,
 * R 4, sigma by Rbar/d2 1.719743; s of all 1.42 */
#define LIST "no,lower,upper,special\n3,%s,%s,\n6,,20,\n"

static const char *const codes[] = {"study_claim", "study_data", "study_method", "study_unread",
    "study_index_low", "study_index_review", "study_unstable", "study_few", "grr_high",
    "grr_review", "ndc_low", "attribute_low", "attribute_review"};

struct row {
	const char *name;
	const char *study; /* members, without evidence */
	const char *lower, *upper;
	const char *want; /* codes of studies, in their order */
	const char *text; /* of the first; NULL: not compared */
	const char *csv;  /* NULL: the file is no table */
};

static bool of_studies(const char *code)
{
	for (size_t i = 0; i < COUNT(codes); i++) {
		if (strcmp(codes[i], code) == 0)
			return true;
	}
	return false;
}

static void judge(const struct row *r, const char *kind, const char *element)
{
	struct crm_buf b = CRM_BUF_INIT, got = CRM_BUF_INIT;
	const char *text = "";
	struct ppap_case c;

	crm_buf_addf(&b,
	    "{'edition': 'aiag-4', 'traits': {'special_characteristics': true}, 'elements': {"
	    "'1': {'evidence': {'list.csv': {'data': 'characteristics'}}}, '%s': {'evidence': "
	    "{'raw.%s': {%s%s%s}}}}, 'studies': {'s': {'kind': '%s', 'characteristic': '3', "
	    "'evidence': 'raw.%s', %s}}}",
	    element, r->csv != NULL ? "csv" : "pdf", r->csv != NULL ? "'data': '" : "",
	    r->csv != NULL ? kind : "", r->csv != NULL ? "'" : "", kind,
	    r->csv != NULL ? "csv" : "pdf", r->study);
	ppap_case_open(&c, crm_buf_str(&b));
	crm_buf_clear(&b);
	crm_buf_addf(&b, LIST, r->lower, r->upper);
	ppap_case_sheet(&c, "list.csv", crm_buf_str(&b));
	if (r->csv != NULL)
		ppap_case_sheet(&c, "raw.csv", r->csv);
	ppap_case_judge(&c, "2026-11-20");
	for (size_t i = 0; i < crm_findings_count(c.found); i++) {
		const struct crm_finding *x = crm_finding_at(c.found, i);

		if (!of_studies(x->code))
			continue;
		if (got.len == 0)
			text = x->text;
		crm_buf_addf(
		    &got, "%s%s@%s %s", got.len > 0 ? "; " : "", x->code, x->subject, x->field);
	}
	if (strcmp(crm_buf_str(&got), r->want) != 0)
		fail_msg("%s: %s; want %s", r->name, crm_buf_str(&got), r->want);
	if (r->text != NULL && strcmp(text, r->text) != 0)
		fail_msg("%s: '%s'; want '%s'", r->name, text, r->text);
	crm_buf_release(&b);
	crm_buf_release(&got);
	ppap_case_close(&c);
}

/* n subgroups of 8, 9, 10, 11, 12; the last one moved. */
static const char *subgroups(int n, const char *last)
{
	static struct crm_buf b;

	crm_buf_clear(&b);
	crm_buf_addz(&b, "subgroup,value\n");
	for (int i = 1; i <= n; i++) {
		for (int v = 8; v <= 12; v++)
			crm_buf_addf(&b, "%d,%d%s\n", i, v, i == n ? last : "");
	}
	return crm_buf_str(&b);
}

/* Cpk 1.21 of these limits, 0.0002 about. */
#define L121 "3.757333"
#define U121 "16.242667"

static void claims(void **state)
{
	struct row rows[] = {
	    {"honest, and low", "'cpk': '1.21'", L121, U121, "study_index_low@11 s.cpk",
	        "cpk 1.2100 is below 1.33", NULL},
	    {"improved by hand", "'cpk': '1.71'", L121, U121,
	        "study_claim@11 s.cpk; study_index_low@11 s.cpk",
	        "cpk 1.71 is claimed; the raw values give 1.2100 by rbar", NULL},
	    {"by half a unit", "'cpk': '1.215'", L121, U121,
	        "study_claim@11 s.cpk; study_index_low@11 s.cpk", NULL, NULL},
	    {"rounded to one decimal", "'cpk': '1.2', 'cp': '1.2'", L121, U121,
	        "study_index_low@11 s.cpk", NULL, NULL},
	    {"too far for one decimal", "'cpk': '1.3'", L121, U121,
	        "study_claim@11 s.cpk; study_index_low@11 s.cpk", NULL, NULL},
	    {"by another method", "'cpk': '1.24', 'method': 'sbar'", L121, U121,
	        "study_index_low@11 s.cpk", NULL, NULL},
	    {"by that method it is not so", "'cpk': '1.21', 'method': 'sbar'", L121, U121,
	        "study_claim@11 s.cpk; study_index_low@11 s.cpk",
	        "cpk 1.21 is claimed; the raw values give 1.2371 by sbar", NULL},
	    {"a method of nobody", "'method': 'guess'", L121, U121,
	        "study_method@11 s.method; study_index_low@11 s.cpk",
	        "'guess' is not known; expected rbar, sbar, pooled or moving", NULL},
	    {"n and subgroups", "'n': 125, 'subgroups': 25", "0", "20", "", NULL, NULL},
	    {"n too many", "'n': 126, 'subgroups': 24", "0", "20",
	        "study_claim@11 s.n; study_claim@11 s.subgroups",
	        "n 126 is claimed; the raw values give 125", NULL},
	    {"ppk is judged", "'index': 'ppk', 'ppk': '2.35', 'cpk': '1.94'", "0", "20", "", NULL,
	        NULL},
	    {"good", "'cpk': '1.94'", "0", "20", "", NULL, NULL},
	    {"perhaps", "'cp': '1.55'", "2", "18", "study_index_review@11 s.cpk",
	        "cpk 1.5506 is within 1.33 to 1.67", NULL},
	    {"a characteristic without limits", "'cpk': '1.94'", "", "",
	        "study_unread@11 s.evidence",
	        "not computed again: the drawing list has no limits for it", NULL},
	    {"cp of one limit", "'cp': '1.94', 'cpk': '1.94'", "", "20", "study_claim@11 s.cp",
	        "cp 1.94 is claimed; the raw values give none", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		rows[i].csv = subgroups(25, "");
		judge(&rows[i], "capability", "11");
	}
}

/* Raw values that the method cannot use are judged all the same, never by the claim. */
static void unusable(void)
{
	struct row rows[] = {
	    {"stable is claimed, and is", "'stable': true", "0", "20", "", NULL, NULL},
	    {"unstable is claimed, and is not", "'stable': false", "0", "20",
	        "study_claim@11 s.stable", "false is claimed; the raw values are stable", NULL},
	    {"one a subgroup", "'n': 100, 'cpk': '2.0', 'method': 'rbar'", "9", "11",
	        "study_data@11 s.method; study_claim@11 s.cpk; study_index_low@11 s.cpk", NULL,
	        NULL},
	    {"30 in a subgroup", "'n': 120, 'subgroups': 4, 'cpk': '2.0', 'method': 'rbar'", "9",
	        "11",
	        "study_data@11 s.method; study_few@11 s.subgroups; study_claim@11 s.cpk; "
	        "study_index_low@11 s.cpk",
	        NULL, NULL},
	    {"beyond the limits", "'n': 100", "9.6", "20",
	        "study_index_low@11 s.cpk; study_index_low@11 s.cpk",
	        "50 of 100 readings beyond the limits", NULL},
	};
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_buf_clear(&b);
		crm_buf_addz(&b, i == 4 ? "value\n" : "subgroup,value\n");
		for (int k = 0; i >= 2 && k < (i == 3 ? 120 : 100); k++) {
			if (i != 4)
				crm_buf_addf(&b, "%d,", i == 3 ? k / 30 : k);
			crm_buf_addz(&b, k % 2 == 0 ? "9.5\n" : "10.5\n");
		}
		rows[i].csv = i < 2 ? subgroups(25, "") : crm_buf_str(&b);
		judge(&rows[i], "capability", "11");
	}
	crm_buf_release(&b);
}

static void values(void **state)
{
	struct row rows[] = {
	    {"24 subgroups", "'n': 120", "0", "20", "study_few@11 s.subgroups",
	        "24 subgroups; at least 25 expected", NULL},
	    {"a shift at the end", "'n': 125", "0", "20", "study_unstable@11 s.stable",
	        "rule side7 at subgroup 7, rule limit at subgroup 25", NULL},
	    {"99 values", "'n': 99", "0", "20", "study_few@11 s.n",
	        "99 readings; at least 100 expected", NULL},
	    {"100 values", "'n': 100", "0", "20", "", NULL, NULL},
	    {"a value missing", "'n': 3", "0", "20", "study_data@11 value",
	        "no value: a decimal number like 12.50 expected",
	        "subgroup,value\n1,10\n1,\n1,11\n"},
	    {"all alike", "'n': 2", "0", "20", "study_few@11 s.n; study_data@11 s.evidence",
	        "2 readings; at least 100 expected", "value\n5\n5\n"},
	    {"one", "'n': 1", "0", "20", "study_few@11 s.n; study_data@11 s.evidence",
	        "1 reading; at least 100 expected", "value\n5\n"},
	};
	struct crm_buf single = CRM_BUF_INIT;

	(void)state;
	unusable();
	rows[0].csv = subgroups(24, "");
	judge(&rows[0], "capability", "11");
	rows[1].csv = subgroups(25, "");
	crm_buf_addz(&single, rows[1].csv);
	crm_buf_cut(&single, single.len - strlen("25,8\n25,9\n25,10\n25,11\n25,12\n"));
	crm_buf_addz(&single, "25,11\n25,12\n25,13\n25,14\n25,15\n");
	rows[1].csv = crm_buf_str(&single);
	judge(&rows[1], "capability", "11");
	for (size_t i = 2; i < 4; i++) {
		crm_buf_clear(&single);
		crm_buf_addz(&single, "value\n");
		for (int k = 0; k < (i == 2 ? 99 : 100); k++)
			crm_buf_addz(&single, k % 2 == 0 ? "9.5\n" : "10.5\n");
		rows[i].csv = crm_buf_str(&single);
		rows[i].study = i == 2 ? "'n': 99" : "'n': 100";
		/* up and down all the time: a process that alternates is stable by the default */
		judge(&rows[i], "capability", "11");
	}
	for (size_t i = 4; i < COUNT(rows); i++)
		judge(&rows[i], "capability", "11");
	crm_buf_release(&single);
}

/* Without a table the claims are what is judged: boundaries to the digit. */
static void claimed(void **state)
{
	static const struct row rows[] = {
	    {"1.329", "'cpk': '1.329'", "0", "20",
	        "study_unread@11 s.evidence; study_index_low@11 s.cpk", NULL, NULL},
	    {"1.33", "'cpk': '1.33'", "0", "20",
	        "study_unread@11 s.evidence; study_index_review@11 s.cpk", NULL, NULL},
	    {"1.67", "'cpk': '1.67'", "0", "20",
	        "study_unread@11 s.evidence; study_index_review@11 s.cpk", NULL, NULL},
	    {"1.671", "'cpk': '1.671'", "0", "20", "study_unread@11 s.evidence",
	        "not computed again: its file is no table of raw values", NULL},
	    {"99 readings", "'cpk': '1.7', 'n': 99", "0", "20",
	        "study_unread@11 s.evidence; study_few@11 s.n", NULL, NULL},
	    {"100 readings", "'cpk': '1.7', 'n': 100, 'subgroups': 25", "0", "20",
	        "study_unread@11 s.evidence", NULL, NULL},
	    {"24 subgroups", "'cpk': '1.7', 'n': 100, 'subgroups': 24", "0", "20",
	        "study_unread@11 s.evidence; study_few@11 s.subgroups", NULL, NULL},
	};
	static const struct row gauges[] = {
	    {"9.99", "'grr': '9.99', 'ndc': 5", "0", "20", "study_unread@8 s.evidence", NULL, NULL},
	    {"10", "'grr': '10', 'ndc': 5", "0", "20",
	        "study_unread@8 s.evidence; grr_review@8 s.grr", NULL, NULL},
	    {"30", "'grr': '30.0'", "0", "20", "study_unread@8 s.evidence; grr_review@8 s.grr",
	        NULL, NULL},
	    {"30.01", "'grr': '30.01'", "0", "20", "study_unread@8 s.evidence; grr_high@8 s.grr",
	        NULL, NULL},
	    {"ndc 4", "'grr': '9', 'ndc': 4", "0", "20",
	        "study_unread@8 s.evidence; ndc_low@8 s.ndc", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		judge(&rows[i], "capability", "11");
	for (size_t i = 0; i < COUNT(gauges); i++)
		judge(&gauges[i], "grr", "8");
}

/* Two parts 10 and 20, two appraisers, two trials. */
#define GAUGE(a, b)                                                                           \
	"part,appraiser,value\n1,A,10\n1,A,10." a "\n1,B,10\n1,B,10." a "\n2,A,20\n2,A,20." a \
	"\n2,B,20\n2,B,20." b "\n"

static void gauges(void **state)
{
	static const struct row rows[] = {
	    {"good", "'n': 8, 'grr': '1.25', 'ndc': 112", "0", "20", "", NULL, GAUGE("1", "1")},
	    {"claimed better", "'n': 8, 'grr': '0.24', 'ndc': 114", "0", "20",
	        "study_claim@8 s.grr; study_claim@8 s.ndc",
	        "grr 0.24 is claimed; the raw values give 1.2532 by average-range",
	        GAUGE("1", "1")},
	    {"of the tolerance", "'basis': 'tolerance', 'grr': '2.66'", "0", "20", "", NULL,
	        GAUGE("1", "1")},
	    {"of a tolerance that is none", "'basis': 'tolerance', 'grr': '2.66'", "", "20",
	        "study_unread@8 s.evidence",
	        "not computed again: the drawing list has no tolerance for it: two limits expected",
	        GAUGE("1", "1")},
	    {"perhaps", "'method': 'average-range'", "0", "20", "grr_review@8 s.grr", NULL,
	        GAUGE("9", "9")},
	    {"no parts", "'n': 2", "0", "20", "study_data@8 s.evidence",
	        "its table lacks columns that it needs", "value\n1\n2\n"},
	    {"not balanced", "'n': 8", "0", "20", "study_data@8 value", NULL,
	        "part,appraiser,value\n1,A,1\n1,A,2\n2,A,2\n"},
	    {"one trial", "'n': 4", "0", "20", "study_data@8 s.evidence", NULL,
	        "part,appraiser,value\n1,A,1\n1,B,2\n2,A,2\n2,B,3\n"},
	    {"no variation", "'n': 4", "0", "20", "study_data@8 s.ndc",
	        "the gauge shows no variation: resolution",
	        "part,appraiser,value\n1,A,1\n1,A,1\n2,A,2\n2,A,2\n"},
	    {"noise", "'n': 8", "0", "20", "grr_high@8 s.grr; ndc_low@8 s.ndc", NULL,
	        "part,appraiser,value\n1,A,10\n1,A,20\n1,B,10\n1,B,20\n2,A,11\n2,A,21\n2,B,10\n2,B,20\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		judge(&rows[i], "grr", "8");
}

static void attributes(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct row r = {"attributes", "'n': 100", "0", "20", "", NULL, NULL};

	(void)state;
	/* misses: 0, 1, 3 of 50 bad parts called good */
	for (int misses = 0; misses <= 3; misses++) {
		static const char *const want[] = {
		    "", "", "attribute_review@8 s", "attribute_low@8 s"};

		crm_buf_clear(&b);
		crm_buf_addz(&b, "part,appraiser,result,reference\n");
		for (int i = 0; i < 100; i++)
			crm_buf_addf(&b, "%d,A,%s,%s\n", i,
			    i % 2 == 0 || i < 2 * misses ? "ok" : "nok", i % 2 == 0 ? "ok" : "nok");
		r.csv = crm_buf_str(&b);
		r.want = want[misses];
		judge(&r, "attribute", "8");
	}
	r.study = "'n': 2";
	r.want = "study_data@8 s.evidence";
	r.text = "all parts are good: the study cannot show a miss";
	r.csv = "part,appraiser,result,reference\n1,A,ok,ok\n2,A,ok,ok\n";
	judge(&r, "attribute", "8");
	r.csv = crm_buf_str(&b);
	r.text = NULL;
	r.study = "'n': 99";
	r.want = "study_claim@8 s.n; attribute_low@8 s";
	judge(&r, "attribute", "8");
	crm_buf_release(&b);
}

/* Where no `data` is said, a CSV file is what the study that names it is. */
static void tables(void **state)
{
	struct ppap_case c;

	(void)state;
	ppap_case_open(&c,
	    "{'elements': {'8': {'evidence': {'a.csv': {}, 'b.csv': {'data': 'flow'}, 'c.pdf': {}, "
	    "'d.CSV': {}, 'e.csv': {}, 'f.csv': {}}}}, 'studies': {'1': {'kind': 'grr', 'evidence': "
	    "'a.csv'}, '2': {'kind': 'grr', 'evidence': 'b.csv'}, '3': {'kind': 'grr', 'evidence': "
	    "'c.pdf'}, '4': {'kind': 'attribute', 'evidence': 'd.CSV'}, '5': {'kind': 'type1', "
	    "'evidence': 'e.csv'}}}");
	assert_int_equal(c.p.evidence[0].sheet_kind, CRM_SHEET_GRR);
	assert_int_equal(c.p.evidence[1].sheet_kind, CRM_SHEET_FLOW);
	assert_int_equal(c.p.evidence[2].sheet_kind, -1);
	assert_int_equal(c.p.evidence[3].sheet_kind, CRM_SHEET_ATTRIBUTE);
	assert_int_equal(c.p.evidence[4].sheet_kind, CRM_SHEET_GRR);
	assert_int_equal(c.p.evidence[5].sheet_kind, -1);
	ppap_case_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(claims),
	    cmocka_unit_test(values),
	    cmocka_unit_test(claimed),
	    cmocka_unit_test(gauges),
	    cmocka_unit_test(attributes),
	    cmocka_unit_test(tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
