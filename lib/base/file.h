/*
 * Files: whole reads, complete writes, replacement that survives a crash.
 * All descriptors are opened O_CLOEXEC.
 */
#ifndef CRM_BASE_FILE_H
#define CRM_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/base/err.h"

struct crm_buf;

/* Writes all, over EINTR and short writes. 0, or -1 with errno. */
int crm_write_all(int fd, const void *data, size_t len);
/* Reads up to len at off, over EINTR and short reads; bytes read, -1 errno */
ssize_t crm_pread_all(int fd, void *data, size_t len, off_t off);

/* Appends the whole file to out. Larger than limit: CRM_BADINPUT. Missing:
 * CRM_NOINPUT; not allowed: CRM_NOPERM; other failures CRM_IOERR. dirfd may be
 * AT_FDCWD. Only regular files (and, where dirfd is AT_FDCWD, pipes by a path
 * of /dev) are read, all else is CRM_BADINPUT: a pipe that nobody writes to is
 * not waited for. On failure out is as it was. */
int crm_file_read(
    int dirfd, const char *path, size_t limit, struct crm_buf *out, struct crm_err *e);

/* Replaces dirfd/name: temporary file .NAME.tmp beside it (O_EXCL|O_NOFOLLOW,
 * locked by flock), write, fsync, rename; fsync of the directory when
 * `durable`. The mode is set as given, whatever the umask. A temporary file
 * that a killed process left is removed; one that a living process writes is
 * CRM_TEMPFAIL. Cannot create: CRM_CANTCREAT; write, sync, rename failed:
 * CRM_IOERR. On failure the old file is as it was and the temporary one is
 * gone (only after a failed fsync of the directory the new one is in place).
 * A symbolic link of that name is replaced, not followed. */
int crm_file_replace(int dirfd, const char *name, const void *data, size_t len, mode_t mode,
    bool durable, struct crm_err *e);

/* The same in parts: begin, write to fd, then end or drop. */
struct crm_replacement {
	int fd;           /* of the temporary file */
	int dir;          /* where it is */
	const char *name; /* borrowed */
	char *tmp;
};
int crm_replace_begin(int dirfd, const char *name, struct crm_replacement *out, struct crm_err *e);
/* Everything is on disk, under the temporary name: then rename or drop. On failure nothing is left to
 * drop. */
int crm_replace_sync(struct crm_replacement *r, mode_t mode, struct crm_err *e);
/* What is synced gets its name; also on failure nothing is left to drop. */
int crm_replace_rename(struct crm_replacement *r, bool durable, struct crm_err *e);
/* The same for a name that nothing has yet: CRM_CANTCREAT where something has it by now, which stays
 * as it is. */
int crm_replace_link(struct crm_replacement *r, struct crm_err *e);
/* Sync and rename. */
int crm_replace_end(struct crm_replacement *r, mode_t mode, bool durable, struct crm_err *e);
void crm_replace_drop(struct crm_replacement *r);

int crm_fsync_dir(int dirfd, struct crm_err *e);

#endif
