/*
 * For the tests of the index: a journal that is long enough for a cache, and
 * questions about it.
 */
#ifndef CRM_TESTS_INDEX_UTIL_H
#define CRM_TESTS_INDEX_UTIL_H

#include "tests/unit/store_help.h"

enum { LINES = 5000 }; /* enough for KIND.idx to be written */

/* Ids C-0 .. C-999, five lines each, op "k-N" on the N-th line. */
static inline void fill_journal(struct scratch *s, int from, int to)
{
	struct crm_buf text = CRM_BUF_INIT;
	char more[64], id[32];
	int i;

	for (i = from; i < to; i++) {
		snprintf(id, sizeof(id), "C-%d", i % 1000);
		snprintf(more, sizeof(more), "\"n\":%d,\"op\":\"k-%d\"", i, i);
		add_line(&text, id, i < 1000 ? "open" : "amend", more, NULL);
	}
	if (from == 0)
		put_bytes(s, "complaint.jsonl", text.data, text.len);
	else
		append_bytes(s, "complaint.jsonl", text.data, text.len);
	crm_buf_release(&text);
}

/* Asks for some lines; all must stand where the journal has them. */
static inline void ask(struct scratch *s, int lines)
{
	struct crm_store *store = open_store(s);
	struct crm_journal *j = open_journal(s, store);
	struct crm_line line;
	char id[32], want[32];
	size_t pos;
	int i, k;

	for (i = 0; i < 1000; i += 37) {
		pos = 0;
		snprintf(id, sizeof(id), "C-%d", i);
		for (k = 0; i + 1000 * k < lines; k++) {
			assert_int_equal(crm_journal_next_of(j, id, &pos, &line, &s->err), 1);
			assert_int_equal(line.number, i + 1000 * k + 1);
			snprintf(want, sizeof(want), "\"n\":%d,", i + 1000 * k);
			assert_non_null(strstr(line.text, want));
		}
		assert_int_equal(crm_journal_next_of(j, id, &pos, &line, &s->err), 0);
	}
	assert_int_equal(crm_journal_has(j, "C-1000", &s->err), 0);
	crm_journal_free(j);
	crm_store_free(store);
}

#endif
