/*
 * crm-store resolve ID...: settles records whose branches contradict each
 * other, or whose chain was broken, by one step that names all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/io/store/sides.h"
#include "lib/rules/resolve.h"
#include "lib/tool/transact.h"

const struct crm_opt store_resolve_opts[] = {
    {"kind", 0, CRM_OPT_TEXT, "KIND", "of the records (default by the id)", false},
    {"state", 0, CRM_OPT_TEXT, "STATE", "the state that counts, of one of the sides", false},
    {"set", 0, CRM_OPT_LIST, "FIELD=VALUE", "what counts in a field", false},
    {"why", 0, CRM_OPT_TEXT, "TEXT", "the reason (needed without -n)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { ID, FIELD, SIDE, VALUE, STANDS, STEP, AT, BY, LINE, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [FIELD] = {.name = "field"},
    [SIDE] = {.name = "side"},
    [VALUE] = {.name = "value"},
    [STANDS] = {.name = "stands"},
    [STEP] = {.name = "step"},
    [AT] = {.name = "at"},
    [BY] = {.name = "by"},
    [LINE] = {.name = "line", .right = true},
};

struct row {
	struct crm_cell cells[COLUMNS];
};

struct resolve {
	struct crm_run *run;
	struct crm_changes given;
	const char *state;
	const char *op;
	bool dry;
	const struct crm_transact *x; /* under the lock */
	struct row *rows;
	size_t n, cap;
	struct crm_arena texts;
};

#define SIDE_LEN 12 /* of the hash of a side's last line */

/* ---- what the sides say ---- */

static struct crm_cell keep(struct resolve *s, const char *text)
{
	return crm_cell_text(text == NULL ? NULL : crm_arena_strdup(&s->texts, text));
}

static struct crm_cell value_of(
    struct resolve *s, const struct crm_record *record, const char *path)
{
	struct crm_buf scratch = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_cell cell;

	crm_record_cell(record, path, NULL, &scratch, &cell);
	crm_cell_print(&cell, &text);
	cell = cell.type == CRM_T_ABSENT ? crm_cell_absent() : keep(s, crm_buf_str(&text));
	crm_buf_release(&scratch);
	crm_buf_release(&text);
	return cell;
}

static void add_row(struct resolve *s, const char *id, const char *path,
    const struct crm_side *side, const struct crm_record *after)
{
	const struct crm_side_line *line = crm_side_set(side, path);
	struct crm_cell *c;
	char tip[SIDE_LEN + 1];

	if (line == NULL)
		line = &side->lines[side->n - 1];
	memcpy(tip, side->tip, SIDE_LEN);
	tip[SIDE_LEN] = '\0';
	crm_grow(&s->rows, &s->cap, s->n + 1, sizeof(*s->rows));
	c = s->rows[s->n++].cells;
	c[ID] = keep(s, id);
	c[FIELD] = keep(s, path);
	c[SIDE] = keep(s, tip);
	c[VALUE] = value_of(s, side->record, path);
	c[STANDS] = crm_cell_bool(crm_record_same(side->record, after, path));
	c[STEP] = keep(s, crm_record_text(line->line, "step"));
	c[AT] = keep(s, crm_record_text(line->line, "at"));
	c[BY] = keep(s, crm_record_text(line->line, "by"));
	c[LINE] = crm_cell_int(line->number);
}

/* The state, and what else the sides have set each otherwise: by those that
 * have set it, or as all have it. */
static void add_rows(struct resolve *s, const char *id, const struct crm_sides *sides,
    const struct crm_record *after)
{
	const char *state = s->run->kind->flow.schema->fields[CRM_C_STATE].name, *path;
	struct crm_map *paths = crm_map_new();
	size_t i, k, set;

	crm_map_put(paths, state, strlen(state), NULL);
	crm_sides_contradict(sides, paths);
	for (i = 0; i < crm_map_count(paths); i++) {
		path = crm_map_key(paths, i, NULL);
		for (k = 0, set = 0; k < sides->n; k++)
			set += crm_side_set(&sides->v[k], path) != NULL;
		for (k = 0; k < sides->n; k++)
			if (sides->v[k].n > 0 &&
			    (set == 0 || crm_side_set(&sides->v[k], path) != NULL))
				add_row(s, id, path, &sides->v[k], after);
	}
	crm_map_free(paths);
}

/* ---- one record ---- */

static void refuse(
    struct resolve *s, int status, const char *code, const char *id, const char *text)
{
	struct crm_findings *f = crm_findings_new();

	crm_finding_add(f, CRM_ERROR, code, NULL, 0, id, NULL, "%s", text);
	crm_run_findings(s->run, f, status);
	crm_findings_free(f);
}

static int status_of(const struct crm_findings *f)
{
	int status = CRM_OK;

	for (size_t i = 0; i < crm_findings_count(f); i++)
		if (crm_finding_at(f, i)->severity == CRM_ERROR)
			status =
			    crm_status_worse(status, crm_step_status(crm_finding_at(f, i)->code));
	return status;
}

/* Those between whose states is to be chosen: the sides that have set it. What
 * a break has parted is no branch, so what is last in the file may stand. */
static size_t sides_of(
    const struct resolve *s, const struct crm_sides *sides, const struct crm_record **out)
{
	const char *state = s->run->kind->flow.schema->fields[CRM_C_STATE].name;
	size_t i, n = 0;

	for (i = 0; i < sides->n && (sides->states || s->state != NULL); i++)
		if (!sides->states || crm_side_set(&sides->v[i], state) != NULL)
			out[n++] = sides->v[i].record;
	return n;
}

/* Judges by the rules; line is what it writes. False: refused. */
static bool judge(struct resolve *s, const char *id, const struct crm_sides *sides,
    const struct crm_fold *fold, struct crm_record *line)
{
	const struct crm_record **records =
	    crm_calloc(sides->n + 1, sizeof(const struct crm_record *));
	const struct crm_resolve_in in = {
	    s->run->kind, records, sides_of(s, sides, records), s->state};
	const char *why = crm_args_text(s->run->args, "why");
	struct crm_changes args = CRM_CHANGES_INIT, out = CRM_CHANGES_INIT;
	struct crm_findings *found = crm_findings_new();
	struct crm_step_in step = {.shape = crm_run_shape(s->run),
	    .clocks = s->run->clocks,
	    .before = fold->record,
	    .id = id,
	    .given = &s->given,
	    .args = &args,
	    .at = s->x->at,
	    .now = s->x->now,
	    .actor = &s->x->actor,
	    .salt = fold->tip};
	bool taken;

	crm_changes_text(&args, "why", why != NULL ? why : "-");
	taken = crm_resolve_take(&in, &step, &out, found) == 0;
	if (taken)
		crm_record_apply(line, &out);
	crm_run_findings(s->run, found, status_of(found));
	crm_findings_free(found);
	crm_changes_release(&args);
	crm_changes_release(&out);
	free(records);
	return taken;
}

static int add_line(
    struct resolve *s, const char *id, const struct crm_record *line, struct crm_err *e)
{
	struct crm_envelope env;

	crm_envelope_fill(s->x, &env);
	env.id = id;
	env.step = CRM_RESOLVE;
	env.op = s->op;
	return crm_tx_add(s->x->tx, &env, line, e);
}

static int settle(
    struct resolve *s, const char *id, const struct crm_sides *sides, struct crm_err *e)
{
	struct crm_record *line = crm_record_new();
	struct crm_fold fold = {.record = NULL};
	bool taken;
	int ret;

	if (crm_tx_fold(s->x->tx, id, &fold, e) < 0) {
		crm_record_free(line);
		return -1;
	}
	taken = judge(s, id, sides, &fold, line);
	ret = taken ? add_line(s, id, line, e) : 0;
	crm_record_merge(fold.record, line);
	add_rows(s, id, sides, fold.record);
	crm_record_free(fold.record);
	crm_record_free(line);
	return ret;
}

/* Was it done before, by the same op? 1: it was, or that is told; 0; -1. */
static int done_before(struct resolve *s, const char *id, struct crm_err *e)
{
	char of[65];
	int used = s->op == NULL ? 0 : crm_tx_op(s->x->tx, s->op, of, e);

	if (used == 1 && strcmp(of, id) != 0) {
		struct crm_buf text = CRM_BUF_INIT;

		crm_buf_addf(&text, "op '%s' was used on %s; now resolve on %s", s->op, of, id);
		refuse(s, CRM_BADINPUT, "op_used", NULL, crm_buf_str(&text));
		crm_buf_release(&text);
	}
	return used;
}

/* -1: nothing is written at all. */
static int resolve_one(struct resolve *s, const char *id)
{
	struct crm_sides sides = {NULL, 0, false, false, false};
	struct crm_err e = CRM_ERR_INIT;
	int done = done_before(s, id, &e);

	if (done > 0)
		return 0;
	if (done < 0 || crm_journal_sides(s->x->journal, id, &sides, &e) < 0) {
		if (e.code != CRM_NOINPUT)
			return crm_run_fail(s->run, &e);
		refuse(s, e.code, "no_such_record", id, "no such record");
		return 0;
	}
	if (!sides.broken && sides.n < 2)
		refuse(s, CRM_NO, "nothing_to_resolve", id,
		    sides.second ? "two records bear this id; crm-store renumber gives the second "
		                   "one its own"
		                 : "nothing to resolve");
	else
		(void)settle(s, id, &sides, &e);
	crm_sides_release(&sides);
	return e.code != 0 ? crm_run_fail(s->run, &e) : 0;
}

/* ---- the command ---- */

static int resolve_all(struct crm_transact *x, void *ctx)
{
	struct resolve *s = ctx;
	struct crm_map *seen = crm_map_new();
	const char *id;
	bool added;
	int ret = 0;

	s->x = x;
	for (size_t i = 0; ret == 0 && (id = crm_args_operand(s->run->args, i)) != NULL; i++) {
		crm_map_put(seen, id, strlen(id), &added);
		if (added)
			ret = resolve_one(s, id);
	}
	crm_map_free(seen);
	return ret;
}

static int set_field(struct resolve *s, const char *text)
{
	const struct crm_schema *schema = s->run->kind->flow.schema;
	size_t n = strcspn(text, "=");
	char expected[CRM_EXPECTED_MAX], *path;
	const struct crm_field *def;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;
	int ret = 0;

	if (text[n] == '\0' || n == 0)
		return crm_run_usage(s->run, "--set: FIELD=VALUE expected, not '%s'", text);
	path = crm_strndup(text, n);
	def = crm_schema_path(schema, path);
	crm_field_read(def, text + n + 1, strlen(text + n + 1), &cell, expected);
	if (cell.type == CRM_T_BAD) {
		crm_err_at(&e, CRM_BADINPUT, "--set", 0, path, "'%s' cannot be read; expected %s",
		    text + n + 1, expected);
		ret = crm_run_fail(s->run, &e);
	} else if (strcmp(path, schema->fields[CRM_C_STATE].name) == 0) {
		s->state = text + n + 1;
	} else {
		crm_changes_set(&s->given, path, &cell);
	}
	free(path);
	return ret;
}

static int prepare(struct resolve *s)
{
	struct crm_run *r = s->run;

	s->state = crm_args_text(r->args, "state");
	s->op = crm_args_text(r->args, "op");
	s->dry = crm_args_has(r->args, "dry-run");
	if (store_operands(r, 1, 0) < 0)
		return -1;
	if (!s->dry && crm_args_text(r->args, "why") == NULL)
		return crm_run_usage(r, "option '--why' is missing");
	if (s->op != NULL && crm_args_operands(r->args) > 1)
		return crm_run_usage(
		    r, "--op is for one record, not for %zu", crm_args_operands(r->args));
	if (crm_run_store(r) < 0 || store_kind_of_ids(r) < 0)
		return -1;
	for (size_t i = 0; i < crm_args_count(r->args, "set"); i++)
		if (set_field(s, crm_args_nth(r->args, "set", i)) < 0)
			return -1;
	return crm_run_clocks(r);
}

void store_resolve(struct crm_run *r)
{
	struct resolve s = {.run = r};
	struct crm_output *out = NULL;

	if (prepare(&s) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) == 0) {
		if (crm_transact(r, s.dry, resolve_all, &s) == 0) {
			for (size_t i = 0; i < s.n; i++)
				crm_output_row(out, s.rows[i].cells);
			crm_output_end(r, out);
		} else {
			crm_output_drop(out);
		}
	}
	free(s.rows);
	crm_changes_release(&s.given);
	crm_arena_release(&s.texts);
}
