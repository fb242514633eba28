/*
 * lib/rules/eightd/eightd.h: which disciplines are judged, profiles and their
 * mistakes, and deadlines at their limit.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/eightd_help.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Only the disciplines through the one that is asked for. */
static void through(void **state)
{
	struct crm_eightd_profile *p =
	    eightd_profile("{\"require\":{\"D0\":[\"severity\"],\"D3\":[\"containment.stock\"],"
	                   "\"D8\":[\"accepted\",\"verified\"]}}");
	static const char lacks[] = "severity;containment.stock;accepted_at;verified_at";
	char *found;

	(void)state;
	found = eightd_judged(p, lacks, 2);
	assert_string_equal(found, "missing_severity severity\n");
	free(found);
	found = eightd_judged(p, lacks, 3);
	assert_string_equal(
	    found, "missing_severity severity\nmissing_containment_stock containment.stock\n");
	free(found);
	found = eightd_judged(p, lacks, 8);
	assert_non_null(strstr(found, "missing_verified"));
	free(found);
	crm_eightd_profile_free(p);
	assert_int_equal(crm_eightd_discipline("D0"), 0);
	assert_int_equal(crm_eightd_discipline("D8"), 8);
	assert_int_equal(crm_eightd_discipline("D9"), -1);
	assert_int_equal(crm_eightd_discipline("D10"), -1);
	assert_int_equal(crm_eightd_discipline("d3"), -1);
}

/* ---- profiles ---- */

static void wrong_profiles(void **state)
{
	static const struct {
		const char *json, *field, *text;
	} rows[] = {
	    {"[]", "", "an object expected"},
	    {"{\"requires\":{}}", "requires", "unknown key"},
	    {"{\"require\":[]}", "require", "an object expected"},
	    {"{\"require\":{\"D9\":[]}}", "require.D9", "expected D0 to D8"},
	    {"{\"require\":{\"D1\":\"team.sponsor\"}}", "require.D1", "a list of needs"},
	    {"{\"require\":{\"D1\":[\"team.leader\",\"team.boss\"]}}", "require.D1[1]",
	        "unknown need 'team.boss'"},
	    {"{\"require\":{\"D1\":[7]}}", "require.D1[0]", "the name of a need"},
	    {"{\"deadlines\":{\"D4\":[]}}", "deadlines.D4", "expected D3, D5, D8 or effect"},
	    {"{\"deadlines\":{\"D3\":{}}}", "deadlines.D3", "a list of limits"},
	    {"{\"deadlines\":{\"D3\":[{\"where\":\"safety=true\"}]}}", "deadlines.D3[0]",
	        "limit is missing"},
	    {"{\"deadlines\":{\"D3\":[{\"limit\":24}]}}", "deadlines.D3[0].limit", "a text"},
	    {"{\"deadlines\":{\"D3\":[{\"limit\":\"PT24H\",\"when\":\"x\"}]}}",
	        "deadlines.D3[0].when", "expected limit, calendar, where"},
	    {"{\"deadlines\":{\"D3\":[{\"limit\":\"PT24H\",\"where\":[1]}]}}",
	        "deadlines.D3[0].where", "a condition expected"},
	    {"{\"skeleton\":\"yes\"}", "skeleton", "true or false"},
	    {"{\"title\":true}", "title", "a text"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_eightd_profile *p = crm_eightd_profile_new("test");
		struct crm_err e = CRM_ERR_INIT, why = CRM_ERR_INIT;
		struct crm_doc *d = NULL;
		struct crm_limits l;

		crm_limits_init(&l);
		assert_int_equal(
		    crm_doc_parse(rows[i].json, strlen(rows[i].json), &l, &d, &why), 0);
		assert_int_equal(crm_eightd_profile_add(p, d, "test.json", &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.source, "test.json");
		assert_string_equal(e.field, rows[i].field);
		if (strstr(e.text, rows[i].text) == NULL)
			fail_msg("%s: '%s'", rows[i].json, e.text);
		crm_doc_free(d);
		crm_eightd_profile_free(p);
	}
}

/* What is said later replaces what was said of that discipline or gate. */
static void later_wins(void **state)
{
	struct crm_eightd_profile *p = eightd_profile(
	    "{\"skeleton\":true,\"require\":{\"D1\":[\"team.sponsor\"],\"D2\":[\"is_is_not\"]},"
	    "\"deadlines\":{\"D3\":[{\"limit\":\"PT24H\"},{\"limit\":\"P5D\"}],"
	    "\"D8\":[{\"limit\":\"P30D\"}]}}");
	static const char more[] = "{\"title\":\"T\",\"require\":{\"D1\":[\"team.leader\"]},"
	                           "\"deadlines\":{\"D3\":[{\"limit\":\"1wd\"}]}}";
	const struct crm_clock_setting *limits;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;
	size_t n;

	(void)state;
	crm_limits_init(&l);
	assert_int_equal(crm_doc_parse(more, strlen(more), &l, &d, &e), 0);
	assert_int_equal(crm_eightd_profile_add(p, d, "more.json", &e), 0);
	crm_doc_free(d);
	assert_string_equal(crm_eightd_profile_need(p, 1, 0)->name, "team.leader");
	assert_null(crm_eightd_profile_need(p, 1, 1));
	assert_string_equal(crm_eightd_profile_need(p, 2, 0)->name, "is_is_not");
	limits = crm_eightd_profile_limits(p, &n);
	assert_int_equal(n, 2);
	assert_string_equal(limits[0].name, "accept");
	assert_string_equal(limits[1].limit, "1wd");
	assert_false(crm_eightd_profile_skeleton(p));
	assert_string_equal(crm_eightd_profile_title(p), "T");
	crm_eightd_profile_free(p);
}

/* ---- deadlines ---- */

static const char ford[] =
    "{\"deadlines\":{\"D3\":[{\"where\":\"safety=true\",\"limit\":\"PT24H\"},{\"limit\":\"P5D\"}],"
    "\"D8\":[{\"limit\":\"P30D\"}]}}";

static const char other[] =
    "{\"deadlines\":{\"D3\":[{\"where\":\"part=4712\",\"limit\":\"PT1H\"}]}}";

/* "GATE VERDICT HOURS(own)\n" through D8 at that time. */
static char *deadlines(const char *json, const char *changes, const char *now, int last)
{
	struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
	struct crm_eightd_deadline out[CRM_EIGHTD_GATES];
	struct crm_clock_result store_results[32], own_results[CRM_EIGHTD_GATES];
	struct crm_eightd_profile *p = eightd_profile(json);
	struct crm_clocks *store = NULL, *own = NULL;
	struct crm_record *r = eightd_changed(changes);
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_clocks_opts o = {0};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_zone *zone = NULL;
	struct crm_view v;
	size_t n;

	assert_int_equal(crm_zone_new("Asia/Shanghai", &zone, &e), 0);
	o.zone = zone;
	assert_int_equal(crm_clocks_new(crm_complaint.clocks, shape, &o, &store, &e), 0);
	assert_true(crm_clocks_count(store) <= COUNT(store_results));
	o.settings = crm_eightd_profile_limits(p, &o.nsettings);
	if (crm_clocks_new(crm_eightd_profile_clocks(p), shape, &o, &own, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_view_of_record(shape, r, &arena, &v);
	crm_clocks_eval(store, &v, crm_take_at(now), store_results);
	crm_clocks_judge(own, &v, crm_take_at(now), own_results);
	n = crm_eightd_deadlines(p,
	    &(struct crm_eightd_clocked){store, own, store_results, own_results, crm_take_at(now)},
	    last, out);
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(&text, "%s %s %lld%s\n", out[i].gate,
		    crm_verdict_name(out[i].result->verdict),
		    (long long)(out[i].us / (3600 * CRM_US_PER_SEC)), out[i].own ? " own" : "");
	crm_clocks_free(store);
	crm_clocks_free(own);
	crm_zone_free(zone);
	crm_arena_release(&arena);
	crm_record_free(r);
	crm_eightd_profile_free(p);
	crm_shape_free(shape);
	return crm_buf_take(&text);
}

#define LATER "2027-01-12T00:00:00+08:00"

static void deadline_rows(void **state)
{
	static const struct {
		const char *json, *changes, *now;
		int through;
		const char *expected;
	} rows[] = {
	    {"{}", "", LATER, 2, ""},
	    {"{}", "", LATER, 3, "D3 met 9\n"},
	    {"{}", "", LATER, 7, "D3 met 9\nD5 met 169\n"},
	    {"{}", "", LATER, 8, "D3 met 9\nD5 met 169\nD8 met 601\neffect met 1225\n"},
	    /* without 8D the store's clocks do not apply */
	    {"{}", "needs_8d=false", LATER, 8, ""},
	    /* from the limit of 24 hours, where it touches safety, to that of 5 days */
	    {ford, "contained_at=2026-11-21T09:00:00+08:00", LATER, 3, "D3 met 24 own\n"},
	    {ford, "contained_at=2026-11-21T09:00:00.001+08:00", LATER, 3, "D3 late 24 own\n"},
	    {ford, "contained_at=2026-11-25T09:00:00+08:00;safety=false", LATER, 3,
	        "D3 met 120 own\n"},
	    {ford, "contained_at=2026-11-25T09:00:00.001+08:00;safety", LATER, 3,
	        "D3 late 120 own\n"},
	    {ford, "contained_at", "2026-11-21T09:00:00+08:00", 3, "D3 running 24 own\n"},
	    {ford, "contained_at", "2026-11-21T09:00:00.001+08:00", 3, "D3 late 24 own\n"},
	    /* where none of the profile's applies the complaint's own limit does, to any */
	    {other, "contained_at=2026-11-21T09:00:00+08:00;needs_8d=false", LATER, 3,
	        "D3 met 24 own\n"},
	    {other, "contained_at=2026-11-21T09:00:00.001+08:00", LATER, 3, "D3 late 24 own\n"},
	    /* a verdict frozen by the store's limit does not count against the profile's */
	    {ford,
	        "contained_at=2026-11-21T10:00:00+08:00;verdicts.contain.verdict=met;"
	        "verdicts.contain.limit=P2D;verdicts.contain.due_at=2026-11-22T09:00:00+08:00",
	        LATER, 3, "D3 late 25 own\n"},
	    {"{}",
	        "contained_at=2026-11-21T10:00:00+08:00;verdicts.contain.verdict=met;"
	        "verdicts.contain.limit=P2D;verdicts.contain.due_at=2026-11-22T09:00:00+08:00",
	        LATER, 3, "D3 met 25\n"},
	    {ford, "accepted_at=2026-12-20T09:00:01+08:00", LATER, 8,
	        "D3 met 9 own\nD5 met 169\nD8 late 720 own\neffect met 1225\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *found =
		    deadlines(rows[i].json, rows[i].changes, rows[i].now, rows[i].through);

		if (strcmp(found, rows[i].expected) != 0)
			fail_msg("%s %s: '%s', expected '%s'", rows[i].json, rows[i].changes, found,
			    rows[i].expected);
		free(found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(through),
	    cmocka_unit_test(wrong_profiles),
	    cmocka_unit_test(later_wins),
	    cmocka_unit_test(deadline_rows),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, eightd_load, eightd_unload);
}
