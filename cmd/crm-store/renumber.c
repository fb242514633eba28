/*
 * crm-store renumber [KIND]: gives the second of two records that bear one id
 * an id of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/io/store/renumber.h"
#include "lib/tool/transact.h"

const struct crm_opt store_renumber_opts[] = {
    {"why", 0, CRM_OPT_TEXT, "TEXT", "the reason", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { FROM, TO, CREATED_AT, CREATED_BY, PARTY, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [FROM] = {.name = "id"},
    [TO] = {.name = "renumbered"},
    [CREATED_AT] = {.name = "at"},
    [CREATED_BY] = {.name = "by"},
    [PARTY] = {.name = "customer"},
};

struct row {
	struct crm_cell cells[COLUMNS];
	const struct crm_kind *kind;
	size_t next; /* of the same old id, + 1; 0: none */
};

struct renumber {
	struct crm_run *run;
	bool dry;
	struct row *rows;
	size_t n, cap;
	struct crm_map *old; /* id -> its first row, + 1; when all are there */
	struct crm_arena texts;
};

static struct crm_cell keep(struct renumber *s, const char *text)
{
	return crm_cell_text(
	    text == NULL || text[0] == '\0' ? NULL : crm_arena_strdup(&s->texts, text));
}

/* ---- under the lock ---- */

static void add_row(struct renumber *s, const struct crm_second *second, const char *to)
{
	const struct crm_schema *schema = s->run->kind->flow.schema;
	int party = crm_schema_flagged(schema, CRM_F_PARTY);
	struct crm_cell *c;

	crm_grow(&s->rows, &s->cap, s->n + 1, sizeof(*s->rows));
	s->rows[s->n].kind = s->run->kind;
	s->rows[s->n].next = 0;
	c = s->rows[s->n++].cells;
	c[FROM] = keep(s, second->id);
	c[TO] = keep(s, to);
	c[CREATED_AT] = keep(s, second->at);
	c[CREATED_BY] = keep(s, second->by);
	c[PARTY] =
	    keep(s, party < 0 ? NULL : crm_record_text(second->fields, schema->fields[party].name));
}

/* The id that stands for it from now on. */
static int choose_id(const struct crm_transact *x, const struct crm_seconds *all,
    const struct crm_second *second, char to[65], struct crm_err *e)
{
	const char *has = second->copy && second->to == NULL ? all->v[second->like].to : second->to;

	if (has == NULL)
		return crm_transact_next_id(x, to, e);
	(void)snprintf(to, 65, "%s", has);
	return 0;
}

static int renumber_one(struct renumber *s, const struct crm_transact *x, struct crm_seconds *all,
    struct crm_second *second, struct crm_err *e)
{
	struct crm_envelope env;
	char to[65];

	crm_envelope_fill(x, &env);
	if (choose_id(x, all, second, to, e) < 0 ||
	    crm_tx_renumber(x->tx, &env, second, to, crm_args_text(s->run->args, "why"), e) < 0)
		return -1;
	add_row(s, second, to);
	if (second->to == NULL)
		second->to = crm_strdup(to);
	if (second->copy)
		crm_run_warn(s->run,
		    "%s %s, line %ld: is %s once more, renumbered in two clones, and gets no number",
		    s->run->kind->name, second->id, second->line, to);
	if (second->conflict)
		crm_run_warn(s->run,
		    "%s, line %ld: two branches of this record set the state; the last one in the "
		    "file counts",
		    second->id, second->line);
	return 0;
}

static int renumber_kind(struct crm_transact *x, void *ctx)
{
	struct crm_seconds seconds = {NULL, 0, 0};
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_journal_seconds(x->journal, &seconds, &e);

	for (size_t i = 0; i < seconds.n && ret == 0; i++)
		ret = renumber_one(ctx, x, &seconds, &seconds.v[i], &e);
	crm_seconds_release(&seconds);
	return ret == 0 ? 0 : crm_run_fail(x->run, &e);
}

/* ---- who else speaks of the id ---- */

/* Of that record, a field that refers to one of the old ids. */
static void warn_of(struct renumber *s, const struct crm_kind *kind, const struct crm_view *v,
    const struct crm_field *def, int field)
{
	const char *to = field == CRM_C_DUPLICATE_OF ? kind->name : def->ref;
	const struct crm_cell *cell, *id = crm_view_cell(v, CRM_C_ID);
	const struct row *row;
	size_t i;

	if (to == NULL)
		return;
	cell = crm_view_cell(v, field);
	i = cell->type == CRM_T_TEXT ? crm_map_find(s->old, cell->text, cell->len) : CRM_MAP_NONE;
	for (i = i == CRM_MAP_NONE ? 0 : *crm_map_value(s->old, i); i > 0; i = row->next) {
		row = &s->rows[i - 1];
		if (strcmp(to, row->kind->name) == 0)
			crm_run_warn(s->run,
			    "%s %.*s: %s is %s, and may mean %s; nobody but you can tell: where it "
			    "does, %s",
			    kind->name, (int)id->len, id->text != NULL ? id->text : "", def->name,
			    row->cells[FROM].text, row->cells[TO].text,
			    field == CRM_C_DUPLICATE_OF
			        ? "say so by a note; neither of the two is counted twice"
			        : "amend it");
	}
}

static int read_kind(struct renumber *s, const struct crm_kind *kind)
{
	const struct crm_schema *schema = kind->flow.schema;
	struct crm_shape *shape = crm_shape_new(schema);
	struct crm_reader *reader = NULL;
	struct crm_err e = CRM_ERR_INIT;
	enum crm_read got = CRM_READ_FAIL;
	struct crm_view view;

	if (crm_store_reader(s->run->store, kind->name, shape, NULL, NULL, &reader, &e) == 0)
		got = CRM_READ_OK;
	while (got == CRM_READ_OK || got == CRM_READ_BAD) {
		got = crm_reader_view(reader, &view, &e);
		for (size_t i = 0; i < schema->n && got == CRM_READ_OK; i++)
			warn_of(s, kind, &view, &schema->fields[i], (int)i);
		if (got == CRM_READ_BAD)
			crm_err_clear(&e);
	}
	crm_reader_free(reader);
	crm_shape_free(shape);
	return got == CRM_READ_FAIL ? crm_run_fail(s->run, &e) : 0;
}

static void note_old(struct renumber *s)
{
	const struct crm_cell *from;
	size_t *first;

	for (size_t i = s->n; i-- > 0;) {
		from = &s->rows[i].cells[FROM];
		first = crm_map_value(s->old, crm_map_put(s->old, from->text, from->len, NULL));
		s->rows[i].next = *first;
		*first = i + 1;
	}
}

static void warn_references(struct renumber *s)
{
	const struct crm_kind *kind;
	const char *name;

	note_old(s);
	for (size_t i = 0; s->n > 0 && (name = crm_store_kind(s->run->store, i)) != NULL; i++) {
		kind = crm_kind_find(name);
		if (kind != NULL && read_kind(s, kind) < 0)
			return;
	}
}

/* ---- the command ---- */

static int renumber_all(struct renumber *s)
{
	const char *only = crm_args_operand(s->run->args, 0), *name;

	for (size_t i = 0; (name = crm_store_kind(s->run->store, i)) != NULL; i++) {
		if (crm_kind_find(name) == NULL || (only != NULL && strcmp(only, name) != 0))
			continue;
		s->run->kind = crm_kind_find(name);
		if (crm_transact(s->run, s->dry, renumber_kind, s) < 0)
			return -1;
	}
	return 0;
}

void store_renumber(struct crm_run *r)
{
	struct renumber s = {.run = r, .dry = crm_args_has(r->args, "dry-run")};
	const char *kind = crm_args_operand(r->args, 0);
	struct crm_output *out = NULL;

	if (crm_args_has(r->args, "op")) {
		crm_run_usage(r, "what was renumbered is not renumbered again: no --op");
		return;
	}
	if (store_operands(r, 0, 1) < 0 || (kind != NULL && crm_run_kind(r, kind) < 0) ||
	    crm_run_store(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) < 0)
		return;
	/* what other kinds have got is told, whatever stops the next one */
	(void)renumber_all(&s);
	for (size_t i = 0; i < s.n; i++)
		crm_output_row(out, s.rows[i].cells);
	crm_output_end(r, out);
	s.old = crm_map_new();
	warn_references(&s);
	crm_map_free(s.old);
	free(s.rows);
	crm_arena_release(&s.texts);
}
