/*
 * lib/io/mapping/mapping.h: what makes two rows the same record does not depend on the order of columns, and
 * a later row writes only what it changes.
 */
#include "tests/unit/mapping_util.h"

/* The identity of the only row of data. */
static enum crm_key identity(const char *map, const char *data, struct crm_buf *out)
{
	struct crm_mapping *m = map_of(map);
	struct crm_import_row row;
	struct crm_rows *r = NULL;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_key key;

	assert_int_equal(open_rows(m, CRM_FMT_AUTO, data, &r, &e), 0);
	assert_int_equal(crm_rows_next(r, &row, &e), CRM_READ_OK);
	key = row.key;
	crm_buf_add(out, row.identity, row.identity_len);
	crm_rows_free(r);
	crm_mapping_free(m);
	return key;
}

static const struct {
	const char *map, *a, *b;
	enum crm_key key;
	bool same;
} identities[] = {
    {NULL, "customer,b\n1,2\n", "b,customer\n2,1\n", CRM_KEY_CONTENT, true},
    {NULL, "customer,b\n1,\n", "customer\n1\n", CRM_KEY_CONTENT, true},
    {NULL, "customer,b\n1,2\n", "customer,b\n2,1\n", CRM_KEY_CONTENT, false},
    {NULL, "customer,b\n1,2\n", "customer\n\"1,b,2\"\n", CRM_KEY_CONTENT, false},
    {NULL, "id,customer\n,1\n", "customer\n1\n", CRM_KEY_CONTENT, true},
    {NULL, "id,customer\nX,1\n", "id,customer\nX,2\n", CRM_KEY_ID, true},
    {NULL, "{\"a\":1,\"b\":\"2\"}\n", "{\"b\":\"2\",\"c\":null,\"a\":1}\n", CRM_KEY_CONTENT, true},
    {NULL, "customer,b.c,d\n1,2,\n", "{\"b\":{\"c\":2},\"customer\":\"1\",\"d\":\"\"}\n",
        CRM_KEY_CONTENT, true},
    {"{\"ignore\":[\"b\"]}", "{\"a\":1,\"b\":{\"c\":1}}\n", "{\"b\":{\"c\":2},\"a\":1}\n",
        CRM_KEY_CONTENT, true},
    {"{\"key\":{\"columns\":[\"a.b\"]}}", "a.b,c\n1,2\n", "{\"c\":3,\"a\":{\"b\":1}}\n",
        CRM_KEY_COLUMNS, true},
    {"{\"ignore\":[\"b\"]}", "a,b\n1,2\n", "a,b\n1,3\n", CRM_KEY_CONTENT, true},
    {"{\"columns\":{\"no\":\"id\"}}", "no,a\nX,1\n", "no,a\nX,2\n", CRM_KEY_ID, true},
    {"{\"columns\":{\"no\":\"id\"},\"key\":{\"columns\":[\"no\"]}}", "no\nX\n", "no\nX\n",
        CRM_KEY_ID, true},
    {"{\"key\":{\"columns\":[\"a\",\"b\"]}}", "a,b,c\n1,2,3\n", "b,a\n2,1\n", CRM_KEY_COLUMNS,
        true},
    {"{\"key\":{\"columns\":[\"a\",\"b\"]}}", "a,b\n1,23\n", "a,b\n12,3\n", CRM_KEY_COLUMNS, false},
    {"{\"key\":{\"columns\":[\"a\"]}}", "a\n1\n", "{\"a\":1}\n", CRM_KEY_COLUMNS, true},
};

static void a_key_is_known_by_its_field(void **state)
{
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;

	(void)state;
	identity("{\"key\":{\"columns\":[\"no\"]},\"columns\":{\"no\":\"ref\"}}", "no\n7\n", &a);
	identity("{\"key\":{\"columns\":[\"Nr\"]},\"columns\":{\"Nr\":\"ref\"}}", "Nr\n7\n", &b);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(crm_buf_str(&a), crm_buf_str(&b), a.len);
	crm_buf_release(&a);
	crm_buf_release(&b);
}

static void identity_is_what_was_promised(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(identities); i++) {
		struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;

		assert_int_equal(
		    identity(identities[i].map, identities[i].a, &a), identities[i].key);
		assert_int_equal(
		    identity(identities[i].map, identities[i].b, &b), identities[i].key);
		if ((a.len == b.len && memcmp(crm_buf_str(&a), crm_buf_str(&b), a.len) == 0) !=
		    identities[i].same)
			fail_msg("identity %zu: %s / %s", i, identities[i].a, identities[i].b);
		crm_buf_release(&a);
		crm_buf_release(&b);
	}
}

static struct crm_record *record(const char *text)
{
	struct crm_record *r = NULL;

	assert_int_equal(crm_record_parse(text, strlen(text), &limits, &r, NULL), 0);
	return r;
}

static const struct {
	const char *fields, *folded, *want; /* NULL: nothing changes */
} changes[] = {
    {"{\"customer\":\"A\"}", "{\"customer\":\"A\",\"price\":\"1\"}", NULL},
    {"{\"customer\":\"B\",\"price\":\"1.00\"}", "{\"customer\":\"A\",\"price\":\"1\"}",
        "{\"customer\":\"B\"}"},
    {"{\"seen_at\":\"2026-01-01T00:00:00Z\"}", "{\"seen_at\":\"2026-01-01T08:00:00+08:00\"}", NULL},
    {"{\"x\":{\"a\":\"1\",\"b\":\"2\"}}", "{\"x\":{\"a\":\"1\"}}", "{\"x\":{\"b\":\"2\"}}"},
    {"{\"x\":{\"a\":{\"b\":\"1\"}}}", "{\"x\":{\"a\":{\"b\":\"1\"}}}", NULL},
    {"{\"price\":null}", "{\"price\":\"1\"}", "{\"price\":null}"},
    {"{\"price\":null}", "{}", NULL},
    {"{\"No. 1\":\"b\",\"No. 2\":\"c\"}", "{\"No. 1\":\"a\",\"No. 2\":\"c\"}", "{\"No. 1\":\"b\"}"},
    {"{\"free\":\"1.0\"}", "{\"free\":\"1\"}", "{\"free\":\"1.0\"}"},
};

static void only_what_changes_is_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct crm_record *a = record(changes[i].fields), *b = record(changes[i].folded);
		struct crm_record *got = crm_import_changes(&schema, a, b);
		struct crm_buf out = CRM_BUF_INIT;

		if (got != NULL)
			crm_record_dump(got, &out);
		assert_string_equal(
		    crm_buf_str(&out), changes[i].want != NULL ? changes[i].want : "");
		crm_buf_release(&out);
		crm_record_free(got);
		crm_record_free(a);
		crm_record_free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(identity_is_what_was_promised),
	    cmocka_unit_test(a_key_is_known_by_its_field),
	    cmocka_unit_test(only_what_changes_is_written),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
