/* Writing an index to .cache/KIND.idx. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/cache_private.h"

/* The rest behind the cache is scanned at every opening: a millisecond or
 * two, so that steps need not write a large file each. */
#define DUE_LINES ((size_t)4096)
#define DUE_BYTES ((uint64_t)1 << 20)

int crm_cache_put(
    int dir, const char *name, const struct crm_buf *parts, size_t n, mode_t mode, bool sync)
{
	char tmp[CRM_CACHE_NAME_MAX + 32];
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	size_t i;
	int fd;

	snprintf(tmp, sizeof(tmp), ".%s.%ld.tmp", name, (long)getpid());
	fd = openat(dir, tmp, flags, 0600);
	if (fd < 0 && errno == EEXIST && unlinkat(dir, tmp, 0) == 0)
		fd = openat(dir, tmp, flags, 0600);
	if (fd < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (crm_write_all(fd, crm_buf_str(&parts[i]), parts[i].len) != 0)
			goto fail;
	if (fchmod(fd, mode) != 0 || (sync && fsync(fd) != 0))
		goto fail;
	if (close(fd) != 0 || renameat(dir, tmp, dir, name) != 0) {
		unlinkat(dir, tmp, 0);
		return -1;
	}
	return 0;
fail:
	close(fd);
	unlinkat(dir, tmp, 0);
	return -1;
}

bool crm_index_due(const struct crm_index *ix)
{
	uint64_t bytes = ix->end - ix->covered;

	return ix->more_ids.n > DUE_LINES ||
	    bytes > (ix->map_len > DUE_BYTES ? ix->map_len : DUE_BYTES);
}

static void merge_refs(
    const struct crm_ref *a, size_t na, const struct crm_refs *b, struct crm_buf *out)
{
	size_t i = 0, k = 0;
	const struct crm_ref *r;

	crm_buf_reserve(out, (na + b->n) * sizeof(*a));
	while (i < na || k < b->n) {
		r = k == b->n || (i < na && crm_ref_cmp(&a[i], &b->v[k]) < 0) ? &a[i++]
		                                                              : &b->v[k++];
		crm_buf_add(out, r, sizeof(*r));
	}
}

static void add_series(const struct crm_map *series, struct crm_buf *out)
{
	struct crm_idx_series s;
	const char *key;
	size_t i, n;

	for (i = 0; i < crm_map_count(series); i++) {
		key = crm_map_key(series, i, &n);
		if (n > sizeof(s.key))
			crm_fatal("a series with a long name");
		memset(&s, 0, sizeof(s));
		memcpy(s.key, key, n);
		s.number = *crm_map_value((struct crm_map *)series, i);
		crm_buf_add(out, &s, sizeof(s));
	}
}

static void add_pages(const struct crm_buf *body, struct crm_buf *out)
{
	size_t i, n = crm_cache_pages(body->len);
	uint64_t hash;

	for (i = 0; i < n; i++) {
		hash = crm_cache_page_hash(body->data, body->len, i);
		crm_buf_add(out, &hash, sizeof(hash));
	}
}

static int fill_head(
    const struct crm_index *ix, int fd, const struct crm_limits *l, struct crm_idx_head *h)
{
	uint64_t at = ix->covered / CRM_CACHE_PIECE * CRM_CACHE_PIECE;

	memset(h, 0, sizeof(*h));
	memcpy(h->magic, CRM_IDX_MAGIC, sizeof(h->magic));
	h->order = CRM_CACHE_ORDER;
	h->line_limit = l->line;
	h->depth_limit = l->depth;
	h->covered = ix->end;
	h->pieces_hash = ix->pieces_hash;
	if (crm_cache_hash(fd, &at, ix->end, &h->pieces_hash, &h->covered_hash) != 0)
		return -1;
	h->lines = ix->lines;
	h->epoch = ix->epoch;
	h->nids = ix->nids + ix->more_ids.n;
	h->nops = ix->nops + ix->more_ops.n;
	h->nmarks = ix->nmarks;
	h->nflaws = ix->nflaws;
	h->nseconds = ix->nseconds;
	return 0;
}

int crm_index_save(struct crm_index *ix, int cachefd, const char *kind, int fd, mode_t mode,
    const struct crm_limits *l)
{
	struct crm_buf parts[3] = {CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	struct crm_buf *body = &parts[1], *pages = &parts[2];
	struct crm_index fresh;
	char name[CRM_CACHE_NAME_MAX];
	struct crm_idx_head h;
	size_t len = 0, before;
	void *map = NULL;
	int ret = -1;

	/* nothing damaged is handed on under a new hash */
	if (ix->map != NULL && !crm_index_sure(ix, ix->body, ix->body_len))
		return -1;
	merge_refs(ix->ids, ix->nids, &ix->more_ids, body);
	merge_refs(ix->ops, ix->nops, &ix->more_ops, body);
	crm_buf_add(body, ix->marks, ix->nmarks * sizeof(*ix->marks));
	crm_buf_add(body, ix->flaws, ix->nflaws * sizeof(*ix->flaws));
	crm_buf_add(body, ix->seconds, ix->nseconds * sizeof(*ix->seconds));
	before = body->len;
	add_series(ix->series, body);
	add_pages(body, pages);
	if (fill_head(ix, fd, l, &h) != 0)
		goto out;
	h.nseries = (body->len - before) / sizeof(struct crm_idx_series);
	h.pages_hash = crm_hash64(crm_buf_str(pages), pages->len, 0);
	h.head_hash = crm_hash64(&h, offsetof(struct crm_idx_head, head_hash), 0);
	crm_buf_add(&parts[0], &h, sizeof(h));
	snprintf(name, sizeof(name), "%s.idx", kind);
	if (crm_cache_put(cachefd, name, parts, 3, mode, true) != 0)
		goto out;
	map = crm_cache_map(cachefd, kind, &len);
	if (map == NULL || len != sizeof(h) + body->len + pages->len ||
	    memcmp(map, &h, sizeof(h)) != 0 ||
	    memcmp((const char *)map + len - pages->len, crm_buf_str(pages), pages->len) != 0)
		goto out;
	crm_index_init(&fresh);
	if (crm_cache_adopt(&fresh, map, len) != 0) {
		crm_index_release(&fresh);
		goto out;
	}
	fresh.scanned = ix->scanned;
	crm_index_release(ix);
	*ix = fresh;
	map = NULL;
	ret = 0;
out:
	if (map != NULL)
		munmap(map, len);
	for (size_t i = 0; i < 3; i++)
		crm_buf_release(&parts[i]);
	return ret;
}
