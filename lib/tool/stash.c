#include "lib/tool/stash.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"

static bool is_group(const struct crm_run *r)
{
	return crm_store_settings(r->store)->group;
}

int crm_stash_open(struct crm_run *r, const char *folder, bool write, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	mode_t mode = is_group(r) ? 02770 : 0700;
	int fd = -1;

	crm_buf_addf(&path, "%s/%s", crm_store_dir(r->store), folder);
	if (write && mkdir(crm_buf_str(&path), mode) == 0)
		(void)chmod(crm_buf_str(&path), mode); /* whatever the umask */
	else if (write && errno != EEXIST)
		(void)crm_err_errno(e, CRM_CANTCREAT, "cannot create", crm_buf_str(&path));
	if (e->code == 0) {
		fd = open(crm_buf_str(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			(void)crm_err_errno(e, errno == ENOENT ? CRM_NOINPUT : CRM_NOPERM,
			    "cannot open", crm_buf_str(&path));
	}
	crm_buf_release(&path);
	return fd;
}

/* Is it there, as its name says? */
static bool is_there(int dir, const char *sha256, size_t len)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct stat st;
	char is[65] = "";

	if (fstatat(dir, sha256, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size == (off_t)len && crm_file_read(dir, sha256, len, &text, &e) == 0)
		crm_sha256_hex(crm_buf_str(&text), text.len, is);
	crm_buf_release(&text);
	return strcmp(is, sha256) == 0;
}

int crm_stash_put(
    struct crm_run *r, int dir, const char *sha256, const void *data, size_t len, struct crm_err *e)
{
	if (is_there(dir, sha256, len))
		return 0;
	return crm_file_replace(dir, sha256, data, len, is_group(r) ? 0660 : 0600, false, e);
}

int crm_stash_read(const char *path, struct crm_buf *out, char sha256[65], struct crm_err *e)
{
	struct stat st;

	/* a pipe that the shell gives has no name and no size */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return crm_err_set(e, CRM_BADINPUT, "'%s' is not a regular file", path);
	if (crm_file_read(AT_FDCWD, path, CRM_STASH_MOST, out, e) != 0)
		return -1;
	crm_sha256_hex(crm_buf_str(out), out->len, sha256);
	return 0;
}
