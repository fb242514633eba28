/*
 * Maps that make fields and keys of several columns, months under other names, whole numbers with
 * decimals, what is set once (lib/io/mapping/mapping.h).
 */
#include "tests/unit/mapping_util.h"

static void show(const struct crm_import_row *row, struct crm_buf *out)
{
	crm_buf_addf(out, "%s ", row->id[0] != '\0' ? row->id : "-");
	crm_record_dump(row->fields, out);
	crm_buf_addc(out, '\n');
}

static int read_all(
    const struct crm_mapping *m, const char *data, struct crm_buf *out, struct crm_err *e)
{
	struct crm_import_row row;
	struct crm_rows *r = NULL;
	enum crm_read got;

	if (open_rows(m, CRM_FMT_AUTO, data, &r, e) != 0)
		return -1;
	while ((got = crm_rows_next(r, &row, e)) == CRM_READ_OK || got == CRM_READ_BAD) {
		if (got == CRM_READ_OK)
			show(&row, out);
		for (size_t i = 0; i < row.nerrs; i++)
			crm_buf_addf(out, "%s: %s\n", row.errs[i].field, row.errs[i].text);
	}
	crm_rows_free(r);
	return got == CRM_READ_END ? 0 : -1;
}

#define ITEM "{\"columns\":{\"v\":\"verdicts.{a}-{b|none}.verdict\"},\"other\":\"drop\"}"

static const struct {
	const char *map, *data, *want;
} rows[] = {
    /* an id of two columns; each must be filled, and it must be an id */
    {"{\"joined\":{\"id\":\"{n}-{p}\"},\"ignore\":[\"n\",\"p\"]}", "n,p,customer\n45,10,A\n45,,B\n",
        "45-10 {\"customer\":\"A\"}\np: empty, and 'id' is made of it\n"},
    {"{\"joined\":{\"id\":\"{n}-{p}\"},\"other\":\"drop\"}", "n,p\n4 5,10\n",
        "id: not an id (1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit): '4 5-10'\n"},
    /* a text for the empty cell; what stands around the columns */
    {"{\"joined\":{\"customer\":\"<{a|no}/{b}>\"},\"other\":\"drop\"}", "a,b\n,x\ny,z\n",
        "- {\"customer\":\"<no/x>\"}\n- {\"customer\":\"<y/z>\"}\n"},
    /* judged by the field's type */
    {"{\"joined\":{\"quantity\":\"{a}{b}\"},\"other\":\"drop\"}", "a,b\n1,2\n1,x\n",
        "- {\"quantity\":12}\nquantity: not a whole number like 12, within +-9007199254740991: '1x'\n"},
    /* the key of an item; what is no plain key is a hash of it, also what looks like one */
    {ITEM, "a,b,v\n80,L1,met\n80,,late\n,L1,met\n80,L1,\n",
        "- {\"verdicts\":{\"80-L1\":{\"verdict\":\"met\"}}}\n"
        "- {\"verdicts\":{\"80-none\":{\"verdict\":\"late\"}}}\n"
        "a: empty, and 'verdicts.{a}-{b|none}.verdict' is made of it\n- {}\n"},
    {ITEM, "a,b,v\nL/9,a.b,met\n", "- {\"verdicts\":{\"da67be130af2\":{\"verdict\":\"met\"}}}\n"},
    {"{\"columns\":{\"v\":\"verdicts.{a}.verdict\"},\"other\":\"drop\"}",
        "a,v\n0123456789ab,met\n0123456789a,met\n",
        "- {\"verdicts\":{\"d407ad901895\":{\"verdict\":\"met\"}}}\n"
        "- {\"verdicts\":{\"0123456789a\":{\"verdict\":\"met\"}}}\n"},
    {ITEM, "{\"a\":\"80\",\"b\":7,\"v\":\"met\"}\n{\"v\":\"met\"}\n",
        "- {\"verdicts\":{\"80-7\":{\"verdict\":\"met\"}}}\n"
        "a: empty, and 'verdicts.{a}-{b|none}.verdict' is made of it\n"},
    /* months by the file's own names, the longest first, beside Jan to Dec */
    {"{\"months\":{\"Sept\":9,\"Se\":1,\"M\xc3\xa4r\":3},\"dates\":[\"D-MMM-YY\"]}",
        "due\n2-Sept-06\n2-SEP-06\n2-M\xc3\xa4r-06\n2-Septe-06\n",
        "- {\"due\":\"2006-09-02\"}\n"
        "due: not a date like D-MMM-YY: '2-SEP-06'\n"
        "- {\"due\":\"2006-03-02\"}\ndue: not a date like D-MMM-YY: '2-Septe-06'\n"},
    {"{\"months\":{\"Sept\":9},\"dates\":[\"D-MMM-YY\"]}", "due\n2-sept-06\n2-Sep-06\n",
        "- {\"due\":\"2006-09-02\"}\n- {\"due\":\"2006-09-02\"}\n"},
    {"{\"dates\":[\"D-MMM-YY\"]}", "due\n2-Sept-06\n",
        "due: not a date like D-MMM-YY: '2-Sept-06'\n"},
    /* a whole number may have decimals where the map knows them, all zero */
    {"{\"columns\":{\"n\":{\"field\":\"quantity\",\"decimal\":\",\",\"thousands\":\".\"}}}",
        "n\n\"1.200,000\"\n\"1200,0\"\n1.200\n\"1.200,001\"\n\"0,500\"\n",
        "- {\"quantity\":1200}\n- {\"quantity\":1200}\n- {\"quantity\":1200}\n"
        "n: not a whole number with decimal ',' and thousands '.': '1.200,001'\n"
        "n: not a whole number with decimal ',' and thousands '.': '0,500'\n"},
    {"{\"columns\":{\"n\":\"quantity\"}}", "n\n1200.000\n",
        "n: not a whole number like 12, within +-9007199254740991: '1200.000'\n"},
};

static void columns_make_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_mapping *m = map_of(rows[i].map);
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		if (read_all(m, rows[i].data, &out, &e) != 0)
			fail_msg("row %zu: %s: %s", i, e.field, e.text);
		assert_string_equal(crm_buf_str(&out), rows[i].want);
		crm_buf_release(&out);
		crm_mapping_free(m);
	}
}

static const struct {
	const char *map, *key, *text;
} bad_maps[] = {
    {"{\"joined\":{\"customer\":\"plain\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":\"{a\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":\"a}\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":\"{a{b}}\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":\"{}\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":\"{a|}\"}}", "joined", "columns in braces"},
    {"{\"joined\":{\"customer\":7}}", "joined", "a text expected"},
    {"{\"joined\":{\"void_why\":\"{a}\"}}", "joined", "tools only"},
    {"{\"columns\":{\"a\":\"customer\"},\"joined\":{\"customer\":\"{a}\"}}", "joined", "already"},
    {"{\"columns\":{\"a\":\"x.{b}.y\"}}", "columns.a", "for the key of an item"},
    {"{\"columns\":{\"a\":\"{b}\"}}", "columns.a", "for the key of an item"},
    {"{\"columns\":{\"a\":\"verdicts.{b}\"}}", "columns.a", "for the key of an item"},
    {"{\"columns\":{\"a\":\"verdicts.x.{b}\"}}", "columns.a", ""},
    {"{\"columns\":{\"a\":\"verdicts.{b}.colour\"}}", "columns.a", "no part"},
    {"{\"constants\":{\"verdicts.{a}.verdict\":\"met\"}}", "constants", "no columns"},
    {"{\"months\":{\"Sept\":13}}", "months", "from 1 to 12"},
    {"{\"months\":{\"9\":9}}", "months", "no digit"},
    {"{\"months\":[]}", "months", "expected"},
    {"{\"new\":\"keep\"}", "new", "make"},
    {"{\"columns\":{\"a\":{\"field\":\"due\",\"once\":1}}}", "columns.a", "true or false"},
    {"{\"columns\":{\"a\":{\"field\":\"id\",\"once\":true}}}", "columns.a", "once"},
};

static void bad_maps_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_maps); i++) {
		struct crm_mapping *m = NULL;
		struct crm_err e = CRM_ERR_INIT;
		const char *text = bad_maps[i].map;

		if (crm_mapping_parse("map", text, strlen(text), &opts, &m, &e) != -1)
			fail_msg("%s", text);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.field, bad_maps[i].key);
		if (strstr(e.text, bad_maps[i].text) == NULL)
			fail_msg("%s: %s", text, e.text);
	}
}

static void a_header_without_the_columns_is_refused(void **state)
{
	struct crm_mapping *m = map_of("{\"joined\":{\"customer\":\"{a}-{b}\"}}");
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(read_all(m, "a,c\n1,2\n", &out, &e), -1);
	assert_non_null(strstr(e.text, "no column 'b'"));
	crm_buf_release(&out);
	crm_mapping_free(m);
}

/* Items and what is set once need a record; a table has rows. */
static void what_a_table_cannot_hold(void **state)
{
	static const struct {
		const char *map;
		bool table;
	} maps[] = {
	    {"{\"joined\":{\"id\":\"{a}-{b}\"}}", true},
	    {ITEM, false},
	    {"{\"columns\":{\"a\":{\"field\":\"due\",\"once\":true}}}", false},
	    {"{\"columns\":{\"a\":{\"field\":\"due\",\"once\":false}}}", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(maps); i++) {
		struct crm_mapping *m = map_of(maps[i].map);

		assert_int_equal(crm_mapping_no_table(m) == NULL, maps[i].table);
		crm_mapping_free(m);
	}
}

static struct crm_record *record(const char *json)
{
	struct crm_record *r = NULL;
	struct crm_err e = CRM_ERR_INIT;

	assert_int_equal(crm_record_parse(json, strlen(json), &limits, &r, &e), 0);
	return r;
}

static void what_was_said_first_stays(void **state)
{
	static const struct {
		const char *fields, *folded, *want;
	} all[] = {
	    {"{\"due\":\"2026-01-02\",\"price\":\"1\"}", "{\"due\":\"2026-01-01\"}",
	        "{\"price\":\"1\"}"},
	    {"{\"due\":\"2026-01-02\"}", "{\"price\":\"1\"}", "{\"due\":\"2026-01-02\"}"},
	};
	struct crm_mapping *m =
	    map_of("{\"columns\":{\"a\":{\"field\":\"due\",\"once\":true},\"b\":\"price\"}}");

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct crm_record *a = record(all[i].fields), *b = record(all[i].folded);
		struct crm_buf out = CRM_BUF_INIT;

		crm_mapping_keep_first(m, a, b);
		crm_record_dump(a, &out);
		assert_string_equal(crm_buf_str(&out), all[i].want);
		crm_buf_release(&out);
		crm_record_free(a);
		crm_record_free(b);
	}
	crm_mapping_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(columns_make_one),
	    cmocka_unit_test(bad_maps_are_refused),
	    cmocka_unit_test(a_header_without_the_columns_is_refused),
	    cmocka_unit_test(what_a_table_cannot_hold),
	    cmocka_unit_test(what_was_said_first_stays),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
