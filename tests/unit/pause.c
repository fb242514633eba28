/*
 * lib/rules/common.h: the steps pause and resume, taken on a complaint.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NOW "2026-11-20T10:00:00Z"
#define LASTS "'state':'open','pauses':{'abc':{'at':'2026-11-20T09:00:00Z','why':'parts'}}"
#define OVER                                                           \
	"'state':'open','pauses':{'abc':{'at':'2026-11-20T08:00:00Z'," \
	"'until':'2026-11-20T09:00:00Z'}}"

/* KEY is that of the reason where it is the only argument. */
static const struct crm_expected taken[] = {
    {{"'state':'open'", "pause", NULL, "why=parts", NOW, NULL}, true,
        "pauses.KEY.at=2026-11-20T10:00:00Z\n"
        "pauses.KEY.by=cs01\n"
        "pauses.KEY.why=parts\n"
        "pauses.KEY.on=us\n"},
    {{"'state':'answered'", "pause", NULL, "why=parts;on=supplier;ref=S1", NOW, NULL}, true,
        "pauses.2139a327dfeb.at=2026-11-20T10:00:00Z\n"
        "pauses.2139a327dfeb.by=cs01\n"
        "pauses.2139a327dfeb.why=parts\n"
        "pauses.2139a327dfeb.on=supplier\n"
        "pauses.2139a327dfeb.ref=S1\n"},
    /* the customer is waited for: with the customer's reference only */
    {{"'state':'open'", "pause", NULL, "why=parts;on=customer;ref=QN 7", NOW, NULL}, true,
        "pauses.2139a327dfeb.at=2026-11-20T10:00:00Z\n"
        "pauses.2139a327dfeb.by=cs01\n"
        "pauses.2139a327dfeb.why=parts\n"
        "pauses.2139a327dfeb.on=customer\n"
        "pauses.2139a327dfeb.ref=QN 7\n"},
    {{OVER, "pause", NULL, "why=parts", "2026-11-20T09:45:00Z", NOW}, true,
        "pauses.KEY.at=2026-11-20T09:45:00Z\n"
        "pauses.KEY.by=cs01\n"
        "pauses.KEY.why=parts\n"
        "pauses.KEY.on=us\n"},
    /* entered more than 15 minutes later: counted as that */
    {{OVER, "pause", NULL, "why=parts", "2026-11-20T09:44:59Z", NOW}, true,
        "pauses.KEY.at=2026-11-20T09:44:59Z\n"
        "pauses.KEY.by=cs01\n"
        "pauses.KEY.why=parts\n"
        "pauses.KEY.on=us\n"
        "late_entry.pauses.rec=2026-11-20T10:00:00Z\n"
        "late_entry.pauses.by=cs01\n"},
    /* refused */
    {{"'state':'open'", "pause", NULL, "why=sample;on=customer", NOW, NULL}, false,
        "error missing_field ref: 'pause' needs --ref where the customer is waited for: the "
        "customer's reference\n"},
    {{"'state':'open'", "pause", NULL, "why=sample;on=everybody", NOW, NULL}, false,
        "error bad_value on: 'everybody' cannot be read, expected one of: customer, supplier, us\n"},
    {{"'state':'open'", "pause", NULL, "", NOW, NULL}, false,
        "error missing_field why: 'pause' needs --why\n"},
    {{LASTS, "pause", NULL, "why=more", NOW, NULL}, false,
        "error already_paused pauses: is paused since 2026-11-20T09:00:00Z; 'resume' ends that\n"},
    /* not before the record was there, nor while clocks stood still */
    {{"'state':'open','received_at':'2026-11-20T10:00:00Z'", "pause", NULL, "why=parts", NOW, NULL},
        true,
        "pauses.KEY.at=2026-11-20T10:00:00Z\n"
        "pauses.KEY.by=cs01\n"
        "pauses.KEY.why=parts\n"
        "pauses.KEY.on=us\n"},
    {{"'state':'open','received_at':'2026-11-20T10:00:01Z'", "pause", NULL, "why=parts", NOW, NULL},
        false, "error wrong_order at: is earlier than 'received_at', 2026-11-20T10:00:01Z\n"},
    {{OVER, "pause", NULL, "why=parts", "2026-11-20T08:59:59Z", "2026-11-20T09:00:00Z"}, false,
        "error already_paused pauses: was paused then, until 2026-11-20T09:00:00Z\n"},
    {{OVER, "pause", NULL, "why=parts", "2026-11-20T08:00:00Z", "2026-11-20T08:10:00Z"}, false,
        "error already_paused pauses: was paused then, until 2026-11-20T09:00:00Z\n"},
    {{OVER, "pause", NULL, "why=parts", "2026-11-20T09:00:00Z", "2026-11-20T09:10:00Z"}, true,
        "pauses.KEY.at=2026-11-20T09:00:00Z\n"
        "pauses.KEY.by=cs01\n"
        "pauses.KEY.why=parts\n"
        "pauses.KEY.on=us\n"},
    {{"'state':'closed'", "pause", NULL, "why=x", NOW, NULL}, false,
        "error wrong_state state: is closed; 'pause' needs open or answered\n"},
};

static const struct crm_expected resumed[] = {
    {{LASTS, "resume", NULL, "", NOW, NULL}, true,
        "pauses.abc.until=2026-11-20T10:00:00Z\npauses.abc.ended_by=cs01\n"},
    {{LASTS, "resume", NULL, "", "2026-11-20T09:00:00Z", "2026-11-20T09:10:00Z"}, true,
        "pauses.abc.until=2026-11-20T09:00:00Z\npauses.abc.ended_by=cs01\n"},
    {{LASTS, "resume", NULL, "", "2026-11-20T08:59:59Z", "2026-11-20T09:00:00Z"}, false,
        "error bad_value at: is earlier than the pause's begin, 2026-11-20T09:00:00Z\n"},
    {{OVER, "resume", NULL, "", NOW, NULL}, false, "error not_paused pauses: is not paused\n"},
    {{"'state':'open'", "resume", NULL, "", NOW, NULL}, false,
        "error not_paused pauses: is not paused\n"},
};

static void pause_step(void **state)
{
	(void)state;
	crm_take_all(&crm_complaint, taken, COUNT(taken));
}

static void resume_step(void **state)
{
	(void)state;
	crm_take_all(&crm_complaint, resumed, COUNT(resumed));
}

/* What a pause says is refused or taken by these statuses. */
static void statuses(void **state)
{
	(void)state;
	assert_int_equal(crm_step_status("already_paused"), CRM_NO);
	assert_int_equal(crm_step_status("not_paused"), CRM_NO);
	assert_int_equal(crm_step_status("missing_field"), CRM_BADINPUT);
}

/* K2's clocks feel no pause, 8D and supplier clocks do; the answers by setting only. */
static void complaint_clocks(void **state)
{
	static const struct {
		const char *name;
		unsigned flags;
	} rows[] = {
	    {"inform", CRM_CLOCK_NEVER},
	    {"contact", CRM_CLOCK_NEVER},
	    {"analyse", CRM_CLOCK_NEVER},
	    {"agree", CRM_CLOCK_NEVER},
	    {"arrange", CRM_CLOCK_NEVER},
	    {"reply", 0},
	    {"answer", 0},
	    {"contain", CRM_CLOCK_PAUSABLE},
	    {"choose", CRM_CLOCK_PAUSABLE},
	    {"accept", CRM_CLOCK_PAUSABLE},
	    {"verify", CRM_CLOCK_PAUSABLE},
	    {"secure", CRM_CLOCK_PAUSABLE},
	    {"respond", CRM_CLOCK_PAUSABLE},
	    {"feedback", CRM_CLOCK_PAUSABLE},
	    {"authority", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_string_equal(crm_complaint.clocks[i].name, rows[i].name);
		assert_int_equal(crm_complaint.clocks[i].flags, rows[i].flags);
		assert_null(crm_complaint.clocks[i].calendar);
	}
	assert_null(crm_complaint.clocks[COUNT(rows)].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pause_step),
	    cmocka_unit_test(resume_step),
	    cmocka_unit_test(statuses),
	    cmocka_unit_test(complaint_clocks),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
