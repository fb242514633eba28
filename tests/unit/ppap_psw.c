/*
 * lib/rules/ppap/paper*.c and the words of their templates: the labels of all languages have the
 * same keys, there is one for each box, word and template's use of it; which boxes are shown and
 * missing; values at their limits; the part that a master's label names.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "lib/base/map.h"
#include "lib/data/record.h"
#include "lib/io/share.h"
#include "lib/io/template/mustache.h"
#include "lib/rules/ppap/paper.h"
#include "tests/unit/ppap_trace.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const sorts[] = {"psw", "characteristics", "dimensions", "interim"};
static const char *const languages[] = {"en", "zh", "de"};

static void share_text(const char *sort, const char *prefix, const char *suffix, const char *name,
    struct crm_buf *text)
{
	struct crm_buf dir = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	const char *dirs[2] = {NULL, NULL};

	crm_buf_addf(&dir, "%s/lib/share/%s", getenv("TOP") != NULL ? getenv("TOP") : ".", sort);
	dirs[0] = crm_buf_str(&dir);
	if (crm_share_read(
	        &(struct crm_share){dirs, prefix, suffix, "file"}, name, text, &path, &e) != 0)
		fail_msg("%s: %s: %s", sort, name, e.text);
	crm_buf_release(&dir);
	crm_buf_release(&path);
}

static struct crm_record *labels(const char *sort, const char *language)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	l.line = l.settings;
	share_text(sort, "labels.", ".json", language, &text);
	if (crm_record_parse(crm_buf_str(&text), text.len, &l, &r, &e) != 0)
		fail_msg("%s %s: %s", sort, language, e.text);
	crm_buf_release(&text);
	return r;
}

static void must_have(const struct crm_record *r, const char *list, const char *word)
{
	struct crm_buf path = CRM_BUF_INIT;
	const char *text;

	crm_buf_addf(&path, "words.%s.%s", list, word);
	text = crm_record_text(r, crm_buf_str(&path));
	if (text == NULL || *text == '\0')
		fail_msg("no text for %s", crm_buf_str(&path));
	crm_buf_release(&path);
}

static void same_keys(const char *sort, const char *language)
{
	struct crm_record *en = labels(sort, "en"), *r = labels(sort, language);
	struct crm_map *first = crm_map_new(), *keys = crm_map_new();

	crm_record_paths(en, first);
	crm_record_paths(r, keys);
	for (size_t i = 0; i < crm_map_count(first); i++) {
		size_t len;
		const char *key = crm_map_key(first, i, &len), *text = crm_record_text(r, key);

		if (crm_map_find(keys, key, len) == CRM_MAP_NONE || text == NULL || *text == '\0')
			fail_msg("%s %s has no %s", sort, language, key);
	}
	assert_int_equal(crm_map_count(keys), crm_map_count(first));
	crm_map_free(first);
	crm_map_free(keys);
	crm_record_free(en);
	crm_record_free(r);
}

static void labels_complete(void **state)
{
	struct crm_record *r = labels("psw", "en");
	const struct crm_ppap_box *b;

	(void)state;
	for (size_t s = 0; s < COUNT(sorts); s++) {
		for (size_t i = 0; i < COUNT(languages); i++)
			same_keys(sorts[s], languages[i]);
	}
	for (size_t i = 0; (b = crm_ppap_box_at(i)) != NULL; i++) {
		const char *const *words = crm_ppap_schema.fields[CRM_P_WARRANT + i].words;

		must_have(r, "box", b->key);
		must_have(r, "section", b->section);
		for (; words != NULL && *words != NULL; words++)
			must_have(r, b->type == CRM_BOX_YES ? "answer" : b->key, *words);
	}
	for (char level[] = "1"; level[0] <= '5'; level[0]++)
		must_have(r, "level", level);
	crm_record_free(r);
}

/* ---- templates ---- */

static void judge_template(const char *sort, const char *suffix)
{
	struct crm_record *all = labels(sort, "en");
	struct crm_map *names = crm_map_new();
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_template *t = NULL;
	struct crm_err e = CRM_ERR_INIT;

	share_text(sort, "", suffix, "report", &text);
	if (crm_template_new(crm_buf_str(&text), text.len, sort, &t, &e) != 0)
		fail_msg("%s%s: %s", sort, suffix, e.text);
	crm_template_names(t, names);
	for (size_t i = 0; i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);

		if (strncmp(name, "l.", 2) == 0 && crm_record_text(all, name + 2) == NULL)
			fail_msg("%s%s uses {{%s}}, which is no label", sort, suffix, name);
		if (strncmp(name, "b.", 2) == 0 && crm_ppap_box_field(name + 2) < 0)
			fail_msg("%s%s uses {{%s}}, which is no box", sort, suffix, name);
	}
	for (size_t i = 0;
	     strcmp(sort, "psw") == 0 && strcmp(suffix, ".html") == 0 && crm_ppap_box_at(i) != NULL;
	     i++) {
		struct crm_buf name = CRM_BUF_INIT;

		crm_buf_addf(&name, "b.%s", crm_ppap_box_at(i)->key);
		if (crm_map_find(names, name.data, name.len) == CRM_MAP_NONE)
			fail_msg("the page has no %s", crm_buf_str(&name));
		crm_buf_release(&name);
	}
	crm_template_free(t);
	crm_map_free(names);
	crm_buf_release(&text);
	crm_record_free(all);
}

static void templates(void **state)
{
	(void)state;
	for (size_t s = 0; s < COUNT(sorts); s++) {
		judge_template(sorts[s], ".html");
		judge_template(sorts[s], ".txt");
	}
}

/* ---- documents ---- */

static struct crm_paper paper_of(struct ppap_case *c)
{
	ppap_case_judge(c, "2026-11-20");
	return (struct crm_paper){
	    .p = &c->p, .book = c->book, .findings = c->found, .result = &c->result};
}

static const struct crm_doc *member(const struct crm_doc *d, const char *name)
{
	return crm_doc_member(d, name, strlen(name));
}

static void customers_boxes(void **state)
{
	static const struct {
		const char *status;
		bool shown;
	} rows[] = {{"", false}, {"'status': 'preparing',", false},
	    {"'status': 'submitted',", false}, {"'status': 'approved',", true},
	    {"'status': 'interim',", true}, {"'status': 'rejected',", true}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf json = CRM_BUF_INIT;
		struct crm_doc *d = crm_doc_new();
		const struct crm_doc *warrant;
		struct ppap_case c;
		struct crm_paper f;

		crm_buf_addf(&json,
		    "{'edition': 'aiag-4', %s 'warrant': {'part_name': 'B', "
		    "'disposition': 'approved', 'weight_kg': ' '}}",
		    rows[i].status);
		ppap_case_open(&c, crm_buf_str(&json));
		f = paper_of(&c);
		assert_false(crm_paper_psw(&f, d));
		warrant = member(d, "warrant");
		assert_int_equal(
		    member(member(warrant, "customer_use"), "disposition") != NULL, rows[i].shown);
		assert_string_equal(
		    crm_doc_string(member(member(warrant, "part_information"), "part_name")), "B");
		/* blanks are nothing, and sections are there when they are empty */
		assert_null(member(member(warrant, "part_information"), "weight_kg"));
		assert_int_equal(crm_doc_count(warrant), 8);
		assert_string_equal(
		    crm_doc_string(crm_doc_at(member(d, "missing"), 0)), "customer_part_number");
		crm_doc_free(d);
		ppap_case_close(&c);
		crm_buf_release(&json);
	}
}

/* The verdicts of the rows, joined, then whether the report is good. */
static void dims_text(const struct trace_row *row, struct crm_buf *out)
{
	struct crm_doc *d = crm_doc_new();
	const struct crm_doc *rows;
	struct ppap_case c;
	struct crm_paper f;
	bool good;

	trace_open(&c, row);
	f = paper_of(&c);
	good = crm_paper_dimensions(&f, d);
	rows = member(d, "rows");
	for (size_t i = 0; i < crm_doc_count(rows); i++)
		crm_buf_addf(out, "%s%s", i > 0 ? " " : "",
		    crm_doc_string(member(crm_doc_at(rows, i), "verdict")));
	crm_buf_addf(out, "|%s%s", crm_doc_string(member(d, "verdict")), good ? "" : "!");
	crm_doc_free(d);
	ppap_case_close(&c);
}

static void values_at_limits(void **state)
{
#define DIMS(list, results)                                                           \
	{                                                                             \
		[CRM_SHEET_CHARACTERISTICS] = list, [CRM_SHEET_DIMENSIONAL] = results \
	}
#define LIST "no,lower,upper,reference,variables\n"
	static const struct trace_row rows[] = {
	    {"at the limits", DIMS(LIST "1,9.9,10.1\n", "no,part,value\n1,1,9.90\n1,2,10.1\n"),
	        .want = "in|in"},
	    {"below", DIMS(LIST "1,9.9,10.1\n", "no,part,value\n1,1,9.8999\n1,2,10.1\n"),
	        .want = "out|out!"},
	    {"above", DIMS(LIST "1,9.9,10.1\n", "no,part,value\n1,1,9.9\n1,2,10.1001\n"),
	        .want = "out|out!"},
	    {"not ok", DIMS(LIST "1,,,,false\n", "no,part,result\n1,1,ok\n1,2,nok\n"),
	        .want = "out|out!"},
	    {"ok", DIMS(LIST "1,,,,false\n", "no,part,result\n1,1,ok\n"), .want = "in|in"},
	    {"one number without a result", DIMS(LIST "1,9,\n2,9,\n", "no,part,value\n1,1,9\n"),
	        .want = "in missing|incomplete!"},
	    {"a reference without one", DIMS(LIST "1,9,\n2,9,,true\n", "no,part,value\n1,1,9\n"),
	        .want = "in reference|in"},
	    {"a reference beyond its limits",
	        DIMS(LIST "1,9,\n2,9,,true\n", "no,part,value\n1,1,9\n2,1,8\n"),
	        .want = "in reference|in"},
	    {"cannot be read", DIMS(LIST "1,9,\n", "no,part,value\n1,1,x\n"),
	        .want = "unread|incomplete!"},
	    {"two streams, one of them not measured",
	        DIMS(LIST "1,9,\n", "no,stream,part,value\n1,2,1,9\n"),
	        .more = "'run': {'streams': ['1', '2']}, ", .want = "missing in|incomplete!"},
	    {"no list", DIMS(NULL, "no,part,value\n1,1,9\n"), .want = "|incomplete!"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf got = CRM_BUF_INIT;

		dims_text(&rows[i], &got);
		if (strcmp(crm_buf_str(&got), rows[i].want) != 0)
			fail_msg(
			    "%s: %s, expected %s", rows[i].name, crm_buf_str(&got), rows[i].want);
		crm_buf_release(&got);
	}
}

static void master_part(void **state)
{
	static const struct {
		const char *label, *stream, *part;
		bool named;
	} rows[] = {{"MASTER 4711-A C, part 3", "1", "3", true},
	    {"MASTER, Part 3, 2026-09-28", "", "3", true}, {"part 3", "2", "3", true},
	    {"part 1/3, part 2/5", "1", "3", true}, {"part 1/3, part 2/5", "2", "5", true},
	    {"part 1/3, part 2/5", "2", "3", false}, {"part 1/3, part 2/5", "1", "5", false},
	    {"part 1/3", "1", "1", false}, {"part 30", "1", "3", false},
	    {"part 3-a", "1", "3", false}, {"counterpart 3", "1", "3", false},
	    {"cavities 1 and 3", "1", "3", false}, {"part 3", "1", "", false},
	    {"part ", "", "", false}, {"", "1", "3", false}, {"PART B 7; x", "", "B 7", true}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (crm_paper_names_part(rows[i].label, rows[i].stream, rows[i].part) !=
		    rows[i].named)
			fail_msg("'%s', stream '%s', part '%s'", rows[i].label, rows[i].stream,
			    rows[i].part);
	}
}

/* A study counts by the characteristic and by its gauge in the control plan, once. */
static void covered_once(void **state)
{
	static const struct trace_row row = {"bill",
	    {[CRM_SHEET_CHARACTERISTICS] = "no,lower,special\n1,9,SC\n2,9,\n",
	        [CRM_SHEET_CONTROL_PLAN] =
	            "step,characteristic,gauge\n10,1;2,G1\n20,1,G1\n20,2,\n"},
	    .more = "'studies': {'a': {'kind': 'grr', 'gauge': 'G1', 'characteristic': '1'}, "
	            "'b': {'kind': 'capability', 'characteristic': '1'}, "
	            "'c': {'kind': 'grr', 'gauge': 'G1'}}, "};
	struct crm_doc *d = crm_doc_new();
	const struct crm_doc *one, *two;
	struct ppap_case c;
	struct crm_paper f;

	(void)state;
	trace_open(&c, &row);
	f = paper_of(&c);
	assert_true(crm_paper_characteristics(&f, d));
	one = crm_doc_at(member(d, "characteristics"), 0);
	two = crm_doc_at(member(d, "characteristics"), 1);
	assert_int_equal(crm_doc_count(member(one, "gauge_studies")), 2);
	assert_int_equal(crm_doc_count(member(two, "gauge_studies")), 2);
	assert_int_equal(crm_doc_count(member(one, "control_plan")), 2);
	assert_int_equal(crm_doc_count(member(two, "control_plan")), 2);
	assert_int_equal(crm_doc_count(member(one, "capability")), 1);
	assert_int_equal(crm_doc_count(member(two, "capability")), 0);
	crm_doc_free(d);
	ppap_case_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(labels_complete),
	    cmocka_unit_test(templates),
	    cmocka_unit_test(customers_boxes),
	    cmocka_unit_test(values_at_limits),
	    cmocka_unit_test(master_part),
	    cmocka_unit_test(covered_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
