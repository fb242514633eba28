/*
 * lib/io/outbox/outbox.h: a message is queued once, whole and for good.
 */
#include "tests/unit/outbox_util.h"

static void a_key_is_of_all_its_parts(void **state)
{
	char keys[7][CRM_OUTBOX_KEY + 1];
	const struct crm_outbox_parts parts[7] = {{"N", "C", "email", "a", "h"},
	    {"M", "C", "email", "a", "h"}, {"N", "D", "email", "a", "h"},
	    {"N", "C", "sms", "a", "h"}, {"N", "C", "email", "b", "h"},
	    {"N", "C", "email", "a", "i"}, {"NC", "", "email", "a", "h"}};

	(void)state;
	for (size_t i = 0; i < 7; i++) {
		crm_outbox_key(&parts[i], keys[i]);
		assert_true(crm_outbox_key_ok(keys[i]));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(keys[i], keys[j]);
	}
	/* printf 'N\0C\0email\0a\0h\0' | sha256sum | xxd -r -p | base32 */
	assert_string_equal(keys[0], "c6qf7oyexkhlvp7is7t53t24qlyte6o3nkcmmxqbxd7vqrwtdlta");
}

static void is_queued_once(void **state)
{
	char key[CRM_OUTBOX_KEY + 1];
	struct crm_claim *c;
	struct stat st;

	(void)state;
	key_of("once", key);
	assert_int_equal(put(key), CRM_BOX_NONE);
	assert_int_equal(put(key), CRM_BOX_QUEUE);
	assert_int_equal(fstatat(o->dirs[CRM_BOX_QUEUE], key, &st, 0), 0);
	assert_int_equal(st.st_mode & 07777U, 0600);
	assert_int_equal(st.st_nlink, 1);
	c = claim(CRM_BOX_QUEUE, key, CRM_CLAIM_MINE);
	assert_int_equal(crm_claim_move(c, CRM_BOX_SENT, NULL, at(1), NULL), 0);
	crm_claim_free(c);
	assert_int_equal(put(key), CRM_BOX_SENT);
	assert_int_equal(crm_outbox_where(o, key), CRM_BOX_SENT);
	/* one who was killed between the link and the look at the other folders */
	assert_int_equal(linkat(o->dirs[CRM_BOX_SENT], key, o->dirs[CRM_BOX_QUEUE], key, 0), 0);
	claim(CRM_BOX_QUEUE, key, CRM_CLAIM_GONE);
	assert_int_equal(faccessat(o->dirs[CRM_BOX_QUEUE], key, F_OK, 0), -1);
	assert_int_equal(crm_outbox_where(o, key), CRM_BOX_SENT);
}

static void refuses_what_is_too_long(void **state)
{
	struct crm_outbox_times t = {.now = at(0)};
	struct crm_record *r = crm_record_new();
	struct crm_err e = CRM_ERR_INIT;
	char *text = calloc(1, CRM_OUTBOX_LINE + 1), key[CRM_OUTBOX_KEY + 1];

	(void)state;
	assert_non_null(text);
	memset(text, 'x', CRM_OUTBOX_LINE);
	crm_record_set_text(r, "text", text);
	key_of("long", key);
	assert_int_equal(crm_outbox_put(o, key, r, &t, NULL, NULL, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_int_equal(crm_outbox_where(o, key), CRM_BOX_NONE);
	text[CRM_OUTBOX_LINE / 2] = '\0';
	crm_record_set_text(r, "text", text);
	assert_int_equal(crm_outbox_put(o, key, r, &t, NULL, NULL, NULL), 0);
	assert_int_equal(crm_outbox_put(o, "../a", r, &t, NULL, NULL, NULL), -1);
	crm_record_free(r);
	free(text);
}

static void lists_in_order(void **state)
{
	static const char *const names[] = {"a", "b", "c", "d"};
	static const char *const urgency[] = {"normal", "normal", "emergency", "urgent"};
	static const int64_t before[] = {20, 10, 30, 5};
	static const int order[] = {2, 3, 1, 0};
	struct crm_findings *notes = crm_findings_new();
	struct crm_outbox_list list;
	char keys[4][CRM_OUTBOX_KEY + 1];

	(void)state;
	for (int i = 0; i < 4; i++) {
		key_of(names[i], keys[i]);
		assert_int_equal(put_at(keys[i], urgency[i], before[i]), CRM_BOX_NONE);
	}
	append(CRM_BOX_QUEUE, "notes.txt", "call them\n");
	assert_int_equal(crm_outbox_list(o, CRM_BOX_QUEUE, false, notes, &list, NULL), 0);
	assert_int_equal(list.n, 4);
	for (int i = 0; i < 4; i++)
		assert_string_equal(list.v[i].key, keys[order[i]]);
	assert_string_equal(list.v[0].notice, "N-1");
	assert_string_equal(list.v[0].channel, "email");
	assert_int_equal(crm_findings_count(notes), 1);
	assert_string_equal(crm_finding_at(notes, 0)->code, "bad_message");
	crm_outbox_list_release(&list);
	assert_int_equal(faccessat(o->dirs[CRM_BOX_QUEUE], "notes.txt", F_OK, 0), 0);
	assert_int_equal(crm_outbox_list(o, CRM_BOX_QUEUE, true, notes, &list, NULL), 0);
	assert_int_equal(faccessat(o->dirs[CRM_BOX_CORRUPT], "notes.txt", F_OK, 0), 0);
	crm_outbox_list_release(&list);
	crm_findings_free(notes);
}

static void reading_makes_nothing(void **state)
{
	struct crm_outbox_list list;
	struct crm_outbox *empty;
	char where[] = "/tmp/crm-unit-outbox-XXXXXX";
	int fd;

	(void)state;
	assert_non_null(mkdtemp(where));
	fd = open(where, O_RDONLY | O_DIRECTORY);
	assert_int_equal(crm_outbox_open(fd, where, false, false, &empty, NULL), 0);
	assert_int_equal(crm_outbox_list(empty, CRM_BOX_QUEUE, false, NULL, &list, NULL), 0);
	assert_int_equal(list.n, 0);
	crm_outbox_free(empty);
	assert_int_equal(rmdir(where), 0);
	close(fd);
}

static void sweeps_what_is_left(void **state)
{
	char key[CRM_OUTBOX_KEY + 1], name[CRM_OUTBOX_KEY + 8];
	const struct timespec times[2] = {{1795000000, 0}, {1795000000, 0}};
	const int64_t old = INT64_C(36) * 3600;
	int tmp = o->dirs[CRM_BOX_TMP];

	(void)state;
	key_of("left", key);
	(void)snprintf(name, sizeof(name), ".%s.tmp", key);
	append(CRM_BOX_TMP, name, "{");
	assert_int_equal(utimensat(tmp, name, times, 0), 0);
	assert_int_equal(crm_outbox_sweep(o, at(old), NULL), 0);
	assert_int_equal(faccessat(tmp, name, F_OK, 0), 0);
	assert_int_equal(crm_outbox_sweep(o, at(old + 1), NULL), 0);
	assert_int_equal(faccessat(tmp, name, F_OK, 0), -1);
	/* queued, and the first name was left */
	put(key);
	assert_int_equal(linkat(o->dirs[CRM_BOX_QUEUE], key, tmp, name, 0), 0);
	assert_int_equal(crm_outbox_sweep(o, at(0), NULL), 0);
	assert_int_equal(faccessat(tmp, name, F_OK, 0), -1);
	assert_int_equal(crm_outbox_where(o, key), CRM_BOX_QUEUE);
}

/* Whoever has it keeps it until his outbox is freed; one that is only read has no lock. */
static void one_at_a_time(void **state)
{
	struct crm_outbox *other = NULL, *reader = NULL;
	struct crm_err e = CRM_ERR_INIT;
	char where[] = "/tmp/crm-unit-outbox-XXXXXX";
	int fd;

	(void)state;
	assert_int_equal(crm_outbox_open(dir, store, true, false, &other, NULL), 0);
	assert_int_equal(crm_outbox_alone(o, NULL), 1);
	assert_int_equal(crm_outbox_alone(o, NULL), 1);
	assert_int_equal(crm_outbox_alone(other, NULL), 0);
	assert_int_equal(crm_outbox_alone(other, NULL), 0);
	crm_outbox_free(o);
	o = NULL;
	assert_int_equal(crm_outbox_alone(other, NULL), 1);
	crm_outbox_free(other);
	assert_non_null(mkdtemp(where));
	fd = open(where, O_RDONLY | O_DIRECTORY);
	assert_int_equal(crm_outbox_open(fd, where, false, false, &reader, NULL), 0);
	assert_int_equal(crm_outbox_alone(reader, &e), -1);
	assert_int_equal(e.code, CRM_CANTCREAT);
	crm_outbox_free(reader);
	assert_int_equal(rmdir(where), 0);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_OUTBOX(a_key_is_of_all_its_parts),
	    IN_OUTBOX(is_queued_once),
	    IN_OUTBOX(refuses_what_is_too_long),
	    IN_OUTBOX(lists_in_order),
	    IN_OUTBOX(reading_makes_nothing),
	    IN_OUTBOX(sweeps_what_is_left),
	    IN_OUTBOX(one_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
