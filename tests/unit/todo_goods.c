/*
 * lib/rules/todo.h: what somebody has promised for a complaint, and what its
 * goods still need; and what holds for the points of every kind.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/todo_util.h"

#define ACTION(key, rest) "'" key "':{'cause':'TUA','text':'new die'" rest "}"

static void promises(void **state)
{
	static const struct todo_expected rows[] = {
	    {QUIET ",'actions':{" ACTION("1a2b3c4d5e6f", ",'owner':'pe03','due':'2026-12-01'") "}",
	        "action 1a2b3c4d5e6f: new die; pe03; 2026-12-01; implement --item 1a2b\n"},
	    /* without an owner it is the engineer's; without a day it has none */
	    {QUIET ",'actions':{" ACTION("1a2b3c4d5e6f", "") "}",
	        "action 1a2b3c4d5e6f: new die; qe02; ; implement --item 1a2b\n"},
	    {QUIET ",'actions':{" ACTION("1a2b3c4d5e6f", ",'due':'soon'") "}",
	        "action 1a2b3c4d5e6f: new die; qe02; ; implement --item 1a2b\n"},
	    {QUIET ",'actions':{" ACTION("1a2b3c4d5e6f", ",'implemented_at':" AT("18")) "}", CLOSE},
	    /* as much of the key as says which */
	    {QUIET ",'actions':{" ACTION("1a2b3c4d5e6f", "") "," ACTION(
	         "1a2b3c4d0000", ",'implemented_at':" AT("18")) "}",
	        "action 1a2b3c4d5e6f: new die; qe02; ; implement --item 1a2b3c4d5\n"},
	    {QUIET ",'actions':{" ACTION("1a2", "") "}",
	        "action 1a2: new die; qe02; ; implement --item 1a2\n"},
	    /* containment */
	    {QUIET ",'containment':{'stock':{'place':'stock','suspect':100,'checked':99,"
	           "'owner':'wh01'}}",
	        "containment stock: stock: 99 of 100 checked; wh01; ; contain --place stock\n"},
	    {QUIET ",'containment':{'stock':{'place':'stock','suspect':100,'checked':100,"
	           "'owner':'wh01'}}",
	        CLOSE},
	    {QUIET ",'containment':{'stock':{'place':'stock','suspect':0,'owner':'wh01'}}", CLOSE},
	    /* nobody has promised it; D3 is the clock's */
	    {QUIET ",'containment':{'stock':{'place':'stock','suspect':100}}", CLOSE},
	    /* read across, by the subject */
	    {QUIET ",'readacross':{'4712':{'scope':'part','subject':'4712','result':'open',"
	           "'owner':'pe03','due':'2026-12-01'}}",
	        "read_across 4712: 4712: read across; pe03; 2026-12-01; readacross --subject 4712 --scope part\n"},
	    {QUIET ",'readacross':{'k':{'scope':'part','subject':'plant 2, John\\u0027s',"
	           "'result':'open'}}",
	        "read_across k: plant 2, John's: read across; qe02; ; readacross --subject plant 2, "
	        "John's --scope part\n"},
	    {QUIET ",'readacross':{'4712':{'scope':'part','subject':'4712','result':'clear'}}",
	        CLOSE},
	    /* make-up */
	    {QUIET ",'makeups':{'0123456789ab':{'lot':'L9','quantity':20,'delivered':19,"
	           "'due':'2026-12-01'}}",
	        "make_up 0123456789ab: L9: make-up delivery; qe02; 2026-12-01; deliver --item "
	        "0123\n"},
	    {QUIET ",'makeups':{'0123456789ab':{'quantity':20}},'deliveries':{'d':{"
	           "'makeup':'0123456789ab','delivered':20}}",
	        CLOSE},
	    {QUIET ",'agreement':'make_up'", "make_up: make-up delivery; qe02; ; makeup\n"},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

#define LOT QUIET ",'lot':'L1','quantity':20"
#define DISP(word, rest)                                                       \
	LOT ",'dispositions':{'0123456789ab':{'lot':'L1','disposition':'" word \
	    "','quantity':20" rest "}}"
#define PLAN ",'instruction':'WI-1','risk_review':'RR-1','leader':'tl07'"
#define INSPECTED(rest)                                                                 \
	",'inspections':{'a1':{'by':'in1','disposition':'0123456789ab','inspected':20," \
	"'good':20,'bad':0" rest "}"
#define RECHECKED                                                                        \
	",'b1':{'by':'in2','disposition':'0123456789ab','inspected':5,'good':5,'bad':0," \
	"'recheck':true}}"
#define SIGNED(i, key) "'" key "':{'inspection':'" i "','by':'qm1','login':'qm1'}"

static void goods(void **state)
{
	static const struct todo_expected rows[] = {
	    {LOT, "goods: dispose the goods; qe02; ; dispose\n"},
	    {QUIET ",'lots':{'L2':{'lot':'L2','quantity':5}}",
	        "goods L2: L2: dispose the goods; qe02; ; dispose\n"},
	    /* what a record says is no step */
	    {QUIET ",'lots':{'L2':{'lot':'step \\u0027; rm -rf ~ #','quantity':5}}",
	        "goods L2: step '; rm -rf ~ #: dispose the goods; qe02; ; dispose\n"},
	    {DISP("return", ",'return_by':'2026-12-01'"),
	        "goods 0123456789ab: L1: receive the return; qe02; 2026-12-01; receive --item "
	        "0123\n"
	        "goods: relay the return; qe02; ; relay\n"},
	    {DISP("return", "") ",'relayed_at':" AT("18") ",'agreed_at':" AT(
	         "18") ",'receipts':{'r1':{'disposition':'0123456789ab','quantity':20}}",
	        "goods 0123456789ab: L1: dispose again; qe02; ; dispose --of 0123\n"},
	    {DISP("scrap", ",'scrapped':19"),
	        "goods 0123456789ab: L1: make it unusable; qe02; ; scrap --item 0123\n"},
	    {DISP("scrap", ",'scrapped':20"), CLOSE},
	    {DISP("concession", "") ",'readacross':{'x':{'subject':'x','result':'clear'}}",
	        "concession 0123456789ab: L1: name the concession; qe02; ; withdraw --item 0123\n"},
	    {DISP("concession", ",'concession':'D-1'"),
	        "read_across: read across; qe02; ; readacross\n"},
	    {QUIET ",'lot':'L1','dispositions':{'0123456789ab':{'lot':'L1','disposition':'scrap'}}",
	        "goods 0123456789ab: L1: count the pieces; qe02; ; lot --quantity\n"},
	    /* work: planned, approved, inspected, rechecked, signed: the next of it */
	    {DISP("rework", ""),
	        "goods 0123456789ab: L1: plan the work; qe02; ; rework --item 0123\n"},
	    {DISP("repair", ""),
	        "goods 0123456789ab: L1: plan the work; qe02; ; repair --item 0123\n"
	        "approval 0123456789ab: L1: approve the work; VW (customer); ; repair --item 0123 "
	        "--approval\n"},
	    {DISP("repair", PLAN ",'approval':'A'"),
	        "goods 0123456789ab: L1: inspect; tl07; ; inspect --item 0123\n"},
	    {DISP("rework", PLAN) INSPECTED("") "}",
	        "goods 0123456789ab: L1: recheck the good ones; tl07; ; inspect --item 0123 "
	        "--recheck true\n"
	        "signature a1: sign the inspection; qe02; ; sign --item a1\n"},
	    {DISP("rework", PLAN) INSPECTED("") RECHECKED,
	        "signature a1: sign the inspection; qe02; ; sign --item a1\n"
	        "signature b1: sign the inspection; qe02; ; sign --item b1\n"},
	    {DISP("rework", PLAN) INSPECTED("") RECHECKED ",'signatures':{" SIGNED("a1", "s") "}",
	        "signature b1: sign the inspection; qe02; ; sign --item b1\n"},
	    {DISP("rework", PLAN) INSPECTED("") RECHECKED
	        ",'signatures':{" SIGNED("a1", "s") "," SIGNED("b1", "t") "}",
	        CLOSE},
	    {DISP("sort", "") INSPECTED("") "}", CLOSE},
	};

	(void)state;
	todo_run(&crm_complaint, rows, COUNT(rows));
}

static void check_point(void *ctx, const struct crm_todo_point *p)
{
	const struct crm_kind *k = ctx;

	if (crm_flow_step(&k->flow, p->step) == NULL)
		fail_msg("'%s' names no step", p->step);
	if (p->due.type != CRM_T_ABSENT && p->due.type != CRM_T_DATE &&
	    p->due.type != CRM_T_INSTANT)
		fail_msg("'%s' is due at no time", p->text);
}

/* Every point of every kind names a step of it; a record of nothing is open. */
static void steps(void **state)
{
	static const char *const records[] = {"", QUIET ",'needs_8d':true,'passed_at':" AT("10"),
	    LOT, DISP("rework_on_site", ""), DISP("rework_by_customer", "") INSPECTED("") "}",
	    DISP("scrap", ""), DISP("concession", ""), DISP("repair", ""), DISP("return", ""),
	    QUIET ",'agreement':'make_up'", QUIET ",'makeups':{'k':{'quantity':1}}",
	    "'state':'authorised'"};
	struct crm_kind *k;

	(void)state;
	for (size_t i = 0; (k = (struct crm_kind *)crm_kind_at(i)) != NULL; i++) {
		for (size_t r = 0; r < COUNT(records); r++)
			todo_list(k, records[r], check_point, k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(promises),
	    cmocka_unit_test(goods),
	    cmocka_unit_test(steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
