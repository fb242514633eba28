/* crm.json: what is accepted, what is refused and with which status. */
#include "tests/unit/store_help.h"

#include "lib/io/settings.h"

static int read_settings(struct scratch *s, struct crm_settings *out)
{
	int fd = open(s->dir, O_RDONLY | O_DIRECTORY), r;

	crm_err_clear(&s->err);
	r = crm_settings_read(fd, s->dir, out, &s->err);
	close(fd);
	return r;
}

static void refused(struct scratch *s, const char *json, const char *field)
{
	struct crm_settings out;

	put(s, "crm.json", json);
	assert_int_equal(read_settings(s, &out), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
	assert_string_equal(s->err.field, field);
	assert_non_null(strstr(s->err.source, "/crm.json"));
}

static void test_good(void **state)
{
	struct scratch *s = *state;
	struct crm_settings out;

	assert_int_equal(read_settings(s, &out), 0);
	assert_int_equal(crm_zone_instant(out.zone, 0, 0).off, 8 * 3600);
	assert_false(out.group);
	assert_string_equal(out.site, "");
	crm_settings_release(&out);

	put(s, "crm.json", "{\"format\":1,\"group\":true,\"x-own\":[1]}");
	put(s, ".site", "Ab\n");
	assert_int_equal(read_settings(s, &out), 0);
	assert_int_equal(crm_zone_instant(out.zone, 0, 0).off, 0);
	assert_true(out.group);
	assert_string_equal(out.site, "Ab");
	assert_true(crm_record_has(out.all, "x-own"));
	crm_settings_release(&out);
}

static void test_refused(void **state)
{
	struct scratch *s = *state;
	struct crm_settings out;

	refused(s, "{\"zone\":\"UTC\"}", "format");
	refused(s, "{\"format\":\"1\"}", "format");
	refused(s, "{\"format\":2}", "format");
	refused(s, "{\"format\":1,\"zone\":\"Mars/Base\"}", "zone");
	refused(s, "{\"format\":1,\"zone\":8}", "zone");
	refused(s, "{\"format\":1,\"group\":\"yes\"}", "group");
	refused(s, "{\"format\":1,\"calender\":{}}", "calender");
	refused(s, "{\"format\":1", "");
	refused(s, "[]", "");
	put(s, "crm.json", "{\"format\":1}");
	put(s, ".site", "too-long-by-far");
	crm_err_clear(&s->err);
	assert_int_equal(read_settings(s, &out), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
	put(s, ".site", "A1"); /* site "1" and number 1 would look like 10001 */
	crm_err_clear(&s->err);
	assert_int_equal(read_settings(s, &out), -1);
	put(s, ".site", "A-b");
	crm_err_clear(&s->err);
	assert_int_equal(read_settings(s, &out), -1);
	assert_int_equal(s->err.code, CRM_CONFIG);
}

static void test_missing(void **state)
{
	struct scratch *s = *state;
	struct crm_settings out;
	char path[160];

	path_of(s, "crm.json", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(read_settings(s, &out), -1);
	assert_int_equal(s->err.code, CRM_NOINPUT);
}

/* The keys are a set: the manual's table is made from it. */
static void test_keys(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; crm_settings_key(i) != NULL; i++)
		for (k = 0; k < i; k++)
			assert_string_not_equal(crm_settings_key(i), crm_settings_key(k));
	assert_true(i > 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_good),
	    TEST(test_refused),
	    TEST(test_missing),
	    TEST(test_keys),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
