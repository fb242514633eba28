/*
 * crm-store calendar NAME: the days of a year that differ from the week, or a
 * date or instant counted in working time.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/time/calendar.h"
#include "lib/time/dayrule.h"
#include "lib/tool/calendars.h"

const struct crm_opt store_calendar_opts[] = {
    {"add", 0, CRM_OPT_TEXT, "DURATION", "count 3wd, P3D or PT8H (working time), or back -3wd",
        false},
    {"from", 0, CRM_OPT_TEXT, "DATE", "count from this date or stamp (default now)", false},
    {"year", 0, CRM_OPT_TEXT, "YEAR", "the days of this year or month, 2026-02 (default now)",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static int bad(struct crm_run *r, const char *option, const char *expected, const char *value)
{
	struct crm_err e = CRM_ERR_INIT;

	(void)crm_err_at(&e, CRM_BADINPUT, option, 0, NULL, "not %s: '%s'", expected, value);
	return crm_run_fail(r, &e);
}

static int32_t local_date(const struct crm_calendar *c, int64_t us, int64_t *of_day)
{
	int32_t day;

	crm_zone_local(crm_calendar_zone(c), us, &day, of_day);
	return day;
}

/* ---- --add ---- */

enum { CALENDAR, FROM, ADD, TO, PROVISIONAL, SUM_COLUMNS };

static const struct crm_column sum_columns[SUM_COLUMNS] = {
    [CALENDAR] = {.name = "calendar"},
    [FROM] = {.name = "from"},
    [ADD] = {.name = "add"},
    [TO] = {.name = "to"},
    [PROVISIONAL] = {.name = "provisional"},
};

/* A date, or an instant; of a date its first moment. */
struct start {
	bool is_date;
	struct crm_instant at;
};

static int read_start(struct crm_run *r, const struct crm_calendar *c, struct start *out)
{
	const char *text = crm_args_text(r->args, "from");
	int32_t day;

	*out = (struct start){false, r->now};
	if (text == NULL)
		return 0;
	out->is_date = crm_date_parse(text, strlen(text), &day) == 0;
	if (out->is_date)
		out->at = crm_zone_instant(crm_calendar_zone(c), day, 0);
	else if (crm_instant_parse(text, strlen(text), &out->at) < 0)
		return bad(r, "--from",
		    "a date or a stamp like 2026-11-20 or 2026-11-20T09:00:00+08:00", text);
	return 0;
}

static struct crm_instant counted(
    const struct crm_calendar *c, struct crm_instant from, struct crm_duration d, bool *provisional)
{
	if (d.unit == CRM_DUR_US && d.n >= 0)
		return crm_calendar_add(c, from, d.n, provisional);
	if (d.unit == CRM_DUR_US)
		return crm_calendar_sub(c, from, -d.n, provisional);
	return crm_duration_after_in(from, d, crm_calendar_zone(c), c, provisional);
}

/* Is it where the count leads, or the end of the years that a calendar has? */
static bool reached(const struct crm_calendar *c, struct crm_instant from, struct crm_duration d,
    struct crm_instant to)
{
	int32_t first, last, days = 0;
	int64_t of_day;

	if (d.unit == CRM_DUR_US)
		return d.n >= 0 ? crm_calendar_between(c, from.us, to.us, NULL) == d.n
		                : crm_calendar_between(c, to.us, from.us, NULL) == -d.n;
	first = local_date(c, from.us, &of_day);
	last = local_date(c, to.us, &of_day);
	if (d.unit == CRM_DUR_DAYS)
		return last >= CRM_DAY_FIRST && last <= CRM_DAY_LAST;
	for (; first < last; first++)
		days += crm_calendar_works(c, first + 1) ? 1 : 0;
	for (; first > last; first--)
		days -= crm_calendar_works(c, first - 1) ? 1 : 0;
	return days == d.n;
}

/* What is refused is told. */
static int count_from(struct crm_run *r, const struct crm_calendar *c, const char *text,
    const struct start *from, struct crm_duration *d, struct crm_instant *to, bool *provisional)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_duration_parse(text, strlen(text), d) < 0)
		return bad(r, "--add", "a duration like 3wd, P3D or PT8H", text);
	*to = counted(c, from->at, *d, provisional);
	if (reached(c, from->at, *d, *to))
		return 0;
	(void)crm_err_at(&e, CRM_BADINPUT, "--add", 0, NULL,
	    "'%s' leads beyond the years of calendars: from 1970-01-01 to 2199-12-31 expected",
	    text);
	return crm_run_fail(r, &e);
}

static void add(struct crm_run *r, const struct crm_calendar *c, const char *text)
{
	struct crm_output *out = NULL;
	struct crm_cell cells[SUM_COLUMNS];
	struct crm_duration d = {CRM_DUR_US, 0};
	struct crm_instant to = r->now;
	struct start from;
	bool provisional = false;
	int64_t of_day;

	if (read_start(r, c, &from) < 0 ||
	    count_from(r, c, text, &from, &d, &to, &provisional) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, sum_columns, SUM_COLUMNS, false, &out) < 0)
		return;
	cells[CALENDAR] = crm_cell_text(crm_calendar_name(c));
	cells[FROM] = from.is_date ? crm_cell_textn(crm_args_text(r->args, "from"), 10)
	                           : crm_cell_instant(from.at);
	cells[ADD] = crm_cell_text(text);
	if (from.is_date && d.unit != CRM_DUR_US)
		cells[TO] = crm_cell_date(local_date(c, to.us, &of_day));
	else
		cells[TO] = crm_cell_instant(to);
	cells[PROVISIONAL] = crm_cell_bool(provisional);
	crm_output_row(out, cells);
	crm_output_end(r, out);
}

/* ---- the days ---- */

enum { DATE, WEEKDAY, DAY, HOURS, NAME, DAY_COLUMNS };

static const struct crm_column day_columns[DAY_COLUMNS] = {
    [DATE] = {.name = "date"},
    [WEEKDAY] = {.name = "weekday"},
    [DAY] = {.name = "day"},
    [HOURS] = {.name = "hours", .optional = true},
    [NAME] = {.name = "name", .optional = true},
};

static bool digits(const char *s, size_t len)
{
	return strspn(s, "0123456789") >= len;
}

/* "2026", "2026-02"; NULL: the year of now. */
static int read_year(struct crm_run *r, const struct crm_calendar *c, struct crm_day_range *out)
{
	const char *text = crm_args_text(r->args, "year");
	int64_t of_day;
	char first[CRM_DATE_MAX], now[CRM_DATE_MAX];
	int year, month, day;
	size_t len;

	if (text == NULL) {
		(void)crm_date_format(local_date(c, r->now.us, &of_day), now);
		now[4] = '\0';
		text = now;
	}
	len = strlen(text);
	if ((len != 4 && len != 7) || !digits(text, 4) ||
	    (len == 7 && (text[4] != '-' || !digits(text + 5, 2))))
		return bad(r, "--year", "a year or month like 2026 or 2026-02", text);
	(void)snprintf(first, sizeof(first), "%.7s%s-01", text, len == 4 ? "-01" : "");
	if (crm_date_parse(first, 10, &out->from) < 0)
		return bad(r, "--year", "a year or month from 1970 to 2199", text);
	crm_civil_from_days(out->from, &year, &month, &day);
	if (len == 4 || month == 12)
		(void)crm_days_from_civil(year + 1, 1, 1, &out->to);
	else
		(void)crm_days_from_civil(year, month + 1, 1, &out->to);
	out->to--;
	return 0;
}

static bool same_hours(const struct crm_hours *a, const struct crm_hours *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->part[i].from != b->part[i].from || a->part[i].to != b->part[i].to)
			return false;
	return true;
}

static void print_hours(const struct crm_hours *h, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; i < h->n; i++) {
		int from = h->part[i].from, to = h->part[i].to;

		if (to > 1440)
			to -= 1440;
		crm_buf_addf(out, "%s%02d:%02d-%02d:%02d", i > 0 ? " " : "", from / 60, from % 60,
		    to / 60, to % 60);
	}
}

static void day_row(
    struct crm_output *out, const struct crm_calendar *c, int32_t day, struct crm_buf *scratch)
{
	const struct crm_hours *hours = crm_calendar_hours(c, day);
	const struct crm_hours *usual = crm_calendar_pattern(c, crm_weekday(day));
	const char *name = crm_calendar_special(c, day);
	struct crm_cell cells[DAY_COLUMNS];

	if (same_hours(hours, usual))
		return;
	print_hours(hours, scratch);
	cells[DATE] = crm_cell_date(day);
	cells[WEEKDAY] = crm_cell_text(crm_weekday_name(crm_weekday(day)));
	cells[DAY] = crm_cell_text(hours->n == 0 ? "off" : "work");
	cells[HOURS] = hours->n > 0 ? crm_cell_text(crm_buf_str(scratch)) : crm_cell_absent();
	cells[NAME] = name != NULL && name[0] != '\0' ? crm_cell_text(name) : crm_cell_absent();
	crm_output_row(out, cells);
}

/* On stderr: which days the calendar knows, and whether these are among them. */
static void say_covered(
    struct crm_run *r, const struct crm_calendar *c, const struct crm_day_range *days)
{
	char from[CRM_DATE_MAX], to[CRM_DATE_MAX];
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_day_range *known;
	bool all = true;

	for (size_t i = 0; (known = crm_calendar_covered(c, i)) != NULL; i++) {
		(void)crm_date_format(known->from, from);
		(void)crm_date_format(known->to, to);
		crm_buf_addf(&text, "%s%s..%s", i > 0 ? ", " : "", from, to);
	}
	crm_run_say(r, "%s covers %s", crm_calendar_name(c), text.len > 0 ? text.data : "no day");
	for (int32_t day = days->from; all && day <= days->to; day++)
		all = crm_calendar_covers(c, day);
	if (!all)
		crm_run_warn(
		    r, "some of these days are not covered: what counts them is provisional");
	crm_buf_release(&text);
}

static void list(struct crm_run *r, const struct crm_calendar *c)
{
	struct crm_output *out = NULL;
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_day_range days = {0, 0};

	if (read_year(r, c, &days) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, day_columns, DAY_COLUMNS, false, &out) < 0)
		return;
	for (int32_t day = days.from; day <= days.to; day++)
		day_row(out, c, day, &scratch);
	crm_output_end(r, out);
	say_covered(r, c, &days);
	crm_buf_release(&scratch);
}

void store_calendar(struct crm_run *r)
{
	const char *count = crm_args_text(r->args, "add");
	struct crm_calendar *c = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (store_operands(r, 1, 1) < 0)
		return;
	if (count == NULL && crm_args_has(r->args, "from")) {
		(void)crm_run_usage(r, "--from needs --add");
		return;
	}
	if (count != NULL && crm_args_has(r->args, "year")) {
		(void)crm_run_usage(r, "--add and --year exclude each other");
		return;
	}
	if (crm_run_store_maybe(r) < 0)
		return;
	if (crm_run_calendar(r, crm_args_operand(r->args, 0), &c, &e) < 0)
		(void)crm_run_fail(r, &e);
	else if (count != NULL)
		add(r, c, count);
	else
		list(r, c);
	crm_calendar_free(c);
}
