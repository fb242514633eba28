/*
 * Inside of reading calendars. calendar.c finds files and puts together what
 * they use; calendar_read.c reads our format, calendar_days.c its days,
 * calendar_text.c the texts in it, calendar_cn.c holiday-cn.
 */
#ifndef CRM_IO_CALENDAR_PRIVATE_H
#define CRM_IO_CALENDAR_PRIVATE_H

#include <jansson.h>

#include "lib/base/mem.h"
#include "lib/io/calendar/calendar.h"

struct crm_day_ranges {
	struct crm_day_range *items;
	size_t n, cap;
};

/* What a file says, with what it uses. */
struct crm_calendar_file {
	char *zone; /* NULL: none */
	bool has_week;
	struct crm_hours week[7];
	struct crm_special *specials; /* names and hours are the arena's */
	size_t n, cap;
	bool all; /* covers all days */
	struct crm_day_ranges covers;
	struct crm_arena *arena; /* of the whole loading */
};

void crm_calendar_file_release(struct crm_calendar_file *f);
/* name and hours are copied; hours NULL: a day off. */
void crm_calendar_file_add(struct crm_calendar_file *f, struct crm_day_range days, int like,
    const struct crm_hours *hours, const char *name);
void crm_day_ranges_add(struct crm_day_ranges *r, struct crm_day_range days);

/* CRM_CONFIG at a file and a key's path ("week.mon-fri[1]"). Returns -1. */
struct crm_key_path {
	const char *file;
	char text[128];
};
int crm_calendar_refuse(const struct crm_key_path *at, struct crm_err *e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* at + ".key" ("key" at the top). */
struct crm_key_path crm_key_below(const struct crm_key_path *at, const char *key);
struct crm_key_path crm_key_item(const struct crm_key_path *at, size_t i);

/* Whole JSON file, an object; the caller decrefs. Missing is CRM_NOINPUT, all that is wrong in it
 * CRM_CONFIG. */
int crm_calendar_json(const char *path, json_t **out, struct crm_err *e);

/* Our format, but `uses`, which is returned as it stands (borrowed, NULL: none). */
int crm_calendar_read(
    const char *path, json_t *root, struct crm_calendar_file *f, json_t **uses, struct crm_err *e);
/* off, work, yearly; and a list of intervals. */
int crm_calendar_read_days(
    const struct crm_key_path *top, json_t *root, struct crm_calendar_file *f, struct crm_err *e);
int crm_calendar_read_hours(
    const struct crm_key_path *at, const json_t *v, struct crm_hours *out, struct crm_err *e);

/* A year of holiday-cn: has it "days"? */
bool crm_calendar_is_cn(const json_t *root);
/* year: what "year" must be; 0: any. */
int crm_calendar_read_cn(
    const char *path, const json_t *root, int year, struct crm_calendar_file *f, struct crm_err *e);
/* All YYYY.json of a directory; without any CRM_CONFIG. */
int crm_calendar_read_cn_dir(const char *path, struct crm_calendar_file *f, struct crm_err *e);

/* "08:00-12:00"; an end past 24:00, or not after its begin, is on the next day. -1: not one. */
int crm_interval_parse(const char *s, int32_t *from, int32_t *to);
/* "2026-12-24" or "2026-12-24..2027-01-02", of the years 1970 to 2199. */
int crm_day_range_parse(const char *s, struct crm_day_range *out);
/* The same with years too: "2026", "2024..2026". */
int crm_cover_parse(const char *s, struct crm_day_range *out);
/* "mon", "mon-fri", "sun-thu": the first and how many. */
int crm_weekdays_parse(const char *s, int *first, int *count);

#endif
