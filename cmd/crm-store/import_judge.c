/*
 * What the rows of one key say against the store's present state, with what this run has added:
 * the same code for --plan and for the commit.
 */
#include <string.h>

#include "cmd/crm-store/import.h"
#include "lib/data/view.h"
#include "lib/flow/common.h"
#include "lib/rules/import.h"

static int refuse(struct crm_err *why, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int refuse(struct crm_err *why, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	(void)crm_err_at(why, CRM_BADINPUT, NULL, 0, "id", "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	return -1;
}

static int add(struct import *im, const char *id, const char *op, const struct crm_record *fields,
    int64_t *count, struct crm_err *why)
{
	struct crm_envelope env;

	crm_envelope_fill(im->x, &env);
	env.id = id;
	env.step = "import";
	env.op = op;
	env.is_new = count == &im->create;
	if (crm_tx_add(im->x->tx, &env, fields, why) < 0)
		return -1;
	(*count)++;
	return 0;
}

/* ---- what follows from the stamps that a line sets ---- */

static bool sets(const struct import *im, const struct crm_map *paths, int field)
{
	const char *name = im->run->kind->flow.schema->fields[field].name;

	return field > 0 && crm_map_find(paths, name, strlen(name)) != CRM_MAP_NONE;
}

/* The note on a late entry describes the stamp that stood there before. */
static void drop_entry(const struct import *im, const struct crm_map *paths, int field,
    const struct crm_record *before, struct crm_record *line)
{
	const struct crm_schema *s = im->run->kind->flow.schema;
	const struct crm_cell none = crm_cell_absent();
	struct crm_buf path = CRM_BUF_INIT;

	if (before == NULL || !sets(im, paths, field))
		return;
	(void)crm_item_path(s, CRM_C_LATE_ENTRY, s->fields[field].name, -1, &path);
	if (crm_record_has(before, crm_buf_str(&path)))
		crm_record_set(line, crm_buf_str(&path), &none);
	crm_buf_release(&path);
}

/* "verdicts.NAME.limit": does the line bring a verdict of its own for NAME? */
static bool brings(const struct crm_record *line, const char *path)
{
	const char *name = strchr(path, '.') + 1, *dot = strchr(name, '.');
	struct crm_buf item = CRM_BUF_INIT;
	bool has;

	crm_buf_add(&item, path, dot != NULL ? (size_t)(dot - path) : strlen(path));
	has = crm_record_has(line, crm_buf_str(&item));
	crm_buf_release(&item);
	return has;
}

static void freeze(struct import *im, const struct crm_record *before, struct crm_record *line)
{
	struct crm_changes all = CRM_CHANGES_INIT, own = CRM_CHANGES_INIT;
	struct crm_record *after = before != NULL ? crm_record_copy(before) : crm_record_new();
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_view view;

	crm_record_merge(after, line);
	crm_view_of_record(crm_run_shape(im->run), after, &arena, &view);
	crm_clocks_refreeze(im->run->clocks, &view, im->x->now, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (!brings(line, all.items[i].path))
			crm_changes_set(&own, all.items[i].path, &all.items[i].cell);
	}
	crm_record_apply(line, &own);
	crm_changes_release(&own);
	crm_changes_release(&all);
	crm_arena_release(&arena);
	crm_record_free(after);
}

/* Does it bring items (CRM_F_ITEMS)? */
static bool brings_items(const struct import *im, const struct crm_record *line)
{
	const struct crm_schema *s = im->run->kind->flow.schema;

	for (size_t i = 0; i < s->n; i++) {
		if ((s->fields[i].flags & CRM_F_ITEMS) != 0 &&
		    crm_record_has(line, s->fields[i].name))
			return true;
	}
	return false;
}

/* What the kind makes of what a line brings. */
static void add_brought(struct import *im, const struct crm_record *before, struct crm_record *line)
{
	struct crm_record *after = before != NULL ? crm_record_copy(before) : crm_record_new();
	struct crm_changes made = CRM_CHANGES_INIT;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_view view;

	crm_record_merge(after, line);
	crm_view_of_record(crm_run_shape(im->run), after, &arena, &view);
	im->run->kind->brought(&view, &made);
	crm_record_apply(line, &made);
	crm_changes_release(&made);
	crm_arena_release(&arena);
	crm_record_free(after);
}

/* A stamp that is set or changed is judged as by amend. */
static void settle_stamps(
    struct import *im, const struct crm_record *before, struct crm_record *line)
{
	const struct crm_clocks *clocks = im->run->clocks;
	struct crm_map *paths = crm_map_new();
	bool any = false;

	if (im->run->kind->brought != NULL && brings_items(im, line))
		add_brought(im, before, line);
	crm_record_paths(line, paths);
	for (size_t i = 0; i < crm_clocks_count(clocks); i++) {
		const struct crm_clock *row = crm_clocks_row(clocks, i);

		any = any || sets(im, paths, row->from) || sets(im, paths, row->to) ||
		    sets(im, paths, row->before);
		drop_entry(im, paths, row->from, before, line);
		drop_entry(im, paths, row->to, before, line);
	}
	crm_map_free(paths);
	if (any)
		freeze(im, before, line);
}

/* ---- a record that is there, and one that is made ---- */

/* What of it only steps of this store say is left out. */
static void receive(
    struct import *im, const char *id, const struct crm_record *before, struct crm_record *said)
{
	const struct crm_received in = {
	    before, id, im->x->actor.by, im->x->actor.login, im->x->now};
	struct crm_buf told = CRM_BUF_INIT;

	if (im->run->kind->receive == NULL)
		return;
	im->run->kind->receive(&in, said, &told);
	if (told.len > 0)
		crm_run_warn(im->run, "%s: left out: %s", id, crm_buf_str(&told));
	crm_buf_release(&told);
}

/* What a step wrote only a step changes: seals, gates and counts of other records rest on it. */
static int judge_items(struct import *im, const struct crm_record *before,
    const struct crm_record *changes, struct crm_err *why)
{
	struct crm_buf path = CRM_BUF_INIT, by = CRM_BUF_INIT;
	int rc = 0;

	if (crm_import_rewrites(im->run->kind, changes, before, &path, &by))
		rc = crm_err_at(why, CRM_BADINPUT, NULL, 0, crm_buf_str(&path),
		    "a step wrote it, by %s, and only a step changes it: leave it out, or say the "
		    "same",
		    crm_buf_str(&by));
	crm_buf_release(&by);
	crm_buf_release(&path);
	return rc;
}

static int change(struct import *im, const char *id, const struct crm_fold *fold,
    struct crm_record *changes, struct crm_err *why)
{
	struct crm_record *line;
	int rc;

	if (fold->conflict)
		return refuse(why, "'%s': %s", id, fold->why);
	if (crm_kind_gone(im->run->kind, fold->record)) {
		crm_run_warn(
		    im->run, "%s is %s: left as it is", id, crm_record_text(fold->record, "state"));
		im->unchanged++;
		return 0;
	}
	if (judge_items(im, fold->record, changes, why) != 0 ||
	    import_values(im, fold->record, changes, why) != 0)
		return -1;
	settle_stamps(im, fold->record, changes);
	line = crm_import_changes(im->run->kind->flow.schema, changes, fold->record);
	rc = add(im, id, NULL, line, &im->update, why);
	crm_record_free(line);
	return rc;
}

static int update(
    struct import *im, const struct crm_record *said, const char *id, struct crm_err *why)
{
	const struct crm_kind *kind = im->run->kind;
	struct crm_record *fields, *changes;
	struct crm_fold fold = {0};
	int rc = 0;

	if (crm_tx_fold(im->x->tx, id, &fold, why) < 0)
		return -1;
	fields = crm_import_complete(kind, said, fold.record);
	crm_mapping_keep_first(im->mapping, fields, fold.record);
	receive(im, id, fold.record, fields);
	changes = crm_import_changes(kind->flow.schema, fields, fold.record);
	if (changes == NULL)
		im->unchanged++;
	else
		rc = change(im, id, &fold, changes, why);
	crm_record_free(changes);
	crm_record_free(fields);
	crm_record_free(fold.record);
	return rc;
}

static int create(struct import *im, const struct item *it, const char *id,
    const struct crm_record *said, struct crm_err *why)
{
	const char *op = it->op[0] != '\0' ? it->op : NULL;
	struct crm_record *fields;
	char next[65];
	int rc;

	if (id[0] == '\0') {
		if (crm_transact_next_id(im->x, next, why) < 0)
			return -1;
		id = next;
	}
	fields = crm_import_complete(im->run->kind, said, NULL);
	receive(im, id, NULL, fields);
	settle_stamps(im, NULL, fields);
	rc = import_values(im, NULL, fields, why);
	if (rc == 0)
		rc = add(im, id, op, fields, &im->create, why);
	crm_record_free(fields);
	return rc;
}

int import_judge(struct import *im, const struct item *it, const char *id,
    const struct crm_record *said, struct crm_err *why)
{
	char known[65];
	int used = 0, has = 0;

	if (it->op[0] != '\0')
		used = crm_tx_op(im->x->tx, it->op, known, why);
	if (used == 0 && id[0] != '\0')
		has = crm_tx_has(im->x->tx, id, why);
	if (used < 0 || has < 0)
		return -1;
	if (used == 1 && it->key == CRM_KEY_CONTENT) {
		im->unchanged++;
		return 0;
	}
	if (used == 1 && id[0] != '\0' && strcmp(id, known) != 0)
		return refuse(why, IMPORT_OTHER_ID, known, id);
	if (used == 1)
		return update(im, said, known, why);
	if (has == 0 && crm_mapping_known_only(im->mapping))
		return refuse(why, "there is no %s '%s'", im->run->kind->name, id);
	if (has == 0)
		return create(im, it, id, said, why);
	if (it->key == CRM_KEY_ID)
		return update(im, said, id, why);
	return refuse(why, "'%s' is there already, under another key", id);
}
