/* The keys of a map, each judged by its own function. */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"
#include "lib/time/pattern.h"

static const char *text_of(struct crm_mapping *m, const json_t *v)
{
	return crm_arena_strndup(&m->arena, json_string_value(v), json_string_length(v));
}

int crm_mapping_strings(struct crm_mapping *m, const json_t *v, const char *key,
    const char *const **out, struct crm_err *e)
{
	size_t n = json_array_size(v);
	const char **list;

	if (!json_is_array(v))
		return crm_mapping_refuse(m, e, key, "a list of texts expected");
	list = crm_arena_alloc(&m->arena, (n + 1) * sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(v, i);

		if (!json_is_string(item))
			return crm_mapping_refuse(m, e, key, "a list of texts expected");
		list[i] = text_of(m, item);
	}
	*out = list;
	return 0;
}

static int take_kind(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	if (!json_is_string(v) || strcmp(json_string_value(v), m->o.kind) != 0)
		return crm_mapping_refuse(m, e, "kind", "this map is not for %s", m->o.kind);
	return 0;
}

static int take_encoding(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	struct crm_source *probe = NULL;
	struct crm_err why = CRM_ERR_INIT;

	m->encoding = text_of(m, v);
	if (crm_source_memory(m->name, "", 0, m->encoding, m->o.limits, &probe, &why) != 0)
		return crm_mapping_refuse(m, e, "format.encoding", "%s", why.text);
	crm_source_free(probe);
	return 0;
}

static int take_format(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	int rc = 0;
	const char *key;
	json_t *item;

	if (!json_is_object(v))
		return crm_mapping_refuse(
		    m, e, "format", "an object with delimiter, encoding, excel expected");
	json_object_foreach((json_t *)v, key, item)
	{
		if (rc != 0)
			break;
		if (strcmp(key, "encoding") == 0 && json_is_string(item))
			rc = take_encoding(m, item, e);
		else if (strcmp(key, "delimiter") == 0 && json_string_length(item) == 1 &&
		    strchr("\"\r\n", json_string_value(item)[0]) == NULL)
			m->delimiter = json_string_value(item)[0];
		else if (strcmp(key, "excel") == 0 && json_is_boolean(item))
			m->excel = json_is_true(item);
		else
			return crm_mapping_refuse(m, e, "format",
			    "'%s' cannot be read; delimiter (one character), "
			    "encoding (a name), excel (true or false) expected",
			    key);
	}
	return rc;
}

static int take_key(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *text = json_string_value(v);

	if (text != NULL && strcmp(text, "content") == 0) {
		m->key = CRM_KEY_CONTENT;
		return 0;
	}
	if (json_object_size(v) != 1 || json_array_size(json_object_get(v, "columns")) == 0)
		return crm_mapping_refuse(
		    m, e, "key", "\"content\" or {\"columns\": [...]} expected");
	m->key = CRM_KEY_COLUMNS;
	return crm_mapping_strings(m, json_object_get(v, "columns"), "key.columns", &m->keys, e);
}

static int take_zone(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;

	if (!json_is_string(v))
		return crm_mapping_refuse(
		    m, e, "zone", "a zone like Europe/Berlin or +08:00 expected");
	if (crm_zone_new(json_string_value(v), &m->own_zone, &why) != 0)
		return crm_mapping_refuse(m, e, "zone", "%s", why.text);
	m->zone = m->own_zone;
	return 0;
}

static int take_dates(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	if (crm_mapping_strings(m, v, "dates", &m->dates, e) != 0)
		return -1;
	for (size_t i = 0; m->dates[i] != NULL; i++) {
		const char *why = crm_pattern_check(m->dates[i]);

		if (why != NULL)
			return crm_mapping_refuse(m, e, "dates", "'%s': %s", m->dates[i], why);
	}
	return 0;
}

static int take_months(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	struct crm_pattern_month *list;
	const char *name;
	json_t *item;
	size_t n = 0;

	list = crm_arena_alloc(&m->arena, (json_object_size(v) + 1) * sizeof(*list));
	json_object_foreach((json_t *)v, name, item)
	{
		json_int_t month = json_integer_value(item);

		if (*name == '\0' || (*name >= '0' && *name <= '9') || month < 1 || month > 12)
			return crm_mapping_refuse(m, e, "months",
			    "'%s': a name that begins with no digit, and its month from 1 to 12 expected",
			    name);
		list[n++] =
		    (struct crm_pattern_month){crm_arena_strdup(&m->arena, name), (int)month};
	}
	if (n == 0)
		return crm_mapping_refuse(
		    m, e, "months", "an object from a month's name to its number expected");
	list[n] = (struct crm_pattern_month){NULL, 0};
	m->months = list;
	return 0;
}

static int take_columns(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	struct crm_buf key = CRM_BUF_INIT;
	const char *name;
	json_t *item;
	int rc = 0;

	if (!json_is_object(v))
		return crm_mapping_refuse(
		    m, e, "columns", "an object from column to field expected");
	m->column = crm_arena_alloc(&m->arena, (json_object_size(v) + 1) * sizeof(*m->column));
	json_object_foreach((json_t *)v, name, item)
	{
		size_t n = json_is_array(item) ? json_array_size(item) : 1;
		size_t at = crm_map_put(m->columns, name, strlen(name), NULL);
		struct crm_mapping_column *c = &m->column[at];

		c->name = crm_map_key(m->columns, at, NULL);
		c->targets = crm_arena_alloc(&m->arena, (n + 1) * sizeof(*c->targets));
		crm_buf_clear(&key);
		crm_buf_addf(&key, "columns.%s", name);
		for (; rc == 0 && c->n < n; c->n++)
			rc = crm_mapping_target(m,
			    json_is_array(item) ? json_array_get(item, c->n) : item,
			    crm_buf_str(&key), &c->targets[c->n], e);
		if (rc != 0)
			break;
	}
	crm_buf_release(&key);
	return rc;
}

static int take_joined(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *path;
	json_t *item;

	if (!json_is_object(v))
		return crm_mapping_refuse(
		    m, e, "joined", "an object from field to its columns in braces expected");
	m->joined = crm_arena_alloc(&m->arena, (json_object_size(v) + 1) * sizeof(*m->joined));
	json_object_foreach((json_t *)v, path, item)
	{
		struct crm_joined *j = &m->joined[m->njoined];

		*j = (struct crm_joined){.target.decimal = "", .target.thousands = ""};
		j->target.path = crm_arena_strdup(&m->arena, path);
		j->target.formats = m->dates;
		if (!json_is_string(item))
			return crm_mapping_refuse(m, e, "joined", "'%s': a text expected", path);
		if (crm_mapping_field(m, "joined", path, &j->target.def, e) != 0 ||
		    crm_template_of_path(m, "joined", path, &j->target.key, e) != 0 ||
		    crm_template_parse(m, "joined", json_string_value(item),
		        json_string_length(item), &j->text, e) != 0)
			return -1;
		m->njoined++;
	}
	return 0;
}

static int take_constant(
    struct crm_mapping *m, const char *path, const json_t *v, struct crm_err *e)
{
	struct crm_constant *c = &m->constants[m->nconstants];
	char expected[CRM_EXPECTED_MAX], number[32];
	const struct crm_field *def;
	const char *text = json_string_value(v);

	if (strchr(path, '{') != NULL)
		return crm_mapping_refuse(m, e, "constants", "'%s': no columns here", path);
	if (crm_mapping_field(m, "constants", path, &def, e) != 0)
		return -1;
	if (json_is_boolean(v))
		text = json_is_true(v) ? "true" : "false";
	if (json_is_integer(v)) {
		struct crm_buf b = CRM_BUF_INIT;

		crm_buf_addi(&b, json_integer_value(v));
		text = memcpy(number, crm_buf_str(&b), b.len + 1);
		crm_buf_release(&b);
	}
	if (text == NULL || *text == '\0' || strcmp(path, "id") == 0 || strcmp(path, "kind") == 0)
		return crm_mapping_refuse(m, e, "constants", "'%s' cannot be this constant", path);
	text = crm_arena_strdup(&m->arena, text);
	c->path = crm_arena_strdup(&m->arena, path);
	crm_field_read(def, text, strlen(text), &c->cell, expected);
	if (c->cell.type == CRM_T_BAD)
		return crm_mapping_refuse(
		    m, e, "constants", "'%s': not %s: '%s'", path, expected, text);
	m->nconstants++;
	return 0;
}

static int take_constants(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *path;
	json_t *item;

	if (!json_is_object(v))
		return crm_mapping_refuse(
		    m, e, "constants", "an object from field to value expected");
	m->constants =
	    crm_arena_alloc(&m->arena, (json_object_size(v) + 1) * sizeof(*m->constants));
	json_object_foreach((json_t *)v, path, item)
	{
		if (take_constant(m, path, item, e) != 0)
			return -1;
	}
	return 0;
}

static int take_clear(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *const *list = NULL;

	if (crm_mapping_strings(m, v, "clear", &list, e) != 0)
		return -1;
	for (; list != NULL && *list != NULL; list++) {
		if (strcmp(*list, "id") == 0 || strcmp(*list, "kind") == 0 ||
		    strcmp(*list, "state") == 0)
			return crm_mapping_refuse(m, e, "clear", "'%s' is never empty", *list);
		crm_map_put(m->clear, *list, strlen(*list), NULL);
	}
	return 0;
}

static int take_other(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *text = json_string_value(v);

	if (text == NULL || (strcmp(text, "keep") != 0 && strcmp(text, "drop") != 0))
		return crm_mapping_refuse(m, e, "other", "\"keep\" or \"drop\" expected");
	m->drop = strcmp(text, "drop") == 0;
	return 0;
}

static int take_new(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *text = json_string_value(v);

	if (text == NULL || (strcmp(text, "make") != 0 && strcmp(text, "refuse") != 0))
		return crm_mapping_refuse(m, e, "new", "\"make\" or \"refuse\" expected");
	m->known = strcmp(text, "refuse") == 0;
	return 0;
}

static int take_ignore(struct crm_mapping *m, const json_t *v, struct crm_err *e)
{
	const char *const *list = NULL;

	if (crm_mapping_strings(m, v, "ignore", &list, e) != 0)
		return -1;
	for (; list != NULL && *list != NULL; list++) {
		size_t len = strlen(*list);

		if (crm_map_find(m->columns, *list, len) != CRM_MAP_NONE)
			return crm_mapping_refuse(
			    m, e, "ignore", "'%s' is among the columns too", *list);
		crm_map_put(m->ignore, *list, len, NULL);
	}
	return 0;
}

static const struct map_key {
	const char *name;
	int (*take)(struct crm_mapping *m, const json_t *v, struct crm_err *e);
} map_keys[] = {
    {"kind", take_kind},
    {"format", take_format},
    {"key", take_key},
    {"zone", take_zone},
    {"dates", take_dates},
    {"months", take_months},
    {"columns", take_columns},
    {"joined", take_joined},
    {"constants", take_constants},
    {"clear", take_clear},
    {"new", take_new},
    {"other", take_other},
    {"ignore", take_ignore},
};

#define MAP_KEYS (sizeof(map_keys) / sizeof(map_keys[0]))

static int check_keys(const struct crm_mapping *m, json_t *root, struct crm_err *e)
{
	const char *name;
	json_t *v;

	json_object_foreach(root, name, v)
	{
		size_t i = 0;

		while (i < MAP_KEYS && strcmp(map_keys[i].name, name) != 0)
			i++;
		if (i == MAP_KEYS && strncmp(name, "x-", 2) != 0)
			return crm_mapping_refuse(m, e, name,
			    "unknown key; "
			    "kind, format, key, zone, dates, months, columns, "
			    "joined, constants, clear, new, other, ignore expected");
	}
	return 0;
}

/* The key is the id where the map names none or names its column. */
static void settle_key(struct crm_mapping *m, bool named)
{
	bool one = named && m->key == CRM_KEY_COLUMNS && m->keys[1] == NULL;

	for (size_t i = 0; i < crm_map_count(m->columns); i++) {
		const struct crm_mapping_column *c = &m->column[i];

		for (size_t k = 0; k < c->n; k++) {
			if (strcmp(c->targets[k].path, "id") == 0 &&
			    (!named || (one && strcmp(c->name, m->keys[0]) == 0)))
				m->key = CRM_KEY_ID;
		}
	}
	for (size_t i = 0; i < m->njoined; i++) {
		if (!named && strcmp(m->joined[i].target.path, "id") == 0)
			m->key = CRM_KEY_ID;
	}
}

int crm_mapping_keys(struct crm_mapping *m, json_t *root, struct crm_err *e)
{
	/* in the table's order: columns need zone and dates */
	if (check_keys(m, root, e) != 0)
		return -1;
	for (size_t i = 0; i < MAP_KEYS; i++) {
		const json_t *v = json_object_get(root, map_keys[i].name);

		if (v != NULL && map_keys[i].take(m, v, e) != 0)
			return -1;
	}
	settle_key(m, json_object_get(root, "key") != NULL);
	return 0;
}
