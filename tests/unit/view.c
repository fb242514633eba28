/*
 * lib/data/view.h: field numbers, cells, items of a collection.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/view.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { SUB_NAME };
enum { ITEM_VERDICT, ITEM_COUNT, ITEM_SUBS };
enum { ID, STATE, QUANTITY, VERDICTS, EXTRA };

static const struct crm_field sub_fields[] = {{.name = "name", .type = CRM_T_TEXT}};
static const struct crm_schema sub = {"sub", sub_fields, COUNT(sub_fields)};

static const struct crm_field item_fields[] = {
    [ITEM_VERDICT] = {.name = "verdict", .type = CRM_T_TEXT},
    [ITEM_COUNT] = {.name = "count", .type = CRM_T_INT},
    [ITEM_SUBS] = {.name = "subs", .type = CRM_T_NESTED, .items = &sub},
};
static const struct crm_schema item = {"item", item_fields, COUNT(item_fields)};

static const struct crm_field fields[] = {
    [ID] = {.name = "id", .type = CRM_T_TEXT},
    [STATE] = {.name = "state", .type = CRM_T_TEXT},
    [QUANTITY] = {.name = "quantity", .type = CRM_T_INT},
    [VERDICTS] = {.name = "verdicts", .type = CRM_T_NESTED, .items = &item},
    [EXTRA] = {.name = "extra", .type = CRM_T_NESTED},
};
static const struct crm_schema schema = {"complaint", fields, COUNT(fields)};

static const char example[] =
    "{\"id\":\"C-1\",\"quantity\":20,\"customer.name\":\"X\",\"verdicts\":"
    "{\"inform\":{\"verdict\":\"met\",\"count\":\"3\",\"subs\":{\"s\":{\"name\":\"n\"}}},"
    "\"gone\":null,\"odd\":7,\"answer\":{\"verdict\":\"late\",\"count\":true}},"
    "\"extra\":{\"a\":1,\"b\":{}}}";

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

static void numbers(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);

	(void)state;
	assert_int_equal(crm_shape_count(s), 5);
	assert_int_equal(crm_shape_field(s, "quantity"), QUANTITY);
	assert_int_equal(crm_shape_field(s, "colour"), 5);
	assert_int_equal(crm_shape_field(s, "verdicts.inform.count"), 6);
	assert_int_equal(crm_shape_field(s, "colour"), 5);
	assert_int_equal(crm_shape_count(s), 7);
	assert_string_equal(crm_shape_name(s, QUANTITY), "quantity");
	assert_string_equal(crm_shape_name(s, 6), "verdicts.inform.count");
	assert_null(crm_shape_name(s, 7));
	assert_null(crm_shape_name(s, -1));
	assert_ptr_equal(crm_shape_def(s, QUANTITY), &fields[QUANTITY]);
	assert_null(crm_shape_def(s, 5));
	assert_ptr_equal(crm_shape_def(s, 6), &item_fields[ITEM_COUNT]);
	assert_null(crm_shape_def(s, 7));
	assert_ptr_equal(crm_shape_schema(s), &schema);
	crm_shape_free(s);
	crm_shape_free(NULL);
}

static void without_schema(void **state)
{
	struct crm_shape *s = crm_shape_new(NULL);

	(void)state;
	assert_int_equal(crm_shape_count(s), 0);
	assert_int_equal(crm_shape_field(s, "a"), 0);
	assert_int_equal(crm_shape_field(s, "b"), 1);
	assert_string_equal(crm_shape_name(s, 0), "a");
	assert_null(crm_shape_def(s, 0));
	assert_null(crm_shape_schema(s));
	crm_shape_free(s);
}

static void cells_of_a_record(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);
	struct crm_record *r = parse(example);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	int dotted = crm_shape_field(s, "customer.name");
	int inner = crm_shape_field(s, "verdicts.answer.count");

	(void)state;
	crm_view_of_record(s, r, &a, &v);
	assert_int_equal(v.n, 7);
	assert_string_equal(v.source, "");
	assert_int_equal(v.line, 0);
	assert_true(crm_cell_eq(crm_view_cell(&v, ID), "C-1"));
	assert_int_equal(crm_view_cell(&v, STATE)->type, CRM_T_ABSENT);
	assert_int_equal(crm_view_cell(&v, QUANTITY)->u.i, 20);
	assert_true(crm_cell_eq(crm_view_cell(&v, dotted), "X"));
	assert_int_equal(crm_view_cell(&v, inner)->type, CRM_T_BAD);
	assert_int_equal(crm_view_cell(&v, 7)->type, CRM_T_ABSENT);
	assert_int_equal(crm_view_cell(&v, -1)->type, CRM_T_ABSENT);
	assert_string_equal(crm_view_text(&v, ID, &a), "C-1");
	assert_string_equal(crm_view_text(&v, STATE, &a), "");
	assert_string_equal(crm_view_text(&v, QUANTITY, &a), "20");
	assert_string_equal(crm_view_text(&v, inner, &a), "true");
	assert_string_equal(crm_view_text(&v, EXTRA, &a), "{\"a\":1,\"b\":{}}");
	assert_string_equal(crm_view_text(&v, 99, &a), "");
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(s);
}

/* Dotted names at the top and within; what is in no collection is absent. */
static void dotted_paths(void **state)
{
	static const struct {
		const char *record, *path, *text;
	} cases[] = {
	    {"{\"verdicts\":{\"a\":{\"verdict\":\"met\"}}}", "verdicts.a.verdict", "met"},
	    {"{\"verdicts\":{\"a\":{\"verdict\":\"met\"}}}", "verdicts.b.verdict", ""},
	    {"{\"verdicts\":{\"a.b\":{\"verdict\":\"met\"}}}", "verdicts.a.b.verdict", "met"},
	    {"{\"verdicts.a\":{\"verdict\":\"met\"},\"verdicts\":{}}", "verdicts.a.verdict", "met"},
	    {"{\"verdicts\":{\"a\":{\"verdict\":\"met\"}},\"verdicts.a.verdict\":\"x\"}",
	        "verdicts.a.verdict", "x"},
	    {"{\"verdicts\":[1]}", "verdicts.a.verdict", ""},
	    {"{\"verdicts\":null}", "verdicts.a.verdict", ""},
	    {"{\"verdicts\":{\"a\":null}}", "verdicts.a.verdict", ""},
	    {"{\".\":1,\"\":{\"\":2}}", ".", "1"},
	    {"{\"\":{\"\":2}}", ".", "2"},
	    {"{\"a\":{\"\":3}}", "a.", "3"},
	    {"{\"\":4}", "", "4"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_shape *s = crm_shape_new(&schema);
		struct crm_record *r = parse(cases[i].record);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_view v;
		int first = crm_shape_field(s, "verdicts.x.verdict");
		int other = crm_shape_field(s, "extra.x");
		int field = crm_shape_field(s, cases[i].path);

		crm_view_of_record(s, r, &a, &v);
		assert_string_equal(crm_view_text(&v, field, &a), cases[i].text);
		assert_string_equal(crm_view_text(&v, first, &a), "");
		assert_string_equal(crm_view_text(&v, other, &a), "");
		crm_arena_release(&a);
		crm_record_free(r);
		crm_shape_free(s);
	}
}

/* Restricted, a view holds what is declared and the run's own fields. */
static void needed(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);
	struct crm_record *r = parse(example);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	int inner = crm_shape_field(s, "verdicts.answer.verdict");

	(void)state;
	for (int field = 0; field < 6; field++)
		assert_true(crm_shape_needs(s, field));
	crm_shape_need(s, QUANTITY);
	crm_shape_need(s, inner);
	crm_shape_need(s, -1);
	crm_view_of_record(s, r, &a, &v); /* declaring alone changes nothing */
	assert_true(crm_cell_eq(crm_view_cell(&v, ID), "C-1"));
	crm_shape_restrict(s);
	assert_false(crm_shape_needs(s, ID));
	assert_true(crm_shape_needs(s, QUANTITY));
	assert_true(crm_shape_needs(s, inner));
	crm_view_of_record(s, r, &a, &v);
	assert_int_equal(crm_view_cell(&v, ID)->type, CRM_T_ABSENT);
	assert_int_equal(crm_view_cell(&v, VERDICTS)->type, CRM_T_ABSENT);
	assert_int_equal(crm_view_cell(&v, QUANTITY)->u.i, 20);
	assert_true(crm_cell_eq(crm_view_cell(&v, inner), "late"));
	crm_shape_free(s);
	s = crm_shape_new(&schema);
	crm_shape_restrict(s); /* nothing declared: nothing needed */
	assert_false(crm_shape_needs(s, QUANTITY));
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(s);
}

static void text_of_a_computed_cell(void **state)
{
	const struct crm_cell cell = crm_cell_date(1);
	const struct crm_view v = {.cells = &cell, .n = 1, .source = ""};
	struct crm_arena a = CRM_ARENA_INIT;

	(void)state;
	assert_string_equal(crm_view_text(&v, 0, &a), "1970-01-02");
	crm_arena_release(&a);
}

static void check_items(const struct crm_view *v)
{
	struct crm_items it, in;

	crm_items_init(&it, v, VERDICTS);
	assert_true(crm_items_next(&it));
	assert_string_equal(it.key, "inform");
	assert_true(crm_cell_eq(crm_view_cell(&it.view, ITEM_VERDICT), "met"));
	assert_int_equal(crm_view_cell(&it.view, ITEM_COUNT)->u.i, 3);
	crm_items_init(&in, &it.view, ITEM_SUBS);
	assert_true(crm_items_next(&in));
	assert_string_equal(in.key, "s");
	assert_true(crm_cell_eq(crm_view_cell(&in.view, SUB_NAME), "n"));
	assert_false(crm_items_next(&in));
	crm_items_release(&in);
	/* "gone" is null: no item. "odd" is no object: no cells */
	assert_true(crm_items_next(&it));
	assert_string_equal(it.key, "odd");
	for (int i = 0; i < 3; i++)
		assert_int_equal(crm_view_cell(&it.view, i)->type, CRM_T_ABSENT);
	assert_true(crm_items_next(&it));
	assert_string_equal(it.key, "answer");
	assert_int_equal(crm_view_cell(&it.view, ITEM_COUNT)->type, CRM_T_BAD);
	assert_false(crm_items_next(&it));
	assert_false(crm_items_next(&it));
	crm_items_release(&it);
}

/* The same by the whole record and, as a reader may give it, by the text. */
static void items(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);
	struct crm_record *r = parse(example);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	(void)state;
	crm_view_of_record(s, r, &a, &v);
	check_items(&v);
	v.backing = NULL;
	check_items(&v);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(s);
}

static void items_of_nothing(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);
	struct crm_record *r = parse("{\"id\":\"x\",\"verdicts\":{},\"extra\":[{\"a\":1}]}");
	static const int none[] = {ID, VERDICTS, EXTRA, QUANTITY, 99, -1};
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct crm_view v;

	(void)state;
	crm_view_of_record(s, r, &a, &v);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < COUNT(none); i++) {
			crm_items_init(&it, &v, none[i]);
			assert_false(crm_items_next(&it));
			crm_items_release(&it);
		}
		v.backing = NULL;
	}
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(s);
}

/* An object without an item schema: its keys. */
static void items_without_schema(void **state)
{
	struct crm_shape *s = crm_shape_new(&schema);
	struct crm_record *r = parse(example);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct crm_view v;

	(void)state;
	crm_view_of_record(s, r, &a, &v);
	crm_items_init(&it, &v, EXTRA);
	assert_true(crm_items_next(&it));
	assert_string_equal(it.key, "a");
	assert_int_equal(it.view.n, 0);
	assert_true(crm_items_next(&it));
	assert_string_equal(it.key, "b");
	assert_false(crm_items_next(&it));
	crm_items_release(&it);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(without_schema),
	    cmocka_unit_test(cells_of_a_record),
	    cmocka_unit_test(dotted_paths),
	    cmocka_unit_test(needed),
	    cmocka_unit_test(text_of_a_computed_cell),
	    cmocka_unit_test(items),
	    cmocka_unit_test(items_of_nothing),
	    cmocka_unit_test(items_without_schema),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
