/*
 * lib/io/mapping/mapping.h: a map is judged whole; what a column says becomes the field it names or an error
 * of its row, never a blank and never a default.
 */
#include "tests/unit/mapping_util.h"

/* A row as "ID fields" or, when it is bad, "COLUMN: text" of each error. */
static void show_row(const struct crm_import_row *row, struct crm_buf *out)
{
	if (row->nerrs == 0) {
		crm_buf_addf(out, "%s ", row->id[0] != '\0' ? row->id : "-");
		crm_record_dump(row->fields, out);
	}
	for (size_t i = 0; i < row->nerrs; i++) {
		assert_int_equal(row->errs[i].code, CRM_BADINPUT);
		assert_string_equal(row->errs[i].source, path);
		assert_true(row->errs[i].line > 0);
		crm_buf_addf(
		    out, "%s%s: %s", i > 0 ? "|" : "", row->errs[i].field, row->errs[i].text);
	}
	crm_buf_addc(out, '\n');
}

/* All rows of data through m, a line each. -1: the file does not fit, e. */
static int read_all(const struct crm_mapping *m, enum crm_format format, const char *data,
    struct crm_buf *out, struct crm_err *e)
{
	struct crm_import_row row;
	struct crm_rows *rows = NULL;
	enum crm_read got;

	if (open_rows(m, format, data, &rows, e) != 0)
		return -1;
	while ((got = crm_rows_next(rows, &row, e)) == CRM_READ_OK || got == CRM_READ_BAD)
		show_row(&row, out);
	crm_rows_free(rows);
	return got == CRM_READ_END ? 0 : -1;
}

static const struct {
	const char *map; /* NULL: none */
	const char *data, *want;
} rows[] = {
    /* no map: dotted names, typed by the schema; empty cells set nothing */
    {NULL, "id,customer,quantity,x.y\nT-1,ACME,3,z\nT-2,,,\n",
        "T-1 {\"customer\":\"ACME\",\"quantity\":3,\"x\":{\"y\":\"z\"}}\nT-2 {}\n"},
    {NULL, "kind,price,due,disputed\nthing,12.50,2026-01-31,true\n",
        "- {\"price\":\"12.50\",\"due\":\"2026-01-31\",\"disputed\":true}\n"},
    {NULL, "kind,id\nother,-x\n",
        "kind: not thing: 'other'|id: not an id (1 to 64 of A-Z a-z 0-9 . _ -, beginning with a "
        "letter or digit): '-x'\n"},
    {NULL, "quantity,state\n1.5,shut\n",
        "quantity: not a whole number like 12, within +-9007199254740991: '1.5'|"
        "state: not one of: open, closed: 'shut'\n"},
    /* a day alone is its midnight in the zone */
    {NULL, "seen_at\n2026-01-31\n31.1.2026\n",
        "- {\"seen_at\":\"2026-01-31T00:00:00Z\"}\n"
        "seen_at: not a date and time with offset, like 2026-11-20T09:00:00+08:00, years 1970 to "
        "2199: '31.1.2026'\n"},
    {"{\"dates\":[],\"columns\":{\"d\":\"seen_at\"}}", "d\nsoon\n",
        "d: not a date and time with offset, like 2026-11-20T09:00:00+08:00, years 1970 to 2199: "
        "'soon'\n"},
    /* newlines of other systems */
    {NULL, "customer\n\"a\r\nb\rc\"\n", "- {\"customer\":\"a\\nb\\nc\"}\n"},
    {NULL, "{\"customer\":\"a\\r\\nb\"}\n", "- {\"customer\":\"a\\nb\"}\n"},
    /* nothing at all is no row */
    {NULL, "customer,part\n,\nACME,\n", ": an empty row\n- {\"customer\":\"ACME\"}\n"},
    {NULL, "{}\n{\"x\":null}\n", ": an empty row\n: an empty row\n"},
    /* a line of a file of rejects: what it is about */
    {NULL,
        "{\"line\":3,\"column\":\"\",\"reason\":\"no\",\"row\":{\"id\":\"T-1\"}}\n"
        "{\"line\":4,\"column\":\"\",\"reason\":\"no\",\"text\":\"{\\\"id\\\":\\\"T-2\\\"}\"}\n",
        "T-1 {}\nT-2 {}\n"},
    /* a stamp is kept as it is written */
    {NULL, "seen_at\n2026-01-31T00:00:00+00:00\n",
        "- {\"seen_at\":\"2026-01-31T00:00:00+00:00\"}\n"},
    /* nothing is trimmed */
    {NULL, "customer\n\" ACME \"\n", "- {\"customer\":\" ACME \"}\n"},
    {NULL, "customer,line,column,reason\nACME,3,customer,no\n", "- {\"customer\":\"ACME\"}\n"},
    {NULL, "customer,b\n1\n2,3\n",
        ": has 1 columns, expected 2\n- {\"customer\":\"2\",\"b\":\"3\"}\n"},
    {NULL, "verdicts.answer.verdict\nlate\nrunning\n",
        "- {\"verdicts\":{\"answer\":{\"verdict\":\"late\"}}}\n"
        "verdicts.answer.verdict: not one of: met, late: 'running'\n"},
    {NULL, "verdicts.answer.verdict,verdicts.answer.limit\nlate,PT24H\n",
        "- {\"verdicts\":{\"answer\":{\"verdict\":\"late\",\"limit\":\"PT24H\"}}}\n"},
    /* JSON: numbers, nested members and the unknown as they are */
    {NULL, "{\"id\":7,\"quantity\":3,\"x\":{\"n\":1,\"l\":[1,\"a\"]},\"gone\":null}\n",
        "7 {\"quantity\":3,\"x\":{\"n\":1,\"l\":[1,\"a\"]}}\n"},
    {NULL, "{\"price\":12.5}\n",
        "price: not an integer within +-(2^53-1): decimals are written as text, like \"12.50\"\n"},
    {NULL, "{\"customer\":{\"a\":1}}\n", "customer.a: no part of a field that has parts\n"},
    {NULL, "{\"by\":\"me\"}\n", "by: a name of the journal's envelope, no field\n"},
    {NULL, "{\"x\":1.5}\n",
        "x: not an integer within +-(2^53-1): decimals are written as text, like \"12.50\"\n"},
    /* dates: patterns in order, the canonical form after them; a zone's midnight */
    {"{\"zone\":\"+08:00\",\"dates\":[\"M/D/YYYY\",\"D.M.YYYY HH:mm\"],\"columns\":{\"d\":"
     "[\"seen_at\",\"due\"]}}",
        "d\n7/29/2013\n31.1.2026 09:30\n2026-01-31\n31.2.2026\n",
        "- {\"seen_at\":\"2013-07-29T00:00:00+08:00\",\"due\":\"2013-07-29\"}\n"
        "- {\"seen_at\":\"2026-01-31T09:30:00+08:00\",\"due\":\"2026-01-31\"}\n"
        "- {\"seen_at\":\"2026-01-31T00:00:00+08:00\",\"due\":\"2026-01-31\"}\n"
        "d: not a date like M/D/YYYY or D.M.YYYY HH:mm: '31.2.2026'|"
        "d: not a date like M/D/YYYY or D.M.YYYY HH:mm: '31.2.2026'\n"},
    {"{\"columns\":{\"d\":{\"field\":\"seen_at\",\"format\":\"D-MMM-YY\",\"time\":\"09:00\"}}}",
        "d\n2-Jun-06\n", "- {\"seen_at\":\"2006-06-02T09:00:00Z\"}\n"},
    {"{\"zone\":\"Europe/Berlin\",\"columns\":{\"d\":{\"field\":\"seen_at\",\"format\":"
     "[\"YYYY-MM-DD\",\"YYYY-MM-DD HH:mmX\"]}}}",
        "d\n2026-07-01\n2026-07-01 10:00+01:00\n",
        "- {\"seen_at\":\"2026-07-01T00:00:00+02:00\"}\n"
        "- {\"seen_at\":\"2026-07-01T10:00:00+01:00\"}\n"},
    {"{\"columns\":{\"d\":{\"field\":\"free\",\"format\":\"D.M.YYYY\"}}}", "d\n1.2.2026\n",
        "- {\"free\":\"2026-02-01\"}\n"},
    /* words: what is none of them is refused, blank texts are empty cells */
    {"{\"columns\":{\"t\":{\"field\":\"verdicts.answer.verdict\",\"words\":{\"Yes\":\"met\","
     "\"No\":\"late\"},\"blank\":[\"N/A\"]}}}",
        "t\nNo\nN/A\nyes\n",
        "- {\"verdicts\":{\"answer\":{\"verdict\":\"late\"}}}\n- {}\n"
        "t: not a word of the map (Yes, No): 'yes'\n"},
    {"{\"columns\":{\"t\":{\"field\":\"disputed\",\"words\":{\"J\":true}}}}", "t\nJ\n",
        "- {\"disputed\":true}\n"},
    /* numbers */
    {"{\"columns\":{\"n\":{\"field\":\"price\",\"decimal\":\",\",\"thousands\":\".\",\"unit\":"
     "\"EUR\"}}}",
        "n\n\"1.234.567,50\"\n\"12,5\"\n\"-1\"\n\"1234,5\"\n12.5\n\"1.23,4\"\n\"1,\"\n",
        "- {\"price\":\"1234567.50\",\"price_unit\":\"EUR\"}\n"
        "- {\"price\":\"12.5\",\"price_unit\":\"EUR\"}\n- {\"price\":\"-1\",\"price_unit\":\"EUR\"}\n"
        "- {\"price\":\"1234.5\",\"price_unit\":\"EUR\"}\n"
        "n: not a number with decimal ',' and thousands '.': '12.5'\n"
        "n: not a number with decimal ',' and thousands '.': '1.23,4'\n"
        "n: not a number with decimal ',' and thousands '.': '1,'\n"},
    {"{\"columns\":{\"n\":{\"field\":\"quantity\",\"thousands\":\",\"}}}", "n\n\"1,234\"\n1.5\n",
        "- {\"quantity\":1234}\nn: not a whole number with decimal '.' and thousands ',': '1.5'\n"},
    /* one column for several fields, constants, other columns, their dots */
    {"{\"columns\":{\"a\":[\"customer\",\"x.y\"]},\"constants\":{\"state\":\"closed\",\"n\":3}}",
        "a,No. of\n1,2\n",
        "- {\"customer\":\"1\",\"x\":{\"y\":\"1\"},\"No. of\":\"2\",\"state\":\"closed\",\"n\":\"3\"}\n"},
    {"{\"columns\":{\"a\":\"customer\"},\"other\":\"drop\"}", "a,b\n1,2\n",
        "- {\"customer\":\"1\"}\n"},
    {"{\"columns\":{\"a\":\"customer\"},\"ignore\":[\"b\",\"\"]}", "a,b,c,,\n1,2,3,4,5\n",
        "- {\"customer\":\"1\",\"c\":\"3\"}\n"},
    {"{\"columns\":{\"q\":\"quantity\",\"p\":{\"field\":\"price\",\"unit\":\"EUR\"}},"
     "\"clear\":[\"price\",\"c\"]}",
        "q,p,c,d\n,,,x\n1,2,3,\n",
        "- {\"price\":null,\"price_unit\":null,\"c\":null,\"d\":\"x\"}\n"
        "- {\"quantity\":1,\"price\":\"2\",\"price_unit\":\"EUR\",\"c\":\"3\"}\n"},
    {"{\"format\":{\"delimiter\":\";\"},\"columns\":{\"a,b\":\"customer\"}}", "a,b;c\n1;2\n",
        "- {\"customer\":\"1\",\"c\":\"2\"}\n"},
    /* JSON through a map */
    {"{\"columns\":{\"a.b\":\"customer\",\"n\":\"quantity\",\"o\":\"whole\"},\"clear\":"
     "[\"quantity\",\"k\"],\"ignore\":[\"i\"]}",
        "{\"a\":{\"b\":\"x\"},\"n\":null,\"o\":{\"p\":[1]},\"i\":1,\"k\":\"\"}\n{\"n\":4}\n",
        "- {\"customer\":\"x\",\"quantity\":null,\"whole\":{\"p\":[1]},\"k\":null}\n"
        "- {\"quantity\":4}\n"},
    {"{\"columns\":{\"a\":\"customer\"},\"ignore\":[\"i\"]}",
        "{\"No. of\":1,\"x.y\":{\"a.b\":[1.0,{\"c\":null}]},\"i\":{\"j\":1},\"a\":7,\"e\":\"\"}\n"
        "{\"No. of\":1,\"x.y\":{\"a.b\":[true]},\"i\":{\"j\":1},\"a\":7,\"e\":\"\",\"due\":\"2026-01-31\"}\n",
        "x.y.a.b: not an integer: decimals are written as text, like \"12.50\"\n"
        "- {\"No. of\":1,\"x.y\":{\"a.b\":[true]},\"due\":\"2026-01-31\",\"customer\":\"7\"}\n"},
    {"{\"columns\":{\"a\":\"customer\"},\"other\":\"drop\"}", "{\"x\":1.5,\"a\":\"b\"}\n",
        "- {\"customer\":\"b\"}\n"},
    {"{\"columns\":{\"a\":\"customer\"}}", "{\"a\":\"x\",\"customer\":\"y\"}\n",
        "customer: the map sets this field already: map the column or ignore it\n"},
    {"{\"columns\":{\"a\":\"price\"}}", "{\"a\":12}\n{\"a\":1.5}\n",
        "- {\"price\":\"12\"}\na: not an integer within +-(2^53-1): decimals are written as text, "
        "like \"12.50\"\n"},
};

static void rows_become_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_mapping *m = map_of(rows[i].map);
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		if (read_all(m, CRM_FMT_AUTO, rows[i].data, &out, &e) != 0)
			fail_msg("row %zu: %s: %s", i, e.field, e.text);
		assert_string_equal(crm_buf_str(&out), rows[i].want);
		crm_buf_release(&out);
		crm_mapping_free(m);
	}
}

#define COLUMN(options) "{\"columns\":{\"a\":{\"field\":" options "}}}"

static const struct {
	const char *map, *key, *text; /* text: a part of it */
} bad_maps[] = {
    {"[]", "", "a map is a JSON object"},
    {"{", "", ""},
    {"{\"kind\":\"order\"}", "kind", "not for thing"},
    {"{\"kinds\":\"thing\"}", "kinds", "unknown key"},
    {"{\"zone\":\"Mars/Base\"}", "zone", "Mars/Base"},
    {"{\"format\":{\"delimiter\":\"ab\"}}", "format", "delimiter"},
    {"{\"format\":{\"quote\":\"x\"}}", "format", "quote"},
    {"{\"format\":{\"encoding\":\"xx\"}}", "format.encoding", "xx"},
    {"{\"key\":\"rows\"}", "key", "expected"},
    {"{\"key\":{\"columns\":[]}}", "key", "expected"},
    {"{\"dates\":[\"DD.MM\"]}", "dates", "DD.MM"},
    {"{\"dates\":\"YYYY\"}", "dates", "list"},
    {"{\"other\":\"ask\"}", "other", "keep"},
    {"{\"clear\":[\"state\"]}", "clear", "never empty"},
    {"{\"columns\":{\"a\":3}}", "columns.a", "field name"},
    {"{\"columns\":{\"a\":\"x..y\"}}", "columns.a", "no field name"},
    {"{\"columns\":{\"a\":\"by\"}}", "columns.a", "envelope"},
    {"{\"columns\":{\"a\":\"void_why\"}}", "columns.a", "tools only"},
    {"{\"columns\":{\"a\":\"customer.name\"}}", "columns.a", "no part"},
    {"{\"columns\":{\"a\":\"customer\",\"b\":\"customer\"}}", "columns.b", "already"},
    {"{\"columns\":{\"a\":\"x.y\",\"b\":\"x\"}}", "columns.b", "already"},
    {"{\"columns\":{\"a\":\"x\"},\"constants\":{\"x\":\"1\"}}", "constants", "already"},
    {"{\"constants\":{\"quantity\":\"few\"}}", "constants", "whole number"},
    {"{\"constants\":{\"id\":\"T-1\"}}", "constants", "id"},
    {"{\"columns\":{\"b\":\"x\"},\"ignore\":[\"b\"]}", "ignore", "columns too"},
    {COLUMN("\"x\",\"colour\":1"), "columns.a", "unknown key"},
    {COLUMN("\"quantity\",\"format\":\"D.M.YYYY\""), "columns.a", "no date"},
    {COLUMN("\"due\",\"format\":\"D.D.YYYY\""), "columns.a", "format"},
    {COLUMN("\"due\",\"time\":\"09:00\""), "columns.a", "no date and time"},
    {COLUMN("\"seen_at\",\"time\":\"24:00\""), "columns.a", "09:00"},
    {COLUMN("\"due\",\"decimal\":\",\""), "columns.a", "no number"},
    {COLUMN("\"price\",\"decimal\":\",\",\"thousands\":\",\""), "columns.a", "the same"},
    {COLUMN("\"customer\",\"unit\":\"kg\""), "columns.a", "no number"},
    {COLUMN("\"state\",\"words\":{\"x\":\"shut\"}"), "columns.a", "open, closed"},
    {COLUMN("\"verdicts.answer.verdict\",\"words\":{\"x\":\"running\"}"), "columns.a",
        "not one of: met, late"},
    {COLUMN("\"due\",\"format\":\"D.M.YYYY\",\"words\":{\"x\":\"2026-01-01\"}"), "columns.a",
        "exclude"},
};

static void bad_maps_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_maps); i++) {
		struct crm_mapping *m = NULL;
		struct crm_err e = CRM_ERR_INIT;
		const char *text = bad_maps[i].map;

		assert_int_equal(crm_mapping_parse("map", text, strlen(text), &opts, &m, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.source, "map");
		assert_string_equal(e.field, bad_maps[i].key);
		if (strstr(e.text, bad_maps[i].text) == NULL)
			fail_msg("%s: %s", text, e.text);
	}
}

static const struct {
	const char *map, *data, *field, *text;
} bad_headers[] = {
    {NULL, "", "", "empty"},
    {NULL, "a,a\n", "a", "two columns"},
    {NULL, "a,\n", "", "column 2 has no name"},
    {NULL, "a,at\n", "at", "envelope"},
    {NULL, "a.b,a\n", "a", "a part of it"},
    {NULL, "customer.x\n", "customer.x", "no part"},
    {NULL, "a..b\n", "a..b", "no field name"},
    {NULL, "HTTP 502 Bad Gateway\n", "", "no column is a field of a thing; expected names like id"},
    {NULL, "customer,a\tb\n", "a\tb", "control character"},
    {"{\"columns\":{\"b\":\"customer\"}}", "a\n", "columns.b", "no such column"},
    {"{\"columns\":{\"b\":\"customer\"}}", "b,customer\n", "customer", "already"},
    {"{\"key\":{\"columns\":[\"c\"]}}", "b\n", "key.columns", "no column 'c'"},
    {"{\"clear\":[\"price\"]}", "b\n", "clear", "no column"},
};

static void bad_headers_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_headers); i++) {
		struct crm_mapping *m = map_of(bad_headers[i].map);
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(read_all(m, CRM_FMT_CSV, bad_headers[i].data, &out, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.field, bad_headers[i].field);
		if (strstr(e.text, bad_headers[i].text) == NULL)
			fail_msg("%s: %s", bad_headers[i].data, e.text);
		crm_buf_release(&out);
		crm_mapping_free(m);
	}
}

/* What should be heard of a header. */
static const struct {
	const char *map, *data, *note; /* after the file's name; NULL: nothing */
} notes[] = {
    {NULL, "customer\n", NULL},
    {NULL, "Customer,id\n", ": 'Customer' is no field; is 'customer' meant?"},
    {NULL, "\" quantity \",id\n", ": ' quantity ' is no field; is 'quantity' meant?"},
    {"{\"columns\":{\"K\":\"CUSTOMER\"}}", "K\n", ": 'CUSTOMER' is no field; is 'customer' meant?"},
    {NULL, "customer,line,column,reason\n",
        ": the last columns line, column, reason are those of a file of rejects: left out"},
    {NULL, "customer,line,reason,column\n", NULL},
};

static void odd_headers_are_noted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct crm_mapping *m = map_of(notes[i].map);
		struct crm_rows *r = NULL;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(open_rows(m, CRM_FMT_CSV, notes[i].data, &r, &e), 0);
		if (notes[i].note != NULL)
			assert_string_equal(crm_rows_note(r, 0) + strlen(path), notes[i].note);
		assert_null(crm_rows_note(r, notes[i].note != NULL));
		crm_rows_free(r);
		crm_mapping_free(m);
	}
}

static void an_empty_key_is_refused(void **state)
{
	struct crm_mapping *m = map_of("{\"key\":{\"columns\":[\"a\",\"b\"]}}");
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(read_all(m, CRM_FMT_CSV, "a,b,c\n,,1\n,2,1\n", &out, &e), 0);
	assert_string_equal(
	    crm_buf_str(&out), "a: the key is empty\n- {\"b\":\"2\",\"c\":\"1\"}\n");
	crm_buf_release(&out);
	crm_mapping_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_become_fields),
	    cmocka_unit_test(bad_maps_are_refused),
	    cmocka_unit_test(bad_headers_are_refused),
	    cmocka_unit_test(odd_headers_are_noted),
	    cmocka_unit_test(an_empty_key_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
