/*
 * lib/rules/notice/notice_approve.h: who answers for a notice, for exactly what, and what leaves
 * without a person.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"

#define PLAIN "'category':'delay','customer':'K-1','basis':'contract','urgency':'urgent'"
#define OTHERS ": another person approves it, by another login where roles are given\n"

/* ---- who may ---- */

static void authors(void **state)
{
	static const struct crm_person all[] = {
	    {"an", "Anna", NULL, NULL, NULL}, {"qm", "Qi", NULL, NULL, NULL}};
	static const struct crm_people people = {all, 2};
	static const struct crm_actor anna = {"Anna", "an", &people}, qi = {"Qi", "qm", &people};
	static const struct crm_actor clerk = {"Qi", "an", &people};
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN);
	must_not(
	    &an, &r, "approve", "", NINE, "error no_authority author: 'an' has made it" OTHERS);
	must(&qm, &r, "approve", "", NINE);
	assert_true(says(&r, "'approved_by':'qm'"));
	must_not(&qm, &r, "approve", "", TEN,
	    "error already_done approved_at: the approval holds: nothing was changed since\n");
	/* with roles it is the person: by name, and by the login behind it */
	begin(&r, PLAIN);
	must_not(
	    &anna, &r, "approve", "", NINE, "error no_authority author: 'an' has made it" OTHERS);
	must_not(&clerk, &r, "approve", "", NINE,
	    "error no_authority author: 'an' has made it; 'Qi' is the same login" OTHERS);
	must(&qi, &r, "approve", "", NINE);
	assert_int_equal(crm_step_status("no_authority"), CRM_NOPERM);
	crm_buf_release(&r);
}

/* Without roles names count, however they are written; one login under two names is told. */
static void logins(void **state)
{
	static const struct crm_actor big = {"AN", "x", NULL}, cyrillic = {"\320\260n", "x", NULL};
	static const struct crm_actor li = {"li", "an", NULL}, none = {"li", NULL, NULL};
	static const char same[] =
	    "warning same_login author: 'an' has made it; 'li' is the same login, 'an': 'roles' in "
	    "crm.json tells persons apart\n";
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN);
	must_not(
	    &big, &r, "approve", "", NINE, "error no_authority author: 'an' has made it" OTHERS);
	must_not(&cyrillic, &r, "approve", "", NINE,
	    "error no_authority author: 'an' has made it" OTHERS);
	crm_take_as = &li;
	assert_true(go(&r, "approve", "", "", NINE, &out));
	assert_true(says(&out, same));
	/* once, whatever else that login did; by another login nothing is told */
	begin(&r, PLAIN);
	must(&an, &r, "edit", "content=" OTHER, NINE);
	crm_take_as = &li;
	assert_true(go(&r, "approve", "", "", TEN, &out));
	assert_non_null(strstr(crm_buf_str(&out), "same_login"));
	assert_null(strstr(strstr(crm_buf_str(&out), "same_login") + 1, "same_login"));
	begin(&r, PLAIN);
	must(&qm, &r, "edit", "content=" OTHER, NINE);
	crm_take_as = &(const struct crm_actor){"wu", "qm", NULL};
	assert_true(go(&r, "approve", "", "", TEN, &out));
	assert_true(says(&out, "warning same_login edits: 'qm' has changed it; 'wu' is"));
	begin(&r, PLAIN);
	crm_take_as = &none;
	assert_true(go(&r, "approve", "", "", NINE, &out));
	assert_false(says(&out, "same_login"));
	crm_take_as = &an;
	crm_buf_release(&r);
	crm_buf_release(&out);
}

/* It is of the text that was read. */
static void read_before(void **state)
{
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN);
	crm_take_as = &qm;
	assert_false(go(&r, "approve", "", "content=" OTHER, NINE, &out));
	assert_string_equal(crm_buf_str(&out),
	    "error other_content content: the text is another one now: read it again\n");
	assert_false(go(&r, "approve", "", "content=0123", NINE, &out));
	assert_string_equal(crm_buf_str(&out),
	    "error bad_value content: is no hash, expected 64 digits of 0-9 and a-f, or "
	    "some, with commas between\n");
	assert_false(go(&r, "approve", "", "content=", NINE, &out));
	assert_true(says(&out, "error bad_value content: is no hash"));
	assert_true(go(&r, "approve", "", "content=" HASH, NINE, &out));
	/* and of what is attached */
	must(&an, &r, "attach", "file=a.pdf;sha256=" OTHER ";bytes=3", NINE);
	crm_take_as = &qm;
	assert_false(go(&r, "approve", "", "content=" HASH, TEN, &out));
	assert_string_equal(crm_buf_str(&out),
	    "error other_content attachments: 'a.pdf' is attached, and its hash is not among what "
	    "was read\n");
	assert_false(go(&r, "approve", "", "content=" OTHER, TEN, &out));
	assert_false(go(&r, "approve", "", "content=" HASH ",", TEN, &out));
	assert_true(says(&out, "error bad_value content: is no hash"));
	assert_true(go(&r, "approve", "", "content=" HASH "," OTHER, TEN, &out));
	/* an amended subject is in no text that anybody has read */
	must(&an, &r, "amend", "subject=Delay", TEN);
	crm_take_as = &qm;
	assert_false(go(&r, "approve", "", "content=" HASH "," OTHER, ELEVEN, &out));
	assert_true(says(&out, "error other_content subject: "));
	assert_true(go(&r, "approve", "", "", ELEVEN, &out));
	crm_take_as = &an;
	assert_int_equal(crm_step_status("other_content"), CRM_NO);
	crm_buf_release(&r);
	crm_buf_release(&out);
}

/* Whoever wrote a part of it is an author. */
static void editors(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN);
	must(&qm, &r, "edit", "content=" OTHER, NINE);
	must_not(
	    &qm, &r, "approve", "", TEN, "error no_authority edits: 'qm' has changed it" OTHERS);
	must(&crm_take_actor, &r, "approve", "", TEN);
	begin(&r, PLAIN);
	must(&qm, &r, "attach", "file=a.pdf;sha256=" OTHER ";bytes=3", NINE);
	must_not(&qm, &r, "approve", "", TEN,
	    "error no_authority attachments: 'qm' has attached to it" OTHERS);
	must(&crm_take_actor, &r, "approve", "", TEN);
	begin(&r, PLAIN);
	must(&qm, &r, "amend", "subject=Delay", NINE);
	must_not(
	    &qm, &r, "approve", "", TEN, "error no_authority edits: 'qm' has changed it" OTHERS);
	/* an owner is nothing that is approved */
	begin(&r, PLAIN);
	must(&qm, &r, "amend", "owner=qm", NINE);
	must(&qm, &r, "approve", "", TEN);
	crm_buf_release(&r);
}

/* ---- for what ---- */

static const struct {
	const char *step, *given, *changed; /* changed NULL: the approval holds */
} changes[] = {
    {"edit", "content=" OTHER, "content"},
    {"edit", "subject=one letter", "subject"},
    {"amend", "subject=one letter", "subject"},
    {"amend", "urgency=normal", "urgency"},
    {"amend", "language=de", "language"},
    {"edit", "late_why=x", "late_why"},
    {"attach", "file=a.pdf;sha256=" OTHER ";bytes=3", "attachments"},
    {"amend", "owner=an", NULL},
    {"amend", "tell_by=2026-12-01", NULL},
    {"hold", "held_why=x", NULL},
    {"edit", "content=" HASH, NULL},
};

static void voids(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct crm_buf r = CRM_BUF_INIT, want = CRM_BUF_INIT;

		begin(&r, PLAIN);
		must(&qm, &r, "approve", "", NINE);
		must(&an, &r, changes[i].step, changes[i].given, TEN);
		if (says(&r, "held_why"))
			must(&an, &r, "release", "", TEN);
		if (changes[i].changed == NULL) {
			must(&an, &r, "queue", "", ELEVEN);
		} else {
			crm_buf_addf(&want,
			    "error unapproved approved_at: the approval is void, changed since: %s\n",
			    changes[i].changed);
			must_not(&an, &r, "queue", "", ELEVEN, crm_buf_str(&want));
			must(&crm_take_actor, &r, "approve", "", ELEVEN);
			must(&an, &r, "queue", "", ELEVEN);
		}
		crm_buf_release(&r);
		crm_buf_release(&want);
	}
	assert_int_equal(crm_step_status("unapproved"), CRM_NOPERM);
}

/* What it is, of what and for whom: another one is another notice. */
static void never_amended(void **state)
{
	static const char *const given[] = {"category=progress", "basis=courtesy", "template=u",
	    "template_sha256=" OTHER, "content=" OTHER, "customer=K-2", "contact=meier", "given="};
	struct crm_buf r = CRM_BUF_INIT, want = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN ",'given':'text'");
	must(&qm, &r, "approve", "", NINE);
	for (size_t i = 0; i < COUNT(given); i++) {
		crm_buf_clear(&want);
		crm_buf_addf(&want, "error not_amendable %.*s: is set by the step '%s'\n",
		    (int)strcspn(given[i], "="), given[i],
		    strncmp(given[i], "content", 7) == 0 ? "edit" : "draft");
		/* and nothing is told to be void by it */
		must_not(&an, &r, "amend", given[i], TEN, crm_buf_str(&want));
	}
	must(&an, &r, "queue", "", TEN);
	crm_buf_release(&r);
	crm_buf_release(&want);
}

static void told(void **state)
{
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN ",'attachments':{'a_pdf':{'file':'a.pdf','sha256':'" HASH "'}}");
	must(&qm, &r, "approve", "", NINE);
	assert_true(go(&r, "detach", "", "item=a_pdf", TEN, &out));
	assert_true(says(&out,
	    "warning void_approval approved_at: the approval is void by this, changed: "
	    "attachments\n"));
	assert_false(says(&r, "a.pdf"));
	assert_true(says(&r, "'state':'draft'"));
	/* one of another notice */
	must(&qm, &r, "approve", "", TEN);
	for (char *s = strstr(r.data, "'C-1'"); s != NULL; s = NULL)
		s[3] = '2';
	must_not(&an, &r, "queue", "", TEN,
	    "error unapproved approved_at: the approval is void: of another notice\n");
	crm_buf_release(&r);
	crm_buf_release(&out);
}

/* What is in the outbox is fixed. */
static void fixed(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r, PLAIN);
	must_not(
	    &an, &r, "queue", "", TEN, "error unapproved approved_at: nobody has approved it\n");
	must(&qm, &r, "approve", "", TEN);
	must_not(&an, &r, "queue", "", NINE,
	    "error wrong_order at: is earlier than 'approved_at', " TEN "\n");
	must(&an, &r, "queue", "", TEN);
	must_not(&an, &r, "amend", "subject=x;owner=qm", ELEVEN,
	    "error not_amendable subject: was queued with it: withdraw the notice and draft "
	    "another one\n");
	must(&an, &r, "amend", "owner=qm", ELEVEN);
	must_not(&an, &r, "edit", "subject=x", ELEVEN,
	    "error wrong_state state: is queued; 'edit' needs draft or approved\n");
	crm_buf_release(&r);
}

/* ---- what is lacking ---- */

#define CHANGE_LACKS                                                               \
	"error incomplete title: a change is told with its title\n"                \
	"error incomplete reason: a change is told with its reason\n"              \
	"error incomplete old_value: a change is told with what it was\n"          \
	"error incomplete new_value: a change is told with what it will be\n"      \
	"error incomplete scope: a change is told with what it touches\n"          \
	"error incomplete effective: a change is told with the day from which it " \
	"holds\n"                                                                  \
	"error incomplete our_contact: a change is told with who of us answers questions\n"
#define WHOLE \
	"title=t;reason=r;old_value=1;new_value=2;scope=all;effective=2027-01-31;our_contact=an"

static void change(void **state)
{
	static const char *const fields[] = {
	    "title", "reason", "old_value", "new_value", "scope", "effective", "our_contact"};
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	begin(&r, "'category':'price','customer':'K-1','basis':'contract','urgency':'normal'");
	must_not(&qm, &r, "approve", "", NINE, CHANGE_LACKS);
	must_not(&qm, &r, "queue", "", NINE,
	    CHANGE_LACKS "error unapproved approved_at: nobody has approved it\n");
	must(&an, &r, "edit", WHOLE, NINE);
	must(&qm, &r, "approve", "", TEN);
	/* each of them */
	for (size_t i = 0; i < COUNT(fields); i++) {
		struct crm_buf less = CRM_BUF_INIT, given = CRM_BUF_INIT;

		crm_buf_addz(&less, crm_buf_str(&r));
		crm_buf_addf(&given, "%s=", fields[i]);
		must(&an, &less, "amend", crm_buf_str(&given), TEN);
		crm_take_as = &qm;
		assert_false(go(&less, "approve", "", "", ELEVEN, &out));
		crm_take_as = &an;
		assert_true(strncmp(crm_buf_str(&out), "error incomplete ", 17) == 0);
		assert_true(says(&out, fields[i]));
		assert_null(strchr(crm_buf_str(&out), '\n')[1] != '\0' ? "two" : NULL);
		crm_buf_release(&less);
		crm_buf_release(&given);
	}
	crm_buf_release(&r);
	crm_buf_release(&out);
}

/* Its category asks for no approval, but an emergency is never free. */
static void emergency(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r,
	    "'category':'emergency','customer':'K-1','basis':'contract','urgency':"
	    "'emergency'");
	must_not(&qm, &r, "approve", "", NINE,
	    "error incomplete reason: an emergency is told with its reason\n"
	    "error incomplete countermeasure: an emergency is told with what is done about it\n");
	must(&an, &r, "edit", "reason=fire;countermeasure=other plant", NINE);
	must_not(
	    &an, &r, "queue", "", NINE, "error unapproved approved_at: nobody has approved it\n");
	must(&qm, &r, "approve", "", NINE);
	must(&an, &r, "queue", "", NINE);
	must_not(&an, &r, "sum-up", "summary=s", TEN,
	    "error wrong_state state: is queued; 'sum-up' needs sent, delivered or failed\n");
	must(&an, &r, "sent", "channel=phone", NINE);
	must_not(&an, &r, "sum-up", "summary=s", EIGHT,
	    "error wrong_order at: is earlier than 'sent_at', " NINE "\n");
	must(&an, &r, "sum-up", "summary=put out", TEN);
	assert_true(says(&r, "'summed_up_at':'" TEN "'"));
	/* and a category that asks for none */
	begin(&r, "'category':'progress','customer':'K-1','basis':'courtesy','urgency':'normal'");
	must(&an, &r, "queue", "", NINE);
	must_not(&an, &r, "sum-up", "summary=s", TEN,
	    "error wrong_state state: is queued; 'sum-up' needs sent, delivered or failed\n");
	crm_buf_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(authors, setup, teardown),
	    cmocka_unit_test_setup_teardown(logins, setup, teardown),
	    cmocka_unit_test_setup_teardown(read_before, setup, teardown),
	    cmocka_unit_test_setup_teardown(editors, setup, teardown),
	    cmocka_unit_test_setup_teardown(voids, setup, teardown),
	    cmocka_unit_test_setup_teardown(never_amended, setup, teardown),
	    cmocka_unit_test_setup_teardown(told, setup, teardown),
	    cmocka_unit_test_setup_teardown(fixed, setup, teardown),
	    cmocka_unit_test_setup_teardown(change, setup, teardown),
	    cmocka_unit_test_setup_teardown(emergency, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
