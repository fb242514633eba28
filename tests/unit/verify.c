/* The evidence: edits, deletions, insertions, forks, digests. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void verify(struct scratch *s)
{
	struct crm_store *store = open_store(s);

	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	if (crm_store_verify(store, "complaint", s->notes, &s->err) != 0)
		fail_msg("%s", s->err.text);
	crm_store_free(store);
}

/* Exactly one finding, this one. */
static void finds(struct scratch *s, const char *code, enum crm_severity severity, long line)
{
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 1);
	assert_string_equal(crm_finding_at(s->notes, 0)->code, code);
	assert_int_equal(crm_finding_at(s->notes, 0)->severity, severity);
	assert_int_equal(crm_finding_at(s->notes, 0)->line, line);
}

static void write_four(struct scratch *s, struct crm_buf *text)
{
	write_step(s, ID, "open", "{\"n\":1}");
	write_step(s, "C-2026-0002", "open", "{\"n\":1}");
	write_step(s, ID, "amend", "{\"n\":2}");
	write_step(s, ID, "amend", "{\"n\":3}");
	get(s, "complaint.jsonl", text);
}

/* Writes the lines of text in that order ("0231"). */
static void put_lines(struct scratch *s, const char *text, const char *order)
{
	struct crm_buf out = CRM_BUF_INIT;
	char *line;

	for (; *order != '\0'; order++) {
		line = line_at(text, (size_t)(*order - '0'));
		crm_buf_addf(&out, "%s\n", line);
		free(line);
	}
	put(s, "complaint.jsonl", out.len > 0 ? out.data : "");
	crm_buf_release(&out);
}

static void test_good(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;

	verify(s); /* no journal at all */
	assert_int_equal(crm_findings_count(s->notes), 0);
	write_four(s, &text);
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 0);
	crm_buf_release(&text);
}

static void test_tampered(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	char *p;

	write_four(s, &text);
	put_lines(s, text.data, "013"); /* one from the middle */
	finds(s, "edited", CRM_ERROR, 3);
	put_lines(s, text.data, "123"); /* the first of a record */
	finds(s, "deleted", CRM_ERROR, 2);
	put_lines(s, text.data, "0132"); /* order within a record */
	finds(s, "edited", CRM_ERROR, 3);
	put_lines(s, text.data, "1023"); /* between records: no matter */
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 0);
	p = strstr(text.data, "\"n\":2");
	assert_non_null(p);
	p[4] = '7';
	put(s, "complaint.jsonl", text.data);
	finds(s, "edited", CRM_ERROR, 4);
	crm_buf_release(&text);
}

static void test_inserted(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;

	write_four(s, &text);
	append(s, "complaint.jsonl",
	    "{\"id\":\"" ID "\",\"step\":\"amend\",\"at\":\"" AT "\",\"n\":9}\n");
	finds(s, "inserted", CRM_ERROR, 5);
	crm_buf_release(&text);
}

static void test_no_new(void **state)
{
	struct scratch *s = *state;

	put(s, "complaint.jsonl", "{\"id\":\"C-1\",\"step\":\"amend\",\"at\":\"" AT "\"}\n");
	finds(s, "no_new", CRM_ERROR, 1);
	put(s, "complaint.csv", "id\nC-1\n"); /* it begins there */
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 0);
}

static void test_bad(void **state)
{
	struct scratch *s = *state;

	put(s, "complaint.jsonl",
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",\"a\":1,\"a\":1}\n");
	finds(s, "bad_line", CRM_ERROR, 1);
	put(s, "complaint.jsonl",
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",\"tx\":\"a:1/2\"}\n"
	    "{\"id\":\"C-2\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\"}\n");
	finds(s, "bad_line", CRM_ERROR, 1);
	put(s, "complaint.jsonl",
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\"}\n{");
	finds(s, "torn_tail", CRM_WARNING, 2);
	put(s, "complaint.jsonl",
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",\"epoch\":3}\n"
	    "{\"id\":\"C-2\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",\"epoch\":2}\n");
	verify(s);
	/* one is there for all that comes of a merge of two epochs */
	assert_int_equal(finding(s->notes, "epochs_merged")->line, 2);
	assert_int_equal(crm_findings_count(s->notes), 1);
	put(s, "complaint.jsonl",
	    "{\"id\":\"C-1\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",\"epoch\":3}\n");
	/* an epoch comes of a rewriting, which its first line tells */
	finds(s, "no_first_line", CRM_ERROR, 1);
}

/* A union merge of two clones: clean but for the fork itself. */
static void test_merged(void **state)
{
	struct scratch *s = *state;
	struct crm_buf base = CRM_BUF_INIT, ours = CRM_BUF_INIT, theirs = CRM_BUF_INIT;

	write_step(s, ID, "open", "{\"state\":\"open\"}");
	get(s, "complaint.jsonl", &base);
	write_step(s, ID, "amend", "{\"a\":1}");
	write_step(s, ID, "inform", "{\"state\":\"informed\"}");
	get(s, "complaint.jsonl", &ours);
	put(s, "complaint.jsonl", base.data);
	write_step(s, ID, "amend", "{\"b\":1}");
	write_step(s, "C-2026-B0001", "open", "{}");
	get(s, "complaint.jsonl", &theirs);
	put(s, "complaint.jsonl", ours.data);
	append_bytes(s, "complaint.jsonl", theirs.data + base.len, theirs.len - base.len);
	finds(s, "fork", CRM_WARNING, 1);
	write_step(s, ID, "amend", "{\"c\":1}"); /* joins the tips */
	finds(s, "fork", CRM_WARNING, 1);

	/* both sides set the state */
	put(s, "complaint.jsonl", base.data);
	write_step(s, ID, "void", "{\"state\":\"void\"}");
	get(s, "complaint.jsonl", &theirs);
	put(s, "complaint.jsonl", ours.data);
	append_bytes(s, "complaint.jsonl", theirs.data + base.len, theirs.len - base.len);
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 2);
	assert_int_equal(finding(s->notes, "conflict")->severity, CRM_ERROR);
	assert_string_equal(finding(s->notes, "conflict")->subject, ID);
	write_step(s, ID, "resolve", "{\"state\":\"void\"}");
	finds(s, "fork", CRM_WARNING, 1);
	crm_buf_release(&base);
	crm_buf_release(&ours);
	crm_buf_release(&theirs);
}

/* A line edited by hand is that, and no fork of two branches. */
static void test_edited_state(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_fold f;
	char *p;

	write_step(s, ID, "open", "{\"state\":\"open\",\"n\":1}");
	write_step(s, ID, "inform", "{\"state\":\"informed\"}");
	get(s, "complaint.jsonl", &text);
	p = strstr(text.data, "\"n\":1");
	assert_non_null(p);
	p[4] = '7';
	put(s, "complaint.jsonl", text.data);
	finds(s, "edited", CRM_ERROR, 2);
	folded(s, ID, NULL, &out, &f);
	assert_true(f.conflict);
	assert_non_null(strstr(f.why, "chain of its lines is broken"));
	assert_non_null(strstr(finding(s->notes, "conflict")->text, "chain"));
	crm_buf_release(&text);
	crm_buf_release(&out);
}

static void stamp_line(struct crm_buf *text, const char *stamps, const char *prev)
{
	char hex[65] = "";

	if (prev != NULL)
		crm_sha256_hex(prev, strlen(prev), hex);
	crm_buf_addf(text, "{\"id\":\"" ID "\"%s,\"step\":\"x\",%s%s%.32s%s}\n",
	    prev == NULL ? ",\"new\":true" : "", stamps, prev != NULL ? ",\"prev\":\"" : "", hex,
	    prev != NULL ? "\"" : "");
}

/* Written before the line that it continues: by more than a minute. */
static void test_clock(void **state)
{
	static const struct {
		const char *stamps;
		size_t found;
	} cases[] = {
	    {"\"at\":\"2026-11-20T01:00:00Z\"", 0},
	    {"\"at\":\"2026-11-20T00:59:00Z\"", 0},
	    {"\"at\":\"2026-11-20T00:58:59Z\"", 1},
	    {"\"at\":\"2026-11-01T00:00:00Z\",\"rec\":\"2026-11-20T01:00:00Z\"", 0},
	    {"\"at\":\"2026-11-20T01:00:00Z\",\"rec\":\"2026-11-20T00:00:00Z\"", 1},
	};
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	char *first;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		crm_buf_clear(&text);
		stamp_line(&text, "\"at\":\"" AT "\"", NULL);
		first = line_at(text.data, 0);
		stamp_line(&text, cases[i].stamps, first);
		put(s, "complaint.jsonl", text.data);
		verify(s);
		assert_int_equal(crm_findings_count(s->notes), cases[i].found);
		if (cases[i].found > 0)
			finds(s, "clock_backwards", CRM_WARNING, 2);
		free(first);
	}
	crm_buf_release(&text);
}

/* Two branches took in the same row. */
static void test_op_twice(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	struct open_tx o;
	char id[65];

	add_line(&text, "C-2026-A0001", "open", "\"op\":\"k\"", NULL);
	add_line(&text, "C-2026-B0001", "open", "\"op\":[\"j\",\"k\"]", NULL);
	put(s, "complaint.jsonl", text.data);
	finds(s, "op_twice", CRM_ERROR, 2);
	assert_non_null(strstr(crm_finding_at(s->notes, 0)->text, "'k' of C-2026-A0001 in line 1"));
	o = begin(s);
	assert_int_equal(crm_tx_op(o.t, "k", id, &s->err), 1);
	assert_string_equal(id, "C-2026-A0001");
	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	assert_int_equal(crm_store_check(o.store, false, s->notes, &s->err), 0);
	assert_int_equal(count_findings(s->notes, "op_twice"), 1);
	end(&o);
	write_step(s, "C-2026-B0001", "duplicate", "{\"state\":\"duplicate\"}");
	finds(s, "op_twice", CRM_NOTE, 2);
	crm_buf_release(&text);
}

/* Two clones without a site opened the same number. */
static void test_second(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	char *line;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	add_line(&text, ID, "open", "\"n\":2", NULL);
	line = line_at(text.data, 1);
	add_line(&text, ID, "amend", "\"n\":3", line);
	put(s, "complaint.jsonl", text.data);
	verify(s);
	assert_int_equal(count_findings(s->notes, "second_new"), 2);
	assert_int_equal(crm_findings_count(s->notes), 2);
	assert_non_null(strstr(finding(s->notes, "second_new")->text, "line 1"));
	free(line);
	crm_buf_release(&text);
}

/* What was resolved is still told, but no error any more. */
static void test_resolved(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;

	add_line(&text, ID, "open", "\"n\":1", NULL);
	add_line(&text, ID, "amend", "\"n\":2", "another line");
	put(s, "complaint.jsonl", text.data);
	finds(s, "edited", CRM_ERROR, 2);
	write_step(s, ID, "resolve", "{\"why\":\"typing slip\"}");
	finds(s, "edited", CRM_WARNING, 2);
	crm_buf_release(&text);
}

static void test_head(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_head h, empty;
	struct crm_buf text = CRM_BUF_INIT;
	char hex[65], path[160];

	store = open_store(s);
	assert_int_equal(crm_store_head(store, "complaint", &empty, &s->err), 0);
	assert_int_equal(empty.bytes, 0);
	crm_sha256_hex("", 0, hex);
	assert_string_equal(empty.sha256, hex);
	write_four(s, &text);
	append(s, "complaint.jsonl", "{\"torn");
	assert_int_equal(crm_store_head(store, "complaint", &h, &s->err), 0);
	assert_string_equal(h.kind, "complaint");
	assert_int_equal(h.lines, 4);
	assert_int_equal(h.bytes, text.len);
	crm_sha256_hex(text.data, text.len, hex);
	assert_string_equal(h.sha256, hex);

	write_step(s, ID, "amend", "{\"n\":4}"); /* growth is no matter */
	assert_int_equal(crm_store_verify_head(store, &h, s->notes, &s->err), 0);
	assert_int_equal(crm_store_verify_head(store, &empty, s->notes, &s->err), 0);
	assert_null(finding(s->notes, "cut"));
	assert_null(finding(s->notes, "rewritten"));
	put_lines(s, text.data, "012");
	assert_int_equal(crm_store_verify_head(store, &h, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "cut"));
	put_lines(s, text.data, "1023");
	assert_int_equal(crm_store_verify_head(store, &h, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "rewritten"));
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(crm_store_verify_head(store, &empty, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "missing"));
	crm_store_free(store);
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_good),
	    TEST(test_tampered),
	    TEST(test_inserted),
	    TEST(test_no_new),
	    TEST(test_bad),
	    TEST(test_merged),
	    TEST(test_edited_state),
	    TEST(test_clock),
	    TEST(test_op_twice),
	    TEST(test_second),
	    TEST(test_resolved),
	    TEST(test_head),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
