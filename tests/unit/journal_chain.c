/* Second creations, forks after a merge, broken chains. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void test_second(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_fold f;
	char *second;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	add_line(&text, ID, "open", "\"n\":2,\"second\":true", NULL);
	second = line_at(text.data, 1);
	add_line(&text, ID, "amend", "\"n\":3", second);
	put(s, "complaint.jsonl", text.data);
	folded(s, ID, NULL, &out, &f);
	assert_string_equal(out.data, "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"n\":1}");
	assert_true(f.conflict);
	assert_int_equal(f.lines, 1);
	assert_int_equal(count_findings(s->notes, "second_new"), 1);
	assert_int_equal(finding(s->notes, "second_new")->line, 2);
	assert_non_null(strstr(finding(s->notes, "second_new")->text, "line 1"));
	assert_string_equal(finding(s->notes, "second_new")->subject, ID);
	free(second);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* The same line twice, as a cherry-pick leaves it, is one line. */
static void test_again(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_fold f;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	add_line(&text, ID, "open", "\"n\":1", NULL);
	put(s, "complaint.jsonl", text.data);
	folded(s, ID, NULL, &out, &f);
	assert_int_equal(f.lines, 1);
	assert_false(f.conflict);
	assert_int_equal(crm_findings_count(s->notes), 0);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* Two branches, merged by git's union driver: ours, then theirs. */
static void merge_branches(struct scratch *s, const char *ours, const char *theirs)
{
	struct crm_buf text = CRM_BUF_INIT;
	char *root, *line;

	add_line(&text, ID, "open", "\"state\":\"open\"", NULL);
	root = line_at(text.data, 0);
	add_line(&text, ID, "amend", "\"a\":1", root);
	line = line_at(text.data, 1);
	add_line(&text, ID, "amend", ours, line);
	free(line);
	add_line(&text, ID, "amend", "\"b\":1", root);
	line = line_at(text.data, 3);
	add_line(&text, ID, "amend", theirs, line);
	free(line);
	free(root);
	put(s, "complaint.jsonl", text.data);
	crm_buf_release(&text);
}

static void test_fork(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_fold f;
	char *line;

	merge_branches(s, "\"state\":\"inform\"", "\"b\":2");
	folded(s, ID, NULL, &out, &f);
	assert_false(f.conflict);
	assert_string_equal(out.data,
	    "{\"kind\":\"complaint\",\"id\":\"" ID "\","
	    "\"state\":\"inform\",\"a\":1,\"b\":2}");
	assert_int_equal(crm_findings_count(s->notes), 0);
	/* the next line names both tips, and then there is one */
	write_step(s, ID, "amend", "{\"c\":1}");
	get(s, "complaint.jsonl", &out);
	line = line_at(out.data, 5);
	assert_non_null(strstr(line, "\"prev\":[\""));
	free(line);
	write_step(s, ID, "amend", "{\"c\":2}");
	get(s, "complaint.jsonl", &out);
	line = line_at(out.data, 6);
	assert_non_null(strstr(line, "\"prev\":\""));
	free(line);
	folded(s, ID, NULL, &out, &f);
	assert_false(f.conflict);
	crm_buf_release(&out);
}

static void test_conflict(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_fold f;

	merge_branches(s, "\"state\":\"inform\"", "\"state\":\"void\"");
	folded(s, ID, NULL, &out, &f);
	assert_true(f.conflict);
	assert_non_null(finding(s->notes, "conflict"));
	assert_non_null(strstr(out.data, "\"state\":\"void\"")); /* file order */
	/* resolving is a line on both tips */
	write_step(s, ID, "resolve", "{\"state\":\"inform\"}");
	folded(s, ID, NULL, &out, &f);
	assert_false(f.conflict);
	assert_null(finding(s->notes, "conflict"));
	crm_buf_release(&out);
}

static void test_broken(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_fold f;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	add_line(&text, ID, "amend", "\"n\":2", "not that line");
	put(s, "complaint.jsonl", text.data);
	folded(s, ID, NULL, &out, &f);
	assert_true(f.conflict);
	assert_non_null(strstr(out.data, "\"n\":2"));
	assert_int_equal(finding(s->notes, "conflict")->line, 2);
	write_step(s, ID, "resolve", "{\"why\":\"seen\"}");
	folded(s, ID, NULL, &out, &f);
	assert_false(f.conflict);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_second),
	    TEST(test_again),
	    TEST(test_fork),
	    TEST(test_conflict),
	    TEST(test_broken),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
