/* openat2(2), and what there is without it. */
#define _GNU_SOURCE /* O_PATH; NOLINT(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/io/dossier/evidence_private.h"

/* Of <linux/openat2.h>, which headers before 5.6 do not have; the number is the same on every
 * machine that we are built for. */
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
enum { NO_MAGICLINKS = 0x02, NO_SYMLINKS = 0x04, BENEATH = 0x08 };
struct how {
	uint64_t flags, mode, resolve;
};

#define TRIES 100
#define NAME (O_PATH | O_NOFOLLOW | O_CLOEXEC)
#define READ (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC)

static int open_part(int dir, const char *name, size_t len, int flags)
{
	char part[NAME_MAX + 1];

	if (len >= sizeof(part)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(part, name, len);
	part[len] = '\0';
	return openat(dir, part, flags);
}

/* Why the way does not lead on from here, or 0. */
static int no_directory(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return errno;
	if (S_ISLNK(st.st_mode))
		return ELOOP;
	return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

int crm_evidence_way_parts(int dir, const char *path, bool to_read)
{
	int at = dir, fd, why;

	for (;;) {
		size_t len = strcspn(path, "/");
		bool last = path[len] == '\0';

		fd = open_part(at, path, len, last && to_read ? READ : NAME);
		why = fd == -1 ? errno : last ? 0 : no_directory(fd);
		if (at != dir)
			close(at);
		if (why != 0 && fd != -1) {
			close(fd);
			fd = -1;
		}
		if (fd == -1 || last)
			break;
		at = fd;
		path += len + 1;
	}
	errno = why;
	return fd;
}

int crm_evidence_way_openat2(int dir, const char *path, bool to_read)
{
	struct how how = {to_read ? READ : NAME, 0, BENEATH | NO_SYMLINKS | NO_MAGICLINKS};
	long fd;

	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));
		if (fd != -1 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	/* EPERM: a filter of system calls that does not know it */
	if (fd == -1 && (errno == ENOSYS || errno == EPERM))
		return crm_evidence_way_parts(dir, path, to_read);
	return (int)fd;
}
