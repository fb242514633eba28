/*
 * lib/rules/complaint/complaint.h: steps, clocks and states of the complaint (K1 to
 * K10).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NINE "2026-11-20T09:00:00+08:00"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_complaint, rows, n);
}

static void intake(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "open", "customer=VW", "", NINE, NULL}, true,
	        "state=open\ncustomer=VW\nreceived_at=" NINE "\nclass=quality\n"},
	    {{NULL, "open", "customer=VW;class=delivery;received_at=2026-11-20T08:50:00+08:00", "",
	         NINE, NULL},
	        true,
	        "state=open\ncustomer=VW\nclass=delivery\nreceived_at=2026-11-20T08:50:00+08:00\n"},
	    {{NULL, "open", "part=4711", "", NINE, NULL}, false,
	        "error missing_field customer: 'open' needs it\n"},
	    {{NULL, "open", "customer=VW;received_at=2026-11-20T09:00:01+08:00", "", NINE, NULL},
	        false,
	        "error in_future received_at: '2026-11-20T09:00:01+08:00' is later than now\n"},
	    {{NULL, "open", "customer=VW;class=noise", "", NINE, NULL}, false,
	        "error bad_value class: 'noise' cannot be read, expected one of: quality, "
	        "delivery, service, environment, enquiry\n"},
	    {{NULL, "open", "customer=VW;quantity=0;quantity_suspect=-1;quantity_returned=-2", "",
	         NINE, NULL},
	        false,
	        "error bad_value quantity_suspect: '-1' cannot be read, expected a count like 12, not below 0\n"
	        "error bad_value quantity_returned: '-2' cannot be read, expected a count like 12, not below 0\n"},
	    {{NULL, "open",
	         "customer=VW;answered_at=2026-11-20T08:00:00Z;closed_at=2026-11-20T08:00:00Z;"
	         "reopened_at=2026-11-20T08:00:00Z;voided_at=2026-11-20T08:00:00Z",
	         "", NINE, NULL},
	        false,
	        "error not_settable answered_at: is set by the step 'answer'\n"
	        "error not_settable closed_at: is set by the step 'close'\n"
	        "error not_settable reopened_at: is set by the step 'reopen'\n"
	        "error not_settable voided_at: is written by the tools only\n"},
	    {{NULL, "open", "customer=VW;reopen_why=x", "", NINE, NULL}, false,
	        "error not_settable reopen_why: is written by the tools only\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* Each step that sets a stamp and words: what it writes, and no more than its
 * name says is required. */
static void plain_steps(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "confirm", "confirmed_by=cs01", "", NINE, NULL}, true,
	        "confirmed_by=cs01\nconfirmed_at=" NINE "\n"},
	    {{"", "inform", "", "", NINE, NULL}, true, "informed_at=" NINE "\n"},
	    {{"", "inform", "engineer=qe02;informed_by=phone", "", NINE, NULL}, true,
	        "engineer=qe02\ninformed_by=phone\ninformed_at=" NINE "\n"},
	    {{"", "inform", "informed_by=smoke", "", NINE, NULL}, false,
	        "error bad_value informed_by: 'smoke' cannot be read, expected one of: phone, "
	        "email\n"},
	    {{"", "contact", "contacted=K-7", "", NINE, NULL}, true,
	        "contacted=K-7\ncontacted_at=" NINE "\n"},
	    {{"", "analyse", "first_cause=tool;talk_result=sort", "", NINE, NULL}, true,
	        "first_cause=tool\ntalk_result=sort\nanalysed_at=" NINE "\n"},
	    {{"", "relay", "relayed_to=cs02", "", NINE, NULL}, true,
	        "relayed_to=cs02\nrelayed_at=" NINE "\n"},
	    {{"", "dispose", "", "", NINE, NULL}, false,
	        "error missing_field disposition: 'dispose' needs it\n"},
	    {{"", "agree", "", "", NINE, NULL}, true, "agreed_at=" NINE "\n"},
	    {{"", "agree", "agreement=make_up", "", NINE, NULL}, true,
	        "agreement=make_up\nagreed_at=" NINE "\n"},
	    {{"", "arrange", "arranged=two", "", NINE, NULL}, true,
	        "arranged=two\narranged_at=" NINE "\n"},
	    {{"", "reply", "reply=soon", "", NINE, NULL}, true,
	        "reply=soon\nreplied_at=" NINE "\n"},
	    {{"'state':'open'", "answer", "solution=new tool", "", NINE, NULL}, true,
	        "solution=new tool\nanswered_at=" NINE "\nstate=answered\n"},
	    {{"'state':'closed'", "answer", "", "", NINE, NULL}, false,
	        "error wrong_state state: is closed; 'answer' needs open or answered\n"},
	    {{"'state':'answered'", "contact", "", "", NINE, NULL}, true,
	        "contacted_at=" NINE "\n"},
	    {{"'state':'closed'", "inform", "", "", NINE, NULL}, false,
	        "error wrong_state state: is closed; 'inform' needs open or answered\n"},
	    {{"'informed_at':'2026-11-20T08:00:00Z'", "inform", "", "", NINE, NULL}, false,
	        "error already_done informed_at: 'informed_at' is 2026-11-20T08:00:00Z: already "
	        "done; to mend it use amend\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define RECEIVED "'state':'open','received_at':'2026-11-20T09:00:00Z'"
#define INFORMED RECEIVED ",'informed_at':'2026-11-20T09:04:00Z'"
#define MET(clock, limit, due)                                                                \
	"verdicts." clock ".verdict=met\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"
#define LATE(clock, limit, due)                                                                \
	"verdicts." clock ".verdict=late\nverdicts." clock ".limit=" limit "\nverdicts." clock \
	".due_at=" due "\n"

/* K2, K6: every clock at its limit, and a moment later. */
static const struct crm_expected limit_rows[] = {
    {{RECEIVED, "inform", "", "", "2026-11-20T09:05:00Z", NULL}, true,
        "informed_at=2026-11-20T09:05:00Z\n" MET("inform", "PT5M", "2026-11-20T09:05:00Z")},
    {{RECEIVED, "inform", "", "", "2026-11-20T09:05:00.001Z", NULL}, true,
        "informed_at=2026-11-20T09:05:00.001Z\n" LATE("inform", "PT5M", "2026-11-20T09:05:00Z")},
    {{INFORMED, "contact", "", "", "2026-11-20T09:09:00Z", NULL}, true,
        "contacted_at=2026-11-20T09:09:00Z\n" MET("contact", "PT5M", "2026-11-20T09:09:00Z")},
    {{INFORMED, "contact", "", "", "2026-11-20T09:09:01Z", NULL}, true,
        "contacted_at=2026-11-20T09:09:01Z\n" LATE("contact", "PT5M", "2026-11-20T09:09:00Z")},
    {{INFORMED, "analyse", "", "", "2026-11-20T09:34:00Z", NULL}, true,
        "analysed_at=2026-11-20T09:34:00Z\n" MET("analyse", "PT30M", "2026-11-20T09:34:00Z")},
    {{INFORMED, "analyse", "", "", "2026-11-20T09:34:01Z", NULL}, true,
        "analysed_at=2026-11-20T09:34:01Z\n" LATE("analyse", "PT30M", "2026-11-20T09:34:00Z")},
    {{"'relayed_at':'2026-11-20T10:00:00Z'", "agree", "", "", "2026-11-20T10:10:00Z", NULL}, true,
        "agreed_at=2026-11-20T10:10:00Z\n" MET("agree", "PT10M", "2026-11-20T10:10:00Z")},
    {{"'relayed_at':'2026-11-20T10:00:00Z'", "agree", "", "", "2026-11-20T10:10:01Z", NULL}, true,
        "agreed_at=2026-11-20T10:10:01Z\n" LATE("agree", "PT10M", "2026-11-20T10:10:00Z")},
    {{"'disposition':'rework_on_site','disposed_at':'2026-11-20T10:00:00Z'", "arrange", "", "",
         "2026-11-20T10:10:00Z", NULL},
        true, "arranged_at=2026-11-20T10:10:00Z\n" MET("arrange", "PT10M", "2026-11-20T10:10:00Z")},
    {{"'disposition':'rework_on_site','disposed_at':'2026-11-20T10:00:00Z'", "arrange", "", "",
         "2026-11-20T10:10:01Z", NULL},
        true,
        "arranged_at=2026-11-20T10:10:01Z\n" LATE("arrange", "PT10M", "2026-11-20T10:10:00Z")},
    /* nobody is sent when the goods come back */
    {{"'disposition':'return','disposed_at':'2026-11-20T10:00:00Z'", "arrange", "", "",
         "2026-11-20T10:10:00Z", NULL},
        true, "arranged_at=2026-11-20T10:10:00Z\n"},
    {{RECEIVED, "reply", "", "", "2026-11-21T09:00:00Z", NULL}, true,
        "replied_at=2026-11-21T09:00:00Z\n" MET("reply", "PT24H", "2026-11-21T09:00:00Z")},
    {{RECEIVED, "reply", "", "", "2026-11-21T09:00:01Z", NULL}, true,
        "replied_at=2026-11-21T09:00:01Z\n" LATE("reply", "PT24H", "2026-11-21T09:00:00Z")},
    {{RECEIVED, "answer", "", "", "2026-11-21T09:00:00Z", NULL}, true,
        "answered_at=2026-11-21T09:00:00Z\nstate=answered\n" MET(
            "answer", "PT24H", "2026-11-21T09:00:00Z")},
    {{RECEIVED, "answer", "", "", "2026-11-21T09:00:01Z", NULL}, true,
        "answered_at=2026-11-21T09:00:01Z\nstate=answered\n" LATE(
            "answer", "PT24H", "2026-11-21T09:00:00Z")},
};

static void limits(void **state)
{

	(void)state;
	run(limit_rows, COUNT(limit_rows));
}

/* The table itself: every stamp is named after its step, every clock after
 * the step that ends it, every field is described. */
static void table(void **state)
{
	static const struct {
		const char *state;
		bool ended, gone;
	} stages[] = {{"open", false, false}, {"answered", false, false}, {"closed", true, false},
	    {"void", true, true}, {"duplicate", true, true}};
	const struct crm_flow *flow = &crm_complaint.flow;

	(void)state;
	assert_string_equal(flow->states->names[0], "open");
	for (size_t i = 0; i < COUNT(stages); i++) {
		struct crm_cell c = crm_cell_text(stages[i].state);

		assert_int_equal(crm_state_ended(flow->states, &c), stages[i].ended);
		assert_int_equal(crm_state_gone(flow->states, &c), stages[i].gone);
	}
	assert_int_equal(flow->schema->n, CRM_K_COUNT);
	assert_int_equal(crm_schema_flagged(flow->schema, CRM_F_PARTY), CRM_K_CUSTOMER);
	assert_int_equal(crm_schema_flagged(flow->schema, CRM_F_OWNER), CRM_K_ENGINEER);
	for (size_t i = 0; i < flow->schema->n; i++) {
		assert_non_null(flow->schema->fields[i].name);
		assert_true(flow->schema->fields[i].doc[0] != '\0');
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(
			    flow->schema->fields[i].name, flow->schema->fields[j].name);
	}
	for (const struct crm_clock *c = crm_complaint.clocks; c->name != NULL; c++) {
		const struct crm_step *s = crm_take_step(flow, c->name);

		assert_non_null(s);
		assert_int_equal(s->stamp, c->to);
		assert_int_equal(flow->schema->fields[c->from].flags & CRM_F_STAMP, CRM_F_STAMP);
		assert_null(c->calendar);
	}
	for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
		assert_true(s->summary[0] != '\0');
		assert_true(s->stamp == 0 || flow->schema->fields[s->stamp].type == CRM_T_INSTANT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(intake),
	    cmocka_unit_test(plain_steps),
	    cmocka_unit_test(limits),
	    cmocka_unit_test(table),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
