/*
 * lib/flow/step.h: steps on an item of a collection.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/map.h"
#include "tests/unit/items_kind.h"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&kind, rows, n);
}

static void keyed(void **state)
{
	static const struct crm_expected rows[] = {
	    /* made: when and who stand first; not enough pieces for the stamp */
	    {{"'state':'new'", "sort", "lot=L-1;quantity=9", "", NINE, NULL}, true,
	        "lots.L-1.at=" NINE "\nlots.L-1.by=cs01\nlots.L-1.lot=L-1\n"
	        "lots.L-1.quantity=9\nnote pieces L-1: 0, then 9\n"},
	    {{"'state':'new'", "sort", "lot=L-1;quantity=10", "", NINE, NULL}, true,
	        "lots.L-1.at=" NINE "\nlots.L-1.by=cs01\nlots.L-1.lot=L-1\n"
	        "lots.L-1.quantity=10\nsorted_at=" NINE "\nnote pieces L-1: 0, then 10\n"},
	    /* changed: those of its making stay; the others count with it */
	    {{"'lots':{'L-1':{'at':'x','quantity':1},'L-2':{'quantity':5}}", "sort",
	         "lot=L-1;quantity=5", "", NINE, NULL},
	        true,
	        "lots.L-1.lot=L-1\nlots.L-1.quantity=5\nsorted_at=" NINE
	        "\nnote pieces L-1: 6, then 10\n"},
	    /* a stamp that is there stays */
	    {{"'sorted_at':'2026-11-19T09:00:00Z'", "sort", "lot=L-1;quantity=10", "", NINE, NULL},
	        true,
	        "lots.L-1.at=" NINE "\nlots.L-1.by=cs01\nlots.L-1.lot=L-1\n"
	        "lots.L-1.quantity=10\nnote pieces L-1: 0, then 10\n"},
	    /* once it is there, the step is done unless it may be taken again */
	    {{"'lots':{'L-1':{'quantity':9}}", "sort-once", "lot=L-2;quantity=1", "", NINE, NULL},
	        true,
	        "lots.L-2.at=" NINE "\nlots.L-2.by=cs01\nlots.L-2.lot=L-2\n"
	        "lots.L-2.quantity=1\nsorted_at=" NINE "\nnote pieces L-2: 9, then 10\n"},
	    {{"'sorted_at':'2026-11-19T09:00:00Z'", "sort-once", "lot=L-1", "", NINE, NULL}, false,
	        "error already_done sorted_at: 'sorted_at' is 2026-11-19T09:00:00Z: already done; "
	        "to mend it use amend\nnote pieces L-1: 0, then 0\n"},
	    /* a text that can be no key has a hash for one */
	    {{"'state':'new'", "sort", "lot=L.1", "", NINE, NULL}, true,
	        "lots.083644d7b2b5.at=" NINE "\nlots.083644d7b2b5.by=cs01\n"
	        "lots.083644d7b2b5.lot=L.1\nnote pieces 083644d7b2b5: 0, then 0\n"},
	    /* unless it is one already */
	    {{"'lots':{'L.1':{'quantity':4}}", "sort", "lot=L.1;quantity=5", "", NINE, NULL}, true,
	        "lots.L.1.lot=L.1\nlots.L.1.quantity=5\nnote pieces L.1: 4, then 5\n"},
	    /* what is wrong is said of the member, all at once; no rule without an item */
	    {{"'state':'new'", "sort", "quantity=-1;where=here;at=" NINE, "", NINE, NULL}, false,
	        "error bad_value quantity: '-1' cannot be read, expected a count like 12, not "
	        "below 0\n"
	        "error not_settable where: is no field of this step\n"
	        "error not_settable at: is no field of this step\n"
	        "error missing_field lot: 'sort' needs it\n"},
	    {{"'state':'told'", "sort", "lot=;quantity=x", "", NINE, NULL}, false,
	        "error wrong_state state: is told; 'sort' needs new\n"
	        "error bad_value quantity: 'x' cannot be read, expected a count like 12, not "
	        "below 0\n"
	        "error missing_field lot: 'sort' needs it\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define MADE(key) "lots." key ".at=" NINE "\nlots." key ".by=cs01\nlots." key
/* sha256 of L, a zero byte and b; of L, a zero byte and a */
#define L_B "30465247d037"
#define L_A "ffffee8bbf64"
#define OF_B "'" L_B "':{'lot':'L','sort':'b','quantity':7}"
#define SIDES "'lots':{'l':{'lot':'L','side':'x'},'r':{'lot':'L','side':'y'}}"

/* One key and another second member: another item. */
static void by_two(void **state)
{
	static const struct crm_expected rows[] = {
	    /* the record's own need not be said */
	    {{"'sort':'a'", "part", "lot=L;quantity=1", "", NINE, NULL}, true,
	        MADE("L") ".lot=L\nlots.L.quantity=1\n"},
	    {{"'sort':'a'", "part", "lot=L;quantity=1;sort=a", "", NINE, NULL}, true,
	        MADE("L") ".lot=L\nlots.L.quantity=1\nlots.L.sort=a\n"},
	    {{"'sort':'a','lots':{'L':{'lot':'L'}}", "part", "lot=L;quantity=1;sort=a", "", NINE,
	         NULL},
	        true, "lots.L.lot=L\nlots.L.quantity=1\nlots.L.sort=a\n"},
	    /* of another */
	    {{"'sort':'a','lots':{'L':{'lot':'L'}}", "part", "lot=L;quantity=7;sort=b", "", NINE,
	         NULL},
	        true, MADE(L_B) ".lot=L\nlots." L_B ".quantity=7\nlots." L_B ".sort=b\n"},
	    {{"'sort':'a','lots':{" OF_B "}", "part", "lot=L;quantity=8;sort=b", "", NINE, NULL},
	        true, "lots." L_B ".lot=L\nlots." L_B ".quantity=8\nlots." L_B ".sort=b\n"},
	    {{"'sort':'a','lots':{" OF_B "}", "part", "lot=L;quantity=8", "", NINE, NULL}, true,
	        MADE("L") ".lot=L\nlots.L.quantity=8\n"},
	    /* of another, under the key of old */
	    {{"'sort':'a','lots':{'L':{'lot':'L','sort':'b'}}", "part", "lot=L;quantity=8", "",
	         NINE, NULL},
	        true, MADE(L_A) ".lot=L\nlots." L_A ".quantity=8\n"},
	    /* the record says nothing: what is there is meant, and learns it */
	    {{"'lots':{" OF_B "}", "part", "lot=L;quantity=8", "", NINE, NULL}, true,
	        "lots." L_B ".lot=L\nlots." L_B ".quantity=8\n"},
	    {{"'lots':{'L':{'lot':'L'}}", "part", "lot=L;quantity=8;sort=b", "", NINE, NULL}, true,
	        "lots.L.lot=L\nlots.L.quantity=8\nlots.L.sort=b\n"},
	    /* a record that has no such field */
	    {{"'lots':{'l':{'lot':'L','side':'x'}}", "look", "lot=L;quantity=1", "", NINE, NULL},
	        true, "lots.l.lot=L\nlots.l.quantity=1\n"},
	    {{SIDES, "look", "lot=L;quantity=1;side=y", "", NINE, NULL}, true,
	        "lots.r.lot=L\nlots.r.quantity=1\nlots.r.side=y\n"},
	    {{SIDES, "look", "lot=L;quantity=1", "", NINE, NULL}, false,
	        "error item_missing side: which of the lots 'L'? --side takes one of: x, y\n"},
	    /* the hash of another text is no key for this one */
	    {{"'lots':{'083644d7b2b5':{'lot':'L.1'}}", "look", "lot=083644d7b2b5;quantity=1", "",
	         NINE, NULL},
	        true, MADE("6db524fa086c") ".lot=083644d7b2b5\nlots.6db524fa086c.quantity=1\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define TWO "'moves':{'ab1':{'where':'here','who':'Li','pieces':1},'ab2':{'where':'there'}}"

static void old(void **state)
{
	static const struct crm_expected rows[] = {
	    {{TWO, "count", "pieces=3", "item=ab2", NINE, NULL}, true, "moves.ab2.pieces=3\n"},
	    /* a beginning that one has; the whole key before a longer one */
	    {{"'moves':{'ab1':{},'cd':{}}", "count", "pieces=3", "item=c", NINE, NULL}, true,
	        "moves.cd.pieces=3\n"},
	    {{"'moves':{'ab1':{},'ab':{},'ab2':{}}", "count", "pieces=3", "item=ab", NINE, NULL},
	        true, "moves.ab.pieces=3\n"},
	    /* the only one there needs no name */
	    {{"'moves':{'ab1':{},'ab2':null}", "count", "pieces=3", "", NINE, NULL}, true,
	        "moves.ab1.pieces=3\n"},
	    {{"'moves':{'a.b':{}}", "count", "pieces=3", "", NINE, NULL}, true,
	        "moves.a.b.pieces=3\n"},
	    /* which? no persons are named */
	    {{TWO, "count", "pieces=3", "", NINE, NULL}, false,
	        "error item_missing item: which of the moves? --item takes one of: ab1 (here); "
	        "ab2 (there)\n"},
	    {{TWO, "count", "", "item=ab", NINE, NULL}, false,
	        "error item_missing item: which of the moves? --item takes one of: ab1 (here); "
	        "ab2 (there)\nerror missing_field pieces: 'count' needs it\n"},
	    {{TWO, "count", "pieces=3", "item=b", NINE, NULL}, false,
	        "error no_such_item item: there is none of the moves that begins with 'b'\n"},
	    {{"'moves':{}", "count", "pieces=3", "", NINE, NULL}, false,
	        "error no_such_item item: 'count' needs one of the moves; there is none\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* What is done is meant only where it is named, or where there is nothing else. */
static void done(void **state)
{
#define OPEN2 "'c1':{'where':'here'},'c2':{}"
#define DONE2 "'a1':{'pieces':1,'where':'there'},'b1':{'who':'Li'}"
	static const struct crm_expected rows[] = {
	    {{"'moves':{" DONE2 ",'c1':{}}", "settle", "pieces=3", "", NINE, NULL}, true,
	        "moves.c1.pieces=3\n"},
	    {{"'moves':{" DONE2 ",'c1':{}}", "settle", "pieces=3", "item=b", NINE, NULL}, true,
	        "moves.b1.pieces=3\n"},
	    {{"'moves':{'a1':{'pieces':1}}", "settle", "pieces=3", "", NINE, NULL}, true,
	        "moves.a1.pieces=3\n"},
	    /* of each the same members */
	    {{"'moves':{" DONE2 "," OPEN2 "}", "settle", "pieces=3", "", NINE, NULL}, false,
	        "error item_missing item: which of the moves? --item takes one of: c1 (here); "
	        "c2 (-)\n"},
	    {{"'moves':{" DONE2 "}", "settle", "pieces=3", "", NINE, NULL}, false,
	        "error item_missing item: which of the moves? all are done; --item takes one of: "
	        "a1 (there); b1 (-)\n"},
	    /* a step of which none is ever done */
	    {{"'moves':{'a1':{'pieces':1},'c1':{}}", "count", "pieces=3", "", NINE, NULL}, false,
	        "error item_missing item: which of the moves? --item takes one of: a1; c1\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* A new item each time, under another key wherever anything differs. */
static void made(void **state)
{
	struct take t = {"'state':'new'", "move", "where=here", "", NINE, NULL};
	struct crm_record *first = NULL, *second = NULL;
	struct crm_map *keys = crm_map_new();
	struct crm_buf out = CRM_BUF_INIT;
	const char *key;
	bool taken;

	(void)state;
	crm_take(&kind, &t, &taken, &first, &out);
	t.given = "where=there";
	crm_take(&kind, &t, &taken, &second, &out);
	assert_true(crm_record_keys(first, "moves", keys));
	assert_true(crm_record_keys(second, "moves", keys));
	assert_int_equal(crm_map_count(keys), 2);
	key = crm_map_key(keys, 0, NULL);
	assert_int_equal(strspn(key, "0123456789abcdef"), 12);
	assert_int_equal(strlen(key), 12);
	crm_map_free(keys);
	crm_buf_release(&out);
	crm_record_free(first);
	crm_record_free(second);
}

/* A file's hash and size go with it, where the row names a file. */
static void files(void **state)
{
	struct take t = {"'state':'new'", "file", "paper=a.jpg;sha256=ff;bytes=3", "", NINE, NULL};
	struct crm_buf out = CRM_BUF_INIT;
	bool taken;

	(void)state;
	crm_take(&kind, &t, &taken, NULL, &out);
	assert_true(taken);
	assert_non_null(strstr(crm_buf_str(&out), ".sha256=ff\n"));
	assert_non_null(strstr(crm_buf_str(&out), ".bytes=3\n"));
	crm_buf_release(&out);
}

static void item_keys(void **state)
{
	static const struct {
		const char *text, *key;
	} rows[] = {
	    {"stock", "stock"},
	    {"L-77_b", "L-77_b"},
	    {"1234567890123456789012345678901234567890",
	        "1234567890123456789012345678901234567890"},
	    {"12345678901234567890123456789012345678901", "2dc942d4a5d9"},
	    {"L.1", "083644d7b2b5"},
	    /* what looks like a hash, and what nearly does */
	    {"083644d7b2b5", "6db524fa086c"},
	    {"083644D7B2B5", "083644D7B2B5"},
	    {"083644d7b2b", "083644d7b2b"},
	    {"083644d7b2b5a", "083644d7b2b5a"},
	    {"a b", "c8687a08aa5d"},
	    {"\xe6\x89\xb9", "3c7d528881fd"},
	    {"", "e3b0c44298fc"},
	};
	char key[CRM_ITEM_KEY_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_item_key(rows[i].text, strlen(rows[i].text), key);
		assert_string_equal(key, rows[i].key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keyed),
	    cmocka_unit_test(by_two),
	    cmocka_unit_test(old),
	    cmocka_unit_test(done),
	    cmocka_unit_test(made),
	    cmocka_unit_test(files),
	    cmocka_unit_test(item_keys),
	};

	crm_record_setup();
	return cmocka_run_group_tests_name("step items", tests, NULL, NULL);
}
