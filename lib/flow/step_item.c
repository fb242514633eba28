/* The item that a step with a target is about, and the keys of items. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/map.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

#define MOST_NAMED ((size_t)8)  /* candidates in a message */
#define MOST_TEXTS 3            /* members told of each */
#define MOST_SHOWN ((size_t)40) /* bytes of each */

/* ---- keys ---- */

static void hashed(const char *text, size_t len, char out[13])
{
	char hex[65];

	crm_sha256_hex(text, len, hex);
	memcpy(out, hex, 12);
	out[12] = '\0';
}

void crm_step_key(const struct crm_step_in *in, const char *text, char out[13])
{
	const char *parts[] = {in->step->name, in->id, NULL, in->actor->by, in->salt, text};
	struct crm_buf b = CRM_BUF_INIT;
	char at[CRM_INSTANT_MAX];

	crm_instant_format(in->at, at);
	parts[2] = at;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i] != NULL)
			crm_buf_addz(&b, parts[i]);
		crm_buf_addc(&b, '\0');
	}
	hashed(b.data, b.len, out);
	crm_buf_release(&b);
}

static bool is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-';
}

void crm_item_key(const char *text, size_t len, char out[CRM_ITEM_KEY_MAX])
{
	size_t plain = 0;

	while (plain < len && is_plain(text[plain]))
		plain++;
	if (len > 0 && plain == len && len < CRM_ITEM_KEY_MAX) {
		memcpy(out, text, len);
		out[len] = '\0';
	} else {
		hashed(text, len, out);
	}
}

/* ---- which item ---- */

static const char *name_of(const struct crm_step_in *in)
{
	return crm_shape_name(in->shape, in->step->target->collection);
}

static const struct crm_schema *schema_of(const struct crm_step_in *in)
{
	return in->flow->schema->fields[in->step->target->collection].items;
}

bool crm_step_item_there(const struct crm_step_in *in, const char *key)
{
	struct crm_map *keys = crm_map_new();
	bool there = in->before != NULL && crm_record_keys(in->before, name_of(in), keys) &&
	    crm_map_find(keys, key, strlen(key)) != CRM_MAP_NONE;

	crm_map_free(keys);
	return there;
}

/* A key that came in otherwise and is the text itself, dots and all, is that item's. */
static const char *keyed(const struct crm_step_in *in, struct crm_arena *a)
{
	const char *member = schema_of(in)->fields[in->step->target->key].name;
	const struct crm_change *c = crm_changes_find(in->given, member);
	struct crm_buf text = CRM_BUF_INIT;
	char own[CRM_ITEM_KEY_MAX];
	const char *key = NULL;

	if (c == NULL || !crm_cell_is(&c->cell))
		return NULL;
	crm_cell_print(&c->cell, &text);
	crm_item_key(crm_buf_str(&text), text.len, own);
	if (crm_step_item_there(in, crm_buf_str(&text)))
		key = crm_arena_strndup(a, crm_buf_str(&text), text.len);
	else
		key = crm_arena_strdup(a, own);
	crm_buf_release(&text);
	return key;
}

/* Content counts too: two hands at one time. */
static const char *fresh(const struct crm_step_in *in, struct crm_arena *a)
{
	struct crm_buf text = CRM_BUF_INIT;
	char key[13];

	for (size_t i = 0; i < in->given->n; i++) {
		crm_buf_addf(&text, "%s=", in->given->items[i].path);
		crm_cell_print(&in->given->items[i].cell, &text);
		crm_buf_addc(&text, '\n');
	}
	crm_step_key(in, crm_buf_str(&text), key);
	crm_buf_release(&text);
	return crm_arena_strdup(a, key);
}

/* "4a1f0c77be21 (L-7, return)" */
static void describe(const struct crm_items *it, const struct crm_schema *s, struct crm_buf *out)
{
	int told = 0;

	crm_buf_addz(out, it->key);
	for (size_t i = 2; i < s->n && told < MOST_TEXTS; i++) {
		const struct crm_cell *c = crm_view_cell(&it->view, (int)i);
		size_t len = c->len;

		if (c->type != CRM_T_TEXT || (s->fields[i].flags & CRM_F_PERSONAL) != 0)
			continue;
		if (len > MOST_SHOWN)
			len = MOST_SHOWN;
		while (len < c->len && len > 0 && ((unsigned char)c->text[len] & 0xC0) == 0x80)
			len--;
		crm_buf_addz(out, told++ == 0 ? " (" : ", ");
		crm_buf_add(out, c->text, len);
	}
	if (told > 0)
		crm_buf_addc(out, ')');
}

struct choice {
	size_t n;            /* items that begin so */
	const char *key;     /* the first of them, or the one of exactly that key */
	struct crm_buf list; /* the candidates in words */
};

static void choose(
    const struct crm_step_in *in, const char *begins, struct crm_arena *a, struct choice *out)
{
	struct crm_view view;
	struct crm_items it;
	bool exact = false;

	crm_view_of_record(in->shape, in->before, a, &view);
	crm_items_init(&it, &view, in->step->target->collection);
	while (!exact && crm_items_next(&it)) {
		if (strncmp(it.key, begins, strlen(begins)) != 0)
			continue;
		exact = strcmp(it.key, begins) == 0;
		if (out->n == 0 || exact)
			out->key = crm_arena_strdup(a, it.key);
		if (out->n < MOST_NAMED) {
			crm_buf_addz(&out->list, out->n > 0 ? "; " : "");
			describe(&it, schema_of(in), &out->list);
		}
		out->n = exact ? 1 : out->n + 1;
	}
	crm_items_release(&it);
	if (out->n > MOST_NAMED)
		crm_buf_addf(&out->list, "; and %zu more", out->n - MOST_NAMED);
}

static const char *old(const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f)
{
	const char *named = crm_step_arg(in, "item");
	struct choice found = {0, NULL, CRM_BUF_INIT};

	choose(in, named != NULL ? named : "", a, &found);
	if (found.n == 0 && named != NULL)
		crm_finding_add(f, CRM_ERROR, "no_such_item", NULL, 0, in->id, "item",
		    "there is none of the %s that begins with '%s'", name_of(in), named);
	else if (found.n == 0)
		crm_finding_add(f, CRM_ERROR, "no_such_item", NULL, 0, in->id, "item",
		    "'%s' needs one of the %s; there is none", in->step->name, name_of(in));
	else if (found.n > 1)
		crm_finding_add(f, CRM_ERROR, "item_missing", NULL, 0, in->id, "item",
		    "which of the %s? --item takes one of: %s", name_of(in),
		    crm_buf_str(&found.list));
	crm_buf_release(&found.list);
	return found.n == 1 ? found.key : NULL;
}

const char *crm_step_item_of(
    const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f)
{
	switch (in->step->target->mode) {
	case CRM_ITEM_KEYED:
		return keyed(in, a);
	case CRM_ITEM_NEW:
		return fresh(in, a);
	case CRM_ITEM_OLD:
		break;
	}
	return old(in, a, f);
}

void crm_step_item_made(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	const int collection = in->step->target->collection;
	struct crm_buf path = CRM_BUF_INIT;

	if (!crm_step_item_there(in, in->key)) {
		crm_changes_set(
		    out, crm_item_path(in->flow->schema, collection, in->key, 0, &path), &at);
		crm_changes_text(out,
		    crm_item_path(in->flow->schema, collection, in->key, 1, &path), in->actor->by);
	}
	crm_buf_release(&path);
}
