/*
 * lib/rules/complaint/complaint_goods.h: what must add up of the goods of a complaint
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
static const struct settled lot_rows[] = {
    {"", "", 0, ""},
    {LOT, "L1", 20, "pending_lot lot\n"},
    {LOT, "L2", 0, "pending_lot lot\n"},
    {LOT DISPS(DONE_SCRAP("a", "20")), "L1", 0, ""},
    {LOT DISPS(DONE_SCRAP("a", "19")), "L1", 1, "pending_lot lot\n"},
    {LOT DISPS(DONE_SCRAP("a", "21")), "L1", 0, ""},
    {LOT DISPS(DONE_SCRAP("a", "12") "," DONE_SCRAP("b", "8")), "L1", 0, ""},
    {LOT DISPS(DONE_SCRAP("a", "12") "," DONE_SCRAP("b", "7")), "L1", 1, "pending_lot lot\n"},
    /* suspected counts, not affected */
    {LOT ",'quantity_suspect':30" DISPS(DONE_SCRAP("a", "20")), "L1", 10, "pending_lot lot\n"},
    /* `lots` knows better than the record */
    {LOT ",'lots':{'L1':{'lot':'L1','quantity':5}}", "L1", 5, "pending_lot lots.L1\n"},
    {LOT ",'lots':{'L1':{'lot':'L1','quantity':0}}", "L1", 0, ""},
    {LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}", "L2", 5,
        "pending_lot lots.L2\npending_lot lot\n"},
    {LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}" DISPS(DONE_SCRAP("a", "20")), "L1", 0,
        "pending_lot lots.L2\n"},
    /* no lot: one without name, as long as there is no other */
    {"'quantity':3", "", 3, "pending_lot quantity\n"},
    {"'quantity':3,'dispositions':{'a':{'disposition':'scrap','quantity':3,'scrapped':3}}", "", 0,
        ""},
    {"'quantity':3,'lots':{'L2':{'lot':'L2','quantity':5}}", "", 0, "pending_lot lots.L2\n"},
    /* one of which nothing is suspect, of another part or by read-across is no other */
    {"'quantity':3,'lots':{'L2':{'lot':'L2','quantity':0}}", "", 3, "pending_lot quantity\n"},
    {"'part':'P','quantity':3,'lots':{'L2':{'lot':'L2','part':'Q','quantity':5}}", "", 3,
        "pending_lot lots.L2\npending_lot quantity\n"},
    {"'quantity':3,'lots':{'L2':{'lot':'L2','quantity':5,'origin':'read_across'}}", "", 3,
        "pending_lot lots.L2\npending_lot quantity\n"},
    /* the same lot of two parts is two lots */
    {"'part':'P'," LOT ",'lots':{'x':{'lot':'L1','part':'Q','quantity':7}}", "L1", 7,
        "pending_lot lots.x\npending_lot lot\n"},
    {"'part':'P'," LOT
     ",'lots':{'x':{'lot':'L1','part':'Q','quantity':7}}" DISPS(DONE_SCRAP("a", "20")),
        "L1", 7, "pending_lot lots.x\n"},
    {"'part':'P'," LOT ",'lots':{'x':{'lot':'L1','part':'Q','quantity':7}},"
     "'dispositions':{'a':{'lot':'L1','part':'Q','disposition':'scrap','quantity':7,"
     "'scrapped':7}}",
        "L1", 0, "pending_lot lot\n"},
    /* and of the record's own is the record's */
    {"'part':'P'," LOT ",'lots':{'x':{'lot':'L1','part':'P','quantity':7}}", "L1", 7,
        "pending_lot lots.x\n"},
    {LOT ",'lots':{'x':{'lot':'L1','part':'P','quantity':7}}", "L1", 7, "pending_lot lots.x\n"},
    /* twice, as the record's part was amended: both */
    {"'part':'P','lots':{'x':{'lot':'L1','part':'P','quantity':7},'L1':{'lot':'L1',"
     "'quantity':5}}",
        "L1", 12, "pending_lot lots.x\n"},
    /* nobody knows how many */
    {"'lot':'L1'", "L1", -1, ""},
    {"'lot':'L1'" DISPS(DONE_SCRAP("a", "4")), "L1", -1, ""},
    {"'lot':'L1','lots':{'L1':{'lot':'L1','quantity':4}}" DISPS(DONE_SCRAP("a", "4")), "L1", 0, ""},
    {"'lots':{'L1':{'lot':'L1'}}", "L1", -1, ""},
    /* wherever they were: contained */
    {"'lot':'L1','contained_at':'2026-11-20T09:00:00Z'", "L1", 0, ""},
    {"'lot':'L1','contained_at':'2026-11-20T09:00:00Z','dispositions':{'a':{'lot':'L1',"
     "'disposition':'return'}}",
        "L1", -1, "pending_quantity dispositions.a\nmissing_step relayed_at\n"},
    /* an older record says that it is disposed, and not how */
    {"'lot':'L1','disposed_at':'2026-11-20T09:00:00Z'", "L1", 0, ""},
    {"'lot':'L1','disposed_at':'2026-11-20T09:00:00Z'" DISPS(DONE_SCRAP("a", "4")), "L1", -1, ""},
    {"'lot':'L1','dispositions':{'a':{'lot':'L1','disposition':'return'}}", "L1", -1,
        "pending_quantity dispositions.a\nmissing_step relayed_at\n"},
    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'scrap','scrapped':20}}", "L1", 0, ""},
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
    {"'class':'service','lots':{'L1':{'lot':'L1','quantity':2}}", "L1", 2, "pending_lot lots.L1\n"},
};

static void lots(void **state)
{
	(void)state;
	settle(lot_rows, COUNT(lot_rows));
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

#define DELIVERED(n) ",'deliveries':{'d':{'makeup':'m','delivered':" n "}}"

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
	    {MAKEUP("") DELIVERED("19"), "L1", 0, "pending_makeup makeups.m\n"},
	    {MAKEUP("") DELIVERED("20"), "L1", 0, ""},
	    {MAKEUP("") ",'deliveries':{'d':{'makeup':'m','delivered':12},"
	                "'e':{'makeup':'m','delivered':8}}",
	        "L1", 0, ""},
	    {MAKEUP("") ",'deliveries':{'d':{'makeup':'q','delivered':20}}", "L1", 0,
	        "pending_makeup makeups.m\n"},
	    {"'agreement':'make_up'", "", 0, "pending_makeup makeups\n"},
	    {"'agreement':'exchange'", "", 0, ""},
	    /* a part that is affected, and not narrowed down */
	    {LOT DISPS(DONE_SCRAP("a", "20")) ",'readacross':{'x':{'subject':'P9','scope':'part',"
	                                      "'result':'affected'}}",
	        "L1", 0, "pending_readacross readacross.x\n"},
	    {LOT DISPS(DONE_SCRAP("a", "20")) ",'readacross':{'x':{'subject':'P9','scope':'part',"
	                                      "'result':'clear'}}",
	        "L1", 0, ""},
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
	    "'id':'C-1','part':'P',"
	    "'agreement':'make_up'," LOT ",'lots':{'L2':{'lot':'L2','part':'Q','quantity':5}}");
	struct crm_findings *f = crm_findings_new();
	struct crm_arena a = CRM_ARENA_INIT;
	const char *part = NULL;
	struct crm_view v;

	(void)state;
	crm_view_of_record(shape, r, &a, &v);
	assert_int_equal(crm_goods_judge_lot(&v, 0, f), 5);
	assert_int_equal(crm_findings_count(f), 1);
	assert_string_equal(crm_finding_at(f, 0)->subject, "C-1");
	assert_string_equal(crm_finding_at(f, 0)->field, "lots.L2");
	assert_string_equal(crm_finding_at(f, 0)->text,
	    "lot 'L2' of part 'Q': 5 of 5 pieces are not disposed: step 'dispose'");
	assert_string_equal(crm_goods_lot(&v, 0, &part, &a), "L2");
	assert_string_equal(part, "Q");
	assert_string_equal(crm_goods_lot(&v, 1, &part, &a), "L1");
	assert_string_equal(part, "P");
	assert_null(crm_goods_lot(&v, 2, &part, &a));
	assert_int_equal(crm_goods_judge_lot(&v, 2, f), 0);
	crm_record_free(r);
	crm_findings_free(f);
	crm_shape_free(shape);
	crm_arena_release(&a);
}

/* Parts of which nobody knows the lots. */
#define ACROSS(more) \
	",'readacross':{'x':{'scope':'part','subject':'P9','result':'affected'" more "}}"
#define CONTAINED ",'contained_at':'2026-11-20T09:00:00Z'"
#define FOUND(hour) ",'found_at':'2026-11-20T" hour ":00:00Z'"

static const struct {
	const char *record, *parts;
} part_rows[] = {
    {"'part':'P'", "P "},
    {"'lot':'L1'", ""},
    {"'part':'P','class':'delivery'", ""},
    {"'part':'P','class':'delivery','needs_8d':true", "P "},
    {"'part':'P'" CONTAINED, ""},
    /* named by lot, or counted: these block, each for itself */
    {"'part':'P','lot':'L1'", ""},
    {"'part':'P','quantity':3", ""},
    {"'part':'P','quantity':0", "P "},
    {"'part':'P','lots':{'L1':{'lot':'L1','quantity':5}}", ""},
    {"'part':'P','lots':{'L1':{'lot':'L1'}}", ""},
    /* nothing of a lot is suspect: that lot only */
    {"'part':'P','lots':{'L1':{'lot':'L1','quantity':0}}", "P "},
    {"'part':'P','lot':'L1','lots':{'L1':{'lot':'L1','quantity':0}}", "P "},
    /* others */
    {"'part':'P','lots':{'L1':{'lot':'L1','part':'Q','quantity':5}}", "P "},
    {"'part':'P','lots':{'L1':{'lot':'L1','quantity':5,'origin':'read_across'}}", "P "},
    /* disposed says not how many there were, but in an older record */
    {"'part':'P','disposed_at':'2026-11-20T09:00:00Z'", ""},
    {"'part':'P','disposed_at':'2026-11-20T09:00:00Z','dispositions':{'a':{"
     "'disposition':'scrap','quantity':4,'scrapped':4}}",
        "P "},
    /* by read-across */
    {"'part':'P'" ACROSS(""), "P P9 "},
    {"'lot':'L1'" ACROSS(""), "P9 "},
    {"'part':'P'" ACROSS("") CONTAINED, "P9 "},
    {"'part':'P'" ACROSS(FOUND("10")) CONTAINED, "P9 "},
    {"'part':'P'" ACROSS(FOUND("09")) CONTAINED, ""},
    {"'lot':'L1'" ACROSS("") ",'lots':{'L9':{'lot':'L9','part':'P9','quantity':5}}", ""},
    {"'lot':'L1'" ACROSS("") ",'lots':{'L9':{'lot':'L9','part':'P9','quantity':0}}", "P9 "},
    {"'lot':'L1'" ACROSS("") ",'lots':{'L9':{'lot':'L9','quantity':5}}", "P9 "},
    {"'lot':'L1','readacross':{'x':{'scope':'part','subject':'P9','result':'clear'}}", ""},
    {"'lot':'L1','readacross':{'x':{'scope':'plant','subject':'P9','result':'affected'}}", ""},
};

static void parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(part_rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
		struct crm_record *r = crm_take_record(part_rows[i].record);
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_arena a = CRM_ARENA_INIT;
		const char *name;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		for (size_t k = 0; (name = crm_goods_part(&v, k, &a)) != NULL; k++)
			crm_buf_addf(&have, "%s ", name);
		if (strcmp(crm_buf_str(&have), part_rows[i].parts) != 0)
			fail_msg("%s has '%s', expected '%s'", part_rows[i].record,
			    crm_buf_str(&have), part_rows[i].parts);
		crm_buf_release(&have);
		crm_arena_release(&a);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lots),
	    cmocka_unit_test(returns),
	    cmocka_unit_test(chains),
	    cmocka_unit_test(owed),
	    cmocka_unit_test(one_lot),
	    cmocka_unit_test(parts),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
