/* Asking an index. */
#include "lib/io/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/base/mem.h"

void crm_index_release(struct crm_index *ix)
{
	if (ix->map != NULL)
		munmap(ix->map, ix->map_len);
	free(ix->more_ids.v);
	free(ix->more_ops.v);
	free(ix->marks);
	free(ix->flaws);
	free(ix->seconds);
	crm_map_free(ix->series);
	crm_map_free(ix->run.series);
	crm_buf_release(&ix->text);
	memset(ix, 0, sizeof(*ix));
}

/* The first of v whose hash is at least (above: more than) this. */
static size_t bound(const struct crm_ref *v, size_t n, uint64_t hash, bool above)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (v[mid].hash < hash || (above && v[mid].hash == hash))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static struct crm_hits find(
    const struct crm_ref *a, size_t na, const struct crm_ref *b, size_t nb, uint64_t hash)
{
	size_t i = bound(a, na, hash, false), k = bound(b, nb, hash, false);
	struct crm_hits h = {NULL, NULL, 0, 0};

	h.na = bound(a, na, hash, true) - i;
	h.nb = bound(b, nb, hash, true) - k;
	if (h.na > 0)
		h.a = a + i;
	if (h.nb > 0)
		h.b = b + k;
	return h;
}

struct crm_hits crm_index_hash(const struct crm_index *ix, uint64_t hash)
{
	return find(ix->ids, ix->nids, ix->more_ids.v, ix->more_ids.n, hash);
}

struct crm_hits crm_index_ids(const struct crm_index *ix, const char *id, size_t len)
{
	return crm_index_hash(ix, crm_index_key(id, len));
}

struct crm_hits crm_index_ops(const struct crm_index *ix, const char *op, size_t len)
{
	return find(ix->ops, ix->nops, ix->more_ops.v, ix->more_ops.n, crm_index_key(op, len));
}

static int by_offset(const void *a, const void *b)
{
	const struct crm_ref *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

struct crm_ref *crm_index_firsts(const struct crm_index *ix, size_t *n)
{
	const struct crm_ref *a = ix->ids, *b = ix->more_ids.v;
	const struct crm_ref *ea = a + ix->nids, *eb = b + ix->more_ids.n;
	struct crm_ref *out = NULL;
	const struct crm_ref *r;
	size_t cap = 0;

	*n = 0;
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
