/*
 * Takes steps of orders in a test (tests/unit/take.h); keys that are hashes are shown as "#". To be
 * included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_TAKE_H
#define CRM_TESTS_UNIT_ORDER_TAKE_H

#include "lib/rules/order/order.h"
#include "tests/unit/order_book.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"

struct row {
	const char *before, *step, *given, *args, *at;
	bool taken;
	const char *want;
};

/* Nobody is asked for anything but by what a test says. */
#define PROCEDURE "'lists':{'sales_order':['planning','finance'],'production_order':['workshop']}"

static inline void book_add(
    struct crm_order_book *b, const struct crm_kind *k, const char *members, const char *now)
{
	struct crm_shape *shape = crm_shape_new(k->flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	crm_view_of_record(shape, r, &a, &v);
	crm_order_book_add(b, k, &v, crm_take_at(now));
	crm_arena_release(&a);
	crm_record_free(r);
	crm_shape_free(shape);
}

/* "COLLECTION.0123456789ab" at the beginning of a line */
static inline void hide_keys(struct crm_buf *text)
{
	for (size_t i = 0; i < text->len; i++) {
		size_t len = i == 0 || text->data[i - 1] == '\n'
		    ? strspn(text->data + i, "abcdefghijklmnopqrstuvwxyz_")
		    : 0;
		char *key = text->data + i + len + 1;

		if (len == 0 || i + len + 14 > text->len || key[-1] != '.' ||
		    strspn(key, "0123456789abcdef") != 12)
			continue;
		key[0] = '#';
		memmove(key + 1, key + 12, text->len - (size_t)(key + 12 - text->data));
		crm_buf_cut(text, text->len - 11);
	}
}

static inline void take_one(const struct row *r, struct crm_record **after)
{
	struct take t = {r->before, r->step, r->given, r->args, r->at != NULL ? r->at : TEN, NULL};
	struct crm_buf have = CRM_BUF_INIT;
	bool taken = false;

	crm_take(&crm_order, &t, &taken, after, &have);
	hide_keys(&have);
	if (taken != r->taken || strcmp(crm_buf_str(&have), r->want) != 0)
		fail_msg("%s %s %s on %s was %s:\n%s\nexpected:\n%s", t.step, t.given, t.args,
		    t.before, taken ? "taken" : "refused", crm_buf_str(&have), r->want);
	crm_buf_release(&have);
}

/* By the procedure. */
static inline void take_rows(const char *procedure, const struct row *rows, size_t n)
{
	struct crm_order_book *b = book_of(procedure);

	crm_take_book = b;
	for (size_t i = 0; i < n; i++)
		take_one(&rows[i], NULL);
	crm_take_book = NULL;
	crm_order_book_free(b);
}

#endif
