/*
 * Bulk begins only when all is there: approval, points, samples, a checked sheet (O7, T1, T2, T5).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "lib/rules/order/work/order_work_private.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "tests/unit/order_take.h"

#define SORTS                                                                         \
	"'samples':[{'sort':'pre','blocks':'start'},{'sort':'ship','blocks':'ship'}," \
	"{'sort':'style','blocks':'nothing'}]"
#define RELEASED "'state':'released','released_at':'" NINE "','part':'A','quantity':1"
#define UNAPPROVED "error not_approved approved_at: the final authority has not approved it\n"

/* Of an order C-1; the part's own where it names none. */
#define SAMPLE(id, sort, state) \
	"'id':'" id "','order':'C-1','part':'A','sort':'" sort "','state':'" state "'"

static const struct {
	const char *order, *samples[2], *want;
} sampled[] = {
    {"", {NULL}, ""},
    {",'samples':'pre'", {NULL},
        "error sample_missing samples: there is no pre sample yet: no bulk before it is "
        "approved\n"},
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "sent")},
        "error sample_not_approved samples: pre sample S-1 is sent: no bulk before it is "
        "approved\n"},
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "approved")}, ""},
    /* also one that nobody named; a second one that is open */
    {"", {SAMPLE("S-1", "pre", "rejected")},
        "error sample_not_approved samples: pre sample S-1 is rejected: no bulk before it "
        "is approved\n"},
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "approved"), SAMPLE("S-2", "pre", "open")},
        "error sample_not_approved samples: pre sample S-2 is open: no bulk before it is "
        "approved\n"},
    /* its last day is its last; past, another one that is approved counts */
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "approved") ",'expiry':'2026-11-20'"}, ""},
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "approved") ",'expiry':'2026-11-19'"},
        "error sample_not_approved samples: pre sample S-1 is past its last day: no bulk "
        "before it is approved\n"},
    {",'samples':'pre'",
        {SAMPLE("S-1", "pre", "approved") ",'expiry':'2026-11-19'",
            SAMPLE("S-2", "pre", "approved")},
        ""},
    /* one that is not needed any more is none */
    {",'samples':'pre'", {SAMPLE("S-1", "pre", "withdrawn")},
        "error sample_missing samples: there is no pre sample yet: no bulk before it is "
        "approved\n"},
    /* what blocks shipment, or nothing, does not block the start */
    {",'samples':'ship , style,'", {SAMPLE("S-1", "ship", "sent")}, ""},
    {",'samples':'pre,foil'", {SAMPLE("S-1", "pre", "approved")},
        "error sample_unknown samples: 'foil' is no sort of sample of the procedure\n"},
    /* of another order */
    {",'samples':'pre'", {"'id':'S-1','order':'C-2','part':'A','sort':'pre','state':'approved'"},
        "error sample_missing samples: there is no pre sample yet: no bulk before it is "
        "approved\n"},
    {",'samples':'pre'", {"'id':'S-1','part':'A','sort':'pre','state':'approved'"}, ""},
};

static void samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sampled); i++) {
		struct crm_order_book *b = book_of(SORTS);
		struct crm_buf before = CRM_BUF_INIT, want = CRM_BUF_INIT;

		crm_buf_addf(&before, "'id':'C-1'," RELEASED "%s", sampled[i].order);
		crm_buf_addf(&want, UNAPPROVED "%s", sampled[i].want);
		for (size_t k = 0; k < 2 && sampled[i].samples[k] != NULL; k++)
			book_add(b, &crm_sample, sampled[i].samples[k], TEN);
		crm_take_book = b;
		take_one(&(struct row){crm_buf_str(&before), "start", "", "", NULL, false,
		             crm_buf_str(&want)},
		    NULL);
		crm_take_book = NULL;
		crm_order_book_free(b);
		crm_buf_release(&before);
		crm_buf_release(&want);
	}
}

static void lacking(void **state)
{
	static const struct row rows[] = {
	    /* all of it at once */
	    {RELEASED ",'points':{'aaaa':{'text':'gauge','before':'start'},'bbbb':{'text':'label',"
	              "'before':'deliver'}},'sheet':{'yarn':{'item':'yarn','value':'40/2'},"
	              "'dye':{'item':'dye','checked_at':'" NINE "'}}",
	        "start", "", "", NULL, false,
	        UNAPPROVED "error point_open points: point aaaa is open: gauge\n"
	                   "warning point_open points: point bbbb is open: label\n"
	                   "error not_checked sheet: item 'yarn' of the technical sheet is not "
	                   "checked\n"},
	    {"'state':'confirmed'", "start", "", "", NULL, false,
	        "error wrong_state state: is confirmed; 'start' needs released\n"},
	    {RELEASED, "start", "", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'released_at', " NINE "\n" UNAPPROVED},
	};

	(void)state;
	take_rows(SORTS, rows, COUNT(rows));
}

/* A record as a row names it, without its braces. */
static char *members_of(const struct crm_record *r)
{
	struct crm_buf text = CRM_BUF_INIT;
	char *members, *end;

	crm_record_dump(r, &text);
	members = crm_buf_take(&text);
	end = strrchr(members, '}');
	assert_non_null(end);
	*end = '\0';
	members[0] = ' ';
	return members;
}

static void take_of(struct crm_record *r, const char *state, struct row row)
{
	char *before;

	crm_record_set_text(r, "state", state);
	before = members_of(r);
	row.before = before;
	take_one(&row, NULL);
	free(before);
}

#define CHANGED                                                                         \
	"error void_approval approved_at: the approval is void: what was approved has " \
	"changed: price\n"

/* Approved, and nothing has changed since: bulk begins. A changed price voids that, and is named. */
static void approved(void **state)
{
	static const struct take approve = {
	    "'state':'open','part':'A','quantity':1,'price':'9.50','quote':'Q-1'", "approve", "",
	    "", NINE, TEN};
	struct crm_order_book *b = book_of(SORTS ",'required':[{'field':'price'}]");
	struct crm_buf have = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	bool taken = false;

	(void)state;
	book_add(b, &crm_quote,
	    "'id':'Q-1','state':'won','countersigned_at':'" NINE
	    "','prices':{'p':{'part':'A','price':'9.50'}}",
	    TEN);
	crm_take_book = b;
	crm_take(&crm_order, &approve, &taken, &r, &have);
	if (!taken)
		fail_msg("%s", crm_buf_str(&have));
	crm_record_set_text(r, "sort_why", "its own");
	take_of(r, "released",
	    (struct row){
	        NULL, "start", "", "", NULL, true, "state=production\nstarted_at=" TEN "\n"});
	take_of(r, "confirmed",
	    (struct row){NULL, "release", "", "paper=plan;department=x", NULL, true,
	        "releases.#.at=" TEN "\nreleases.#.by=cs01\nreleases.#.paper=plan\n"
	        "releases.#.department=x\n"});
	crm_record_set_text(r, "price", "9.60");
	take_of(r, "released", (struct row){NULL, "start", "", "", NULL, false, CHANGED});
	take_of(r, "confirmed",
	    (struct row){NULL, "release", "", "paper=plan;department=x", NULL, false, CHANGED});
	crm_take_book = NULL;
	crm_order_book_free(b);
	crm_record_free(r);
	crm_buf_release(&have);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(samples),
	    cmocka_unit_test(lacking),
	    cmocka_unit_test(approved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
