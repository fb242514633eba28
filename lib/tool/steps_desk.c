#include "lib/tool/steps_desk.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/tool/people.h"

void crm_desks_init(struct crm_desks *d, struct crm_run *r)
{
	*d = (struct crm_desks){.run = r};
}

void crm_desk_take(struct crm_desks *all, struct crm_desk *d)
{
	if (all->hand == d)
		return;
	if (all->hand != NULL)
		crm_run_swap(all->run, &all->hand->own);
	if (d != NULL)
		crm_run_swap(all->run, &d->own);
	all->hand = d;
}

struct crm_tx *crm_desks_tx(const void *ctx, const struct crm_kind *kind)
{
	const struct crm_desks *d = ctx;

	for (size_t i = 0; i < d->n; i++)
		if (d->items[i]->kind == kind)
			return d->items[i]->x.tx;
	return NULL;
}

static int open_desk(struct crm_desks *all, struct crm_desk *d)
{
	struct crm_run *r = all->run;
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	if (crm_run_clocks(r) < 0 || crm_run_people(r, &d->x.actor.people) < 0)
		return -1;
	if (crm_journal_open(r->store, d->kind->name, d->notes, &d->x.journal, &e) < 0)
		return crm_run_fail(r, &e);
	d->x.tx = crm_tx_new(d->x.journal);
	d->batch.run = r;
	d->batch.x = &d->x;
	d->batch.n = 1;
	d->batch.take = crm_map_new();
	d->batch.seen = crm_map_new();
	d->batch.desks = all;
	d->batch.shared = true;
	d->batch.step = crm_flow_first(&d->kind->flow);
	if (crm_kept_init(r, &d->batch.results) < 0)
		return -1;
	if (d->batch.step != NULL)
		ret = crm_recur_new(&d->batch);
	d->recur = d->batch.recur;
	return ret;
}

static void free_desk(struct crm_desk *d)
{
	crm_batch_refs_free(&d->batch);
	crm_batch_books_free(&d->batch);
	crm_beside_free(&d->batch);
	d->batch.recur = NULL;
	crm_recur_free(d->recur);
	crm_kept_release(&d->batch.results);
	crm_map_free(d->batch.take);
	crm_map_free(d->batch.seen);
	crm_tx_free(d->x.tx);
	crm_journal_free(d->x.journal);
	crm_hand_release(&d->own);
	crm_findings_free(d->notes);
	free(d);
}

struct crm_desk *crm_desk_of(struct crm_desks *all, const struct crm_kind *kind)
{
	struct crm_desk *d;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i]->kind == kind) {
			crm_desk_take(all, all->items[i]);
			return all->items[i];
		}
	d = crm_calloc(1, sizeof(*d));
	d->kind = d->own.kind = kind;
	d->x.run = all->run;
	d->notes = crm_findings_new();
	crm_desk_take(all, d);
	if (open_desk(all, d) < 0) {
		crm_desk_take(all, NULL);
		crm_run_notes(all->run, d->notes);
		free_desk(d);
		return NULL;
	}
	crm_grow(&all->items, &all->cap, all->n + 1, sizeof(struct crm_desk *));
	all->items[all->n++] = d;
	return d;
}

int crm_desks_commit(struct crm_desks *d)
{
	for (size_t i = 0; i < d->n; i++) {
		struct crm_err e = CRM_ERR_INIT;

		if (crm_tx_commit(d->items[i]->x.tx, &e) < 0)
			return crm_run_fail(d->run, &e);
		d->run->committed = true;
	}
	return 0;
}

void crm_desks_notes(const struct crm_desks *d)
{
	for (size_t i = 0; i < d->n; i++)
		crm_run_notes(d->run, d->items[i]->notes);
}

void crm_desks_release(struct crm_desks *d)
{
	crm_desk_take(d, NULL);
	for (size_t i = 0; i < d->n; i++)
		free_desk(d->items[i]);
	free(d->items);
	crm_desks_init(d, d->run);
}
