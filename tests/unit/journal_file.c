/*
 * One meaning of a journal: the same bytes give the same records and the same kinds of messages as
 * a kind of a store, as a file, and from a pipe.
 */
#include "tests/unit/store_help.h"

#define LINE(more) "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT "\"" more "}\n"
#define OPEN(more) "{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"at\":\"" AT "\"" more "}\n"
#define OTHER "{\"id\":\"C-2\",\"new\":true,\"step\":\"open\",\"at\":\"" AT "\",\"n\":2}\n"

struct result {
	struct crm_buf records, bad, notes;
};

static const struct crm_schema complaint = {"complaint", NULL, 0};

static void result_release(struct result *x)
{
	crm_buf_release(&x->records);
	crm_buf_release(&x->bad);
	crm_buf_release(&x->notes);
}

/* All of a reader (freed). What is 65 goes to bad, by its line. */
static void take_all(struct crm_reader *r, const struct crm_findings *notes, struct result *out)
{
	struct crm_record *record;
	enum crm_read rc;

	for (;;) {
		struct crm_err e = CRM_ERR_INIT;

		rc = crm_reader_record(r, &record, &e);
		if (rc == CRM_READ_END)
			break;
		assert_int_not_equal(rc, CRM_READ_FAIL);
		if (rc == CRM_READ_BAD) {
			assert_int_equal(e.code, CRM_BADINPUT);
			crm_buf_addf(&out->bad, "%ld ", e.line);
			continue;
		}
		crm_buf_addf(&out->records, "%ld ", crm_reader_line(r));
		crm_record_dump(record, &out->records);
		crm_buf_addc(&out->records, '\n');
		crm_record_free(record);
	}
	for (size_t i = 0; i < crm_findings_count(notes); i++) {
		const struct crm_finding *f = crm_finding_at(notes, i);

		if (strcmp(f->code, "bad_line") == 0)
			crm_buf_addf(&out->bad, "%ld ", f->line);
		else
			crm_buf_addf(&out->notes, "%ld %s ", f->line, f->code);
	}
	crm_reader_free(r);
}

enum way { STORE, FILE_ITSELF, PIPE, WAYS };

static void read_way(struct scratch *s, const struct crm_buf *text, enum way way, const char *as_of,
    struct result *out)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_shape *shape = crm_shape_new(&complaint);
	struct crm_reader_opts o = {
	    .format = CRM_FMT_JSONL, .limits = &s->limits, .as_of = as_of, .notes = notes};
	struct crm_store *store = NULL;
	struct crm_source *src;
	struct crm_reader *r = NULL;
	char path[160];

	if (way == STORE) {
		store = open_store(s);
		assert_int_equal(
		    crm_store_reader(store, "complaint", shape, as_of, notes, &r, &s->err), 0);
	} else if (way == FILE_ITSELF) {
		path_of(s, "complaint.jsonl", path);
		assert_int_equal(crm_reader_open(path, &o, shape, &r, &s->err), 0);
	} else {
		assert_int_equal(crm_source_memory("stdin", text->data, text->len, NULL, &s->limits,
		                     &src, &s->err),
		    0);
		assert_int_equal(crm_reader_of_source(src, &o, shape, &r, &s->err), 0);
	}
	take_all(r, notes, out);
	crm_store_free(store);
	crm_shape_free(shape);
	crm_findings_free(notes);
}

/* All ways give the same; what that is, is left in out. */
static void same_ways(
    struct scratch *s, const struct crm_buf *text, const char *as_of, struct result *out)
{
	put_bytes(s, "complaint.jsonl", text->data, text->len);
	read_way(s, text, STORE, as_of, out);
	for (enum way way = FILE_ITSELF; way < WAYS; way++) {
		struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};

		read_way(s, text, way, as_of, &x);
		assert_string_equal(crm_buf_str(&x.records), crm_buf_str(&out->records));
		assert_string_equal(crm_buf_str(&x.bad), crm_buf_str(&out->bad));
		assert_string_equal(crm_buf_str(&x.notes), crm_buf_str(&out->notes));
		result_release(&x);
	}
}

static const struct {
	const char *text, *as_of;
	const char *records, *bad, *notes; /* NULL: only the same */
	size_t len;                        /* 0: to the NUL */
} cases[] = {
    {OPEN(",\"n\":1") OTHER, NULL,
        "1 {\"kind\":\"complaint\",\"id\":\"C-1\",\"n\":1}\n"
        "2 {\"kind\":\"complaint\",\"id\":\"C-2\",\"n\":2}\n",
        "", "", 0},
    /* the same line once more, as a merge leaves it */
    {OPEN(",\"n\":1") OTHER OPEN(",\"n\":1"), NULL,
        "1 {\"kind\":\"complaint\",\"id\":\"C-1\",\"n\":1}\n"
        "2 {\"kind\":\"complaint\",\"id\":\"C-2\",\"n\":2}\n",
        "", "", 0},
    {OPEN(",\"n\":1") OPEN(",\"n\":2"), NULL, NULL, "", "2 second_new ", 0},
    /* the end of a command that was not finished: said, and no more */
    {OPEN("") "{\"id\":\"C-1\",\"st", NULL, NULL, "", "2 torn_tail ", 0},
    {OPEN("") "{\"id\":\"C-3\",\"step\":\"s\",\"at\":\"" AT "\"}", NULL, NULL, "", "2 torn_tail ",
        0},
    {OPEN("") LINE(",\"tx\":\"T:1/2\""), NULL, NULL, "", "2 torn_tail ", 0},
    {OPEN("") "{\"a\":\"\0\"}\n", NULL, NULL, "", "2 torn_tail ", sizeof(OPEN("")) + 9},
    {OPEN("") "\0\n" OTHER, NULL, NULL, "2 ", "", sizeof(OPEN("") OTHER) + 1},
    {OPEN("") LINE(",\"tx\":\"T:1/2\"") OTHER, NULL, NULL, "2 ", "", 0},
    {LINE(",\"tx\":\"a:b:1/2\"") LINE(",\"tx\":\"a:b:2/2\""), NULL, "", "1 2 ", "", 0},
    {LINE(",\"tx\":\"T:1/1000000000\""), NULL, "", "", "1 torn_tail ", 0},
    {LINE(",\"tx\":7"), NULL, "", "1 ", "", 0},
    /* epochs */
    {"{\"step\":\"compact\",\"at\":\"" AT "\",\"epoch\":1}\n" OPEN(",\"epoch\":1") OTHER, NULL,
        NULL, "3 ", "", 0},
    {OPEN("") "{\"step\":\"compact\",\"at\":\"" AT "\",\"epoch\":1}\n" OTHER, NULL, NULL, "2 ", "",
        0},
    {OPEN(",\"epoch\":\"x\"") OTHER, NULL, NULL, "1 ", "", 0},
    /* ids */
    {OTHER "{\"id\":\"a b\",\"step\":\"s\",\"at\":\"" AT
           "\"}\n{\"id\":7,\"step\":\"s\",\"at\":\"" AT "\"}\n{\"step\":\"s\",\"at\":\"" AT "\"}\n",
        NULL, NULL, "2 3 4 ", "", 0},
    {OTHER "{\"id\":\"x2345678901234567890123456789012345678901234567890123456789012345\","
           "\"step\":\"s\",\"at\":\"" AT "\"}\n",
        NULL, NULL, "2 ", "", 0},
    {OTHER "{\"id\":\"\\u0043-2\",\"step\":\"s\",\"at\":\"" AT "\",\"n\":3}\n", NULL, NULL, "",
        NULL, 0},
    {OTHER "{\"id\":\"C-2\",\"step\":\"\",\"at\":\"" AT "\"}\n{\"id\":\"C-2\",\"step\":7}\n", NULL,
        NULL, "2 3 ", "", 0},
    /* lines that are none */
    {OTHER "\nx\n[]\n{\"id\":\"C-2\",\n" OPEN(""), NULL, NULL, "2 3 4 5 ", "", 0},
    {OTHER "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT "\",\"a\":\"\xff\"}\n" OPEN(""), NULL,
        NULL, "2 ", "", 0},
    {OTHER OPEN("") LINE(",\"a\":1,\"a\":2"), NULL, NULL, "3 ", NULL, 0},
    {OTHER OPEN(",\"a\":[[[[1]]]]"), NULL, NULL, "", "", 0},
    /* CR before LF is of the line, also where it is hashed */
    {"{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"at\":\"" AT "\"}\r\n"
     "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT
     "\",\"prev\":\"0123456789abcdef0123456789abcdef\"}\r\n",
        NULL, NULL, "", "2 conflict ", 0},
    /* what was written by then */
    {OPEN("") LINE(",\"rec\":\"2026-12-02T00:00:00Z\",\"n\":1"), "2026-12-01T00:00:00Z",
        "1 {\"kind\":\"complaint\",\"id\":\"C-1\"}\n", "", NULL, 0},
    {OPEN(",\"rec\":\"2026-12-02T00:00:00Z\"") OTHER, "2026-12-01T00:00:00Z",
        "2 {\"kind\":\"complaint\",\"id\":\"C-2\",\"n\":2}\n", "", "", 0},
};

static void test_same(void **state)
{
	struct scratch *s = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
		struct crm_buf text = CRM_BUF_INIT;

		crm_buf_add(
		    &text, cases[i].text, cases[i].len > 0 ? cases[i].len : strlen(cases[i].text));
		same_ways(s, &text, cases[i].as_of, &x);
		if (cases[i].records != NULL)
			assert_string_equal(crm_buf_str(&x.records), cases[i].records);
		if (cases[i].bad != NULL)
			assert_string_equal(crm_buf_str(&x.bad), cases[i].bad);
		if (cases[i].notes != NULL)
			assert_string_equal(crm_buf_str(&x.notes), cases[i].notes);
		result_release(&x);
		crm_buf_release(&text);
	}
}

/* What hangs on a second creation, a fork that sets the state twice, an edit. */
static void test_same_chains(void **state)
{
	struct scratch *s = *state;
	struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	struct crm_buf text = CRM_BUF_INIT;
	char *first, *second;

	add_line(&text, "C-1", "open", "\"n\":1", NULL);
	add_line(&text, "C-1", "open", "\"n\":2", NULL);
	second = line_at(text.data, 1);
	add_line(&text, "C-1", "amend", "\"n\":3", second);
	first = line_at(text.data, 0);
	add_line(&text, "C-1", "amend", "\"m\":4", first);
	same_ways(s, &text, NULL, &x);
	assert_string_equal(
	    crm_buf_str(&x.records), "4 {\"kind\":\"complaint\",\"id\":\"C-1\",\"n\":1,\"m\":4}\n");
	result_release(&x);

	crm_buf_clear(&text);
	add_line(&text, "C-1", "open", "\"n\":1", NULL);
	add_line(&text, "C-1", "close", "\"state\":\"closed\"", first);
	add_line(&text, "C-1", "void", "\"state\":\"void\"", first);
	same_ways(s, &text, NULL, &x);
	assert_string_equal(crm_buf_str(&x.notes), "3 conflict ");
	result_release(&x);

	text.data[10] = 'x'; /* C-1 of the first line became another */
	same_ways(s, &text, NULL, &x);
	assert_non_null(strstr(crm_buf_str(&x.notes), "conflict"));
	result_release(&x);
	crm_buf_release(&text);
	free(first);
	free(second);
}

/* A folded record beyond a limit is said once and left out whole. */
static void test_same_limits(void **state)
{
	struct scratch *s = *state;
	struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	struct crm_buf text = CRM_BUF_INIT;
	int i;

	crm_buf_addz(&text, OPEN(",\"a1\":1,\"a2\":1,\"a3\":1,\"a4\":1,\"a5\":1"));
	for (i = 0; i < 5; i++)
		crm_buf_addf(&text,
		    "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT "\",\"b%d\":\"0123456789\"}\n",
		    i);
	crm_buf_addz(&text, OTHER);
	s->limits.record = 100;
	same_ways(s, &text, NULL, &x);
	assert_string_equal(crm_buf_str(&x.bad), "6 ");
	assert_string_equal(
	    crm_buf_str(&x.records), "7 {\"kind\":\"complaint\",\"id\":\"C-2\",\"n\":2}\n");
	result_release(&x);
	crm_limits_init(&s->limits);
	s->limits.record_keys = 11;
	same_ways(s, &text, NULL, &x);
	assert_string_equal(crm_buf_str(&x.bad), "6 ");
	result_release(&x);
	/* a line that is too long, in the middle */
	crm_limits_init(&s->limits);
	crm_buf_clear(&text);
	crm_buf_addz(
	    &text, OPEN(",\"n\":1") "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT "\",\"x\":\"");
	for (i = 0; i < 1 << 20; i++)
		crm_buf_addc(&text, 'x');
	crm_buf_addz(&text, "\"}\n" OTHER);
	same_ways(s, &text, NULL, &x);
	assert_string_equal(crm_buf_str(&x.bad), "2 ");
	assert_non_null(strstr(crm_buf_str(&x.records), "3 {"));
	result_release(&x);
	crm_buf_release(&text);
}

/* A file may be read by other limits than a store: as deep as --limit goes. */
static void test_deep(void **state)
{
	struct scratch *s = *state;
	struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	struct crm_buf text = CRM_BUF_INIT;
	size_t i;

	crm_buf_addz(&text, "{\"id\":\"C-1\",\"step\":\"s\",\"at\":\"" AT "\",\"a\":");
	for (i = 1; i < CRM_DEPTH_MAX; i++)
		crm_buf_addc(&text, '[');
	for (i = 1; i < CRM_DEPTH_MAX; i++)
		crm_buf_addc(&text, ']');
	crm_buf_addz(&text, "}\n");
	s->limits.depth = CRM_DEPTH_MAX;
	put_bytes(s, "complaint.jsonl", text.data, text.len);
	read_way(s, &text, FILE_ITSELF, NULL, &x);
	assert_string_equal(crm_buf_str(&x.bad), "");
	assert_int_equal(strncmp(crm_buf_str(&x.records), "1 {", 3), 0);
	result_release(&x);
	read_way(s, &text, STORE, NULL, &x);
	assert_string_equal(crm_buf_str(&x.bad), "1 ");
	result_release(&x);
	crm_buf_release(&text);
}

/* Records among the lines: as they come, what is folded after them. */
static void test_mixed(void **state)
{
	static const char text[] = "{\"n\":1}\n\n" OPEN("") "{\"n\":2}\nx\n" LINE(",\"m\":1") OTHER
	    "{\"n\":3,\"step\":null}\n{\"n\":4}";
	static const char want[] =
	    "1 {\"n\":1}\n4 {\"n\":2}\n8 {\"n\":3,\"step\":null}\n9 {\"n\":4}\n"
	    "6 {\"kind\":\"complaint\",\"id\":\"C-1\",\"m\":1}\n"
	    "7 {\"kind\":\"complaint\",\"id\":\"C-2\",\"n\":2}\n";
	struct scratch *s = *state;
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addz(&b, text);
	put(s, "complaint.jsonl", text);
	for (enum way way = FILE_ITSELF; way < WAYS; way++) {
		struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};

		read_way(s, &b, way, NULL, &x);
		assert_string_equal(crm_buf_str(&x.records), want);
		assert_string_equal(crm_buf_str(&x.bad), "5 ");
		result_release(&x);
	}
	crm_buf_release(&b);
}

/* More than memory holds of a pipe. */
static void test_large(void **state)
{
	struct scratch *s = *state;
	struct result x = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	struct crm_buf text = CRM_BUF_INIT;
	int i;

	for (i = 0; i < 20000; i++)
		crm_buf_addf(&text,
		    "{\"id\":\"C-%d\",\"new\":true,\"step\":\"open\",\"at\":\"" AT
		    "\",\"x\":\"%0600d\"}\n",
		    i % 15000, i);
	assert_true(text.len > (size_t)10 << 20);
	same_ways(s, &text, NULL, &x);
	assert_true(x.records.len > (size_t)9 << 20);
	result_release(&x);
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_same),
	    TEST(test_same_chains),
	    TEST(test_same_limits),
	    TEST(test_deep),
	    TEST(test_mixed),
	    TEST(test_large),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
