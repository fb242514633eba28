#include "lib/rules/order/book/book.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/order/book/book_private.h"
#include "lib/rules/order/order_private.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"

struct crm_shelf_slot {
	struct crm_shelf_ref *first, *last;
};

static int make(const struct crm_doc *table, const char *source, void **out, struct crm_err *e)
{
	struct crm_order_book *b = NULL;
	int ret = crm_order_book_new(table, source, &b, e);

	*out = b;
	return ret;
}

static void add(
    void *book, const struct crm_kind *kind, const struct crm_view *v, struct crm_instant now)
{
	crm_order_book_add(book, kind, v, now);
}

static void release(void *book)
{
	crm_order_book_free(book);
}

const struct crm_book_kind crm_order_books = {
    .dir = "order", .name = "procedure", .make = make, .add = add, .free = release};

int crm_order_book_new(
    const struct crm_doc *table, const char *source, struct crm_order_book **out, struct crm_err *e)
{
	struct crm_order_book *b = crm_calloc(1, sizeof(*b));
	int ret = crm_procedure_read(table, source, &b->procedure, e);

	if (ret < 0) {
		free(b);
		b = NULL;
	}
	*out = b;
	return ret;
}

void crm_order_book_add(struct crm_order_book *b, const struct crm_kind *kind,
    const struct crm_view *v, struct crm_instant now)
{
	static const struct {
		const struct crm_kind *kind;
		void (*add)(struct crm_order_book *b, const struct crm_view *v);
	} kinds[] = {
	    {&crm_submission, crm_book_add_submission},
	    {&crm_complaint, crm_book_add_complaint},
	    {&crm_concession, crm_book_add_concession},
	    {&crm_sample, crm_book_add_sample},
	    {&crm_quote, crm_book_add_quote},
	    {&crm_order, crm_book_add_order},
	};

	b->now = now;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].kind == kind)
			kinds[i].add(b, v);
	}
}

void crm_order_book_free(struct crm_order_book *b)
{
	struct crm_shelf *shelves[12] = {NULL};

	if (b == NULL)
		return;
	shelves[0] = &b->submissions;
	shelves[1] = &b->suspect_parts;
	shelves[2] = &b->suspect_lots;
	shelves[3] = &b->concession_parts;
	shelves[4] = &b->concession_lots;
	shelves[5] = &b->concessions;
	shelves[6] = &b->samples_of_orders;
	shelves[7] = &b->samples_of_parts;
	shelves[8] = &b->quotes;
	shelves[9] = &b->orders;
	shelves[10] = &b->order_parts;
	shelves[11] = &b->call_offs;
	for (size_t i = 0; i < sizeof(shelves) / sizeof(shelves[0]); i++)
		crm_shelf_release(shelves[i]);
	crm_shape_free(b->quote_shape);
	crm_procedure_release(&b->procedure);
	crm_arena_release(&b->arena);
	free(b);
}

const struct crm_procedure *crm_order_book_procedure(const struct crm_order_book *b)
{
	return &b->procedure;
}

/* ---- shelves ---- */

void crm_shelf_put(
    struct crm_order_book *b, struct crm_shelf *s, const struct crm_cell *key, const void *item)
{
	struct crm_shelf_ref *ref = crm_arena_alloc(&b->arena, sizeof(*ref));
	struct crm_shelf_slot *slot;
	bool added;
	size_t i;

	if (s->map == NULL)
		s->map = crm_map_new();
	i = crm_map_put(s->map, key->len > 0 ? key->text : "", key->len, &added);
	crm_grow(&s->slots, &s->cap, i + 1, sizeof(*s->slots));
	slot = &s->slots[i];
	if (added)
		memset(slot, 0, sizeof(*slot));
	ref->item = item;
	if (slot->last != NULL)
		slot->last->next = ref;
	else
		slot->first = ref;
	slot->last = ref;
}

const struct crm_shelf_ref *crm_shelf_find(const struct crm_shelf *s, const struct crm_cell *key)
{
	size_t i = CRM_MAP_NONE;

	if (s->map != NULL && crm_cell_is(key) && key->text != NULL)
		i = crm_map_find(s->map, key->text, key->len);
	return i == CRM_MAP_NONE ? NULL : s->slots[i].first;
}

void crm_shelf_release(struct crm_shelf *s)
{
	crm_map_free(s->map);
	free(s->slots);
}

/* ---- uses ---- */

const struct crm_book_use *crm_book_uses(struct crm_order_book *b, const struct crm_view *v,
    int collection, int delivery, int lot, int pieces)
{
	const struct crm_book_use *first = NULL;
	struct crm_items it;

	crm_items_init(&it, v, collection);
	while (crm_items_next(&it)) {
		const struct crm_cell *n = crm_view_cell(&it.view, pieces);
		struct crm_book_use *use;

		if (n->type != CRM_T_INT)
			continue;
		use = crm_arena_alloc(&b->arena, sizeof(*use));
		use->delivery = crm_book_field(b, &it.view, delivery);
		use->lot = crm_book_field(b, &it.view, lot);
		use->pieces = n->u.i;
		use->next = first;
		first = use;
	}
	crm_items_release(&it);
	return first;
}

int64_t crm_book_counted(
    const struct crm_book_use *uses, const struct crm_cell *delivery, const struct crm_cell *lot)
{
	int64_t n = 0;

	for (; uses != NULL && crm_cell_is(delivery); uses = uses->next) {
		if (crm_book_same(&uses->delivery, delivery) && crm_book_same(&uses->lot, lot))
			n += uses->pieces;
	}
	return n;
}

/* ---- cells ---- */

struct crm_cell crm_book_cell(struct crm_order_book *b, const struct crm_cell *c)
{
	struct crm_cell out = *c;

	if (c->text != NULL)
		out.text = crm_arena_strndup(&b->arena, c->text, c->len);
	return out;
}

struct crm_cell crm_book_field(struct crm_order_book *b, const struct crm_view *v, int field)
{
	return crm_book_cell(b, crm_view_cell(v, field));
}

const char *crm_book_text(struct crm_order_book *b, const struct crm_view *v, int field)
{
	return crm_view_text(v, field, &b->arena);
}

struct crm_cell crm_book_folded(const struct crm_cell *c, struct crm_buf *text)
{
	const char *s = c->text;
	size_t len = c->len;

	crm_buf_clear(text);
	if (!crm_cell_is(c) || s == NULL)
		return crm_cell_absent();
	crm_utf8_trim(&s, &len);
	for (size_t i = 0; i < len; i++)
		crm_buf_addc(text, s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] - 'A' + 'a') : s[i]);
	return crm_cell_text(crm_buf_str(text));
}

bool crm_book_alike(const struct crm_cell *a, const struct crm_cell *b)
{
	const char *s = a->text, *t = b->text;
	size_t slen = a->len, tlen = b->len;

	if (!crm_cell_is(a) || !crm_cell_is(b) || s == NULL || t == NULL)
		return false;
	crm_utf8_trim(&s, &slen);
	crm_utf8_trim(&t, &tlen);
	return crm_ascii_same(s, slen, t, tlen);
}

bool crm_book_differs(const struct crm_cell *a, const struct crm_cell *b)
{
	return crm_cell_is(a) && crm_cell_is(b) && crm_cell_cmp(a, b) != 0;
}

bool crm_book_same(const struct crm_cell *a, const struct crm_cell *b)
{
	return crm_cell_is(a) && crm_cell_is(b) && crm_cell_cmp(a, b) == 0;
}
