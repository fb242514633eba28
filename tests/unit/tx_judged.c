/* A write in the making: judged by what every later command can read, and folded as it grows. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

/* A line that cannot be read is not "no such id": it may be that record's. */
static void test_unreadable(void **state)
{
	struct scratch *s = *state;
	struct crm_envelope env = {.id = ID, .step = "open", .at = AT, .is_new = true};
	struct crm_record *r = record("{}");
	struct open_tx o;
	char path[160];

	write_step(s, ID, "open", "{}");
	o = begin(s);
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(crm_journal_has(o.j, ID, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	assert_int_equal(crm_tx_has(o.t, ID, &s->err), -1);
	crm_err_clear(&s->err);
	assert_int_equal(crm_tx_add(o.t, &env, r, &s->err), -1);
	crm_record_free(r);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	end(&o);
}

/* What may be added is not, until it is. */
static void test_may_add(void **state)
{
	struct scratch *s = *state;
	struct crm_envelope env = {.id = ID, .step = "open", .at = AT, .is_new = true};
	struct crm_record *r = record("{}");
	struct open_tx o = begin(s);

	assert_int_equal(crm_tx_may_add(o.t, &env, r, &s->err), 0);
	assert_int_equal(crm_tx_has(o.t, ID, &s->err), 0);
	assert_int_equal(crm_map_count(crm_tx_pending(o.t)), 0);
	assert_int_equal(crm_tx_add(o.t, &env, r, &s->err), 0);
	assert_int_equal(crm_tx_has(o.t, ID, &s->err), 1);
	assert_int_not_equal(crm_map_find(crm_tx_pending(o.t), ID, strlen(ID)), CRM_MAP_NONE);
	assert_int_equal(crm_tx_may_add(o.t, &env, r, &s->err), -1);
	crm_record_free(r);
	end(&o);
	assert_false(exists(s, "complaint.jsonl"));
}

/* {"a":{"a":...}}: so many objects, one in another. */
static void deep(size_t depth, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; i + 1 < depth; i++)
		crm_buf_addz(out, "{\"a\":");
	crm_buf_addz(out, "{}");
	for (size_t i = 0; i + 1 < depth; i++)
		crm_buf_addc(out, '}');
}

/* What a run reads by says nothing about what may be stored: each command
 * reads the store by the defaults. */
static void test_stored_limits(void **state)
{
	struct scratch *s = *state;
	struct crm_envelope env = {.id = ID, .step = "open", .at = AT, .is_new = true};
	struct crm_record *r = NULL;
	struct crm_buf text = CRM_BUF_INIT;
	struct open_tx o;
	size_t i;

	for (i = 0; i < 4; i++) {
		crm_limits_init(&s->limits);
		s->limits.depth = CRM_DEPTH_MAX;
		s->limits.line = s->limits.string = (size_t)8 << 20;
		s->limits.keys = 4096;
		if (i == 0) {
			deep(65, &text);
		} else if (i == 1) {
			deep(CRM_DEPTH_MAX, &text);
		} else if (i == 2) {
			crm_buf_clear(&text);
			crm_buf_addz(&text, "{\"a\":\"");
			for (size_t k = 0; k < ((size_t)1 << 20); k++)
				crm_buf_addc(&text, 'x');
			crm_buf_addz(&text, "\"}");
		} else {
			crm_buf_clear(&text);
			for (size_t k = 0; k < 1022; k++)
				crm_buf_addf(&text, "%c\"a%zu\":1", k == 0 ? '{' : ',', k);
			crm_buf_addc(&text, '}');
		}
		assert_int_equal(crm_record_parse(text.data, text.len, &s->limits, &r, NULL), 0);
		o = begin(s);
		assert_int_equal(crm_tx_may_add(o.t, &env, r, NULL), -1);
		assert_int_equal(crm_tx_add(o.t, &env, r, &s->err), -1);
		assert_int_equal(s->err.code, CRM_BADINPUT);
		commit(o.t);
		end(&o);
		crm_record_free(r);
		assert_false(exists(s, "complaint.jsonl"));
	}
	crm_limits_init(&s->limits);
	s->limits.line = s->limits.depth = s->limits.keys = 1; /* nor does it hide what is there */
	deep(64, &text);
	write_step(s, ID, "open", text.data);
	folded(s, ID, NULL, &text, NULL);
	assert_true(text.len > 64);
	crm_buf_release(&text);
}

/* Many steps on one record in one transaction: state and lines as one by one. */
static void test_many_on_one(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_buf step = CRM_BUF_INIT, now = CRM_BUF_INIT, after = CRM_BUF_INIT;
	struct crm_fold f;
	int i;

	add(o.t, ID, "open", "{\"state\":\"open\"}");
	for (i = 0; i < 3000; i++) {
		crm_buf_clear(&step);
		crm_buf_addf(&step, "{\"n\":%d,\"last\":%s}", i, i % 2 ? "null" : "true");
		add(o.t, ID, "amend", step.data);
		assert_int_equal(crm_tx_fold(o.t, ID, &f, &s->err), 0);
		assert_int_equal(f.lines, i + 2);
		assert_int_equal(crm_record_has(f.record, "last"), i % 2 == 0);
		crm_buf_clear(&now);
		crm_record_dump(f.record, &now);
		crm_record_free(f.record);
	}
	commit(o.t);
	assert_int_equal(crm_tx_fold(o.t, ID, &f, &s->err), 0);
	crm_record_dump(f.record, &after);
	crm_record_free(f.record);
	assert_string_equal(now.data, after.data);
	end(&o);
	crm_buf_release(&step);
	crm_buf_release(&now);
	crm_buf_release(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_unreadable),
	    TEST(test_may_add),
	    TEST(test_stored_limits),
	    TEST(test_many_on_one),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
