/* One target of a column: the field, and how a text becomes its value. */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"
#include "lib/time/pattern.h"

/* Fields of unknown name that a column's options give a type. */
static const struct crm_field an_instant = {.type = CRM_T_INSTANT};
static const struct crm_field a_date = {.type = CRM_T_DATE};
static const struct crm_field a_decimal = {.type = CRM_T_DEC};

/* ---- may it be set? ---- */

static bool well_formed(const char *path)
{
	size_t n = strlen(path);

	return n > 0 && path[0] != '.' && path[n - 1] != '.' && strstr(path, "..") == NULL;
}

bool crm_mapping_collides(const struct crm_map *fields, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < crm_map_count(fields); i++) {
		size_t len;
		const char *have = crm_map_key(fields, i, &len);
		size_t most = n < len ? n : len;
		char next = n < len ? have[n] : path[len];

		if (strncmp(path, have, most) == 0 && (next == '.' || next == '\0'))
			return true;
	}
	return false;
}

int crm_mapping_field(struct crm_mapping *m, const char *key, const char *path,
    const struct crm_field **def, struct crm_err *e)
{
	size_t top = strcspn(path, ".");
	char first[128];
	const char *why;

	if (!well_formed(path) || top >= sizeof(first))
		return crm_mapping_refuse(m, e, key, "'%s' is no field name", path);
	memcpy(first, path, top);
	first[top] = '\0';
	if (crm_reserved_name(first))
		return crm_mapping_refuse(
		    m, e, key, "'%s' is a name of the journal's envelope, no field", first);
	*def = crm_schema_path(m->o.schema, path);
	if (*def == NULL && crm_schema_find(m->o.schema, path, top) >= 0)
		return crm_mapping_refuse(
		    m, e, key, "'%s' is no part of the field '%s'", path, first);
	if (m->o.refuses != NULL && (why = m->o.refuses(m->o.rules, path)) != NULL)
		return crm_mapping_refuse(m, e, key, "'%s' %s", path, why);
	if (crm_mapping_collides(m->fields, path))
		return crm_mapping_refuse(m, e, key, "'%s' is set by something else already", path);
	crm_map_put(m->fields, path, strlen(path), NULL);
	return 0;
}

/* ---- how it is read ---- */

static int take_format(struct crm_mapping *m, const json_t *v, const char *key,
    struct crm_target *t, struct crm_err *e)
{
	const char **one;

	if (json_is_string(v)) {
		one = crm_arena_alloc(&m->arena, 2 * sizeof(*one));
		one[0] = crm_arena_strdup(&m->arena, json_string_value(v));
		t->formats = one;
	} else if (crm_mapping_strings(m, v, key, &t->formats, e) != 0) {
		return -1;
	}
	for (size_t i = 0; t->formats[i] != NULL; i++) {
		const char *why = crm_pattern_check(t->formats[i]);

		if (why != NULL)
			return crm_mapping_refuse(m, e, key, "format '%s': %s", t->formats[i], why);
		if (t->def == NULL)
			t->def = strpbrk(t->formats[i], "Hh") != NULL ? &an_instant : &a_date;
	}
	t->strict = true;
	if (t->def == NULL || (t->def->type != CRM_T_INSTANT && t->def->type != CRM_T_DATE))
		return crm_mapping_refuse(m, e, key, "format: '%s' is no date", t->path);
	return 0;
}

static int take_time(struct crm_mapping *m, const json_t *v, const char *key, struct crm_target *t,
    struct crm_err *e)
{
	const char *s = json_string_value(v);
	int h, min;
	bool shaped = s != NULL && strlen(s) == 5 && strspn(s, "0123456789") == 2 && s[2] == ':' &&
	    strspn(s + 3, "0123456789") == 2;

	if (!shaped)
		goto bad;
	h = (s[0] - '0') * 10 + s[1] - '0';
	min = (s[3] - '0') * 10 + s[4] - '0';
	if (h > 23 || min > 59)
		goto bad;
	if (t->def == NULL || t->def->type != CRM_T_INSTANT)
		return crm_mapping_refuse(m, e, key, "time: '%s' is no date and time", t->path);
	t->time = ((int64_t)h * 60 + min) * 60 * CRM_US_PER_SEC;
	return 0;
bad:
	return crm_mapping_refuse(m, e, key, "time: a time like 09:00 expected");
}

static int take_words(struct crm_mapping *m, const json_t *v, const char *key, struct crm_target *t,
    struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_cell cell;
	const char *word;
	json_t *item;

	if (json_object_size(v) == 0 || t->strict)
		return crm_mapping_refuse(m, e, key,
		    t->strict ? "words and format exclude each other"
		              : "words: an object from word to value expected");
	t->words = crm_map_new();
	t->said = crm_arena_alloc(&m->arena, json_object_size(v) * sizeof(*t->said));
	json_object_foreach((json_t *)v, word, item)
	{
		const char *s = json_is_boolean(item) ? (json_is_true(item) ? "true" : "false")
		                                      : json_string_value(item);
		size_t at;

		if (s == NULL || *s == '\0' || *word == '\0')
			return crm_mapping_refuse(m, e, key, "words: '%s': a text expected", word);
		if (crm_target_judge(t, s, strlen(s), &cell, expected) != 0)
			return crm_mapping_refuse(
			    m, e, key, "words: '%s': not %s: '%s'", word, expected, s);
		at = crm_map_put(t->words, word, strlen(word), NULL);
		t->said[at] = crm_arena_strdup(&m->arena, s);
	}
	return 0;
}

static int take_number(struct crm_mapping *m, const char *name, const json_t *v, const char *key,
    struct crm_target *t, struct crm_err *e)
{
	const char *s = json_string_value(v);

	if (s == NULL || *s == '\0' || strpbrk(s, "0123456789-") != NULL)
		return crm_mapping_refuse(m, e, key, "%s: a separator like , expected", name);
	if (t->def == NULL)
		t->def = &a_decimal;
	if (t->def->type != CRM_T_DEC && t->def->type != CRM_T_INT)
		return crm_mapping_refuse(m, e, key, "%s: '%s' is no number", name, t->path);
	s = crm_arena_strdup(&m->arena, s);
	if (strcmp(name, "decimal") == 0)
		t->decimal = s;
	else
		t->thousands = s;
	/* whole numbers need no decimal sign */
	if (strcmp(t->decimal, t->thousands) == 0 ||
	    (t->def->type == CRM_T_DEC && *t->decimal == '\0' && strcmp(t->thousands, ".") == 0))
		return crm_mapping_refuse(m, e, key, "decimal and thousands are the same");
	return 0;
}

static int take_unit(struct crm_mapping *m, const json_t *v, const char *key, struct crm_target *t,
    struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf path = CRM_BUF_INIT;
	const struct crm_field *def = NULL;
	const char *s = json_string_value(v);
	struct crm_cell cell;
	int rc;

	if (s == NULL || *s == '\0')
		return crm_mapping_refuse(m, e, key, "unit: a text expected");
	if (t->def != NULL && t->def->type != CRM_T_DEC && t->def->type != CRM_T_INT)
		return crm_mapping_refuse(m, e, key, "unit: '%s' is no number", t->path);
	if (t->key != NULL)
		return crm_mapping_refuse(m, e, key, "unit: '%s' is of an item", t->path);
	crm_buf_addf(&path, "%s_unit", t->path);
	rc = crm_mapping_field(m, key, crm_buf_str(&path), &def, e);
	crm_buf_release(&path);
	if (rc != 0)
		return -1;
	crm_field_read(def, s, strlen(s), &cell, expected);
	if (cell.type == CRM_T_BAD)
		return crm_mapping_refuse(m, e, key, "unit: not %s: '%s'", expected, s);
	t->unit = crm_arena_strdup(&m->arena, s);
	return 0;
}

static int take_once(struct crm_mapping *m, const json_t *v, const char *key, struct crm_target *t,
    struct crm_err *e)
{
	if (!json_is_boolean(v) || strcmp(t->path, "id") == 0 || t->key != NULL)
		return crm_mapping_refuse(m, e, key,
		    "once: true or false expected, of neither the id nor a member of items");
	t->once = json_is_true(v);
	return 0;
}

/* Numbers may change what the field is, so words come after them. */
static int take_options(struct crm_mapping *m, const json_t *v, const char *key,
    struct crm_target *t, struct crm_err *e)
{
	static const char *const names[] = {
	    "format", "decimal", "thousands", "time", "words", "blank", "once", "unit"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *item = json_object_get(v, names[i]);
		int rc = 0;

		if (item == NULL)
			continue;
		switch (i) {
		case 0:
			rc = take_format(m, item, key, t, e);
			break;
		case 1:
		case 2:
			rc = take_number(m, names[i], item, key, t, e);
			break;
		case 3:
			rc = take_time(m, item, key, t, e);
			break;
		case 4:
			rc = take_words(m, item, key, t, e);
			break;
		case 5:
			rc = crm_mapping_strings(m, item, key, &t->blank, e);
			break;
		case 6:
			rc = take_once(m, item, key, t, e);
			break;
		default:
			rc = take_unit(m, item, key, t, e);
			break;
		}
		if (rc != 0)
			return -1;
	}
	return 0;
}

static int check_names(struct crm_mapping *m, const json_t *v, const char *key, struct crm_err *e)
{
	static const char known[] = " field format decimal thousands time words blank unit once ";
	const char *name;
	json_t *item;

	json_object_foreach((json_t *)v, name, item)
	{
		const char *at =
		    strchr(name, ' ') == NULL && *name != '\0' ? strstr(known, name) : NULL;

		if (at == NULL || at[-1] != ' ' || at[strlen(name)] != ' ')
			return crm_mapping_refuse(m, e, key,
			    "unknown key "
			    "'%s'; field, format, time, decimal, thousands, "
			    "words, blank, unit, once expected",
			    name);
	}
	return 0;
}

int crm_mapping_target(struct crm_mapping *m, const json_t *v, const char *key,
    struct crm_target *t, struct crm_err *e)
{
	const json_t *field = json_is_object(v) ? json_object_get(v, "field") : v;

	t->decimal = t->thousands = "";
	if (json_is_object(v) && check_names(m, v, key, e) != 0)
		return -1;
	if (!json_is_string(field))
		return crm_mapping_refuse(m, e, key,
		    "a field name, or an "
		    "object with a member field, expected");
	t->path = crm_arena_strdup(&m->arena, json_string_value(field));
	if (crm_template_of_path(m, key, t->path, &t->key, e) != 0 ||
	    crm_mapping_field(m, key, t->path, &t->def, e) != 0)
		return -1;
	if (json_is_object(v) && take_options(m, v, key, t, e) != 0)
		return -1;
	if (t->formats == NULL)
		t->formats = m->dates;
	return 0;
}
