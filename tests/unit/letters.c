/*
 * lib/tool/letters.h: writing: escaping, what must be there, languages, pages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/letters_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PARTIES "'customer':{'name':'K'},'company':{'name':'We'},'now':'today'"

/* ---- escaping ---- */

static void escapes(void **state)
{
	struct bench *b = *state;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	plain(b);
	put(b, "templates/t/en.html", "<p>{{r.text}}</p>\n");
	put(b, "templates/t/en.sms", "{{r.text}}\n");
	put(b, "templates/t/en.im", "**{{r.text}}**\n");
	if (write_letter(b, "t", "en",
	        "{'r':{'id':'<7> & \\\"8\\\"','text':'a<b> & {{x}} *c* [d](e)'}," PARTIES "}", &c,
	        &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	assert_string_equal(c.subject, "Order <7> & \"8\"");
	assert_string_equal(c.text, "Text a<b> & {{x}} *c* [d](e)\n");
	assert_string_equal(c.sms, "a<b> & {{x}} *c* [d](e)");
	assert_string_equal(c.im, "**a\\<b\\> \\& {{x}} \\*c\\* \\[d\\]\\(e\\)**");
	assert_non_null(strstr(c.html, "<p>a&lt;b&gt; &amp; {{x}} *c* [d](e)</p>"));
	assert_non_null(strstr(c.html, "<title>Order &lt;7&gt; &amp; &quot;8&quot;</title>"));
	assert_non_null(strstr(c.print, "<p>a&lt;b&gt; &amp; {{x}} *c* [d](e)</p>"));
	assert_non_null(strstr(c.print, "<html lang=\"en\">"));
	assert_non_null(strstr(c.print, "<div>K</div>"));
	crm_content_release(&c);
}

static const struct {
	const char *text, *is;
} markdown[] = {
    {"", ""},
    {"- a", "\\- a"},
    {"a - b", "a - b"},
    {"a\n- b\n+ c\n= d", "a\n\\- b\n\\+ c\n\\= d"},
    {"a\n    b", "a\nb"},
    {" a", " a"},
    {"1. a", "1\\. a"},
    {"2026-11-22", "2026-11-22"},
    {"12.50", "12\\.50"},
    {"a 1. b", "a 1. b"},
    {"# h | `c` ~d~ \\", "\\# h \\| \\`c\\` \\~d\\~ \\\\"},
    {"12", "12"},
    {"中_文", "中\\_文"},
};

static void escapes_markdown(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(markdown); i++) {
		struct crm_buf out = CRM_BUF_INIT;

		crm_letter_markdown(markdown[i].text, strlen(markdown[i].text), &out);
		assert_string_equal(crm_buf_str(&out), markdown[i].is);
		crm_buf_release(&out);
	}
}

/* A subject is one line: anything else would be another header. */
static void subjects(void **state)
{
	static const char *const bad[] = {"a\\r\\nBcc: x@y", "a\\nb", "a\\rb", "a\\tb", "a\\u0007",
	    "a\\u007f", "a\\u0085b", "a\\u2028b", "a\\u202eb"};
	struct bench *b = *state;

	plain(b);
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct crm_content c;
		struct crm_err e = CRM_ERR_INIT;
		char data[128];

		snprintf(data, sizeof(data), "{'r':{'id':'%s','text':'x'}}", bad[i]);
		if (write_letter(b, "t", "en", data, &c, &e) == 0)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.field, "subject");
		assert_non_null(strstr(e.text, "due.jsonl:3: O-7"));
		assert_non_null(strstr(e.text, "one line of text expected"));
	}
}

/* ---- what must be there ---- */

static void needs(void **state)
{
	struct bench *b = *state;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	plain(b);
	put(b, ABOUT, "{\"needs\": [\"r.id\", \"r.b.c\", \"l\", \"r\", \"x\"]}");
	assert_int_equal(write_letter(b, "t", "en",
	                     "{'r':{'id':' \\n','b':{'c':'1'}},'l':[],'x':false}", &c, &e),
	    -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_string_equal(e.field, "r.id");
	assert_string_equal(e.text, "no value in due.jsonl:3: O-7; needed: r.id, l, r");
	assert_non_null(strstr(e.source, "/templates/t"));
}

/* Also where template.json has not said that it is needed: template, line, record and name. */
static void interpolated(void **state)
{
	struct bench *b = *state;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	plain(b);
	put(b, "templates/t/en.sms", "{{#r.no}}{{r.no}}{{/r.no}}{{r.id}}\n");
	assert_int_equal(write_letter(b, "t", "en", "{'r':{'id':'7','text':null}}", &c, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_string_equal(e.field, "r.text");
	assert_int_equal(e.line, 3);
	assert_non_null(strstr(e.source, "/templates/t/en.txt"));
	assert_string_equal(e.text, "no value in due.jsonl:3: O-7");
	crm_err_clear(&e);
	/* a section on it is no need */
	assert_int_equal(write_letter(b, "t", "en", "{'r':{'id':'7','text':''}}", &c, &e), 0);
	assert_string_equal(c.sms, "7");
	crm_content_release(&c);
}

/* ---- languages ---- */

static const struct {
	const char *asked, *subject, *sms, *language;
} chains[] = {
    {"en", "E", "e", "en"},
    {"en-GB", "E", "e", "en"},
    {"zh", "Z", "e", "zh"},
    {"zh-CN", "Z", "cn", "zh"},
    {"zh_cn", "Z", "cn", "zh"},
    {"zh-Hant-TW", "Z", "e", "zh"},
    {"de-AT", "A", "d", "de-AT"},
    {"de-CH", "D", "d", "de"},
    {"DE", "D", "d", "de"},
    {"fr", "E", "e", "en"},
    {"", "E", "e", "en"},
    {"d", "E", "e", "en"},
};

static void languages(void **state)
{
	static const char *const files[][2] = {{"en.txt", "Subject: E\n\nx\n"},
	    {"zh.txt", "Subject: Z\n\nx\n"}, {"de.txt", "\xef\xbb\xbfSubject:D \r\n\r\nx\r\n"},
	    {"de-AT.txt", "Subject: A\n\nx\n"}, {"en.sms", "e\n"}, {"zh-CN.sms", "cn\n"},
	    {"de.sms", "d\r\n"}};
	struct bench *b = *state;

	put(b, ABOUT, "{}");
	for (size_t i = 0; i < COUNT(files); i++) {
		char path[64];

		snprintf(path, sizeof(path), "templates/t/%s", files[i][0]);
		put(b, path, files[i][1]);
	}
	for (size_t i = 0; i < COUNT(chains); i++) {
		struct crm_content c;
		struct crm_err e = CRM_ERR_INIT;

		if (write_letter(b, "t", chains[i].asked, "{}", &c, &e) != 0)
			fail_msg("%s: %s", chains[i].asked, e.text);
		assert_string_equal(c.subject, chains[i].subject);
		assert_string_equal(c.sms, chains[i].sms);
		assert_string_equal(c.language, chains[i].language);
		assert_true(c.html == NULL && c.im == NULL && c.print == NULL);
		crm_content_release(&c);
	}
}

/* ---- pages ---- */

static void pages(void **state)
{
	struct bench *b = *state;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;
	const char *data = "{'r':{'id':'7','text':'x'}," PARTIES "}";

	plain(b);
	put(b, "templates/t/en.html", "<p>own</p>\n");
	put(b, "templates/t/en.print.html", "<i>{{> foot}}{{> html}}{{subject}}</i>\n");
	put(b, "printed/foot.html", "foot {{r.id}}");
	put(b, "printed/mail.html", "[{{language}} {{> html}}]\n");
	if (write_letter(b, "t", "en", data, &c, &e) != 0)
		fail_msg("%s %s: %s", e.source, e.field, e.text);
	assert_string_equal(c.html, "[en <p>own</p>\n]\n");
	assert_string_equal(c.print, "<i>foot 7<p>own</p>\nOrder 7</i>\n");
	crm_content_release(&c);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(escapes),
	    TEST(escapes_markdown),
	    TEST(subjects),
	    TEST(needs),
	    TEST(interpolated),
	    TEST(languages),
	    TEST(pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
