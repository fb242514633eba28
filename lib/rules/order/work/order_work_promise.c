/* The promised day: where it stands, and how it moves. The first promise is never touched (L2). */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/order/work/order_work_private.h"

const struct crm_step_target crm_order_promise_target = {CRM_O_PROMISES, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_order_promise_fields[] = {
    {CRM_PROMISE_LINE, false},
    {CRM_PROMISE_DAY, true},
    {CRM_PROMISE_CAUSE, true},
    {CRM_PROMISE_WHY, true},
    {CRM_PROMISE_REFERENCE, true},
    {0, false},
};

/* ---- what is promised ---- */

const char *crm_order_line_key(const struct crm_view *v, const char *name, struct crm_arena *a)
{
	const char *key = name[0] == '\0' ? "" : NULL;
	struct crm_items it;

	crm_items_init(&it, v, CRM_O_LINES);
	while (crm_items_next(&it)) {
		if (strcmp(it.key, name) == 0 ||
		    (key == NULL && crm_cell_eq(crm_view_cell(&it.view, CRM_LINE_LINE), name)))
			key = crm_arena_strdup(a, it.key);
	}
	crm_items_release(&it);
	return key;
}

static struct crm_cell first_of(const struct crm_cell *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i]->type == CRM_T_DATE)
			return *cells[i];
	}
	return crm_cell_absent();
}

/* Of a line; NULL: what the order itself says. */
static struct crm_cell promise_of(const struct crm_view *v, const struct crm_order_line *l)
{
	const struct crm_cell *now = crm_view_cell(v, CRM_O_PROMISED_NOW);
	const struct crm_cell *first = crm_view_cell(v, CRM_O_PROMISED);

	return first_of((const struct crm_cell *const[]){l != NULL ? l->promised_now : now,
	                    l != NULL ? l->promised : first, now, first},
	    4);
}

/* Is all of it with the customer? */
static bool is_there(const struct crm_view *v, const struct crm_order_line *l)
{
	struct crm_order_pieces p;

	crm_order_pieces(v, l, &p);
	return p.ordered >= 0 && p.arrived > 0 && p.arrived >= p.least;
}

struct standing {
	const struct crm_view *v;
	const char *line;
	struct crm_cell earliest;
};

static void stand(void *ctx, const struct crm_order_line *l)
{
	struct standing *s = ctx;
	struct crm_cell day = promise_of(s->v, l);

	if (s->line[0] != '\0' && strcmp(l->line, s->line) != 0)
		return;
	if (day.type == CRM_T_DATE && !is_there(s->v, l) &&
	    (s->earliest.type != CRM_T_DATE || day.u.date < s->earliest.u.date))
		s->earliest = crm_cell_date(day.u.date);
}

struct crm_cell crm_order_standing(const struct crm_view *v, const char *line)
{
	struct standing s = {v, line, crm_cell_absent()};

	crm_order_lines(v, stand, &s);
	return s.earliest;
}

/* ---- moving it ---- */

struct moving {
	const struct crm_step_in *in;
	const struct crm_order_move *m;
	struct crm_changes *out;
	bool lines; /* some have days of their own */
};

static void add_promise(
    const struct moving *x, const char *line, const struct crm_cell *before, const char *key)
{
	const struct crm_cell at = crm_cell_instant(x->in->at), name = crm_cell_some(line);
	const struct crm_cell by = crm_cell_text(x->in->actor->by);
	const struct crm_cell *const cells[CRM_PROMISE_COUNT] = {
	    [0] = &at,
	    [1] = &by,
	    [CRM_PROMISE_LINE] = &name,
	    [CRM_PROMISE_DAY] = &x->m->day,
	    [CRM_PROMISE_BEFORE] = before,
	    [CRM_PROMISE_CAUSE] = &x->m->cause,
	    [CRM_PROMISE_WHY] = &x->m->why,
	    [CRM_PROMISE_REFERENCE] = &x->m->reference,
	};
	struct crm_buf path = CRM_BUF_INIT;
	char made[13];

	crm_step_key(x->in, line, made);
	for (int i = key != NULL ? CRM_PROMISE_BEFORE : 0; i < CRM_PROMISE_COUNT; i++) {
		if (!crm_cell_is(cells[i]) || (key != NULL && i != CRM_PROMISE_BEFORE))
			continue;
		crm_changes_set(x->out,
		    crm_item_path(
		        x->in->flow->schema, CRM_O_PROMISES, key != NULL ? key : made, i, &path),
		    cells[i]);
	}
	crm_buf_release(&path);
}

/* Has the line a day of its own? */
static bool has_day(const struct crm_view *v, const char *line)
{
	struct crm_items it;
	bool has = false;

	crm_items_init(&it, v, CRM_O_LINES);
	while (!has && crm_items_next(&it))
		has = strcmp(it.key, line) == 0 &&
		    (crm_view_has(&it.view, CRM_LINE_PROMISED) ||
		        crm_view_has(&it.view, CRM_LINE_PROMISED_NOW));
	crm_items_release(&it);
	return has;
}

static bool stays(const struct moving *x, const struct crm_cell *before)
{
	return before->type == CRM_T_DATE &&
	    (x->m->later ? before->u.date >= x->m->day.u.date : before->u.date == x->m->day.u.date);
}

static void move_line(void *ctx, const struct crm_order_line *l)
{
	struct moving *x = ctx;
	bool asked = x->m->line[0] != '\0' && strcmp(l->line, x->m->line) == 0;
	struct crm_cell before = promise_of(x->in->view, l);
	struct crm_buf path = CRM_BUF_INIT;

	if (l->line[0] == '\0' ||
	    (!asked && (x->m->line[0] != '\0' || !has_day(x->in->view, l->line))))
		return;
	x->lines = true;
	if (is_there(x->in->view, l) || stays(x, &before))
		return;
	crm_changes_set(x->out,
	    crm_item_path(x->in->flow->schema, CRM_O_LINES, l->line, CRM_LINE_PROMISED_NOW, &path),
	    &x->m->day);
	add_promise(x, l->line, &before, asked ? x->m->key : NULL);
	crm_buf_release(&path);
}

struct last {
	const struct moving *x;
	bool all; /* have days of their own */
	struct crm_cell day;
};

static void keep_last(void *ctx, const struct crm_order_line *l)
{
	struct last *last = ctx;
	bool moved = strcmp(l->line, last->x->m->line) == 0;
	struct crm_cell day = moved ? last->x->m->day : promise_of(last->x->in->view, l);

	if (!moved && !has_day(last->x->in->view, l->line))
		last->all = false;
	else if (day.type == CRM_T_DATE &&
	    (last->day.type != CRM_T_DATE || day.u.date > last->day.u.date))
		last->day = crm_cell_date(day.u.date);
}

/* Where all lines have days of their own the order's is the last of them. */
static void follow_lines(const struct moving *x)
{
	const struct crm_cell own = promise_of(x->in->view, NULL);
	struct last last = {x, true, crm_cell_absent()};

	crm_order_lines(x->in->view, keep_last, &last);
	if (last.all && last.day.type == CRM_T_DATE && own.type == CRM_T_DATE &&
	    own.u.date != last.day.u.date)
		crm_changes_set(x->out, crm_order_name(CRM_O_PROMISED_NOW), &last.day);
}

void crm_order_move(
    const struct crm_step_in *in, const struct crm_order_move *m, struct crm_changes *out)
{
	struct moving x = {in, m, out, false};
	struct crm_cell before = promise_of(in->view, NULL);

	crm_order_lines(in->view, move_line, &x);
	if (m->line[0] != '\0') {
		follow_lines(&x);
	} else if (!stays(&x, &before) && (!x.lines || before.type == CRM_T_DATE)) {
		crm_changes_set(out, crm_order_name(CRM_O_PROMISED_NOW), &m->day);
		add_promise(&x, "", &before, m->key);
	}
}

/* ---- promised anew ---- */

/* The new day is another one, to come, and said before the old one is past. */
static void judge_day(const struct crm_step_in *in, const struct crm_cell *day,
    const struct crm_cell *before, struct crm_findings *f)
{
	const int32_t today = crm_instant_day(in->at);
	char text[CRM_DATE_MAX];

	if (day->type != CRM_T_DATE)
		return;
	if (day->u.date < today)
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_PROMISE_DAY, "is past on the day of the step");
	if (before->type != CRM_T_DATE)
		return;
	crm_date_format(before->u.date, text);
	if (before->u.date == day->u.date)
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_PROMISE_DAY, "is the day that is promised already");
	else if (today > before->u.date)
		crm_finding_add(f, CRM_WARNING, "told_late", NULL, 0, in->id, "promised_now",
		    "the promised day, %s, is past", text);
}

/* The line as it is keyed. */
static void judge_line(const struct crm_step_in *in, struct crm_order_move *m,
    struct crm_changes *out, struct crm_arena *a, struct crm_findings *f)
{
	const char *key = crm_order_line_key(in->view, m->line, a);
	struct crm_cell cell = crm_cell_text(key), before;

	if (key == NULL) {
		crm_order_refuse_member(
		    in, f, "no_such_line", CRM_PROMISE_LINE, "the order has no line '%s'", m->line);
		return;
	}
	if (strcmp(key, m->line) != 0)
		crm_order_put(in, CRM_PROMISE_LINE, &cell, out);
	m->line = key;
	before = crm_order_standing(in->view, key);
	if (before.type != CRM_T_DATE)
		crm_order_refuse_member(in, f, "nothing_promised", CRM_PROMISE_DAY,
		    "no promise stands of what is not with the customer");
	judge_day(in, &m->day, &before, f);
	if (m->day.type == CRM_T_DATE)
		crm_order_move(in, m, out);
}

void crm_order_rule_promise(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_order_move m = {.key = in->key};
	struct crm_items it;

	if (crm_order_item_of(in, in->after, &it)) {
		m.line = crm_view_text(&it.view, CRM_PROMISE_LINE, &a);
		m.day = *crm_view_cell(&it.view, CRM_PROMISE_DAY);
		m.cause = *crm_view_cell(&it.view, CRM_PROMISE_CAUSE);
		m.why = *crm_view_cell(&it.view, CRM_PROMISE_WHY);
		m.reference = *crm_view_cell(&it.view, CRM_PROMISE_REFERENCE);
		judge_line(in, &m, out, &a, f);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}
