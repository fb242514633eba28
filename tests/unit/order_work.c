/*
 * From confirmation to the ready goods: papers to the departments, technical sheet, milestones,
 * inspections, start of bulk, shipping papers (O7, T1, T2, T4 to T7, L5).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/order/work/order_work_private.h"
#include "lib/rules/sample/sample.h"
#include "tests/unit/order_take.h"

#define CONFIRMED "'state':'confirmed'"
#define RELEASED "'state':'released','released_at':'" NINE "'"
#define GIVEN(key, paper, department, more)                                                    \
	"'" key "':{'at':'" NINE "','by':'cs01','paper':'" paper "','department':'" department \
	"'" more "}"
#define ITEM(paper, department)                                              \
	"releases.#.at=" TEN "\nreleases.#.by=cs01\nreleases.#.paper=" paper \
	"\nreleases.#.department=" department "\n"
#define SALES GIVEN("a", "sales_order", "planning", "") "," GIVEN("b", "sales_order", "finance", "")

static void releasing(void **state)
{
	static const struct row rows[] = {
	    /* to all of its list; the order is released with the last of both */
	    {CONFIRMED, "release", "", "paper=sales_order", NULL, true,
	        ITEM("sales_order", "planning") ITEM("sales_order", "finance")},
	    {CONFIRMED ",'releases':{" SALES "}", "release", "", "paper=production_order", NULL,
	        true, ITEM("production_order", "workshop") "released_at=" TEN "\nstate=released\n"},
	    {CONFIRMED, "release", "", "paper=production_order", NULL, true,
	        ITEM("production_order", "workshop")},
	    {CONFIRMED ",'releases':{" GIVEN("c", "production_order", "workshop", "") "}",
	        "release", "", "paper=sales_order;department=planning", NULL, true,
	        ITEM("sales_order", "planning")},
	    {CONFIRMED ",'releases':{" GIVEN("c", "production_order", "workshop", "") "," GIVEN(
	         "a", "sales_order", "planning", "") "}",
	        "release", "", "paper=sales_order", NULL, true,
	        ITEM("sales_order", "finance") "released_at=" TEN "\nstate=released\n"},
	    {CONFIRMED ",'releases':{" SALES "}", "release", "", "paper=sales_order", NULL, false,
	        "error already_done releases: all of the list have 'sales_order'; --department "
	        "gives it out anew\n"},
	    /* anew: the receipt is awaited again */
	    {RELEASED ",'releases':{" GIVEN("a", "sales_order", "planning",
	         ",'received_at':'" NINE "','received_by':'x','begun_at':'" NINE "'") "}",
	        "release", "", "paper=sales_order;department=planning , ,sales", NULL, true,
	        "releases.a.at=" TEN "\nreleases.a.by=cs01\nreleases.a.paper=sales_order\n"
	        "releases.a.department=planning\nreleases.a.received_at=\n"
	        "releases.a.received_by=\nreleases.a.begun_at=\n" ITEM("sales_order", "sales")},
	    /* the state does not go back */
	    {"'state':'production','releases':{" SALES "}", "release", "", "paper=production_order",
	        NULL, true, ITEM("production_order", "workshop")},
	    {CONFIRMED, "release", "", "paper=plan", NULL, false,
	        "error missing_field department: the procedure has no list for 'plan': who gets "
	        "it?\n"},
	    {CONFIRMED, "release", "", "paper=plan;department=purchasing", NULL, true,
	        ITEM("plan", "purchasing")},
	    {CONFIRMED, "release", "", "paper=memo", NULL, false,
	        "error bad_value paper: 'memo' is no paper, expected sales_order, "
	        "production_order or plan\n"},
	    {"'state':'approved'", "release", "", "paper=plan", NULL, false,
	        "error wrong_state state: is approved; 'release' needs confirmed, released, "
	        "production or shipped\n"},
	};
	static const struct row bare[] = {
	    {CONFIRMED, "release", "", "paper=production_order;department=w", NULL, true,
	        ITEM("production_order", "w") "released_at=" TEN "\nstate=released\n"},
	    {CONFIRMED, "release", "", "paper=sales_order;department=w", NULL, true,
	        ITEM("sales_order", "w")},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
	take_rows("", bare, COUNT(bare));
}

static const char *const managers[] = {"gm", NULL}, *const shop[] = {"workshop", NULL};
static const struct crm_person persons[] = {
    {"boss", "Frau Berg", NULL, managers, NULL}, {"cs01", NULL, shop, NULL, NULL}};
static const struct crm_people people = {persons, COUNT(persons)};
static const struct crm_actor boss = {"Frau Berg", "boss", &people},
                              hand = {"cs01", "cs01", &people};

/* The production order is an authority's, a receipt the department's own. */
static void authority(void **state)
{
	static const char procedure[] =
	    "'authority':{'production_order':['gm']},'lists':{'production_order':['workshop']}";
	static const struct row others[] = {
	    {CONFIRMED, "release", "", "paper=production_order", NULL, false,
	        "error no_authority by: 'release of the production order' is the duty of gm: "
	        "'cs01' is not among them\n"},
	    {CONFIRMED, "release", "", "paper=sales_order;department=gm", NULL, true,
	        ITEM("sales_order", "gm")},
	    {RELEASED ",'releases':{" GIVEN("a", "plan", "purchasing", "") "}", "receipt",
	        "paper=plan", "", NULL, false,
	        "error no_authority by: 'receipt' is the duty of purchasing: 'cs01' is not among "
	        "them\n"},
	    {RELEASED ",'releases':{" GIVEN("a", "plan", "workshop", "") "}", "receipt",
	        "paper=plan", "", NULL, true,
	        "releases.a.paper=plan\nreleases.a.received_at=" TEN
	        "\nreleases.a.received_by=cs01\n"},
	};
	static const struct row theirs = {CONFIRMED, "release", "", "paper=production_order", NULL,
	    true,
	    "releases.#.at=" TEN "\nreleases.#.by=Frau Berg\nreleases.#.paper=production_order\n"
	    "releases.#.department=workshop\nreleased_at=" TEN "\nstate=released\n"};

	(void)state;
	crm_take_as = &hand;
	take_rows(procedure, others, COUNT(others));
	crm_take_as = &boss;
	take_rows(procedure, &theirs, 1);
	crm_take_as = &crm_take_actor;
}

static void receiving(void **state)
{
	static const char two[] = RELEASED ",'releases':{" SALES "}";
	static const char received[] = RELEASED
	    ",'releases':{" GIVEN("a", "plan", "p", ",'received_at':'2026-11-20T09:30:00Z'") "}";
	static const struct row rows[] = {
	    {two, "receipt", "paper=sales_order;department=finance", "", NULL, true,
	        "releases.b.paper=sales_order\nreleases.b.department=finance\n"
	        "releases.b.received_at=" TEN "\nreleases.b.received_by=cs01\n"},
	    {two, "receipt", "paper=sales_order", "", NULL, false,
	        "error item_missing department: which of the releases 'sales_order'? --department "
	        "takes one of: planning, finance\n"},
	    {two, "receipt", "paper=plan;department=finance", "", NULL, false,
	        "error no_such_item paper: this paper was not given to that department: "
	        "'release' first\n"},
	    {two, "receipt", "paper=sales_order;department=finance", "", "2026-11-20T08:59:59Z",
	        false, "error wrong_order at: is earlier than 'at', " NINE "\n"},
	    {received, "receipt", "paper=plan", "", NULL, false,
	        "error already_done received_at: is 2026-11-20T09:30:00Z already\n"},
	    {two, "begin", "paper=sales_order;department=finance", "", NULL, false,
	        "error not_received received_at: its receipt is not confirmed: 'receipt' first\n"},
	    {received, "begin", "paper=plan", "", NULL, true,
	        "releases.a.paper=plan\nreleases.a.begun_at=" TEN "\nreleases.a.begun_by=cs01\n"},
	    {received, "begin", "paper=plan", "", "2026-11-20T09:29:59Z", false,
	        "error wrong_order at: is earlier than 'received_at', 2026-11-20T09:30:00Z\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define CHECKED \
	"'sheet':{'yarn':{'item':'yarn','value':'40/2','checked_at':'" NINE "','checked_by':'x'}}"

static void sheet(void **state)
{
	static const struct row rows[] = {
	    {"'state':'open'", "sheet", "item=yarn;value=40/2;source=Mill A", "", NULL, true,
	        "sheet.yarn.at=" TEN "\nsheet.yarn.by=cs01\nsheet.yarn.item=yarn\n"
	        "sheet.yarn.value=40/2\nsheet.yarn.source=Mill A\n"},
	    /* what changes loses its check; what is said again does not */
	    {CONFIRMED "," CHECKED, "sheet", "item=yarn;value=50/2", "", NULL, true,
	        "sheet.yarn.item=yarn\nsheet.yarn.value=50/2\nsheet.yarn.checked_at=\n"
	        "sheet.yarn.checked_by=\n"},
	    {CONFIRMED "," CHECKED, "sheet", "item=yarn;value=40/2;source=Mill B", "", NULL, true,
	        "sheet.yarn.item=yarn\nsheet.yarn.value=40/2\nsheet.yarn.source=Mill B\n"
	        "sheet.yarn.checked_at=\nsheet.yarn.checked_by=\n"},
	    {CONFIRMED "," CHECKED, "sheet", "item=yarn;value=40/2", "", NULL, true,
	        "sheet.yarn.item=yarn\nsheet.yarn.value=40/2\n"},
	    {"'state':'production'," CHECKED, "sheet", "item=yarn;value=50/2", "", NULL, true,
	        "sheet.yarn.item=yarn\nsheet.yarn.value=50/2\nsheet.yarn.checked_at=\n"
	        "sheet.yarn.checked_by=\nwarning bulk_begun sheet: bulk production has begun: "
	        "those who work by it are to be told\n"},
	    {CONFIRMED ",'sheet':{'yarn':{'item':'yarn','value':'40/2'}}", "checked", "item=yarn",
	        "", NULL, true,
	        "sheet.yarn.item=yarn\nsheet.yarn.checked_at=" TEN
	        "\nsheet.yarn.checked_by=cs01\n"},
	    {CONFIRMED "," CHECKED, "checked", "item=yarn", "", NULL, false,
	        "error already_done checked_at: is " NINE " already\n"},
	    {CONFIRMED, "checked", "item=yarn", "", NULL, false,
	        "error no_such_item item: there is none of that name\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

static void milestones(void **state)
{
	static const struct row rows[] = {
	    {RELEASED, "milestone", "milestone=cut;planned=2026-12-01;owner=pl02", "", NULL, true,
	        "milestones.cut.at=" TEN "\nmilestones.cut.by=cs01\nmilestones.cut.milestone=cut\n"
	        "milestones.cut.planned=2026-12-01\nmilestones.cut.owner=pl02\n"
	        "milestones.cut.first=2026-12-01\n"},
	    /* the first plan stays, also of one that was imported without */
	    {RELEASED ",'milestones':{'cut':{'milestone':'cut','planned':'2026-12-03','first':"
	              "'2026-12-01'}}",
	        "milestone", "milestone=cut;planned=2026-12-05", "", NULL, true,
	        "milestones.cut.milestone=cut\nmilestones.cut.planned=2026-12-05\n"},
	    {RELEASED ",'milestones':{'cut':{'milestone':'cut','planned':'2026-12-01'}}",
	        "milestone", "milestone=cut;planned=2026-12-05", "", NULL, true,
	        "milestones.cut.milestone=cut\nmilestones.cut.planned=2026-12-05\n"
	        "milestones.cut.first=2026-12-01\n"},
	    {RELEASED ",'milestones':{'cut':{'milestone':'cut','reached_at':'" NINE "'}}",
	        "milestone", "milestone=cut;planned=2026-12-05", "", NULL, false,
	        "error already_done reached_at: was reached " NINE ": there is nothing to plan\n"},
	    {RELEASED ",'milestones':{'cut':{'milestone':'cut'}}", "reach", "milestone=cut", "",
	        NULL, true, "milestones.cut.milestone=cut\nmilestones.cut.reached_at=" TEN "\n"},
	    {RELEASED ",'milestones':{'cut':{'milestone':'cut','reached_at':'" NINE "'}}", "reach",
	        "milestone=cut", "", NULL, false,
	        "error already_done reached_at: is " NINE " already\n"},
	    {RELEASED, "reach", "milestone=cut", "", NULL, false,
	        "error no_such_item milestone: there is none of that name\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define MAKING "'state':'production'"
#define SEEN "inspections.#.at=" TEN "\ninspections.#.by=cs01\n"
#define ONE(more) ",'inspections':{'i1':{'at':'" NINE "','report':'R-1'," more "}}"

static void inspections(void **state)
{
	static const struct row rows[] = {
	    {MAKING, "inspect",
	        "whose=ours;quantity=500;sample=50;rejected=50;result=failed;report=R;defects=d",
	        "", NULL, true,
	        SEEN "inspections.#.whose=ours\ninspections.#.quantity=500\n"
	             "inspections.#.sample=50\ninspections.#.rejected=50\n"
	             "inspections.#.result=failed\ninspections.#.report=R\n"
	             "inspections.#.defects=d\n"},
	    {MAKING, "inspect",
	        "whose=ours;quantity=500;sample=501;rejected=502;result=failed;report=R", "", NULL,
	        false,
	        "error quantity_exceeds sample: 501 of 500: not more than that expected\n"
	        "error quantity_exceeds rejected: 502 of 501: not more than that expected\n"
	        "error missing_field defects: one that failed needs what was found\n"},
	    {MAKING, "inspect", "whose=customer;quantity=5;rejected=6;result=passed;report=R", "",
	        NULL, false,
	        "error quantity_exceeds rejected: 6 of 5: not more than that expected\n"},
	    {MAKING, "inspect", "whose=customer;quantity=0;sample=0;result=passed;report=R", "",
	        NULL, false,
	        "error bad_value quantity: is 0: more than that expected\n"
	        "error bad_value sample: is 0: more than that expected; none: all were "
	        "inspected\n"},
	    {MAKING ONE("'result':'failed'"), "correct", "correction=sorted;prevention=jig", "",
	        NULL, true, "inspections.i1.correction=sorted\ninspections.i1.prevention=jig\n"},
	    {MAKING ONE("'result':'passed','rejected':1"), "correct", "correction=sorted", "", NULL,
	        true, "inspections.i1.correction=sorted\n"},
	    {MAKING ONE("'result':'passed','rejected':0"), "correct", "correction=sorted", "", NULL,
	        false, "error bad_value result: it passed, and nothing was found\n"},
	    {MAKING ONE("'result':'failed'"), "correct", "correction=c", "", "2026-11-20T08:59:59Z",
	        false, "error wrong_order at: is earlier than 'at', " NINE "\n"},
	    {MAKING, "correct", "correction=c", "", NULL, false,
	        "error no_such_item item: 'correct' needs one of the inspections; there is none\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

static void shipping(void **state)
{
	static const struct row rows[] = {
	    {CONFIRMED, "shipping", "marks=M;booking=B-1;warehouse_by=2026-12-10", "", NULL, true,
	        "marks=M\nbooking=B-1\nwarehouse_by=2026-12-10\n"},
	    {CONFIRMED ",'booking':'B-1'", "shipping", "booking=B-2", "", NULL, true,
	        "booking=B-2\n"},
	    {CONFIRMED, "shipping", "", "", NULL, false,
	        "error missing_field : 'shipping' needs at least one of its options\n"},
	    {CONFIRMED, "document", "document=invoice", "", NULL, true,
	        "documents.invoice.at=" TEN "\ndocuments.invoice.by=cs01\n"
	        "documents.invoice.document=invoice\n"},
	    /* ready with its number; mended, it was ready when it was */
	    {CONFIRMED ",'documents':{'invoice':{'document':'invoice'}}", "document",
	        "document=invoice;reference=I-1", "", NULL, true,
	        "documents.invoice.document=invoice\ndocuments.invoice.reference=I-1\n"
	        "documents.invoice.done_at=" TEN "\n"},
	    {CONFIRMED ",'documents':{'invoice':{'document':'invoice','done_at':'" NINE "'}}",
	        "document", "document=invoice;reference=I-2", "", NULL, true,
	        "documents.invoice.document=invoice\ndocuments.invoice.reference=I-2\n"},
	    {CONFIRMED, "export", "export_check=hit;export_list=EU of 2026-11-19", "", NULL, true,
	        "export_check=hit\nexport_list=EU of 2026-11-19\nexport_checked_at=" TEN "\n"},
	    {CONFIRMED ",'export_checked_at':'" NINE "'", "export",
	        "export_check=clear;export_list=EU", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'export_checked_at', " NINE "\n"},
	    {CONFIRMED, "export", "export_check=maybe;export_list=EU", "", NULL, false,
	        "error bad_value export_check: 'maybe' cannot be read, expected one of: clear, "
	        "hit\n"},
	    {CONFIRMED, "warehouse", "", "", NULL, true, "warehoused_at=" TEN "\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

#define CAME ",'specification':'D-4','specification_at':'" NINE "'"

#define REVIEWED \
	",'specified_at':'2026-11-20T09:30:00Z','verdicts':{'specification':{'verdict':'met'}}"

/* One after the other, so that none loses its ten working days. */
static void specifications(void **state)
{
	static const struct row rows[] = {
	    {CONFIRMED, "specification", "specification=D-4", "", NULL, true,
	        "specification=D-4\nspecification_at=" TEN "\n"},
	    {CONFIRMED CAME, "specification", "specification=E", "", NULL, false,
	        "error not_reviewed specification: 'D-4' of " NINE
	        " is not reviewed yet: 'specified' first\n"},
	    {CONFIRMED, "specified", "", "", NULL, false,
	        "error wrong_order specification_at: no changed specification came in: "
	        "'specification' first\n"},
	    {CONFIRMED CAME, "specified", "", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'specification_at', " NINE "\n"},
	    {CONFIRMED CAME, "specified", "", "", NULL, true,
	        "specified_at=" TEN "\nverdicts.specification.verdict=met\n"
	        "verdicts.specification.limit=10wd\n"
	        "verdicts.specification.due_at=2026-12-04T09:00:00Z\n"},
	    /* the next one begins its days anew */
	    {CONFIRMED CAME REVIEWED, "specification", "specification=E", "", NULL, true,
	        "specification=E\nspecification_at=" TEN
	        "\nspecified_at=\nverdicts.specification=\n"},
	    {CONFIRMED CAME REVIEWED, "specification", "specification=E", "",
	        "2026-11-20T09:29:59Z", false,
	        "error wrong_order at: is earlier than 'specified_at', 2026-11-20T09:30:00Z\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(releasing),
	    cmocka_unit_test(authority),
	    cmocka_unit_test(receiving),
	    cmocka_unit_test(sheet),
	    cmocka_unit_test(milestones),
	    cmocka_unit_test(inspections),
	    cmocka_unit_test(shipping),
	    cmocka_unit_test(specifications),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
