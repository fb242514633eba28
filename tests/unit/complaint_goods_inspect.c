/*
 * lib/rules/complaint_goods_rows.h: work on goods, moves, read-across, what
 * each sets and all the reasons for which it is refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/goods_steps.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* "Will not accept otherwise", 3: instruction, risk review, approval. */
static void plan(void **state)
{
	static const struct row rows[] = {
	    {WORK("rework", ""), "rework", "instruction=WI-1;risk_review=RR-1", "", true,
	        "dispositions.w.instruction=WI-1\ndispositions.w.risk_review=RR-1\n"
	        "dispositions.w.planned_at=" TEN "\ndispositions.w.planned_by=cs01\n"},
	    {WORK("rework", ""), "rework", "instruction=WI-1", "", true,
	        "dispositions.w.instruction=WI-1\n"},
	    {WORK("rework_on_site", PLAN), "rework", "flow=F-1;leader=qe02", "", true,
	        "dispositions.w.flow=F-1\ndispositions.w.leader=qe02\n"},
	    {WORK("rework_on_site", PLAN ",'flow':'F-1','leader':'qe02'"), "rework",
	        "briefed_at=2026-11-20T09:00:00Z", "", true,
	        "dispositions.w.briefed_at=2026-11-20T09:00:00Z\n"
	        "dispositions.w.planned_at=" TEN "\ndispositions.w.planned_by=cs01\n"},
	    {WORK("sort", ""), "rework", "instruction=WI-1", "", true,
	        "dispositions.w.instruction=WI-1\ndispositions.w.planned_at=" TEN
	        "\ndispositions.w.planned_by=cs01\n"},
	    {WORK("repair", ""), "rework", "instruction=WI-1", "", false,
	        "error wrong_disposition disposition: is repair: 'rework' is not for it\n"},
	    {WORK("repair", ""), "repair", "instruction=WI-1;risk_review=RR-1", "", false,
	        "error approval_missing approval: a repair needs the customer's approval before it "
	        "begins: --approval of step 'repair'\n"},
	    {WORK("repair", ""), "repair", "instruction=WI-1;risk_review=RR-1;approval=VW-77", "",
	        true,
	        "dispositions.w.instruction=WI-1\ndispositions.w.risk_review=RR-1\n"
	        "dispositions.w.approval=VW-77\n"
	        "dispositions.w.planned_at=" TEN "\ndispositions.w.planned_by=cs01\n"},
	    {WORK("rework", ""), "repair", "approval=VW-77", "", false,
	        "error wrong_disposition disposition: is rework: 'repair' is not for it\n"},
	    {LOT, "rework", "instruction=WI-1", "", false,
	        "error no_such_item item: 'rework' needs one of the dispositions; there is none\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

static const struct row inspect_rows[] = {
    {WORK("rework", PLAN), "inspect", "inspected=20;good=17;bad=3", "", true,
        MADE("inspections") "inspections.#.inspected=20\ninspections.#.good=17\n"
                            "inspections.#.bad=3\ninspections.#.disposition=w\n"},
    {WORK("rework", PLAN), "inspect", "inspected=20;bad=3", "", true,
        MADE("inspections") "inspections.#.inspected=20\ninspections.#.bad=3\n"
                            "inspections.#.disposition=w\ninspections.#.good=17\n"},
    {WORK("rework", PLAN), "inspect", "good=20", "", true,
        MADE("inspections") "inspections.#.good=20\ninspections.#.disposition=w\n"
                            "inspections.#.inspected=20\ninspections.#.bad=0\n"},
    {WORK("rework", PLAN), "inspect", "inspected=21", "", false,
        "error quantity_exceeds inspected: 21 pieces of lot 'L1' cannot be inspected: "
        "there are 20\n"
        "error missing_field good: 'inspect' needs --good or --bad or both\n"},
    {WORK("rework", PLAN), "inspect", "inspected=20;good=17;bad=2", "", false,
        "error quantity_mismatch inspected: 17 good and 2 bad pieces are not 20 "
        "inspected\n"},
    {WORK("rework", PLAN), "inspect", "inspected=20;bad=21", "", false,
        "error quantity_mismatch inspected: 0 good and 21 bad pieces are not 20 "
        "inspected\n"},
    {WORK("rework", PLAN), "inspect", "inspected=20;bad=3;kinds=burr=2,dent=2", "", false,
        "error quantity_mismatch kinds: 4 pieces by kind are not 3 bad ones\n"},
    {WORK("rework", PLAN), "inspect", "inspected=20;bad=3;kinds=burr", "", false,
        "error bad_value kinds: 'burr' cannot be read, expected kinds like "
        "burr=2,scratch=1\n"},
    /* nothing was planned, nobody was asked: all of it */
    {WORK("rework", ",'approval_needed':true"), "inspect", "inspected=20;bad=0", "", false,
        "error not_planned disposition: a rework is planned before it begins: without "
        "instruction, risk_review, step 'rework'\n"
        "error approval_missing approval: a rework needs the customer's approval before it "
        "begins: --approval of step 'rework'\n"},
    {WORK("repair", PLAN), "inspect", "inspected=20;bad=0", "", false,
        "error approval_missing approval: a repair needs the customer's approval before it "
        "begins: --approval of step 'repair'\n"},
    {WORK("rework_on_site", PLAN TEAM), "inspect", "inspected=20;bad=3", "", false,
        "error missing_field kinds: rejects on site are sorted by kind, like "
        "burr=2,scratch=1\n"},
    {WORK("rework_on_site", PLAN TEAM), "inspect", "inspected=20;bad=3;kinds=burr=2,dent=1", "",
        true,
        MADE("inspections") "inspections.#.inspected=20\ninspections.#.bad=3\n"
                            "inspections.#.kinds=burr=2,dent=1\n"
                            "inspections.#.disposition=w\ninspections.#.good=17\n"},
    {WORK("scrap", ""), "inspect", "inspected=20;bad=0", "", false,
        "error no_such_item item: 'inspect' needs a disposition that it is for; there is "
        "none\n"},
    /* the second eye */
    {WORK("rework", PLAN) FIRST("qe02", "20", "17", "3"), "inspect",
        "inspected=17;bad=0;recheck=true", "", true,
        MADE("inspections") "inspections.#.inspected=17\ninspections.#.bad=0\n"
                            "inspections.#.recheck=true\ninspections.#.disposition=w\n"
                            "inspections.#.good=17\n"},
    {WORK("rework", PLAN) FIRST("cs01", "20", "17", "3"), "inspect",
        "inspected=18;bad=0;recheck=true", "", false,
        "error quantity_exceeds inspected: 18 pieces of lot 'L1' cannot be rechecked: "
        "there are 17\n"
        "error same_person recheck: 'cs01' has inspected these: another person rechecks "
        "them\n"},
    {WORK("rework_by_customer", ",'handed_over':16") FIRST("qe02", "20", "17", "3"), "inspect",
        "inspected=17;bad=2;recheck=true", "", false,
        "error quantity_exceeds bad: 2 pieces cannot be bad: 16 of 17 good ones are handed "
        "over\n"},
};

static void inspect(void **state)
{

	(void)state;
	take_all(inspect_rows, COUNT(inspect_rows));
}

static void sign(void **state)
{
	static const struct row rows[] = {
	    {WORK("rework", PLAN) FIRST("qe02", "20", "17", "3"), "sign", "as=leader", "", true,
	        MADE("signatures") "signatures.#.as=leader\nsignatures.#.inspection=i1\n"
	                           "signatures.#.login=cs01\n"},
	    {WORK("rework", PLAN) FIRST("cs01", "20", "17", "3"), "sign", "", "", false,
	        "error self_signed by: 'cs01' has inspected: another person signs the report\n"},
	    {WORK("rework", PLAN) FIRST("qe02", "20", "17", "3") ",'signatures':{'s':{'by':'cs01',"
	                                                         "'inspection':'i1'}}",
	        "sign", "", "item=i", false,
	        "error already_signed by: 'cs01' has signed this inspection already\n"},
	    {WORK("rework", PLAN) FIRST("qe02", "20", "17", "3") ",'signatures':{'s':{'by':'boss',"
	                                                         "'inspection':'i1'}}",
	        "sign", "", "", false,
	        "error no_such_item item: no inspection waits for a signature\n"},
	    {WORK("rework", PLAN) FIRST("qe02", "20", "17", "3"), "sign", "", "item=x", false,
	        "error no_such_item item: there is none of the inspections that begins with "
	        "'x'\n"},
	    {WORK("rework", PLAN) ",'inspections':{'i1':{'by':'A','inspected':2},'i2':{'by':'B',"
	                          "'inspected':1,'recheck':true}}",
	        "sign", "", "", false,
	        "error item_missing item: which of the inspections? --item takes one of: i1 (2 "
	        "inspected by A); i2 (1 inspected by B, recheck)\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define TWO LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}"
#define ON_SITE WORK("rework_on_site", PLAN TEAM) FIRST("qe02", "20", "17", "3")
#define OWED "'makeups':{'m':{'quantity':20}}"

static void moves(void **state)
{
	static const struct row rows[] = {
	    {ON_SITE, "handover", "handed_to=Li;marking=green dot", "", true,
	        "dispositions.w.handed_to=Li\ndispositions.w.marking=green dot\n"
	        "dispositions.w.handed_over=17\ndispositions.w.handed_at=" TEN "\n"},
	    {ON_SITE, "handover", "handed_over=18;handed_to=Li", "", false,
	        "error quantity_exceeds handed_over: 18 pieces of lot 'L1' cannot be handed over: "
	        "there are 17\n"},
	    {WORK("rework_on_site", PLAN TEAM), "handover", "handed_to=Li", "", false,
	        "error nothing_left handed_over: no pieces of lot 'L1' are left to be handed "
	        "over\n"},
	    {WORK("sort", ""), "handover", "handed_to=Li", "", false,
	        "error wrong_disposition disposition: is sort: 'handover' is not for it\n"},
	    {WORK("scrap", ""), "scrap", "scrapped_how=pressed", "", true,
	        "dispositions.w.scrapped_how=pressed\ndispositions.w.scrapped=20\n"},
	    {WORK("scrap", ",'scrapped':5"), "scrap", "scrapped_how=pressed;scrapped=21", "", false,
	        "error quantity_exceeds scrapped: 21 pieces of lot 'L1' cannot be made unusable: "
	        "there are 20\n"},
	    {WORK("scrap", ""), "scrap", "", "", false,
	        "error missing_field scrapped_how: 'scrap' needs it\n"},
	    {WORK("return", ""), "scrap", "scrapped_how=pressed", "", false,
	        "error wrong_disposition disposition: is return: 'scrap' is not for it\n"},
	    {LOT, "makeup", "quantity=20;due=2026-11-25", "", true,
	        MADE("makeups") "makeups.#.quantity=20\nmakeups.#.due=2026-11-25\n"},
	    {LOT, "makeup", "quantity=0", "", false,
	        "error bad_value quantity: '0' pieces, expected at least 1\n"},
	    {OWED, "deliver", "delivered=19", "", true, "makeups.m.delivered=19\n"},
	    {OWED, "deliver", "delivery_note=DN-1", "", true,
	        "makeups.m.delivery_note=DN-1\nmakeups.m.delivered=20\n"
	        "makeups.m.delivered_at=" TEN "\n"},
	    {OWED, "deliver", "delivered=21", "", false,
	        "error quantity_exceeds delivered: 21 pieces cannot be delivered: there are 20\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define ACROSS "readacross.L2.at=" TEN "\nreadacross.L2.by=cs01\nreadacross.L2.subject=L2\n"

/* K8 */
static void readacross(void **state)
{
	static const struct row rows[] = {
	    {LOT, "readacross", "subject=L2;scope=lot", "", true,
	        ACROSS "readacross.L2.scope=lot\nreadacross.L2.result=open\n"},
	    {LOT, "readacross", "subject=L2", "", false,
	        "error missing_field scope: 'readacross' needs it\n"},
	    {LOT ",'readacross':{'L2':{'subject':'L2','scope':'lot','result':'open'}}",
	        "readacross", "subject=L2;result=affected;quantity=5", "", true,
	        "readacross.L2.subject=L2\nreadacross.L2.result=affected\n"
	        "readacross.L2.quantity=5\n"
	        "lots.L2.at=" TEN "\nlots.L2.by=cs01\nlots.L2.lot=L2\nlots.L2.quantity=5\n"
	        "lots.L2.origin=read_across\n"},
	    {LOT, "readacross", "subject=L2;scope=lot;result=affected", "", false,
	        "error missing_field quantity: how many pieces of lot 'L2' are affected?\n"},
	    {TWO, "readacross", "subject=L2;scope=lot;result=affected;quantity=9", "", true,
	        ACROSS "readacross.L2.scope=lot\nreadacross.L2.result=affected\n"
	               "readacross.L2.quantity=9\n"},
	    {LOT, "readacross", "subject=L2;scope=part;result=affected", "", true,
	        ACROSS "readacross.L2.scope=part\nreadacross.L2.result=affected\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plan),
	    cmocka_unit_test(inspect),
	    cmocka_unit_test(sign),
	    cmocka_unit_test(moves),
	    cmocka_unit_test(readacross),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
