/*
 * lib/rules/order: what is to be done for an order, by whom, and what is asked for again. Each point
 * is there once while it is open, and gone when it is done.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/order/order.h"
#include "lib/rules/sample/sample.h"
#include "tests/unit/order_take.h"
#include "tests/unit/todo_util.h"

#define DUTIES                                                                                    \
	"'duties':[{'department':'sales','stage':1,'fields':['customer','place','terms']},"       \
	"{'department':'quality','stage':2,'fields':['part','standard']}],"                       \
	"'required':[{'field':'place'},{'field':'terms'},{'field':'standard'},{'field':'mode'}]," \
	"'samples':[{'sort':'shipping','blocks':'ship'},{'sort':'style','blocks':'nothing'}]"
#define ID "'id':'O-1','customer':'ACME','owner':'li','part':'4711','quantity':100"
#define OPENED ",'state':'open','opened_at':" AT("10")
#define APPROVED "'approved_at':" AT("11")
/* in production, and nothing else to be said of it */
#define MADE                                                                              \
	",'state':'production','opened_at':" AT("10") "," APPROVED ",'confirmed_at':" AT( \
	    "12") ",'released_at':" AT("12") ",'started_at':" AT("12") ",'promised':'2026-11-27'"
#define CAME(condition)                                                               \
	",'deliveries':{'a':{'note':'N1','lot':'L1','quantity':100,'arrived_at':" AT( \
	    "19") ",'condition':'" condition "'}}"
#define DELIVER "delivery: deliver 100 of 100; li; 2026-11-27; deliver\n"

struct todo {
	struct crm_buf *out;
	bool asks;
};

static void show_one(void *ctx, const struct crm_todo_point *p)
{
	struct todo *t = ctx;

	if (t->asks) {
		if (p->ask.step[0] == '\0')
			return;
		crm_buf_addf(t->out, "%s %s %d ", p->what, p->ask.step, (int)p->ask.times);
		crm_cell_print(&p->ask.on, t->out);
		crm_buf_addc(t->out, '\n');
	} else if (strcmp(p->why, "void_approval") != 0 && strcmp(p->why, "quote_missing") != 0) {
		todo_show(t->out, p);
	}
}

static void list(const char *members, struct crm_order_book *b, bool asks, struct crm_buf *out)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_clock_result results[16];
	struct crm_clocks *clocks = NULL;
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct todo t = {out, asks};
	struct crm_view v;

	if (crm_zone_new("UTC", &zone, &e) != 0 ||
	    crm_clocks_new(
	        crm_order.clocks, shape, &(struct crm_clocks_opts){.zone = zone}, &clocks, &e) != 0)
		fail_msg("%s", e.text);
	assert_true(crm_clocks_count(clocks) <= COUNT(results));
	crm_view_of_record(shape, r, &a, &v);
	crm_clocks_eval(clocks, &v, crm_take_at(NOW), results);
	crm_todo_list(
	    &crm_order, &v, results, crm_clocks_count(clocks), crm_take_at(NOW), b, show_one, &t);
	crm_clocks_free(clocks);
	crm_zone_free(zone);
	crm_record_free(r);
	crm_shape_free(shape);
	crm_arena_release(&a);
}

static void all(const struct todo_expected *rows, size_t n, bool asks)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_order_book *b = book_of(DUTIES);
		struct crm_buf have = CRM_BUF_INIT;

		book_add(
		    b, &crm_sample, "'id':'S-1','order':'O-1','sort':'style','state':'sent'", NINE);
		list(rows[i].record, b, asks, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("row %zu: %s\nhas\n%sexpected\n%s", i, rows[i].record,
			    crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_order_book_free(b);
	}
}

/* ---- review ---- */

#define SAID ",'place':'x','terms':'x','standard':'x','mode':'x'"
#define SALES ",'signatures':{'sales':{'department':'sales','verdict':'refused','text':'t'}}"

static void review(void **state)
{
	static const struct todo_expected rows[] = {
	    /* by department: who judges the field first; whose turn it is */
	    {ID OPENED,
	        "review: say place, terms; sales; ; amend\n"
	        "review: say standard; quality; ; amend\n"
	        "review: say mode; li; ; amend\n"
	        "signature: sales: review and sign; sales; ; sign --department sales\n"},
	    {ID OPENED SAID,
	        "signature: sales: review and sign; sales; ; sign --department sales\n"},
	    {ID OPENED SAID SALES,
	        "signature: sales has refused: t; sales; ; sign --department sales\n"},
	    /* a line says its own */
	    {"'id':'O-1','customer':'ACME','owner':'li','lines':{'10':{'line':'10','part':'A'}}" OPENED
	            SAID,
	        "review: 10: say quantity; li; ; line --line 10\n"
	        "signature: sales: review and sign; sales; ; sign --department sales\n"},
	    /* as the ERP has it: what is to leave */
	    {ID ",'state':'open','promised':'2026-11-27'", DELIVER},
	    {ID ",'promised':'2026-11-27'", DELIVER},
	    {ID ",'promised':'2026-11-27','delivered_at':" AT("19"), ""},
	    /* a sample's own points are not told twice; one that nobody has asked for is */
	    {ID MADE ",'samples':'style, shipping'",
	        "sample: ask for the shipping sample; li; ; \n" DELIVER},
	};

	(void)state;
	all(rows, COUNT(rows), false);
}

/* ---- collections ---- */

static void items(void **state)
{
	static const struct todo_expected rows[] = {
	    {ID MADE, DELIVER},
	    {ID MADE ",'points':{'abcdef':{'at':" AT("18") ",'text':'t','owner':'wu','due':"
	                                                   "'2026-11-21'}}",
	        "point abcdef: t; wu; 2026-11-21; clear --item abcd\n" DELIVER},
	    {ID MADE ",'points':{'abcdef':{'text':'t','department':'quality'}}",
	        "condition abcdef: quality: t; li; ; clear --item abcd\n" DELIVER},
	    {ID MADE ",'points':{'abcdef':{'text':'t','on':'customer'}}",
	        "point abcdef: t; ACME (customer); ; clear --item abcd\n" DELIVER},
	    {ID MADE ",'points':{'abcdef':{'text':'t','cleared_at':" AT("18") "}}", DELIVER},
	    {ID MADE ",'changes':{'abcdef':{'reference':'R','fields':'price','approved_at':" AT(
	         "18") "}}",
	        "change abcdef: give on the change R; li; ; pass --item abcd\n" DELIVER},
	    {ID MADE ",'changes':{'abcdef':{'reference':'R','fields':'price'}}",
	        "change abcdef: review and approve the change R: price; li; ; approve\n" DELIVER},
	    {ID MADE ",'changes':{'abcdef':{'approved_at':" AT("18") ",'passed_at':" AT("18") "}}",
	        DELIVER},
	    /* the customer is told before the day that is endangered, and then answers */
	    {ID MADE ",'dangers':{'abcdef':{'text':'t'}}",
	        "danger abcdef: tell the customer: t; li; 2026-11-27; tell --item abcd\n" DELIVER},
	    {ID MADE ",'dangers':{'abcdef':{'text':'t','told_at':" AT("18") "}}",
	        "danger abcdef: answer on the new day: t; ACME (customer); 2026-11-27; answer "
	        "--item abcd\n" DELIVER},
	    {ID MADE ",'dangers':{'abcdef':{'text':'t','told_at':" AT("18") ",'answer':'agreed'}}",
	        DELIVER},
	    {ID MADE ",'delays':{'abcdef':{'cause':'customer','text':'t'}}",
	        "delay abcdef: tell the customer of the delay: t; li; ; delay-told --item abcd\n" DELIVER},
	    {ID MADE ",'delays':{'abcdef':{'cause':'material','text':'t'}}", DELIVER},
	};

	(void)state;
	all(rows, COUNT(rows), false);
}

static void work(void **state)
{
	static const struct todo_expected rows[] = {
	    {ID MADE ",'releases':{'k':{'paper':'plan','department':'workshop'}}",
	        "receipt k: confirm the receipt of plan; workshop; ; receipt --paper plan "
	        "--department workshop\n" DELIVER},
	    {ID MADE ",'releases':{'k':{'paper':'plan','department':'workshop','received_at':" AT(
	         "18") "}}",
	        "begin k: confirm the start of work by plan; workshop; ; begin --paper plan "
	        "--department workshop\n" DELIVER},
	    {ID MADE ",'releases':{'k':{'paper':'plan','received_at':" AT("18") ",'begun_at':" AT(
	         "18") "}}",
	        DELIVER},
	    {ID MADE ",'sheet':{'k':{'item':'width','value':'5'}}",
	        "sheet k: width: check it; li; ; checked --item width\n" DELIVER},
	    {ID MADE ",'sheet':{'k':{'item':'width','checked_at':" AT("18") "}}", DELIVER},
	    {ID MADE ",'milestones':{'k':{'milestone':'cut','planned':'2026-11-22','owner':'wu'}}",
	        "milestone k: cut; wu; 2026-11-22; reach --milestone cut\n" DELIVER},
	    {ID MADE ",'milestones':{'k':{'milestone':'cut','reached_at':" AT("18") "}}", DELIVER},
	    {ID MADE ",'inspections':{'abcdef':{'result':'failed','report':'R'}}",
	        "inspection abcdef: correction and prevention of inspection R; li; ; correct --item "
	        "abcd\n" DELIVER},
	    {ID MADE ",'inspections':{'abcdef':{'result':'failed','report':'R','correction':'c'}}",
	        "inspection abcdef: prevention of inspection R; li; ; correct --item abcd\n" DELIVER},
	    {ID MADE ",'inspections':{'abcdef':{'result':'failed','correction':'c','prevention':"
	             "'p'}}",
	        DELIVER},
	    {ID MADE ",'inspections':{'abcdef':{'result':'passed'}}", DELIVER},
	    {ID MADE ",'documents':{'k':{'document':'invoice'}},'ship_on':'2026-11-25'",
	        "document k: invoice: get it ready; li; 2026-11-25; document --document invoice "
	        "--reference\n" DELIVER},
	    {ID MADE ",'documents':{'k':{'document':'invoice','done_at':" AT("18") "}}", DELIVER},
	    {ID MADE ",'damages':{'abcdef':{'lot':'L1'}}",
	        "damage abcdef: L1: hold the carrier liable; li; ; claim --item abcd\n" DELIVER},
	    {ID MADE ",'damages':{'abcdef':{'lot':'L1','claimed_at':" AT("18") ",'claim':'C'}}",
	        "damage abcdef: L1: settle claim C; li; ; settle --item abcd\n" DELIVER},
	    {ID MADE ",'damages':{'abcdef':{'lot':'L1','settled_at':" AT("18") "}}", DELIVER},
	};

	(void)state;
	all(rows, COUNT(rows), false);
}

/* ---- the steps that come next ---- */

#define ONE(n, more) ",'deliveries':{'k':{'note':'N1','lot':'L1','quantity':" #n more "}}"
#define ARRIVAL \
	"arrival k: confirm delivery N1, lot L1; ACME (customer); ; arrive --note N1 --lot L1\n"

static void next(void **state)
{
	static const struct todo_expected rows[] = {
	    {ID MADE ONE(40, ""), ARRIVAL "delivery: deliver 60 of 100; li; 2026-11-27; deliver\n"},
	    {ID MADE ONE(100, ""), ARRIVAL},
	    {ID MADE ONE(100, ",'arrived_at':'2026-11-19T09:00:00Z','arrived':100"), ""},
	    /* what did not arrive is to leave again */
	    {ID MADE ONE(100, ",'arrived_at':'2026-11-19T09:00:00Z','arrived':60"),
	        "delivery: deliver 40 of 100; li; 2026-11-27; deliver\n"},
	    {ID MADE ",'under':'5'" ONE(95, ""), ARRIVAL},
	    {ID MADE ",'under':'5'" ONE(94, ""),
	        ARRIVAL "delivery: deliver 6 of 100; li; 2026-11-27; deliver\n"},
	    {ID ",'state':'confirmed','promised':'2026-11-27'," APPROVED
	        ",'confirmed_at':" AT("12"),
	        "release: give the papers to production; li; ; release\n" DELIVER},
	    /* goods from stock go without */
	    {ID ",'state':'confirmed','promised':'2026-11-27'," APPROVED ",'confirmed_at':" AT("12")
	            ONE(40, ""),
	        ARRIVAL "delivery: deliver 60 of 100; li; 2026-11-27; deliver\n"},
	    {ID ",'state':'released','promised':'2026-11-27'," APPROVED ",'confirmed_at':" AT(
	         "12") ",'milestones':{'b':{'milestone':'sew','planned':'2026-11-24'},'a':{"
	               "'milestone':'cut','planned':'2026-11-22'}}",
	        "milestone b: sew; li; 2026-11-24; reach --milestone sew\n"
	        "milestone a: cut; li; 2026-11-22; reach --milestone cut\n"
	        "start: begin bulk production; li; 2026-11-22; start\n" DELIVER},
	    {ID MADE ",'customer_inspection':true",
	        "inspection: attend the customer's inspection; li; ; inspect --whose customer\n" DELIVER},
	    {ID MADE ",'customer_inspection':true,'inspections':{'a':{'whose':'customer','result':"
	             "'passed'}}",
	        DELIVER},
	    {ID MADE ",'warehouse_by':'2026-11-25'",
	        "warehouse: bring the goods into the warehouse; li; 2026-11-25; warehouse\n" DELIVER},
	    {ID MADE ",'export':true,'ship_on':'2026-11-25'",
	        "booking: book the transport; li; 2026-11-25; shipping\n"
	        "export: check parties and goods for export; li; 2026-11-25; export\n" DELIVER},
	    {ID MADE ",'export':true,'booking':'B','export_checked_at':" AT("18"), DELIVER},
	    {ID MADE ",'specification_at':" AT("18") ",'specification':'S-2'",
	        "specification: review the changed specification S-2; li; 2026-12-02T01:00:00Z; "
	        "specified\n" DELIVER},
	    /* each line on its own day */
	    {"'id':'O-1','customer':'ACME','owner':'li','state':'production'," APPROVED
	     ",'confirmed_at':" AT("12") ",'promised':'2026-11-27','lines':{'10':{'line':'10',"
	                                 "'quantity':5},'20':{'line':'20','quantity':7,'promised':"
	                                 "'2026-11-25'}}",
	        "delivery 10: 10: deliver 5 of 5; li; 2026-11-27; deliver --line 10\n"
	        "delivery 20: 20: deliver 7 of 7; li; 2026-11-25; deliver --line 20\n"},
	};

	(void)state;
	all(rows, COUNT(rows), false);
}

/* Filed when nothing is open, destroyed when its time is over. */
static void end(void **state)
{
	static const struct todo_expected rows[] = {
	    {ID ",'state':'delivered','delivered_at':" AT("19"),
	        "file: nothing is open any more; li; ; file\n"},
	    {ID ",'state':'delivered','damages':{'abcdef':{'lot':'L1','claimed_at':" AT("19") "}}",
	        "damage abcdef: L1: settle claim ; li; ; settle --item abcd\n"},
	    {ID ",'state':'delivered'" CAME("damaged"),
	        "damage a: N1, lot L1 arrived damaged: enter and settle it; li; ; damage --note N1 "
	        "--lot L1\n"},
	    {ID ",'state':'delivered'" CAME("good"),
	        "file: nothing is open any more; li; ; file\n"},
	    {ID ",'state':'filed','keep_until':'2026-11-20'", ""},
	    {ID ",'state':'filed','keep_until':'2026-11-19'",
	        "retention: retention is over: may be destroyed; li; ; destroy\n"},
	    {ID ",'state':'filed','keep_until':'2026-11-19','legal_hold':true", ""},
	    {ID ",'state':'destroyed','keep_until':'2026-11-19','destroyed_at':" AT("20"), ""},
	    {ID ",'state':'cancelled'", ""},
	    /* refused and cancelled: ten years after that one */
	    {ID ",'state':'cancelled','cancelled_at':'2015-12-31T09:00:00Z'",
	        "retention: retention is over: may be destroyed; li; ; destroy\n"},
	    {ID ",'state':'refused','refused_at':'2015-12-31T09:00:00Z'",
	        "retention: retention is over: may be destroyed; li; ; destroy\n"},
	    {ID ",'state':'refused','refused_at':'2016-01-01T09:00:00Z'", ""},
	    {ID ",'state':'void','keep_until':'2026-11-19'", ""},
	};

	(void)state;
	all(rows, COUNT(rows), false);
}

/* ---- what is asked for again ---- */

#define VERBAL OPENED ",'form':'verbal'"

static void asks(void **state)
{
	static const struct todo_expected rows[] = {
	    {ID MADE, ""},
	    /* three working days after the order, and after each time */
	    {ID VERBAL, "paper chase 0 2026-11-13\n"},
	    {ID VERBAL ",'chases':2,'chased_at':" AT("18"), "paper chase 2 2026-11-23\n"},
	    {ID VERBAL ",'files':{'a':{'what':'order','sha256':'00'}}", ""},
	    /* a point on its day; without one the day after it came up */
	    {ID MADE ",'points':{'a':{'at':" AT("18") ",'text':'t','on':'customer','due':"
	                                              "'2026-11-21'}}",
	        "point chase 0 2026-11-21\n"},
	    {ID MADE ",'points':{'a':{'at':" AT("18") ",'text':'t','on':'customer'}}",
	        "point chase 0 2026-11-19\n"},
	    {ID MADE ",'points':{'a':{'at':" AT("18") ",'text':'t','on':'us'}}", ""},
	    {ID MADE ",'dangers':{'a':{'text':'t','told_at':" AT("18") "}}",
	        "danger chase 0 2026-11-19\n"},
	    /* not again on the day on which it was */
	    {ID MADE ",'chased_at':" AT(
	         "20") ",'chases':1,'dangers':{'a':{'text':'t','told_at':" AT("18") "}}",
	        "danger chase 1 2026-11-21\n"},
	    {ID MADE ",'dangers':{'a':{'text':'t'}}", ""},
	    {ID MADE ",'releases':{'k':{'at':" AT("18") ",'paper':'plan','department':'x'}}",
	        "receipt note -1 2026-11-19\n"},
	    {ID MADE
	        ",'releases':{'k':{'at':" AT("17") ",'paper':'plan','received_at':" AT("18") "}}",
	        "begin note -1 2026-11-19\n"},
	    {ID OPENED ",'sample_is_standard':true", "signature chase 0 \n"},
	};

	(void)state;
	all(rows, COUNT(rows), true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(review),
	    cmocka_unit_test(items),
	    cmocka_unit_test(work),
	    cmocka_unit_test(next),
	    cmocka_unit_test(end),
	    cmocka_unit_test(asks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
