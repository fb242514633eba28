#include "lib/tool/calendars.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/calendar/calendar.h"

struct crm_calendars {
	struct crm_arena arena;
	const char *dirs[3];
	struct crm_map *names; /* "ZONE NAME"; entry i is items[i] */
	struct crm_calendar **items;
	size_t cap;
	struct crm_map *zone_names; /* entry i is zones[i] */
	struct crm_zone **zones;
	size_t zone_cap;
	const struct crm_calendar **plain; /* with the store's zone */
	size_t nplain, plain_cap;
};

static struct crm_calendars *calendars_of(struct crm_run *r)
{
	struct crm_calendars *c = r->calendars;
	struct crm_buf dir = CRM_BUF_INIT;
	size_t n = 0;

	if (c != NULL)
		return c;
	c = r->calendars = crm_calloc(1, sizeof(*c));
	c->names = crm_map_new();
	c->zone_names = crm_map_new();
	if (crm_run_store_maybe(r) == 0) {
		crm_buf_addf(&dir, "%s/calendars", crm_store_dir(r->store));
		c->dirs[n++] = crm_arena_strdup(&c->arena, crm_buf_str(&dir));
		crm_buf_clear(&dir);
	}
	crm_buf_addf(&dir, "%s/calendars", crm_share_dir(r));
	c->dirs[n] = crm_arena_strdup(&c->arena, crm_buf_str(&dir));
	crm_buf_release(&dir);
	return c;
}

void crm_calendars_free(struct crm_calendars *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < crm_map_count(c->names); i++)
		crm_calendar_free(c->items[i]);
	for (size_t i = 0; i < crm_map_count(c->zone_names); i++)
		crm_zone_free(c->zones[i]);
	crm_map_free(c->names);
	crm_map_free(c->zone_names);
	free(c->items);
	free(c->zones);
	free(c->plain);
	crm_arena_release(&c->arena);
	free(c);
}

int crm_run_calendar(
    struct crm_run *r, const char *name, struct crm_calendar **out, struct crm_err *e)
{
	return crm_calendar_load(name, calendars_of(r)->dirs, crm_run_store_zone(r), out, e);
}

int crm_calendars_get(struct crm_run *r, const char *name, const struct crm_zone *zone,
    const char *path, const struct crm_calendar **out, struct crm_err *e)
{
	struct crm_calendars *c = calendars_of(r);
	const struct crm_zone *use = zone != NULL ? zone : crm_run_store_zone(r);
	struct crm_buf key = CRM_BUF_INIT;
	struct crm_calendar *made = NULL;
	struct crm_err own = CRM_ERR_INIT;
	size_t i;

	crm_buf_addf(&key, "%p %s", (const void *)zone, name);
	i = crm_map_find(c->names, key.data, key.len);
	if (i == CRM_MAP_NONE && crm_calendar_load(name, c->dirs, use, &made, &own) == 0) {
		i = crm_map_put(c->names, key.data, key.len, NULL);
		crm_grow(&c->items, &c->cap, i + 1, sizeof(struct crm_calendar *));
		c->items[i] = made;
		if (zone == NULL) {
			crm_grow(&c->plain, &c->plain_cap, c->nplain + 1,
			    sizeof(const struct crm_calendar *));
			c->plain[c->nplain++] = made;
		}
	}
	crm_buf_release(&key);
	if (i != CRM_MAP_NONE) {
		*out = c->items[i];
		return 0;
	}
	if (own.source[0] == '\0')
		crm_err_place(&own, NULL, 0, path);
	return crm_err_at(e, own.code == CRM_NOINPUT ? CRM_CONFIG : own.code, own.source, own.line,
	    own.field, "%s", own.text);
}

const struct crm_calendar *const *crm_calendars_loaded(struct crm_run *r, size_t *n)
{
	struct crm_calendars *c = calendars_of(r);

	*n = c->nplain;
	return c->plain;
}

/* ---- crm.json ---- */

/* The text at path, NULL where there is none; -1 when it is something else. */
static int text_at(
    const struct crm_record *all, const char *path, const char **out, struct crm_err *e)
{
	*out = crm_record_text(all, path);
	if (*out != NULL || !crm_record_has(all, path))
		return 0;
	return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "not a text");
}

static int zone_at(struct crm_calendars *c, const char *name, const char *path,
    const struct crm_zone **out, struct crm_err *e)
{
	size_t i = crm_map_find(c->zone_names, name, strlen(name));
	struct crm_err own = CRM_ERR_INIT;
	struct crm_zone *zone = NULL;

	if (i == CRM_MAP_NONE) {
		if (crm_zone_new(name, &zone, &own) != 0)
			return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "%s", own.text);
		i = crm_map_put(c->zone_names, name, strlen(name), NULL);
		crm_grow(&c->zones, &c->zone_cap, i + 1, sizeof(struct crm_zone *));
		c->zones[i] = zone;
	}
	*out = c->zones[i];
	return 0;
}

static int read_party(struct crm_run *r, const struct crm_record *all, const char *name,
    struct crm_clock_party *out, struct crm_err *e)
{
	struct crm_buf base = CRM_BUF_INIT, path = CRM_BUF_INIT;
	const char *zone = NULL, *calendar = NULL;
	int ret = -1;

	out->party = crm_arena_strdup(&r->calendars->arena, name);
	crm_buf_addf(&base, "customers.%s", name);
	crm_buf_addf(&path, "%s.zone", crm_buf_str(&base));
	if (text_at(all, crm_buf_str(&path), &zone, e) != 0 ||
	    (zone != NULL && zone_at(r->calendars, zone, crm_buf_str(&path), &out->zone, e) != 0))
		goto out;
	crm_buf_clear(&path);
	crm_buf_addf(&path, "%s.calendar", crm_buf_str(&base));
	if (text_at(all, crm_buf_str(&path), &calendar, e) != 0 ||
	    (calendar != NULL &&
	        crm_calendars_get(r, calendar, out->zone, crm_buf_str(&path), &out->calendar, e) !=
	            0))
		goto out;
	ret = 0;
out:
	crm_buf_release(&base);
	crm_buf_release(&path);
	return ret;
}

static int read_parties(
    struct crm_run *r, const struct crm_record *all, struct crm_clocks_opts *o, struct crm_err *e)
{
	struct crm_calendars *c = r->calendars;
	struct crm_map *names = crm_map_new();
	struct crm_clock_party *parties;
	int ret = 0;

	(void)crm_record_keys(all, "customers", names);
	parties = crm_arena_alloc(&c->arena, (crm_map_count(names) + 1) * sizeof(*parties));
	for (size_t i = 0; ret == 0 && i < crm_map_count(names); i++)
		ret = read_party(r, all, crm_map_key(names, i, NULL), &parties[i], e);
	o->parties = parties;
	o->nparties = crm_map_count(names);
	crm_map_free(names);
	return ret;
}

int crm_run_parties(struct crm_run *r, struct crm_clocks_opts *o, struct crm_err *e)
{
	const struct crm_record *all;
	const char *own = NULL;

	(void)calendars_of(r);
	if (crm_run_store_maybe(r) != 0)
		return 0;
	all = crm_store_settings(r->store)->all;
	if (text_at(all, "calendar", &own, e) != 0 ||
	    (own != NULL && crm_calendars_get(r, own, NULL, "calendar", &o->calendar, e) != 0))
		return -1;
	return read_parties(r, all, o, e);
}
