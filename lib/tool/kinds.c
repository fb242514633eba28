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
