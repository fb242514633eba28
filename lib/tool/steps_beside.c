/* Steps of records of other kinds that ours takes in the same write: a delivery counts a concession
 * down. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_desk.h"

/* What one of them writes, or has written before. */
struct beside_line {
	struct crm_desk *desk;
	const struct crm_step *step;
	char id[65];
	struct crm_record *line; /* NULL: it is there already */
	bool undoes;
	struct crm_findings *found;
};

struct crm_beside_lines {
	struct crm_desks own; /* where no others are the batch's */
	struct beside_line *items;
	size_t n, cap;
	size_t added; /* by this run, of all items */
};

/* A row that is for the step in hand. */
struct beside {
	struct crm_batch *b;
	const struct crm_step_item *item;
	const struct crm_kind *kind;
	const struct crm_step *step;
	const char *id;
	bool undoes;
	struct crm_changes given, args;
	struct crm_desk *desk;
};

static void begin(struct crm_batch *b)
{
	if (b->beside != NULL)
		return;
	b->beside = crm_calloc(1, sizeof(*b->beside));
	crm_desks_init(&b->beside->own, b->run);
	if (b->desks == NULL)
		b->desks = &b->beside->own;
}

void crm_beside_drop(struct crm_batch *b)
{
	for (size_t i = 0; b->beside != NULL && i < b->beside->n; i++) {
		crm_record_free(b->beside->items[i].line);
		crm_findings_free(b->beside->items[i].found);
	}
	if (b->beside != NULL)
		b->beside->n = 0;
}

void crm_beside_free(struct crm_batch *b)
{
	if (b->beside == NULL)
		return;
	crm_beside_drop(b);
	crm_desks_notes(&b->beside->own);
	crm_desks_release(&b->beside->own);
	free(b->beside->items);
	free(b->beside);
	b->beside = NULL;
	if (!b->shared)
		b->desks = NULL;
}

int crm_beside_commit(struct crm_batch *b)
{
	return b->beside != NULL ? crm_desks_commit(&b->beside->own) : 0;
}

/* ---- judging ---- */

/* By the hand that takes ours. */
static void set_hand(struct crm_desk *d, const struct crm_transact *x)
{
	struct crm_journal *journal = d->x.journal;
	struct crm_tx *tx = d->x.tx;

	d->x = *x;
	d->x.journal = journal;
	d->x.tx = tx;
}

static void fill_envelope(const struct beside *x, struct crm_envelope *env)
{
	crm_envelope_fill(&x->desk->x, env);
	env->id = x->id;
	env->step = x->step->name;
}

static void keep(const struct beside *x, struct crm_record *line, struct crm_findings *found)
{
	struct crm_beside_lines *all = x->b->beside;
	struct beside_line *l;

	crm_grow(&all->items, &all->cap, all->n + 1, sizeof(*all->items));
	l = &all->items[all->n++];
	l->desk = x->desk;
	l->step = x->step;
	(void)snprintf(l->id, sizeof(l->id), "%s", x->id);
	l->line = line;
	l->undoes = x->undoes;
	l->found = found;
}

/* The record as it is, with what this item writes of it. */
static bool fold_present(const struct beside *x, struct crm_fold *fold)
{
	const struct crm_beside_lines *all = x->b->beside;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(x->desk->x.tx, x->id, fold, &e) < 0) {
		/* there is nothing to be undone */
		if (x->undoes && e.code == CRM_NOINPUT)
			return true;
		crm_batch_fail(x->b, x->item, x->id, &e);
		return false;
	}
	if (fold->conflict) {
		crm_batch_refuse(x->b, x->item, CRM_NO, "conflict", x->id, "%s", fold->why);
		return false;
	}
	for (size_t i = 0; i < all->n; i++) {
		const struct beside_line *l = &all->items[i];

		if (l->desk == x->desk && l->line != NULL && strcmp(l->id, x->id) == 0) {
			crm_record_merge(fold->record, l->line);
			crm_record_drop_nulls(fold->record);
		}
	}
	return true;
}

/* Taken: what it writes. found is kept, or freed. */
static bool keep_line(const struct beside *x, const struct crm_fold *fold,
    const struct crm_changes *out, struct crm_findings *found)
{
	struct crm_record *line = crm_step_line(fold->record, NULL, x->kind->flow.schema, out);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_envelope env;

	fill_envelope(x, &env);
	if (crm_tx_may_add(x->desk->x.tx, &env, line, &e) == 0) {
		keep(x, line, found);
		return true;
	}
	crm_batch_fail(x->b, x->item, x->id, &e);
	crm_record_free(line);
	crm_findings_free(found);
	return false;
}

/* Is there nothing left for it to do? */
static bool is_over(const struct beside *x, const struct crm_step_in *in)
{
	struct crm_cell state;

	if (!x->undoes)
		return crm_step_is_there(in);
	state = crm_cell_text(crm_record_text(in->before, "state"));
	return !crm_step_from(x->step, in->flow->states, &state) || !crm_step_is_there(in);
}

static bool judge(const struct beside *x, const struct crm_fold *fold)
{
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_buf salt = CRM_BUF_INIT;
	struct crm_step_in in;
	bool good = false;

	crm_buf_addf(&salt, "%zu:", x->b->beside->added + x->b->beside->n);
	if (crm_batch_in(&x->desk->batch, x->step, fold, x->id, &salt, &in) != 0) {
		x->b->stop = true;
		crm_findings_free(found);
		goto out;
	}
	in.given = &x->given;
	in.args = &x->args;
	if (is_over(x, &in)) {
		keep(x, NULL, found);
		good = true;
	} else if (crm_step_take(&in, &out, found) == 0) {
		good = keep_line(x, fold, &out, found);
	} else {
		crm_batch_refuse_all(x->b, x->item, true, found);
		crm_findings_free(found);
	}
out:
	crm_changes_release(&out);
	crm_buf_release(&salt);
	return good;
}

static bool judge_record(struct beside *x)
{
	struct crm_fold fold = {0};
	bool good;

	x->desk = crm_desk_of(x->b->desks, x->kind);
	if (x->desk == NULL) {
		x->b->stop = true;
		return false;
	}
	set_hand(x->desk, x->b->x);
	good = fold_present(x, &fold);
	if (good && fold.record != NULL)
		good = judge(x, &fold);
	else if (good)
		keep(x, NULL, crm_findings_new());
	crm_record_free(fold.record);
	return good;
}

static bool is_option(const struct crm_step *s, const char *name)
{
	for (const struct crm_opt *o = s->opts; o != NULL && o->name != NULL; o++) {
		if (strcmp(o->name, name) == 0)
			return true;
	}
	return false;
}

static void part(struct beside *x, const struct crm_changes *all)
{
	for (size_t i = 0; i < all->n; i++)
		crm_changes_set(is_option(x->step, all->items[i].path) ? &x->args : &x->given,
		    all->items[i].path, &all->items[i].cell);
}

static bool judge_row(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_step_in *in, const struct crm_beside *row)
{
	struct crm_changes all = CRM_CHANGES_INIT;
	struct beside x = {.b = b,
	    .item = item,
	    .kind = crm_kind_find(row->kind),
	    .undoes = row->undoes,
	    .given = CRM_CHANGES_INIT,
	    .args = CRM_CHANGES_INIT};
	struct crm_desk *hand;
	bool good = true;

	x.id = row->give(in, &all);
	if (x.id != NULL && x.kind != NULL)
		x.step = crm_flow_step(&x.kind->flow, row->then);
	if (x.step != NULL) {
		part(&x, &all);
		begin(b);
		hand = b->desks->hand;
		good = judge_record(&x);
		crm_desk_take(b->desks, hand);
	}
	crm_changes_release(&all);
	crm_changes_release(&x.given);
	crm_changes_release(&x.args);
	return good;
}

bool crm_beside_judge(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_step_in *in, const struct crm_changes *out)
{
	const struct crm_beside *row = b->run->kind->besides;
	size_t refused = b->refused;
	struct crm_step_seen seen;
	struct crm_step_in full = *in;
	bool good = true, any = false;

	crm_beside_drop(b);
	for (const struct crm_beside *r = row; r != NULL && r->after != NULL; r++)
		any = any || strcmp(r->after, b->step->name) == 0;
	if (!any)
		return true;
	crm_step_see(&full, out, &seen);
	for (; row->after != NULL && !b->stop; row++) {
		if (strcmp(row->after, b->step->name) == 0 && !judge_row(b, item, &full, row))
			good = false;
	}
	crm_step_seen_release(&seen);
	if (b->refused > refused)
		b->refused = refused + 1;
	if (!good)
		crm_beside_drop(b);
	return good;
}

/* ---- adding ---- */

static void add(struct crm_batch *b, const struct beside_line *l, const char *id)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_envelope env;

	crm_envelope_fill(&l->desk->x, &env);
	env.id = l->id;
	env.step = l->step->name;
	if (crm_tx_add(l->desk->x.tx, &env, l->line, &e) != 0) {
		(void)crm_run_fail(b->run, &e);
		b->stop = true;
		return;
	}
	b->beside->added++;
	crm_run_say(b->run, "%s: '%s' follows from %s", l->id, l->step->name, id);
}

void crm_beside_add(struct crm_batch *b, const struct crm_step_item *item, const char *id)
{
	for (size_t i = 0; b->beside != NULL && i < b->beside->n && !b->stop; i++) {
		const struct beside_line *l = &b->beside->items[i];

		crm_batch_tell(b, item, CRM_OK, true, l->found);
		if (l->line != NULL)
			add(b, l, id);
		else if (l->undoes)
			crm_run_say(b->run, "%s: nothing of %s is there for '%s'", l->id, id,
			    l->step->name);
		else
			crm_run_say(
			    b->run, "%s: '%s' of %s is there already", l->id, l->step->name, id);
	}
	crm_beside_drop(b);
}
