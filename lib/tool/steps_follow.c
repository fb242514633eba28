/* Steps that follow from a step on other records: an approval ends the submissions before it. */
#include <string.h>

#include "lib/tool/steps_private.h"

#define LINKS_MOST 1000 /* of a chain; more go round in a circle */

/* One record that takes a step by itself. */
struct following {
	struct crm_batch *b;
	const struct crm_follow *row;
	const struct crm_step *step;
	const char *own;                /* the record that was written */
	const struct crm_record *after; /* what it is now */
};

static void fail(struct crm_batch *b, const struct crm_err *e)
{
	(void)crm_run_fail(b->run, e);
	b->stop = true;
}

static const char *refusal(const struct crm_findings *found)
{
	for (size_t i = 0; i < crm_findings_count(found); i++) {
		if (crm_finding_at(found, i)->severity == CRM_ERROR)
			return crm_finding_at(found, i)->text;
	}
	return "";
}

static void write_line(const struct following *x, const char *id, const struct crm_record *before,
    const struct crm_changes *out)
{
	struct crm_record *line = crm_step_line(before, NULL, x->b->run->kind->flow.schema, out);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_envelope env;

	crm_envelope_fill(x->b->x, &env);
	env.id = id;
	env.step = x->step->name;
	if (crm_tx_add(x->b->x->tx, &env, line, &e) != 0)
		fail(x->b, &e);
	else
		crm_run_say(x->b->run, "%s: '%s' follows from %s", id, x->step->name, x->own);
	crm_record_free(line);
}

static void give(
    const struct following *x, const struct crm_schema *schema, struct crm_changes *given)
{
	const char *name = schema->fields[x->row->with].name;
	struct crm_cell cell;

	if (x->row->with == 0)
		return;
	if (x->row->copies) {
		crm_record_cell(x->after, name, &schema->fields[x->row->with], NULL, &cell);
		crm_changes_set(given, name, &cell);
	} else {
		crm_changes_text(given, name, x->own);
	}
}

/* Does the row mean this record? */
static bool is_meant(const struct following *x, const struct crm_fold *fold)
{
	const struct crm_flow *flow = &x->b->run->kind->flow;
	const struct crm_cell state = crm_cell_text(crm_record_text(fold->record, "state"));
	const char *named = crm_record_text(fold->record, flow->schema->fields[x->row->ours].name);

	return !fold->conflict && crm_step_from(x->step, flow->states, &state) &&
	    (x->row->in == NULL || crm_cell_eq(&state, x->row->in)) &&
	    (x->row->ours == 0 || (named != NULL && strcmp(named, x->own) == 0));
}

/* It happens when the step that it follows from does. */
static void take(const struct following *x, const char *id, const struct crm_fold *fold)
{
	const struct crm_schema *schema = x->b->run->kind->flow.schema;
	struct crm_changes given = CRM_CHANGES_INIT, args = CRM_CHANGES_INIT;
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_buf salt = CRM_BUF_INIT;
	struct crm_step_in in;

	give(x, schema, &given);
	if (crm_batch_in(x->b, x->step, fold, id, &salt, &in) != 0)
		goto out;
	in.given = &given;
	in.args = &args;
	if (crm_step_take(&in, &out, found) != 0)
		crm_run_warn(
		    x->b->run, "%s: '%s' is refused: %s", id, x->step->name, refusal(found));
	else
		write_line(x, id, fold->record, &out);
out:
	crm_findings_free(found);
	crm_changes_release(&given);
	crm_changes_release(&args);
	crm_changes_release(&out);
	crm_buf_release(&salt);
}

/* The record that `r` names, until none is named. Who is not there any more was told when it was
 * named, or by check. */
static void walk(const struct following *x, const struct crm_record *r)
{
	const struct crm_flow *flow = &x->b->run->kind->flow;
	const char *field = flow->schema->fields[x->row->of].name;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = crm_record_text(r, field);

	id = id != NULL ? crm_arena_strdup(&a, id) : NULL;
	for (int i = 0; id != NULL && !x->b->stop && i < LINKS_MOST; i++) {
		struct crm_fold fold = {0};
		struct crm_err e = CRM_ERR_INIT;

		if (crm_tx_fold(x->b->x->tx, id, &fold, &e) != 0) {
			if (e.code != CRM_NOINPUT)
				fail(x->b, &e);
			break;
		}
		if (is_meant(x, &fold))
			take(x, id, &fold);
		id = x->row->chain ? crm_record_text(fold.record, field) : NULL;
		id = id != NULL ? crm_arena_strdup(&a, id) : NULL;
		crm_record_free(fold.record);
	}
	crm_arena_release(&a);
}

void crm_follow(struct crm_batch *b, const char *id, const struct crm_record *after)
{
	const struct crm_kind *kind = b->run->kind;
	const struct crm_cell state = crm_cell_text(crm_record_text(after, "state"));

	for (const struct crm_follow *row = kind->follows; row != NULL && row->after != NULL;
	     row++) {
		struct following x = {b, row, crm_flow_step(&kind->flow, row->then), id, after};

		if (x.step != NULL && strcmp(row->after, b->step->name) == 0 &&
		    (row->state == NULL || crm_cell_eq(&state, row->state)))
			walk(&x, after);
	}
}
