/* Who came before with the same texts, and what follows for a record that is made. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_recur.h"

/* ---- settings ---- */

static int refuse(struct crm_run *r, const char *path, const char *why)
{
	struct crm_err e = CRM_ERR_INIT;

	(void)crm_err_at(&e, CRM_CONFIG, NULL, 0, path, "%s", why);
	return crm_run_fail_settings(r, &e);
}

static int read_member(struct crm_run *r, const struct crm_record *all, const char *name,
    struct crm_recurrence_opts *o)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_cell c;
	int ret = 0;

	crm_buf_addf(&path, "recurrence.%s", name);
	crm_record_cell(all, crm_buf_str(&path), NULL, NULL, &c);
	if (strcmp(name, "window") == 0) {
		if (c.type != CRM_T_TEXT || crm_duration_parse(c.text, c.len, &o->window) != 0 ||
		    o->window.unit == CRM_DUR_WORKDAYS || o->window.n <= 0)
			ret = refuse(r, crm_buf_str(&path), "a duration like \"P365D\" expected");
	} else if (strcmp(name, "times") == 0) {
		if (c.type != CRM_T_INT || c.u.i < 2)
			ret =
			    refuse(r, crm_buf_str(&path), "a count like 3, not below 2, expected");
		o->times = c.u.i;
	} else if (strcmp(name, "reopen") == 0) {
		if (c.type != CRM_T_BOOL)
			ret = refuse(r, crm_buf_str(&path), "true or false expected");
		o->reopen = c.u.b;
	} else {
		ret = refuse(
		    r, crm_buf_str(&path), "unknown setting; expected window, times or reopen");
	}
	crm_buf_release(&path);
	return ret;
}

int crm_run_recurrence(struct crm_run *r, struct crm_recurrence_opts *o)
{
	const struct crm_record *all;
	struct crm_map *names;
	int ret = crm_run_store_maybe(r);

	*o = crm_recurrence_default;
	o->zone = crm_run_store_zone(r);
	if (ret != 0)
		return ret < 0 ? -1 : 0;
	all = crm_store_settings(r->store)->all;
	names = crm_map_new();
	if (crm_record_has(all, "recurrence") && !crm_record_keys(all, "recurrence", names))
		ret = refuse(r, "recurrence", "an object like {\"window\":\"P365D\"} expected");
	for (size_t i = 0; ret == 0 && i < crm_map_count(names); i++)
		ret = read_member(r, all, crm_map_key(names, i, NULL), o);
	crm_map_free(names);
	return ret;
}

int crm_recur_new(struct crm_batch *b)
{
	const struct crm_recurrence *row = b->run->kind->recurrence;
	struct crm_recur *x;

	if (row == NULL || b->step->from != NULL)
		return 0;
	x = b->recur = crm_calloc(1, sizeof(*x));
	x->row = row;
	while (x->n < CRM_RECURRENCE_FIELDS && row->fields[x->n] != 0)
		x->n++;
	x->keys = crm_map_new();
	return crm_run_recurrence(b->run, &x->o);
}

void crm_recur_free(struct crm_recur *x)
{
	if (x == NULL)
		return;
	for (size_t i = 0; i < crm_map_count(x->keys); i++)
		crm_past_list_release(&x->lists[i]);
	free(x->lists);
	crm_map_free(x->keys);
	crm_buf_release(&x->key);
	crm_arena_release(&x->arena);
	free(x);
}

/* ---- the record in hand ---- */

static const struct crm_cell *cell_of(
    const struct crm_batch *b, const struct crm_changes *out, int field)
{
	const struct crm_change *c =
	    crm_changes_find(out, b->run->kind->flow.schema->fields[field].name);

	return c != NULL ? &c->cell : NULL;
}

static void set_repeat(
    const struct crm_batch *b, const struct crm_repeat *repeat, struct crm_changes *out)
{
	const struct crm_field *fields = b->run->kind->flow.schema->fields;
	const struct crm_cell count = crm_cell_int(repeat->repeats), yes = crm_cell_bool(true);

	crm_changes_text(out, fields[b->recur->row->repeat_of].name, repeat->latest->id);
	crm_changes_set(out, fields[b->recur->row->repeats].name, &count);
	if (repeat->chronic)
		crm_changes_set(out, fields[b->recur->row->chronic].name, &yes);
}

int crm_recur_judge(struct crm_batch *b, struct crm_changes *out)
{
	const struct crm_cell *cells[CRM_RECURRENCE_FIELDS], *at;
	struct crm_recur *x = b->recur;
	struct crm_repeat repeat;
	struct crm_past_list *list;

	if (x == NULL)
		return 0;
	for (size_t i = 0; i < x->n; i++)
		cells[i] = cell_of(b, out, x->row->fields[i]);
	at = cell_of(b, out, x->row->received);
	x->latest[0] = '\0';
	x->counts =
	    at != NULL && at->type == CRM_T_INSTANT && crm_recurrence_key(cells, x->n, &x->key);
	if (!x->counts)
		return 0;
	x->at = at->u.at;
	list = crm_past_load(b, cells);
	if (list == NULL) {
		b->stop = true;
		return -1;
	}
	crm_recurrence_judge(list, x->at, &x->o, &repeat);
	if (repeat.latest == NULL)
		return 0;
	set_repeat(b, &repeat, out);
	memcpy(x->latest, repeat.latest->id, strlen(repeat.latest->id) + 1);
	return 0;
}

/* ---- the one that it repeats ---- */

/* "same part and defect" */
static void same(const struct crm_batch *b, struct crm_buf *out)
{
	const struct crm_recur *x = b->recur;

	crm_buf_addz(out, "same");
	for (size_t i = 0; i < x->n; i++)
		crm_buf_addf(out, "%s %s",
		    i == 0             ? ""
		        : i + 1 < x->n ? ","
		                       : " and",
		    b->run->kind->flow.schema->fields[x->row->fields[i]].name);
}

static int write_line(struct crm_batch *b, const char *id, const struct crm_step *step,
    const struct crm_record *before, const struct crm_changes *out)
{
	struct crm_record *line = crm_step_line(before, NULL, b->run->kind->flow.schema, out);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_envelope env;
	int ret;

	crm_envelope_fill(b->x, &env);
	env.id = id;
	env.step = step->name;
	env.at = b->x->now_text;
	env.rec = NULL;
	ret = crm_tx_add(b->x->tx, &env, line, &e);
	crm_record_free(line);
	if (ret != 0) {
		(void)crm_run_fail(b->run, &e);
		b->stop = true;
	}
	return ret;
}

/* Why it was refused: a warning may come first. */
static const char *refusal(const struct crm_findings *found)
{
	for (size_t i = 0; i < crm_findings_count(found); i++) {
		if (crm_finding_at(found, i)->severity == CRM_ERROR)
			return crm_finding_at(found, i)->text;
	}
	return "";
}

/* It happens now, whenever the new one came. */
static void reopen(
    struct crm_batch *b, const struct crm_step *step, const struct crm_fold *fold, const char *id)
{
	struct crm_changes given = CRM_CHANGES_INIT, args = CRM_CHANGES_INIT;
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_buf why = CRM_BUF_INIT, salt = CRM_BUF_INIT;
	struct crm_step_in in;

	crm_buf_addf(&why, "recurrence: %s", id);
	crm_changes_text(&args, "why", crm_buf_str(&why));
	if (crm_batch_in(b, step, fold, b->recur->latest, &salt, &in) != 0)
		goto out;
	in.given = &given;
	in.args = &args;
	in.at = b->x->now;
	crm_buf_clear(&why);
	same(b, &why);
	if (crm_step_take(&in, &out, found) != 0)
		crm_run_warn(b->run, "%s is not opened again (%s): %s", b->recur->latest,
		    crm_buf_str(&why), refusal(found));
	else if (write_line(b, b->recur->latest, step, fold->record, &out) == 0)
		crm_run_say(b->run, "%s is opened again: %s", b->recur->latest, crm_buf_str(&why));
out:
	crm_findings_free(found);
	crm_changes_release(&given);
	crm_changes_release(&args);
	crm_changes_release(&out);
	crm_buf_release(&why);
	crm_buf_release(&salt);
}

static void reopen_latest(struct crm_batch *b, const char *id)
{
	const struct crm_kind *kind = b->run->kind;
	const struct crm_step *step = crm_flow_step(&kind->flow, b->recur->row->reopen);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_fold fold = {0};

	if (step == NULL)
		return;
	if (crm_tx_fold(b->x->tx, b->recur->latest, &fold, &e) != 0) {
		/* it may stand in a base table only, or not at all any more */
		if (e.code != CRM_NOINPUT) {
			(void)crm_run_fail(b->run, &e);
			b->stop = true;
		}
		return;
	}
	if (!fold.conflict) {
		const struct crm_cell state = crm_cell_text(crm_record_text(fold.record, "state"));

		if (crm_step_from(step, kind->flow.states, &state))
			reopen(b, step, &fold, id);
	}
	crm_record_free(fold.record);
}

void crm_recur_added(struct crm_batch *b, const char *id)
{
	struct crm_recur *x = b->recur;

	if (x == NULL || !x->counts)
		return;
	crm_past_add(x, id);
	if (x->latest[0] != '\0' && x->o.reopen && x->row->reopen != NULL)
		reopen_latest(b, id);
}

void crm_recur_forget(const struct crm_kind *kind, struct crm_record *fields)
{
	const struct crm_recurrence *row = kind->recurrence;
	const struct crm_field *f = kind->flow.schema->fields;

	if (row == NULL)
		return;
	(void)crm_record_remove(fields, f[row->repeat_of].name);
	(void)crm_record_remove(fields, f[row->repeats].name);
	(void)crm_record_remove(fields, f[row->chronic].name);
}
