/*
 * Idempotency keys: the same op again writes nothing and succeeds.
 *
 * Is it the same? The step is taken once more as it was then: on the record before that line, at its
 * time, by its hand where none are named now; what comes out must be what the line says. What a
 * rule made of it with a book (lib/rules/kind.h) nobody knows any more: there the line must say what
 * is given now.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

void crm_content_op(struct crm_map *seen, const char *content, size_t len, char out[65])
{
	struct crm_buf b = CRM_BUF_INIT;
	char hash[65];
	size_t *count;

	crm_sha256_hex(content, len, hash);
	count = crm_map_value(seen, crm_map_put(seen, hash, strlen(hash), NULL));
	crm_buf_addf(&b, "%s:%zu", hash, ++*count);
	crm_sha256_hex(b.data, b.len, out);
	crm_buf_release(&b);
}

/* The line with that op, and the record before it. */
struct past {
	struct crm_record *before; /* NULL when the line made the record */
	struct crm_record
	    *line; /* NULL: it does not stand alone any more, and no old file has it */
};

static bool read_stamp(const struct crm_record *line, const char *name, struct crm_instant *out)
{
	const char *text = crm_record_text(line, name);

	return text != NULL && crm_instant_parse(text, strlen(text), out) == 0;
}

static bool is_text(const struct crm_record *line, const char *name, const char *text)
{
	const char *was = crm_record_text(line, name);

	return was != NULL && strcmp(was, text) == 0;
}

/* Verdicts and late entries follow from stamps and the settings of the day. */
static void dump_content(
    const struct crm_kind *kind, struct crm_record *fields, struct crm_buf *out)
{
	const char *name;
	size_t i = 0;

	while ((name = crm_record_member(fields, i)) != NULL) {
		if (crm_reserved_name(name) || strcmp(name, "id") == 0)
			(void)crm_record_remove(fields, name);
		else
			i++;
	}
	(void)crm_record_remove(fields, "verdicts");
	(void)crm_record_remove(fields, "late_entry");
	crm_recur_forget(kind, fields);
	crm_record_canonical(fields, out);
}

/* The line with these fields over it: it says them if that changes nothing. */
static struct crm_record *over_line(const struct crm_record *line, struct crm_record *fields)
{
	struct crm_record *both = crm_record_copy(line);

	crm_record_merge(both, fields);
	crm_record_free(fields);
	return both;
}

/* On the record of then, at its time, by its hand. */
static void fill_past(struct crm_batch *b, const char *id, const struct past *p,
    const struct crm_changes *given, struct crm_actor *actor, struct crm_step_in *in)
{
	const char *salt = crm_record_text(p->line, "prev");

	memset(in, 0, sizeof(*in));
	in->flow = &b->run->kind->flow;
	in->step = b->step;
	in->shape = crm_run_shape(b->run);
	in->clocks = b->run->clocks;
	in->before = p->before;
	in->id = id;
	in->given = given;
	in->args = &b->args;
	in->salt = salt != NULL ? salt : "";
	in->at = b->x->at;
	if (!crm_args_has(b->run->args, "at"))
		(void)read_stamp(p->line, "at", &in->at);
	in->now = in->at;
	(void)read_stamp(p->line, "rec", &in->now);
	*actor = b->x->actor;
	if (!crm_args_has(b->run->args, "by") && crm_record_text(p->line, "by") != NULL)
		actor->by = crm_record_text(p->line, "by");
	in->actor = actor;
}

static bool is_other(const struct crm_cell *a, const struct crm_cell *b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	bool other;

	crm_cell_print(a, &x);
	crm_cell_print(b, &y);
	other = strcmp(crm_buf_str(&x), crm_buf_str(&y)) != 0;
	crm_buf_release(&x);
	crm_buf_release(&y);
	return other;
}

/* What is given now, as the step writes it without its rule; but for what the rule itself says
 * otherwise, today. */
static bool replay_given(struct crm_batch *b, const struct crm_step_in *in, struct crm_changes *out)
{
	struct crm_changes bare = CRM_CHANGES_INIT, full = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_step step = *in->step;
	struct crm_step_in now = *in;
	bool taken;

	step.rule = NULL;
	step.to = NULL;
	step.stamp = 0;
	now.step = &step;
	taken = crm_step_take(&now, &bare, found) == 0;
	now.step = in->step;
	if (crm_batch_book(b, in->step, &now.book) == 0)
		(void)crm_step_take(&now, &full, found);
	else
		b->stop = true;
	for (size_t i = 0; i < bare.n; i++) {
		const struct crm_change *c = &bare.items[i];
		const struct crm_change *said = crm_changes_find(&full, c->path);

		if (said == NULL || !is_other(&said->cell, &c->cell))
			crm_changes_set(out, c->path, &c->cell);
	}
	crm_findings_free(found);
	crm_changes_release(&bare);
	crm_changes_release(&full);
	return taken;
}

/* Appends what the step would write on the record of then; false when it would be refused. */
static bool replay(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct past *p, const struct crm_changes *given, struct crm_buf *out)
{
	bool whole = (b->step->flags & CRM_STEP_RECORD) != 0 && item->input != NULL;
	struct crm_findings *found = crm_findings_new();
	struct crm_changes changes = CRM_CHANGES_INIT;
	struct crm_record *fields;
	struct crm_actor actor;
	struct crm_step_in in;
	bool taken;

	fill_past(b, id, p, given, &actor, &in);
	taken = b->step->looks != NULL ? replay_given(b, &in, &changes)
	                               : crm_step_take(&in, &changes, found) == 0;
	fields = crm_step_line(p->before, whole ? item->input->record : NULL, in.flow->schema,
	    taken ? &changes : given);
	if (b->step->looks != NULL && taken)
		fields = over_line(p->line, fields);
	dump_content(b->run->kind, fields, out);
	crm_record_free(fields);
	crm_changes_release(&changes);
	crm_findings_free(found);
	return taken;
}

/* The same step with the same content? Both contents are appended for the message. */
static bool is_same(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct past *p, const struct crm_changes *given, struct crm_buf *was, struct crm_buf *is)
{
	struct crm_record *line = crm_record_copy(p->line);
	struct crm_instant at;
	bool same = is_text(p->line, "step", b->step->name);

	if (crm_args_has(b->run->args, "at"))
		same = same && read_stamp(p->line, "at", &at) && at.us == b->x->at.us;
	if (crm_args_has(b->run->args, "by"))
		same = same && is_text(p->line, "by", b->x->actor.by);
	same = replay(b, item, id, p, given, is) && same;
	dump_content(b->run->kind, line, was);
	crm_record_free(line);
	return same && strcmp(crm_buf_str(was), crm_buf_str(is)) == 0;
}

/* It was used on another record than the item names. */
static void refuse_other(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const char *used_by, const struct past *p)
{
	struct crm_record *line = p->line != NULL ? crm_record_copy(p->line) : NULL;
	struct crm_buf was = CRM_BUF_INIT;

	if (line != NULL) {
		crm_buf_addf(&was, ": %s ", crm_record_text(line, "step"));
		dump_content(b->run->kind, line, &was);
	}
	crm_batch_refuse(b, item, CRM_BADINPUT, "op_used", NULL,
	    "op '%s' was used on %s%s; now %s on %s", b->op, used_by, crm_buf_str(&was),
	    b->step->name, id);
	crm_buf_release(&was);
	crm_record_free(line);
}

static void judge_used(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const char *used_by, const struct crm_changes *given)
{
	struct crm_buf was = CRM_BUF_INIT, is = CRM_BUF_INIT;
	struct past p = {NULL, NULL};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_journal_before_op(b->x->journal, b->op, &p.before, &p.line, &e) < 0) {
		crm_batch_fail(b, item, used_by, &e);
	} else if (id != NULL && strcmp(id, used_by) != 0) {
		refuse_other(b, item, id, used_by, &p);
	} else if (p.line == NULL) {
		crm_run_warn(b->run,
		    "op '%s' was used on %s, in a line that was made one with others: its content "
		    "cannot be compared, and nothing is written",
		    b->op, used_by);
		crm_batch_present(b, item, used_by);
	} else if (is_same(b, item, used_by, &p, given, &was, &is)) {
		crm_batch_present(b, item, used_by);
	} else {
		crm_batch_refuse(b, item, CRM_BADINPUT, "op_used", used_by,
		    "op '%s' was used for other content: %s %s; now %s %s", b->op,
		    crm_record_text(p.line, "step"), crm_buf_str(&was), b->step->name,
		    is.len > 0 ? crm_buf_str(&is) : id);
	}
	crm_record_free(p.before);
	crm_record_free(p.line);
	crm_buf_release(&was);
	crm_buf_release(&is);
}

int crm_batch_op(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const char *op, const struct crm_changes *given)
{
	struct crm_err e = CRM_ERR_INIT;
	char used_by[65];
	int used = crm_tx_op(b->x->tx, op, used_by, &e);

	if (used < 0)
		crm_batch_fail(b, item, id, &e);
	else if (used == 1 && op == b->op)
		judge_used(b, item, id, used_by, given);
	else if (used == 1)
		crm_batch_present(b, item, used_by);
	return used;
}
