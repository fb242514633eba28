/* Asking an index. */
#include "lib/io/store/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/cache_private.h"

void crm_index_release(struct crm_index *ix)
{
	if (ix->map != NULL)
		munmap(ix->map, ix->map_len);
	free(ix->sure);
	free(ix->more_ids.v);
	free(ix->more_ops.v);
	free(ix->marks);
	free(ix->flaws);
	free(ix->seconds);
	free(ix->plain);
	crm_map_free(ix->series);
	crm_map_free(ix->run.series);
	crm_buf_release(&ix->text);
	crm_buf_release(&ix->stamp);
	memset(ix, 0, sizeof(*ix));
}

/* ---- the pages of what was kept ---- */

uint64_t crm_cache_page_hash(const char *body, size_t len, size_t i)
{
	size_t at = i * CRM_CACHE_PAGE;
	size_t n = len - at < CRM_CACHE_PAGE ? len - at : CRM_CACHE_PAGE;

	return crm_hash64(body + at, n, i + 1);
}

bool crm_index_sure(struct crm_index *ix, const void *from, size_t len)
{
	size_t at, i, last;

	if (ix->damaged || len == 0)
		return !ix->damaged;
	at = (size_t)((const char *)from - ix->body);
	last = (at + len - 1) / CRM_CACHE_PAGE;
	for (i = at / CRM_CACHE_PAGE; i <= last; i++) {
		if (ix->sure[i])
			continue;
		if (crm_cache_page_hash(ix->body, ix->body_len, i) != ix->pages[i]) {
			ix->damaged = true;
			return false;
		}
		ix->sure[i] = 1;
	}
	return true;
}

/* ---- asking ---- */

/* References in order; ix: they are of its pages, NULL: of memory. */
struct ordered {
	struct crm_index *ix;
	const struct crm_ref *v;
	size_t n;
};

/* The first whose hash is at least (above: more than) this; 0 when a page is
 * damaged. */
static size_t bound(const struct ordered *o, uint64_t hash, bool above)
{
	size_t lo = 0, hi = o->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (o->ix != NULL && !crm_index_sure(o->ix, &o->v[mid], sizeof(o->v[mid])))
			return 0;
		if (o->v[mid].hash < hash || (above && o->v[mid].hash == hash))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct crm_ref *find(const struct ordered *o, uint64_t hash, size_t *n)
{
	size_t from = bound(o, hash, false), to = bound(o, hash, true);

	*n = 0;
	if (to <= from)
		return NULL;
	if (o->ix != NULL && !crm_index_sure(o->ix, o->v + from, (to - from) * sizeof(*o->v)))
		return NULL;
	*n = to - from;
	return o->v + from;
}

static struct crm_hits find_both(struct crm_index *ix, const struct crm_ref *kept, size_t nkept,
    const struct crm_refs *more, uint64_t hash)
{
	const struct ordered a = {ix, kept, nkept}, b = {NULL, more->v, more->n};
	struct crm_hits h = {NULL, NULL, 0, 0};

	h.a = find(&a, hash, &h.na);
	h.b = find(&b, hash, &h.nb);
	return h;
}

struct crm_hits crm_index_ids(struct crm_index *ix, uint64_t hash)
{
	return find_both(ix, ix->ids, ix->nids, &ix->more_ids, hash);
}

struct crm_hits crm_index_ops(struct crm_index *ix, uint64_t hash)
{
	return find_both(ix, ix->ops, ix->nops, &ix->more_ops, hash);
}

static int by_offset(const void *a, const void *b)
{
	const struct crm_ref *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* The end of an array that is NULL when it is empty. */
static const struct crm_ref *end_of(const struct crm_ref *refs, size_t n)
{
	return n == 0 ? refs : refs + n;
}

struct crm_ref *crm_index_firsts(struct crm_index *ix, size_t *n)
{
	const struct crm_ref *a = ix->ids, *b = ix->more_ids.v;
	const struct crm_ref *ea = end_of(a, ix->nids), *eb = end_of(b, ix->more_ids.n);
	struct crm_ref *out = NULL;
	const struct crm_ref *r;
	size_t cap = 0;

	*n = 0;
	if (!crm_index_sure(ix, ix->ids, ix->nids * sizeof(*a)))
		return NULL;
	while (a < ea || b < eb) {
		/* of equal hashes those of the prefix come first */
		r = b == eb || (a < ea && a->hash <= b->hash) ? a++ : b++;
		if (*n > 0 && out[*n - 1].hash == r->hash)
			continue;
		crm_grow(&out, &cap, *n + 1, sizeof(*out));
		out[*n].hash = r->hash;
		out[*n].at = CRM_REF_AT(*r);
		++*n;
	}
	if (*n > 1)
		qsort(out, *n, sizeof(*out), by_offset);
	return out;
}

bool crm_index_flawed(const struct crm_index *ix, uint64_t at)
{
	size_t lo = 0, hi = ix->nflaws, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (ix->flaws[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < ix->nflaws && ix->flaws[lo].at == at;
}
