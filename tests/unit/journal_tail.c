/* The end of a journal after a crash: what readers see, what writers do. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void same_fold(struct scratch *s, const char *id, const char *want)
{
	struct crm_buf out = CRM_BUF_INIT;

	folded(s, id, NULL, &out, NULL);
	assert_string_equal(out.data, want);
	crm_buf_release(&out);
}

/*
 * After a good line stands `tail`. A reader sees the good line, warns and
 * changes nothing; a writer keeps (keep) or sets aside, and goes on.
 */
static void tail_case(struct scratch *s, const char *tail, size_t n, bool keep)
{
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_buf good = CRM_BUF_INIT, now = CRM_BUF_INIT;
	char path[160];

	path_of(s, "complaint.torn", path);
	unlink(path);
	add_line(&good, ID, "open", "\"n\":1", NULL);
	put(s, "complaint.jsonl", good.data);
	append_bytes(s, "complaint.jsonl", tail, n);
	same_fold(s, ID, "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"n\":1}");
	assert_int_equal(crm_findings_count(s->notes), 1);
	assert_int_equal(finding(s->notes, "torn_tail")->line, 2);
	assert_int_equal(finding(s->notes, "torn_tail")->severity, CRM_WARNING);
	get(s, "complaint.jsonl", &now);
	assert_int_equal(now.len, good.len + n);
	assert_false(exists(s, "complaint.torn"));

	store = lock_store(s);
	j = open_journal(s, store);
	crm_journal_free(j);
	crm_store_free(store);
	assert_int_equal(crm_findings_count(s->notes), 1);
	get(s, "complaint.jsonl", &now);
	if (keep) {
		assert_non_null(finding(s->notes, "kept_tail"));
		assert_int_equal(now.len, good.len + n + 1);
		assert_int_equal(now.data[now.len - 1], '\n');
		assert_false(exists(s, "complaint.torn"));
	} else {
		assert_non_null(finding(s->notes, "set_aside"));
		assert_int_equal(now.len, good.len);
		assert_memory_equal(now.data, good.data, good.len);
		get(s, "complaint.torn", &now);
		assert_memory_equal(now.data, tail, n);
		assert_int_equal(now.len, n + (tail[n - 1] == '\n' ? 0 : 1));
	}
	crm_buf_release(&good);
	crm_buf_release(&now);
}

#define TAIL(text, what)                     \
	{                                    \
		text, sizeof(text) - 1, what \
	}

static void test_tails(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		bool keep;
	} cases[] = {
	    TAIL("{\"id\":\"C-2\",\"step\":\"open\",\"at\":\"" AT "\",\"new\":true}", true),
	    TAIL("{\"id\":\"C-2\",\"step\":\"open\",\"at\":\"" AT "\",\"new\":true", false),
	    TAIL("{\"id\":\"C-2\"}", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"\",\"at\":\"" AT "\"}", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"a\":1,\"a\":2}", false),
	    TAIL("x", false),
	    TAIL("\0\0\0\0", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"\0\"}\n", false),
	    TAIL("\0\0\"}\n", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}\n", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}\n{\"id\":\"C",
	        false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/3\"}\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:2/3\"}\n",
	        false),
	    /* whole but for its newline: of an unfinished batch */
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}", false),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:2/2\"}",
	        false),
	    /* a batch with a hole, its last line there */
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/3\"}\n"
	         "\0\0\0\0\0\0\0\0\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:3/3\"}\n",
	        false),
	    /* the hole took its beginning */
	    TAIL("\0\0\0\0\0\0:1/3\"}\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:2/3\"}\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:3/3\"}\n",
	        false),
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		tail_case(s, cases[i].text, cases[i].n, cases[i].keep);
}

/* The same kinds of damage with lines after them are bad lines. */
static void test_no_tail(void **state)
{
	static const struct {
		const char *text;
		size_t n, bad;
	} cases[] = {
	    TAIL("{\"id\":\"C-2\",\"step\":\"\0\"}\n", 1),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}\n", 1),
	    TAIL("{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/3\"}\n"
	         "\0\0\0\0\0\0\0\0\n"
	         "{\"id\":\"C-3\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:3/3\"}\n",
	        3),
	};
	struct scratch *s = *state;
	struct crm_buf last = CRM_BUF_INIT;
	size_t i;

	add_line(&last, ID, "open", "\"n\":1", NULL);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put_bytes(s, "complaint.jsonl", cases[i].text, cases[i].n);
		append_bytes(s, "complaint.jsonl", last.data, last.len);
		same_fold(s, ID, "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"n\":1}");
		assert_int_equal(count_findings(s->notes, "bad_line"), cases[i].bad);
		assert_null(finding(s->notes, "torn_tail"));
		same_fold(s, "C-2", "");
	}
	crm_buf_release(&last);
}

/* What was set aside does not move the numbers on. */
static void test_numbers_after_torn(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_tx *t;
	char id[65];

	put(s, "complaint.jsonl",
	    "{\"id\":\"C-2026-0001\",\"new\":true,\"step\":\"x\",\"at\":\"" AT
	    "\",\"tx\":\"a:1/2\"}\n");
	store = lock_store(s);
	j = open_journal(s, store);
	t = crm_tx_new(j);
	assert_int_equal(crm_tx_next_id(t, "C", 2026, id, NULL), 0);
	assert_string_equal(id, "C-2026-0001");
	crm_tx_free(t);
	crm_journal_free(j);
	crm_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_tails),
	    TEST(test_no_tail),
	    TEST(test_numbers_after_torn),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
