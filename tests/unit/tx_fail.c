/* Writes that fail leave the journal as it was. */
#include "tests/unit/store_help.h"

#include <signal.h>
#include <sys/resource.h>

#define ID "C-2026-0001"

/* A file size limit stands for a full disk: nothing stays. */
static void test_write_fails(void **state)
{
	struct scratch *s = *state;
	struct rlimit old, most = {200, RLIM_INFINITY};
	struct crm_buf before = CRM_BUF_INIT, after = CRM_BUF_INIT;
	struct open_tx o = begin(s);

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	most.rlim_max = old.rlim_max;
	add(o.t, "C-1", "open", "{\"a\":\"01234567890123456789\"}");
	add(o.t, "C-2", "open", "{\"a\":\"01234567890123456789\"}");
	setrlimit(RLIMIT_FSIZE, &most);
	assert_int_equal(crm_tx_commit(o.t, &s->err), -1);
	assert_int_equal(s->err.code, CRM_IOERR);
	assert_false(exists(s, "complaint.jsonl")); /* it was new */
	setrlimit(RLIMIT_FSIZE, &old);
	end(&o);

	write_step(s, ID, "open", "{\"n\":1}");
	get(s, "complaint.jsonl", &before);
	o = begin(s);
	add(o.t, ID, "amend",
	    "{\"a\":\"01234567890123456789012345678901234567890"
	    "12345678901234567890123456789\"}");
	crm_err_clear(&s->err);
	setrlimit(RLIMIT_FSIZE, &most);
	assert_int_equal(crm_tx_commit(o.t, &s->err), -1);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(s->err.code, CRM_IOERR);
	get(s, "complaint.jsonl", &after);
	assert_string_equal(before.data, after.data);
	commit(o.t); /* there is room again */
	end(&o);
	assert_false(exists(s, ".suspect"));
	crm_buf_release(&before);
	crm_buf_release(&after);
}

/* Somebody without the lock has changed the file since it was read. */
static void test_changed_meanwhile(void **state)
{
	struct scratch *s = *state;
	struct open_tx o;
	struct crm_buf text = CRM_BUF_INIT;
	char path[160];

	write_step(s, ID, "open", "{\"n\":1}");
	o = begin(s);
	add(o.t, ID, "amend", "{\"n\":2}");
	append(s, "complaint.jsonl", "{\"id\":\"C-9\",\"step\":\"x\",\"at\":\"" AT "\"}\n");
	assert_int_equal(crm_tx_commit(o.t, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	end(&o);
	o = begin(s);
	add(o.t, ID, "amend", "{\"n\":2}");
	get(s, "complaint.jsonl", &text);
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(unlink(path), 0);
	put(s, "complaint.jsonl", text.data); /* as editors do */
	crm_err_clear(&s->err);
	assert_int_equal(crm_tx_commit(o.t, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	end(&o);
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_write_fails),
	    TEST(test_changed_meanwhile),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
