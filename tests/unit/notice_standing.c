/*
 * lib/rules/notice/notice_book.h: what a standing approval covers, and what it never does.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"

#define STANDING(name, category, to)                                                           \
	"{'name':'" name "','template':'t','template_sha256':'" HASH "','category':'" category \
	"','to':[" to "],'by':'qm','until':'2026-11-20'}"
#define ALL                                                                           \
	"[" STANDING("esc", "escalation", "'internal'") "," STANDING(                 \
	    "only", "escalation", "'quality'") "," STANDING("ack", "acknowledgement", \
	    "'acknowledgement'") "," STANDING("wide", "escalation",                   \
	    "'acknowledgement','internal'") "," STANDING("delay", "delay", "'internal'") "]"
#define OF(category, basis, customer)                                                            \
	"'category':'" category "','basis':'" basis "','urgency':'normal','customer':'" customer \
	"','template':'t','template_sha256':'" HASH "'"
#define ESCALATION OF("escalation", "contract", "D-1")
#define LAST "2026-11-20T23:59:59Z"

/* Each thing that is in the way, alone. */
static const struct {
	const char *members, *name, *at, *want; /* want NULL: covered */
} rows[] = {
    {ESCALATION, "esc", NINE, NULL},
    {ESCALATION, "esc", LAST, NULL},
    {ESCALATION, "esc", "2026-11-21T00:00:00Z", "its last day was 2026-11-20"},
    {ESCALATION, "esc", "2026-11-21T00:00:00+08:00", "its last day was 2026-11-20"},
    {ESCALATION, "only", NINE, NULL},
    {OF("escalation", "contract", "quality"), "only", NINE, NULL},
    {OF("escalation", "contract", "D-2"), "only", NINE, "it is not for that department"},
    {OF("escalation", "contract", "D-2"), "esc", NINE, NULL},
    /* a customer is called like a department: who knows which */
    {OF("escalation", "contract", "sales"), "esc", NINE,
        "the addressee is no department of our own"},
    {OF("escalation", "contract", "K-1"), "esc", NINE, "the addressee is no department of our own"},
    {OF("escalation", "contract", "nobody"), "esc", NINE,
        "the addressee is no department of our own"},
    {OF("escalation", "contract", "K-1"), "wide", NINE,
        "a customer is sent acknowledgements as a courtesy, nothing else"},
    {OF("acknowledgement", "courtesy", "K-1"), "ack", NINE, NULL},
    {OF("acknowledgement", "contract", "K-1"), "ack", NINE,
        "a customer is sent acknowledgements as a courtesy, nothing else"},
    {OF("acknowledgement", "courtesy", "D-1"), "ack", NINE, "it is not for that department"},
    {OF("acknowledgement", "courtesy", "K-1"), "esc", NINE,
        "it is of another category, 'escalation'; the addressee is no department of our own"},
    {OF("delay", "contract", "D-1"), "delay", NINE, "its category wants a person for each"},
    {"'category':'escalation','basis':'contract','urgency':'emergency','customer':'D-1',"
     "'template':'t','template_sha256':'" HASH "','reason':'r','countermeasure':'c'",
        "esc", NINE, "an emergency wants a person"},
    {"'category':'escalation','customer':'D-1','template':'u','template_sha256':'" HASH "'", "esc",
        NINE, "it is of another template, 't'"},
    {"'category':'escalation','customer':'D-1','template':'t','template_sha256':'" OTHER "'", "esc",
        NINE, "it is of another version of the template"},
    {"'category':'escalation','customer':'D-1','template':'t'", "esc", NINE,
        "it is of another version of the template"},
    {ESCALATION ",'edited_at':'" NINE "'", "esc", NINE, "the text was edited"},
    {ESCALATION ",'given':'text'", "esc", NINE, "somebody has given it: text"},
    {ESCALATION ",'given':'reason, at'", "esc", NINE, "somebody has given it: reason, at"},
    {ESCALATION ",'given':'import'", "esc", NINE, "somebody has given it: import"},
    /* a department is named by whoever drafts for it, a customer is the record's */
    {ESCALATION ",'given':'to'", "esc", NINE, NULL},
    {ESCALATION ",'given':'to,text'", "esc", NINE, "somebody has given it: text"},
    {OF("acknowledgement", "courtesy", "K-1") ",'given':'to'", "ack", NINE,
        "somebody has given it: to"},
    /* what was amended stays so, whatever it says now */
    {ESCALATION ",'amendments':{'a':{'at':'" NINE "','by':'x','fields':'owner,subject'}}", "esc",
        NINE, "what it says was amended"},
    {ESCALATION ",'amendments':{'a':{'at':'" NINE "','by':'x','fields':'attachments.b.file'}}",
        "esc", NINE, "what it says was amended"},
    {ESCALATION ",'amendments':{'a':{'at':'" NINE "','by':'x','fields':'owner'}}", "esc", NINE,
        NULL},
    /* a customer that was turned into a department is none */
    {OF("escalation", "contract", "D-3"), "esc", NINE, "the addressee is no department of our own"},
    {ESCALATION ",'attachments':{'a':{'file':'a.pdf'}}", "esc", NINE, "there are attachments"},
};

static void covers(void **state)
{
	(void)state;
	know("'id':'D-3','name':'made','sort':'department','amendments':{'a':{'by':'x','fields':"
	     "'class,sort'}}");
	standing(ALL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf r = CRM_BUF_INIT, given = CRM_BUF_INIT, want = CRM_BUF_INIT;

		begin(&r, rows[i].members);
		crm_buf_addf(&given, "standing=%s", rows[i].name);
		if (rows[i].want != NULL)
			crm_buf_addf(&want,
			    "error unapproved approved_at: standing approval '%s' does not cover it: "
			    "%s\n",
			    rows[i].name, rows[i].want);
		if (rows[i].want != NULL)
			must_not(
			    &an, &r, "queue", crm_buf_str(&given), rows[i].at, crm_buf_str(&want));
		else
			must(&an, &r, "queue", crm_buf_str(&given), rows[i].at);
		crm_buf_release(&r);
		crm_buf_release(&given);
		crm_buf_release(&want);
	}
}

/* Not named, none is taken; who gave it does not make the notice; without it nothing changes. */
static void named(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	standing(ALL);
	begin(&r, ESCALATION);
	must_not(
	    &an, &r, "queue", "", NINE, "error unapproved approved_at: nobody has approved it\n");
	must_not(&an, &r, "queue", "standing=none", NINE,
	    "error unapproved approved_at: there is no standing approval 'none'\n");
	crm_buf_clear(&r);
	crm_buf_addz(&r,
	    "'id':'C-1','state':'draft','author':'qm','drafted_at':'" EIGHT "','content':'" HASH
	    "'," ESCALATION);
	must_not(&an, &r, "queue", "standing=esc", NINE,
	    "error unapproved approved_at: standing approval 'esc' does not cover it: 'qm' gave it "
	    "and has made the notice\n");
	/* the name stays with it: it is judged again when it is queued again */
	begin(&r, ESCALATION);
	must(&an, &r, "queue", "standing=esc", NINE);
	assert_true(says(&r, "'standing':'esc'"));
	must(&an, &r, "give-up", "failed_why=x", NINE);
	must_not(&an, &r, "queue", "", "2026-11-21T00:00:00Z",
	    "error unapproved approved_at: standing approval 'esc' does not cover it: its last day "
	    "was 2026-11-20\n");
	must(&an, &r, "queue", "", LAST);
	crm_buf_release(&r);
}

/* Nobody has approved it, and no standing approval covers it: those near to it say why, of template
 * and category before of either; where one covers, or the category wants a person, none does. */
static void uncovered(void **state)
{
	static const struct {
		const char *members, *at, *want;
	} near[] = {
	    {ESCALATION ",'given':'text'", NINE,
	        "; standing approval 'only' does not cover it: somebody has given it: text; standing "
	        "approval 'none' does not cover it: somebody has given it: text; it is not for that "
	        "department"},
	    {ESCALATION, "2026-11-21T00:00:00Z",
	        "; standing approval 'only' does not cover it: its last day was 2026-11-20; standing "
	        "approval 'none' does not cover it: its last day was 2026-11-20; it is not for that "
	        "department"},
	    {ESCALATION, "2026-11-20T23:59:59Z", ""},
	    {"'category':'acknowledgement','basis':'courtesy','customer':'K-1','template':'u'",
	        NINE,
	        "; standing approval 'ack' does not cover it: it is of another template, 't'"},
	    {"'category':'delay','customer':'D-1','template':'t'", NINE, ""},
	};
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	standing("[" STANDING("only", "escalation", "'quality'") "," STANDING("none", "escalation",
	    "'sales'") "," STANDING("ack", "acknowledgement", "'acknowledgement'") "]");
	for (size_t i = 0; i < COUNT(near); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		begin(&r, near[i].members);
		crm_buf_addf(&want, "error unapproved approved_at: nobody has approved it%s\n",
		    near[i].want);
		must_not(&an, &r, "queue", "", near[i].at, crm_buf_str(&want));
		crm_buf_release(&want);
	}
	crm_buf_release(&r);
}

static void found(void **state)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_record *r =
	    crm_take_record("'author':'an'," OF("acknowledgement", "courtesy", "K-1"));
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_standing *s;
	struct crm_view v;

	(void)state;
	standing(ALL);
	crm_view_of_record(shape, r, &a, &v);
	s = crm_notice_book_covers(book, &v, NULL, crm_take_at(NINE));
	assert_non_null(s);
	assert_string_equal(s->name, "ack");
	assert_null(crm_notice_book_covers(book, &v, NULL, crm_take_at("2026-11-21T00:00:00Z")));
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

/* ---- reading ---- */

static void bad_settings(void **state)
{
	static const struct {
		const char *list, *field, *text;
	} bad[] = {
	    {"[{'name':'a'}]", "standing[0]", "'template' is missing"},
	    {"[" STANDING("a", "escalation", "") "]", "standing[0].to", "at least one expected"},
	    {"[{'name':'a','until':'2026-02-30'}]", "standing[0].until", "a day expected"},
	    {"[{'name':'a','template_sha256':'abc'}]", "standing[0].template_sha256",
	        "hash expected"},
	    {"[" STANDING("a", "escalation", "'internal'") "," STANDING(
	         "a", "delay", "'internal'") "]",
	        "standing[1]", "there is a 'a' already"},
	    {"[{'for':'a'}]", "standing[0].for", "unknown"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct crm_doc *d = doc_of(bad[i].list);
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_notice_book_standing(book, d, "crm.json", &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.field, bad[i].field);
		if (strstr(e.text, bad[i].text) == NULL)
			fail_msg("row %zu: %s", i, e.text);
		assert_null(crm_notice_book_find(book, "a"));
		crm_doc_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(covers, setup, teardown),
	    cmocka_unit_test_setup_teardown(named, setup, teardown),
	    cmocka_unit_test_setup_teardown(uncovered, setup, teardown),
	    cmocka_unit_test_setup_teardown(found, setup, teardown),
	    cmocka_unit_test_setup_teardown(bad_settings, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
