/*
 * lib/data/record.h: parsing with messages that help, writing, what may be stored.
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

/* len 0: strlen(text) */
static const struct refused {
	const char *text;
	size_t len;
	const char *expect;
} refusals[] = {
    {"", 0, "empty, a JSON value expected"},
    {" \n", 0, "empty, a JSON value expected"},
    {"[1]", 0, "not a JSON object"},
    {"12", 0, "not a JSON object"},
    {"hello", 0, "not a JSON object"},
    {"{\"a\":1", 0, "not valid JSON at column 6: '}' or ',' expected"},
    {"{\"a\":1}}", 0, "not valid JSON at column 8: more text after the value"},
    {"{\"a\":1} {\"a\":2}", 0, "not valid JSON at column 9: more text after the value"},
    {"{\"a\":01}", 0, "not valid JSON at column 6: invalid token"},
    {"{'a':1}", 0, "not valid JSON at column 2: name in quotes or '}' expected"},
    {"{\"a\":\n\"b\n\"}", 0,
        "not valid JSON at line 2, column 3: string without its closing quote"},
    {"{\"a\":\"x\ty\"}", 0, "not valid JSON at column 8: control character 0x9"},
    {"{\"a\":99999999999999999999}", 0, "not valid JSON at column 25: too big integer"},
    {"{\"a\":NaN}", 0, "not valid JSON at column 8: invalid token"},
    {"{\"a\":1,\"a\":2}", 0, "duplicate key 'a' at column 10"},
    {"{\"id\":1,\"\\u0069d\":2}", 0, "duplicate key '\\u0069d' at column 17"},
    {"{\"\xe5\xae\xa2\":1,\"b\\\"\":{\"x\":1},\"b\\\"\" :2}", 0,
        "duplicate key 'b\\\"' at column 26"},
    {"{\"a\":\"\\u0000\"}", 0, "not valid JSON at column 13: \\u0000 is not allowed"},
    {"{\"a\":1\0}", 8, "NUL byte at byte 7"},
    {"12\0", 3, "NUL byte at byte 3"},
    {"\xef\xbb\xbf{\"a\":1}", 0, "starts with a byte order mark"},
    {"\xff\xfe{\0\"\0", 6, "not valid UTF-8: looks like UTF-16; use --encoding utf-16"},
    {"{\0\"\0a\0", 6, "not valid UTF-8: looks like UTF-16; use --encoding utf-16"},
    {"\0{\0\"\0a", 6, "not valid UTF-8: looks like UTF-16; use --encoding utf-16"},
    /* "customer" in GBK */
    {"{\"a\":\"\xbf\xcd\xbb\xa7\"}", 0,
        "not valid UTF-8 at byte 7: looks like GB18030; use --encoding gb18030"},
    /* a four-byte sequence beside it */
    {"{\"a\":\"\xbf\xcd\x81\x30\x81\x30\"}", 0,
        "not valid UTF-8 at byte 7: looks like GB18030; use --encoding gb18030"},
    /* Latin-1; two umlauts side by side could be either */
    {"{\"a\":\"Gr\xfc\xdf"
     "e\"}",
        0, "not valid UTF-8 at byte 9: looks like GB18030; use --encoding gb18030"},
    {"{\"a\":\"M\xfcller\"}", 0, "not valid UTF-8 at byte 8"},
    {"{\"a\":\"caf\xe9\"}", 0, "not valid UTF-8 at byte 10"},
    {"{\"a\":\"\xbf\xcd\xff\"}", 0, "not valid UTF-8 at byte 7"},
    {"{\"a\":\"\xbf", 0, "not valid UTF-8 at byte 7"},
    {"{\"a\":\"\xed\xa0\x80\"}", 0, "not valid UTF-8 at byte 7"},
    {"{\"a\":\"\xc0\x80\"}", 0, "not valid UTF-8 at byte 7"},
};

static void refuses(void **state)
{
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const struct refused *t = &refusals[i];
		struct crm_err e = CRM_ERR_INIT;
		struct crm_record *r = NULL;
		size_t len = t->len != 0 ? t->len : strlen(t->text);

		assert_int_equal(crm_record_parse(t->text, len, &l, &r, &e), -1);
		assert_null(r);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.text, t->expect);
	}
}

/* Written back as it was, members in order, unknown ones too. */
static void round_trip(void **state)
{
	static const char *const same[] = {
	    "{}",
	    "{\"z\":1,\"a\":\"b\",\"m\":{\"y\":[1,null,true,{}],\"b\":[]}}",
	    "{\"a\":\"12.50\",\"n\":-9007199254740991}",
	    "{\"\xe5\xae\xa2\xe6\x88\xb7\":\"\xf0\x9f\x98\x80\"}",
	    "{\"\":{\"\":\"\"}}",
	    "{\"a\":\"\\u001B\\\\\\\"/\\n\"}",
	    "{\"big\":9223372036854775807}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		struct crm_record *r = parse(same[i]), *copy = crm_record_copy(r);

		is_dump(r, same[i]);
		crm_record_free(r);
		is_dump(copy, same[i]);
		crm_record_free(copy);
	}
	crm_record_free(NULL);
}

static void canonical(void **state)
{
	struct crm_record *a = parse("{\"b\":{\"d\":1,\"c\":2},\"a\":\"x\"}");
	struct crm_record *b = parse(" { \"a\" : \"\\u0078\", \"b\" : {\"c\":2, \"d\":1} } ");
	struct crm_buf ta = CRM_BUF_INIT, tb = CRM_BUF_INIT;

	(void)state;
	crm_record_canonical(a, &ta);
	crm_record_canonical(b, &tb);
	assert_string_equal(crm_buf_str(&ta), "{\"a\":\"x\",\"b\":{\"c\":2,\"d\":1}}");
	assert_string_equal(crm_buf_str(&ta), crm_buf_str(&tb));
	crm_record_free(a);
	crm_record_free(b);
	crm_buf_release(&ta);
	crm_buf_release(&tb);
}

static void storable(void **state)
{
	static const struct {
		const char *text;
		const char *field; /* NULL: it may be stored */
	} rows[] = {
	    {"{}", NULL},
	    {"{\"id\":\"C-1\",\"kind\":\"complaint\",\"state\":\"open\"}", NULL},
	    {"{\"n\":9007199254740991,\"m\":-9007199254740991}", NULL},
	    {"{\"n\":9007199254740992}", "n"},
	    {"{\"n\":-9007199254740992}", "n"},
	    {"{\"price\":12.5}", "price"},
	    {"{\"price\":1.0}", "price"},
	    {"{\"a\":{\"b\":[1,{\"c\":0.5}]}}", "a.b.c"},
	    {"{\"note\":\"two\\nlines\\tand a tab\"}", NULL},
	    {"{\"note\":\"a\\rb\"}", "note"},
	    {"{\"note\":[\"\\u001b[31m\"]}", "note"},
	    {"{\"note\":\"\\u0001\"}", "note"},
	    {"{\"a\\nb\":1}", "a\\u{A}b"},
	    {"{\"a\":{\"b\\tc\":1}}", "a.b\\u{9}c"},
	    {"{\"step\":\"open\"}", "step"},
	    {"{\"at\":1}", "at"},
	    {"{\"rec\":1}", "rec"},
	    {"{\"by\":1}", "by"},
	    {"{\"login\":1}", "login"},
	    {"{\"op\":1}", "op"},
	    {"{\"prev\":1}", "prev"},
	    {"{\"tx\":1}", "tx"},
	    {"{\"new\":true}", "new"},
	    {"{\"epoch\":1}", "epoch"},
	    {"{\"base\":{}}", "base"},
	    {"{\"a\":{\"by\":\"cs01\"}}", NULL},
	    {"{\"\":{\"by\":\"cs01\"}}", ""},
	    {"{\"a\":[{\"b\":{\"\":1}}]}", "a.b."},
	    {"{\"a\\u007f\":1}", "a\\u{7F}"},
	    {"{\"a\\u0085\":1}", "a\\u{85}"},
	    {"{\"\\u00a0\\u4e2d\":\"\\u0085\"}", NULL},
	    {"{\"id\":\"\"}", "id"},
	    {"{\"id\":\"a b\"}", "id"},
	    {"{\"id\":7}", "id"},
	    {"{\"id\":null}", "id"},
	    {"{\"a\":null,\"b\":true}", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *r = parse(rows[i].text);
		struct crm_err e = CRM_ERR_INIT;
		int rc = crm_record_storable(r, &e);

		assert_int_equal(rc, rows[i].field == NULL ? 0 : -1);
		if (rc != 0) {
			assert_int_equal(e.code, CRM_BADINPUT);
			assert_string_equal(e.field, rows[i].field);
		}
		crm_record_free(r);
	}
}

/* json_check takes any value; the record reader only objects. */
static void any_value(void **state)
{
	static const char *const values[] = {"1", "\"a\"", "null", "[1,2]", " true ", "-0.5e3"};
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	for (size_t i = 0; i < COUNT(values); i++)
		assert_int_equal(crm_json_check(values[i], strlen(values[i]), &l, NULL), 0);
	assert_int_equal(crm_json_check("1 2", 3, &l, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(round_trip),
	    cmocka_unit_test(canonical),
	    cmocka_unit_test(storable),
	    cmocka_unit_test(any_value),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
