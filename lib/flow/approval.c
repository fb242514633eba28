#include "lib/flow/approval.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"

#define FIELD_HEX 32 /* of SHA-256: enough that nobody makes two texts for one signature */
#define SEAL_HEX (CRM_SEAL_MAX - 1)

/* ---- values ---- */

/* Its length before it: texts cannot move from one into the next. */
static void add_piece(struct crm_buf *b, const char *text, size_t len)
{
	crm_buf_addf(b, "%zu:", len);
	if (len > 0)
		crm_buf_add(b, text, len);
}

/* Objects and lists with their members in order of letters; {} and [] are empty. */
static void print_nested(const struct crm_cell *c, struct crm_buf *out)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_limits_folded(&l, &l);
	l.line += sizeof("{\"v\":}");
	l.depth++;
	crm_buf_addz(&json, "{\"v\":");
	crm_cell_print(c, &json);
	crm_buf_addc(&json, '}');
	if (crm_record_parse(crm_buf_str(&json), json.len, &l, &r, NULL) == 0) {
		crm_record_drop_nulls(r);
		crm_buf_clear(&json);
		crm_record_canonical(r, &json);
	}
	if (strcmp(crm_buf_str(&json), "{\"v\":{}}") != 0 &&
	    strcmp(crm_buf_str(&json), "{\"v\":[]}") != 0)
		crm_buf_add(out, crm_buf_str(&json), json.len);
	crm_record_free(r);
	crm_buf_release(&json);
}

/* 12.50 and 12.5 are one price, however an export writes it. */
static void print_value(const struct crm_cell *c, struct crm_buf *out)
{
	struct crm_cell plain = *c;

	switch (c->type) {
	case CRM_T_NESTED:
		print_nested(c, out);
		return;
	case CRM_T_DEC:
		while (plain.u.dec.scale > 0 && plain.u.dec.coef % 10 == 0) {
			plain.u.dec.coef /= 10;
			plain.u.dec.scale--;
		}
		break;
	case CRM_T_INT:
	case CRM_T_BOOL:
	case CRM_T_INSTANT:
	case CRM_T_DATE:
	case CRM_T_DURATION:
		break;
	case CRM_T_ABSENT:
	case CRM_T_BAD:
	case CRM_T_TEXT:
		crm_cell_print(c, out);
		return;
	}
	plain.text = NULL;
	crm_cell_print(&plain, out);
}

/* ---- items ---- */

struct value {
	const char *text;
	size_t len;
};

struct item {
	const char *key;
	struct value *values; /* by place in what->fields */
};

struct items {
	struct crm_arena arena;
	struct item *v;
	size_t n, cap;
	int *members; /* by place in what->fields: the item's field of that name, or -1 */
};

static int by_key(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void read_item(struct items *all, const struct crm_items *it, size_t n)
{
	struct item *item;
	struct crm_buf text = CRM_BUF_INIT;

	crm_grow(&all->v, &all->cap, all->n + 1, sizeof(*all->v));
	item = &all->v[all->n++];
	item->key = crm_arena_strdup(&all->arena, it->key);
	item->values = crm_arena_alloc(&all->arena, (n + 1) * sizeof(*item->values));
	for (size_t i = 0; i < n; i++) {
		if (all->members[i] < 0)
			continue;
		crm_buf_clear(&text);
		print_value(crm_view_cell(&it->view, all->members[i]), &text);
		item->values[i].text = crm_arena_strndup(&all->arena, crm_buf_str(&text), text.len);
		item->values[i].len = text.len;
	}
	crm_buf_release(&text);
}

static void read_items(const struct crm_view *v, const struct crm_sealed *what, struct items *all)
{
	const struct crm_field *def = what->items > 0 ? crm_shape_def(v->shape, what->items) : NULL;
	struct crm_items it;

	*all = (struct items){.arena = CRM_ARENA_INIT};
	all->members = crm_arena_alloc(&all->arena, (what->n + 1) * sizeof(*all->members));
	for (size_t i = 0; i < what->n; i++) {
		const char *name = crm_shape_name(v->shape, what->fields[i]);

		all->members[i] = def != NULL && name != NULL
		    ? crm_schema_find(def->items, name, strlen(name))
		    : -1;
	}
	if (def == NULL)
		return;
	crm_items_init(&it, v, what->items);
	while (crm_items_next(&it))
		read_item(all, &it, what->n);
	crm_items_release(&it);
	if (all->n > 1)
		qsort(all->v, all->n, sizeof(*all->v), by_key);
}

static void release_items(struct items *all)
{
	free(all->v);
	crm_arena_release(&all->arena);
}

/* ---- hashes ---- */

static void hash_field(const struct crm_view *v, const struct crm_sealed *what, size_t i,
    const struct items *all, char hex[CRM_SEAL_MAX])
{
	const char *name = crm_shape_name(v->shape, what->fields[i]);
	struct crm_buf b = CRM_BUF_INIT, value = CRM_BUF_INIT;

	print_value(crm_view_cell(v, what->fields[i]), &value);
	add_piece(&b, name, strlen(name));
	add_piece(&b, crm_buf_str(&value), value.len);
	for (size_t k = 0; all->members[i] >= 0 && k < all->n; k++) {
		add_piece(&b, all->v[k].key, strlen(all->v[k].key));
		add_piece(&b, all->v[k].values[i].text, all->v[k].values[i].len);
	}
	crm_sha256_hex(crm_buf_str(&b), b.len, hex);
	hex[FIELD_HEX] = '\0';
	crm_buf_release(&value);
	crm_buf_release(&b);
}

static void hash_whole(
    const char *id, const char *scope, const char *fields, size_t len, char seal[CRM_SEAL_MAX])
{
	struct crm_buf b = CRM_BUF_INIT;

	add_piece(&b, id, strlen(id));
	add_piece(&b, scope, strlen(scope));
	add_piece(&b, fields, len);
	crm_sha256_hex(crm_buf_str(&b), b.len, seal);
	crm_buf_release(&b);
}

/* A field that is named twice is judged once. */
static bool again(const struct crm_sealed *what, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (what->fields[k] == what->fields[i])
			return true;
	}
	return false;
}

void crm_seal_make(const struct crm_view *v, const char *id, const char *scope,
    const struct crm_sealed *what, struct crm_buf *fields, char seal[CRM_SEAL_MAX])
{
	size_t from = fields->len;
	struct items all;

	read_items(v, what, &all);
	for (size_t i = 0; i < what->n; i++) {
		char hex[CRM_SEAL_MAX];

		if (again(what, i))
			continue;
		hash_field(v, what, i, &all, hex);
		crm_buf_addf(fields, "%s%s:%s", fields->len > from ? " " : "",
		    crm_shape_name(v->shape, what->fields[i]), hex);
	}
	hash_whole(id, scope, crm_buf_str(fields) + from, fields->len - from, seal);
	release_items(&all);
}

/* ---- what was stored ---- */

static bool is_hex(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((text[i] < '0' || text[i] > '9') && (text[i] < 'a' || text[i] > 'f'))
			return false;
	}
	return true;
}

/* The next "name:hash" of it; false: it is no such text. */
static bool next_stored(struct value *rest, struct value *name, const char **hex)
{
	const char *end = rest->text + rest->len;
	const char *colon = memchr(rest->text, ':', rest->len);

	if (colon == NULL || colon == rest->text || end - colon < 1 + FIELD_HEX ||
	    !is_hex(colon + 1, FIELD_HEX))
		return false;
	*name = (struct value){rest->text, (size_t)(colon - rest->text)};
	*hex = colon + 1;
	rest->text = colon + 1 + FIELD_HEX;
	rest->len = (size_t)(end - rest->text);
	if (rest->len == 0)
		return true;
	if (rest->len == 1 || rest->text[0] != ' ')
		return false;
	rest->text++;
	rest->len--;
	return true;
}

static bool readable(struct value rest)
{
	struct value name;
	const char *hex;

	while (rest.len > 0) {
		if (!next_stored(&rest, &name, &hex))
			return false;
	}
	return true;
}

static bool judged(struct value rest, const char *name, const char *now)
{
	struct value of;
	const char *hex;

	while (rest.len > 0 && next_stored(&rest, &of, &hex)) {
		if (of.len == strlen(name) && memcmp(of.text, name, of.len) == 0)
			return memcmp(hex, now, FIELD_HEX) == 0;
	}
	return false;
}

static bool same_fields(const struct crm_view *v, const struct crm_sealed *what,
    struct value stored, struct crm_buf *changed)
{
	struct items all;
	bool same = true;

	read_items(v, what, &all);
	for (size_t i = 0; i < what->n; i++) {
		const char *name = crm_shape_name(v->shape, what->fields[i]);
		char hex[CRM_SEAL_MAX];

		hash_field(v, what, i, &all, hex);
		if (again(what, i) || judged(stored, name, hex))
			continue;
		same = false;
		if (changed != NULL)
			crm_buf_addf(changed, "%s%s", changed->len > 0 ? "," : "", name);
	}
	release_items(&all);
	return same;
}

/* What was judged, with its hash; CRM_SEALED_HOLDS: it is whole, and was made for these. */
static enum crm_seal read_seal(const char *id, const char *scope, const struct crm_cell *fields,
    const struct crm_cell *seal, struct value *stored)
{
	char want[CRM_SEAL_MAX];

	*stored = (struct value){"", 0};
	if (fields->type == CRM_T_TEXT)
		*stored = (struct value){fields->text, fields->len};
	else if (fields->type != CRM_T_ABSENT)
		return CRM_SEALED_NONE;
	if (seal->type != CRM_T_TEXT || seal->len != SEAL_HEX || !is_hex(seal->text, SEAL_HEX) ||
	    !readable(*stored))
		return CRM_SEALED_NONE;
	hash_whole(id, scope, stored->text, stored->len, want);
	return memcmp(want, seal->text, SEAL_HEX) == 0 ? CRM_SEALED_HOLDS : CRM_SEALED_FOREIGN;
}

enum crm_seal crm_seal_state(const struct crm_view *v, const char *id, const char *scope,
    const struct crm_sealed *what, const struct crm_cell *fields, const struct crm_cell *seal,
    struct crm_buf *changed)
{
	struct value stored;
	enum crm_seal state = read_seal(id, scope, fields, seal, &stored);

	if (changed != NULL)
		crm_buf_clear(changed);
	if (state == CRM_SEALED_HOLDS && !same_fields(v, what, stored, changed))
		state = CRM_SEALED_CHANGED;
	return state;
}

bool crm_seal_is_own(
    const char *id, const char *scope, const struct crm_cell *fields, const struct crm_cell *seal)
{
	struct value stored;

	return read_seal(id, scope, fields, seal, &stored) == CRM_SEALED_HOLDS;
}
