/*
 * Customers with calendars and zones, for tests of clocks. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_CLOCK_PLACES_H
#define CRM_TESTS_UNIT_CLOCK_PLACES_H

#include "tests/unit/clock_bench.h"

#define LATER "2027-12-31T00:00:00Z"

/* Calendars and zones, set up once. */
struct places {
	struct crm_zone *berlin, *shanghai;
	struct crm_calendar *office, *lunch, *makeup, *night, *china, *short_year;
};

static inline struct crm_calendar *of_year(const struct crm_zone *zone)
{
	static struct crm_day_range year;
	struct crm_calendar_parts parts;
	struct crm_calendar *c = NULL;
	struct crm_err e = CRM_ERR_INIT;

	year.from = date("2026-01-01");
	year.to = date("2026-12-31");
	crm_calendar_parts_init(&parts, "short", zone);
	parts.covers = &year;
	parts.n_covers = 1;
	if (crm_calendar_new(&parts, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c;
}

/* Every day from 22:00 to 06:00. */
static inline struct crm_calendar *nights(const struct crm_zone *zone)
{
	struct crm_calendar_parts parts;
	struct crm_calendar *c = NULL;
	struct crm_err e = CRM_ERR_INIT;

	crm_calendar_parts_init(&parts, "night", zone);
	for (int i = 0; i < 7; i++)
		parts.week[i] = hours_of("22:00-30:00");
	if (crm_calendar_new(&parts, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c;
}

static inline void places_init(struct places *p)
{
	struct crm_special sunday = {.like = CRM_LIKE_FIRST, .name = "make-up"};
	struct crm_err e = CRM_ERR_INIT;

	assert_int_equal(crm_zone_new("Europe/Berlin", &p->berlin, &e), 0);
	assert_int_equal(crm_zone_new("Asia/Shanghai", &p->shanghai, &e), 0);
	sunday.from = sunday.to = date("2026-11-22");
	p->office = calendar("office", "09:00-17:00", p->berlin, NULL, 0);
	p->lunch = calendar("lunch", "09:00-12:00,13:00-18:00", p->berlin, NULL, 0);
	p->makeup = calendar("makeup", "09:00-17:00", p->berlin, &sunday, 1);
	p->night = nights(p->berlin);
	p->china = calendar("china", "09:00-17:00", p->shanghai, NULL, 0);
	p->short_year = of_year(p->berlin);
}

static inline void places_release(struct places *p)
{
	struct crm_calendar *all[] = {
	    p->office, p->lunch, p->makeup, p->night, p->china, p->short_year};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		crm_calendar_free(all[i]);
	crm_zone_free(p->berlin);
	crm_zone_free(p->shanghai);
}

/* Clocks whose customers have these calendars; "own" is the office, "none" has only a zone. */
static inline void clocks_open(
    struct bench *b, struct places *p, const struct crm_clock_setting *s, size_t n)
{
	static struct crm_clock_party parties[8];
	static const struct crm_calendar *named[2];
	const struct crm_clock_party all[] = {
	    {"office", NULL, p->office},
	    {"lunch", NULL, p->lunch},
	    {"makeup", NULL, p->makeup},
	    {"night", NULL, p->night},
	    {"china", NULL, p->china},
	    {"short", NULL, p->short_year},
	    {"none", p->shanghai, NULL},
	};

	memcpy(parties, all, sizeof(all));
	named[0] = p->lunch;
	named[1] = p->china;
	bench_open(b,
	    &(struct crm_clocks_opts){.calendar = p->office,
	        .parties = parties,
	        .nparties = sizeof(all) / sizeof(all[0]),
	        .calendars = named,
	        .ncalendars = sizeof(named) / sizeof(named[0]),
	        .settings = s,
	        .nsettings = n});
}

static inline void due_is(struct bench *b, int clock, const char *want)
{
	char text[CRM_INSTANT_MAX];

	assert_string_equal(due(&b->results[clock], text), want);
}

#endif
