#include "lib/tool/judged.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

int crm_judge_init(struct crm_run *r, struct crm_judge *out)
{
	struct crm_shape *shape = crm_run_shape(r);

	memset(out, 0, sizeof(*out));
	out->run = r;
	out->kind = crm_shape_field(shape, "kind");
	out->id = crm_shape_field(shape, "id");
	out->state = crm_shape_field(shape, "state");
	out->customer = crm_schema_flagged(crm_shape_schema(shape), CRM_F_PARTY);
	out->engineer = crm_schema_flagged(crm_shape_schema(shape), CRM_F_OWNER);
	if (crm_run_where(r) < 0 || crm_run_clocks(r) < 0)
		return -1;
	out->n = crm_clocks_count(r->clocks);
	out->results = crm_calloc(out->n + 1, sizeof(*out->results));
	return 0;
}

void crm_judge_release(struct crm_judge *j)
{
	free(j->results);
}

void crm_judge_view(struct crm_judge *j, const struct crm_view *v)
{
	crm_clocks_eval(j->run->clocks, v, j->run->now, j->results);
}

bool crm_judge_ended(const struct crm_judge *j, const struct crm_view *v)
{
	return crm_state_ended(j->run->kind->flow.states, crm_view_cell(v, j->state));
}

bool crm_judge_gone(const struct crm_judge *j, const struct crm_view *v)
{
	return crm_state_gone(j->run->kind->flow.states, crm_view_cell(v, j->state));
}

struct crm_cell crm_cell_seconds(int64_t us)
{
	struct crm_dec d = {us, 6};

	if (us % CRM_US_PER_SEC == 0)
		return crm_cell_int(us / CRM_US_PER_SEC);
	while (d.scale > 0 && d.coef % 10 == 0) {
		d.coef /= 10;
		d.scale--;
	}
	return crm_cell_dec(d);
}

struct crm_cell crm_cell_stamp(bool has, struct crm_instant t)
{
	return has ? crm_cell_instant(t) : crm_cell_absent();
}

struct crm_cell crm_cell_keep(const struct crm_cell *c, struct crm_arena *a)
{
	struct crm_cell kept = *c;

	if (c->text != NULL)
		kept.text = crm_arena_strndup(a, c->text, c->len);
	return kept;
}
