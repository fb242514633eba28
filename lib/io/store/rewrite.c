/* The new file of a journal: gathered, written beside the old one, put in its
 * place. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/rewrite_private.h"

#define BLOCK ((size_t)1 << 20)

int crm_rewrite_begin(struct crm_store *s, const char *kind, struct crm_findings *notes,
    struct crm_rewrite *out, struct crm_err *e)
{
	memset(out, 0, sizeof(*out));
	crm_spool_init(&out->body, s->dirfd);
	out->j = crm_journal_begin(s, kind, false, notes, e);
	if (out->j == NULL)
		return -1;
	out->epoch = out->j->ix.epoch + 1;
	return crm_notes_flaws(out->j, true, e);
}

void crm_rewrite_release(struct crm_rewrite *w)
{
	crm_journal_free(w->j);
	crm_rehash_release(&w->hashes);
	crm_spool_release(&w->body);
	crm_buf_release(&w->block);
	crm_buf_release(&w->line);
}

static int flush(struct crm_rewrite *w, struct crm_err *e)
{
	int ret = w->block.len == 0 ? 0 : crm_spool_add(&w->body, w->block.data, w->block.len, e);

	crm_buf_clear(&w->block);
	return ret;
}

int crm_rewrite_put(struct crm_rewrite *w, const char *text, size_t len, struct crm_err *e)
{
	crm_buf_add(&w->block, text, len);
	crm_buf_addc(&w->block, '\n');
	w->lines++;
	return w->block.len < BLOCK ? 0 : flush(w, e);
}

int crm_rewrite_keep(struct crm_rewrite *w, uint64_t at, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	const char *text;
	size_t len;
	long line;

	if (crm_journal_text(w->j, at, &text, &len, e) != 0)
		return -1;
	if (crm_rewrite_line(text, len, &w->j->limits, &w->hashes, w->epoch, &w->line, &why) == 0)
		return crm_rewrite_put(w, w->line.data, w->line.len, e);
	if (crm_journal_number(w->j, at, &line, e) != 0)
		return -1;
	return crm_err_at(e, CRM_BADINPUT, w->j->path.data, line, NULL,
	    "%s; the journal stays as it is", why.text);
}

/* ---- the first line ---- */

static void set_count(struct crm_record *r, const char *path, int64_t n)
{
	struct crm_cell cell = crm_cell_int(n);

	crm_record_set(r, path, &cell);
}

static int add_was(struct crm_rewrite *w, struct crm_record *head, struct crm_err *e)
{
	struct crm_digest d;

	if (crm_digest(w->j->fd, 0, w->j->ix.end, w->j->path.data, d.sha256, &d.lines, e) != 0)
		return -1;
	set_count(head, "was.epoch", (int64_t)w->j->ix.epoch);
	set_count(head, "was.bytes", (int64_t)w->j->ix.end);
	set_count(head, "was.lines", d.lines);
	crm_record_set_text(head, "was.sha256", d.sha256);
	return 0;
}

static int add_is(struct crm_rewrite *w, struct crm_record *head, struct crm_err *e)
{
	struct crm_sha256 *h = crm_sha256_new();
	uint64_t at, n, size = crm_spool_size(&w->body);
	char hex[65];

	for (at = 0; at < size; at += n) {
		n = size - at < BLOCK ? size - at : BLOCK;
		if (crm_spool_read(&w->body, at, (size_t)n, &w->block, e) != 0) {
			crm_sha256_free(h);
			return -1;
		}
		crm_sha256_add(h, w->block.data, (size_t)n);
	}
	crm_sha256_end(h, hex);
	set_count(head, "is.bytes", (int64_t)size);
	set_count(head, "is.lines", w->lines);
	crm_record_set_text(head, "is.sha256", hex);
	return 0;
}

/* The whole first line, with LF, in w->line. */
static int make_head(struct crm_rewrite *w, struct crm_record *head, struct crm_err *e)
{
	struct crm_record *again = NULL;

	set_count(head, "epoch", (int64_t)w->epoch);
	if (add_was(w, head, e) != 0 || add_is(w, head, e) != 0)
		return -1;
	crm_buf_clear(&w->line);
	crm_record_dump(head, &w->line);
	if (crm_record_parse(w->line.data, w->line.len, &w->j->limits, &again, e) != 0)
		return -1;
	crm_record_free(again);
	crm_buf_addc(&w->line, '\n');
	return 0;
}

/* ---- the files ---- */

static int write_new(struct crm_rewrite *w, int fd, const char *name, struct crm_err *e)
{
	uint64_t at, n, size = crm_spool_size(&w->body);

	if (crm_write_all(fd, w->line.data, w->line.len) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot write", name);
	for (at = 0; at < size; at += n) {
		n = size - at < BLOCK ? size - at : BLOCK;
		if (crm_spool_read(&w->body, at, (size_t)n, &w->block, e) != 0)
			return -1;
		if (crm_write_all(fd, w->block.data, (size_t)n) != 0)
			return crm_err_errno(e, CRM_IOERR, "cannot write", name);
	}
	if (fsync(fd) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot sync", name);
	return 0;
}

static int make_new(struct crm_rewrite *w, const char *name, struct crm_err *e)
{
	const struct crm_store *s = w->j->store;
	int fd, ret;

	(void)unlinkat(s->dirfd, name, 0); /* of a run that was stopped */
	fd = crm_store_create(s, name, e);
	if (fd < 0)
		return -1;
	ret = write_new(w, fd, name, e);
	if (close(fd) != 0 && ret == 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot write", name);
	if (ret != 0)
		(void)unlinkat(s->dirfd, name, 0);
	return ret;
}

/* Gives the old file its second name. One that has it from a run that was
 * stopped is left; *made: it was given now. */
static int keep_old(struct crm_rewrite *w, const char *name, bool *made, struct crm_err *e)
{
	const struct crm_journal *j = w->j;
	int dir = j->store->dirfd, number;
	struct stat a, b;

	*made = linkat(dir, j->name, dir, name, 0) == 0;
	if (*made)
		return 0;
	number = errno;
	if (number == EEXIST && fstat(j->fd, &a) == 0 &&
	    fstatat(dir, name, &b, AT_SYMLINK_NOFOLLOW) == 0 && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino)
		return 0;
	if (number == EEXIST)
		return crm_err_at(e, CRM_CANTCREAT, name, 0, NULL,
		    "is there already, and old files are never overwritten; crm-store check says "
		    "what it is");
	errno = number;
	return crm_err_errno(e, CRM_CANTCREAT, "cannot create", name);
}

static void forget_caches(const struct crm_journal *j)
{
	static const char *const ends[] = {"idx", "seen"};
	char name[CRM_JOURNAL_NAME_MAX];
	int fd = openat(j->store->dirfd, ".cache", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s.%s", j->kind, ends[i]);
		(void)unlinkat(fd, name, 0);
	}
	close(fd);
}

/* The new file is whole on the disk: the names change, one after the other. */
static int put_in_place(struct crm_rewrite *w, const char *fresh, struct crm_err *e)
{
	const struct crm_journal *j = w->j;
	int dir = j->store->dirfd;
	char old[CRM_OLD_NAME_MAX];
	bool made = false;

	crm_old_name(j->kind, (int64_t)j->ix.epoch, old);
	if (crm_journal_same(j, e) != 0 || keep_old(w, old, &made, e) != 0 ||
	    crm_fsync_dir(dir, e) != 0)
		goto fail;
	if (renameat(dir, fresh, dir, j->name) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot rename", fresh);
		goto fail;
	}
	if (crm_fsync_dir(dir, e) != 0) {
		crm_store_mark_suspect(j->store, j->kind);
		return -1;
	}
	forget_caches(j);
	return 0;
fail:
	(void)unlinkat(dir, fresh, 0);
	if (made)
		(void)unlinkat(dir, old, 0);
	return -1;
}

int crm_rewrite_end(struct crm_rewrite *w, struct crm_record *head, struct crm_err *e)
{
	struct crm_journal *j = w->j;
	char fresh[sizeof(CRM_NEW_PREFIX) + CRM_KIND_MAX];

	if (!j->locked || j->store->lockfd < 0)
		crm_fatal("a journal is rewritten without the store's lock");
	if (crm_store_suspect(j->store) || j->size != j->ix.end)
		return crm_err_at(e, CRM_IOERR, j->path.data, 0, NULL,
		    "a sync or read failed before; nothing was written");
	(void)snprintf(fresh, sizeof(fresh), CRM_NEW_PREFIX "%s", j->kind);
	if (flush(w, e) != 0 || make_head(w, head, e) != 0 || make_new(w, fresh, e) != 0)
		return -1;
	return put_in_place(w, fresh, e);
}
