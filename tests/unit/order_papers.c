/*
 * lib/share/{review,production,followup,inspection}: the labels of all languages have the same keys,
 * there is one for each that a template uses, and for each word that an order can have.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/share.h"
#include "lib/io/template/mustache.h"
#include "lib/rules/order/order.h"
#include "lib/rules/sample/sample.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const languages[] = {"en", "zh", "de"};
static const char *const sorts[] = {"review", "production", "followup", "inspection"};

static void dirs_of(const char *sort, struct crm_buf *path, const char *dirs[2])
{
	crm_buf_clear(path);
	crm_buf_addf(path, "lib/share/%s", sort);
	dirs[0] = crm_buf_str(path);
	dirs[1] = NULL;
}

static struct crm_record *labels(const char *sort, const char *language)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT, dir = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	const char *dirs[2];
	struct crm_limits l;

	dirs_of(sort, &dir, dirs);
	crm_limits_init(&l);
	if (crm_share_read(&(struct crm_share){dirs, "labels.", ".json", "language"}, language,
	        &text, &path, &e) != 0 ||
	    crm_record_parse(crm_buf_str(&text), text.len, &l, &r, &e) != 0)
		fail_msg("%s, %s: %s", sort, language, e.text);
	crm_buf_release(&text);
	crm_buf_release(&path);
	crm_buf_release(&dir);
	return r;
}

/* Each language's keys; no text is empty. */
static void compare(const char *sort, const char *language)
{
	struct crm_record *en = labels(sort, "en"), *other = labels(sort, language);
	struct crm_map *first = crm_map_new(), *keys = crm_map_new();

	crm_record_paths(en, first);
	crm_record_paths(other, keys);
	for (size_t i = 0; i < crm_map_count(first); i++) {
		const char *key = crm_map_key(first, i, NULL);
		const char *text = crm_record_text(other, key);

		if (text == NULL || text[0] == '\0')
			fail_msg("%s/labels.%s.json has no %s", sort, language, key);
	}
	assert_true(crm_map_count(first) > 50);
	assert_int_equal(crm_map_count(keys), crm_map_count(first));
	crm_map_free(first);
	crm_map_free(keys);
	crm_record_free(en);
	crm_record_free(other);
}

static void same_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sorts); i++) {
		for (size_t k = 0; k < COUNT(languages); k++)
			compare(sorts[i], languages[k]);
	}
}

/* ---- templates ---- */

static void judge_template(const char *sort, const char *format)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT, dir = CRM_BUF_INIT;
	struct crm_record *all = labels(sort, "en");
	struct crm_map *names = crm_map_new();
	struct crm_template *t = NULL;
	struct crm_err e = CRM_ERR_INIT;
	const char *dirs[2];
	size_t used = 0;

	dirs_of(sort, &dir, dirs);
	if (crm_share_read(&(struct crm_share){dirs, "", format, "template"}, "report", &text,
	        &path, &e) != 0 ||
	    crm_template_new(text.data, text.len, crm_buf_str(&path), &t, &e) != 0)
		fail_msg("%s%s: %s", sort, format, e.text);
	crm_template_names(t, names);
	for (size_t i = 0; i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);

		if (strncmp(name, "l.", 2) != 0)
			continue;
		used++;
		if (crm_record_text(all, name + 2) == NULL)
			fail_msg("%s%s uses {{%s}}, which is no label", sort, format, name);
	}
	assert_true(used > 10);
	crm_template_free(t);
	crm_map_free(names);
	crm_record_free(all);
	crm_buf_release(&text);
	crm_buf_release(&path);
	crm_buf_release(&dir);
}

static void template_labels(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sorts); i++) {
		judge_template(sorts[i], ".html");
		judge_template(sorts[i], ".txt");
	}
}

/* ---- words ---- */

static void has_word(
    const struct crm_record *all, const char *sort, const char *list, const char *word)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "words.%s.%s", list, word);
	if (crm_record_text(all, crm_buf_str(&path)) == NULL)
		fail_msg("%s/labels.en.json has no %s", sort, crm_buf_str(&path));
	crm_buf_release(&path);
}

static void has_words(
    const struct crm_record *all, const char *sort, const char *list, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		has_word(all, sort, list, words[i]);
}

static const char *const *words_of(const struct crm_schema *s, int field)
{
	assert_non_null(s->fields[field].words);
	return s->fields[field].words;
}

static const char *const lacks[] = {"field_missing", "not_signed", "quote_missing", "quote_invalid",
    "quote_expired", "price_differs", "not_countersigned", "sample_unsigned", "no_minutes",
    "void_signature", "refused", "condition", "not_approved", "void_approval", "not_reviewed",
    "point_open", "no_paper", NULL};
static const char *const signature_more[] = {"void", "missing", NULL};
static const char *const particular[] = {
    "characteristics", "price", "quality", "hsf", "acceptance", "lead_time", NULL};
static const char *const todo[] = {"arrival", "begin", "change", "condition", "damage", "danger",
    "delay", "delivery", "document", "inspection", "milestone", "paper", "point", "receipt",
    "review", "sheet", "signature", "booking", "export", "release", "retention", "sample",
    "specification", "start", "warehouse", "approve", "confirm", "file", NULL};

static void words_everywhere(const struct crm_record *all, const char *sort)
{
	static const char *const bools[] = {"true", "false", NULL};
	const struct crm_schema *s = crm_order.flow.schema;

	has_words(all, sort, "bool", bools);
	has_words(all, sort, "state", words_of(s, CRM_C_STATE));
	if (strcmp(sort, "followup") == 0)
		return;
	has_words(all, sort, "form", words_of(s, CRM_O_FORM));
	has_words(all, sort, "on", words_of(&crm_order_point_items, CRM_POINT_ON));
	has_words(all, sort, "from", words_of(&crm_order_point_items, CRM_POINT_FROM));
	has_words(all, sort, "before", words_of(&crm_order_point_items, CRM_POINT_BEFORE));
}

static void words_of_review(const struct crm_record *all)
{
	const struct crm_schema *s = crm_order.flow.schema;

	has_words(all, "review", "sort", words_of(s, CRM_O_SORT));
	has_words(all, "review", "what", words_of(&crm_order_file_items, CRM_PAPER_WHAT));
	has_words(all, "review", "verdict", words_of(&crm_order_signature_items, CRM_SIGN_VERDICT));
	has_words(all, "review", "verdict", signature_more);
	has_words(all, "review", "lack", lacks);
	has_words(all, "review", "particular", particular);
	/* whatever a duty table of the store judges */
	for (int f = CRM_O_CUSTOMER; f < CRM_O_OPENED_AT; f++) {
		if ((s->fields[f].flags & CRM_F_OWN) == 0)
			has_word(all, "review", "field", s->fields[f].name);
	}
}

static void every_word(void **state)
{
	struct crm_record *all;

	(void)state;
	for (size_t i = 0; i < COUNT(sorts); i++) {
		all = labels(sorts[i], "en");
		words_everywhere(all, sorts[i]);
		crm_record_free(all);
	}
	all = labels("review", "en");
	words_of_review(all);
	crm_record_free(all);
	all = labels("production", "en");
	has_words(all, "production", "lack", lacks);
	has_words(all, "production", "sample_state", words_of(crm_sample.flow.schema, CRM_C_STATE));
	crm_record_free(all);
	all = labels("followup", "en");
	has_words(all, "followup", "cause", crm_order_cause_words);
	has_words(all, "followup", "answer", words_of(&crm_order_danger_items, CRM_DANGER_ANSWER));
	has_words(all, "followup", "todo", todo);
	crm_record_free(all);
	all = labels("inspection", "en");
	has_words(all, "inspection", "whose",
	    words_of(&crm_order_inspection_items, CRM_INSPECTION_WHOSE));
	has_words(all, "inspection", "result",
	    words_of(&crm_order_inspection_items, CRM_INSPECTION_RESULT));
	crm_record_free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(same_keys),
	    cmocka_unit_test(template_labels),
	    cmocka_unit_test(every_word),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
