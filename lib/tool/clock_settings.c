#include "lib/tool/clock_settings.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/tool/calendars.h"

static int bad(const char *path, const char *text, struct crm_err *e)
{
	return crm_err_at(e, CRM_CONFIG, NULL, 0, path, "%s", text);
}

/* One object of settings. */
struct place {
	struct crm_run *run;
	struct crm_clock_settings *out;
	const struct crm_record *rec; /* where its members are */
	bool own;
	struct crm_clock_setting setting;
	const char **where;
	size_t nwhere, cap;
	struct crm_buf path; /* of the member in rec */
};

static void add_where(struct place *p, const char *text)
{
	crm_grow(&p->where, &p->cap, p->nwhere + 1, sizeof(*p->where));
	p->where[p->nwhere++] = crm_arena_strdup(&p->out->arena, text);
}

/* FIELD="VALUE": a comma in it separates nothing. */
static void add_equal(struct place *p, const char *field, const char *value)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addf(&text, "%s=\"", field);
	for (; *value != '\0'; value++) {
		crm_buf_addc(&text, *value);
		if (*value == '"')
			crm_buf_addc(&text, '"');
	}
	crm_buf_addc(&text, '"');
	add_where(p, crm_buf_str(&text));
	crm_buf_release(&text);
}

static int read_where(struct place *p, const char *label, struct crm_err *e)
{
	const char *path = crm_buf_str(&p->path), *text = crm_record_text(p->rec, path);
	long n = crm_record_count(p->rec, path);

	if (text != NULL)
		add_where(p, text);
	else if (n < 0)
		return bad(label, "neither a text nor a list of texts", e);
	for (long i = 0; i < n; i++) {
		text = crm_record_nth_text(p->rec, path, (size_t)i);
		if (text == NULL)
			return bad(label, "not a list of texts", e);
		add_where(p, text);
	}
	return 0;
}

static int read_pausable(struct place *p, const char *label, struct crm_err *e)
{
	struct crm_cell cell;

	crm_record_cell(p->rec, crm_buf_str(&p->path), NULL, NULL, &cell);
	if (cell.type != CRM_T_BOOL)
		return bad(label, "true or false expected", e);
	p->setting.pausable = cell.u.b ? CRM_PAUSABLE_YES : CRM_PAUSABLE_NO;
	return 0;
}

static int read_calendar(struct place *p, const char *name, const char *label, struct crm_err *e)
{
	const struct crm_calendar *cal;

	p->setting.calendar = name;
	if (strcmp(name, CRM_CALENDAR_ELAPSED) == 0)
		return 0;
	if (strcmp(name, CRM_CALENDAR_OWN) != 0 && strcmp(name, CRM_CALENDAR_CUSTOMER) != 0)
		return crm_calendars_get(p->run, name, NULL, label, &cal, e);
	if (p->own)
		return 0;
	return crm_err_at(e, CRM_CONFIG, NULL, 0, label,
	    "'%s' needs our own calendar, the setting 'calendar'%s", name,
	    strcmp(name, CRM_CALENDAR_OWN) == 0 ? "" : ", for customers that have none");
}

static int read_member(struct place *p, const char *member, const char *label, struct crm_err *e)
{
	const struct crm_schema *schema = p->run->kind->flow.schema;
	int party = crm_schema_flagged(schema, CRM_F_PARTY);
	struct crm_buf class = CRM_BUF_INIT;
	const char *text;

	if (strcmp(member, "where") == 0)
		return read_where(p, label, e);
	if (strcmp(member, "pausable") == 0)
		return read_pausable(p, label, e);
	text = crm_record_text(p->rec, crm_buf_str(&p->path));
	if (text != NULL)
		text = crm_arena_strdup(&p->out->arena, text);
	if (strcmp(member, "limit") == 0) {
		p->setting.limit = text;
	} else if (strcmp(member, "repeat") == 0) {
		p->setting.repeat = text;
	} else if (strcmp(member, "calendar") == 0) {
		if (text != NULL)
			return read_calendar(p, text, label, e);
	} else if (strcmp(member, "customer") == 0 && party >= 0) {
		if (text != NULL)
			add_equal(p, schema->fields[party].name, text);
	} else if (strcmp(member, "class") == 0) {
		crm_buf_addf(&class, "class=%s", text != NULL ? text : "");
		add_where(p, crm_buf_str(&class));
		crm_buf_release(&class);
	} else {
		return bad(label,
		    "unknown setting; expected limit, calendar, repeat, pausable, where, customer "
		    "or class",
		    e);
	}
	return text != NULL ? 0 : bad(label, "not a text", e);
}

static void add_setting(struct place *p)
{
	struct crm_clock_settings *out = p->out;
	const char **where =
	    crm_arena_alloc(&out->arena, (p->nwhere + 1) * sizeof(*where)); /* NULL-ended */

	if (p->nwhere > 0)
		memcpy(where, p->where, p->nwhere * sizeof(*where));
	p->setting.where = where;
	crm_grow(&out->items, &out->cap, out->n + 1, sizeof(*out->items));
	out->items[out->n++] = p->setting;
}

/* object: its path in rec, "" for rec itself; label: its path in crm.json. */
static int read_object(
    struct place *p, const char *object, const char *clock, const char *label, struct crm_err *e)
{
	struct crm_map *members = crm_map_new();
	struct crm_buf name = CRM_BUF_INIT;
	int ret = 0;

	p->nwhere = 0;
	p->setting = (struct crm_clock_setting){.name = clock};
	p->setting.path = crm_arena_strdup(&p->out->arena, label);
	if (!crm_record_keys(p->rec, object, members))
		ret = bad(
		    label, "not an object; expected {\"limit\":\"PT10M\"} or a list of such", e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(members); i++) {
		const char *member = crm_map_key(members, i, NULL);

		crm_buf_clear(&p->path);
		crm_buf_addf(&p->path, "%s%s%s", object, object[0] != '\0' ? "." : "", member);
		crm_buf_clear(&name);
		crm_buf_addf(&name, "%s.%s", label, member);
		ret = read_member(p, member, crm_buf_str(&name), e);
	}
	if (ret == 0)
		add_setting(p);
	crm_map_free(members);
	crm_buf_release(&name);
	return ret;
}

static int read_clock(struct place *p, const struct crm_record *all, const char *clock,
    const char *path, struct crm_err *e)
{
	long n = crm_record_count(all, path);
	struct crm_buf label = CRM_BUF_INIT;
	int ret = 0;

	p->rec = all;
	if (n < 0)
		ret = read_object(p, path, clock, path, e);
	for (long i = 0; ret == 0 && i < n; i++) {
		struct crm_record *one = crm_record_nth(all, path, (size_t)i);

		crm_buf_clear(&label);
		crm_buf_addf(&label, "%s[%ld]", path, i);
		p->rec = one;
		ret = one != NULL ? read_object(p, "", clock, crm_buf_str(&label), e)
		                  : bad(crm_buf_str(&label), "not an object", e);
		crm_record_free(one);
	}
	crm_buf_release(&label);
	return ret;
}

/* The kinds are known; whose clocks these are is seen by who reads them. */
static int check_kinds(const struct crm_record *all, struct crm_err *e)
{
	struct crm_map *kinds = crm_map_new();
	int ret = 0;

	if (crm_record_has(all, "clocks") && !crm_record_keys(all, "clocks", kinds))
		ret = bad("clocks", "not an object", e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(kinds); i++)
		if (crm_kind_find(crm_map_key(kinds, i, NULL)) == NULL)
			ret = bad("clocks", "names a kind that has no clocks", e);
	crm_map_free(kinds);
	return ret;
}

int crm_clock_settings_read(
    struct crm_run *r, bool own, struct crm_clock_settings *out, struct crm_err *e)
{
	const struct crm_record *all = crm_store_settings(r->store)->all;
	struct place p = {.run = r, .out = out, .own = own, .path = CRM_BUF_INIT};
	struct crm_map *clocks = crm_map_new();
	struct crm_buf path = CRM_BUF_INIT;
	int ret = check_kinds(all, e);

	crm_buf_addf(&path, "clocks.%s", r->kind->name);
	if (ret == 0 && crm_record_has(all, crm_buf_str(&path)) &&
	    !crm_record_keys(all, crm_buf_str(&path), clocks))
		ret = bad(crm_buf_str(&path), "not an object", e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(clocks); i++) {
		const char *name = crm_arena_strdup(&out->arena, crm_map_key(clocks, i, NULL));

		crm_buf_clear(&path);
		crm_buf_addf(&path, "clocks.%s.%s", r->kind->name, name);
		ret = read_clock(&p, all, name, crm_buf_str(&path), e);
	}
	free(p.where);
	crm_buf_release(&p.path);
	crm_buf_release(&path);
	crm_map_free(clocks);
	return ret;
}

void crm_clock_settings_release(struct crm_clock_settings *s)
{
	free(s->items);
	crm_arena_release(&s->arena);
}
