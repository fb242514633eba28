/*
 * lib/data/record.h: dotted paths, cells, setting and listing members.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/change.h"
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

static void finds(void **state)
{
	static const struct {
		const char *path, *text;
	} rows[] = {
	    {"a", "1"},
	    {"b.c", "2"},
	    {"b.d.e", "3"},
	    {"b.c.d", NULL},
	    {"b", NULL},
	    {"x.y", "dots first"},
	    {"x.y.z", "longest name first"},
	    {"x.w", "4"},
	    {"docs.drawing.pdf.hash", "5"},
	    {"docs.drawing.hash", "6"},
	    {"", NULL},
	    {".", NULL},
	    {"a.", NULL},
	    {"n", NULL},
	};
	struct crm_record *r = parse(
	    "{\"a\":\"1\",\"b\":{\"c\":\"2\",\"d\":{\"e\":\"3\"}},\"x.y\":\"dots first\","
	    "\"x\":{\"y\":{\"z\":\"longest name first\"},\"w\":\"4\"},"
	    "\"docs\":{\"drawing.pdf\":{\"hash\":\"5\"},\"drawing\":{\"hash\":\"6\"}},\"n\":null}");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = crm_record_text(r, rows[i].path);

		if (rows[i].text == NULL)
			assert_null(got);
		else
			assert_string_equal(got, rows[i].text);
	}
	assert_true(crm_record_has(r, "b"));
	assert_true(crm_record_has(r, "b.d.e"));
	assert_false(crm_record_has(r, "n"));
	assert_false(crm_record_has(r, "b.x"));
	crm_record_free(r);
}

static void sets(void **state)
{
	static const struct {
		const char *before, *path, *after;
	} rows[] = {
	    {"{}", "a", "{\"a\":\"v\"}"},
	    {"{}", "a.b.c", "{\"a\":{\"b\":{\"c\":\"v\"}}}"},
	    {"{\"a\":1,\"b\":2}", "a", "{\"a\":\"v\",\"b\":2}"},
	    {"{\"a\":1}", "a.b", "{\"a\":{\"b\":\"v\"}}"},
	    {"{\"a\":null}", "a.b", "{\"a\":{\"b\":\"v\"}}"},
	    {"{\"a.b\":1}", "a.b", "{\"a.b\":\"v\"}"},
	    {"{\"a.b\":{}}", "a.b.c", "{\"a.b\":{\"c\":\"v\"}}"},
	    {"{\"d\":{\"x.pdf\":{\"n\":1}}}", "d.x.pdf.hash",
	        "{\"d\":{\"x.pdf\":{\"n\":1,\"hash\":\"v\"}}}"},
	    {"{\"a\":{\"b\":1}}", "a.c", "{\"a\":{\"b\":1,\"c\":\"v\"}}"},
	    {"{}", "a\xff.b", "{\"a\xef\xbf\xbd\":{\"b\":\"v\"}}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *r = parse(rows[i].before);

		crm_record_set_text(r, rows[i].path, "v");
		is_dump(r, rows[i].after);
		crm_record_free(r);
	}
}

static void sets_each_type(void **state)
{
	struct crm_cell nested = crm_cell_textn("{\"a\":[1]}", 9), bad = crm_cell_text("31.2.");
	struct crm_cell broken = crm_cell_text("{");
	struct crm_cell blank = crm_cell_instant((struct crm_instant){0, 28800});
	struct crm_record *r = crm_record_new();

	(void)state;
	nested.type = broken.type = CRM_T_NESTED;
	bad.type = CRM_T_BAD;
	blank.text = "1970-01-01 08:00:00.000+08:00"; /* stored as canonical */
	blank.len = strlen(blank.text);
	const struct {
		struct crm_cell cell;
		const char *json;
	} rows[] = {
	    {crm_cell_absent(), "{\"x\":null}"},
	    {bad, "{\"x\":\"31.2.\"}"},
	    {crm_cell_text("open"), "{\"x\":\"open\"}"},
	    {crm_cell_text(""), "{\"x\":\"\"}"},
	    {crm_cell_text("\xbf\xcd"), "{\"x\":\"\xef\xbf\xbd\xef\xbf\xbd\"}"},
	    {crm_cell_int(-7), "{\"x\":-7}"},
	    {crm_cell_dec((struct crm_dec){1250, 2}), "{\"x\":\"12.50\"}"},
	    {crm_cell_bool(false), "{\"x\":false}"},
	    {blank, "{\"x\":\"1970-01-01T08:00:00+08:00\"}"},
	    {crm_cell_date(1), "{\"x\":\"1970-01-02\"}"},
	    {{.type = CRM_T_DURATION, .u.dur = {CRM_DUR_DAYS, 3}}, "{\"x\":\"P3D\"}"},
	    {nested, "{\"x\":{\"a\":[1]}}"},
	    {broken, "{\"x\":{}}"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_record_set(r, "x", &rows[i].cell);
		is_dump(r, rows[i].json);
	}
	crm_record_free(r);
}

static void removes_and_applies(void **state)
{
	struct crm_record *r = parse("{\"a\":{\"b\":1,\"c\":2},\"x.y\":3,\"n\":null}");
	struct crm_changes c = CRM_CHANGES_INIT;

	(void)state;
	assert_true(crm_record_remove(r, "a.b"));
	assert_false(crm_record_remove(r, "a.b"));
	assert_true(crm_record_remove(r, "x.y"));
	assert_true(crm_record_remove(r, "n"));
	assert_false(crm_record_remove(r, "q.r"));
	is_dump(r, "{\"a\":{\"c\":2}}");
	crm_changes_text(&c, "a.d", "1");
	crm_changes_delete(&c, "a.c");
	crm_changes_text(&c, "a.d", "2");
	crm_record_apply(r, &c);
	is_dump(r, "{\"a\":{\"c\":null,\"d\":\"2\"}}");
	crm_changes_release(&c);
	crm_record_free(r);
}

/* Expects the map's keys joined by blanks. */
/* A patch has the names with dots that the record has on its paths. */
static void applies_like(void **state)
{
	static const struct {
		const char *like, *path, *want;
	} rows[] = {
	    {"{}", "a.b.c", "{\"a\":{\"b\":{\"c\":\"x\"}}}"},
	    {"{\"a\":{\"L.1\":{\"n\":1}}}", "a.L.1.n", "{\"a\":{\"L.1\":{\"n\":\"x\"}}}"},
	    {"{\"a\":{\"L.1\":{\"n\":1}}}", "a.L.1.m", "{\"a\":{\"L.1\":{\"m\":\"x\"}}}"},
	    {"{\"a\":{\"L.1\":{\"n\":1}}}", "a.L.1", "{\"a\":{\"L.1\":\"x\"}}"},
	    {"{\"a\":{\"L.1\":{\"n\":1}}}", "a.L.2.m", "{\"a\":{\"L\":{\"2\":{\"m\":\"x\"}}}}"},
	    {"{\"a.b\":1}", "a.b", "{\"a.b\":\"x\"}"},
	    {"{\"a\":1}", "a.b", "{\"a\":{\"b\":\"x\"}}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct crm_record *like = parse(rows[i].like), *r = crm_record_new();
		struct crm_changes c = CRM_CHANGES_INIT;

		crm_changes_text(&c, rows[i].path, "x");
		crm_record_apply_like(r, &c, like);
		is_dump(r, rows[i].want);
		crm_changes_release(&c);
		crm_record_free(r);
		crm_record_free(like);
	}
}

static void is_keys(struct crm_map *m, const char *expect)
{
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_map_count(m); i++)
		crm_buf_addf(&b, "%s%s", i > 0 ? " " : "", crm_map_key(m, i, NULL));
	assert_string_equal(crm_buf_str(&b), expect);
	crm_buf_release(&b);
	crm_map_free(m);
}

static void lists(void **state)
{
	struct crm_record *r =
	    parse("{\"z\":1,\"a\":{\"y\":{\"b\":2,\"c\":null},\"d\":[{\"e\":1}],\"f\":{}}}");
	struct crm_map *m = crm_map_new();

	(void)state;
	crm_record_paths(r, m);
	is_keys(m, "z a.y.b a.y.c a.d a.f");
	m = crm_map_new();
	assert_true(crm_record_keys(r, "", m));
	is_keys(m, "z a");
	m = crm_map_new();
	assert_true(crm_record_keys(r, "a", m));
	is_keys(m, "y d f");
	m = crm_map_new();
	assert_false(crm_record_keys(r, "z", m));
	assert_false(crm_record_keys(r, "a.d", m));
	assert_false(crm_record_keys(r, "q", m));
	is_keys(m, "");
	assert_string_equal(crm_record_member(r, 0), "z");
	assert_string_equal(crm_record_member(r, 1), "a");
	assert_null(crm_record_member(r, 2));
	crm_record_free(r);
}

static const char *const words[] = {"open", "closed", NULL};

/* JSON value, judged by a field of that type (CRM_T_ABSENT: by none). */
static const struct judged {
	const char *json;
	enum crm_type field, type;
	const char *text;
} judgements[] = {
    {"null", CRM_T_TEXT, CRM_T_ABSENT, ""},
    {"\"\"", CRM_T_INT, CRM_T_ABSENT, ""},
    {"\"x\"", CRM_T_TEXT, CRM_T_TEXT, "x"},
    {"5", CRM_T_TEXT, CRM_T_BAD, "5"},
    {"true", CRM_T_TEXT, CRM_T_BAD, "true"},
    {"{\"a\":1}", CRM_T_TEXT, CRM_T_BAD, "{\"a\":1}"},
    {"5", CRM_T_INT, CRM_T_INT, "5"},
    {"\"5\"", CRM_T_INT, CRM_T_INT, "5"},
    {"9007199254740991", CRM_T_INT, CRM_T_INT, "9007199254740991"},
    {"9007199254740992", CRM_T_INT, CRM_T_BAD, "9007199254740992"},
    {"5.0", CRM_T_INT, CRM_T_BAD, "5.0"},
    {"5", CRM_T_DEC, CRM_T_DEC, "5"},
    {"\"5.50\"", CRM_T_DEC, CRM_T_DEC, "5.50"},
    {"5.5", CRM_T_DEC, CRM_T_BAD, "5.5"},
    {"9223372036854775807", CRM_T_DEC, CRM_T_BAD, "9223372036854775807"},
    {"true", CRM_T_BOOL, CRM_T_BOOL, "true"},
    {"\"false\"", CRM_T_BOOL, CRM_T_BOOL, "false"},
    {"1", CRM_T_BOOL, CRM_T_BAD, "1"},
    {"\"1970-01-02\"", CRM_T_DATE, CRM_T_DATE, "1970-01-02"},
    {"\"soon\"", CRM_T_DATE, CRM_T_BAD, "soon"},
    {"{ \"a\" : [1, {}] }", CRM_T_NESTED, CRM_T_NESTED, "{\"a\":[1,{}]}"},
    {"[1]", CRM_T_NESTED, CRM_T_NESTED, "[1]"},
    {"\"{}\"", CRM_T_NESTED, CRM_T_BAD, "{}"},
    {"7", CRM_T_NESTED, CRM_T_BAD, "7"},
    {"\"12\"", CRM_T_ABSENT, CRM_T_TEXT, "12"},
    {"12", CRM_T_ABSENT, CRM_T_INT, "12"},
    {"9007199254740992", CRM_T_ABSENT, CRM_T_DEC, "9007199254740992"},
    {"9223372036854775807", CRM_T_ABSENT, CRM_T_TEXT, "9223372036854775807"},
    {"0.1", CRM_T_ABSENT, CRM_T_DEC, "0.1"},
    {"1.10", CRM_T_ABSENT, CRM_T_DEC, "1.1"},
    {"1e300", CRM_T_ABSENT, CRM_T_TEXT, "1e300"},
    {"false", CRM_T_ABSENT, CRM_T_BOOL, "false"},
    {"{}", CRM_T_ABSENT, CRM_T_NESTED, "{}"},
};

static void cells(void **state)
{
	struct crm_buf scratch = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(judgements); i++) {
		const struct judged *t = &judgements[i];
		const struct crm_field f = {.name = "x", .type = t->field};
		struct crm_buf json = CRM_BUF_INIT;
		struct crm_record *r;
		struct crm_cell c;

		crm_buf_addf(&json, "{\"o\":{\"x\":%s}}", t->json);
		r = parse(json.data);
		crm_record_cell(r, "o.x", t->field == CRM_T_ABSENT ? NULL : &f, &scratch, &c);
		if (c.type != t->type)
			fail_msg("%s: %s", t->json, crm_type_name(c.type));
		assert_int_equal(c.len, strlen(t->text));
		assert_true(c.len == 0 || memcmp(c.text, t->text, c.len) == 0);
		crm_record_cell(r, "o.x", t->field == CRM_T_ABSENT ? NULL : &f, NULL, &c);
		assert_int_equal(c.type, t->type);
		crm_record_free(r);
		crm_buf_release(&json);
	}
	crm_buf_release(&scratch);
}

static void words_hold_in_json(void **state)
{
	const struct crm_field f = {.name = "state", .type = CRM_T_TEXT, .words = words};
	struct crm_record *r = parse("{\"a\":\"open\",\"b\":\"opened\"}");
	struct crm_cell c;

	(void)state;
	crm_record_cell(r, "a", &f, NULL, &c);
	assert_true(crm_cell_eq(&c, "open"));
	crm_record_cell(r, "b", &f, NULL, &c);
	assert_int_equal(c.type, CRM_T_BAD);
	crm_record_cell(r, "c", &f, NULL, &c);
	assert_int_equal(c.type, CRM_T_ABSENT);
	crm_record_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds),
	    cmocka_unit_test(sets),
	    cmocka_unit_test(sets_each_type),
	    cmocka_unit_test(removes_and_applies),
	    cmocka_unit_test(applies_like),
	    cmocka_unit_test(lists),
	    cmocka_unit_test(cells),
	    cmocka_unit_test(words_hold_in_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
