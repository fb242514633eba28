/* What a command works with: clock, kind, shape, clocks, filters, who and when. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/time/clock.h"
#include "lib/tool/calendars.h"
#include "lib/tool/clock_settings.h"

int crm_run_instant(struct crm_run *r, const char *what, const char *text, struct crm_instant *out)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_instant_parse(text, strlen(text), out) == 0)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, what, 0, NULL,
	    "not a date and time: '%s'; expected one with offset, like 2026-11-20T09:00:00+08:00",
	    text);
	return crm_run_fail(r, &e);
}

static bool is_fixed(struct crm_run *r)
{
	return crm_args_has(r->args, "now") || crm_env_text("CRM_NOW") != NULL;
}

int crm_run_set_now(struct crm_run *r)
{
	const char *what = "--now", *text = crm_args_text(r->args, "now");

	if (text == NULL) {
		what = "CRM_NOW";
		text = crm_env_text(what);
	}
	if (text != NULL)
		return crm_run_instant(r, what, text, &r->now);
	crm_run_renew_now(r);
	return 0;
}

void crm_run_renew_now(struct crm_run *r)
{
	int64_t us = crm_clock_now();

	us -= us % 1000; /* stamps are written to the millisecond */
	if (us > r->now.us && !is_fixed(r))
		r->now.us = us;
}

#define DAY_US (INT64_C(86400) * CRM_US_PER_SEC)

void crm_run_tell_clock(struct crm_run *r)
{
	struct crm_instant clock = {crm_clock_now(), r->now.off};
	char now[CRM_INSTANT_MAX], is[CRM_INSTANT_MAX];

	if (!is_fixed(r) || r->now.us - clock.us <= DAY_US)
		return;
	clock.us -= clock.us % CRM_US_PER_SEC;
	crm_instant_format(r->now, now);
	crm_instant_format(clock, is);
	crm_run_warn(r, "--now: %s is over a day later than the clock, which says %s", now, is);
}

int crm_run_kind(struct crm_run *r, const char *name)
{
	struct crm_buf known = CRM_BUF_INIT;
	const struct crm_kind *kind = crm_kind_find(name);
	size_t i;

	if (kind != NULL) {
		r->kind = kind;
		return 0;
	}
	for (i = 0; crm_kind_at(i) != NULL; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", crm_kind_at(i)->name);
	crm_run_usage(r, "unknown kind '%s'; known are %s", name, crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

struct crm_shape *crm_run_shape(struct crm_run *r)
{
	if (r->shape == NULL)
		r->shape = crm_shape_new(r->kind != NULL ? r->kind->flow.schema : NULL);
	return r->shape;
}

/* ---- clocks, with what the settings say of them ---- */

int crm_run_fail_settings(struct crm_run *r, struct crm_err *e)
{
	const char *dir = r->store != NULL ? crm_store_dir(r->store) : ".";
	struct crm_buf path = CRM_BUF_INIT;

	if (strcmp(dir, ".") != 0)
		crm_buf_addf(&path, "%s/", dir);
	crm_buf_addz(&path, "crm.json");
	if (e->code == CRM_CONFIG)
		crm_err_place(e, crm_buf_str(&path), 0, NULL);
	crm_buf_release(&path);
	return crm_run_fail(r, e);
}

/* Calendars that the rows themselves name. */
static int load_named(struct crm_run *r, struct crm_err *e)
{
	const struct crm_calendar *cal;

	for (const struct crm_clock *c = r->kind->clocks; c->name != NULL; c++) {
		if (c->calendar == NULL || strcmp(c->calendar, CRM_CALENDAR_OWN) == 0 ||
		    strcmp(c->calendar, CRM_CALENDAR_CUSTOMER) == 0)
			continue;
		if (crm_calendars_get(r, c->calendar, NULL, "clocks", &cal, e) != 0)
			return -1;
	}
	return 0;
}

int crm_run_clocks(struct crm_run *r)
{
	struct crm_clock_settings s = {NULL, 0, 0, CRM_ARENA_INIT};
	struct crm_clocks_opts o = {0};
	struct crm_err e = CRM_ERR_INIT;
	int found, ret = 0;

	if (r->clocks != NULL || r->kind == NULL || r->kind->clocks == NULL)
		return 0;
	found = crm_run_store_maybe(r);
	if (found < 0)
		return -1;
	if (found == 0)
		ret = crm_run_parties(r, &o, &e);
	if (ret == 0 && found == 0)
		ret = crm_clock_settings_read(r, o.calendar != NULL, &s, &e);
	if (ret == 0)
		ret = load_named(r, &e);
	o.zone = crm_run_store_zone(r);
	o.calendars = crm_calendars_loaded(r, &o.ncalendars);
	o.settings = s.items;
	o.nsettings = s.n;
	if (ret == 0)
		ret = crm_clocks_new(r->kind->clocks, crm_run_shape(r), &o, &r->clocks, &e);
	crm_clock_settings_release(&s);
	return ret == 0 ? 0 : crm_run_fail_settings(r, &e);
}

int crm_run_unmasked(struct crm_run *r, const char *name, size_t len)
{
	char *field;
	int ret = 0;

	if (r->kind == NULL || !crm_args_has(r->args, "mask"))
		return 0;
	field = crm_strndup(name, len);
	if (crm_mask_column(r->kind->flow.schema, field))
		ret = crm_run_usage(r, "field '%s' is masked", field);
	free(field);
	return ret;
}

/* What stands before the operator. */
static int where_unmasked(struct crm_run *r, const char *expr)
{
	size_t len;

	expr += strspn(expr, " \t");
	len = strcspn(expr, "=!<>~");
	while (len > 0 && (expr[len - 1] == ' ' || expr[len - 1] == '\t'))
		len--;
	return crm_run_unmasked(r, expr, len);
}

int crm_run_where(struct crm_run *r)
{
	struct crm_shape *shape = crm_run_shape(r);
	bool strict = crm_shape_schema(shape) != NULL;
	struct crm_err e = CRM_ERR_INIT;
	size_t i;

	if (r->where != NULL)
		return 0;
	r->where = crm_where_new();
	for (i = 0; i < crm_args_count(r->args, "where"); i++) {
		const char *expr = crm_args_nth(r->args, "where", i);

		if (where_unmasked(r, expr) < 0)
			return -1;
		if (crm_where_add(r->where, expr, shape, crm_run_zone(r), strict, &e) < 0) {
			crm_err_place(&e, "--where", 0, NULL);
			return crm_run_fail(r, &e);
		}
	}
	return 0;
}

/* ---- who and when ---- */

const char *crm_run_login(struct crm_run *r)
{
	if (r->login == NULL)
		r->login = crm_env_login();
	return r->login;
}

/* What is wrong with a name, or NULL. */
static const char *judge_name(const char *name)
{
	struct crm_buf seen = CRM_BUF_INIT;
	size_t len = strlen(name), at = len > 0 ? len - 1 : 0;
	const char *wrong = NULL;

	crm_utf8_visible(&seen, name, len, false);
	/* to the beginning of the last character */
	while (at > 0 && ((unsigned char)name[at] & 0xC0) == 0x80)
		at--;
	if (len == 0)
		wrong = "empty; expected a name";
	else if (strcmp(crm_buf_str(&seen), name) != 0)
		wrong = "has control characters; expected a name";
	else if (crm_utf8_blank(name, len) > 0 || crm_utf8_blank(name + at, len - at) > 0)
		wrong = "begins or ends with a blank; expected a name";
	crm_buf_release(&seen);
	return wrong;
}

int crm_run_check_by(struct crm_run *r)
{
	const char *by = crm_args_text(r->args, "by");
	struct crm_err e = CRM_ERR_INIT;
	const char *wrong;

	if ((r->command->flags & CRM_CMD_STEP) == 0 || by == NULL)
		return 0;
	wrong = judge_name(by);
	if (wrong == NULL)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--by", 0, NULL, "%s", wrong);
	return crm_run_fail(r, &e);
}

const char *crm_run_by(struct crm_run *r)
{
	const char *by = crm_args_text(r->args, "by");

	return by != NULL ? by : crm_run_login(r);
}

int crm_run_at(struct crm_run *r, struct crm_instant *at)
{
	const char *text = crm_args_text(r->args, "at");
	struct crm_err e = CRM_ERR_INIT;

	if (text == NULL) {
		*at = r->now;
		at->off = crm_zone_offset(crm_run_zone(r), at->us);
		return 0;
	}
	if (crm_run_instant(r, "--at", text, at) < 0)
		return -1;
	/* the clock was cut to the millisecond, the stamp may be of the same one */
	if (at->us > r->now.us && at->us - r->now.us < 1000 && !is_fixed(r))
		r->now.us = at->us;
	if (at->us <= r->now.us)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--at", 0, NULL, "later than now: '%s'", text);
	return crm_run_fail(r, &e);
}

int crm_run_lock_wait(struct crm_run *r, long *ms)
{
	const char *text = crm_args_text(r->args, "lock-wait");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_dec d;

	*ms = 10000;
	if (text == NULL)
		return 0;
	if (crm_dec_parse(text, strlen(text), &d) == 0 && d.coef >= 0 && crm_dec_double(d) <= 1e6) {
		*ms = (long)(crm_dec_double(d) * 1000.0 + 0.5);
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--lock-wait", 0, NULL,
	    "not a number of seconds: '%s'; expected 0 to 1000000", text);
	return crm_run_fail(r, &e);
}
