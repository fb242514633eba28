#include "lib/rules/todo.h"

#include <ctype.h>
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

void crm_todo_give(const struct crm_todo_of *t, struct crm_todo_point p)
{
	const char **texts[] = {&p.what, &p.key, &p.text, &p.why, &p.owner, &p.step};
	int field = crm_schema_flagged(
	    t->kind->flow.schema, p.side == CRM_TODO_CUSTOMER ? CRM_F_PARTY : CRM_F_OWNER);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (*texts[i] == NULL)
			*texts[i] = "";
	}
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

/* ---- the step that settles it ---- */

static const struct crm_step *find_step(const struct crm_todo_of *t, const char *name)
{
	const struct crm_step *s = t->kind->flow.steps;

	while (s->name != NULL && strcmp(s->name, name) != 0)
		s++;
	return s->name != NULL ? s : NULL;
}

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

/* As a shell takes it. */
static const char *quoted(const struct crm_todo_of *t, const char *text)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *out = text, *p = text;

	while (isalnum((unsigned char)*p) || (*p != '\0' && strchr("-_.,:/@+", *p) != NULL))
		p++;
	if (*p == '\0' && p > text)
		return text;
	crm_buf_addc(&b, '\'');
	for (p = text; *p != '\0'; p++) {
		if (*p == '\'')
			crm_buf_addz(&b, "'\\''");
		else
			crm_buf_addc(&b, *p);
	}
	crm_buf_addc(&b, '\'');
	out = crm_arena_strndup(t->arena, crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	return out;
}

const char *crm_todo_step(const struct crm_todo_of *t, const char *step, const char *option,
    int collection, const struct crm_items *item)
{
	const struct crm_step *s = find_step(t, step);
	const struct crm_step_target *target = s != NULL ? s->target : NULL;
	const struct crm_field *f;

	if (target != NULL && target->mode == CRM_ITEM_KEYED && target->collection == collection) {
		f = &t->kind->flow.schema->fields[collection].items->fields[target->key];
		return crm_todo_text(t, "%s --%s %s", step, f->name,
		    quoted(t, crm_view_text(&item->view, target->key, t->arena)));
	}
	if (option == NULL && target != NULL && target->mode == CRM_ITEM_OLD)
		option = "--item";
	if (option == NULL)
		return step;
	return crm_todo_text(
	    t, "%s %s %.*s", step, option, (int)telling(t, collection, item->key), item->key);
}

/* ---- rows ---- */

static const char *member(const struct crm_todo_of *t, const struct crm_items *it, int n)
{
	return n != 0 ? crm_view_text(&it->view, n, t->arena) : "";
}

static const char *with_more(
    const struct crm_todo_of *t, const char *step, const struct crm_todo_row *row)
{
	return row->more != NULL ? crm_todo_text(t, "%s %s", step, row->more) : step;
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
	p.step = with_more(t, crm_todo_step(t, step, row->option, collection, it), row);
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

/* The step that a text names as "step 'NAME'", or "". */
static const char *named_step(const struct crm_todo_of *t, const char *text)
{
	static const char mark[] = "step '";
	const char *at = strstr(text, mark);

	if (at == NULL)
		return "";
	at += sizeof(mark) - 1;
	return crm_arena_strndup(t->arena, at, strcspn(at, "'"));
}

static void give_finding(
    const struct crm_todo_of *t, const struct crm_finding *f, const struct crm_todo_row *row)
{
	struct crm_todo_point p = {.what = row->what, .side = row->by};
	const char *step = named_step(t, f->text);
	struct crm_items it;
	int collection;

	if (row->step != NULL)
		step = row->step;
	if (step[0] == '\0')
		step = step_of_stamp(t, f->field);
	if (find_item(t, f->field, &collection, &it)) {
		give_item(t, row, collection, &it, step, f->text);
		crm_items_release(&it);
		return;
	}
	p.text = row->text != NULL ? row->text : f->text;
	p.why = f->text;
	p.step = with_more(t, step, row);
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

void crm_todo_list(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_clock_result *results, size_t n, struct crm_instant now, crm_todo_fn *fn,
    void *ctx)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct counted counted = {fn, ctx, 0};
	const struct crm_todo_of t = {k, v, results, n, now, &arena, count, &counted};
	const struct crm_todo_row *row;

	if (k->todo == NULL || crm_state_ended(k->flow.states, crm_view_cell(v, CRM_C_STATE)))
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
