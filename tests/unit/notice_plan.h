/*
 * Plans of notices in a table: what is asked, what comes of it. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_NOTICE_PLAN_H
#define CRM_TESTS_UNIT_NOTICE_PLAN_H

#include <string.h>

#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/plan.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NIGHT "20:00-07:00"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NOTICE "'id':'N-1','content':'" HASH "','category':'delay','customer':'K-1',"
#define CONTRACT NOTICE "'basis':'contract','urgency':'normal'"

static inline struct crm_zone *zone_of(const char *name)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_zone *z = NULL;

	if (crm_zone_new(name, &z, &e) != 0)
		fail_msg("%s", e.text);
	return z;
}

/* Monday to Friday 08:00-12:00 and 13:00-17:00; 2026-11-26 is off; 2026 is covered. */
static inline struct crm_calendar *calendar_of(const struct crm_zone *zone)
{
	struct crm_special off[1] = {{0, 0, CRM_LIKE_HOURS, NULL, "Thanksgiving"}};
	struct crm_day_range covers[1];
	struct crm_calendar_parts parts;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_calendar *c = NULL;

	crm_calendar_parts_init(&parts, "detroit", zone);
	assert_int_equal(crm_days_from_civil(2026, 11, 26, &off[0].from), 0);
	off[0].to = off[0].from;
	assert_int_equal(crm_days_from_civil(2026, 1, 1, &covers[0].from), 0);
	assert_int_equal(crm_days_from_civil(2026, 12, 31, &covers[0].to), 0);
	parts.specials = off;
	parts.n_specials = 1;
	parts.covers = covers;
	parts.n_covers = 1;
	if (crm_calendar_new(&parts, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c;
}

/* ---- whole plans ---- */

static const struct crm_category delay = {.name = "delay",
    .urgency = CRM_URGENCY_NORMAL,
    .basis = CRM_BASIS_CONTRACT,
    .approval = true,
    .template = "delivery-delay"};
static const struct crm_category price = {.name = "price",
    .urgency = CRM_URGENCY_NORMAL,
    .basis = CRM_BASIS_CONTRACT,
    .lead = 30,
    .approval = true,
    .change = true,
    .template = "price-change"};

static const struct crm_price sms_price = {"sms", "", {5, 2}, "CNY", false, false};
static const struct crm_price letter_price = {"letter", "", {12, 1}, "CNY", true, false};
static const struct crm_price mail_price = {"email", "", {0, 0}, "CNY", false, false};
static const struct crm_plan_offer offers[] = {
    {.channel = "email",
        .attachments = true,
        .max_bytes = 1000,
        .bytes = 1000,
        .messages = 1,
        .price = &mail_price,
        .confidential = true},
    {.channel = "sms", .bytes = 100, .messages = 3, .price = &sms_price},
    {.channel = "letter",
        .attachments = true,
        .bytes = 1000,
        .messages = 1,
        .price = &letter_price,
        .confidential = true},
    {.channel = "fax", .attachments = true, .bytes = 1000, .messages = 1},
    {.channel = "phone", .messages = 1, .confidential = true},
    {.channel = "test", .messages = 1},
    {.channel = "im", .messages = 1, .no_text = true},
    {.channel = "portal", .messages = 1, .broken = "'/x' is not a program that can be run"},
};

/* rows leave out what is seldom there */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
struct plan_row {
	const char *notice;
	const char *channels, *by, *off; /* by "recipient": they asked for it */
	const char *quiet;
	enum crm_consent consent;
	int lead;
	const char *gone, *at;
	const char *want;  /* "what not_before first" */
	const char *codes; /* of the findings, with a blank between */
	bool keyed;        /* the contact has a key */
};

static inline void show(
    const struct crm_plan *plan, const struct crm_findings *f, struct crm_buf *have, bool codes)
{
	char text[CRM_INSTANT_MAX];

	crm_instant_format(plan->not_before, text);
	if (!codes)
		crm_buf_addf(have, "%s %s %s", crm_plan_name(plan->what), text,
		    plan->first != NULL ? plan->first->channel : "-");
	for (size_t i = 0; codes && i < crm_findings_count(f); i++)
		crm_buf_addf(have, "%s%s", i > 0 ? " " : "", crm_finding_at(f, i)->code);
}

/* left, ended: who is told nothing any more. */
static inline void plan_whom(const struct plan_row *r, const struct crm_category *c,
    const struct crm_ledger *ledger, size_t n, bool covered, const char *left, const char *ended)
{
	struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
	struct crm_record *record = crm_take_record(r->notice);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_zone *zone = zone_of("America/Detroit");
	struct crm_calendar *calendar = covered ? calendar_of(zone) : NULL;
	const struct crm_reach reach = {.quiet = {r->quiet != NULL ? r->quiet : "", "the contact"},
	    .channels = {r->channels, r->by},
	    .off = {r->off != NULL ? "off" : "", r->off != NULL ? r->off : ""},
	    .asked = strcmp(r->by, "recipient") == 0,
	    .lacks = ""};
	const struct crm_consent_said said = {r->consent, false, "", "", "", ""};
	struct crm_findings *f = crm_findings_new();
	struct crm_buf have = CRM_BUF_INIT, codes = CRM_BUF_INIT;
	struct crm_plan plan;
	struct crm_view v;
	struct crm_plan_ask ask = {.notice = &v,
	    .category = c,
	    .reach = &reach,
	    .consent = &said,
	    .zone = zone,
	    .calendar = calendar,
	    .offers = offers,
	    .noffers = COUNT(offers),
	    .ledger = ledger,
	    .lead = r->lead,
	    .gone = r->gone,
	    .left = left,
	    .ended = ended,
	    .keyed = r->keyed,
	    .now = crm_take_at(r->at)};

	crm_view_of_record(shape, record, &a, &v);
	crm_plan_make(&ask, &a, &plan, f);
	show(&plan, f, &have, false);
	show(&plan, f, &codes, true);
	if (strcmp(crm_buf_str(&have), r->want) != 0 ||
	    strcmp(crm_buf_str(&codes), r->codes) != 0) {
		for (size_t i = 0; i < plan.nwhy; i++)
			print_message("%s\n", plan.why[i]);
		fail_msg("row %zu: %s: %s", n, crm_buf_str(&have), crm_buf_str(&codes));
	}
	/* it always says why, of channel, consent and time */
	assert_true(plan.nwhy >= 2);
	crm_buf_release(&have);
	crm_buf_release(&codes);
	crm_findings_free(f);
	crm_calendar_free(calendar);
	crm_zone_free(zone);
	crm_arena_release(&a);
	crm_record_free(record);
	crm_shape_free(shape);
}

static inline void plan_one(const struct plan_row *r, const struct crm_category *c,
    const struct crm_ledger *ledger, size_t n, bool covered)
{
	plan_whom(r, c, ledger, n, covered, NULL, NULL);
}

static inline void plan_rows(const struct plan_row *rows, size_t n, const struct crm_category *c,
    const struct crm_ledger *ledger, bool covered)
{
	for (size_t i = 0; i < n; i++)
		plan_one(&rows[i], c, ledger, i, covered);
}

#define NOON "2026-11-23T12:00:00-05:00"
#define EVENING "2026-11-23T21:30:00-05:00"
#define SEVEN "2026-11-24T07:00:00-05:00"
#define UNSAID CRM_CONSENT_UNSAID
#define URGENT NOTICE "'basis':'contract','urgency':'urgent'"
#define EMERGENCY \
	NOTICE "'basis':'contract','urgency':'emergency','reason':'r','countermeasure':'c'"

#define TAKES(channel) "send " NOON " " channel
#define CHANGE(effective)                                                                      \
	"'id':'N-1','category':'price','basis':'contract','urgency':'normal','content':'" HASH \
	"','title':'t','reason':'r','old_value':'1.00','new_value':'1.10','scope':'all',"      \
	"'our_contact':'an','effective':'" effective "'"

#endif
