/*
 * lib/rules/recurrence.h: which record repeats another one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/rules/recurrence.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_instant at(const char *text)
{
	struct crm_instant t = {0, 0};

	assert_int_equal(crm_instant_parse(text, strlen(text), &t), 0);
	return t;
}

struct earlier {
	const char *id, *at; /* at NULL: cannot be read */
	bool gone;
};

static const struct {
	const char *now, *window;
	int64_t times;
	struct earlier past[4];
	const char *latest;
	int64_t repeats;
	bool chronic;
} cases[] = {
    {"2026-11-20T09:00:00Z", "P30D", 3, {{NULL, NULL, false}}, NULL, 0, false},
    /* exactly the window before counts, a second more does not */
    {"2026-11-20T09:00:00Z", "P30D", 3, {{"C-1", "2026-10-21T09:00:00Z", false}}, "C-1", 1, false},
    {"2026-11-20T09:00:00Z", "P30D", 3, {{"C-1", "2026-10-21T08:59:59Z", false}}, NULL, 0, false},
    {"2026-11-20T09:00:00Z", "PT1H", 3, {{"C-1", "2026-11-20T08:00:00Z", false}}, "C-1", 1, false},
    /* at the same time counts, later does not */
    {"2026-11-20T09:00:00Z", "P30D", 3, {{"C-1", "2026-11-20T09:00:00Z", false}}, "C-1", 1, false},
    {"2026-11-20T09:00:00Z", "P30D", 3, {{"C-1", "2026-11-20T09:00:01Z", false}}, NULL, 0, false},
    /* the latest by time, of equal ones the last */
    {"2026-11-20T09:00:00Z", "P30D", 4,
        {{"C-1", "2026-11-02T09:00:00Z", false}, {"C-2", "2026-11-01T09:00:00Z", false}}, "C-1", 2,
        false},
    {"2026-11-20T09:00:00Z", "P30D", 4,
        {{"C-1", "2026-11-02T09:00:00Z", false}, {"C-2", "2026-11-02T09:00:00Z", false}}, "C-2", 2,
        false},
    /* void and duplicate ones count for nothing, nor what cannot be read */
    {"2026-11-20T09:00:00Z", "P30D", 2,
        {{"C-1", "2026-11-02T09:00:00Z", false}, {"C-2", "2026-11-03T09:00:00Z", true},
            {"C-3", NULL, false}},
        "C-1", 1, true},
    {"2026-11-20T09:00:00Z", "P30D", 1, {{"C-1", "2026-11-03T09:00:00Z", true}}, NULL, 0, false},
    /* chronic: the new one counts too */
    {"2026-11-20T09:00:00Z", "P30D", 3,
        {{"C-1", "2026-11-01T09:00:00Z", false}, {"C-2", "2026-11-02T09:00:00Z", false}}, "C-2", 2,
        true},
    {"2026-11-20T09:00:00Z", "P30D", 4,
        {{"C-1", "2026-11-01T09:00:00Z", false}, {"C-2", "2026-11-02T09:00:00Z", false}}, "C-2", 2,
        false},
    /* one that repeats nothing is not chronic, whatever is set */
    {"2026-11-20T09:00:00Z", "P30D", 1, {{NULL, NULL, false}}, NULL, 0, false},
};

static void add(struct crm_past_list *list, const struct earlier *from)
{
	struct crm_past p = {.id = from->id, .has_at = from->at != NULL, .gone = from->gone};

	if (from->at != NULL)
		p.at = at(from->at);
	crm_past_list_add(list, &p);
}

/* The window's days are those of the zone: counted back from the new one. */
static void local_days(void **state)
{
	static const struct {
		const char *past, *now;
		int64_t repeats;
	} rows[] = {
	    /* over the end of summer time a day has 25 hours */
	    {"2026-10-24T10:00:00+02:00", "2026-10-25T10:00:00+01:00", 1},
	    {"2026-10-24T09:59:59+02:00", "2026-10-25T10:00:00+01:00", 0},
	    {"2026-03-28T10:00:00+01:00", "2026-03-29T10:00:00+02:00", 1},
	    {"2026-03-28T09:59:59+01:00", "2026-03-29T10:00:00+02:00", 0},
	};
	struct crm_recurrence_opts o = {.times = 3, .window = {CRM_DUR_DAYS, 1}};
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("Europe/Berlin", &zone, &e), 0);
	o.zone = zone;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_past_list past = {0};
		struct crm_repeat out;

		add(&past, &(struct earlier){"C-1", rows[i].past, false});
		crm_recurrence_judge(&past, at(rows[i].now), &o, &out);
		if (out.repeats != rows[i].repeats)
			fail_msg("row %zu: %d", i, (int)out.repeats);
		crm_past_list_release(&past);
	}
	crm_zone_free(zone);
}

/* Added in any order, judged in between, it is as if they had come in order. */
static void any_order(void **state)
{
	static const struct {
		const char *days; /* of November, in the order of their adding */
		bool between;     /* is it judged after each? */
	} rows[] = {{"123456", false}, {"123456", true}, {"654321", false}, {"654321", true},
	    {"415263", false}, {"415263", true}, {"144516", true}, {"144516", false}};
	struct crm_recurrence_opts o = crm_recurrence_default;
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &zone, &e), 0);
	o.zone = zone;
	o.window.n = 2;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char ids[8][2] = {{0}}, text[] = "2026-11-0?T09:00:00Z";
		struct crm_past_list past = {0};
		struct crm_repeat out;
		int64_t within = 0;
		const char *latest = NULL;

		for (size_t k = 0; rows[i].days[k] != '\0'; k++) {
			ids[k][0] = (char)('a' + k);
			text[9] = rows[i].days[k];
			within += text[9] >= '2' && text[9] <= '4';
			if (text[9] == '4')
				latest = ids[k];
			add(&past, &(struct earlier){ids[k], text, false});
			if (rows[i].between)
				crm_recurrence_judge(&past, at("2026-11-04T09:00:00Z"), &o, &out);
		}
		crm_recurrence_judge(&past, at("2026-11-04T09:00:00Z"), &o, &out);
		assert_int_equal(out.repeats, within);
		assert_string_equal(out.latest->id, latest);
		crm_past_list_release(&past);
	}
	crm_zone_free(zone);
}

static void within_the_window(void **state)
{
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &zone, &e), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_recurrence_opts o = {.times = cases[i].times, .zone = zone};
		struct crm_past_list past = {0};
		struct crm_repeat out;

		assert_int_equal(
		    crm_duration_parse(cases[i].window, strlen(cases[i].window), &o.window), 0);
		for (size_t n = 0; n < 4 && cases[i].past[n].id != NULL; n++)
			add(&past, &cases[i].past[n]);
		crm_recurrence_judge(&past, at(cases[i].now), &o, &out);
		if ((out.latest == NULL) != (cases[i].latest == NULL) ||
		    (out.latest != NULL && strcmp(out.latest->id, cases[i].latest) != 0) ||
		    out.repeats != cases[i].repeats || out.chronic != cases[i].chronic)
			fail_msg("case %zu: %s, %d, %d", i,
			    out.latest != NULL ? out.latest->id : "none", (int)out.repeats,
			    out.chronic);
		crm_past_list_release(&past);
	}
	crm_zone_free(zone);
}

static void keys(void **state)
{
	static const struct {
		const char *a[2], *b[2];
		bool same; /* both have a key, and it is one */
	} rows[] = {
	    {{"4711", "burr"}, {"4711", "burr"}, true},
	    {{"4711", "burr"}, {"4711", "Burr"}, false},
	    {{"4711", "burr"}, {"4711", "burr "}, false},
	    {{"4711", "burr"}, {"4711", "scratch"}, false},
	    {{"47", "11"}, {"4", "711"}, false},
	    {{"4711", NULL}, {"4711", NULL}, false},
	    {{"4711", ""}, {"4711", ""}, false},
	    {{"4711", " \t"}, {"4711", " \t"}, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_cell a[2], b[2];
		const struct crm_cell *pa[2] = {&a[0], &a[1]}, *pb[2] = {&b[0], &b[1]};
		struct crm_buf ka = CRM_BUF_INIT, kb = CRM_BUF_INIT;
		bool same;

		for (size_t k = 0; k < 2; k++) {
			a[k] = crm_cell_text(rows[i].a[k]);
			b[k] = crm_cell_text(rows[i].b[k]);
		}
		same = crm_recurrence_key(pa, 2, &ka) && crm_recurrence_key(pb, 2, &kb) &&
		    ka.len == kb.len && memcmp(ka.data, kb.data, ka.len) == 0;
		if (same != rows[i].same)
			fail_msg("row %zu", i);
		crm_buf_release(&ka);
		crm_buf_release(&kb);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(within_the_window),
	    cmocka_unit_test(local_days),
	    cmocka_unit_test(any_order),
	    cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests_name("recurrence", tests, NULL, NULL);
}
