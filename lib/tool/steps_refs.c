/* The records that a step names: are they there? */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/calendars.h"
#include "lib/tool/steps_desk.h"

/* Journals of other kinds, opened when the first is named. */
struct crm_refs {
	const struct crm_kind *kind;
	struct crm_journal *journal;
	struct crm_findings *notes;
	struct crm_map *texts; /* by which its records are named; NULL: nobody has asked */
	struct crm_refs *next;
};

/* One that a step gives. */
struct crm_reference {
	const struct crm_change *change;
	const struct crm_record *from; /* NULL: a record being made */
	const struct crm_changes *given;
};

void crm_batch_refs_free(struct crm_batch *b)
{
	while (b->refs != NULL) {
		struct crm_refs *next = b->refs->next;

		crm_run_notes(b->run, b->refs->notes);
		crm_journal_free(b->refs->journal);
		crm_findings_free(b->refs->notes);
		crm_map_free(b->refs->texts);
		free(b->refs);
		b->refs = next;
	}
}

static struct crm_refs *refs_of(struct crm_batch *b, const struct crm_kind *kind)
{
	struct crm_refs *x = b->refs;

	while (x != NULL && x->kind != kind)
		x = x->next;
	if (x != NULL)
		return x;
	x = crm_calloc(1, sizeof(*x));
	x->kind = kind;
	x->notes = crm_findings_new();
	x->next = b->refs;
	b->refs = x;
	return x;
}

/* NULL: e says why. */
static struct crm_journal *journal_of(
    struct crm_batch *b, const struct crm_kind *kind, struct crm_err *e)
{
	struct crm_refs *x = refs_of(b, kind);

	if (x->journal == NULL)
		(void)crm_journal_open(b->run->store, kind->name, x->notes, &x->journal, e);
	return x->journal;
}

/* 1, 0, -1: e says why. */
static int is_there(
    struct crm_batch *b, const struct crm_kind *kind, const char *id, struct crm_err *e)
{
	struct crm_tx *tx = b->desks != NULL ? crm_desks_tx(b->desks, kind) : NULL;
	struct crm_journal *j;

	if (kind == b->run->kind)
		tx = b->x->tx;
	if (tx != NULL)
		return crm_tx_has(tx, id, e);
	j = journal_of(b, kind, e);
	return j != NULL ? crm_journal_has(j, id, e) : -1;
}

static bool stands(const struct crm_batch *b, const struct crm_record *r)
{
	const struct crm_cell state = crm_cell_text(crm_record_text(r, "state"));

	return crm_kind_stands(b->run->kind, &state);
}

/* Is there the record that is to stand for this one (--of), and may it? */
static bool stands_in(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_record *from)
{
	const struct crm_kind *kind = b->run->kind;
	const struct crm_change *c = crm_changes_find(&b->args, "of");
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	const char *why;
	bool good = true;

	if ((b->step->flags & CRM_STEP_REFERS) == 0 || c == NULL || c->cell.text == NULL)
		return true;
	if (crm_tx_fold(b->x->tx, c->cell.text, &fold, &e) < 0) {
		if (e.code == CRM_NOINPUT)
			crm_batch_refuse(b, item, e.code, "no_such_record", id,
			    "--of: no such %s: '%s'", b->run->kind->name, c->cell.text);
		else
			crm_batch_fail(b, item, id, &e);
		good = false;
	} else if (!stands(b, fold.record)) {
		crm_batch_refuse(b, item, CRM_NO, "refers_to_gone", id,
		    "--of: '%s' is itself %s and stands for nothing", c->cell.text,
		    crm_record_text(fold.record, "state"));
		good = false;
	} else if (kind->unlike != NULL && (why = kind->unlike(fold.record, from)) != NULL) {
		crm_batch_refuse(
		    b, item, CRM_NO, "wrong_reference", id, "--of: '%s': %s", c->cell.text, why);
		good = false;
	}
	crm_record_free(fold.record);
	return good;
}

/* The definition of what is given by that name. */
static const struct crm_field *field_of(const struct crm_batch *b, const char *name)
{
	return crm_schema_path(crm_step_schema(b->run->kind->flow.schema, b->step), name);
}

/* The record that is referred to: may it be? */
static bool may_refer(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_kind *kind, const struct crm_reference *r)
{
	struct crm_tx *tx = b->desks != NULL ? crm_desks_tx(b->desks, kind) : NULL;
	const char *to = r->change->cell.text, *why;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_journal *j;
	int got;

	if (kind->refuses == NULL)
		return true;
	if (tx != NULL) {
		got = crm_tx_fold(tx, to, &fold, &e);
	} else {
		j = journal_of(b, kind, &e);
		got = j != NULL ? crm_journal_fold(j, to, NULL, &fold, &e) : -1;
	}
	if (got < 0) {
		crm_batch_fail(b, item, id, &e);
		return false;
	}
	why = kind->refuses(fold.record, r->from, r->given);
	if (why != NULL)
		crm_batch_refuse_at(b, item, CRM_NO, "wrong_reference", id, r->change->path,
		    "%s '%s': %s", kind->name, to, why);
	crm_record_free(fold.record);
	return why == NULL;
}

static bool has_kind(const struct crm_batch *b, const struct crm_kind *kind)
{
	const char *have;

	for (size_t i = 0; (have = crm_store_kind(b->run->store, i)) != NULL; i++) {
		if (strcmp(have, kind->name) == 0)
			return true;
	}
	return false;
}

static void take_texts(const struct crm_record *record, struct crm_map *texts)
{
	for (const char *const *field = crm_reference_fields; *field != NULL; field++) {
		const char *text = crm_record_text(record, *field);

		if (text != NULL)
			crm_map_put(texts, text, strlen(text), NULL);
	}
}

/* What cannot be read is told by who reads the kind itself. */
static struct crm_map *texts_of(struct crm_batch *b, const struct crm_kind *kind)
{
	struct crm_refs *x = refs_of(b, kind);
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got;

	if (x->texts != NULL)
		return x->texts;
	x->texts = crm_map_new();
	if (crm_store_reader(b->run->store, kind->name, NULL, NULL, NULL, &reader, &e) < 0)
		return x->texts;
	do {
		record = NULL;
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_OK)
			take_texts(record, x->texts);
		crm_record_free(record);
		crm_err_clear(&e);
	} while (got == CRM_READ_OK || got == CRM_READ_BAD);
	crm_reader_free(reader);
	return x->texts;
}

/* Of a kind that is named loosely: one that nobody has made a record of is a warning where there
 * are others. */
static void warn_of(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_kind *kind, const struct crm_change *c)
{
	struct crm_map *texts = texts_of(b, kind);
	struct crm_findings *f;

	if (crm_map_count(texts) == 0 ||
	    crm_map_find(texts, c->cell.text, c->cell.len) != CRM_MAP_NONE)
		return;
	f = crm_findings_new();
	crm_finding_add(f, CRM_WARNING, "no_such_record", NULL, 0, id, c->path,
	    "no %s has the id or name '%.*s'", kind->name, (int)c->cell.len, c->cell.text);
	crm_batch_tell(b, item, 0, true, f);
	crm_findings_free(f);
}

/* A calendar that is named must be there. */
static bool has_calendar(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_change *c)
{
	const struct crm_field *def = field_of(b, c->path);
	struct crm_buf text = CRM_BUF_INIT;
	bool lacks = def != NULL && crm_calendar_lacks(b->run, def, &c->cell, &text);

	if (lacks)
		crm_batch_refuse_at(
		    b, item, CRM_BADINPUT, "bad_value", id, c->path, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	return !lacks;
}

/* What refers to a kind that there is must name one of its records. */
static bool names_well(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_reference *r)
{
	const struct crm_change *c = r->change;
	const struct crm_field *def = field_of(b, c->path);
	const struct crm_kind *kind =
	    def != NULL && def->ref != NULL ? crm_kind_find(def->ref) : NULL;
	struct crm_err e = CRM_ERR_INIT;
	int there;

	if (kind == NULL || c->cell.type != CRM_T_TEXT || c->cell.len == 0)
		return true;
	if (kind->loose && !has_kind(b, kind))
		return true;
	there = is_there(b, kind, c->cell.text, &e);
	if (there == 0 && kind->loose) {
		warn_of(b, item, id, kind, c);
		return true;
	}
	if (there < 0)
		crm_batch_fail(b, item, id, &e);
	else if (there == 0)
		crm_batch_refuse_at(b, item, CRM_NOINPUT, "no_such_record", id, c->path,
		    "no such %s: '%s'", kind->name, c->cell.text);
	return there > 0 && may_refer(b, item, id, kind, r);
}

bool crm_batch_refers(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_record *from, const struct crm_changes *given)
{
	struct crm_reference r = {NULL, from, given};
	bool good = stands_in(b, item, id, from);

	for (size_t i = 0; good && i < given->n; i++) {
		/* the last one of a name counts */
		r.change = &given->items[i];
		if (crm_changes_find(given, r.change->path) == r.change)
			good = has_calendar(b, item, id, r.change) && names_well(b, item, id, &r);
	}
	return good;
}
