#include "lib/tool/steps_many.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

struct crm_many {
	struct crm_batch batch; /* takes the steps */
	struct crm_batch shown; /* prints what came of them */
	crm_many_fn *fn;
	void *ctx;
};

bool crm_many_dry(const struct crm_many *m)
{
	return m->batch.dry_run;
}

int crm_many_op(struct crm_many *m, const char *op, char id[65])
{
	struct crm_err e = CRM_ERR_INIT;
	int used = crm_tx_op(m->batch.x->tx, op, id, &e);

	return used >= 0 ? used : crm_run_fail(m->batch.run, &e);
}

int crm_many_id(struct crm_many *m, char id[65])
{
	struct crm_err e = CRM_ERR_INIT;

	return crm_transact_next_id(m->batch.x, id, &e) == 0 ? 0 : crm_run_fail(m->batch.run, &e);
}

int crm_many_take(struct crm_many *m, const struct crm_many_step *s)
{
	const struct crm_step_item item = {s->id, NULL};
	struct crm_batch *b = &m->batch;

	b->step = crm_flow_step(&b->run->kind->flow, s->step);
	b->op = s->op;
	b->refused = 0;
	for (size_t i = 0; i < s->given->n; i++)
		crm_changes_set(&b->given, s->given->items[i].path, &s->given->items[i].cell);
	for (size_t i = 0; s->args != NULL && i < s->args->n; i++)
		crm_changes_set(&b->args, s->args->items[i].path, &s->args->items[i].cell);
	crm_batch_judge(b, &item);
	crm_changes_release(&b->given);
	crm_changes_release(&b->args);
	b->given = b->args = (struct crm_changes)CRM_CHANGES_INIT;
	return b->stop || b->refused > 0 ? -1 : 0;
}

int crm_many_fold(struct crm_many *m, const char *id, struct crm_record **out)
{
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(m->batch.x->tx, id, &fold, &e) < 0)
		return crm_run_fail(m->batch.run, &e);
	*out = fold.record;
	return 0;
}

void crm_many_show(struct crm_many *m, const char *id)
{
	const struct crm_step_item item = {id, NULL};

	crm_batch_present(&m->shown, &item, id);
}

static int judge(struct crm_transact *x, void *ctx)
{
	struct crm_many *m = ctx;

	m->batch.x = m->shown.x = x;
	if (m->fn(m, m->ctx) != 0 || m->batch.stop || m->shown.stop)
		return -1;
	return m->batch.dry_run ? 0 : crm_beside_commit(&m->batch);
}

static int prepare(struct crm_many *m)
{
	struct crm_run *r = m->batch.run;
	struct crm_instant at;

	if (crm_run_shape(r) == NULL || crm_run_store(r) < 0 || crm_run_clocks(r) < 0 ||
	    crm_run_at(r, &at) < 0 || crm_recur_new(&m->batch) < 0 ||
	    crm_kept_init(r, &m->batch.results) < 0)
		return -1;
	return crm_kept_init(r, &m->shown.results);
}

static void release(struct crm_many *m)
{
	crm_recur_free(m->batch.recur);
	crm_batch_refs_free(&m->batch);
	crm_batch_books_free(&m->batch);
	crm_beside_free(&m->batch);
	crm_kept_release(&m->batch.results);
	crm_kept_release(&m->shown.results);
	crm_map_free(m->batch.take);
	crm_map_free(m->batch.seen);
}

int crm_many_run(struct crm_run *r, crm_many_fn *fn, void *ctx)
{
	struct crm_many m = {.fn = fn, .ctx = ctx};
	struct crm_output *out = NULL;
	size_t n;
	struct crm_column *columns = crm_brief_columns(r->kind->flow.schema, &n);
	int ret = -1;

	m.batch.run = m.shown.run = r;
	m.batch.take = crm_map_new();
	m.batch.seen = crm_map_new();
	m.batch.dry_run = crm_args_has(r->args, "dry-run");
	m.batch.step = m.shown.step = crm_flow_first(&r->kind->flow);
	if (crm_output_new(r, CRM_OUT_RECORDS, columns, n, true, &out) == 0 && prepare(&m) == 0)
		ret = crm_transact(r, m.batch.dry_run, judge, &m);
	if (ret == 0) {
		(void)crm_kept_write(&m.shown.results, out);
		crm_output_end(r, out);
		out = NULL;
	}
	crm_output_drop(out);
	free(columns);
	release(&m);
	return ret;
}
