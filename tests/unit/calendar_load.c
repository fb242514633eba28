/*
 * lib/io/calendar/calendar.h: calendar files, what they use, and what is refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/io/calendar/calendar.h"
#include "tests/unit/calendar_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct scratch {
	char dir[64], other[80];
	const char *dirs[3];
	struct crm_zone *utc;
	struct crm_err err;
};

static int setup(void **state)
{
	struct scratch *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	snprintf(s->dir, sizeof(s->dir), "/tmp/crm-unit-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->other, sizeof(s->other), "%s/other", s->dir);
	assert_int_equal(mkdir(s->other, 0700), 0);
	s->dirs[0] = s->dir;
	s->dirs[1] = s->other;
	assert_int_equal(crm_zone_new("UTC", &s->utc, NULL), 0);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct scratch *s = *state;
	char cmd[96];

	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", s->dir);
	crm_zone_free(s->utc);
	free(s);
	return system(cmd) == 0 ? 0 : -1; /* NOLINT(cert-env33-c) */
}

/* ' stands for " */
static void put(const struct scratch *s, const char *name, const char *text)
{
	char path[160];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", s->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	for (; *text != '\0'; text++)
		fputc(*text == '\'' ? '"' : *text, f);
	assert_int_equal(fclose(f), 0);
}

static struct crm_calendar *load(struct scratch *s, const char *name)
{
	struct crm_calendar *c = NULL;

	crm_err_clear(&s->err);
	if (crm_calendar_load(name, s->dirs, s->utc, &c, &s->err) != 0)
		fail_msg("%s: %s: %s", s->err.source, s->err.field, s->err.text);
	return c;
}

static void off_is(const struct crm_calendar *c, const char *day, const char *name)
{
	assert_false(crm_calendar_works(c, cal_day(day)));
	assert_string_equal(crm_calendar_special(c, cal_day(day)), name);
}

static void all_keys(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c;
	const struct crm_hours *h;

	put(s, "a.json",
	    "{'x-note':[1],'zone':'Europe/Berlin',"
	    "'week':{'mon-thu':['08:00-12:00','13:00-17:00'],'fri':['08:00-14:00'],"
	    "'sun':['22:00-06:00'],'sat':[]},"
	    "'yearly':{'12-25':'Christmas','easter-2':'Good Friday','wed before 11-23':'Prayer',"
	    "'03-08':{'name':'Women','since':2023,'until':2025}},"
	    "'off':{'2026-12-24..2027-01-02':'shutdown','2026-05-15':''},"
	    "'work':{'2026-12-28':'stocktaking','2026-11-21':{'name':'sat','like':'fri'},"
	    "'2026-11-28..2026-11-29':{'name':'half','hours':['08:00-12:00']}},"
	    "'covers':['2024..2026','2027-01-01..2027-06-30']}");
	c = load(s, "a");
	assert_string_equal(crm_calendar_name(c), "a");
	cal_is(crm_calendar_day_end(c, cal_day("2026-07-06")), "2026-07-06T17:00:00+02:00");
	cal_is(crm_calendar_day_end(c, cal_day("2026-07-10")), "2026-07-10T14:00:00+02:00");
	cal_is(crm_calendar_day_end(c, cal_day("2026-07-12")), "2026-07-13T06:00:00+02:00");
	assert_false(crm_calendar_works(c, cal_day("2026-07-11")));
	off_is(c, "2028-12-25", "Christmas");
	off_is(c, "2026-04-03", "Good Friday");
	off_is(c, "2026-11-18", "Prayer");
	off_is(c, "2023-03-08", "Women");
	off_is(c, "2024-03-08", "Women");
	assert_true(crm_calendar_works(c, cal_day("2022-03-08")));
	assert_true(crm_calendar_works(c, cal_day("2026-03-09")));
	/* a range is both of its ends, and dated days go before yearly ones */
	off_is(c, "2026-12-24", "shutdown");
	off_is(c, "2026-12-25", "shutdown");
	off_is(c, "2027-01-01", "shutdown");
	off_is(c, "2026-05-15", "");
	assert_true(crm_calendar_works(c, cal_day("2027-01-04")));
	/* work goes before off; like the first weekday, another one, or by its own hours */
	h = crm_calendar_hours(c, cal_day("2026-12-28"));
	assert_int_equal(h->n, 2);
	h = crm_calendar_hours(c, cal_day("2026-11-21"));
	assert_int_equal(h->part[0].to, 14 * 60);
	h = crm_calendar_hours(c, cal_day("2026-11-29"));
	assert_int_equal(h->part[0].to, 12 * 60);
	assert_true(crm_calendar_covers(c, cal_day("2024-01-01")));
	assert_true(crm_calendar_covers(c, cal_day("2027-06-30")));
	assert_false(crm_calendar_covers(c, cal_day("2027-07-01")));
	crm_calendar_free(c);
}

static void defaults(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c;

	put(s, "empty.json", "{}");
	c = load(s, "empty");
	assert_ptr_equal(crm_calendar_zone(c), s->utc);
	assert_true(crm_calendar_covers(c, cal_day("1990-01-01")));
	cal_is(crm_calendar_add(c, cal_at("2026-11-20T08:00:00Z"), 8 * HOUR, NULL),
	    "2026-11-20T17:00:00Z");
	assert_false(crm_calendar_works(c, cal_day("2026-11-21")));
	crm_calendar_free(c);
	/* the first directory wins */
	put(s, "other/b.json", "{'week':{'mon':['08:00-10:00']}}");
	c = load(s, "b");
	assert_false(crm_calendar_works(c, cal_day("2026-11-20")));
	crm_calendar_free(c);
	put(s, "b.json", "{'week':{'fri':['08:00-10:00']}}");
	c = load(s, "b");
	assert_true(crm_calendar_works(c, cal_day("2026-11-20")));
	crm_calendar_free(c);
}

static void used_ones(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c;

	put(s, "land.json",
	    "{'zone':'Europe/Berlin','covers':['2024..2026'],'week':{'mon-fri':['06:00-14:00']},"
	    "'yearly':{'01-01':'New Year','05-01':'Labour'}}");
	put(s, "plant.json",
	    "{'zone':'UTC','off':{'2026-08-03..2026-08-14':'plant'},'covers':['2025..2027'],"
	    "'work':{'2026-05-01':'plant works'}}");
	put(s, "both.json",
	    "{'uses':['land','plant'],'work':{'2026-08-14':'all hands'},"
	    "'covers':['2020..2030']}");
	c = load(s, "both");
	/* zone and week of the first that has them */
	cal_is(crm_calendar_day_end(c, cal_day("2026-07-06")), "2026-07-06T14:00:00+02:00");
	off_is(c, "2026-01-01", "New Year");
	off_is(c, "2026-08-13", "plant");
	/* the later of the used ones wins, and the file itself over all */
	assert_string_equal(crm_calendar_special(c, cal_day("2026-05-01")), "plant works");
	assert_true(crm_calendar_works(c, cal_day("2026-08-14")));
	/* covered is what all cover */
	assert_int_equal(crm_calendar_covered(c, 0)->from, cal_day("2025-01-01"));
	assert_int_equal(crm_calendar_covered(c, 0)->to, cal_day("2026-12-31"));
	crm_calendar_free(c);
	put(s, "shift.json",
	    "{'uses':['both'],'week':{'mon-fri':['06:00-22:00']},'zone':'+08:00'}");
	c = load(s, "shift");
	cal_is(crm_calendar_day_end(c, cal_day("2026-07-06")), "2026-07-06T22:00:00+08:00");
	/* a day that is worked has the hours of the week that holds */
	cal_is(crm_calendar_day_end(c, cal_day("2026-08-14")), "2026-08-14T22:00:00+08:00");
	crm_calendar_free(c);
}

/* Covered is what all cover, also in pieces that come in any order and overlap. */
static void covered_in_pieces(void **state)
{
	static const char *const want[][2] = {{"2024-12-01", "2025-03-31"},
	    {"2026-06-01", "2026-06-10"}, {"2026-07-15", "2026-07-31"}};
	struct scratch *s = *state;
	const struct crm_day_range *got;
	struct crm_calendar *c;

	put(s, "one.json",
	    "{'covers':['2026-06-01..2026-06-30','2024','2026-06-20..2026-07-31',"
	    "'2026-06-05..2026-06-06','2025-01-01..2025-03-31']}");
	put(s, "two.json", "{'covers':['2026-07-15..2027-01-01','2024-12-01..2026-06-10']}");
	put(s, "all.json", "{'uses':['one','two']}");
	c = load(s, "all");
	for (size_t i = 0; i < COUNT(want); i++) {
		got = crm_calendar_covered(c, i);
		assert_non_null(got);
		assert_int_equal(got->from, cal_day(want[i][0]));
		assert_int_equal(got->to, cal_day(want[i][1]));
	}
	assert_null(crm_calendar_covered(c, COUNT(want)));
	crm_calendar_free(c);
}

static void holiday_cn_years(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c;
	char path[96];

	put(s, "one.json",
	    "{'$id':'x','year':2026,'papers':[],'more':1,'days':["
	    "{'name':'a','date':'2026-10-01','isOffDay':true},"
	    "{'name':'b','date':'2026-09-20','isOffDay':false,'note':'c'},"
	    "{'name':'a','date':'2025-12-31','isOffDay':true}]}");
	c = load(s, "one");
	off_is(c, "2026-10-01", "a");
	cal_is(crm_calendar_day_end(c, cal_day("2026-09-20")), "2026-09-20T17:00:00+08:00");
	/* a day of the year beside it counts, but that year is not covered */
	off_is(c, "2025-12-31", "a");
	assert_false(crm_calendar_covers(c, cal_day("2025-12-31")));
	assert_true(crm_calendar_covers(c, cal_day("2026-01-01")));
	assert_false(crm_calendar_covers(c, cal_day("2027-01-01")));
	crm_calendar_free(c);

	snprintf(path, sizeof(path), "%s/many", s->dir);
	assert_int_equal(mkdir(path, 0700), 0);
	put(s, "many/README.md", "not a year");
	put(s, "many/2025.json",
	    "{'year':2025,'days':[{'name':'old','date':'2025-12-31','isOffDay':false},"
	    "{'name':'o','date':'2025-10-01','isOffDay':true}]}");
	put(s, "many/2026.json",
	    "{'year':2026,'days':[{'name':'new','date':'2025-12-31','isOffDay':true}]}");
	put(s, "many/2027.json", "{'year':2027,'days':[]}");
	c = load(s, "many");
	off_is(c, "2025-10-01", "o");
	off_is(c, "2025-12-31", "new");
	assert_int_equal(crm_calendar_covered(c, 0)->from, cal_day("2025-01-01"));
	assert_int_equal(crm_calendar_covered(c, 0)->to, cal_day("2026-12-31"));
	crm_calendar_free(c);
}

static void no_such_name(void **state)
{
	static const char *const names[] = {
	    "none", "", ".", "..", ".a", "a/b", "../a", "a b", "\xe4"};
	struct scratch *s = *state;
	struct crm_calendar *c = NULL;

	for (size_t i = 0; i < COUNT(names); i++) {
		crm_err_clear(&s->err);
		assert_int_equal(crm_calendar_load(names[i], s->dirs, s->utc, &c, &s->err), -1);
		assert_int_equal(s->err.code, CRM_NOINPUT);
	}
	assert_null(c);
}

static const struct {
	const char *text, *field, *why;
} wrong[] = {
    {"[1]", "", "a calendar is a JSON object"},
    {"{'zone':", "", ""},
    {"{'zone':'UTC','zone':'UTC'}", "", ""},
    {"{'zones':'UTC'}", "zones", "unknown key"},
    {"{'zone':8}", "zone", "a time zone expected"},
    {"{'zone':'Mars/Base'}", "zone", "no such time zone: 'Mars/Base'"},
    {"{'week':[]}", "week", "an object like"},
    {"{'week':{}}", "week", "no day of the week has working hours"},
    {"{'week':{'mon':[]}}", "week", "no day of the week has working hours"},
    {"{'week':{'monday':['08:00-12:00']}}", "week.monday", "not a day of the week"},
    {"{'week':{'mon-fry':['08:00-12:00']}}", "week.mon-fry", "not a day of the week"},
    {"{'week':{'mon-wed':['08:00-12:00'],'tue':[]}}", "week.tue", "given already"},
    {"{'week':{'mon':'08:00-12:00'}}", "week.mon", "a list of intervals"},
    {"{'week':{'mon':['8:00-12:00']}}", "week.mon[0]", "not an interval: '8:00-12:00'"},
    {"{'week':{'mon':['08:00-12:60']}}", "week.mon[0]", "not an interval"},
    {"{'week':{'mon':['08:00-08:00']}}", "week.mon[0]", "not an interval"},
    {"{'week':{'mon':['08:00-12:00','11:00-13:00']}}", "week.mon[1]", "do not overlap"},
    {"{'week':{'mon':['22:00-06:00','07:00-08:00']}}", "week.mon[1]", "in order"},
    {"{'yearly':['12-25']}", "yearly", "an object of days"},
    {"{'yearly':{'25.12.':'x'}}", "yearly.25.12.", "not a day of every year"},
    {"{'yearly':{'12-25':1}}", "yearly.12-25", "a name"},
    {"{'yearly':{'12-25':{'name':'x','sinse':2020}}}", "yearly.12-25.sinse", "unknown key"},
    {"{'yearly':{'12-25':{'name':'x','since':1900}}}", "yearly.12-25.since", "a year from"},
    {"{'yearly':{'12-25':{'name':'x','since':2020,'until':2019}}}", "yearly.12-25", "before"},
    {"{'off':{'2026-02-30':'x'}}", "off.2026-02-30", "not a day or a range"},
    {"{'off':{'2026-02-03..2026-02-01':'x'}}", "off.2026-02-03..2026-02-01", "not a day"},
    {"{'off':{'2026-02-03':true}}", "off.2026-02-03", "a name expected"},
    {"{'off':{'2026-02-03':'x'}}", "covers", "missing"},
    {"{'work':{'2026-02-03':{'like':'mon'}}}", "work.2026-02-03", "a name"},
    {"{'work':{'2026-02-03':{'name':'x','like':'day'}}}", "work.2026-02-03.like", "mon, tue"},
    {"{'work':{'2026-02-03':{'name':'x','hours':[]}}}", "work.2026-02-03.hours", "no interval"},
    {"{'work':{'2026-02-03':{'name':'x','hours':['9-5']}}}", "work.2026-02-03.hours[0]",
        "not an interval"},
    {"{'work':{'2026-02-03':{'name':'x','like':'mon','hours':[]}}}", "work.2026-02-03", "not both"},
    {"{'covers':'2026'}", "covers", "a list of ranges"},
    {"{'covers':['2026','26']}", "covers[1]", "not a range of days: '26'"},
    {"{'covers':['2026..2025']}", "covers[0]", "not a range of days"},
    {"{'uses':'cn'}", "uses", "a list of names"},
    {"{'uses':['../cn']}", "uses[0]", "the name of a calendar"},
    {"{'uses':['nobody']}", "uses[0]", "no such calendar: 'nobody'"},
    {"{'uses':['bad']}", "uses[0]", "'bad' uses itself"},
    {"{'uses':['twin']}", "uses[0]", "'bad' uses itself, by way of 'twin'"},
    {"{'year':2026,'days':{}}", "days", "a list of days"},
    {"{'year':'2026','days':[]}", "year", "a year from"},
    {"{'year':2026,'days':[{'name':'x','date':'1.1.','isOffDay':true}]}", "days[0]",
        "not a day of holiday-cn"},
    {"{'year':2026,'days':[{'name':'x','date':'2026-01-01','isOffDay':1}]}", "days[0]",
        "not a day of holiday-cn"},
};

static void what_is_wrong_is_named(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c = NULL;

	put(s, "twin.json", "{'uses':['bad']}");
	for (size_t i = 0; i < COUNT(wrong); i++) {
		put(s, "bad.json", wrong[i].text);
		crm_err_clear(&s->err);
		if (crm_calendar_load("bad", s->dirs, s->utc, &c, &s->err) != -1)
			fail_msg("taken: %s", wrong[i].text);
		assert_int_equal(s->err.code, CRM_CONFIG);
		assert_string_equal(s->err.field, wrong[i].field);
		if (strstr(s->err.text, wrong[i].why) == NULL)
			fail_msg("%s: %s", wrong[i].text, s->err.text);
		assert_non_null(strstr(s->err.source, ".json"));
	}
	assert_null(c);
}

static void directories_without_years(void **state)
{
	struct scratch *s = *state;
	struct crm_calendar *c = NULL;
	char path[96];

	snprintf(path, sizeof(path), "%s/none", s->dir);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(crm_calendar_load("none", s->dirs, s->utc, &c, &s->err), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
	/* a year under another year's name */
	put(s, "none/2026.json", "{'year':2025,'days':[]}");
	crm_err_clear(&s->err);
	assert_int_equal(crm_calendar_load("none", s->dirs, s->utc, &c, &s->err), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
	assert_string_equal(s->err.field, "year");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(all_keys, setup, teardown),
	    cmocka_unit_test_setup_teardown(defaults, setup, teardown),
	    cmocka_unit_test_setup_teardown(used_ones, setup, teardown),
	    cmocka_unit_test_setup_teardown(covered_in_pieces, setup, teardown),
	    cmocka_unit_test_setup_teardown(holiday_cn_years, setup, teardown),
	    cmocka_unit_test_setup_teardown(no_such_name, setup, teardown),
	    cmocka_unit_test_setup_teardown(what_is_wrong_is_named, setup, teardown),
	    cmocka_unit_test_setup_teardown(directories_without_years, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
