/*
 * lib/rules/notice/plan.h: who may be told, by which channel, at what price.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_plan.h"

#define OF(basis) NOTICE "'basis':'" basis "'"
#define AT_NOON(what) what " " NOON " email"
static const struct plan_row consent_rows[] = {
    {OF("contract"), "email", "topic", "recipient", "", CRM_CONSENT_WITHDRAWN, -1, NULL, NOON,
        AT_NOON("send"), "opt_out_overridden"},
    {OF("contract"), "email", "topic", NULL, "", CRM_CONSENT_WITHDRAWN, -1, NULL, NOON,
        AT_NOON("send"), ""},
    {OF("courtesy"), "email", "topic", NULL, "", UNSAID, -1, NULL, NOON, AT_NOON("send"), ""},
    {OF("courtesy"), "email", "topic", NULL, "", CRM_CONSENT_WITHDRAWN, -1, NULL, NOON,
        AT_NOON("drop"), "no_consent"},
    {OF("courtesy"), "email", "topic", "recipient and topic", "", CRM_CONSENT_GIVEN, -1, NULL, NOON,
        AT_NOON("drop"), "no_consent"},
    {OF("marketing"), "email", "topic", NULL, "", UNSAID, -1, NULL, NOON, AT_NOON("drop"),
        "no_consent"},
    {OF("marketing"), "email", "topic", NULL, "", CRM_CONSENT_GIVEN, -1, NULL, NOON,
        AT_NOON("send"), ""},
    {OF("survey"), "email", "topic", NULL, "", UNSAID, -1, NULL, NOON, AT_NOON("drop"),
        "no_consent"},
};

static void consent(void **state)
{

	(void)state;
	plan_rows(consent_rows, COUNT(consent_rows), &delay, NULL, false);
}

#define ATTACHED CONTRACT ",'attachments':{'a':{'file':'a.pdf'}}"

static const struct plan_row channel_rows[] = {
    {CONTRACT, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("sms"), ""},
    {ATTACHED, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("email"),
        "too_large"},
    {ATTACHED, "sms,phone", "recipient", NULL, "", UNSAID, -1, NULL, NOON, "hold " NOON " -",
        "too_large too_large no_address"},
    {CONTRACT, "wecom,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("email"),
        "channel_missing"},
    {CONTRACT, "wecom", "recipient", NULL, "", UNSAID, -1, NULL, NOON, "hold " NOON " -",
        "channel_missing no_address"},
    {CONTRACT, "", "", NULL, "", UNSAID, -1, NULL, NOON, "hold " NOON " -", "no_address"},
    /* paper: their own wish, a law, or not at all */
    {CONTRACT, "letter,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("letter"), ""},
    {CONTRACT, "letter,email", "default, our own", NULL, "", UNSAID, -1, NULL, NOON, TAKES("email"),
        "paper_needs_reason"},
    {CONTRACT, "fax,letter", "topic", NULL, "", UNSAID, -1, NULL, NOON, "hold " NOON " -",
        "paper_needs_reason paper_needs_reason paper_needs_reason"},
    {CONTRACT ",'paper':'clause 7'", "email,letter", "default, our own", NULL, "", UNSAID, -1, NULL,
        NOON, TAKES("letter"), ""},
};

/* Of which there is no text, and which cannot be run: why. */
static const struct plan_row fit_rows[] = {
    {CONTRACT, "im,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("email"),
        "no_text"},
    {CONTRACT, "im", "recipient", NULL, "", UNSAID, -1, NULL, NOON, "hold " NOON " -",
        "no_text no_address"},
    {CONTRACT, "portal,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("email"),
        "channel_missing"},
    {CONTRACT, "phone", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("phone"), ""},
};

static void fitness(void **state)
{
	(void)state;
	plan_rows(fit_rows, COUNT(fit_rows), &delay, NULL, false);
}

/* A change has to be there to be read again. */
static const struct plan_row change_rows[] = {
    {CHANGE("2027-03-01"), "sms,phone,im,meeting,email", "recipient", NULL, "", UNSAID, -1, NULL,
        NOON, TAKES("email"), "not_durable not_durable not_durable not_durable"},
    {CHANGE("2027-03-01"), "letter,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON,
        TAKES("letter"), ""},
    {CHANGE("2027-03-01"), "fax", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("fax"), ""},
    {CHANGE("2027-03-01"), "test", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("test"),
        ""},
    {CHANGE("2027-03-01"), "phone,sms", "recipient", NULL, "", UNSAID, -1, NULL, NOON,
        "hold " NOON " -", "not_durable not_durable not_durable"},
    {CHANGE("2027-03-01"), "sms,letter", "topic", NULL, "", UNSAID, -1, NULL, NOON,
        "hold " NOON " -", "not_durable paper_needs_reason paper_needs_reason"},
};

static void durable(void **state)
{
	(void)state;
	plan_rows(change_rows, COUNT(change_rows), &price, NULL, false);
}

/* Who is gone is told nothing, not even what a contract asks for or what cannot wait. */
static void whom(void **state)
{
	static const struct plan_row left = {CONTRACT, "email", "recipient", NULL, "", UNSAID, -1,
	    NULL, NOON, "hold " NOON " email", "contact_gone"};
	static const struct plan_row ended = {EMERGENCY, "email", "recipient", NULL, NIGHT, UNSAID,
	    -1, NULL, EVENING, "hold " EVENING " email", "customer_ended"};
	static const struct plan_row both = {CONTRACT, "email", "recipient", NULL, "", UNSAID, -1,
	    NULL, NOON, "hold " NOON " email", "contact_gone customer_ended"};

	(void)state;
	plan_whom(&left, &delay, NULL, 0, false, "an has left K-1", NULL);
	plan_whom(&ended, &delay, NULL, 1, false, NULL, "K-1 is ended");
	plan_whom(&both, &delay, NULL, 2, false, "an has left K-1", "K-1 is ended");
}

/* Electronic first; the next one where one cannot. */
static void channels(void **state)
{

	(void)state;
	plan_rows(channel_rows, COUNT(channel_rows), &delay, NULL, false);
}

/* 3 parts of 0.05; a letter is 1.2. */
static void budget(void **state)
{
	static const struct {
		const char *spent;
		struct plan_row row;
	} rows[] = {
	    {"0.64",
	        {CONTRACT, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("sms"),
	            ""}},
	    {"0.65",
	        {CONTRACT, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("sms"),
	            "budget_warning"}},
	    {"0.85",
	        {CONTRACT, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("sms"),
	            "budget_warning"}},
	    {"0.86",
	        {CONTRACT, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON,
	            TAKES("email"), "over_budget"}},
	    {"0.86",
	        {CONTRACT, "sms,letter", "recipient", NULL, "", UNSAID, -1, NULL, NOON,
	            "hold " NOON " -", "over_budget over_budget over_budget"}},
	    {"0.86",
	        {EMERGENCY, "sms,email", "recipient", NULL, "", UNSAID, -1, NULL, NOON,
	            TAKES("sms"), "over_budget"}},
	    {"0.00",
	        {CONTRACT, "phone", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("phone"),
	            "no_price"}},
	};
	struct crm_cap caps[2] = {{-1, "", "", {1, 0}, "CNY"}, {-1, "", "", {1, 0}, "EUR"}};
	const struct crm_budget b = {NULL, caps, 0, 2, CRM_ARENA_INIT};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_spend s = {"delay", "K-1", {0, 0}, "CNY"};
		struct crm_ledger l;

		assert_int_equal(crm_dec_parse(rows[i].spent, strlen(rows[i].spent), &s.amount), 0);
		crm_ledger_init(&l, &b, 12 * 2026 + 10);
		crm_ledger_spent(&l, &s);
		plan_one(&rows[i].row, &delay, &l, i, false);
		crm_ledger_release(&l);
	}
}

/* Paid in yuan, capped in euro: told, for nothing holds it back. */
static void other_currency(void **state)
{
	static const struct plan_row row = {
	    CONTRACT, "sms", "recipient", NULL, "", UNSAID, -1, NULL, NOON, TAKES("sms"), "no_cap"};
	struct crm_cap caps[1] = {{-1, "", "", {1, 0}, "EUR"}};
	const struct crm_budget b = {NULL, caps, 0, 1, CRM_ARENA_INIT};
	struct crm_ledger l;

	(void)state;
	crm_ledger_init(&l, &b, 12 * 2026 + 10);
	plan_one(&row, &delay, &l, 0, false);
	crm_ledger_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(consent),
	    cmocka_unit_test(channels),
	    cmocka_unit_test(fitness),
	    cmocka_unit_test(durable),
	    cmocka_unit_test(whom),
	    cmocka_unit_test(budget),
	    cmocka_unit_test(other_currency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
