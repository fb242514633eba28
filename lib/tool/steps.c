/* Every step of every tool: gather, judge in one transaction, print what came of it. */
#include "lib/tool/steps.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

static void release(struct crm_batch *b)
{
	crm_recur_free(b->recur);
	crm_batch_refs_free(b);
	crm_batch_books_free(b);
	crm_beside_free(b);
	crm_kept_release(&b->results);
	crm_step_files_free(b);
	free(b->items);
	crm_inputs_release(&b->inputs);
	crm_changes_release(&b->given);
	crm_changes_release(&b->args);
	crm_map_free(b->take);
	crm_map_free(b->seen);
}

/* What can be known without the store's present state. texts NULL: as the command line says. */
static int prepare(struct crm_batch *b, const struct crm_one_text *texts, size_t n)
{
	struct crm_run *r = b->run;
	struct crm_instant at;

	if (crm_run_shape(r) == NULL ||
	    (texts != NULL ? crm_batch_gather_texts(b, texts, n) : crm_batch_gather(b)) < 0 ||
	    crm_run_store(r) < 0 || crm_run_clocks(r) < 0 || crm_run_at(r, &at) < 0 ||
	    crm_recur_new(b) < 0)
		return -1;
	return crm_kept_init(r, &b->results);
}

/* What the lines name is there before they are. */
static int keep(struct crm_batch *b)
{
	if (b->dry_run)
		return 0;
	return crm_step_files_keep(b) == 0 ? crm_beside_commit(b) : -1;
}

static int judge_all(struct crm_transact *x, void *ctx)
{
	struct crm_batch *b = ctx;
	size_t i;

	b->x = x;
	for (i = 0; i < b->n && !b->stop; i++) {
		crm_batch_judge(b, &b->items[i]);
		if (b->items[i].input != NULL) {
			crm_record_free(b->items[i].input->record);
			b->items[i].input->record = NULL;
		}
	}
	if (b->stop)
		return -1;
	if (!b->all || (b->refused == 0 && b->inputs.bad == 0))
		return keep(b);
	crm_run_say(b->run, "nothing was written: --all");
	return -1;
}

static void run(struct crm_run *r, const struct crm_one_text *texts, size_t ntexts)
{
	struct crm_batch b = {0};
	struct crm_output *out = NULL;
	struct crm_column *columns = NULL;
	size_t n;

	b.run = r;
	b.step = r->step;
	b.take = crm_map_new();
	b.seen = crm_map_new();
	columns = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_output_new(r, CRM_OUT_RECORDS, columns, n, true, &out) < 0 ||
	    prepare(&b, texts, ntexts) < 0)
		goto out;
	if (crm_transact(r, b.dry_run, judge_all, &b) == 0) {
		(void)crm_kept_write(&b.results, out);
		crm_output_end(r, out);
		out = NULL;
	}
out:
	crm_output_drop(out);
	free(columns);
	release(&b);
}

void crm_steps_run(struct crm_run *r)
{
	run(r, NULL, 0);
}

void crm_steps_run_by(
    struct crm_run *r, const struct crm_step *step, const struct crm_one_text *texts, size_t n)
{
	r->step = step;
	run(r, texts, n);
}
