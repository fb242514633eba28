/* Reading a journal: fold, as-of, bad lines, epochs, all records. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void same_fold(struct scratch *s, const char *id, const char *want)
{
	struct crm_buf out = CRM_BUF_INIT;

	folded(s, id, NULL, &out, NULL);
	assert_string_equal(out.data, want);
	crm_buf_release(&out);
}

/* kind and id first, then fields as first set; null deletes, deep too. */
static void test_fold(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_fold f;

	write_step(s, ID, "open",
	    "{\"state\":\"open\",\"part\":\"A\",\"ways\":{\"a\":{\"n\":1},\"b\":2}}");
	write_step(s, "C-2026-0002", "open", "{\"state\":\"open\"}");
	write_step(s, ID, "amend",
	    "{\"part\":null,\"state\":\"closed\",\"ways\":{\"a\":null},\"lot\":\"L\"}");
	folded(s, ID, NULL, &out, &f);
	assert_string_equal(out.data,
	    "{\"kind\":\"complaint\",\"id\":\"" ID "\","
	    "\"state\":\"closed\",\"ways\":{\"b\":2},\"lot\":\"L\"}");
	assert_int_equal(f.lines, 2);
	assert_int_equal(f.line, 3);
	assert_false(f.conflict);
	assert_int_equal(strlen(f.tip), 32);
	assert_int_equal(crm_findings_count(s->notes), 0);
	folded(s, "C-2026-0009", NULL, &out, NULL);
	assert_string_equal(out.data, "");
	assert_int_equal(s->err.code, CRM_NOINPUT);
	crm_buf_release(&out);
}

/* Written by then: rec where it stands, else at. */
static void test_as_of(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	put(s, "complaint.jsonl",
	    "{\"id\":\"" ID "\",\"new\":true,\"step\":\"open\","
	    "\"at\":\"2026-01-02T00:00:00Z\",\"n\":1}\n"
	    "{\"id\":\"" ID "\",\"step\":\"amend\",\"at\":\"2026-01-03T00:00:00Z\","
	    "\"rec\":\"2026-01-09T00:00:00+08:00\",\"n\":2}\n");
	folded(s, ID, "2026-01-08T15:59:59Z", &out, NULL);
	assert_non_null(strstr(out.data, "\"n\":1"));
	folded(s, ID, "2026-01-08T16:00:00Z", &out, NULL);
	assert_non_null(strstr(out.data, "\"n\":2"));
	folded(s, ID, "2026-01-01T00:00:00Z", &out, NULL);
	assert_int_equal(s->err.code, CRM_NOINPUT);
	assert_non_null(strstr(s->err.text, "at that time"));
	folded(s, ID, "yesterday", &out, NULL);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_buf_release(&out);
}

static void test_lines(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_line line;
	size_t pos = 0, of = 0;

	write_step(s, ID, "open", "{\"n\":1}");
	append(s, "complaint.jsonl", "nonsense\n");
	append(s, "complaint.jsonl", "{\"id\":\"C-9\",\"step\":\"x\",\"at\":\"" AT "\"}\n");
	store = open_store(s);
	j = open_journal(s, store);
	assert_int_equal(crm_journal_has(j, ID, &s->err), 1);
	assert_int_equal(crm_journal_has(j, "C-9", &s->err), 1);
	assert_int_equal(crm_journal_has(j, "C-8", &s->err), 0);
	assert_int_equal(crm_journal_next_of(j, "C-9", &of, &line, &s->err), 1);
	assert_int_equal(line.number, 3);
	assert_int_equal(line.len, 23 + strlen(",'at':'" AT "'"));
	assert_int_equal(crm_journal_next_of(j, "C-9", &of, &line, &s->err), 0);
	assert_int_equal(crm_journal_next(j, &pos, &line, &s->err), 1);
	assert_int_equal(line.number, 1);
	assert_int_equal(crm_journal_next(j, &pos, &line, &s->err), 1);
	assert_int_equal(line.number, 3);
	assert_int_equal(crm_journal_next(j, &pos, &line, &s->err), 0);
	crm_journal_free(j);
	crm_store_free(store);
}

/* An absent kind is empty; a name that cannot be one is refused. */
static void test_absent(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = open_store(s);
	struct crm_journal *j = open_journal(s, store);
	struct crm_line line;
	size_t pos = 0;

	assert_int_equal(crm_journal_next(j, &pos, &line, &s->err), 0);
	assert_int_equal(crm_journal_has(j, ID, &s->err), 0);
	crm_journal_free(j);
	assert_int_equal(crm_journal_open(store, "../x", NULL, &j, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_store_free(store);
}

static void test_symlink(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = open_store(s);
	struct crm_journal *j;
	char path[160];

	path_of(s, "complaint.jsonl", path);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_int_equal(crm_journal_open(store, "complaint", NULL, &j, &s->err), -1);
	assert_int_equal(s->err.code, CRM_NOPERM);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0); /* must not wait */
	crm_err_clear(&s->err);
	assert_int_equal(crm_journal_open(store, "complaint", NULL, &j, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	/* a directory: the same for readers and writers */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	crm_err_clear(&s->err);
	assert_int_equal(crm_journal_open(store, "complaint", NULL, &j, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_store_free(store);
	store = lock_store(s);
	assert_int_equal(crm_journal_open(store, "complaint", NULL, &j, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_store_free(store);
}

/* Each bad line: readers say where and go on, writers stop. */
static void test_bad_lines(void **state)
{
	static const char *const bad[] = {
	    "",
	    "x",
	    "[]",
	    "{}",
	    "{\"id\":\"C-2\"}",
	    "{\"step\":\"x\",\"at\":\"" AT "\"}",
	    "{\"id\":\"bad id\",\"step\":\"x\",\"at\":\"" AT "\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\"",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\"} x",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"id\":\"C-2\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"a\":01}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"a\":\"\xff\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"a\":\"\\x\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"abc\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"abc:2/2\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"epoch\":-1}",
	    "{\"id\":\"C-2\",\"step\":\"x\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"yesterday\"}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":7}",
	    "{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"rec\":\"\"}",
	};
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_buf text = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		crm_buf_clear(&text);
		add_line(&text, ID, "open", "\"n\":1", NULL);
		crm_buf_addf(&text, "%s\n", bad[i]);
		add_line(&text, "C-3", "open", "\"n\":3", NULL);
		put(s, "complaint.jsonl", text.data);
		same_fold(s, "C-3", "{\"kind\":\"complaint\",\"id\":\"C-3\",\"n\":3}");
		assert_int_equal(count_findings(s->notes, "bad_line"), 1);
		assert_int_equal(finding(s->notes, "bad_line")->line, 2);
		assert_int_equal(finding(s->notes, "bad_line")->severity, CRM_ERROR);
		store = lock_store(s);
		assert_int_equal(crm_journal_open(store, "complaint", s->notes, &j, &s->err), -1);
		assert_int_equal(s->err.code, CRM_BADINPUT);
		assert_int_equal(s->err.line, 2);
		crm_store_free(store);
	}
	crm_buf_release(&text);
}

/* A bad line is told by its own fault. */
static void test_bad_text(void **state)
{
	static const struct {
		const char *line, *text;
	} cases[] = {
	    {"{\"id\":\"C-2\",\"id\":\"C-2\"}", "duplicate key 'id'"},
	    {"{\"id\":\"\x01\"}", "control character"},
	    {"{\"id\":\"C-2\",\"step\":\"x\",\"at\":\"" AT "\",\"epoch\":\"zz\"}", "epoch is not"},
	    {"{\"id\":\"C-2\",\"step\":\"x\"}", "at (and rec"},
	    {"{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
	        "depth"},
	};
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_buf text = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		crm_buf_clear(&text);
		crm_buf_addf(&text, "%s\n", cases[i].line);
		put(s, "complaint.jsonl", text.data);
		store = open_store(s);
		j = open_journal(s, store);
		assert_non_null(strstr(finding(s->notes, "bad_line")->text, cases[i].text));
		crm_journal_free(j);
		crm_store_free(store);
	}
	crm_buf_clear(&text);
	while (text.len <= s->limits.line)
		crm_buf_addz(&text, "xxxxxxxxxxxxxxxx");
	crm_buf_addc(&text, '\n');
	put_bytes(s, "complaint.jsonl", text.data, text.len);
	store = open_store(s);
	j = open_journal(s, store);
	assert_non_null(strstr(finding(s->notes, "bad_line")->text, "(limit line)"));
	crm_journal_free(j);
	crm_store_free(store);
	crm_buf_release(&text);
}

/* A record without a creating line: folded, but with a warning, no steps. */
static void test_no_new(void **state)
{
	static const char *const first[] = {"", ",\"new\":false", ",\"new\":1"};
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_fold f;
	size_t i;

	for (i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
		crm_buf_clear(&text);
		crm_buf_addf(
		    &text, "{\"id\":\"" ID "\",\"step\":\"open\",\"at\":\"" AT "\"%s}\n", first[i]);
		put(s, "complaint.jsonl", text.data);
		folded(s, ID, NULL, &out, &f);
		assert_true(f.conflict);
		assert_non_null(strstr(f.why, "chain"));
		assert_int_equal(finding(s->notes, "conflict")->line, 1);
		assert_non_null(strstr(finding(s->notes, "conflict")->text, "no new"));
	}
	put(s, "complaint.csv", "id\n" ID "\n"); /* it begins there */
	folded(s, ID, NULL, &out, &f);
	assert_false(f.conflict);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* What only jansson refuses shows when the record is read. */
static void test_bad_when_parsed(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_fold f;
	struct crm_buf text = CRM_BUF_INIT;
	char *first;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	first = line_at(text.data, 0);
	add_line(&text, ID, "amend", "\"n\":2,\"n\":3", first);
	add_line(&text, "C-2", "open", "\"n\":1", NULL);
	put(s, "complaint.jsonl", text.data);
	same_fold(s, ID, "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"n\":1}");
	assert_int_equal(finding(s->notes, "bad_line")->line, 2);
	store = lock_store(s);
	j = open_journal(s, store);
	assert_int_equal(crm_journal_fold(j, ID, NULL, &f, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	assert_int_equal(s->err.line, 2);
	crm_journal_free(j);
	crm_store_free(store);
	free(first);
	crm_buf_release(&text);
}

/* ---- rewritten journals ---- */

static void test_epoch(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	put(s, "complaint.jsonl",
	    "{\"step\":\"compact\",\"at\":\"" AT "\",\"epoch\":2}\n"
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"at\":\"" AT
	    "\",\"epoch\":2,\"n\":1}\n");
	write_step(s, "C-2", "open", "{\"n\":2}");
	get(s, "complaint.jsonl", &out);
	assert_non_null(strstr(out.data, "\"by\":\"cs01\",\"epoch\":2,\"n\":2}\n"));
	append(s, "complaint.jsonl",
	    "{\"id\":\"C-3\",\"new\":true,\"step\":\"open\",\"at\":\"" AT "\"}\n");
	same_fold(s, "C-3", "");
	assert_int_equal(finding(s->notes, "bad_line")->line, 4);
	crm_buf_release(&out);
}

/* ---- all records ---- */

static void test_reader(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_reader *r;
	struct crm_record *rec;
	struct crm_shape *shape = crm_shape_new(NULL);
	struct crm_view v;
	int n = crm_shape_field(shape, "n");

	write_step(s, "Z-1", "open", "{\"n\":1}");
	write_step(s, "A-1", "open", "{\"n\":2}");
	write_step(s, "Z-1", "amend", "{\"n\":3}");
	append(s, "complaint.jsonl", "x\n");
	store = open_store(s);
	assert_int_equal(
	    crm_store_reader(store, "complaint", NULL, NULL, s->notes, &r, &s->err), 0);
	assert_int_equal(crm_reader_record(r, &rec, &s->err), CRM_READ_OK);
	assert_string_equal(crm_record_text(rec, "id"), "Z-1");
	assert_int_equal(crm_reader_line(r), 3);
	crm_record_free(rec);
	assert_int_equal(crm_reader_record(r, &rec, &s->err), CRM_READ_OK);
	assert_string_equal(crm_record_text(rec, "id"), "A-1");
	crm_record_free(rec);
	assert_int_equal(crm_reader_record(r, &rec, &s->err), CRM_READ_END);
	assert_int_equal(count_findings(s->notes, "bad_line"), 1);
	crm_reader_free(r);

	assert_int_equal(crm_store_reader(store, "complaint", shape, NULL, NULL, &r, &s->err), 0);
	assert_int_equal(crm_reader_view(r, &v, &s->err), CRM_READ_OK);
	assert_int_equal(crm_view_cell(&v, n)->u.i, 3);
	assert_int_equal(v.line, 3);
	assert_int_equal(crm_reader_view(r, &v, &s->err), CRM_READ_OK);
	assert_int_equal(crm_view_cell(&v, n)->u.i, 2);
	assert_int_equal(crm_reader_view(r, &v, &s->err), CRM_READ_END);
	crm_reader_free(r);
	assert_int_equal(
	    crm_store_reader(store, "complaint", NULL, "2020-01-01T00:00:00Z", NULL, &r, &s->err),
	    0);
	assert_int_equal(crm_reader_record(r, &rec, &s->err), CRM_READ_END);
	crm_reader_free(r);
	crm_store_free(store);
	crm_shape_free(shape);
}

/* A record that has grown beyond the limits is refused, the next one read. */
static void test_record_limits(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	write_step(s, "C-1", "open", "{\"a1\":1,\"a2\":1,\"a3\":1,\"a4\":1}");
	write_step(s, "C-1", "amend", "{\"b1\":1,\"b2\":1,\"b3\":1,\"b4\":1}");
	s->limits.record_keys = 10; /* with kind and id */
	folded(s, "C-1", NULL, &out, NULL);
	assert_true(out.len > 0);
	s->limits.record_keys = 9;
	folded(s, "C-1", NULL, &out, NULL);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	s->limits.record_keys = 10;
	s->limits.record = 20;
	folded(s, "C-1", NULL, &out, NULL);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_fold),
	    TEST(test_as_of),
	    TEST(test_lines),
	    TEST(test_absent),
	    TEST(test_symlink),
	    TEST(test_bad_lines),
	    TEST(test_bad_text),
	    TEST(test_no_new),
	    TEST(test_bad_when_parsed),
	    TEST(test_epoch),
	    TEST(test_reader),
	    TEST(test_record_limits),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
