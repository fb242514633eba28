/*
 * lib/rules/order/kind: what contradicts itself in an order; of one that no step has made what a
 * step would have refused is a warning, and what it does not say is nothing.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_take.h"

#define GOODS "'id':'O-1','customer':'VW','part':'4711','quantity':100"
#define OURS GOODS ",'author':'s01'"

struct checked {
	const char *members, *codes; /* ? before it: a warning */
};

static void run(const struct checked *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].members);
		struct crm_findings *f = crm_findings_new();
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		crm_order.check(&v, f);
		for (size_t k = 0; k < crm_findings_count(f); k++)
			crm_buf_addf(&have, "%s%s%s", k > 0 ? "," : "",
			    crm_finding_at(f, k)->severity == CRM_ERROR ? "" : "?",
			    crm_finding_at(f, k)->code);
		if (strcmp(crm_buf_str(&have), rows[i].codes) != 0)
			fail_msg("%s: %s, expected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].codes);
		crm_buf_release(&have);
		crm_arena_release(&a);
		crm_findings_free(f);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

static void records(void **state)
{
	static const struct checked rows[] = {
	    {GOODS, ""},
	    {GOODS ",'due_time':'24:00'", "bad_value"},
	    {GOODS ",'particular':'x'", "bad_value"},
	    {OURS ",'promised_now':'2026-12-01'", "no_promise"},
	    {GOODS ",'opened_at':'" NINE "','promised_now':'2026-12-01'", ""},
	    {GOODS ",'confirmed_at':'" NINE "','promised_now':'2026-12-01'",
	        "?no_promise,?no_promise"},
	    /* an ERP has no other day than today's */
	    {GOODS ",'promised_now':'2026-12-01'", ""},
	    {GOODS ",'promised':'2026-12-01','promised_now':'2026-12-01'", ""},
	    {GOODS ",'ordered':'2026-12-02','promised':'2026-12-01'", "?promised_before_order"},
	    {GOODS ",'ordered':'2026-12-01','promised':'2026-12-01'", ""},
	    {GOODS ",'signatures':{'q':{'department':'q','verdict':'refused'}}",
	        "?foreign_signature,missing_field"},
	    {GOODS ",'approved_seal':'x'", "?foreign_signature"},
	    {GOODS ",'legal_hold':true,'destroyed_at':'" NINE "'", "destroyed_on_hold"},
	    {GOODS ",'legal_hold':false,'destroyed_at':'" NINE "'", ""},
	    /* a line's own */
	    {OURS ",'lines':{'10':{'promised_now':'2026-12-01'}}", "no_promise"},
	    {GOODS ",'lines':{'10':{'promised_now':'2026-12-01'}}", ""},
	    {GOODS ",'lines':{'10':{'promised':'2026-12-01','promised_now':'2026-12-02'}}", ""},
	    {GOODS ",'promised':'2026-12-01','lines':{'10':{'promised_now':'2026-12-02'}}", ""},
	    /* confirmed is promised */
	    {OURS ",'confirmed_at':'" NINE "'", "no_promise"},
	    {GOODS ",'confirmed_at':'" NINE "'", "?no_promise"},
	    {OURS ",'confirmed_at':'" NINE "','promised':'2026-12-01'", ""},
	    {OURS ",'confirmed_at':'" NINE "','lines':{'10':{'promised':'2026-12-01'},'20':{}}",
	        "no_promise"},
	    {OURS ",'confirmed_at':'" NINE
	          "','lines':{'10':{'promised':'2026-12-01'},'20':{'promised':'2026-12-02'}}",
	        ""},
	    {GOODS ",'state':'confirmed'", ""},
	    /* four eyes, and the seal */
	    {OURS ",'approved_by':'s01'", "no_authority,?not_sealed"},
	    {GOODS ",'author':'Chen','author_login':'s01','approved_by':'s01'",
	        "no_authority,?not_sealed"},
	    {OURS ",'approved_by':'s02'", "?not_sealed"},
	    {GOODS ",'approved_at':'" NINE "'", ""},
	    {OURS ",'signatures':{'q':{'department':'q','verdict':'signed'}}",
	        "?foreign_signature"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define SENT(n) ",'deliveries':{'a':{'note':'N','lot':'L','quantity':" n "}}"
#define CAME(n, got) ",'deliveries':{'a':{'note':'N','lot':'L','quantity':" n ",'arrived':" got "}}"
#define TWO ",'lines':{'10':{'quantity':60},'20':{'quantity':40}}"
#define PAIR(x, y) LOTS("L", x, y)
#define LOTS(lot, x, y)                                                  \
	",'deliveries':{'a':{'note':'N','lot':'" lot "','quantity':50" x \
	"},'b':{'note':'N','lot':'M','quantity':50" y "}}"
#define TIMES(left, came)                                                       \
	",'deliveries':{'a':{'at':'" left "','note':'N','lot':'L','quantity':9" \
	",'arrived_at':'" came "'}}"

static void deliveries(void **state)
{
	static const struct checked rows[] = {
	    /* more than may leave, by `over`; what did not arrive is to leave again */
	    {OURS SENT("100"), ""},
	    {OURS SENT("101"), "quantity_exceeds"},
	    {GOODS SENT("101"), "?quantity_exceeds"},
	    {OURS ",'over':'1'" SENT("101"), ""},
	    {OURS ",'over':'1'" SENT("102"), "quantity_exceeds"},
	    {OURS CAME("110", "100"), ""},
	    {OURS CAME("110", "101"), "quantity_exceeds"},
	    {"'id':'O-1','author':'s01'" SENT("101"), ""},
	    {GOODS ",'delivered_at':'" NINE "','delivered':101", "?quantity_exceeds"},
	    {GOODS ",'delivered_at':'" NINE "','delivered':100", ""},
	    /* two that a merge has brought together, each of which might */
	    {OURS PAIR("", ""), ""},
	    {"'id':'O-1','author':'s01','quantity':99" PAIR("", ""), "quantity_exceeds"},
	    /* by line */
	    {OURS TWO PAIR(",'line':'10'", ",'line':'20'"), "quantity_exceeds"},
	    {OURS ",'over':'25'" TWO PAIR(",'line':'10'", ",'line':'20'"), ""},
	    {OURS TWO PAIR(",'line':'10'", ""), "line_missing"},
	    {GOODS TWO PAIR("", ""), "?line_missing"},
	    {OURS ",'lines':{'10':{'quantity':100}}" PAIR("", ""), ""},
	    {OURS TWO PAIR(",'line':'10'", ",'line':'30'"), "no_such_line"},
	    /* an order without lines is one, whatever the ERP calls it */
	    {GOODS PAIR(",'line':'10'", ",'line':'10'"), ""},
	    /* arrival against what left */
	    {OURS CAME("60", "60"), ""},
	    {OURS CAME("60", "61"), "quantity_exceeds"},
	    {GOODS CAME("60", "61"), "?quantity_exceeds"},
	    {OURS TIMES(NINE, NINE), ""},
	    {OURS TIMES(TEN, NINE), "end_before_start"},
	    {GOODS TIMES(TEN, NINE), "?end_before_start"},
	    /* counted twice */
	    {OURS LOTS("M", "", ""), "duplicate"},
	    {GOODS LOTS("M", "", ""), "?duplicate"},
	    {OURS ",'over':'25'" TWO LOTS("M", ",'line':'10'", ",'line':'20'"), ""},
	    {GOODS ",'deliveries':{'a':{'quantity':5},'b':{'quantity':5}}", ""},
	    /* an override says who, and by whose word */
	    {OURS PAIR("", ",'override':'blocked','override_by':'boss'"), "missing_field"},
	    {OURS PAIR("", ",'override':'blocked','override_reference':'M-7'"), "missing_field"},
	    {OURS PAIR("", ",'override':'blocked','override_by':'boss','override_reference':'M-7'"),
	        ""},
	    /* the state says that all has left */
	    {OURS ",'state':'shipped'" SENT("100"), ""},
	    {OURS ",'state':'shipped'" SENT("99"), "?quantity_short"},
	    {OURS ",'state':'shipped','under':'1'" SENT("99"), ""},
	    {OURS ",'state':'delivered'" CAME("100", "99"), "?quantity_short"},
	    {GOODS ",'state':'shipped'", ""},
	    {GOODS ",'state':'production'" SENT("99"), ""},
	};

	(void)state;
	run(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records),
	    cmocka_unit_test(deliveries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
