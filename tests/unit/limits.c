/*
 * lib/data/limits.h: each limit on JSON holds at the limit and refuses one more.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/limits.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void defaults(void **state)
{
	static const struct {
		const char *name;
		size_t dflt;
	} rows[] = {
	    {"line", 1048576},
	    {"depth", 64},
	    {"keys", 1024},
	    {"items", 100000},
	    {"string", 262144},
	    {"record-keys", 65536},
	    {"record", 67108864},
	    {"csv-field", 65536},
	    {"csv-columns", 256},
	    {"csv-record", 1048576},
	    {"sheet-rows", 1000000},
	    {"settings", 16777216},
	};
	struct crm_limits l, folded;
	const char *what, *name;
	size_t dflt;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		name = crm_limits_row(i, &dflt, &what);
		assert_non_null(name);
		assert_string_equal(name, rows[i].name);
		assert_int_equal(dflt, rows[i].dflt);
		assert_true(strlen(what) > 0);
	}
	assert_null(crm_limits_row(COUNT(rows), NULL, NULL));
	crm_limits_init(&l);
	assert_int_equal(l.line, 1048576);
	assert_int_equal(l.settings, 16777216);
	crm_limits_folded(&l, &folded);
	assert_int_equal(folded.line, 67108864);
	assert_int_equal(folded.keys, 65536);
	assert_int_equal(folded.string, 262144);
}

static void set(void **state)
{
	static const struct {
		const char *text;
		size_t line; /* 0: refused */
	} rows[] = {
	    {"line=1", 1},
	    {"line=4096", 4096},
	    {"line=2k", 2048},
	    {"line=2K", 2048},
	    {"line=3M", 3145728},
	    {"line=1G", 1073741824},
	    {"line=18446744073709551615", SIZE_MAX},
	    {"line=18446744073709551616", 0},
	    {"line=17179869184G", 0},
	    {"line=0", 0},
	    {"line=", 0},
	    {"line", 0},
	    {"line=k", 0},
	    {"line=-1", 0},
	    {"line= 1", 0},
	    {"line=1kk", 0},
	    {"line=1.5M", 0},
	    {"lin=1", 0},
	    {"lines=1", 0},
	    {"=1", 0},
	    {"", 0},
	    {"record_keys=1", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_limits l;
		int rc;

		crm_limits_init(&l);
		rc = crm_limits_set(&l, rows[i].text, &e);
		assert_int_equal(rc, rows[i].line == 0 ? -1 : 0);
		assert_int_equal(e.code, rows[i].line == 0 ? CRM_BADINPUT : 0);
		assert_int_equal(l.line, rows[i].line == 0 ? 1048576 : rows[i].line);
	}
}

static void unknown_names_the_known(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	assert_int_equal(crm_limits_set(&l, "width=3", &e), -1);
	assert_non_null(strstr(e.text, "line, depth, keys"));
	assert_non_null(strstr(e.text, "settings"));
	crm_err_clear(&e);
	assert_int_equal(crm_limits_set(&l, "depth=2048", &e), 0);
	assert_int_equal(crm_limits_set(&l, "depth=2049", &e), -1);
	assert_string_equal(e.field, "depth");
}

static void repeat(struct crm_buf *b, const char *text, size_t n)
{
	while (n-- > 0)
		crm_buf_addz(b, text);
}

/* {"a":[[...]]} with n levels in all */
static void deep(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":");
	repeat(b, "[", n - 1);
	repeat(b, "]", n - 1);
	crm_buf_addz(b, "}");
}

static void wide(struct crm_buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(b, "%c\"k%zu\":0", i == 0 ? '{' : ',', i);
	crm_buf_addz(b, "}");
}

/* The second object counts for itself. */
static void wide_inside(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":{\"x\":1,\"y\":2},\"b\":");
	wide(b, n);
	crm_buf_addz(b, "}");
}

static void many(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":[[1,2],0");
	repeat(b, ",0", n - 2);
	crm_buf_addz(b, "]}");
}

static void string_of(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":\"");
	repeat(b, "x", n);
	crm_buf_addz(b, "\"}");
}

static void name_of(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"");
	repeat(b, "x", n);
	crm_buf_addz(b, "\":1}");
}

/* Escapes count as what they stand for: two Chinese characters, an emoji of
 * two surrogates, an escaped quote: 3 + 3 + 4 + 1 bytes. */
static void escapes_of(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":\"\\u5ba2\\u6237\\ud83d\\ude00\\\"");
	repeat(b, "x", n - 11);
	crm_buf_addz(b, "\"}");
}

static void line_of(struct crm_buf *b, size_t n)
{
	crm_buf_addz(b, "{\"a\":1}");
	repeat(b, " ", n - b->len);
}

static void at_the_limit(void **state)
{
	static const struct {
		void (*make)(struct crm_buf *, size_t);
		size_t limit;
		const char *text;
	} rows[] = {
	    {deep, 64, "nested deeper than 64"},
	    {wide, 1024, "object of more than 1024 members"},
	    {wide_inside, 1024, "object of more than 1024 members"},
	    {many, 100000, "array of more than 100000 items"},
	    {string_of, 262144, "string longer than 262144 bytes"},
	    {name_of, 262144, "string longer than 262144 bytes"},
	    {escapes_of, 262144, "string longer than 262144 bytes"},
	    {line_of, 1048576, "longer than 1048576"},
	};
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t more = 0; more < 2; more++) {
			struct crm_err e = CRM_ERR_INIT;
			struct crm_buf b = CRM_BUF_INIT;
			struct crm_record *r = NULL;
			int rc;

			rows[i].make(&b, rows[i].limit + more);
			rc = crm_record_parse(b.data, b.len, &l, &r, &e);
			assert_int_equal(rc, more == 0 ? 0 : -1);
			assert_int_equal(crm_json_check(b.data, b.len, &l, NULL), rc);
			if (more == 1) {
				assert_int_equal(e.code, CRM_BADINPUT);
				assert_non_null(strstr(e.text, rows[i].text));
			}
			crm_record_free(r);
			crm_buf_release(&b);
		}
	}
}

/* --limit reaches the parser, up to jansson's own depth. */
static void raised(void **state)
{
	static const struct {
		void (*make)(struct crm_buf *, size_t);
		size_t n;
		const char *limit;
	} rows[] = {
	    {deep, 2048, "depth=2048"},
	    {wide, 65536, "keys=64k"},
	    {many, 200000, "items=200000"},
	    {string_of, 524288, "string=512k"},
	    {line_of, 2097152, "line=2M"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_limits l;

		crm_limits_init(&l);
		rows[i].make(&b, rows[i].n);
		assert_int_equal(crm_json_check(b.data, b.len, &l, NULL), -1);
		assert_int_equal(crm_limits_set(&l, rows[i].limit, &e), 0);
		assert_int_equal(crm_json_check(b.data, b.len, &l, &e), 0);
		crm_buf_release(&b);
	}
}

/* Refused before it costs anything: 10,000 brackets, a field of 40 MB. */
static void hostile(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	repeat(&b, "[", 10000);
	assert_int_equal(crm_json_check(b.data, b.len, &l, &e), -1);
	assert_string_equal(e.text, "nested deeper than 64 at column 65 (limit depth)");
	crm_buf_clear(&b);
	crm_err_clear(&e);
	string_of(&b, 40U * 1024 * 1024);
	assert_int_equal(crm_json_check(b.data, b.len, &l, &e), -1);
	assert_non_null(strstr(e.text, "longer than 1048576"));
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(defaults),
	    cmocka_unit_test(set),
	    cmocka_unit_test(unknown_names_the_known),
	    cmocka_unit_test(at_the_limit),
	    cmocka_unit_test(raised),
	    cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
