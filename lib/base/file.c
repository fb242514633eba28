#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"

#define CHUNK ((size_t)64 * 1024)
#define WRITE_MOST ((size_t)1 << 30) /* ssize_t and Linux's own limit */

int crm_write_all(int fd, const void *data, size_t len)
{
	const char *p = data;
	ssize_t n;

	while (len > 0) {
		n = write(fd, p, len < WRITE_MOST ? len : WRITE_MOST);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0) {
			errno = EIO;
			return -1;
		}
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

ssize_t crm_pread_all(int fd, void *data, size_t len, off_t off)
{
	char *p = data;
	size_t done = 0, want;
	ssize_t n;

	while (done < len) {
		want = len - done < WRITE_MOST ? len - done : WRITE_MOST;
		n = pread(fd, p + done, want, off + (off_t)done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static int open_code(int number)
{
	switch (number) {
	case ENOENT:
	case ENOTDIR:
		return CRM_NOINPUT;
	case EACCES:
	case EPERM:
		return CRM_NOPERM;
	default:
		return CRM_IOERR;
	}
}

/* Reads to the end of fd; at most limit bytes. */
static int read_rest(
    int fd, const char *path, size_t limit, size_t expect, struct crm_buf *out, struct crm_err *e)
{
	size_t total = 0, room;
	ssize_t n;

	for (;;) {
		/* one more than expected shows the end at the first try */
		room = expect >= total ? expect - total + 1 : CHUNK;
		crm_buf_reserve(out, room);
		n = read(fd, out->data + out->len, room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return crm_err_errno(e, CRM_IOERR, "cannot read", path);
		if (n == 0)
			return 0;
		total += (size_t)n;
		if (total > limit)
			return crm_err_set(
			    e, CRM_BADINPUT, "file '%s' is larger than %zu bytes", path, limit);
		out->len += (size_t)n;
		out->data[out->len] = '\0';
	}
}

/* A pipe that the shell gives by such a path has its writer; any other one may never get one. */
static bool is_given_pipe(int dirfd, const char *path, mode_t mode)
{
	return dirfd == AT_FDCWD && S_ISFIFO(mode) && strncmp(path, "/dev/", 5) == 0;
}

int crm_file_read(int dirfd, const char *path, size_t limit, struct crm_buf *out, struct crm_err *e)
{
	struct stat st;
	size_t before = out->len, size;
	int fd, ret = -1;
	const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK; /* open does not wait */

	do
		fd = openat(dirfd, path, flags);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return crm_err_errno(e, open_code(errno), "cannot open", path);
	if (fstat(fd, &st) < 0) {
		crm_err_errno(e, CRM_IOERR, "cannot read", path);
		goto out;
	}
	if (!S_ISREG(st.st_mode) && !is_given_pipe(dirfd, path, st.st_mode)) {
		crm_err_set(e, CRM_BADINPUT, "'%s' is not a regular file", path);
		goto out;
	}
	if (!S_ISREG(st.st_mode) && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0) {
		crm_err_errno(e, CRM_IOERR, "cannot read", path);
		goto out;
	}
	size = S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
	if (size > limit) {
		crm_err_set(e, CRM_BADINPUT, "file '%s' is larger than %zu bytes", path, limit);
		goto out;
	}
	if (read_rest(fd, path, limit, size, out, e) < 0)
		goto out;
	ret = 0;
out:
	if (ret < 0)
		crm_buf_cut(out, before);
	close(fd);
	return ret;
}

int crm_fsync_dir(int dirfd, struct crm_err *e)
{
	if (fsync(dirfd) < 0)
		return crm_err_errno(e, CRM_IOERR, "cannot sync", "directory");
	return 0;
}

/* Does dir/name still stand for the file that is open as fd? */
static bool same_file(int dir, const char *name, int fd)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && fstatat(dir, name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/*
 * Removes what a killed process left under the temporary name. A living
 * writer holds a lock on it: then -1 with EWOULDBLOCK.
 */
static int remove_stale(int dir, const char *tmp)
{
	int fd, ret = 0, number;

	fd = openat(dir, tmp, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0) /* a symbolic link, unreadable: nobody's lock */
		return unlinkat(dir, tmp, 0);
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		ret = -1;
	else if (same_file(dir, tmp, fd))
		ret = unlinkat(dir, tmp, 0);
	number = errno;
	close(fd);
	errno = number;
	return ret;
}

/* A new, locked file under the temporary name, or -1 with errno. */
static int create_temporary(int dir, const char *tmp)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(dir, tmp, flags, 0600);

	if (fd < 0 && errno == EEXIST) {
		if (remove_stale(dir, tmp) < 0)
			return -1;
		fd = openat(dir, tmp, flags, 0600);
	}
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0 || !same_file(dir, tmp, fd)) {
		close(fd);
		errno = EWOULDBLOCK; /* another one took it for stale */
		return -1;
	}
	return fd;
}

static int open_parent(int dirfd, const char *name, size_t len, struct crm_err *e)
{
	struct crm_buf parent = CRM_BUF_INIT;
	int fd;

	if (len > 0)
		crm_buf_add(&parent, name, len);
	else
		crm_buf_addc(&parent, '.');
	fd = openat(dirfd, parent.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		crm_err_errno(e, CRM_CANTCREAT, "cannot open directory", parent.data);
	crm_buf_release(&parent);
	return fd;
}

static const char *base_of(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash != NULL ? slash + 1 : name;
}

int crm_replace_begin(int dirfd, const char *name, struct crm_replacement *out, struct crm_err *e)
{
	const char *base = base_of(name);
	struct crm_buf tmp = CRM_BUF_INIT;
	int fd, dir = open_parent(dirfd, name, (size_t)(base - name), e);

	if (dir < 0)
		return -1;
	crm_buf_addf(&tmp, ".%s.tmp", base);
	fd = create_temporary(dir, tmp.data);
	if (fd >= 0) {
		*out = (struct crm_replacement){fd, dir, name, crm_strdup(tmp.data)};
	} else {
		if (errno == EWOULDBLOCK)
			crm_err_set(
			    e, CRM_TEMPFAIL, "'%s' is being written by another process", name);
		else
			crm_err_errno(
			    e, CRM_CANTCREAT, "cannot create", errno == EISDIR ? tmp.data : name);
		close(dir);
	}
	crm_buf_release(&tmp);
	return fd < 0 ? -1 : 0;
}

static void release(struct crm_replacement *r)
{
	close(r->fd);
	close(r->dir);
	free(r->tmp);
	r->tmp = NULL;
}

void crm_replace_drop(struct crm_replacement *r)
{
	unlinkat(r->dir, r->tmp, 0);
	release(r);
}

static int fail(struct crm_replacement *r, struct crm_err *e)
{
	crm_err_errno(e, CRM_IOERR, "cannot write", r->name);
	crm_replace_drop(r);
	return -1;
}

int crm_replace_sync(struct crm_replacement *r, mode_t mode, struct crm_err *e)
{
	return fchmod(r->fd, mode) < 0 || fsync(r->fd) < 0 ? fail(r, e) : 0;
}

int crm_replace_rename(struct crm_replacement *r, bool durable, struct crm_err *e)
{
	int rc = 0;

	if (renameat(r->dir, r->tmp, r->dir, base_of(r->name)) < 0)
		return fail(r, e);
	if (durable)
		rc = crm_fsync_dir(r->dir, e);
	release(r);
	return rc;
}

/* Without hard links in the file system there is a moment between look and rename. */
static int take_name(const struct crm_replacement *r, const char *base)
{
	struct stat st;

	if (linkat(r->dir, r->tmp, r->dir, base, 0) == 0)
		return unlinkat(r->dir, r->tmp, 0);
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS && errno != EMLINK)
		return -1;
	if (fstatat(r->dir, base, &st, AT_SYMLINK_NOFOLLOW) == 0)
		errno = EEXIST;
	else if (errno == ENOENT)
		return renameat(r->dir, r->tmp, r->dir, base);
	return -1;
}

int crm_replace_link(struct crm_replacement *r, struct crm_err *e)
{
	int rc;

	if (take_name(r, base_of(r->name)) != 0) {
		crm_err_errno(e, CRM_CANTCREAT, "cannot create", r->name);
		crm_replace_drop(r);
		return -1;
	}
	rc = crm_fsync_dir(r->dir, e);
	release(r);
	return rc;
}

int crm_replace_end(struct crm_replacement *r, mode_t mode, bool durable, struct crm_err *e)
{
	return crm_replace_sync(r, mode, e) < 0 ? -1 : crm_replace_rename(r, durable, e);
}

int crm_file_replace(int dirfd, const char *name, const void *data, size_t len, mode_t mode,
    bool durable, struct crm_err *e)
{
	struct crm_replacement r;

	if (crm_replace_begin(dirfd, name, &r, e) < 0)
		return -1;
	if (crm_write_all(r.fd, data, len) < 0) {
		crm_err_errno(e, CRM_IOERR, "cannot write", name);
		crm_replace_drop(&r);
		return -1;
	}
	return crm_replace_end(&r, mode, durable, e);
}
