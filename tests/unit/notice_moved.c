/*
 * lib/rules/notice/notice_approve.h: an approval is for the addresses that there were; told late, and
 * after the day; what an import brings is a draft of who imported it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"

#define TO(customer, contact)                                                                \
	"'category':'delay','customer':'" customer "','basis':'contract','urgency':'urgent'" \
	",'contact':'" contact "'"
#define KAI \
	"'email':'kai@a.example','phone':'1','mobile':'2','fax':'3','im':'i','key':'F','name':'Kai'"
#define OF(customer, contact) "'id':'K-9','name':'Ab'" customer ",'contacts':{'kai':{" contact "}}"

/* Another book, in which that customer is so. */
static void renew(const char *members)
{
	(void)teardown(NULL);
	(void)setup(NULL);
	know(members);
}

/* ---- the addressee ---- */

static const struct {
	const char *contact, *was, *is, *moved; /* moved NULL: the approval holds */
} rows[] = {
    {"kai", OF("", KAI), OF("", KAI), NULL},
    {"kai", OF("", KAI),
        OF("",
            "'email':'evil@b.example',"
            "'phone':'1','mobile':'2','fax':'3',"
            "'im':'i','key':'F','name':'Kai'"),
        "email"},
    {"kai", OF("", KAI),
        OF("",
            "'email':'kai@a.example','phone':'9','mobile':'2','fax':'3',"
            "'im':'i','key':'F','name':'Kai'"),
        "phone"},
    {"kai", OF("", KAI),
        OF("",
            "'email':'kai@a.example','phone':'1','mobile':'9','fax':'3',"
            "'im':'i','key':'F','name':'Kai'"),
        "mobile"},
    {"kai", OF("", KAI),
        OF("",
            "'email':'kai@a.example','phone':'1','mobile':'2','fax':'9',"
            "'im':'i','key':'F','name':'Kai'"),
        "fax"},
    {"kai", OF("", KAI),
        OF("",
            "'email':'kai@a.example','phone':'1','mobile':'2','fax':'3',"
            "'im':'j','key':'G','name':'Kai'"),
        "im,key"},
    {"kai", OF("", KAI),
        OF("",
            "'email':'kai@a.example','phone':'1','mobile':'2','fax':'3',"
            "'im':'i','key':'F','name':'Uwe'"),
        "name"},
    /* one more, and one less */
    {"kai", OF("", "'email':'k@a.example'"), OF("", "'email':'k@a.example','fax':'3'"), "fax"},
    {"kai", OF("", "'email':'k@a.example','fax':'3'"), OF("", "'email':'k@a.example'"), "fax"},
    /* letters go to the customer's own address where the contact has none */
    {"kai", OF(",'city':'Ulm'", KAI), OF(",'city':'Bonn'", KAI), "address"},
    {"kai", OF(",'city':'Ulm'", KAI ",'address':'x'"), OF(",'city':'Bonn'", KAI ",'address':'x'"),
        NULL},
    {"kai", OF("", KAI ",'address':'x'"), OF("", KAI ",'address':'y'"), "address"},
    /* what is no address: role, note, language, quiet hours, another contact, the customer's class */
    {"kai", OF("", KAI),
        OF(",'class':'B'",
            KAI ",'role':'buyer','department':'d','quiet':'none',"
                "'language':'de','channels':'fax','lists':'a'"),
        NULL},
    {"kai", OF("", KAI),
        "'id':'K-9','name':'Ab','contacts':{'kai':{" KAI "},'eva':{'email':'e@x'}}", NULL},
    {"kai", OF("", KAI), "'id':'K-9','name':'Other','contacts':{'kai':{" KAI "}}", NULL},
    /* its own name, of which the key is made */
    {"Kai M", OF("", "'contact':'Kai M','email':'k@a'"), OF("", "'contact':'Kai M','email':'k@b'"),
        "email"},
    /* gone, or the customer is */
    {"kai", OF("", "'email':'k@a.example','name':'Kai'"), "'id':'K-9','name':'Ab'", "name,email"},
    {"kai", OF("", "'email':'k@a.example'"), "'id':'K-8','name':'B'", "email"},
    /* without a contact it is the customer */
    {"", OF(",'city':'Ulm'", KAI), OF(",'city':'Ulm'", "'email':'evil@b.example'"), NULL},
    {"", OF(",'city':'Ulm'", KAI), OF(",'city':'Bonn'", KAI), "address"},
    {"", OF("", KAI), "'id':'K-9','name':'Other'", "name"},
};

static void addressees(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf r = CRM_BUF_INIT, want = CRM_BUF_INIT, members = CRM_BUF_INIT;

		crm_buf_addz(&members, TO("K-9", ""));
		crm_buf_cut(&members, members.len - 1);
		crm_buf_addf(&members, "%s'", rows[i].contact);
		renew(rows[i].was);
		begin(&r, crm_buf_str(&members));
		must(&qm, &r, "approve", "", NINE);
		renew(rows[i].is);
		if (rows[i].moved == NULL) {
			must_not(&qm, &r, "approve", "", TEN,
			    "error already_done approved_at: the approval holds: nothing was "
			    "changed since\n");
			must(&an, &r, "queue", "", TEN);
		} else {
			crm_buf_addf(&want,
			    "error unapproved approved_at: the approval is void: their addresses "
			    "have changed since: %s\n",
			    rows[i].moved);
			must_not(&an, &r, "queue", "", TEN, crm_buf_str(&want));
			must(&qm, &r, "approve", "", TEN);
			must(&an, &r, "queue", "", TEN);
		}
		crm_buf_release(&r);
		crm_buf_release(&want);
		crm_buf_release(&members);
	}
}

/* Both at once; by name; a copy of it on another notice; nobody saw the addressee. */
static void approvals(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;
	char *id;

	(void)state;
	renew(OF("", KAI));
	begin(&r, TO("Ab", "kai"));
	must(&qm, &r, "approve", "", NINE);
	assert_true(says(&r, "'approved_to':'name:"));
	assert_false(says(&r, "kai@a.example"));
	must(&an, &r, "edit", "subject=x", NINE);
	renew(OF("", "'email':'x@b.example','name':'Kai'"));
	must_not(&an, &r, "queue", "", TEN,
	    "error unapproved approved_at: the approval is void, changed since: subject; their "
	    "addresses have changed since: email,phone,mobile,fax,im,key\n");
	/* a standing approval is of the template, not of an address */
	standing("[{'name':'ack','template':'t','template_sha256':'" HASH
	         "','category':'acknowledgement','to':['acknowledgement'],'by':'qm',"
	         "'until':'2026-11-20'}]");
	begin(&r,
	    "'category':'acknowledgement','basis':'courtesy','urgency':'normal','customer':'K-9',"
	    "'contact':'kai','template':'t','template_sha256':'" HASH "'");
	must(&an, &r, "queue", "standing=ack", NINE);
	renew(OF("", KAI));
	begin(&r, TO("K-9", "kai"));
	must(&qm, &r, "approve", "", NINE);
	id = strstr(r.data, "'approved_to':'");
	assert_non_null(id);
	id[strlen("'approved_to':'name:")] ^= 1;
	must_not(&an, &r, "queue", "", TEN,
	    "error unapproved approved_at: the approval is void: their addresses have changed "
	    "since: name\n");
	crm_buf_release(&r);
}

/* In the outbox it is approved again where its approval is void, and nobody has it in hand. */
static void again(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	renew(OF("", KAI));
	begin(&r, TO("K-9", "kai"));
	must(&qm, &r, "approve", "", NINE);
	must(&an, &r, "queue", "", NINE);
	must_not(&qm, &r, "approve", "", TEN,
	    "error already_done approved_at: the approval holds: nothing was changed since\n");
	must(&an, &r, "attempt", "channel=email", NINE);
	renew(OF("", "'email':'new@a.example'"));
	must_not(&qm, &r, "approve", "", TEN,
	    "error in_doubt attempts: first it must be known what came of attempt 1 by email\n");
	must(&an, &r, "deferred", "channel=email", NINE);
	must(&qm, &r, "approve", "", TEN);
	assert_true(says(&r, "'state':'approved'"));
	must(&an, &r, "queue", "", TEN);
	must(&an, &r, "give-up", "failed_why=x", TEN);
	renew(OF("", "'email':'newer@a.example'"));
	must(&qm, &r, "approve", "", ELEVEN);
	must(&an, &r, "queue", "", ELEVEN);
	/* what went without an approval needs none now */
	begin(&r, "'category':'progress','customer':'K-9','basis':'courtesy','urgency':'normal'");
	must(&an, &r, "queue", "", NINE);
	must_not(&qm, &r, "approve", "", TEN,
	    "error wrong_state state: is queued, and was so without an approval\n");
	crm_buf_release(&r);
}

/* ---- late ---- */

#define CHANGE(effective, tell_by)                                                               \
	"'category':'price','customer':'K-1','basis':'contract','urgency':'normal','title':'t'," \
	"'reason':'r','old_value':'1','new_value':'2','scope':'all','our_contact':'an',"         \
	"'effective':'" effective "','tell_by':'" tell_by "'"

static void late(void **state)
{
	static const struct {
		const char *members, *given, *want; /* on 2026-11-20; want NULL: nothing is told */
		bool taken;
	} t[] = {
	    {CHANGE("2026-12-20", "2026-11-20"), "", NULL, true},
	    {CHANGE("2026-12-19", "2026-11-19"), "",
	        "warning told_late effective: is told 29 days ahead where 30 are due\n", true},
	    {CHANGE("2026-12-19", "2026-12-04"), "", NULL, true}, /* its customer's own 15 */
	    {CHANGE("2026-11-20", "2026-11-20"), "", NULL, true}, /* on the day itself */
	    {CHANGE("2026-11-20", "2026-10-21"), "",
	        "warning told_late effective: is told 0 days ahead where 30 are due\n", true},
	    {CHANGE("2026-11-19", "2026-10-20"), "",
	        "error effective_past effective: is past: a change is told before it holds; "
	        "late_why says why it is told now\n",
	        false},
	    {CHANGE("2026-11-19", "2026-10-20"), "late_why=we were ill",
	        "warning told_late effective: is told 1 day after the day from which it holds\n",
	        true},
	    {CHANGE("2026-11-19", "2026-10-20") ",'late_why':'ill'", "",
	        "warning told_late effective: is told 1 day after the day from which it holds\n",
	        true},
	    /* the day of what is no change, and has no lead days, is none to be ahead of */
	    {"'category':'delay','customer':'K-1','effective':'2026-11-19'", "", NULL, true},
	    {"'category':'delay','customer':'K-1','tell_by':'2026-11-20'", "", NULL, true},
	    {"'category':'delay','customer':'K-1','tell_by':'2026-11-19'", "",
	        "warning told_late tell_by: it had to be told by 2026-11-19\n", true},
	};
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		begin(&r, t[i].members);
		crm_take_as = &qm;
		if (go(&r, "approve", t[i].given, "", NINE, &out) != t[i].taken)
			fail_msg("row %zu: %s", i, crm_buf_str(&out));
		crm_take_as = &an;
		if (t[i].want == NULL ? says(&out, "told_late") : !says(&out, t[i].want))
			fail_msg("row %zu: %s", i, crm_buf_str(&out));
	}
	/* the why is part of what was approved */
	begin(&r, CHANGE("2026-11-19", "2026-10-20"));
	must(&qm, &r, "approve", "late_why=ill", NINE);
	must(&an, &r, "amend", "late_why=other", NINE);
	must_not(&an, &r, "queue", "", TEN,
	    "error unapproved approved_at: the approval is void, changed since: late_why\n"
	    "warning told_late effective: is told 1 day after the day from which it holds\n");
	crm_buf_release(&r);
	crm_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(addressees, setup, teardown),
	    cmocka_unit_test_setup_teardown(approvals, setup, teardown),
	    cmocka_unit_test_setup_teardown(again, setup, teardown),
	    cmocka_unit_test_setup_teardown(late, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
