/*
 * lib/rules/order/deliver/order_deliver_rows.h: overriding the gate, what is counted down elsewhere, lines,
 * damage in transport.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_deliver.h"

static struct crm_order_book *book;

static int setup(void **state)
{
	(void)state;
	crm_take_book = book = deliver_book();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	crm_take_book = NULL;
	crm_order_book_free(book);
	return 0;
}

#define N1(lot, n) "note=N1;lot=" lot ";quantity=" n ";"
#define BY ";override_by=boss;override_reference=M-7"
#define KEPT(codes)                                                        \
	"deliveries.#.override=" codes "\ndeliveries.#.override_by=boss\n" \
	"deliveries.#.override_reference=M-7\n"

/* Reasons, who, and the customer's word: all three; those that were none are told and not kept. */
static const struct leg overridden[] = {
    {"deliver", N1("L9", "9") "override=blocked", "", D21, false,
        "error missing_field override_by: an override needs it: who of us takes that on himself\n"
        "error missing_field override_reference: an override needs it: the customer's word for "
        "it\n"},
    {"deliver", N1("L9", "9") "override_by=boss;override_reference=M-7", "", D21, false,
        "error missing_field override: an override needs it: the reasons that it leaves in spite "
        "of\n"
        "error blocked : lot 'L9' is blocked by K-1: under suspicion, not yet settled (50 "
        "pieces)\n"},
    {"deliver", N1("L9", "9") "override=ppap_expired" BY, "", D26, false,
        "error blocked : lot 'L9' is blocked by K-1: under suspicion, not yet settled (50 "
        "pieces)\n"},
    {"deliver", N1("L9", "101") "override=blocked,quantity_exceeds" BY, "", D21, false,
        "error quantity_exceeds quantity: 101 pieces are too many: of 100 ordered 0 have left, "
        "and at most 100 may; that is mended, not overridden\n"},
    {"deliver", N1("L9", "9") "concession=D-2;override=blocked,concession_missing" BY, "", D21,
        false,
        "error concession_missing : no such concession: 'D-2'; that is mended, not overridden\n"},
    {"deliver", N1("L9", "9") "override=blocked, ppap_expired,typo" BY, "", D26, true,
        ITEM(D26, "N1", "L9", "9")
            KEPT("blocked, ppap_expired,typo") "deliveries.#.override=blocked,ppap_expired\n"
                                               "warning not_a_reason override: 'typo' is no "
                                               "reason against it, and is not kept\n"},
    {"deliver", "note=N2;lot=L1;quantity=9;override=blocked" BY, "", D21, true,
        ITEM(D21, "N2", "L1", "9") KEPT(
            "blocked") "deliveries.#.override=\ndeliveries.#.override_by=\n"
                       "deliveries.#.override_reference=\n" ON_P1
                       "warning not_a_reason override: 'blocked' is no reason against it, and is "
                       "not kept\n"},
};

static void overrides(void **state)
{
	(void)state;
	walk(PLAIN, overridden, COUNT(overridden));
}

/* With people known, the authority is the procedure's, and its login the actor's. */
static void authority(void **state)
{
	static const char *const manager[] = {"general_manager", NULL},
	                         *const clerk[] = {"clerk", NULL};
	static const struct crm_person persons[] = {{.login = "boss", .roles = manager},
	    {.login = "cs01"}, {.login = "c1", .roles = clerk}};
	static const struct crm_people people = {persons, COUNT(persons)};
	static const struct crm_actor actors[] = {
	    {"boss", "boss", &people}, {"cs01", "cs01", &people}, {"c1", "c1", &people}};
	static const char given[] = N1("L9", "9") "override=blocked" BY;
	char *o = confirmed(PLAIN);

	(void)state;
	for (size_t i = 0; i < COUNT(actors); i++) {
		const struct take t = {o, "deliver", given, "", D21, NULL};
		struct crm_buf have = CRM_BUF_INIT;
		bool taken = false;

		crm_take_as = &actors[i];
		crm_take(&crm_order, &t, &taken, NULL, &have);
		crm_take_as = &crm_take_actor;
		assert_int_equal(taken, i != 1);
		if (!taken && strstr(crm_buf_str(&have), "error no_authority override_by") == NULL)
			fail_msg("%s", crm_buf_str(&have));
		crm_buf_release(&have);
	}
	crm_take_as = &actors[0];
	leg_is(o,
	    &(struct leg){"deliver",
	        N1("L9", "9") "override=blocked;override_by=cs01;"
	                      "override_reference=M-7",
	        "", D21, false,
	        "error no_authority override_by: 'boss' may not act for 'cs01': neither the role clerk "
	        "nor a deputy on that day\n"});
	crm_take_as = &crm_take_actor;
	free(o);
}

/* What a delivery gives the step of another record, as text. */
static void beside(
    const struct crm_beside *b, const char *before, const char *list, struct crm_buf *out)
{
	struct crm_changes given = CRM_CHANGES_INIT, to = CRM_CHANGES_INIT;
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_record *r = crm_take_record(before);
	const struct crm_step_in in = {.flow = &crm_order.flow,
	    .step = crm_flow_step(&crm_order.flow, "deliver"),
	    .shape = shape,
	    .before = r,
	    .id = "C-1",
	    .given = &given,
	    .at = crm_take_at(D21),
	    .now = crm_take_at(D21),
	    .actor = &crm_take_actor,
	    .book = book};
	const char *id;

	crm_take_list(&given, list, &crm_order_delivery_items);
	id = b->give(&in, &to);
	crm_buf_addf(out, "%s %s %s\n", b->kind, b->then, id != NULL ? id : "none");
	if (id != NULL)
		crm_take_changes(&to, out);
	crm_changes_release(&given);
	crm_changes_release(&to);
	crm_record_free(r);
	crm_shape_free(shape);
}

static void counted(void **state)
{
	static const struct {
		const char *before, *given, *want;
	} rows[] = {
	    {PLAIN, N1("L1", "9") "containers=2",
	        "concession use none\n"
	        "ppap use P-1\ndelivery=N1 L1 C-1\nquantity=9\nlot=L1\n"},
	    {PLAIN, N1("L9", "9") "containers=2;concession=D-1",
	        "concession use D-1\ndelivery=N1 L9 C-1\nquantity=9\nlot=L9\ncontainers=2\n"
	        "ppap use P-1\ndelivery=N1 L9 C-1\nquantity=9\nlot=L9\n"},
	    /* entered wrongly once: counted anew */
	    {PLAIN ",'recalls':{'a':{'note':'N1','lot':'L1'},'b':{'note':'N1','lot':'L2'}}",
	        N1("L1", "9"),
	        "concession use none\n"
	        "ppap use P-1\ndelivery=N1 L1 C-1 (2)\nquantity=9\nlot=L1\n"},
	    /* more than the interim approval has: only by an override, and not on it */
	    {PLAIN, N1("L1", "401"), "concession use none\nppap use none\n"},
	    {PLAIN, N1("L1", "400"),
	        "concession use none\n"
	        "ppap use P-1\ndelivery=N1 L1 C-1\nquantity=400\nlot=L1\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf have = CRM_BUF_INIT;

		for (const struct crm_beside *b = crm_order.besides; b->after != NULL; b++) {
			if (strcmp(b->after, "deliver") == 0)
				beside(b, rows[i].before, rows[i].given, &have);
		}
		assert_string_equal(crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
	}
}

#define TWO ",'lines':{'10':{'line':'10','quantity':30},'20':{'line':'20','quantity':70}}"
/* Shipped when every line has left. */
static const struct leg lined[] = {
    {"deliver", N1("L1", "30"), "", D21, false,
        "error line_missing line: the order has 2 lines: which is it?\n"},
    {"deliver", N1("L1", "30") "line=11", "", D21, false,
        "error no_such_line line: the order has no line '11'\n"},
    {"deliver", N1("L1", "70") "line=20", "", D21, true,
        ITEM(D21, "N1", "L1", "70") "deliveries.#.line=20\n" ON_P1},
    {"deliver", "note=N2;lot=L1;quantity=31;line=10", "", D21, false,
        "error quantity_exceeds quantity: 31 pieces are too many: of 30 ordered 0 have left, and "
        "at most 30 may\n"},
    {"deliver", "note=N2;lot=L1;quantity=30;line=10", "", D22, true,
        ITEM(D22, "N2", "L1", "30") "deliveries.#.line=10\n" ON_P1 "state=shipped\nshipped_at=" D22
                                    "\n"},
};
/* The only line is the one that is meant. */
static const struct leg only[] = {
    {"deliver", N1("L1", "30"), "", D21, true,
        ITEM(D21, "N1", "L1", "30") "deliveries.#.line=10\n" ON_P1 "state=shipped\nshipped_at=" D21
                                    "\n"},
};

static void lines(void **state)
{
	(void)state;
	walk(PLAIN TWO, lined, COUNT(lined));
	walk(PLAIN ",'lines':{'10':{'line':'10','quantity':30}}", only, COUNT(only));
}

#define MADE(at) "damages.#.at=" at "\ndamages.#.by=cs01\n"
static const struct leg broken[] = {
    {"damage", "note=N1;text=wet", "", D22, false,
        "error no_such_item note: there is no delivery of this note, or not with this lot\n"},
    {"deliver", N1("L1", "30") "carrier=DHL", "", D21, true,
        ITEM(D21, "N1", "L1", "30") "deliveries.#.carrier=DHL\n" ON_P1},
    {"damage", "note=N1;lot=L2;text=wet", "", D22, false,
        "error no_such_item note: there is no delivery of this note, or not with this lot\n"},
    {"damage", "note=N1;lot=L1;text=wet;quantity=31", "", D22, false,
        "error quantity_exceeds quantity: 31 pieces cannot be damaged: 30 have left\n"},
    {"damage", "note=N1;text=wet;quantity=0", "", "2026-11-21T09:59:59Z", false,
        "error bad_value quantity: '0' pieces, expected at least 1\n"
        "error wrong_order at: is earlier than they left, " D21 "\n"},
    {"claim", "claim=X1", "", D22, false,
        "error no_such_item item: 'claim' needs one of the damages; there is none\n"},
    {"damage", "note=N1;lot=L1;text=wet;quantity=30", "", D22, true,
        MADE(D22) "damages.#.note=N1\ndamages.#.lot=L1\ndamages.#.text=wet\n"
                  "damages.#.quantity=30\ndamages.#.carrier=DHL\n"},
    {"claim", "claim=X1;amount=30.00", "", D24, true,
        "damages.#.claim=X1\ndamages.#.amount=30.00\ndamages.#.currency=EUR\ndamages.#.claimed_at=" D24
        "\n"},
    {"claim", "claim=X2", "", D24, false,
        "error already_done claimed_at: a claim was made for it already\n"},
    {"settle", "outcome=paid", "", D22, false,
        "error wrong_order at: is earlier than 'claimed_at', " D24 "\n"},
    {"settle", "outcome=paid", "", D25, true,
        "damages.#.outcome=paid\ndamages.#.settled_at=" D25 "\n"},
    {"settle", "outcome=paid", "", D25, false,
        "error already_done settled_at: it is settled already\n"},
};

static void damages(void **state)
{
	(void)state;
	walk(PLAIN, broken, COUNT(broken));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overrides),
	    cmocka_unit_test(authority),
	    cmocka_unit_test(counted),
	    cmocka_unit_test(lines),
	    cmocka_unit_test(damages),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
