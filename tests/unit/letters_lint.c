/*
 * lib/tool/letters.h: the lint, forbidden words, and that the installed templates pass it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/letters_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define GOOD                                                                              \
	"{\"category\": \"delay\", \"sample\": {\"r\": {\"id\": \"7\"}, \"notice\": {}, " \
	"\"company\": {\"name\": \"We\"}, \"customer\": {\"name\": \"K\"}, \"now\": \"today\"}}"

static const struct crm_category some[] = {
    {.name = "delay", .template = "t"},
    {.name = "price", .template = "t", .change = true},
};
static const struct crm_categories categories = {(struct crm_category *)some, 2, {NULL}};

static void good(const struct bench *b)
{
	put(b, ABOUT, GOOD);
	put(b, "templates/t/en.txt", "Subject: {{r.id}}\n\nText\n");
	put(b, "templates/t/zh.txt", "Subject: {{r.id}}\n\nText\n");
}

/* All that it says: "CODE FIELD FILE:LINE" of each, "; " between. */
static const char *lint(struct bench *b, const char *const *languages)
{
	static char said[2048];
	struct crm_findings *f = crm_findings_new();

	renew(b);
	said[0] = '\0';
	crm_letters_lint(b->letters, "t", languages, &categories, f);
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);
		const char *file = strrchr(x->source, '/');
		size_t len = strlen(said);

		assert_int_equal(x->severity, CRM_ERROR);
		assert_string_equal(x->subject, "t");
		snprintf(said + len, sizeof(said) - len, "%s%s %s %s:%ld", len > 0 ? "; " : "",
		    x->code, x->field, file != NULL ? file + 1 : "", x->line);
	}
	assert_string_equal(crm_case_at(f, 0)->name, "t");
	crm_findings_free(f);
	return said;
}

static const struct {
	const char *file, *text, *says;
} wrong[] = {
    {"en.txt", "Subject: {{r.id}}\n\nText\n", ""},
    {"note.txt.bak", "x", "unknown_file note.txt.bak t:0"},
    {"README", "x", "unknown_file README t:0"},
    {"template.json", "{\"category\": \"delay\"}", "sample sample t:0"},
    {"template.json", "{\"sample\": {\"r\": {\"id\": \"7\"}}}", "unknown_category category t:0"},
    {"template.json", "{\"category\": \"late\", \"sample\": {\"r\": {\"id\": \"7\"}}}",
        "unknown_category category t:0"},
    {"template.json", "{", "broken_template  template.json:0"},
    {"en.txt", "Text\n", "broken_template  en.txt:1"},
    {"en.sms", "x\n", "missing_language zh.sms t:0"},
    {"de.sms", "x\n",
        "missing_language de.txt t:0; missing_language en.sms t:0; missing_language zh.sms t:0"},
    {"zh.txt", "Subject: {{r.id}} {{now}}\n\nText\n", "placeholders now en.txt:0"},
    {"zh.txt", "Subject: S\n\nText\n", "placeholders r.id zh.txt:0"},
    {"zh.txt", "Subject: S\n\n{{#r.id}}{{now}}{{/r.id}}\n", "placeholders now en.txt:0"},
    {"en.txt", "Subject: {{r.id}}\n\n\n{{r.no}}\n",
        "placeholders r.no zh.txt:0; sample r.no en.txt:4"},
    /* of the words of the list */
    {"en.txt", "Subject: {{r.id}}\n\nIt is\nGuaranteed.\n", "forbidden_claim  en.txt:4"},
    {"en.txt", "Subject: {{r.id}}\n\nIt is not guaranteed.\n", ""},
    {"zh.txt", "Subject: {{r.id}}\n\n质量最好\n最近\n", "forbidden_claim  zh.txt:3"},
};

static void findings(void **state)
{
	struct bench *b = *state;

	put(b, "forbidden.en.txt", "# some\nguaranteed\n!not guaranteed\n");
	put(b, "forbidden.zh.txt", "最\n!最近\n");
	for (size_t i = 0; i < COUNT(wrong); i++) {
		char path[64];

		good(b);
		snprintf(path, sizeof(path), "templates/t/%s", wrong[i].file);
		put(b, path, wrong[i].text);
		assert_string_equal(lint(b, NULL), wrong[i].says);
		drop(b, path);
	}
}

/* Languages in use count, not those that a template happens to have. */
static void languages_in_use(void **state)
{
	static const char *const en[] = {"en", NULL}, *const all[] = {"zh-CN", "en-US", NULL},
	                         *const fr[] = {"en", "fr", NULL};
	struct bench *b = *state;

	good(b);
	put(b, "templates/t/en.sms", "x\n");
	assert_string_equal(lint(b, en), "");
	assert_string_equal(lint(b, all), "missing_language zh-CN.sms t:0");
	put(b, "templates/t/zh.sms", "x\n");
	assert_string_equal(lint(b, all), "");
	assert_string_equal(
	    lint(b, fr), "missing_language fr.txt t:0; missing_language fr.sms t:0");
}

static void long_messages(void **state)
{
	static const struct {
		size_t n;
		const char *about, *says;
	} rows[] = {
	    {459, GOOD, ""},
	    {460, GOOD, "sms_long  en.sms:0"},
	    {153, "{\"category\":\"delay\",\"max_segments\":1,\"sample\":{\"r\":{\"id\":\"7\"}}}",
	        ""},
	    {161, "{\"category\":\"delay\",\"max_segments\":1,\"sample\":{\"r\":{\"id\":\"7\"}}}",
	        "sms_long  en.sms:0"},
	    {0, GOOD, "sample  en.sms:0"},
	};
	static const char *const en[] = {"en", NULL};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[512];

		memset(text, 'a', rows[i].n);
		text[rows[i].n] = '\n';
		text[rows[i].n + 1] = '\0';
		good(b);
		put(b, ABOUT, rows[i].about);
		put(b, "templates/t/en.sms", text);
		assert_string_equal(lint(b, en), rows[i].says);
	}
}

/* C1: without any one of them it must not be written. */
static void changes(void **state)
{
	static const char *const names[] = {
	    "title", "reason", "old_value", "new_value", "scope", "effective", "our_contact"};
	struct bench *b = *state;

	for (size_t without = 0; without <= COUNT(names); without++) {
		struct crm_buf text = CRM_BUF_INIT, sample = CRM_BUF_INIT, says = CRM_BUF_INIT;

		crm_buf_addz(&text, "Subject: S\n\n");
		crm_buf_addz(&sample, "{\"category\":\"price\",\"sample\":{\"notice\":{");
		for (size_t i = 0; i < COUNT(names); i++) {
			crm_buf_addf(&sample, "%s\"%s\":\"v\"", i > 0 ? "," : "", names[i]);
			/* in a section it is not asked for */
			if (i == without)
				crm_buf_addf(&text, "{{#notice.%s}}{{notice.%s}}{{/notice.%s}}\n",
				    names[i], names[i], names[i]);
			else
				crm_buf_addf(&text, "{{notice.%s}}\n", names[i]);
		}
		crm_buf_addz(&sample, "}}}");
		put(b, ABOUT, crm_buf_str(&sample));
		put(b, "templates/t/en.txt", crm_buf_str(&text));
		if (without < COUNT(names))
			crm_buf_addf(&says, "change_incomplete notice.%s en.txt:0", names[without]);
		assert_string_equal(lint(b, NULL), crm_buf_str(&says));
		crm_buf_release(&text);
		crm_buf_release(&sample);
		crm_buf_release(&says);
	}
}

/* ---- words ---- */

static const struct {
	const char *language, *text;
	size_t n;
} claims[] = {
    {"en", "guaranteed", 1},
    {"en", "GUARANTEED, guaranteed", 2},
    {"en", "unguaranteed guaranteedly", 0},
    {"en", "not guaranteed", 0},
    {"en", "not  guaranteed", 0},
    {"en", "not guaranteed but guaranteed", 1},
    {"en", "100 % safe, 100% safe, 100\xc2\xa0% safe, 100 %\nsafe", 4},
    {"en", "1100 % safe", 0},
    {"en", "100 % safely", 0},
    {"en", "最好", 0},
    {"en-GB", "guaranteed", 1},
    {"de", "guaranteed", 0},
    {"de", "VÖLLIG sicher, völlig Sicher", 2},
    {"de", "völlig sichere", 0},
    {"zh", "最好的", 1},
    {"zh-CN", "最好的", 1},
    {"zh", "最近", 0},
    {"zh", "最近最好", 1},
    {"zh", "国家级最", 2},
    {"fr", "guaranteed", 0},
    {"en", "", 0},
};

static void words(void **state)
{
	struct bench *b = *state;

	put(b, "forbidden.en.txt", "guaranteed  # a word\n\n!not guaranteed\n100 % safe\r\n#最\n");
	put(b, "forbidden.de.txt", "völlig sicher\n");
	put(b, "forbidden.zh.txt", "最\n!最近\n国家级\n");
	for (size_t i = 0; i < COUNT(claims); i++) {
		struct crm_findings *f = crm_findings_new();

		crm_letters_claims(
		    b->letters, claims[i].language, claims[i].text, "N-1", 0, "N-1", f);
		if (crm_findings_count(f) != claims[i].n)
			fail_msg("%s: %zu", claims[i].text, crm_findings_count(f));
		crm_findings_free(f);
	}
}

/* A value can bring one. */
static void words_of_values(void **state)
{
	struct bench *b = *state;
	struct crm_findings *f = crm_findings_new();
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	good(b);
	put(b, "forbidden.en.txt", "guaranteed\n");
	assert_int_equal(write_letter(b, "t", "en", "{'r':{'id':'guaranteed'}}", &c, &e), 0);
	crm_letters_claims_of(b->letters, &c, "N-1", "N-1", f);
	assert_int_equal(crm_findings_count(f), 1);
	assert_non_null(strstr(crm_finding_at(f, 0)->text, "\"guaranteed\""));
	crm_content_release(&c);
	crm_findings_free(f);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(findings),
	    TEST(languages_in_use),
	    TEST(long_messages),
	    TEST(changes),
	    TEST(words),
	    TEST(words_of_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
