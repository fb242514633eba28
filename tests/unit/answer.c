/*
 * lib/io/channel/answer.h: what becomes of an attempt, by the channel's result or by how it ended.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/io/channel/answer.h"

static const struct {
	bool timeout;
	int sig, status;
	const char *out;
	enum crm_sent sent;
	bool doubt, alert;
} endings[] = {
    /* the result decides, whatever the exit */
    {false, 0, 0, "{\"status\":\"sent\"}", CRM_SENT_TAKEN, false, false},
    {false, 0, 75, "{\"status\":\"sent\"}", CRM_SENT_TAKEN, false, false},
    {true, 0, 0, "{\"status\":\"sent\"}", CRM_SENT_TAKEN, false, false},
    {false, 9, 0, "{\"status\":\"deferred\"}", CRM_SENT_LATER, false, false},
    {false, 0, 78, "{\"status\":\"deferred\"}", CRM_SENT_LATER, false, false},
    {false, 0, 0, "{\"status\":\"failed\"}", CRM_SENT_REFUSED, false, false},
    {false, 0, 67, "{\"status\":\"failed\"}", CRM_SENT_REFUSED, false, false},
    {false, 0, 78, "{\"status\":\"failed\"}", CRM_SENT_REFUSED, false, true},
    {false, 0, 0, "{\"status\":\"handed\"}", CRM_SENT_HANDED, false, false},
    {false, 0, 78, "{\"status\":\"handed\"}", CRM_SENT_HANDED, false, false},
    /* without one, the exit */
    {false, 0, 0, "", CRM_SENT_TAKEN, false, false},
    {false, 0, 67, "", CRM_SENT_REFUSED, false, false},
    {false, 0, 68, "", CRM_SENT_LATER, false, false},
    {false, 0, 69, "", CRM_SENT_LATER, false, false},
    {false, 0, 71, "", CRM_SENT_LATER, false, false},
    {false, 0, 74, "", CRM_SENT_LATER, false, false},
    {false, 0, 75, "", CRM_SENT_LATER, false, false},
    {false, 0, 75, "{\"status\":\"perhaps\"}", CRM_SENT_LATER, false, false},
    {false, 9, 0, "", CRM_SENT_LATER, true, false},
    {true, 0, 0, "", CRM_SENT_LATER, true, false},
    {false, 0, 64, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 65, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 66, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 70, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 72, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 73, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 76, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 77, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 78, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 1, "", CRM_SENT_REFUSED, false, true},
    {false, 0, 127, "", CRM_SENT_REFUSED, false, true},
    /* it said something, and nobody knows what */
    {false, 0, 0, "done\n", CRM_SENT_REFUSED, true, true},
    {false, 0, 0, "{\"status\":\"perhaps\"}", CRM_SENT_REFUSED, true, true},
    {false, 0, 0, "[\"sent\"]", CRM_SENT_REFUSED, true, true},
};

static void judges_endings(void **state)
{
	struct crm_buf out = CRM_BUF_INIT, err = CRM_BUF_INIT;
	struct crm_answer a;

	(void)state;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		crm_buf_clear(&out);
		crm_buf_addz(&out, endings[i].out);
		crm_answer_of(&(struct crm_ending){endings[i].timeout, endings[i].sig,
		                  endings[i].status, &out, &err, false},
		    &a);
		if (a.sent != endings[i].sent || a.doubt != endings[i].doubt ||
		    a.alert != endings[i].alert)
			fail_msg("row %zu (exit %d, %s): %s doubt %d alert %d", i,
			    endings[i].status, endings[i].out, crm_sent_name(a.sent), a.doubt,
			    a.alert);
	}
	/* cut: what is left would be a result, and is none */
	crm_buf_clear(&out);
	crm_buf_addz(&out, "{\"status\":\"sent\"}");
	crm_answer_of(&(struct crm_ending){false, 0, 0, &out, &err, true}, &a);
	assert_int_equal(a.sent, CRM_SENT_REFUSED);
	assert_true(a.doubt);
	crm_buf_release(&out);
}

static void keeps_what_was_said(void **state)
{
	struct crm_buf out = CRM_BUF_INIT, err = CRM_BUF_INIT;
	char text[] = "ab\xe4\xb8\xad\x1b[31m", small[5];
	struct crm_answer a;

	(void)state;
	crm_buf_addz(
	    &out, "{\"status\":\"sent\",\"code\":250,\"provider_id\":\"Q1\",\"detail\":\"ok\"}");
	crm_buf_addz(&err, "  warned\n");
	crm_answer_of(&(struct crm_ending){false, 0, 0, &out, &err, false}, &a);
	assert_string_equal(a.code, "250");
	assert_string_equal(a.provider, "Q1");
	assert_string_equal(a.detail, "ok");
	crm_buf_clear(&out);
	crm_answer_of(&(struct crm_ending){false, 0, 75, &out, &err, false}, &a);
	assert_string_equal(a.code, "exit 75");
	assert_string_equal(a.detail, "warned");
	crm_answer_of(&(struct crm_ending){false, 11, 0, &out, &err, false}, &a);
	assert_string_equal(a.code, "signal 11");
	crm_answer_of(&(struct crm_ending){true, 9, 0, &out, &err, false}, &a);
	assert_string_equal(a.code, "timeout");
	/* nothing that a terminal must not see, and no half character */
	crm_answer_text(a.detail, sizeof(a.detail), text, strlen(text));
	assert_string_equal(a.detail, "ab\xe4\xb8\xad\\u{1B}[31m");
	crm_answer_text(small, sizeof(small), text, strlen(text));
	assert_string_equal(small, "ab");
	crm_buf_release(&out);
	crm_buf_release(&err);
}

static int setup(void **state)
{
	(void)state;
	crm_record_setup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judges_endings),
	    cmocka_unit_test(keeps_what_was_said),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
