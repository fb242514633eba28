#include "lib/rules/todo.h"

#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/common.h"

#define KEY_LEAST 4

const char *crm_todo_side_name(enum crm_todo_side s)
{
	static const char *const names[] = {"us", "customer", "supplier"};

	return names[s];
}

const char *crm_todo_text(const struct crm_todo_of *t, const char *fmt, ...)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&b, fmt, ap);
	va_end(ap);
	text = crm_arena_strndup(t->arena, crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	return text;
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static struct crm_todo_opt opt_or_empty(struct crm_todo_opt o)
{
	return (struct crm_todo_opt){or_empty(o.name), or_empty(o.value)};
}

void crm_todo_give(const struct crm_todo_of *t, struct crm_todo_point p)
{
	int field = crm_schema_flagged(
	    t->kind->flow.schema, p.side == CRM_TODO_CUSTOMER ? CRM_F_PARTY : CRM_F_OWNER);

	p.what = or_empty(p.what);
	p.key = or_empty(p.key);
	p.text = or_empty(p.text);
	p.why = or_empty(p.why);
	p.owner = or_empty(p.owner);
	p.step = or_empty(p.step);
	p.opt = opt_or_empty(p.opt);
	p.more = opt_or_empty(p.more);
	p.ask.step = or_empty(p.ask.step);
	if (p.owner[0] == '\0' && field >= 0 && p.side != CRM_TODO_SUPPLIER)
		p.owner = crm_view_text(t->view, field, t->arena);
	t->fn(t->ctx, &p);
}

/* ---- clocks ---- */

bool crm_todo_waits(const struct crm_clock_result *r)
{
	return r->applies && r->has_from && !r->has_end && !r->frozen;
}

const struct crm_clock_result *crm_todo_clock(const struct crm_todo_of *t, int stamp)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->results[i].clock->to == stamp && crm_todo_waits(&t->results[i]))
			return &t->results[i];
	}
	return NULL;
}

struct crm_cell crm_todo_clock_due(const struct crm_clock_result *r)
{
	return r->has_due && r->verdict != CRM_VERDICT_PAUSED ? crm_cell_instant(r->due)
	                                                      : crm_cell_absent();
}

struct crm_cell crm_todo_due(const struct crm_todo_of *t, int field)
{
	const struct crm_cell *c = crm_view_cell(t->view, field);

	return crm_cell_is(c) ? *c : crm_cell_absent();
}

int64_t crm_todo_times(const struct crm_todo_of *t, int field)
{
	const struct crm_cell *c = crm_view_cell(t->view, field);

	return c->type == CRM_T_INT ? c->u.i : 0;
}

/* ---- the step that settles it ---- */

static size_t same_beginning(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

/* How much of a key says which item it is; a short one has less. */
static size_t telling(const struct crm_todo_of *t, int collection, const char *key)
{
	size_t len = KEY_LEAST;
	struct crm_items it;

	crm_items_init(&it, t->view, collection);
	while (crm_items_next(&it)) {
		if (strcmp(it.key, key) != 0 && same_beginning(it.key, key) >= len)
			len = same_beginning(it.key, key) + 1;
	}
	crm_items_release(&it);
	return len;
}

/* The second member of its key, where the item has one. */
static void give_also(const struct crm_todo_of *t, const struct crm_step_target *target,
    const struct crm_view *item, struct crm_todo_point *out)
{
	const struct crm_schema *items = t->kind->flow.schema->fields[target->collection].items;

	if (target->also == 0 || out->more.name != NULL ||
	    !crm_cell_is(crm_view_cell(item, target->also)))
		return;
	out->more.name = items->fields[target->also].name;
	out->more.value = crm_view_text(item, target->also, t->arena);
}

void crm_todo_step(const struct crm_todo_of *t, const char *step, const char *option,
    int collection, const struct crm_items *item, struct crm_todo_point *out)
{
	const struct crm_step *s = crm_flow_step(&t->kind->flow, step);
	const struct crm_step_target *target = s != NULL ? s->target : NULL;

	out->step = step;
	if (target != NULL && target->mode == CRM_ITEM_KEYED && target->collection == collection) {
		out->opt.name =
		    t->kind->flow.schema->fields[collection].items->fields[target->key].name;
		out->opt.value = crm_view_text(&item->view, target->key, t->arena);
		give_also(t, target, &item->view, out);
		return;
	}
	if (option == NULL && target != NULL && target->mode == CRM_ITEM_OLD)
		option = CRM_STEP_ITEM;
	if (option == NULL)
		return;
	out->opt.name = option;
	out->opt.value = crm_arena_strndup(
	    t->arena, item->key, strnlen(item->key, telling(t, collection, item->key)));
}

/* ---- rows ---- */

static const char *member(const struct crm_todo_of *t, const struct crm_items *it, int n)
{
	return n != 0 ? crm_view_text(&it->view, n, t->arena) : "";
}

/* "L881: dispose the goods" */
static const char *text_about(
    const struct crm_todo_of *t, const struct crm_todo_row *row, const struct crm_items *it)
{
	const char *about = member(t, it, row->about);

	if (row->text == NULL)
		return about;
	if (about[0] == '\0')
		return row->text;
	return crm_todo_text(t, "%s: %s", about, row->text);
}

static void give_item(const struct crm_todo_of *t, const struct crm_todo_row *row, int collection,
    const struct crm_items *it, const char *step, const char *why)
{
	struct crm_todo_point p = {.what = row->what, .key = it->key, .why = why, .side = row->by};

	p.owner = row->by == CRM_TODO_OURS ? member(t, it, row->owner) : "";
	p.due = row->due != 0 ? *crm_view_cell(&it->view, row->due) : crm_cell_absent();
	if (!crm_cell_is(&p.due))
		p.due = crm_cell_absent();
	p.text = text_about(t, row, it);
	p.more = row->more;
	crm_todo_step(t, step, row->option, collection, it, &p);
	crm_todo_give(t, p);
}

static void give_open(const struct crm_todo_of *t, const struct crm_todo_row *row)
{
	struct crm_items it;

	crm_items_init(&it, t->view, row->collection);
	while (crm_items_next(&it)) {
		if (!crm_cell_is(crm_view_cell(&it.view, row->done)))
			give_item(t, row, row->collection, &it, row->step, "");
	}
	crm_items_release(&it);
}

/* The item at "COLLECTION.KEY": true, and it is there to be released. */
static bool find_item(
    const struct crm_todo_of *t, const char *path, int *collection, struct crm_items *it)
{
	size_t len = strcspn(path, ".");

	*collection = crm_schema_find(t->kind->flow.schema, path, len);
	if (path[len] == '\0' || *collection < 0 ||
	    t->kind->flow.schema->fields[*collection].items == NULL)
		return false;
	crm_items_init(it, t->view, *collection);
	while (crm_items_next(it)) {
		if (strcmp(it->key, path + len + 1) == 0)
			return true;
	}
	crm_items_release(it);
	return false;
}

/* The step whose stamp is the field that the finding is about. */
static const char *step_of_stamp(const struct crm_todo_of *t, const char *field)
{
	int stamp = crm_schema_find(t->kind->flow.schema, field, strlen(field));
	const struct crm_step *s = t->kind->flow.steps;

	for (; stamp > 0 && s->name != NULL; s++) {
		if (s->stamp == stamp)
			return s->name;
	}
	return "";
}

static const char *step_of(const struct crm_todo_of *t, const struct crm_finding *f,
    const struct crm_todo_row *row, const struct crm_items *it)
{
	if (it != NULL && row->step_for != NULL)
		return row->step_for(t->view, it->key);
	if (it == NULL && row->first != NULL)
		return row->first;
	return row->step != NULL ? row->step : step_of_stamp(t, f->field);
}

static void give_finding(
    const struct crm_todo_of *t, const struct crm_finding *f, const struct crm_todo_row *row)
{
	struct crm_todo_point p = {.what = row->what, .side = row->by, .more = row->more};
	struct crm_items it;
	int collection;

	if (find_item(t, f->field, &collection, &it)) {
		give_item(t, row, collection, &it, step_of(t, f, row, &it), f->text);
		crm_items_release(&it);
		return;
	}
	p.text = row->text != NULL ? row->text : f->text;
	p.why = f->text;
	p.step = step_of(t, f, row, NULL);
	p.due = crm_cell_absent();
	crm_todo_give(t, p);
}

void crm_todo_finding(
    const struct crm_todo_of *t, const struct crm_finding *f, const struct crm_todo_row *rows)
{
	for (const struct crm_todo_row *row = rows; row->code != NULL; row++) {
		if (strcmp(row->code, f->code) == 0) {
			give_finding(t, f, row);
			return;
		}
	}
}

struct counted {
	crm_todo_fn *fn;
	void *ctx;
	size_t n;
};

static void count(void *ctx, const struct crm_todo_point *p)
{
	struct counted *c = ctx;

	c->n++;
	c->fn(c->ctx, p);
}

static bool is_over(const struct crm_kind *k, const struct crm_cell *state)
{
	return crm_state_gone(k->flow.states, state) ||
	    (!k->todo->ended && crm_state_ended(k->flow.states, state));
}

void crm_todo_list(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_clock_result *results, size_t n, struct crm_instant now, const void *book,
    crm_todo_fn *fn, void *ctx)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct counted counted = {fn, ctx, 0};
	const struct crm_todo_of t = {k, v, results, n, now, book, &arena, count, &counted};
	const struct crm_todo_row *row;

	if (k->todo == NULL || is_over(k, crm_view_cell(v, CRM_C_STATE)))
		return;
	for (row = k->todo->rows; row != NULL && row->what != NULL; row++)
		give_open(&t, row);
	if (k->todo->more != NULL)
		k->todo->more(&t);
	if (counted.n == 0 && k->todo->rest.step != NULL)
		crm_todo_give(&t,
		    (struct crm_todo_point){.what = k->todo->rest.what,
		        .text = k->todo->rest.text,
		        .step = k->todo->rest.step,
		        .due = crm_cell_absent()});
	crm_arena_release(&arena);
}
