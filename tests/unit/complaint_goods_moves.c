/*
 * lib/rules/complaint/complaint_goods_rows.h: what is handed over, made unusable and
 * delivered adds up; nothing goes out unchecked; read-across.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/goods_steps.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define INSPECTED                                                                       \
	",'inspections':{'i1':{'by':'qe02','disposition':'w','inspected':20,'good':17," \
	"'bad':3},'i2':{'by':'qe03','disposition':'w','inspected':5,'good':5,'bad':0,"  \
	"'recheck':true}}"
#define SIGNED                                                                           \
	",'signatures':{'s1':{'by':'boss','login':'boss','inspection':'i1'},'s2':{'by':" \
	"'boss','login':'boss','inspection':'i2'}}"
#define SITE(more) WORK("rework_on_site", PLAN TEAM more)
#define NO_RECHECK                                                                         \
	"error pending_recheck dispositions.w: lot 'L1': the good ones are not rechecked " \
	"by a second person: step 'inspect' with --recheck true\n"
#define UNSIGNED(key, by)                                                          \
	"error pending_signature inspections." key ": lot 'L1': the report of " by \
	"'s inspection is not signed by another person: step 'sign'\n"

static void handover(void **state)
{
	static const struct row rows[] = {
	    {SITE("") INSPECTED SIGNED, "handover", "handed_to=Li;marking=green dot", "", true,
	        "dispositions.w.handed_to=Li\ndispositions.w.marking=green dot\n"
	        "dispositions.w.handed_over=17\ndispositions.w.handed_over=17\n"
	        "dispositions.w.handed_at=" TEN "\n"},
	    /* one after the other */
	    {SITE(",'handed_over':10") INSPECTED SIGNED, "handover", "handed_over=4;handed_to=Li",
	        "", true,
	        "dispositions.w.handed_over=4\ndispositions.w.handed_to=Li\n"
	        "dispositions.w.handed_over=14\ndispositions.w.handed_at=" TEN "\n"},
	    {SITE(",'handed_over':10") INSPECTED SIGNED, "handover", "handed_over=8;handed_to=Li",
	        "", false,
	        "error quantity_exceeds handed_over: 8 pieces of lot 'L1' cannot be handed over: "
	        "there are 7\n"},
	    {SITE(",'handed_over':17") INSPECTED SIGNED, "handover", "handed_to=Li", "", false,
	        "error nothing_left handed_over: no pieces of lot 'L1' are left to be handed "
	        "over\n"},
	    /* not before recheck and signatures: all that is missing */
	    {SITE("") INSPECTED, "handover", "handed_to=Li", "", false,
	        UNSIGNED("i1", "qe02") UNSIGNED("i2", "qe03")},
	    {SITE("") INSPECTED ",'signatures':{'s1':{'by':'boss','inspection':'i1'}}", "handover",
	        "handed_to=Li", "", false, UNSIGNED("i2", "qe03")},
	    {SITE("") FIRST("qe02", "20", "17", "3"), "handover", "handed_to=Li", "", false,
	        NO_RECHECK UNSIGNED("i1", "qe02")},
	    {SITE("") FIRST("qe02", "20", "17", "3"), "handover", "handed_over=18;handed_to=Li", "",
	        false,
	        "error quantity_exceeds handed_over: 18 pieces of lot 'L1' cannot be handed over: "
	        "there are 17\n" NO_RECHECK UNSIGNED("i1", "qe02")},
	    {SITE(""), "handover", "handed_to=Li", "", false,
	        "error nothing_left handed_over: no pieces of lot 'L1' are left to be handed "
	        "over\n" NO_RECHECK},
	    /* the customer's own rework has neither */
	    {WORK("rework_by_customer", "") FIRST("qe02", "20", "17", "3"), "handover",
	        "handed_to=Li", "", true,
	        "dispositions.w.handed_to=Li\ndispositions.w.handed_over=17\n"
	        "dispositions.w.handed_over=17\ndispositions.w.handed_at=" TEN "\n"},
	    {WORK("sort", ""), "handover", "handed_to=Li", "", false,
	        "error wrong_disposition disposition: is sort: 'handover' is not for it\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

static void scrap(void **state)
{
	static const struct row rows[] = {
	    {WORK("scrap", ""), "scrap", "scrapped_how=pressed", "", true,
	        "dispositions.w.scrapped_how=pressed\ndispositions.w.scrapped=20\n"
	        "dispositions.w.scrapped=20\n"},
	    {WORK("scrap", ",'scrapped':4"), "scrap", "scrapped_how=pressed;scrapped=3", "", true,
	        "dispositions.w.scrapped_how=pressed\ndispositions.w.scrapped=3\n"
	        "dispositions.w.scrapped=7\n"},
	    {WORK("scrap", ",'scrapped':4"), "scrap", "scrapped_how=pressed", "", true,
	        "dispositions.w.scrapped_how=pressed\ndispositions.w.scrapped=16\n"
	        "dispositions.w.scrapped=20\n"},
	    {WORK("scrap", ",'scrapped':4"), "scrap", "scrapped_how=pressed;scrapped=17", "", false,
	        "error quantity_exceeds scrapped: 17 pieces of lot 'L1' cannot be made unusable: "
	        "there are 16\n"},
	    {WORK("scrap", ",'scrapped':20"), "scrap", "scrapped_how=pressed;scrapped=1", "", false,
	        "error quantity_exceeds scrapped: 1 pieces of lot 'L1' cannot be made unusable: "
	        "there are 0\n"},
	    {WORK("scrap", ",'scrapped':20"), "scrap", "scrapped_how=pressed", "", false,
	        "error nothing_left scrapped: no pieces of lot 'L1' are left to be made "
	        "unusable\n"},
	    /* nobody knows how many there are: these add up all the same */
	    {"'lot':'L1','dispositions':{'w':{'lot':'L1','disposition':'scrap','scrapped':4}}",
	        "scrap", "scrapped_how=pressed;scrapped=3", "", true,
	        "dispositions.w.scrapped_how=pressed\ndispositions.w.scrapped=3\n"
	        "dispositions.w.scrapped=7\n"},
	    {WORK("scrap", ""), "scrap", "", "", false,
	        "error missing_field scrapped_how: 'scrap' needs it\n"},
	    {WORK("scrap", ""), "scrap", "scrapped_how=pressed", "item=", false,
	        "error bad_value item: empty; expected the key of an item, or its beginning\n"},
	    {WORK("return", ""), "scrap", "scrapped_how=pressed", "", false,
	        "error wrong_disposition disposition: is return: 'scrap' is not for it\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define OWED "'makeups':{'m':{'quantity':20}}"
#define GONE(n) ",'deliveries':{'d':{'makeup':'m','delivered':" n ",'delivery_note':'DN-0'}}"

static void makeup(void **state)
{
	static const struct row rows[] = {
	    {LOT, "makeup", "quantity=20;due=2026-11-25", "", true,
	        MADE("makeups") "makeups.#.quantity=20\nmakeups.#.due=2026-11-25\n"},
	    {LOT, "makeup", "quantity=0", "", false,
	        "error bad_value quantity: '0' pieces, expected at least 1\n"},
	    {OWED, "deliver", "delivered=19", "", true,
	        MADE("deliveries") "deliveries.#.delivered=19\ndeliveries.#.makeup=m\n"},
	    /* each delivery and its note; with the last piece all are delivered */
	    {OWED GONE("12"), "deliver", "delivered=7;delivery_note=DN-1", "", true,
	        MADE("deliveries") "deliveries.#.delivered=7\ndeliveries.#.delivery_note=DN-1\n"
	                           "deliveries.#.makeup=m\n"},
	    {OWED GONE("12"), "deliver", "delivery_note=DN-1;lot=L9", "", true,
	        MADE("deliveries") "deliveries.#.delivery_note=DN-1\ndeliveries.#.lot=L9\n"
	                           "deliveries.#.makeup=m\ndeliveries.#.delivered=8\n"
	                           "makeups.m.delivered_at=" TEN "\n"},
	    {OWED, "deliver", "delivered=21", "", false,
	        "error quantity_exceeds delivered: 21 pieces cannot be delivered: there are 20\n"},
	    {OWED GONE("12"), "deliver", "delivered=9", "", false,
	        "error quantity_exceeds delivered: 9 pieces cannot be delivered: there are 8\n"},
	    {OWED GONE("20"), "deliver", "delivered=1", "", false,
	        "error nothing_left delivered: no make-up pieces are left to be delivered\n"},
	    {OWED GONE("20"), "deliver", "delivered=1", "item=m", false,
	        "error quantity_exceeds delivered: 1 pieces cannot be delivered: there are 0\n"},
	    {OWED, "deliver", "delivered=0", "", false,
	        "error bad_value delivered: '0' pieces, expected at least 1\n"},
	    /* which */
	    {"'makeups':{'m':{'quantity':20},'n':{'quantity':5}}" GONE("20"), "deliver", "", "",
	        true,
	        MADE("deliveries") "deliveries.#.makeup=n\ndeliveries.#.delivered=5\n"
	                           "makeups.n.delivered_at=" TEN "\n"},
	    {"'makeups':{'m':{'quantity':20},'n':{'quantity':5}}" GONE("12"), "deliver", "", "",
	        false,
	        "error item_missing item: which of the makeups? --item takes one of: m (8 of 20 "
	        "not delivered); n (5 of 5 not delivered)\n"},
	    {OWED, "deliver", "", "item=x", false,
	        "error no_such_item item: there is none of the makeups that begins with 'x'\n"},
	    {LOT, "deliver", "", "", false,
	        "error no_such_item item: 'deliver' needs one of the makeups; there is none\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define TWO LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}"
#define ACROSS MADE("readacross") "readacross.#.subject=L2\n"
#define OPEN(key, scope) "'" key "':{'subject':'L2','scope':'" scope "','result':'open'}"

/* K8: by subject and scope. */
static void readacross(void **state)
{
	static const struct row rows[] = {
	    {LOT, "readacross", "subject=L2;scope=lot", "", true,
	        ACROSS "readacross.#.scope=lot\nreadacross.#.result=open\n"},
	    {LOT, "readacross", "subject=L2", "", false,
	        "error missing_field scope: 'readacross' needs it\n"},
	    {LOT ",'readacross':{" OPEN("x", "lot") "}", "readacross",
	        "subject=L2;result=affected;quantity=5", "", true,
	        "readacross.x.subject=L2\nreadacross.x.result=affected\n"
	        "readacross.x.quantity=5\nreadacross.x.found_at=" TEN "\n"
	        "lots.L2.at=" TEN "\nlots.L2.by=cs01\nlots.L2.lot=L2\nlots.L2.quantity=5\n"
	        "lots.L2.origin=read_across\n"},
	    /* another scope is another question */
	    {LOT ",'readacross':{" OPEN("x", "lot") "}", "readacross",
	        "subject=L2;scope=plant;result=clear", "", true,
	        ACROSS "readacross.#.scope=plant\nreadacross.#.result=clear\n"
	               "readacross.#.found_at=" TEN "\n"},
	    {LOT ",'readacross':{" OPEN("x", "lot") "," OPEN("y", "plant") "}", "readacross",
	        "subject=L2;result=clear", "", false,
	        "error item_missing scope: which of the readacross 'L2'? --scope takes one of: "
	        "lot, plant\n"},
	    {LOT, "readacross", "subject=L2;scope=lot;result=affected", "", false,
	        "error missing_field quantity: how many pieces of lot 'L2' are affected?\n"},
	    {TWO, "readacross", "subject=L2;scope=lot;result=affected;quantity=9", "", true,
	        ACROSS "readacross.#.scope=lot\nreadacross.#.result=affected\n"
	               "readacross.#.quantity=9\nreadacross.#.found_at=" TEN "\n"},
	    /* that lot of another part is another lot; its key is taken in an older record */
	    {"'part':'P'," LOT ",'lots':{'L2':{'lot':'L2','part':'Q','quantity':5}}", "readacross",
	        "subject=L2;scope=lot;result=affected;quantity=9", "", true,
	        ACROSS "readacross.#.scope=lot\nreadacross.#.result=affected\n"
	               "readacross.#.quantity=9\nreadacross.#.found_at=" TEN "\n"
	               "lots.5f7e9d7f0d71.at=" TEN
	               "\nlots.5f7e9d7f0d71.by=cs01\nlots.5f7e9d7f0d71.lot=L2\n"
	               "lots.5f7e9d7f0d71.quantity=9\nlots.5f7e9d7f0d71.origin=read_across\n"},
	    {LOT, "readacross", "subject=L2;scope=part;result=affected", "", true,
	        ACROSS "readacross.#.scope=part\nreadacross.#.result=affected\n"
	               "readacross.#.found_at=" TEN "\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(handover),
	    cmocka_unit_test(scrap),
	    cmocka_unit_test(makeup),
	    cmocka_unit_test(readacross),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
