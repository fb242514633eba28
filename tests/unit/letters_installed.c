/*
 * lib/share/notice: the installed templates pass their own lint in English, German and Chinese, and
 * there is one for each category; lib/tool/letters.h: what a template sees of a record.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/order/order.h"
#include "lib/tool/letters.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const notice[] = {"lib/share/notice", NULL};
static const char *const printed[] = {"lib/share/printed", NULL};
static const char *const ours[] = {"en", "de", "zh", "zh-CN", NULL};

static void read_categories(struct crm_categories *c)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;
	struct crm_err e = CRM_ERR_INIT;

	crm_limits_init(&l);
	l.line = l.settings;
	if (crm_file_read(AT_FDCWD, "lib/share/notice/categories.json", l.settings, &text, &e) !=
	        0 ||
	    crm_doc_parse(crm_buf_str(&text), text.len, &l, &d, &e) != 0 ||
	    crm_categories_read(d, "categories.json", c, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	crm_doc_free(d);
	crm_buf_release(&text);
}

static void pass_the_lint(void **state)
{
	struct crm_letters *l = crm_letters_new(notice, printed);
	struct crm_findings *f = crm_findings_new();
	struct crm_map *names = crm_map_new();
	struct crm_categories c;

	(void)state;
	read_categories(&c);
	crm_letters_names(l, names);
	for (size_t i = 0; i < crm_map_count(names); i++)
		crm_letters_lint(l, crm_map_key(names, i, NULL), ours, &c, f);
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		struct crm_buf text = CRM_BUF_INIT;

		crm_finding_format(crm_finding_at(f, i), &text);
		print_message("%s\n", crm_buf_str(&text));
		crm_buf_release(&text);
	}
	assert_int_equal(crm_findings_count(f), 0);
	assert_int_equal(crm_cases_count(f), crm_map_count(names));
	crm_categories_release(&c);
	crm_map_free(names);
	crm_findings_free(f);
	crm_letters_free(l);
}

static void one_for_each_category(void **state)
{
	struct crm_letters *l = crm_letters_new(notice, printed);
	struct crm_categories c;

	(void)state;
	read_categories(&c);
	for (size_t i = 0; i < c.n; i++) {
		const struct crm_letter *t;
		struct crm_err e = CRM_ERR_INIT;

		if (crm_letters_get(l, c.v[i].template, &t, &e) != 0)
			fail_msg("%s: %s", c.v[i].name, e.text);
		assert_string_equal(t->category, c.v[i].name);
		for (size_t k = 0; ours[k] != NULL; k++)
			assert_non_null(crm_letter_text(t, ours[k], CRM_MEDIUM_HTML));
		/* what is told at once can be told on a telephone */
		if (c.v[i].urgency == CRM_URGENCY_EMERGENCY)
			assert_non_null(crm_letter_text(t, "zh", CRM_MEDIUM_SMS));
	}
	crm_categories_release(&c);
	crm_letters_free(l);
}

static void others(void **state)
{
	static const char *const names[] = {"complaint_reply", "eightd_cover", "quote_chase",
	    "sample", "ppap_change", "visit", "survey", "dunning", "complaint_escalation",
	    "acknowledgement"};
	static const char *const short_ones[] = {
	    "delay", "recall", "escape", "emergency", "complaint_escalation"};
	struct crm_letters *l = crm_letters_new(notice, printed);
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(crm_letters_get(l, names[i], &t, &e), 0);
	for (size_t i = 0; i < COUNT(short_ones); i++) {
		assert_int_equal(crm_letters_get(l, short_ones[i], &t, &e), 0);
		assert_non_null(crm_letter_text(t, "de", CRM_MEDIUM_SMS));
		assert_non_null(crm_letter_text(t, "de", CRM_MEDIUM_IM));
	}
	crm_letters_free(l);
}

/* A person is not told of a clock by its name in files. */
static void names_of_clocks(void **state)
{
	struct crm_letters *l = crm_letters_new(notice, printed);

	(void)state;
	for (const struct crm_clock *c = crm_complaint.clocks; c->name != NULL; c++) {
		const char *path[] = {"complaint", "clock", c->name}, *is;
		struct crm_err e = CRM_ERR_INIT;

		for (size_t k = 0; ours[k] != NULL; k++) {
			assert_int_equal(crm_letters_label(l, ours[k], path, &is, &e), 0);
			assert_string_not_equal(is, c->name);
		}
	}
	crm_letters_free(l);
}

/* What nobody has entered is not promised; what always holds is always said. */
static const struct {
	const char *name, *object, *without, *language, *text;
	bool said;
} promises[] = {
    {"change", "notice", NULL, "en", "before we have received your approval", true},
    {"change", "notice", "by", "en", "before we have received your approval", true},
    {"change", "notice", "by", "de", "wenn Ihre Freigabe vorliegt", true},
    {"change", "notice", "by", "zh", "未获贵司批准前", true},
    {"ppap_change", "notice", "by", "en", "before we have received your approval", true},
    {"ppap_change", "notice", "by", "de", "wenn Ihre Freigabe vorliegt", true},
    {"ppap_change", "notice", "by", "zh", "未获贵司批准前", true},
    {"recall", "notice", NULL, "en", "Costs", true},
    {"recall", "notice", "costs", "en", "ost", false},
    {"recall", "notice", "costs", "de", "Kosten", false},
    {"recall", "notice", "costs", "zh", "费用", false},
    {"complaint_reply", "record", NULL, "en", "whether you agree", true},
    {"complaint_reply", "record", "solution", "en", "whether you agree", false},
    {"complaint_reply", "record", "solution", "de", "einverstanden", false},
    {"complaint_reply", "record", "solution", "zh", "是否同意", false},
    {"delivery_date", "record", NULL, "en", "We confirm", false},
    {"delivery_date", "record", "promised_now", "en", "We confirm", true},
};

static void are_promised(void **state)
{
	struct crm_letters *l = crm_letters_new(notice, printed);
	struct crm_limits most;

	(void)state;
	crm_limits_init(&most);
	most.line = most.settings;
	for (size_t i = 0; i < COUNT(promises); i++) {
		struct crm_letter_ask ask = {promises[i].language, "sample", NULL};
		struct crm_buf json = CRM_BUF_INIT;
		const struct crm_letter *t;
		struct crm_content c;
		struct crm_err e = CRM_ERR_INIT;
		struct crm_doc *o;

		assert_int_equal(crm_letters_get(l, promises[i].name, &t, &e), 0);
		crm_doc_json(t->sample, false, &json);
		assert_int_equal(
		    crm_doc_parse(crm_buf_str(&json), json.len, &most, &ask.data, &e), 0);
		o = crm_doc_object(ask.data, promises[i].object);
		if (promises[i].without != NULL)
			assert_true(crm_doc_remove(o, promises[i].without));
		crm_doc_text(o, "reply", "we look into it");
		if (crm_letter_write(l, t, &ask, &c, &e) != 0)
			fail_msg("%s: %s", promises[i].name, e.text);
		if ((strstr(c.text, promises[i].text) != NULL) != promises[i].said ||
		    (strstr(c.html, promises[i].text) != NULL) != promises[i].said)
			fail_msg("%s: %s", promises[i].name, c.text);
		crm_content_release(&c);
		crm_doc_free(ask.data);
		crm_buf_release(&json);
	}
	crm_letters_free(l);
}

/* ---- records ---- */

static const char order[] =
    "{\"kind\":\"order\",\"id\":\"O-1\",\"state\":\"confirmed\",\"customer\":\"K & Co\","
    "\"promised\":\"2026-12-01\",\"price\":\"12.50\",\"quantity\":1200,\"major\":true,"
    "\"confirmed_at\":\"2026-11-22T23:30:00Z\",\"change_level\":null,"
    "\"lines\":{\"10\":{\"part\":\"P\",\"promised\":\"2026-12-02\"},\"20\":{\"part\":\"Q\"}}}";

static const struct {
	const char *language, *json;
} forms[] = {
    {"en",
        "{\"kind\":\"order\",\"id\":\"O-1\",\"state\":\"confirmed\",\"customer\":\"K & Co\","
        "\"quantity\":\"1200\",\"price\":\"12.50\",\"lines\":[{\"key\":\"10\",\"part\":\"P\","
        "\"promised\":\"2 December 2026\"},{\"key\":\"20\",\"part\":\"Q\"}],"
        "\"promised\":\"1 December 2026\",\"major\":true,"
        "\"confirmed_at\":\"23 November 2026, 07:30 (UTC+8)\"}"},
    {"de",
        "{\"kind\":\"order\",\"id\":\"O-1\",\"state\":\"confirmed\",\"customer\":\"K & Co\","
        "\"quantity\":\"1200\",\"price\":\"12,50\",\"lines\":[{\"key\":\"10\",\"part\":\"P\","
        "\"promised\":\"2. Dezember 2026\"},{\"key\":\"20\",\"part\":\"Q\"}],"
        "\"promised\":\"1. Dezember 2026\",\"major\":true,"
        "\"confirmed_at\":\"23. November 2026, 07:30 (UTC+8)\"}"},
};

static void records(void **state)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_record *r = NULL;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_limits l;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_zone *zone = NULL;
	struct crm_view v;

	(void)state;
	crm_limits_init(&l);
	assert_int_equal(crm_record_parse(order, sizeof(order) - 1, &l, &r, &e), 0);
	assert_int_equal(crm_zone_new("Asia/Shanghai", &zone, &e), 0);
	crm_view_of_record(shape, r, &a, &v);
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct crm_doc *d = crm_doc_new();
		struct crm_buf json = CRM_BUF_INIT;

		crm_letters_record(d, &v, forms[i].language, zone);
		crm_doc_json(d, false, &json);
		assert_string_equal(crm_buf_str(&json), forms[i].json);
		crm_buf_release(&json);
		crm_doc_free(d);
	}
	crm_zone_free(zone);
	crm_record_free(r);
	crm_arena_release(&a);
	crm_shape_free(shape);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pass_the_lint),
	    cmocka_unit_test(one_for_each_category),
	    cmocka_unit_test(others),
	    cmocka_unit_test(names_of_clocks),
	    cmocka_unit_test(are_promised),
	    cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
