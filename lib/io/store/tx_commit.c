/*
 * The commit point. All lines are made and judged before the first byte is
 * written; then they are appended, and synced once. A write that fails is
 * cut back; a sync that fails is not tried again, for the kernel may have
 * dropped the data and would report success.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/tx_private.h"

#define BLOCK ((size_t)1 << 20) /* bytes a write */

struct commit {
	struct crm_tx *t;
	struct crm_spool out; /* the lines as they will stand in the file */
	struct crm_buf block; /* those not yet in the spool */
	struct crm_buf line;
	char txid[13]; /* "" for a single line */
};

/* ---- making the lines ---- */

/* Names the batch by what is in it and where it stands. */
static int name_batch(struct commit *c, struct crm_err *e)
{
	struct crm_tx *t = c->t;
	struct crm_sha256 *h;
	char hex[65];
	size_t i;

	c->txid[0] = '\0';
	if (t->n < 2)
		return 0;
	h = crm_sha256_new();
	crm_sha256_add(h, &t->j->ix.end, sizeof(t->j->ix.end));
	for (i = 0; i < t->n; i++) {
		if (crm_tx_text(t, i, e) != 0) {
			crm_sha256_free(h);
			return -1;
		}
		crm_sha256_add(h, t->line.data, t->line.len);
	}
	crm_sha256_end(h, hex);
	memcpy(c->txid, hex, 12);
	c->txid[12] = '\0';
	return 0;
}

/* The lines at which the chain is broken. */
static void add_settled(struct commit *c)
{
	const struct crm_chain *chain = &c->t->j->chain;
	char hex[33];
	size_t i, n = 0;

	crm_buf_addz(&c->line, ",\"settles\":[");
	for (i = 0; i < chain->n; i++) {
		if (!crm_chain_breaks(chain, i))
			continue;
		crm_chain_hex(chain, i, hex);
		crm_buf_addf(&c->line, "%s\"%s\"", n++ > 0 ? "," : "", hex);
	}
	crm_buf_addc(&c->line, ']');
}

/* Where to begin naming the tips: a line `left` names the last one alone, for
 * it is nobody's decision, and a fork stays as it was. */
static size_t first_named(const struct crm_chain *chain, unsigned step)
{
	size_t i = step == CRM_L_LEFT ? chain->n : 0;

	while (i > 0 && !crm_chain_names(chain, --i, step))
		;
	return i;
}

/* The tips of the record's committed lines, and what such a step names
 * besides: one as text, several as list. */
static int add_committed_tips(struct commit *c, const char *id, unsigned step, struct crm_err *e)
{
	struct crm_journal *j = c->t->j;
	struct crm_hits h;
	char hex[33];
	size_t from, i, n = 0, named = 0;

	if (crm_journal_hits(j, id, &h, e) != 0)
		return -1;
	if (crm_hits_count(&h) == 0)
		return 0;
	if (crm_fold_chain(j, id, e) != 0)
		return -1;
	from = first_named(&j->chain, step);
	for (i = from; i < j->chain.n; i++)
		named += crm_chain_names(&j->chain, i, step);
	if (named == 0)
		return 0;
	crm_buf_addz(&c->line, named > 1 ? ",\"prev\":[" : ",\"prev\":");
	for (i = from; i < j->chain.n; i++) {
		if (!crm_chain_names(&j->chain, i, step))
			continue;
		crm_chain_hex(&j->chain, i, hex);
		crm_buf_addf(&c->line, "%s\"%s\"", n++ > 0 ? "," : "", hex);
	}
	if (named > 1)
		crm_buf_addc(&c->line, ']');
	if (step == CRM_L_RESOLVE && j->chain.broken)
		add_settled(c);
	return 0;
}

static int make_line(struct commit *c, size_t i, struct crm_err *e)
{
	struct crm_tx *t = c->t;
	const struct crm_pending *p = &t->v[i];
	struct crm_touched *x = &t->touched[p->record];
	struct crm_scan check;
	char hex[65];

	if (crm_tx_text(t, i, e) != 0)
		return -1;
	crm_buf_clear(&c->line);
	crm_buf_add(&c->line, t->line.data, p->head);
	if (x->tip[0] != '\0')
		crm_buf_addf(&c->line, ",\"prev\":\"%s\"", x->tip);
	else if (add_committed_tips(c, crm_map_key(t->ids, p->record, NULL), p->step, e) != 0)
		return -1;
	if (c->txid[0] != '\0')
		crm_buf_addf(&c->line, ",\"tx\":\"%s:%zu/%zu\"", c->txid, i + 1, t->n);
	if (t->j->ix.epoch > 0)
		crm_buf_addf(&c->line, ",\"epoch\":%llu", (unsigned long long)t->j->ix.epoch);
	crm_buf_add(&c->line, t->line.data + p->head, p->rest);
	/* never write what we could not read */
	if (c->line.len > t->limits.line)
		return crm_err_set(e, CRM_BADINPUT,
		    "a line of '%s' is longer than %zu bytes, too long to be stored",
		    crm_map_key(t->ids, p->record, NULL), t->limits.line);
	if (crm_linescan(c->line.data, c->line.len, t->limits.depth, &check) != 0)
		return crm_err_set(e, CRM_BADINPUT, "a line of '%s' cannot be stored: %s",
		    crm_map_key(t->ids, p->record, NULL), check.why);
	crm_sha256_hex(c->line.data, c->line.len, hex);
	memcpy(x->tip, hex, 32);
	x->tip[32] = '\0';
	return 0;
}

static int make_lines(struct commit *c, struct crm_err *e)
{
	size_t i;

	if (name_batch(c, e) != 0)
		return -1;
	for (i = 0; i < c->t->n; i++) {
		if (make_line(c, i, e) != 0)
			return -1;
		crm_buf_addc(&c->line, '\n');
		crm_buf_add(&c->block, c->line.data, c->line.len);
		if (c->block.len < BLOCK)
			continue;
		if (crm_spool_add(&c->out, c->block.data, c->block.len, e) != 0)
			return -1;
		crm_buf_clear(&c->block);
	}
	return c->block.len == 0 ? 0 : crm_spool_add(&c->out, c->block.data, c->block.len, e);
}

/* ---- writing them ---- */

int crm_journal_same(const struct crm_journal *j, struct crm_err *e)
{
	struct stat a, b;

	if (j->base != NULL && crm_base_unchanged(j->base, e) != 0)
		return -1;
	if (j->fd < 0)
		return 0;
	if (fstat(j->fd, &a) == 0 && (uint64_t)a.st_size == j->size &&
	    fstatat(j->store->dirfd, j->name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino)
		return 0;
	return crm_err_at(e, CRM_TEMPFAIL, j->path.data, 0, NULL,
	    "was changed by somebody who does not take the store's lock; "
	    "nothing was written, try again");
}

/* How much of [at, ...) to write at once: about a block of whole lines. */
static int next_block(struct commit *c, uint64_t at, struct crm_err *e)
{
	uint64_t left = crm_spool_size(&c->out) - at;
	size_t want = BLOCK, n;

	for (;; want *= 2) {
		n = left < want ? (size_t)left : want;
		if (crm_spool_read(&c->out, at, n, &c->block, e) != 0)
			return -1;
		if (n == left)
			return 0;
		while (n > 0 && c->block.data[n - 1] != '\n')
			n--;
		if (n == 0) /* a line longer than that */
			continue;
		crm_buf_cut(&c->block, n);
		return 0;
	}
}

static int write_at(int fd, const char *p, size_t n, uint64_t at)
{
	ssize_t k;

	while (n > 0) {
		k = pwrite(fd, p, n, (off_t)at);
		if (k < 0 && errno == EINTR)
			continue;
		if (k == 0)
			errno = EIO;
		if (k <= 0)
			return -1;
		p += k;
		n -= (size_t)k;
		at += (uint64_t)k;
	}
	return 0;
}

static int write_lines(struct commit *c, struct crm_err *e)
{
	const struct crm_journal *j = c->t->j;
	uint64_t at = 0;

	while (at < crm_spool_size(&c->out)) {
		if (next_block(c, at, e) != 0)
			return -1;
		if (write_at(j->fd, c->block.data, c->block.len, j->size + at) != 0)
			return crm_err_errno(e, CRM_IOERR, "cannot write", j->path.data);
		at += c->block.len;
	}
	return 0;
}

/* As before: no half of a write stays. What cannot be cut is an unfinished
 * tail, which the next writer sets aside. */
static void cut_back(struct crm_journal *j, bool made)
{
	if (ftruncate(j->fd, (off_t)j->size) == 0)
		(void)fdatasync(j->fd);
	if (!made)
		return;
	(void)unlinkat(j->store->dirfd, j->name, 0);
	close(j->fd);
	j->fd = -1;
}

static int sync_all(struct crm_journal *j, bool made, struct crm_err *e)
{
	if (fdatasync(j->fd) != 0)
		crm_err_errno(e, CRM_IOERR, "cannot sync", j->path.data);
	else if (!made || crm_fsync_dir(j->store->dirfd, e) == 0)
		return 0;
	crm_store_mark_suspect(j->store, j->kind);
	return -1;
}

static int append(struct commit *c, struct crm_err *e)
{
	struct crm_journal *j = c->t->j;
	bool made = j->fd < 0;

	if (crm_journal_same(j, e) != 0)
		return -1;
	if (made) {
		j->fd = crm_store_create(j->store, j->name, e);
		if (j->fd < 0)
			return -1;
	}
	if (write_lines(c, e) != 0) {
		cut_back(j, made);
		return -1;
	}
	if (sync_all(j, made, e) != 0)
		return -1;
	j->size += crm_spool_size(&c->out);
	return 0;
}

int crm_tx_commit(struct crm_tx *t, struct crm_err *e)
{
	struct crm_journal *j = t->j;
	struct commit c = {t, {0, -1, 0, CRM_BUF_INIT}, CRM_BUF_INIT, CRM_BUF_INIT, ""};
	size_t i;
	int ret = -1;

	if (t->n == 0)
		return 0;
	if (!j->locked || j->store->lockfd < 0)
		crm_fatal("a commit without the store's lock");
	if (crm_store_suspect(j->store) || j->size != j->ix.end)
		return crm_err_at(e, CRM_IOERR, j->path.data, 0, NULL,
		    "a sync or read failed before; nothing was written");
	crm_spool_init(&c.out, j->store->dirfd);
	for (i = 0; i < crm_map_count(t->ids); i++)
		t->touched[i].tip[0] = '\0';
	if (make_lines(&c, e) != 0 || append(&c, e) != 0)
		goto out;
	crm_tx_clear(t);
	/* the lines are there: what follows only makes the next use fast */
	if (crm_journal_extend(j, NULL) == 0) {
		crm_journal_stamp(j, NULL);
		crm_journal_publish(j);
	}
	ret = 0;
out:
	crm_spool_release(&c.out);
	crm_buf_release(&c.block);
	crm_buf_release(&c.line);
	return ret;
}
