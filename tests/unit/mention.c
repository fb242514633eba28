/* lib/io/store/mention.h: which records may hold certain texts. */
#include "lib/io/store/mention.h"
#include "tests/unit/store_help.h"

/* The ids that are found, a blank after each. */
static void is_found(struct scratch *s, const char *a, const char *b, const char *want)
{
	const char *const texts[] = {a, b};
	struct crm_store *store = NULL;
	struct crm_journal *j = NULL;
	struct crm_map *ids = crm_map_new();
	struct crm_buf have = CRM_BUF_INIT;

	assert_int_equal(crm_store_open(s->dir, &s->limits, &store, &s->err), 0);
	assert_int_equal(crm_journal_open(store, "complaint", s->notes, &j, &s->err), 0);
	assert_int_equal(crm_journal_mentioning(j, texts, b != NULL ? 2 : 1, ids, &s->err), 0);
	for (size_t i = 0; i < crm_map_count(ids); i++)
		crm_buf_addf(&have, "%s ", crm_map_key(ids, i, NULL));
	assert_string_equal(crm_buf_str(&have), want);
	crm_buf_release(&have);
	crm_map_free(ids);
	crm_journal_free(j);
	crm_store_free(store);
}

#define LINE(id, fields) "{\"id\":\"" id "\",\"step\":\"x\",\"at\":\"" AT "\"," fields "}\n"

static void texts(void **state)
{
	struct scratch *s = *state;

	is_found(s, "4711", NULL, "");
	put(s, "complaint.jsonl",
	    LINE("C-1", "\"new\":true,\"part\":\"4711\",\"defect\":\"burr\"")
	        LINE("C-2", "\"new\":true,\"part\":\"4711\"")
	            LINE("C-3", "\"new\":true,\"defect\":\"burr\",\"part\":4712") LINE(
	                "C-2", "\"defect\":\"burr\"") LINE("C-4",
	                "\"new\":true,\"part\":\"say \\\"x\\\"\\n\",\"defect\":\"\xe6\xaf\x9b\""));
	is_found(s, "4711", NULL, "C-1 C-2 ");
	/* each in any of the record's lines, numbers too */
	is_found(s, "4711", "burr", "C-1 C-2 ");
	is_found(s, "4712", "burr", "C-3 ");
	is_found(s, "4711", "scratch", "");
	is_found(s, "Burr", NULL, "");
	/* as JSON writes it */
	is_found(s, "say \"x\"\n", "\xe6\xaf\x9b", "C-4 ");
	is_found(s, "x\"\n", NULL, "C-4 ");
	/* what is written in other words may be anything */
	append(s, "complaint.jsonl",
	    LINE("C-5", "\"new\":true,\"part\":\"\\u0034711\",\"defect\":\"a\\/b\""));
	is_found(s, "4711", "scratch", "C-5 ");
	/* an unfinished end is none */
	append(s, "complaint.jsonl", "{\"id\":\"C-6\",\"new\":true,\"part\":\"4713\"");
	is_found(s, "4713", NULL, "C-5 ");
}

/* Lines that cross the blocks in which the bytes are read. */
static void blocks(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, want = CRM_BUF_INIT;
	const size_t each = 61000;

	for (int i = 1; i <= 60; i++) {
		crm_buf_addf(
		    &text, "{\"id\":\"C-%d\",\"new\":true,\"step\":\"x\",\"at\":\"" AT "\",", i);
		crm_buf_addz(&text, "\"text\":\"");
		for (size_t n = 0; n < each; n++)
			crm_buf_addc(&text, 'a');
		crm_buf_addf(&text, "\",\"part\":\"needle\"}\n");
		crm_buf_addf(&want, "C-%d ", i);
	}
	put_bytes(s, "complaint.jsonl", text.data, text.len);
	is_found(s, "needle", NULL, crm_buf_str(&want));
	is_found(s, "needles", NULL, "");
	crm_buf_release(&text);
	crm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(texts, scratch_setup, scratch_teardown),
	    cmocka_unit_test_setup_teardown(blocks, scratch_setup, scratch_teardown),
	};

	crm_record_setup();
	return cmocka_run_group_tests_name("mention", tests, NULL, NULL);
}
