/* The digest of a journal, to be kept elsewhere. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/rewrite_private.h"

#define PIECE ((size_t)1 << 20)

int crm_digest(int fd, uint64_t from, uint64_t n, const char *path, char out[65], int64_t *lines,
    struct crm_err *e)
{
	struct crm_sha256 *h = crm_sha256_new();
	char *piece = crm_malloc(PIECE), *p;
	uint64_t at = 0;
	size_t want;
	int ret = -1;

	*lines = 0;
	while (at < n) {
		want = n - at < PIECE ? (size_t)(n - at) : PIECE;
		if (crm_pread_all(fd, piece, want, (off_t)(from + at)) != (ssize_t)want) {
			crm_err_set(e, CRM_IOERR, "cannot read '%s'", path);
			goto out;
		}
		crm_sha256_add(h, piece, want);
		for (p = piece; (p = memchr(p, '\n', want - (size_t)(p - piece))) != NULL; p++)
			++*lines;
		at += want;
	}
	crm_sha256_end(h, out);
	h = NULL;
	ret = 0;
out:
	crm_sha256_free(h);
	free(piece);
	return ret;
}

int crm_store_head(struct crm_store *s, const char *kind, struct crm_head *out, struct crm_err *e)
{
	struct crm_journal *j;
	struct crm_head h;
	int ret;

	memset(&h, 0, sizeof(h));
	j = crm_journal_begin(s, kind, false, NULL, e);
	if (j == NULL)
		return -1;
	memcpy(h.kind, j->kind, sizeof(h.kind));
	h.bytes = (int64_t)j->ix.end;
	h.epoch = (int64_t)j->ix.epoch;
	ret = crm_digest(j->fd, 0, j->ix.end, j->path.data, h.sha256, &h.lines, e);
	if (ret == 0)
		*out = h;
	crm_journal_free(j);
	return ret;
}

/* What a head was made over: the journal, or the old file of its epoch. */
struct covered {
	int fd; /* -1: there is none; else of the journal, or to be closed */
	uint64_t size;
	struct crm_buf path;
};

static int find_old(struct crm_journal *j, int64_t epoch, struct covered *out, struct crm_err *e)
{
	char name[CRM_OLD_NAME_MAX];
	struct stat st;

	crm_old_name(j->kind, epoch, name);
	crm_store_path(j->store, name, &out->path);
	out->fd = crm_store_openat(j->store, name, O_RDONLY, &st, e);
	if (out->fd == -1)
		return -1;
	if (out->fd < 0)
		out->fd = -1;
	else
		out->size = (uint64_t)st.st_size;
	return 0;
}

static int compare(
    const struct covered *c, const struct crm_head *h, struct crm_findings *f, struct crm_err *e)
{
	int64_t lines;
	char hex[65];

	if (c->fd < 0) {
		crm_finding_add(f, CRM_ERROR, "missing", c->path.data, 0, NULL, NULL,
		    "is gone: the digest was made over %lld bytes of it", (long long)h->bytes);
		return 0;
	}
	if (h->bytes < 0 || (uint64_t)h->bytes > c->size) {
		crm_finding_add(f, CRM_ERROR, "cut", c->path.data, 0, NULL, NULL,
		    "has %llu bytes, but the digest was made over %lld: lines at "
		    "its end are gone",
		    (unsigned long long)c->size, (long long)h->bytes);
		return 0;
	}
	if (crm_digest(c->fd, 0, (uint64_t)h->bytes, c->path.data, hex, &lines, e) != 0)
		return -1;
	if (strcmp(hex, h->sha256) != 0)
		crm_finding_add(f, CRM_ERROR, "rewritten", c->path.data, 0, NULL, NULL,
		    "its first %lld bytes are not those that the digest was "
		    "made over",
		    (long long)h->bytes);
	return 0;
}

int crm_store_verify_head(
    struct crm_store *s, const struct crm_head *h, struct crm_findings *f, struct crm_err *e)
{
	struct covered c = {-1, 0, CRM_BUF_INIT};
	struct crm_journal *j;
	int ret = -1;

	j = crm_journal_begin(s, h->kind, false, NULL, e);
	if (j == NULL)
		return -1;
	if (j->fd >= 0 && (uint64_t)h->epoch < j->ix.epoch) {
		if (find_old(j, h->epoch, &c, e) == 0)
			ret = compare(&c, h, f, e);
		if (c.fd >= 0)
			close(c.fd);
	} else {
		c.fd = j->fd;
		c.size = j->ix.end;
		crm_buf_addz(&c.path, j->path.data);
		ret = compare(&c, h, f, e);
	}
	crm_buf_release(&c.path);
	crm_journal_free(j);
	return ret;
}
