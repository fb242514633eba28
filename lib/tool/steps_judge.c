/* One item of a step against the present state. */
#include <stdarg.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

/* ---- refusals ---- */

static void refuse_by(struct crm_batch *b, const struct crm_step_item *item, int status,
    const struct crm_findings *found)
{
	struct crm_findings *told = crm_findings_new();
	const char *source = item->input != NULL ? item->input->source : NULL;
	long line = item->input != NULL ? item->input->line : 0;
	size_t i;

	for (i = 0; i < crm_findings_count(found); i++) {
		const struct crm_finding *f = crm_finding_at(found, i);

		crm_finding_add(
		    told, f->severity, f->code, source, line, f->subject, f->field, "%s", f->text);
	}
	crm_run_findings(b->run, told, status);
	crm_findings_free(told);
}

void crm_batch_refuse(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *fmt, ...)
{
	struct crm_findings *f = crm_findings_new();
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_finding_add(f, CRM_ERROR, code, NULL, 0, id, NULL, "%s", crm_buf_str(&text));
	refuse_by(b, item, status, f);
	b->refused++;
	crm_buf_release(&text);
	crm_findings_free(f);
}

void crm_batch_fail(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, const struct crm_err *e)
{
	if (e->code == CRM_NOINPUT) {
		crm_batch_refuse(
		    b, item, e->code, "no_such_record", id, "no such %s", b->run->kind->name);
	} else if (e->code == CRM_BADINPUT && e->source[0] == '\0') {
		crm_batch_refuse(b, item, e->code, "bad_value", id, "%s%s%s%s",
		    e->field[0] != '\0' ? "field '" : "", e->field,
		    e->field[0] != '\0' ? "': " : "", e->text);
	} else {
		(void)crm_run_fail(b->run, e);
		b->stop = true;
	}
}

/* The state says no (1), or what was given cannot be read (65). */
static int status_of(const struct crm_findings *found)
{
	static const char *const bad[] = {"bad_value", "in_future", "not_settable", "not_amendable",
	    "missing_field", "reserved_name", NULL};
	int status = CRM_OK;
	size_t i, k;

	for (i = 0; i < crm_findings_count(found); i++) {
		const struct crm_finding *f = crm_finding_at(found, i);

		if (f->severity != CRM_ERROR)
			continue;
		for (k = 0; bad[k] != NULL && strcmp(bad[k], f->code) != 0; k++)
			;
		status = crm_status_worse(status, bad[k] != NULL ? CRM_BADINPUT : CRM_NO);
	}
	return status;
}

/* ---- the line ---- */

static void add_result(struct crm_batch *b, struct crm_record *result)
{
	crm_grow(&b->results, &b->results_cap, b->nresults + 1, sizeof(struct crm_record *));
	b->results[b->nresults++] = result;
}

void crm_batch_present(struct crm_batch *b, const struct crm_step_item *item, const char *id)
{
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(b->tx, id, &fold, &e) < 0)
		crm_batch_fail(b, item, id, &e);
	else
		add_result(b, fold.record);
}

/* Writes the line into the transaction; the result is what a reader will fold. */
static void add_line(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_step_in *in, const char *op, const struct crm_changes *out)
{
	const struct crm_schema *schema = b->run->kind->flow.schema;
	bool whole = (b->step->flags & CRM_STEP_RECORD) != 0;
	struct crm_record *line = crm_step_line(whole ? crm_step_row(item) : NULL, schema, out);
	const char *login = crm_run_login(b->run);
	char at[CRM_INSTANT_MAX], rec[CRM_INSTANT_MAX];
	struct crm_envelope env = {0};
	struct crm_record *result;
	struct crm_err e = CRM_ERR_INIT;

	crm_instant_format(in->at, at);
	crm_instant_format(in->now, rec);
	env.id = in->id;
	env.step = b->step->name;
	env.at = at;
	env.rec = in->now.us != in->at.us ? rec : NULL;
	env.by = in->by;
	env.login = strcmp(login, in->by) != 0 ? login : NULL;
	env.op = op;
	env.is_new = in->before == NULL;
	if (crm_tx_add(b->tx, &env, line, &e) < 0) {
		crm_batch_fail(b, item, in->id, &e);
	} else {
		result = in->before != NULL ? crm_record_copy(in->before) : crm_record_new();
		crm_record_set_text(result, "kind", b->run->kind->name);
		crm_record_set_text(result, "id", in->id);
		crm_record_merge(result, line);
		crm_record_drop_nulls(result);
		add_result(b, result);
	}
	crm_record_free(line);
}

static void take_step(struct crm_batch *b, const struct crm_step_item *item, const char *op,
    const char *id, const struct crm_fold *before, const struct crm_changes *given)
{
	struct crm_step_in in = {0};
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_buf salt = CRM_BUF_INIT;

	/* what this run adds is not in the chain yet */
	crm_buf_addz(&salt, before->tip);
	if (b->nresults > 0)
		crm_buf_addf(&salt, ":%zu", b->nresults);
	in.flow = &b->run->kind->flow;
	in.step = b->step;
	in.shape = crm_run_shape(b->run);
	in.clocks = b->run->clocks;
	in.before = before->record;
	in.id = id;
	in.given = given;
	in.args = &b->args;
	in.at = b->at;
	in.now = b->now;
	in.by = crm_run_by(b->run);
	in.salt = crm_buf_str(&salt);
	if (crm_step_take(&in, &out, found) == 0) {
		refuse_by(b, item, CRM_OK, found);
		add_line(b, item, &in, op, &out);
	} else {
		refuse_by(b, item, status_of(found), found);
		b->refused++;
	}
	crm_findings_free(found);
	crm_changes_release(&out);
	crm_buf_release(&salt);
}

/* ---- what the item names ---- */

static bool is_gone(const struct crm_record *r)
{
	const char *state = crm_record_text(r, "state");

	return state != NULL && (strcmp(state, "void") == 0 || strcmp(state, "duplicate") == 0);
}

/* The record that stands for this one must itself be counted, else both leave the figures. */
static bool refers_well(struct crm_batch *b, const struct crm_step_item *item, const char *id)
{
	const struct crm_change *c = crm_changes_find(&b->args, "of");
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	bool good = true;

	if ((b->step->flags & CRM_STEP_REFERS) == 0 || c == NULL || c->cell.text == NULL)
		return true;
	if (crm_tx_fold(b->tx, c->cell.text, &fold, &e) < 0) {
		if (e.code == CRM_NOINPUT)
			crm_batch_refuse(b, item, e.code, "no_such_record", id,
			    "--of: no such %s: '%s'", b->run->kind->name, c->cell.text);
		else
			crm_batch_fail(b, item, id, &e);
		good = false;
	} else if (is_gone(fold.record)) {
		crm_batch_refuse(b, item, CRM_NO, "refers_to_gone", id,
		    "--of: '%s' is itself %s and stands for nothing", c->cell.text,
		    crm_record_text(fold.record, "state"));
		good = false;
	}
	crm_record_free(fold.record);
	return good;
}

/* Folds the present record, refuses what is in conflict. */
static bool fold_present(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, struct crm_fold *fold)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(b->tx, id, fold, &e) < 0) {
		crm_batch_fail(b, item, id, &e);
		return false;
	}
	if (!fold->conflict)
		return true;
	crm_batch_refuse(b, item, CRM_NO, "conflict", id,
	    "two versions contradict each other; see crm-store verify");
	return false;
}

/* The id that a record from a pipe names, "" when it is refused, NULL when it names none. */
static const char *piped_id(struct crm_batch *b, const struct crm_step_item *item, bool needed)
{
	const struct crm_record *row = crm_step_row(item);
	const char *kind = crm_record_text(row, "kind"), *id = crm_record_text(row, "id");

	if (crm_record_has(row, "kind") &&
	    (kind == NULL || strcmp(kind, b->run->kind->name) != 0)) {
		crm_batch_refuse(b, item, CRM_BADINPUT, "wrong_kind", id,
		    "kind is '%s', expected '%s'", kind != NULL ? kind : "", b->run->kind->name);
		return "";
	}
	if (id == NULL && !crm_record_has(row, "id") && !needed)
		return NULL;
	if (id == NULL || !crm_id_valid(id, strlen(id))) {
		crm_batch_refuse(b, item, CRM_BADINPUT, id == NULL ? "no_id" : "bad_value", NULL,
		    id == NULL ? "no id" : "not an id: '%s'", id);
		return "";
	}
	return id;
}

static void next_id(struct crm_batch *b, char out[65])
{
	int32_t days;
	int64_t us;
	int y, m, d;

	crm_zone_local(crm_run_zone(b->run), b->at.us, &days, &us);
	crm_civil_from_days(days, &y, &m, &d);
	crm_tx_next_id(b->tx, b->run->kind->prefix, y, out);
}

/* A step that makes a record. */
static void judge_new(struct crm_batch *b, const struct crm_step_item *item)
{
	const char *id = item->input != NULL ? piped_id(b, item, false) : item->id;
	struct crm_changes given = CRM_CHANGES_INIT;
	struct crm_fold before = {0};
	const char *op = b->op;
	char own_op[65], own_id[65];

	if (id != NULL && id[0] == '\0')
		return;
	crm_step_give(b, item, &given);
	if (op == NULL && id == NULL && crm_step_content_op(b, item, &given, own_op))
		op = own_op;
	if (op != NULL && crm_batch_op(b, item, id, op, &given) != 0)
		goto out;
	if (id != NULL && crm_tx_has(b->tx, id) && !fold_present(b, item, id, &before))
		goto out;
	if (id == NULL) {
		next_id(b, own_id);
		id = own_id;
	}
	take_step(b, item, op, id, &before, &given);
out:
	crm_record_free(before.record);
	crm_changes_release(&given);
}

/* A step on a record that is there. */
static void judge_known(struct crm_batch *b, const struct crm_step_item *item)
{
	const char *id = item->input != NULL ? piped_id(b, item, true) : item->id;
	struct crm_changes given = CRM_CHANGES_INIT;
	struct crm_fold before = {0};

	if (id[0] == '\0' && item->input != NULL)
		return;
	crm_step_give(b, item, &given);
	if ((b->op == NULL || crm_batch_op(b, item, id, b->op, &given) == 0) &&
	    fold_present(b, item, id, &before) && refers_well(b, item, id))
		take_step(b, item, b->op, id, &before, &given);
	crm_record_free(before.record);
	crm_changes_release(&given);
}

void crm_batch_judge(struct crm_batch *b, const struct crm_step_item *item)
{
	if (b->step->from == NULL)
		judge_new(b, item);
	else
		judge_known(b, item);
}
