/* Journals that stay open over a run: what others have written since is seen by the next use. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void has_n(struct scratch *s, struct crm_store *store, const char *want)
{
	struct crm_journal *j = open_journal(s, store);
	struct crm_fold f = {0};
	struct crm_buf out = CRM_BUF_INIT;

	assert_int_equal(crm_journal_fold(j, ID, NULL, &f, &s->err), 0);
	crm_record_dump(f.record, &out);
	if (strstr(out.data, want) == NULL)
		fail_msg("%s not in %s", want, out.data);
	crm_record_free(f.record);
	crm_journal_free(j);
	crm_buf_release(&out);
}

/* A step by the store that keeps its journals. */
static void step_of(struct scratch *s, struct crm_store *store, const char *step, const char *json)
{
	struct crm_journal *j;
	struct crm_tx *t;

	assert_int_equal(crm_store_lock(store, 1000, &s->err), 0);
	j = open_journal(s, store);
	t = crm_tx_new(j);
	add(t, ID, step, json);
	commit(t);
	crm_tx_free(t);
	crm_store_unlock(store);
	crm_journal_free(j);
}

static struct crm_store *keeping(struct scratch *s)
{
	struct crm_store *store = open_store(s);

	crm_store_keep(store);
	return store;
}

static void rename_to(struct scratch *s, const char *name, const char *other)
{
	char from[160], to[160];

	path_of(s, name, from);
	path_of(s, other, to);
	assert_int_equal(rename(from, to), 0);
}

static void own_steps_are_seen(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);

	step_of(s, store, "open", "{\"n\":1}");
	has_n(s, store, "\"n\":1");
	for (int i = 0; i < 3; i++)
		step_of(s, store, "amend", i == 2 ? "{\"n\":4}" : "{\"n\":3}");
	has_n(s, store, "\"n\":4");
	crm_store_free(store);
}

/* Between two of ours: the reader sees it, and the chain goes on from it. */
static void steps_of_others_are_seen(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);
	struct crm_findings *found = crm_findings_new();

	step_of(s, store, "open", "{\"n\":1}");
	write_step(s, ID, "amend", "{\"n\":2}");
	has_n(s, store, "\"n\":2");
	write_step(s, ID, "amend", "{\"n\":3}");
	step_of(s, store, "amend", "{\"m\":1}");
	has_n(s, store, "\"n\":3");
	has_n(s, store, "\"m\":1");
	crm_store_free(store);
	store = open_store(s);
	assert_int_equal(crm_store_verify(store, "complaint", found, &s->err), 0);
	assert_int_equal(crm_findings_count(found), 0);
	crm_findings_free(found);
	crm_store_free(store);
}

/* An op that another process has used is known, also to a journal that was kept. */
static void ops_of_others_are_known(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);
	struct crm_journal *j;
	struct crm_tx *t;
	struct crm_buf line = CRM_BUF_INIT;
	char used_by[65];

	step_of(s, store, "open", "{\"n\":1}");
	add_line(&line, "C-2", "open", "\"op\":\"k-1\"", NULL);
	append(s, "complaint.jsonl", line.data);
	assert_int_equal(crm_store_lock(store, 0, &s->err), 0);
	j = open_journal(s, store);
	t = crm_tx_new(j);
	assert_int_equal(crm_tx_op(t, "k-1", used_by, &s->err), 1);
	assert_string_equal(used_by, "C-2");
	crm_tx_free(t);
	crm_journal_free(j);
	crm_store_free(store);
	crm_buf_release(&line);
}

/* Of the same length, in the same second, under the same name: an editor's. */
static void a_new_file_is_seen(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);
	struct crm_buf text = CRM_BUF_INIT;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	put(s, "complaint.jsonl", text.data);
	has_n(s, store, "\"n\":1");
	crm_buf_clear(&text);
	add_line(&text, ID, "open", "\"n\":5", NULL);
	put(s, "new", text.data);
	rename_to(s, "new", "complaint.jsonl");
	has_n(s, store, "\"n\":5");
	crm_store_free(store);
	crm_buf_release(&text);
}

/* What is written into the file and is no batch of ours is set aside, as ever. */
static void a_torn_end_is_seen(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);

	step_of(s, store, "open", "{\"n\":1}");
	append(s, "complaint.jsonl", "{\"id\":\"" ID "\",\"st");
	step_of(s, store, "amend", "{\"n\":2}");
	assert_non_null(finding(s->notes, "set_aside"));
	assert_true(exists(s, "complaint.torn"));
	has_n(s, store, "\"n\":2");
	crm_store_free(store);
}

static void a_base_table_is_seen(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);

	step_of(s, store, "open", "{\"n\":1}");
	put(s, "complaint.csv", "id,plant\n" ID ",P1\n");
	has_n(s, store, "\"plant\":\"P1\"");
	put(s, "complaint.new", "id,plant\n" ID ",P2\n");
	rename_to(s, "complaint.new", "complaint.csv");
	has_n(s, store, "\"plant\":\"P2\"");
	crm_store_free(store);
}

/* A commit that fails leaves nothing that the next use would believe. */
static void a_failed_commit_is_forgotten(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);
	struct crm_journal *j;
	struct crm_tx *t;

	step_of(s, store, "open", "{\"n\":1}");
	assert_int_equal(crm_store_lock(store, 0, &s->err), 0);
	j = open_journal(s, store);
	t = crm_tx_new(j);
	add(t, ID, "amend", "{\"n\":2}");
	append(s, "complaint.jsonl", "\n");
	assert_int_equal(crm_tx_commit(t, &s->err), -1);
	crm_tx_free(t);
	crm_store_unlock(store);
	crm_journal_free(j);
	crm_err_clear(&s->err);
	has_n(s, store, "\"n\":1");
	crm_store_free(store);
}

/* Two open at once: neither disturbs the other. */
static void two_at_once(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = keeping(s);
	struct crm_journal *a, *b;

	step_of(s, store, "open", "{\"n\":1}");
	a = open_journal(s, store);
	b = open_journal(s, store);
	assert_ptr_not_equal(a, b);
	crm_journal_free(a);
	assert_int_equal(crm_journal_has(b, ID, &s->err), 1);
	crm_journal_free(b);
	has_n(s, store, "\"n\":1");
	crm_store_free(store);
}

static void stamps(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = open_store(s);
	struct crm_stamp a, b;

	crm_stamp_take(store, "complaint", &a);
	crm_stamp_take(store, "complaint", &b);
	assert_true(crm_stamp_same(&a, &b));
	write_step(s, ID, "open", "{\"n\":1}");
	crm_stamp_take(store, "complaint", &b);
	assert_false(crm_stamp_same(&a, &b));
	crm_stamp_take(store, "complaint", &a);
	assert_true(crm_stamp_same(&a, &b));
	write_step(s, ID, "amend", "{\"n\":2}");
	crm_stamp_take(store, "complaint", &b);
	assert_false(crm_stamp_same(&a, &b));
	put(s, "complaint.csv", "id\n");
	crm_stamp_take(store, "complaint", &a);
	assert_false(crm_stamp_same(&a, &b));
	crm_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(own_steps_are_seen, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(
	        steps_of_others_are_seen, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(
	        ops_of_others_are_known, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(a_new_file_is_seen, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(a_torn_end_is_seen, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(a_base_table_is_seen, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(
	        a_failed_commit_is_forgotten, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(two_at_once, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(stamps, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
