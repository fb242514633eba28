/*
 * A book of a procedure alone, for steps whose row says `looks`. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_BOOK_H
#define CRM_TESTS_UNIT_ORDER_BOOK_H

#include "lib/rules/order/book/book.h"
#include "tests/unit/take.h"

/* members: of the procedure's document, with ' for " */
static inline struct crm_order_book *book_of(const char *members)
{
	struct crm_order_book *b = NULL;
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_buf_addf(&json, "{%s}", members);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (crm_doc_parse(json.data, json.len, &l, &d, &e) != 0 ||
	    crm_order_book_new(d, "procedure.json", &b, &e) != 0)
		fail_msg("%s: %s", json.data, e.text);
	crm_doc_free(d);
	crm_buf_release(&json);
	return b;
}

#endif
