/*
 * lib/rules/notice/plan.h: has the reason gone since the notice was made? Each rule from both sides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/rules/notice/plan.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define DRAFTED "2026-11-20T12:00:00Z"
#define DUE "2026-11-20T08:00:00Z"
#define BEFORE "2026-11-20T12:00:00Z"
#define SINCE "2026-11-20T12:00:01Z"

static const char *const words[] = {"open", "closed", "void", "duplicate", NULL};
static const char *const ended[] = {"closed", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const struct crm_states states = {words, ended, gone};

static const struct crm_clock once = {.name = "answer"};
static const struct crm_clock again = {.name = "chase", .repeat = "3wd", .renew = 7};

/* A clock: not its own (-), running (r), paused (p), met (m), late without an end (l), late with one
 * (L), frozen without stamps (f). */
struct clock_is {
	char what;
	const char *end, *due;
};
#define NO_CLOCK              \
	{                     \
		0, NULL, NULL \
	}
#define OTHERS                  \
	{                       \
		'-', NULL, NULL \
	}
#define RUNS                   \
	{                      \
		'r', NULL, DUE \
	}
#define LATE                   \
	{                      \
		'l', NULL, DUE \
	}
#define MET(at)              \
	{                    \
		'm', at, DUE \
	}
#define ENDED(at)            \
	{                    \
		'L', at, DUE \
	}
#define FROZEN                 \
	{                      \
		'f', NULL, DUE \
	}

static const struct {
	bool until_met;
	const char *was, *is;
	const struct crm_clock *clock;
	struct clock_is then, now;
	const char *occasion; /* its due */
	const char *want;     /* NULL: the reason holds */
} rows[] = {
    /* for any notice */
    {false, "open", "void", NULL, NO_CLOCK, NO_CLOCK, NULL, "C-1 is void"},
    {false, "open", "duplicate", NULL, NO_CLOCK, NO_CLOCK, NULL, "C-1 is duplicate"},
    {false, "void", "void", NULL, NO_CLOCK, NO_CLOCK, NULL, "C-1 is void"},
    {false, "void", "open", NULL, NO_CLOCK, NO_CLOCK, NULL, NULL},
    {false, "open", "closed", &once, LATE, ENDED(SINCE), DUE, NULL},
    /* the record has ended */
    {true, "open", "closed", NULL, NO_CLOCK, NO_CLOCK, NULL, "C-1 is closed"},
    {true, "open", "open", NULL, NO_CLOCK, NO_CLOCK, NULL, NULL},
    {true, "closed", "closed", NULL, NO_CLOCK, NO_CLOCK, NULL, NULL},
    {true, "closed", "open", NULL, NO_CLOCK, NO_CLOCK, NULL, NULL},
    {true, "", "closed", NULL, NO_CLOCK, NO_CLOCK, NULL, "C-1 is closed"},
    /* the clock has ended, in time or not */
    {true, "open", "open", &once, RUNS, RUNS, DUE, NULL},
    {true, "open", "open", &once, LATE, LATE, DUE, NULL},
    {true, "open", "open", &once, RUNS, LATE, DUE, NULL},
    {true, "open", "open", &once, RUNS, MET(SINCE), DUE,
        "clock answer of C-1 has ended, at " SINCE},
    {true, "open", "open", &once, LATE, ENDED(SINCE), DUE,
        "clock answer of C-1 has ended, at " SINCE},
    /* entered afterwards, for an earlier time */
    {true, "open", "open", &once, LATE, ENDED(DUE), DUE, "clock answer of C-1 has ended, at " DUE},
    {true, "open", "open", &once, LATE, FROZEN, DUE, "clock answer of C-1 has ended"},
    /* it had ended when the notice was made: that it was late is what it tells */
    {true, "open", "open", &once, ENDED(DUE), ENDED(DUE), DUE, NULL},
    {true, "open", "open", &once, ENDED(BEFORE), ENDED(BEFORE), DUE, NULL},
    {true, "open", "open", &once, FROZEN, FROZEN, DUE, NULL},
    {true, "closed", "closed", &once, ENDED(DUE), ENDED(DUE), DUE, NULL},
    /* of a base table nobody knows how it was: by the stamp */
    {true, "open", "open", &once, ENDED(SINCE), ENDED(SINCE), DUE,
        "clock answer of C-1 has ended, at " SINCE},
    /* set going again */
    {true, "open", "open", &once, ENDED(DUE), LATE, DUE, NULL},
    /* it repeats: chased since */
    {true, "open", "open", &again, LATE, {'r', NULL, "2026-11-25T08:00:00Z"}, DUE,
        "clock chase of C-1 began anew"},
    {true, "open", "open", &again, LATE, {'r', NULL, DUE}, DUE, NULL},
    {true, "open", "open", &again, LATE, {'l', NULL, "2026-11-25T08:00:00Z"}, DUE, NULL},
    {true, "open", "open", &again, LATE, {'p', NULL, "2026-11-25T08:00:00Z"}, DUE, NULL},
    {true, "open", "open", &again, LATE, {'r', NULL, "2026-11-25T08:00:00Z"}, NULL, NULL},
    {true, "open", "open", &once, RUNS, {'r', NULL, "2026-11-25T08:00:00Z"}, DUE, NULL},
    {false, "open", "open", &again, LATE, {'r', NULL, "2026-11-25T08:00:00Z"}, DUE, NULL},
    /* another priority, another clock */
    {true, "open", "open", &once, LATE, OTHERS, DUE, "C-1 has no clock answer any more"},
    {true, "open", "open", &once, OTHERS, OTHERS, DUE, NULL},
};

static void fill(
    const struct clock_is *is, const struct crm_clock *clock, struct crm_clock_result *out)
{
	*out = (struct crm_clock_result){.clock = clock,
	    .applies = is->what != '-',
	    .verdict = is->what == 'r' ? CRM_VERDICT_RUNNING
	        : is->what == 'p'      ? CRM_VERDICT_PAUSED
	        : is->what == 'm'      ? CRM_VERDICT_MET
	                               : CRM_VERDICT_LATE,
	    .frozen = is->what == 'f',
	    .has_end = is->end != NULL,
	    .has_due = is->due != NULL};
	if (is->end != NULL)
		out->end = crm_take_at(is->end);
	if (is->due != NULL)
		out->due = crm_take_at(is->due);
}

static void reasons(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_cell was = crm_cell_some(rows[i].was);
		const struct crm_cell is = crm_cell_some(rows[i].is);
		struct crm_clock_result then, now;
		struct crm_plan_about about = {.id = "C-1",
		    .states = &states,
		    .state = &is,
		    .was = &was,
		    .until_met = rows[i].until_met,
		    .clock = rows[i].clock != NULL ? &now : NULL,
		    .clock_was = rows[i].clock != NULL ? &then : NULL,
		    .has_due = rows[i].occasion != NULL,
		    .drafted = crm_take_at(DRAFTED)};
		struct crm_buf why = CRM_BUF_INIT;
		bool got;

		fill(&rows[i].then, rows[i].clock, &then);
		fill(&rows[i].now, rows[i].clock, &now);
		if (about.has_due)
			about.due = crm_take_at(rows[i].occasion);
		got = crm_plan_gone(&about, &why);
		if (got != (rows[i].want != NULL) ||
		    strcmp(crm_buf_str(&why), got ? rows[i].want : "") != 0)
			fail_msg("row %zu: %d: %s", i, got, crm_buf_str(&why));
		crm_buf_release(&why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reasons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
