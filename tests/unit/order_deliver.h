/*
 * Steps of delivery on orders that are approved, as text: an order is made by its own steps, so that
 * its seal holds. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_DELIVER_H
#define CRM_TESTS_UNIT_ORDER_DELIVER_H

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"
#include <stdlib.h>

#include "tests/unit/order_take.h"

#define DELIVERED "'authority':{'override':['general_manager']},'ppap':{'needed':true}"
#define ORDER \
	"'id':'C-1','state':'open','customer':'VW','part':'4711','quantity':100,'price':'1.00','currency':'EUR'"
#define PLAIN ORDER ",'author':'s01','previous':'O-0'"

/* The order that was before it, the part's interim approval, a lot that is suspect and may leave by a
 * concession: for 40 pieces each. */
static inline struct crm_order_book *deliver_book(void)
{
	struct crm_order_book *b = book_of(DELIVERED);

	book_add(b, &crm_order,
	    "'id':'O-0','state':'delivered','customer':'VW','part':'4711','quantity':9,'price':'1.00','currency':'EUR'",
	    TEN);
	book_add(b, &crm_submission,
	    "'id':'P-1','state':'interim','customer':'VW','part':'4711','verdict_at':'" NINE
	    "','interim_expiry':'2026-11-25','interim_quantity':400",
	    TEN);
	book_add(b, &crm_complaint,
	    "'id':'K-1','state':'open','customer':'VW','part':'4711','lot':'L9','quantity':50",
	    TEN);
	book_add(b, &crm_concession,
	    "'id':'D-1','state':'authorised','customer':'VW','part':'4711','lot':'L9','label':'A',"
	    "'authorised_at':'" NINE "','quantity':40",
	    TEN);
	return b;
}

/* The members of the record that the step leads to; the caller's. */
static inline char *after_step(
    const char *before, const char *step, const char *given, const char *args, const char *at)
{
	struct take t = {before, step, given, args, at, NULL};
	struct crm_buf told = CRM_BUF_INIT, json = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	bool taken = false;
	char *out;

	crm_take(&crm_order, &t, &taken, &r, &told);
	if (!taken)
		fail_msg("%s %s: %s", step, given, crm_buf_str(&told));
	crm_record_drop_nulls(r);
	crm_record_dump(r, &json);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '"')
			json.data[i] = '\'';
	}
	out = crm_strndup(json.data + 1, json.len - 2);
	crm_record_free(r);
	crm_buf_release(&json);
	crm_buf_release(&told);
	return out;
}

/* An order of these members, approved and confirmed at nine. */
static inline char *confirmed(const char *members)
{
	char *open = crm_strdup(members);
	char *approved = after_step(open, "approve", "", "", NINE);
	char *out =
	    after_step(approved, "confirm", "promised=2026-11-23;confirmation=OC-1", "", NINE);

	free(open);
	free(approved);
	return out;
}

struct leg {
	const char *step, *given, *args, *at;
	bool taken;
	const char *want;
};

static inline void leg_is(const char *before, const struct leg *l)
{
	const struct take t = {before, l->step, l->given, l->args, l->at, NULL};
	struct crm_buf have = CRM_BUF_INIT;
	bool taken = false;

	crm_take(&crm_order, &t, &taken, NULL, &have);
	hide_keys(&have);
	if (taken != l->taken || strcmp(crm_buf_str(&have), l->want) != 0)
		fail_msg("%s %s %s was %s:\n%s\nexpected:\n%s", l->step, l->given, l->args,
		    taken ? "taken" : "refused", crm_buf_str(&have), l->want);
	crm_buf_release(&have);
}

/* One after the other; a leg that is refused changes nothing. */
static inline void walk(const char *members, const struct leg *legs, size_t n)
{
	char *now = confirmed(members), *next;

	for (size_t i = 0; i < n; i++) {
		leg_is(now, &legs[i]);
		if (!legs[i].taken)
			continue;
		next = after_step(now, legs[i].step, legs[i].given, legs[i].args, legs[i].at);
		free(now);
		now = next;
	}
	free(now);
}

#define D21 "2026-11-21T10:00:00Z"
#define D22 "2026-11-22T10:00:00Z"
#define D24 "2026-11-24T10:00:00Z"
#define D25 "2026-11-25T10:00:00Z"
#define D26 "2026-11-26T00:00:00Z"
#define ITEM(at, note, lot, n)                                                  \
	"deliveries.#.at=" at "\ndeliveries.#.by=cs01\ndeliveries.#.note=" note \
	"\ndeliveries.#.lot=" lot "\ndeliveries.#.quantity=" n "\n"
#define ON_P1 "deliveries.#.ppap=P-1\n"
#define CAME(note, at, n, how)                                                                \
	"deliveries.#.note=" note "\ndeliveries.#.arrived_at=" at "\ndeliveries.#.arrived=" n \
	"\ndeliveries.#.condition=" how "\n"

#endif
