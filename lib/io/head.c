/* The digest of a journal, to be kept elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store_private.h"

#define PIECE ((size_t)1 << 20)

/* SHA-256 over the first n bytes; *lines counts their newlines. */
static int digest(
    const struct crm_journal *j, uint64_t n, char out[65], int64_t *lines, struct crm_err *e)
{
	struct crm_sha256 *h = crm_sha256_new();
	char *piece = crm_malloc(PIECE), *p;
	uint64_t at = 0;
	size_t want;
	int ret = -1;

	*lines = 0;
	while (at < n) {
		want = n - at < PIECE ? (size_t)(n - at) : PIECE;
		if (crm_pread_all(j->fd, piece, want, (off_t)at) != (ssize_t)want) {
			crm_err_set(e, CRM_IOERR, "cannot read '%s'", j->path.data);
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
	ret = digest(j, j->ix.end, h.sha256, &h.lines, e);
	if (ret == 0)
		*out = h;
	crm_journal_free(j);
	return ret;
}

int crm_store_verify_head(
    struct crm_store *s, const struct crm_head *h, struct crm_findings *f, struct crm_err *e)
{
	struct crm_journal *j;
	char hex[65];
	int64_t lines;
	int ret = -1;

	j = crm_journal_begin(s, h->kind, false, NULL, e);
	if (j == NULL)
		return -1;
	if (j->fd < 0) {
		crm_finding_add(f, CRM_ERROR, "missing", j->path.data, 0, NULL, NULL,
		    "is gone: the digest was made over %lld bytes of it", (long long)h->bytes);
		ret = 0;
		goto out;
	}
	if (h->bytes < 0 || (uint64_t)h->bytes > j->ix.end) {
		crm_finding_add(f, CRM_ERROR, "cut", j->path.data, 0, NULL, NULL,
		    "has %llu bytes, but the digest was made over %lld: lines at "
		    "its end are gone",
		    (unsigned long long)j->ix.end, (long long)h->bytes);
		ret = 0;
		goto out;
	}
	if (digest(j, (uint64_t)h->bytes, hex, &lines, e) != 0)
		goto out;
	if (strcmp(hex, h->sha256) != 0)
		crm_finding_add(f, CRM_ERROR, "rewritten", j->path.data, 0, NULL, NULL,
		    "its first %lld bytes are not those that the digest was "
		    "made over",
		    (long long)h->bytes);
	ret = 0;
out:
	crm_journal_free(j);
	return ret;
}
