/*
 * crm-store check [KIND]... [--repair]: everything that is wrong, in the
 * store and in its records.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/rules/notice/notice.h"
#include "lib/tool/calendars.h"
#include "lib/tool/found.h"
#include "lib/tool/people.h"

const struct crm_opt store_check_opts[] = {
    {"repair", 0, CRM_OPT_FLAG, NULL, "copies a suspect journal to a new file", false},
    {"lock-wait", 0, CRM_OPT_TEXT, "SECONDS", "waits for the store's lock (default 10)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* What records of a kind can be referred to by. */
struct reference {
	const char *kind;
	struct crm_map *texts; /* NULL: the store has no journal of the kind */
};

struct duplicate {
	char *id, *of;
	long line;
};

struct check {
	struct crm_run *run;
	const struct crm_kind *kind;
	struct crm_shape *shape;
	struct reference *refs;
	size_t nrefs;
	struct store_mail *mail;   /* of notices; NULL: another kind */
	struct crm_map *cells;     /* "ID FIELD" of bad ones that were told by their rows */
	struct crm_map *gone;      /* ids of records that stand for none */
	struct duplicate *doubles; /* of those, what they are duplicates of */
	size_t ndoubles, cap;
	struct crm_findings *f;
};

static bool has_journal(const struct crm_store *s, const char *kind)
{
	const char *have;

	for (size_t i = 0; (have = crm_store_kind(s, i)) != NULL; i++)
		if (strcmp(have, kind) == 0)
			return true;
	return false;
}

/* ---- references ---- */

static void take_texts(const struct crm_record *record, struct crm_map *texts)
{
	for (const char *const *field = crm_reference_fields; *field != NULL; field++) {
		const char *text = crm_record_text(record, *field);

		if (text != NULL)
			crm_map_put(texts, text, strlen(text), NULL);
	}
}

static int read_texts(struct crm_run *r, struct reference *ref)
{
	struct crm_reader *reader = NULL;
	struct crm_record *record;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got;

	ref->texts = crm_map_new();
	if (crm_store_reader(r->store, ref->kind, NULL, NULL, NULL, &reader, &e) < 0)
		return crm_run_fail(r, &e);
	do {
		record = NULL;
		got = crm_reader_record(reader, &record, &e);
		if (got == CRM_READ_OK)
			take_texts(record, ref->texts);
		crm_record_free(record);
	} while (got == CRM_READ_OK || got == CRM_READ_BAD);
	crm_reader_free(reader);
	return got == CRM_READ_FAIL ? crm_run_fail(r, &e) : 0;
}

static const struct reference *find_reference(const struct check *c, const char *kind)
{
	for (size_t i = 0; i < c->nrefs; i++) {
		if (strcmp(c->refs[i].kind, kind) == 0)
			return &c->refs[i];
	}
	return NULL;
}

static int read_references(struct check *c)
{
	const struct crm_schema *s = c->kind->flow.schema;

	c->refs = crm_calloc(s->n + 1, sizeof(*c->refs));
	for (size_t i = 0; i < s->n; i++) {
		const char *kind = s->fields[i].ref;
		struct reference *ref = &c->refs[c->nrefs];

		if (kind == NULL || find_reference(c, kind) != NULL)
			continue;
		ref->kind = kind;
		c->nrefs++;
		if (has_journal(c->run->store, kind) && read_texts(c->run, ref) < 0)
			return -1;
	}
	return 0;
}

static bool is_known(const void *ctx, const char *kind, const char *text, size_t len)
{
	const struct reference *ref = find_reference(ctx, kind);
	const struct crm_kind *k = crm_kind_find(kind);

	if (ref == NULL || ref->texts == NULL)
		return true;
	return (k != NULL && k->loose && crm_map_count(ref->texts) == 0) ||
	    crm_map_find(ref->texts, text, len) != CRM_MAP_NONE;
}

/* ---- the records of one kind ---- */

static void note_key(const struct crm_finding *n, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_buf_addf(out, "%s %ld %s", n->code, n->line, n->subject);
}

/* What the journal's reader says, but for what crm_store_check() has said already. */
static void add_notes(struct crm_findings *f, const struct crm_findings *notes)
{
	struct crm_map *told = crm_map_new();
	struct crm_buf key = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_findings_count(f); i++) {
		note_key(crm_finding_at(f, i), &key);
		crm_map_put(told, crm_buf_str(&key), key.len, NULL);
		if (strcmp(crm_finding_at(f, i)->code, "epochs_merged") != 0)
			continue;
		crm_buf_clear(&key); /* as a reader says it */
		crm_buf_addf(&key, "bad_line %ld ", crm_finding_at(f, i)->line);
		crm_map_put(told, crm_buf_str(&key), key.len, NULL);
	}
	for (size_t i = 0; i < crm_findings_count(notes); i++) {
		const struct crm_finding *n = crm_finding_at(notes, i);

		note_key(n, &key);
		if (crm_map_find(told, crm_buf_str(&key), key.len) == CRM_MAP_NONE)
			crm_finding_add(f, n->severity, n->code, n->source, n->line, n->subject,
			    n->field, "%s", n->text);
	}
	crm_buf_release(&key);
	crm_map_free(told);
}

/* ---- duplicates ---- */

static void note_gone(struct check *c, const struct crm_view *v)
{
	const struct crm_cell *id = crm_view_cell(v, CRM_C_ID);
	const struct crm_cell *of = crm_view_cell(v, CRM_C_DUPLICATE_OF);

	if (id->type != CRM_T_TEXT || crm_kind_stands(c->kind, crm_view_cell(v, CRM_C_STATE)))
		return;
	crm_map_put(c->gone, id->text, id->len, NULL);
	if (of->type != CRM_T_TEXT)
		return;
	crm_grow(&c->doubles, &c->cap, c->ndoubles + 1, sizeof(*c->doubles));
	c->doubles[c->ndoubles++] = (struct duplicate){
	    crm_strndup(id->text, id->len), crm_strndup(of->text, of->len), v->line};
}

static void check_duplicates(struct check *c, const char *source)
{
	for (size_t i = 0; i < c->ndoubles; i++) {
		struct duplicate *d = &c->doubles[i];

		if (crm_map_find(c->gone, d->of, strlen(d->of)) != CRM_MAP_NONE) {
			crm_case_open(c->f, d->id);
			crm_finding_add(c->f, CRM_ERROR, "duplicate_of_gone", source, d->line,
			    d->id, "duplicate_of",
			    "'%s' is itself void or a duplicate: none of the two is counted",
			    d->of);
		}
		free(d->id);
		free(d->of);
	}
	free(c->doubles);
	crm_map_free(c->gone);
}

/* Of a row the same was said with its place already. */
static bool said_of_row(const struct check *c, const struct crm_finding *n)
{
	struct crm_buf key = CRM_BUF_INIT;
	bool said;

	crm_buf_addf(&key, "%s %s", n->subject, n->field);
	said = strcmp(n->code, "bad_value") == 0 &&
	    crm_map_find(c->cells, crm_buf_str(&key), key.len) != CRM_MAP_NONE;
	crm_buf_release(&key);
	return said;
}

/* The cells of base tables that crm_store_check() has found bad. */
static void note_cells(struct check *c)
{
	struct crm_buf key = CRM_BUF_INIT, table = CRM_BUF_INIT;

	c->cells = crm_map_new();
	crm_buf_addf(&table, "%s.csv", c->kind->name);
	for (size_t i = 0; i < crm_findings_count(c->f); i++) {
		const struct crm_finding *n = crm_finding_at(c->f, i);
		const char *slash = strrchr(n->source, '/');

		if (strcmp(n->code, "bad_value") != 0 ||
		    strcmp(slash != NULL ? slash + 1 : n->source, table.data) != 0)
			continue;
		crm_buf_clear(&key);
		crm_buf_addf(&key, "%s %s", n->subject, n->field);
		crm_map_put(c->cells, crm_buf_str(&key), key.len, NULL);
	}
	crm_buf_release(&table);
	crm_buf_release(&key);
}

/* A record of a base table: nobody has judged what its first step needs, and the ERP may not have
 * it. */
static void judge_based(
    struct check *c, const struct crm_view *view, const struct crm_known *known, bool by_row)
{
	struct crm_findings *own = crm_findings_new();

	crm_kind_check(c->kind, view, known, c->run->now, own);
	crm_calendars_named(c->run, c->kind, view, own);
	for (size_t i = 0; i < crm_cases_count(own); i++)
		crm_case_open(c->f, crm_case_at(own, i)->name);
	for (size_t i = 0; i < crm_findings_count(own); i++) {
		const struct crm_finding *n = crm_finding_at(own, i);
		bool lacks = by_row && strcmp(n->code, "missing_field") == 0;

		if (!said_of_row(c, n))
			crm_finding_add(c->f, lacks ? CRM_WARNING : n->severity, n->code, n->source,
			    n->line, n->subject, n->field, "%s", n->text);
	}
	crm_findings_free(own);
}

static void judge(struct check *c, const struct crm_reader *reader, const struct crm_view *view,
    const struct crm_known *known)
{
	bool by_row = crm_reader_by_row(reader);

	if (by_row || crm_map_count(c->cells) > 0) {
		judge_based(c, view, known, by_row);
	} else {
		crm_kind_check(c->kind, view, known, c->run->now, c->f);
		crm_calendars_named(c->run, c->kind, view, c->f);
	}
	if (c->mail != NULL)
		store_mail_notice(c->mail, view, c->f);
	note_gone(c, view);
}

static int check_records(struct check *c)
{
	const struct crm_known known = {is_known, c};
	struct crm_findings *notes = crm_findings_new();
	struct crm_reader *reader = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view view;
	enum crm_read got = CRM_READ_FAIL;

	c->gone = crm_map_new();
	note_cells(c);
	if (crm_store_reader(c->run->store, c->kind->name, c->shape, NULL, notes, &reader, &e) < 0)
		goto out;
	while ((got = crm_reader_view(reader, &view, &e)) == CRM_READ_OK || got == CRM_READ_BAD) {
		if (got == CRM_READ_OK) {
			judge(c, reader, &view, &known);
		} else {
			crm_finding_add(c->f, CRM_ERROR, "bad_line", e.source, e.line, NULL,
			    e.field, "%s", e.text);
		}
		crm_err_clear(&e);
	}
out:
	check_duplicates(c, reader != NULL ? crm_reader_source(reader) : NULL);
	crm_reader_free(reader);
	add_notes(c->f, notes);
	crm_findings_free(notes);
	crm_map_free(c->cells);
	return got == CRM_READ_FAIL ? crm_run_fail(c->run, &e) : 0;
}

static int check_kind(struct crm_run *r, const struct crm_kind *kind, struct crm_findings *f)
{
	struct check c = {.run = r, .kind = kind, .f = f};
	int rc = -1;

	/* settings that no clock can be made of are wrong, though nothing is judged by them here */
	r->kind = kind;
	(void)crm_run_clocks(r);
	c.shape = crm_shape_new(kind->flow.schema);
	c.mail = kind == &crm_notice ? store_mail_new(r) : NULL;
	if (read_references(&c) == 0)
		rc = check_records(&c);
	if (rc == 0 && c.mail != NULL)
		rc = store_mail_outbox(r, f);
	store_mail_free(c.mail);
	for (size_t i = 0; i < c.nrefs; i++)
		crm_map_free(c.refs[i].texts);
	free(c.refs);
	crm_shape_free(c.shape);
	return rc;
}

/* ---- the store ---- */

static int check_store(struct crm_run *r, struct crm_findings *f)
{
	bool repair = crm_args_has(r->args, "repair");
	struct crm_err e = CRM_ERR_INIT;
	long wait_ms;
	int rc;

	if (crm_run_lock_wait(r, &wait_ms) < 0)
		return -1;
	if (repair && crm_store_lock_suspect(r->store, wait_ms, &e) < 0)
		return crm_run_fail(r, &e);
	crm_case_open(f, "store");
	/* settings that cannot be read are told, and the rest is checked all the same */
	(void)crm_run_check_people(r, f);
	(void)store_check_standing(r, f);
	rc = crm_store_check(r->store, repair, f, &e);
	crm_store_unlock(r->store);
	return rc < 0 ? crm_run_fail(r, &e) : 0;
}

/* Before anything is checked: are the operands kinds? */
static int resolve_kinds(struct crm_run *r)
{
	for (size_t i = 0; i < crm_args_operands(r->args); i++) {
		if (crm_run_kind(r, crm_args_operand(r->args, i)) < 0)
			return -1;
	}
	return 0;
}

static int check_kinds(struct crm_run *r, struct crm_findings *f)
{
	const char *name;
	size_t i;

	for (i = 0; i < crm_args_operands(r->args); i++) {
		if (crm_run_kind(r, crm_args_operand(r->args, i)) < 0 ||
		    check_kind(r, r->kind, f) < 0)
			return -1;
	}
	if (i > 0)
		return 0;
	for (; (name = crm_store_kind(r->store, i)) != NULL; i++) {
		const struct crm_kind *kind = crm_kind_find(name);

		if (kind != NULL && check_kind(r, kind, f) < 0)
			return -1;
	}
	return 0;
}

void store_check(struct crm_run *r)
{
	struct crm_findings *f = crm_findings_new();
	int rc;

	if (crm_found_opts(r) == 0 && resolve_kinds(r) == 0 && crm_run_store(r) == 0) {
		rc = check_store(r, f);
		if (rc == 0)
			rc = check_kinds(r, f);
		crm_found(r, f, rc, CRM_WARNING);
	}
	crm_findings_free(f);
}
