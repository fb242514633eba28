/* The setting "base": {"KIND": {"journal": ["FIELD", ...]}}. */
#include <string.h>

#include "lib/io/store/store_private.h"

static int refuse(struct crm_err *e, const char *key)
{
	return crm_err_at(e, CRM_CONFIG, NULL, 0, key,
	    "{\"KIND\": {\"journal\": [\"FIELD\", ...]}} expected: fields that steps may set "
	    "though KIND.csv has a column of them");
}

struct taken {
	struct crm_map *map;
	struct crm_buf key;    /* "KIND." and the field */
	size_t kind;           /* bytes of "KIND." */
	const char *path;      /* of the list */
	struct crm_err *first; /* what is wrong, or NULL */
	bool bad;
};

static void take_field(void *ctx, const char *text, size_t len)
{
	struct taken *t = ctx;
	const char *field, *why;

	crm_buf_cut(&t->key, t->kind);
	crm_buf_add(&t->key, text, len);
	crm_map_put(t->map, t->key.data, t->key.len, NULL);
	field = t->key.data + t->kind;
	why = len == 0 ? "no field name" : crm_base_wrong(field);
	if (strcmp(field, "id") == 0 || strcmp(field, "kind") == 0)
		why = "every table has it, and no step sets it";
	if (why != NULL && !t->bad)
		(void)crm_err_at(t->first, CRM_CONFIG, NULL, 0, t->path, "'%s': %s", field, why);
	t->bad = t->bad || why != NULL;
}

static int read_kind(
    const struct crm_record *all, const char *path, struct taken *t, struct crm_err *e)
{
	struct crm_buf list = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_map *members = crm_map_new();
	struct crm_cell cell;
	int ret = -1;

	crm_buf_addf(&list, "%s.journal", path);
	if (!crm_record_keys(all, path, members) || crm_map_count(members) != 1 ||
	    !crm_record_has(all, list.data)) {
		refuse(e, path);
		goto out;
	}
	crm_record_cell(all, list.data, NULL, &text, &cell);
	if (cell.type == CRM_T_NESTED && cell.text[0] == '[') {
		struct crm_buf scratch = CRM_BUF_INIT;
		struct crm_span s = {cell.text, cell.len};

		t->path = list.data;
		t->first = e;
		ret = crm_span_strings(s, &scratch, take_field, t);
		crm_buf_release(&scratch);
	}
	if (ret != 0)
		refuse(e, list.data);
	else if (t->bad)
		ret = -1;
out:
	crm_map_free(members);
	crm_buf_release(&list);
	crm_buf_release(&text);
	return ret;
}

int crm_settings_base(struct crm_settings *s, struct crm_err *e)
{
	struct crm_map *kinds = crm_map_new();
	struct taken t = {.key = CRM_BUF_INIT};
	struct crm_buf path = CRM_BUF_INIT;
	int ret = 0;

	s->journal = t.map = crm_map_new();
	if (crm_record_has(s->all, "base") && !crm_record_keys(s->all, "base", kinds))
		ret = refuse(e, "base");
	for (size_t i = 0; ret == 0 && i < crm_map_count(kinds); i++) {
		size_t len;
		const char *kind = crm_map_key(kinds, i, &len);

		crm_buf_clear(&path);
		crm_buf_addf(&path, "base.%s", kind);
		crm_buf_clear(&t.key);
		crm_buf_addf(&t.key, "%s.", kind);
		t.kind = t.key.len;
		ret = crm_kind_valid(kind, len) ? read_kind(s->all, path.data, &t, e)
		                                : refuse(e, path.data);
	}
	crm_map_free(kinds);
	crm_buf_release(&path);
	crm_buf_release(&t.key);
	return ret;
}

/* KIND.FIELD as the settings have it. */
static int know_field(const char *key, crm_schema_fn *schemas, struct crm_err *e)
{
	const char *field = strchr(key, '.') + 1;
	struct crm_buf path = CRM_BUF_INIT, kind = CRM_BUF_INIT;
	int ret = 0;

	crm_buf_add(&kind, key, (size_t)(field - key) - 1);
	if (crm_schema_path(schemas(kind.data), field) == NULL) {
		crm_buf_addf(&path, "base.%s.journal", kind.data);
		ret = crm_err_at(e, CRM_CONFIG, NULL, 0, path.data, "'%s' is no field of kind %s",
		    field, kind.data);
	}
	crm_buf_release(&path);
	crm_buf_release(&kind);
	return ret;
}

int crm_store_schemas(struct crm_store *s, crm_schema_fn *fn, struct crm_err *e)
{
	const struct crm_settings *given = &s->settings;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_map *kinds = crm_map_new();
	int ret = 0;

	s->schemas = fn;
	(void)crm_record_keys(given->all, "base", kinds);
	for (size_t i = 0; ret == 0 && i < crm_map_count(kinds); i++) {
		const char *kind = crm_map_key(kinds, i, NULL);

		crm_buf_clear(&path);
		crm_buf_addf(&path, "base.%s", kind);
		if (fn(kind) == NULL)
			ret = crm_err_at(e, CRM_CONFIG, NULL, 0, path.data, "no such kind");
	}
	for (size_t i = 0; ret == 0 && i < crm_map_count(given->journal); i++)
		ret = know_field(crm_map_key(given->journal, i, NULL), fn, e);
	crm_buf_clear(&path);
	crm_store_path(s, "crm.json", &path);
	if (ret != 0)
		crm_err_place(e, path.data, 0, NULL);
	crm_buf_release(&path);
	crm_map_free(kinds);
	return ret;
}

bool crm_settings_gives(const struct crm_settings *s, const char *kind, const char *path)
{
	struct crm_buf key = CRM_BUF_INIT;
	const char *dot = path;
	bool found = false;

	if (s->journal == NULL || crm_map_count(s->journal) == 0)
		return false;
	while (!found && dot != NULL) {
		dot = strchr(dot, '.');
		crm_buf_clear(&key);
		crm_buf_addf(&key, "%s.%.*s", kind,
		    (int)(dot != NULL ? (size_t)(dot - path) : strlen(path)), path);
		found = crm_map_find(s->journal, key.data, key.len) != CRM_MAP_NONE;
		dot = dot != NULL ? dot + 1 : NULL;
	}
	crm_buf_release(&key);
	return found;
}

const char *crm_settings_given(const struct crm_settings *s, const char *kind, size_t i)
{
	size_t k, n = strlen(kind);

	for (k = 0; s->journal != NULL && k < crm_map_count(s->journal); k++) {
		const char *key = crm_map_key(s->journal, k, NULL);

		if (strncmp(key, kind, n) == 0 && key[n] == '.' && i-- == 0)
			return key + n + 1;
	}
	return NULL;
}
