/* A file that a step is given: stored are its name, its hash and its size. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/tool/steps_private.h"

#define PIECE ((size_t)1 << 16)

static int open_file(const char *path, const char *source, struct crm_err *e)
{
	struct stat st;
	int fd;

	/* of a pipe that nobody writes to open would wait */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		(void)crm_err_errno(e,
		    errno == ENOENT || errno == ENOTDIR     ? CRM_NOINPUT
		        : errno == EACCES || errno == EPERM ? CRM_NOPERM
		                                            : CRM_IOERR,
		    "cannot open", path);
		crm_err_place(e, source, 0, NULL);
		return -1;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	(void)close(fd);
	return crm_err_at(e, CRM_BADINPUT, source, 0, NULL, "'%s' is not a regular file", path);
}

/* Bytes, or -1 with errno. */
static int64_t hash_file(int fd, char hash[65])
{
	struct crm_sha256 *h = crm_sha256_new();
	struct crm_buf piece = CRM_BUF_INIT;
	int64_t bytes = 0;
	ssize_t n;

	crm_buf_reserve(&piece, PIECE);
	while ((n = crm_pread_all(fd, piece.data, PIECE, (off_t)bytes)) > 0) {
		crm_sha256_add(h, piece.data, (size_t)n);
		bytes += n;
	}
	crm_sha256_end(h, hash);
	crm_buf_release(&piece);
	return n < 0 ? -1 : bytes;
}

int crm_step_give_file(struct crm_run *r, struct crm_changes *given, const char *source,
    const struct crm_field *def, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell bytes;
	char hash[65];
	int64_t n;
	int fd = open_file(path, source, &e);

	if (fd < 0)
		return crm_run_fail(r, &e);
	n = hash_file(fd, hash);
	if (n < 0)
		(void)crm_err_errno(&e, CRM_IOERR, "cannot read", path);
	(void)close(fd);
	if (n < 0)
		return crm_run_fail(r, &e);
	bytes = crm_cell_int(n);
	crm_changes_text(given, def->name, slash != NULL ? slash + 1 : path);
	crm_changes_text(given, "sha256", hash);
	crm_changes_set(given, "bytes", &bytes);
	return 0;
}
