#include "lib/rules/similar.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/complaint/complaint.h"

/* ---- alike ---- */

static const struct mark {
	unsigned shared;
	int field, points;
	bool of_part; /* says nothing where the parts differ */
	const char *word;
} marks[] = {
    {CRM_SHARED_PART, CRM_K_PART, 4, false, "part"},
    {CRM_SHARED_DEFECT, CRM_K_DEFECT, 2, false, "defect"},
    {CRM_SHARED_LOT, CRM_K_LOT, 3, true, "lot"},
    {CRM_SHARED_SERIAL, CRM_K_SERIAL, 3, true, "serial"},
    {CRM_SHARED_DELIVERY_NOTE, CRM_K_DELIVERY_NOTE, 2, false, "delivery_note"},
    {CRM_SHARED_CHANGE_LEVEL, CRM_K_CHANGE_LEVEL, 1, true, "change_level"},
    {CRM_SHARED_CUSTOMER, CRM_K_CUSTOMER, 1, false, "customer"},
};
#define MARKS (sizeof(marks) / sizeof(marks[0]))

const int crm_similar_fields[] = {CRM_C_ID, CRM_C_STATE, CRM_K_PART, CRM_K_DEFECT, CRM_K_LOT,
    CRM_K_LOTS, CRM_K_SERIAL, CRM_K_DELIVERY_NOTE, CRM_K_CHANGE_LEVEL, CRM_K_CUSTOMER,
    CRM_K_RECEIVED_AT, 0};

struct crm_similar {
	const char *id;
	const char *values[MARKS]; /* "" when unknown */
	struct crm_map *lots;
	struct crm_arena arena;
};

/* Is the lot in the map? With `add`, it is put there. */
static bool match_lot(struct crm_map *lots, const struct crm_cell *lot, bool add)
{
	if (lot->type != CRM_T_TEXT)
		return false;
	if (add)
		crm_map_put(lots, lot->text, lot->len, NULL);
	return crm_map_find(lots, lot->text, lot->len) != CRM_MAP_NONE;
}

static bool match_lots(struct crm_map *lots, const struct crm_view *v, bool add)
{
	bool found = match_lot(lots, crm_view_cell(v, CRM_K_LOT), add);
	struct crm_items it;

	crm_items_init(&it, v, CRM_K_LOTS);
	while (crm_items_next(&it))
		found = match_lot(lots, crm_view_cell(&it.view, CRM_LOT_LOT), add) || found;
	crm_items_release(&it);
	return found;
}

struct crm_similar *crm_similar_new(const struct crm_view *of)
{
	struct crm_similar *s = crm_calloc(1, sizeof(*s));

	s->id = crm_view_text(of, CRM_C_ID, &s->arena);
	for (size_t i = 0; i < MARKS; i++)
		s->values[i] = crm_view_text(of, marks[i].field, &s->arena);
	s->lots = crm_map_new();
	match_lots(s->lots, of, true);
	return s;
}

void crm_similar_free(struct crm_similar *s)
{
	if (s == NULL)
		return;
	crm_map_free(s->lots);
	crm_arena_release(&s->arena);
	free(s);
}

static bool gone(const struct crm_view *v)
{
	return crm_state_gone(crm_complaint.flow.states, crm_view_cell(v, CRM_C_STATE));
}

unsigned crm_similar_shared(const struct crm_similar *s, const struct crm_view *v)
{
	const unsigned enough =
	    CRM_SHARED_PART | CRM_SHARED_LOT | CRM_SHARED_SERIAL | CRM_SHARED_DELIVERY_NOTE;
	const unsigned pair = CRM_SHARED_DEFECT | CRM_SHARED_CUSTOMER;
	const struct crm_cell *part = crm_view_cell(v, CRM_K_PART);
	bool other_part =
	    s->values[0][0] != '\0' && crm_cell_is(part) && !crm_cell_eq(part, s->values[0]);
	unsigned shared = 0;

	if ((s->id[0] != '\0' && crm_cell_eq(crm_view_cell(v, CRM_C_ID), s->id)) || gone(v))
		return 0;
	for (size_t i = 0; i < MARKS; i++) {
		bool same = marks[i].field == CRM_K_LOT ? match_lots(s->lots, v, false)
		                                        : s->values[i][0] != '\0' &&
		        crm_cell_eq(crm_view_cell(v, marks[i].field), s->values[i]);

		if (same && !(marks[i].of_part && other_part))
			shared |= marks[i].shared;
	}
	return (shared & enough) != 0 || (shared & pair) == pair ? shared : 0;
}

int crm_similar_score(unsigned shared)
{
	int score = 0;

	for (size_t i = 0; i < MARKS; i++) {
		if ((shared & marks[i].shared) != 0)
			score += marks[i].points;
	}
	return score;
}

void crm_similar_words(unsigned shared, struct crm_buf *out)
{
	bool first = true;

	for (size_t i = 0; i < MARKS; i++) {
		if ((shared & marks[i].shared) == 0)
			continue;
		if (!first)
			crm_buf_addc(out, ',');
		crm_buf_addz(out, marks[i].word);
		first = false;
	}
}

/* ---- again and again ---- */

const int crm_chronic_fields[] = {
    CRM_C_ID, CRM_C_STATE, CRM_K_PART, CRM_K_DEFECT, CRM_K_RECEIVED_AT, CRM_K_LED_BY, 0};

struct one {
	const char *id, *led_by;
	struct crm_instant at;
	size_t order;
};

struct group {
	struct crm_chronic_row row;
	struct one *ones;
	size_t n, cap;
};

struct crm_chronic {
	struct crm_instant since, until;
	struct crm_map *keys; /* part, NUL, defect */
	struct group *groups;
	size_t n, cap;
	struct crm_chronic_row *rows;
	struct crm_arena arena;
};

struct crm_chronic *crm_chronic_new(struct crm_instant since, struct crm_instant until)
{
	struct crm_chronic *c = crm_calloc(1, sizeof(*c));

	c->since = since;
	c->until = until;
	c->keys = crm_map_new();
	return c;
}

void crm_chronic_free(struct crm_chronic *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n; i++)
		free(c->groups[i].ones);
	free(c->groups);
	free(c->rows);
	crm_map_free(c->keys);
	crm_arena_release(&c->arena);
	free(c);
}

static struct group *group_of(
    struct crm_chronic *c, const struct crm_cell *part, const struct crm_cell *defect)
{
	struct crm_buf key = CRM_BUF_INIT;
	bool added;
	size_t i;

	crm_buf_add(&key, part->text, part->len);
	crm_buf_addc(&key, '\0');
	crm_buf_add(&key, defect->text, defect->len);
	i = crm_map_put(c->keys, key.data, key.len, &added);
	crm_buf_release(&key);
	if (added) {
		crm_grow(&c->groups, &c->cap, c->n + 1, sizeof(*c->groups));
		memset(&c->groups[c->n], 0, sizeof(c->groups[c->n]));
		c->groups[c->n].row.part = crm_arena_strndup(&c->arena, part->text, part->len);
		c->groups[c->n].row.defect =
		    crm_arena_strndup(&c->arena, defect->text, defect->len);
		c->n++;
	}
	return &c->groups[i];
}

void crm_chronic_add(struct crm_chronic *c, const struct crm_view *v)
{
	const struct crm_cell *part = crm_view_cell(v, CRM_K_PART);
	const struct crm_cell *defect = crm_view_cell(v, CRM_K_DEFECT);
	const struct crm_cell *at = crm_view_cell(v, CRM_K_RECEIVED_AT);
	const struct crm_cell *led_by = crm_view_cell(v, CRM_K_LED_BY);
	struct one one = {.order = 0};
	struct group *g;

	if (gone(v) || part->type != CRM_T_TEXT || defect->type != CRM_T_TEXT ||
	    at->type != CRM_T_INSTANT || at->u.at.us < c->since.us || at->u.at.us > c->until.us)
		return;
	g = group_of(c, part, defect);
	one.id = crm_view_text(v, CRM_C_ID, &c->arena);
	one.led_by = crm_cell_is(led_by) ? crm_view_text(v, CRM_K_LED_BY, &c->arena) : NULL;
	one.at = at->u.at;
	one.order = g->n;
	if (!crm_state_ended(crm_complaint.flow.states, crm_view_cell(v, CRM_C_STATE)))
		g->row.open++;
	crm_grow(&g->ones, &g->cap, g->n + 1, sizeof(*g->ones));
	g->ones[g->n++] = one;
}

static int by_time(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->at.us != y->at.us)
		return x->at.us < y->at.us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int by_count(const void *a, const void *b)
{
	const struct crm_chronic_row *x = a, *y = b;
	int cmp;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	if (x->last.us != y->last.us)
		return x->last.us > y->last.us ? -1 : 1;
	cmp = strcmp(x->part, y->part);
	return cmp != 0 ? cmp : strcmp(x->defect, y->defect);
}

static void fill_row(struct crm_chronic *c, struct group *g)
{
	struct crm_buf ids = CRM_BUF_INIT;

	qsort(g->ones, g->n, sizeof(*g->ones), by_time);
	g->row.count = g->n;
	g->row.first = g->ones[0].at;
	g->row.last = g->ones[g->n - 1].at;
	for (size_t i = 0; i < g->n; i++) {
		if (i > 0)
			crm_buf_addc(&ids, ',');
		crm_buf_addz(&ids, g->ones[i].id);
		if (g->ones[i].led_by != NULL)
			g->row.led_by = g->ones[i].led_by;
	}
	g->row.ids = crm_arena_strdup(&c->arena, crm_buf_str(&ids));
	crm_buf_release(&ids);
}

const struct crm_chronic_row *crm_chronic_rows(struct crm_chronic *c, size_t times, size_t *n)
{
	size_t have = 0;

	c->rows = crm_calloc(c->n + 1, sizeof(*c->rows));
	for (size_t i = 0; i < c->n; i++) {
		if (c->groups[i].n < times)
			continue;
		fill_row(c, &c->groups[i]);
		c->rows[have++] = c->groups[i].row;
	}
	if (have > 0)
		qsort(c->rows, have, sizeof(*c->rows), by_count);
	*n = have;
	return c->rows;
}
