#include "lib/rules/notice/periodic.h"

#include <stdlib.h>
#include <string.h>

#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"

int crm_every_parse(const char *text, struct crm_every *out)
{
	size_t digits = text[0] == 'P' ? strspn(text + 1, "0123456789") : 0;

	if (digits < 1 || digits > 3 || text[1] == '0' || strlen(text) != digits + 2 ||
	    strchr("DWMY", text[digits + 1]) == NULL)
		return -1;
	*out = (struct crm_every){(int)strtol(text + 1, NULL, 10), text[digits + 1]};
	return 0;
}

/* The same day of the month, or its last. */
static int32_t months_after(int32_t day, int months)
{
	int y, m, d;
	int32_t out;

	crm_civil_from_days(day, &y, &m, &d);
	m += months - 1;
	y += m / 12;
	m = m % 12 + 1;
	while (crm_days_from_civil(y, m, d, &out) != 0)
		d--;
	return out;
}

int32_t crm_every_after(int32_t day, struct crm_every every)
{
	switch (every.unit) {
	case 'D':
		return day + every.n;
	case 'W':
		return day + 7 * every.n;
	case 'M':
		return months_after(day, every.n);
	default:
		return months_after(day, 12 * every.n);
	}
}

void crm_occasion_parse(const char *text, struct crm_occasion *out)
{
	size_t len = strcspn(text, " ");
	const char *due = text[len] == ' ' ? text + len + 1 : "";

	*out = (struct crm_occasion){0};
	if (crm_instant_parse(text, strlen(text), &out->due) == 0) {
		out->has_due = true;
		return;
	}
	out->has_due = crm_instant_parse(due, strlen(due), &out->due) == 0;
	if (len > 0 && (out->has_due || text[len] == '\0')) {
		out->clock = text;
		out->len = len;
	}
}

static int32_t day_of(const struct crm_zone *zone, struct crm_instant t)
{
	int32_t day;
	int64_t us;

	crm_zone_local(zone, t.us, &day, &us);
	return day;
}

bool crm_periodic_day(
    const struct crm_view *notice, const char *category, const struct crm_zone *zone, int32_t *out)
{
	const struct crm_cell *made = crm_view_cell(notice, CRM_W_DRAFTED_AT);
	struct crm_occasion occasion;
	struct crm_arena a = CRM_ARENA_INIT;
	bool counts = made->type == CRM_T_INSTANT &&
	    crm_cell_eq(crm_view_cell(notice, CRM_W_CATEGORY), category) &&
	    !crm_state_gone(crm_notice.flow.states, crm_view_cell(notice, CRM_C_STATE));

	if (counts) {
		*out = day_of(zone, made->u.at);
		crm_occasion_parse(crm_view_text(notice, CRM_W_OCCASION, &a), &occasion);
		if (occasion.clock != NULL && occasion.has_due &&
		    strlen(category) == occasion.len &&
		    memcmp(occasion.clock, category, occasion.len) == 0 &&
		    day_of(zone, occasion.due) > *out)
			*out = day_of(zone, occasion.due);
	}
	crm_arena_release(&a);
	return counts;
}

struct crm_instant crm_periodic_due(const struct crm_periodic *p, const struct crm_view *customer)
{
	const struct crm_cell *added = crm_view_cell(customer, CRM_U_ADDED_AT);
	int32_t day;

	if (p->told)
		day = crm_every_after(p->last, p->every);
	else if (added->type == CRM_T_INSTANT)
		day = crm_every_after(day_of(p->zone, added->u.at), p->every);
	else
		day = day_of(p->zone, p->now);
	return crm_zone_instant(p->zone, day, 0);
}
