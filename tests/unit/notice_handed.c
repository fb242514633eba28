/*
 * lib/rules/notice/notice.h: attempts that are on a person's work list, and those that do not leave
 * in time.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"

static struct crm_notice_try last_of(const struct crm_buf *r, const char *by, struct crm_arena *a)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_record *record = crm_take_record(crm_buf_str(r));
	struct crm_notice_try last;
	struct crm_view v;

	crm_view_of_record(shape, record, a, &v);
	crm_notice_last_try_by(&v, by, a, &last);
	crm_record_free(record);
	crm_shape_free(shape);
	return last;
}

static void check_listed(
    const struct crm_buf *r, const char *by, int64_t number, bool handed, bool said)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last = last_of(r, by, &a);

	assert_int_equal(last.number, number);
	assert_int_equal(last.handed, handed);
	assert_int_equal(last.said, said);
	assert_false(last.open);
	crm_arena_release(&a);
}

/* It is on the list until that person says sent or failed; the first word is of the same attempt. */
static void handing(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	must(&an, &r, "attempt", "channel=phone;message_id=<p@x.example>", NINE);
	assert_true(says(&r, "'message_id':'<p@x.example>'"));
	must(&an, &r, "handed", "channel=phone", NINE);
	check_try(&r, 1, false, "phone", "handed");
	check_listed(&r, NULL, 1, true, false);
	must_not(&an, &r, "failed", "channel=sms", TEN,
	    "error bad_value channel: attempt 1 is on the work list of 'phone': say what came of that "
	    "first\n");
	must(&an, &r, "deferred", "channel=phone", TEN);
	check_try(&r, 1, false, "phone", "deferred");
	check_listed(&r, NULL, 1, true, false);
	must(&an, &r, "deferred", "channel=phone", TEN);
	check_try(&r, 2, false, "phone", "deferred");
	check_listed(&r, NULL, 2, true, true);
	must(&an, &r, "failed", "channel=phone", TEN);
	check_listed(&r, NULL, 3, false, true);
	must(&an, &r, "attempt", "channel=sms;message_id=<s@x.example>", TEN);
	must(&an, &r, "deferred", "channel=sms", TEN);
	check_listed(&r, NULL, 4, false, false);
	check_listed(&r, "phone", 3, false, true);
	check_listed(&r, "fax", 0, false, false);
	assert_true(says(&r, "'message_id':'<s@x.example>','queued_at'"));
	/* by a channel that no message was for */
	must(&an, &r, "sent", "channel=visit", ELEVEN);
	assert_false(says(&r, "'message_id':'<s@x.example>','queued_at'"));
	crm_buf_release(&r);
}

static void check_message(
    const struct crm_buf *r, const char *begins, bool now, int64_t number, const char *status)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_record *record = crm_take_record(crm_buf_str(r));
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;
	struct crm_view v;

	crm_view_of_record(shape, record, &a, &v);
	crm_notice_last_try_of(&v, "email", begins, now, &a, &last);
	assert_int_equal(last.number, number);
	assert_string_equal(last.status, status);
	crm_arena_release(&a);
	crm_record_free(record);
	crm_shape_free(shape);
}

/* Of two messages by one channel each has its own; what nobody announced is of the one that is now. */
static void of_which_message(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	must(&an, &r, "attempt", "channel=email;message_id=<old@x.example>", NINE);
	must(&an, &r, "deferred", "channel=email", NINE);
	must(&an, &r, "attempt", "channel=email;message_id=<new@x.example>", TEN);
	check_message(&r, "<new@", true, 2, "sending");
	must(&an, &r, "deferred", "channel=email", TEN);
	check_message(&r, "<old@", false, 1, "deferred");
	check_message(&r, "<new@", true, 2, "deferred");
	check_message(&r, "<ne@", false, 0, "");
	must(&an, &r, "sent", "channel=email", ELEVEN);
	check_message(&r, "<old@", false, 1, "deferred");
	check_message(&r, "<new@", false, 2, "deferred");
	check_message(&r, "<new@", true, 3, "sent");
	crm_buf_release(&r);
}

/* Nobody has to say first what came of it. */
static void leaving_the_list(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	must(&an, &r, "attempt", "channel=phone", NINE);
	must(&an, &r, "handed", "channel=phone", NINE);
	must(&an, &r, "give-up", "failed_why=x", TEN);
	must(&an, &r, "sent", "channel=phone", TEN);
	check_try(&r, 1, false, "phone", "sent");
	queued(&r);
	must(&an, &r, "attempt", "channel=phone", NINE);
	must(&an, &r, "handed", "channel=phone", NINE);
	must(&an, &r, "withdraw", "withdrawn_why=x", TEN);
	/* they were told otherwise meanwhile: an attempt by itself */
	queued(&r);
	must(&an, &r, "attempt", "channel=phone", NINE);
	must(&an, &r, "handed", "channel=phone", NINE);
	must(&an, &r, "sent", "channel=visit", TEN);
	check_try(&r, 2, false, "visit", "sent");
	/* the end by the clock is no attempt */
	queued(&r);
	must(&an, &r, "attempt", "channel=phone", NINE);
	must(&an, &r, "deferred", "channel=phone", NINE);
	must(&an, &r, "failed", "channel=phone;code=half_clock", TEN);
	check_try(&r, 1, false, "phone", "failed");
	crm_buf_release(&r);
}

/* Once, and only of what cannot wait. */
static void escalating(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	must_not(&an, &r, "escalate", "escalated_why=80 %", TEN,
	    "error not_applicable : 'escalate' is not for this record: it needs urgency=urgent,emergency\n");
	begin(&r, "'category':'delay','customer':'K-1','basis':'contract','urgency':'urgent'");
	must(&an, &r, "escalate", "escalated_why=80 %;escalated_to=Wang Wei", TEN);
	assert_true(says(&r, "'escalated_at':'" TEN "'"));
	must_not(&an, &r, "escalate", "escalated_why=90 %", ELEVEN,
	    "error already_done escalated_at: 'escalated_at' is " TEN
	    ": already done; to mend it use "
	    "amend\n");
	crm_buf_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(handing, setup, teardown),
	    cmocka_unit_test_setup_teardown(of_which_message, setup, teardown),
	    cmocka_unit_test_setup_teardown(leaving_the_list, setup, teardown),
	    cmocka_unit_test_setup_teardown(escalating, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
