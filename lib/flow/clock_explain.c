/* Every interval that was counted. */
#include "lib/flow/clock_private.h"

struct explain {
	const struct crm_clock_result *r;
	crm_clock_explain_fn *fn;
	void *arg;
};

static void tell(const struct explain *x, int64_t from_us, int64_t to_us)
{
	const struct crm_clock_result *r = x->r;
	struct crm_interval out = {{from_us, r->from.off}, {to_us, r->from.off}, to_us - from_us};

	if (r->working != NULL) {
		const struct crm_zone *zone = crm_calendar_zone(r->working);

		out.from.off = crm_zone_offset(zone, from_us);
		out.to.off = crm_zone_offset(zone, to_us);
	} else if (r->has_end && to_us == r->end.us) {
		out.to.off = r->end.off;
	}
	x->fn(x->arg, &out);
}

/* Between two pauses. */
static void tell_between(const struct explain *x, int64_t from_us, int64_t to_us)
{
	int64_t begin, end;

	if (x->r->working == NULL) {
		tell(x, from_us, to_us);
		return;
	}
	while (from_us < to_us && crm_calendar_next(x->r->working, from_us, &begin, &end) &&
	    begin < to_us) {
		tell(x, begin > from_us ? begin : from_us, end < to_us ? end : to_us);
		from_us = end;
	}
}

void crm_clock_explain(const struct crm_clock_result *r, const struct crm_view *v,
    struct crm_instant now, crm_clock_explain_fn *fn, void *arg)
{
	const struct explain x = {r, fn, arg};
	struct crm_pauses all = CRM_PAUSES_INIT, cut = CRM_PAUSES_INIT;
	int64_t from = r->from.us, end = r->has_end ? r->end.us : now.us;

	if (!r->has_from || (r->frozen && !r->has_end) || end < from)
		return;
	if (r->pausable && r->clock->before == 0) {
		crm_pauses_read(v, &all);
		(void)crm_pauses_cut(&all, r, now, &cut);
	}
	for (size_t i = 0; i < cut.n && r->has_due && cut.items[i].from < r->due.us; i++) {
		if (cut.items[i].from > from)
			tell_between(&x, from, cut.items[i].from);
		from = cut.items[i].to;
	}
	if (from < end || cut.n == 0)
		tell_between(&x, from, end);
	crm_pauses_release(&all);
	crm_pauses_release(&cut);
}
