/*
 * lib/rules/customer/quiet.h: quiet hours to the second, over midnight and over the changes of the
 * clock.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/customer/quiet.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- quiet hours ---- */

static void quiet_texts(void **state)
{
	static const struct {
		const char *text;
		int n; /* -1: it is none such */
	} rows[] = {
	    {"", 0},
	    {"none", 0},
	    {"20:00-07:00", 1},
	    {" 20:00 - 07:00 , 12:00-13:00 ", 2},
	    {"20:00:30-06:59:30", 1},
	    {"00:00-24:00", 1},
	    {"23:59-24:00", 1},
	    {"24:00-07:00", -1}, /* an end alone */
	    {"00:00-24:01", -1},
	    {"00:00-25:00", -1},
	    {"20:00-07:60", -1},
	    {"20:00-07:00:60", -1},
	    {"20-7", -1},
	    {"8:00-9:00", -1},
	    {"20:00", -1},
	    {"20:00-07:00,", -1},
	    {",20:00-07:00", -1},
	    {"none,20:00-07:00", -1},
	    {"20:00-07:00;", -1},
	    {"01:00-02:00,02:00-03:00,03:00-04:00,04:00-05:00,05:00-06:00,06:00-07:00,"
	     "07:00-08:00,08:00-09:00",
	        8},
	    {"01:00-02:00,02:00-03:00,03:00-04:00,04:00-05:00,05:00-06:00,06:00-07:00,"
	     "07:00-08:00,08:00-09:00,09:00-10:00",
	        -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_quiet q;
		int rc = crm_quiet_parse(rows[i].text, strlen(rows[i].text), &q);

		if (rows[i].n < 0 ? rc != -1 : rc != 0 || q.n != (size_t)rows[i].n)
			fail_msg("'%s': %d, %zu ranges", rows[i].text, rc, q.n);
	}
}

/* until: when it ends; NULL: it is not quiet; "": never. */
static const struct hour {
	const char *zone, *quiet, *at, *until;
} hours[] = {
    /* the first second is in, the last is out */
    {"UTC", "20:00-07:00", "2026-11-20T19:59:59Z", NULL},
    {"UTC", "20:00-07:00", "2026-11-20T19:59:59.999999Z", NULL},
    {"UTC", "20:00-07:00", "2026-11-20T20:00:00Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00", "2026-11-20T23:59:59Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00", "2026-11-21T00:00:00Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00", "2026-11-21T06:59:59Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00", "2026-11-21T06:59:59.999999Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00", "2026-11-21T07:00:00Z", NULL},
    /* within the day */
    {"UTC", "12:00-13:00", "2026-11-20T11:59:59Z", NULL},
    {"UTC", "12:00-13:00", "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"},
    {"UTC", "12:00-13:00", "2026-11-20T13:00:00Z", NULL},
    /* midnight as start and as end */
    {"UTC", "20:00-00:00", "2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z"},
    {"UTC", "20:00-00:00", "2026-11-21T00:00:00Z", NULL},
    {"UTC", "20:00-24:00", "2026-11-20T20:00:00Z", "2026-11-21T00:00:00Z"},
    {"UTC", "20:00-24:00", "2026-11-21T00:00:00Z", NULL},
    {"UTC", "00:00-07:00", "2026-11-20T23:59:59Z", NULL},
    {"UTC", "00:00-07:00", "2026-11-21T00:00:00Z", "2026-11-21T07:00:00Z"},
    /* several: one that meets another goes on in it */
    {"UTC", "20:00-07:00,12:00-13:00", "2026-11-20T12:30:00Z", "2026-11-20T13:00:00Z"},
    {"UTC", "20:00-24:00,00:00-07:00", "2026-11-20T21:00:00Z", "2026-11-21T07:00:00Z"},
    {"UTC", "20:00-07:00,06:00-09:00", "2026-11-20T21:00:00Z", "2026-11-21T09:00:00Z"},
    {"UTC", "12:00-13:00,12:15-12:30", "2026-11-20T12:20:00Z", "2026-11-20T13:00:00Z"},
    /* the whole day */
    {"UTC", "20:00-20:00", "2026-11-20T20:00:00Z", ""},
    {"UTC", "20:00-20:00", "2026-11-20T08:00:00Z", ""},
    {"UTC", "00:00-24:00", "2026-11-20T08:00:00Z", ""},
    {"UTC", "08:00-20:00,20:00-08:00", "2026-11-20T08:00:00Z", ""},
    {"UTC", "none", "2026-11-20T03:00:00Z", NULL},
    /* the recipient's zone */
    {"America/Detroit", "20:00-07:00", "2026-11-20T12:00:00+08:00", "2026-11-20T07:00:00-05:00"},
    {"America/Detroit", "20:00-07:00", "2026-11-20T20:00:00+08:00", NULL},
    {"+08:00", "20:00-07:00", "2026-11-20T12:00:00Z", "2026-11-21T07:00:00+08:00"},
    /* Berlin, 28 March 2027: from 02:00 to 03:00 there is no local time */
    {"Europe/Berlin", "20:00-07:00", "2027-03-27T21:00:00+01:00", "2027-03-28T07:00:00+02:00"},
    {"Europe/Berlin", "22:00-02:30", "2027-03-28T01:00:00+01:00", "2027-03-28T03:00:00+02:00"},
    {"Europe/Berlin", "22:00-02:00", "2027-03-28T01:59:59+01:00", "2027-03-28T03:00:00+02:00"},
    {"Europe/Berlin", "02:15-02:45", "2027-03-28T01:59:59+01:00", NULL},
    {"Europe/Berlin", "02:15-02:45", "2027-03-28T03:00:00+02:00", NULL},
    {"Europe/Berlin", "02:15-03:15", "2027-03-28T03:00:00+02:00", "2027-03-28T03:15:00+02:00"},
    {"Europe/Berlin", "22:00-03:15", "2027-03-28T01:59:59+01:00", "2027-03-28T03:15:00+02:00"},
    /* 25 October 2026: from 02:00 to 03:00 comes twice */
    {"Europe/Berlin", "20:00-07:00", "2026-10-24T21:00:00+02:00", "2026-10-25T07:00:00+01:00"},
    {"Europe/Berlin", "22:00-02:30", "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+02:00"},
    {"Europe/Berlin", "22:00-02:30", "2026-10-25T02:30:00+02:00", NULL},
    {"Europe/Berlin", "22:00-02:30", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00"},
    {"Europe/Berlin", "22:00-03:00", "2026-10-25T02:59:59+02:00", "2026-10-25T03:00:00+01:00"},
    {"Europe/Berlin", "02:15-02:45", "2026-10-25T02:45:00+02:00", NULL},
    {"Europe/Berlin", "02:15-02:45", "2026-10-25T02:15:00+01:00", "2026-10-25T02:45:00+01:00"},
};

static void quiet_hours(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hours); i++) {
		const struct hour *h = &hours[i];
		struct crm_instant at = crm_take_at(h->at), until = at;
		char text[CRM_INSTANT_MAX] = "";
		struct crm_zone *zone = NULL;
		struct crm_err e = CRM_ERR_INIT;
		struct crm_quiet q;
		bool ends;

		assert_int_equal(crm_quiet_parse(h->quiet, strlen(h->quiet), &q), 0);
		assert_int_equal(crm_zone_new(h->zone, &zone, &e), 0);
		ends = crm_quiet_until(&q, zone, at, &until);
		if (ends)
			crm_instant_format(until, text);
		if (crm_quiet_at(&q, zone, at) != (h->until != NULL) ||
		    (h->until == NULL ? !ends || until.us != at.us : strcmp(text, h->until) != 0))
			fail_msg("%s %s at %s: %s, expected %s", h->zone, h->quiet, h->at, text,
			    h->until != NULL ? h->until : "not quiet");
		crm_zone_free(zone);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quiet_texts),
	    cmocka_unit_test(quiet_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
