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

enum { ID, VERDICTS, FROM, TO, DAY, SORT, NFIELDS };

static const struct crm_field fields[] = {
    [ID] = {"id", CRM_T_TEXT, NULL, NULL, NULL, 0, ""},
    [VERDICTS] = {"verdicts", CRM_T_NESTED, NULL, NULL, &crm_schema_verdicts, 0, ""},
    [FROM] = {"from", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [TO] = {"to", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, ""},
    [DAY] = {"day", CRM_T_DATE, NULL, NULL, NULL, 0, ""},
    [SORT] = {"sort", CRM_T_TEXT, NULL, NULL, NULL, 0, ""},
};
static const struct crm_schema schema = {"thing", fields, NFIELDS};

static const struct crm_clock rows[] = {
    {"five", FROM, TO, 0, "PT5M", NULL, NULL, NULL, false, ""},
    {"days", FROM, TO, 0, "P3D", NULL, NULL, NULL, false, ""},
    {"work", FROM, TO, 0, "3wd", NULL, NULL, NULL, false, ""},
    {"before", 0, TO, DAY, "P7D", NULL, NULL, NULL, false, ""},
    {"some", FROM, TO, 0, "PT1H", NULL, NULL, "sort=a,b", false, ""},
    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL, false, NULL},
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
};

static inline void bench_init(struct bench *b, const struct crm_clock_setting *s, size_t n)
{
	struct crm_err e = CRM_ERR_INIT;

	memset(b, 0, sizeof(*b));
	b->shape = crm_shape_new(&schema);
	assert_int_equal(crm_zone_new("Europe/Berlin", &b->zone, &e), 0);
	assert_int_equal(crm_clocks_new(rows, b->shape, b->zone, s, n, &b->clocks, &e), 0);
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
}

static inline const char *due(const struct crm_clock_result *r, char text[CRM_INSTANT_MAX])
{
	if (!r->has_due)
		return "";
	crm_instant_format(r->due, text);
	return text;
}

#endif
