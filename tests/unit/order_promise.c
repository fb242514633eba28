/*
 * The promised day: re-promised, in danger, agreed upon; the first promise stays (L2, O7, T6).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_take.h"

#define PROMISED "'state':'confirmed','quantity':100,'promised':'2026-11-25'"
#define P "promises.#."
#define MADE P "at=" TEN "\n" P "by=cs01\n"
#define NEW "day=2026-12-01;cause=material;why=yarn late;reference=M-7"
#define SAID(day) P "day=" day "\n" P "cause=material\n" P "why=yarn late\n" P "reference=M-7\n"

static void promising(void **state)
{
	static const struct row rows[] = {
	    {PROMISED, "promise", NEW, "", NULL, true,
	        MADE SAID("2026-12-01") "promised_now=2026-12-01\n" P "before=2026-11-25\n"},
	    /* from what stands today, the first one is not touched */
	    {PROMISED ",'promised_now':'2026-12-01'", "promise",
	        "day=2026-12-08;cause=customer;why=w;reference=M-8", "", NULL, true,
	        MADE P "day=2026-12-08\n" P "cause=customer\n" P "why=w\n" P "reference=M-8\n"
	               "promised_now=2026-12-08\n" P "before=2026-12-01\n"},
	    {PROMISED, "promise", "day=2026-11-25;cause=material;why=w;reference=M", "", NULL,
	        false, "error bad_value day: is the day that is promised already\n"},
	    {PROMISED, "promise", "day=2026-12-01;cause=luck", "", NULL, false,
	        "error bad_value cause: 'luck' cannot be read, expected one of: customer, "
	        "production, material, quality, capacity, tooling, carrier, supplier, customs, "
	        "force_majeure, other\n"
	        "error missing_field why: 'promise' needs it\n"
	        "error missing_field reference: 'promise' needs it\n"},
	    /* the day of the step is not past */
	    {PROMISED, "promise", "day=2026-11-20;cause=material;why=yarn late;reference=M-7", "",
	        NULL, true,
	        MADE SAID("2026-11-20") "promised_now=2026-11-20\n" P "before=2026-11-25\n"},
	    {PROMISED, "promise", "day=2026-11-19;cause=material;why=w;reference=M", "", NULL,
	        false, "error bad_value day: is past on the day of the step\n"},
	    /* on the promised day it has not slipped, after it has */
	    {PROMISED, "promise", NEW, "", "2026-11-25T23:59:59Z", true,
	        P "at=2026-11-25T23:59:59Z\n" P "by=cs01\n" SAID(
	            "2026-12-01") "promised_now=2026-12-01\n" P "before=2026-11-25\n"},
	    {PROMISED, "promise", NEW, "", "2026-11-26T00:00:00Z", true,
	        P "at=2026-11-26T00:00:00Z\n" P "by=cs01\n" SAID(
	            "2026-12-01") "promised_now=2026-12-01\n" P "before=2026-11-25\n"
	                          "warning told_late promised_now: the promised day, 2026-11-25, "
	                          "is past\n"},
	    {"'state':'approved'", "promise", NEW, "", NULL, false,
	        "error wrong_state state: is approved; 'promise' needs confirmed, released, "
	        "production or shipped\n"},
	    {"'state':'confirmed'", "promise", NEW, "", NULL, false,
	        "error nothing_promised day: no promise stands of what is not with the customer\n"},
	    {PROMISED, "promise", "line=10;" NEW, "", NULL, false,
	        "error no_such_line line: the order has no line '10'\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define LINES(more)                                                                            \
	"'state':'confirmed','promised':'2026-11-25','lines':{'10':{'line':'10','quantity':10" \
	"},'20':{'line':'20','quantity':20,'promised':'2026-11-27'}" more "}"
#define ALL(day)                                                                                    \
	"'state':'confirmed','promised':'2026-11-27','lines':{'10':{'quantity':10,'promised':'" day \
	"'},'20':{'quantity':20,'promised':'2026-11-27'}}"
#define THIRD ",'0123456789ab':{'line':'3/a','quantity':5,'promised':'2026-12-24'}"
#define ARRIVED ",'deliveries':{'d':{'note':'N','line':'20','lot':'L','quantity':20,'arrived':20}}"

static void lines(void **state)
{
	static const struct row rows[] = {
	    {LINES(""), "promise", "line=20;" NEW, "", NULL, true,
	        MADE P "line=20\n" SAID("2026-12-01") "lines.20.promised_now=2026-12-01\n" P
	                                              "before=2026-11-27\n"},
	    /* one without a day of its own has one from now on */
	    {LINES(""), "promise", "line=10;" NEW, "", NULL, true,
	        MADE P "line=10\n" SAID("2026-12-01") "lines.10.promised_now=2026-12-01\n" P
	                                              "before=2026-11-25\n"
	                                              "promised_now=2026-12-01\n"},
	    /* by its name too */
	    {LINES(THIRD), "promise", "line=3/a;" NEW, "", NULL, true,
	        MADE P "line=3/a\n" SAID("2026-12-01") P
	        "line=0123456789ab\nlines.#.promised_now=2026-12-01\n" P "before=2026-12-24\n"},
	    /* where all have days of their own the order's is the last of them */
	    {ALL("2026-11-27"), "promise", "line=20;" NEW, "", NULL, true,
	        MADE P "line=20\n" SAID("2026-12-01") "lines.20.promised_now=2026-12-01\n" P
	                                              "before=2026-11-27\n"
	                                              "promised_now=2026-12-01\n"},
	    {ALL("2026-12-02"), "promise", "line=20;" NEW, "", NULL, true,
	        MADE P "line=20\n" SAID("2026-12-01") "lines.20.promised_now=2026-12-01\n" P
	                                              "before=2026-11-27\n"
	                                              "promised_now=2026-12-02\n"},
	    /* the whole order: those that have days of their own as well */
	    {LINES(""), "promise", NEW, "", NULL, true,
	        MADE SAID("2026-12-01") "lines.20.promised_now=2026-12-01\n" MADE P "line=20\n" P
	                                "day=2026-12-01\n" P "before=2026-11-27\n" P
	                                "cause=material\n" P "why=yarn late\n" P
	                                "reference=M-7\npromised_now=2026-12-01\n" P
	                                "before=2026-11-25\n"},
	    /* but for what the customer has */
	    {LINES("") ARRIVED, "promise", NEW, "", NULL, true,
	        MADE SAID("2026-12-01") "promised_now=2026-12-01\n" P "before=2026-11-25\n"},
	    {LINES("") ARRIVED, "promise", "line=20;" NEW, "", NULL, false,
	        "error nothing_promised day: no promise stands of what is not with the "
	        "customer\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define D "dangers.#."
#define DANGER "cause=material;text=yarn late;"

static void dangers(void **state)
{
	static const struct row rows[] = {
	    {PROMISED, "danger", DANGER "day=2026-11-26", "", NULL, true,
	        D "at=" TEN "\n" D "by=cs01\n" D "cause=material\n" D "text=yarn late\n" D
	          "day=2026-11-26\n"},
	    {PROMISED, "danger", DANGER "day=2026-11-25", "", NULL, false,
	        "error bad_value day: is not after the promised day, 2026-11-25: nothing is in "
	        "danger\n"},
	    /* of the whole order, the earliest */
	    {LINES(""), "danger", DANGER "day=2026-11-26", "", NULL, true,
	        D "at=" TEN "\n" D "by=cs01\n" D "cause=material\n" D "text=yarn late\n" D
	          "day=2026-11-26\n"},
	    {LINES(""), "danger", "line=20;" DANGER "day=2026-11-27", "", NULL, false,
	        "error bad_value day: is not after the promised day, 2026-11-27: nothing is in "
	        "danger\n"},
	    {LINES(""), "danger", "line=30;" DANGER "day=2026-11-28", "", NULL, false,
	        "error no_such_line line: the order has no line '30'\n"},
	    {"'state':'confirmed'", "danger", DANGER "day=2026-11-28", "", NULL, false,
	        "error nothing_promised day: no promise stands of what is not with the "
	        "customer\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define OPEN(more)                                                                                \
	",'dangers':{'d1':{'at':'" NINE "','cause':'material','text':'yarn late','day':'2026-12-" \
	"01'" more "}}"
#define TOLD ",'told_at':'2026-11-20T09:30:00Z','told':'M-6'"

static void telling(void **state)
{
	static const struct row rows[] = {
	    {PROMISED OPEN(""), "tell", "told=M-6", "", NULL, true,
	        "dangers.d1.told=M-6\ndangers.d1.told_at=" TEN "\n"},
	    /* in advance: the promised day included */
	    {PROMISED OPEN(""), "tell", "told=M-6", "", "2026-11-25T23:59:59Z", true,
	        "dangers.d1.told=M-6\ndangers.d1.told_at=2026-11-25T23:59:59Z\n"},
	    {PROMISED OPEN(""), "tell", "told=M-6", "", "2026-11-26T00:00:00Z", true,
	        "dangers.d1.told=M-6\ndangers.d1.told_at=2026-11-26T00:00:00Z\n"
	        "warning told_late dangers: the customer is told after the promised day, "
	        "2026-11-25\n"},
	    {PROMISED OPEN(TOLD), "tell", "told=M-6", "", NULL, false,
	        "error already_done told_at: is 2026-11-20T09:30:00Z: the customer was told; what "
	        "is new is another danger\n"},
	    {PROMISED OPEN(""), "tell", "told=M-6", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'at', " NINE "\n"},
	    {PROMISED, "tell", "told=M-6", "", NULL, false,
	        "error no_such_item item: 'tell' needs one of the dangers; there is none\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define AGREED "answer=agreed;reference=M-7"
#define ANSWERED(word) "dangers.d1.answer=" word "\ndangers.d1.reference=M-7\n"
#define AT_TEN "dangers.d1.answered_at=" TEN "\n"
#define MOVED(before, day)                                                                        \
	MADE P "day=" day "\n" P "before=" before "\n" P "cause=material\n" P "why=yarn late\n" P \
	       "reference=M-7\n"

static void answers(void **state)
{
	static const struct row rows[] = {
	    {PROMISED OPEN(TOLD), "answer", AGREED, "", NULL, true,
	        ANSWERED("agreed") "promised_now=2026-12-01\n" MOVED("2026-11-25", "2026-12-01")
	            AT_TEN},
	    /* on another day */
	    {PROMISED OPEN(TOLD), "answer", AGREED ";day=2026-12-04", "", NULL, true,
	        ANSWERED("agreed") "dangers.d1.day=2026-12-04\npromised_now=2026-12-04\n" MOVED(
	            "2026-11-25", "2026-12-04") AT_TEN},
	    {PROMISED OPEN(TOLD), "answer", "answer=refused;day=2026-12-04", "", NULL, false,
	        "error bad_value day: is only of an answer that agrees\n"},
	    {PROMISED OPEN(TOLD), "answer", "answer=refused;reference=M-7", "", NULL, true,
	        ANSWERED("refused") AT_TEN},
	    {PROMISED OPEN(TOLD), "answer", "answer=agreed", "", NULL, false,
	        "error missing_field reference: what is agreed needs the customer's paper\n"},
	    /* told first, unless it has passed */
	    {PROMISED OPEN(""), "answer", AGREED, "", NULL, false,
	        "error not_told told_at: the customer was not told: 'tell' first; 'withdrawn' "
	        "where it has passed\n"},
	    {PROMISED OPEN(""), "answer", "answer=withdrawn", "", NULL, true,
	        "dangers.d1.answer=withdrawn\n" AT_TEN},
	    {PROMISED OPEN(TOLD), "answer", AGREED, "", "2026-11-20T09:29:59Z", false,
	        "error wrong_order at: is earlier than 'told_at', 2026-11-20T09:30:00Z\n"},
	    {PROMISED OPEN(TOLD ",'answered_at':'" NINE "','answer':'refused'"), "answer", AGREED,
	        "", NULL, false, "error already_done answered_at: is " NINE ": refused\n"},
	    /* promised for that day meanwhile: it stays */
	    {PROMISED ",'promised_now':'2026-12-01'" OPEN(TOLD), "answer", AGREED, "", NULL, true,
	        ANSWERED("agreed") AT_TEN
	        "warning not_moved promised_now: that day or a later one is promised already: no "
	        "promise moves\n"},
	    {PROMISED OPEN(TOLD), "answer", AGREED, "", "2026-11-26T00:00:00Z", true,
	        ANSWERED("agreed") "promised_now=2026-12-01\n" P "at=2026-11-26T00:00:00Z\n" P
	                           "by=cs01\n" P "day=2026-12-01\n" P "before=2026-11-25\n" P
	                           "cause=material\n" P "why=yarn late\n" P "reference=M-7\n"
	                           "dangers.d1.answered_at=2026-11-26T00:00:00Z\n"
	                           "warning told_late dangers: the customer agrees after the "
	                           "promised day, 2026-11-25\n"},
	    /* nothing to move once all is there */
	    {"'state':'delivered','quantity':1,'promised':'2026-11-25'" OPEN(TOLD), "answer",
	        AGREED, "", NULL, false,
	        "error nothing_promised answer: no promise stands of what is not with the "
	        "customer\n"},
	    /* of all lines those that the day is later for */
	    {LINES(THIRD) OPEN(TOLD), "answer", AGREED, "", NULL, true,
	        ANSWERED("agreed") "lines.20.promised_now=2026-12-01\n" MADE P "line=20\n" P
	                           "day=2026-12-01\n" P "before=2026-11-27\n" P "cause=material\n" P
	                           "why=yarn late\n" P "reference=M-7\n"
	                           "promised_now=2026-12-01\n" MOVED("2026-11-25", "2026-12-01")
	                               AT_TEN},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define L "delays.#."

/* The customer's own lateness is told in writing. */
static void delays(void **state)
{
	static const struct row rows[] = {
	    {PROMISED, "delay", "cause=carrier;text=strike;days=2", "", NULL, true,
	        L "at=" TEN "\n" L "by=cs01\n" L "cause=carrier\n" L "text=strike\n" L "days=2\n"},
	    {PROMISED, "delay", "cause=customer;text=late approval;told=M-9", "", NULL, true,
	        L "at=" TEN "\n" L "by=cs01\n" L "cause=customer\n" L "text=late approval\n" L
	          "told=M-9\n"},
	    {PROMISED, "delay", "cause=customer;text=late approval", "", NULL, true,
	        L "at=" TEN "\n" L "by=cs01\n" L "cause=customer\n" L "text=late approval\n"
	          "warning not_told delays: the customer's own lateness is told in writing: "
	          "'delay-told'\n"},
	    {PROMISED ",'delays':{'x':{'cause':'customer'}}", "delay-told", "told=M-9", "", NULL,
	        true, "delays.x.told=M-9\n"},
	    {PROMISED ",'delays':{'x':{'cause':'customer','told':'M-8'}}", "delay-told", "told=M-9",
	        "", NULL, false, "error already_done told: is M-8 already\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(promising),
	    cmocka_unit_test(lines),
	    cmocka_unit_test(dangers),
	    cmocka_unit_test(telling),
	    cmocka_unit_test(answers),
	    cmocka_unit_test(delays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
