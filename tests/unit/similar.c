/*
 * lib/rules/similar.h: what makes two complaints alike, and when part and
 * defect count as come back (K10).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/similar.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static void see(struct seen *s, const char *members)
{
	*s = (struct seen){.shape = crm_shape_new(crm_complaint.flow.schema)};
	s->record = crm_take_record(members);
	crm_view_of_record(s->shape, s->record, &s->arena, &s->view);
}

static void forget(struct seen *s)
{
	crm_record_free(s->record);
	crm_arena_release(&s->arena);
	crm_shape_free(s->shape);
}

#define ONE                                                                                         \
	"'id':'A','customer':'VW','part':'P','defect':'burr','lot':'L1','lots':{'x':{'lot':'L2'}}," \
	"'serial':'7','delivery_note':'N','change_level':'a'"

static const struct {
	const char *one, *other, *words;
	int score;
} alike_rows[] = {
    {ONE, ONE, "", 0},
    {ONE, "'part':'P'", "part", 4},
    {ONE, "'part':'p'", "", 0},
    {ONE, "'part':'P','defect':'burr'", "part,defect", 6},
    {ONE, "'part':'P','change_level':'a'", "part,change_level", 5},
    {ONE, "'part':'P','state':'void'", "", 0},
    {ONE, "'part':'P','state':'duplicate'", "", 0},
    {ONE, "'part':'P','state':'closed'", "part", 4},
    /* alone they say nothing */
    {ONE, "'defect':'burr'", "", 0},
    {ONE, "'customer':'VW'", "", 0},
    {ONE, "'change_level':'a'", "", 0},
    {ONE, "'customer':'VW','change_level':'a'", "", 0},
    {ONE, "'defect':'burr','customer':'VW'", "defect,customer", 3},
    /* lots, by the record or its list */
    {ONE, "'lot':'L1'", "lot", 3},
    {ONE, "'lot':'L2'", "lot", 3},
    {ONE, "'lots':{'y':{'lot':'L1'}}", "lot", 3},
    {ONE, "'lot':'L3','lots':{'y':{'lot':'L2'}}", "lot", 3},
    {ONE, "'lot':'L3'", "", 0},
    {ONE, "'serial':'7'", "serial", 3},
    {ONE, "'delivery_note':'N'", "delivery_note", 2},
    /* of another part, another lot and another piece */
    {ONE, "'part':'Q','lot':'L1','serial':'7','change_level':'a'", "", 0},
    {ONE, "'part':'Q','lot':'L1','delivery_note':'N'", "delivery_note", 2},
    {"'lot':'L1'", "'part':'Q','lot':'L1'", "lot", 3},
    {ONE,
        "'id':'B','customer':'VW','part':'P','defect':'burr','lot':'L1','serial':'7',"
        "'delivery_note':'N','change_level':'a'",
        "part,defect,lot,serial,delivery_note,change_level,customer", 16},
    /* unknown on both sides is nothing shared */
    {"'id':'A'", "'id':'B'", "", 0},
};

static void alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alike_rows); i++) {
		struct crm_buf words = CRM_BUF_INIT;
		struct crm_similar *s;
		struct seen one, other;
		unsigned shared;

		see(&one, alike_rows[i].one);
		see(&other, alike_rows[i].other);
		s = crm_similar_new(&one.view);
		shared = crm_similar_shared(s, &other.view);
		crm_similar_words(shared, &words);
		if (strcmp(crm_buf_str(&words), alike_rows[i].words) != 0 ||
		    crm_similar_score(shared) != alike_rows[i].score)
			fail_msg(
			    "row %zu: %s, %d", i, crm_buf_str(&words), crm_similar_score(shared));
		crm_similar_free(s);
		crm_buf_release(&words);
		forget(&one);
		forget(&other);
	}
}

#define P(id, at, rest) "'id':'" id "','part':'P','defect':'burr','received_at':'" at "'" rest

static void again(void **state)
{
	static const char *const records[] = {
	    P("A", "2026-01-31T23:59:59Z", ""), /* before the window */
	    P("B", "2026-02-01T00:00:00Z", ",'led_by':'pe01'"),
	    P("C", "2026-03-01T00:00:00Z", ",'led_by':'pe02','state':'closed'"),
	    P("D", "2026-02-02T00:00:00Z", ""),
	    P("E", "2026-03-01T00:00:01Z", ""), /* after it */
	    P("V", "2026-02-02T00:00:00Z", ",'state':'void'"),
	    "'id':'F','part':'P','received_at':'2026-02-02T00:00:00Z'",
	    "'id':'G','defect':'burr','received_at':'2026-02-02T00:00:00Z'",
	    "'id':'H','part':'P','defect':'burr'",
	    "'id':'I','part':'Q','defect':'burr','received_at':'2026-02-03T00:00:00Z'",
	    "'id':'J','part':'P','defect':'rust','received_at':'2026-02-04T00:00:00Z'",
	};
	static const struct {
		size_t times, n;
	} rows[] = {{1, 3}, {2, 1}, {3, 1}, {4, 0}};

	(void)state;
	for (size_t k = 0; k < COUNT(rows); k++) {
		struct crm_chronic *c = crm_chronic_new(
		    crm_take_at("2026-02-01T00:00:00Z"), crm_take_at("2026-03-01T00:00:00Z"));
		const struct crm_chronic_row *have;
		size_t n;

		for (size_t i = 0; i < COUNT(records); i++) {
			struct seen s;

			see(&s, records[i]);
			crm_chronic_add(c, &s.view);
			forget(&s);
		}
		have = crm_chronic_rows(c, rows[k].times, &n);
		assert_int_equal(n, rows[k].n);
		if (n > 0) {
			assert_string_equal(have[0].ids, "B,D,C");
			assert_int_equal(have[0].count, 3);
			assert_int_equal(have[0].open, 2);
			assert_string_equal(have[0].led_by, "pe02");
			assert_int_equal(have[0].first.us, crm_take_at("2026-02-01T00:00:00Z").us);
			assert_int_equal(have[0].last.us, crm_take_at("2026-03-01T00:00:00Z").us);
		}
		/* as often: the newest first */
		if (n == 3) {
			assert_string_equal(have[1].ids, "J");
			assert_string_equal(have[2].ids, "I");
			assert_null(have[2].led_by);
		}
		crm_chronic_free(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(alike),
	    cmocka_unit_test(again),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
