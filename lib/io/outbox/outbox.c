/* The folders of the outbox. */
#include "lib/io/outbox/outbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/outbox/outbox_private.h"

#define NAME "outbox"
#define STALE_US (INT64_C(36) * 3600 * CRM_US_PER_SEC)

static const char *const boxes[CRM_BOX_COUNT] = {
    "tmp", "queue", "hold", "sent", "failed", "corrupt"};

const char *crm_box_name(enum crm_box b)
{
	return b >= 0 && b < CRM_BOX_COUNT ? boxes[b] : "";
}

bool crm_outbox_key_ok(const char *key)
{
	return strlen(key) == CRM_OUTBOX_KEY &&
	    strspn(key, "abcdefghijklmnopqrstuvwxyz234567") == CRM_OUTBOX_KEY;
}

void crm_outbox_path(
    const struct crm_outbox *o, enum crm_box box, const char *name, struct crm_buf *out)
{
	crm_buf_addf(out, "%s/%s/%s", o->dir, boxes[box], name);
}

void crm_outbox_limits(struct crm_limits *l)
{
	crm_limits_init(l);
	l->line = CRM_OUTBOX_LINE;
	l->string = CRM_OUTBOX_LINE;
}

bool crm_outbox_same(int dir, const char *name, const struct stat *st)
{
	struct stat there;

	return fstatat(dir, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_dev == st->st_dev &&
	    there.st_ino == st->st_ino;
}

static int refuse(const char *path, struct crm_err *e)
{
	struct stat st;
	int code = CRM_IOERR;

	if (errno == ELOOP || (errno == ENOTDIR && lstat(path, &st) == 0 && S_ISLNK(st.st_mode)))
		return crm_err_set(e, CRM_NOPERM, "'%s' is a symbolic link", path);
	if (errno == EACCES || errno == EPERM)
		code = CRM_NOPERM;
	else if (errno == ENOSPC || errno == EDQUOT || errno == EROFS || errno == ENOENT)
		code = CRM_CANTCREAT;
	return crm_err_errno(e, code, "cannot open", path);
}

/* Opens the folder, and makes it when it is to be written. *fd is -1 where there is none. */
static int open_dir(
    int at, const char *name, const char *path, bool write, bool group, int *fd, struct crm_err *e)
{
	bool made = false;

	if (write) {
		made = mkdirat(at, name, 0700) == 0;
		if (!made && errno != EEXIST)
			return refuse(path, e);
	}
	*fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return errno == ENOENT && !write ? 0 : refuse(path, e);
	if (made && group && fchmod(*fd, 02770) != 0)
		return refuse(path, e);
	return made ? crm_fsync_dir(at, e) : 0;
}

int crm_outbox_open(
    int dirfd, const char *dir, bool write, bool group, struct crm_outbox **out, struct crm_err *e)
{
	struct crm_outbox *o = crm_calloc(1, sizeof(*o));
	struct crm_buf path = CRM_BUF_INIT;
	int ret, i;

	o->top = o->run = -1;
	for (i = 0; i < CRM_BOX_COUNT; i++)
		o->dirs[i] = -1;
	o->mode = group ? 0660 : 0600;
	crm_buf_addf(&path, "%s/" NAME, dir);
	o->dir = crm_buf_take(&path);
	ret = open_dir(dirfd, NAME, o->dir, write, group, &o->top, e);
	for (i = 0; i < CRM_BOX_COUNT && ret == 0 && o->top >= 0; i++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s/%s", o->dir, boxes[i]);
		ret = open_dir(o->top, boxes[i], path.data, write, group, &o->dirs[i], e);
	}
	crm_buf_release(&path);
	if (ret == 0)
		*out = o;
	else
		crm_outbox_free(o);
	return ret;
}

void crm_outbox_free(struct crm_outbox *o)
{
	if (o == NULL)
		return;
	for (int i = 0; i < CRM_BOX_COUNT; i++)
		if (o->dirs[i] >= 0)
			close(o->dirs[i]);
	if (o->top >= 0)
		close(o->top);
	if (o->run >= 0)
		close(o->run);
	free(o->dir);
	free(o);
}

int crm_outbox_alone(struct crm_outbox *o, struct crm_err *e)
{
	int rc;

	if (o->top < 0)
		return crm_err_set(e, CRM_CANTCREAT, "there is no '%s'", o->dir);
	if (o->run < 0)
		o->run = openat(o->top, ".run",
		    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, o->mode);
	if (o->run < 0)
		return crm_err_errno(
		    e, errno == EACCES ? CRM_NOPERM : CRM_CANTCREAT, "cannot lock", o->dir);
	do
		rc = flock(o->run, LOCK_EX | LOCK_NB);
	while (rc != 0 && errno == EINTR);
	if (rc != 0 && errno != EWOULDBLOCK)
		return crm_err_errno(e, CRM_IOERR, "cannot lock", o->dir);
	return rc == 0;
}

enum crm_box crm_outbox_where(const struct crm_outbox *o, const char *key)
{
	struct stat st;

	for (int i = CRM_BOX_QUEUE; i < CRM_BOX_COUNT; i++)
		if (o->dirs[i] >= 0 && fstatat(o->dirs[i], key, &st, AT_SYMLINK_NOFOLLOW) == 0)
			return (enum crm_box)i;
	return CRM_BOX_NONE;
}

/* One whose writer lives is locked; one that has another name too is queued. */
static int sweep_one(int dir, const char *name, struct crm_instant now)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), ret = 0;
	struct stat st;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_nlink > 1 || now.us - (int64_t)st.st_mtime * CRM_US_PER_SEC > STALE_US) &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0 && crm_outbox_same(dir, name, &st))
		ret = unlinkat(dir, name, 0);
	close(fd);
	return ret;
}

int crm_outbox_sweep(struct crm_outbox *o, struct crm_instant now, struct crm_err *e)
{
	int fd, ret = 0;
	const struct dirent *entry;
	DIR *dir;

	if (o->dirs[CRM_BOX_TMP] < 0)
		return 0;
	fd = openat(o->dirs[CRM_BOX_TMP], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir == NULL) {
		crm_err_errno(e, CRM_IOERR, "cannot read", o->dir);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.' || strlen(entry->d_name) < CRM_OUTBOX_KEY)
			continue;
		if (sweep_one(o->dirs[CRM_BOX_TMP], entry->d_name, now) != 0)
			ret = crm_err_errno(e, CRM_IOERR, "cannot remove", entry->d_name);
	}
	(void)closedir(dir);
	return ret;
}
