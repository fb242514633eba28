/* One item of a step against the present state. */
#include <stdarg.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

/* ---- refusals ---- */

void crm_batch_tell(struct crm_batch *b, const struct crm_step_item *item, int status, bool named,
    const struct crm_findings *found)
{
	struct crm_findings *told = crm_findings_new();
	const char *source = item->input != NULL ? item->input->source : NULL;
	long line = item->input != NULL ? item->input->line : 0;
	size_t i;

	for (i = 0; i < crm_findings_count(found); i++) {
		const struct crm_finding *f = crm_finding_at(found, i);

		crm_finding_add(told, f->severity, f->code, source, line, named ? f->subject : NULL,
		    f->field, "%s", f->text);
	}
	crm_run_findings(b->run, told, status);
	crm_findings_free(told);
}

static void refuse(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *field, const char *text)
{
	struct crm_findings *f = crm_findings_new();

	crm_finding_add(f, CRM_ERROR, code, NULL, 0, id, field, "%s", text);
	crm_batch_tell(b, item, status, true, f);
	b->refused++;
	crm_findings_free(f);
}

void crm_batch_refuse(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	refuse(b, item, status, code, id, NULL, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_batch_refuse_at(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	refuse(b, item, status, code, id, field, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_batch_fail(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, const struct crm_err *e)
{
	if (e->code == CRM_NOINPUT) {
		crm_batch_refuse(
		    b, item, e->code, "no_such_record", id, "no such %s", b->run->kind->name);
	} else if (e->code == CRM_NO) {
		/* the base table's fields are not a step's to set */
		crm_batch_refuse_at(b, item, CRM_NO, "base_owned", id, e->field, "%s", e->text);
	} else if (e->code == CRM_BADINPUT && e->source[0] == '\0') {
		crm_batch_refuse(b, item, e->code, "bad_value", id, "%s%s%s%s",
		    e->field[0] != '\0' ? "field '" : "", e->field,
		    e->field[0] != '\0' ? "': " : "", e->text);
	} else {
		(void)crm_run_fail(b->run, e);
		b->stop = true;
	}
}

static int status_of(const struct crm_findings *found)
{
	int status = CRM_OK;
	size_t i;

	for (i = 0; i < crm_findings_count(found); i++) {
		const struct crm_finding *f = crm_finding_at(found, i);

		if (f->severity == CRM_ERROR)
			status = crm_status_worse(status, crm_step_status(f->code));
	}
	return status;
}

void crm_batch_refuse_all(struct crm_batch *b, const struct crm_step_item *item, bool named,
    const struct crm_findings *found)
{
	crm_batch_tell(b, item, status_of(found), named, found);
	b->refused++;
}

/* ---- the line ---- */

static void add_result(struct crm_batch *b, const struct crm_record *result)
{
	if (crm_kept_add(&b->results, result) < 0)
		b->stop = true;
}

void crm_batch_present(struct crm_batch *b, const struct crm_step_item *item, const char *id)
{
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(b->x->tx, id, &fold, &e) < 0) {
		crm_batch_fail(b, item, id, &e);
		return;
	}
	add_result(b, fold.record);
	crm_record_free(fold.record);
}

/* Does the item say which record it means? */
static bool item_named(const struct crm_batch *b, const struct crm_step_item *item)
{
	return b->step->from != NULL || item->id != NULL ||
	    (item->input != NULL && crm_record_has(item->input->record, "id"));
}

/* Writes the line into the transaction; the record becomes what a reader will fold. False when it
 * is refused. */
static bool add_line(struct crm_batch *b, const struct crm_step_item *item, const char *op,
    const char *id, struct crm_record **record, const struct crm_changes *out)
{
	const struct crm_schema *schema = b->run->kind->flow.schema;
	bool whole = (b->step->flags & CRM_STEP_RECORD) != 0;
	struct crm_record *line =
	    crm_step_line(*record, whole ? crm_step_row(item) : NULL, schema, out);
	struct crm_envelope env;
	struct crm_err e = CRM_ERR_INIT;
	bool added;

	crm_envelope_fill(b->x, &env);
	env.id = id;
	env.step = b->step->name;
	env.op = op;
	env.is_new = *record == NULL;
	added = crm_tx_add(b->x->tx, &env, line, &e) == 0;
	if (!added) {
		crm_batch_fail(b, item, item_named(b, item) ? id : NULL, &e);
	} else {
		if (*record == NULL)
			*record = crm_record_new();
		crm_record_set_text(*record, "kind", b->run->kind->name);
		crm_record_set_text(*record, "id", id);
		crm_record_merge(*record, line);
		crm_record_drop_nulls(*record);
		add_result(b, *record);
	}
	crm_record_free(line);
	return added;
}

int crm_batch_in(struct crm_batch *b, const struct crm_step *step, const struct crm_fold *fold,
    const char *id, struct crm_buf *salt, struct crm_step_in *in)
{
	/* what this run adds is not in the chain yet */
	crm_buf_addz(salt, fold->tip);
	if (b->results.n > 0)
		crm_buf_addf(salt, ":%zu", b->results.n);
	memset(in, 0, sizeof(*in));
	in->flow = &b->run->kind->flow;
	in->step = step;
	in->shape = crm_run_shape(b->run);
	in->clocks = b->run->clocks;
	in->before = fold->record;
	in->id = id;
	in->at = b->x->at;
	in->now = b->x->now;
	in->actor = &b->x->actor;
	in->salt = crm_buf_str(salt);
	if (crm_batch_book(b, step, &in->book) == 0)
		return 0;
	b->stop = true;
	return -1;
}

/* The step is taken, if those beside it are: writes them all. */
static void write_all(struct crm_batch *b, const struct crm_step_item *item, const char *op,
    const struct crm_step_in *in, struct crm_fold *fold, struct crm_changes *out,
    const struct crm_findings *found)
{
	if (crm_recur_judge(b, out) != 0 || !crm_beside_judge(b, item, in, out))
		return;
	if (!add_line(b, item, op, in->id, &fold->record, out)) {
		crm_beside_drop(b);
		return;
	}
	crm_batch_tell(b, item, CRM_OK, true, found);
	crm_beside_add(b, item, in->id);
	crm_recur_added(b, in->id);
	crm_follow(b, in->id, fold->record);
}

/* fold: what the item's record is before (no record: none), and after, when the step is taken. */
static void take_step(struct crm_batch *b, const struct crm_step_item *item, const char *op,
    const char *id, struct crm_fold *fold, const struct crm_changes *given)
{
	struct crm_step_in in;
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_buf salt = CRM_BUF_INIT;

	if (crm_batch_in(b, b->step, fold, id, &salt, &in) != 0)
		goto out;
	in.given = given;
	in.args = &b->args;
	if (crm_step_take(&in, &out, found) != 0)
		crm_batch_refuse_all(b, item, item_named(b, item), found);
	else
		write_all(b, item, op, &in, fold, &out, found);
out:
	crm_findings_free(found);
	crm_changes_release(&out);
	crm_buf_release(&salt);
}

/* ---- what the item names ---- */

/* Folds the present record, refuses what is in conflict. */
static bool fold_present(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, struct crm_fold *fold)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_tx_fold(b->x->tx, id, fold, &e) < 0) {
		crm_batch_fail(b, item, id, &e);
		return false;
	}
	if (!fold->conflict)
		return true;
	crm_batch_refuse(b, item, CRM_NO, "conflict", id, "%s", fold->why);
	return false;
}

/* The id that the item names (NULL: none, where none is needed); false when it is refused. */
static bool name_of(
    struct crm_batch *b, const struct crm_step_item *item, bool needed, const char **id)
{
	struct crm_buf why = CRM_BUF_INIT;
	const char *code = NULL;

	*id = item->id;
	if (item->input != NULL)
		code = crm_input_id(b->run, item->input, needed, id, &why);
	if (code != NULL)
		crm_batch_refuse(b, item, CRM_BADINPUT, code, *id, "%s", crm_buf_str(&why));
	crm_buf_release(&why);
	return code == NULL;
}

/* A step that makes a record: what it has of that id; false when it cannot be said. */
static bool fold_new(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, struct crm_fold *fold)
{
	struct crm_err e = CRM_ERR_INIT;
	int has = crm_tx_has(b->x->tx, id, &e);

	if (has < 0)
		crm_batch_fail(b, item, id, &e);
	return has == 0 || (has == 1 && fold_present(b, item, id, fold));
}

/* A step that makes a record. */
static void judge_new(struct crm_batch *b, const struct crm_step_item *item)
{
	struct crm_changes given = CRM_CHANGES_INIT;
	struct crm_fold before = {0};
	struct crm_err e = CRM_ERR_INIT;
	const char *id, *op = b->op;
	char own_op[65], own_id[65];

	if (!name_of(b, item, false, &id))
		return;
	crm_step_give(b, item, &given);
	if (op == NULL && id == NULL && crm_step_content_op(b, item, &given, own_op))
		op = own_op;
	if (op != NULL && crm_batch_op(b, item, id, op, &given) != 0)
		goto out;
	if (id != NULL && !fold_new(b, item, id, &before))
		goto out;
	if (id == NULL) {
		if (crm_transact_next_id(b->x, own_id, &e) < 0) {
			crm_batch_fail(b, item, NULL, &e);
			goto out;
		}
		id = own_id;
	}
	if (crm_batch_refers(b, item, item_named(b, item) ? id : NULL, NULL, &given))
		take_step(b, item, op, id, &before, &given);
out:
	crm_record_free(before.record);
	crm_changes_release(&given);
}

/* A step on a record that is there. */
static void judge_known(struct crm_batch *b, const struct crm_step_item *item)
{
	struct crm_changes given = CRM_CHANGES_INIT;
	struct crm_fold fold = {0};
	const char *id;

	if (!name_of(b, item, true, &id))
		return;
	crm_step_give(b, item, &given);
	if ((b->op == NULL || crm_batch_op(b, item, id, b->op, &given) == 0) &&
	    fold_present(b, item, id, &fold) && crm_batch_refers(b, item, id, fold.record, &given))
		take_step(b, item, b->op, id, &fold, &given);
	crm_record_free(fold.record);
	crm_changes_release(&given);
}

void crm_batch_judge(struct crm_batch *b, const struct crm_step_item *item)
{
	if (b->step->from == NULL)
		judge_new(b, item);
	else
		judge_known(b, item);
}
