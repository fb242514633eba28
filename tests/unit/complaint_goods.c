/*
 * lib/rules/complaint_goods.h: what must add up of the goods of a complaint
 * (K3, K8, K9), and what is pending.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/goods.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A lot is settled by dispositions of exactly its quantity. */
static void lots(void **state)
{
	static const struct settled rows[] = {
	    {"", "", 0, ""},
	    {LOT, "L1", 20, "pending_lot lot\n"},
	    {LOT, "L2", 0, "pending_lot lot\n"},
	    {LOT DISPS(DONE_SCRAP("a", "20")), "L1", 0, ""},
	    {LOT DISPS(DONE_SCRAP("a", "19")), "L1", 1, "pending_lot lot\n"},
	    {LOT DISPS(DONE_SCRAP("a", "21")), "L1", 0, ""},
	    {LOT DISPS(DONE_SCRAP("a", "12") "," DONE_SCRAP("b", "8")), "L1", 0, ""},
	    {LOT DISPS(DONE_SCRAP("a", "12") "," DONE_SCRAP("b", "7")), "L1", 1,
	        "pending_lot lot\n"},
	    /* suspected counts, not affected */
	    {LOT ",'quantity_suspect':30" DISPS(DONE_SCRAP("a", "20")), "L1", 10,
	        "pending_lot lot\n"},
	    /* `lots` knows better than the record */
	    {LOT ",'lots':{'L1':{'lot':'L1','quantity':5}}", "L1", 5, "pending_lot lots.L1\n"},
	    {LOT ",'lots':{'L1':{'lot':'L1','quantity':0}}", "L1", 0, ""},
	    {LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}", "L2", 5,
	        "pending_lot lots.L2\npending_lot lot\n"},
	    {LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}" DISPS(DONE_SCRAP("a", "20")), "L1", 0,
	        "pending_lot lots.L2\n"},
	    /* no lot: one without name, as long as there is no other */
	    {"'quantity':3", "", 3, "pending_lot quantity\n"},
	    {"'quantity':3,'dispositions':{'a':{'disposition':'scrap','quantity':3,'scrapped':3}}",
	        "", 0, ""},
	    {"'quantity':3,'lots':{'L2':{'lot':'L2','quantity':5}}", "", 0,
	        "pending_lot lots.L2\n"},
	    /* nobody knows how many */
	    {"'lot':'L1'", "L1", 0, ""},
	    {"'lot':'L1'" DISPS(DONE_SCRAP("a", "4")), "L1", 0, ""},
	    {"'lot':'L1','dispositions':{'a':{'lot':'L1','disposition':'return'}}", "L1", -1,
	        "pending_quantity dispositions.a\nmissing_step relayed_at\n"},
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'scrap','scrapped':20}}", "L1", 0,
	        ""},
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'scrap','scrapped':7}," DONE_SCRAP(
	         "b", "12") "}",
	        "L1", 1, "pending_scrap dispositions.a\n"},
	    /* withdrawn ones wait again */
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'scrap','quantity':20,"
	         "'scrapped':15,'withdrawn':5}}",
	        "L1", 5, "pending_lot lot\n"},
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'return','quantity':20,"
	         "'withdrawn':20}," DONE_SCRAP("b", "20") "}",
	        "L1", 0, ""},
	    /* a lot that is called otherwise now */
	    {LOT ",'dispositions':{'a':{'lot':'L9','disposition':'scrap','quantity':20}}", "L9", 20,
	        "pending_lot lot\npending_scrap dispositions.a\n"},
	    /* other classes have no goods but those that are named */
	    {"'class':'delivery'," LOT, "L1", 0, ""},
	    {"'class':'delivery','needs_8d':true," LOT, "L1", 20, "pending_lot lot\n"},
	    {"'class':'quality'," LOT, "L1", 20, "pending_lot lot\n"},
	    {"'class':'service','lots':{'L1':{'lot':'L1','quantity':2}}", "L1", 2,
	        "pending_lot lots.L1\n"},
	};

	(void)state;
	settle(rows, COUNT(rows));
}

#define RETURN LOT RELAYED ",'dispositions':{" DISP("r", "return", "20")
#define RECEIPT(key, n) "'" key "':{'disposition':'r','quantity':" n ",'area':'Q1'}"
#define BACK(n) ",'receipts':{" RECEIPT("x", n) "}"

/* K9: what comes back is disposed again. */
static void returns(void **state)
{
	static const struct settled rows[] = {
	    {LOT DISPS(DISP("r", "return", "20")), "L1", 20,
	        "pending_return dispositions.r\nmissing_step relayed_at\n"},
	    {RETURN "}", "L1", 20, "pending_return dispositions.r\n"},
	    {RETURN "}" BACK("19"), "L1", 20,
	        "pending_return dispositions.r\npending_disposal dispositions.r\n"},
	    {RETURN "}" BACK("20"), "L1", 20, "pending_disposal dispositions.r\n"},
	    {RETURN ",'s':{'of':'r','disposition':'scrap','quantity':20,'scrapped':20}}" BACK("20"),
	        "L1", 0, ""},
	    {RETURN ",'s':{'of':'r','disposition':'scrap','quantity':19,'scrapped':19}}" BACK("20"),
	        "L1", 1, "pending_disposal dispositions.r\n"},
	    {RETURN ",'s':{'of':'r','disposition':'scrap','quantity':20,'scrapped':20}},"
	            "'receipts':{" RECEIPT("x", "12") "," RECEIPT("y", "8") "}",
	        "L1", 0, ""},
	    /* one that nobody knows */
	    {LOT ",'receipts':{'x':{'disposition':'q','quantity':3}}", "L1", 20,
	        "pending_lot lot\n"},
	};

	(void)state;
	settle(rows, COUNT(rows));
}

/* Returned, reworked, some bad, of these some repaired and bad again. */
#define CHAIN_HEAD                                                               \
	LOT RELAYED BACK("20") ",'dispositions':{" DISP("r", "return",           \
	    "20") ","                                                            \
	          "'w':{'of':'r','disposition':'rework','quantity':20" PLAN "}," \
	          "'p':{'of':'w','disposition':'repair','quantity':3" PLAN ",'approval':'VW-77'}"
#define CHAIN_TAIL                                                                                 \
	"}" INSPS(INSP("i", "A", "20", "17", "3") "," RECHECK("j", "B", "17", "17",                \
	    "0") ","                                                                               \
	         "'k':{'by':'A','disposition':'p','inspected':3,'good':1,'bad':2},"                \
	         "'l':{'by':'B','disposition':'p','inspected':1,'good':1,'bad':0,'recheck':true}") \
	    SIGNS(SIGN("s", "i", "boss") "," SIGN("t", "j", "boss") "," SIGN(                      \
	        "u", "k", "boss") "," SIGN("v", "l", "boss"))

static void chains(void **state)
{
	static const struct settled rows[] = {
	    {CHAIN_HEAD CHAIN_TAIL, "L1", 2, "pending_disposal dispositions.p\n"},
	    {CHAIN_HEAD ",'z':{'of':'p','disposition':'scrap','quantity':2}" CHAIN_TAIL, "L1", 2,
	        "pending_scrap dispositions.z\n"},
	    {CHAIN_HEAD
	        ",'z':{'of':'p','disposition':'scrap','quantity':1,'scrapped':1}" CHAIN_TAIL,
	        "L1", 1, "pending_disposal dispositions.p\n"},
	    {CHAIN_HEAD
	        ",'z':{'of':'p','disposition':'scrap','quantity':2,'scrapped':2}" CHAIN_TAIL,
	        "L1", 0, ""},
	    /* what came out of p says no number: all of it */
	    {CHAIN_HEAD ",'z':{'of':'p','disposition':'scrap','scrapped':2}" CHAIN_TAIL, "L1", 0,
	        ""},
	    /* in a circle: only from outside; it ends */
	    {"'dispositions':{'a':{'of':'b','disposition':'sort','quantity':2},"
	     "'b':{'of':'a','disposition':'sort','quantity':2}}",
	        "", 4, "pending_inspection dispositions.a\npending_inspection dispositions.b\n"},
	    {"'dispositions':{'a':{'of':'a','disposition':'scrap','quantity':2}}", "", 2,
	        "pending_scrap dispositions.a\n"},
	};

	(void)state;
	settle(rows, COUNT(rows));
}

#define CONCEDED "'c':{'lot':'L1','disposition':'concession','quantity':20"
#define MAKEUP(more) LOT DISPS(DONE_SCRAP("a", "20")) ",'makeups':{'m':{'quantity':20" more "}}"

/* K8, K9: what else is owed. */
static void owed(void **state)
{
	static const struct settled rows[] = {
	    {LOT DISPS(CONCEDED "}"), "L1", 20,
	        "pending_concession dispositions.c\npending_readacross readacross\n"},
	    {LOT DISPS(CONCEDED ",'concession':'D-1'}"), "L1", 0,
	        "pending_readacross readacross\n"},
	    {LOT DISPS(CONCEDED ",'concession':'D-1'}") ",'readacross':{'L2':{'subject':'L2',"
	                                                "'scope':'lot','result':'clear'}}",
	        "L1", 0, ""},
	    {LOT DISPS(CONCEDED ",'concession':'D-1'}") ",'readacross':{'L2':{'subject':'L2',"
	                                                "'scope':'lot','result':'open'}}",
	        "L1", 0, "pending_readacross readacross.L2\n"},
	    {MAKEUP(""), "L1", 0, "pending_makeup makeups.m\n"},
	    {MAKEUP(",'delivered':19"), "L1", 0, "pending_makeup makeups.m\n"},
	    {MAKEUP(",'delivered':20"), "L1", 0, ""},
	    {"'agreement':'make_up'", "", 0, "pending_makeup makeups\n"},
	    {"'agreement':'exchange'", "", 0, ""},
	    /* an older record says it of all */
	    {"'disposition':'return'", "", 0, "missing_step relayed_at\n"},
	    {"'disposition':'return'" RELAYED, "", 0, ""},
	};

	(void)state;
	settle(rows, COUNT(rows));
}

/* One lot's findings, and the names of all. */
static void one_lot(void **state)
{
	struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
	struct crm_record *r = crm_take_record(
	    "'id':'C-1',"
	    "'agreement':'make_up'," LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}");
	struct crm_findings *f = crm_findings_new();
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	(void)state;
	crm_view_of_record(shape, r, &a, &v);
	assert_int_equal(crm_goods_judge_lot(&v, "L2", f), 5);
	assert_int_equal(crm_findings_count(f), 1);
	assert_string_equal(crm_finding_at(f, 0)->subject, "C-1");
	assert_string_equal(crm_finding_at(f, 0)->field, "lots.L2");
	assert_string_equal(
	    crm_finding_at(f, 0)->text, "lot 'L2': 5 of 5 pieces are not disposed: step 'dispose'");
	assert_string_equal(crm_goods_lot(&v, 0, &a), "L2");
	assert_string_equal(crm_goods_lot(&v, 1, &a), "L1");
	assert_null(crm_goods_lot(&v, 2, &a));
	crm_record_free(r);
	crm_findings_free(f);
	crm_shape_free(shape);
	crm_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lots),
	    cmocka_unit_test(returns),
	    cmocka_unit_test(chains),
	    cmocka_unit_test(owed),
	    cmocka_unit_test(one_lot),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
