/*
 * The index when its cache is damaged: each page has a hash, a page that does
 * not fit is not believed, and the journal is scanned.
 */
#include "tests/unit/index_util.h"

/* Every kind of damage to the cache: it does not fit, and is made anew. */
static void test_damaged(void **state)
{
	struct scratch *s = *state;
	struct crm_buf idx = CRM_BUF_INIT;
	size_t at[] = {0, 8, 40, 100, 140}, i;

	fill_journal(s, 0, LINES);
	ask(s, LINES);
	for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		get(s, ".cache/complaint.idx", &idx);
		idx.data[at[i]] ^= 0x55;
		put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
		ask(s, LINES);
		ask(s, LINES); /* made anew at the next opening at the latest */
	}
	get(s, ".cache/complaint.idx", &idx);
	put_bytes(s, ".cache/complaint.idx", idx.data, idx.len / 2);
	ask(s, LINES);
	put(s, ".cache/complaint.idx", "");
	ask(s, LINES);
	/* the body alone: found where .seen does not vouch for it */
	get(s, ".cache/complaint.idx", &idx);
	idx.data[idx.len / 2] ^= 0x55;
	put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
	put(s, ".cache/complaint.seen", "x");
	ask(s, LINES);
	crm_buf_release(&idx);
}

/* Wherever a byte of the cache is another, and whatever pages are lost: the
 * answers are right. */
static void test_flipped(void **state)
{
	struct scratch *s = *state;
	struct crm_buf idx = CRM_BUF_INIT, seen = CRM_BUF_INIT;
	size_t at, i;

	fill_journal(s, 0, LINES);
	nap_ms(30); /* for a .seen that is believed */
	ask(s, LINES);
	get(s, ".cache/complaint.idx", &idx);
	get(s, ".cache/complaint.seen", &seen);
	for (at = 0; at < idx.len; at += at < 256 ? 8 : 509) {
		idx.data[at] ^= (char)(1 << at % 8);
		put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
		put_bytes(s, ".cache/complaint.seen", seen.data, seen.len);
		ask(s, LINES);
		idx.data[at] ^= (char)(1 << at % 8);
	}
	for (at = 0; at < seen.len; at += 3) {
		seen.data[at] ^= 0x10;
		put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
		put_bytes(s, ".cache/complaint.seen", seen.data, seen.len);
		ask(s, LINES);
		seen.data[at] ^= 0x10;
	}
	for (at = 4096; at < idx.len; at += 4096) {
		for (i = at; i < idx.len && i < at + 4096; i++)
			idx.data[i] = '\0';
		put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
		put_bytes(s, ".cache/complaint.seen", seen.data, seen.len);
		ask(s, LINES);
	}
	crm_buf_release(&idx);
	crm_buf_release(&seen);
}

/* A damaged page is found when it is used: a writer that commits after it,
 * a walk, an op. */
static void test_flipped_uses(void **state)
{
	struct scratch *s = *state;
	struct crm_buf idx = CRM_BUF_INIT, seen = CRM_BUF_INIT;
	size_t at;
	int i;

	fill_journal(s, 0, LINES);
	nap_ms(30);
	ask(s, LINES);
	get(s, ".cache/complaint.idx", &idx);
	get(s, ".cache/complaint.seen", &seen);
	for (at = 300; at < idx.len; at += idx.len / 40) {
		struct crm_reader *reader = NULL;
		struct crm_record *r;
		struct crm_store *store;
		struct crm_journal *j;
		struct crm_tx *t;
		char id[65];

		idx.data[at] ^= 1;
		put_bytes(s, ".cache/complaint.idx", idx.data, idx.len);
		put_bytes(s, ".cache/complaint.seen", seen.data, seen.len);
		idx.data[at] ^= 1;
		store = lock_store(s);
		j = open_journal(s, store);
		t = crm_tx_new(j);
		for (i = 0; i < LINES; i += 101) {
			char op[16];

			snprintf(op, sizeof(op), "k-%d", i);
			assert_int_equal(crm_tx_op(t, op, id, &s->err), 1);
		}
		assert_int_equal(crm_tx_has(t, "C-17", &s->err), 1);
		crm_tx_free(t);
		crm_journal_free(j);
		crm_store_unlock(store);
		put_bytes(s, ".cache/complaint.seen", seen.data, seen.len);
		assert_int_equal(
		    crm_store_reader(store, "complaint", NULL, NULL, s->notes, &reader, &s->err),
		    0);
		for (i = 0; crm_reader_record(reader, &r, &s->err) == CRM_READ_OK; i++)
			crm_record_free(r);
		assert_int_equal(i, 1000);
		crm_reader_free(reader);
		crm_store_free(store);
	}
	crm_buf_release(&idx);
	crm_buf_release(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_damaged),
	    TEST(test_flipped),
	    TEST(test_flipped_uses),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
