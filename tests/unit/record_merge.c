/*
 * lib/data/record.h: JSON Merge Patch, and comparing what it leaves.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_record *parse(const char *text)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_record_parse(text, strlen(text), &l, &r, &e) != 0)
		fail_msg("%s: %s", text, e.text);
	return r;
}

static void is_dump(const struct crm_record *r, const char *expect)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_record_dump(r, &b);
	assert_string_equal(crm_buf_str(&b), expect);
	crm_buf_release(&b);
}

struct row {
	const char *target, *patch, *result;
};

static void merges(const struct row *rows, size_t n, const char *before, const char *after)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_buf target = CRM_BUF_INIT, patch = CRM_BUF_INIT, result = CRM_BUF_INIT;
		struct crm_record *t, *p;

		crm_buf_addf(&target, "%s%s%s", before, rows[i].target, after);
		crm_buf_addf(&patch, "%s%s%s", before, rows[i].patch, after);
		crm_buf_addf(&result, "%s%s%s", before, rows[i].result, after);
		t = parse(target.data);
		p = parse(patch.data);
		crm_record_merge(t, p);
		is_dump(t, result.data);
		is_dump(p, patch.data); /* the patch stays as it was */
		crm_record_free(t);
		crm_record_free(p);
		crm_buf_release(&target);
		crm_buf_release(&patch);
		crm_buf_release(&result);
	}
}

/* RFC 7386, appendix A: the rows whose three values are objects as they
 * stand. */
static void rfc_objects(void **state)
{
	static const struct row rows[] = {
	    {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
	    {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
	    {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
	    {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
	    {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
	    {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
	    {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
	    {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
	    {"{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"},
	    {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
	};

	(void)state;
	merges(rows, COUNT(rows), "", "");
}

/* The other rows, where the whole is an array, a string or null: as a
 * member's value. */
static void rfc_members(void **state)
{
	static const struct row rows[] = {
	    {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]"},
	    {"{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]"},
	    {"{\"a\":\"foo\"}", "\"bar\"", "\"bar\""},
	    {"[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}"},
	};
	static const struct row gone[] = {{"{\"x\":{\"a\":\"foo\"}}", "{\"x\":null}", "{}"}};

	(void)state;
	merges(rows, COUNT(rows), "{\"x\":", "}");
	merges(gone, 1, "", "");
}

/* A member that is set again keeps its place; nulls within arrays stay. */
static void order_and_arrays(void **state)
{
	static const struct row rows[] = {
	    {"{\"a\":1,\"b\":2,\"c\":3}", "{\"c\":5,\"a\":4}", "{\"a\":4,\"b\":2,\"c\":5}"},
	    {"{\"a\":1,\"b\":2}", "{\"a\":null}", "{\"b\":2}"},
	    {"{}", "{\"a\":[null,{\"b\":null}]}", "{\"a\":[null,{\"b\":null}]}"},
	    {"{\"a\":{\"b\":1}}", "{}", "{\"a\":{\"b\":1}}"},
	    {"{\"a\":{\"b\":1}}", "{\"a\":{}}", "{\"a\":{\"b\":1}}"},
	};

	(void)state;
	merges(rows, COUNT(rows), "", "");
}

static void with_itself(void **state)
{
	struct crm_record *r = parse("{\"a\":null,\"b\":{\"c\":null,\"d\":[1]}}");

	(void)state;
	crm_record_merge(r, r);
	is_dump(r, "{\"b\":{\"d\":[1]}}");
	crm_record_free(r);
}

/* What was merged is a copy: a later change does not reach the patch. */
static void shares_nothing(void **state)
{
	struct crm_record *r = parse("{}"), *p = parse("{\"a\":{\"b\":{\"c\":1}},\"l\":[{}]}");

	(void)state;
	crm_record_merge(r, p);
	crm_record_set_text(r, "a.b.c", "2");
	is_dump(p, "{\"a\":{\"b\":{\"c\":1}},\"l\":[{}]}");
	crm_record_free(p);
	is_dump(r, "{\"a\":{\"b\":{\"c\":\"2\"}},\"l\":[{}]}");
	crm_record_free(r);
}

static void drops_nulls(void **state)
{
	struct crm_record *r = parse(
	    "{\"a\":null,\"b\":{\"c\":null,\"d\":{\"e\":null}},\"f\":[null,{\"g\":null}],\"h\":0}");

	(void)state;
	crm_record_drop_nulls(r);
	is_dump(r, "{\"b\":{\"d\":{}},\"f\":[null,{}],\"h\":0}");
	crm_record_free(r);
}

static void same(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
	    {"{}", "{}", true},
	    {"{\"x\":null}", "{}", true},
	    {"{}", "{\"x\":null}", true},
	    {"{\"x\":1}", "{\"x\":null}", false},
	    {"{\"x\":1}", "{\"x\":1}", true},
	    {"{\"x\":1}", "{\"x\":2}", false},
	    {"{\"x\":1}", "{\"x\":\"1\"}", false},
	    {"{\"x\":{\"a\":1,\"b\":2}}", "{\"x\":{\"b\":2,\"a\":1}}", true},
	    {"{\"x\":{\"a\":1,\"b\":null}}", "{\"x\":{\"a\":1}}", true},
	    {"{\"x\":[1,2]}", "{\"x\":[2,1]}", false},
	    {"{\"x\":1,\"y\":1}", "{\"x\":1,\"y\":2}", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *a = parse(rows[i].a), *b = parse(rows[i].b);

		assert_int_equal(crm_record_same(a, b, "x"), rows[i].same);
		assert_int_equal(crm_record_same(b, a, "x"), rows[i].same);
		is_dump(a, rows[i].a);
		crm_record_free(a);
		crm_record_free(b);
	}
}

/* Two patches as one: what the second deletes stays deleted. */
static void composes(void **state)
{
	static const struct row rows[] = {
	    {"{\"a\":\"1\",\"b\":null}", "{\"b\":\"2\",\"a\":null}", "{\"a\":null,\"b\":\"2\"}"},
	    {"{\"x\":{\"a\":\"1\",\"b\":\"2\"}}", "{\"x\":{\"b\":null,\"c\":\"3\"}}",
	        "{\"x\":{\"a\":\"1\",\"b\":null,\"c\":\"3\"}}"},
	    {"{\"x\":{\"a\":\"1\"}}", "{\"x\":\"2\"}", "{\"x\":\"2\"}"},
	    {"{\"y\":\"1\"}", "{\"x\":{\"a\":null}}", "{\"y\":\"1\",\"x\":{\"a\":null}}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *r = parse(rows[i].target), *later = parse(rows[i].patch);

		assert_int_equal(crm_record_compose(r, later), 0);
		is_dump(r, rows[i].result);
		crm_record_free(later);
		crm_record_free(r);
	}
}

/* An object after another value: what is stored there would be kept by one patch. */
static void does_not_compose(void **state)
{
	static const char *const rows[][2] = {
	    {"{\"x\":\"1\"}", "{\"x\":{\"b\":\"1\"}}"},
	    {"{\"x\":null}", "{\"x\":{\"b\":\"1\"}}"},
	    {"{\"x\":[1]}", "{\"x\":{}}"},
	    {"{\"y\":{\"x\":null}}", "{\"a\":\"1\",\"y\":{\"z\":\"2\",\"x\":{\"b\":\"1\"}}}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *r = parse(rows[i][0]), *later = parse(rows[i][1]);

		assert_int_equal(crm_record_compose(r, later), -1);
		is_dump(r, rows[i][0]);
		crm_record_free(later);
		crm_record_free(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rfc_objects),
	    cmocka_unit_test(rfc_members),
	    cmocka_unit_test(order_and_arrays),
	    cmocka_unit_test(with_itself),
	    cmocka_unit_test(shares_nothing),
	    cmocka_unit_test(drops_nulls),
	    cmocka_unit_test(same),
	    cmocka_unit_test(composes),
	    cmocka_unit_test(does_not_compose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
