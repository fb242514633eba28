/* Base tables: records over their rows. */
#include "tests/unit/base_util.h"

/* ---- over the rows ---- */

#define LINE(id, step, more) "{\"id\":\"" id "\",\"step\":\"" step "\",\"at\":\"" AT "\"" more "}\n"

static void test_fold(void **state)
{
	struct scratch *s = *state;

	put(s, "complaint.csv", "id,a,b\nC-1,row,\nC-2,row,x\n");
	put(s, "complaint.jsonl", LINE("C-1", "import", ",\"a\":\"line\",\"b\":\"line\",\"c\":1"));
	/* what the row says holds; where it says nothing, the line's */
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"row\",\"b\":\"line\",\"c\":1"));
	put(s, "crm.json",
	    "{\"format\":1,\"base\":{\"complaint\":{\"journal\":[\"a\"]},\"order\":{\"journal\":"
	    "[]}}}");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"line\",\"b\":\"line\",\"c\":1"));
	assert_state(s, "C-2", REC("C-2", ",\"a\":\"row\",\"b\":\"x\""));
}

static void test_left(void **state)
{
	static const char lines[] = LINE("C-1", "inform", ",\"c\":1")
	    LINE("C-1", "left", ",\"prev\":\"P0\",\"base\":{\"a\":\"last\",\"b\":\"x\"}")
	        LINE("C-1", "amend", ",\"prev\":\"P1\",\"a\":\"mine\"");
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	const char *p = lines, *hole;
	char hex[65], path[160], *line;

	/* each with the hash of the one before it */
	for (size_t i = 0; i < 3; i++, p = strchr(p, '\n') + 1) {
		hole = strstr(p, i == 1 ? "P0" : "P1");
		if (i == 0)
			crm_buf_add(&text, p, (size_t)(strchr(p, '\n') + 1 - p));
		else
			crm_buf_addf(&text, "%.*s%.32s%.*s", (int)(hole - p), p, hex,
			    (int)(strchr(p, '\n') + 1 - hole - 2), hole + 2);
		line = line_at(text.data, i);
		crm_sha256_hex(line, strlen(line), hex);
		free(line);
	}
	put(s, "complaint.jsonl", text.data);
	/* later lines set what they like while it has no row */
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"mine\",\"b\":\"x\",\"c\":1"));
	put(s, "complaint.csv", "id,a\nC-2,other\n");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"mine\",\"b\":\"x\",\"c\":1"));
	/* with a row again the line does not count */
	put(s, "complaint.csv", "id,a\nC-1,back\n");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"back\",\"c\":1"));
	/* before anything was written it had its row all the same */
	state_of(s, "C-1", "2026-01-01T00:00:00Z", &out);
	assert_string_equal(out.data, REC("C-1", ",\"a\":\"back\""));
	path_of(s, "complaint.csv", path);
	assert_int_equal(unlink(path), 0);
	state_of(s, "C-1", "2026-01-01T00:00:00Z", &out);
	assert_string_equal(out.data, REC("C-1", ",\"a\":\"last\",\"b\":\"x\""));
	crm_buf_release(&text);
	crm_buf_release(&out);
}

static void test_chain(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_fold f;
	struct crm_buf out = CRM_BUF_INIT;

	/* a first line that does not create: good over a row, and behind `left` */
	put(s, "complaint.csv", "id\nC-1\n");
	put(s, "complaint.jsonl",
	    LINE("C-1", "note", "") LINE("C-2", "left", ",\"base\":{}") LINE("C-3", "note", ""));
	folded(s, "C-1", NULL, &out, &f);
	assert_false(f.conflict);
	assert_true(f.based);
	assert_int_equal(f.row, 2);
	folded(s, "C-2", NULL, &out, &f);
	assert_false(f.conflict);
	assert_true(f.based);
	assert_int_equal(f.row, 0);
	folded(s, "C-3", NULL, &out, &f);
	assert_true(f.conflict);
	assert_false(f.based);
	store = open_store(s);
	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	assert_int_equal(crm_store_verify(store, "complaint", s->notes, NULL), 0);
	assert_int_equal(crm_findings_count(s->notes), 1);
	assert_string_equal(crm_finding_at(s->notes, 0)->subject, "C-3");
	crm_store_free(store);
	crm_buf_release(&out);
}

static void test_walk(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_reader *r = NULL;
	struct crm_record *rec;
	struct crm_buf out = CRM_BUF_INIT;

	write_step(s, "C-9", "open", "{\"n\":1}");
	write_step(s, "C-8", "open", "{\"n\":1}");
	put(s, "complaint.csv", "id,a\nC-3,3\nC-1,1\nC-8,8\n");
	store = open_store(s);
	assert_int_equal(crm_store_reader(store, "complaint", NULL, NULL, NULL, &r, NULL), 0);
	while (crm_reader_record(r, &rec, &s->err) == CRM_READ_OK) {
		crm_buf_addf(&out, "%s %s:%ld\n", crm_record_text(rec, "id"),
		    strrchr(crm_reader_source(r), '/') + 1, crm_reader_line(r));
		crm_record_free(rec);
	}
	assert_string_equal(out.data,
	    "C-3 complaint.csv:2\nC-1 complaint.csv:3\nC-8 complaint.jsonl:2\n"
	    "C-9 complaint.jsonl:1\n");
	crm_reader_free(r);
	crm_store_free(store);
	crm_buf_release(&out);
}

/* ---- while it is read ---- */

static void test_changed(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_fold f;
	char from[160], to[160];

	put(s, "complaint.csv", "id,a\nC-1,old\n");
	store = open_store(s);
	j = open_journal(s, store);
	/* replaced: what was opened stays as it was */
	put(s, "new", "id,a\nC-1,new\n");
	path_of(s, "new", from);
	path_of(s, "complaint.csv", to);
	nap_ms(20);
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(crm_journal_fold(j, "C-1", NULL, &f, &s->err), 0);
	assert_string_equal(crm_record_text(f.record, "a"), "old");
	crm_record_free(f.record);
	crm_journal_free(j);
	/* written into: try again */
	j = open_journal(s, store);
	nap_ms(20);
	put(s, "complaint.csv", "id,a\nC-1,own\n");
	j->base->present = 0;
	crm_buf_clear(&j->base->window);
	assert_int_equal(crm_journal_fold(j, "C-1", NULL, &f, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	crm_journal_free(j);
	crm_store_free(store);
}

static void test_commit_changed(void **state)
{
	struct scratch *s = *state;
	struct open_tx o;

	put(s, "complaint.csv", "id,a\nC-1,old\n");
	o = begin(s);
	add(o.t, "C-1", "note", "{\"n\":1}");
	nap_ms(20);
	put(s, "complaint.csv", "id,a\nC-1,own\n");
	assert_int_equal(crm_tx_commit(o.t, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	end(&o);
	assert_false(exists(s, "complaint.jsonl"));
}

/* ---- writing over it ---- */

static int try_add(
    struct crm_tx *t, const char *id, bool is_new, const char *json, struct crm_err *e)
{
	struct crm_envelope env = {.id = id, .step = "amend", .at = AT, .is_new = is_new};
	struct crm_record *r = record(json);
	int ret;

	crm_err_clear(e);
	ret = crm_tx_add(t, &env, r, e);
	crm_record_free(r);
	return ret;
}

static void test_owned(void **state)
{
	static const struct {
		const char *json;
		const char *field; /* NULL: it may */
	} cases[] = {
	    {"{\"a\":\"x\"}", "a"},
	    {"{\"a\":null}", "a"},
	    {"{\"a\":{\"x\":1}}", "a"},
	    {"{\"d\":{\"e\":1}}", "d.e"},
	    {"{\"d\":\"x\"}", "d.e"},
	    {"{\"d\":{\"f\":1}}", NULL},
	    {"{\"given\":\"x\"}", NULL},
	    {"{\"deep\":{\"x\":1}}", NULL},
	    {"{\"aa\":\"x\",\"own\":1}", NULL},
	};
	struct scratch *s = *state;
	struct open_tx o;

	put(s, "crm.json",
	    "{\"format\":1,\"base\":{\"complaint\":{\"journal\":[\"given\",\"deep\"]}}}");
	put(s, "complaint.csv", "id,a,d.e,given,deep.x\nC-1,,,,\n");
	o = begin(s);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int ret = try_add(o.t, "C-1", false, cases[i].json, &s->err);

		if (ret != (cases[i].field == NULL ? 0 : -1) ||
		    (ret != 0 &&
		        (s->err.code != CRM_NO || strcmp(s->err.field, cases[i].field) != 0)))
			fail_msg("%s: %d %s", cases[i].json, s->err.code, s->err.text);
	}
	/* of a record without a row nothing is */
	assert_int_equal(try_add(o.t, "C-2", true, "{\"a\":\"x\"}", &s->err), 0);
	assert_int_equal(try_add(o.t, "C-1", true, "{\"n\":1}", &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	end(&o);
}

static void test_next_id(void **state)
{
	struct scratch *s = *state;
	struct open_tx o;
	char id[65];

	put(s, "complaint.csv", "id\nC-2026-0041\nC-2026-0007\n");
	o = begin(s);
	assert_int_equal(crm_tx_next_id(o.t, "C", 2026, id, NULL), 0);
	assert_string_equal(id, "C-2026-0042");
	end(&o);
}

static void test_settings(void **state)
{
	static const struct {
		const char *base, *field; /* field NULL: good */
	} cases[] = {
	    {"{}", NULL},
	    {"{\"order\":{\"journal\":[\"a\",\"b.c\"]}}", NULL},
	    {"[]", "base"},
	    {"{\"order\":[\"a\"]}", "base.order"},
	    {"{\"order\":{}}", "base.order"},
	    {"{\"order\":{\"journal\":[\"a\"],\"own\":1}}", "base.order"},
	    {"{\"order\":{\"journal\":\"a\"}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[1]}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[\"\"]}}", "base.order.journal"},
	    {"{\"Order\":{\"journal\":[\"a\"]}}", "base.Order"},
	    {"{\"order\":{\"journal\":[\"a\",\"id\"]}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[\"kind\"]}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[\"prev\"]}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[\"base.x\"]}}", "base.order.journal"},
	    {"{\"order\":{\"journal\":[\"a..b\"]}}", "base.order.journal"},
	};
	struct scratch *s = *state;
	char text[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct crm_store *store = NULL;
		int ret;

		snprintf(text, sizeof(text), "{\"format\":1,\"base\":%s}", cases[i].base);
		put(s, "crm.json", text);
		crm_err_clear(&s->err);
		ret = crm_store_open(s->dir, &s->limits, &store, &s->err);
		if ((ret == 0) != (cases[i].field == NULL) ||
		    (ret != 0 &&
		        (s->err.code != CRM_CONFIG || strcmp(s->err.field, cases[i].field) != 0)))
			fail_msg("%s: %s %s", cases[i].base, s->err.field, s->err.text);
		crm_store_free(store);
	}
}

/* Are they kinds and fields that there are? */
static void test_known(void **state)
{
	static const struct {
		const char *base, *field; /* field NULL: good */
	} cases[] = {
	    {"{}", NULL},
	    {"{\"complaint\":{\"journal\":[]}}", NULL},
	    {"{\"complaint\":{\"journal\":[\"quantity\",\"received_at\"]}}", NULL},
	    {"{\"order\":{\"journal\":[]}}", "base.order"},
	    {"{\"complaint\":{\"journal\":[\"quantity\",\"quantities\"]}}",
	        "base.complaint.journal"},
	    {"{\"complaint\":{\"journal\":[\"quantity.x\"]}}", "base.complaint.journal"},
	};
	struct scratch *s = *state;
	char text[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct crm_store *store;
		int ret;

		snprintf(text, sizeof(text), "{\"format\":1,\"base\":%s}", cases[i].base);
		put(s, "crm.json", text);
		store = open_store(s);
		crm_err_clear(&s->err);
		ret = crm_store_schemas(store, schema_of, &s->err);
		if ((ret == 0) != (cases[i].field == NULL) ||
		    (ret != 0 &&
		        (s->err.code != CRM_CONFIG || strcmp(s->err.field, cases[i].field) != 0)))
			fail_msg("%s: %s %s", cases[i].base, s->err.field, s->err.text);
		crm_store_free(store);
	}
}

static const char *const states[] = {"begun", "done", NULL};
static const struct crm_field stated_fields[] = {
    {.name = "state", .type = CRM_T_TEXT, .words = states}};
static const struct crm_schema stated = {"complaint", stated_fields, 1};

static const struct crm_schema *stated_of(const char *kind)
{
	return strcmp(kind, "complaint") == 0 ? &stated : NULL;
}

/* A row without a state stands at the first one, until a line says otherwise. */
static void test_state(void **state)
{
	static const struct {
		const char *table, *line, *want;
	} cases[] = {
	    {"id,a\nC-1,1\n", NULL, REC("C-1", ",\"state\":\"begun\",\"a\":\"1\"")},
	    {"id,state\nC-1,\n", NULL, REC("C-1", ",\"state\":\"begun\"")},
	    {"id,state\nC-1,done\n", NULL, REC("C-1", ",\"state\":\"done\"")},
	    {"id\nC-1\n", LINE("C-1", "end", ",\"state\":\"done\""),
	        REC("C-1", ",\"state\":\"done\"")},
	    {"id\nC-1\n", LINE("C-1", "note", ",\"n\":1"),
	        REC("C-1", ",\"state\":\"begun\",\"n\":1")},
	    {"id\n", LINE("C-1", "left", ",\"base\":{\"a\":\"1\"}"),
	        REC("C-1", ",\"state\":\"begun\",\"a\":\"1\"")},
	    /* one that a line made is what its lines say */
	    {"id\n", LINE("C-1", "open", ",\"new\":true,\"a\":\"1\""), REC("C-1", ",\"a\":\"1\"")},
	};
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put(s, "complaint.csv", cases[i].table);
		put(s, "complaint.jsonl", cases[i].line != NULL ? cases[i].line : "");
		state_by(s, stated_of, "C-1", NULL, &out);
		assert_string_equal(out.data, cases[i].want);
	}
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_fold),
	    TEST(test_left),
	    TEST(test_chain),
	    TEST(test_walk),
	    TEST(test_changed),
	    TEST(test_commit_changed),
	    TEST(test_owned),
	    TEST(test_next_id),
	    TEST(test_settings),
	    TEST(test_known),
	    TEST(test_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
