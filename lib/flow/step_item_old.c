/* The item that is there and that a step is about: named, or the only one that may be meant. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/step_private.h"

#define MOST_NAMED ((size_t)8)  /* candidates in a message */
#define MOST_TEXTS 3            /* members told of each */
#define MOST_SHOWN ((size_t)40) /* bytes of each */

struct choice {
	size_t n;                /* items that may be meant */
	const char *key;         /* the first of them, or the one of exactly that key */
	int members[MOST_TEXTS]; /* that tell them from one another, in the order of the schema */
	int told;
	struct crm_buf list; /* the candidates in words */
};

/* Is there nothing left to be done with it? */
static bool is_done(const struct crm_step_in *in, const struct crm_view *item)
{
	const struct crm_step_target *t = in->step->target;

	return (t->key != 0 && crm_view_has(item, t->key)) ||
	    (t->also != 0 && crm_view_has(item, t->also));
}

/* Calls fn for each that begins so; open: and is not done. The one of exactly that key is alone. */
typedef void each_fn(
    const struct crm_step_in *in, const struct crm_items *it, struct crm_arena *a, void *ctx);

static void each(
    const struct crm_step_in *in, bool open, struct crm_arena *a, each_fn *fn, void *ctx)
{
	const char *begins = crm_step_arg(in, "item");
	struct crm_view view;
	struct crm_items it;
	bool exact = begins != NULL && crm_step_item_there(in, begins);

	crm_view_of_record(in->shape, in->before, a, &view);
	crm_items_init(&it, &view, in->step->target->collection);
	while (crm_items_next(&it)) {
		if (begins != NULL && strncmp(it.key, begins, strlen(begins)) != 0)
			continue;
		if ((!exact || strcmp(it.key, begins) == 0) && (!open || !is_done(in, &it.view)))
			fn(in, &it, a, ctx);
	}
	crm_items_release(&it);
}

static void count(
    const struct crm_step_in *in, const struct crm_items *it, struct crm_arena *a, void *ctx)
{
	const struct crm_schema *s = in->flow->schema->fields[in->step->target->collection].items;
	struct choice *c = ctx;

	if (c->n++ == 0)
		c->key = crm_arena_strdup(a, it->key);
	for (size_t i = 2; i < s->n; i++) {
		int at = 0;

		if (crm_view_cell(&it->view, (int)i)->type != CRM_T_TEXT ||
		    (s->fields[i].flags & CRM_F_PERSONAL) != 0)
			continue;
		while (at < c->told && c->members[at] < (int)i)
			at++;
		if (at == MOST_TEXTS || (at < c->told && c->members[at] == (int)i))
			continue;
		c->told += c->told < MOST_TEXTS ? 1 : 0;
		memmove(&c->members[at + 1], &c->members[at],
		    (size_t)(c->told - 1 - at) * sizeof(c->members[0]));
		c->members[at] = (int)i;
	}
}

/* "4a1f0c77be21 (L-7, return)"; of each the same members, "-" for one that it has not. */
static void describe(
    const struct crm_step_in *in, const struct crm_items *it, struct crm_arena *a, void *ctx)
{
	struct choice *c = ctx;

	(void)in;
	(void)a;
	if (c->n++ >= MOST_NAMED)
		return;
	crm_buf_addf(&c->list, "%s%s", c->n > 1 ? "; " : "", it->key);
	for (int i = 0; i < c->told; i++) {
		const struct crm_cell *cell = crm_view_cell(&it->view, c->members[i]);
		size_t len = cell->len;

		if (len > MOST_SHOWN)
			len = MOST_SHOWN;
		while (
		    len < cell->len && len > 0 && ((unsigned char)cell->text[len] & 0xC0) == 0x80)
			len--;
		crm_buf_addz(&c->list, i == 0 ? " (" : ", ");
		if (cell->type == CRM_T_TEXT)
			crm_buf_add(&c->list, cell->text, len);
		else
			crm_buf_addc(&c->list, '-');
	}
	if (c->told > 0)
		crm_buf_addc(&c->list, ')');
}

static void ask_which(const struct crm_step_in *in, bool open, struct choice *c,
    struct crm_arena *a, struct crm_findings *f)
{
	c->n = 0;
	each(in, open, a, describe, c);
	if (c->n > MOST_NAMED)
		crm_buf_addf(&c->list, "; and %zu more", c->n - MOST_NAMED);
	crm_finding_add(f, CRM_ERROR, "item_missing", NULL, 0, in->id, CRM_STEP_ITEM,
	    "which of the %s?%s --item takes one of: %s",
	    crm_shape_name(in->shape, in->step->target->collection),
	    !open && in->step->target->key != 0 && crm_step_arg(in, "item") == NULL
	        ? " all are done;"
	        : "",
	    crm_buf_str(&c->list));
}

/* One that is named may be done: the rule says then what it says to that. */
const char *crm_step_item_old(
    const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f)
{
	const char *named = crm_step_arg(in, "item");
	struct choice found = {0, NULL, {0}, 0, CRM_BUF_INIT};
	bool open = named == NULL;

	each(in, open, a, count, &found);
	if (found.n == 0 && open) {
		open = false;
		each(in, open, a, count, &found);
	}
	if (found.n == 0 && named != NULL)
		crm_finding_add(f, CRM_ERROR, "no_such_item", NULL, 0, in->id, CRM_STEP_ITEM,
		    "there is none of the %s that begins with '%s'",
		    crm_shape_name(in->shape, in->step->target->collection), named);
	else if (found.n == 0)
		crm_finding_add(f, CRM_ERROR, "no_such_item", NULL, 0, in->id, CRM_STEP_ITEM,
		    "'%s' needs one of the %s; there is none", in->step->name,
		    crm_shape_name(in->shape, in->step->target->collection));
	else if (found.n > 1)
		ask_which(in, open, &found, a, f);
	crm_buf_release(&found.list);
	return found.n == 1 ? found.key : NULL;
}
