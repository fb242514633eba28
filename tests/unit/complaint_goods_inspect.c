/*
 * lib/rules/complaint/complaint_goods_rows.h: work on goods, moves, read-across, what
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
        "them, by another login where roles are given\n"},
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
	        "error self_signed by: 'cs01' has inspected: another person signs the report, by another login where roles are given\n"},
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

/* Nobody is two: by name, by login, or by who acted for whom. */
static void persons(void **state)
{
	static const struct crm_person known[] = {
	    {"w11", "Wang Wei", NULL, NULL, NULL},
	    {"li", "Li Na", NULL, NULL, NULL},
	    {"cs01", "Counter", NULL, NULL, NULL},
	    {"chen", NULL, NULL, NULL, NULL},
	};
	static const struct crm_people people = {known, COUNT(known)};
	static const struct {
		const char *inspector, *hand; /* hand: the login, where it is another */
		struct crm_actor actor;
		bool known, refused;
	} t[] = {
	    {"w11", "", {"li", "li", NULL}, true, false},
	    {"Wang Wei", "", {"w11", "w11", NULL}, true, true},
	    {"w11", "", {"Wang Wei", "li", NULL}, true, true},
	    {"w11", "", {"li", "w11", NULL}, true, true},
	    /* the deputy who has inspected for another */
	    {"Wang Wei", "li", {"Li Na", "li", NULL}, true, true},
	    {"Wang Wei", "li", {"chen", "li", NULL}, true, true},
	    {"Wang Wei", "li", {"Li Na", "cs01", NULL}, true, true},
	    {"Wang Wei", "li", {"chen", "cs01", NULL}, true, false},
	    /* without roles: names as they are written, and one login may write for all */
	    {"Wang Wei", "", {"w11", "w11", NULL}, false, false},
	    {"w11", "", {"li", "w11", NULL}, false, true},
	    {"w11", "cs01", {"cs01", "cs01", NULL}, false, true},
	    {"w11", "cs01", {"li", "cs01", NULL}, false, false},
	};
	static const char *const given[] = {"inspected=17;bad=0;recheck=true", ""};
	static const char *const codes[] = {"same_person", "self_signed"};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(t); i++) {
		struct crm_actor actor = t[i / 2].actor;
		struct crm_buf before = CRM_BUF_INIT, have = CRM_BUF_INIT;
		struct take step = {
		    NULL, i % 2 == 0 ? "inspect" : "sign", given[i % 2], "", TEN, TEN};
		bool taken = false;

		crm_buf_addf(&before,
		    "%s,'inspections':{'i1':{'by':'%s','login':'%s','disposition':'w',"
		    "'inspected':20,'good':17,'bad':3}}",
		    WORK("rework", PLAN), t[i / 2].inspector, t[i / 2].hand);
		actor.people = t[i / 2].known ? &people : NULL;
		step.before = crm_buf_str(&before);
		crm_take_as = &actor;
		crm_take(&crm_complaint, &step, &taken, NULL, &have);
		crm_take_as = &crm_take_actor;
		if (taken == t[i / 2].refused ||
		    (!taken && strstr(crm_buf_str(&have), codes[i % 2]) == NULL))
			fail_msg("%s by %s (%s) of what %s (%s) inspected: %s", step.step, actor.by,
			    actor.login, t[i / 2].inspector, t[i / 2].hand, crm_buf_str(&have));
		crm_buf_release(&before);
		crm_buf_release(&have);
	}
}

/* The login is kept where it is another; nothing is inspected before it is planned. */
static void hands(void **state)
{
	static const struct row by_another[] = {
	    {WORK("rework", PLAN), "inspect", "inspected=20;good=20", "", true,
	        "inspections.#.at=" TEN "\ninspections.#.by=W11\ninspections.#.inspected=20\n"
	        "inspections.#.good=20\ninspections.#.disposition=w\n"
	        "inspections.#.login=cs01\ninspections.#.bad=0\n"},
	};
	static const struct row order[] = {
	    {WORK("rework", PLAN ",'planned_at':'2026-11-20T10:00:01Z'"), "inspect",
	        "inspected=20;good=20", "", false,
	        "error wrong_order at: the rework was planned later, at 2026-11-20T10:00:01Z\n"},
	    {WORK("rework", PLAN ",'planned_at':'" TEN "'"), "inspect", "inspected=20;good=20", "",
	        true,
	        MADE("inspections") "inspections.#.inspected=20\ninspections.#.good=20\n"
	                            "inspections.#.disposition=w\ninspections.#.bad=0\n"},
	};
	static const struct crm_actor for_another = {"W11", "cs01", NULL};

	(void)state;
	crm_take_as = &for_another;
	take_all(by_another, COUNT(by_another));
	crm_take_as = &crm_take_actor;
	take_all(order, COUNT(order));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plan),
	    cmocka_unit_test(inspect),
	    cmocka_unit_test(sign),
	    cmocka_unit_test(persons),
	    cmocka_unit_test(hands),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
