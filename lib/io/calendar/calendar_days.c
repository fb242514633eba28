/* The special days of a calendar file: yearly, then off, then work. */
#include <string.h>

#include "lib/io/calendar/calendar_private.h"
#include "lib/time/dayrule.h"

#define YEAR_FIRST 1970
#define YEAR_LAST 2199

static int check_members(const struct crm_key_path *at, json_t *v, const char *const *known,
    const char *expected, struct crm_err *e)
{
	const char *key;
	json_t *item;
	size_t k;

	json_object_foreach(v, key, item)
	{
		struct crm_key_path below = crm_key_below(at, key);

		(void)item;
		for (k = 0; known[k] != NULL && strcmp(known[k], key) != 0;)
			k++;
		if (known[k] == NULL)
			return crm_calendar_refuse(&below, e, "unknown key; %s expected", expected);
	}
	return 0;
}

/* ---- yearly ---- */

static int read_year(
    const struct crm_key_path *at, json_t *v, const char *key, int *year, struct crm_err *e)
{
	json_t *item = json_object_get(v, key);
	struct crm_key_path below = crm_key_below(at, key);

	if (item == NULL)
		return 0;
	if (!json_is_integer(item) || json_integer_value(item) < YEAR_FIRST ||
	    json_integer_value(item) > YEAR_LAST)
		return crm_calendar_refuse(&below, e, "a year from 1970 to 2199 expected");
	*year = (int)json_integer_value(item);
	return 0;
}

/* "Frauentag" or {"name": "Frauentag", "since": 2019, "until": ...} */
static int read_rule(const struct crm_key_path *at, const char *key, json_t *v,
    struct crm_calendar_file *f, struct crm_err *e)
{
	static const char *const known[] = {"name", "since", "until", NULL};
	int since = YEAR_FIRST, until = YEAR_LAST;
	const char *name = json_string_value(v);
	struct crm_day_rule rule;
	int32_t day;

	if (crm_day_rule_parse(key, strlen(key), &rule) < 0)
		return crm_calendar_refuse(at, e,
		    "not a day of every year: MM-DD, easter-2, easter+39, or wed before 11-23 "
		    "expected");
	if (json_is_object(v)) {
		if (check_members(at, v, known, "name, since, until", e) < 0 ||
		    read_year(at, v, "since", &since, e) < 0 ||
		    read_year(at, v, "until", &until, e) < 0)
			return -1;
		name = json_string_value(json_object_get(v, "name"));
	}
	if (name == NULL)
		return crm_calendar_refuse(
		    at, e, "a name, or an object with name, since, until expected");
	if (until < since)
		return crm_calendar_refuse(at, e, "until %d is before since %d", until, since);
	for (int year = since; year <= until; year++)
		if (crm_day_rule_in(&rule, year, &day))
			crm_calendar_file_add(
			    f, (struct crm_day_range){day, day}, CRM_LIKE_HOURS, NULL, name);
	return 0;
}

/* ---- off and work ---- */

static int read_off(const struct crm_key_path *at, const char *key, json_t *v,
    struct crm_calendar_file *f, struct crm_err *e)
{
	struct crm_day_range days;

	if (crm_day_range_parse(key, &days) < 0)
		return crm_calendar_refuse(at, e,
		    "not a day or a range of days: \"2026-12-24\" or \"2026-12-24..2027-01-02\" "
		    "expected");
	if (!json_is_string(v))
		return crm_calendar_refuse(at, e, "a name expected");
	crm_calendar_file_add(f, days, CRM_LIKE_HOURS, NULL, json_string_value(v));
	return 0;
}

/* {"name": ..., "like": "mon"} or {"name": ..., "hours": [...]} */
static int read_work_object(
    const struct crm_key_path *at, json_t *v, int *like, struct crm_hours *hours, struct crm_err *e)
{
	static const char *const known[] = {"name", "like", "hours", NULL};
	json_t *same = json_object_get(v, "like"), *list = json_object_get(v, "hours");
	struct crm_key_path below;

	if (check_members(at, v, known, "name, like, hours", e) < 0)
		return -1;
	if (same != NULL && list != NULL)
		return crm_calendar_refuse(at, e, "like or hours expected, not both");
	if (same != NULL) {
		const char *day = json_string_value(same);

		below = crm_key_below(at, "like");
		*like = day != NULL ? crm_weekday_parse(day, strlen(day)) : -1;
		if (*like < 0)
			return crm_calendar_refuse(
			    &below, e, "mon, tue, wed, thu, fri, sat or sun expected");
	}
	if (list != NULL) {
		below = crm_key_below(at, "hours");
		*like = CRM_LIKE_HOURS;
		if (crm_calendar_read_hours(&below, list, hours, e) < 0)
			return -1;
		if (hours->n == 0)
			return crm_calendar_refuse(
			    &below, e, "no interval: a day off stands in off");
	}
	return 0;
}

static int read_work(const struct crm_key_path *at, const char *key, json_t *v,
    struct crm_calendar_file *f, struct crm_err *e)
{
	const char *name = json_string_value(v);
	struct crm_hours hours = {.n = 0};
	struct crm_day_range days;
	int like = CRM_LIKE_FIRST;

	if (crm_day_range_parse(key, &days) < 0)
		return crm_calendar_refuse(at, e,
		    "not a day or a range of days: \"2026-02-14\" or \"2026-02-14..2026-02-15\" "
		    "expected");
	if (json_is_object(v)) {
		if (read_work_object(at, v, &like, &hours, e) < 0)
			return -1;
		name = json_string_value(json_object_get(v, "name"));
	}
	if (name == NULL)
		return crm_calendar_refuse(
		    at, e, "a name, or an object with name and like or hours expected");
	crm_calendar_file_add(f, days, like, like == CRM_LIKE_HOURS ? &hours : NULL, name);
	return 0;
}

int crm_calendar_read_days(
    const struct crm_key_path *top, json_t *root, struct crm_calendar_file *f, struct crm_err *e)
{
	static const struct {
		const char *key;
		int (*read)(const struct crm_key_path *at, const char *key, json_t *v,
		    struct crm_calendar_file *f, struct crm_err *e);
	} parts[] = {{"yearly", read_rule}, {"off", read_off}, {"work", read_work}};
	const char *key;
	json_t *item;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct crm_key_path at = crm_key_below(top, parts[i].key);
		json_t *v = json_object_get(root, parts[i].key);

		if (v == NULL)
			continue;
		if (!json_is_object(v))
			return crm_calendar_refuse(
			    &at, e, "an object of days and their names expected");
		json_object_foreach(v, key, item)
		{
			struct crm_key_path below = crm_key_below(&at, key);

			if (parts[i].read(&below, key, item, f, e) < 0)
				return -1;
		}
	}
	return 0;
}
