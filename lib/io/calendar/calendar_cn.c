/*
 * The yearly files of holiday-cn: the State Council's days off and make-up
 * days of a year, {"year": 2026, "days": [{name, date, isOffDay}]}. Other
 * members are not ours. A year's file may hold days of the years beside it; it
 * covers its own year, and nothing while it has no days.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/io/calendar/calendar_private.h"

bool crm_calendar_is_cn(const json_t *root)
{
	return json_object_get(root, "days") != NULL;
}

static int read_day(
    const struct crm_key_path *at, const json_t *v, struct crm_calendar_file *f, struct crm_err *e)
{
	const char *name = json_string_value(json_object_get(v, "name"));
	const char *date = json_string_value(json_object_get(v, "date"));
	const json_t *off = json_object_get(v, "isOffDay");
	struct crm_day_range days;

	if (name == NULL || date == NULL || !json_is_boolean(off) ||
	    crm_date_parse(date, strlen(date), &days.from) < 0)
		return crm_calendar_refuse(at, e,
		    "not a day of holiday-cn: name, date (YYYY-MM-DD) and isOffDay (true or false) "
		    "expected");
	days.to = days.from;
	crm_calendar_file_add(
	    f, days, json_is_true(off) ? CRM_LIKE_HOURS : CRM_LIKE_FIRST, NULL, name);
	return 0;
}

int crm_calendar_read_cn(
    const char *path, const json_t *root, int year, struct crm_calendar_file *f, struct crm_err *e)
{
	struct crm_key_path top = {path, ""}, at = crm_key_below(&top, "year");
	const json_t *list = json_object_get(root, "days"), *v = json_object_get(root, "year");
	long long own = json_is_integer(v) ? json_integer_value(v) : 0;
	struct crm_day_range days;
	char text[8];

	if (own < 1970 || own > 2199)
		return crm_calendar_refuse(&at, e, "a year from 1970 to 2199 expected");
	if (year != 0 && own != year)
		return crm_calendar_refuse(&at, e, "%lld: the file's name says %d", own, year);
	at = crm_key_below(&top, "days");
	if (!json_is_array(list))
		return crm_calendar_refuse(&at, e, "a list of days expected");
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct crm_key_path item = crm_key_item(&at, i);

		if (read_day(&item, json_array_get(list, i), f, e) < 0)
			return -1;
	}
	(void)snprintf(text, sizeof(text), "%d", (int)own);
	if (json_array_size(list) > 0 && crm_cover_parse(text, &days) == 0)
		crm_day_ranges_add(&f->covers, days);
	f->zone = crm_arena_strdup(f->arena, "Asia/Shanghai");
	return 0;
}

/* ---- a directory of years ---- */

/* "2026.json"; 0: another file. */
static int year_of(const char *file)
{
	int year = 0;

	if (strlen(file) != 9 || strspn(file, "0123456789") != 4 || strcmp(file + 4, ".json") != 0)
		return 0;
	for (int i = 0; i < 4; i++)
		year = year * 10 + (file[i] - '0');
	return year;
}

static int by_year(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int list_years(const char *path, int **years, size_t *n, struct crm_err *e)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t cap = 0;

	if (dir == NULL)
		return crm_err_errno(
		    e, errno == EACCES ? CRM_NOPERM : CRM_IOERR, "cannot read directory", path);
	for (*n = 0; (entry = readdir(dir)) != NULL;) {
		int year = year_of(entry->d_name);

		if (year == 0)
			continue;
		crm_grow(years, &cap, *n + 1, sizeof(**years));
		(*years)[(*n)++] = year;
	}
	closedir(dir);
	if (*n == 0)
		return crm_err_at(e, CRM_CONFIG, path, 0, NULL,
		    "a directory without YEAR.json files, as holiday-cn has them");
	qsort(*years, *n, sizeof(**years), by_year);
	return 0;
}

/* In the order of years: what a later one says of the year before it is newer. */
int crm_calendar_read_cn_dir(const char *path, struct crm_calendar_file *f, struct crm_err *e)
{
	struct crm_buf file = CRM_BUF_INIT;
	json_t *root = NULL;
	int *years = NULL;
	size_t n = 0;
	int rc;

	rc = list_years(path, &years, &n, e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		crm_buf_clear(&file);
		crm_buf_addf(&file, "%s/%04d.json", path, years[i]);
		rc = crm_calendar_json(crm_buf_str(&file), &root, e);
		if (rc == 0)
			rc = crm_calendar_read_cn(crm_buf_str(&file), root, years[i], f, e);
		json_decref(root);
		root = NULL;
	}
	crm_buf_release(&file);
	free(years);
	return rc;
}
