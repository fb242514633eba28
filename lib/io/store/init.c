/* Making a store. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/io/store/store_private.h"
#include "lib/time/zone.h"

static const char attributes[] = "*.jsonl merge=union -text\n";
/* What belongs to one machine, or may hold what nobody acknowledged. */
static const char ignored[] =
    ".lock\n.cache/\n.site\n.suspect\n*.torn\n.*.tmp\n" CRM_SPOOL_PREFIX "*\n" CRM_NEW_PREFIX "*\n";

#define INIT_WAIT 10000L
#define TEXT_MOST ((size_t)1 << 20)

/* Is the line (with its LF) one of those in text? */
static bool has_line(const struct crm_buf *text, const char *line, size_t len)
{
	const char *p = crm_buf_str(text), *end = p + text->len, *lf;

	for (; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (lf == NULL)
			return false;
		if ((size_t)(lf - p) + 1 == len && memcmp(p, line, len) == 0)
			return true;
	}
	return false;
}

/* Sees that the file has these lines; what is in it stays. */
static int ensure_lines(
    int dirfd, const char *name, const char *lines, mode_t mode, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct stat st;
	const char *lf;
	int ret = -1;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		mode = st.st_mode & 0777U;
		if (crm_file_read(dirfd, name, TEXT_MOST, &text, e) != 0)
			goto out;
	}
	if (text.len > 0 && text.data[text.len - 1] != '\n')
		crm_buf_addc(&text, '\n');
	for (; (lf = strchr(lines, '\n')) != NULL; lines = lf + 1)
		if (!has_line(&text, lines, (size_t)(lf - lines) + 1))
			crm_buf_add(&text, lines, (size_t)(lf - lines) + 1);
	ret = crm_file_replace(dirfd, name, crm_buf_str(&text), text.len, mode, false, e);
out:
	crm_buf_release(&text);
	return ret;
}

static int refuse_store(int dirfd, const char *dir, struct crm_err *e)
{
	struct stat st;

	if (fstatat(dirfd, "crm.json", &st, AT_SYMLINK_NOFOLLOW) != 0)
		return 0;
	return crm_err_set(e, CRM_CANTCREAT, "'%s' is a store already: it has a crm.json", dir);
}

static int check_zone(const char *zone, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_zone *z = NULL;

	if (strpbrk(zone, "\"\\\n\r\t") != NULL)
		return crm_err_set(e, CRM_BADINPUT, "not a time zone");
	if (crm_zone_new(zone, &z, &why) != 0)
		return crm_err_set(e, CRM_BADINPUT, "%s", why.text);
	crm_zone_free(z);
	return 0;
}

/* Opens the directory, made when it is missing, with a mode to write in. */
static int make_dir(const char *dir, bool group, struct crm_err *e)
{
	bool made = mkdir(dir, 0700) == 0;
	struct stat st;
	mode_t mode;
	int fd;

	if (!made && errno != EEXIST)
		return crm_err_errno(e, CRM_CANTCREAT, "cannot create directory", dir);
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return crm_err_errno(e, CRM_CANTCREAT, "cannot open directory", dir);
	if (fstat(fd, &st) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot read", dir);
		goto fail;
	}
	if (refuse_store(fd, dir, e) != 0)
		goto fail;
	mode = st.st_mode & 07777U & ~(mode_t)022;
	if (made)
		mode = 0700;
	if (group)
		mode |= 02770;
	if (mode != (st.st_mode & 07777U) && fchmod(fd, mode) != 0) {
		crm_err_errno(e, CRM_CANTCREAT, "cannot change mode of", dir);
		goto fail;
	}
	return fd;
fail:
	close(fd);
	return -1;
}

static int fill(
    int dirfd, const char *dir, const struct crm_init_opts *o, mode_t mode, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int ret = -1;

	if (refuse_store(dirfd, dir, e) != 0 ||
	    ensure_lines(dirfd, ".gitattributes", attributes, mode, e) != 0 ||
	    ensure_lines(dirfd, ".gitignore", ignored, mode, e) != 0)
		goto out;
	/* last: with it the store exists */
	crm_buf_addf(&text, "{\n  \"format\": %d,\n  \"zone\": \"%s\"%s\n}\n", CRM_STORE_FORMAT,
	    o->zone != NULL ? o->zone : "UTC", o->group ? ",\n  \"group\": true" : "");
	ret = crm_file_replace(dirfd, "crm.json", text.data, text.len, mode, true, e);
out:
	crm_buf_release(&text);
	return ret;
}

int crm_store_init(const char *dir, const struct crm_init_opts *o, struct crm_err *e)
{
	mode_t mode = o->group ? 0660 : 0600;
	int dirfd = -1, lock = -1, ret = -1;

	if (o->zone != NULL && check_zone(o->zone, e) != 0)
		return -1;
	dirfd = make_dir(dir, o->group, e);
	if (dirfd < 0 || crm_lock_take(dirfd, dir, mode, INIT_WAIT, &lock, e) != 0)
		goto out;
	ret = fill(dirfd, dir, o, mode, e);
out:
	if (lock >= 0)
		close(lock);
	if (dirfd >= 0)
		close(dirfd);
	return ret;
}
