/*
 * A directory with one of each kind of file, for the tests of lib/io/dossier/evidence.h.
 */
#ifndef CRM_TESTS_EVIDENCE_UTIL_H
#define CRM_TESTS_EVIDENCE_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/evidence_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
/* of "hello\n" */
#define HELLO "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
#define BIG ((size_t)3 * 1024 * 1024 + 17)

static int dir = -1;
static char top[] = "/tmp/crm-unit-evidence-XXXXXX";
static char long_part[256], longer_part[257], long_path[4096], longer_path[4097];

static void put(const char *name, const void *data, size_t len, mode_t mode)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, mode);

	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, data, len), 0);
	close(fd);
}

static void put_socket(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s/socket", top);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof(at)), 0);
	close(fd);
}

static void put_big(void)
{
	unsigned char *big = crm_malloc(BIG);

	for (size_t i = 0; i < BIG; i++)
		big[i] = (unsigned char)(i * 31 + (i >> 12));
	put("big", big, BIG, 0644);
	free(big);
}

static void long_names(void)
{
	memset(long_part, 'n', 255);
	memset(longer_part, 'n', 256);
	for (size_t i = 0; i < 4096; i++) {
		longer_path[i] = i % 256 == 255 ? '/' : 'd';
		if (i < 4095)
			long_path[i] = longer_path[i];
	}
	/* a byte more, and no part longer than before */
	longer_path[4095] = 'd';
	longer_path[3839] = 'd';
	longer_path[3800] = '/';
	longer_path[3900] = '/';
}

static int setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(top));
	assert_int_equal(chmod(top, 0755), 0);
	dir = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(dir >= 0);
	long_names();
	put("good.csv", "hello\n", 6, 0644);
	put("a b.txt", "hello\n", 6, 0644);
	put("...x", "hello\n", 6, 0644);
	put("\u96f6\u4ef6.csv", "hello\n", 6, 0644);
	put(long_part, "hello\n", 6, 0644);
	put("secret", "hello\n", 6, 0000);
	put("empty", "", 0, 0644);
	assert_int_equal(mkdirat(dir, "sub", 0755), 0);
	put("sub/good.txt", "hello\n", 6, 0644);
	assert_int_equal(mkdirat(dir, "closed", 0700), 0);
	put("closed/good.txt", "hello\n", 6, 0644);
	assert_int_equal(fchmodat(dir, "closed", 0000, 0), 0);
	assert_int_equal(mkfifoat(dir, "fifo", 0644), 0);
	assert_int_equal(symlinkat("good.csv", dir, "link"), 0);
	assert_int_equal(symlinkat("nowhere", dir, "dangling"), 0);
	assert_int_equal(symlinkat("sub", dir, "linkdir"), 0);
	assert_int_equal(symlinkat("/etc", dir, "out"), 0);
	assert_int_equal(symlinkat("link", dir, "sub/loop"), 0);
	put_socket();
	put_big();
	return 0;
}

static int teardown(void **state)
{
	char cmd[120];

	(void)state;
	close(dir);
	(void)snprintf(cmd, sizeof(cmd), "chmod 700 %s/closed; rm -rf %s", top, top);
	return system(cmd) == 0 ? 0 : -1; /* NOLINT(cert-env33-c) */
}

#endif
