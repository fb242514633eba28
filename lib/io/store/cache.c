/* Taking over the index that .cache/KIND.idx has kept. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/cache_private.h"

int crm_cache_hash(int fd, uint64_t *at, uint64_t to, uint64_t *pieces, uint64_t *whole)
{
	char *piece = crm_malloc((size_t)CRM_CACHE_PIECE);
	int ret = -1;
	size_t n;

	for (;;) {
		n = to - *at < CRM_CACHE_PIECE ? (size_t)(to - *at) : (size_t)CRM_CACHE_PIECE;
		if (crm_pread_all(fd, piece, n, (off_t)*at) != (ssize_t)n)
			break;
		*whole = crm_hash64(piece, n, *pieces);
		if (n < CRM_CACHE_PIECE) {
			ret = 0;
			break;
		}
		*pieces = *whole;
		*at += CRM_CACHE_PIECE;
	}
	free(piece);
	return ret;
}

/* The bytes between the head and the hashes of the pages. */
static size_t body_length(const struct crm_idx_head *h)
{
	return (size_t)((h->nids + h->nops) * sizeof(struct crm_ref) +
	    (h->nmarks + h->nseconds) * sizeof(uint64_t) + h->nflaws * sizeof(struct crm_flaw) +
	    h->nseries * sizeof(struct crm_idx_series));
}

/* Do the sections that the head tells of make up the file? */
static bool sizes_fit(const struct crm_idx_head *h, size_t len)
{
	const uint64_t most = len;
	size_t body;

	if (h->nids > most || h->nops > most || h->nmarks > most || h->nflaws > most ||
	    h->nseconds > most || h->nseries > most)
		return false;
	body = body_length(h);
	return sizeof(*h) + body + crm_cache_pages(body) * sizeof(uint64_t) == len;
}

static const char *body_of(const void *map)
{
	return (const char *)map + sizeof(struct crm_idx_head);
}

/* The hashes of the pages by one of their own: the pages can wait. */
static bool pages_fit(const struct crm_idx_head *h)
{
	size_t body = body_length(h);

	return h->pages_hash ==
	    crm_hash64(body_of(h) + body, crm_cache_pages(body) * sizeof(uint64_t), 0);
}

static bool head_fits(const struct crm_idx_head *h, size_t len, const struct stat *journal,
    const struct crm_limits *l)
{
	return memcmp(h->magic, CRM_IDX_MAGIC, sizeof(h->magic)) == 0 &&
	    h->order == CRM_CACHE_ORDER &&
	    h->head_hash == crm_hash64(h, offsetof(struct crm_idx_head, head_hash), 0) &&
	    h->line_limit == l->line && h->depth_limit == l->depth &&
	    h->covered <= (uint64_t)journal->st_size && sizes_fit(h, len) && pages_fit(h);
}

void *crm_cache_map(int cachefd, const char *kind, size_t *len)
{
	char name[CRM_CACHE_NAME_MAX];
	void *map = MAP_FAILED;
	struct stat st;
	int fd;

	snprintf(name, sizeof(name), "%s.idx", kind);
	fd = openat(cachefd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	/* never written in place, only replaced: safe to map */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size >= (off_t)sizeof(struct crm_idx_head)) {
		*len = (size_t)st.st_size;
		map = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	return map != MAP_FAILED ? map : NULL;
}

static void *copy_of(const void *p, size_t n, size_t size)
{
	void *out = n > 0 ? crm_malloc(n * size) : NULL;

	if (n > 0)
		memcpy(out, p, n * size);
	return out;
}

/* The rest of the body, behind the references: small, and copied. */
static const char *copy_rest(struct crm_index *ix, const struct crm_idx_head *h, const char *p)
{
	ix->nmarks = ix->marks_cap = (size_t)h->nmarks;
	ix->marks = copy_of(p, ix->nmarks, sizeof(*ix->marks));
	p += ix->nmarks * sizeof(*ix->marks);
	ix->nflaws = ix->flaws_cap = (size_t)h->nflaws;
	ix->flaws = copy_of(p, ix->nflaws, sizeof(*ix->flaws));
	p += ix->nflaws * sizeof(*ix->flaws);
	ix->nseconds = ix->seconds_cap = (size_t)h->nseconds;
	ix->seconds = copy_of(p, ix->nseconds, sizeof(*ix->seconds));
	return p + ix->nseconds * sizeof(*ix->seconds);
}

int crm_cache_adopt(struct crm_index *ix, void *map, size_t len)
{
	const struct crm_idx_head *h = map;
	struct crm_idx_series s;
	const char *p;
	size_t i, entry;

	ix->body = body_of(map);
	ix->body_len = body_length(h);
	ix->pages = (const void *)(ix->body + ix->body_len);
	ix->sure = crm_calloc(crm_cache_pages(ix->body_len) + 1, 1);
	ix->nids = (size_t)h->nids;
	ix->ids = (const void *)ix->body;
	ix->nops = (size_t)h->nops;
	ix->ops = ix->ids + ix->nids;
	p = (const char *)(ix->ops + ix->nops);
	if (!crm_index_sure(ix, p, (size_t)(ix->body + ix->body_len - p))) {
		crm_index_release(ix);
		crm_index_init(ix);
		return -1;
	}
	ix->map = map;
	ix->map_len = len;
	ix->end = ix->scanned = ix->covered = h->covered;
	ix->covered_hash = h->covered_hash;
	ix->pieces_hash = h->pieces_hash;
	ix->head_hash = h->head_hash;
	ix->lines = h->lines;
	ix->epoch = h->epoch;
	p = copy_rest(ix, h, p);
	for (i = 0; i < h->nseries; i++, p += sizeof(s)) {
		memcpy(&s, p, sizeof(s));
		entry = crm_map_put(ix->series, s.key, strnlen(s.key, sizeof(s.key)), NULL);
		*crm_map_value(ix->series, entry) = (size_t)s.number;
	}
	return 0;
}

/* Without .seen: does the journal still begin with what is covered? */
static bool prefix_fits(const struct crm_idx_head *h, int fd)
{
	uint64_t at = 0, pieces = 0, whole = 0;

	return crm_cache_hash(fd, &at, h->covered, &pieces, &whole) == 0 &&
	    whole == h->covered_hash;
}

void crm_index_load(struct crm_index *ix, int cachefd, const char *kind, int fd,
    const struct stat *st, const struct crm_limits *l, bool *trusted)
{
	size_t len = 0;
	void *map;

	*trusted = false;
	map = cachefd >= 0 ? crm_cache_map(cachefd, kind, &len) : NULL;
	if (map == NULL)
		return;
	if (head_fits(map, len, st, l)) {
		*trusted = crm_cache_seen(map, cachefd, kind, st);
		if ((*trusted || prefix_fits(map, fd)) && crm_cache_adopt(ix, map, len) == 0)
			return;
	}
	*trusted = false;
	munmap(map, len);
}
