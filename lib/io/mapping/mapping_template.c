/* Texts that a map makes of several columns: "{VBELN}-{POSNR}". */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"

static int bad(
    const struct crm_mapping *m, struct crm_err *e, const char *key, const char *text, size_t len)
{
	return crm_mapping_refuse(m, e, key,
	    "'%.*s': columns in braces expected, like {VBELN}-{POSNR}, or {CHARG|none} where the "
	    "cell may be empty",
	    (int)(len > 100 ? 100 : len), text);
}

/* What stands between a pair of braces. */
static int take_column(struct crm_mapping *m, struct crm_template *t, const char *at, size_t len)
{
	const char *bar = memchr(at, '|', len);
	size_t name = bar != NULL ? (size_t)(bar - at) : len;

	if (name == 0 || (bar != NULL && name + 1 == len))
		return -1;
	t->columns[t->n] = crm_arena_strndup(&m->arena, at, name);
	t->empty[t->n] = bar != NULL ? crm_arena_strndup(&m->arena, bar + 1, len - name - 1) : NULL;
	t->n++;
	return 0;
}

int crm_template_parse(struct crm_mapping *m, const char *key, const char *text, size_t len,
    const struct crm_template **out, struct crm_err *e)
{
	struct crm_template *t = crm_arena_alloc(&m->arena, sizeof(*t));
	const char *at = text, *end = text + len;

	t->n = 0;
	t->literals = crm_arena_alloc(&m->arena, (len + 1) * sizeof(*t->literals));
	t->columns = crm_arena_alloc(&m->arena, (len + 1) * sizeof(*t->columns));
	t->empty = crm_arena_alloc(&m->arena, (len + 1) * sizeof(*t->empty));
	for (;;) {
		const char *open = memchr(at, '{', (size_t)(end - at));
		const char *until = open != NULL ? open : end;
		const char *close;

		if (memchr(at, '}', (size_t)(until - at)) != NULL)
			return bad(m, e, key, text, len);
		t->literals[t->n] = crm_arena_strndup(&m->arena, at, (size_t)(until - at));
		if (open == NULL)
			break;
		close = memchr(open, '}', (size_t)(end - open));
		if (close == NULL || memchr(open + 1, '{', (size_t)(close - open - 1)) != NULL ||
		    take_column(m, t, open + 1, (size_t)(close - open - 1)) != 0)
			return bad(m, e, key, text, len);
		at = close + 1;
	}
	if (t->n == 0)
		return bad(m, e, key, text, len);
	*out = t;
	return 0;
}

int crm_template_of_path(struct crm_mapping *m, const char *key, const char *path,
    const struct crm_template **out, struct crm_err *e)
{
	const char *first = strchr(path, '.'), *last = strrchr(path, '.');
	const char *open = strchr(path, '{'), *close = strrchr(path, '}');
	int i = crm_schema_find(m->o.schema, path, strcspn(path, "."));

	*out = NULL;
	if (open == NULL && close == NULL)
		return 0;
	if (first == NULL || last == first || open < first || close == NULL || close > last ||
	    i < 0 || m->o.schema->fields[i].items == NULL)
		return crm_mapping_refuse(m, e, key,
		    "'%s': columns in braces are for the key of an item, like "
		    "deliveries.{NOTE}.quantity",
		    path);
	return crm_template_parse(m, key, first + 1, (size_t)(last - first - 1), out, e);
}

const struct crm_template *crm_template_nth(
    const struct crm_mapping *m, size_t i, const char **for_field)
{
	if (i < m->njoined) {
		*for_field = m->joined[i].target.path;
		return m->joined[i].text;
	}
	i -= m->njoined;
	for (size_t c = 0; c < crm_map_count(m->columns); c++) {
		for (size_t k = 0; k < m->column[c].n; k++) {
			const struct crm_target *t = &m->column[c].targets[k];

			if (t->key == NULL || i-- > 0)
				continue;
			*for_field = t->path;
			return t->key;
		}
	}
	return NULL;
}
