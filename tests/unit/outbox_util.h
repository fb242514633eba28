/*
 * For the unit tests of the outbox: a new one for each test, and its commonest handles.
 */
#ifndef CRM_TESTS_OUTBOX_UTIL_H
#define CRM_TESTS_OUTBOX_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/data/finding.h"
#include "lib/io/outbox/outbox_private.h"

static char store[64];
static int dir = -1;
static struct crm_outbox *o;

static inline struct crm_instant at(int64_t seconds)
{
	return (struct crm_instant){(INT64_C(1795000000) + seconds) * CRM_US_PER_SEC, 0};
}

static inline void key_of(const char *address, char out[CRM_OUTBOX_KEY + 1])
{
	crm_outbox_key(&(struct crm_outbox_parts){"N-1", "C-1", "email", address, "hash"}, out);
}

static inline enum crm_box put_at(const char *key, const char *urgency, int64_t not_before)
{
	struct crm_outbox_times t = {.now = at(0)};
	struct crm_record *r = crm_record_new();
	enum crm_box there = CRM_BOX_TMP;
	struct crm_err e = CRM_ERR_INIT;

	if (not_before != 0)
		t.not_before = at(not_before);
	crm_record_set_text(r, "id", "N-1");
	crm_record_set_text(r, "channel", "email");
	crm_record_set_text(r, "urgency", urgency);
	crm_record_set_text(r, "text", "first\nsecond");
	if (crm_outbox_put(o, key, r, &t, &there, NULL, &e) != 0)
		fail_msg("%s", e.text);
	crm_record_free(r);
	return there;
}

static inline enum crm_box put(const char *key)
{
	return put_at(key, "normal", 0);
}

static inline struct crm_claim *claim(enum crm_box box, const char *key, enum crm_claimed want)
{
	struct crm_claim *c = NULL;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_claimed how;

	if (crm_claim_take(o, box, key, &how, &c, NULL, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(how, want);
	return c;
}

static inline struct crm_outbox_next next_of(const struct crm_claim *c, bool holds, int64_t now)
{
	struct crm_outbox_next n;

	crm_outbox_next(crm_claim_state(c), holds, at(now), &n);
	return n;
}

static inline void outcome(struct crm_claim *c, enum crm_sent sent, bool doubt, int64_t now)
{
	struct crm_answer a = {.sent = sent, .doubt = doubt, .code = "451", .detail = "busy"};

	assert_int_equal(crm_claim_outcome(c, &a, at(now), NULL), 0);
}

static inline void append(enum crm_box box, const char *key, const char *text)
{
	int fd = openat(o->dirs[box], key, O_WRONLY | O_APPEND | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, text, strlen(text)), 0);
	close(fd);
}

static inline int make(void **state)
{
	(void)state;
	crm_record_setup();
	(void)umask(077);
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)snprintf(store, sizeof(store), "/tmp/crm-unit-outbox-XXXXXX");
	if (mkdtemp(store) == NULL)
		return -1;
	dir = open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return crm_outbox_open(dir, store, true, false, &o, NULL);
}

static inline int drop(void **state)
{
	char command[128];

	(void)state;
	crm_outbox_free(o);
	close(dir);
	(void)snprintf(command, sizeof(command), "rm -rf %s", store);
	return system(command);
}
#define IN_OUTBOX(f) cmocka_unit_test_setup_teardown(f, make, drop)

#endif
