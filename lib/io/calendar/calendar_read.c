/* A calendar file in our own format: its keys. */
#include <string.h>

#include "lib/io/calendar/calendar_private.h"

int crm_calendar_read_hours(
    const struct crm_key_path *at, const json_t *v, struct crm_hours *out, struct crm_err *e)
{
	struct crm_hours h = {.n = 0};
	const char *why;

	if (!json_is_array(v))
		return crm_calendar_refuse(
		    at, e, "a list of intervals like [\"08:00-12:00\"] expected");
	if (json_array_size(v) > CRM_HOURS_MAX)
		return crm_calendar_refuse(at, e, "more than %d intervals", CRM_HOURS_MAX);
	for (size_t i = 0; i < json_array_size(v); i++) {
		struct crm_key_path item = crm_key_item(at, i);
		const char *text = json_string_value(json_array_get(v, i));

		if (text == NULL || crm_interval_parse(text, &h.part[i].from, &h.part[i].to) < 0)
			return crm_calendar_refuse(&item, e,
			    "not an interval: '%s' (expected: HH:MM-HH:MM like \"13:00-17:00\", over "
			    "midnight \"22:00-06:00\")",
			    text != NULL ? text : "");
		h.n = i + 1;
		why = crm_hours_check(&h);
		if (why != NULL)
			return crm_calendar_refuse(&item, e, "'%s': %s", text, why);
	}
	*out = h;
	return 0;
}

static int read_zone(
    const struct crm_key_path *at, const json_t *v, struct crm_calendar_file *f, struct crm_err *e)
{
	const char *name = json_string_value(v);
	struct crm_err why = CRM_ERR_INIT;
	struct crm_zone *zone = NULL;

	if (name == NULL)
		return crm_calendar_refuse(at, e, "a time zone expected, like \"Europe/Berlin\"");
	if (crm_zone_new(name, &zone, &why) < 0)
		return crm_calendar_refuse(at, e, "%s", why.text);
	crm_zone_free(zone);
	f->zone = crm_arena_strdup(f->arena, name);
	return 0;
}

static int read_week(
    const struct crm_key_path *at, json_t *v, struct crm_calendar_file *f, struct crm_err *e)
{
	bool given[7] = {false}, any = false;
	struct crm_hours hours;
	const char *key;
	json_t *item;
	int first, count;

	if (!json_is_object(v))
		return crm_calendar_refuse(
		    at, e, "an object like {\"mon-fri\": [\"08:00-12:00\"]} expected");
	json_object_foreach(v, key, item)
	{
		struct crm_key_path below = crm_key_below(at, key);

		if (crm_weekdays_parse(key, &first, &count) < 0)
			return crm_calendar_refuse(&below, e,
			    "not a day of the week: mon, tue, wed, thu, fri, sat, sun or a range "
			    "like mon-fri expected");
		if (crm_calendar_read_hours(&below, item, &hours, e) < 0)
			return -1;
		for (int i = first; i < first + count; i++) {
			if (given[i % 7])
				return crm_calendar_refuse(
				    &below, e, "a day of the week that is given already");
			given[i % 7] = true;
			f->week[i % 7] = hours;
			any = any || hours.n > 0;
		}
	}
	if (!any)
		return crm_calendar_refuse(at, e, "no day of the week has working hours");
	f->has_week = true;
	return 0;
}

static int read_covers(
    const struct crm_key_path *at, const json_t *v, struct crm_calendar_file *f, struct crm_err *e)
{
	struct crm_day_range days;

	if (!json_is_array(v))
		return crm_calendar_refuse(
		    at, e, "a list of ranges like [\"2024-01-01..2026-12-31\"] expected");
	f->all = false;
	for (size_t i = 0; i < json_array_size(v); i++) {
		const char *text = json_string_value(json_array_get(v, i));

		if (text == NULL || crm_cover_parse(text, &days) < 0) {
			struct crm_key_path item = crm_key_item(at, i);

			return crm_calendar_refuse(&item, e,
			    "not a range of days: '%s' (expected: \"2024-01-01..2026-12-31\", "
			    "\"2026\" or \"2024..2026\", from 1970 to 2199)",
			    text != NULL ? text : "");
		}
		crm_day_ranges_add(&f->covers, days);
	}
	return 0;
}

static int check_keys(const struct crm_key_path *top, json_t *root, struct crm_err *e)
{
	static const char *const keys[] = {
	    "zone", "week", "off", "work", "yearly", "covers", "uses"};
	const size_t count = sizeof(keys) / sizeof(keys[0]);
	const char *key;
	json_t *item;
	size_t k;

	json_object_foreach(root, key, item)
	{
		struct crm_key_path at = crm_key_below(top, key);

		(void)item;
		if (strncmp(key, "x-", 2) == 0)
			continue;
		for (k = 0; k < count && strcmp(keys[k], key) != 0;)
			k++;
		if (k == count)
			return crm_calendar_refuse(&at, e,
			    "unknown key; zone, week, off, work, yearly, covers, uses are known, own "
			    "ones begin with x-");
	}
	return 0;
}

int crm_calendar_read(
    const char *path, json_t *root, struct crm_calendar_file *f, json_t **uses, struct crm_err *e)
{
	struct crm_key_path top = {path, ""}, zone, week, covers;
	json_t *v;

	zone = crm_key_below(&top, "zone");
	week = crm_key_below(&top, "week");
	covers = crm_key_below(&top, "covers");
	if (check_keys(&top, root, e) < 0)
		return -1;
	if ((v = json_object_get(root, "zone")) != NULL && read_zone(&zone, v, f, e) < 0)
		return -1;
	if ((v = json_object_get(root, "week")) != NULL && read_week(&week, v, f, e) < 0)
		return -1;
	if (crm_calendar_read_days(&top, root, f, e) < 0)
		return -1;
	f->all = true;
	v = json_object_get(root, "covers");
	if (v != NULL && read_covers(&covers, v, f, e) < 0)
		return -1;
	if (v == NULL &&
	    (json_object_get(root, "off") != NULL || json_object_get(root, "work") != NULL))
		return crm_calendar_refuse(&covers, e,
		    "missing: a calendar with dates in off or work says which days it knows, like "
		    "[\"2026-01-01..2026-12-31\"]");
	*uses = json_object_get(root, "uses");
	return 0;
}
