/*
 * lib/rules/change/change.h: the steps of a change and what refuses them, what is owed, its
 * clocks, its open points and what a check finds.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/change/change.h"
#include "tests/unit/todo_util.h"

#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define NEEDED "customer=VW;part=4711;codes=N04;action=notify"
#define OPEN "'state':'open','customer':'VW','part':'4711','opened_at':'" NINE "'"
#define TELL OPEN ",'codes':'N04','action':'notify'"
#define TOLD TELL ",'notified_at':'" NINE "','notified_to':'M'"
#define SUBMIT OPEN ",'codes':'S03','action':'submit'"
#define SUBMITTED SUBMIT ",'submitted_at':'" NINE "','submission':'d/1'"
#define NOTHING OPEN ",'codes':'X02','action':'none'"
#define URGENT ",'emergency':true,'emergency_why':'line stop','changed_at':'" NINE "'"
#define SUMMED ",'summarised_at':'" NINE "','summary':'s'"
#define ANSWERED(word) ",'answered_at':'" NINE "','answer':'" word "'"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_change, rows, n);
}

static void opening(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "open", NEEDED, "", NINE, NULL}, true,
	        "state=open\ncustomer=VW\npart=4711\ncodes=N04\naction=notify\nopened_at=" NINE
	        "\n"},
	    {{NULL, "open", "customer=VW", "", NINE, NULL}, false,
	        "error missing_field part: 'open' needs it\n"
	        "error missing_field codes: 'open' needs it\n"
	        "error missing_field action: 'open' needs it\n"},
	    {{NULL, "open", NEEDED ";action=tell", "", NINE, NULL}, false,
	        "error bad_value action: 'tell' cannot be read, expected one of: none, notify, "
	        "submit\n"},
	    /* an emergency has its reason, has happened, and was not planned */
	    {{NULL, "open", NEEDED ";emergency=true;emergency_why=fire", "", NINE, NULL}, true,
	        "state=open\ncustomer=VW\npart=4711\ncodes=N04\naction=notify\nemergency=true\n"
	        "emergency_why=fire\nopened_at=" NINE "\nchanged_at=" NINE "\n"},
	    {{NULL, "open", NEEDED ";emergency=true", "", NINE, NULL}, false,
	        "error missing_field emergency_why: an emergency needs its reason: why it could "
	        "not wait\n"},
	    {{NULL, "open", NEEDED ";emergency=true;emergency_why=fire;planned_for=2026-12-01", "",
	         NINE, NULL},
	        false,
	        "error bad_value planned_for: an emergency is not planned: changed_at says when it "
	        "was\n"},
	    {{NULL, "open", NEEDED ";emergency_why=fire", "", NINE, NULL}, false,
	        "error bad_value emergency_why: is of an emergency alone (emergency=true)\n"},
	    {{NULL, "open", NEEDED ";emergency=false;emergency_why=fire", "", NINE, NULL}, false,
	        "error bad_value emergency_why: is of an emergency alone (emergency=true)\n"},
	    /* what has changed is not to come */
	    {{NULL, "open", NEEDED ";changed_at=" NINE, "", NINE, NULL}, true,
	        "state=open\ncustomer=VW\npart=4711\ncodes=N04\naction=notify\nchanged_at=" NINE
	        "\nopened_at=" NINE "\n"},
	    {{NULL, "open", NEEDED ";changed_at=2026-11-20T09:00:01Z", "", NINE, NULL}, false,
	        "error in_future changed_at: is later than now; what is to come is planned "
	        "(planned_for)\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void telling(void **state)
{
	static const struct crm_expected rows[] = {
	    {{TELL, "notify", "notified_to=M;reference=R1", "", TEN, NULL}, true,
	        "notified_to=M\nreference=R1\nnotified_at=" TEN "\nnotified_by=cs01\n"},
	    {{TELL, "notify", "", "", TEN, NULL}, false,
	        "error missing_field notified_to: 'notify' needs it\n"},
	    /* told again: the answer before is none to this */
	    {{TOLD ANSWERED("refused") ",'answer_text':'no','answered_by':'K'", "notify",
	         "notified_to=M", "", TEN, NULL},
	        true,
	        "notified_to=M\nnotified_at=" TEN
	        "\nnotified_by=cs01\nanswered_at=\nanswer=\nanswer_text=\nanswered_by=\n"},
	    {{SUBMITTED ANSWERED("refused"), "submit", "submission=d/2", "", TEN, NULL}, true,
	        "submission=d/2\nsubmitted_at=" TEN "\nanswered_at=\nanswer=\n"},
	    {{SUBMIT, "submit", "", "", TEN, NULL}, false,
	        "error missing_field submission: 'submit' needs it\n"},
	    {{"'state':'closed','action':'none'", "notify", "notified_to=M", "", TEN, NULL}, false,
	        "error wrong_state state: is closed; 'notify' needs open\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void answering(void **state)
{
	static const struct crm_expected rows[] = {
	    {{TOLD, "answer", "answer=accepted;answered_by=K", "", TEN, NULL}, true,
	        "answer=accepted\nanswered_by=K\nanswered_at=" TEN "\n"},
	    /* it comes after what it answers: at that moment, not a second before */
	    {{TOLD, "answer", "answer=accepted", "", NINE, NULL}, true,
	        "answer=accepted\nanswered_at=" NINE "\n"},
	    {{TOLD, "answer", "answer=accepted", "", "2026-11-20T08:59:59Z", NINE}, false,
	        "error wrong_order at: is earlier than 'notified_at', " NINE "\n"},
	    {{SUBMITTED, "answer", "answer=accepted", "", NINE, NULL}, true,
	        "answer=accepted\nanswered_at=" NINE "\n"},
	    {{TELL, "answer", "answer=accepted", "", TEN, NULL}, false,
	        "error missing_step notified_at: the customer was not told: step 'notify' or "
	        "'submit' is missing\n"},
	    {{TOLD, "answer", "answer=refused", "", TEN, NULL}, false,
	        "error missing_field answer_text: a refusal needs its reason\n"},
	    {{TOLD, "answer", "answer=refused;answer_text=no", "", TEN, NULL}, true,
	        "answer=refused\nanswer_text=no\nanswered_at=" TEN "\n"},
	    /* the customer asks for parts; where there are some it asks for nothing new */
	    {{TOLD, "answer", "answer=submit", "", TEN, NULL}, true,
	        "answer=submit\nanswered_at=" TEN "\naction=submit\n"},
	    {{SUBMIT ",'notified_at':'" NINE "'", "answer", "answer=submit", "", TEN, NULL}, true,
	        "answer=submit\nanswered_at=" TEN "\n"},
	    {{SUBMITTED, "answer", "answer=submit", "", TEN, NULL}, false,
	        "error bad_value answer: is submit, but parts were submitted: accepted or refused "
	        "expected\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define CLOSED "state=closed\nclosed_at=" TEN "\n"
#define NO_NOTICE \
	"error missing_step notified_at: the customer was not told: step 'notify' is missing\n"
#define NO_PARTS \
	"error missing_step submitted_at: nothing was submitted: step 'submit' is missing\n"
#define NO_ANSWER                                                                          \
	"error missing_step answered_at: the customer has not answered: step 'answer' is " \
	"missing\n"
#define NO_SUMMARY                                                                 \
	"error missing_step summarised_at: the emergency was not summed up: step " \
	"'summarise' is missing\n"

/* Nothing is closed that is owed; each action with and without what it calls for. */
static void closing(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NOTHING, "close", "", "", TEN, NULL}, true, CLOSED},
	    {{TELL, "close", "", "", TEN, NULL}, false, NO_NOTICE},
	    {{TOLD, "close", "", "", TEN, NULL}, false, NO_ANSWER},
	    {{TOLD ANSWERED("accepted"), "close", "", "", TEN, NULL}, true, CLOSED},
	    {{TOLD ANSWERED("refused"), "close", "", "", TEN, NULL}, true, CLOSED},
	    {{SUBMIT, "close", "", "", TEN, NULL}, false, NO_PARTS},
	    {{SUBMITTED, "close", "", "", TEN, NULL}, false, NO_ANSWER},
	    {{SUBMITTED ANSWERED("accepted"), "close", "", "", TEN, NULL}, true, CLOSED},
	    /* parts are a notice too; a notice is not parts */
	    {{TELL ",'submitted_at':'" NINE "'" ANSWERED("accepted"), "close", "", "", TEN, NULL},
	        true, CLOSED},
	    {{SUBMIT ",'notified_at':'" NINE "'" ANSWERED("submit"), "close", "", "", TEN, NULL},
	        false, NO_PARTS},
	    /* "neither" in an emergency is summed up (P3), and so is any other */
	    {{NOTHING URGENT, "close", "", "", TEN, NULL}, false, NO_SUMMARY},
	    {{NOTHING URGENT SUMMED, "close", "", "", TEN, NULL}, true, CLOSED},
	    {{TELL URGENT, "close", "", "", TEN, NULL}, false, NO_NOTICE NO_SUMMARY},
	    {{TOLD URGENT ANSWERED("refused"), "close", "", "", TEN, NULL}, false, NO_SUMMARY},
	    {{NOTHING ",'emergency':false", "close", "", "", TEN, NULL}, true, CLOSED},
	    {{"'state':'closed'", "close", "", "", TEN, NULL}, false,
	        "error wrong_state state: is closed; 'close' needs open\n"},
	    {{"'state':'void'", "close", "", "", TEN, NULL}, false,
	        "error wrong_state state: is void; 'close' needs open\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define VERDICT(clock, word, limit, due)                                                           \
	"verdicts." clock ".verdict=" word "\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"

/* Before the day that it is planned for; an emergency within ten days of it. */
static void in_time(void **state)
{
	static const struct crm_expected rows[] = {
	    {{TELL ",'planned_for':'2026-12-01'", "notify", "notified_to=M", "",
	         "2026-11-30T23:59:59Z", NULL},
	        true,
	        "notified_to=M\nnotified_at=2026-11-30T23:59:59Z\nnotified_by=cs01\n" VERDICT(
	            "notify", "met", "P1D", "2026-11-30T23:59:59Z")},
	    {{TELL ",'planned_for':'2026-12-01'", "notify", "notified_to=M", "",
	         "2026-12-01T00:00:00Z", NULL},
	        true,
	        "notified_to=M\nnotified_at=2026-12-01T00:00:00Z\nnotified_by=cs01\n" VERDICT(
	            "notify", "late", "P1D", "2026-11-30T23:59:59Z")},
	    {{SUBMIT ",'planned_for':'2026-12-01'", "submit", "submission=d", "",
	         "2026-11-30T23:59:59Z", NULL},
	        true,
	        "submission=d\nsubmitted_at=2026-11-30T23:59:59Z\n" VERDICT(
	            "submit", "met", "P1D", "2026-11-30T23:59:59Z")},
	    {{NOTHING URGENT, "summarise", "summary=s", "", "2026-11-30T09:00:00Z", NULL}, true,
	        "summary=s\nsummarised_at=2026-11-30T09:00:00Z\n" VERDICT(
	            "summarise", "met", "P10D", "2026-11-30T09:00:00Z")},
	    {{NOTHING URGENT, "summarise", "summary=s", "", "2026-11-30T09:00:01Z", NULL}, true,
	        "summary=s\nsummarised_at=2026-11-30T09:00:01Z\n" VERDICT(
	            "summarise", "late", "P10D", "2026-11-30T09:00:00Z")},
	    /* an emergency is told at once: a day from the change, whenever it was written down */
	    {{TELL URGENT, "notify", "notified_to=M", "", "2026-11-21T09:00:00Z", NULL}, true,
	        "notified_to=M\nnotified_at=2026-11-21T09:00:00Z\nnotified_by=cs01\n" VERDICT(
	            "emergency", "met", "PT24H", "2026-11-21T09:00:00Z")},
	    {{TELL URGENT, "notify", "notified_to=M", "", "2026-11-21T09:00:01Z", NULL}, true,
	        "notified_to=M\nnotified_at=2026-11-21T09:00:01Z\nnotified_by=cs01\n" VERDICT(
	            "emergency", "late", "PT24H", "2026-11-21T09:00:00Z")},
	    {{TELL ",'changed_at':'" NINE "'", "notify", "notified_to=M", "",
	         "2026-11-22T09:00:00Z", NULL},
	        true, "notified_to=M\nnotified_at=2026-11-22T09:00:00Z\nnotified_by=cs01\n"},
	    {{NOTHING URGENT, "notify", "notified_to=M", "", "2026-11-22T09:00:00Z", NULL}, true,
	        "notified_to=M\nnotified_at=2026-11-22T09:00:00Z\nnotified_by=cs01\n"},
	    /* no emergency, no clock */
	    {{NOTHING, "summarise", "summary=s", "", TEN, NULL}, true,
	        "summary=s\nsummarised_at=" TEN "\n"},
	    {{NOTHING URGENT SUMMED, "summarise", "summary=s", "", TEN, NULL}, false,
	        "error already_done summarised_at: 'summarised_at' is " NINE
	        ": already done; to mend it use amend\n"},
	    {{NOTHING URGENT, "summarise", "", "", TEN, NULL}, false,
	        "error missing_field summary: 'summarise' needs it\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define AMENDED(why, fields)                                                         \
	"amendments.KEY.at=" TEN "\namendments.KEY.by=cs01\namendments.KEY.why=" why \
	"\namendments.KEY.fields=" fields "\n"

static void amending(void **state)
{
	static const struct crm_expected rows[] = {
	    {{TELL, "amend", "action=submit", "why=x", TEN, NULL}, true,
	        "action=submit\n" AMENDED("x", "action")},
	    /* action and reasons follow from the codes, so these are what they were */
	    {{TELL, "amend", "codes=N08", "why=x", TEN, NULL}, false,
	        "error not_amendable codes: is set by the step 'open'\n"},
	    {{NOTHING URGENT, "amend", "emergency=false", "why=x", TEN, NULL}, false,
	        "error not_amendable emergency: is set by the step 'open'\n"},
	    {{TELL, "amend", "part=", "why=x", TEN, NULL}, false,
	        "error missing_field part: cannot be deleted: 'open' needs it\n"},
	    {{TELL, "void", "", "why=x", TEN, NULL}, true,
	        "state=void\nvoided_at=" TEN "\nvoid_why=x\n"},
	    {{TELL, "duplicate", "", "of=C-1", TEN, NULL}, false,
	        "error self_reference duplicate_of: a record is no duplicate of itself\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define WHOSE ",'owner':'me'"
#define REST "close: nothing is owed any more; me; ; close\n"

static void points(void **state)
{
	static const struct todo_expected rows[] = {
	    {TELL WHOSE, "notice: tell the customer of the change; me; ; notify\n"},
	    {TELL WHOSE ",'planned_for':'2026-12-01'",
	        "notice: tell the customer of the change; me; 2026-11-30T23:59:59Z; notify\n"},
	    {TOLD WHOSE, "answer: answer to the change; VW (customer); ; answer\n"},
	    {TOLD WHOSE ANSWERED("accepted"), REST},
	    {TOLD WHOSE ANSWERED("refused"), REST},
	    {SUBMIT WHOSE ",'planned_for':'2026-12-01'",
	        "submission: submit parts and dossier; me; 2026-11-30T23:59:59Z; submit\n"},
	    {SUBMITTED WHOSE, "answer: answer to the change; VW (customer); ; answer\n"},
	    {TELL WHOSE URGENT,
	        "notice: tell the customer of the change; me; 2026-11-21T09:00:00Z; notify\n"
	        "summary: sum up the change made in an emergency; me; 2026-11-30T09:00:00Z; "
	        "summarise\n"},
	    {NOTHING WHOSE, REST},
	    {NOTHING WHOSE URGENT,
	        "summary: sum up the change made in an emergency; me; 2026-11-30T09:00:00Z; "
	        "summarise\n"},
	    {NOTHING WHOSE URGENT SUMMED, REST},
	    {"'state':'closed','action':'notify'", ""},
	};

	(void)state;
	todo_run(&crm_change, rows, COUNT(rows));
}

/* Closed by hand, or mended after it was closed. */
static void checking(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {"'state':'closed','action':'none'", ""},
	    {"'state':'closed','action':'none'" URGENT SUMMED, ""},
	    {"'state':'closed','action':'none'" URGENT,
	        "error missing_step summarised_at: is closed, but the emergency was not summed up: "
	        "step 'summarise' is missing\n"},
	    {"'state':'closed','action':'notify'",
	        "error missing_step notified_at: is closed, but the customer was not told: step "
	        "'notify' is missing\n"},
	    {"'state':'open','action':'notify'", ""},
	    {"'state':'void','action':'notify'", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_change.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].members);
		struct crm_findings *f = crm_findings_new();
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		crm_change.check(&v, f);
		crm_take_findings(f, &have);
		assert_string_equal(crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_arena_release(&a);
		crm_findings_free(f);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

/* Its numbers begin with M, and the store knows it. */
static void kind(void **state)
{
	(void)state;
	assert_ptr_equal(crm_kind_find("change"), &crm_change);
	assert_ptr_equal(crm_kind_of_id("M-2026-0001"), &crm_change);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opening),
	    cmocka_unit_test(telling),
	    cmocka_unit_test(answering),
	    cmocka_unit_test(closing),
	    cmocka_unit_test(in_time),
	    cmocka_unit_test(amending),
	    cmocka_unit_test(points),
	    cmocka_unit_test(checking),
	    cmocka_unit_test(kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
