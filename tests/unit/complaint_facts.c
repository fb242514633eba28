/*
 * lib/rules/complaint/complaint_facts.h: the case (K1, K6, K7, D5), each rule on both
 * sides of its boundary, and what closure waits for.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint_facts.h"
#include "tests/unit/facts.h"

/* Safety is told to its owner, who may be known already. The stamp is the
 * first; the state follows whether an 8D is asked for. */
static void assessment(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "assess", "", "", NINE, NULL}, false,
	        "error missing_field severity: 'assess' needs it\n"},
	    {{"", "assess", "severity=major;safety=false;line_stop=true;special_status=CS1", "",
	         NINE, NULL},
	        true,
	        "severity=major\nsafety=false\nline_stop=true\nspecial_status=CS1\n"
	        "assessed_at=" NINE "\n"},
	    {{"", "assess", "severity=critical;safety=true", "", NINE, NULL}, false,
	        "error missing_field safety_owner: it touches safety: who owns product safety and "
	        "was told?\n"},
	    {{"", "assess", "severity=critical;safety=true;safety_owner=ps01", "", NINE, NULL},
	        true, "severity=critical\nsafety=true\nsafety_owner=ps01\nassessed_at=" NINE "\n"},
	    {{"'safety_owner':'ps01'", "assess", "severity=critical;safety=true", "", NINE, NULL},
	        true, "severity=critical\nsafety=true\nassessed_at=" NINE "\n"},
	    /* once said, it holds until it is unsaid */
	    {{"'safety':true", "assess", "severity=minor", "", NINE, NULL}, false,
	        "error missing_field safety_owner: it touches safety: who owns product safety and "
	        "was told?\n"},
	    {{"'assessed_at':" EIGHT, "assess", "severity=minor", "", NINE, NULL}, true,
	        "severity=minor\n"},
	    {{"'state':'answered','answered_at':" EIGHT, "assess", "severity=major;needs_8d=true",
	         "", NINE, NULL},
	        true, "severity=major\nneeds_8d=true\nstate=open\nassessed_at=" NINE "\n"},
	    {{"'state':'answered','accepted_at':" EIGHT, "assess", "severity=major;needs_8d=true",
	         "", NINE, NULL},
	        true, "severity=major\nneeds_8d=true\nassessed_at=" NINE "\n"},
	    {{STATE_8D ",'answered_at':" EIGHT, "assess", "severity=minor;needs_8d=false", "", NINE,
	         NULL},
	        true, "severity=minor\nneeds_8d=false\nstate=answered\nassessed_at=" NINE "\n"},
	    {{STATE_8D, "assess", "severity=minor;needs_8d=false", "", NINE, NULL}, true,
	        "severity=minor\nneeds_8d=false\nassessed_at=" NINE "\n"},
	};

	(void)state;
	RUN(rows);
}

/* Without 8D the step answer is the answer; with it, it only ends its clock. */
static void answers(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'open'", "answer", "solution=x", "", NINE, NULL}, true,
	        "solution=x\nanswered_at=" NINE "\nstate=answered\n"},
	    {{"'state':'open','needs_8d':false", "answer", "", "", NINE, NULL}, true,
	        "answered_at=" NINE "\nstate=answered\n"},
	    {{STATE_8D, "answer", "", "", NINE, NULL}, true, "answered_at=" NINE "\n"},
	    {{"'state':'answered','needs_8d':true,'accepted_at':" EIGHT, "answer", "", "", NINE,
	         NULL},
	        true, "answered_at=" NINE "\n"},
	    {{STATE_8D ",'answered_at':" EIGHT, "answer", "", "", NINE, NULL}, false,
	        "error already_done answered_at: 'answered_at' is 2026-11-20T08:00:00+08:00: "
	        "already done; to mend it use amend\n"},
	};

	(void)state;
	RUN(rows);
}

static void judgement(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "judge", "", "", NINE, NULL}, false,
	        "error missing_field judgement: 'judge' needs it\n"},
	    {{"", "judge", "judgement=supplier;accepted_quantity=7", "", NINE, NULL}, true,
	        "judgement=supplier\naccepted_quantity=7\njudged_at=" NINE "\n"},
	    {{"", "judge", "judgement=no_fault;accepted_quantity=0", "", NINE, NULL}, true,
	        "judgement=no_fault\naccepted_quantity=0\njudged_at=" NINE "\n"},
	    {{"", "judge", "judgement=no_fault;accepted_quantity=1", "", NINE, NULL}, false,
	        "error bad_value accepted_quantity: 1 pieces are accepted as our fault, but the "
	        "judgement is no_fault\n"},
	    {{"", "judge", "judgement=customer;accepted_quantity=1", "", NINE, NULL}, false,
	        "error bad_value accepted_quantity: 1 pieces are accepted as our fault, but the "
	        "judgement is customer\n"},
	};

	(void)state;
	RUN(rows);
}

/* D5: one after the other. */
static void supplier(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "pass", "", "", NINE, NULL}, false,
	        "error missing_field supplier: 'pass' needs it\n"},
	    {{"", "pass", "supplier=S1;supplier_ref=8", "", NINE, NULL}, true,
	        "supplier=S1\nsupplier_ref=8\npassed_at=" NINE "\n"},
	    {{"", "secure", "", "", NINE, NULL}, false,
	        "error missing_step passed_at: step 'pass' is missing\n"},
	    {{"'passed_at':'" NINE "'", "secure", "", "", NINE, NULL}, true,
	        "secured_at=" NINE "\nverdicts.secure.verdict=met\nverdicts.secure.limit=PT24H\n"
	        "verdicts.secure.due_at=2026-11-21T09:00:00+08:00\n"},
	    {{"'passed_at':'" NINE "'", "secure", "", "", "2026-11-20T08:59:59+08:00", NINE}, false,
	        "error wrong_order at: is earlier than 'passed_at', " NINE "\n"},
	    {{"'passed_at':" EIGHT, "respond", "", "", NINE, NULL}, false,
	        "error missing_step secured_at: step 'secure' is missing\n"},
	    {{"'secured_at':" EIGHT, "respond", "supplier_answer=x", "", NINE, NULL}, true,
	        "supplier_answer=x\nresponded_at=" NINE "\n"},
	    {{"'secured_at':" EIGHT, "feedback", "", "", NINE, NULL}, false,
	        "error missing_step responded_at: step 'respond' is missing\n"},
	};

	(void)state;
	RUN(rows);
}

static void papers(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "cost", "kind=sort;amount=0;currency=eur", "", NINE, NULL}, false,
	        "error bad_value amount: expected more than 0\n"
	        "error bad_value currency: expected the three capital letters of ISO 4217, like "
	        "EUR\n"},
	    {{"", "cost", "kind=sort;amount=-0.01;currency=EURO", "", NINE, NULL}, false,
	        "error bad_value amount: expected more than 0\n"
	        "error bad_value currency: expected the three capital letters of ISO 4217, like "
	        "EUR\n"},
	    {{"", "cost", "", "", NINE, NULL}, false,
	        "error missing_field kind: 'cost' needs it\n"
	        "error missing_field amount: 'cost' needs it\n"
	        "error missing_field currency: 'cost' needs it\n"},
	    {{"'state':'closed'", "cost", "kind=sort;amount=0.01;currency=CNY;ref=1", "", NINE,
	         NULL},
	        true,
	        "costs.KEY.at=" NINE "\ncosts.KEY.by=cs01\ncosts.KEY.kind=sort\n"
	        "costs.KEY.amount=0.01\ncosts.KEY.currency=CNY\ncosts.KEY.ref=1\n"},
	    {{"'state':'closed'", "attach", "file=p.jpg;what=burr", "", NINE, NULL}, true,
	        "files.KEY.at=" NINE "\nfiles.KEY.by=cs01\nfiles.KEY.file=p.jpg\n"
	        "files.KEY.what=burr\n"},
	    /* the same content, whatever it is called */
	    {{"'files':{'f1':{'file':'p.jpg','sha256':'ab'}}", "attach", "file=q.jpg;sha256=ab", "",
	         NINE, NULL},
	        false, "error already_done file: is there already: 'p.jpg', f1\n"},
	    {{"'files':{'f1':{'file':'p.jpg','sha256':'ab'}}", "attach", "file=p.jpg;sha256=ac", "",
	         NINE, NULL},
	        true,
	        "files.KEY.at=" NINE "\nfiles.KEY.by=cs01\nfiles.KEY.file=p.jpg\n"
	        "files.KEY.sha256=ac\n"},
	    {{"", "attach", "", "", NINE, NULL}, false,
	        "error missing_field file: 'attach' needs it\n"},
	    {{"'class':'environment'", "authority", "", "", NINE, NULL}, false,
	        "error missing_field authority: 'authority' needs it\n"},
	    {{"'class':'environment'", "publish", "", "", NINE, NULL}, false,
	        "error missing_field public_answer: 'publish' needs it\n"},
	    {{"'class':'environment'", "publish", "public_answer=x", "", NINE, NULL}, true,
	        "public_answer=x\npublished_at=" NINE "\n"},
	};

	(void)state;
	RUN(rows);
}

/* A record and what closing it finds. */
struct closed {
	const char *before, *want;
};

static void run_closed(const struct closed *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].before);
		struct crm_arena arena = CRM_ARENA_INIT;
		struct crm_findings *f = crm_findings_new();
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_view view;

		crm_view_of_record(shape, r, &arena, &view);
		crm_facts_judge_close(&view, f);
		crm_take_findings(f, &have);
		assert_string_equal(crm_buf_str(&have), rows[i].want);
		crm_facts_judge_close(&view, f);
		crm_buf_release(&have);
		crm_findings_free(f);
		crm_arena_release(&arena);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

/* What closure waits for, all of it, and each only once. */
static void closure(void **state)
{
	static const struct closed rows[] = {
	    {"'class':'quality'", ""},
	    {"'needs_8d':true",
	        "error missing_step accepted_at: step 'accept' is missing\n"
	        "error missing_step verified_at: step 'verify' is missing\n"},
	    {"'needs_8d':true,'accepted_at':" EIGHT ",'verified_at':" EIGHT, ""},
	    {"'passed_at':" EIGHT, "error missing_step feedback_at: step 'feedback' is missing\n"},
	    {"'passed_at':" EIGHT ",'feedback_at':" EIGHT, ""},
	    {"'class':'environment'",
	        "error missing_step authority_at: step 'authority' is missing\n"
	        "error missing_step published_at: step 'publish' is missing\n"},
	    {"'class':'environment','authority_at':" EIGHT ",'published_at':" EIGHT, ""},
	    {"'chronic':true,'standards':{'s':{'type':'lesson'}}",
	        "error missing_step prevented_at: step 'prevent' is missing: a control plan or "
	        "instruction, as the defect is chronic\n"},
	    {"'chronic':true,'standards':{'s':{'type':'instruction'}}", ""},
	    {"'safety':true",
	        "error pending_owner safety_owner: it touches safety and nobody who owns product "
	        "safety is named\n"},
	    {"'safety':true,'safety_owner':'ps01'", ""},
	    {"'actions':{" ACTION("a", "TUA", "") "," ACTION("b", "TUN", DONE) "}",
	        "error pending_action actions.a: the action is not in place: step 'implement' is "
	        "missing\n"},
	    {"'rounds':{'r':{'through':'D3'}}",
	        "error round_open rounds: round r waits for the customer's verdict\n"},
	    {"'rounds':{'r':{'verdict':'rejected'}}", ""},
	};

	(void)state;
	run_closed(rows, COUNT(rows));
}

/* Containment is looked at again, of an 8D or once it was whole. */
static void containment_again(void **state)
{
	static const struct closed rows[] = {
	    {"'contained_at':" EIGHT ",'containment':{'stock':{'place':'stock','suspect':0},"
	     "'customer':{'place':'customer','suspect':5,'checked':4}}",
	        "error pending_containment containment.customer: not all that is suspect there is "
	        "checked or secured: step 'contain'\n"},
	    {"'contained_at':" EIGHT ",'containment':{'customer':{'place':'customer','suspect':5,"
	     "'checked':5},'site':{'place':'site','action':'a','owner':'o'}}",
	        ""},
	    {"'containment':{'customer':{'place':'customer','suspect':5}}", ""},
	    {"'needs_8d':true,'accepted_at':" EIGHT ",'verified_at':" EIGHT
	     ",'containment':{'stock':{'place':'stock'}}",
	        "error pending_containment containment.stock: not all that is suspect there is "
	        "checked or secured: step 'contain'\n"},
	};

	(void)state;
	run_closed(rows, COUNT(rows));
}

/* A step that the clocks have named already is not named twice. */
static void named_once(void **state)
{
	struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
	struct crm_record *r = crm_take_record("'needs_8d':true,'verified_at':" EIGHT);
	struct crm_findings *f = crm_findings_new();
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_view view;

	(void)state;
	crm_view_of_record(shape, r, &arena, &view);
	crm_finding_add(f, CRM_ERROR, "missing_step", NULL, 0, "C-1", "accepted_at", "clock");
	crm_facts_judge_close(&view, f);
	assert_int_equal(crm_findings_count(f), 1);
	crm_findings_free(f);
	crm_arena_release(&arena);
	crm_record_free(r);
	crm_shape_free(shape);
}

/* Opening again: answer, acceptance and verification are done anew. */
static void opening_again(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'closed','closed_at':" EIGHT ",'answered_at':" EIGHT ",'accepted_at':" EIGHT
	      ",'verified_at':" EIGHT ",'implemented_at':" EIGHT ",'rounds':{'r':{}}",
	         "reopen", "", "why=again", NINE, NULL},
	        true,
	        "state=open\nreopened_at=" NINE
	        "\nreopen_why=again\nclosed_at=\nanswered_at=\naccepted_at=\nverified_at=\n"},
	    {{"'state':'closed','closed_at':" EIGHT, "reopen", "", "why=again", NINE, NULL}, true,
	        "state=open\nreopened_at=" NINE "\nreopen_why=again\nclosed_at=\n"},
	};

	(void)state;
	RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(assessment),
	    cmocka_unit_test(answers),
	    cmocka_unit_test(judgement),
	    cmocka_unit_test(supplier),
	    cmocka_unit_test(papers),
	    cmocka_unit_test(closure),
	    cmocka_unit_test(containment_again),
	    cmocka_unit_test(named_once),
	    cmocka_unit_test(opening_again),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
