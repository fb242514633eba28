/*
 * lib/rules/complaint/complaint.h: closing, reopening, the steps that all kinds share
 * (lib/rules/common.h), and a whole case.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_complaint, rows, n);
}

#define RECEIVED "'state':'open','received_at':'2026-11-20T09:00:00Z'"
#define INFORMED RECEIVED ",'informed_at':'2026-11-20T09:04:00Z'"
#define MET(clock, limit, due)                                                                \
	"verdicts." clock ".verdict=met\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"
#define LATE(clock, limit, due)                                                                \
	"verdicts." clock ".verdict=late\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"

#define DONE                                                                          \
	"'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T09:01:00Z',"  \
	"'contacted_at':'2026-11-20T09:02:00Z','analysed_at':'2026-11-20T09:03:00Z'," \
	"'replied_at':'2026-11-20T09:04:00Z','answered_at':'2026-11-20T09:05:00Z'"
#define TEN "2026-11-20T10:00:00Z"

/* K7: nothing is closed that somebody waits for. */
static void closing(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'answered'," DONE, "close", "", "", TEN, NULL}, true,
	        "state=closed\nclosed_at=" TEN "\n"},
	    {{RECEIVED, "close", "", "", TEN, NULL}, false,
	        "error missing_step informed_at: clock 'inform' has not ended: step 'inform' is "
	        "missing\n"
	        "error missing_step replied_at: clock 'reply' has not ended: step 'reply' is "
	        "missing\n"
	        "error missing_step answered_at: clock 'answer' has not ended: step 'answer' is "
	        "missing\n"},
	    {{"'state':'answered'," DONE ",'relayed_at':'2026-11-20T09:06:00Z'", "close", "", "",
	         TEN, NULL},
	        false,
	        "error missing_step agreed_at: clock 'agree' has not ended: step 'agree' is "
	        "missing\n"},
	    {{"'state':'answered'," DONE ",'disposed_at':'2026-11-20T09:06:00Z',"
	      "'disposition':'rework_on_site'",
	         "close", "", "", TEN, NULL},
	        false,
	        "error missing_step arranged_at: clock 'arrange' has not ended: step 'arrange' is "
	        "missing\n"},
	    {{"'state':'answered'," DONE ",'disposed_at':'2026-11-20T09:06:00Z',"
	      "'disposition':'return'",
	         "close", "", "", TEN, NULL},
	        false,
	        "error missing_step relayed_at: the disposition is return: step 'relay' is "
	        "missing\n"},
	    {{"'state':'answered'," DONE ",'disposed_at':'2026-11-20T09:06:00Z',"
	      "'disposition':'return','relayed_at':'2026-11-20T09:06:00Z',"
	      "'agreed_at':'2026-11-20T09:07:00Z'",
	         "close", "", "", TEN, NULL},
	        true, "state=closed\nclosed_at=" TEN "\n"},
	    {{"'state':'answered'," DONE ",'disposed_at':'2026-11-20T09:06:00Z',"
	      "'disposition':'sort'",
	         "close", "", "", TEN, NULL},
	        true, "state=closed\nclosed_at=" TEN "\n"},
	    /* an imported verdict has ended, nobody knows when */
	    {{RECEIVED ",'verdicts':{'answer':{'verdict':'late','imported':true}}", "close", "", "",
	         TEN, NULL},
	        true, "state=closed\nclosed_at=" TEN "\n"},
	    {{"'state':'closed'," DONE, "close", "", "", TEN, NULL}, false,
	        "error wrong_state state: is closed; 'close' needs open or answered\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* It does not stand still when it is opened again. */
static void ended_pause(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'answered'," DONE ",'pauses':{'p':{'at':'2026-11-20T09:30:00Z'}}", "close",
	         "", "", TEN, NULL},
	        true,
	        "state=closed\nclosed_at=" TEN "\npauses.p.until=" TEN
	        "\npauses.p.ended_by=cs01\n"},
	    {{"'state':'answered'," DONE ",'pauses':{'p':{'at':'2026-11-20T09:30:00Z'}}", "close",
	         "", "", "2026-11-20T09:29:59Z", NULL},
	        false,
	        "error bad_value at: is earlier than the pause's begin, 2026-11-20T09:30:00Z\n"},
	    {{"'state':'answered'," DONE ",'pauses':{'p':{'at':'2026-11-20T09:30:00Z','until':"
	      "'2026-11-20T09:40:00Z'}}",
	         "close", "", "", TEN, NULL},
	        true, "state=closed\nclosed_at=" TEN "\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define CLOSED "'state':'closed','closed_at':'2026-11-20T09:30:00Z'," DONE

static void reopening(void **state)
{
	static const struct crm_expected rows[] = {
	    {{CLOSED ",'verdicts':{'answer':{'verdict':'met'}}", "reopen", "", "why=again", TEN,
	         NULL},
	        true,
	        "state=open\nreopened_at=" TEN "\nreopen_why=again\nclosed_at=\nanswered_at=\n" MET(
	            "inform", "PT5M", "2026-11-20T09:05:00Z") MET("contact", "PT5M",
	            "2026-11-20T09:06:00Z") MET("analyse", "PT30M", "2026-11-20T09:31:00Z")
	            MET("reply", "PT24H", "2026-11-21T09:00:00Z") "verdicts.answer=\n"},
	    {{CLOSED, "reopen", "", "", TEN, NULL}, false,
	        "error missing_field why: 'reopen' needs --why\n"},
	    {{"'state':'answered'," DONE, "reopen", "", "why=x", TEN, NULL}, false,
	        "error wrong_state state: is answered; 'reopen' needs closed\n"},
	    /* again, and the answer's clock counts from receipt still */
	    {{"'state':'closed','reopened_at':'2026-11-19T09:00:00Z'", "reopen", "", "why=x", TEN,
	         NULL},
	        true, "state=open\nreopened_at=" TEN "\nreopen_why=x\nclosed_at=\n"},
	    {{RECEIVED ",'reopened_at':'2026-11-22T09:00:00Z'", "answer", "", "",
	         "2026-11-22T10:00:00Z", NULL},
	        true,
	        "answered_at=2026-11-22T10:00:00Z\nstate=answered\n" LATE(
	            "answer", "PT24H", "2026-11-21T09:00:00Z")},
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
	    {{"'state':'closed','colour':'blue'", "amend", "lot=L2;colour=red;serial=", "why=typo",
	         TEN, NULL},
	        true, "lot=L2\ncolour=red\nserial=\n" AMENDED("typo", "lot,colour,serial")},
	    {{"'state':'open'", "amend", "lot=L2;lot=L3", "why=typo", TEN, NULL}, true,
	        "lot=L2\nlot=L3\n" AMENDED("typo", "lot")},
	    {{"'state':'open'", "amend", "", "why=x", TEN, NULL}, false,
	        "error missing_field : 'amend' needs at least one FIELD=VALUE\n"},
	    {{"'state':'open'", "amend", "lot=L2", "", TEN, NULL}, false,
	        "error missing_field why: 'amend' needs --why\n"},
	    {{"'state':'void'", "amend", "lot=L2", "why=x", TEN, NULL}, false,
	        "error wrong_state state: is void; 'amend' needs open, answered or closed\n"},
	    {{"'state':'open'", "amend", "state=closed;verdicts.inform.verdict=met;by=me;lot=L2",
	         "why=x", TEN, NULL},
	        false,
	        "error not_amendable state: is written by the tools only\n"
	        "error not_amendable verdicts.inform.verdict: is written by the tools only\n"
	        "error not_amendable by: is a reserved name\n"},
	    {{"'state':'open'", "amend", "customer=;received_at=", "why=x", TEN, NULL}, false,
	        "error missing_field customer: cannot be deleted: 'open' needs it\n"
	        "error missing_field received_at: cannot be deleted: 'open' needs it\n"},
	    /* a stamp that is mended late is a late entry; its clock judged anew */
	    {{INFORMED ",'verdicts':{'inform':{'verdict':'met'}}", "amend",
	         "informed_at=2026-11-20T09:06:00Z", "why=x", TEN, NULL},
	        true,
	        "informed_at=2026-11-20T09:06:00Z\n" AMENDED(
	            "x", "informed_at") "late_entry.informed_at.rec=" TEN
	                                "\nlate_entry.informed_at.by=cs01\n" LATE(
	                                    "inform", "PT5M", "2026-11-20T09:05:00Z")},
	    {{INFORMED ",'verdicts':{'inform':{'verdict':'met'}},'late_entry':{'informed_at':{}}",
	         "amend", "informed_at=", "why=x", TEN, NULL},
	        true,
	        "informed_at=\n" AMENDED(
	            "x", "informed_at") "late_entry.informed_at=\nverdicts.inform=\n"},
	    {{INFORMED, "amend", "informed_at=2026-11-20T08:59:00Z", "why=x", TEN, NULL}, true,
	        "informed_at=2026-11-20T08:59:00Z\n" AMENDED("x",
	            "informed_at") "late_entry.informed_at.rec=" TEN
	                           "\nlate_entry.informed_at.by=cs01\n"
	                           "warning end_before_start informed_at: is earlier than 'received_at'\n"},
	    {{INFORMED, "amend", "informed_at=2026-11-20T10:00:01Z", "why=x", TEN, NULL}, false,
	        "error in_future informed_at: '2026-11-20T10:00:01Z' is later than now\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* Own fields are those that the record has: a typing error is none. */
static void amending_own(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'open','box':{'side':1}", "amend",
	         "customr=VW;box.side=2;box.edge=3;lot.x=1", "why=x", TEN, NULL},
	        false,
	        "error not_amendable customr: no such field; own fields are given with open or "
	        "import\n"
	        "error not_amendable box.edge: no such field; own fields are given with open or "
	        "import\n"
	        "error not_amendable lot.x: no such field; own fields are given with open or "
	        "import\n"},
	    {{"'state':'open','box':{'side':1}", "amend", "box.side=", "why=x", TEN, NULL}, true,
	        "box.side=\n" AMENDED("x", "box.side")},
	    {{"'state':'open'", "amend", "a..b=1;lot.=1", "why=x", TEN, NULL}, false,
	        "error not_amendable a..b: an empty name\n"
	        "error not_amendable lot.: an empty name\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define EIGHT "2026-11-20T08:00:00Z"

/* A stamp and the state that it led to stay together. */
static void state_stamps(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'answered','answered_at':'" EIGHT "'", "amend",
	         "closed_at=" EIGHT ";reopened_at=" EIGHT, "why=x", TEN, NULL},
	        false,
	        "error not_amendable closed_at: is set by the step 'close'\n"
	        "error not_amendable reopened_at: is set by the step 'reopen'\n"},
	    {{"'state':'answered','answered_at':'" EIGHT "'", "amend", "answered_at=", "why=x", TEN,
	         NULL},
	        false,
	        "error not_amendable answered_at: cannot be deleted: it was set by the step "
	        "'answer'\n"},
	    {{"'state':'closed','closed_at':'" EIGHT "','reopened_at':'" EIGHT "'", "amend",
	         "closed_at=;reopened_at=", "why=x", TEN, NULL},
	        false,
	        "error not_amendable closed_at: cannot be deleted: it was set by the step 'close'\n"
	        "error not_amendable reopened_at: cannot be deleted: it was set by the step "
	        "'reopen'\n"},
	    {{"'state':'closed','closed_at':'" EIGHT "'", "amend", "closed_at=2026-11-20T09:59:00Z",
	         "why=x", TEN, NULL},
	        true, "closed_at=2026-11-20T09:59:00Z\n" AMENDED("x", "closed_at")},
	    /* unless they never were (import, older stores): else nothing could mend it */
	    {{"'state':'answered','closed_at':'" EIGHT "'", "amend", "closed_at=", "why=x", TEN,
	         NULL},
	        true, "closed_at=\n" AMENDED("x", "closed_at")},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void common_steps(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'void'", "note", "", "text=hello", TEN, NULL}, true,
	        "notes.KEY.at=" TEN "\nnotes.KEY.by=cs01\nnotes.KEY.text=hello\n"},
	    {{"'state':'closed'", "void", "", "why=wrong house", TEN, NULL}, true,
	        "state=void\nvoided_at=" TEN "\nvoid_why=wrong house\n"},
	    {{"'state':'void'", "void", "", "why=x", TEN, NULL}, false,
	        "error wrong_state state: is void; 'void' needs open, answered or closed\n"},
	    {{"'state':'open'", "void", "", "", TEN, NULL}, false,
	        "error missing_field why: 'void' needs --why\n"},
	    {{"'state':'open'", "duplicate", "", "of=C-2", TEN, NULL}, true,
	        "state=duplicate\nduplicate_of=C-2\n"},
	    {{"'state':'open'", "duplicate", "", "of=C-1", TEN, NULL}, false,
	        "error self_reference duplicate_of: a record is no duplicate of itself\n"},
	    {{"'state':'duplicate'", "duplicate", "", "of=C-2", TEN, NULL}, false,
	        "error wrong_state state: is duplicate; 'duplicate' needs open, answered or "
	        "closed\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* A case from intake to closure, each step on what the one before left. */
static const struct {
	const char *step, *given, *at;
} way[] = {
    {"open", "customer=VW;part=4711-A", "2026-11-20T09:00:00+08:00"},
    {"confirm", "", "2026-11-20T09:01:00+08:00"},
    {"inform", "engineer=qe02", "2026-11-20T09:03:00+08:00"},
    {"contact", "", "2026-11-20T09:07:00+08:00"},
    {"analyse", "", "2026-11-20T09:40:00+08:00"},
    {"relay", "", "2026-11-20T10:01:00+08:00"},
    {"agree", "agreement=exchange", "2026-11-20T10:05:00+08:00"},
    {"reply", "", "2026-11-20T10:06:00+08:00"},
    {"answer", "", "2026-11-20T11:00:00+08:00"},
    {"close", "", "2026-11-25T11:00:00+08:00"},
};

static const char whole[] =
    "{\"state\":\"closed\",\"customer\":\"VW\",\"part\":\"4711-A\","
    "\"received_at\":\"2026-11-20T09:00:00+08:00\",\"class\":\"quality\","
    "\"confirmed_at\":\"2026-11-20T09:01:00+08:00\",\"engineer\":\"qe02\","
    "\"informed_at\":\"2026-11-20T09:03:00+08:00\",\"verdicts\":{"
    "\"inform\":{\"verdict\":\"met\",\"limit\":\"PT5M\","
    "\"due_at\":\"2026-11-20T09:05:00+08:00\"},"
    "\"contact\":{\"verdict\":\"met\",\"limit\":\"PT5M\","
    "\"due_at\":\"2026-11-20T09:08:00+08:00\"},"
    "\"analyse\":{\"verdict\":\"late\",\"limit\":\"PT30M\","
    "\"due_at\":\"2026-11-20T09:33:00+08:00\"},"
    "\"agree\":{\"verdict\":\"met\",\"limit\":\"PT10M\","
    "\"due_at\":\"2026-11-20T10:11:00+08:00\"},"
    "\"reply\":{\"verdict\":\"met\",\"limit\":\"PT24H\","
    "\"due_at\":\"2026-11-21T09:00:00+08:00\"},"
    "\"answer\":{\"verdict\":\"met\",\"limit\":\"PT24H\","
    "\"due_at\":\"2026-11-21T09:00:00+08:00\"}},"
    "\"contacted_at\":\"2026-11-20T09:07:00+08:00\","
    "\"analysed_at\":\"2026-11-20T09:40:00+08:00\","
    "\"relayed_at\":\"2026-11-20T10:01:00+08:00\",\"agreement\":\"exchange\","
    "\"agreed_at\":\"2026-11-20T10:05:00+08:00\","
    "\"replied_at\":\"2026-11-20T10:06:00+08:00\","
    "\"answered_at\":\"2026-11-20T11:00:00+08:00\","
    "\"closed_at\":\"2026-11-25T11:00:00+08:00\"}";

static void whole_case(void **state)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_record *r = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(way); i++) {
		struct take t = {NULL, way[i].step, way[i].given, "", way[i].at, NULL};
		struct crm_buf said = CRM_BUF_INIT;
		bool taken = false;

		if (i > 0) { /* the members without their braces */
			crm_buf_cut(&json, json.len - 1);
			t.before = crm_buf_str(&json) + 1;
		}
		crm_take(&crm_complaint, &t, &taken, &r, &said);
		if (!taken)
			fail_msg("%s: %s", t.step, crm_buf_str(&said));
		crm_buf_release(&said);
		crm_buf_clear(&json);
		crm_record_dump(r, &json);
		crm_record_free(r);
	}
	assert_string_equal(crm_buf_str(&json), whole);
	crm_buf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(closing),
	    cmocka_unit_test(ended_pause),
	    cmocka_unit_test(reopening),
	    cmocka_unit_test(amending),
	    cmocka_unit_test(amending_own),
	    cmocka_unit_test(state_stamps),
	    cmocka_unit_test(common_steps),
	    cmocka_unit_test(whole_case),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
