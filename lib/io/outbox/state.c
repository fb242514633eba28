/* What a message's file says of it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/utf8.h"
#include "lib/io/outbox/outbox_private.h"

void crm_outbox_state_release(struct crm_outbox_state *s)
{
	crm_record_free(s->message);
	s->message = NULL;
}

int crm_outbox_instant(
    const struct crm_record *r, const char *path, struct crm_instant *out, struct crm_err *e)
{
	const char *text = crm_record_text(r, path);

	if (!crm_record_has(r, path))
		return 0;
	if (text == NULL || crm_instant_parse(text, strlen(text), out) != 0)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, path, "is no time");
	return 1;
}

static bool is_true(const struct crm_record *r, const char *path)
{
	struct crm_cell c;

	crm_record_cell(r, path, NULL, NULL, &c);
	return c.type == CRM_T_BOOL && c.u.b;
}

static void copy(char *to, size_t room, const char *from)
{
	crm_answer_text(to, room, from, from != NULL ? strlen(from) : 0);
}

/* ---- the lines after the first ---- */

static int fold_outcome(struct crm_outbox_state *s, const struct crm_record *line,
    struct crm_instant at, struct crm_err *e)
{
	struct crm_answer *a = &s->last;

	memset(a, 0, sizeof(*a));
	a->sent = crm_sent_find(crm_record_text(line, "outcome"));
	if (a->sent == CRM_SENT_UNKNOWN)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "outcome", "is none that there is");
	a->doubt = is_true(line, "doubt");
	a->alert = is_true(line, "alert");
	copy(a->code, sizeof(a->code), crm_record_text(line, "code"));
	copy(a->provider, sizeof(a->provider), crm_record_text(line, "provider_id"));
	copy(a->detail, sizeof(a->detail), crm_record_text(line, "detail"));
	s->open = 0;
	s->doubts = a->doubt ? s->doubts : 0;
	s->last_at = at;
	return 0;
}

static int fold_attempt(struct crm_outbox_state *s, const struct crm_record *line,
    struct crm_instant at, struct crm_err *e)
{
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	crm_record_cell(line, "attempt", NULL, &scratch, &c);
	crm_buf_release(&scratch);
	if (c.type != CRM_T_INT || c.u.i != s->attempts + 1)
		return crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "attempt", "%ld expected", s->attempts + 1);
	s->attempts++;
	if (s->tried++ == 0)
		s->first_at = at;
	s->open++;
	s->doubts++;
	s->last_at = at;
	return 0;
}

/* A person's word: it begins anew. */
static void begin(struct crm_outbox_state *s, struct crm_instant at)
{
	s->since = s->not_before = at;
	s->tried = s->open = s->doubts = 0;
	s->warned = false;
	memset(&s->last, 0, sizeof(s->last));
}

int crm_outbox_fold(struct crm_outbox_state *s, const struct crm_record *line, struct crm_err *e)
{
	struct crm_instant at, later;
	int has = crm_outbox_instant(line, "at", &at, e);

	if (has <= 0)
		return has < 0 ? -1 : crm_err_at(e, CRM_BADINPUT, NULL, 0, "at", "is missing");
	if (crm_record_has(line, "outcome"))
		return fold_outcome(s, line, at, e);
	if (crm_record_has(line, "attempt"))
		return fold_attempt(s, line, at, e);
	if (crm_record_has(line, "not_before")) {
		if (crm_outbox_instant(line, "not_before", &later, e) < 0)
			return -1;
		s->not_before = later;
		if (s->tried == 0)
			s->since = later;
		copy(s->why, sizeof(s->why), crm_record_text(line, "why"));
	} else if (crm_record_text(line, "to") != NULL) {
		if (strcmp(crm_record_text(line, "to"), crm_box_name(CRM_BOX_QUEUE)) == 0)
			begin(s, at);
		copy(s->why, sizeof(s->why), crm_record_text(line, "why"));
	} else if (is_true(line, "warned")) {
		s->warned = true;
	}
	return 0;
}

/* ---- the first line ---- */

/* What it had, of one that was made anew. */
static void fold_before(struct crm_outbox_state *s)
{
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	crm_record_cell(s->message, "queue.attempts", NULL, &scratch, &c);
	crm_buf_release(&scratch);
	if (c.type != CRM_T_INT || c.u.i < 1 || c.u.i > LONG_MAX - 1)
		return;
	s->attempts = (long)c.u.i;
	if (!is_true(s->message, "queue.doubt"))
		return;
	s->tried = s->open = s->doubts = 1;
	s->first_at = s->last_at = s->queued_at;
}

static int fold_message(struct crm_outbox_state *s, const char *key, struct crm_err *e)
{
	const char *own = crm_record_text(s->message, "queue.key");
	const char *urgency = crm_record_text(s->message, "urgency");

	if (own == NULL || strcmp(own, key) != 0)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "queue.key",
		    "is not the name of the file: it is another message, or none");
	(void)snprintf(s->key, sizeof(s->key), "%s", key);
	if (crm_outbox_instant(s->message, "queue.queued_at", &s->queued_at, e) < 0)
		return -1;
	s->not_before = s->queued_at;
	if (crm_outbox_instant(s->message, "queue.not_before", &s->not_before, e) < 0 ||
	    crm_outbox_instant(s->message, "queue.expires_at", &s->expires_at, e) < 0)
		return -1;
	s->since = s->not_before;
	if (urgency != NULL)
		s->hurry = strcmp(urgency, "emergency") == 0 ? 2 : strcmp(urgency, "urgent") == 0;
	s->urgent = s->hurry > 0;
	fold_before(s);
	(void)crm_record_remove(s->message, "queue");
	return 0;
}

static int one_line(struct crm_outbox_state *s, const char *line, size_t len, const char *key,
    const struct crm_limits *l, struct crm_err *e)
{
	struct crm_record *r = NULL;
	int ret;

	if (crm_record_parse(line, len, l, &r, e) != 0)
		return -1;
	if (s->message == NULL) {
		s->message = r;
		crm_sha256_hex(line, len, s->sha256);
		return fold_message(s, key, e);
	}
	ret = crm_outbox_fold(s, r, e);
	crm_record_free(r);
	return ret;
}

int crm_outbox_parse(const char *text, size_t len, const char *key, struct crm_outbox_state *out,
    size_t *good, bool *add_end, struct crm_err *e)
{
	struct crm_outbox_state s, ended;
	struct crm_limits limits;
	struct crm_record *tail = NULL;
	const char *end;
	long number = 0;
	size_t at = 0;

	memset(&s, 0, sizeof(s));
	crm_outbox_limits(&limits);
	while ((end = memchr(text + at, '\n', len - at)) != NULL) {
		number++;
		if (one_line(&s, text + at, (size_t)(end - text) - at, key, &limits, e) != 0)
			goto bad;
		at = (size_t)(end + 1 - text);
	}
	if (number == 0) {
		crm_err_set(e, CRM_BADINPUT, "it holds no whole message");
		goto bad;
	}
	/* written, but for its end: what was done is known */
	ended = s;
	*add_end = at < len && crm_record_parse(text + at, len - at, &limits, &tail, NULL) == 0 &&
	    crm_outbox_fold(&ended, tail, NULL) == 0;
	crm_record_free(tail);
	*good = *add_end ? len : at;
	*out = *add_end ? ended : s;
	return 0;
bad:
	crm_err_place(e, NULL, number, NULL);
	crm_outbox_state_release(&s);
	return -1;
}

/* ---- the file ---- */

int crm_outbox_openat(const struct crm_outbox *o, enum crm_box box, const char *key, int flags,
    int *fd, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct stat st;
	int ret = 1;

	if (o->dirs[box] < 0)
		return 0;
	crm_outbox_path(o, box, key, &path);
	do
		*fd = openat(
		    o->dirs[box], key, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	while (*fd < 0 && errno == EINTR);
	if (*fd < 0 && errno == ENOENT) {
		ret = 0;
	} else if (*fd < 0 && (errno == ELOOP || errno == EISDIR || errno == ENXIO)) {
		ret = crm_err_at(e, CRM_BADINPUT, path.data, 0, NULL, "is not a regular file");
	} else if (*fd < 0) {
		ret = crm_err_errno(
		    e, errno == EACCES ? CRM_NOPERM : CRM_IOERR, "cannot open", path.data);
	} else if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		ret = crm_err_at(e, CRM_BADINPUT, path.data, 0, NULL, "is not a regular file");
		close(*fd);
	}
	crm_buf_release(&path);
	return ret;
}

int crm_outbox_read(const struct crm_outbox *o, enum crm_box box, const char *key,
    struct crm_outbox_state *out, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_err why = CRM_ERR_INIT;
	bool add_end;
	size_t good;
	int ret = -1;

	crm_outbox_path(o, box, key, &path);
	if (o->dirs[box] < 0)
		crm_err_set(&why, CRM_NOINPUT, "'%s' is not there", path.data);
	else if (crm_file_read(o->dirs[box], key, CRM_OUTBOX_FILE, &text, &why) == 0 &&
	    crm_outbox_parse(crm_buf_str(&text), text.len, key, out, &good, &add_end, &why) == 0)
		ret = 0;
	if (ret != 0) {
		crm_err_place(&why, path.data, 0, NULL);
		if (e != NULL && e->code == 0)
			*e = why;
	}
	crm_buf_release(&text);
	crm_buf_release(&path);
	return ret;
}
