/*
 * lib/rules/complaint/complaint_facts.h: D1 to D7 (K5, K10), each rule on both sides of
 * its boundary.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/facts.h"

#define SPONSOR "'Wu':{'name':'Wu','role':'sponsor'}"
#define LEADER "'Li':{'name':'Li','role':'leader'}"
#define CONTACT "'Ma':{'name':'Ma','role':'contact'}"

/* D1 */
static void team(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'state':'open'", "team", "name=Wu;role=sponsor;phone=1", "", NINE, NULL}, true,
	        "team.Wu.at=" NINE "\nteam.Wu.by=cs01\nteam.Wu.name=Wu\nteam.Wu.role=sponsor\n"
	        "team.Wu.phone=1\n"},
	    {{"'team':{" LEADER "," CONTACT "}", "team", "name=Wu;role=sponsor", "", NINE, NULL},
	        true,
	        "team.Wu.at=" NINE "\nteam.Wu.by=cs01\nteam.Wu.name=Wu\nteam.Wu.role=sponsor\n"
	        "team_at=" NINE "\n"},
	    {{"'team':{" LEADER "," SPONSOR "}", "team", "name=Xu;role=member", "", NINE, NULL},
	        true,
	        "team.Xu.at=" NINE "\nteam.Xu.by=cs01\nteam.Xu.name=Xu\nteam.Xu.role=member\n"},
	    {{"'team_at':" EIGHT ",'team':{" LEADER "," SPONSOR "," CONTACT "}", "team",
	         "name=Ma;role=contact", "", NINE, NULL},
	        true, "team.Ma.name=Ma\nteam.Ma.role=contact\n"},
	    /* a whole team stays so; one that is not yet may change */
	    {{"'team_at':" EIGHT ",'team':{" LEADER "," SPONSOR "," CONTACT "}", "team",
	         "name=Li;role=member", "", NINE, NULL},
	        false,
	        "error team_incomplete role: the team would be without a leader: name another one "
	        "first\n"},
	    {{"'team_at':" EIGHT ",'team':{" LEADER "," SPONSOR "," CONTACT
	      ",'Xu':{'name':'Xu','role':'leader'}}",
	         "team", "name=Li;role=member", "", NINE, NULL},
	        true, "team.Li.name=Li\nteam.Li.role=member\n"},
	    {{"'team':{" LEADER "," SPONSOR "}", "team", "name=Li;role=member", "", NINE, NULL},
	        true, "team.Li.name=Li\nteam.Li.role=member\n"},
	    /* an imported stamp without items is believed */
	    {{"'team_at':" EIGHT, "team", "name=Li;role=member", "", NINE, NULL}, true,
	        "team.Li.at=" NINE "\nteam.Li.by=cs01\nteam.Li.name=Li\nteam.Li.role=member\n"},
	    {{"", "team", "role=guest", "", NINE, NULL}, false,
	        "error bad_value role: 'guest' cannot be read, expected one of: sponsor, leader, "
	        "contact, member\n"
	        "error missing_field name: 'team' needs it\n"},
	};

	(void)state;
	RUN(rows);
}

/* D2 */
static void description(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "describe", "", "", NINE, NULL}, false,
	        "error missing_field : 'describe' needs at least one of its fields\n"},
	    {{"", "describe", "problem_what=burr;is_not_what=crack", "", NINE, NULL}, true,
	        "problem_what=burr\nis_not_what=crack\n"},
	    {{"'problem_what':'burr','problem_when':'day','problem_where':'edge','problem_who':'Li'",
	         "describe", "problem_how_many=7", "", NINE, NULL},
	        true, "problem_how_many=7\ndescribed_at=" NINE "\n"},
	    {{"'problem_what':'burr','problem_when':'day','problem_where':'edge'", "describe",
	         "problem_how_many=7;problem_why=x;problem_how=y", "", NINE, NULL},
	        true, "problem_how_many=7\nproblem_why=x\nproblem_how=y\n"},
	};

	(void)state;
	RUN(rows);
}

#define NONE(place) "'" place "':{'place':'" place "','suspect':0}"
#define THREE NONE("in_process") "," NONE("in_transit") "," NONE("customer")
#define STOCK "containment.stock."
#define NEW_STOCK STOCK "at=" NINE "\n" STOCK "by=cs01\n" STOCK "place=stock\n"

/* D3: all four places, each checked whole or secured by an owner. */
static const struct crm_expected containment_rows[] = {
    {{"'containment':{" THREE "}", "contain", "place=stock;suspect=100;checked=100;bad=100", "",
         NINE, NULL},
        true,
        NEW_STOCK STOCK "suspect=100\n" STOCK "checked=100\n" STOCK "bad=100\ncontained_at=" NINE
                        "\n"},
    {{"'containment':{" THREE "}", "contain", "place=stock;suspect=100;checked=99", "", NINE, NULL},
        true, NEW_STOCK STOCK "suspect=100\n" STOCK "checked=99\n"},
    {{"'containment':{" THREE "}", "contain", "place=stock;suspect=100;action=block", "", NINE,
         NULL},
        true, NEW_STOCK STOCK "suspect=100\n" STOCK "action=block\n"},
    {{"'containment':{" THREE "}", "contain", "place=stock;suspect=100;action=block;owner=qe02", "",
         NINE, NULL},
        true,
        NEW_STOCK STOCK "suspect=100\n" STOCK "action=block\n" STOCK
                        "owner=qe02\ncontained_at=" NINE "\n"},
    /* nobody has said how many are suspect */
    {{"'containment':{" THREE "}", "contain", "place=stock;action=block;owner=qe02", "", NINE,
         NULL},
        true, NEW_STOCK STOCK "action=block\n" STOCK "owner=qe02\n"},
    {{"'containment':{" NONE("in_process") "," NONE("in_transit") "}", "contain",
         "place=stock;suspect=0", "", NINE, NULL},
        true, NEW_STOCK STOCK "suspect=0\n"},
    /* the item is judged as it will be */
    {{"'containment':{" THREE ",'stock':{'place':'stock','suspect':5}}", "contain",
         "place=stock;checked=5", "", NINE, NULL},
        true, STOCK "place=stock\n" STOCK "checked=5\ncontained_at=" NINE "\n"},
    {{"'containment':{'stock':{'place':'stock','suspect':5}}", "contain",
         "place=stock;checked=6;bad=7", "", NINE, NULL},
        false,
        "error bad_value checked: 6 is more than 'suspect', 5\n"
        "error bad_value bad: 7 is more than 'checked', 6\n"},
    {{"", "contain", "place=stock;bad=1", "", NINE, NULL}, false,
        "error missing_field checked: 'bad' says how many of 'checked', which is not "
        "given\n"},
    {{"", "contain", "place=stock;checked=1", "", NINE, NULL}, false,
        "error missing_field suspect: 'checked' says how many of 'suspect', which is not "
        "given\n"},
    /* the environment: each place that is named */
    {{"'class':'environment'", "contain", "place=stock;suspect=0", "", NINE, NULL}, true,
        NEW_STOCK STOCK "suspect=0\ncontained_at=" NINE "\n"},
    {{"'class':'environment','containment':{'customer':{'suspect':3}}", "contain",
         "place=stock;suspect=0", "", NINE, NULL},
        true, NEW_STOCK STOCK "suspect=0\n"},
    {{"'class':'environment'", "contain", "place=site;action=dam", "", NINE, NULL}, true,
        "containment.site.at=" NINE "\ncontainment.site.by=cs01\ncontainment.site.place=site\n"
        "containment.site.action=dam\n"},
    {{"'class':'environment'", "contain", "place=site;action=dam;owner=em01", "", NINE, NULL}, true,
        "containment.site.at=" NINE "\ncontainment.site.by=cs01\ncontainment.site.place=site\n"
        "containment.site.action=dam\ncontainment.site.owner=em01\ncontained_at=" NINE "\n"},
    {{"'class':'environment','needs_8d':true", "contain", "place=stock;suspect=0", "", NINE, NULL},
        true, NEW_STOCK STOCK "suspect=0\n"},
};

static void containment(void **state)
{
	(void)state;
	RUN(containment_rows);
}

#define BOTH "'causes':{" CAUSE("TUA") "," CAUSE("TUN") "}"
#define SUA "causes.SUA."

/* D4: occurrence and non-detection; systemic causes may follow. */
static void causes(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "cause", "kind=TUA;text=tool", "", NINE, NULL}, false,
	        "error missing_field evidence: 'cause' needs it\n"},
	    {{"", "cause", "kind=SUA;text=t;evidence=e;verified_on=2026-11-20", "", NINE, NULL},
	        true,
	        SUA "at=" NINE "\n" SUA "by=cs01\n" SUA "kind=SUA\n" SUA "text=t\n" SUA
	            "evidence=e\n" SUA "verified_on=2026-11-20\n"},
	    {{"", "cause", "kind=SUA;text=t;evidence=e;verified_on=2026-11-21", "", NINE, NULL},
	        false, "error in_future verified_on: '2026-11-21' is later than the step\n"},
	    /* its day is the one of its own offset */
	    {{BOTH, "cause", "kind=TUA;text=t;evidence=e;verified_on=2026-11-21", "",
	         "2026-11-21T00:30:00+08:00", NULL},
	        true,
	        "causes.TUA.kind=TUA\ncauses.TUA.text=t\ncauses.TUA.evidence=e\n"
	        "causes.TUA.verified_on=2026-11-21\ncaused_at=2026-11-21T00:30:00+08:00\n"},
	    {{"'causes':{" CAUSE("TUA") "}", "cause", "kind=TUN;text=t;evidence=e", "", NINE, NULL},
	        true,
	        "causes.TUN.at=" NINE "\ncauses.TUN.by=cs01\ncauses.TUN.kind=TUN\n"
	        "causes.TUN.text=t\ncauses.TUN.evidence=e\ncaused_at=" NINE "\n"},
	};

	(void)state;
	RUN(rows);
}

#define CHOICE "cause=TUA;text=t;owner=o;due=2026-12-01"
#define CHOSEN                                                               \
	"actions.KEY.at=" NINE                                               \
	"\nactions.KEY.by=cs01\nactions.KEY.cause=TUA\nactions.KEY.text=t\n" \
	"actions.KEY.owner=o\nactions.KEY.due=2026-12-01\n"

/* D5, apart from D6: an action against each cause that is known. */
static void choice(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "choose", "cause=TUA;text=t", "", NINE, NULL}, false,
	        "error missing_field owner: 'choose' needs it\n"
	        "error missing_field due: 'choose' needs it\n"
	        "error unknown_cause cause: TUA is no known cause yet: it needs the step "
	        "'cause'\n"},
	    {{"'causes':{" CAUSE("TUN") "}", "choose", CHOICE, "", NINE, NULL}, false,
	        "error unknown_cause cause: TUA is no known cause yet: it needs the step "
	        "'cause'\n"},
	    {{"'causes':{" CAUSE("TUA") "}", "choose", CHOICE, "", NINE, NULL}, true, CHOSEN},
	    {{BOTH, "choose", CHOICE, "", NINE, NULL}, true, CHOSEN},
	    {{BOTH ",'actions':{" ACTION("a", "TUN", "") "}", "choose", CHOICE, "", NINE, NULL},
	        true, CHOSEN "chosen_at=" NINE "\n"},
	    {{"'causes':{" CAUSE("TUA") "," CAUSE("TUN") "," CAUSE("SUN") "},'actions':{" ACTION(
	          "a", "TUN", "") "}",
	         "choose", CHOICE, "", NINE, NULL},
	        true, CHOSEN},
	    /* not all are in place any more */
	    {{BOTH ",'actions':{" ACTION("a", "TUN", DONE) "},'chosen_at':" EIGHT
	                                                   ",'implemented_at':" EIGHT,
	         "choose", CHOICE, "", NINE, NULL},
	        true, CHOSEN "implemented_at=\n"},
	};

	(void)state;
	RUN(rows);
}

#define PLACED(key) "actions." key ".implemented_at=" NINE "\nactions." key ".implemented_by=cs01\n"

/* D6 */
static void implementation(void **state)
{
	static const struct crm_expected rows[] = {
	    {{BOTH ",'actions':{" ACTION("a", "TUA", "") "}", "implement", "", "", NINE, NULL},
	        false,
	        "error missing_step chosen_at: step 'choose' is missing: an action against "
	        "TUN\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", "") "}", "implement",
	         "evidence=photo;effect=100", "", NINE, NULL},
	        true,
	        "actions.a.evidence=photo\nactions.a.effect=100\n" PLACED(
	            "a") "implemented_at=" NINE "\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", "") "}", "implement",
	         "effect=100.1", "", NINE, NULL},
	        false, "error bad_value effect: expected per cent, 0 to 100\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", "") "}", "implement",
	         "effect=-1", "", NINE, NULL},
	        false, "error bad_value effect: expected per cent, 0 to 100\n"},
	    {{"'chosen_at':" EIGHT
	      ",'actions':{" ACTION("a", "TUA", "") "," ACTION("b", "TUN", "") "}",
	         "implement", "", "item=a", NINE, NULL},
	        true, PLACED("a")},
	    {{"'chosen_at':" EIGHT
	      ",'actions':{" ACTION("a", "TUA", DONE) "," ACTION("b", "TUN", "") "}",
	         "implement", "", "item=b", NINE, NULL},
	        true, PLACED("b") "implemented_at=" NINE "\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", DONE) "}", "implement", "", "",
	         NINE, NULL},
	        false,
	        "error already_done item: action a is in place since 2026-11-20T08:00:00+08:00; to "
	        "mend it use amend\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", "") "}", "implement", "", "",
	         "2026-11-20T08:00:00+08:00", NULL},
	        true,
	        "actions.a.implemented_at=2026-11-20T08:00:00+08:00\n"
	        "actions.a.implemented_by=cs01\nimplemented_at=2026-11-20T08:00:00+08:00\n"},
	    {{"'chosen_at':" EIGHT ",'actions':{" ACTION("a", "TUA", "") "}", "implement", "", "",
	         "2026-11-20T07:59:59+08:00", NINE},
	        false,
	        "error wrong_order at: the action was chosen later, at "
	        "2026-11-20T08:00:00+08:00\n"},
	};

	(void)state;
	RUN(rows);
}

#define STANDARD                                                                       \
	"standards.KEY.at=" NINE "\nstandards.KEY.by=cs01\nstandards.KEY.document=D\n" \
	"standards.KEY.revision=2\nstandards.KEY.type="

/* D7; of a chronic defect the work standard itself (K10). */
static void prevention(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"", "prevent", "document=D;type=lesson", "", NINE, NULL}, false,
	        "error missing_field revision: 'prevent' needs it\n"},
	    {{"", "prevent", "document=D;revision=2;type=lesson", "", NINE, NULL}, true,
	        STANDARD "lesson\nprevented_at=" NINE "\n"},
	    {{"'chronic':true", "prevent", "document=D;revision=2;type=pfmea", "", NINE, NULL},
	        true, STANDARD "pfmea\n"},
	    {{"'chronic':true", "prevent", "document=D;revision=2;type=control_plan", "", NINE,
	         NULL},
	        true, STANDARD "control_plan\nprevented_at=" NINE "\n"},
	    {{"'chronic':true", "prevent", "document=D;revision=2;type=instruction", "", NINE,
	         NULL},
	        true, STANDARD "instruction\nprevented_at=" NINE "\n"},
	};

	(void)state;
	RUN(rows);
}

#define ACCEPTED "'state':'answered','needs_8d':true,'accepted_at':" EIGHT
#define REFUSED                                                                                    \
	"error already_accepted accepted_at: the customer has accepted the report; reopen it, or " \
	"verify it as not_effective, first\n"

/* What the customer has accepted is not rewritten, unless it had no effect. */
static void accepted(void **state)
{
	static const struct crm_expected rows[] = {
	    {{ACCEPTED ",'described_at':" EIGHT, "describe", "problem_what=burr", "", NINE, NULL},
	        false, REFUSED},
	    {{ACCEPTED ",'caused_at':" EIGHT, "cause", "kind=TUA;text=t;evidence=e", "", NINE,
	         NULL},
	        false, REFUSED},
	    {{ACCEPTED ",'causes':{" CAUSE("TUA") "}", "choose",
	         "cause=TUA;text=t;owner=qe02;due=2026-12-01", "", NINE, NULL},
	        false, REFUSED},
	    {{ACCEPTED ",'verify_result':'effective'", "describe", "problem_what=burr", "", NINE,
	         NULL},
	        false, REFUSED},
	    {{ACCEPTED ",'verify_result':'not_effective'", "describe", "problem_what=burr", "",
	         NINE, NULL},
	        true, "problem_what=burr\n"},
	    {{STATE_8D, "describe", "problem_what=burr", "", NINE, NULL}, true,
	        "problem_what=burr\n"},
	};

	(void)state;
	RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(team),
	    cmocka_unit_test(accepted),
	    cmocka_unit_test(description),
	    cmocka_unit_test(containment),
	    cmocka_unit_test(causes),
	    cmocka_unit_test(choice),
	    cmocka_unit_test(implementation),
	    cmocka_unit_test(prevention),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
