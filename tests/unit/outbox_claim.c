/*
 * lib/io/outbox/outbox.h: one has a message at a time; what happened to it is in its file, also after a
 * power cut; what cannot be read is kept.
 */
#include "tests/unit/outbox_util.h"

#include <sys/resource.h>

static void one_has_it(void **state)
{
	char key[CRM_OUTBOX_KEY + 1];
	struct crm_claim *c;
	int kept;

	(void)state;
	key_of("mine", key);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_GONE);
	put(key);
	c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_BUSY);
	kept = dup(crm_claim_fd(c)); /* as a channel that lives on */
	crm_claim_free(c);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_BUSY);
	close(kept);
	crm_claim_free(claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE));
}

static void keeps_its_lines(void **state)
{
	struct crm_buf message = CRM_BUF_INIT;
	struct crm_outbox_state s;
	char key[CRM_OUTBOX_KEY + 1];
	struct crm_claim *c;

	(void)state;
	key_of("lines", key);
	put(key);
	c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
	assert_int_equal(crm_claim_attempt(c, at(1), NULL), 0);
	crm_claim_message(c, NULL, &message);
	assert_string_equal(message.data,
	    "{\"id\":\"N-1\",\"channel\":\"email\",\"urgency\":\"normal\","
	    "\"text\":\"first\\nsecond\",\"attempt\":1}\n");
	outcome(c, CRM_SENT_LATER, false, 2);
	assert_int_equal(crm_claim_warned(c, at(3), NULL), 0);
	assert_int_equal(crm_claim_move(c, CRM_BOX_HOLD, "asked to wait", at(4), NULL), 0);
	crm_claim_free(c);
	assert_int_equal(crm_outbox_read(o, CRM_BOX_HOLD, key, &s, NULL), 0);
	assert_int_equal(s.attempts, 1);
	assert_int_equal(s.tried, 1);
	assert_int_equal(s.open, 0);
	assert_int_equal(s.last.sent, CRM_SENT_LATER);
	assert_string_equal(s.last.detail, "busy");
	assert_true(s.warned);
	assert_string_equal(s.why, "asked to wait");
	crm_outbox_state_release(&s);
	/* a person lets it go on: from the beginning, but for the count */
	c = claim(CRM_BOX_HOLD, key, CRM_CLAIM_MINE);
	assert_int_equal(crm_claim_move(c, CRM_BOX_QUEUE, "may go", at(100), NULL), 0);
	assert_int_equal(next_of(c, true, 99).what, CRM_DO_WAIT);
	assert_int_equal(next_of(c, true, 100).what, CRM_DO_SEND);
	assert_int_equal(crm_claim_state(c)->attempts, 1);
	assert_false(crm_claim_state(c)->warned);
	assert_int_equal(crm_claim_postpone(c, at(200), at(101), "quiet hours", NULL), 0);
	assert_int_equal(next_of(c, true, 199).what, CRM_DO_WAIT);
	assert_int_equal(next_of(c, true, 200).what, CRM_DO_SEND);
	crm_claim_free(c);
	crm_buf_release(&message);
}

/* What a power cut leaves at the end of a file. */
static void mends_its_end(void **state)
{
	static const struct {
		const char *tail;
		long open;
		enum crm_sent last;
	} tails[] = {
	    {"{\"outcome\":\"se", 1, CRM_SENT_UNKNOWN},
	    {"{\"outcome\":\"sent\",\"at\":\"2026-11-20T12:00:00Z\"}", 0, CRM_SENT_TAKEN},
	    {"{\"outcome\":\"sent\"}", 1, CRM_SENT_UNKNOWN},
	    {"{\"attempt\":2,\"at\":\"2026-11-20T12:00:00Z\"}", 2, CRM_SENT_UNKNOWN},
	    {"{\"attempt\":2,", 1, CRM_SENT_UNKNOWN},
	};
	struct crm_outbox_state s;
	char key[CRM_OUTBOX_KEY + 1], name[8];
	struct crm_claim *c;

	(void)state;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		(void)snprintf(name, sizeof(name), "tail%zu", i);
		key_of(name, key);
		put(key);
		c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
		assert_int_equal(crm_claim_attempt(c, at(1), NULL), 0);
		crm_claim_free(c);
		append(CRM_BOX_QUEUE, key, tails[i].tail);
		assert_int_equal(crm_outbox_read(o, CRM_BOX_QUEUE, key, &s, NULL), 0);
		assert_int_equal(s.open, tails[i].open);
		assert_int_equal(s.last.sent, tails[i].last);
		crm_outbox_state_release(&s);
		c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
		assert_int_equal(crm_claim_warned(c, at(2), NULL), 0);
		crm_claim_free(c);
		assert_int_equal(crm_outbox_read(o, CRM_BOX_QUEUE, key, &s, NULL), 0);
		assert_int_equal(s.open, tails[i].open);
		assert_true(s.warned);
		crm_outbox_state_release(&s);
	}
}

static void what_cannot_be_read_is_kept(void **state)
{
	static const char *const texts[] = {
	    "", "{}\n", "{\"queue\":{\"key\":\"a\"}}\n", "\n", NULL};
	struct crm_findings *notes = crm_findings_new();
	char key[CRM_OUTBOX_KEY + 1];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_claim *c = NULL;
	enum crm_claimed how;
	int i;

	(void)state;
	key_of("bad", key);
	for (i = 0; texts[i] != NULL; i++) {
		append(CRM_BOX_QUEUE, key, texts[i]);
		assert_int_equal(crm_claim_take(o, CRM_BOX_QUEUE, key, &how, &c, notes, &e), 0);
		assert_int_equal(how, CRM_CLAIM_CORRUPT);
	}
	assert_int_equal(mkdirat(o->dirs[CRM_BOX_QUEUE], key, 0700), 0);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_CORRUPT);
	assert_int_equal(symlinkat("/etc/passwd", o->dirs[CRM_BOX_QUEUE], key), 0);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_CORRUPT);
	assert_int_equal(crm_findings_count(notes), i);
	assert_non_null(strstr(crm_finding_at(notes, 1)->text, ".2'"));
	crm_findings_free(notes);

	key_of("worse", key); /* a line in the middle */
	put(key);
	append(CRM_BOX_QUEUE, key, "{\"attempt\":2,\"at\":\"2026-11-20T12:00:00Z\"}\n");
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_CORRUPT);
	assert_int_equal(crm_outbox_where(o, key), CRM_BOX_CORRUPT);
}

static void a_full_disk_changes_nothing(void **state)
{
	struct rlimit old, small;
	char key[CRM_OUTBOX_KEY + 1];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_claim *c;
	struct stat st, after;

	(void)state;
	key_of("full", key);
	put(key);
	c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
	assert_int_equal(fstat(crm_claim_fd(c), &st), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = (rlim_t)st.st_size + 5; /* half a line is written */
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(crm_claim_attempt(c, at(1), &e), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(e.code, CRM_IOERR);
	assert_int_equal(crm_claim_state(c)->attempts, 0);
	crm_claim_free(c);
	assert_int_equal(fstatat(o->dirs[CRM_BOX_QUEUE], key, &after, 0), 0);
	assert_int_equal(after.st_size, st.st_size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_OUTBOX(one_has_it),
	    IN_OUTBOX(keeps_its_lines),
	    IN_OUTBOX(mends_its_end),
	    IN_OUTBOX(what_cannot_be_read_is_kept),
	    IN_OUTBOX(a_full_disk_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
