/* Having a message to oneself, and moving it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/data/finding.h"
#include "lib/io/outbox/outbox_private.h"

#define CORRUPT_MOST 1000 /* of one name */

/* Both folders, as a name went from one to the other. */
static int rename_durably(struct crm_outbox *o, enum crm_box from, const char *name,
    enum crm_box to, const char *as, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	crm_outbox_path(o, from, name, &path);
	if (renameat(o->dirs[from], name, o->dirs[to], as) != 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot move", path.data);
	else if (crm_fsync_dir(o->dirs[to], e) != 0 || crm_fsync_dir(o->dirs[from], e) != 0)
		ret = -1;
	crm_buf_release(&path);
	return ret;
}

int crm_outbox_corrupt(struct crm_outbox *o, enum crm_box box, const char *name,
    const struct crm_err *why, struct crm_findings *notes, struct crm_err *e)
{
	struct crm_buf as = CRM_BUF_INIT, text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct stat st;
	int ret, i;

	crm_buf_addz(&as, name);
	for (i = 2; i < CORRUPT_MOST &&
	     fstatat(o->dirs[CRM_BOX_CORRUPT], as.data, &st, AT_SYMLINK_NOFOLLOW) == 0;
	     i++) {
		crm_buf_clear(&as);
		crm_buf_addf(&as, "%s.%d", name, i);
	}
	ret = rename_durably(o, box, name, CRM_BOX_CORRUPT, as.data, e);
	if (ret == 0 && notes != NULL) {
		crm_err_format(why, &text);
		crm_outbox_path(o, CRM_BOX_CORRUPT, as.data, &path);
		crm_finding_add(notes, CRM_ERROR, "bad_message", NULL, 0, NULL, NULL,
		    "%s; it is kept as '%s'", crm_buf_str(&text), path.data);
	}
	crm_buf_release(&as);
	crm_buf_release(&text);
	crm_buf_release(&path);
	return ret;
}

/* ---- reading what is locked ---- */

/* Cuts off a line that was never synced, or gives one its end that lacks nothing else. */
static int mend(struct crm_claim *c, size_t len, size_t good, bool add_end, struct crm_err *e)
{
	if (good == len && !add_end)
		return 0;
	if ((good < len && ftruncate(c->fd, (off_t)good) != 0) ||
	    (add_end && crm_write_all(c->fd, "\n", 1) != 0) || fdatasync(c->fd) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot mend message", c->state.key);
	c->size = (off_t)good + (add_end ? 1 : 0);
	return 0;
}

/* 1: it cannot be read, and why. */
static int read_locked(struct crm_claim *c, const char *key, const struct stat *st,
    struct crm_err *why, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	bool add_end = false;
	size_t good = 0, size = (size_t)st->st_size;
	ssize_t n = 0;
	int ret;

	if (size <= CRM_OUTBOX_FILE) {
		crm_buf_reserve(&text, size + 1);
		n = crm_pread_all(c->fd, text.data, size, 0);
		text.len = n > 0 ? (size_t)n : 0;
	}
	crm_outbox_path(c->o, c->box, key, &path);
	if (size > CRM_OUTBOX_FILE)
		ret = crm_err_set(why, CRM_BADINPUT, "is too large") != 0;
	else if (n < 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot read", path.data);
	else
		ret = crm_outbox_parse(
		          crm_buf_str(&text), text.len, key, &c->state, &good, &add_end, why) != 0;
	if (ret == 1)
		crm_err_place(why, path.data, 0, NULL);
	if (ret == 0) {
		c->size = (off_t)good;
		ret = mend(c, text.len, good, add_end, e);
		if (ret != 0)
			crm_outbox_state_release(&c->state);
	}
	crm_buf_release(&text);
	crm_buf_release(&path);
	return ret;
}

/*
 * A message that is in the queue and has gone elsewhere too was put in by somebody who was killed
 * before he saw that: what the other place says holds. 1: so it was.
 */
static int second_copy(struct crm_outbox *o, enum crm_box box, const char *key, struct crm_err *e)
{
	struct stat st;

	for (int i = CRM_BOX_HOLD; box == CRM_BOX_QUEUE && i < CRM_BOX_CORRUPT; i++) {
		if (fstatat(o->dirs[i], key, &st, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (unlinkat(o->dirs[box], key, 0) != 0)
			return crm_err_errno(e, CRM_IOERR, "cannot remove second copy of", key);
		return 1;
	}
	return 0;
}

/* 1: locked, and still the file of that name; 0: not, and how. */
static int lock(struct crm_outbox *o, enum crm_box box, const char *key, int fd, struct stat *st,
    enum crm_claimed *how, struct crm_err *e)
{
	int rc;

	do
		rc = flock(fd, LOCK_EX | LOCK_NB);
	while (rc != 0 && errno == EINTR);
	if (rc != 0) {
		*how = CRM_CLAIM_BUSY;
		return errno == EWOULDBLOCK ? 0 : crm_err_errno(e, CRM_IOERR, "cannot lock", key);
	}
	if (fstat(fd, st) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot read", key);
	*how = CRM_CLAIM_GONE;
	if (!crm_outbox_same(o->dirs[box], key, st))
		return 0;
	rc = second_copy(o, box, key, e);
	return rc < 0 ? -1 : rc == 0;
}

int crm_claim_take(struct crm_outbox *o, enum crm_box box, const char *key, enum crm_claimed *how,
    struct crm_claim **out, struct crm_findings *notes, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_claim *c = NULL;
	struct stat st;
	int fd = -1, ret;

	ret = crm_outbox_openat(o, box, key, O_RDWR | O_APPEND, &fd, &why);
	memset(&st, 0, sizeof(st));
	*how = CRM_CLAIM_GONE;
	if (ret < 0 && why.code != CRM_BADINPUT) {
		if (e != NULL && e->code == 0)
			*e = why;
		return -1;
	}
	if (ret < 0) {
		*how = CRM_CLAIM_CORRUPT;
		return crm_outbox_corrupt(o, box, key, &why, notes, e);
	}
	if (ret == 0)
		return 0;
	ret = lock(o, box, key, fd, &st, how, e);
	if (ret <= 0) {
		close(fd);
		return ret;
	}
	c = crm_calloc(1, sizeof(*c));
	c->o = o;
	c->box = box;
	c->fd = fd;
	ret = read_locked(c, key, &st, &why, e);
	if (ret == 0) {
		*how = CRM_CLAIM_MINE;
		*out = c;
		return 0;
	}
	if (ret == 1) {
		*how = CRM_CLAIM_CORRUPT;
		ret = crm_outbox_corrupt(o, box, key, &why, notes, e);
	}
	crm_claim_free(c);
	return ret;
}

/* Closing is enough, and all: an explicit unlock would take the lock from the channel too. */
void crm_claim_free(struct crm_claim *c)
{
	if (c == NULL)
		return;
	close(c->fd);
	crm_outbox_state_release(&c->state);
	free(c);
}

const struct crm_outbox_state *crm_claim_state(const struct crm_claim *c)
{
	return &c->state;
}

int crm_claim_fd(const struct crm_claim *c)
{
	return c->fd;
}

int crm_claim_corrupt(
    struct crm_claim *c, const char *why, struct crm_findings *notes, struct crm_err *e)
{
	struct crm_err text = CRM_ERR_INIT;
	struct crm_buf path = CRM_BUF_INIT;
	int ret;

	crm_outbox_path(c->o, c->box, c->state.key, &path);
	crm_err_at(&text, CRM_BADINPUT, path.data, 1, NULL, "%s", why);
	ret = crm_outbox_corrupt(c->o, c->box, c->state.key, &text, notes, e);
	if (ret == 0)
		c->box = CRM_BOX_CORRUPT;
	crm_buf_release(&path);
	return ret;
}

int crm_claim_move(
    struct crm_claim *c, enum crm_box to, const char *why, struct crm_instant at, struct crm_err *e)
{
	struct stat st;

	if (to == c->box)
		return 0;
	if (fstatat(c->o->dirs[to], c->state.key, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return crm_err_set(e, CRM_CANTCREAT, "message '%s' is in %s/%s already",
		    c->state.key, c->o->dir, crm_box_name(to));
	if ((why != NULL || to == CRM_BOX_QUEUE) && crm_claim_moved(c, to, why, at, e) != 0)
		return -1;
	if (rename_durably(c->o, c->box, c->state.key, to, c->state.key, e) != 0)
		return -1;
	c->box = to;
	return 0;
}
