#include "lib/rules/import.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"

#define ONLY_TOOLS                                                                            \
	"is written by the tools only; of these id, state and verdicts.CLOCK.verdict may be " \
	"imported"

static bool is_clock(const struct crm_kind *k, const char *name, size_t len)
{
	for (const struct crm_clock *c = k->clocks; c != NULL && c->name != NULL; c++) {
		if (strncmp(c->name, name, len) == 0 && c->name[len] == '\0')
			return true;
	}
	return false;
}

/* "verdicts.CLOCK.verdict" of one of the kind's clocks. */
static bool is_verdict(const struct crm_kind *k, const char *path)
{
	static const char head[] = "verdicts.", tail[] = ".verdict";
	size_t n = strlen(path), h = sizeof(head) - 1, t = sizeof(tail) - 1;

	return n > h + t && strncmp(path, head, h) == 0 && strcmp(path + n - t, tail) == 0 &&
	    is_clock(k, path + h, n - h - t);
}

bool crm_import_item(const struct crm_kind *k, const char *path)
{
	const struct crm_schema *s = k->flow.schema;
	const char *first = strchr(path, '.'), *last = strrchr(path, '.');
	int i = crm_schema_find(s, path, strcspn(path, "."));

	return i >= 0 && (s->fields[i].flags & CRM_F_ITEMS) != 0 && first != NULL && last > first &&
	    crm_schema_find(s->fields[i].items, last + 1, strlen(last + 1)) >= 0;
}

const char *crm_import_refuses(const struct crm_kind *k, const char *path)
{
	const struct crm_schema *s = k->flow.schema;
	size_t top = strcspn(path, ".");
	int i = crm_schema_find(s, path, top);

	/* crm-store renumber leaves them in the records that it parts */
	if ((top == 10 && strncmp(path, "renumbered", top) == 0) ||
	    (top == 15 && strncmp(path, "renumbered_from", top) == 0))
		return ONLY_TOOLS;
	if (i < 0 || (s->fields[i].flags & CRM_F_OWN) == 0 || strcmp(path, "id") == 0 ||
	    strcmp(path, "kind") == 0 || strcmp(path, "state") == 0 || is_verdict(k, path) ||
	    crm_import_item(k, path))
		return NULL;
	return ONLY_TOOLS;
}

static bool has(const struct crm_record *r, struct crm_buf *path, const char *member)
{
	size_t len = path->len;
	bool found;

	crm_buf_addz(path, member);
	found = crm_record_has(r, crm_buf_str(path));
	crm_buf_cut(path, len);
	return found;
}

/* A verdict without its clock's limit was not frozen by our clocks. One that is
 * there already is no import, even where our clocks gave it. */
static bool is_foreign(const struct crm_record *r, const struct crm_record *before,
    struct crm_buf *path /* "verdicts.CLOCK." */)
{
	size_t len = path->len;
	bool same;

	if (!has(r, path, "verdict") || has(r, path, "limit") || has(r, path, "due_at") ||
	    has(r, path, "imported"))
		return false;
	crm_buf_addz(path, "verdict");
	same = before != NULL && crm_record_same(r, before, crm_buf_str(path));
	crm_buf_cut(path, len);
	return !same;
}

static void mark_imported(struct crm_record *r, const struct crm_record *before)
{
	const struct crm_cell yes = crm_cell_bool(true);
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_map *clocks = crm_map_new();

	(void)crm_record_keys(r, "verdicts", clocks);
	for (size_t i = 0; i < crm_map_count(clocks); i++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "verdicts.%s.", crm_map_key(clocks, i, NULL));
		if (!is_foreign(r, before, &path))
			continue;
		crm_buf_addz(&path, "imported");
		crm_record_set(r, crm_buf_str(&path), &yes);
	}
	crm_buf_release(&path);
	crm_map_free(clocks);
}

struct crm_record *crm_import_complete(
    const struct crm_kind *k, const struct crm_record *row, const struct crm_record *before)
{
	struct crm_record *r;

	if (before != NULL) {
		r = crm_record_copy(row); /* with its nulls: they delete */
	} else {
		r = crm_record_new();
		/* first, as in a record that was opened */
		if (!crm_record_has(row, "state"))
			crm_record_set_text(r, "state", k->flow.states->names[0]);
		crm_record_merge(r, row);
	}
	if (crm_record_has(r, "verdicts"))
		mark_imported(r, before);
	return r;
}

/* ---- what a step wrote ---- */

/* The member in which two of an item differ, appended to its path. */
static void add_member(
    const struct crm_record *after, const struct crm_record *before, struct crm_buf *path)
{
	struct crm_map *members = crm_map_new();
	size_t len = path->len;

	if (crm_record_keys(after, crm_buf_str(path), members))
		(void)crm_record_keys(before, crm_buf_str(path), members);
	for (size_t i = 0; i < crm_map_count(members); i++) {
		crm_buf_addf(path, ".%s", crm_map_key(members, i, NULL));
		if (!crm_record_same(after, before, crm_buf_str(path)))
			break;
		crm_buf_cut(path, len);
	}
	crm_map_free(members);
}

static bool rewrites_one_of(const char *name, const struct crm_record *after,
    const struct crm_record *before, struct crm_buf *path, struct crm_buf *by)
{
	struct crm_map *keys = crm_map_new();
	bool found = false;

	(void)crm_record_keys(before, name, keys);
	for (size_t i = 0; !found && i < crm_map_count(keys); i++) {
		const char *who;

		crm_buf_clear(path);
		crm_buf_addf(path, "%s.%s.by", name, crm_map_key(keys, i, NULL));
		who = crm_record_text(before, crm_buf_str(path));
		crm_buf_cut(path, path->len - strlen(".by"));
		found = who != NULL && !crm_record_same(after, before, crm_buf_str(path));
		if (found)
			crm_buf_addz(by, who);
	}
	if (found)
		add_member(after, before, path);
	crm_map_free(keys);
	return found;
}

bool crm_import_rewrites(const struct crm_kind *k, const struct crm_record *changes,
    const struct crm_record *before, struct crm_buf *path, struct crm_buf *by)
{
	const struct crm_schema *s = k->flow.schema;
	struct crm_record *after = crm_record_copy(before);
	bool found = false;

	crm_record_merge(after, changes);
	for (size_t i = 0; !found && i < s->n; i++) {
		const struct crm_schema *items = s->fields[i].items;

		if ((s->fields[i].flags & CRM_F_RENEWED) == 0 && items != NULL && items->n > 1 &&
		    strcmp(items->fields[1].name, "by") == 0 &&
		    !crm_record_same(after, before, s->fields[i].name))
			found = rewrites_one_of(s->fields[i].name, after, before, path, by);
	}
	crm_record_free(after);
	return found;
}
