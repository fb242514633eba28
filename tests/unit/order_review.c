/*
 * What an order lacks before a step (lib/rules/order/review/review.h), and the steps of intake that judge
 * words (O1, O2, O5, O8 to O11).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/rules/order/review/review.h"
#include "lib/rules/quote/quote.h"
#include "tests/unit/order_take.h"

#define REQUIRED                                                                \
	"'duties':[{'department':'finance','fields':['price','payment']}],"     \
	"'required':[{'field':'price'},{'field':'payment','for':['contract']}," \
	"{'field':'place'},{'field':'major'}]"
#define NOBODY "'required':[]"
#define GOODS "'id':'C-1','customer':'VW','part':'P1','quantity':10,'price':'12.50'"
#define HASH "'sha256':'ab','file':'f'"

static void show(void *ctx, const struct crm_lack *l)
{
	struct crm_buf *out = ctx;

	crm_buf_addf(out, "%s%s%s", out->len > 0 ? " " : "", l->blocks ? "" : "~", l->code);
	if (strcmp(l->code, "field_missing") == 0)
		crm_buf_addf(out, ":%s", l->field);
	if (l->line[0] != '\0')
		crm_buf_addf(out, "@%s", l->line);
	if (l->department[0] != '\0')
		crm_buf_addf(out, "(%s)", l->department);
}

static void lacks_are(const struct crm_order_book *b, const char *members,
    enum crm_lack_before before, const char *now, const char *want)
{
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf have = CRM_BUF_INIT;
	struct crm_view v;

	crm_view_of_record(shape, r, &a, &v);
	crm_order_lacks(&v, b, before, crm_take_at(now), show, &have);
	if (strcmp(crm_buf_str(&have), want) != 0)
		fail_msg("%s:\n%s\nexpected\n%s", members, crm_buf_str(&have), want);
	crm_buf_release(&have);
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

struct lacking {
	const char *members, *want;
};

static void all_are(
    const char *procedure, enum crm_lack_before before, const struct lacking *rows, size_t n)
{
	struct crm_order_book *b = book_of(procedure);

	book_add(b, &crm_quote,
	    "'id':'Q-1','state':'sent','customer':'VW','currency':'EUR','valid_until':'2026-11-20',"
	    "'prices':{'a':{'part':'P1','price':'12.50'},'b':{'part':'P1','price':'12','from':100}}",
	    NINE);
	book_add(b, &crm_quote,
	    "'id':'Q-2','state':'open','customer':'VW','prices':{'a':{'part':'P1','price':'12.50'}}",
	    NINE);
	book_add(b, &crm_quote,
	    "'id':'Q-3','state':'won','customer':'BMW','prices':{'a':{'part':'P1','price':'12.50'}}",
	    NINE);
	book_add(b, &crm_quote,
	    "'id':'Q-4','state':'won','customer':'VW','countersigned_at':'" NINE
	    "','countersigned':'q.pdf','countersigned_sha256':'ab',"
	    "'prices':{'a':{'part':'P1','price':'12.50'}}",
	    NINE);
	/* an order before it, so that the price of a quote makes a repeat */
	book_add(b, &crm_order,
	    "'id':'B-1','state':'filed','customer':'VW','part':'P1','price':'12.50'", NINE);
	for (size_t i = 0; i < n; i++)
		lacks_are(b, rows[i].members, before, TEN, rows[i].want);
	crm_order_book_free(b);
}

/* What the procedure requires of the sort; a line says it, or the order for it (O1). */
static void fields(void **state)
{
	static const struct lacking rows[] = {
	    {"'id':'C-1','customer':'VW','quote':'Q-4'",
	        "field_missing:part field_missing:quantity field_missing:price(finance) "
	        "field_missing:payment(finance) field_missing:place field_missing:major "
	        "price_differs not_countersigned not_signed(finance)"},
	    {GOODS ",'quote':'Q-4','place':'WOB','major':false", "not_signed(finance)"},
	    {GOODS ",'quote':'Q-4','place':'WOB','major':false,'particular':'hsf'",
	        "field_missing:payment(finance) not_signed(finance)"},
	    {"'id':'C-1','customer':'VW','quote':'Q-4','place':'WOB','major':false,'price':'12.50',"
	     "'lines':{'10':{'part':'P1','quantity':1},'20':{'part':'P1'},'30':{'quantity':0}}",
	        "field_missing:part@30 field_missing:quantity@20 field_missing:payment(finance) "
	        "price_differs@30 not_countersigned not_signed(finance)"},
	};

	(void)state;
	all_are(REQUIRED, CRM_BEFORE_APPROVE, rows, COUNT(rows));
}

/* Every price against the quote, which must stand on the day of the order (O10). */
static void prices(void **state)
{
	static const struct lacking rows[] = {
	    {GOODS ",'quote':'Q-1'", "~not_countersigned"},
	    {GOODS ",'quote':'Q-4'", ""},
	    {GOODS ",'new_part':true", "quote_missing"},
	    {GOODS ",'quote':'Q-9'", "quote_missing"},
	    {GOODS ",'quote':'Q-2'", "quote_invalid"},
	    {GOODS ",'quote':'Q-3'", "quote_invalid"},
	    /* its last day, and the day after */
	    {GOODS ",'quote':'Q-1','ordered':'2026-11-20'", "~not_countersigned"},
	    {GOODS ",'quote':'Q-1','ordered':'2026-11-21'", "quote_expired ~not_countersigned"},
	    {GOODS ",'quote':'Q-1','opened_at':'2026-11-21T00:00:00Z'",
	        "quote_expired ~not_countersigned"},
	    {GOODS ",'quote':'Q-1','opened_at':'2026-11-20T23:59:59Z'", "~not_countersigned"},
	    /* the price of its quantity */
	    {"'id':'C-1','customer':'VW','part':'P1','quantity':100,'price':'12.50','quote':'Q-1'",
	        "price_differs not_countersigned"},
	    {"'id':'C-1','customer':'VW','part':'P1','quantity':100,'price':'12','quote':'Q-1'",
	        "~not_countersigned"},
	    {"'id':'C-1','customer':'VW','part':'P1','quantity':99,'price':'12','quote':'Q-1'",
	        "price_differs not_countersigned"},
	    {GOODS ",'quote':'Q-1','currency':'USD'", "price_differs not_countersigned"},
	    /* a quote that is signed for nothing that stands here */
	    {GOODS ",'quote':'Q-2','files':{'a':{" HASH ",'what':'quote','signed_by':'S'}}",
	        "quote_invalid"},
	};

	(void)state;
	all_are(NOBODY, CRM_BEFORE_APPROVE, rows, COUNT(rows));
}

/* The signed sample or sheet (O9), the minutes (O11), the written order (O5). */
static void papers(void **state)
{
	static const struct lacking rows[] = {
	    {GOODS ",'quote':'Q-4','sample_is_standard':true", "sample_unsigned"},
	    {GOODS ",'quote':'Q-4','sample_is_standard':false", ""},
	    {GOODS ",'quote':'Q-4','sample_is_standard':true,'files':{'a':{" HASH
	           ",'what':'sample','number':'7','revision':'B','signed_by':'S'}}",
	        ""},
	    {GOODS ",'quote':'Q-4','sample_is_standard':true,'files':{'a':{" HASH
	           ",'what':'sheet','number':'7','revision':'B','signed_by':'S'}}",
	        ""},
	    {GOODS ",'quote':'Q-4','sample_is_standard':true,'files':{'a':{'file':'f'"
	           ",'what':'sheet','number':'7','revision':'B','signed_by':'S'}}",
	        "sample_unsigned"},
	    {GOODS ",'quote':'Q-4','sample_is_standard':true,'files':{'a':{" HASH
	           ",'what':'sheet','number':'7','signed_by':'S'},'b':{" HASH
	           ",'what':'sample','revision':'B','signed_by':'S'}}",
	        "sample_unsigned"},
	    {GOODS ",'quote':'Q-4','sample_is_standard':true,'files':{'a':{" HASH
	           ",'what':'photo','number':'7','revision':'B','signed_by':'S'}}",
	        "sample_unsigned"},
	    {GOODS ",'quote':'Q-4','major':true", "no_minutes"},
	    {GOODS ",'quote':'Q-4','major':true,'files':{'a':{'what':'minutes'}}", "no_minutes"},
	    {GOODS ",'quote':'Q-4','major':true,'files':{'a':{" HASH ",'what':'minutes'}}", ""},
	    {GOODS ",'quote':'Q-4','form':'verbal'", "~no_paper"},
	    {GOODS ",'quote':'Q-4','form':'verbal','paper_at':'" NINE "'", "~no_paper"},
	    {GOODS ",'quote':'Q-4','form':'verbal','files':{'a':{" HASH ",'what':'order'}}", ""},
	};
	static const struct lacking deliver[] = {
	    {GOODS ",'form':'verbal'", "not_approved no_paper"},
	    {GOODS ",'form':'written'", "not_approved"},
	    {GOODS ",'form':'verbal','files':{'a':{" HASH ",'what':'order'}}", "not_approved"},
	};
	static const struct lacking start[] = {
	    {GOODS ",'form':'verbal'", "not_approved ~no_paper"},
	};

	(void)state;
	all_are(NOBODY, CRM_BEFORE_APPROVE, rows, COUNT(rows));
	all_are(NOBODY, CRM_BEFORE_DELIVER, deliver, COUNT(deliver));
	all_are(NOBODY, CRM_BEFORE_START, start, COUNT(start));
}

/* A point stops its step and those after it; what comes later is told. */
static void points(void **state)
{
	static const struct {
		const char *before;
		enum crm_lack_before from; /* that it stops; one more than the last: none */
	} rows[] = {
	    {"'before':'approve'", CRM_BEFORE_APPROVE},
	    {"'before':'start'", CRM_BEFORE_START},
	    {"'from':'sheet'", CRM_BEFORE_START},
	    {"'before':'deliver'", CRM_BEFORE_DELIVER},
	    {"'before':'file'", CRM_BEFORE_DELIVER + 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (int before = CRM_BEFORE_APPROVE; before <= CRM_BEFORE_DELIVER; before++) {
			struct crm_buf members = CRM_BUF_INIT, want = CRM_BUF_INIT;
			struct lacking row;

			crm_buf_addf(&members,
			    GOODS ",'quote':'Q-4','points':{'a':{'text':'x',%s},"
			          "'b':{'text':'y',%s,'cleared_at':'" NINE "'}}",
			    rows[i].before, rows[i].before);
			crm_buf_addf(&want, "%s%spoint_open",
			    before > CRM_BEFORE_APPROVE ? "not_approved " : "",
			    before >= (int)rows[i].from ? "" : "~");
			row = (struct lacking){crm_buf_str(&members), crm_buf_str(&want)};
			all_are(NOBODY, (enum crm_lack_before)before, &row, 1);
			crm_buf_release(&members);
			crm_buf_release(&want);
		}
	}
}

/* An approval without a seal is none; a change by the customer waits for one (O8). */
static void approval(void **state)
{
	static const struct lacking rows[] = {
	    {GOODS, "not_approved"},
	    {GOODS ",'state':'confirmed'", "not_approved"},
	    {GOODS ",'approved_at':'" NINE "'", "void_approval"},
	    {GOODS ",'approved_at':'" NINE "','approved_fields':'x','approved_seal':'y'",
	        "void_approval"},
	    {GOODS ",'approved_at':'" NINE "','changes':{'a':{'reference':'F'},"
	           "'b':{'reference':'G','approved_at':'" NINE "'}}",
	        "void_approval not_reviewed"},
	    {GOODS ",'signatures':{'finance':{'department':'finance','verdict':'refused'}}",
	        "refused(finance) not_approved"},
	    {GOODS ",'signatures':{'finance':{'department':'finance','verdict':'signed'}}",
	        "void_signature(finance) not_approved"},
	    {GOODS ",'signatures':{'kitchen':{'department':'kitchen','verdict':'signed'}}",
	        "~void_signature(kitchen) not_approved"},
	};

	(void)state;
	all_are("'duties':[{'department':'finance','fields':['price']}]", CRM_BEFORE_CONFIRM, rows,
	    COUNT(rows));
	all_are("'duties':[{'department':'finance','fields':['price']}]", CRM_BEFORE_START, rows,
	    COUNT(rows));
}

/* ---- steps ---- */

#define REFUSED_OPEN(given, want)                                         \
	{                                                                 \
		NULL, "open", "customer=VW;" given, "", NULL, false, want \
	}
#define DONE "'id':'C-1','customer':'VW','state':"

static void intake(void **state)
{
	static const struct row rows[] = {
	    {NULL, "open", "customer=VW", "", NULL, true,
	        "state=open\ncustomer=VW\nopened_at=" TEN "\nauthor=cs01\nauthor_login=cs01\n"},
	    {NULL, "open", "part=P", "", NULL, false,
	        "error missing_field customer: 'open' needs it\n"},
	    REFUSED_OPEN("due_time=9:00",
	        "error bad_value due_time: '9:00' is no time of day, expected 00:00 to 23:59\n"),
	    REFUSED_OPEN("due_time=23:60",
	        "error bad_value due_time: '23:60' is no time of day, expected 00:00 to 23:59\n"),
	    REFUSED_OPEN("under=-0.1",
	        "error bad_value under: '-0.1' is no share, expected 0 to 100 per cent\n"),
	    REFUSED_OPEN("frame=C-1",
	        "error self_reference frame: an order does not refer to "
	        "itself\n"),
	    REFUSED_OPEN("author=x", "error not_settable author: is written by the tools only\n"),
	    {DONE "'open'", "amend", "particular=hsf,,price", "why=x", NULL, true,
	        "particular=hsf,,price\namendments.#.at=" TEN
	        "\namendments.#.by=cs01\namendments.#.why=x\namendments.#.fields=particular\n"},
	    {DONE "'open'", "amend", "particular=hsf,cheap", "why=x", NULL, false,
	        "error bad_value particular: 'cheap' is no particular demand, expected of: "
	        "characteristics, price, quality, hsf, acceptance, lead_time\n"},
	    {DONE "'open'", "amend", "promised=2026-12-01", "why=x", NULL, false,
	        "error not_amendable promised: is set by the step 'confirm'\n"},
	};

	(void)state;
	take_rows(NOBODY, rows, COUNT(rows));
}

static void confirming(void **state)
{
	static const struct row rows[] = {
	    {DONE "'approved'", "confirm", "", "", NULL, false,
	        "error missing_field promised: the day that is promised; without it every line "
	        "needs its own\nerror not_approved approved_at: the final authority has not approved "
	        "it\n"},
	    {DONE "'approved','promised':'2026-12-01'", "confirm", "promised=2026-12-02", "", NULL,
	        false,
	        "error not_agreed promised: 2026-12-01 is promised already, and the first promise "
	        "stays: confirm that, then 'promise' another day\nerror not_approved approved_at: "
	        "the final authority has not approved it\n"},
	    /* lines without a day of their own that are wanted before it */
	    {DONE "'approved','requested':'2026-12-01','lines':{'1':{'line':'10','requested':"
	          "'2026-12-02'},'2':{'line':'20'},'3':{'requested':'2026-11-30'},'4':{'requested':"
	          "'2026-11-30','promised':'2026-11-30'}}",
	        "confirm", "promised=2026-12-02", "", NULL, false,
	        "warning promised_late promised: line 20 wants 2026-12-01\nwarning promised_late "
	        "promised: line 3 wants 2026-11-30\nerror not_approved approved_at: the final "
	        "authority has not approved it\n"},
	    {DONE "'open'", "confirm", "promised=2026-12-02", "", NULL, false,
	        "error wrong_state state: is open; 'confirm' needs approved\n"},
	    {DONE "'confirmed','deliveries':{'n':{'note':'N','quantity':4}}", "cancel",
	        "cancelled_why=x", "", NULL, false,
	        "error has_left deliveries: 4 pieces have left: 'change' the quantity to what is "
	        "delivered\n"},
	    /* also what is of none of several lines */
	    {DONE "'confirmed','lines':{'1':{'quantity':5},'2':{'quantity':5}},'deliveries':{'n':{"
	          "'note':'N','quantity':4}}",
	        "cancel", "cancelled_why=x", "", NULL, false,
	        "error has_left deliveries: 4 pieces have left: 'change' the quantity to what is "
	        "delivered\n"},
	    {DONE "'confirmed'", "cancel", "cancelled_why=x", "", NULL, true,
	        "state=cancelled\ncancelled_why=x\ncancelled_at=" TEN "\n"},
	};

	(void)state;
	take_rows(NOBODY, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields),
	    cmocka_unit_test(prices),
	    cmocka_unit_test(papers),
	    cmocka_unit_test(points),
	    cmocka_unit_test(approval),
	    cmocka_unit_test(intake),
	    cmocka_unit_test(confirming),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
