/*
 * lib/rules/todo.h: what is to be done for a complaint by its clocks and its
 * report, and for a concession. Each source of a point is there while it is
 * open, and gone when it is done.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/todo_util.h"

static void clocks(void **state)
{
	static const struct todo_expected rows[] = {
	    {QUIET, CLOSE},
	    {QUIET ",'class':'service'", CLOSE},
	    {WHO ",'received_at':" AT("20") EARLY ANSWERS, CLOSE},
	    /* those that run, and those that are late */
	    {"'id':'C-1','customer':'VW','received_at':" AT("20"),
	        "contact: inform the quality engineer; ; 2026-11-20T09:05:00+08:00; inform\n"
	        "answer: first answer to the customer; ; 2026-11-21T09:00:00+08:00; reply\n"
	        "answer: solution, or a proposed one; ; 2026-11-21T09:00:00+08:00; answer\n"},
	    {WHO ",'received_at':" AT("10") ",'informed_at':" AT("10") ANSWERS,
	        "contact: reach the quality contact; qe02; 2026-11-10T09:05:00+08:00; contact\n"
	        "contact: first cause, result of the talk; qe02; 2026-11-10T09:30:00+08:00; "
	        "analyse\n"},
	    /* what applies to the class only */
	    {WHO ",'class':'service','received_at':" AT("19"),
	        "answer: first answer to the customer; qe02; 2026-11-20T09:00:00+08:00; reply\n"
	        "answer: solution, or a proposed one; qe02; 2026-11-20T09:00:00+08:00; answer\n"},
	    {QUIET ",'class':'environment'",
	        "authority: tell the authority; qe02; 2026-11-11T09:00:00+08:00; authority\n"
	        "answer: answer to the public; qe02; ; publish\n"},
	    {QUIET ",'class':'environment','authority_at':" AT("10") ",'published_at':" AT("10"),
	        CLOSE},
	    /* a return: who took it at customer service agrees */
	    {QUIET ",'relayed_at':" AT("20") ",'relayed_to':'cs05'",
	        "goods: agree with the customer on the return; cs05; 2026-11-20T09:10:00+08:00; "
	        "agree\n"},
	    {QUIET ",'relayed_at':" AT("20") ",'agreed_at':" AT("20"), CLOSE},
	    {QUIET ",'disposed_at':" AT("20") ",'disposition':'rework_on_site'",
	        "goods: arrange people for rework on site; qe02; 2026-11-20T09:10:00+08:00; "
	        "arrange\n"},
	    /* a verdict that was frozen is not waited for, nor is what has ended */
	    {WHO ",'received_at':" AT("10") EARLY ",'replied_at':" AT(
	         "10") ",'verdicts':{'answer':{'verdict':'late','limit':'PT24H'}}",
	        CLOSE},
	    {"'state':'closed','received_at':" AT("10"), ""},
	    {"'state':'void','received_at':" AT("10"), ""},
	    {"'state':'duplicate','received_at':" AT("10"), ""},
	    {"'state':'answered','engineer':'qe02','received_at':" AT("10") EARLY ANSWERS, CLOSE},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

static void supplier(void **state)
{
	static const struct todo_expected rows[] = {
	    {QUIET ",'passed_at':" AT("16") ",'supplier':'ACME'",
	        "supplier: contain the bought parts; ACME (supplier); 2026-11-17T09:00:00+08:00; "
	        "secure\n"
	        "supplier: answer to our complaint; ACME (supplier); 2026-11-30T01:00:00Z; "
	        "respond\n"},
	    {QUIET ",'passed_at':" AT("16") ",'supplier':'ACME','secured_at':" AT(
	         "16") ",'responded_at':" AT("19"),
	        "supplier: feedback to the supplier; qe02; 2026-11-20T09:00:00+08:00; feedback\n"},
	    {QUIET ",'passed_at':" AT("16") ",'supplier':'ACME','secured_at':" AT(
	         "16") ",'responded_at':" AT("19") ",'feedback_at':" AT("19"),
	        CLOSE},
	    {QUIET ",'passed_at':" AT("16") ",'secured_at':" AT("16"),
	        "supplier: answer to our complaint;  (supplier); 2026-11-30T01:00:00Z; respond\n"},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

#define D8 QUIET ",'needs_8d':true,'contained_at':" AT("10") ",'chosen_at':" AT("10")
#define VERIFIED ",'verified_at':" AT("18")
#define ROUND(key, day, through, rest) \
	"'" key "':{'at':" AT(day) ",'through':'" through "'" rest "}"
#define ACCEPT_DUE "2026-12-10T01:00:00Z"

static void report(void **state)
{
	static const struct todo_expected rows[] = {
	    {QUIET ",'needs_8d':true" VERIFIED ",'accepted_at':" AT("18"),
	        "8d: D3: contain the goods; qe02; 2026-11-11T09:00:00+08:00; contain\n"
	        "8d: D4, D5: causes and actions; qe02; 2026-11-24T01:00:00Z; choose\n"},
	    /* with us */
	    {D8 VERIFIED, "8d: D1 to D7: submit the report; qe02; " ACCEPT_DUE "; submit\n"},
	    {D8 VERIFIED ",'rounds':{" ROUND("a", "11", "D3", ",'verdict':'accepted'") "}",
	        "8d: D1 to D7: submit the report; qe02; " ACCEPT_DUE "; submit\n"},
	    /* with the customer, whatever came before */
	    {D8 VERIFIED ",'rounds':{" ROUND("b", "12", "D8", "") "," ROUND(
	         "a", "11", "D3", ",'verdict':'rejected'") "}",
	        "verdict b: accept or reject report D8; VW (customer); " ACCEPT_DUE "; accept\n"},
	    /* with us again: the last one counts */
	    {D8 VERIFIED ",'rounds':{" ROUND(
	         "b", "12", "D8", ",'verdict':'rejected','reason':'no proof'") "," ROUND("a", "11",
	         "D3", ",'verdict':'accepted'") "}",
	        "8d: submit again: no proof; qe02; " ACCEPT_DUE "; submit\n"},
	    {D8 VERIFIED ",'rounds':{" ROUND("b", "12", "D8", ",'verdict':'rejected'") "}",
	        "8d: submit again: report rejected; qe02; " ACCEPT_DUE "; submit\n"},
	    {D8 VERIFIED ",'accepted_at':" AT("18") ",'rounds':{" ROUND(
	         "b", "12", "D8", ",'verdict':'accepted'") "}",
	        CLOSE},
	    /* imported verdicts: no clock is left to say it */
	    {D8 VERIFIED ",'verdicts':{'answer':{'verdict':'met','imported':true}}",
	        "8d: D1 to D7: submit the report; qe02; ; submit\n"},
	    /* paused: nobody knows the day */
	    {D8 VERIFIED ",'pauses':{'p':{'at':" AT("15") ",'why':'w'}}",
	        "8d: D1 to D7: submit the report; qe02; ; submit\n"},
	    {D8 ",'accepted_at':" AT("18") ",'pauses':{'p':{'at':" AT("15") ",'why':'w'}}",
	        "8d: verify the effect (paused); qe02; ; verify\n"},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

static void effect(void **state)
{
	static const struct todo_expected rows[] = {
	    {D8 ",'accepted_at':" AT("18"),
	        "8d: verify the effect; qe02; 2027-01-09T01:00:00Z; verify\n"},
	    {D8 ",'accepted_at':" AT("18") ",'verify_result':'not_effective'",
	        "8d: verify the effect; qe02; 2027-01-09T01:00:00Z; verify\n"
	        "8d: not effective: a new action; qe02; ; choose\n"},
	    {D8 ",'accepted_at':" AT("18") ",'implemented_at':" AT(
	         "18") ",'verify_result':'not_effective'",
	        "8d: verify the effect; qe02; 2027-01-09T01:00:00Z; verify\n"},
	    /* without an 8D, where a window was set */
	    {QUIET ",'verify_to':'2026-11-30'",
	        "8d: verify the effect; qe02; 2026-11-30; verify\n"},
	    {QUIET ",'verify_to':'2026-11-30'" VERIFIED, CLOSE},
	    {QUIET ",'verify_to':'2026-11-30','verify_result':'not_effective','implemented_at':" AT(
	         "18"),
	        CLOSE},
	    /* chronic, safety */
	    {QUIET ",'chronic':true",
	        "8d: D7: the standard of a chronic defect; qe02; ; prevent\n"},
	    {QUIET ",'chronic':true,'prevented_at':" AT("18") ",'standards':{'s':{'at':" AT(
	         "18") ",'document':'CP-1','type':'control_plan'}}",
	        CLOSE},
	    {QUIET ",'safety':true", "safety: name the owner of product safety; qe02; ; assess\n"},
	    {QUIET ",'safety':true,'safety_owner':'ps01'", CLOSE},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

#define D(state) "'id':'D-1','customer':'VW','owner':'qe02','state':'" state "'"
#define USED(n) ",'quantity':20,'uses':{'LS1':{'delivery':'LS1','quantity':" n "}}"

static void concessions(void **state)
{
	static const struct todo_expected rows[] = {
	    {D("open"), "authorisation: authorise the concession; VW (customer); ; authorise\n"},
	    {D("authorised") ",'valid_until':'2026-11-20'",
	        "end: last day of the concession; qe02; 2026-11-20; end\n"},
	    {D("authorised") ",'valid_until':'2026-11-20'" USED("5"),
	        "end: last day, 15 left; qe02; 2026-11-20; end\n"},
	    {D("authorised") ",'valid_until':'2026-11-19'" USED("5"),
	        "end: expired: to specification again; qe02; 2026-11-19; end\n"},
	    {D("authorised") USED("5"), ""},
	    {D("authorised") ",'valid_until':'2026-11-30'" USED("20"),
	        "end: used up: to specification again; qe02; ; end\n"},
	    {D("used_up") ",'used_up_at':" AT("18") USED("20"),
	        "end: used up: to specification again; qe02; 2026-11-18T09:00:00+08:00; end\n"},
	    {D("refused") ",'refused_at':" AT("18"),
	        "end: refused: the goods go another way; qe02; 2026-11-18T09:00:00+08:00; end\n"},
	    {D("ended") ",'valid_until':'2026-11-19'", ""},
	    {D("void"), ""},
	};

	(void)state;
	todo_run(&crm_concession, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clocks),
	    cmocka_unit_test(supplier),
	    cmocka_unit_test(report),
	    cmocka_unit_test(effect),
	    cmocka_unit_test(concessions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
