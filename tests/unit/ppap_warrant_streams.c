/*
 * The run's streams and the box that names them: lib/rules/ppap/warrant_streams.c, stream_names.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_warrant_case.h"

static void streams(void **state)
{
	static const struct {
		const char *streams, *box;
		int findings; /* lacks some; names others */
	} rows[] = {
	    {"['cavity 1', 'cavity 2']", "'Cavity 1 and CAVITY 2 of mould M-1'", 0},
	    {"['cavity 1', 'cavity 2']", "'cavity 1'", 1},
	    {"['cavity 1', 'cavity 2']", "'cavity 1 and cavity 22'", 2},
	    {"['cavity 1', 'cavity 2']", "null", 1},
	    {"['1', '2']", "'cavities 1, 2'", 0},
	    {"['1', '2']", "'cavities 1 and 12'", 2},
	    {"['1', '2']", "'cavities 1 and 21'", 2},
	    {"['1', '2']", "'1A, 2'", 1},
	    {"['1', '2']", "'1号模、2号模'", 0},
	    {"['A/1', 'A/2']", "'A/1, A/2'", 0},
	    {"['A/1', 'A/2']", "'A/1, A/20'", 1},
	    {"[' 1 ', '2']", "'1 2'", 0},
	    /* one stream need not be named */
	    {"['cavity 1']", "null", 0},
	    {"['cavity 1']", "'M-1'", 0},
	    {"null", "'cavity 1'", 0},
	    /* the other way round */
	    {"['cavity 1', 'cavity 2']", "'cavity 1, cavity 2, cavity 3'", 1},
	    {"['cavity 1', 'cavity 2']", "'cavity 1; cavity 2; Cavity 3'", 1},
	    {"['cavity 1']", "'cavity 1 / cavity 2'", 1},
	    {"['1', '2']", "'1,2,3'", 1},
	    {"['1', '2']", "'1,2,M-3'", 0},
	    {"['line A', 'line B']", "'line A, line B, line C'", 1},
	    {"['line A', 'line B']", "'line A, line B, line 3'", 0},
	    {"['line A', 'line B']", "'lines A and B'", 0},
	    {"['cavity 1', 'cavity 2']", "'cavity 1, cavity 2, mould M-17, press 3'", 0},
	    {"['cavity 1', 'cavity 2']", "'cavity 1, cavity 2, not cavity 3'", 0},
	    {"['left', 'right']", "'left, right, lefs'", 0},
	    {"['left', 'right']", "'left, rights'", 1},
	    {"['A/1', 'A/2']", "'A/1, A/2, A/3'", 0},
	    {"['1', '2']", "'1,,2;'", 0},
	    {"['Cav-1', 'Cav-2']", "'Cav-1, Cav-2'", 0},
	    {"['Cav-1', 'Cav-2']", "'Cav-1, Cav-2, Cav-3'", 1},
	};

	static const char *const wants[] = {"", "warrant_streams mold_cavity_process",
	    "warrant_streams mold_cavity_process; warrant_streams mold_cavity_process"};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct row row = {rows[i].box,
		    {{"streams", rows[i].streams}, {"w.mold_cavity_process", rows[i].box}},
		    wants[rows[i].findings]};

		run(&row, 1);
	}
}

/* Lists and ranges, as people write them: all four, and less or more. */
static void ranges(void **state)
{
	static const struct {
		const char *text; /* %d: the last one, which is 4 when all is well */
		bool worded;      /* also with streams "cavity 1" ... */
	} texts[] = {
	    {"cavities 1 to %d", true},
	    {"Cavity 1-%d", true},
	    {"cavity no. 1 through %d of mould M-17", true},
	    {"cavities 1, 2, 3 and %d", true},
	    {"cavities: 1, 2, 3 & %d, press 250 t, line 9", true},
	    {"mould 7, cavities 1 to %d, made on press 12", true},
	    {"cavity 1, cavity 2, cavity 3, cavity %d, 5 parts each", true},
	    {"1-%d", false},
	    {"1..%d", false},
	    {"1 – %d", false},
	    {"1, 2, 3 and %d", false},
	    {"Nester 1 bis %d", false},
	    {"Nest 1, 2, 3 und %d, Werkzeug 1", false},
	    {"1至%d", false},
	    {"模腔1、2、3和%d，压机250吨", false},
	    {"模具 M17 型腔 1～%d", false},
	    {"1号、2号、3号、%d号", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (int last = 3; last <= 5; last++) {
			const char *want = last == 4 ? "" : "warrant_streams mold_cavity_process";
			struct crm_buf box = CRM_BUF_INIT;
			const char *at = strstr(texts[i].text, "%d");
			struct row row = {
			    NULL, {{"streams", "['1', '2', '3', '4']"}, {NULL, NULL}}, want};

			crm_buf_addc(&box, '\'');
			crm_buf_add(&box, texts[i].text, (size_t)(at - texts[i].text));
			crm_buf_addi(&box, last);
			crm_buf_addf(&box, "%s'", at + 2);
			row.name = crm_buf_str(&box);
			row.changes[1] =
			    (struct change){"w.mold_cavity_process", crm_buf_str(&box)};
			/* a list that jumps from 3 to 5 lacks one and has one too many */
			if (last == 5 && strchr(texts[i].text, '3') != NULL)
				row.want = "warrant_streams mold_cavity_process; "
				           "warrant_streams mold_cavity_process";
			run(&row, 1);
			row.changes[0].value = "['cavity 1', 'cavity 2', 'cavity 3', 'cavity 4']";
			if (texts[i].worded)
				run(&row, 1);
			crm_buf_release(&box);
		}
	}
}

/* Streams 1 and 2: what stands behind another word, or is no number by itself, is none. */
static void others(void **state)
{
	static const struct {
		const char *box;
		bool found;
	} rows[] = {
	    {"cavities 1, 2 and 3", true}, {"cavity 1, cavity 2, cavity 3", true},
	    {"cavities 1 and 2, mould M-17", false}, {"cavities 1 and 2, press 250 t", false},
	    {"line 2, cavities 1 and 2, line 3", false}, {"cavities 1 and 2, 250 t", false},
	    {"cavities 1 and 2, 2026-09-28", false}, {"cavities 1 and 2, version 4.5", false},
	    {"cavities 1, 2, 30 %", false}, {"cavities 1 and 2 of 2 in mould 5", false},
	    {"cavities 1 and 2, 300 parts of each", false},
	    {"cavities 1 and 2-1", false}, /* a range that goes down is none */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const char *const runs[] = {"['1', '2']", "['cavity 1', 'cavity 2']"};
		char box[100];

		snprintf(box, sizeof(box), "'%s'", rows[i].box);
		for (size_t k = 0; k < 2; k++) {
			struct row row = {rows[i].box,
			    {{"streams", runs[k]}, {"w.mold_cavity_process", box}},
			    rows[i].found ? "warrant_streams mold_cavity_process" : ""};

			run(&row, 1);
		}
	}
}

static void told(const char *streams, const char *box, const char *want)
{
	const struct change changes[] = {{"streams", streams}, {"w.mold_cavity_process", box}};
	const struct crm_finding *x;
	struct ppap_case c;

	open_case(&c, changes, 2);
	ppap_case_judge(&c, TODAY);
	x = ppap_case_found(&c, "warrant_streams@18", 0);
	if ((x != NULL) != (want != NULL) || (x != NULL && strcmp(x->text, want) != 0))
		fail_msg("%s: '%s'", box, x != NULL ? x->text : "nothing");
	ppap_case_close(&c);
}

/* The run names none, and the box two or more. */
static void unsaid(void **state)
{
	static const char *const texts[] = {"'cavity 1, cavity 2'", "'cavities 1 and 2 of M-17'",
	    "'1, 2'", "'moulds 1-2'", "'Nester 1 bis 2'", "'模腔1、2'"};
	static const char *const none[] = {"'cavity 1'", "'M-17, press 3'", "'presses 1 and 2'",
	    "'mould 1, cavity 1'", "'cavity 2, 300 parts'", "null"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		told("null", texts[i], "names 2, and there is no run.streams: set run.streams");
		told("[]", none[i], NULL);
	}
}

/* Ten are named, and all are counted. */
static void many(void **state)
{
	struct crm_buf list = CRM_BUF_INIT, want = CRM_BUF_INIT;

	(void)state;
	for (int i = 1; i <= 12; i++)
		crm_buf_addf(&list, "%s'cavity %d'", i > 1 ? ", " : "[", i);
	crm_buf_addc(&list, ']');
	told(crm_buf_str(&list), "'cavity 1, cavity 2'",
	    "does not name 'cavity 3', 'cavity 4', 'cavity 5', 'cavity 6', 'cavity 7', 'cavity 8', "
	    "'cavity 9', 'cavity 10', 'cavity 11', 'cavity 12' of run.streams");
	told(crm_buf_str(&list), "'cavity 1'",
	    "does not name 'cavity 2', 'cavity 3', 'cavity 4', 'cavity 5', 'cavity 6', 'cavity 7', "
	    "'cavity 8', 'cavity 9', 'cavity 10', 'cavity 11' and 1 more of run.streams");
	told("['1', '2']", "'1-13'",
	    "names '3', '4', '5', '6', '7', '8', '9', '10', '11', '12' and 1 more, which "
	    "run.streams has not");
	crm_buf_release(&list);
	crm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams),
	    cmocka_unit_test(ranges),
	    cmocka_unit_test(others),
	    cmocka_unit_test(unsaid),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
