/*
 * lib/io/template/mustache.h against the mandatory modules of the Mustache specification: all 136 tests of
 * its JSON files, a file a test here. Skipped where SHARED names no folder.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/doc.h"
#include "lib/data/record.h"
#include "lib/io/template/mustache.h"

#define MOST 8 /* partials of one test */

struct partials {
	const char *names[MOST];
	struct crm_template *templates[MOST];
	size_t n;
};

static const struct crm_doc *member(const struct crm_doc *d, const char *name)
{
	return crm_doc_member(d, name, strlen(name));
}

static const char *text(const struct crm_doc *test, const char *name)
{
	const char *s = crm_doc_string(member(test, name));

	assert_non_null(s);
	return s;
}

static struct crm_template *compiled(const struct crm_doc *test, const char *s)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_template *t = NULL;

	if (crm_template_new(s, strlen(s), "test", &t, &e) != 0)
		fail_msg("%s: line %ld: %s", text(test, "name"), e.line, e.text);
	return t;
}

static const struct crm_template *find(void *ctx, const char *name)
{
	const struct partials *p = ctx;

	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->names[i], name) == 0)
			return p->templates[i];
	}
	return NULL;
}

static void holds(const struct crm_doc *test)
{
	const struct crm_doc *given = member(test, "partials");
	struct partials p = {.n = 0};
	const struct crm_template_opts o = {.partial = find, .ctx = &p};
	struct crm_template *t = compiled(test, text(test, "template"));
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	for (const char *name = NULL; (name = crm_doc_next(given, name)) != NULL; p.n++) {
		assert_true(p.n < MOST);
		p.names[p.n] = name;
		p.templates[p.n] = compiled(test, text(given, name));
	}
	if (crm_template_render(t, member(test, "data"), &o, &out, &e) != 0)
		fail_msg("%s: line %ld: %s", text(test, "name"), e.line, e.text);
	if (strcmp(crm_buf_str(&out), text(test, "expected")) != 0)
		fail_msg("%s: '%s' instead of '%s'", text(test, "name"), crm_buf_str(&out),
		    text(test, "expected"));
	for (size_t i = 0; i < p.n; i++)
		crm_template_free(p.templates[i]);
	crm_template_free(t);
	crm_buf_release(&out);
}

static void module_holds(const char *file, size_t count)
{
	const char *shared = getenv("SHARED");
	struct crm_buf path = CRM_BUF_INIT, json = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	const struct crm_doc *tests;
	struct crm_doc *d = NULL;
	struct crm_limits l;
	int rc = -1;

	crm_limits_init(&l);
	if (shared != NULL && shared[0] != '\0') {
		crm_buf_addf(&path, "%s/data/mustache/%s.json", shared, file);
		rc = crm_file_read(AT_FDCWD, path.data, 1U << 20, &json, &e);
	}
	crm_buf_release(&path);
	if (rc != 0)
		skip();
	assert_int_equal(crm_doc_parse(json.data, json.len, &l, &d, &e), 0);
	tests = member(d, "tests");
	for (size_t i = 0; i < crm_doc_count(tests); i++)
		holds(crm_doc_at(tests, i));
	assert_int_equal(crm_doc_count(tests), count);
	print_message("# %s: %zu tests of the specification\n", file, count);
	crm_doc_free(d);
	crm_buf_release(&json);
}

static void comments_12(void **state)
{
	(void)state;
	module_holds("comments", 12);
}

static void delimiters_14(void **state)
{
	(void)state;
	module_holds("delimiters", 14);
}

static void interpolation_42(void **state)
{
	(void)state;
	module_holds("interpolation", 42);
}

static void inverted_22(void **state)
{
	(void)state;
	module_holds("inverted", 22);
}

static void partials_12(void **state)
{
	(void)state;
	module_holds("partials", 12);
}

static void sections_34(void **state)
{
	(void)state;
	module_holds("sections", 34);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(comments_12),
	    cmocka_unit_test(delimiters_14),
	    cmocka_unit_test(interpolation_42),
	    cmocka_unit_test(inverted_22),
	    cmocka_unit_test(partials_12),
	    cmocka_unit_test(sections_34),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
