/* The end of a scan: order, second creations, where what counts ends. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/index.h"

int crm_ref_cmp(const void *a, const void *b)
{
	const struct crm_ref *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (CRM_REF_AT(*x) != CRM_REF_AT(*y))
		return CRM_REF_AT(*x) < CRM_REF_AT(*y) ? -1 : 1;
	return 0;
}

/* Few new ones are put in their places, many sorted. */
static void sort_refs(struct crm_refs *r)
{
	size_t lo, hi, mid;
	struct crm_ref x;

	if (r->n - r->sorted > 16) {
		qsort(r->v, r->n, sizeof(*r->v), crm_ref_cmp);
		r->sorted = r->n;
	}
	for (; r->sorted < r->n; r->sorted++) {
		x = r->v[r->sorted];
		for (lo = 0, hi = r->sorted; lo < hi;) {
			mid = lo + (hi - lo) / 2;
			if (crm_ref_cmp(&r->v[mid], &x) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		memmove(r->v + lo + 1, r->v + lo, (r->sorted - lo) * sizeof(*r->v));
		r->v[lo] = x;
	}
}

/* Is there a creating line under this hash before `at`? */
static bool created_before(struct crm_index *ix, uint64_t hash, uint64_t at)
{
	struct crm_hits h = crm_index_ids(ix, hash);
	size_t i;

	for (i = 0; i < h.na + h.nb; i++) {
		const struct crm_ref *r = i < h.na ? &h.a[i] : &h.b[i - h.na];

		if (CRM_REF_AT(*r) >= at)
			break;
		if ((r->at & CRM_REF_NEW) != 0)
			return true;
	}
	return false;
}

static int by_offset(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void find_seconds(struct crm_index *ix, uint64_t from)
{
	const struct crm_refs *r = &ix->more_ids;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if ((r->v[i].at & CRM_REF_NEW) == 0 || CRM_REF_AT(r->v[i]) < from ||
		    !created_before(ix, r->v[i].hash, CRM_REF_AT(r->v[i])))
			continue;
		crm_grow(&ix->seconds, &ix->seconds_cap, ix->nseconds + 1, sizeof(*ix->seconds));
		ix->seconds[ix->nseconds++] = CRM_REF_AT(r->v[i]);
	}
	if (ix->nseconds > 1)
		qsort(ix->seconds, ix->nseconds, sizeof(*ix->seconds), by_offset);
}

void crm_index_settle(struct crm_index *ix)
{
	struct crm_run *run = &ix->run;
	uint64_t from = ix->end;

	ix->end = ix->scanned;
	if (run->open) {
		ix->end = run->start;
		ix->lines = run->lines;
		ix->epoch = run->epoch;
		ix->more_ids.n = run->ids;
		ix->more_ops.n = run->ops;
		ix->nflaws = run->flaws;
		crm_index_end_run(ix);
	}
	while (ix->nmarks > 0 && (uint64_t)(ix->nmarks - 1) * CRM_MARK > ix->end)
		ix->nmarks--;
	sort_refs(&ix->more_ids);
	sort_refs(&ix->more_ops);
	find_seconds(ix, from);
}
