/*
 * What the files that keep an index share.
 */
#ifndef CRM_IO_CACHE_PRIVATE_H
#define CRM_IO_CACHE_PRIVATE_H

#include "lib/io/store/store_private.h"

/* Of bytes: another machine's cache does not fit. */
#define CRM_CACHE_ORDER UINT64_C(0x0102030405060708)
#define CRM_CACHE_PIECE ((uint64_t)1 << 20)
#define CRM_CACHE_NAME_MAX (CRM_KIND_MAX + 40)
#define CRM_CACHE_PAGE ((size_t)4096)
#define CRM_IDX_MAGIC "crmidx2"
#define CRM_SEEN_MAGIC "crmsee1"

/*
 * KIND.idx: this, then the body, which is the sections in the order of their
 * counts, then the hash of each page of the body (the last may be short).
 */
struct crm_idx_head {
	char magic[8];
	uint64_t order;
	uint64_t line_limit, depth_limit; /* it was judged by */
	uint64_t covered, covered_hash, pieces_hash;
	uint64_t lines, epoch;
	uint64_t nids, nops, nmarks, nflaws, nseconds, nseries; /* elements */
	uint64_t pages_hash;                                    /* of the hashes of the pages */
	uint64_t head_hash;                                     /* of all before it */
};

/* An entry of the series section, its key padded with NUL. */
struct crm_idx_series {
	uint64_t number;
	char key[24]; /* PREFIX-YEAR-SITE: 10 + 6 + 8 */
};

/* ---- cache.c ---- */

/* Chains the whole pieces of [*at, to) into *pieces, and gives the hash of
 * the rest chained to it. *at is moved to the last piece's beginning. */
int crm_cache_hash(int fd, uint64_t *at, uint64_t to, uint64_t *pieces, uint64_t *whole);
/* Maps KIND.idx; NULL when there is none. */
void *crm_cache_map(int cachefd, const char *kind, size_t *len);
/* Takes the sections over, and the mapping; ix is fresh. -1 when what is
 * taken now is damaged: nothing is taken. */
int crm_cache_adopt(struct crm_index *ix, void *map, size_t len);

/* ---- cache_save.c ---- */

/* Writes dir/name by temp and rename. */
int crm_cache_put(
    int dir, const char *name, const struct crm_buf *parts, size_t n, mode_t mode, bool sync);

/* ---- index.c ---- */

static inline size_t crm_cache_pages(size_t body)
{
	return (body + CRM_CACHE_PAGE - 1) / CRM_CACHE_PAGE;
}
/* The hash of the i-th page of a body: of where it stands too. */
uint64_t crm_cache_page_hash(const char *body, size_t len, size_t i);
/* Are these bytes of the mapped body as they were written? Each page is
 * looked at once; false sets ix->damaged. */
bool crm_index_sure(struct crm_index *ix, const void *from, size_t len);

/* ---- seen.c ---- */

/*
 * Is the journal in the state that .seen tells of? What a reader wrote, which
 * held no lock, is believed only when the journal had not changed in the same
 * moment (the clocks of file stamps are coarse).
 */
bool crm_cache_seen(
    const struct crm_idx_head *h, int cachefd, const char *kind, const struct stat *journal);

#endif
