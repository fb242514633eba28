/* Writing: lines, chain, batches, ops, numbers, failures. */
#include "tests/unit/store_help.h"

#define ID "C-2026-0001"

static void test_line_form(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_envelope env = {.id = ID,
	    .step = "open",
	    .at = AT,
	    .rec = "2026-11-20T10:00:00Z",
	    .by = "cs01",
	    .login = "anna",
	    .op = "k\"1",
	    .is_new = true};
	struct crm_record *r = record("{\"kind\":\"complaint\",\"id\":\"" ID "\","
	                              "\"state\":\"open\",\"part\":\"\xe4\xb8\xad\"}");
	struct crm_buf text = CRM_BUF_INIT, want = CRM_BUF_INIT;
	char hex[65];
	char *line;
	struct stat st;
	char path[160];
	mode_t old = umask(0);

	assert_int_equal(crm_tx_add(o.t, &env, r, &s->err), 0);
	crm_record_free(r);
	assert_false(exists(s, "complaint.jsonl"));
	commit(o.t);
	umask(old);
	get(s, "complaint.jsonl", &text);
	crm_buf_addz(&want,
	    "{\"id\":\"" ID "\",\"new\":true,\"step\":\"open\",\"at\":\"" AT "\","
	    "\"rec\":\"2026-11-20T10:00:00Z\",\"by\":\"cs01\","
	    "\"login\":\"anna\",\"op\":\"k\\\"1\",\"state\":\"open\","
	    "\"part\":\"\xe4\xb8\xad\"}\n");
	assert_string_equal(text.data, want.data);
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	/* the same transaction again: chained to it */
	add(o.t, ID, "note", "{}");
	commit(o.t);
	get(s, "complaint.jsonl", &text);
	line = line_at(text.data, 1);
	crm_sha256_hex(want.data, want.len - 1, hex);
	crm_buf_clear(&want);
	crm_buf_addf(&want,
	    "{\"id\":\"" ID "\",\"step\":\"note\",\"at\":\"" AT "\","
	    "\"by\":\"cs01\",\"prev\":\"%.32s\"}",
	    hex);
	assert_string_equal(line, want.data);
	free(line);
	end(&o);
	crm_buf_release(&text);
	crm_buf_release(&want);
}

static void test_group_mode(void **state)
{
	struct scratch *s = *state;
	struct stat st;
	char path[160];

	put(s, "crm.json", "{\"format\":1,\"group\":true}");
	write_step(s, ID, "open", "{}");
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0660);
}

/* Several lines are one batch, chained in order, visible only together. */
static void test_batch(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_findings *f = crm_findings_new();
	struct crm_fold fold;
	char *line, *tx;

	add(o.t, ID, "open", "{\"n\":1}");
	add(o.t, "C-2026-0002", "open", "{\"n\":1}");
	add(o.t, ID, "amend", "{\"n\":2}");
	assert_int_equal(crm_tx_has(o.t, ID, &s->err), 1);
	assert_int_equal(crm_journal_has(o.j, ID, &s->err), 0);
	assert_int_equal(crm_tx_fold(o.t, ID, &fold, &s->err), 0);
	assert_int_equal(fold.lines, 2);
	crm_record_dump(fold.record, &text);
	assert_string_equal(text.data, "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"n\":2}");
	crm_record_free(fold.record);
	commit(o.t);
	assert_int_equal(crm_journal_has(o.j, ID, &s->err), 1);
	assert_int_equal(crm_tx_fold(o.t, ID, &fold, &s->err), 0);
	assert_int_equal(fold.lines, 2);
	assert_int_equal(fold.line, 3);
	crm_record_free(fold.record);
	assert_int_equal(crm_store_verify(o.store, "complaint", f, &s->err), 0);
	assert_int_equal(crm_findings_count(f), 0);
	end(&o);
	get(s, "complaint.jsonl", &text);
	line = line_at(text.data, 1);
	tx = strstr(line, "\"tx\":\"");
	assert_non_null(tx);
	assert_int_equal(strspn(tx + 6, "0123456789abcdef"), 12);
	assert_int_equal(strncmp(tx + 18, ":2/3\"", 5), 0);
	free(line);
	crm_findings_free(f);
	crm_buf_release(&text);
}

/* Nothing written: as if it had not been. */
static void test_nothing(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);

	commit(o.t);
	assert_false(exists(s, "complaint.jsonl"));
	add(o.t, ID, "open", "{}");
	end(&o);
	assert_false(exists(s, "complaint.jsonl"));
}

static int try_add(
    struct scratch *s, struct crm_tx *t, const struct crm_envelope *env, const char *json)
{
	struct crm_record *r = record(json);
	int ret;

	crm_err_clear(&s->err);
	ret = crm_tx_add(t, env, r, &s->err);
	crm_record_free(r);
	return ret;
}

static void test_refused(void **state)
{
	static const struct {
		struct crm_envelope env;
		const char *json, *field;
	} cases[] = {
	    {{.id = "", .step = "x"}, "{}", "id"},
	    {{.id = "a b", .step = "x"}, "{}", "id"},
	    {{.id = "C-1"}, "{}", "step"},
	    {{.id = "C-1", .step = "x\n"}, "{}", "step"},
	    {{.id = "C-1", .step = "x"}, "{}", "at"},
	    {{.id = "C-1", .step = "x", .at = "today"}, "{}", "at"},
	    {{.id = "C-1", .step = "x", .at = AT, .rec = "x"}, "{}", "rec"},
	    {{.id = "C-1", .step = "x", .at = AT, .by = "\x1b[31m"}, "{}", "by"},
	    {{.id = "C-1", .step = "x", .at = AT}, "{\"n\":1.5}", "n"},
	    {{.id = "C-1", .step = "x", .at = AT}, "{\"step\":\"y\"}", "step"},
	    {{.id = "C-1", .step = "x", .at = AT}, "{\"kind\":\"order\"}", "kind"},
	};
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_envelope again = {.id = ID, .step = "open", .at = AT, .is_new = true};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(try_add(s, o.t, &cases[i].env, cases[i].json), -1);
		assert_int_equal(s->err.code, CRM_BADINPUT);
		assert_string_equal(s->err.field, cases[i].field);
	}
	add(o.t, ID, "open", "{}");
	assert_int_equal(try_add(s, o.t, &again, "{}"), -1); /* pending */
	commit(o.t);
	assert_int_equal(try_add(s, o.t, &again, "{}"), -1); /* committed */
	assert_int_equal(s->err.code, CRM_BADINPUT);
	end(&o);
}

/* The key of idempotency: found committed and pending. */
static void has_op(struct scratch *s, struct crm_tx *t, const char *op, int found)
{
	char id[65] = "";

	assert_int_equal(crm_tx_op(t, op, id, &s->err), found);
	if (found == 1)
		assert_string_equal(id, ID);
}

/* The line of an op and the record before it; "" where there is none. */
static void before_is(
    struct scratch *s, struct crm_journal *j, const char *op, const char *before, const char *step)
{
	struct crm_record *was = NULL, *line = NULL;
	struct crm_buf b = CRM_BUF_INIT;

	assert_int_equal(crm_journal_before_op(j, op, &was, &line, &s->err), step[0] != '\0');
	if (step[0] != '\0')
		assert_string_equal(crm_record_text(line, "step"), step);
	if (was != NULL)
		crm_record_dump(was, &b);
	assert_string_equal(crm_buf_str(&b), before);
	crm_record_free(was);
	crm_record_free(line);
	crm_buf_release(&b);
}

static void test_op(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_envelope env = {.id = ID, .step = "open", .at = AT, .op = "key", .is_new = true};
	const struct crm_envelope amend = {.id = ID, .step = "amend", .at = AT, .op = "key2"};
	const struct crm_envelope note = {.id = ID, .step = "note", .at = AT, .op = "key3"};
	int round;

	assert_int_equal(try_add(s, o.t, &env, "{\"a\":1,\"b\":{\"c\":2}}"), 0);
	for (round = 0; round < 2; round++) {
		has_op(s, o.t, "key", 1);
		has_op(s, o.t, "kez", 0);
		before_is(s, o.j, "key", "", round == 0 ? "" : "open");
		commit(o.t);
	}
	assert_int_equal(try_add(s, o.t, &amend, "{\"a\":2,\"b\":null}"), 0);
	commit(o.t);
	assert_int_equal(try_add(s, o.t, &note, "{\"n\":1}"), 0);
	has_op(s, o.t, "key3", 1);
	before_is(s, o.j, "key3", "", ""); /* pending */
	commit(o.t);
	before_is(s, o.j, "key", "", "open");
	before_is(s, o.j, "key2",
	    "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"a\":1,\"b\":{\"c\":2}}", "amend");
	before_is(s, o.j, "key3", "{\"kind\":\"complaint\",\"id\":\"" ID "\",\"a\":2}", "note");
	before_is(s, o.j, "key4", "", "");
	end(&o);
	/* what compacting leaves: one line, many ops */
	put(s, "complaint.jsonl",
	    "{\"id\":\"" ID "\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\","
	    "\"op\":[\"k1\", \"k\\u0032\"]}\n");
	o = begin(s);
	has_op(s, o.t, "k1", 1);
	has_op(s, o.t, "k2", 1);
	has_op(s, o.t, "k3", 0);
	before_is(s, o.j, "k1", "", "");
	end(&o);
}

static void next_is(struct crm_tx *t, const char *prefix, int year, const char *want)
{
	char id[65];

	assert_int_equal(crm_tx_next_id(t, prefix, year, id, NULL), 0);
	assert_string_equal(id, want);
}

static void test_numbers(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);

	next_is(o.t, "C", 2026, "C-2026-0001");
	add(o.t, "C-2026-0007", "open", "{}");    /* own ids count */
	add(o.t, "C-2025-0090", "open", "{}");    /* another year */
	add(o.t, "CC-2026-0100", "open", "{}");   /* another prefix */
	add(o.t, "C-2026-A0300", "open", "{}");   /* another site */
	add(o.t, "C-2026-12-0400", "open", "{}"); /* no series */
	add(o.t, "CLAIM-77", "open", "{}");
	next_is(o.t, "C", 2026, "C-2026-0008");
	commit(o.t);
	next_is(o.t, "C", 2026, "C-2026-0008");
	next_is(o.t, "C", 2025, "C-2025-0091");
	next_is(o.t, "C", 2027, "C-2027-0001");
	add(o.t, "C-2026-9999", "open", "{}");
	next_is(o.t, "C", 2026, "C-2026-10000");
	add(o.t, "C-2026-10000", "open", "{}");
	next_is(o.t, "C", 2026, "C-2026-10001");
	end(&o);
	put(s, ".site", "A");
	o = begin(s);
	next_is(o.t, "C", 2026, "C-2026-A0301");
	end(&o);
}

/* A second opening of an id that was made while we waited cannot happen
 * under the lock; two programs take turns. */
static void test_two_programs(void **state)
{
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	char id[65];

	assert_int_equal(crm_tx_next_id(o.t, "C", 2026, id, NULL), 0);
	add(o.t, id, "open", "{}");
	commit(o.t);
	end(&o);
	o = begin(s);
	next_is(o.t, "C", 2026, "C-2026-0002");
	end(&o);
}

/* Ten thousand from one pipe: one batch, each found while pending and
 * after. Larger than the spool keeps in memory. */
static void test_many(void **state)
{
	enum { MANY = 10000 };
	struct scratch *s = *state;
	struct open_tx o = begin(s);
	struct crm_record *r = record("{\"state\":\"open\",\"part\":\"4711-A\"}");
	struct crm_envelope env = {.step = "open", .at = AT, .is_new = true};
	struct crm_fold f;
	struct crm_reader *reader;
	struct crm_record *rec;
	char *fill = malloc(1001);
	char id[65], op[32];
	int i, n = 0;

	assert_non_null(fill);
	memset(fill, 'x', 1000);
	fill[1000] = '\0';
	crm_record_set_text(r, "fill", fill);
	for (i = 0; i < MANY; i++) {
		snprintf(op, sizeof(op), "row-%d", i);
		assert_int_equal(crm_tx_op(o.t, op, id, &s->err), 0);
		assert_int_equal(crm_tx_next_id(o.t, "C", 2026, id, NULL), 0);
		env.id = id;
		env.op = op;
		assert_int_equal(crm_tx_add(o.t, &env, r, &s->err), 0);
		assert_int_equal(crm_tx_fold(o.t, id, &f, &s->err), 0);
		crm_record_free(f.record);
	}
	assert_string_equal(id, "C-2026-10000");
	commit(o.t);
	assert_int_equal(crm_tx_op(o.t, "row-4999", id, &s->err), 1);
	assert_string_equal(id, "C-2026-5000");
	end(&o);
	crm_record_free(r);
	free(fill);
	assert_true(exists(s, ".cache/complaint.idx"));

	o = begin(s);
	assert_int_equal(crm_journal_has(o.j, "C-2026-9999", &s->err), 1);
	next_is(o.t, "C", 2026, "C-2026-10001");
	assert_int_equal(
	    crm_store_reader(o.store, "complaint", NULL, NULL, NULL, &reader, &s->err), 0);
	while (crm_reader_record(reader, &rec, &s->err) == CRM_READ_OK) {
		crm_record_free(rec);
		n++;
	}
	assert_int_equal(n, MANY);
	crm_reader_free(reader);
	end(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_line_form),
	    TEST(test_group_mode),
	    TEST(test_batch),
	    TEST(test_nothing),
	    TEST(test_refused),
	    TEST(test_op),
	    TEST(test_numbers),
	    TEST(test_two_programs),
	    TEST(test_many),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
