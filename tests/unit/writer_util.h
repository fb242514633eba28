/*
 * What the tests of lib/io/writer.h share: what was written, as text.
 */
#ifndef TESTS_UNIT_WRITER_UTIL_H
#define TESTS_UNIT_WRITER_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/io/writer.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What stands in the file behind fd. */
static inline void written(int fd, struct crm_buf *out)
{
	char block[4096];
	ssize_t n;

	crm_buf_clear(out);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	while ((n = read(fd, block, sizeof(block))) > 0)
		crm_buf_add(out, block, (size_t)n);
}

static inline struct crm_record *record_of(const char *json)
{
	struct crm_limits l;
	struct crm_record *r = NULL;

	crm_limits_init(&l);
	assert_int_equal(crm_record_parse(json, strlen(json), &l, &r, NULL), 0);
	return r;
}

#endif
