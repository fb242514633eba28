/* Base tables: which rows a file has, and what they say. */
#include "tests/unit/base_util.h"

#include <errno.h>
#include <sys/uio.h>

#include "lib/io/csvio.h"

/* The file of which one read fails. */
static int bad_fd = -1;

ssize_t pread(int fd, void *data, size_t len, off_t off)
{
	const struct iovec to = {data, len};

	if (fd != bad_fd)
		return preadv(fd, &to, 1, off);
	bad_fd = -1;
	errno = EIO;
	return -1;
}

/* What libcsv makes of the same text: the rule is one. */
static void oracle(const char *text, size_t len, struct crm_buf *out)
{
	struct crm_csv_opts o = {0, false};
	struct crm_source *src = NULL;
	struct crm_limits l;
	struct crm_csv_row row;
	struct crm_csv *c;

	crm_limits_init(&l);
	assert_int_equal(crm_source_memory("x", text, len, NULL, &l, &src, NULL), 0);
	c = crm_csv_new(src, &o);
	crm_buf_clear(out);
	if (crm_csv_row(c, &row, NULL) == CRM_READ_OK)
		for (size_t i = 0; i < row.n; i++)
			crm_buf_addf(out, "[%s]", row.cells[i]);
	else
		crm_buf_addz(out, "bad");
	crm_csv_free(c);
	crm_source_free(src);
}

static void ours(const char *text, size_t len, struct crm_buf *out)
{
	struct crm_cells c = {.text = CRM_BUF_INIT};
	size_t n = crm_cells_len(text, len);

	crm_buf_clear(out);
	if (crm_cells_split(text, n > 0 ? n : len, &c, NULL) == 0)
		for (size_t i = 0; i < c.n; i++)
			crm_buf_addf(out, "[%s]", c.cells[i]);
	else
		crm_buf_addz(out, "bad");
	crm_cells_release(&c);
}

static void test_split(void **state)
{
	static const char letters[] = "a,\"\n b";
	struct crm_buf want = CRM_BUF_INIT, got = CRM_BUF_INIT;
	char text[8];
	size_t n, i, k, all;

	(void)state;
	/* every row of up to six of these letters */
	for (n = 1, all = 6; n <= 6; n++, all *= 6) {
		for (i = 0; i < all; i++) {
			size_t rest = i;

			for (k = 0; k < n; k++, rest /= 6)
				text[k] = letters[rest % 6];
			if (text[0] == '\n') /* a blank line is no row */
				continue;
			text[n] = '\0';
			oracle(text, n, &want);
			ours(text, n, &got);
			if (strcmp(want.data, got.data) != 0)
				fail_msg("'%s': %s, not %s", text, got.data, want.data);
		}
	}
	ours("a,b\r\n", 5, &got);
	assert_string_equal(got.data, "[a][b]");
	ours("a,\"b\r\"\r\n", 8, &got);
	assert_string_equal(got.data, "[a][b\r]");
	crm_buf_release(&want);
	crm_buf_release(&got);
}

static void test_header(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
	    {"", "is empty"},
	    {"\n\n", "no row of field names"},
	    {"a,b\nC-1,x\n", "no column is named id"},
	    {"id,a,a\n", "two columns have this name"},
	    {"id,,a\n", "a column has no name"},
	    {"id,at\n", "a name of the journal's envelope"},
	    {"id,base.x\n", "a name of the journal's envelope"},
	    {"id,a,a.b\n", "another column holds the field"},
	    {"id,No.\n", "no field name"},
	    {"id,a\x01\n", "a control character"},
	    {"id,\xff\n", "not UTF-8"},
	    {"id,a\nC-1,\"x\n", "never ends"},
	    {"id,a\nC-1,\"x\"y\n", "text after a closing quote"},
	    {"id,a\nC-1,5\" disc\"\n", "a quote inside a field"},
	};
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put(s, "complaint.csv", cases[i].text);
		age(s, "complaint.csv", 60);
		state_of(s, "C-1", NULL, &out);
		assert_int_equal(s->err.code, CRM_BADINPUT);
		if (strstr(out.data, cases[i].why) == NULL || strstr(out.data, ".csv") == NULL)
			fail_msg("%zu: %s", i, out.data);
	}
	crm_buf_release(&out);
}

static void test_rows(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	/* BOM, CRLF, quotes, a line break in a cell, a blank line */
	put(s, "complaint.csv",
	    "\xef\xbb\xbfid,quantity,received_at,own,deep.x,kind\r\n"
	    "C-1,20,2026-11-20 09:00+08:00,\"a, \"\"b\"\"\",,complaint\r\n"
	    "\r\n"
	    "C-2,few,,\"two\nlines\",1,complaint\r\n"
	    "C-3,,,,,\r\n");
	assert_state(s, "C-2",
	    REC("C-2", ",\"quantity\":\"few\",\"own\":\"two\\nlines\",\"deep\":{\"x\":\"1\"}"));
	assert_state(s, "C-3", REC("C-3", ""));
	assert_state(s, "C-1",
	    REC("C-1",
	        ",\"quantity\":20,\"received_at\":\"2026-11-20 09:00+08:00\",\"own\":\"a, "
	        "\\\"b\\\"\""));
	folded(s, "C-4", NULL, &out, NULL);
	assert_int_equal(s->err.code, CRM_NOINPUT);
	crm_buf_release(&out);
}

static void test_bad_rows(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_store *store;
	struct crm_journal *j;

	put(s, "complaint.csv", "id,a\nC-1,1\n,2\nC 3,3\nC-1,4\nC-5\nC-6,\xff\nC-7,7\n");
	store = open_store(s);
	j = open_journal(s, store);
	assert_int_equal(count_findings(s->notes, "bad_line"), 3);
	assert_int_equal(crm_finding_at(s->notes, 0)->line, 3);
	assert_int_equal(crm_finding_at(s->notes, 1)->line, 4);
	assert_int_equal(crm_finding_at(s->notes, 2)->line, 5);
	assert_non_null(strstr(crm_finding_at(s->notes, 2)->text, "line 2 already"));
	assert_int_equal(crm_journal_has(j, "C-1", NULL), 1);
	assert_int_equal(crm_journal_has(j, "C", NULL), 0);
	crm_journal_free(j);
	crm_store_free(store);
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\""));
	assert_state(s, "C-7", REC("C-7", ",\"a\":\"7\""));
	/* such a record is refused, with the place */
	state_of(s, "C-5", NULL, &out);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	assert_int_equal(s->err.line, 6);
	assert_string_equal(s->err.text, "has 1 columns, expected 2");
	state_of(s, "C-6", NULL, &out);
	assert_int_equal(s->err.line, 7);
	crm_buf_release(&out);
}

/* A table that is not whole: its last row is bad, and nothing at all is said of it within two
 * seconds. */
static void test_torn(void **state)
{
	static const struct {
		const char *text;
		const char *why; /* of C-2, once it has stood so */
	} cases[] = {
	    {"", "is empty"},
	    {"id,a\nC-1,1\nC-2,2", ":3: the table ends within this row"},
	    {"id,a\nC-1,1\nC-2,", ":3: the table ends within this row"},
	    {"id,a\nC-1,1\nC-2", ":3: has 1 columns, expected 2"},
	    {"id,a\nC-1,1\nC-2,\"2", ":3: a quoted field begins here and never ends"},
	    {"id,a\nC-1,1\nC-2,\"2\nC-3,3\n", ":3: a quoted field begins here and never ends"},
	};
	static const double ages[] = {-1.5, 0, 1.5};
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put(s, "complaint.csv", cases[i].text);
		for (size_t k = 0; k < 3; k++) {
			age(s, "complaint.csv", ages[k]);
			state_of(s, "C-1", NULL, &out);
			assert_int_equal(s->err.code, CRM_TEMPFAIL);
		}
		for (size_t k = 0; k < 2; k++) {
			age(s, "complaint.csv", k == 0 ? 2.5 : -4);
			state_of(s, "C-2", NULL, &out);
			assert_int_equal(s->err.code, CRM_BADINPUT);
			if (strstr(out.data, cases[i].why) == NULL)
				fail_msg("%zu: %s", i, out.data);
		}
	}
	/* rows before it stand */
	put(s, "complaint.csv", cases[1].text);
	age(s, "complaint.csv", 60);
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\""));
	crm_buf_release(&out);
}

static void test_kind(void **state)
{
	struct scratch *s = *state;
	struct crm_buf out = CRM_BUF_INIT;

	put(s, "complaint.csv", "id,kind,a\nC-1,complaint,1\nC-2,,2\nC-3,order,3\n");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\""));
	assert_state(s, "C-2", REC("C-2", ",\"a\":\"2\""));
	state_of(s, "C-3", NULL, &out);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	assert_int_equal(s->err.line, 4);
	assert_string_equal(s->err.field, "kind");
	crm_buf_release(&out);
}

/* A row that cannot be read is no row without flaws. */
static void test_check(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct crm_journal *j;

	put(s, "complaint.csv", "id,quantity\nC-1,few\n");
	put(s, "complaint.jsonl", "{\"id\":\"C-1\",\"step\":\"note\",\"at\":\"" AT "\"}\n");
	store = open_store(s);
	(void)crm_store_schemas(store, schema_of, NULL);
	j = open_journal(s, store);
	assert_int_equal(crm_base_check(j, s->notes, &s->err), 0);
	assert_int_equal(count_findings(s->notes, "bad_value"), 1);
	crm_buf_clear(&j->base->window);
	j->base->present = 0;
	bad_fd = j->base->fd;
	assert_int_equal(crm_base_check(j, s->notes, &s->err), -1);
	assert_int_equal(s->err.code, CRM_IOERR);
	crm_journal_free(j);
	crm_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_split),
	    TEST(test_header),
	    TEST(test_rows),
	    TEST(test_bad_rows),
	    TEST(test_torn),
	    TEST(test_kind),
	    TEST(test_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
