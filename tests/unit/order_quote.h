/*
 * Quotes, one step after the other. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_QUOTE_H
#define CRM_TESTS_UNIT_ORDER_QUOTE_H

#include "lib/rules/quote/quote.h"
#include "tests/unit/order_book.h"
#include "tests/unit/todo_util.h"

#define EIGHT "2026-11-20T08:00:00Z"
#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define PRICES "'prices':{'A':{'part':'A','from':1,'price':'1.20'}}"
#define BASE \
	"'id':'C-1','customer':'VW','opened_at':'" EIGHT "','author':'an','currency':'EUR'," PRICES
#define OPEN BASE ",'state':'open'"

static const struct crm_actor gm = {"gm", "gm", NULL};
static struct crm_order_book *book;

static inline int setup(void **state)
{
	(void)state;
	book = book_of("'authority':{'price':['general_manager']}");
	crm_take_book = book;
	crm_take_as = &gm;
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	crm_take_book = NULL;
	crm_take_as = &crm_take_actor;
	crm_order_book_free(book);
	return 0;
}

/* ---- records, one step after the other ---- */

/* Takes it; the record goes on as it is after, where it is taken. False: refused. out: findings. */
static inline bool go(struct crm_buf *record, const char *step, const char *given, const char *args,
    const char *at, struct crm_buf *out)
{
	struct take t = {crm_buf_str(record), step, given, args, at, NULL};
	struct crm_record *after = NULL;
	struct crm_buf json = CRM_BUF_INIT;
	bool taken = false;

	crm_buf_clear(out);
	crm_take(&crm_quote, &t, &taken, &after, out);
	if (taken) {
		crm_record_drop_nulls(after);
		crm_record_canonical(after, &json);
		crm_buf_clear(record);
		for (size_t i = 1; i + 1 < json.len; i++)
			crm_buf_addc(record, json.data[i] == '"' ? '\'' : json.data[i]);
	}
	crm_record_free(after);
	crm_buf_release(&json);
	return taken;
}

static inline void must(struct crm_buf *record, const char *step, const char *given, const char *at)
{
	struct crm_buf out = CRM_BUF_INIT;

	if (!go(record, step, given, step[0] == 'a' && step[1] == 'm' ? "why=slip" : "", at, &out))
		fail_msg("%s: %s", step, crm_buf_str(&out));
	crm_buf_release(&out);
}

static inline void must_not(
    struct crm_buf *record, const char *step, const char *given, const char *at, const char *want)
{
	struct crm_buf out = CRM_BUF_INIT;

	if (go(record, step, given, "", at, &out))
		fail_msg("%s was taken: %s", step, crm_buf_str(record));
	assert_string_equal(crm_buf_str(&out), want);
	crm_buf_release(&out);
}

static inline bool says(const struct crm_buf *record, const char *part)
{
	return strstr(crm_buf_str(record), part) != NULL;
}

#endif
