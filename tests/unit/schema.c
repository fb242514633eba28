/*
 * lib/data/schema.h: one text judged by its field, paths through collections, JSON Schema.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/data/schema.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const states[] = {"open", "closed", NULL};
static const char *const long_words[] = {"a-word-of-thirty-six-characters-alpha",
    "a-word-of-thirty-six-characters-bravo", "a-word-of-thirty-six-characters-charl",
    "a-word-of-thirty-six-characters-delta", "a-word-of-thirty-six-characters-echos", NULL};

static const struct crm_field verdict_fields[] = {
    {.name = "verdict", .type = CRM_T_TEXT},
    {.name = "due_at", .type = CRM_T_INSTANT},
};
static const struct crm_schema verdict = {"verdict", verdict_fields, COUNT(verdict_fields)};

static const struct crm_field fields[] = {
    {.name = "id", .type = CRM_T_TEXT},
    {.name = "state", .type = CRM_T_TEXT, .words = states, .doc = "where it stands"},
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "agreed", .type = CRM_T_BOOL, .flags = CRM_F_BRIEF | CRM_F_PARTY},
    {.name = "received_at", .type = CRM_T_INSTANT},
    {.name = "due", .type = CRM_T_DATE},
    {.name = "within", .type = CRM_T_DURATION},
    {.name = "verdicts", .type = CRM_T_NESTED, .items = &verdict},
    {.name = "extra", .type = CRM_T_NESTED},
    {.name = "kind_of", .type = CRM_T_TEXT, .words = long_words},
};
static const struct crm_schema schema = {"complaint", fields, COUNT(fields)};

static const struct crm_field *field(const char *name)
{
	return crm_schema_path(&schema, name);
}

static void find(void **state)
{
	(void)state;
	assert_int_equal(crm_schema_find(&schema, "quantity", 8), 2);
	assert_int_equal(crm_schema_find(&schema, "quantity", 7), -1);
	assert_int_equal(crm_schema_find(&schema, "quantityx", 9), -1);
	assert_int_equal(crm_schema_find(&schema, "", 0), -1);
	assert_int_equal(crm_schema_find(NULL, "id", 2), -1);
	assert_int_equal(crm_schema_flagged(&schema, CRM_F_PARTY), 4);
	assert_int_equal(crm_schema_flagged(&schema, CRM_F_OWNER), -1);
	assert_int_equal(crm_schema_flagged(NULL, CRM_F_OWNER), -1);
}

static void paths(void **state)
{
	(void)state;
	assert_ptr_equal(field("state"), &fields[1]);
	assert_ptr_equal(field("verdicts"), &fields[8]);
	assert_ptr_equal(field("verdicts.inform.due_at"), &verdict_fields[1]);
	/* a key may hold dots */
	assert_ptr_equal(field("verdicts.drawing.pdf.verdict"), &verdict_fields[0]);
	assert_int_equal(field("verdicts.inform")->type, CRM_T_NESTED);
	assert_null(field("verdicts.inform")->items);
	assert_null(field("verdicts.inform.colour"));
	assert_null(field("extra.a"));
	assert_null(field("state.a"));
	assert_null(field("colour"));
	assert_null(field(""));
	assert_null(field("."));
	assert_null(crm_schema_path(NULL, "state"));
}

static const struct {
	const char *field, *text;
	enum crm_type type;
	int64_t value;
} read_rows[] = {
    {"id", "", CRM_T_ABSENT, 0},
    {"id", "C-1", CRM_T_TEXT, 0},
    {"state", "open", CRM_T_TEXT, 0},
    {"state", "Open", CRM_T_BAD, 0},
    {"state", "ope", CRM_T_BAD, 0},
    {"state", "openx", CRM_T_BAD, 0},
    {"quantity", "0", CRM_T_INT, 0},
    {"quantity", "-0", CRM_T_INT, 0},
    {"quantity", "007", CRM_T_INT, 7},
    {"quantity", "9007199254740991", CRM_T_INT, 9007199254740991},
    {"quantity", "9007199254740992", CRM_T_BAD, 0},
    {"quantity", "-9007199254740991", CRM_T_INT, -9007199254740991},
    {"quantity", "-9007199254740992", CRM_T_BAD, 0},
    {"quantity", "99999999999999999999999999", CRM_T_BAD, 0},
    {"quantity", "-", CRM_T_BAD, 0},
    {"quantity", "+1", CRM_T_BAD, 0},
    {"quantity", " 1", CRM_T_BAD, 0},
    {"quantity", "1 ", CRM_T_BAD, 0},
    {"quantity", "1.0", CRM_T_BAD, 0},
    {"quantity", "1e3", CRM_T_BAD, 0},
    {"quantity", "", CRM_T_ABSENT, 0},
    {"price", "12", CRM_T_DEC, 12},
    {"price", "12.50", CRM_T_DEC, 1250},
    {"price", "999999999999999999", CRM_T_DEC, 999999999999999999},
    {"price", "1000000000000000000", CRM_T_BAD, 0},
    {"price", "1,5", CRM_T_BAD, 0},
    {"price", "1e5", CRM_T_BAD, 0},
    {"price", "", CRM_T_ABSENT, 0},
    {"agreed", "true", CRM_T_BOOL, 1},
    {"agreed", "false", CRM_T_BOOL, 0},
    {"agreed", "yes", CRM_T_BAD, 0},
    {"agreed", "True", CRM_T_BAD, 0},
    {"received_at", "1970-01-01T08:00:01+08:00", CRM_T_INSTANT, 1000000},
    {"received_at", "1970-01-01T08:00:01", CRM_T_BAD, 0},
    {"received_at", "2026-11-20", CRM_T_BAD, 0},
    {"due", "1970-01-02", CRM_T_DATE, 1},
    {"due", "2026-02-29", CRM_T_BAD, 0},
    {"due", "31.2.2026", CRM_T_BAD, 0},
    {"within", "3wd", CRM_T_DURATION, 3},
    {"within", "P1M", CRM_T_BAD, 0},
    {"extra", " {\"a\":1}", CRM_T_NESTED, 0},
    {"extra", "[]", CRM_T_NESTED, 0},
    /* a collection is an object of objects, an item an object */
    {"verdicts", "{}", CRM_T_NESTED, 0},
    {"verdicts", "{\"a\":{\"b\":[]},\"c\":null}", CRM_T_NESTED, 0},
    {"verdicts", "[]", CRM_T_BAD, 0},
    {"verdicts", "[{\"a\":{}}]", CRM_T_BAD, 0},
    {"verdicts", "{\"a\":{},\"b\":1}", CRM_T_BAD, 0},
    {"verdicts", "{\"a\":[]}", CRM_T_BAD, 0},
    {"verdicts.inform", "{\"a\":1}", CRM_T_NESTED, 0},
    {"verdicts.inform", "[]", CRM_T_BAD, 0},
    {"extra", "{\"a\":1", CRM_T_BAD, 0},
    {"extra", "1", CRM_T_BAD, 0},
    {"extra", " ", CRM_T_BAD, 0},
};

static void reads(void **state)
{

	(void)state;
	for (size_t i = 0; i < COUNT(read_rows); i++) {
		char expected[CRM_EXPECTED_MAX] = "";
		struct crm_cell c;
		int64_t got = 0;

		crm_field_read(field(read_rows[i].field), read_rows[i].text,
		    strlen(read_rows[i].text), &c, expected);
		if (c.type != read_rows[i].type)
			fail_msg("%s=%s: %s", read_rows[i].field, read_rows[i].text,
			    crm_type_name(c.type));
		if (c.type == CRM_T_INT)
			got = c.u.i;
		else if (c.type == CRM_T_DEC)
			got = c.u.dec.coef;
		else if (c.type == CRM_T_BOOL)
			got = c.u.b;
		else if (c.type == CRM_T_INSTANT)
			got = c.u.at.us;
		else if (c.type == CRM_T_DATE)
			got = c.u.date;
		else if (c.type == CRM_T_DURATION)
			got = c.u.dur.n;
		assert_true(got == read_rows[i].value);
		assert_int_equal(expected[0] != '\0', c.type == CRM_T_BAD);
		if (c.type != CRM_T_ABSENT)
			assert_ptr_equal(c.text, read_rows[i].text);
	}
}

static void untyped_is_text(void **state)
{
	struct crm_cell c;

	(void)state;
	crm_field_read(NULL, "12xx", 2, &c, NULL);
	assert_true(crm_cell_eq(&c, "12"));
	crm_field_read(NULL, "", 0, &c, NULL);
	assert_int_equal(c.type, CRM_T_ABSENT);
	crm_field_read(field("quantity"), "x", 1, &c, NULL);
	assert_int_equal(c.type, CRM_T_BAD);
}

static void says_what_is_expected(void **state)
{
	static const struct {
		const char *field, *text;
	} rows[] = {
	    {"state", "one of: open, closed"},
	    {"quantity", "a whole number like 12, within +-9007199254740991"},
	    {"price", "a decimal number like 12.50, of at most 18 digits"},
	    {"agreed", "true or false"},
	    {"received_at",
	        "a date and time with offset, like 2026-11-20T09:00:00+08:00, years 1970 to 2199"},
	    {"due", "a date like 2026-11-20"},
	    {"within",
	        "a duration like PT30M, P3D or 3wd, no months or years, at most 100000 days"},
	    {"extra", "a JSON object"},
	};
	char expected[CRM_EXPECTED_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_field_expected(field(rows[i].field), expected);
		assert_string_equal(expected, rows[i].text);
	}
	crm_field_expected(NULL, expected);
	assert_string_equal(expected, "text");
	/* whole words, and a sign that there are more */
	crm_field_expected(field("kind_of"), expected);
	assert_non_null(strstr(expected, "-charl, ..."));
	assert_true(strlen(expected) < CRM_EXPECTED_MAX);
}

static void ids(void **state)
{
	char longest[66];

	(void)state;
	memset(longest, 'a', sizeof(longest));
	assert_true(crm_id_valid("C-2026-0007", 11));
	assert_true(crm_id_valid("0", 1));
	assert_true(crm_id_valid("a.B_c-9", 7));
	assert_true(crm_id_valid(longest, 64));
	assert_false(crm_id_valid(longest, 65));
	assert_false(crm_id_valid("", 0));
	assert_false(crm_id_valid("-a", 2));
	assert_false(crm_id_valid(".a", 2));
	assert_false(crm_id_valid("a b", 3));
	assert_false(crm_id_valid("a/b", 3));
	assert_false(crm_id_valid("\xc3\xa9", 2));
	assert_false(crm_id_valid("a\0b", 3));
	assert_true(crm_reserved_name("step"));
	assert_true(crm_reserved_name("epoch"));
	assert_false(crm_reserved_name("id"));
	assert_false(crm_reserved_name("state"));
	assert_false(crm_reserved_name("steps"));
}

/* Fields of the JSON Schema that others rely on. */
static void json_schema(void **state)
{
	static const struct {
		const char *path, *text;
	} rows[] = {
	    {"$schema", "https://json-schema.org/draft/2020-12/schema"},
	    {"$id", "urn:crm:schema:complaint:1"},
	    {"title", "complaint"},
	    {"type", "object"},
	    {"required", "[\"kind\",\"id\",\"state\"]"},
	    {"additionalProperties", "true"},
	    {"properties.kind.const", "complaint"},
	    {"properties.id.pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
	    {"properties.state.enum", "[\"open\",\"closed\"]"},
	    {"properties.state.description", "where it stands"},
	    {"properties.quantity.type", "integer"},
	    {"properties.quantity.maximum", "9007199254740991"},
	    {"properties.price.type", "[\"string\",\"integer\"]"},
	    {"properties.price.pattern", "^-?[0-9]+(\\.[0-9]+)?$"},
	    {"properties.agreed.type", "boolean"},
	    {"properties.received_at.format", "date-time"},
	    {"properties.due.format", "date"},
	    {"properties.verdicts.type", "object"},
	    {"properties.verdicts.additionalProperties.properties.due_at.format", "date-time"},
	    {"properties.extra.type", "[\"object\",\"array\"]"},
	};
	struct crm_buf b = CRM_BUF_INIT, scratch = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	crm_schema_json(&schema, &b);
	assert_int_equal(b.data[b.len - 1], '\n');
	assert_int_equal(crm_record_parse(b.data, b.len, &l, &r, &e), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_cell c;

		crm_record_cell(r, rows[i].path, NULL, &scratch, &c);
		crm_buf_clear(&text);
		crm_cell_print(&c, &text);
		assert_string_equal(crm_buf_str(&text), rows[i].text);
	}
	crm_record_free(r);
	crm_buf_release(&b);
	crm_buf_release(&scratch);
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(find),
	    cmocka_unit_test(paths),
	    cmocka_unit_test(reads),
	    cmocka_unit_test(untyped_is_text),
	    cmocka_unit_test(says_what_is_expected),
	    cmocka_unit_test(ids),
	    cmocka_unit_test(json_schema),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
