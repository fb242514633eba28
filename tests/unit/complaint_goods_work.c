/*
 * lib/rules/complaint/complaint_goods.h: sorting, rework and repair (K4), and what is
 * stored and cannot be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/goods.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* K4: all inspected, rechecked by another, signed by a third. */
static const struct settled work_rows[] = {
    {WORK("sort", "") "}", "L1", 20, "pending_inspection dispositions.w\n"},
    {WORK("sort", "") "}" INSPS(INSP("i", "A", "19", "19", "0")), "L1", 1,
        "pending_inspection dispositions.w\n"},
    {WORK("sort", "") "}" INSPS(INSP("i", "A", "20", "20", "0")), "L1", 0, ""},
    {WORK("sort", "") "}" INSPS(INSP("i", "A", "20", "17", "3")), "L1", 3,
        "pending_disposal dispositions.w\n"},
    {WORK("sort", "") "}" INSPS(INSP("i", "A", "12", "12", "0") "," INSP("j", "A", "8", "8", "0")),
        "L1", 0, ""},
    /* a recheck is none of them */
    {WORK("sort", "") "}" INSPS(
         INSP("i", "A", "10", "10", "0") "," RECHECK("j", "B", "10", "10", "0")),
        "L1", 10, "pending_inspection dispositions.w\n"},
    {WORK("rework", "") "}", "L1", 20,
        "pending_plan dispositions.w\npending_inspection dispositions.w\n"
        "pending_recheck dispositions.w\n"},
    {WORK("rework", PLAN) "}" NO_BAD ALL_SIGNED, "L1", 0, ""},
    {WORK("rework", "") "}" NO_BAD ALL_SIGNED, "L1", 0, "pending_plan dispositions.w\n"},
    {WORK("rework", PLAN) "}" NO_BAD, "L1", 20,
        "pending_signature inspections.i\npending_signature inspections.j\n"},
    {WORK("rework", PLAN) "}" NO_BAD SIGNS(SIGN("s", "i", "boss") "," SIGN("t", "i", "B")), "L1",
        20, "pending_signature inspections.j\n"},
    /* not by the inspector, nor under his login */
    {WORK("rework", PLAN) "}" NO_BAD SIGNS(SIGN("s", "i", "A") "," SIGN("t", "j", "A")), "L1", 20,
        "pending_signature inspections.i\n"},
    {WORK("rework", PLAN) "}" NO_BAD SIGNS(
         "'s':{'by':'boss','login':'A','inspection':'i'}," SIGN("t", "j", "boss")),
        "L1", 20, "pending_signature inspections.i\n"},
    /* the recheck by the first inspector is none */
    {WORK("rework", PLAN) "}" INSPS(
         INSP("i", "A", "20", "20", "0") "," RECHECK("j", "A", "5", "5", "0")) ALL_SIGNED,
        "L1", 20, "pending_recheck dispositions.w\n"},
    /* nothing good, nothing to recheck */
    {WORK("rework", PLAN) ",'z':{'of':'w','disposition':'scrap','quantity':20,"
                          "'scrapped':20}}" INSPS(INSP("i", "A", "20", "0", "20")) ALL_SIGNED,
        "L1", 0, ""},
    /* what the recheck finds is bad */
    {WORK("rework", PLAN) "}" INSPS(
         INSP("i", "A", "20", "18", "2") "," RECHECK("j", "B", "18", "17", "1")) ALL_SIGNED,
        "L1", 3, "pending_disposal dispositions.w\n"},
    {WORK("rework", PLAN ",'approval_needed':true") "}" NO_BAD ALL_SIGNED, "L1", 0,
        "pending_approval dispositions.w\n"},
    {WORK("repair", PLAN) "}" NO_BAD ALL_SIGNED, "L1", 0, "pending_approval dispositions.w\n"},
    {WORK("repair", PLAN ",'approval':'VW-77'") "}" NO_BAD ALL_SIGNED, "L1", 0, ""},
    {WORK("rework_on_site", PLAN) "}" NO_BAD ALL_SIGNED, "L1", 0,
        "pending_plan dispositions.w\npending_handover dispositions.w\n"},
    {WORK("rework_on_site", PLAN TEAM ",'handed_over':19") "}" NO_BAD ALL_SIGNED, "L1", 0,
        "pending_handover dispositions.w\n"},
    {WORK("rework_on_site", PLAN TEAM ",'handed_over':20") "}" NO_BAD ALL_SIGNED, "L1", 0, ""},
    {WORK("rework_by_customer", "") "}" INSPS(INSP("i", "A", "20", "20", "0")), "L1", 0,
        "pending_handover dispositions.w\n"},
    {WORK("rework_by_customer", ",'handed_over':20") "}" INSPS(INSP("i", "A", "20", "20", "0")),
        "L1", 0, ""},
};

static void work(void **state)
{

	(void)state;
	settle(work_rows, COUNT(work_rows));
}

#define RETURN LOT RELAYED ",'dispositions':{" DISP("r", "return", "20")
#define RECEIPT(key, n) "'" key "':{'disposition':'r','quantity':" n ",'area':'Q1'}"
#define BACK(n) ",'receipts':{" RECEIPT("x", n) "}"

#define MAKEUP(more) LOT DISPS(DONE_SCRAP("a", "20")) ",'makeups':{'m':{'quantity':20" more "}}"

/* What is stored and cannot be. */
static void contradictions(void **state)
{
	static const struct {
		const char *record, *codes;
	} rows[] = {
	    {LOT DISPS(DONE_SCRAP("a", "20")), ""},
	    {LOT DISPS(DONE_SCRAP("a", "21")), "quantity_exceeds lot\n"},
	    {LOT DISPS(DONE_SCRAP("a", "12") "," DONE_SCRAP("b", "9")), "quantity_exceeds lot\n"},
	    {RETURN "}" BACK("21"), "quantity_exceeds dispositions.r\n"},
	    {RETURN ",'s':{'of':'r','disposition':'scrap','quantity':5}}" BACK("4"),
	        "quantity_exceeds dispositions.r\n"},
	    {LOT DISPS("'s':{'of':'q','disposition':'scrap','quantity':5}"),
	        "no_such_item dispositions.s\n"},
	    {LOT DISPS("'s':{'lot':'L1','disposition':'scrap','quantity':5,'scrapped':6}"),
	        "quantity_exceeds dispositions.s\n"},
	    {WORK("sort", "") "}" INSPS(INSP("i", "A", "21", "21", "0")),
	        "quantity_exceeds dispositions.w\n"},
	    {WORK("sort", "") "}" INSPS(INSP("i", "A", "5", "4", "2")),
	        "quantity_mismatch inspections.i\n"},
	    {WORK("rework_by_customer", ",'handed_over':5") "}" INSPS(
	         INSP("i", "A", "5", "4", "1")),
	        "quantity_exceeds dispositions.w\n"},
	    {LOT INSPS(INSP("i", "A", "5", "4", "1")), "no_such_item inspections.i\n"},
	    {MAKEUP("") ",'deliveries':{'d':{'makeup':'m','delivered':21}}",
	        "quantity_exceeds makeups.m\n"},
	    {MAKEUP("") ",'deliveries':{'d':{'makeup':'m','delivered':20},"
	                "'e':{'makeup':'n','delivered':2}}",
	        "no_such_item deliveries.e\n"},
	    /* sums of anything end somewhere */
	    {LOT DISPS(
	         DISP("a", "scrap", "9007199254740991") "," DISP("b", "scrap", "9007199254740991")),
	        "quantity_exceeds lot\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf have = CRM_BUF_INIT;

		codes_of(rows[i].record, "", crm_goods_check, &have);
		if (strcmp(crm_buf_str(&have), rows[i].codes) != 0)
			fail_msg("%s\nhas\n%sexpected\n%s", rows[i].record, crm_buf_str(&have),
			    rows[i].codes);
		crm_buf_release(&have);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(work),
	    cmocka_unit_test(contradictions),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
