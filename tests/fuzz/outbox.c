/*
 * The file of a message in the outbox. One that is read is read to the same end again; what was cut off
 * behind its last whole line changes nothing; numbers fit one another, texts can be shown, and the rule
 * has an answer. One that cannot be read says why and where.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/outbox/outbox_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char key[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool valid(const char *text)
{
	size_t len = strlen(text);

	return crm_utf8_invalid(text, len) == len;
}

static bool sound(const struct crm_outbox_state *s)
{
	return strcmp(s->key, key) == 0 && s->message != NULL &&
	    !crm_record_has(s->message, "queue") && s->open >= 0 && s->open <= s->tried &&
	    s->tried <= s->attempts && valid(s->why) && valid(s->last.code) &&
	    valid(s->last.provider) && valid(s->last.detail);
}

static bool alike(const struct crm_outbox_state *a, const struct crm_outbox_state *b)
{
	return a->urgent == b->urgent && a->queued_at.us == b->queued_at.us &&
	    a->not_before.us == b->not_before.us && a->expires_at.us == b->expires_at.us &&
	    a->attempts == b->attempts && a->since.us == b->since.us && a->tried == b->tried &&
	    a->open == b->open && a->first_at.us == b->first_at.us &&
	    a->last_at.us == b->last_at.us && a->warned == b->warned &&
	    a->last.sent == b->last.sent && a->last.doubt == b->last.doubt &&
	    a->last.alert == b->last.alert && strcmp(a->last.code, b->last.code) == 0 &&
	    strcmp(a->last.provider, b->last.provider) == 0 &&
	    strcmp(a->last.detail, b->last.detail) == 0 && strcmp(a->why, b->why) == 0;
}

/* The good part with a tail that was never synced. */
static void again(const char *text, size_t good, bool add_end, const char *tail,
    const struct crm_outbox_state *first)
{
	struct crm_buf more = CRM_BUF_INIT;
	struct crm_outbox_state s;
	struct crm_err e = CRM_ERR_INIT;
	bool end;
	size_t to;

	crm_buf_add(&more, text, good);
	if (add_end)
		crm_buf_addz(&more, "\n");
	to = more.len;
	crm_buf_addz(&more, tail);
	must(crm_outbox_parse(crm_buf_str(&more), more.len, key, &s, &good, &end, &e) == 0);
	must(good == to && !end && alike(first, &s));
	crm_outbox_state_release(&s);
	crm_buf_release(&more);
}

/* A line more behind it: an attempt counts under the next number, and only that. */
static void one_more(
    const char *text, size_t good, bool add_end, const struct crm_outbox_state *first)
{
	for (long n = first->attempts; n <= first->attempts + 2; n++) {
		struct crm_buf more = CRM_BUF_INIT;
		struct crm_outbox_state s;
		bool end, read;
		size_t to;

		crm_buf_add(&more, text, good);
		crm_buf_addf(&more, "%s{\"attempt\":%ld,\"at\":\"2026-11-20T12:00:00Z\"}\n",
		    add_end ? "\n" : "", n);
		read =
		    crm_outbox_parse(crm_buf_str(&more), more.len, key, &s, &to, &end, NULL) == 0;
		must(read == (n == first->attempts + 1));
		if (read) {
			must(s.attempts == n && s.open == first->open + 1);
			crm_outbox_state_release(&s);
		}
		crm_buf_release(&more);
	}
}

/* Under another name it is another message. */
static void other_name(const char *text, size_t good)
{
	static const char other[] = "baaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	struct crm_outbox_state s;
	bool end;
	size_t to;

	must(crm_outbox_parse(text, good, other, &s, &to, &end, NULL) != 0);
}

static void judge(const struct crm_outbox_state *s)
{
	const struct crm_instant times[] = {
	    {0, 0}, s->not_before, s->last_at, {INT64_C(1795000000000000), 0}};
	struct crm_outbox_next next;

	for (size_t i = 0; i < 2 * sizeof(times) / sizeof(times[0]); i++) {
		const struct crm_instant now = times[i / 2];

		crm_outbox_next(s, i % 2 == 0, now, &next);
		must(next.what != CRM_DO_SEND || next.ahead || now.us >= s->not_before.us);
		must(next.what != CRM_DO_SEND || s->last.sent == CRM_SENT_UNKNOWN ||
		    s->last.sent == CRM_SENT_LATER || s->open > 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct crm_outbox_state s;
	struct crm_err e = CRM_ERR_INIT;
	bool add_end = false;
	size_t good = 0;

	if (size == 0)
		return 0;
	if (crm_outbox_parse(text, size, key, &s, &good, &add_end, &e) != 0) {
		must(e.code == CRM_BADINPUT && e.text[0] != '\0');
		return 0;
	}
	must(good > 0 && good <= size && (!add_end || good == size) && sound(&s));
	again(text, good, add_end, "", &s);
	again(text, good, add_end, "{\"attempt\":1,\"at\"", &s);
	one_more(text, good, add_end, &s);
	other_name(text, good);
	judge(&s);
	crm_outbox_state_release(&s);
	return 0;
}
