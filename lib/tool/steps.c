/* The transaction that every step of every tool goes through. */
#include "lib/tool/steps.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

static void release(struct crm_batch *b)
{
	size_t i;

	for (i = 0; i < b->nresults; i++)
		crm_record_free(b->results[i]);
	free(b->results);
	free(b->items);
	crm_tx_free(b->tx);
	crm_journal_free(b->journal);
	crm_inputs_release(&b->inputs);
	crm_changes_release(&b->given);
	crm_changes_release(&b->args);
	crm_map_free(b->take);
	crm_map_free(b->seen);
}

/* What can be known without the store's present state. */
static int prepare(struct crm_batch *b)
{
	struct crm_run *r = b->run;

	if (crm_run_shape(r) == NULL || crm_batch_gather(b) < 0 || crm_run_store(r) < 0 ||
	    crm_run_clocks(r) < 0 || crm_run_at(r, &b->at) < 0)
		return -1;
	b->now = r->now;
	b->now.off = crm_zone_offset(crm_run_zone(r), b->now.us);
	return 0;
}

static void judge_all(struct crm_batch *b)
{
	size_t i;

	for (i = 0; i < b->n && !b->stop; i++) {
		crm_batch_judge(b, &b->items[i]);
		if (b->items[i].input != NULL) {
			crm_record_free(b->items[i].input->record);
			b->items[i].input->record = NULL;
		}
	}
}

static int commit(struct crm_batch *b)
{
	struct crm_err e = CRM_ERR_INIT;

	if (b->stop)
		return -1;
	if (b->all && (b->refused > 0 || b->inputs.bad > 0)) {
		crm_run_say(b->run, "nothing was written: --all");
		return -1;
	}
	if (b->dry_run)
		return 0;
	return crm_tx_commit(b->tx, &e) == 0 ? 0 : crm_run_fail(b->run, &e);
}

/* Under the lock nothing is printed; a dry run takes none, for it writes nothing. */
static int transact(struct crm_batch *b)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_err e = CRM_ERR_INIT;
	long wait_ms;
	int ret = -1;

	if (crm_run_lock_wait(b->run, &wait_ms) < 0)
		goto out;
	crm_run_hold(b->run);
	if ((!b->dry_run && crm_store_lock(b->run->store, wait_ms, &e) < 0) ||
	    crm_journal_open(b->run->store, b->run->kind->name, notes, &b->journal, &e) < 0) {
		(void)crm_run_fail(b->run, &e);
	} else {
		b->tx = crm_tx_new(b->journal);
		judge_all(b);
		ret = commit(b);
	}
	crm_store_unlock(b->run->store);
	crm_run_notes(b->run, notes);
	crm_run_unhold(b->run);
out:
	crm_findings_free(notes);
	return ret;
}

void crm_steps_run(struct crm_run *r)
{
	struct crm_batch b = {0};
	struct crm_output *out = NULL;
	struct crm_column *columns = NULL;
	size_t i, n;

	b.run = r;
	b.step = r->step;
	b.take = crm_map_new();
	b.seen = crm_map_new();
	columns = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_output_new(r, CRM_OUT_RECORDS, columns, n, true, &out) < 0 || prepare(&b) < 0)
		goto out;
	if (transact(&b) == 0) {
		for (i = 0; i < b.nresults; i++)
			crm_output_record(out, b.results[i]);
		crm_output_end(r, out);
		out = NULL;
	}
out:
	crm_output_drop(out);
	free(columns);
	release(&b);
}
