/*
 * lib/rules/notice/local.h: days, times and numbers as a language writes them, and texts as they are
 * typed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/data/schema.h"
#include "lib/rules/notice/local.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	enum crm_type type;
	const char *value, *language, *is;
} forms[] = {
    {CRM_T_DATE, "2026-03-05", "en", "5 March 2026"},
    {CRM_T_DATE, "2026-03-05", "en-GB", "5 March 2026"},
    {CRM_T_DATE, "2026-03-05", "de", "5. März 2026"},
    {CRM_T_DATE, "2026-12-31", "de-AT", "31. Dezember 2026"},
    {CRM_T_DATE, "2026-03-05", "zh-CN", "2026年3月5日"},
    {CRM_T_DATE, "2026-03-05", "fr", "2026-03-05"},
    {CRM_T_DATE, "2026-03-05", "end", "2026-03-05"},
    {CRM_T_INSTANT, "2026-03-05T09:04:59+08:00", "en", "5 March 2026, 09:04 (UTC+8)"},
    {CRM_T_INSTANT, "2026-03-05T23:30:00Z", "de", "5. März 2026, 23:30 (UTC)"},
    {CRM_T_INSTANT, "2026-03-05T00:00:00-03:30", "zh", "2026年3月5日 00:00 (UTC-3:30)"},
    {CRM_T_INSTANT, "2026-03-05T00:00:00+05:45", "fr", "2026-03-05 00:00 (UTC+5:45)"},
    {CRM_T_DEC, "1234.50", "en", "1234.50"},
    {CRM_T_DEC, "1234.50", "de", "1234,50"},
    {CRM_T_DEC, "-0.5", "de", "-0,5"},
    {CRM_T_DEC, "1234.50", "zh", "1234.50"},
    {CRM_T_TEXT, "1234.50", "de", "1234.50"},
    {CRM_T_TEXT, "2026-03-05", "de", "2026-03-05"},
    {CRM_T_INT, "12345", "de", "12345"},
    {CRM_T_DATE, "soon", "de", "soon"},
    {CRM_T_DATE, "", "de", ""},
};

static void local(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		const struct crm_field f = {"f", forms[i].type, NULL, NULL, NULL, 0, ""};
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_cell c;

		crm_field_read(&f, forms[i].value, strlen(forms[i].value), &c, NULL);
		crm_local_cell(forms[i].language, NULL, &c, &out);
		assert_string_equal(crm_buf_str(&out), forms[i].is);
		crm_buf_release(&out);
	}
}

/* Ours is Berlin, the addressee in UTC. */
static const struct {
	const char *value, *is;
} typed[] = {
    {"2026-12-09", "9. Dezember 2026"},
    {"2026-12-09T09:00", "9. Dezember 2026, 08:00 (UTC)"},
    {"2026-12-09 09:00:30", "9. Dezember 2026, 08:00 (UTC)"},
    {"2026-07-09T01:30", "8. Juli 2026, 23:30 (UTC)"},
    {"2026-12-09T09:00:00+08:00", "9. Dezember 2026, 01:00 (UTC)"},
    {"2026-12-09T23:59", "9. Dezember 2026, 22:59 (UTC)"},
    {"2026-12-09T24:00", "2026-12-09T24:00"},
    {"2026-12-09T09:60", "2026-12-09T09:60"},
    {"2026-12-09T9:00", "2026-12-09T9:00"},
    {"2026-12-09x", "2026-12-09x"},
    {"2026-12-09 ", "2026-12-09 "},
    {"2026-02-30", "2026-02-30"},
    {"bis 2026-12-09", "bis 2026-12-09"},
    {"13.20", "13.20"},
    {"", ""},
};

static void as_typed(void **state)
{
	struct crm_zone *ours = NULL, *theirs = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("Europe/Berlin", &ours, &e), 0);
	assert_int_equal(crm_zone_new("UTC", &theirs, &e), 0);
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct crm_buf out = CRM_BUF_INIT;

		crm_local_text("de", theirs, ours, typed[i].value, &out);
		assert_string_equal(crm_buf_str(&out), typed[i].is);
		crm_buf_release(&out);
	}
	crm_zone_free(ours);
	crm_zone_free(theirs);
}

/* The addressee's zone, not that of who wrote it: also another day. */
static void zones(void **state)
{
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_instant t;
	struct crm_buf out = CRM_BUF_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("America/Detroit", &zone, &e), 0);
	assert_int_equal(crm_instant_parse("2026-07-01T09:00:00+08:00", 25, &t), 0);
	crm_local_time("en", zone, t, &out);
	assert_string_equal(crm_buf_str(&out), "30 June 2026, 21:00 (UTC-4)");
	crm_buf_release(&out);
	crm_zone_free(zone);
}

static void families(void **state)
{
	(void)state;
	assert_true(crm_language_is("zh-CN", "zh"));
	assert_true(crm_language_is("zh_cn", "zh-CN"));
	assert_true(crm_language_is("ZH", "zh"));
	assert_false(crm_language_is("zh", "zh-CN"));
	assert_false(crm_language_is("zho", "zh"));
	assert_false(crm_language_is("", "zh"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(local),
	    cmocka_unit_test(as_typed),
	    cmocka_unit_test(zones),
	    cmocka_unit_test(families),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
