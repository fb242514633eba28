/*
 * Clocks of a small kind, judged on a record. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_CLOCK_BENCH_H
#define CRM_TESTS_UNIT_CLOCK_BENCH_H

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/flow/clock.h"
#include "lib/rules/common.h"

enum { FROM = CRM_C_COUNT, TO, DAY, SORT, NFIELDS };

static const struct crm_field fields[] = {
    CRM_COMMON_FIELDS(NULL),
    [FROM] = {"from", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [TO] = {"to", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [DAY] = {"day", CRM_T_DATE, NULL, NULL, NULL, 0, ""},
    [SORT] = {"sort", CRM_T_TEXT, NULL, NULL, NULL, 0, ""},
};
static const struct crm_schema schema = {"thing", fields, NFIELDS};

static const struct crm_clock rows[] = {
    {"five", FROM, TO, 0, "PT5M", NULL, NULL, ""},
    {"days", FROM, TO, 0, "P3D", NULL, NULL, ""},
    {"work", FROM, TO, 0, "3wd", NULL, NULL, ""},
    {"before", 0, TO, DAY, "P7D", NULL, NULL, ""},
    {"some", FROM, TO, 0, "PT1H", NULL, "sort=a,b", ""},
    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL},
};
enum { FIVE, DAYS, WORK, BEFORE, SOME, NROWS };

struct bench {
	struct crm_shape *shape;
	struct crm_zone *zone;
	struct crm_clocks *clocks;
	struct crm_arena arena;
	struct crm_record *record;
	struct crm_view view;
	struct crm_clock_result results[NROWS];
	const struct crm_clock_setting *settings;
	size_t nsettings;
};

static inline void bench_init(struct bench *b, const struct crm_clock_setting *s, size_t n)
{
	struct crm_clocks_opts o = {NULL, s, n};
	struct crm_err e = CRM_ERR_INIT;

	memset(b, 0, sizeof(*b));
	b->shape = crm_shape_new(&schema);
	assert_int_equal(crm_zone_new("Europe/Berlin", &b->zone, &e), 0);
	o.zone = b->zone;
	b->settings = s;
	b->nsettings = n;
	assert_int_equal(crm_clocks_new(rows, b->shape, &o, &b->clocks, &e), 0);
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
	struct crm_clocks_opts o = {b->zone, b->settings, b->nsettings};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	assert_int_equal(crm_clocks_new(rows, shape, &o, &clocks, &e), 0);
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

#endif
