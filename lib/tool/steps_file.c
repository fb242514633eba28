/* A file that a step is given: stored are its name, its hash and its size, of some kinds a copy. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/tool/stash.h"
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

static void give(struct crm_changes *given, const struct crm_field *def, const char *path,
    const char *hash, int64_t n)
{
	const char *slash = strrchr(path, '/');
	const struct crm_cell bytes = crm_cell_int(n);

	crm_changes_text(given, def->name, slash != NULL ? slash + 1 : path);
	crm_changes_text(given, "sha256", hash);
	crm_changes_set(given, "bytes", &bytes);
}

/* ---- kept ---- */

struct crm_step_file {
	struct crm_buf data;
	char sha256[65];
};

static int read_whole(
    struct crm_batch *b, const char *path, const char *source, const struct crm_step_file **out)
{
	struct crm_step_file *f;
	struct crm_err e = CRM_ERR_INIT;

	crm_grow(&b->files, &b->files_cap, b->nfiles + 1, sizeof(*b->files));
	f = &b->files[b->nfiles++];
	*f = (struct crm_step_file){.data = CRM_BUF_INIT};
	*out = f;
	if (crm_stash_read(path, &f->data, f->sha256, &e) == 0)
		return 0;
	crm_err_place(&e, source, 0, NULL);
	return crm_run_fail(b->run, &e);
}

int crm_step_files_keep(struct crm_batch *b)
{
	struct crm_err e = CRM_ERR_INIT;
	int dir, ret = 0;

	if (b->nfiles == 0 || b->dry_run || b->results.n == 0)
		return 0;
	dir = crm_stash_open(b->run, b->run->kind->files, true, &e);
	if (dir < 0)
		return crm_run_fail(b->run, &e);
	for (size_t i = 0; ret == 0 && i < b->nfiles; i++) {
		const struct crm_step_file *f = &b->files[i];

		ret = crm_stash_put(b->run, dir, f->sha256, crm_buf_str(&f->data), f->data.len, &e);
	}
	if (ret == 0)
		ret = crm_fsync_dir(dir, &e);
	(void)close(dir);
	return ret == 0 ? 0 : crm_run_fail(b->run, &e);
}

void crm_step_files_free(struct crm_batch *b)
{
	for (size_t i = 0; i < b->nfiles; i++)
		crm_buf_release(&b->files[i].data);
	free(b->files);
}

int crm_step_give_file(
    struct crm_batch *b, const char *source, const struct crm_field *def, const char *path)
{
	const struct crm_step_file *kept;
	struct crm_err e = CRM_ERR_INIT;
	char hash[65];
	int64_t n;
	int fd;

	if (b->run->kind->files != NULL) {
		if (read_whole(b, path, source, &kept) != 0)
			return -1;
		give(&b->given, def, path, kept->sha256, (int64_t)kept->data.len);
		return 0;
	}
	fd = open_file(path, source, &e);
	if (fd < 0)
		return crm_run_fail(b->run, &e);
	n = hash_file(fd, hash);
	if (n < 0)
		(void)crm_err_errno(&e, CRM_IOERR, "cannot read", path);
	(void)close(fd);
	if (n < 0)
		return crm_run_fail(b->run, &e);
	give(&b->given, def, path, hash, n);
	return 0;
}
