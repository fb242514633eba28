/*
 * lib/tool/letters.h: one mail, one language: HTML and letter go along with the text, whatever a
 * template has in other languages; and the lint tells what lacks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/letters_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define DATA                                                            \
	"{'r':{'id':'7','text':'<b> & {{x}}'},'customer':{'name':'K'}," \
	"'company':{'name':'We'},'now':'today'}"

static void file(const struct bench *b, const char *name, const char *text)
{
	char path[64];

	snprintf(path, sizeof(path), "templates/t/%s", name);
	put(b, path, text);
}

/* Names of files, with a blank between; what is in each tells its language and medium. The pages
 * around them are bare. */
static void files(const struct bench *b, const char *names)
{
	put(b, ABOUT, "{}");
	put(b, "printed/mail.html", "mail {{language}}: {{> html}}");
	put(b, "printed/letter.html", "sheet {{language}}: {{> html}}");
	for (const char *s = names; *s != '\0'; s += strcspn(s, " "), s += strspn(s, " ")) {
		const int len = (int)strcspn(s, " "), language = (int)strcspn(s, ".");
		char name[32], text[128];

		snprintf(name, sizeof(name), "%.*s", len, s);
		if (strcmp(name + language, ".print.html") == 0)
			snprintf(text, sizeof(text), "%.*s page: {{> html}}", language, s);
		else
			snprintf(text, sizeof(text), "%s%.*s {{r.text}}\n",
			    strcmp(name + language, ".txt") == 0 ? "Subject: s\n\n" : "", len, s);
		file(b, name, text);
	}
}

#define ESCAPED " &lt;b&gt; &amp; {{x}}\n"
#define WRITTEN(text) "<p style=\"white-space: pre-wrap\">" text ESCAPED "</p>\n"

static const struct {
	const char *files, *asked, *language, *html, *print; /* NULL: none */
} mixed[] = {
    {"en.txt en.html", "en", "en", "mail en: en.html" ESCAPED, "sheet en: en.html" ESCAPED},
    {"de.txt en.txt en.html", "de", "de", NULL, "sheet de: " WRITTEN("de.txt")},
    {"de.txt en.txt en.html", "en", "en", "mail en: en.html" ESCAPED, "sheet en: en.html" ESCAPED},
    {"de.txt en.txt en.html", "fr", "en", "mail en: en.html" ESCAPED, "sheet en: en.html" ESCAPED},
    {"de.txt de.html en.txt en.html", "de", "de", "mail de: de.html" ESCAPED,
        "sheet de: de.html" ESCAPED},
    {"de.txt de.html", "de-AT", "de", "mail de: de.html" ESCAPED, "sheet de: de.html" ESCAPED},
    /* the other way round: HTML without the text that it belongs to */
    {"de.html en.txt en.html", "de", "en", "mail en: en.html" ESCAPED, "sheet en: en.html" ESCAPED},
    {"de.html en.txt", "de", "en", NULL, "sheet en: " WRITTEN("en.txt")},
    {"de.txt fr.html", "de", "de", NULL, "sheet de: " WRITTEN("de.txt")},
    /* where the script or the country matters, it matters in both */
    {"zh-Hant.txt zh.txt zh.html", "zh-Hant", "zh-Hant", NULL,
        "sheet zh-Hant: " WRITTEN("zh-Hant.txt")},
    {"zh.txt zh-CN.html", "zh-CN", "zh", NULL, "sheet zh: " WRITTEN("zh.txt")},
    /* a page of its own goes along the chain, and what stands on it goes with the page */
    {"de.txt en.txt en.html en.print.html", "de", "de", NULL, "en page: en.html" ESCAPED},
    {"de.txt en.txt de.html en.print.html", "de", "de", "mail de: de.html" ESCAPED,
        "en page: " WRITTEN("en.txt")},
    {"de.txt en.html de.print.html", "de", "de", NULL, "de page: " WRITTEN("de.txt")},
    {"de.txt de.print.html", "de", "de", NULL, "de page: " WRITTEN("de.txt")},
    {"de.txt en.print.html", "de", "de", NULL, "en page: " WRITTEN("de.txt")},
    /* no HTML in any language: what is printed is the text, where it is printed */
    {"de.txt en.txt", "de", "de", NULL, NULL},
};

static void same(size_t i, const char *what, const char *is, const char *wanted)
{
	if ((is == NULL) != (wanted == NULL) || (is != NULL && strcmp(is, wanted) != 0))
		fail_msg("row %zu: %s: '%s', not '%s'", i, what, is != NULL ? is : "-",
		    wanted != NULL ? wanted : "-");
}

static void languages(void **state)
{
	struct bench *b = *state;
	char command[160];

	snprintf(command, sizeof(command), "rm -rf %s/templates", b->dir);
	for (size_t i = 0; i < COUNT(mixed); i++) {
		struct crm_content c;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(system(command), 0);
		files(b, mixed[i].files);
		if (write_letter(b, "t", mixed[i].asked, DATA, &c, &e) != 0)
			fail_msg("row %zu: %s %s: %s", i, e.source, e.field, e.text);
		same(i, "language", c.language, mixed[i].language);
		same(i, "html", c.html, mixed[i].html);
		same(i, "print", c.print, mixed[i].print);
		crm_content_release(&c);
	}
}

/* Short ones are shown by themselves: they keep their chain. */
static void short_ones(void **state)
{
	struct bench *b = *state;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	files(b, "de.txt en.txt en.html en.sms en.im");
	if (write_letter(b, "t", "de", DATA, &c, &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	assert_string_equal(c.text, "de.txt <b> & {{x}}\n");
	assert_string_equal(c.sms, "en.sms <b> & {{x}}");
	assert_string_equal(c.im, "en.im \\<b\\> \\& {{x}}");
	assert_null(c.html);
	crm_content_release(&c);
}

/* What it was given is as it was, but for subject and language. */
static void leaves_no_trace(void **state)
{
	struct bench *b = *state;
	const struct crm_letter *t;
	struct crm_doc *d = doc_of(DATA);
	struct crm_letter_ask ask = {"de", "row 1", d};
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	files(b, "de.txt en.txt en.html");
	renew(b);
	assert_int_equal(crm_letters_get(b->letters, "t", &t, &e), 0);
	assert_int_equal(crm_letter_write(b->letters, t, &ask, &c, &e), 0);
	assert_int_equal(crm_doc_count(d), 6);
	assert_non_null(crm_doc_member(d, "subject", 7));
	assert_non_null(crm_doc_member(d, "language", 8));
	crm_content_release(&c);
	crm_doc_free(d);
}

/* ---- the lint ---- */

static const struct {
	const char *files, *language, *says; /* the fields of missing_language */
} lacking[] = {
    {"de.txt en.txt en.html", "de", "de.html"},
    {"de.txt de.html en.txt en.html", "de", ""},
    {"de.txt en.txt", "de", ""},
    {"de.html en.txt en.html", "de", "de.txt"},
    {"zh.txt zh-CN.html", "zh-CN", "zh.html"},
    {"en.txt en.html", "fr", "fr.txt fr.html"},
    {"de-AT.txt de.txt de.html", "de-AT", "de-AT.html"},
    {"de.txt de.html", "de-AT", ""},
    {"de.txt en.txt en.html en.sms", "de", "de.html de.sms"},
    {"de.txt en.txt en.html", NULL, "de.html"},
};

static void lint(void **state)
{
	struct bench *b = *state;
	const struct crm_categories none = {NULL, 0, {NULL}};
	char command[160];

	snprintf(command, sizeof(command), "rm -rf %s/templates", b->dir);
	for (size_t i = 0; i < COUNT(lacking); i++) {
		const char *const used[] = {lacking[i].language, NULL};
		struct crm_findings *f = crm_findings_new();
		struct crm_buf said = CRM_BUF_INIT;

		assert_int_equal(system(command), 0);
		files(b, lacking[i].files);
		renew(b);
		crm_letters_lint(b->letters, "t", used, &none, f);
		for (size_t k = 0; k < crm_findings_count(f); k++) {
			const struct crm_finding *x = crm_finding_at(f, k);

			if (strcmp(x->code, "missing_language") == 0)
				crm_buf_addf(&said, "%s%s", said.len > 0 ? " " : "", x->field);
		}
		same(i, "lint", crm_buf_str(&said), lacking[i].says);
		crm_buf_release(&said);
		crm_findings_free(f);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(languages),
	    TEST(short_ones),
	    TEST(leaves_no_trace),
	    TEST(lint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
