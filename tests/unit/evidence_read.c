/*
 * lib/io/dossier/evidence.h: the hash is that of the whole file, as sha256sum has it; a file that may
 * not be read says why; one that changes under the reader is looked at once more.
 */
#include "tests/unit/evidence_util.h"

#include <errno.h>

static crm_evidence_way *const ways[] = {crm_evidence_way_openat2, crm_evidence_way_parts};

/* ---- what may not be read ---- */

static void no_permission(void **state)
{
	static const char *const paths[] = {"secret", "closed/good.txt"};
	struct crm_file_facts f;
	bool root = geteuid() == 0;

	(void)state;
	if (root && seteuid(65534) != 0)
		skip();
	for (size_t i = 0; i < COUNT(paths) * COUNT(ways); i++) {
		assert_int_equal(
		    crm_evidence_open_by(ways[i % 2], dir, paths[i / 2], i < 2, &f), -1);
		assert_int_equal(f.state, CRM_FILE_UNREADABLE);
		assert_string_equal(f.why, strerror(EACCES));
	}
	if (root)
		assert_int_equal(seteuid(0), 0);
}

/* ---- hashes ---- */

static void sha256sum(const char *name, char out[65])
{
	char cmd[100];
	FILE *p;

	(void)snprintf(cmd, sizeof(cmd), "sha256sum %s/%s", top, name);
	p = popen(cmd, "r"); /* NOLINT(cert-env33-c) */
	assert_non_null(p);
	assert_int_equal(fread(out, 1, 64, p), 64);
	out[64] = '\0';
	assert_int_equal(pclose(p), 0);
}

static void hashes(void **state)
{
	struct crm_file_facts f;
	char expected[65], first[6];
	int fd;

	(void)state;
	sha256sum("big", expected);
	crm_evidence_look(dir, "big", true, &f);
	assert_int_equal(f.state, CRM_FILE_GOOD);
	assert_int_equal(f.bytes, BIG);
	assert_string_equal(f.sha256, expected);

	crm_evidence_look(dir, "good.csv", false, &f);
	assert_int_equal(f.state, CRM_FILE_GOOD);
	assert_int_equal(f.bytes, 6);
	assert_string_equal(f.sha256, "");

	/* the descriptor is at the beginning, hashed or not */
	for (int i = 0; i < 2; i++) {
		fd = crm_evidence_open(dir, "good.csv", i == 0, &f);
		assert_int_equal(read(fd, first, sizeof(first)), 6);
		assert_memory_equal(first, "hello\n", 6);
		close(fd);
	}
}

/* ---- files that change ---- */

static int swaps;

/* Another file takes the name between looking and opening, as often as `swaps` says. */
static int swapping(int at, const char *path, bool to_read)
{
	if (to_read && swaps > 0) {
		swaps--;
		put("other", "hello\n", 6, 0644);
		assert_int_equal(renameat(at, "other", at, path), 0);
	}
	return crm_evidence_way_openat2(at, path, to_read);
}

static void swapped(void **state)
{
	struct crm_file_facts f;
	int fd;

	(void)state;
	put("moving", "older\n", 6, 0644);
	swaps = 1;
	fd = crm_evidence_open_by(swapping, dir, "moving", true, &f);
	assert_int_equal(f.state, CRM_FILE_GOOD);
	assert_string_equal(f.sha256, HELLO);
	close(fd);

	swaps = 2;
	assert_int_equal(crm_evidence_open_by(swapping, dir, "moving", true, &f), -1);
	assert_int_equal(f.state, CRM_FILE_UNREADABLE);
	assert_string_equal(f.why, "it changes while it is looked at");
	assert_string_equal(f.sha256, "");
	assert_int_equal(f.bytes, 0);
}

/* A file of sysfs says 4096 bytes and gives fewer: the same as one that is cut while it is read. */
static void shrunk(void **state)
{
	struct crm_file_facts f;
	int at = open("/sys", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	crm_evidence_look(at, "kernel/uevent_seqnum", false, &f);
	if (at >= 0 && f.state == CRM_FILE_GOOD) {
		crm_evidence_look(at, "kernel/uevent_seqnum", true, &f);
		assert_int_equal(f.state, CRM_FILE_UNREADABLE);
		assert_string_equal(f.why, "it changes while it is looked at");
		assert_string_equal(f.sha256, "");
	}
	if (at >= 0)
		close(at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_permission),
	    cmocka_unit_test(hashes),
	    cmocka_unit_test(swapped),
	    cmocka_unit_test(shrunk),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
