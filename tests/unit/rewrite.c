/* Rewritten journals: kept lines, first lines, old files, what is compacted. */
#include "tests/unit/store_help.h"

#include "lib/io/store/rewrite_private.h"

#define P "\"prev\":\"00112233445566778899aabbccddeeff\""
#define NEWHASH "ffeeddccbbaa99887766554433221100"

static const struct {
	const char *line, *is;
} lines[] = {
    {"{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"at\":\"x\"}",
        "{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"epoch\":3,\"at\":\"x\"}"},
    {"{\"id\":\"C-1\",\"step\":\"a\"," P ",\"tx\":\"ab:1/2\",\"epoch\":2,\"n\":1}",
        "{\"id\":\"C-1\",\"step\":\"a\",\"prev\":\"" NEWHASH "\",\"epoch\":3,\"n\":1}"},
    /* bytes that are not the chain's stay: blanks, escapes, order */
    {"{ \"n\" : \"\\u00e9,\\\"tx\\\":\" , \"tx\" : \"ab:1/2\" ,\"id\":\"C-1\", \"step\" : \"a\" }",
        "{ \"n\" : \"\\u00e9,\\\"tx\\\":\"  ,\"id\":\"C-1\", \"step\" : \"a\",\"epoch\":3 }"},
    {"{\"step\":\"a\",\"id\":\"C-1\",\"prev\":[\"00112233445566778899aabbccddeeff\",\"0f\"]}",
        "{\"step\":\"a\",\"prev\":[\"" NEWHASH "\",\"0f\"],\"epoch\":3,\"id\":\"C-1\"}"},
    /* a first member is taken out by value */
    {"{" P ",\"tx\":\"ab:1/2\",\"id\":\"C-1\",\"step\":\"a\"}",
        "{\"id\":\"C-1\",\"step\":\"a\",\"prev\":\"" NEWHASH "\",\"epoch\":3}"},
    {"{\"id\":\"C-1\",\"step\":\"resolve\"," P
     ",\"settles\":[\"00112233445566778899aabbccddeeff\"]}",
        "{\"id\":\"C-1\",\"step\":\"resolve\",\"prev\":\"" NEWHASH "\",\"settles\":\"" NEWHASH
        "\",\"epoch\":3}"},
    /* what names no line stays as it is, and as broken */
    {"{\"id\":\"C-1\",\"step\":\"a\",\"prev\":\"gone\"}",
        "{\"id\":\"C-1\",\"step\":\"a\",\"prev\":\"gone\",\"epoch\":3}"},
    {"{\"id\":\"C-1\",\"step\":\"a\",\"prev\":[]}",
        "{\"id\":\"C-1\",\"step\":\"a\",\"prev\":[],\"epoch\":3}"},
    {"{\"id\":\"C-1\",\"step\":\"a\",\"prev\":7,\"n\":{\"prev\":1,\"tx\":2}}",
        "{\"id\":\"C-1\",\"step\":\"a\",\"prev\":7,\"epoch\":3,\"n\":{\"prev\":1,\"tx\":2}}"},
    {"{\"id\":\"C-1\"}", NULL},
    {"{\"id\":\"C-1\",\"step\":\"a\",\"n\":1,\"n\":2}", NULL},
};

static void test_line(void **state)
{
	struct crm_limits l;
	size_t i;

	(void)state;
	crm_limits_init(&l);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct crm_rehash h = {.old = crm_map_new()};
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;
		char hex[65];
		int ret;

		crm_grow(&h.fresh, &h.cap, 1, sizeof(*h.fresh));
		memcpy(h.fresh[h.n++], NEWHASH, 33);
		crm_map_put(h.old, "00112233445566778899aabbccddeeff", 32, NULL);
		ret = crm_rewrite_line(lines[i].line, strlen(lines[i].line), &l, &h, 3, &out, &e);
		assert_int_equal(ret, lines[i].is == NULL ? -1 : 0);
		if (lines[i].is != NULL) {
			assert_string_equal(out.data, lines[i].is);
			/* the next line will find it */
			crm_sha256_hex(lines[i].line, strlen(lines[i].line), hex);
			assert_int_not_equal(crm_map_find(h.old, hex, 32), CRM_MAP_NONE);
			crm_sha256_hex(out.data, out.len, hex);
			assert_memory_equal(h.fresh[1], hex, 32);
		}
		crm_rehash_release(&h);
		crm_buf_release(&out);
	}
}

static void test_old_name(void **state)
{
	static const struct {
		const char *name;
		int64_t epoch; /* -1: none */
	} names[] = {{"complaint.0.jsonl", 0}, {"complaint.12.jsonl", 12}, {"complaint.jsonl", -1},
	    {"complaint.01.jsonl", -1}, {"complaint..jsonl", -1}, {"complaint.1.jsonl~", -1},
	    {"Complaint.1.jsonl", -1}, {"complaint.x.jsonl", -1}, {".1.jsonl", -1},
	    {"complaint.1234567890123456.jsonl", -1}};
	char kind[CRM_KIND_MAX + 1], name[CRM_OLD_NAME_MAX];
	int64_t epoch;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		bool is = crm_old_name_parse(names[i].name, kind, &epoch);

		assert_int_equal(is, names[i].epoch >= 0);
		if (!is)
			continue;
		assert_string_equal(kind, "complaint");
		assert_int_equal(epoch, names[i].epoch);
		crm_old_name(kind, epoch, name);
		assert_string_equal(name, names[i].name);
	}
}

/* ---- compacting ---- */

static bool is_closed(const void *ctx, const struct crm_record *r)
{
	const char *state = crm_record_text(r, "state");

	return state != NULL && strcmp(state, ctx) == 0;
}

static int compact(struct scratch *s, const char *before, struct crm_compacted *out)
{
	struct crm_compact_opts o = {
	    .ended = is_closed, .ctx = "closed", .at = AT, .by = "qe01", .why = "old"};
	struct crm_store *store = lock_store(s);
	struct crm_instant t;
	int ret;

	if (before != NULL)
		assert_int_equal(crm_instant_parse(before, strlen(before), &t), 0);
	o.before = before != NULL ? &t : NULL;
	crm_err_clear(&s->err);
	ret = crm_store_compact(store, "complaint", &o, s->notes, out, &s->err);
	crm_store_free(store);
	return ret;
}

static void verify(struct scratch *s)
{
	struct crm_store *store = open_store(s);

	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	if (crm_store_verify(store, "complaint", s->notes, &s->err) != 0)
		fail_msg("%s", s->err.text);
	crm_store_free(store);
}

/* Which records become one line, by their journal. */
static const struct {
	const char *what, *more, *before;
	int64_t records, conflicts;
} cases[] = {
    {"ended", "\"state\":\"closed\"", NULL, 1, 0},
    {"open", "\"state\":\"answered\"", NULL, 0, 0},
    {"without a state", "\"n\":2", NULL, 0, 0},
    {"written before", "\"state\":\"closed\"", "2026-11-20T09:00:01+08:00", 1, 0},
    {"written just then", "\"state\":\"closed\"", "2026-11-20T09:00:00+08:00", 0, 0},
    {"rec counts", "\"state\":\"closed\",\"rec\":\"2026-11-21T09:00:00Z\"", "2026-11-21T00:00:00Z",
        0, 0},
    {"of a base table", "\"state\":\"closed\",\"base\":{\"n\":7}", NULL, 0, 0},
    {"a value that cannot be stored", "\"state\":\"closed\",\"n\":1.5", NULL, 0, 0},
};

static void test_which(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_compacted done;
	char *line;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		crm_buf_clear(&text);
		add_line(&text, "C-1", "open", "\"n\":1,\"state\":\"open\"", NULL);
		line = line_at(text.data, 0);
		add_line(&text, "C-1", "close", cases[i].more, line);
		free(line);
		put(s, "complaint.jsonl", text.data);
		if (compact(s, cases[i].before, &done) != 0)
			fail_msg("%s: %s", cases[i].what, s->err.text);
		if (done.records != cases[i].records || done.conflicts != cases[i].conflicts)
			fail_msg("%s: %d", cases[i].what, (int)done.records);
		assert_int_equal(exists(s, "complaint.0.jsonl"), done.records > 0);
		if (done.records > 0) {
			char path[160];

			path_of(s, "complaint.0.jsonl", path);
			assert_int_equal(unlink(path), 0);
		}
	}
	crm_buf_release(&text);
}

static void test_conflict_kept(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_compacted done;
	struct crm_fold f;
	char *root, *line;

	add_line(&text, "C-1", "open", "\"state\":\"open\"", NULL);
	root = line_at(text.data, 0);
	add_line(&text, "C-1", "a", "\"state\":\"answered\",\"tx\":\"ab:1/2\"", root);
	add_line(&text, "C-2", "open", "\"state\":\"open\",\"tx\":\"ab:2/2\"", NULL);
	add_line(&text, "C-1", "b", "\"state\":\"closed\"", root);
	line = line_at(text.data, 2);
	add_line(&text, "C-2", "c", "\"state\":\"closed\",\"op\":[\"x\",\"y\"]", line);
	free(line);
	add_line(&text, "C-3", "open", "\"state\":\"closed\"", NULL); /* one line */
	add_line(&text, "C-4", "x", "\"state\":\"open\"", NULL);      /* not made */
	line = line_at(text.data, 6);
	add_line(&text, "C-4", "x", "\"state\":\"closed\"", line);
	free(line);
	put(s, "complaint.jsonl", text.data);
	assert_int_equal(compact(s, NULL, &done), 0);
	assert_int_equal(done.records, 1);
	assert_int_equal(done.conflicts, 2);
	assert_int_equal(done.lines_before, 8);
	assert_int_equal(done.lines_after, 7);
	folded(s, "C-1", NULL, &out, &f);
	assert_true(f.conflict);
	assert_int_equal(f.lines, 3);
	folded(s, "C-2", NULL, &out, &f);
	assert_false(f.conflict);
	assert_int_equal(f.lines, 1);
	assert_string_equal(
	    out.data, "{\"kind\":\"complaint\",\"id\":\"C-2\",\"state\":\"closed\"}");
	get(s, "complaint.jsonl", &out);
	assert_null(strstr(out.data, "\"tx\""));
	assert_non_null(strstr(out.data, "\"op\":[\"x\",\"y\"]"));
	verify(s);
	assert_int_equal(count_findings(s->notes, "conflict"), 1);
	assert_int_equal(count_findings(s->notes, "fork"), 1);
	assert_int_equal(count_findings(s->notes, "no_new"), 1);
	assert_int_equal(crm_findings_count(s->notes), 3);
	free(root);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* Broken and settled before, settled after; a hash that names no line stays. */
static void test_settled_kept(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_compacted done;
	struct crm_fold f;

	add_line(&text, "C-1", "open", "\"n\":1", NULL);
	add_line(&text, "C-1", "a", "\"n\":2", "gone");
	put(s, "complaint.jsonl", text.data);
	write_step(s, "C-1", "resolve", "{}");
	write_step(s, "C-2", "open", "{}");
	write_step(s, "C-2", "x", "{\"state\":\"closed\"}");
	assert_int_equal(compact(s, NULL, &done), 0);
	assert_int_equal(done.records, 1);
	folded(s, "C-1", NULL, &out, &f);
	assert_false(f.conflict);
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 1);
	assert_int_equal(finding(s->notes, "edited")->severity, CRM_WARNING);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* A reader that has the old file open goes on with it. */
static void test_reader(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = open_store(s);
	struct crm_compacted done;
	struct crm_journal *j;
	struct crm_fold f;

	write_step(s, "C-1", "open", "{\"n\":1}");
	write_step(s, "C-1", "x", "{\"state\":\"closed\"}");
	j = open_journal(s, store);
	assert_int_equal(compact(s, NULL, &done), 0);
	assert_int_equal(crm_journal_fold(j, "C-1", NULL, &f, &s->err), 0);
	assert_int_equal(f.lines, 2);
	crm_record_free(f.record);
	crm_journal_free(j);
	j = open_journal(s, store);
	assert_int_equal(crm_journal_fold(j, "C-1", NULL, &f, &s->err), 0);
	assert_int_equal(f.lines, 1);
	crm_record_free(f.record);
	crm_journal_free(j);
	crm_store_free(store);
}

/* What stops it leaves all as it was. */
static void test_refused(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_compacted done;

	add_line(&text, "C-1", "open", "\"n\":1", NULL);
	add_line(&text, "C-1", "x", "\"state\":\"closed\"", NULL);
	crm_buf_addz(&text, "no line\n");
	put(s, "complaint.jsonl", text.data);
	assert_int_equal(compact(s, NULL, &done), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	assert_int_equal(s->err.line, 3);
	get(s, "complaint.jsonl", &out);
	assert_string_equal(out.data, text.data);
	assert_false(exists(s, ".crm-new-complaint"));

	put(s, "complaint.jsonl", "");
	write_step(s, "C-1", "open", "{\"n\":1}");
	write_step(s, "C-1", "x", "{\"state\":\"closed\"}");
	get(s, "complaint.jsonl", &text);
	put(s, "complaint.0.jsonl", "another\n");
	assert_int_equal(compact(s, NULL, &done), -1);
	assert_int_equal(s->err.code, CRM_CANTCREAT);
	get(s, "complaint.jsonl", &out);
	assert_string_equal(out.data, text.data);
	assert_false(exists(s, ".crm-new-complaint"));
	get(s, "complaint.0.jsonl", &out);
	assert_string_equal(out.data, "another\n");
	crm_buf_release(&text);
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_line),
	    cmocka_unit_test(test_old_name),
	    TEST(test_which),
	    TEST(test_conflict_kept),
	    TEST(test_settled_kept),
	    TEST(test_reader),
	    TEST(test_refused),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
