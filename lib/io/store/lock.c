/* The one lock of a store, and who may write. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/io/lock_pause.h"
#include "lib/io/store/store_private.h"
#include "lib/time/clock.h"

#define LOCK_NAME ".lock"

/* Of /usr/include/linux/magic.h: where flock is not to be relied on. */
static const struct {
	unsigned long type;
	const char *name;
} networks[] = {
    {0x6969UL, "NFS"},
    {0xff534d42UL, "CIFS"},
    {0xfe534d42UL, "SMB"},
    {0x517bUL, "SMB"},
    {0x65735546UL, "FUSE"},
};

static int open_lock(int dirfd, mode_t mode)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	int fd, tries, number;

	for (tries = 0; tries < 100; tries++) {
		fd = openat(dirfd, LOCK_NAME, flags);
		if (fd >= 0 || (errno != ENOENT && errno != EINTR))
			return fd;
		if (errno == EINTR)
			continue;
		fd = openat(dirfd, LOCK_NAME, flags | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 && fchmod(fd, mode) != 0) {
			number = errno;
			close(fd);
			errno = number;
			return -1;
		}
		if (fd >= 0 || (errno != EEXIST && errno != EINTR))
			return fd;
	}
	return -1;
}

/* Does the name still stand for what we have locked? */
static bool still_there(int dirfd, int fd)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && fstatat(dirfd, LOCK_NAME, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int refuse_open(const char *dir, struct crm_err *e)
{
	if (errno == ELOOP)
		return crm_err_set(e, CRM_NOPERM, "'%s/%s' is a symbolic link", dir, LOCK_NAME);
	if (errno == EACCES || errno == EPERM)
		return crm_err_errno(e, CRM_NOPERM, "cannot write to store", dir);
	if (errno == EROFS || errno == ENOSPC || errno == EDQUOT)
		return crm_err_errno(e, CRM_CANTCREAT, "cannot lock store", dir);
	return crm_err_errno(e, CRM_IOERR, "cannot lock store", dir);
}

int crm_lock_take(
    int dirfd, const char *dir, mode_t mode, long wait_ms, int *out, struct crm_err *e)
{
	int64_t until = crm_clock_ticks() + wait_ms;
	long pause = 1;
	int fd, got;

	for (;;) {
		fd = open_lock(dirfd, mode);
		if (fd < 0)
			return refuse_open(dir, e);
		got = flock(fd, LOCK_EX | LOCK_NB);
		if (got == 0 && still_there(dirfd, fd)) {
			*out = fd;
			return 0;
		}
		if (got != 0 && errno != EWOULDBLOCK && errno != EINTR) {
			crm_err_errno(e, CRM_IOERR, "cannot lock store", dir);
			close(fd);
			return -1;
		}
		close(fd);
		if (!crm_lock_pause(until, &pause))
			return crm_err_set(e, CRM_TEMPFAIL,
			    "store '%s' is busy: "
			    "another command holds its lock; try again",
			    dir);
	}
}

bool crm_lock_held(int dirfd)
{
	int fd =
	    openat(dirfd, LOCK_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	bool held;

	if (fd < 0)
		return false;
	held = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

static int check_network(const struct crm_store *s, struct crm_err *e)
{
	struct statfs fs;
	size_t i;

	if (s->settings.network_fs)
		return 0;
	if (fstatfs(s->dirfd, &fs) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot read", s->dir);
	for (i = 0; i < sizeof(networks) / sizeof(networks[0]); i++)
		if (((unsigned long)fs.f_type & 0xffffffffUL) == networks[i].type)
			return crm_err_at(e, CRM_CONFIG, s->dir, 0, NULL,
			    "the store is on a network file system (%s), where "
			    "locks may not hold; \"network_fs\": true in crm.json "
			    "allows it",
			    networks[i].name);
	return 0;
}

static int check_dir(const struct crm_store *s, struct crm_err *e)
{
	struct stat st;

	if (fstat(s->dirfd, &st) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot read", s->dir);
	if ((st.st_mode & S_IWOTH) != 0)
		return crm_err_at(e, CRM_NOPERM, s->dir, 0, NULL,
		    "anybody may write to the store's directory; chmod o-w");
	if (s->settings.group)
		return 0;
	if ((st.st_mode & S_IWGRP) != 0)
		return crm_err_at(e, CRM_NOPERM, s->dir, 0, NULL,
		    "the group may write to the store's directory; chmod g-w, or "
		    "\"group\": true in crm.json");
	if (st.st_uid != geteuid())
		return crm_err_at(e, CRM_NOPERM, s->dir, 0, NULL,
		    "the store's directory is another user's; \"group\": true in "
		    "crm.json allows sharing");
	return 0;
}

bool crm_store_suspect(const struct crm_store *s)
{
	struct stat st;

	return fstatat(s->dirfd, CRM_SUSPECT, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

void crm_store_mark_suspect(const struct crm_store *s, const char *kind)
{
	struct crm_buf line = CRM_BUF_INIT;
	int fd;

	fd = openat(s->dirfd, CRM_SUSPECT,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (fd < 0)
		return;
	crm_buf_addf(&line, "%s\n", kind);
	if (fchmod(fd, crm_store_file_mode(s)) == 0 &&
	    crm_write_all(fd, line.data, line.len) == 0 && fsync(fd) == 0)
		crm_fsync_dir(s->dirfd, NULL);
	close(fd);
	crm_buf_release(&line);
}

int crm_store_lock_suspect(struct crm_store *s, long wait_ms, struct crm_err *e)
{
	if (s->lockfd >= 0)
		return 0;
	if (check_dir(s, e) != 0 || check_network(s, e) != 0)
		return -1;
	return crm_lock_take(s->dirfd, s->dir, crm_store_file_mode(s), wait_ms, &s->lockfd, e);
}

int crm_store_lock(struct crm_store *s, long wait_ms, struct crm_err *e)
{
	if (s->lockfd >= 0)
		return 0;
	if (crm_store_lock_suspect(s, wait_ms, e) != 0)
		return -1;
	if (!crm_store_suspect(s))
		return 0;
	crm_store_unlock(s);
	return crm_err_at(e, CRM_IOERR, s->dir, 0, NULL,
	    "a sync failed before ('%s' stands), so the disk may lack data; "
	    "crm-store check --repair copies to a new file",
	    CRM_SUSPECT);
}

void crm_store_unlock(struct crm_store *s)
{
	if (s->lockfd >= 0)
		close(s->lockfd);
	s->lockfd = -1;
}
