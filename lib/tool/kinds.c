#include "lib/tool/kinds.h"

#include <stdint.h>

#include "lib/tool/stream.h"

void crm_run_turn(struct crm_run *r, const struct crm_kind *kind)
{
	crm_where_free(r->where);
	r->where = NULL;
	crm_clocks_free(r->clocks);
	r->clocks = NULL;
	crm_shape_free(r->shape);
	r->shape = NULL;
	r->kind = kind;
}

void crm_run_swap(struct crm_run *r, struct crm_hand *h)
{
	const struct crm_hand own = {r->kind, r->shape, r->clocks, r->where};

	r->kind = h->kind;
	r->shape = h->shape;
	r->clocks = h->clocks;
	r->where = h->where;
	*h = own;
}

int crm_hand_clocks(struct crm_run *r, struct crm_hand *h)
{
	int ret;

	crm_run_swap(r, h);
	ret = crm_run_clocks(r);
	(void)crm_run_shape(r);
	crm_run_swap(r, h);
	return ret;
}

void crm_hand_release(struct crm_hand *h)
{
	crm_where_free(h->where);
	crm_clocks_free(h->clocks);
	crm_shape_free(h->shape);
	*h = (struct crm_hand){.kind = h->kind};
}

int crm_run_each(struct crm_run *r, crm_each_fn *fn, void *ctx)
{
	struct crm_stream *stream;
	struct crm_view view;
	bool failed;

	if (crm_stream_open(r, SIZE_MAX, &stream) < 0)
		return -1;
	while (crm_stream_next(stream, &view))
		fn(ctx, &view);
	failed = crm_stream_failed(stream);
	crm_stream_free(stream);
	return failed ? -1 : 0;
}
