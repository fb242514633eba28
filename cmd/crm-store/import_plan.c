/*
 * Rows against the store: those of one key are taken together, where the first of them stands, and
 * are one line (more only where it would be too long, or could not say the same as the rows); each of
 * the others counts as unchanged, or is refused with the first.
 */
#include <string.h>

#include "cmd/crm-store/import.h"
#include "lib/rules/import.h"

/* An item, and the texts behind it. */
struct spooled {
	uint64_t at; /* its place in the spool */
	struct item it;
	struct crm_buf head, text;
};

static void spooled_release(struct spooled *s)
{
	crm_buf_release(&s->head);
	crm_buf_release(&s->text);
}

/* 0, or -1 told. */
static int read_item(struct import *im, uint64_t at, bool text, struct spooled *s)
{
	struct crm_err e = CRM_ERR_INIT;

	s->at = at;
	if (crm_spool_read(&im->spool, at, sizeof(s->it), &s->head, &e) < 0)
		return crm_run_fail(im->run, &e);
	memcpy(&s->it, crm_buf_str(&s->head), sizeof(s->it));
	if (text &&
	    crm_spool_read(&im->spool, at + sizeof(s->it), import_item_size(&s->it), &s->text, &e) <
	        0)
		return crm_run_fail(im->run, &e);
	return 0;
}

static void refuse(struct import *im, const struct spooled *s, const struct crm_err *why)
{
	const struct item *it = &s->it;
	const char *source = crm_map_key(im->files, it->file, NULL);
	struct crm_err e = *why;

	im->reject++;
	if (im->rejects_path != NULL) {
		rejects_add(&im->rejects, crm_buf_str(&s->text) + it->fields, it->raw, source,
		    it->line, e.field, e.text);
		return;
	}
	crm_err_place(&e, source, it->line, NULL);
	if (e.code != CRM_NO)
		e.code = CRM_BADINPUT;
	(void)crm_run_fail(im->run, &e);
}

/* ---- rows of one key ---- */

/* The rows behind the first of their key that do not count as unchanged: by place, with the number of
 * the reason that they are refused for; none: they have made a line and count. */
static void refuse_later(struct import *im, uint64_t at, const struct crm_err *why)
{
	size_t i = crm_map_put(im->later, (const char *)&at, sizeof(at), NULL);
	struct crm_buf reason = CRM_BUF_INIT;

	crm_buf_add(&reason, why->field, strlen(why->field) + 1);
	crm_buf_addz(&reason, why->text);
	*crm_map_value(im->later, i) =
	    crm_map_put(im->reasons, crm_buf_str(&reason), reason.len, NULL);
	crm_buf_release(&reason);
}

static void later_row(struct import *im, const struct spooled *s)
{
	size_t i = crm_map_find(im->later, (const char *)&s->at, sizeof(s->at));
	struct crm_err why = CRM_ERR_INIT;
	const char *reason;

	if (i == CRM_MAP_NONE) {
		im->unchanged++;
		return;
	}
	if (*crm_map_value(im->later, i) == CRM_MAP_NONE)
		return;
	reason = crm_map_key(im->reasons, *crm_map_value(im->later, i), NULL);
	(void)crm_err_at(&why, CRM_BADINPUT, NULL, 0, reason, "%s", reason + strlen(reason) + 1);
	refuse(im, s, &why);
}

/* The rows of one key. */
struct group {
	const struct spooled *first;
	struct crm_buf others; /* places of the others, the last one first */
	size_t n;              /* of them */
	char id[65];           /* their own, "" when none */
	/* what they say together; a line is made before the rest when it is of many bytes, or the
	 * next row does not compose with it */
	struct crm_record *said;
	struct crm_record *all; /* the same of all rows, whatever lines are made */
	struct crm_map *rows;   /* path of a member of an item -> place of the row that said it */
	size_t bytes, items;    /* of the line; items of one collection, or more */
	bool cut;               /* such a line has been made */
	size_t left;            /* of the others, those that are not in a line yet */
};

static uint64_t place(const struct group *g, size_t i)
{
	uint64_t at;

	memcpy(&at, g->others.data + i * sizeof(at), sizeof(at));
	return at;
}

static int find_others(struct import *im, struct group *g)
{
	struct spooled s = {.head = CRM_BUF_INIT, .text = CRM_BUF_INIT};
	uint64_t at = g->first->at;
	int rc = 0;

	if (g->first->it.key != CRM_KEY_CONTENT)
		at = import_last(im, &g->first->it);
	for (; rc == 0 && at != g->first->at; g->n++) {
		crm_buf_add(&g->others, &at, sizeof(at));
		rc = read_item(im, at, false, &s);
		at = s.it.before - 1;
	}
	g->left = g->n;
	spooled_release(&s);
	return rc;
}

/* Makes a line of what is said so far. 1: it and what is left are refused; -1 told. */
static int judge(struct import *im, struct group *g)
{
	struct crm_err why = CRM_ERR_INIT;

	if (import_judge(im, &g->first->it, g->id, g->said, &why) == 0)
		return 0;
	/* what the rows are guilty of is a reject; all else ends the run */
	if (why.code != CRM_BADINPUT && why.code != CRM_NO)
		return crm_run_fail(im->run, &why);
	if (!g->cut)
		refuse(im, g->first, &why);
	for (size_t i = 0; i < g->left; i++)
		refuse_later(im, place(g, i), &why);
	return 1;
}

/* Makes a line of what is said before the i-th of the others, whose place is at: what it says begins
 * another one. 1 and -1: as judge(). */
static int cut(struct import *im, struct group *g, size_t i, uint64_t at)
{
	int rc = judge(im, g);

	crm_record_free(g->said);
	g->said = crm_record_new();
	g->bytes = 0;
	g->items = 0;
	g->left = i + 1;
	g->cut = true;
	if (rc == 0)
		*crm_map_value(im->later,
		    crm_map_put(im->later, (const char *)&at, sizeof(at), NULL)) = CRM_MAP_NONE;
	return rc;
}

/* ---- two rows of one item ---- */

static void add_value(const struct crm_record *r, const char *path, struct crm_buf *out)
{
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell cell;

	crm_record_cell(r, path, NULL, &scratch, &cell);
	crm_cell_print(&cell, out);
	crm_buf_release(&scratch);
}

/* 1: refused; -1 told. */
static int refuse_other(struct import *im, const struct group *g, const char *path,
    const struct crm_record *fields, uint64_t at)
{
	struct spooled was = {.head = CRM_BUF_INIT, .text = CRM_BUF_INIT};
	struct crm_buf ours = CRM_BUF_INIT, theirs = CRM_BUF_INIT;
	struct crm_err why = CRM_ERR_INIT;
	size_t i = crm_map_find(g->rows, path, strlen(path));
	int rc = read_item(im, *crm_map_value(g->rows, i), false, &was);

	if (rc == 0) {
		add_value(fields, path, &ours);
		add_value(g->all, path, &theirs);
		(void)crm_err_at(&why, CRM_BADINPUT, NULL, 0, path,
		    "'%s' here, and '%s' in %s:%ld of the same item: give each an item of its own, "
		    "or import one after the other",
		    crm_buf_str(&ours), crm_buf_str(&theirs),
		    crm_map_key(im->files, was.it.file, NULL), was.it.line);
		refuse_later(im, at, &why);
		rc = 1;
	}
	crm_buf_release(&theirs);
	crm_buf_release(&ours);
	spooled_release(&was);
	return rc;
}

/* An item is one thing: rows that say different things of it are of two, whose keys are too short, and
 * taking the last one would drop the other. 1: the row is refused; -1 told. */
static int meet_items(
    struct import *im, struct group *g, const struct crm_record *fields, uint64_t at)
{
	const struct crm_kind *kind = im->run->kind;
	struct crm_record *other = crm_import_changes(kind->flow.schema, fields, g->all);
	struct crm_map *paths = crm_map_new();
	int rc = 0;

	if (other != NULL)
		crm_record_paths(other, paths);
	for (size_t i = 0; rc == 0 && i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		if (!crm_import_item(kind, path) || !crm_record_has(other, path))
			continue;
		if (crm_record_has(g->all, path))
			rc = refuse_other(im, g, path, fields, at);
	}
	for (size_t i = 0; rc == 0 && i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		if (crm_import_item(kind, path))
			*crm_map_value(g->rows, crm_map_put(g->rows, path, strlen(path), NULL)) =
			    at;
	}
	if (rc == 0 && other != NULL)
		crm_record_merge(g->all, other);
	crm_map_free(paths);
	crm_record_free(other);
	return rc;
}

/* What the reader of a line adds to an object of it. */
#define SPARE ((size_t)8)

/* Items of the collection that has the most of them. */
static size_t count_items(const struct import *im, const struct crm_record *fields)
{
	const struct crm_schema *s = im->run->kind->flow.schema;
	size_t most = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct crm_map *keys;

		if (s->fields[i].items == NULL)
			continue;
		keys = crm_map_new();
		(void)crm_record_keys(fields, s->fields[i].name, keys);
		if (crm_map_count(keys) > most)
			most = crm_map_count(keys);
		crm_map_free(keys);
	}
	return most;
}

/* Is what is said enough for a line? */
static bool is_full(const struct import *im, const struct group *g, size_t bytes, size_t items)
{
	return g->bytes + bytes > im->run->limits.line / 2 ||
	    g->items + items + SPARE > im->run->limits.keys;
}

/* What the i-th of the others says, on top. 1: the rest is refused; -1 told. */
static int add_row(struct import *im, struct group *g, size_t i)
{
	struct spooled s = {.head = CRM_BUF_INIT, .text = CRM_BUF_INIT};
	struct crm_record *fields = NULL;
	struct crm_err why = CRM_ERR_INIT;
	size_t items = 0;
	int rc = read_item(im, place(g, i), true, &s);

	if (rc == 0 && g->id[0] != '\0' && s.it.id[0] != '\0' && strcmp(g->id, s.it.id) != 0) {
		(void)crm_err_at(
		    &why, CRM_BADINPUT, NULL, 0, "id", IMPORT_OTHER_ID, g->id, s.it.id);
		refuse_later(im, s.at, &why);
		goto out;
	}
	if (rc == 0 &&
	    crm_record_parse(crm_buf_str(&s.text), s.it.fields, &im->limits, &fields, &why) < 0)
		rc = crm_run_fail(im->run, &why);
	if (rc == 0 && (rc = meet_items(im, g, fields, s.at)) == 1) {
		rc = 0;
		goto out;
	}
	if (rc == 0)
		items = count_items(im, fields);
	if (rc == 0 &&
	    (is_full(im, g, s.it.fields, items) || crm_record_compose(g->said, fields) < 0)) {
		rc = cut(im, g, i, s.at);
		if (rc == 0)
			(void)crm_record_compose(g->said, fields); /* nothing is said yet */
	}
	if (rc == 0) {
		g->bytes += s.it.fields;
		g->items += items;
		if (g->id[0] == '\0')
			memcpy(g->id, s.it.id, sizeof(s.it.id));
	}
out:
	crm_record_free(fields);
	spooled_release(&s);
	return rc;
}

static int judge_rows(struct import *im, const struct spooled *first)
{
	struct group g = {.first = first, .others = CRM_BUF_INIT, .bytes = first->it.fields};
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	memcpy(g.id, first->it.id, sizeof(g.id));
	if (crm_record_parse(
	        crm_buf_str(&first->text), first->it.fields, &im->limits, &g.said, &e) < 0)
		return crm_run_fail(im->run, &e);
	g.items = count_items(im, g.said);
	g.all = crm_record_new();
	g.rows = crm_map_new();
	rc = find_others(im, &g);
	if (rc == 0 && g.n > 0)
		rc = meet_items(im, &g, g.said, first->at);
	for (size_t i = g.n; rc == 0 && i-- > 0;)
		rc = add_row(im, &g, i);
	if (rc == 0)
		rc = judge(im, &g);
	crm_record_free(g.said);
	crm_record_free(g.all);
	crm_map_free(g.rows);
	crm_buf_release(&g.others);
	return rc < 0 ? -1 : 0;
}

static int plan_item(struct import *im, const struct spooled *s)
{
	const struct item *it = &s->it;
	const char *p = crm_buf_str(&s->text), *why = p + it->fields + it->raw;

	if (!it->refused && it->before == 0)
		return judge_rows(im, s);
	if (it->refused)
		rejects_add(&im->rejects, p + it->fields, it->raw,
		    crm_map_key(im->files, it->file, NULL), it->line, why, why + strlen(why) + 1);
	else
		later_row(im, s);
	return 0;
}

int import_plan(struct import *im)
{
	struct spooled s = {.head = CRM_BUF_INIT, .text = CRM_BUF_INIT};
	uint64_t at = 0, size = crm_spool_size(&im->spool);
	int rc = 0;

	crm_limits_folded(&im->run->limits, &im->limits);
	while (rc == 0 && at < size) {
		rc = read_item(im, at, true, &s);
		if (rc == 0)
			rc = plan_item(im, &s);
		at += sizeof(s.it) + import_item_size(&s.it);
	}
	spooled_release(&s);
	return rc;
}
