/*
 * What the tests of lib/io/source.h share: all lines of bytes in memory as text.
 */
#ifndef TESTS_UNIT_SOURCE_UTIL_H
#define TESTS_UNIT_SOURCE_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/io/source.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_limits limits;

static inline int setup(void **state)
{
	(void)state;
	crm_limits_init(&limits);
	return 0;
}

static inline struct crm_source *of_memory(const char *data, size_t len, const char *encoding)
{
	struct crm_source *s;
	struct crm_err e = CRM_ERR_INIT;

	assert_int_equal(crm_source_memory("mem", data, len, encoding, &limits, &s, &e), 0);
	return s;
}

/* All lines as "NUMBER:TEXT|" ("NUMBER!" when bad, "~" behind one without LF), then how it ended. */
static inline void all_lines(struct crm_source *s, struct crm_buf *out, struct crm_err *e)
{
	enum crm_read rc;
	const char *line;
	size_t len;
	long number;
	bool whole;

	while ((rc = crm_source_line(s, &line, &len, &number, &whole, e)) != CRM_READ_END) {
		if (rc == CRM_READ_FAIL) {
			crm_buf_addz(out, "FAIL");
			return;
		}
		crm_buf_addi(out, number);
		crm_buf_addc(out, rc == CRM_READ_BAD ? '!' : ':');
		if (rc == CRM_READ_OK)
			crm_buf_add(out, line, len);
		if (rc == CRM_READ_OK && !whole)
			crm_buf_addc(out, '~');
		crm_buf_addc(out, '|');
		if (rc == CRM_READ_BAD) {
			assert_int_equal(e->code, CRM_BADINPUT);
			assert_int_equal(e->line, number);
			assert_string_equal(e->source, "mem");
			crm_err_clear(e);
		}
	}
}

/* The lines of bytes in memory are those. */
static inline void same_lines(const char *data, size_t len, const char *encoding, const char *want)
{
	struct crm_source *s = of_memory(data, len, encoding);
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	all_lines(s, &b, &e);
	assert_string_equal(crm_buf_str(&b), want);
	assert_string_equal(crm_source_name(s), "mem");
	assert_ptr_equal(crm_source_limits(s), &limits);
	crm_buf_release(&b);
	crm_source_free(s);
}

#endif
