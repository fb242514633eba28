/*
 * lib/rules/notice/plan.h: when it goes, and whether it is in time. Each rule at its boundary, from
 * both sides.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/notice/notice_approve.h"
#include "tests/unit/notice_plan.h"

static const struct {
	const char *zone, *quiet;
	bool calendar;
	const char *at, *want, *why;
} when_rows[] = {
    {"America/Detroit", NIGHT, false, "2026-11-23T19:59:59-05:00", "2026-11-23T19:59:59-05:00", ""},
    {"America/Detroit", NIGHT, false, "2026-11-23T20:00:00-05:00", "2026-11-24T07:00:00-05:00",
        "quiet hours"},
    {"America/Detroit", NIGHT, false, "2026-11-24T06:59:59-05:00", "2026-11-24T07:00:00-05:00",
        "quiet hours"},
    {"America/Detroit", NIGHT, false, "2026-11-24T07:00:00-05:00", "2026-11-24T07:00:00-05:00", ""},
    /* it is his night that counts, wherever we are */
    {"America/Detroit", NIGHT, false, "2026-11-24T09:00:00+08:00", "2026-11-24T07:00:00-05:00",
        "quiet hours"},
    {"America/Detroit", NIGHT, false, "2026-11-24T22:00:00+08:00", "2026-11-24T09:00:00-05:00", ""},
    /* spring forward 2026-03-08, back 2026-11-01 */
    {"America/Detroit", NIGHT, false, "2026-03-07T20:00:00-05:00", "2026-03-08T07:00:00-04:00",
        "quiet hours"},
    {"America/Detroit", NIGHT, false, "2026-10-31T20:00:00-04:00", "2026-11-01T07:00:00-05:00",
        "quiet hours"},
    {"America/Detroit", "20:00-02:30", false, "2026-03-07T23:00:00-05:00",
        "2026-03-08T03:00:00-04:00", "quiet hours"},
    /* a day off ends with the begin of work, unless it is quiet then */
    {"America/Detroit", NIGHT, true, "2026-11-27T12:30:00-05:00", "2026-11-27T12:30:00-05:00", ""},
    {"America/Detroit", NIGHT, true, "2026-11-27T20:00:00-05:00", "2026-11-30T08:00:00-05:00",
        "quiet hours, day off"},
    {"America/Detroit", NIGHT, true, "2026-11-27T23:59:59-05:00", "2026-11-30T08:00:00-05:00",
        "quiet hours, day off"},
    {"America/Detroit", "", true, "2026-11-27T23:59:59-05:00", "2026-11-27T23:59:59-05:00", ""},
    {"America/Detroit", "", true, "2026-11-28T00:00:00-05:00", "2026-11-30T08:00:00-05:00",
        "day off"},
    {"America/Detroit", NIGHT, true, "2026-11-26T12:00:00-05:00", "2026-11-27T08:00:00-05:00",
        "day off (Thanksgiving)"},
    {"America/Detroit", "07:30-09:15", true, "2026-11-28T12:00:00-05:00",
        "2026-11-30T09:15:00-05:00", "day off, quiet hours"},
    {"America/Detroit", NIGHT, true, "2026-11-30T05:00:00-05:00", "2026-11-30T07:00:00-05:00",
        "quiet hours"},
    /* there is none */
    {"UTC", "00:00-24:00", false, "2026-11-30T05:00:00Z", NULL, "quiet hours"},
    {"UTC", "08:00-08:00", true, "2026-11-30T05:00:00Z", NULL, "quiet hours"},
};

/* A range holds its first second and not its last; a night of a clock change is as long as it is. */
static void when(void **state)
{

	(void)state;
	for (size_t i = 0; i < COUNT(when_rows); i++) {
		struct crm_zone *zone = zone_of(when_rows[i].zone);
		struct crm_calendar *c = when_rows[i].calendar ? calendar_of(zone) : NULL;
		struct crm_buf why = CRM_BUF_INIT;
		char text[CRM_INSTANT_MAX] = "";
		struct crm_instant t;
		struct crm_quiet q;
		bool provisional = false, got;

		assert_int_equal(
		    crm_quiet_parse(when_rows[i].quiet, strlen(when_rows[i].quiet), &q), 0);
		got = crm_plan_when(
		    &q, zone, c, crm_take_at(when_rows[i].at), &t, &provisional, &why);
		if (got)
			crm_instant_format(t, text);
		if (got != (when_rows[i].want != NULL) ||
		    (got && strcmp(text, when_rows[i].want) != 0) ||
		    strcmp(crm_buf_str(&why), when_rows[i].why) != 0 || provisional)
			fail_msg("row %zu: %s after %s", i, text, crm_buf_str(&why));
		crm_buf_release(&why);
		crm_calendar_free(c);
		crm_zone_free(zone);
	}
}

/* 30 days are 30 days: on the thirtieth it is in time, on the twenty-ninth it is not. A change without
 * lead days is late after its day; the day of an invoice is none to be ahead of. */
static const struct {
	const struct crm_category *category;
	const char *notice;
	const char *day, *late; /* NULL: in time */
} late_rows[] = {
    {&price, "'effective':'2027-01-01'", "2026-12-01", NULL},
    {&price, "'effective':'2027-01-01'", "2026-12-02", NULL},
    {&price, "'effective':'2027-01-01'", "2026-12-03", "is told 29 days ahead where 30 are due"},
    {&price, "'effective':'2027-01-01'", "2027-01-01", "is told 0 days ahead where 30 are due"},
    {&price, "'effective':'2027-01-01'", "2027-01-02",
        "is told 1 day after the day from which it holds"},
    {&delay, "'effective':'2027-01-01'", "2027-01-02", NULL},
    {NULL, "'effective':'2027-01-01'", "2027-01-02", NULL},
    {&delay, "'tell_by':'2026-12-02'", "2026-12-02", NULL},
    {&delay, "'tell_by':'2026-12-02'", "2026-12-03", "it had to be told by 2026-12-02"},
};

static void late(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(late_rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_buf text = CRM_BUF_INIT, json = CRM_BUF_INIT;
		struct crm_record *r;
		struct crm_view v;
		int32_t day;

		crm_buf_addf(&json, "%s", late_rows[i].notice);
		r = crm_take_record(crm_buf_str(&json));
		crm_view_of_record(shape, r, &a, &v);
		assert_int_equal(
		    crm_date_parse(late_rows[i].day, strlen(late_rows[i].day), &day), 0);
		if ((crm_notice_late(&v, late_rows[i].category,
		         late_rows[i].category != NULL ? late_rows[i].category->lead : 0, day,
		         &text) != NULL) != (late_rows[i].late != NULL))
			fail_msg("row %zu: '%s'", i, crm_buf_str(&text));
		assert_string_equal(
		    crm_buf_str(&text), late_rows[i].late != NULL ? late_rows[i].late : "");
		crm_buf_release(&json);
		crm_buf_release(&text);
		crm_record_free(r);
		crm_arena_release(&a);
		crm_shape_free(shape);
	}
}

#define HOURS(until) \
	CONTRACT ",'held_why':'" CRM_PLAN_HOURS "after quiet hours','held_until':'" until "'"

static const struct plan_row detroit_rows[] = {
    {CONTRACT, "email,phone", "recipient", NULL, NIGHT, UNSAID, -1, NULL, EVENING,
        "wait " SEVEN " email", ""},
    {URGENT, "email,phone", "recipient", NULL, NIGHT, UNSAID, -1, NULL, EVENING,
        "send " EVENING " email", ""},
    {EMERGENCY, "email,phone", "recipient", NULL, NIGHT, UNSAID, -1, NULL, EVENING,
        "send " EVENING " email", ""},
    {CONTRACT, "email,phone", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", ""},
    {CONTRACT, "email", "recipient", NULL, "00:00-24:00", UNSAID, -1, NULL, NOON,
        "hold " NOON " email", "always_quiet"},
    {URGENT, "email", "recipient", NULL, "00:00-24:00", UNSAID, -1, NULL, NOON,
        "send " NOON " email", ""},
    /* what a person wants */
    {CONTRACT ",'held_why':'price talks'", "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL,
        NOON, "hold " NOON " email", "held"},
    {CONTRACT ",'held_why':'x','held_until':'2026-11-23T15:00:00-05:00'", "email", "recipient",
        NULL, NIGHT, UNSAID, -1, NULL, NOON, "wait 2026-11-23T15:00:00-05:00 email", ""},
    {CONTRACT ",'held_why':'x','held_until':'2026-11-23T22:00:00-05:00'", "email", "recipient",
        NULL, NIGHT, UNSAID, -1, NULL, NOON, "wait " SEVEN " email", ""},
    {URGENT ",'held_why':'x','held_until':'2026-11-23T22:00:00-05:00'", "email", "recipient", NULL,
        NIGHT, UNSAID, -1, NULL, NOON, "wait 2026-11-23T22:00:00-05:00 email", ""},
    {CONTRACT ",'held_why':'x','held_until':'2026-11-23T12:00:00-05:00'", "email", "recipient",
        NULL, NIGHT, UNSAID, -1, NULL, NOON, "send " NOON " email", ""},
    {CONTRACT ",'held_why':'x','held_until':'2026-11-23T11:59:59-05:00'", "email", "recipient",
        NULL, NIGHT, UNSAID, -1, NULL, NOON, "send " NOON " email", "past_time"},
    /* their hours are looked at anew, whatever stands there; a person's word stays */
    {HOURS(SEVEN), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, EVENING,
        "wait " SEVEN " email", ""},
    {HOURS("2030-01-02T07:00:00-05:00"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", ""},
    {HOURS("2026-11-23T07:00:00-05:00"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", ""},
    {CONTRACT ",'held_why':'" CRM_PLAN_HOURS "theirs'", "email", "recipient", NULL, NIGHT, UNSAID,
        -1, NULL, NOON, "hold " NOON " email", "held"},
    {CONTRACT ",'held_why':'until their hours: x','held_until':'2030-01-02T07:00:00-05:00'",
        "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "wait 2030-01-02T07:00:00-05:00 email", ""},
    /* it is looked at again when it may go */
    {CONTRACT, "email", "recipient", NULL, NIGHT, UNSAID, -1, "C-1 is closed", NOON,
        "drop " NOON " email", "reason_gone"},
    {CONTRACT ",'expires_at':'2026-11-23T12:00:00-05:00'", "email", "recipient", NULL, NIGHT,
        UNSAID, -1, NULL, NOON, "send " NOON " email", ""},
    {CONTRACT ",'expires_at':'2026-11-23T11:59:59-05:00'", "email", "recipient", NULL, NIGHT,
        UNSAID, -1, NULL, NOON, "drop " NOON " email", "expired"},
    {CONTRACT ",'expires_at':'2026-11-24T06:59:59-05:00'", "email", "recipient", NULL, NIGHT,
        UNSAID, -1, NULL, EVENING, "hold " SEVEN " email", "expired"},
    {CONTRACT ",'expires_at':'2026-11-24T07:00:00-05:00'", "email", "recipient", NULL, NIGHT,
        UNSAID, -1, NULL, EVENING, "wait " SEVEN " email", ""},
    {"'id':'N-1','basis':'contract'", "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "hold " NOON " email", "incomplete"},
};

static void detroit(void **state)
{

	(void)state;
	plan_rows(detroit_rows, COUNT(detroit_rows), &delay, NULL, false);
}

/* Days that the calendar does not cover are told. */
static void uncovered(void **state)
{
	static const struct plan_row rows[] = {
	    {CONTRACT, "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL,
	        "2026-12-31T12:00:00-05:00", "send 2026-12-31T12:00:00-05:00 email", ""},
	    {CONTRACT, "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL,
	        "2027-01-04T12:00:00-05:00", "send 2027-01-04T12:00:00-05:00 email", "provisional"},
	    {CONTRACT, "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL,
	        "2026-11-28T12:00:00-05:00", "wait 2026-11-30T08:00:00-05:00 email", ""},
	};

	(void)state;
	plan_rows(rows, COUNT(rows), &delay, NULL, true);
}

static const struct plan_row in_time_rows[] = {
    {CHANGE("2026-12-23"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", ""},
    {CHANGE("2026-12-22"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", "told_late"},
    {CHANGE("2026-12-03"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, NOON,
        "send " NOON " email", "told_late"},
    /* the customer's own */
    {CHANGE("2026-12-03"), "email", "recipient", NULL, NIGHT, UNSAID, 10, NULL, NOON,
        "send " NOON " email", ""},
    {CHANGE("2026-12-23"), "email", "recipient", NULL, NIGHT, UNSAID, 31, NULL, NOON,
        "send " NOON " email", "told_late"},
    {CHANGE("2026-12-03"), "email", "recipient", NULL, NIGHT, UNSAID, 0, NULL, NOON,
        "send " NOON " email", ""},
    /* the day on which it would go counts, and it is the recipient's */
    {CHANGE("2026-12-23"), "email", "recipient", NULL, NIGHT, UNSAID, -1, NULL, EVENING,
        "wait " SEVEN " email", "told_late"},
    {CHANGE("2026-12-23"), "email", "recipient", NULL, "", UNSAID, -1, NULL, "2026-11-24T04:59:59Z",
        "send 2026-11-23T23:59:59-05:00 email", ""},
    {CHANGE("2026-12-23"), "email", "recipient", NULL, "", UNSAID, -1, NULL, "2026-11-24T05:00:00Z",
        "send 2026-11-24T00:00:00-05:00 email", "told_late"},
    /* on the day itself, and after it: whatever the days ahead */
    {CHANGE("2026-11-23"), "email", "recipient", NULL, NIGHT, UNSAID, 0, NULL, NOON,
        "send " NOON " email", ""},
    {CHANGE("2026-11-22"), "email", "recipient", NULL, NIGHT, UNSAID, 0, NULL, NOON,
        "send " NOON " email", "told_late"},
    {CHANGE("2026-11-22"), "email", "recipient", NULL, NIGHT, UNSAID, 30, NULL, NOON,
        "send " NOON " email", "told_late"},
    {CONTRACT ",'tell_by':'2026-11-23'", "email", "recipient", NULL, NIGHT, UNSAID, 0, NULL, NOON,
        "hold " NOON " email",
        "incomplete incomplete incomplete incomplete incomplete incomplete incomplete"},
};

static void in_time(void **state)
{

	(void)state;
	plan_rows(in_time_rows, COUNT(in_time_rows), &price, NULL, false);
}

static void tell_by(void **state)
{
	static const struct plan_row rows[] = {
	    {CONTRACT ",'tell_by':'2026-11-23'", "email", "recipient", NULL, NIGHT, UNSAID, -1,
	        NULL, NOON, "send " NOON " email", ""},
	    {CONTRACT ",'tell_by':'2026-11-22'", "email", "recipient", NULL, NIGHT, UNSAID, -1,
	        NULL, NOON, "send " NOON " email", "told_late"},
	};

	(void)state;
	plan_rows(rows, COUNT(rows), &delay, NULL, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(when),
	    cmocka_unit_test(late),
	    cmocka_unit_test(detroit),
	    cmocka_unit_test(uncovered),
	    cmocka_unit_test(in_time),
	    cmocka_unit_test(tell_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
