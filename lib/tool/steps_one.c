#include "lib/tool/steps_one.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/kinds.h"
#include "lib/tool/steps_desk.h"

struct crm_ones {
	struct crm_run *run;
	struct crm_desks desks;
};

struct crm_ones *crm_ones_new(struct crm_run *r)
{
	struct crm_ones *o = crm_calloc(1, sizeof(*o));
	struct crm_err e = CRM_ERR_INIT;
	long wait_ms;

	o->run = r;
	if (crm_run_lock_wait(r, &wait_ms) == 0) {
		crm_run_hold(r);
		if (crm_store_lock(r->store, wait_ms, &e) == 0) {
			crm_run_turn(r, NULL);
			crm_desks_init(&o->desks, r);
			return o;
		}
		(void)crm_run_fail(r, &e);
		crm_run_unhold(r);
	}
	free(o);
	return NULL;
}

/* Who and when: it is entered at once. */
static void set_hand(struct crm_desk *d, struct crm_instant at, const char *by)
{
	int month, day;
	int32_t days;
	int64_t us;

	crm_zone_local(crm_run_zone(d->x.run), at.us, &days, &us);
	crm_civil_from_days(days, &d->x.year, &month, &day);
	at.off = crm_zone_offset(crm_run_zone(d->x.run), at.us);
	d->x.at = d->x.now = at;
	crm_instant_format(at, d->x.at_text);
	crm_instant_format(at, d->x.now_text);
	d->x.actor.by = d->x.actor.login = by;
}

int crm_ones_id(
    struct crm_ones *o, const struct crm_kind *kind, struct crm_instant at, char out[65])
{
	struct crm_desk *d = crm_desk_of(&o->desks, kind);
	struct crm_err e = CRM_ERR_INIT;

	if (d == NULL)
		return -1;
	set_hand(d, at, "");
	return crm_transact_next_id(&d->x, out, &e) == 0 ? 0 : crm_run_fail(o->run, &e);
}

/* ---- what is given ---- */

/* The option of that name, '-' for '_', that is no field; or NULL. */
static const char *option_of(const struct crm_step *s, const char *name)
{
	char *typed = crm_step_opt_name(name);
	const char *found = NULL;

	if (strcmp(name, "item") == 0 && s->target != NULL && s->target->mode == CRM_ITEM_OLD)
		found = "item";
	for (const struct crm_opt *o = s->opts; found == NULL && o != NULL && o->name != NULL; o++)
		if (strcmp(o->name, typed) == 0)
			found = o->name;
	free(typed);
	return found;
}

static const struct crm_field *field_of(
    const struct crm_schema *kind, const struct crm_step *s, const char *name)
{
	const struct crm_schema *schema = crm_step_schema(kind, s);
	int i = crm_schema_find(schema, name, strlen(name));

	if ((s->flags & CRM_STEP_ASSIGN) != 0)
		return crm_schema_path(kind, name);
	return i >= 0 ? &schema->fields[i] : NULL;
}

static int give(struct crm_batch *b, const struct crm_one *s, const struct crm_one_text *t)
{
	const struct crm_field *def = field_of(s->kind->flow.schema, s->step, t->name);
	const char *option = option_of(s->step, t->name);
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	if (option != NULL) {
		crm_changes_text(&b->args, option, t->text);
		return 0;
	}
	if (def == NULL) {
		crm_err_at(&e, CRM_BADINPUT, s->id, 0, t->name, "step '%s' has no such member",
		    s->step->name);
		return crm_run_fail(b->run, &e);
	}
	crm_field_read(def, t->text, strlen(t->text), &cell, expected);
	if (cell.type != CRM_T_BAD) {
		crm_changes_set(&b->given, t->name, &cell);
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, s->id, 0, t->name, "'%s' cannot be read; expected %s", t->text,
	    expected);
	return crm_run_fail(b->run, &e);
}

/* ---- taking ---- */

static const char *op_of(const struct crm_one *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->texts[i].name, CRM_STEP_OP) == 0)
			return s->texts[i].text;
	return NULL;
}

/* 1: the record has that op already; 0; -1 after a message. */
static int taken(struct crm_desk *d, const struct crm_one *s, const char *op)
{
	struct crm_err e = CRM_ERR_INIT;
	char used_by[65];
	int used = op != NULL ? crm_tx_op(d->x.tx, op, used_by, &e) : 0;

	if (used < 0)
		return crm_run_fail(d->x.run, &e);
	if (used == 0 || strcmp(used_by, s->id) == 0)
		return used;
	crm_err_at(&e, CRM_BADINPUT, s->id, 0, NULL, "op '%s' was used on %s", op, used_by);
	return crm_run_fail(d->x.run, &e);
}

static int last_key(struct crm_desk *d, const struct crm_one *s, char key[65])
{
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_map *keys;
	size_t n;

	key[0] = '\0';
	if (s->step->target == NULL)
		return 0;
	if (crm_tx_fold(d->x.tx, s->id, &fold, &e) < 0)
		return crm_run_fail(d->x.run, &e);
	keys = crm_map_new();
	(void)crm_record_keys(
	    fold.record, s->kind->flow.schema->fields[s->step->target->collection].name, keys);
	n = crm_map_count(keys);
	if (n > 0)
		(void)snprintf(key, 65, "%s", crm_map_key(keys, n - 1, NULL));
	crm_map_free(keys);
	crm_record_free(fold.record);
	return 0;
}

int crm_ones_take(struct crm_ones *o, const struct crm_one *s, char key[65])
{
	const struct crm_step_item item = {s->id, NULL};
	struct crm_desk *d = crm_desk_of(&o->desks, s->kind);
	size_t held = o->run->held.len;
	struct crm_batch *b;
	int ret;

	if (key != NULL)
		key[0] = '\0';
	ret = d != NULL ? taken(d, s, op_of(s)) : -1;
	if (ret != 0)
		return ret < 0 ? -1 : 0;
	b = &d->batch;
	b->step = s->step;
	b->op = op_of(s);
	b->recur = s->step->from == NULL ? d->recur : NULL;
	b->refused = 0;
	set_hand(d, s->at, s->by);
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->texts[i].name, CRM_STEP_OP) != 0 && give(b, s, &s->texts[i]) < 0)
			ret = -1;
	if (ret == 0)
		crm_batch_judge(b, &item);
	if (b->stop || b->refused > 0)
		ret = -1;
	if (ret == 0)
		o->run->held.len = held;
	if (ret == 0 && key != NULL)
		ret = last_key(d, s, key);
	b->op = NULL;
	crm_changes_release(&b->given);
	crm_changes_release(&b->args);
	return ret;
}

int crm_ones_commit(struct crm_ones *o)
{
	return crm_desks_commit(&o->desks);
}

void crm_ones_free(struct crm_ones *o)
{
	if (o == NULL)
		return;
	crm_store_unlock(o->run->store);
	crm_desks_notes(&o->desks);
	crm_run_unhold(o->run);
	crm_desks_release(&o->desks);
	free(o);
}
