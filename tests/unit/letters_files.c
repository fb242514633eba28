/*
 * lib/tool/letters.h: the files of a template, what is wrong in them, whose come first; the hashes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/base/hash.h"
#include "tests/unit/letters_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- names, broken files ---- */

static void names(void **state)
{
	static const char *const bad[] = {
	    "..", ".", "", "../t", "t/../t", "/etc/passwd", "a b", ".t"};
	struct bench *b = *state;
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;

	plain(b);
	for (size_t i = 0; i < COUNT(bad); i++) {
		crm_err_clear(&e);
		assert_int_equal(crm_letters_get(b->letters, bad[i], &t, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
	}
	crm_err_clear(&e);
	assert_int_equal(crm_letters_get(b->letters, "other", &t, &e), -1);
	assert_int_equal(e.code, CRM_NOINPUT);
	assert_string_equal(e.text, "no such template: 'other'; there are t");
}

static const struct {
	const char *file, *text;
	int code;
	long line;
	const char *field, *says;
} broken[] = {
    {"template.json", "[]", CRM_CONFIG, 0, "", "an object expected"},
    {"template.json", "{\"need\": []}", CRM_CONFIG, 0, "need", "unknown key"},
    {"template.json", "{\"needs\": \"x\"}", CRM_CONFIG, 0, "needs", "a list expected"},
    {"template.json", "{\"needs\": [\"\"]}", CRM_CONFIG, 0, "needs[0]", "a name expected"},
    {"template.json", "{\"sample\": []}", CRM_CONFIG, 0, "sample", "an object expected"},
    {"template.json", "{\"max_segments\": 0}", CRM_CONFIG, 0, "max_segments", "from 1 to 20"},
    {"template.json", "{\"max_segments\": 21}", CRM_CONFIG, 0, "max_segments", "from 1 to 20"},
    {"template.json", "{\"category\": \"\"}", CRM_CONFIG, 0, "category", "a text expected"},
    {"template.json", "{", CRM_CONFIG, 0, "", ""},
    {"en.txt", "Text\n", CRM_CONFIG, 1, "", "\"Subject: ...\" expected"},
    {"en.txt", "", CRM_CONFIG, 1, "", "\"Subject: ...\" expected"},
    {"en.txt", "Subject: \n\nx\n", CRM_CONFIG, 1, "", "the subject is empty"},
    {"en.txt", "Subject:", CRM_CONFIG, 1, "", "the subject is empty"},
    {"en.txt", "Subject: a\nx\n", CRM_CONFIG, 2, "", "an empty line expected"},
    {"en.txt", "Subject: a\n\n{{#x}}\n", CRM_CONFIG, 3, "", "'x' is not closed"},
    {"en.txt", "Subject: {{#x}}\n\n{{/x}}\n", CRM_CONFIG, 1, "", "'x' is not closed"},
    {"en.sms", "\xff", CRM_CONFIG, 1, "", "not UTF-8"},
    {"en.html", "\n{{> ../secret}}", CRM_BADINPUT, 2, "", "no name of a partial"},
    {"en.html", "{{> nothing}}", CRM_CONFIG, 1, "", "no such partial: 'nothing'"},
    {"en.sms", "{{> html}}", CRM_CONFIG, 1, "", "no such partial: 'html'"},
};

static void broken_files(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(broken); i++) {
		const struct crm_letter *t;
		struct crm_err e = CRM_ERR_INIT;
		char path[64];

		plain(b);
		snprintf(path, sizeof(path), "templates/t/%s", broken[i].file);
		put(b, path, broken[i].text);
		renew(b);
		if (crm_letters_get(b->letters, "t", &t, &e) == 0)
			fail_msg("%zu: taken", i);
		if (e.code != broken[i].code || e.line != broken[i].line ||
		    strcmp(e.field, broken[i].field) != 0 ||
		    strstr(e.text, broken[i].says) == NULL ||
		    strstr(e.source, broken[i].file) == NULL)
			fail_msg(
			    "%zu: %d %s:%ld %s: %s", i, e.code, e.source, e.line, e.field, e.text);
		drop(b, path);
	}
}

static void without_about(void **state)
{
	struct bench *b = *state;
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;

	put(b, "templates/u/en.txt", "Subject: a\n\nx\n");
	assert_int_equal(crm_letters_get(b->letters, "u", &t, &e), -1);
	assert_int_equal(e.code, CRM_CONFIG);
	assert_string_equal(e.text, "template.json is missing");
}

/* The store's folder stands for the whole of the installed one. */
static void own_first(void **state)
{
	struct bench *b = *state;
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_map *all = crm_map_new();

	plain(b);
	put(b, "templates/t/de.txt", "Subject: a\n\nx\n");
	put(b, "own/templates/t/template.json", "{}");
	put(b, "own/templates/t/en.txt", "Subject: own\n\nx\n");
	put(b, "own/templates/a/template.json", "{}");
	assert_int_equal(crm_letters_get(b->letters, "t", &t, &e), 0);
	assert_int_equal(t->n, 1);
	assert_non_null(strstr(t->dir, "/own/"));
	crm_letters_names(b->letters, all);
	assert_int_equal(crm_map_count(all), 2);
	assert_string_equal(crm_map_key(all, 0, NULL), "a");
	assert_string_equal(crm_map_key(all, 1, NULL), "t");
	crm_map_free(all);
}

/* ---- words of records ---- */

static const char installed_words[] =
    "{\"complaint\":{\"clock\":{\"reply\":\"Antwort\",\"inform\":\"Meldung\"}}}";

static const struct {
	const char *language, *kind, *field, *word, *is;
} labels[] = {
    {"de", "complaint", "clock", "reply", "Antwort"},
    {"de-AT", "complaint", "clock", "reply", "Antwort"},
    /* the store's file stands for the whole of the installed one */
    {"zh", "complaint", "clock", "reply", "own"},
    {"zh", "complaint", "clock", "inform", "in English"},
    {"fr", "complaint", "clock", "inform", "in English"},
    {"", "complaint", "clock", "inform", "in English"},
    {"../de", "complaint", "clock", "inform", "in English"},
    {"de", "complaint", "clock", "accept", "accept"},
    {"de", "complaint", "severity", "reply", "reply"},
    {"de", "order", "clock", "reply", "reply"},
    {"de", "complaint", "clock", "", ""},
};

static void words(void **state)
{
	struct bench *b = *state;

	put(b, "labels.de.json", installed_words);
	put(b, "labels.zh.json", installed_words);
	put(b, "own/labels.zh.json", "{\"complaint\":{\"clock\":{\"reply\":\"own\"}}}");
	put(b, "labels.en.json", "{\"complaint\":{\"clock\":{\"inform\":\"in English\"}}}");
	for (size_t i = 0; i < COUNT(labels); i++) {
		const char *path[] = {labels[i].kind, labels[i].field, labels[i].word}, *is;
		struct crm_err e = CRM_ERR_INIT;

		if (crm_letters_label(b->letters, labels[i].language, path, &is, &e) != 0)
			fail_msg("%zu: %s", i, e.text);
		assert_string_equal(is, labels[i].is);
	}
}

static void broken_words(void **state)
{
	struct bench *b = *state;
	const char *path[] = {"complaint", "clock", "reply"}, *is;
	struct crm_err e = CRM_ERR_INIT;

	put(b, "labels.de.json", "{\"complaint\":");
	assert_int_equal(crm_letters_label(b->letters, "de", path, &is, &e), -1);
	assert_int_equal(e.code, CRM_CONFIG);
}

/* ---- hashes ---- */

static void version_of(struct bench *b, char out[65])
{
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;

	renew(b);
	if (crm_letters_get(b->letters, "t", &t, &e) != 0)
		fail_msg("%s", e.text);
	memcpy(out, t->version, 65);
}

/* Any file of it, and a partial that it uses, is another version; what is none of its own is not. */
static void versions(void **state)
{
	static const struct {
		const char *path, *text;
		bool other;
	} steps[] = {
	    {"templates/t/README.md", "about", false},
	    {"printed/unused.html", "x", false},
	    {"templates/t/en.txt", "Subject: Order {{r.id}}\n\nText  {{r.text}}\n", true},
	    {"templates/t/en.sms", "x\n", true},
	    {"templates/t/en.html", "<p>{{> foot}}</p>\n", true},
	    {"printed/foot.html", "bar", true},
	    {"printed/mail.html", "{{> html}}", true},
	    {ABOUT, "{}", true},
	};
	struct bench *b = *state;
	char before[65], now[65];

	plain(b);
	put(b, "printed/foot.html", "foo");
	version_of(b, before);
	for (size_t i = 0; i < COUNT(steps); i++) {
		put(b, steps[i].path, steps[i].text);
		version_of(b, now);
		if ((strcmp(before, now) != 0) != steps[i].other)
			fail_msg("%s", steps[i].path);
		memcpy(before, now, sizeof(now));
	}
	assert_int_equal(strlen(now), 64);
}

static void contents(void **state)
{
	struct bench *b = *state;
	struct crm_content c, d;
	struct crm_err e = CRM_ERR_INIT;
	char hash[65];

	plain(b);
	assert_int_equal(write_letter(b, "t", "en", "{'r':{'id':'7','text':'a'}}", &c, &e), 0);
	assert_string_equal(crm_buf_str(&c.json),
	    "{\"subject\":\"Order 7\",\"text\":\"Text a\\n\",\"language\":\"en\"}");
	crm_sha256_hex(c.json.data, c.json.len, hash);
	assert_string_equal(hash, c.sha256);
	assert_int_equal(write_letter(b, "t", "en", "{'r':{'id':'7','text':'b'}}", &d, &e), 0);
	assert_string_not_equal(c.sha256, d.sha256);
	crm_content_release(&d);
	/* with what is attached it is another one */
	crm_doc_text(crm_doc_item(crm_doc_list(c.doc, "attachments")), "name", "报告.pdf");
	crm_content_seal(&c);
	assert_string_not_equal(c.sha256, hash);
	assert_string_equal(c.subject, "Order 7");
	crm_content_release(&c);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(names),
	    TEST(broken_files),
	    TEST(without_about),
	    TEST(own_first),
	    TEST(words),
	    TEST(broken_words),
	    TEST(versions),
	    TEST(contents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
