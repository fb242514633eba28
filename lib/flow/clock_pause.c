/* When a record was paused. */
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/flow/clock_private.h"

static void add(struct crm_pauses *p, int64_t from, int64_t to)
{
	crm_grow(&p->items, &p->cap, p->n + 1, sizeof(*p->items));
	p->items[p->n++] = (struct crm_pause){from, to};
}

static int by_begin(const void *a, const void *b)
{
	const struct crm_pause *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* What overlaps or touches becomes one. */
static void join(struct crm_pauses *p)
{
	size_t n = 0;

	if (p->n == 0)
		return;
	qsort(p->items, p->n, sizeof(*p->items), by_begin);
	for (size_t i = 1; i < p->n; i++) {
		struct crm_pause *last = &p->items[n];
		const struct crm_pause *next = &p->items[i];

		if (next->from > last->to)
			p->items[++n] = *next;
		else if (next->to > last->to)
			last->to = next->to;
	}
	p->n = n + 1;
}

/* One that cannot be read, or ends before it begins, is none. */
void crm_pauses_read(const struct crm_view *v, struct crm_pauses *out)
{
	struct crm_items it;

	out->n = 0;
	crm_items_init(&it, v, CRM_C_PAUSES);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, CRM_PAUSE_AT);
		const struct crm_cell *until = crm_view_cell(&it.view, CRM_PAUSE_UNTIL);
		int64_t to = until->type == CRM_T_ABSENT ? INT64_MAX
		    : until->type == CRM_T_INSTANT       ? until->u.at.us
		                                         : INT64_MIN;

		if (at->type == CRM_T_INSTANT && at->u.at.us < to)
			add(out, at->u.at.us, to);
	}
	crm_items_release(&it);
	join(out);
}

void crm_pauses_release(struct crm_pauses *p)
{
	free(p->items);
	*p = (struct crm_pauses)CRM_PAUSES_INIT;
}

bool crm_pauses_cut(const struct crm_pauses *all, const struct crm_clock_result *r,
    struct crm_instant now, struct crm_pauses *out)
{
	bool lasts = false;

	out->n = 0;
	for (size_t i = 0; r->has_from && i < all->n; i++) {
		int64_t from = all->items[i].from, to = all->items[i].to;

		lasts = lasts || (!r->has_end && from <= now.us && now.us < to);
		if (from < r->from.us)
			from = r->from.us;
		if (r->has_end && to > r->end.us)
			to = r->end.us;
		else if (to == INT64_MAX)
			to = now.us;
		if (from < to)
			add(out, from, to);
	}
	return lasts;
}
