/*
 * lib/rules/order/deliver/order_deliver_rows.h: what leaves, what arrives, and where the order stands by it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

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

/* 60 before the promised day, 40 after it: shipped with the last that leaves, delivered with the last
 * that arrives, by the later of the two stamps whatever was entered first. */
static const struct leg halves[] = {
    /* note and lot are what it is found again by */
    {"deliver", "note=LS1;lot=L1 ;quantity=60", "", D21, false,
        "error bad_value lot: 'L1 ' begins or ends with a blank\n"},
    {"deliver", "note= LS1;lot=L1;quantity=60", "", D21, false,
        "error bad_value note: ' LS1' begins or ends with a blank\n"},
    {"deliver", "note=LS1;lot=L1;quantity=60", "", D21, true, ITEM(D21, "LS1", "L1", "60") ON_P1},
    {"arrive", "note=LS1;condition=good;confirmed_by=Mueller", "", D22, true,
        "deliveries.#.note=LS1\ndeliveries.#.condition=good\ndeliveries.#.confirmed_by=Mueller\n"
        "deliveries.#.arrived_at=" D22 "\ndeliveries.#.arrived=60\n"},
    {"deliver", "note=LS2;lot=L1;quantity=41", "", D24, false,
        "error quantity_exceeds quantity: 41 pieces are too many: of 100 ordered 60 have left, "
        "and at most 100 may\n"},
    {"deliver", "note=LS1;lot=L1;quantity=40", "", D24, false,
        "error already_done note: this note has left with this lot: what was entered wrongly is "
        "taken out by 'recall'\n"},
    {"deliver", "note=LS2;lot=L1;quantity=40", "", D24, true,
        ITEM(D24, "LS2", "L1", "40") ON_P1 "state=shipped\nshipped_at=" D24 "\n"},
    {"deliver", "note=LS3;lot=L1;quantity=1", "", D24, false,
        "error quantity_exceeds quantity: 1 pieces are too many: of 100 ordered 100 have left, "
        "and at most 100 may\n"},
    {"arrive", "note=LS2;arrived=41", "", D25, false,
        "error quantity_exceeds arrived: 41 pieces cannot arrive: 40 have left\n"},
    {"arrive", "note=LS2", "", D21, false, "error wrong_order at: is earlier than 'at', " D24 "\n"},
    {"arrive", "note=LS3", "", D25, false,
        "error no_such_item note: there is no delivery of this note, or not with this lot\n"},
    {"arrive", "note=LS2", "", D25, true,
        CAME("LS2", D25, "40", "good") "state=delivered\ndelivered_at=" D25
                                       "\nverdicts.delivery.verdict=late\n"
                                       "verdicts.delivery.limit=P0D\n"
                                       "verdicts.delivery.due_at=2026-11-23T23:59:59Z\n"},
    {"deliver", "note=LS4;lot=L1;quantity=1", "", D25, false,
        "error wrong_state state: is delivered; 'deliver' needs open, approved, confirmed, "
        "released, production or shipped\n"},
};

/* By `under` 95 of 100 are enough; by `over` 105 may leave, and those on their way are waited for. */
static const struct leg few[] = {
    {"deliver", "note=N1;lot=L1;quantity=94", "", D21, true, ITEM(D21, "N1", "L1", "94") ON_P1},
    {"arrive", "note=N1", "", D21, true, CAME("N1", D21, "94", "good")},
    {"deliver", "note=N2;lot=L1;quantity=1", "", D21, true,
        ITEM(D21, "N2", "L1", "1") ON_P1 "state=shipped\nshipped_at=" D21 "\n"},
    {"deliver", "note=N3;lot=L1;quantity=11", "", D22, false,
        "error quantity_exceeds quantity: 11 pieces are too many: of 100 ordered 95 have left, "
        "and at most 105 may\n"},
    {"deliver", "note=N3;lot=L1;quantity=10", "", D22, true,
        ITEM(D22, "N3", "L1", "10") ON_P1 "shipped_at=" D22 "\n"},
    {"arrive", "note=N3", "", D24, true, CAME("N3", D24, "10", "good")},
    {"arrive", "note=N2", "", D22, true,
        CAME("N2", D22, "1", "good") "state=delivered\ndelivered_at=" D24
                                     "\nverdicts.delivery.verdict=late\n"
                                     "verdicts.delivery.limit=P0D\n"
                                     "verdicts.delivery.due_at=2026-11-23T23:59:59Z\n"},
};

/* What did not arrive is owed again, and a mistyped arrival is corrected with its reason. */
static const struct leg lost[] = {
    {"deliver", "note=N1;lot=L1;quantity=100", "", D21, true,
        ITEM(D21, "N1", "L1", "100") ON_P1 "state=shipped\nshipped_at=" D21 "\n"},
    {"arrive", "note=N1", "why=typo", D22, false,
        "error bad_value why: is of a correction, and it has not arrived yet\n"},
    {"arrive", "note=N1;arrived=97", "", D22, true,
        "deliveries.#.note=N1\ndeliveries.#.arrived=97\ndeliveries.#.arrived_at=" D22
        "\ndeliveries.#.condition=short\nstate=confirmed\nshipped_at=\n"},
    {"deliver", "note=N2;lot=L2;quantity=4", "", D22, false,
        "error quantity_exceeds quantity: 4 pieces are too many: of 100 ordered 97 have left, and "
        "at most 100 may\n"},
    {"arrive", "note=N1;arrived=98", "", D24, false,
        "error already_done arrived_at: it has arrived: --why corrects what was mistyped\n"},
    {"arrive", "note=N1;arrived=98", "why=typo", D24, true,
        "deliveries.#.note=N1\ndeliveries.#.arrived=98\ndeliveries.#.condition=short\n"
        "amendments.#.at=" D24 "\namendments.#.by=cs01\namendments.#.why=typo\n"
        "amendments.#.fields=deliveries.838c0e855276.arrived\n"},
    {"deliver", "note=N2;lot=L2;quantity=2", "", D24, true,
        ITEM(D24, "N2", "L2", "2") ON_P1 "state=shipped\nshipped_at=" D24 "\n"},
};

/* Taken out, it does not count; the state follows. */
static const struct leg wrong[] = {
    {"recall", "note=N1", "why=slip", D21, false,
        "error no_such_item note: there is no delivery of this note, or not with this lot\n"},
    {"deliver", "note=N1;lot=L9;quantity=40;concession=D-1", "", D21, true,
        ITEM(D21, "N1", "L9", "40") "deliveries.#.concession=D-1\n" ON_P1},
    {"deliver", "note=N2;lot=L1;quantity=60", "", D22, true,
        ITEM(D22, "N2", "L1", "60") ON_P1 "state=shipped\nshipped_at=" D22 "\n"},
    {"recall", "note=N1", "", D22, false, "error missing_field why: 'recall' needs --why\n"},
    {"recall", "note=N1;lot=L9", "why=slip", D22, true,
        "deliveries.#.note=N1\ndeliveries.#.lot=L9\nrecalls.#.at=" D22
        "\nrecalls.#.by=cs01\nrecalls.#.note=N1\nrecalls.#.lot=L9\nrecalls.#.quantity=40\n"
        "recalls.#.left_at=" D21 "\nrecalls.#.concession=D-1\nrecalls.#.ppap=P-1\n"
        "recalls.#.why=slip\ndeliveries.#=\nstate=confirmed\nshipped_at=\n"},
    {"deliver", "note=N1;lot=L1;quantity=40", "", D24, true,
        ITEM(D24, "N1", "L1", "40") ON_P1 "state=shipped\nshipped_at=" D24 "\n"},
};

/* By its day and its pieces, with the day told; a blocked lot under its concession alone. */
static const struct leg gated[] = {
    {"deliver", "note=N1;lot=L1;quantity=0", "", D21, false,
        "error bad_value quantity: '0' pieces, expected at least 1\n"},
    {"deliver", "note=N1;lot=L1;quantity=9", "", "2026-11-20T08:59:59Z", false,
        "error wrong_order at: is earlier than 'confirmed_at', " NINE "\n"
        "error ppap_open : the verdict of P-1 is of " NINE "\n"},
    {"deliver", "note=N1;lot=L1;quantity=9", "", D26, false,
        "error ppap_expired : interim approval P-1 expired on 2026-11-25\n"},
    {"deliver", "note=N1;lot=L9;quantity=41;concession=D-1", "", D21, false,
        "error concession_quantity : concession D-1: 40 pieces are left, not 41\n"},
    {"deliver", "note=N1;lot=L9;quantity=40", "", D21, false,
        "error blocked : lot 'L9' is blocked by K-1: under suspicion, not yet settled (50 "
        "pieces)\n"},
    {"deliver", "note=N1;quantity=9", "", D21, false,
        "error missing_field lot: 'deliver' needs it\n"},
    {"deliver", "note=N1;lot=L1;quantity=9", "", "2026-11-25T23:59:59Z", true,
        ITEM("2026-11-25T23:59:59Z", "N1", "L1", "9") ON_P1},
};

static void partial(void **state)
{
	(void)state;
	walk(PLAIN, halves, COUNT(halves));
}

static void tolerance(void **state)
{
	(void)state;
	walk(PLAIN ",'under':'5','over':'5'", few, COUNT(few));
}

static void owed_again(void **state)
{
	(void)state;
	walk(PLAIN, lost, COUNT(lost));
}

static void recalled(void **state)
{
	(void)state;
	walk(PLAIN, wrong, COUNT(wrong));
}

static void refused(void **state)
{
	(void)state;
	walk(PLAIN, gated, COUNT(gated));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(partial),
	    cmocka_unit_test(tolerance),
	    cmocka_unit_test(owed_again),
	    cmocka_unit_test(recalled),
	    cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
