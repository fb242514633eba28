/*
 * lib/rules/notice/category.h: the table that people keep, what is wrong in one, and the installed
 * one; lib/rules/notice/sms.h and local.h.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/schema.h"
#include "lib/rules/notice/category.h"
#include "lib/rules/notice/local.h"
#include "lib/rules/notice/sms.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int read_json(const char *json, size_t len, struct crm_categories *c, struct crm_err *e)
{
	struct crm_doc *d = NULL;
	struct crm_limits l;
	int rc;

	crm_limits_init(&l);
	l.line = l.settings;
	if (crm_doc_parse(json, len, &l, &d, e) != 0)
		fail_msg("%s: %s", json, e->text);
	rc = crm_categories_read(d, "c.json", c, e);
	crm_doc_free(d);
	return rc;
}

/* With ' for ". */
static int read_text(const char *text, struct crm_categories *c, struct crm_err *e)
{
	struct crm_buf json = CRM_BUF_INIT;
	int rc;

	crm_buf_addz(&json, text);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	rc = read_json(json.data, json.len, c, e);
	crm_buf_release(&json);
	return rc;
}

static const struct {
	const char *text, *path, *says;
} bad[] = {
    {"[]", "", "an object expected"},
    {"{'delay':7}", "delay", "an object expected"},
    {"{'delay':{}}", "delay", "template expected"},
    {"{'Delay':{'template':'t'}}", "Delay", "a to z, 0 to 9 and _"},
    {"{'all':{'template':'t'}}", "all", "is not \"all\""},
    {"{'delay':{'templat':'t'}}", "delay.templat", "unknown key; expected urgency, lead, basis"},
    {"{'delay':{'template':''}}", "delay.template", "a text expected"},
    {"{'delay':{'urgency':'high'}}", "delay.urgency", "one of normal, urgent, emergency"},
    {"{'delay':{'basis':'law'}}", "delay.basis", "one of contract, courtesy, survey, marketing"},
    {"{'delay':{'role':'boss'}}", "delay.role", "one of buyer, quality, logistics, finance, other"},
    {"{'delay':{'lead':-1}}", "delay.lead", "a number from 0 to 3650"},
    {"{'delay':{'lead':3651}}", "delay.lead", "a number from 0 to 3650"},
    {"{'delay':{'lead':'30'}}", "delay.lead", "a number from 0 to 3650"},
    {"{'delay':{'approval':'yes'}}", "delay.approval", "true, false or \"standing\""},
    {"{'delay':{'approval':null}}", "delay.approval", "true, false or \"standing\""},
    {"{'delay':{'change':'true'}}", "delay.change", "true or false expected"},
    {"{'delay':{'channels':'email, phone'}}", "delay.channels", "channels in order"},
    {"{'delay':{'channels':'email,'}}", "delay.channels", "channels in order"},
    {"{'delay':{'channels':''}}", "delay.channels", "channels in order"},
    {"{'delay':{'channels':['email']}}", "delay.channels", "channels in order"},
    {"{'delay':{'every':'P0M'}}", "delay.every", "how often"},
    {"{'delay':{'every':'P1000D'}}", "delay.every", "how often"},
    {"{'delay':{'every':'PT1H'}}", "delay.every", "how often"},
    {"{'delay':{'every':'P1M2D'}}", "delay.every", "how often"},
    {"{'delay':{'every':'P'}}", "delay.every", "how often"},
    {"{'delay':{'every':'1M'}}", "delay.every", "how often"},
    {"{'delay':{'template':'t','urgency':'urgent','lead':1}}", "delay", "it is told at once"},
    {"{'delay':{'template':'t','approval':'standing','change':true}}", "delay",
        "approved each time"},
};

static void refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct crm_categories c = {NULL, 0, CRM_ARENA_INIT};
		struct crm_err e = CRM_ERR_INIT;

		if (read_text(bad[i].text, &c, &e) == 0)
			fail_msg("read: %s", bad[i].text);
		if (e.code != CRM_CONFIG || strcmp(e.source, "c.json") != 0 ||
		    strcmp(e.field, bad[i].path) != 0 || strstr(e.text, bad[i].says) == NULL)
			fail_msg(
			    "%s: %d %s %s: %s", bad[i].text, e.code, e.source, e.field, e.text);
		assert_null(c.v);
	}
}

static void what_is_not_said(void **state)
{
	struct crm_categories c;
	struct crm_err e = CRM_ERR_INIT;
	const struct crm_category *x;

	(void)state;
	assert_int_equal(read_text("{'note':'n','x-own':1,'a':{'template':'t'}}", &c, &e), 0);
	assert_int_equal(c.n, 1);
	x = crm_category_find(&c, "a");
	assert_non_null(x);
	assert_string_equal(crm_urgency_name(x->urgency), "normal");
	assert_string_equal(crm_basis_name(x->basis), "contract");
	assert_true(x->approval && !x->standing && !x->change && x->lead == 0);
	assert_true(x->role == NULL && x->channels == NULL && x->every == NULL);
	assert_null(crm_category_find(&c, "b"));
	crm_categories_release(&c);
}

static void what_is_said(void **state)
{
	struct crm_categories c;
	struct crm_err e = CRM_ERR_INIT;
	const struct crm_category *x;

	(void)state;
	assert_int_equal(
	    read_text(
	        "{'a':{'template':'t','lead':3650,'basis':'survey','role':'finance',"
	        "'channels':'email,phone','every':'P999D','approval':false},"
	        "'b_2':{'template':'u','urgency':'emergency','lead':0,'approval':'standing'}}",
	        &c, &e),
	    0);
	x = crm_category_find(&c, "a");
	assert_true(x->lead == 3650 && x->basis == CRM_BASIS_SURVEY && !x->approval);
	assert_string_equal(x->role, "finance");
	assert_string_equal(x->channels, "email,phone");
	assert_string_equal(x->every, "P999D");
	x = crm_category_find(&c, "b_2");
	assert_true(x->urgency == CRM_URGENCY_EMERGENCY && x->approval && x->standing);
	assert_string_equal(x->template, "u");
	crm_categories_release(&c);
}

/* N1: lead times and what is told at once. */
static const struct {
	const char *name;
	int lead;
	enum crm_urgency urgency;
} shipped[] = {
    {"product_information", 0, CRM_URGENCY_NORMAL},
    {"service_change", 0, CRM_URGENCY_NORMAL},
    {"company_policy", 0, CRM_URGENCY_NORMAL},
    {"terms", 30, CRM_URGENCY_NORMAL},
    {"contact", 14, CRM_URGENCY_NORMAL},
    {"emergency", 0, CRM_URGENCY_EMERGENCY},
    {"recall", 0, CRM_URGENCY_EMERGENCY},
    {"price", 30, CRM_URGENCY_NORMAL},
    {"delay", 0, CRM_URGENCY_URGENT},
    {"service_interruption", 0, CRM_URGENCY_URGENT},
    {"progress", 0, CRM_URGENCY_NORMAL},
    {"delivery_date", 0, CRM_URGENCY_NORMAL},
    {"quality_information", 0, CRM_URGENCY_NORMAL},
    {"escape", 0, CRM_URGENCY_EMERGENCY},
    {"change", 90, CRM_URGENCY_NORMAL},
};

static void installed(void **state)
{

	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_categories c;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	crm_buf_addz(&path, "lib/share/notice/categories.json");
	if (crm_file_read(AT_FDCWD, crm_buf_str(&path), 1 << 20, &text, &e) != 0 ||
	    read_json(crm_buf_str(&text), text.len, &c, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	for (size_t i = 0; i < COUNT(shipped); i++) {
		const struct crm_category *x = crm_category_find(&c, shipped[i].name);

		if (x == NULL || x->lead != shipped[i].lead || x->urgency != shipped[i].urgency)
			fail_msg("%s", shipped[i].name);
	}
	for (size_t i = 0; i < c.n; i++) {
		/* what must be told in advance is a change, and customers are never told by a
		 * standing approval */
		if (c.v[i].lead > 0)
			assert_true(c.v[i].change);
		assert_true(c.v[i].approval);
		assert_int_equal(c.v[i].standing,
		    strcmp(c.v[i].name, "escalation") == 0 ||
		        strcmp(c.v[i].name, "acknowledgement") == 0);
	}
	crm_categories_release(&c);
	crm_buf_release(&path);
	crm_buf_release(&text);
}

/* ---- short messages ---- */

static const struct {
	const char *letter;
	size_t n; /* of these */
	const char *more;
	bool ucs2;
	size_t places, segments;
} messages[] = {
    {"a", 0, "", false, 0, 0},
    {"a", 160, "", false, 160, 1},
    {"a", 161, "", false, 161, 2},
    {"a", 306, "", false, 306, 2},
    {"a", 307, "", false, 307, 3},
    {"ä", 160, "", false, 160, 1},
    {"€", 80, "", false, 160, 1},
    {"€", 80, "a", false, 161, 2},
    {"€", 153, "", false, 306, 3}, /* 76 in each: none is split */
    {"`", 1, "", true, 1, 1},      /* not GSM's */
    {"ç", 1, "", true, 1, 1},      /* only the great one is */
    {"Ç", 1, "", false, 1, 1},
    {"中", 70, "", true, 70, 1},
    {"中", 71, "", true, 71, 2},
    {"中", 134, "", true, 134, 2},
    {"中", 135, "", true, 135, 3},
    {"a", 69, "中", true, 70, 1},
    {"a", 70, "中", true, 71, 2},
    {"😀", 35, "", true, 70, 1},
    {"😀", 36, "", true, 72, 2},
    {"😀", 67, "", true, 134, 3}, /* 33 in each */
    {"\n", 160, "", false, 160, 1},
    {"\xff", 1, "", true, 1, 1},
};

static void segments(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(messages); i++) {
		struct crm_buf text = CRM_BUF_INIT;
		struct crm_sms sms;

		for (size_t k = 0; k < messages[i].n; k++)
			crm_buf_addz(&text, messages[i].letter);
		crm_buf_addz(&text, messages[i].more);
		crm_sms_count(crm_buf_str(&text), text.len, &sms);
		if (sms.ucs2 != messages[i].ucs2 || sms.places != messages[i].places ||
		    sms.segments != messages[i].segments)
			fail_msg("%zu: %d %zu %zu", i, sms.ucs2, sms.places, sms.segments);
		crm_buf_release(&text);
	}
}

/* ---- forms of a language ---- */

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
	    cmocka_unit_test(refused),
	    cmocka_unit_test(what_is_not_said),
	    cmocka_unit_test(what_is_said),
	    cmocka_unit_test(installed),
	    cmocka_unit_test(segments),
	    cmocka_unit_test(local),
	    cmocka_unit_test(zones),
	    cmocka_unit_test(families),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
