/*
 * A place is an entry of one map, whose keys are the number of the value around it and its own
 * name: memory stays in proportion to the text, however long and deep its names are.
 */
#include "lib/data/places.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/limits.h"

/* NOLINTNEXTLINE(misc-redundant-expression): two names that must stay equal */
_Static_assert(CRM_PLACES_NONE == CRM_MAP_NONE, "below() gives what the map gives");

struct crm_places {
	struct crm_map *map; /* value: the line */
};

struct reader {
	const char *s;
	size_t len, i;
	long line;
	struct crm_map *map;
	struct crm_buf key;
};

static bool read_value(struct reader *r, size_t place, size_t depth);

static void make_key(struct crm_buf *key, size_t parent, const char *name, size_t len)
{
	crm_buf_clear(key);
	crm_buf_add(key, &parent, sizeof(parent));
	crm_buf_add(key, name, len);
}

/* Its number. */
static size_t note(struct reader *r, size_t parent, const char *name, size_t len)
{
	size_t at;

	make_key(&r->key, parent, name, len);
	at = crm_map_put(r->map, r->key.data, r->key.len, NULL);
	*crm_map_value(r->map, at) = (size_t)r->line;
	return at;
}

static void skip_blanks(struct reader *r)
{
	for (; r->i < r->len; r->i++) {
		char c = r->s[r->i];

		if (c == '\n')
			r->line++;
		else if (c != ' ' && c != '\t' && c != '\r')
			return;
	}
}

/* Past the blanks: is it this byte? Then it is taken. */
static bool take(struct reader *r, char c)
{
	skip_blanks(r);
	if (r->i == r->len || r->s[r->i] != c)
		return false;
	r->i++;
	return true;
}

/* A string; r->i stands past its end, *start and *end between its quotes. */
static bool read_string(struct reader *r, size_t *start, size_t *end)
{
	if (!take(r, '"'))
		return false;
	*start = r->i;
	while (r->i < r->len && r->s[r->i] != '"' && r->s[r->i] != '\n')
		r->i += r->s[r->i] == '\\' ? 2 : 1;
	if (r->i >= r->len || r->s[r->i] != '"')
		return false;
	*end = r->i++;
	return true;
}

/* The place of the member whose name stands here. */
static bool read_name(struct reader *r, size_t parent, size_t *place)
{
	size_t start, end;
	json_t *v;

	if (!read_string(r, &start, &end))
		return false;
	if (memchr(r->s + start, '\\', end - start) == NULL) {
		*place = note(r, parent, r->s + start, end - start);
		return true;
	}
	v = json_loadb(r->s + start - 1, end - start + 2, JSON_DECODE_ANY, NULL);
	if (v == NULL)
		return false;
	*place = note(r, parent, json_string_value(v), json_string_length(v));
	json_decref(v);
	return true;
}

static bool read_object(struct reader *r, size_t place, size_t depth)
{
	size_t member;

	if (take(r, '}'))
		return true;
	do {
		if (!read_name(r, place, &member) || !take(r, ':') || !read_value(r, member, depth))
			return false;
	} while (take(r, ','));
	return take(r, '}');
}

static bool read_array(struct reader *r, size_t place, size_t depth)
{
	struct crm_buf name = CRM_BUF_INIT;
	int64_t n = 0;
	bool good = true;

	if (take(r, ']'))
		return true;
	do {
		skip_blanks(r);
		crm_buf_clear(&name);
		crm_buf_addi(&name, n++);
		good = read_value(r, note(r, place, name.data, name.len), depth);
	} while (good && take(r, ','));
	crm_buf_release(&name);
	return good && take(r, ']');
}

/* A number, true, false or null. */
static bool read_word(struct reader *r)
{
	size_t start = r->i;

	while (r->i < r->len && strchr(",:]}\" \t\r\n", r->s[r->i]) == NULL)
		r->i++;
	return r->i > start;
}

static bool read_value(struct reader *r, size_t place, size_t depth)
{
	size_t start, end;

	if (depth > CRM_DEPTH_MAX)
		return false;
	if (take(r, '{'))
		return read_object(r, place, depth + 1);
	if (take(r, '['))
		return read_array(r, place, depth + 1);
	if (r->i < r->len && r->s[r->i] == '"')
		return read_string(r, &start, &end);
	return read_word(r);
}

struct crm_places *crm_places_new(const char *text, size_t len)
{
	struct reader r = {text, len, 0, 1, crm_map_new(), CRM_BUF_INIT};
	struct crm_places *p = crm_calloc(1, sizeof(*p));

	skip_blanks(&r);
	if (!read_value(&r, note(&r, CRM_PLACES_NONE, "", 0), 0) ||
	    (skip_blanks(&r), r.i < r.len)) {
		crm_map_free(r.map);
		r.map = crm_map_new();
	}
	crm_buf_release(&r.key);
	p->map = r.map;
	return p;
}

void crm_places_free(struct crm_places *p)
{
	if (p == NULL)
		return;
	crm_map_free(p->map);
	free(p);
}

size_t crm_places_below(const struct crm_places *p, size_t place, const char *name, size_t len)
{
	struct crm_buf key = CRM_BUF_INIT;
	size_t at;

	if (place == CRM_PLACES_NONE)
		return CRM_PLACES_NONE;
	make_key(&key, place, name, len);
	at = crm_map_find(p->map, key.data, key.len);
	crm_buf_release(&key);
	return at;
}

long crm_places_at(const struct crm_places *p, size_t place)
{
	return place < crm_map_count(p->map) ? (long)*crm_map_value(p->map, place) : 0;
}

const char *crm_places_name(const char *pointer, struct crm_buf *name)
{
	crm_buf_clear(name);
	for (pointer++; *pointer != '\0' && *pointer != '/'; pointer++) {
		if (*pointer == '~' && (pointer[1] == '0' || pointer[1] == '1'))
			crm_buf_addc(name, *++pointer == '0' ? '~' : '/');
		else
			crm_buf_addc(name, *pointer);
	}
	return pointer;
}

long crm_places_line(const struct crm_places *p, const char *pointer)
{
	struct crm_buf name = CRM_BUF_INIT;
	size_t place = 0;

	while (*pointer == '/' && place != CRM_PLACES_NONE) {
		pointer = crm_places_name(pointer, &name);
		place = crm_places_below(p, place, crm_buf_str(&name), name.len);
	}
	crm_buf_release(&name);
	return *pointer == '\0' ? crm_places_at(p, place) : 0;
}

void crm_places_add(struct crm_buf *pointer, const char *name)
{
	crm_buf_addc(pointer, '/');
	for (; *name != '\0'; name++) {
		if (*name == '~')
			crm_buf_addz(pointer, "~0");
		else if (*name == '/')
			crm_buf_addz(pointer, "~1");
		else
			crm_buf_addc(pointer, *name);
	}
}
