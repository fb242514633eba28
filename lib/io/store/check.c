/* The state of the store's files, and mending what a crash has left. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/store/rewrite_private.h"

#define PIECE ((size_t)1 << 20)

struct check {
	struct crm_store *s;
	bool repair;
	struct crm_findings *f;
};

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), k = strlen(end);

	return n > k && strcmp(name + n - k, end) == 0;
}

/* ---- modes and leftovers ---- */

static void check_mode(struct check *c, int dir, const char *name, const char *path)
{
	mode_t want = crm_store_file_mode(c->s), extra;
	enum crm_severity severity = CRM_NOTE;
	const char *what = "read it";
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (S_ISLNK(st.st_mode)) {
		crm_finding_add(c->f, CRM_ERROR, "symlink", path, 0, NULL, NULL,
		    "is a symbolic link; a store's files are not");
		return;
	}
	if (S_ISDIR(st.st_mode))
		want = c->s->settings.group ? 02770 : 0700;
	extra = st.st_mode & 0777U & ~want;
	if (extra == 0)
		return;
	if ((extra & (S_IWGRP | S_IWOTH)) != 0) {
		severity = CRM_ERROR;
		what = "write to it";
	}
	if (c->repair && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) &&
	    fchmodat(dir, name, want, 0) == 0)
		crm_finding_add(c->f, CRM_NOTE, "mode_mended", path, 0, NULL, NULL,
		    "mode %04o became %04o", (unsigned)(st.st_mode & 07777U), (unsigned)want);
	else
		crm_finding_add(c->f, severity, "mode", path, 0, NULL, NULL,
		    "mode %04o lets others %s; %04o expected", (unsigned)(st.st_mode & 07777U),
		    what, (unsigned)want);
}

/* By another command; of that one are the files that look left behind. */
static bool in_use(struct check *c)
{
	return !c->repair && crm_lock_held(c->s->dirfd);
}

static void leftover(struct check *c, int dir, const char *name, const char *path)
{
	struct stat st;

	if (in_use(c)) {
		crm_finding_add(c->f, CRM_NOTE, "in_use", path, 0, NULL, NULL,
		    "of a command that is running, or left by one that was stopped; look again "
		    "when the store is at rest");
		return;
	}
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return; /* that command has just ended */
	if (c->repair && unlinkat(dir, name, 0) == 0)
		crm_finding_add(c->f, CRM_NOTE, "leftover_removed", path, 0, NULL, NULL,
		    "left by a command that was stopped; removed");
	else
		crm_finding_add(c->f, CRM_WARNING, "leftover", path, 0, NULL, NULL,
		    "left by a command that was stopped; crm-store check "
		    "--repair removes it");
}

/* ---- old files ---- */

/* Does the journal begin with all of the old file? Then nothing is lost with
 * it. */
static bool holds(int journal, int old, const struct stat *a, const struct stat *b)
{
	char *x, *y;
	off_t at = 0;
	ssize_t n;

	if (a->st_dev == b->st_dev && a->st_ino == b->st_ino)
		return true;
	x = crm_malloc(PIECE);
	y = crm_malloc(PIECE);
	while (at < b->st_size) {
		n = crm_pread_all(old, y, PIECE, at);
		if (n <= 0 || crm_pread_all(journal, x, (size_t)n, at) != n ||
		    memcmp(x, y, (size_t)n) != 0)
			break;
		at += n;
	}
	free(x);
	free(y);
	return at >= b->st_size;
}

/* The journal's epoch, by its first line. */
static int epoch_of(int journal, int64_t *out, struct crm_err *e)
{
	struct crm_first_line first;
	int got = crm_first_line_read(journal, &first, e);

	*out = got == 1 ? first.epoch : 0;
	return got < 0 ? -1 : 0;
}

/* KIND.EPOCH.jsonl: of an epoch before the journal's, or left by a rewriting
 * that was stopped before the new file was in place. */
static int check_old(struct check *c, int dir, const char *name, const char *path, const char *kind,
    int64_t epoch, struct crm_err *e)
{
	struct crm_buf journal = CRM_BUF_INIT;
	struct stat a, b;
	int64_t now = 0;
	int of, fd, ret = -1;

	crm_buf_addf(&journal, "%s.jsonl", kind);
	of = crm_store_openat(c->s, journal.data, O_RDONLY, &a, e);
	fd = of == -1 ? -1 : crm_store_openat(c->s, name, O_RDONLY, &b, e);
	if (of == -1 || fd < 0 || (of >= 0 && epoch_of(of, &now, e) != 0)) {
		ret = fd == -2 ? 0 : -1;
	} else {
		ret = 0;
		if (epoch < now)
			check_mode(c, dir, name, path);
		else if (of >= 0 && holds(of, fd, &a, &b))
			leftover(c, dir, name, path);
		else
			crm_finding_add(c->f, CRM_ERROR, "old_unknown", path, 0, NULL, NULL,
			    "is named like an old file of %s, whose epoch is %lld, and is none: "
			    "look at it and move it away",
			    journal.data, (long long)now);
	}
	if (of >= 0)
		close(of);
	if (fd >= 0)
		close(fd);
	crm_buf_release(&journal);
	return ret;
}

static int check_name(
    struct check *c, int dir, const char *name, const char *path, struct crm_err *e)
{
	char kind[CRM_KIND_MAX + 1];
	int64_t epoch;

	if (strncmp(name, CRM_SPOOL_PREFIX, strlen(CRM_SPOOL_PREFIX)) == 0 ||
	    strncmp(name, CRM_NEW_PREFIX, strlen(CRM_NEW_PREFIX)) == 0 ||
	    (name[0] == '.' && ends_with(name, ".tmp"))) {
		leftover(c, dir, name, path);
		return 0;
	}
	if (crm_old_name_parse(name, kind, &epoch))
		return check_old(c, dir, name, path, kind, epoch, e);
	if (strcmp(name, ".cache") == 0 || strcmp(name, ".lock") == 0 ||
	    strcmp(name, "crm.json") == 0 || ends_with(name, ".jsonl") || ends_with(name, ".csv") ||
	    ends_with(name, ".torn"))
		check_mode(c, dir, name, path);
	if (ends_with(name, ".torn"))
		crm_finding_add(c->f, CRM_NOTE, "torn", path, 0, NULL, NULL,
		    "holds what commands that were not finished had written; look "
		    "at it and remove it");
	return 0;
}

/* Every name in the directory; below is the directory's name in the store. */
static int check_names(struct check *c, const char *below, struct crm_err *e)
{
	int fd = openat(c->s->dirfd, below, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	struct crm_buf path = CRM_BUF_INIT, name = CRM_BUF_INIT;
	const struct dirent *x;
	int ret = 0;
	DIR *d;

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 && (errno == ENOTDIR || errno == ELOOP) && strcmp(below, ".") != 0) {
		crm_store_path(c->s, below, &path);
		crm_finding_add(c->f, CRM_WARNING, "no_directory", path.data, 0, NULL, NULL,
		    "is not a directory, so there is no cache and all is slow; remove it");
		crm_buf_release(&path);
		return 0;
	}
	d = fd >= 0 ? fdopendir(fd) : NULL;
	if (d == NULL) {
		crm_err_errno(e, CRM_IOERR, "cannot read directory", below);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while (ret == 0 && (x = readdir(d)) != NULL) {
		crm_buf_clear(&name);
		if (strcmp(below, ".") != 0)
			crm_buf_addf(&name, "%s/", below);
		crm_buf_addz(&name, x->d_name);
		crm_buf_clear(&path);
		crm_store_path(c->s, name.data, &path);
		ret = check_name(c, fd, x->d_name, path.data, e);
	}
	closedir(d);
	crm_buf_release(&path);
	crm_buf_release(&name);
	return ret;
}

/* ---- after a failed sync ---- */

static int copy_all(int from, int to)
{
	char *piece = crm_malloc(PIECE);
	off_t at = 0;
	ssize_t n;

	while ((n = crm_pread_all(from, piece, PIECE, at)) > 0 &&
	    crm_write_all(to, piece, (size_t)n) == 0)
		at += n;
	free(piece);
	return n == 0 && fsync(to) == 0 ? 0 : -1;
}

/* What we can read goes to a new file, whose sync can be believed. */
static int copy_journal(struct check *c, const char *kind, struct crm_err *e)
{
	struct crm_buf name = CRM_BUF_INIT, fresh = CRM_BUF_INIT;
	int from, to = -1, ret = -1;
	struct stat st;

	crm_buf_addf(&name, "%s.jsonl", kind);
	crm_buf_addf(&fresh, CRM_NEW_PREFIX "%s", kind);
	from = crm_store_openat(c->s, name.data, O_RDONLY, &st, e);
	if (from == -2)
		ret = 0;
	if (from < 0)
		goto out;
	(void)unlinkat(c->s->dirfd, fresh.data, 0); /* of a run before */
	to = crm_store_create(c->s, fresh.data, e);
	if (to < 0)
		goto out;
	if (copy_all(from, to) != 0 ||
	    renameat(c->s->dirfd, fresh.data, c->s->dirfd, name.data) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot copy", name.data);
		(void)unlinkat(c->s->dirfd, fresh.data, 0);
		goto out;
	}
	if (crm_fsync_dir(c->s->dirfd, e) != 0)
		goto out;
	crm_finding_add(c->f, CRM_NOTE, "copied", name.data, 0, NULL, NULL,
	    "copied to a new file, as a sync of the old one had failed");
	ret = 0;
out:
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	crm_buf_release(&name);
	crm_buf_release(&fresh);
	return ret;
}

static int check_suspect(struct check *c, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	size_t i;
	int ret = -1;

	if (!crm_store_suspect(c->s))
		return 0;
	crm_store_path(c->s, CRM_SUSPECT, &path);
	if (!c->repair) {
		crm_finding_add(c->f, CRM_ERROR, "suspect", path.data, 0, NULL, NULL,
		    "a sync failed: the disk may lack data; crm-store check "
		    "--repair copies to a new file");
		ret = 0;
		goto out;
	}
	/* all journals: the disk that failed holds every one of them */
	for (i = 0; i < c->s->nkinds; i++)
		if (copy_journal(c, c->s->kinds[i], e) != 0)
			goto out;
	if (unlinkat(c->s->dirfd, CRM_SUSPECT, 0) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot remove", path.data);
		goto out;
	}
	ret = crm_fsync_dir(c->s->dirfd, e);
out:
	crm_buf_release(&path);
	return ret;
}

int crm_store_check(struct crm_store *s, bool repair, struct crm_findings *f, struct crm_err *e)
{
	struct check c = {s, repair, f};
	struct crm_journal *j;
	size_t i;
	int ret;

	if (repair && s->lockfd < 0)
		crm_fatal("a repair without the store's lock");
	/* a kind may have come since the store was opened */
	if (crm_store_list(s, e) != 0 || check_suspect(&c, e) != 0)
		return -1;
	check_mode(&c, s->dirfd, ".", s->dir);
	if (check_names(&c, ".", e) != 0 || check_names(&c, ".cache", e) != 0)
		return -1;
	for (i = 0; i < s->nkinds; i++) {
		j = crm_journal_begin(s, s->kinds[i], false, f, e);
		if (j == NULL)
			return -1;
		ret = crm_notes_epochs(j, true, e) != 0 || crm_notes_flaws(j, false, e) != 0 ||
		    crm_notes_seconds(j, e) != 0 || crm_notes_tail(j, e) != 0 ||
		    (!crm_journal_merged(j) &&
		        (crm_notes_ops(j, e) != 0 || crm_notes_copies(j, e) != 0)) ||
		    crm_base_check(j, f, e) != 0;
		crm_journal_free(j);
		if (ret != 0)
			return -1;
	}
	return 0;
}
