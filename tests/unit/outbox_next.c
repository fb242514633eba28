/*
 * lib/io/outbox/outbox.h: when a message may be tried again, and when not any more.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/io/outbox/outbox.h"

#define KEY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DAY INT64_C(86400)

static struct crm_instant at(int64_t seconds)
{
	return (struct crm_instant){(INT64_C(1795000000) + seconds) * CRM_US_PER_SEC, 0};
}

/* Queued at 0; n attempts, the first at 0, the last line at `last`. */
static struct crm_outbox_state tried(long n, enum crm_sent sent, int64_t last)
{
	struct crm_outbox_state s;

	memset(&s, 0, sizeof(s));
	(void)snprintf(s.key, sizeof(s.key), KEY);
	s.queued_at = s.not_before = s.since = s.first_at = at(0);
	s.attempts = s.tried = n;
	s.last_at = at(last);
	s.last.sent = sent;
	return s;
}

static enum crm_outbox_do what(const struct crm_outbox_state *s, bool holds, int64_t now)
{
	struct crm_outbox_next n;

	crm_outbox_next(s, holds, at(now), &n);
	return n.what;
}

static void waits_longer_each_time(void **state)
{
	static const int64_t plain[] = {300, 600, 1200, 2400, 4000, 4000, 4000};
	static const int64_t urgent[] = {15, 30, 60, 120, 120, 120};
	char key[CRM_OUTBOX_KEY + 1] = KEY;
	int64_t s, least = 4000, most = 0;
	long n;

	(void)state;
	for (n = 1; n <= 6; n++)
		assert_int_equal(crm_outbox_delay(key, true, n), urgent[n - 1]);
	assert_int_equal(crm_outbox_delay(key, true, 1000000), 120);
	for (int i = 0; i < 26; i++) {
		key[0] = (char)('a' + i);
		for (n = 1; n <= 7; n++) {
			s = crm_outbox_delay(key, false, n);
			assert_int_equal(s, crm_outbox_delay(key, false, n));
			assert_in_range(s, plain[n - 1] * 8 / 10, plain[n - 1] * 12 / 10);
		}
		s = crm_outbox_delay(key, false, 1);
		least = s < least ? s : least;
		most = s > most ? s : most;
	}
	assert_true(least < 270 && most > 330); /* and they differ */
}

static void goes_when_its_time_has_come(void **state)
{
	struct crm_outbox_state s = tried(0, CRM_SENT_UNKNOWN, 0);
	int64_t d;

	(void)state;
	s.not_before = at(100);
	assert_int_equal(what(&s, false, 99), CRM_DO_WAIT);
	assert_int_equal(what(&s, false, 100), CRM_DO_SEND);
	s = tried(2, CRM_SENT_LATER, 1000);
	d = crm_outbox_delay(KEY, false, 2);
	assert_int_equal(what(&s, false, 1000 + d - 1), CRM_DO_WAIT);
	assert_int_equal(what(&s, false, 1000 + d), CRM_DO_SEND);
	s.not_before = at(1000 + d + 50); /* postponed */
	assert_int_equal(what(&s, false, 1000 + d), CRM_DO_WAIT);
	s.urgent = true;
	s.not_before = at(0);
	assert_int_equal(what(&s, false, 1029), CRM_DO_WAIT);
	assert_int_equal(what(&s, false, 1030), CRM_DO_SEND);
}

static void knows_what_was_done(void **state)
{
	struct crm_outbox_state s = tried(1, CRM_SENT_TAKEN, 0);

	(void)state;
	s.expires_at = at(1);
	assert_int_equal(what(&s, true, 10 * DAY), CRM_DO_SENT);
	s.last.sent = CRM_SENT_REFUSED;
	assert_int_equal(what(&s, true, 10 * DAY), CRM_DO_FAILED);
}

/* A person has it: nothing is sent, however old or stale; who is silent for five days is told once. */
static void waits_for_a_person(void **state)
{
	struct crm_outbox_state s = tried(1, CRM_SENT_HANDED, 1000);
	struct crm_outbox_next n;

	(void)state;
	s.expires_at = at(1);
	assert_int_equal(what(&s, false, 1000), CRM_DO_HANDED);
	assert_int_equal(what(&s, true, 100 * DAY), CRM_DO_HANDED);
	crm_outbox_next(&s, false, at(1000 + 5 * DAY - 1), &n);
	assert_false(n.warn);
	crm_outbox_next(&s, false, at(1000 + 5 * DAY), &n);
	assert_true(n.warn);
	s.warned = true;
	crm_outbox_next(&s, false, at(1000 + 5 * DAY), &n);
	assert_false(n.warn);
}

/* Whatever the channel can tell apart: once more, and then a person has to look. */
static void is_sent_once_more(void **state)
{
	static const struct {
		long open, doubts; /* last ones in a row */
		bool said,
		    holds; /* the last answer leaves it open; the channel tells no two copies apart */
		enum crm_outbox_do what;
	} table[] = {
	    {1, 1, false, false, CRM_DO_SEND}, /* at once */
	    {1, 1, false, true, CRM_DO_HOLD}, {2, 2, false, false, CRM_DO_HOLD},
	    {0, 1, true, false, CRM_DO_WAIT}, /* as if deferred */
	    {0, 1, true, true, CRM_DO_HOLD},
	    {1, 2, true, false, CRM_DO_HOLD}, /* said so, then killed */
	    {0, 2, true, false, CRM_DO_HOLD}, /* killed, then said so */
	    {0, 3, true, false, CRM_DO_HOLD},
	    {0, 0, false, true, CRM_DO_WAIT}, /* the last one is known */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct crm_outbox_state s = tried(3, CRM_SENT_LATER, 1000);

		s.open = table[i].open;
		s.doubts = table[i].doubts;
		s.last.doubt = table[i].said;
		if (what(&s, table[i].holds, 1000) != table[i].what)
			fail_msg("row %zu", i);
	}
}

static void doubt(void **state)
{
	struct crm_outbox_state s = tried(2, CRM_SENT_UNKNOWN, 1000);

	(void)state;
	s.open = s.doubts = 1;
	s.expires_at = at(1);
	assert_int_equal(what(&s, true, 2000), CRM_DO_HOLD); /* somebody must look, stale or not */
	assert_int_equal(what(&s, false, 2000), CRM_DO_EXPIRED);
	s.open = s.doubts = 2;
	assert_int_equal(what(&s, false, 2000), CRM_DO_HOLD);
	/* an answer that leaves it open */
	s = tried(1, CRM_SENT_REFUSED, 1000);
	s.last.doubt = true;
	s.doubts = 1;
	assert_int_equal(what(&s, true, 1000), CRM_DO_HOLD);
	assert_int_equal(what(&s, false, 1000), CRM_DO_FAILED);
	/* an attempt after a refusal says nothing of that one */
	s = tried(2, CRM_SENT_REFUSED, 1000);
	s.open = s.doubts = 1;
	assert_int_equal(what(&s, false, 1000), CRM_DO_SEND);
}

/* What somebody wrote whose clock was wrong keeps nothing from being sent. */
static void knows_a_wrong_clock(void **state)
{
	struct crm_outbox_state s = tried(0, CRM_SENT_UNKNOWN, 0);
	struct crm_outbox_next n;

	(void)state;
	s.not_before = at(1000 + 31 * DAY);
	crm_outbox_next(&s, false, at(1000), &n);
	assert_int_equal(n.what, CRM_DO_WAIT);
	assert_false(n.ahead);
	crm_outbox_next(&s, false, at(999), &n);
	assert_int_equal(n.what, CRM_DO_SEND);
	assert_true(n.ahead);
	assert_int_equal(n.at.us, at(999).us);
	s = tried(1, CRM_SENT_LATER, 1000 + DAY);
	crm_outbox_next(&s, false, at(1000), &n);
	assert_int_equal(n.what, CRM_DO_WAIT);
	crm_outbox_next(&s, false, at(999), &n);
	assert_int_equal(n.what, CRM_DO_SEND);
	assert_true(n.ahead);
	s.last.sent = CRM_SENT_TAKEN; /* what was done is known all the same */
	crm_outbox_next(&s, false, at(999), &n);
	assert_int_equal(n.what, CRM_DO_SENT);
	assert_false(n.ahead);
}

static void ends(void **state)
{
	struct crm_outbox_state s = tried(9, CRM_SENT_LATER, 0);

	(void)state;
	assert_int_equal(what(&s, false, 5 * DAY - 1), CRM_DO_SEND);
	assert_int_equal(what(&s, false, 5 * DAY), CRM_DO_GIVE_UP);
	s.tried = 0; /* nobody was there to try */
	assert_int_equal(what(&s, false, 5 * DAY), CRM_DO_SEND);
	s.expires_at = at(100);
	assert_int_equal(what(&s, false, 100), CRM_DO_SEND);
	assert_int_equal(what(&s, false, 101), CRM_DO_EXPIRED);
}

static void warns_once(void **state)
{
	struct crm_outbox_state s = tried(3, CRM_SENT_LATER, 10000);
	struct crm_outbox_next n;

	(void)state;
	s.since = at(100);
	crm_outbox_next(&s, false, at(100 + 14399), &n);
	assert_false(n.warn);
	crm_outbox_next(&s, false, at(100 + 14400), &n);
	assert_true(n.warn);
	s.warned = true;
	crm_outbox_next(&s, false, at(100 + 14400), &n);
	assert_false(n.warn);
	s.warned = false;
	s.last.sent = CRM_SENT_TAKEN;
	crm_outbox_next(&s, false, at(100 + 14400), &n);
	assert_false(n.warn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(waits_longer_each_time),
	    cmocka_unit_test(goes_when_its_time_has_come),
	    cmocka_unit_test(knows_what_was_done),
	    cmocka_unit_test(waits_for_a_person),
	    cmocka_unit_test(is_sent_once_more),
	    cmocka_unit_test(doubt),
	    cmocka_unit_test(knows_a_wrong_clock),
	    cmocka_unit_test(ends),
	    cmocka_unit_test(warns_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
