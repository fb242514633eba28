#include "lib/tool/points_private.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/flow/common.h"
#include "lib/tool/book.h"
#include "lib/tool/judged.h"
#include "lib/tool/kinds.h"
#include "lib/tool/listing.h"
#include "lib/tool/people.h"

/* A table for people, without -F, has those that its width allows. */
static const struct crm_column columns[COLUMNS] = {
    [DUE] = {.name = "due"},
    [LATE] = {.name = "late", .optional = true},
    [ID] = {.name = "id"},
    [WHAT] = {.name = "what", .optional = true},
    [TEXT] = {.name = "text"},
    [OWNER] = {.name = "owner", .optional = true},
    [FOR] = {.name = "for", .optional = true},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [STEP] = {.name = "step"},
    [KIND] = {.name = "kind", .optional = true},
    [KEY] = {.name = "key", .optional = true},
    [SIDE] = {.name = "side", .optional = true},
    [OVER_S] = {.name = "over_s", .right = true, .optional = true},
    [WHY] = {.name = "why", .optional = true},
    [ASK] = {.name = "ask"},
    [ASKED] = {.name = "asked", .right = true, .optional = true},
};
#define TEXT_WIDTH 32 /* of the table */

/* ---- one point ---- */

static struct crm_cell text_cell(struct crm_points *t, const char *text)
{
	return crm_cell_text(text[0] != '\0' ? crm_arena_strdup(&t->arena, text) : NULL);
}

/* "3d", "5h", "12m". */
static struct crm_cell over_cell(struct crm_points *t, const struct crm_cell *due, int64_t over)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_cell c;

	if (due->type == CRM_T_DATE)
		crm_buf_addf(&b, "%dd", (int)(t->today - due->u.date));
	else
		crm_points_over(over, &b);
	c = text_cell(t, crm_buf_str(&b));
	crm_buf_release(&b);
	return c;
}

/* To the minute, in local time, where people read it. */
static struct crm_cell due_cell(struct crm_points *t, const struct crm_cell *due)
{
	struct crm_instant at = due->u.at;
	char text[CRM_INSTANT_MAX];
	size_t minute = strlen("2026-11-20T09:00");

	if (!t->table || due->type != CRM_T_INSTANT)
		return crm_cell_keep(due, &t->arena);
	at.off = crm_zone_offset(crm_run_zone(t->run), at.us);
	crm_instant_format(at, text);
	text[strcspn(text, "T")] = ' ';
	return crm_cell_text(crm_arena_strndup(&t->arena, text, minute));
}

static struct crm_cell step_cell(struct crm_points *t, const struct crm_todo_point *p)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_cell c;

	crm_points_step(p, &b);
	c = text_cell(t, crm_buf_str(&b));
	crm_buf_release(&b);
	return c;
}

static struct crm_cell ask_cell(struct crm_points *t, const struct crm_todo_point *p)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_cell c;

	crm_points_ask(t, p, &b);
	c = text_cell(t, crm_buf_str(&b));
	crm_buf_release(&b);
	return c;
}

/* Is it one for --owner? *deputy: as a deputy. */
static bool is_owners(const struct crm_points *t, const char *owner, bool *deputy)
{
	*deputy = false;
	if (t->owner == NULL)
		return true;
	if (owner[0] == '\0')
		return false;
	if (crm_people_same(t->people, t->owner, owner))
		return true;
	*deputy = crm_people_stands(t->people, t->owner, owner, t->today);
	return *deputy;
}

static struct crm_cell cut_cell(struct crm_points *t, const char *text)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_cell c;

	crm_points_cut(text, TEXT_WIDTH, &b);
	c = text_cell(t, crm_buf_str(&b));
	crm_buf_release(&b);
	return c;
}

/* A screen is too narrow for all; and with --owner there is but one. */
static void shorten(struct crm_points *t, const char *text, struct crm_cell *c)
{
	static const int wide[] = {WHAT, KIND, KEY, SIDE, OVER_S, WHY};

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		c[wide[i]] = crm_cell_absent();
	if (t->ask)
		c[STEP] = crm_cell_absent();
	if (t->owner != NULL)
		c[OWNER] = crm_cell_absent();
	if (crm_utf8_width(text, strlen(text)) > TEXT_WIDTH)
		c[TEXT] = cut_cell(t, text);
}

static void fill(struct crm_points *t, const struct crm_todo_point *p, bool deputy, struct row *row)
{
	int party = crm_schema_flagged(t->run->kind->flow.schema, CRM_F_PARTY);
	int64_t over = t->now.us - row->due_us;
	struct crm_cell *c = row->cells;

	c[DUE] = due_cell(t, &p->due);
	c[LATE] = row->late ? over_cell(t, &p->due, over) : crm_cell_absent();
	c[OVER_S] = row->late ? crm_cell_seconds(over) : crm_cell_absent();
	c[WHAT] = text_cell(t, p->what);
	c[ID] = crm_cell_keep(crm_view_cell(t->view, CRM_C_ID), &t->arena);
	c[TEXT] = text_cell(t, p->text);
	c[OWNER] = text_cell(t, p->owner);
	c[FOR] = deputy ? c[OWNER] : crm_cell_absent();
	c[CUSTOMER] = crm_cell_keep(crm_view_cell(t->view, party), &t->arena);
	c[STEP] = step_cell(t, p);
	c[KIND] = crm_cell_text(t->run->kind->name);
	c[KEY] = text_cell(t, p->key);
	c[SIDE] = crm_cell_text(crm_todo_side_name(p->side));
	c[WHY] = text_cell(t, p->why);
	c[ASK] = ask_cell(t, p);
	c[ASKED] = p->ask.times < 0 ? crm_cell_absent() : crm_cell_int(p->ask.times);
	if (t->brief)
		shorten(t, p->text, c);
}

static bool is_wanted(
    const struct crm_points *t, const struct crm_todo_point *p, const struct row *row)
{
	if (t->late && !row->late)
		return false;
	if (t->within && !row->late && (!row->dated || row->due_us > t->until_us))
		return false;
	if (t->sides != 0 && (t->sides & 1u << p->side) == 0)
		return false;
	return !t->ask || crm_points_asked(t, p);
}

static void add_point(void *ctx, const struct crm_todo_point *given)
{
	struct crm_points *t = ctx;
	const struct crm_todo_point asker = crm_points_asker(t, given);
	const struct crm_todo_point *p = t->ask ? &asker : given;
	struct row row = {.order = t->nrows};
	bool deputy;

	row.dated = crm_points_due_us(t, &p->due, &row.due_us);
	row.late = row.dated &&
	    (p->due.type == CRM_T_DATE ? t->now.us >= row.due_us : t->now.us > row.due_us);
	if (!is_wanted(t, p, &row) || !is_owners(t, p->owner, &deputy))
		return;
	t->nlate += row.late;
	fill(t, p, deputy, &row);
	crm_grow(&t->rows, &t->cap, t->nrows + 1, sizeof(*t->rows));
	t->rows[t->nrows++] = row;
}

/* ---- all of them ---- */

static void look(void *ctx, const struct crm_view *v)
{
	struct crm_points *t = ctx;

	t->view = v;
	crm_clocks_eval(t->run->clocks, v, t->now, t->results);
	crm_todo_list(t->run->kind, v, t->results, t->n, t->now, t->book, add_point, t);
}

int crm_points_read(struct crm_points *t, const struct crm_kind *kind)
{
	const char *looks = kind->todo != NULL ? kind->todo->looks : NULL;
	int ret = -1;

	crm_run_turn(t->run, kind);
	if (crm_run_where(t->run) == 0 && crm_run_clocks(t->run) == 0 &&
	    (looks == NULL || crm_run_book(t->run, kind, looks, &t->book) == 0)) {
		t->n = crm_clocks_count(t->run->clocks);
		t->results = crm_calloc(t->n + 1, sizeof(*t->results));
		ret = crm_run_each(t->run, look, t);
	}
	free(t->results);
	t->results = NULL;
	if (t->book != NULL)
		kind->book->free(t->book);
	t->book = NULL;
	return ret;
}

/* Where the due is the same, or there is none: as they came. */
static int by_due(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->dated != y->dated)
		return x->dated ? -1 : 1;
	if (x->dated && x->due_us != y->due_us)
		return x->due_us < y->due_us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* ---- the whole ---- */

static int set_owner(struct crm_points *t, const char *owner)
{
	struct crm_err e = CRM_ERR_INIT;

	t->owner = owner;
	if (t->owner == NULL)
		return 0;
	if (crm_utf8_all_blank(t->owner, strlen(t->owner))) {
		crm_err_at(&e, CRM_BADINPUT, "--owner", 0, NULL, "empty; expected a name, or me");
		return crm_run_fail(t->run, &e);
	}
	if (strcmp(t->owner, "me") == 0)
		t->owner = crm_run_login(t->run);
	return 0;
}

/* 0, or -1 after a message. */
static int set_opts(struct crm_points *t, const struct crm_points_opts *o)
{
	struct crm_run *r = t->run;
	struct crm_instant until = r->now;
	enum crm_format format;
	int64_t us;

	crm_run_turn(r, NULL);
	if (crm_run_store(r) < 0 || crm_run_people(r, &t->people) < 0 ||
	    set_owner(t, o->owner) < 0 || crm_run_format(r, &format) < 0 ||
	    (o->within != NULL && crm_run_within(r, o->within, &until) < 0))
		return -1;
	t->table = format == CRM_FMT_TABLE;
	t->brief = t->table && !crm_args_has(r->args, "fields");
	t->late = o->late;
	t->within = o->within != NULL;
	t->until_us = until.us;
	t->sides = o->sides;
	t->ask = o->ask;
	t->now = r->now;
	t->now.off = crm_zone_offset(crm_run_zone(r), t->now.us);
	crm_zone_local(crm_run_zone(r), t->now.us, &t->today, &us);
	return 0;
}

int crm_points_new(struct crm_run *r, const struct crm_points_opts *o, struct crm_points **out)
{
	struct crm_points *t = crm_calloc(1, sizeof(*t));

	t->run = r;
	memcpy(t->columns, columns, sizeof(columns));
	t->columns[STEP].optional = o->ask;
	*out = NULL;
	if (set_opts(t, o) < 0 ||
	    crm_output_new(
	        r, CRM_OUT_ROWS, t->columns, o->ask ? COLUMNS : TODO_COLUMNS, false, &t->out) < 0) {
		crm_points_free(t);
		return -1;
	}
	*out = t;
	return 0;
}

/* Nothing to do is no good news of somebody whom nobody knows. A supplier owes things too. */
static void warn_unknown(const struct crm_points *t)
{
	if (t->owner != NULL && t->nrows == 0 && t->people->n > 0 &&
	    crm_people_find(t->people, t->owner) == NULL)
		crm_run_warn(
		    t->run, "--owner: nobody is called '%s': see 'roles' in crm.json", t->owner);
}

void crm_points_print(struct crm_points *t, size_t *rows, size_t *late)
{
	if (t->nrows > 0)
		qsort(t->rows, t->nrows, sizeof(*t->rows), by_due);
	for (size_t i = 0; i < t->nrows; i++)
		crm_output_row(t->out, t->rows[i].cells);
	crm_output_end(t->run, t->out);
	t->out = NULL;
	warn_unknown(t);
	*rows = t->nrows;
	*late = t->nlate;
}

void crm_points_free(struct crm_points *t)
{
	if (t == NULL)
		return;
	crm_output_drop(t->out);
	free(t->rows);
	crm_arena_release(&t->arena);
	free(t);
}
