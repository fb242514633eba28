#include "lib/io/calendar/calendar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/record.h"
#include "lib/io/calendar/calendar_private.h"
#include "lib/io/share.h"

#define USED_MOST 100

/* ---- what a file says ---- */

void crm_calendar_file_release(struct crm_calendar_file *f)
{
	free(f->specials);
	free(f->covers.items);
}

void crm_calendar_file_add(struct crm_calendar_file *f, struct crm_day_range days, int like,
    const struct crm_hours *hours, const char *name)
{
	struct crm_hours *copy = NULL;

	if (hours != NULL) {
		copy = crm_arena_alloc(f->arena, sizeof(*copy));
		*copy = *hours;
	}
	crm_grow(&f->specials, &f->cap, f->n + 1, sizeof(*f->specials));
	f->specials[f->n++] =
	    (struct crm_special){days.from, days.to, like, copy, crm_arena_strdup(f->arena, name)};
}

void crm_day_ranges_add(struct crm_day_ranges *r, struct crm_day_range days)
{
	crm_grow(&r->items, &r->cap, r->n + 1, sizeof(*r->items));
	r->items[r->n++] = days;
}

static int by_from(const void *a, const void *b)
{
	const struct crm_day_range *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* Puts them in order, and those together that meet. */
static void join(struct crm_day_ranges *r)
{
	struct crm_day_range *last = r->items;

	if (r->n < 2)
		return;
	qsort(r->items, r->n, sizeof(*r->items), by_from);
	for (size_t i = 1; i < r->n; i++)
		if (r->items[i].from > last->to + 1)
			*++last = r->items[i];
		else if (r->items[i].to > last->to)
			last->to = r->items[i].to;
	r->n = (size_t)(last - r->items) + 1;
}

/* a covers only what b covers too. */
static void cover_both(struct crm_calendar_file *a, struct crm_calendar_file *b)
{
	struct crm_day_ranges both = {NULL, 0, 0};
	size_t i = 0, k = 0;

	if (b->all)
		return;
	join(&a->covers);
	join(&b->covers);
	while (a->all && k < b->covers.n)
		crm_day_ranges_add(&both, b->covers.items[k++]);
	while (i < a->covers.n && k < b->covers.n) {
		struct crm_day_range x = a->covers.items[i], y = b->covers.items[k];

		if (x.to < y.to)
			i++;
		else
			k++;
		x.from = x.from > y.from ? x.from : y.from;
		x.to = x.to < y.to ? x.to : y.to;
		if (x.from <= x.to)
			crm_day_ranges_add(&both, x);
	}
	free(a->covers.items);
	a->covers = both;
	a->all = false;
}

/* Days of b after those of a; zone and week only where a has none. */
static void merge(struct crm_calendar_file *a, struct crm_calendar_file *b)
{
	if (a->zone == NULL)
		a->zone = b->zone;
	if (!a->has_week) {
		a->has_week = b->has_week;
		memcpy(a->week, b->week, sizeof(a->week));
	}
	crm_grow(&a->specials, &a->cap, a->n + b->n + 1, sizeof(*a->specials));
	if (b->n > 0)
		memcpy(a->specials + a->n, b->specials, b->n * sizeof(*b->specials));
	a->n += b->n;
	cover_both(a, b);
}

/* ---- files ---- */

/* Appends the file, which must be a regular one: of a pipe nobody may ever write the other end.
 * Installed ones may be symbolic links. */
static int read_file(const char *path, size_t limit, struct crm_buf *out, struct crm_err *e)
{
	const char *name = strrchr(path, '/');
	struct crm_buf dir = CRM_BUF_INIT;
	struct crm_err why = CRM_ERR_INIT;
	int fd, rc;

	crm_buf_add(&dir, name != NULL ? path : ".", name != NULL ? (size_t)(name - path) + 1 : 1);
	fd = open(dir.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	crm_buf_release(&dir);
	if (fd < 0)
		return crm_err_errno(e, CRM_IOERR, "cannot open the directory of", path);
	rc = crm_file_read(fd, name != NULL ? name + 1 : path, limit, out, &why);
	(void)close(fd);
	if (rc != 0)
		return crm_err_at(e, why.code, path, 0, NULL, "%s", why.text);
	return 0;
}

int crm_calendar_json(const char *path, json_t **out, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits l;
	int rc;

	crm_limits_init(&l);
	l.line = l.settings;
	rc = read_file(path, l.settings, &text, e);
	if (rc == 0) {
		rc = crm_json_check(crm_buf_str(&text), text.len, &l, e);
		crm_err_place(e, path, 0, NULL);
	}
	if (rc == 0) {
		*out = json_loadb(crm_buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
		if (!json_is_object(*out)) {
			json_decref(*out);
			*out = NULL;
			rc =
			    crm_err_at(e, CRM_CONFIG, path, 0, NULL, "a calendar is a JSON object");
		}
	}
	if (rc != 0 && e != NULL && e->code == CRM_BADINPUT)
		e->code = CRM_CONFIG;
	crm_buf_release(&text);
	return rc;
}

struct loading {
	const char *const *dirs;
	struct crm_arena arena;
	int used; /* calendars, each as often as it is used */
};

/* Who is being read, back to the first one. */
struct reading {
	const char *name;
	const struct reading *by;
};

static int read_calendar(
    struct loading *l, const struct reading *who, struct crm_calendar_file *out, struct crm_err *e);

/* 1: path is appended, of a file; 2: of a directory; 0: nobody has it. */
static int find(const struct loading *l, const char *name, struct crm_buf *path)
{
	struct stat st;

	for (size_t i = 0; l->dirs[i] != NULL; i++) {
		crm_buf_clear(path);
		crm_buf_addf(path, "%s/%s.json", l->dirs[i], name);
		if (stat(crm_buf_str(path), &st) == 0 || errno == EACCES)
			return 1;
		crm_buf_cut(path, path->len - strlen(".json"));
		if (stat(crm_buf_str(path), &st) == 0 && S_ISDIR(st.st_mode))
			return 2;
	}
	return 0;
}

static int missing(const struct loading *l, const char *name, struct crm_err *e)
{
	struct crm_buf where = CRM_BUF_INIT;

	for (size_t i = 0; l->dirs[i] != NULL; i++)
		crm_buf_addf(&where, "%s%s", i > 0 ? ", " : "", l->dirs[i]);
	(void)crm_err_set(e, CRM_NOINPUT, "no such calendar: '%s' (looked for %s.json in: %s)",
	    name, name, crm_buf_str(&where));
	crm_buf_release(&where);
	return -1;
}

static int read_used(struct loading *l, const struct reading *who, const struct crm_key_path *at,
    const json_t *v, struct crm_calendar_file *out, struct crm_err *e)
{
	struct reading next = {json_string_value(v), who};
	struct crm_err why = CRM_ERR_INIT;

	if (next.name == NULL || !crm_share_name_ok(next.name))
		return crm_calendar_refuse(at, e, "the name of a calendar expected");
	for (const struct reading *r = who; r != NULL; r = r->by)
		if (strcmp(r->name, next.name) == 0)
			return crm_calendar_refuse(
			    at, e, "'%s' uses itself, by way of '%s'", next.name, who->name);
	if (++l->used > USED_MOST)
		return crm_calendar_refuse(at, e, "more than %d calendars are used", USED_MOST);
	if (read_calendar(l, &next, out, &why) == 0)
		return 0;
	if (why.code == CRM_NOINPUT)
		return crm_calendar_refuse(at, e, "%s", why.text);
	if (e != NULL && e->code == 0)
		*e = why;
	return -1;
}

/* Used ones first, in their order, then what the file itself says. */
static int with_uses(struct loading *l, const struct reading *who, const char *path,
    const json_t *uses, struct crm_calendar_file *own, struct crm_calendar_file *out,
    struct crm_err *e)
{
	struct crm_key_path top = {path, ""}, at = crm_key_below(&top, "uses");
	struct crm_calendar_file used;
	int rc = 0;

	if (uses != NULL && !json_is_array(uses))
		return crm_calendar_refuse(&at, e, "a list of names of calendars expected");
	out->zone = own->zone;
	out->has_week = own->has_week;
	memcpy(out->week, own->week, sizeof(out->week));
	for (size_t i = 0; rc == 0 && i < json_array_size(uses); i++) {
		struct crm_key_path item = crm_key_item(&at, i);

		used = (struct crm_calendar_file){.arena = &l->arena, .all = true};
		rc = read_used(l, who, &item, json_array_get(uses, i), &used, e);
		if (rc == 0)
			merge(out, &used);
		crm_calendar_file_release(&used);
	}
	if (rc == 0)
		merge(out, own);
	return rc;
}

/* *out comes with nothing but the arena, covering all. */
static int read_calendar(
    struct loading *l, const struct reading *who, struct crm_calendar_file *out, struct crm_err *e)
{
	struct crm_calendar_file own = {.arena = &l->arena};
	struct crm_buf path = CRM_BUF_INIT;
	json_t *root = NULL, *uses = NULL;
	int found = find(l, who->name, &path), rc;

	if (found == 0)
		rc = missing(l, who->name, e);
	else if (found == 2)
		rc = crm_calendar_read_cn_dir(crm_buf_str(&path), &own, e);
	else if ((rc = crm_calendar_json(crm_buf_str(&path), &root, e)) == 0)
		rc = crm_calendar_is_cn(root)
		    ? crm_calendar_read_cn(crm_buf_str(&path), root, 0, &own, e)
		    : crm_calendar_read(crm_buf_str(&path), root, &own, &uses, e);
	if (rc == 0)
		rc = with_uses(l, who, crm_buf_str(&path), uses, &own, out, e);
	json_decref(root);
	crm_calendar_file_release(&own);
	crm_buf_release(&path);
	return rc;
}

static int make(const char *name, const struct crm_calendar_file *f,
    const struct crm_zone *fallback_zone, struct crm_calendar **out, struct crm_err *e)
{
	struct crm_calendar_parts p;
	struct crm_zone *zone = NULL;
	int rc;

	if (f->zone != NULL && crm_zone_new(f->zone, &zone, e) < 0)
		return -1;
	crm_calendar_parts_init(&p, name, fallback_zone);
	p.own_zone = zone;
	if (f->has_week)
		memcpy(p.week, f->week, sizeof(p.week));
	p.specials = f->specials;
	p.n_specials = f->n;
	if (!f->all) {
		p.covers = f->covers.items;
		p.n_covers = f->covers.n;
	}
	rc = crm_calendar_new(&p, out, e);
	if (rc != 0)
		crm_zone_free(zone);
	return rc;
}

int crm_calendar_load(const char *name, const char *const *dirs,
    const struct crm_zone *fallback_zone, struct crm_calendar **out, struct crm_err *e)
{
	struct loading l = {dirs, CRM_ARENA_INIT, 0};
	struct crm_calendar_file all = {.arena = &l.arena, .all = true};
	struct reading who = {name, NULL};
	int rc;

	if (!crm_share_name_ok(name))
		return crm_err_set(e, CRM_NOINPUT,
		    "'%s' is no calendar's name (expected: letters, digits, . _ -)", name);
	rc = read_calendar(&l, &who, &all, e);
	if (rc == 0)
		rc = make(name, &all, fallback_zone, out, e);
	crm_calendar_file_release(&all);
	crm_arena_release(&l.arena);
	return rc;
}
