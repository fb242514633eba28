/*
 * compare ID: the technical sheet of an order against last time's, item by item (T1): that of --last,
 * else of the order that it names as `previous`, else the latest before it of the same customer and
 * part.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/tool/judged.h"
#include "lib/tool/kinds.h"

const struct crm_opt order_compare_opts[] = {
    {"last", 0, CRM_OPT_TEXT, "ID", "compare with the sheet of this order", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when an item is changed or new and not checked",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { ID, ITEM, LAST_ID, LAST, NOW, CHANGE, SOURCE, CHECKED_AT, CHECKED_BY, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id", .optional = true},
    [ITEM] = {.name = "item"},
    [LAST_ID] = {.name = "last_id", .optional = true},
    [LAST] = {.name = "last"},
    [NOW] = {.name = "now"},
    [CHANGE] = {.name = "change"},
    [SOURCE] = {.name = "source", .optional = true},
    [CHECKED_AT] = {.name = "checked_at", .optional = true},
    [CHECKED_BY] = {.name = "checked_by", .optional = true},
};

/* One item, as it was (then) and as it is. */
struct item {
	struct crm_cell item, then, now, source, checked_at, checked_by;
};

struct sheet {
	struct crm_run *run;
	struct crm_output *out;
	struct crm_arena arena;
	struct crm_map *keys; /* by number in items */
	struct item *items;
	size_t cap;
	size_t open; /* changed or new, and not checked */
};

/* ---- which order was last time's ---- */

struct latest {
	const struct crm_view *own;
	struct crm_arena arena;
	const char *id;
	int32_t day, own_day;
};

/* The day of the order, else the one on which it was taken in. */
static int32_t day_of(const struct crm_view *v)
{
	const struct crm_cell *ordered = crm_view_cell(v, CRM_O_ORDERED);
	const struct crm_cell *opened = crm_view_cell(v, CRM_O_OPENED_AT);

	if (ordered->type == CRM_T_DATE)
		return ordered->u.date;
	return opened->type == CRM_T_INSTANT ? crm_instant_day(opened->u.at) : INT32_MIN;
}

static bool has_sheet(const struct crm_view *v)
{
	struct crm_items it;
	bool any;

	crm_items_init(&it, v, CRM_O_SHEET);
	any = crm_items_next(&it);
	crm_items_release(&it);
	return any;
}

struct parts {
	const struct crm_view *other;
	const struct crm_cell *part;
	bool shared;
};

static void has_part(void *ctx, const struct crm_order_line *l)
{
	struct parts *p = ctx;

	p->shared = p->shared || crm_cell_cmp(l->part, p->part) == 0;
}

static void each_part(void *ctx, const struct crm_order_line *l)
{
	struct parts *p = ctx;

	p->part = l->part;
	if (crm_cell_is(l->part) && !p->shared)
		crm_order_lines(p->other, has_part, p);
}

static void look(void *ctx, const struct crm_view *v)
{
	struct latest *l = ctx;
	const struct crm_cell *id = crm_view_cell(v, CRM_C_ID);
	const struct crm_cell *customer = crm_view_cell(v, CRM_O_CUSTOMER);
	struct parts parts = {.other = v};
	const int32_t day = day_of(v);

	if (crm_cell_cmp(id, crm_view_cell(l->own, CRM_C_ID)) == 0 ||
	    crm_state_gone(crm_order.flow.states, crm_view_cell(v, CRM_C_STATE)) ||
	    !crm_cell_is(customer) ||
	    crm_cell_cmp(customer, crm_view_cell(l->own, CRM_O_CUSTOMER)) != 0 ||
	    day > l->own_day || (l->id != NULL && day < l->day) || !has_sheet(v))
		return;
	crm_order_lines(l->own, each_part, &parts);
	if (!parts.shared)
		return;
	l->id = crm_view_text(v, CRM_C_ID, &l->arena);
	l->day = day;
}

/* *id "": there is none. 0, or -1 after a message. */
static int find_last(struct sheet *x, const struct crm_view *v, const char **id)
{
	struct latest l = {.own = v, .arena = CRM_ARENA_INIT, .own_day = day_of(v)};
	int ret = 0;

	*id = crm_args_text(x->run->args, "last");
	if (*id == NULL)
		*id = crm_view_text(v, CRM_O_PREVIOUS, &x->arena);
	if ((*id)[0] == '\0') {
		ret = crm_run_each(x->run, look, &l);
		if (l.id != NULL)
			*id = crm_arena_strdup(&x->arena, l.id);
	}
	crm_arena_release(&l.arena);
	return ret;
}

/* ---- its items ---- */

static struct item *item_of(struct sheet *x, const struct crm_view *item, const char *key)
{
	const struct crm_cell *name = crm_view_cell(item, CRM_SHEET_ITEM);
	const char *text = crm_cell_is(name) ? crm_view_text(item, CRM_SHEET_ITEM, &x->arena)
	                                     : crm_arena_strdup(&x->arena, key);
	bool added;
	size_t i = crm_map_put(x->keys, text, strlen(text), &added);

	if (added) {
		crm_grow(&x->items, &x->cap, i + 1, sizeof(*x->items));
		memset(&x->items[i], 0, sizeof(x->items[i]));
		x->items[i].item = crm_cell_text(text);
	}
	return &x->items[i];
}

static void read_items(struct sheet *x, const struct crm_view *v, bool now)
{
	struct crm_items it;

	crm_items_init(&it, v, CRM_O_SHEET);
	while (crm_items_next(&it)) {
		struct item *i = item_of(x, &it.view, it.key);
		const struct crm_cell value =
		    crm_cell_text(crm_view_text(&it.view, CRM_SHEET_VALUE, &x->arena));

		if (!now) {
			i->then = value;
			continue;
		}
		i->now = value;
		i->source = crm_cell_keep(crm_view_cell(&it.view, CRM_SHEET_SOURCE), &x->arena);
		i->checked_at = *crm_view_cell(&it.view, CRM_SHEET_CHECKED_AT);
		i->checked_by =
		    crm_cell_keep(crm_view_cell(&it.view, CRM_SHEET_CHECKED_BY), &x->arena);
	}
	crm_items_release(&it);
}

static int read_last(struct sheet *x, const char *id)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_journal *journal = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;
	int ret = -1;

	if (crm_journal_open(x->run->store, crm_order.name, notes, &journal, &e) < 0 ||
	    crm_journal_fold(journal, id, x->run->as_of, &fold, &e) < 0) {
		(void)crm_run_fail(x->run, &e);
		goto out;
	}
	crm_view_of_record(crm_run_shape(x->run), fold.record, &x->arena, &v);
	read_items(x, &v, false);
	ret = 0;
out:
	crm_record_free(fold.record);
	crm_journal_free(journal);
	crm_run_notes(x->run, notes);
	crm_findings_free(notes);
	return ret;
}

static const char *change_of(const struct item *i)
{
	if (i->then.type == CRM_T_ABSENT)
		return "new";
	if (i->now.type == CRM_T_ABSENT)
		return "gone";
	return crm_cell_cmp(&i->then, &i->now) == 0 ? "same" : "changed";
}

static void give_all(struct sheet *x, const struct crm_view *v, const char *last)
{
	for (size_t k = 0; k < crm_map_count(x->keys); k++) {
		const struct item *i = &x->items[k];
		const char *change = change_of(i);
		const struct crm_cell cells[COLUMNS] = {
		    [ID] = *crm_view_cell(v, CRM_C_ID),
		    [ITEM] = i->item,
		    [LAST_ID] = crm_cell_some(last),
		    [LAST] = i->then,
		    [NOW] = i->now,
		    [CHANGE] = crm_cell_text(change),
		    [SOURCE] = i->source,
		    [CHECKED_AT] = i->checked_at,
		    [CHECKED_BY] = i->checked_by,
		};

		x->open += (strcmp(change, "changed") == 0 || strcmp(change, "new") == 0) &&
		    !crm_cell_is(&i->checked_at);
		crm_output_row(x->out, cells);
	}
}

static void compare(void *ctx, const struct crm_view *v, const struct crm_record *record)
{
	struct sheet *x = ctx;
	const char *last;

	(void)record;
	x->keys = crm_map_new();
	read_items(x, v, true);
	if (find_last(x, v, &last) == 0 && (last[0] == '\0' || read_last(x, last) == 0)) {
		if (last[0] == '\0')
			crm_run_say(x->run, "%s: no order before it: nothing to compare with",
			    crm_view_text(v, CRM_C_ID, &x->arena));
		give_all(x, v, last);
	}
	crm_map_free(x->keys);
	crm_arena_release(&x->arena);
}

void order_compare(struct crm_run *r)
{
	struct sheet x = {.run = r, .arena = CRM_ARENA_INIT};

	if (crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &x.out) < 0)
		return;
	if (order_each_named(r, compare, &x) == 0) {
		crm_output_end(r, x.out);
		x.out = NULL;
	}
	crm_output_drop(x.out);
	free(x.items);
	if (x.open > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
}
