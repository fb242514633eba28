/*
 * Clocks of a small kind, judged on a record. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_CLOCK_BENCH_H
#define CRM_TESTS_UNIT_CLOCK_BENCH_H

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/flow/clock.h"
#include "lib/rules/common.h"

enum { FROM = CRM_C_COUNT, TO, DAY, SORT, PARTY, RENEWED, NFIELDS };

static const struct crm_field fields[] = {
    CRM_COMMON_FIELDS(NULL),
    [FROM] = {"from", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [TO] = {"to", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [DAY] = {"day", CRM_T_DATE, NULL, NULL, NULL, 0, ""},
    [SORT] = {"sort", CRM_T_TEXT, NULL, NULL, NULL, 0, ""},
    [PARTY] = {"party", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_PARTY, ""},
    [RENEWED] = {"renewed", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
};
static const struct crm_schema schema = {"thing", fields, NFIELDS};

#define ROW(clock, within, how)                                                                    \
	{                                                                                          \
		.name = clock, .from = FROM, .to = TO, .limit = within, .rule = "R1", .flags = how \
	}

static const struct crm_clock rows[] = {
    ROW("five", "PT5M", CRM_CLOCK_NEVER),
    ROW("days", "P3D", CRM_CLOCK_PAUSABLE),
    ROW("work", "3wd", CRM_CLOCK_PAUSABLE),
    {.name = "before", .to = TO, .before = DAY, .limit = "P7D", .rule = "R2"},
    {.name = "some", .from = FROM, .to = TO, .limit = "PT1H", .applies = "sort=a,b", .rule = "R3"},
    {.name = "hours",
        .from = FROM,
        .to = TO,
        .limit = "PT8H",
        .calendar = "customer",
        .rule = "R4",
        .flags = CRM_CLOCK_PAUSABLE},
    {.name = "chase",
        .from = FROM,
        .to = TO,
        .limit = "2wd",
        .rule = "R5",
        .repeat = "P1D",
        .renew = RENEWED},
    ROW("plain", "PT8H", CRM_CLOCK_PAUSABLE),
    {.name = NULL},
};
enum { FIVE, DAYS, WORK, BEFORE, SOME, HOURS, CHASE, PLAIN, NROWS };

struct bench {
	struct crm_shape *shape;
	struct crm_zone *zone;
	struct crm_clocks *clocks;
	struct crm_arena arena;
	struct crm_record *record;
	struct crm_view view;
	struct crm_clock_result results[NROWS];
	struct crm_clocks_opts opts;
};

/* Our zone is Berlin's. */
static inline void bench_open(struct bench *b, const struct crm_clocks_opts *o)
{
	struct crm_err e = CRM_ERR_INIT;

	memset(b, 0, sizeof(*b));
	b->shape = crm_shape_new(&schema);
	assert_int_equal(crm_zone_new("Europe/Berlin", &b->zone, &e), 0);
	b->opts = *o;
	b->opts.zone = b->zone;
	if (crm_clocks_new(rows, b->shape, &b->opts, &b->clocks, &e) != 0)
		fail_msg("%s", e.text);
}

static inline void bench_init(struct bench *b, const struct crm_clock_setting *s, size_t n)
{
	bench_open(b, &(struct crm_clocks_opts){.settings = s, .nsettings = n});
}

static inline void bench_release(struct bench *b)
{
	crm_record_free(b->record);
	crm_arena_release(&b->arena);
	crm_clocks_free(b->clocks);
	crm_zone_free(b->zone);
	crm_shape_free(b->shape);
}

static inline struct crm_instant at(const char *text)
{
	struct crm_instant t = {0, 0};

	assert_int_equal(crm_instant_parse(text, strlen(text), &t), 0);
	return t;
}

/* Over the declared fields only, the clocks say the same. */
static inline void judge_again(struct bench *b, struct crm_instant now)
{
	struct crm_clock_result again[NROWS];
	struct crm_clocks *clocks = NULL;
	struct crm_shape *shape = crm_shape_new(&schema);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	assert_int_equal(crm_clocks_new(rows, shape, &b->opts, &clocks, &e), 0);
	crm_shape_restrict(shape);
	crm_view_of_record(shape, b->record, &b->arena, &v);
	assert_int_equal(crm_view_cell(&v, CRM_C_VERDICTS)->type, CRM_T_ABSENT);
	crm_clocks_eval(clocks, &v, now, again);
	for (size_t i = 0; i < NROWS; i++) {
		const struct crm_clock_result *x = &again[i], *y = &b->results[i];

		assert_ptr_equal(x->clock, y->clock);
		assert_int_equal(x->applies, y->applies);
		assert_int_equal(x->verdict, y->verdict);
		assert_int_equal(x->frozen, y->frozen);
		assert_int_equal(x->imported, y->imported);
		assert_int_equal(x->disordered, y->disordered);
		assert_int_equal(x->due.us, y->due.us);
		assert_int_equal(x->from.us, y->from.us);
		assert_int_equal(x->end.us, y->end.us);
		assert_string_equal(x->limit, y->limit);
		assert_int_equal(x->used_us, y->used_us);
		assert_int_equal(x->over_us, y->over_us);
		assert_int_equal(x->paused_us, y->paused_us);
		assert_int_equal(x->plain, y->plain);
		assert_int_equal(x->round, y->round);
		assert_int_equal(x->provisional, y->provisional);
	}
	crm_clocks_free(clocks);
	crm_shape_free(shape);
}

/* Every quotation mark is written as an apostrophe. */
static inline void judge(struct bench *b, const char *members, const char *now)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_buf_addf(&json, "{%s}", members);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	crm_record_free(b->record);
	b->record = NULL;
	if (crm_record_parse(json.data, json.len, &l, &b->record, &e) != 0)
		fail_msg("%s: %s", json.data, e.text);
	crm_buf_release(&json);
	crm_view_of_record(b->shape, b->record, &b->arena, &b->view);
	crm_clocks_eval(b->clocks, &b->view, at(now), b->results);
	judge_again(b, at(now));
}

static inline const char *due(const struct crm_clock_result *r, char text[CRM_INSTANT_MAX])
{
	if (!r->has_due)
		return "";
	crm_instant_format(r->due, text);
	return text;
}

/* The counted intervals: "FROM TO" in local time of the day, "; " between. What they count is what
 * the result says. */
struct told {
	struct crm_buf text;
	int64_t sum;
	size_t n;
};

static inline void tell(void *arg, const struct crm_interval *interval)
{
	char from[CRM_INSTANT_MAX], to[CRM_INSTANT_MAX];
	struct told *t = arg;

	crm_instant_format(interval->from, from);
	crm_instant_format(interval->to, to);
	crm_buf_addf(&t->text, "%s%.8s-%.8s", t->n > 0 ? "; " : "", from + 11, to + 11);
	assert_int_equal(interval->us, interval->to.us - interval->from.us);
	t->sum += interval->us;
	t->n++;
}

static inline void intervals_are(struct bench *b, int clock, const char *now, const char *want)
{
	struct told t = {CRM_BUF_INIT, 0, 0};

	crm_clock_explain(&b->results[clock], &b->view, at(now), tell, &t);
	assert_string_equal(crm_buf_str(&t.text), want);
	if (t.n > 0)
		assert_int_equal(t.sum, b->results[clock].used_us);
	crm_buf_release(&t.text);
}

/* ---- calendars ---- */

/* Monday to Friday with these hours, "09:00-17:00" or with a break; all days are covered. */
static inline struct crm_hours hours_of(const char *text)
{
	struct crm_hours h = {0};

	for (; *text != '\0'; text += text[11] == ',' ? 12 : 11) {
		int n[4];

		assert_int_equal(sscanf(text, "%d:%d-%d:%d", &n[0], &n[1], &n[2], &n[3]), 4);
		h.part[h.n].from = n[0] * 60 + n[1];
		h.part[h.n++].to = n[2] * 60 + n[3];
	}
	return h;
}

static inline struct crm_calendar *calendar(const char *name, const char *hours,
    const struct crm_zone *zone, const struct crm_special *specials, size_t n)
{
	struct crm_calendar_parts parts;
	struct crm_calendar *c = NULL;
	struct crm_err e = CRM_ERR_INIT;

	crm_calendar_parts_init(&parts, name, zone);
	for (int i = 0; i < 7; i++)
		parts.week[i] = i < 5 ? hours_of(hours) : (struct crm_hours){0};
	parts.specials = specials;
	parts.n_specials = n;
	if (crm_calendar_new(&parts, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c;
}

static inline int32_t date(const char *text)
{
	int32_t day = 0;

	assert_int_equal(crm_date_parse(text, strlen(text), &day), 0);
	return day;
}

#endif
