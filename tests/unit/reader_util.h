/*
 * What the tests of lib/io/reader.h share: a kind, and all records of a reader as text.
 */
#ifndef TESTS_UNIT_READER_UTIL_H
#define TESTS_UNIT_READER_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/io/reader.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const states[] = {"open", "closed", NULL};

static const struct crm_field item_fields[] = {
    {.name = "due_at", .type = CRM_T_INSTANT},
    {.name = "verdict", .type = CRM_T_TEXT},
};
static const struct crm_schema item_schema = {"clock", item_fields, COUNT(item_fields)};
static const struct crm_field fields[] = {
    {.name = "id", .type = CRM_T_TEXT},
    {.name = "state", .type = CRM_T_TEXT, .words = states},
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "urgent", .type = CRM_T_BOOL},
    {.name = "received_at", .type = CRM_T_INSTANT},
    {.name = "clocks", .type = CRM_T_NESTED, .items = &item_schema},
};
static const struct crm_schema schema = {"complaint", fields, COUNT(fields)};
enum { ID, STATE, QUANTITY, PRICE, URGENT, RECEIVED_AT, CLOCKS };

static struct crm_limits limits;
static struct crm_shape *shape;

static inline int setup(void **state)
{
	(void)state;
	crm_limits_init(&limits);
	shape = crm_shape_new(&schema);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	crm_shape_free(shape);
	return 0;
}

static inline int open_memory(const char *name, const char *data, size_t len,
    const struct crm_reader_opts *o, struct crm_reader **r, struct crm_err *e)
{
	struct crm_reader_opts own = *o;
	struct crm_source *src;

	own.limits = &limits;
	assert_int_equal(crm_source_memory(name, data, len, o->encoding, &limits, &src, NULL), 0);
	return crm_reader_of_source(src, &own, shape, r, e);
}

/* All records as "LINE JSON\n", bad ones as "LINE bad\n", then "FAIL\n" where it failed. The last
 * error is in *e. */
static inline void all_records(struct crm_reader *r, struct crm_buf *out, struct crm_err *e)
{
	struct crm_record *record;
	enum crm_read rc;

	for (;;) {
		struct crm_err own = CRM_ERR_INIT;

		record = NULL;
		rc = crm_reader_record(r, &record, &own);
		if (own.code != 0)
			*e = own;
		if (rc == CRM_READ_END)
			break;
		if (rc == CRM_READ_FAIL) {
			crm_buf_addz(out, "FAIL\n");
			break;
		}
		crm_buf_addi(out, crm_reader_line(r));
		if (rc == CRM_READ_OK) {
			assert_int_equal(own.code, 0);
			crm_buf_addc(out, ' ');
			crm_record_dump(record, out);
		} else {
			assert_null(record);
			assert_int_equal(own.code, CRM_BADINPUT);
			assert_string_equal(own.source, crm_reader_source(r));
			crm_buf_addz(out, " bad");
		}
		crm_buf_addc(out, '\n');
		crm_record_free(record);
	}
	if (rc == CRM_READ_END)
		assert_int_equal(crm_reader_record(r, &record, NULL), CRM_READ_END);
}

/* As all_records, from bytes in memory. */
static inline void read_all(const char *name, const char *data, const struct crm_reader_opts *o,
    struct crm_buf *out, struct crm_err *e)
{
	struct crm_reader *r = NULL;

	crm_buf_clear(out);
	crm_err_clear(e);
	if (open_memory(name, data, strlen(data), o, &r, e) == -1) {
		crm_buf_addz(out, "NOT OPENED\n");
		assert_null(r);
		return;
	}
	all_records(r, out, e);
	crm_reader_free(r);
}

/* DATA/rest; is it there? */
static inline bool shared_path(const char *rest, struct crm_buf *path)
{
	const char *shared = getenv("SHARED");

	crm_buf_clear(path);
	crm_buf_addf(
	    path, "%s/data/%s", shared != NULL && *shared != '\0' ? shared : "/nowhere", rest);
	return access(crm_buf_str(path), R_OK) == 0;
}

#endif
