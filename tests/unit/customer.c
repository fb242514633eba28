/*
 * lib/rules/customer: the steps of a customer, what is found wrong in one, and what follows from
 * contacts that an import has brought.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/customer_take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define DAY "2026-11-20T09:00:00Z"

/* ---- steps ---- */

#define K \
	"'kind':'customer','id':'C-1','state':'active','name':'A','added_at':'2026-11-20T08:00:00Z'"
#define LEFT ANNA(MAIL ",'left_at':'2026-11-20T08:30:00Z'")

static const struct {
	struct take t;
	bool taken;
	const char *want;
} taken_steps[] = {
    {{NULL, "add", "name=A;quiet=20:00-07:00", NULL, DAY, NULL}, true,
        "state=active\nname=A\nquiet=20:00-07:00\nadded_at=" DAY "\n"},
    {{NULL, "add", "class=A", NULL, DAY, NULL}, false,
        "error missing_field name: 'add' needs it\n"},
    {{NULL, "add", "name=A;language=german;zone=/etc;channels=Email", NULL, DAY, NULL}, false,
        "error bad_value language: 'german' cannot be read, expected a language like en, de "
        "or zh-CN\n"
        "error bad_value zone: '/etc' cannot be read, expected a time zone that there is, like "
        "Europe/Berlin or +08:00\n"
        "error bad_value channels: 'Email' cannot be read, expected channels in order, each "
        "once, commas between: email,phone\n"},
    {{K, "set", "class=B;city=", NULL, DAY, NULL}, true, "class=B\ncity=\n"},
    {{K, "set", "", NULL, DAY, NULL}, false,
        "error missing_field : 'set' needs at least one FIELD=VALUE\n"},
    {{K, "set", "name=", NULL, DAY, NULL}, false,
        "error missing_field name: cannot be deleted: 'add' needs it\n"},
    {{K, "set", "added_at=2026-11-20T07:00:00Z", NULL, DAY, NULL}, false,
        "error not_settable added_at: is mended by 'amend', with the reason\n"},
    {{K, "set", "channels=email,email", NULL, DAY, NULL}, false,
        "error bad_value channels: 'email,email' cannot be read, expected channels in order, "
        "each once, commas between: email,phone\n"},
    {{K, "set", "channels=off", NULL, DAY, NULL}, false,
        "error bad_value channels: 'off' cannot be read, expected channels; what is not to be "
        "sent is said by the step 'prefer'\n"},
    /* contacts */
    {{K, "contact", "contact=anna;email=a@b.de", NULL, DAY, NULL}, true,
        "contacts.anna.at=" DAY "\ncontacts.anna.by=cs01\ncontacts.anna.contact=anna\n"
        "contacts.anna.email=a@b.de\n"},
    {{K "," ANNA(MAIL), "contact", "contact=anna;phone=1", "clear=email", DAY, NULL}, true,
        "contacts.anna.contact=anna\ncontacts.anna.phone=1\ncontacts.anna.email=\n"},
    {{K "," ANNA(MAIL), "contact", "contact=anna;phone=1", "clear=phone,at,contact", DAY, NULL},
        false,
        "error bad_value clear: 'phone' is given as well\n"
        "error bad_value clear: 'at' is nothing that a contact could be without\n"
        "error bad_value clear: 'contact' is nothing that a contact could be without\n"},
    {{K, "contact", "contact=all", NULL, DAY, NULL}, false,
        "error bad_value contact: 'all' is no contact: it stands for everybody\n"},
    {{K, "contact", "contact=a,b;email=-x@y", NULL, DAY, NULL}, false,
        "error bad_value contact: 'a,b' cannot be read, expected a short name without commas\n"
        "error bad_value email: of contact 'a,b': '-x@y' cannot be read, expected one mail "
        "address like anna@example.com\n"},
    {{K, "contact", "contact=a;mobile=+49 (1) 2-3/4.5", NULL, DAY, NULL}, true,
        "contacts.a.at=" DAY "\ncontacts.a.by=cs01\ncontacts.a.contact=a\n"
        "contacts.a.mobile=+49 (1) 2-3/4.5\n"},
    {{K, "contact", "contact=a;phone=1+2", NULL, DAY, NULL}, false,
        "error bad_value phone: of contact 'a': '1+2' cannot be read, expected a number like "
        "+49 5361 9-0: digits, blanks, - ( ) / .\n"},
    {{K, "contact", "contact=a;fax=()", NULL, DAY, NULL}, false,
        "error bad_value fax: of contact 'a': '()' cannot be read, expected a number like "
        "+49 5361 9-0: digits, blanks, - ( ) / .\n"},
    {{K, "contact",
         "contact=a;name=a\xC2\x85"
         "b",
         NULL, DAY, NULL},
        false,
        "error bad_value name: of contact 'a': 'a\xC2\x85"
        "b' cannot be read, expected one line "
        "without control characters\n"},
    {{K, "contact", "contact=a;channels=e_mail", NULL, DAY, NULL}, false,
        "error bad_value channels: of contact 'a': 'e_mail' cannot be read, expected channels in "
        "order, each once, commas between: email,phone\n"},
    /* sort stays */
    {{K, "set", "sort=department", NULL, DAY, NULL}, false,
        "error not_settable sort: stays what it is: a customer is no department of our own; end "
        "this one and add another\n"},
    {{K, "set", "sort=customer", NULL, DAY, NULL}, true, "sort=customer\n"},
    {{K ",'sort':'department'", "set", "sort=", NULL, DAY, NULL}, false,
        "error not_settable sort: stays what it is: a customer is no department of our own; end "
        "this one and add another\n"},
    {{K "," LEFT, "contact", "contact=anna;phone=1", NULL, DAY, NULL}, false,
        "error has_left contact: 'anna' has left; 'back' says that it is there again\n"},
    {{K "," ANNA(MAIL), "gone", "contact=anna", NULL, DAY, NULL}, true,
        "contacts.anna.contact=anna\ncontacts.anna.left_at=" DAY "\n"},
    {{K "," ANNA(MAIL), "gone", "contact=otto", NULL, DAY, NULL}, false,
        "error no_such_item contact: there is no 'otto'\n"},
    {{K "," LEFT, "gone", "contact=anna", NULL, DAY, NULL}, false,
        "error already_done contact: 'anna' has left already\n"},
    {{K "," LEFT, "back", "contact=anna", NULL, DAY, NULL}, true,
        "contacts.anna.contact=anna\ncontacts.anna.left_at=\n"},
    {{K "," ANNA(MAIL), "back", "contact=anna", NULL, DAY, NULL}, false,
        "error already_done contact: 'anna' has not left\n"},
    {{K, "back", "contact=anna", NULL, DAY, NULL}, false,
        "error no_such_item contact: there is no 'anna'\n"},
    /* preferences: of all of them and of one they are two */
    {{K "," ANNA(MAIL) ",'preferences':{" PREFER("delay", "delay", "anna", "email") "}", "prefer",
         "topic=delay;contact=anna;channels=off", NULL, DAY, NULL},
        true,
        "preferences.delay.topic=delay\npreferences.delay.contact=anna\n"
        "preferences.delay.channels=off\n"},
    {{K, "prefer", "topic=delay;contact=anna;channels=off,email", NULL, DAY, NULL}, false,
        "error bad_value channels: 'off,email' cannot be read, expected channels in order, "
        "each once, commas between, or off, or default\n"
        "error no_such_item contact: there is no 'anna'\n"},
    /* consent */
    {{K, "consent", "purpose=survey;says=given;how=form", NULL, DAY, NULL}, false,
        "error missing_field text: consent is given to a text: which version of it\n"},
    {{K, "consent", "purpose=survey;says=withdrawn;how=form;contact=anna", NULL, DAY, NULL}, false,
        "error no_such_item contact: there is no 'anna'\n"},
    {{K, "consent", "purpose=other;says=given;how=form;text=v1", NULL, DAY, NULL}, false,
        "error bad_value purpose: 'other' cannot be read, expected one of: courtesy, survey, "
        "marketing\n"},
    /* the end */
    {{K, "end", "ended_why=sold", NULL, DAY, NULL}, true,
        "state=ended\nended_why=sold\nended_at=" DAY "\n"},
    {{"'id':'C-1','state':'ended','name':'A','ended_at':'2026-11-20T08:00:00Z','ended_why':'x'",
         "reopen", NULL, NULL, DAY, NULL},
        true, "state=active\nended_at=\nended_why=\n"},
    {{"'id':'C-1','state':'ended','name':'A'", "contact", "contact=anna", NULL, DAY, NULL}, false,
        "error wrong_state state: is ended; 'contact' needs active\n"},
};

static void steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(taken_steps); i++)
		crm_take_is(
		    &crm_customer, &taken_steps[i].t, taken_steps[i].taken, taken_steps[i].want);
}

/* ---- check, and what an import brings ---- */

static const struct {
	const char *record, *want;
} checked[] = {
    {K "," ANNA(MAIL), ""},
    {K "," ANNA(""),
        "warning no_address contacts.anna: has no address that anything could "
        "be sent to\n"},
    {K "," ANNA(",'left_at':'2026-11-20T08:30:00Z'"), ""},
    {K "," ANNA("") ",'city':'B'", ""}, /* by letter */
    {K "," ANNA(",'email':'a b','quiet':'night'"),
        "error bad_value contacts.anna.email: 'a b' cannot be read, expected one mail address "
        "like anna@example.com\n"
        "error bad_value contacts.anna.quiet: 'night' cannot be read, expected quiet hours "
        "like 20:00-07:00,12:00-13:00, at most 8, or none\n"},
    {K ",'quiet':'20'",
        "error bad_value quiet: '20' cannot be read, expected quiet hours like "
        "20:00-07:00,12:00-13:00, at most 8, or none\n"},
    {K ",'contacts':{'all':{" AT "'contact':'all','phone':'1'}}",
        "error bad_value contacts.all.contact: 'all' is no contact: it stands for everybody\n"},
    {K "," ANNA(MAIL) ",'preferences':{" PREFER("p", "all", "otto", "off") "}",
        "error no_such_item preferences.p.contact: the customer has no such contact\n"},
    {K "," ANNA(MAIL) ",'preferences':{" PREFER("p", "all", "all", "off") "}", ""},
    {K ",'consents':{" SAID("c", "20", OF_OTTO, "survey", "given") "}",
        "error no_such_item consents.c.contact: the customer has no such contact\n"},
};

static void checks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(checked); i++) {
		struct crm_findings *f = crm_findings_new();
		struct crm_buf have = CRM_BUF_INIT;
		struct subject s;

		subject_new(&s, checked[i].record);
		crm_customer.check(&s.view, f);
		crm_take_findings(f, &have);
		if (strcmp(crm_buf_str(&have), checked[i].want) != 0)
			fail_msg("%s:\n%s\nexpected:\n%s", checked[i].record, crm_buf_str(&have),
			    checked[i].want);
		subject_free(&s);
		crm_buf_release(&have);
		crm_findings_free(f);
	}
}

/* An import is judged as a check is; sort alone by what there was. */
static void imports(void **state)
{
	struct crm_findings *f = crm_findings_new();
	struct crm_buf have = CRM_BUF_INIT;
	struct subject was, is;

	(void)state;
	subject_new(&was, K);
	subject_new(&is, K ",'sort':'department','zone':'Mars/X'");
	crm_customer.import(NULL, &is.view, f);
	crm_take_findings(f, &have);
	assert_string_equal(crm_buf_str(&have),
	    "error bad_value zone: 'Mars/X' cannot be read, expected a time zone that there is, like "
	    "Europe/Berlin or +08:00\n");
	crm_findings_free(f);
	f = crm_findings_new();
	crm_buf_clear(&have);
	crm_customer.import(&was.view, &is.view, f);
	crm_take_findings(f, &have);
	assert_non_null(strstr(crm_buf_str(&have), "error not_settable sort: stays what it is"));
	crm_findings_free(f);
	subject_free(&was);
	subject_free(&is);
	crm_buf_release(&have);
}

static void brought_contacts(void **state)
{
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_buf have = CRM_BUF_INIT;
	struct subject s;

	(void)state;
	subject_new(&s, K ",'contacts':{'a':{'name':'A'},'b':{'contact':'bo','name':'B'}}");
	crm_customer.brought(&s.view, &out);
	crm_take_changes(&out, &have);
	assert_string_equal(crm_buf_str(&have), "contacts.a.contact=a\n");
	/* found by the member, else by the key */
	assert_true(crm_customer_contact(&s.view, "a", &s.it));
	crm_items_release(&s.it);
	assert_true(crm_customer_contact(&s.view, "bo", &s.it));
	assert_string_equal(crm_contact_key(&s.it, &s.arena), "bo");
	crm_items_release(&s.it);
	assert_false(crm_customer_contact(&s.view, "b", &s.it));
	crm_items_release(&s.it);
	subject_free(&s);
	crm_changes_release(&out);
	crm_buf_release(&have);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steps),
	    cmocka_unit_test(checks),
	    cmocka_unit_test(imports),
	    cmocka_unit_test(brought_contacts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
