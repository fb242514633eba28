/*
 * lib/rules/notice/pace.h: when a channel of an urgent notice is over, and when those are named who
 * are to be called; both sides of each boundary.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/notice/pace.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Seconds after it was drafted; never: there is none. */
#define NEVER INT64_MIN

static struct crm_instant at(int64_t seconds)
{
	if (seconds == NEVER)
		return (struct crm_instant){0, 0};
	return (struct crm_instant){(INT64_C(1795000000) + seconds) * CRM_US_PER_SEC, 0};
}

#define UNTRIED NEVER, false
#define DEFERRED(s) s, false
#define HANDED(s) s, true

/* In a clock of 1000 s a percent is ten seconds. */
static const struct {
	int64_t due, expires; /* of the clock */
	int64_t tried;        /* when the last outcome was */
	bool handed;
	int64_t now;
	bool over, escalates;
	int percent;
} rows[] = {
    /* a channel that was tried is over from the half on */
    {1000, NEVER, DEFERRED(0), 490, false, false, 49},
    {1000, NEVER, DEFERRED(0), 499, false, false, 49},
    {1000, NEVER, DEFERRED(0), 500, true, false, 50},
    {1000, NEVER, HANDED(0), 499, false, false, 49},
    {1000, NEVER, HANDED(0), 500, true, false, 50},
    /* those to be called are named from 80 % on */
    {1000, NEVER, DEFERRED(0), 790, true, false, 79},
    {1000, NEVER, DEFERRED(0), 799, true, false, 79},
    {1000, NEVER, DEFERRED(0), 800, true, true, 80},
    {1000, NEVER, UNTRIED, 800, false, true, 80},
    /* it ends when it is stale, where that is earlier than the clock; not where it is later */
    {1000, 200, DEFERRED(0), 99, false, false, 49},
    {1000, 200, DEFERRED(0), 100, true, false, 50},
    {1000, 200, DEFERRED(0), 159, true, false, 79},
    {1000, 200, DEFERRED(0), 160, true, true, 80},
    {1000, 999, DEFERRED(0), 499, false, false, 49},
    {1000, 2000, DEFERRED(0), 500, true, false, 50},
    {1000, 2000, DEFERRED(0), 799, true, false, 79},
    /* an ordinary notice has no clock, whenever it is stale */
    {NEVER, NEVER, DEFERRED(0), 100000, false, false, 0},
    {NEVER, 200, DEFERRED(0), 190, false, false, 0},
    /* approved when its clock was over already: each is tried once, and then over */
    {1000, NEVER, UNTRIED, 5000, false, true, 500},
    {1000, NEVER, DEFERRED(5000), 5000, true, true, 500},
    /* a person has a tenth of the clock at least, also of one that is over */
    {1000, NEVER, HANDED(400), 499, false, false, 49},
    {1000, NEVER, HANDED(400), 500, true, false, 50},
    {1000, NEVER, HANDED(450), 549, false, false, 54},
    {1000, NEVER, HANDED(450), 550, true, false, 55},
    {1000, NEVER, HANDED(5000), 5099, false, true, 509},
    {1000, NEVER, HANDED(5000), 5100, true, true, 510},
    /* one that was stale when it was drafted; one that is not drafted yet; one of ages ago */
    {1000, -50, UNTRIED, 0, false, true, 100},
    {1000, -50, DEFERRED(0), 0, true, true, 100},
    {1000, NEVER, UNTRIED, -10, false, false, 0},
    {1000, NEVER, UNTRIED, 100000, false, true, 999},
};

static void keeps_pace(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_pace_tried tried = {
		    rows[i].tried != NEVER, rows[i].handed, at(rows[i].tried)};
		struct crm_pace p;
		bool over, escalates;
		int percent;

		crm_pace_of(at(0), at(rows[i].due), at(rows[i].expires), &p);
		over = crm_pace_over(&p, &tried, at(rows[i].now));
		escalates = crm_pace_escalates(&p, at(rows[i].now));
		percent = crm_pace_percent(&p, at(rows[i].now));
		if (over != rows[i].over || escalates != rows[i].escalates ||
		    percent != rows[i].percent)
			fail_msg("row %zu: over %d escalates %d percent %d", i, over, escalates,
			    percent);
	}
}

/* Who was never drafted has no clock either. */
static void wants_a_beginning(void **state)
{
	struct crm_pace p;

	(void)state;
	crm_pace_of(at(NEVER), at(1000), at(NEVER), &p);
	assert_false(p.has);
	assert_false(crm_pace_escalates(&p, at(5000)));
	crm_pace_of(at(0), at(1000), at(NEVER), &p);
	assert_true(p.has);
	assert_int_equal(p.half.us, at(500).us);
	assert_int_equal(p.escalate.us, at(800).us);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_pace),
	    cmocka_unit_test(wants_a_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
