/*
 * lib/data/where.h: filters, typed by the schema and by their look.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/where.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const states[] = {"open", "closed", NULL};

static const struct crm_field item_fields[] = {{.name = "due_at", .type = CRM_T_INSTANT}};
static const struct crm_schema item = {"item", item_fields, COUNT(item_fields)};

static const struct crm_field fields[] = {
    {.name = "id", .type = CRM_T_TEXT},
    {.name = "state", .type = CRM_T_TEXT, .words = states},
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "agreed", .type = CRM_T_BOOL},
    {.name = "received_at", .type = CRM_T_INSTANT},
    {.name = "due", .type = CRM_T_DATE},
    {.name = "within", .type = CRM_T_DURATION},
    {.name = "part", .type = CRM_T_TEXT},
    {.name = "verdicts", .type = CRM_T_NESTED, .items = &item},
};
static const struct crm_schema schema = {"complaint", fields, COUNT(fields)};

/* received_at is the 20th, 23:30 in Shanghai and 15:30 in UTC. */
static const char example[] =
    "{\"id\":\"C-1\",\"state\":\"open\",\"quantity\":20,\"price\":\"12.50\",\"agreed\":true,"
    "\"received_at\":\"2026-11-20T23:30:00+08:00\",\"due\":\"soon\",\"within\":\"PT90M\","
    "\"part\":\"a,b \\\"c\\\"\","
    "\"verdicts\":{\"inform\":{\"due_at\":\"2026-11-20T15:35:00Z\"}},"
    "\"city\":\"N\xc3\xbcrnberg\",\"num\":\"007\",\"real\":1.5,\"int\":7,"
    "\"han\":\"\xe4\xb8\xad\xe8\xbd\xa6\",\"day\":\"2026-11-20\","
    "\"stamp\":\"2026-11-20T23:30:00+08:00\",\"flag\":true}";

static const struct row {
	const char *expr;
	bool match;
} typed[] = {
    {"state=open", true},
    {" state = open ", true},
    {"state=closed", false},
    {"state=closed,open", true},
    {"state!=open", false},
    {"state!=closed", true},
    {"state!=closed,open", false},
    {"state=", false},
    {"state!=", true},
    {"quantity=20", true},
    {"quantity=20.0", true},
    {"quantity>19", true},
    {"quantity>20", false},
    {"quantity>=20", true},
    {"quantity<=20", true},
    {"quantity<20", false},
    {"quantity<100", true},
    {"quantity>2.5", true},
    {"quantity=3,20", true},
    {"quantity!=3", true},
    {"price=12.5", true},
    {"price>9", true},
    {"price<12.51", true},
    {"agreed=true", true},
    {"agreed=false", false},
    {"agreed!=false", true},
    {"received_at=2026-11-20", true},
    {"received_at=2026-11-21", false},
    {"received_at!=2026-11-21", true},
    {"received_at>2026-11-19", true},
    {"received_at>2026-11-20", false},
    {"received_at>=2026-11-20", true},
    {"received_at<=2026-11-20", true},
    {"received_at<2026-11-20", false},
    {"received_at<2026-11-21", true},
    {"received_at=2026-11-20T15:30:00Z", true},
    {"received_at>2026-11-20T15:29:59Z", true},
    {"received_at<2026-11-20T23:30:00+08:00", false},
    /* a bad cell: it is there, it is not that day, it has no order */
    {"due=2026-11-20", false},
    {"due!=2026-11-20", true},
    {"due>2026-11-20", false},
    {"due<2026-11-20", false},
    {"due=", false},
    {"due!=", true},
    {"due~soon", true},
    {"within=PT90M", true},
    {"within<PT2H", true},
    {"within>P1D", false},
    {"part=\"a,b \"\"c\"\"\"", true},
    {"part=x,\"a,b \"\"c\"\"\" ", true},
    {"part=a,b", false},
    {"part>a", true},
    {"part<\"a,b\"", false},
    {"part~^a,b", true},
    {"part ~ \"c\"", true},
    {"part~^b", false},
    {"part~(x|b) .c", true},
    {"verdicts.inform.due_at=2026-11-20", true},
    {"verdicts.inform.due_at<2026-11-20T15:35:01Z", true},
    {"verdicts.answer.due_at=", true},
    {"verdicts.answer.due_at!=", false},
    {"verdicts=", false},
    {"verdicts!=", true},
    {"verdicts.inform!=", true},
    {"quantity~^2", true},
    {"part~ =", false},
};

static const struct row untyped[] = {
    {"city=N\xc3\xbcrnberg", true},
    {"city~rnb", true},
    {"city>M", true},
    {"city>5", false},
    {"city!=5", true},
    {"num=007", true},
    {"num=7", true},
    {"num=\"7\"", false},
    {"num=\"007\"", true},
    {"num<8", true},
    {"num<10", true},
    {"real=1.50", true},
    {"real<2", true},
    {"int=7.0", true},
    {"int=\"7\"", true},
    {"int>6", true},
    {"int~^7$", true},
    {"day=2026-11-20", true},
    {"day<2026-12-01", true},
    {"stamp=2026-11-20", true},
    {"stamp>2026-11-20", false},
    {"stamp=2026-11-20T15:30:00Z", true},
    {"flag=true", true},
    {"flag=false", false},
    {"nothing=", true},
    {"nothing!=", false},
    {"nothing=x", false},
    {"nothing!=x", false},
    {"nothing=x,", true},
    {"nothing<5", false},
    {"nothing~.", false},
    {"nothing~", false},
    {"city~", true},
    /* characters, not bytes */
    {"city~^........$", true},
    {"city~^.........$", false},
    {"city~^N[\xc3\xb6\xc3\xbc]r", true},
    {"city~[\xc3\xb6]", false},
    {"city~[^\x01-\x7f]", true},
    {"han~^..$", true},
    {"han~[\xe4\xb8\x8a]", false},
    {"han~^[[:alpha:]]+$", true},
    {"city=\"=x\"", false},
    {"city=\"\"", false},
    {"nothing=\"\"", true},
};

static bool holds(const char *expr, const struct crm_schema *s, const struct crm_zone *zone)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_where *w = crm_where_new();
	struct crm_shape *shape = crm_shape_new(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;
	struct crm_view v;
	bool match;

	crm_limits_init(&l);
	assert_int_equal(crm_record_parse(example, strlen(example), &l, &r, &e), 0);
	if (crm_where_add(w, expr, shape, zone, false, &e) != 0)
		fail_msg("%s: %s", expr, e.text);
	crm_view_of_record(shape, r, &a, &v);
	match = crm_where_match(w, &v);
	crm_shape_restrict(shape); /* it declares what it reads */
	crm_view_of_record(shape, r, &a, &v);
	assert_int_equal(crm_where_match(w, &v), match);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
	crm_where_free(w);
	return match;
}

static void table(const struct row *rows, size_t n, const struct crm_schema *s)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_zone *zone = NULL;

	assert_int_equal(crm_zone_new("Asia/Shanghai", &zone, &e), 0);
	for (size_t i = 0; i < n; i++) {
		if (holds(rows[i].expr, s, zone) != rows[i].match)
			fail_msg("%s", rows[i].expr);
	}
	crm_zone_free(zone);
}

static void by_schema(void **state)
{
	(void)state;
	table(typed, COUNT(typed), &schema);
	table(untyped, COUNT(untyped), &schema);
}

static void by_look(void **state)
{
	(void)state;
	table(untyped, COUNT(untyped), NULL);
}

/* The 20th in Shanghai begins at 16:00 UTC of the 19th. */
static void day_is_local(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_zone *zone = NULL;

	(void)state;
	assert_int_equal(crm_zone_new("Pacific/Auckland", &zone, &e), 0);
	assert_false(holds("received_at=2026-11-20", &schema, zone));
	assert_true(holds("received_at=2026-11-21", &schema, zone));
	assert_true(holds("stamp=2026-11-21", NULL, zone));
	crm_zone_free(zone);
	assert_true(holds("received_at=2026-11-20", &schema, NULL));
}

static void refuses(void **state)
{
	static const struct {
		const char *expr, *text;
	} rows[] = {
	    {"", "FIELD OP VALUE"},
	    {"state", "FIELD OP VALUE"},
	    {"=open", "FIELD OP VALUE"},
	    {" = open", "FIELD OP VALUE"},
	    {"state!open", "FIELD OP VALUE"},
	    {"colour=red", "unknown field 'colour' of kind complaint"},
	    {"verdicts.inform.colour=red", "unknown field"},
	    {"state=opne", "one of: open, closed expected"},
	    {"state=open,opne", "one of: open, closed expected"},
	    {"quantity=many", "a whole number"},
	    {"quantity=1,x", "a whole number"},
	    {"quantity>", "a value expected"},
	    {"agreed=yes", "true or false"},
	    {"part==a",
	        "no such operator '=='; a value that begins with = stands in double quotes"},
	    {"part=~a", "no such operator '=~'; a value that begins with ~ stands"},
	    {"part=<5", "no such operator '=<'"},
	    {"part=>5", "no such operator '=>'"},
	    {"part<>5", "no such operator '<>'"},
	    {"part!==5", "no such operator '!=='"},
	    {"part~=a", "no such operator '~='; a pattern that begins with = stands after a blank"},
	    {"received_at>yesterday", "a date like 2026-11-20, or a date and time with offset"},
	    {"received_at>2026-11-20T10:00:00", "a date and time with offset"},
	    {"due=31.2.2026", "a date like"},
	    {"due=2026-11-20T10:00:00Z", "a date like"},
	    {"received_at>2200-01-01", "years 1970 to 2199"},
	    {"within=P1M", "no months or years"},
	    {"verdicts=x", "FIELD.KEY"},
	    {"verdicts>x", "FIELD.KEY"},
	    {"part=\"a", "quote without its end"},
	    {"part=\"a\"b", "text after the quoted value"},
	    {"part>\"a\",b", "text after the quoted value"},
	    {"part~(", "not a regular expression"},
	    {"part~[a", "not a regular expression"},
	};
	struct crm_shape *shape = crm_shape_new(&schema);
	struct crm_where *w = crm_where_new();
	const struct crm_view empty = {.shape = shape, .source = ""};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_where_add(w, rows[i].expr, shape, NULL, true, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		if (strstr(e.text, rows[i].text) == NULL)
			fail_msg("%s: %s", rows[i].expr, e.text);
	}
	/* nothing of them was kept */
	assert_true(crm_where_match(w, &empty));
	crm_where_free(w);
	crm_where_free(NULL);
	crm_shape_free(shape);
}

static void all_must_hold(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_shape *shape = crm_shape_new(NULL);
	struct crm_where *w = crm_where_new();
	struct crm_cell cells[2] = {crm_cell_int(5), crm_cell_text("x")};
	const struct crm_view v = {.shape = shape, .cells = cells, .n = 2, .source = ""};

	(void)state;
	assert_true(crm_where_match(w, &v));
	assert_int_equal(crm_where_add(w, "a>4", shape, NULL, true, &e), 0);
	assert_true(crm_where_match(w, &v));
	assert_int_equal(crm_where_add(w, "b=x", shape, NULL, true, &e), 0);
	assert_true(crm_where_match(w, &v));
	cells[0] = crm_cell_int(4);
	assert_false(crm_where_match(w, &v));
	cells[0] = crm_cell_int(5);
	cells[1] = crm_cell_text("y");
	assert_false(crm_where_match(w, &v));
	crm_where_free(w);
	crm_shape_free(shape);
}

/* A value longer than the matcher's own room. */
static void long_text(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_shape *shape = crm_shape_new(NULL);
	struct crm_where *w = crm_where_new();
	char text[300];
	struct crm_cell cell;
	const struct crm_view v = {.shape = shape, .cells = &cell, .n = 1, .source = ""};

	(void)state;
	assert_int_equal(crm_where_add(w, "a~^x+y$", shape, NULL, true, &e), 0);
	for (size_t n = 250; n < sizeof(text); n++) {
		memset(text, 'x', n);
		text[n - 1] = 'y';
		cell = crm_cell_textn(text, n);
		assert_true(crm_where_match(w, &v));
		cell = crm_cell_textn(text, n - 1);
		assert_false(crm_where_match(w, &v));
	}
	crm_where_free(w);
	crm_shape_free(shape);
}

/* Patterns have their own locale: the process keeps its. */
static void locale_stays(void **state)
{
	locale_t was = uselocale((locale_t)0);

	(void)state;
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	assert_true(holds("city~^........$", NULL, NULL));
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	assert_ptr_equal(uselocale((locale_t)0), was);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(by_schema),
	    cmocka_unit_test(by_look),
	    cmocka_unit_test(day_is_local),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(all_must_hold),
	    cmocka_unit_test(long_text),
	    cmocka_unit_test(locale_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
