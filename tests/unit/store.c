/* The directory: init, open, lock, modes, check. */
#include "tests/unit/store_help.h"

#include <sys/file.h>

static mode_t mode_of(const struct scratch *s, const char *name)
{
	char path[160];
	struct stat st;

	path_of(s, name, path);
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static int try_lock(struct scratch *s)
{
	struct crm_store *store = open_store(s);
	int r = crm_store_lock(store, 0, &s->err);

	crm_store_free(store);
	return r;
}

static void test_init(void **state)
{
	struct scratch *s = *state;
	struct crm_init_opts o = {NULL, false};
	struct crm_buf text = CRM_BUF_INIT;

	assert_int_equal(mode_of(s, "."), 0700);
	assert_int_equal(mode_of(s, "crm.json"), 0600);
	assert_int_equal(mode_of(s, ".lock"), 0600);
	get(s, ".gitattributes", &text);
	assert_string_equal(text.data, "*.jsonl merge=union -text\n");
	get(s, ".gitignore", &text);
	assert_non_null(strstr(text.data, ".cache/\n"));
	get(s, "crm.json", &text);
	assert_string_equal(text.data, "{\n  \"format\": 1,\n  \"zone\": \"Asia/Shanghai\"\n}\n");
	crm_buf_release(&text);
	/* a second time: refused, and nothing changed */
	crm_err_clear(&s->err);
	assert_int_equal(crm_store_init(s->dir, &o, &s->err), -1);
	assert_int_equal(s->err.code, CRM_CANTCREAT);
}

static void test_init_existing(void **state)
{
	struct scratch *s = *state;
	struct crm_init_opts o = {"Mars/Base", true};
	struct crm_buf text = CRM_BUF_INIT;
	char path[160];
	mode_t old = umask(0);

	path_of(s, "inner", path);
	assert_int_equal(mkdir(path, 0777), 0);
	put(s, "inner/.gitignore", "mine\n.lock");
	assert_int_equal(crm_store_init(path, &o, &s->err), -1);
	assert_int_equal(s->err.code, CRM_BADINPUT);
	crm_err_clear(&s->err);
	o.zone = NULL;
	assert_int_equal(crm_store_init(path, &o, &s->err), 0);
	assert_int_equal(mode_of(s, "inner"), 02775);
	assert_int_equal(mode_of(s, "inner/crm.json"), 0660);
	get(s, "inner/.gitignore", &text);
	assert_int_equal(strncmp(text.data, "mine\n.lock\n.cache/\n", 19), 0);
	crm_buf_release(&text);
	umask(old);
}

static void test_open(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = NULL;
	char path[160];

	put(s, "order.jsonl", "");
	put(s, "complaint.jsonl", "");
	put(s, "complaint.2.jsonl", ""); /* what compacting keeps: no kind */
	put(s, ".x.jsonl", "");
	store = open_store(s);
	assert_string_equal(crm_store_kind(store, 0), "complaint");
	assert_string_equal(crm_store_kind(store, 1), "order");
	assert_null(crm_store_kind(store, 2));
	assert_string_equal(crm_store_dir(store), s->dir);
	crm_store_free(store);

	path_of(s, "nowhere", path);
	assert_int_equal(crm_store_open(path, &s->limits, &store, &s->err), -1);
	assert_int_equal(s->err.code, CRM_NOINPUT);
	crm_err_clear(&s->err);
	path_of(s, "link", path);
	assert_int_equal(symlink(s->dir, path), 0);
	assert_int_equal(crm_store_open(path, &s->limits, &store, &s->err), -1);
	assert_int_equal(s->err.code, CRM_NOPERM);
}

static void test_busy(void **state)
{
	struct scratch *s = *state;
	struct crm_store *a = lock_store(s), *b = open_store(s);

	assert_int_equal(crm_store_lock(a, 0, &s->err), 0);
	assert_int_equal(crm_store_lock(b, 20, &s->err), -1);
	assert_int_equal(s->err.code, CRM_TEMPFAIL);
	crm_store_unlock(a);
	crm_err_clear(&s->err);
	assert_int_equal(crm_store_lock(b, 0, &s->err), 0);
	crm_store_free(a);
	crm_store_free(b);
}

/* A lock file that was replaced is not our lock. */
static void test_lock_replaced(void **state)
{
	struct scratch *s = *state;
	struct crm_store *a = lock_store(s), *b = open_store(s);
	char path[160];

	path_of(s, ".lock", path);
	assert_int_equal(unlink(path), 0); /* as git clean may */
	assert_int_equal(crm_store_lock(b, 0, &s->err), 0);
	assert_int_equal(mode_of(s, ".lock"), 0600);
	crm_store_free(a);
	crm_store_free(b);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("crm.json", path), 0);
	assert_int_equal(try_lock(s), -1);
	assert_int_equal(s->err.code, CRM_NOPERM);
}

static void test_modes(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(chmod(s->dir, 0770), 0);
	assert_int_equal(try_lock(s), -1);
	assert_int_equal(s->err.code, CRM_NOPERM);
	put(s, "crm.json", "{\"format\":1,\"group\":true}");
	crm_err_clear(&s->err);
	assert_int_equal(try_lock(s), 0);
	assert_int_equal(chmod(s->dir, 0777), 0);
	assert_int_equal(try_lock(s), -1);
	assert_int_equal(s->err.code, CRM_NOPERM);
	assert_int_equal(chmod(s->dir, 0755), 0);
	put(s, "crm.json", "{\"format\":1}");
	crm_err_clear(&s->err);
	assert_int_equal(try_lock(s), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(s->dir, 12345, 12345), 0);
		assert_int_equal(try_lock(s), -1);
		assert_int_equal(s->err.code, CRM_NOPERM);
	}
}

static void test_suspect(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;
	struct stat before, after;
	char path[160];

	write_step(s, "C-2026-0001", "open", "{\"state\":\"open\"}");
	path_of(s, "complaint.jsonl", path);
	assert_int_equal(stat(path, &before), 0);
	put(s, ".suspect", "complaint\n");
	assert_int_equal(try_lock(s), -1);
	assert_int_equal(s->err.code, CRM_IOERR);

	store = open_store(s);
	assert_int_equal(crm_store_check(store, false, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "suspect"));
	crm_err_clear(&s->err);
	assert_int_equal(crm_store_lock_suspect(store, 0, &s->err), 0);
	assert_int_equal(crm_store_check(store, true, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "copied"));
	crm_store_free(store);
	assert_false(exists(s, ".suspect"));
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	assert_true(before.st_ino != after.st_ino);
	assert_int_equal(try_lock(s), 0);
}

static void test_check(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store;

	put(s, ".crm-spool-1-0", "x");
	put(s, "complaint.torn", "x");
	put(s, "complaint.jsonl", "{\"id\":\"C-1\"}\n{}\n");
	assert_int_equal(chmod(s->dir, 0755), 0);
	store = open_store(s);
	assert_int_equal(crm_store_check(store, false, s->notes, &s->err), 0);
	assert_non_null(finding(s->notes, "leftover"));
	assert_non_null(finding(s->notes, "torn"));
	assert_non_null(finding(s->notes, "mode"));
	assert_int_equal(count_findings(s->notes, "bad_line"), 2);
	assert_int_equal(finding(s->notes, "bad_line")->line, 1);
	assert_true(exists(s, ".crm-spool-1-0"));
	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	assert_int_equal(crm_store_lock(store, 0, &s->err), 0);
	assert_int_equal(crm_store_check(store, true, s->notes, &s->err), 0);
	assert_false(exists(s, ".crm-spool-1-0"));
	assert_int_equal(mode_of(s, "."), 0700);
	crm_store_free(store);
}

static void test_site(void **state)
{
	struct scratch *s = *state;
	struct crm_store *store = open_store(s);

	assert_int_equal(crm_store_set_site(store, "Bc", &s->err), 0);
	assert_string_equal(crm_store_settings(store)->site, "Bc");
	assert_int_equal(crm_store_set_site(store, "1", NULL), -1);
	assert_int_equal(crm_store_set_site(store, "", &s->err), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
	crm_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_init),
	    TEST(test_init_existing),
	    TEST(test_open),
	    TEST(test_busy),
	    TEST(test_lock_replaced),
	    TEST(test_modes),
	    TEST(test_suspect),
	    TEST(test_check),
	    TEST(test_site),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
