/*
 * lib/rules/submission/submission.h: the status of a day, how long records are kept, and what a
 * check finds.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/submission/submission.h"
#include "tests/unit/todo_util.h"

/* Members of a record, seen as a view. */
struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static struct seen see(const char *members)
{
	struct seen s = {.shape = crm_shape_new(crm_submission.flow.schema),
	    .record = crm_take_record(members),
	    .arena = CRM_ARENA_INIT};

	crm_view_of_record(s.shape, s.record, &s.arena, &s.view);
	return s;
}

static void unsee(struct seen *s)
{
	crm_arena_release(&s->arena);
	crm_record_free(s->record);
	crm_shape_free(s->shape);
}

static int32_t day(const char *text)
{
	int32_t d = 0;

	assert_int_equal(crm_date_parse(text, strlen(text), &d), 0);
	return d;
}

#define INTERIM "'state':'interim','verdict':'interim'"
#define USES(n) ",'uses':{'L1':{'quantity':" #n "}}"

static void status(void **state)
{
	static const struct {
		const char *members, *at, *want;
	} rows[] = {
	    {"'state':'open'", "2026-11-20T09:00:00Z", "open"},
	    {"'part':'4711'", "2026-11-20T09:00:00Z", "open"},
	    {"'state':'submitted'", "2026-11-20T09:00:00Z", "submitted"},
	    {"'state':'approved'", "2026-11-20T09:00:00Z", "approved"},
	    {"'state':'rejected'", "2026-11-20T09:00:00Z", "rejected"},
	    {"'state':'superseded'", "2026-11-20T09:00:00Z", "superseded"},
	    {"'state':'destroyed'", "2026-11-20T09:00:00Z", "destroyed"},
	    {"'state':'void'", "2026-11-20T09:00:00Z", "gone"},
	    {"'state':'duplicate'", "2026-11-20T09:00:00Z", "gone"},
	    /* the last day still counts, to its end, by the local day of who asks */
	    {INTERIM ",'interim_expiry':'2026-12-31'", "2026-12-31T23:59:59Z", "interim"},
	    {INTERIM ",'interim_expiry':'2026-12-31'", "2027-01-01T00:00:00Z", "rejected"},
	    {INTERIM ",'interim_expiry':'2026-12-31'", "2027-01-01T00:00:00+08:00", "rejected"},
	    {INTERIM ",'interim_expiry':'2026-12-31'", "2026-12-31T23:59:59-05:00", "interim"},
	    /* so does the last piece; when it is used, it is over */
	    {INTERIM ",'interim_quantity':100" USES(99), "2026-11-20T09:00:00Z", "interim"},
	    {INTERIM ",'interim_quantity':100" USES(100), "2026-11-20T09:00:00Z", "rejected"},
	    {INTERIM ",'interim_quantity':100" USES(101), "2026-11-20T09:00:00Z", "rejected"},
	    {INTERIM ",'interim_quantity':100", "2099-11-20T09:00:00Z", "interim"},
	    /* whichever comes first */
	    {INTERIM ",'interim_expiry':'2026-12-31','interim_quantity':5" USES(5),
	        "2026-11-20T09:00:00Z", "rejected"},
	    {INTERIM ",'interim_expiry':'2026-11-19','interim_quantity':5" USES(1),
	        "2026-11-20T09:00:00Z", "rejected"},
	    /* what was interim once is what it is now */
	    {"'state':'superseded','verdict':'interim','interim_expiry':'2026-01-01'",
	        "2026-11-20T09:00:00Z", "superseded"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		assert_string_equal(crm_submission_status_name(
		                        crm_submission_status(&s.view, crm_take_at(rows[i].at))),
		    rows[i].want);
		unsee(&s);
	}
}

static void left(void **state)
{
	static const struct {
		const char *members;
		int64_t want;
	} rows[] = {
	    {INTERIM, INT64_MAX},
	    {INTERIM ",'interim_quantity':100", 100},
	    {INTERIM ",'interim_quantity':100" USES(40), 60},
	    {INTERIM ",'interim_quantity':100,'uses':{'a':{'quantity':60},'b':{'quantity':41}}",
	        -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		assert_int_equal(crm_submission_left(&s.view), rows[i].want);
		unsee(&s);
	}
}

static void years(void **state)
{
	static const struct {
		const char *since;
		int64_t years;
		const char *end;
	} rows[] = {
	    /* through the whole calendar year after the one of the last active day */
	    {"2026-01-01", 0, "2027-12-31"},
	    {"2026-12-31", 0, "2027-12-31"},
	    {"2027-01-01", 0, "2028-12-31"},
	    {"2026-06-15", 1, "2027-12-31"},
	    {"2026-06-15", 2, "2028-12-31"},
	    {"2026-06-15", 15, "2041-12-31"},
	    {"2024-02-29", 15, "2039-12-31"},
	    {"2026-06-15", -5, "2027-12-31"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    crm_retention_end(day(rows[i].since), rows[i].years), day(rows[i].end));
}

static void next_year(void **state)
{
	static const char *const rows[][2] = {{"2026-11-20", "2027-11-20"},
	    {"2027-02-28", "2028-02-28"}, {"2028-02-29", "2029-02-28"},
	    {"2026-12-31", "2027-12-31"}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(crm_next_year(day(rows[i][0])), day(rows[i][1]));
}

#define OVER "'state':'approved','verdict_at':'2024-01-01T00:00:00Z','keep_until':'2027-12-31'"

static void keeping(void **state)
{
	static const struct {
		const char *members, *today;
		bool with_gone;
		enum crm_keep want;
	} rows[] = {
	    {"'state':'approved','verdict_at':'2024-01-01T00:00:00Z'", "2099-01-01", false,
	        CRM_KEEP_ACTIVE},
	    {"'state':'submitted'", "2099-01-01", false, CRM_KEEP_UNANSWERED},
	    {OVER, "2027-12-31", false, CRM_KEEP_YEARS},
	    {OVER, "2028-01-01", false, CRM_KEEP_NO},
	    /* a legal hold beats all, and its end lets the rest count again */
	    {OVER ",'legal_hold':true", "2099-01-01", false, CRM_KEEP_HELD},
	    {OVER ",'legal_hold':false", "2028-01-01", false, CRM_KEEP_NO},
	    {"'state':'superseded','legal_hold':true", "2099-01-01", true, CRM_KEEP_HELD},
	    /* with the one in its place, however long that is */
	    {"'state':'superseded','keep_until':'2020-12-31'", "2099-01-01", false, CRM_KEEP_WITH},
	    {"'state':'superseded'", "2026-01-01", true, CRM_KEEP_NO},
	    {"'state':'destroyed'", "2026-01-01", false, CRM_KEEP_GONE},
	    {"'state':'void'", "2026-01-01", false, CRM_KEEP_GONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct seen s = see(rows[i].members);

		assert_int_equal(
		    crm_submission_keep(&s.view, day(rows[i].today), rows[i].with_gone),
		    rows[i].want);
		unsee(&s);
	}
}

static void checking(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {"'state':'approved','verdict':'approved'", ""},
	    {"'state':'approved'", ""},
	    {"'state':'approved','verdict':'rejected'",
	        "error state_mismatch verdict: is another one than the state\n"},
	    {"'state':'submitted','verdict':'approved'",
	        "error state_mismatch verdict: is there, but the state has none\n"},
	    {INTERIM,
	        "error missing_field interim_expiry: an interim approval without a last day or "
	        "a quantity has no end\n"},
	    {INTERIM ",'interim_quantity':100" USES(100), ""},
	    {INTERIM ",'interim_quantity':100" USES(101),
	        "error quantity_exceeds uses: 1 more were delivered than the customer allows\n"},
	    {"'inactive_since':'2026-03-01','keep_until':'2027-12-31'", ""},
	    {"'inactive_since':'2026-03-01','keep_until':'2026-12-31'",
	        "error retention_mismatch keep_until: by inactive_since and retention_years it is "
	        "2027-12-31\n"},
	    {"'inactive_since':'2026-03-01','keep_until':'2027-12-31','retention_years':15",
	        "error retention_mismatch keep_until: by inactive_since and retention_years it is "
	        "2041-12-31\n"},
	    {"'inactive_since':'2026-03-01'",
	        "error retention_mismatch keep_until: by inactive_since and retention_years it is "
	        "2027-12-31\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_findings *f = crm_findings_new();
		struct crm_buf have = CRM_BUF_INIT;
		struct seen s = see(rows[i].members);

		crm_submission.check(&s.view, f);
		crm_take_findings(f, &have);
		assert_string_equal(crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_findings_free(f);
		unsee(&s);
	}
}

#define LINK(id, state, hour) \
	"'id':'" id "','part':'A','state':'" state "','submitted_at':'2026-11-20T" hour ":00:00Z'"

static void referring(void **state)
{
	static const struct {
		const char *own, *given, *want;
	} rows[] = {
	    {"'id':'P-1','part':'A','customer':'VW','state':'rejected'",
	        "part=A;customer=VW;previous=P-1", NULL},
	    {"'id':'P-1','part':'A','customer':'VW','state':'rejected'",
	        "part=B;customer=VW;previous=P-1", "it is of another part"},
	    {"'id':'P-1','part':'A','customer':'VW','state':'rejected'",
	        "part=A;customer=GM;previous=P-1", "it is of another customer or supplier"},
	    {"'id':'P-1','part':'A','state':'void'", "part=A;previous=P-1",
	        "it is void, or a duplicate"},
	    {"'id':'P-2','part':'A','state':'approved'", "superseded_by=P-2", NULL},
	    {"'id':'P-2','part':'A','state':'interim'", "superseded_by=P-2",
	        "it is not approved now: it takes nobody's place"},
	    /* no circle: what was superseded takes nobody's place */
	    {"'id':'P-2','part':'A','state':'superseded'", "superseded_by=P-2",
	        "it is not approved now: it takes nobody's place"},
	    {"'id':'P-2','part':'A','supplier':'S','state':'rejected'", "part=A;previous=P-2",
	        "one is a supplier's package, the other our own submission"},
	    {"'id':'P-2','part':'A','state':'destroyed'", "destroyed_with=P-2", NULL},
	    {"'id':'P-2','part':'A','state':'approved'", "destroyed_with=P-2",
	        "its own records are still kept"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *own = crm_take_record(rows[i].own);
		struct crm_changes given = CRM_CHANGES_INIT;
		const char *why;

		crm_take_list(&given, rows[i].given, crm_submission.flow.schema);
		why = crm_submission.refuses(own, NULL, &given);
		if (rows[i].want == NULL)
			assert_null(why);
		else
			assert_string_equal(why, rows[i].want);
		crm_changes_release(&given);
		crm_record_free(own);
	}
}

/* What one record says of another that its step names. */
static void linking(void **state)
{
	static const struct {
		const char *own, *from, *given, *want;
	} rows[] = {
	    {LINK("P-2", "approved", "10"), LINK("P-1", "rejected", "10"), "superseded_by=P-2",
	        NULL},
	    {LINK("P-2", "approved", "09"), LINK("P-1", "rejected", "10"), "superseded_by=P-2",
	        "it was submitted earlier"},
	    {LINK("P-2", "rejected", "10") ",'previous':'P-1'", LINK("P-1", "rejected", "10"),
	        "resubmission=P-2", NULL},
	    {LINK("P-2", "rejected", "10"), LINK("P-1", "rejected", "10"), "resubmission=P-2",
	        "it was not submitted after this one: its 'previous' says so"},
	    {LINK("P-2", "approved", "10"), LINK("P-1", "superseded", "10"), "superseded_by=P-2",
	        "it is approved, or was, and stands in its place"},
	    {LINK("P-2", "void", "10"), LINK("P-1", "superseded", "10"), "superseded_by=P-2", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *own = crm_take_record(rows[i].own);
		struct crm_record *from = crm_take_record(rows[i].from);
		struct crm_changes given = CRM_CHANGES_INIT;
		const char *why;

		crm_take_list(&given, rows[i].given, crm_submission.flow.schema);
		why = crm_submission.refuses(own, from, &given);
		assert_string_equal(
		    why != NULL ? why : "", rows[i].want != NULL ? rows[i].want : "");
		crm_changes_release(&given);
		crm_record_free(own);
		crm_record_free(from);
	}
}

#define OURS ",'owner':'qm01','customer':'VW'"
#define JUDGED ",'verdict_at':'2026-10-01T09:00:00Z'"

/* NOW is 2026-11-20, 09:00 at +08:00. */
static void points(void **state)
{
	static const struct todo_expected rows[] = {
	    {"'state':'open','due':'2026-11-30'" OURS,
	        "submission: submit parts and dossier; qm01; 2026-11-30; submit\n"},
	    {"'state':'open','supplier':'ACME','due':'2026-11-30'" OURS,
	        "submission: submit parts and dossier; ACME (supplier); 2026-11-30; review\n"},
	    {"'state':'submitted'" OURS,
	        "verdict: answer to the submission; VW (customer); ; verdict\n"},
	    {"'state':'submitted','supplier':'ACME'" OURS,
	        "verdict: judge the supplier's package; qm01; ; verdict\n"},
	    {"'state':'rejected','resubmit_by':'2026-12-01'" OURS JUDGED,
	        "resubmission: correct and submit again; qm01; 2026-12-01; submit\n"},
	    {"'state':'rejected','resubmitted_at':'2026-11-01T00:00:00Z'" OURS JUDGED, ""},
	    {"'state':'rejected','supplier':'ACME'" OURS JUDGED,
	        "resubmission: correct and submit again; ACME (supplier); ; review\n"},
	    {INTERIM ",'interim_expiry':'2026-11-20','resubmit_by':'2026-11-10'" OURS JUDGED,
	        "resubmission: submit again for full approval; qm01; 2026-11-10; submit\n"
	        "interim: interim approval ends; qm01; 2026-11-20; extend\n"},
	    {INTERIM ",'interim_expiry':'2026-11-19','resubmitted_at':'2026-11-01T00:00:00Z'" OURS
	            JUDGED,
	        "interim: interim approval expired: counts as rejected, ship nothing; qm01; "
	        "2026-11-19; extend\n"},
	    {INTERIM ",'interim_quantity':100,'resubmitted_at':'2026-11-01T00:00:00Z'" USES(99)
	            OURS JUDGED,
	        "interim: interim approval ends, 1 left; qm01; ; extend\n"},
	    {INTERIM ",'interim_quantity':100,'resubmitted_at':'2026-11-01T00:00:00Z'" USES(100)
	            OURS JUDGED,
	        "interim: interim approval used up: counts as rejected, ship nothing; qm01; ; "
	        "extend\n"},
	    {"'state':'approved','revalidate_by':'2027-10-01','master_until':'2029-01-01'" OURS
	            JUDGED,
	        "revalidation: annual layout inspection; qm01; 2027-10-01; revalidate\n"
	        "master: look at the master sample, or make a new one; qm01; 2029-01-01; master\n"},
	    {"'state':'approved','inactive_since':'2025-05-01','keep_until':'2026-11-20'" OURS
	            JUDGED,
	        "retention: last day of its retention; qm01; 2026-11-20; destroy\n"},
	    {"'state':'approved','inactive_since':'2024-05-01','keep_until':'2026-11-19'" OURS
	            JUDGED,
	        "retention: retention is over: may be destroyed; qm01; 2026-11-19; destroy\n"},
	    {"'state':'approved','inactive_since':'2024-05-01','keep_until':'2026-11-19',"
	     "'legal_hold':true" OURS JUDGED,
	        ""},
	    {"'state':'superseded'" OURS JUDGED, ""},
	};

	(void)state;
	todo_run(&crm_submission, rows, COUNT(rows));
}

static void kind(void **state)
{
	(void)state;
	assert_ptr_equal(crm_kind_find("ppap"), &crm_submission);
	assert_ptr_equal(crm_kind_of_id("P-2026-0001"), &crm_submission);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(status),
	    cmocka_unit_test(left),
	    cmocka_unit_test(years),
	    cmocka_unit_test(next_year),
	    cmocka_unit_test(keeping),
	    cmocka_unit_test(checking),
	    cmocka_unit_test(referring),
	    cmocka_unit_test(linking),
	    cmocka_unit_test(points),
	    cmocka_unit_test(kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
