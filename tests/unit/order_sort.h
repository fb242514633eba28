/*
 * A book of quotes, orders and frame contracts, and the sort of an order by it: for the tests of
 * lib/rules/order/review/review.h. Included after cmocka.h.
 */
#ifndef TESTS_UNIT_ORDER_SORT_H
#define TESTS_UNIT_ORDER_SORT_H

#include "lib/rules/order/review/review.h"
#include "lib/rules/quote/quote.h"
#include "tests/unit/order_take.h"

/* Two quotes, orders before, and frame contracts. */
static inline struct crm_order_book *book(void)
{
	static const char *const quotes[] = {
	    "'id':'Q-1','state':'sent','customer':'K-1','currency':'EUR','prices':{"
	    "'a':{'part':'A','price':'12.50'},'b':{'part':'B','price':'1.0'},"
	    "'c':{'part':'B','from':100,'price':'0.9'}}",
	    "'id':'Q-open','state':'open','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-lost','state':'lost','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-won','state':'won','prices':{'a':{'part':'A','price':'12.50'}}",
	    "'id':'Q-none','prices':{'a':{'part':'A','price':'12.50'}}",
	};
	static const char *const orders[] = {
	    "'id':'O-1','state':'filed','customer':'K-1','currency':'EUR','part':'A',"
	    "'price':'12.5','change_level':'1'",
	    "'id':'O-2','state':'delivered','lines':{'1':{'part':'A','price':'12.5'},"
	    "'2':{'part':'B','price':'1'}}",
	    "'id':'O-cancelled','state':'cancelled','part':'A','price':'12.5'",
	    "'id':'O-open','state':'open','part':'A','price':'12.5'",
	    "'id':'O-import','part':'A','price':'12.5'",
	    "'id':'O-free','state':'filed','part':'A'",
	    "'id':'O-6','state':'confirmed','opened_at':'2026-11-02T09:00:00Z',"
	    "'customer':'K-5','part':'A','price':'12.5','standard':'S1','change_level':'1'",
	    "'id':'O-5','state':'filed','opened_at':'2026-11-03T09:00:00Z','customer':'K-5',"
	    "'part':'A','price':'12.5','standard':'S2'",
	    "'id':'O-7','state':'open','opened_at':'2026-11-04T09:00:00Z','customer':'K-5',"
	    "'part':'A','price':'12.5','standard':'S3'",
	    "'id':'F-q','state':'confirmed','part':'A','price':'12.5','quantity':100,"
	    "'standard':'S1'",
	    "'id':'C-1','state':'open','frame':'F-q','part':'A','quantity':60",
	    "'id':'C-2','state':'cancelled','frame':'F-q','part':'A','quantity':60",
	    "'id':'F-1','state':'confirmed','customer':'K-1','currency':'EUR','part':'A',"
	    "'price':'12.5','change_level':'1'",
	    "'id':'F-2','state':'approved','lines':{'1':{'part':'A','price':'2'},"
	    "'2':{'part':'B','price':'3','change_level':'x'}}",
	    "'id':'F-open','state':'open','part':'A','price':'12.5'",
	    "'id':'F-none','part':'A','price':'12.5'",
	    "'id':'F-approved','state':'approved','part':'A','price':'12.5'",
	    "'id':'F-shipped','state':'shipped','part':'A','price':'12.5'",
	    "'id':'F-delivered','state':'delivered','part':'A','price':'12.5'",
	    "'id':'F-refused','state':'refused','part':'A','price':'12.5'",
	    "'id':'F-cancelled','state':'cancelled','part':'A','price':'12.5'",
	    "'id':'F-void','state':'void','part':'A','price':'12.5'",
	    "'id':'F-free','state':'approved','part':'A'",
	};
	struct crm_order_book *b = book_of("");

	for (size_t i = 0; i < COUNT(quotes); i++)
		book_add(b, &crm_quote, quotes[i], NINE);
	for (size_t i = 0; i < COUNT(orders); i++)
		book_add(b, &crm_order, orders[i], NINE);
	return b;
}

struct seen {
	struct crm_shape *shape;
	struct crm_record *record;
	struct crm_arena arena;
	struct crm_view view;
};

static inline struct seen see(const char *members)
{
	struct seen s = {
	    crm_shape_new(crm_order.flow.schema), crm_take_record(members), CRM_ARENA_INIT, {NULL}};

	crm_view_of_record(s.shape, s.record, &s.arena, &s.view);
	return s;
}

static inline void unsee(struct seen *s)
{
	crm_arena_release(&s->arena);
	crm_record_free(s->record);
	crm_shape_free(s->shape);
}

struct sorted {
	const char *members, *want; /* "SORT: WHY" */
};

static inline void check(const struct sorted *rows, size_t n)
{
	struct crm_order_book *b = book();
	struct crm_buf have = CRM_BUF_INIT, why = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct seen s = see(rows[i].members);
		enum crm_order_sort sort;

		crm_buf_clear(&why);
		sort = crm_order_sort_of(&s.view, b, &why);
		crm_buf_clear(&have);
		crm_buf_addf(&have, "%s: %s", crm_order_sort_name(sort), crm_buf_str(&why));
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("%s: %s\nexpected %s", rows[i].members, crm_buf_str(&have),
			    rows[i].want);
		unsee(&s);
	}
	crm_buf_release(&why);
	crm_buf_release(&have);
	crm_order_book_free(b);
}

#define A "'customer':'K-1','part':'A','currency':'EUR','price':'12.50'"
#define K1 "'customer':'K-1',"
#define BY_Q1 "repeat: no particular demands, the price of quote Q-1 and order O-1"

#endif
