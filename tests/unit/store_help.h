/*
 * For the unit tests of the store: a scratch store on real files.
 * Every test gets an empty one, made by scratch_setup, in `dir`.
 */
#ifndef CRM_TESTS_STORE_HELP_H
#define CRM_TESTS_STORE_HELP_H

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/io/store/store.h"

struct scratch {
	char dir[64];
	struct crm_limits limits;
	struct crm_findings *notes;
	struct crm_err err;
};

#define AT "2026-11-20T09:00:00+08:00"

static inline void nap_ms(long ms)
{
	struct timespec t = {0, ms * 1000000};

	nanosleep(&t, NULL);
}

static inline int scratch_setup(void **state)
{
	struct scratch *s = calloc(1, sizeof(*s));
	struct crm_init_opts o = {"Asia/Shanghai", false};

	assert_non_null(s);
	snprintf(s->dir, sizeof(s->dir), "/tmp/crm-unit-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	crm_limits_init(&s->limits);
	s->notes = crm_findings_new();
	assert_int_equal(crm_store_init(s->dir, &o, &s->err), 0);
	*state = s;
	return 0;
}

static inline int scratch_teardown(void **state)
{
	struct scratch *s = *state;
	char cmd[96];

	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", s->dir);
	crm_findings_free(s->notes);
	free(s);
	return system(cmd) == 0 ? 0 : -1; /* NOLINT(cert-env33-c) */
}

static inline void path_of(const struct scratch *s, const char *name, char out[160])
{
	snprintf(out, 160, "%s/%s", s->dir, name);
}

/* Writes a file of the store as it stands here. */
static inline void put_bytes(const struct scratch *s, const char *name, const char *text, size_t n)
{
	char path[160];
	int fd;

	path_of(s, name, path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, text, n), 0);
	close(fd);
}

static inline void put(const struct scratch *s, const char *name, const char *text)
{
	put_bytes(s, name, text, strlen(text));
}

static inline void append_bytes(
    const struct scratch *s, const char *name, const char *text, size_t n)
{
	char path[160];
	int fd;

	path_of(s, name, path);
	fd = open(path, O_WRONLY | O_APPEND);
	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, text, n), 0);
	close(fd);
}

static inline void append(const struct scratch *s, const char *name, const char *text)
{
	append_bytes(s, name, text, strlen(text));
}

static inline void get(const struct scratch *s, const char *name, struct crm_buf *out)
{
	char path[160];

	path_of(s, name, path);
	crm_buf_clear(out);
	assert_int_equal(crm_file_read(AT_FDCWD, path, (size_t)1 << 30, out, NULL), 0);
}

static inline bool exists(const struct scratch *s, const char *name)
{
	char path[160];
	struct stat st;

	path_of(s, name, path);
	return lstat(path, &st) == 0;
}

static inline struct crm_store *open_store(struct scratch *s)
{
	struct crm_store *out = NULL;

	crm_err_clear(&s->err);
	if (crm_store_open(s->dir, &s->limits, &out, &s->err) != 0)
		fail_msg("%s", s->err.text);
	return out;
}

static inline struct crm_store *lock_store(struct scratch *s)
{
	struct crm_store *out = open_store(s);

	if (crm_store_lock(out, 0, &s->err) != 0)
		fail_msg("%s", s->err.text);
	return out;
}

/* New findings each time. */
static inline struct crm_journal *open_journal(struct scratch *s, struct crm_store *store)
{
	struct crm_journal *j = NULL;

	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	crm_err_clear(&s->err);
	if (crm_journal_open(store, "complaint", s->notes, &j, &s->err) != 0)
		fail_msg("%s", s->err.text);
	return j;
}

static inline struct crm_record *record(const char *json)
{
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	assert_int_equal(crm_record_parse(json, strlen(json), &l, &r, NULL), 0);
	return r;
}

static inline void add(struct crm_tx *t, const char *id, const char *step, const char *json)
{
	struct crm_envelope env = {
	    .id = id, .step = step, .at = AT, .by = "cs01", .is_new = strcmp(step, "open") == 0};
	struct crm_record *r = record(json);
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_add(t, &env, r, &e) != 0)
		fail_msg("%s", e.text);
	crm_record_free(r);
}

static inline void commit(struct crm_tx *t)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_commit(t, &e) != 0)
		fail_msg("%s", e.text);
}

/* A write in the making, with all that it needs. */
struct open_tx {
	struct crm_store *store;
	struct crm_journal *j;
	struct crm_tx *t;
};

static inline struct open_tx begin(struct scratch *s)
{
	struct open_tx o;

	o.store = lock_store(s);
	o.j = open_journal(s, o.store);
	o.t = crm_tx_new(o.j);
	return o;
}

static inline void end(struct open_tx *o)
{
	crm_tx_free(o->t);
	crm_journal_free(o->j);
	crm_store_free(o->store);
}

/* One step, one commit, from opening to closing. */
static inline void write_step(struct scratch *s, const char *id, const char *step, const char *json)
{
	struct crm_store *store = lock_store(s);
	struct crm_journal *j = open_journal(s, store);
	struct crm_tx *t = crm_tx_new(j);

	add(t, id, step, json);
	commit(t);
	crm_tx_free(t);
	crm_journal_free(j);
	crm_store_free(store);
}

/* The folded record as JSON; "" when there is none. Opened as a reader. */
static inline void folded(
    struct scratch *s, const char *id, const char *as_of, struct crm_buf *out, struct crm_fold *f)
{
	struct crm_store *store = open_store(s);
	struct crm_journal *j = open_journal(s, store);
	struct crm_fold mine;

	crm_buf_clear(out);
	crm_buf_addz(out, "");
	if (f == NULL)
		f = &mine;
	if (crm_journal_fold(j, id, as_of, f, &s->err) == 0) {
		crm_record_dump(f->record, out);
		crm_record_free(f->record);
		f->record = NULL;
	}
	crm_journal_free(j);
	crm_store_free(store);
}

/* The first finding with this code, or NULL. */
static inline const struct crm_finding *finding(const struct crm_findings *f, const char *code)
{
	size_t i;

	for (i = 0; i < crm_findings_count(f); i++)
		if (strcmp(crm_finding_at(f, i)->code, code) == 0)
			return crm_finding_at(f, i);
	return NULL;
}

static inline size_t count_findings(const struct crm_findings *f, const char *code)
{
	size_t i, n = 0;

	for (i = 0; i < crm_findings_count(f); i++)
		n += strcmp(crm_finding_at(f, i)->code, code) == 0;
	return n;
}

/* Appends a line to text; prev (may be NULL) is the whole line it follows. */
static inline void add_line(
    struct crm_buf *text, const char *id, const char *step, const char *more, const char *prev)
{
	char hex[65];

	crm_buf_addf(text, "{\"id\":\"%s\"%s,\"step\":\"%s\",\"at\":\"" AT "\"", id,
	    strcmp(step, "open") == 0 ? ",\"new\":true" : "", step);
	if (prev != NULL) {
		crm_sha256_hex(prev, strcspn(prev, "\n"), hex);
		crm_buf_addf(text, ",\"prev\":\"%.32s\"", hex);
	}
	crm_buf_addf(text, "%s%s}\n", more[0] != '\0' ? "," : "", more);
}

/* The n-th line (from 0) of text, its LF cut off. */
static inline char *line_at(const char *text, size_t n)
{
	size_t len;
	char *out;

	while (n-- > 0)
		text = strchr(text, '\n') + 1;
	len = strcspn(text, "\n");
	out = malloc(len + 1);
	assert_non_null(out);
	memcpy(out, text, len);
	out[len] = '\0';
	return out;
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, scratch_setup, scratch_teardown)

#endif
