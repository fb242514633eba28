/*
 * lib/rules/notice/plan.h: what is for a contact with a key goes by channels that keep it from others.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_plan.h"

/* Mail, letter and call are confidential here, SMS and fax are not. */
#define ROW(notice, channels, by, keyed, want, codes)                                      \
	{                                                                                  \
		notice, channels, by, NULL, "", UNSAID, -1, NULL, NOON, want, codes, keyed \
	}
#define HOLDS "hold " NOON " -"
#define WITH_FILE CONTRACT ",'attachments':{'a':{'file':'a.pdf'}}"

static const struct plan_row rows[] = {
    /* without a key: as ever */
    ROW(CONTRACT, "sms,email", "recipient", false, TAKES("sms"), ""),
    ROW(CONTRACT, "sms", "recipient", false, TAKES("sms"), ""),
    /* with one: what others could read is passed over, first or last in their order */
    ROW(CONTRACT, "sms,email", "recipient", true, TAKES("email"), "not_confidential"),
    ROW(CONTRACT, "email,sms", "recipient", true, TAKES("email"), "not_confidential"),
    ROW(CONTRACT, "sms,phone", "recipient", true, TAKES("phone"), "not_confidential"),
    ROW(CONTRACT, "fax,letter", "recipient", true, TAKES("letter"), "not_confidential"),
    ROW(CONTRACT, "email,phone,letter", "recipient", true, TAKES("email"), ""),
    /* also in a hurry, also when a law asks for it */
    ROW(URGENT, "sms,email", "recipient", true, TAKES("email"), "not_confidential"),
    ROW(EMERGENCY, "sms", "recipient", true, HOLDS, "not_confidential not_confidential"),
    ROW(CONTRACT ",'paper':'clause 7'", "fax,email", "topic", true, TAKES("email"),
        "not_confidential"),
    /* nothing is left: a person has to see to it, and is told so */
    ROW(CONTRACT, "sms", "recipient", true, HOLDS, "not_confidential not_confidential"),
    ROW(CONTRACT, "sms,fax", "recipient", true, HOLDS,
        "not_confidential not_confidential not_confidential"),
    ROW(WITH_FILE, "sms,phone", "recipient", true, HOLDS,
        "not_confidential too_large not_confidential"),
    ROW(CONTRACT, "sms,letter", "topic", true, HOLDS,
        "not_confidential paper_needs_reason not_confidential"),
    /* one that is not there is told as such */
    ROW(CONTRACT, "wecom,email", "recipient", true, TAKES("email"), "channel_missing"),
};

static void confidential(void **state)
{
	(void)state;
	plan_rows(rows, COUNT(rows), &delay, NULL, false);
}

/* What falls back is what the plan has taken: none of them goes in clear. */
static void falls_back(void **state)
{
	static const char *const channels[] = {"email,sms,fax,phone", "fax,email,sms"};

	(void)state;
	for (size_t i = 0; i < COUNT(channels); i++) {
		const struct plan_row row = ROW(CONTRACT, channels[i], "recipient", true,
		    TAKES("email"), "not_confidential not_confidential");

		plan_one(&row, &delay, NULL, i, false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(confidential),
	    cmocka_unit_test(falls_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
