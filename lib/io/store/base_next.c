/* Gathering the rows of the next base table, and comparing them with this one. */
#include "lib/io/store/base_next.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/base_next_private.h"

struct crm_base_next *crm_base_next_new(const char *kind, int dirfd)
{
	struct crm_base_next *n = crm_calloc(1, sizeof(*n));

	n->kind = crm_strdup(kind);
	crm_limits_init(&n->limits);
	crm_spool_init(&n->spool, dirfd);
	n->columns = crm_map_new();
	n->ids = crm_map_new();
	return n;
}

void crm_base_next_free(struct crm_base_next *n)
{
	if (n == NULL)
		return;
	crm_spool_release(&n->spool);
	crm_map_free(n->columns);
	crm_map_free(n->ids);
	crm_buf_release(&n->row);
	free(n->places);
	free(n->cells);
	free(n->lens);
	free(n->kind);
	free(n);
}

/* ---- before the lock ---- */

void crm_base_next_column(struct crm_base_next *n, const char *path)
{
	if (strcmp(path, "id") != 0 && strcmp(path, "kind") != 0)
		crm_map_put(n->columns, path, strlen(path), NULL);
}

/* column, length, text, NUL */
static void add_cell(struct crm_buf *out, size_t column, const char *text, size_t len)
{
	const uint32_t head[2] = {(uint32_t)column, (uint32_t)len};

	crm_buf_add(out, head, sizeof(head));
	crm_buf_add(out, text, len);
	crm_buf_addc(out, '\0');
}

static void add_fields(struct crm_base_next *n, const struct crm_record *fields)
{
	struct crm_map *paths = crm_map_new();
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_cell cell;
	size_t len;

	crm_record_paths(fields, paths);
	for (size_t i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, &len);

		crm_record_cell(fields, path, NULL, &text, &cell);
		/* an empty object says nothing either */
		if (strcmp(path, "id") == 0 || strcmp(path, "kind") == 0 || cell.len == 0 ||
		    cell.type == CRM_T_ABSENT || (cell.type == CRM_T_NESTED && cell.text[0] == '{'))
			continue;
		add_cell(&n->row, crm_map_put(n->columns, path, len, NULL), cell.text, cell.len);
	}
	crm_map_free(paths);
	crm_buf_release(&text);
}

int crm_base_next_row(struct crm_base_next *n, const char *id, long line,
    const struct crm_record *fields, struct crm_err *e)
{
	size_t entry;
	bool added;

	if (id[0] == '\0')
		return crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "id", "missing: every row of a base table has one");
	entry = crm_map_put(n->ids, id, strlen(id), &added);
	if (!added)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "id",
		    "'%s' has a row in line %zu already", id, *crm_map_value(n->ids, entry));
	*crm_map_value(n->ids, entry) = (size_t)line;
	crm_buf_clear(&n->row);
	add_fields(n, fields);
	if (n->row.len > n->limits.csv_record / 2) /* quotes double */
		return crm_err_set(e, CRM_BADINPUT,
		    "the row has more than %zu bytes, too many for a base table",
		    n->limits.csv_record / 2);
	crm_grow(&n->places, &n->places_cap, entry + 2, sizeof(*n->places));
	n->places[entry] = crm_spool_size(&n->spool);
	n->places[entry + 1] = n->places[entry] + n->row.len;
	return crm_spool_add(&n->spool, crm_buf_str(&n->row), n->row.len, e);
}

int crm_base_next_end(struct crm_base_next *n, struct crm_err *e)
{
	size_t columns = crm_map_count(n->columns) + 1;
	const char *part = crm_base_prefix(n->columns), *name, *why;

	for (size_t i = 0; i + 1 < columns; i++) {
		name = crm_map_key(n->columns, i, NULL);
		why = crm_base_wrong(name);
		if (why != NULL)
			return crm_err_at(
			    e, CRM_BADINPUT, NULL, 0, name, "%s: map the column or ignore it", why);
	}
	if (part != NULL)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, part,
		    "another column holds the field that this is a part of");
	if (columns > n->limits.csv_columns)
		return crm_err_set(e, CRM_BADINPUT,
		    "%zu columns, at most %zu: a map can leave some out", columns,
		    n->limits.csv_columns);
	n->cells = crm_calloc(columns, sizeof(*n->cells));
	n->lens = crm_calloc(columns, sizeof(*n->lens));
	return 0;
}

int crm_base_next_cells(struct crm_base_next *n, size_t row, struct crm_err *e)
{
	size_t columns = crm_map_count(n->columns), at = 0;
	uint32_t head[2];

	if (crm_spool_read(&n->spool, n->places[row], (size_t)(n->places[row + 1] - n->places[row]),
	        &n->row, e) != 0)
		return -1;
	for (size_t i = 0; i < columns; i++) {
		n->cells[i] = "";
		n->lens[i] = 0;
	}
	while (at < n->row.len) {
		memcpy(head, n->row.data + at, sizeof(head));
		at += sizeof(head);
		n->cells[head[0]] = n->row.data + at;
		n->lens[head[0]] = head[1];
		at += head[1] + 1;
	}
	return 0;
}

/* ---- under the lock ---- */

struct compare {
	struct crm_base_next *n;
	struct crm_journal *j;
	struct crm_base *base; /* NULL: there is none yet */
	size_t *columns;       /* of each of base's the next table's, or SIZE_MAX */
	bool *met;             /* base's rows that the next table has */
	struct crm_base_counts counts;
};

static void match_columns(struct compare *c)
{
	const struct crm_base *b = c->base;

	c->columns = crm_calloc(b->n, sizeof(*c->columns));
	c->met = crm_calloc(b->nrows + 1, sizeof(*c->met));
	for (size_t i = 0; i < b->n; i++)
		c->columns[i] =
		    crm_map_find(c->n->columns, b->columns[i].name, strlen(b->columns[i].name));
}

/* b->row and n->cells: do they say the same? */
static bool same_cells(const struct compare *c)
{
	const struct crm_base *b = c->base;
	const struct crm_base_next *n = c->n;
	size_t said = 0, i;

	for (i = 0; i < b->n; i++) {
		size_t k = c->columns[i], len = k != CRM_MAP_NONE ? n->lens[k] : 0;

		if (i == b->id || strcmp(b->columns[i].name, "kind") == 0)
			continue;
		if (len != b->row.lens[i] ||
		    (len > 0 && memcmp(n->cells[k], b->row.cells[i], len) != 0))
			return false;
		said += len > 0;
	}
	for (i = 0; i < crm_map_count(n->columns); i++)
		said -= n->lens[i] > 0;
	return said == 0;
}

static int count_new(struct compare *c, const char *id, struct crm_err *e)
{
	struct crm_record *last;
	bool passed;

	if (crm_left_last(c->j, id, &last, &passed, e) != 0)
		return -1;
	if (last != NULL)
		c->counts.returned++;
	else
		c->counts.added++;
	crm_record_free(last);
	return 0;
}

static int compare_row(struct compare *c, size_t row, struct crm_err *e)
{
	const char *id = crm_map_key(c->n->ids, row, NULL);
	size_t old;
	int got = c->base != NULL ? crm_base_find(c->base, id, &old, e) : 0;

	if (got < 0)
		return -1;
	c->counts.rows++;
	if (got == 0)
		return count_new(c, id, e);
	c->met[old] = true;
	if (crm_base_next_cells(c->n, row, e) != 0)
		return -1;
	/* one that could not be read is mended now */
	if (crm_base_read(c->base, old, NULL) == 0 && same_cells(c))
		c->counts.unchanged++;
	else
		c->counts.changed++;
	return 0;
}

static bool same_record(const struct crm_record *a, const struct crm_record *b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	bool same;

	crm_record_canonical(a, &x);
	crm_record_canonical(b, &y);
	same = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	crm_buf_release(&x);
	crm_buf_release(&y);
	return same;
}

static int row_left(struct compare *c, size_t row, struct crm_tx *t, const struct crm_envelope *env,
    struct crm_err *e)
{
	struct crm_record *base = NULL, *last = NULL;
	struct crm_err why = CRM_ERR_INIT;
	struct crm_envelope own = *env;
	struct crm_base *b = c->base;
	bool passed;
	char id[65];
	int ret = -1;

	c->counts.left++;
	if (crm_base_record(b, row, &base, &why) != 0)
		return crm_err_at(e, why.code, why.source, why.line, why.field, "%s%s", why.text,
		    why.code != CRM_BADINPUT ? ""
		                             : "; the row would leave, and what it says could not "
		                               "be kept: mend it there, or take its id in");
	memcpy(id, b->row.cells[b->id], b->row.lens[b->id] + 1);
	crm_record_normalise(base, crm_store_schema(b->store, b->kind));
	if (crm_left_last(c->j, id, &last, &passed, e) != 0)
		goto out;
	own.id = id;
	own.step = "left";
	/* lines after the last one may say otherwise: the row has held over them */
	if (last == NULL || passed || !same_record(base, last))
		ret = crm_tx_add_left(t, &own, base, e);
	else
		ret = 0;
	if (ret != 0)
		crm_err_place(e, b->path.data, (long)b->rows[row].line, NULL);
out:
	crm_record_free(base);
	crm_record_free(last);
	return ret;
}

int crm_base_next_compare(struct crm_base_next *n, struct crm_journal *j, struct crm_tx *t,
    const struct crm_envelope *env, struct crm_base_counts *out, struct crm_err *e)
{
	struct compare c = {.n = n, .j = j, .base = j->base};
	size_t i;
	int ret = 0;

	if (c.base != NULL)
		match_columns(&c);
	for (i = 0; ret == 0 && i < crm_map_count(n->ids); i++)
		ret = compare_row(&c, i, e);
	for (i = 0; ret == 0 && c.base != NULL && i < c.base->nrows; i++)
		if (!c.met[i])
			ret = row_left(&c, i, t, env, e);
	free(c.columns);
	free(c.met);
	if (ret == 0)
		*out = c.counts;
	return ret;
}
