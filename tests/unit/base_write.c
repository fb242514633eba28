/* The next base table: what leaves is kept, and a whole table stands. */
#include "tests/unit/base_util.h"

#include "lib/io/store/base_next.h"

/* What somebody else does at the next fsync: gives this file the name. */
static const char *other_table, *table;

int fsync(int fd)
{
	if (other_table != NULL)
		assert_int_equal(rename(other_table, table), 0);
	other_table = NULL;
	return fdatasync(fd);
}

/* A table of rows "ID JSON", one a line. */
static struct crm_base_next *gather(const struct scratch *s, int *dirfd, const char *rows)
{
	struct crm_base_next *n;
	struct crm_record *r;
	struct crm_err e = CRM_ERR_INIT;
	char *line, id[65];
	size_t len;
	long number = 1;

	*dirfd = open(s->dir, O_RDONLY | O_DIRECTORY);
	assert_true(*dirfd >= 0);
	n = crm_base_next_new("complaint", *dirfd);
	for (; *rows != '\0'; rows += len + 1) {
		len = strcspn(rows, "\n");
		line = line_at(rows, 0);
		assert_int_equal(sscanf(line, "%64s", id), 1);
		r = record(strchr(line, ' ') + 1);
		if (crm_base_next_row(n, id, ++number, r, &e) != 0)
			fail_msg("%s", e.text);
		crm_record_free(r);
		free(line);
	}
	assert_int_equal(crm_base_next_end(n, &e), 0);
	return n;
}

/* Replaces the table; stop: after the commit of the lines, as a kill would. */
static void replace(struct scratch *s, const char *rows, bool stop, const char *want /* counts */)
{
	const struct crm_envelope env = {.at = AT, .by = "erp"};
	struct crm_base_counts c;
	struct crm_base_next *n;
	struct open_tx o;
	char got[160];
	int dirfd;

	n = gather(s, &dirfd, rows);
	o = begin(s);
	if (crm_base_next_compare(n, o.j, o.t, &env, &c, &s->err) != 0)
		fail_msg("%s", s->err.text);
	snprintf(got, sizeof(got), "%d rows +%d *%d =%d -%d r%d", (int)c.rows, (int)c.added,
	    (int)c.changed, (int)c.unchanged, (int)c.left, (int)c.returned);
	assert_string_equal(got, want);
	if (stop)
		commit(o.t);
	else if (crm_base_next_put(n, o.j, o.t, &s->err) != 0)
		fail_msg("%s", s->err.text);
	end(&o);
	crm_base_next_free(n);
	close(dirfd);
}

static size_t count_lines(struct scratch *s)
{
	struct crm_buf text = CRM_BUF_INIT;
	size_t n = 0;

	if (exists(s, "complaint.jsonl"))
		get(s, "complaint.jsonl", &text);
	for (size_t i = 0; i < text.len; i++)
		n += text.data[i] == '\n';
	crm_buf_release(&text);
	return n;
}

static void assert_table(struct scratch *s, const char *want)
{
	struct crm_buf text = CRM_BUF_INIT;

	get(s, "complaint.csv", &text);
	assert_string_equal(text.data, want);
	crm_buf_release(&text);
}

#define TWO "C-1 {\"a\":\"1\",\"b\":\"x, y\"}\nC-2 {\"a\":\"2\"}\n"

static void test_counts(void **state)
{
	struct scratch *s = *state;
	struct stat before, after;
	char path[160];

	replace(s, TWO, false, "2 rows +2 *0 =0 -0 r0");
	assert_table(s, "id,a,b\nC-1,1,\"x, y\"\nC-2,2,\n");
	path_of(s, "complaint.csv", path);
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(before.st_mode & 0777, 0600);
	/* the same again touches nothing */
	replace(s, TWO, false, "2 rows +0 *0 =2 -0 r0");
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(count_lines(s), 0);
	/* other columns in another order, with the same cells: the table follows, the
	 * rows are unchanged */
	replace(s, "C-2 {\"a\":\"2\"}\nC-1 {\"b\":\"x, y\",\"a\":\"1\"}\n", false,
	    "2 rows +0 *0 =2 -0 r0");
	assert_table(s, "id,a,b\nC-2,2,\nC-1,1,\"x, y\"\n");
	replace(s, "C-2 {\"a\":\"2\",\"c\":\"new\"}\nC-1 {\"a\":\"1\"}\n", false,
	    "2 rows +0 *2 =0 -0 r0");
	assert_table(s, "id,a,c\nC-2,2,new\nC-1,1,\n");
	assert_int_equal(count_lines(s), 0);
}

static void test_gone_and_back(void **state)
{
	struct scratch *s = *state;

	replace(s, TWO, false, "2 rows +2 *0 =0 -0 r0");
	write_step(s, "C-1", "note", "{\"n\":1}");
	replace(s, "C-2 {\"a\":\"2\"}\n", false, "1 rows +0 *0 =1 -1 r0");
	assert_int_equal(count_lines(s), 2);
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\",\"b\":\"x, y\",\"n\":1"));
	replace(s, TWO, false, "2 rows +0 *0 =1 -0 r1");
	assert_int_equal(count_lines(s), 2);
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\",\"b\":\"x, y\",\"n\":1"));
	/* gone once more with the same values: known already */
	replace(s, "", false, "0 rows +0 *0 =0 -2 r0");
	assert_int_equal(count_lines(s), 3);
	replace(s, "C-1 {\"a\":\"9\"}\n", false, "1 rows +0 *0 =0 -0 r1");
	replace(s, "", false, "0 rows +0 *0 =0 -1 r0");
	assert_int_equal(count_lines(s), 4);
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"9\",\"n\":1"));
	assert_state(s, "C-2", REC("C-2", ",\"a\":\"2\""));
}

/* A line that was written while it had no row does not come back with the row gone again. */
static void test_gone_again(void **state)
{
	struct scratch *s = *state;

	replace(s, TWO, false, "2 rows +2 *0 =0 -0 r0");
	replace(s, "", false, "0 rows +0 *0 =0 -2 r0");
	assert_int_equal(count_lines(s), 2);
	write_step(s, "C-1", "amend", "{\"a\":\"mine\"}");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"mine\",\"b\":\"x, y\""));
	replace(s, TWO, false, "2 rows +0 *0 =0 -0 r2");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\",\"b\":\"x, y\""));
	replace(s, "", false, "0 rows +0 *0 =0 -2 r0");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\",\"b\":\"x, y\""));
	assert_int_equal(count_lines(s), 4);
}

/* Whose branches were merged, the row that leaves decides nothing: the line names the last tip. */
static void test_fork(void **state)
{
	struct scratch *s = *state;
	struct crm_buf one = CRM_BUF_INIT, two = CRM_BUF_INIT;
	struct crm_fold f = {0};
	char path[160], *line;

	replace(s, TWO, false, "2 rows +2 *0 =0 -0 r0");
	write_step(s, "C-1", "answer", "{\"state\":\"answered\"}");
	get(s, "complaint.jsonl", &one);
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(unlink(path), 0);
	write_step(s, "C-1", "void", "{\"state\":\"void\"}");
	get(s, "complaint.jsonl", &two);
	crm_buf_add(&one, two.data, two.len);
	put(s, "complaint.jsonl", one.data);
	replace(s, "", false, "0 rows +0 *0 =0 -2 r0");
	get(s, "complaint.jsonl", &one);
	line = line_at(one.data, 2);
	assert_non_null(strstr(line, "\"step\":\"left\""));
	assert_non_null(strstr(line, "\"prev\":\""));
	free(line);
	folded(s, "C-1", NULL, &two, &f);
	assert_true(f.conflict);
	crm_buf_release(&one);
	crm_buf_release(&two);
}

/* Killed between the lines and the table: the old table holds; done again, the
 * lines are not written twice. */
static void test_stopped(void **state)
{
	struct scratch *s = *state;

	replace(s, TWO, false, "2 rows +2 *0 =0 -0 r0");
	replace(s, "C-2 {\"a\":\"3\"}\n", true, "1 rows +0 *1 =0 -1 r0");
	assert_state(s, "C-1", REC("C-1", ",\"a\":\"1\",\"b\":\"x, y\""));
	assert_state(s, "C-2", REC("C-2", ",\"a\":\"2\""));
	replace(s, "C-2 {\"a\":\"3\"}\n", false, "1 rows +0 *1 =0 -1 r0");
	assert_int_equal(count_lines(s), 1);
	assert_state(s, "C-2", REC("C-2", ",\"a\":\"3\""));
}

/* What cannot be kept is not dropped. */
static void test_unkept(void **state)
{
	const struct crm_envelope env = {.at = AT, .by = "erp"};
	static const char *const tables[] = {"id,a\nC-1,1\nC-2\n", "id,a\nC-1,1\nC-2,\x01\n"};
	struct scratch *s = *state;
	struct crm_base_counts c;

	for (size_t i = 0; i < 2; i++) {
		struct crm_base_next *n;
		struct open_tx o;
		int dirfd;

		put(s, "complaint.csv", tables[i]);
		n = gather(s, &dirfd, "C-1 {\"a\":\"1\"}\n");
		o = begin(s);
		assert_int_equal(crm_base_next_compare(n, o.j, o.t, &env, &c, &s->err), -1);
		assert_int_equal(s->err.code, CRM_BADINPUT);
		assert_int_equal(s->err.line, 3);
		end(&o);
		crm_base_next_free(n);
		close(dirfd);
		assert_table(s, tables[i]);
		/* in the next table it is mended */
		replace(
		    s, "C-1 {\"a\":\"1\"}\nC-2 {\"a\":\"2\"}\n", false, "2 rows +0 *1 =1 -0 r0");
	}
}

static void test_refused(void **state)
{
	struct scratch *s = *state;
	struct crm_base_next *n = crm_base_next_new("complaint", -1);
	struct crm_record *r = record("{\"a\":\"1\"}");

	assert_int_equal(crm_base_next_row(n, "", 2, r, &s->err), -1);
	assert_string_equal(s->err.field, "id");
	crm_err_clear(&s->err);
	assert_int_equal(crm_base_next_row(n, "C-1", 3, r, &s->err), 0);
	assert_int_equal(crm_base_next_row(n, "C-1", 4, r, &s->err), -1);
	assert_non_null(strstr(s->err.text, "line 3 already"));
	crm_err_clear(&s->err);
	crm_base_next_column(n, "a.b");
	assert_int_equal(crm_base_next_end(n, &s->err), -1);
	assert_string_equal(s->err.field, "a.b");
	crm_record_free(r);
	crm_base_next_free(n);
}

/* Somebody wrote into the table, or put one there, since it was read. */
static void test_changed(void **state)
{
	const struct crm_envelope env = {.at = AT, .by = "erp"};
	struct scratch *s = *state;
	struct crm_base_counts c;

	for (int i = 0; i < 2; i++) {
		struct crm_base_next *n;
		struct open_tx o;
		int dirfd;

		n = gather(s, &dirfd, TWO);
		o = begin(s);
		assert_int_equal(crm_base_next_compare(n, o.j, o.t, &env, &c, &s->err), 0);
		nap_ms(20);
		put(s, "complaint.csv", "id\nC-7\n");
		assert_int_equal(crm_base_next_put(n, o.j, o.t, &s->err), -1);
		assert_int_equal(s->err.code, CRM_TEMPFAIL);
		end(&o);
		crm_base_next_free(n);
		close(dirfd);
		assert_table(s, "id\nC-7\n");
		assert_false(exists(s, ".complaint.csv.tmp"));
	}
}

/* Also while the next one is put on disk, the last look is before it gets the name. */
static void test_changed_late(void **state)
{
	const struct crm_envelope env = {.at = AT, .by = "erp"};
	struct scratch *s = *state;
	static char path[160];
	char other[160];
	struct crm_base_counts c;

	path_of(s, "other", other);
	path_of(s, "complaint.csv", path);
	table = path;
	for (int i = 0; i < 2; i++) { /* without and with a present one */
		struct crm_base_next *n;
		struct open_tx o;
		int dirfd;

		n = gather(s, &dirfd, TWO);
		o = begin(s);
		assert_int_equal(crm_base_next_compare(n, o.j, o.t, &env, &c, &s->err), 0);
		put(s, "other", "id\nC-7\n");
		other_table = other;
		assert_int_equal(crm_base_next_put(n, o.j, o.t, &s->err), -1);
		assert_int_equal(s->err.code, CRM_TEMPFAIL);
		assert_null(other_table);
		end(&o);
		crm_base_next_free(n);
		close(dirfd);
		assert_table(s, "id\nC-7\n");
		assert_false(exists(s, ".complaint.csv.tmp"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_counts),
	    TEST(test_gone_and_back),
	    TEST(test_gone_again),
	    TEST(test_fork),
	    TEST(test_stopped),
	    TEST(test_unkept),
	    TEST(test_refused),
	    TEST(test_changed),
	    TEST(test_changed_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
