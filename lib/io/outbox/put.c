/* Putting a message into the outbox, once. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/io/outbox/outbox_private.h"

static unsigned nibble(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void crm_outbox_key(const struct crm_outbox_parts *p, char out[CRM_OUTBOX_KEY + 1])
{
	const char *const parts[] = {p->notice, p->customer, p->channel, p->address, p->content};
	struct crm_sha256 *h = crm_sha256_new();
	unsigned bits = 0, have = 0;
	size_t i, n = 0;
	char hex[65];

	/* with their ends, so that no two rows of parts are the same bytes */
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		crm_sha256_add(h, parts[i], strlen(parts[i]) + 1);
	crm_sha256_end(h, hex);
	for (i = 0; i < 64; i++) {
		bits = (bits << 4 | nibble(hex[i])) & 0xfffU;
		have += 4;
		if (have >= 5) {
			have -= 5;
			out[n++] = "abcdefghijklmnopqrstuvwxyz234567"[bits >> have & 31U];
		}
	}
	out[n++] = "abcdefghijklmnopqrstuvwxyz234567"[bits << (5 - have) & 31U];
	out[n] = '\0';
}

static void set_instant(struct crm_record *r, const char *path, struct crm_instant t)
{
	struct crm_cell c = crm_cell_instant(t);

	if (t.us != 0)
		crm_record_set(r, path, &c);
}

/* The first line of its file, read again as whoever sends it will. */
static int make_line(const char *key, const struct crm_record *message,
    const struct crm_outbox_times *t, struct crm_buf *line, char sha256[65], struct crm_err *e)
{
	struct crm_record *r = crm_record_copy(message);
	struct crm_outbox_state back;
	bool add_end;
	size_t good;
	int ret;

	(void)crm_record_remove(r, "attempt");
	(void)crm_record_remove(r, "queue");
	crm_record_set_text(r, "queue.key", key);
	set_instant(r, "queue.queued_at", t->now);
	set_instant(r, "queue.not_before", t->not_before);
	set_instant(r, "queue.expires_at", t->expires_at);
	if (t->attempts > 0) {
		const struct crm_cell n = crm_cell_int(t->attempts), yes = crm_cell_bool(true);

		crm_record_set(r, "queue.attempts", &n);
		if (t->doubt)
			crm_record_set(r, "queue.doubt", &yes);
	}
	crm_record_dump(r, line);
	crm_buf_addc(line, '\n');
	crm_record_free(r);
	ret = crm_outbox_parse(line->data, line->len, key, &back, &good, &add_end, e);
	if (ret != 0)
		return ret;
	if (sha256 != NULL)
		memcpy(sha256, back.sha256, sizeof(back.sha256));
	crm_outbox_state_release(&back);
	return ret;
}

/*
 * It is whole under its temporary name, and locked, as the name in queue/ is from the beginning: so nobody
 * sends it before we have seen that it did not stand elsewhere. 1: it is there already.
 */
static int link_in(struct crm_outbox *o, const char *key, const struct crm_replacement *r,
    enum crm_box *there, struct crm_err *e)
{
	int queue = o->dirs[CRM_BOX_QUEUE];

	if (linkat(r->dir, r->tmp, queue, key, 0) != 0) {
		if (errno != EEXIST)
			return crm_err_errno(e, CRM_CANTCREAT, "cannot queue message", key);
		*there = CRM_BOX_QUEUE;
		return crm_fsync_dir(queue, e);
	}
	for (int i = CRM_BOX_HOLD; i < CRM_BOX_CORRUPT; i++) {
		if (faccessat(o->dirs[i], key, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		*there = (enum crm_box)i;
		if (unlinkat(queue, key, 0) != 0)
			return crm_err_errno(e, CRM_IOERR, "cannot take back message", key);
		break;
	}
	return crm_fsync_dir(queue, e);
}

int crm_outbox_put(struct crm_outbox *o, const char *key, const struct crm_record *message,
    const struct crm_outbox_times *t, enum crm_box *there, char sha256[65], struct crm_err *e)
{
	struct crm_buf line = CRM_BUF_INIT;
	struct crm_replacement r;
	enum crm_box is = crm_outbox_where(o, key);
	int ret = 0;

	if (is == CRM_BOX_CORRUPT)
		is = CRM_BOX_NONE;
	if (sha256 != NULL)
		sha256[0] = '\0';
	if (!crm_outbox_key_ok(key)) {
		ret = crm_err_set(e, CRM_BADINPUT, "'%s' is no key of a message", key);
	} else if (o->dirs[CRM_BOX_QUEUE] < 0) {
		ret = crm_err_set(e, CRM_CANTCREAT, "there is no '%s'", o->dir);
	} else if (is != CRM_BOX_NONE) {
		/* the one who wrote it may have been killed before it was durable */
		ret = crm_fsync_dir(o->dirs[is], e);
	} else if ((ret = make_line(key, message, t, &line, sha256, e)) == 0 &&
	    (ret = crm_replace_begin(o->dirs[CRM_BOX_TMP], key, &r, e)) == 0) {
		if (crm_write_all(r.fd, line.data, line.len) != 0) {
			ret = crm_err_errno(e, CRM_IOERR, "cannot write message", key);
			crm_replace_drop(&r);
		} else if ((ret = crm_replace_sync(&r, o->mode, e)) == 0) {
			ret = link_in(o, key, &r, &is, e);
			crm_replace_drop(&r);
		}
	}
	if ((ret != 0 || is != CRM_BOX_NONE) && sha256 != NULL)
		sha256[0] = '\0';
	if (ret == 0 && there != NULL)
		*there = is;
	crm_buf_release(&line);
	return ret;
}
