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

static void within_the_window(void **state)
{
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &zone, &e), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_recurrence_opts o = {.times = cases[i].times, .zone = zone};
		struct crm_past past[4];
		struct crm_repeat out;
		size_t n = 0;

		assert_int_equal(
		    crm_duration_parse(cases[i].window, strlen(cases[i].window), &o.window), 0);
		for (; n < 4 && cases[i].past[n].id != NULL; n++) {
			const struct earlier *p = &cases[i].past[n];

			past[n] = (struct crm_past){.id = p->id, .gone = p->gone};
			past[n].has_at = p->at != NULL;
			if (p->at != NULL)
				past[n].at = at(p->at);
		}
		crm_recurrence_judge(past, n, at(cases[i].now), &o, &out);
		if ((out.latest == NULL) != (cases[i].latest == NULL) ||
		    (out.latest != NULL && strcmp(out.latest->id, cases[i].latest) != 0) ||
		    out.repeats != cases[i].repeats || out.chronic != cases[i].chronic)
			fail_msg("case %zu: %s, %d, %d", i,
			    out.latest != NULL ? out.latest->id : "none", (int)out.repeats,
			    out.chronic);
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
	    cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests_name("recurrence", tests, NULL, NULL);
}
