/* What a record has below its lines: its row in the base table, or its last. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/store/store_private.h"

const struct crm_schema *crm_store_schema(const struct crm_store *s, const char *kind)
{
	return s->schemas != NULL ? s->schemas(kind) : NULL;
}

const char *crm_base_state(const struct crm_schema *s)
{
	int i = s != NULL ? crm_schema_find(s, "state", 5) : -1;

	return i >= 0 && s->fields[i].words != NULL ? s->fields[i].words[0] : NULL;
}

int crm_journal_row(
    struct crm_journal *j, const char *id, bool *has, size_t *row, struct crm_err *e)
{
	int got = j->base != NULL ? crm_base_find(j->base, id, row, e) : 0;

	*has = got == 1;
	return got < 0 ? -1 : 0;
}

int crm_chain_base(struct crm_journal *j, const char *id, struct crm_chain *c, struct crm_err *e)
{
	bool has;
	size_t row;

	if (crm_journal_row(j, id, &has, &row, e) != 0)
		return -1;
	c->based = j->part || has;
	return 0;
}

/* ---- lines `left` ---- */

bool crm_left_step(const struct crm_scan *s)
{
	const struct crm_span *step = &s->v[CRM_M_STEP];

	return step->n > 2 && crm_link_step(step->p + 1, step->n - 2) == CRM_L_LEFT;
}

struct crm_record *crm_left_base(const struct crm_record *line, const struct crm_limits *l)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_record *out = NULL;
	struct crm_cell cell;

	crm_record_cell(line, "base", NULL, &text, &cell);
	if (cell.type == CRM_T_NESTED && crm_record_parse(cell.text, cell.len, l, &out, NULL) == 0)
		crm_fold_bare(out);
	crm_buf_release(&text);
	return out;
}

int crm_left_last(
    struct crm_journal *j, const char *id, struct crm_record **out, bool *passed, struct crm_err *e)
{
	struct crm_record *line, *base;
	struct crm_line text;
	struct crm_scan s;
	size_t pos = 0;
	int got;

	*out = NULL;
	*passed = false;
	while ((got = crm_journal_next_of(j, id, &pos, &text, e)) == 1) {
		*passed = true;
		if (crm_linescan(text.text, text.len, j->limits.depth, &s) != 0 ||
		    !crm_left_step(&s) ||
		    crm_record_parse(text.text, text.len, &j->limits, &line, NULL) != 0)
			continue;
		base = crm_left_base(line, &j->limits);
		crm_record_free(line);
		if (base == NULL)
			continue;
		crm_record_free(*out);
		*out = base;
		*passed = false;
	}
	if (got == 0)
		return 0;
	crm_record_free(*out);
	*out = NULL;
	return -1;
}

/* ---- whose is a field? ---- */

void crm_base_claim(const struct crm_journal *j, struct crm_record *fields)
{
	const struct crm_settings *s = &j->store->settings;
	const char *field;

	for (size_t i = 0; (field = crm_settings_given(s, j->kind, i)) != NULL; i++)
		(void)crm_record_remove(fields, field);
}

/* Is one of the two paths the other, or a part of it? */
static bool meet(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	return (a[i] == '\0' || a[i] == '.') && (b[i] == '\0' || b[i] == '.');
}

void crm_base_owned(
    const struct crm_base *b, const struct crm_record *fields, struct crm_map *owned)
{
	struct crm_map *paths = crm_map_new();

	crm_record_paths(fields, paths);
	for (size_t i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		for (size_t k = 0; k < b->n; k++) {
			const char *name = b->columns[k].name;

			if (k != b->id && strcmp(name, "kind") != 0 && !b->columns[k].journal &&
			    meet(path, name))
				crm_map_put(owned, name, strlen(name), NULL);
		}
	}
	crm_map_free(paths);
}

static void say_owned(const struct crm_journal *j, const struct crm_map *owned, struct crm_buf *out)
{
	size_t n = crm_map_count(owned);

	crm_buf_addf(out, "belongs to %s", j->base->name);
	for (size_t i = 1; i < n; i++)
		crm_buf_addf(out, "%s'%s'",
		    i > 1       ? ", "
		        : n > 2 ? ", as do "
		                : ", as does ",
		    crm_map_key(owned, i, NULL));
	crm_buf_addf(out,
	    ": %s changed there, unless \"base\" in crm.json leaves %s to the journal",
	    n > 1 ? "they are" : "it is", n > 1 ? "them" : "it");
}

int crm_base_refuse(
    struct crm_journal *j, const char *id, const struct crm_record *fields, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_map *owned;
	size_t row;
	bool has;

	if (crm_journal_row(j, id, &has, &row, e) != 0)
		return -1;
	if (!has)
		return 0;
	owned = crm_map_new();
	crm_base_owned(j->base, fields, owned);
	if (crm_map_count(owned) > 0) {
		say_owned(j, owned, &text);
		crm_err_at(e, CRM_NO, NULL, 0, crm_map_key(owned, 0, NULL), "%s", text.data);
	}
	has = crm_map_count(owned) > 0;
	crm_map_free(owned);
	crm_buf_release(&text);
	return has ? -1 : 0;
}
