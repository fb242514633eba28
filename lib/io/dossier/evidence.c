#include "lib/io/dossier/evidence.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/dossier/evidence_private.h"

#define BLOCK ((size_t)64 * 1024)
#define MOVING "it changes while it is looked at"

/* ---- names ---- */

static bool part_ok(const char *s, size_t len)
{
	size_t n, last = 0;
	uint32_t cp;

	if (len == 0 || len > NAME_MAX)
		return false;
	for (size_t i = 0; i < len; i += n) {
		n = crm_utf8_decode(s + i, len - i, &cp);
		if (n == 0 || !crm_utf8_plain(cp))
			return false;
		last = i;
	}
	return s[last] != '.' && crm_utf8_blank(s + last, len - last) == 0;
}

bool crm_evidence_name_ok(const char *path)
{
	size_t len;

	if (strlen(path) >= PATH_MAX)
		return false;
	for (;; path += len + 1) {
		len = strcspn(path, "/");
		if (!part_ok(path, len))
			return false;
		if (path[len] == '\0')
			return true;
	}
}

/* ---- files ---- */

static int say(struct crm_file_facts *out, enum crm_file_state state, const char *why)
{
	out->state = state;
	out->why = why;
	return -1;
}

static int say_errno(struct crm_file_facts *out, int why)
{
	switch (why) {
	case ELOOP:
		return say(out, CRM_FILE_LINK, NULL);
	case EXDEV:
	case ENAMETOOLONG:
		return say(out, CRM_FILE_BAD_NAME, NULL);
	case ENOENT:
	case ENOTDIR:
		return say(out, CRM_FILE_MISSING, NULL);
	default:
		return say(out, CRM_FILE_UNREADABLE, strerror(why));
	}
}

/* What a name stands for, without opening it for reading. */
static enum crm_file_state kind(const struct stat *st)
{
	if (S_ISLNK(st->st_mode))
		return CRM_FILE_LINK;
	if (S_ISDIR(st->st_mode))
		return CRM_FILE_DIRECTORY;
	if (!S_ISREG(st->st_mode))
		return CRM_FILE_SPECIAL;
	return st->st_size == 0 ? CRM_FILE_EMPTY : CRM_FILE_GOOD;
}

/* The whole file, of the size that it had when it was opened. False: out says why, or (state
 * UNASKED) it was another file before the end. */
static bool hashed(int fd, const struct stat *st, struct crm_file_facts *out)
{
	struct crm_sha256 *h = crm_sha256_new();
	char *block = crm_malloc(BLOCK);
	struct stat after;
	off_t at = 0;
	ssize_t n = 1;

	while (at < st->st_size && n > 0) {
		n = crm_pread_all(fd, block,
		    st->st_size - at < (off_t)BLOCK ? (size_t)(st->st_size - at) : BLOCK, at);
		if (n > 0) {
			crm_sha256_add(h, block, (size_t)n);
			at += n;
		}
	}
	if (n == -1 || fstat(fd, &after) != 0)
		say_errno(out, errno);
	crm_sha256_end(h, out->sha256);
	free(block);
	return out->state == CRM_FILE_UNASKED && at == st->st_size &&
	    after.st_size == st->st_size && after.st_mtim.tv_sec == st->st_mtim.tv_sec &&
	    after.st_mtim.tv_nsec == st->st_mtim.tv_nsec;
}

/* One look; state UNASKED: the file was replaced or written meanwhile. */
static int look(
    crm_evidence_way *way, int dir, const char *path, bool hash, struct crm_file_facts *out)
{
	struct stat named, st;
	enum crm_file_state k;
	int fd = way(dir, path, false), bad;

	if (fd == -1)
		return say_errno(out, errno);
	bad = fstat(fd, &named) != 0 ? errno : 0;
	close(fd);
	if (bad != 0)
		return say_errno(out, bad);
	k = kind(&named);
	if (k != CRM_FILE_GOOD)
		return say(out, k, NULL);

	fd = way(dir, path, true);
	if (fd == -1)
		return say_errno(out, errno);
	if (fstat(fd, &st) != 0) {
		say_errno(out, errno);
	} else if (st.st_dev == named.st_dev && st.st_ino == named.st_ino &&
	    kind(&st) == CRM_FILE_GOOD && (!hash || hashed(fd, &st, out))) {
		say(out, CRM_FILE_GOOD, NULL);
		out->bytes = (int64_t)st.st_size;
		return fd;
	}
	close(fd);
	return -1;
}

int crm_evidence_open_by(
    crm_evidence_way *way, int dir, const char *path, bool hash, struct crm_file_facts *out)
{
	int fd = -1;

	*out = (struct crm_file_facts){.state = CRM_FILE_UNASKED};
	if (!crm_evidence_name_ok(path))
		return say(out, CRM_FILE_BAD_NAME, NULL);
	for (int i = 0; i < 2 && out->state == CRM_FILE_UNASKED; i++)
		fd = look(way, dir, path, hash, out);
	if (out->state == CRM_FILE_UNASKED)
		say(out, CRM_FILE_UNREADABLE, MOVING);
	if (out->state != CRM_FILE_GOOD)
		out->sha256[0] = '\0';
	return fd;
}

int crm_evidence_open(int dir, const char *path, bool hash, struct crm_file_facts *out)
{
	return crm_evidence_open_by(crm_evidence_way_openat2, dir, path, hash, out);
}

void crm_evidence_look(int dir, const char *path, bool hash, struct crm_file_facts *out)
{
	int fd = crm_evidence_open(dir, path, hash, out);

	if (fd != -1)
		close(fd);
}
