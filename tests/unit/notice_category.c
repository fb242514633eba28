/*
 * lib/rules/notice/category.h: the table that people keep, what is wrong in one, and the installed
 * one; lib/rules/notice/sms.h.
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
    {"{'delay':{'every':7}}", "delay.every", "how often"},
    {"{'delay':{'role':{'complaint':'boss'}}}", "delay.role.complaint", "one of buyer"},
    {"{'delay':{'role':{'Complaint':'buyer'}}}", "delay.role.Complaint", "name of a kind"},
    {"{'delay':{'template':'t','internal':true,'others':true}}", "delay", "goes to no customer"},
    {"{'delay':{'others':'yes'}}", "delay.others", "true or false expected"},
    {"{'delay':{'until_met':'yes'}}", "delay.until_met", "true or false expected"},
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
	assert_false(x->until_met);
	assert_false(x->internal || x->others || x->delivered);
	assert_null(crm_category_role(x, NULL));
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
	    read_text("{'a':{'template':'t','lead':3650,'basis':'survey','role':'finance',"
	              "'channels':'email,phone','every':'P999D','approval':false},"
	              "'b_2':{'template':'u','urgency':'emergency','lead':0,'approval':'standing',"
	              "'until_met':true}}",
	        &c, &e),
	    0);
	x = crm_category_find(&c, "a");
	assert_true(x->lead == 3650 && x->basis == CRM_BASIS_SURVEY && !x->approval);
	assert_string_equal(x->role, "finance");
	assert_string_equal(x->channels, "email,phone");
	assert_string_equal(x->every, "P999D");
	x = crm_category_find(&c, "b_2");
	assert_true(x->urgency == CRM_URGENCY_EMERGENCY && x->approval && x->standing);
	assert_true(x->until_met);
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
		/* what was answered is neither escalated nor chased; all else is told */
		assert_int_equal(c.v[i].until_met,
		    strcmp(c.v[i].name, "escalation") == 0 || strcmp(c.v[i].name, "quote") == 0);
		/* ours alone; of what was delivered */
		assert_int_equal(c.v[i].internal, strcmp(c.v[i].name, "escalation") == 0);
		assert_int_equal(c.v[i].delivered,
		    strcmp(c.v[i].name, "recall") == 0 || strcmp(c.v[i].name, "escape") == 0);
		assert_int_equal(c.v[i].standing,
		    strcmp(c.v[i].name, "escalation") == 0 ||
		        strcmp(c.v[i].name, "acknowledgement") == 0);
	}
	crm_categories_release(&c);
	crm_buf_release(&path);
	crm_buf_release(&text);
}

static void roles(void **state)
{
	struct crm_categories c;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(
	    read_text("{'a':{'template':'t','role':{'order':'logistics','quote':'buyer',"
	              "'':'quality'}},'b':{'template':'t','role':{'order':'finance'}},"
	              "'c':{'template':'t','role':'buyer'}}",
	        &c, &e),
	    0);
	assert_string_equal(crm_category_role(&c.v[0], "order"), "logistics");
	assert_string_equal(crm_category_role(&c.v[0], "quote"), "buyer");
	assert_string_equal(crm_category_role(&c.v[0], "complaint"), "quality");
	assert_string_equal(crm_category_role(&c.v[0], NULL), "quality");
	assert_string_equal(crm_category_role(&c.v[1], "order"), "finance");
	assert_null(crm_category_role(&c.v[1], "quote"));
	assert_string_equal(crm_category_role(&c.v[2], "quote"), "buyer");
	crm_categories_release(&c);
}

/* A template's category against another one, both ways; NULL: not weaker. */
static const struct {
	const char *own, *other;
	const char *lost, *gained; /* other for own, own for other */
} weaker[] = {
    {"'basis':'contract'", "'basis':'contract'", NULL, NULL},
    {"'basis':'courtesy'", "'basis':'contract'", "less consent", NULL},
    {"'basis':'survey'", "'basis':'courtesy'", "less consent", NULL},
    {"'basis':'marketing'", "'basis':'survey'", "less consent", NULL},
    {"'change':true", "'change':false", "no change", NULL},
    {"'internal':true", "'internal':false", "not internal", NULL},
    {"'others':false", "'others':true", "other customers", NULL},
    {"'approval':true", "'approval':false", "no approval", NULL},
    {"'approval':true", "'approval':'standing'", "a standing approval", NULL},
    {"'approval':'standing'", "'approval':false", "no approval", NULL},
};

static void judge_weaker(
    size_t i, const struct crm_category *c, const struct crm_category *than, const char *says)
{
	const char *is = crm_category_weaker(c, than);

	if (says == NULL ? is != NULL : is == NULL || strstr(is, says) == NULL)
		fail_msg("%zu: %s", i, is != NULL ? is : "not weaker");
}

static void what_is_weaker(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(weaker); i++) {
		struct crm_categories c;
		struct crm_err e = CRM_ERR_INIT;
		struct crm_buf text = CRM_BUF_INIT;

		crm_buf_addf(&text, "{'a':{'template':'t',%s},'b':{'template':'t',%s}}",
		    weaker[i].own, weaker[i].other);
		assert_int_equal(read_text(crm_buf_str(&text), &c, &e), 0);
		judge_weaker(i, &c.v[1], &c.v[0], weaker[i].lost);
		judge_weaker(i, &c.v[0], &c.v[1], weaker[i].gained);
		crm_categories_release(&c);
		crm_buf_release(&text);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refused),
	    cmocka_unit_test(what_is_not_said),
	    cmocka_unit_test(what_is_said),
	    cmocka_unit_test(installed),
	    cmocka_unit_test(roles),
	    cmocka_unit_test(what_is_weaker),
	    cmocka_unit_test(segments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
