/*
 * The index and its caches: the same answers with a cache that is new, old,
 * gone, of another journal, or not to be written.
 */
#include "tests/unit/index_util.h"

#include "lib/io/store/index.h"

static struct stat stat_of(const struct scratch *s, const char *name)
{
	char path[160];
	struct stat st;

	path_of(s, name, path);
	assert_int_equal(stat(path, &st), 0);
	return st;
}

static void test_made_and_used(void **state)
{
	struct scratch *s = *state;
	struct stat before, after;

	fill_journal(s, 0, LINES);
	ask(s, LINES);
	assert_true(exists(s, ".cache/complaint.idx"));
	assert_true(exists(s, ".cache/complaint.seen"));
	before = stat_of(s, ".cache/complaint.idx");
	assert_int_equal(before.st_mode & 0777, 0600);
	ask(s, LINES);
	fill_journal(s, LINES, LINES + 500); /* behind it: scanned */
	ask(s, LINES + 500);
	after = stat_of(s, ".cache/complaint.idx");
	assert_int_equal(before.st_ino, after.st_ino);
	fill_journal(s, LINES + 500, LINES + 5500); /* so much: renewed */
	ask(s, LINES + 5500);
	after = stat_of(s, ".cache/complaint.idx");
	assert_true(before.st_ino != after.st_ino);
	ask(s, LINES + 5500);
}

static void test_gone(void **state)
{
	struct scratch *s = *state;
	char path[160];

	fill_journal(s, 0, LINES);
	ask(s, LINES);
	path_of(s, ".cache/complaint.seen", path);
	assert_int_equal(unlink(path), 0);
	ask(s, LINES);
	path_of(s, ".cache/complaint.idx", path);
	assert_int_equal(unlink(path), 0);
	ask(s, LINES);
	assert_true(exists(s, ".cache/complaint.idx"));
}

/* Changes one byte in place, and sets mtime back: size and mtime say that
 * nothing happened. */
static void test_edited(void **state)
{
	struct scratch *s = *state;
	struct stat before, after;
	struct timespec times[2];
	char path[160];
	int fd;

	fill_journal(s, 0, LINES);
	ask(s, LINES);
	path_of(s, "complaint.jsonl", path);
	before = stat_of(s, "complaint.jsonl");
	nap_ms(30); /* file stamps are coarse */
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	/* line 1's id: C-0 becomes X-0 */
	assert_int_equal(pwrite(fd, "X", 1, 7), 1);
	times[0] = before.st_atim;
	times[1] = before.st_mtim;
	assert_int_equal(futimens(fd, times), 0);
	close(fd);
	after = stat_of(s, "complaint.jsonl");
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	{
		struct crm_store *store = open_store(s);
		struct crm_journal *j = open_journal(s, store);
		struct crm_line line;
		size_t pos = 0;

		assert_int_equal(crm_journal_has(j, "X-0", &s->err), 1);
		assert_int_equal(crm_journal_next_of(j, "C-0", &pos, &line, &s->err), 1);
		assert_int_equal(line.number, 1001);
		crm_journal_free(j);
		crm_store_free(store);
	}
}

/* Another journal under the same name, shorter or longer. */
static void test_replaced(void **state)
{
	struct scratch *s = *state;
	char path[160];

	fill_journal(s, 0, LINES);
	ask(s, LINES);
	fill_journal(s, 0, 2000);
	ask(s, 2000);
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(unlink(path), 0);
	fill_journal(s, 0, LINES + 1000);
	ask(s, LINES + 1000);
}

/* A cache that may not be written does not matter. */
static void test_unwritable(void **state)
{
	struct scratch *s = *state;

	put(s, ".cache", "a file in the way");
	fill_journal(s, 0, LINES);
	ask(s, LINES);
	ask(s, LINES);
}

/* .seen is what makes the prefix trusted: with it, bytes of the prefix are
 * not read; the id of each line that is used still is. */
static void test_seen_is_trusted(void **state)
{
	struct scratch *s = *state;
	struct crm_index ix;
	struct stat st;
	char path[160];
	int cache, fd;
	bool trusted;

	fill_journal(s, 0, LINES);
	nap_ms(30);
	ask(s, LINES);
	path_of(s, ".cache", path);
	cache = open(path, O_RDONLY | O_DIRECTORY);
	path_of(s, "complaint.jsonl", path);
	fd = open(path, O_RDWR);
	assert_true(cache >= 0 && fd >= 0);

	assert_int_equal(fstat(fd, &st), 0);
	crm_index_init(&ix);
	crm_index_load(&ix, cache, "complaint", fd, &st, &s->limits, &trusted);
	assert_true(trusted);
	assert_int_equal(ix.end, st.st_size);
	assert_int_equal(ix.lines, LINES);
	crm_index_release(&ix);

	/* appended by somebody: not trusted, but the prefix's hash fits */
	nap_ms(30);
	fill_journal(s, LINES, LINES + 1);
	crm_index_init(&ix);
	crm_index_load(&ix, cache, "complaint", fd, &st, &s->limits, &trusted);
	assert_true(trusted); /* by the old stat */
	crm_index_release(&ix);
	assert_int_equal(fstat(fd, &st), 0);
	crm_index_init(&ix);
	crm_index_load(&ix, cache, "complaint", fd, &st, &s->limits, &trusted);
	assert_false(trusted);
	assert_int_equal(ix.lines, LINES);
	crm_index_release(&ix);

	/* other limits judge lines anew */
	s->limits.line /= 2;
	crm_index_init(&ix);
	crm_index_load(&ix, cache, "complaint", fd, &st, &s->limits, &trusted);
	assert_int_equal(ix.end, 0);
	crm_index_release(&ix);
	close(cache);
	close(fd);
}

/* Bad lines and second creations are remembered by the cache. */
static void test_flaws_kept(void **state)
{
	struct scratch *s = *state;
	int round;

	fill_journal(s, 0, LINES);
	append(s, "complaint.jsonl", "junk\n");
	append(s, "complaint.jsonl",
	    "{\"id\":\"C-5\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\"}\n");
	for (round = 0; round < 2; round++) {
		struct crm_store *store = open_store(s);
		struct crm_journal *j = open_journal(s, store);

		assert_int_equal(count_findings(s->notes, "bad_line"), 1);
		assert_int_equal(finding(s->notes, "bad_line")->line, LINES + 1);
		assert_int_equal(count_findings(s->notes, "second_new"), 1);
		assert_int_equal(finding(s->notes, "second_new")->line, LINES + 2);
		crm_journal_free(j);
		crm_store_free(store);
	}
}

/* Ops and series come from the cache as from the scan. */
static void test_ops_and_series(void **state)
{
	struct scratch *s = *state;
	struct crm_record *r = record("{}");
	int round;

	fill_journal(s, 0, LINES);
	append(s, "complaint.jsonl",
	    "{\"id\":\"C-2026-0042\",\"new\":true,\"step\":\"x\",\"at\":\"" AT
	    "\",\"op\":\"z\"}\n");
	for (round = 0; round < 3; round++) {
		struct crm_store *store = lock_store(s);
		struct crm_journal *j = open_journal(s, store);
		struct crm_tx *t = crm_tx_new(j);
		char id[65];

		assert_int_equal(crm_tx_next_id(t, "C", 2026, id, NULL), 0);
		assert_string_equal(id, "C-2026-0043");
		assert_int_equal(crm_tx_op(t, "k-1234", id, &s->err), 1);
		assert_string_equal(id, "C-234");
		assert_int_equal(crm_tx_op(t, "z", id, &s->err), 1);
		assert_string_equal(id, "C-2026-0042");
		assert_int_equal(crm_tx_op(t, "k-5000", id, &s->err), 0);
		crm_tx_free(t);
		crm_journal_free(j);
		crm_store_free(store);
	}
	crm_record_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_made_and_used),
	    TEST(test_gone),
	    TEST(test_edited),
	    TEST(test_replaced),
	    TEST(test_unwritable),
	    TEST(test_seen_is_trusted),
	    TEST(test_flaws_kept),
	    TEST(test_ops_and_series),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
