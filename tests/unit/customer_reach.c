/*
 * lib/rules/customer/reach.h: whose word counts, by which channels a contact is told, and what it
 * has agreed to.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/customer/reach.h"
#include "tests/unit/customer_take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- whose word counts ---- */

static const struct crm_reach_said settings = {
    "de", "Europe/Berlin", "de", "12:00-13:00", "fax,phone"};
static const struct crm_reach_said ours = {
    "en", "Asia/Shanghai", "cn", NULL, "email,phone,fax,letter"};

static const struct reach_row {
	const char *record, *topic, *topic_channels;
	const struct crm_reach_said *settings;
	const char *want; /* crm_reach_why */
} reaches[] = {
    /* four levels */
    {ANNA(BOTH
         ",'language':'fr','zone':'UTC','calendar':'c','quiet':'none'") ",'language':'it','zone':'Z','calendar':'x','quiet':'20:00-07:00'",
        NULL, NULL, &settings,
        "language fr: the contact; zone UTC: the contact; calendar c: the contact; "
        "quiet none: the contact; channels phone: default, crm.json; no address for fax"},
    {ANNA(BOTH) ",'language':'it','zone':'Z','calendar':'x','quiet':'20:00-07:00'", NULL, NULL,
        &settings,
        "language it: the customer; zone Z: the customer; calendar x: the customer; "
        "quiet 20:00-07:00: the customer; channels phone: default, crm.json; no address for fax"},
    {ANNA(MAIL), NULL, NULL, &settings,
        "language de: crm.json; zone Europe/Berlin: crm.json; calendar de: crm.json; "
        "quiet 12:00-13:00: crm.json; channels email: default, our own; "
        "no address for fax,phone"},
    {ANNA(MAIL), NULL, NULL, NULL,
        "language en: our own; zone Asia/Shanghai: our own; calendar cn: our own; "
        "channels email: default, our own"},
};

static const struct reach_row orders[] = {
    /* recipient and topic, recipient, topic, default: each with the ones below it there */
    {ANNA(BOTH ",'channels':'email'") ",'channels':'email','preferences':{" PREFER(
         "a", "delay", "anna", "phone") "," PREFER("b", "all", "anna", "email") "}",
        "delay", NULL, NULL, "channels phone: recipient and topic"},
    {ANNA(BOTH ",'channels':'email'") ",'channels':'email','preferences':{" PREFER(
         "a", "delay", "anna", "phone") "," PREFER("b", "all", "anna", "phone,email") "}",
        "price", NULL, NULL, "channels phone,email: recipient"},
    {ANNA(BOTH ",'channels':'phone'") ",'channels':'email','preferences':{" PREFER(
         "a", "delay", "all", "email") "}",
        "delay", "email", NULL, "channels phone: recipient"},
    {ANNA(BOTH) ",'channels':'email','preferences':{" PREFER("a", "delay", "all", "phone") "}",
        "delay", "email", NULL, "channels phone: topic"},
    {ANNA(BOTH) ",'channels':'email'", "delay", "phone", NULL, "channels phone: topic"},
    {ANNA(BOTH) ",'channels':'email','preferences':{" PREFER("a", "all", "all", "phone") "}",
        "delay", NULL, NULL, "channels phone: default, the customer"},
    {ANNA(BOTH) ",'channels':'phone'", "delay", NULL, NULL,
        "channels phone: default, the customer"},
    {ANNA(BOTH), "delay", NULL, &settings, "channels phone: default, crm.json; no address for fax"},
    {ANNA(BOTH), "delay", NULL, NULL, "channels email,phone: default, our own"},
    /* another's preference is not hers */
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "delay", "otto", "phone") "}", "delay", NULL, NULL,
        "channels email,phone: default, our own"},
    /* 'default' takes back what was said */
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "delay", "anna", "default") "," PREFER(
         "b", "all", "anna", "phone") "}",
        "delay", NULL, NULL, "channels phone: recipient"},
    /* without an address the next that has one */
    {ANNA(MAIL) ",'preferences':{" PREFER("a", "delay", "anna", "sms,phone") "}", "delay", NULL,
        NULL, "channels email: default, our own; no address for sms,phone"},
    {ANNA(MAIL) ",'preferences':{" PREFER("a", "delay", "anna", "phone,email") "}", "delay", NULL,
        NULL, "channels email: recipient and topic; no address for phone"},
    {ANNA(",'mobile':'1'"), NULL, NULL, NULL, "channels phone: default, our own"},
    {ANNA("") ",'street':'S 1','city':'B'", NULL, NULL, NULL, "channels letter: default, our own"},
    {ANNA(""), NULL, NULL, NULL, ""},
    /* off: the first preference says whether, the next that names some by which */
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "survey", "anna", "off") "}", "survey", NULL, NULL,
        "channels email,phone: default, our own; off: recipient and topic"},
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "survey", "anna", "off") "}", "delay", NULL, NULL,
        "channels email,phone: default, our own"},
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "all", "anna", "off") "}", "delay", NULL, NULL,
        "channels email,phone: default, our own; off: recipient"},
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "survey", "all", "off") "}", "survey", NULL, NULL,
        "channels email,phone: default, our own; off: topic"},
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "all", "all", "off") "}", "survey", NULL, NULL,
        "channels email,phone: default, our own; off: default, the customer"},
    {ANNA(BOTH) ",'preferences':{" PREFER("a", "survey", "anna", "phone") "," PREFER(
         "b", "survey", "all", "off") "}",
        "survey", NULL, NULL, "channels phone: recipient and topic"},
    /* that a contact has channels does not say that it wants what the customer does not */
    {ANNA(BOTH ",'channels':'phone'") ",'preferences':{" PREFER("a", "survey", "all", "off") "}",
        "survey", NULL, NULL, "channels phone: recipient; off: topic"},
};

static void reach_is(const struct reach_row *row, const char *before)
{
	struct crm_buf have = CRM_BUF_INIT, want = CRM_BUF_INIT;
	struct crm_reach reach;
	struct subject s;

	subject_new(&s, row->record);
	assert_true(crm_customer_contact(&s.view, "anna", &s.it));
	crm_reach(&(struct crm_reach_ask){&s.view, &s.it.view, "anna", row->topic,
	              row->topic_channels, row->settings, &ours},
	    &s.arena, &reach);
	if (before != NULL) { /* channels alone */
		reach.language = reach.zone = reach.calendar = reach.quiet =
		    (struct crm_reach_value){"", ""};
	}
	crm_reach_why(&reach, &have);
	if (strcmp(crm_buf_str(&have), row->want) != 0)
		fail_msg("%s, %s: %s\nexpected %s", row->record,
		    row->topic != NULL ? row->topic : "no topic", crm_buf_str(&have), row->want);
	crm_items_release(&s.it);
	subject_free(&s);
	crm_buf_release(&have);
	crm_buf_release(&want);
}

static void whose_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(reaches); i++)
		reach_is(&reaches[i], NULL);
	for (size_t i = 0; i < COUNT(orders); i++)
		reach_is(&orders[i], "");
}

static const struct {
	const char *record, *channel, *want; /* NULL: none */
} ways[] = {
    {ANNA(MAIL), "email", "a@b.de"},
    {ANNA(MAIL), "test", "a@b.de"},
    {ANNA(MAIL), "phone", NULL},
    {ANNA(",'phone':'1','mobile':'2'"), "phone", "1"},
    {ANNA(",'mobile':'2'"), "phone", "2"},
    {ANNA(",'phone':'1'"), "sms", NULL},
    {ANNA(",'mobile':'2'"), "sms", "2"},
    {ANNA(",'fax':'3'"), "fax", "3"},
    {ANNA(",'im':'w1'"), "wechat", "w1"},
    {ANNA(""), "wechat", NULL},
    {ANNA(""), "meeting", ""},
    {ANNA(",'address':'A, B'") ",'city':'C'", "letter", "A, B"},
    {ANNA("") ",'street':'S 1','postal_code':'10','city':'C','country':'DE'", "letter",
        "S 1, 10 C, DE"},
    {ANNA("") ",'city':'C'", "letter", "C"},
    {ANNA("") ",'street':'S 1'", "letter", NULL},
    /* no option of the program that gets it */
    {ANNA(",'email':'-oa@b.de'"), "email", NULL},
    {ANNA(",'email':'a-o@b.de'"), "email", "a-o@b.de"},
    {ANNA(",'im':'--w1'"), "wechat", NULL},
    {ANNA(",'address':'- 3 -, B'"), "letter", "- 3 -, B"},
};

static void addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		struct subject s;
		const char *have;

		subject_new(&s, ways[i].record);
		assert_true(crm_customer_contact(&s.view, "anna", &s.it));
		have = crm_reach_address(&s.view, &s.it.view, ways[i].channel, &s.arena);
		if ((have == NULL) != (ways[i].want == NULL) ||
		    (have != NULL && strcmp(have, ways[i].want) != 0))
			fail_msg("%s by %s: %s", ways[i].record, ways[i].channel,
			    have != NULL ? have : "none");
		crm_items_release(&s.it);
		subject_free(&s);
	}
}

/* ---- consent ---- */

static const struct {
	const char *said, *purpose;
	enum crm_consent want;
	bool may;
} said[] = {
    {"", "contract", CRM_CONSENT_UNSAID, true},
    {"", "courtesy", CRM_CONSENT_UNSAID, true},
    {"", "survey", CRM_CONSENT_UNSAID, false},
    {"", "marketing", CRM_CONSENT_UNSAID, false},
    {SAID("a", "20", OF_ANNA, "survey", "given"), "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", OF_ANNA, "survey", "given"), "marketing", CRM_CONSENT_UNSAID, false},
    {SAID("a", "20", OF_OTTO, "survey", "given"), "survey", CRM_CONSENT_UNSAID, false},
    {SAID("a", "20", OF_ANNA, "courtesy", "withdrawn"), "courtesy", CRM_CONSENT_WITHDRAWN, false},
    {SAID("a", "20", OF_OTTO, "courtesy", "withdrawn"), "courtesy", CRM_CONSENT_UNSAID, true},
    /* the latest, in whatever order they stand */
    {SAID("a", "20", OF_ANNA, "survey", "given") "," SAID(
         "b", "21", OF_ANNA, "survey", "withdrawn"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    {SAID("a", "21", OF_ANNA, "survey", "given") "," SAID(
         "b", "20", OF_ANNA, "survey", "withdrawn"),
        "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", OF_ANNA, "survey", "withdrawn") "," SAID(
         "b", "20", OF_ANNA, "survey", "given"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    {SAID("a", "20", OF_ANNA, "survey", "given") "," SAID(
         "b", "20", OF_ANNA, "survey", "withdrawn"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    /* of the whole customer */
    {SAID("a", "20", "", "survey", "given"), "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", ",'contact':'all'", "survey", "given"), "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", OF_ANNA, "survey", "given") "," SAID("b", "21", "", "survey", "withdrawn"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    {SAID("a", "21", OF_ANNA, "survey", "given") "," SAID("b", "20", "", "survey", "withdrawn"),
        "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", OF_ANNA, "survey", "given") "," SAID("b", "20", "", "survey", "withdrawn"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    /* what she has withdrawn she alone gives again */
    {SAID("a", "20", OF_ANNA, "survey", "withdrawn") "," SAID("b", "21", "", "survey", "given"),
        "survey", CRM_CONSENT_WITHDRAWN, false},
    /* one without a day is older; what cannot be read is no consent */
    {"'a':{'contact':'anna','purpose':'survey','says':'withdrawn'}," SAID(
         "b", "20", OF_ANNA, "survey", "given"),
        "survey", CRM_CONSENT_GIVEN, true},
    {SAID("a", "20", OF_ANNA, "survey", "yes"), "survey", CRM_CONSENT_WITHDRAWN, false},
};

static void consents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(said); i++) {
		struct crm_consent_said last;
		struct crm_buf members = CRM_BUF_INIT;
		struct subject s;

		crm_buf_addf(&members, "'consents':{%s}", said[i].said);
		subject_new(&s, crm_buf_str(&members));
		crm_consent_find(&s.view, "anna", said[i].purpose, &s.arena, &last);
		if (last.says != said[i].want ||
		    crm_consent_may(said[i].purpose, last.says) != said[i].may)
			fail_msg("%s for %s: %d", said[i].said, said[i].purpose, (int)last.says);
		subject_free(&s);
		crm_buf_release(&members);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whose_word),
	    cmocka_unit_test(addresses),
	    cmocka_unit_test(consents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
