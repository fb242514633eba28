/* The item that a step with a target is about, and the keys of items. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

#define MOST_NAMED ((size_t)8) /* candidates in a message */

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
	crm_item_hash(b.data, b.len, out);
	crm_buf_release(&b);
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

/* The texts that say which; "" for none. */
struct texts {
	const char *key, *also;
	const char *own; /* what the record says itself of `also` */
};

/* What an item or the step says of a member; "" for nothing. */
static const char *text_of(const struct crm_view *item, int member, struct crm_arena *a)
{
	return member != 0 ? crm_view_text(item, member, a) : "";
}

static const char *given_text(const struct crm_step_in *in, int member, struct crm_arena *a)
{
	if (member == 0)
		return "";
	return crm_cell_copy_text(
	    crm_changes_cell(in->given, schema_of(in)->fields[member].name), a);
}

static const char *own_text(const struct crm_step_in *in, struct crm_arena *a)
{
	const char *name = schema_of(in)->fields[in->step->target->also].name, *text = NULL;

	if (in->step->target->also != 0 && in->before != NULL &&
	    crm_schema_find(in->flow->schema, name, strlen(name)) >= 0)
		text = crm_record_text(in->before, name);
	return text != NULL ? crm_arena_strdup(a, text) : "";
}

/* The items of that text. */
struct same {
	const char *exact; /* with that `also`, too */
	const char *bare;  /* that says nothing of it, nor does the record */
	const char *last;
	size_t n;
	struct crm_buf list; /* in words */
};

static void compare(const struct crm_step_in *in, const struct texts *t, const struct crm_items *it,
    struct crm_arena *a, struct same *out)
{
	const struct crm_step_target *target = in->step->target;
	const char *key = text_of(&it->view, target->key, a);
	const char *also = text_of(&it->view, target->also, a);

	if (strcmp(key[0] != '\0' ? key : it->key, t->key) != 0)
		return;
	if (out->n < MOST_NAMED) {
		crm_buf_addz(&out->list, out->n > 0 ? ", " : "");
		crm_buf_addz(&out->list, also);
	}
	out->n++;
	out->last = crm_arena_strdup(a, it->key);
	if (also[0] == '\0' && t->own[0] == '\0')
		out->bare = out->last;
	if (out->exact == NULL &&
	    strcmp(also[0] != '\0' ? also : t->own, t->also[0] != '\0' ? t->also : t->own) == 0)
		out->exact = out->last;
}

static void compare_all(
    const struct crm_step_in *in, const struct texts *t, struct crm_arena *a, struct same *out)
{
	struct crm_view view;
	struct crm_items it;

	if (in->before == NULL)
		return;
	crm_view_of_record(in->shape, in->before, a, &view);
	crm_items_init(&it, &view, in->step->target->collection);
	while (crm_items_next(&it))
		compare(in, t, &it, a, out);
	crm_items_release(&it);
}

/* The key of one that is not there; what another item has already is none. */
static const char *new_key(const struct crm_step_in *in, const struct texts *t, struct crm_arena *a)
{
	char key[CRM_ITEM_KEY_MAX];

	crm_item_key(t->key, strlen(t->key), key);
	if (t->also[0] != '\0' && strcmp(t->also, t->own) != 0)
		crm_item_key_two(t->key, t->also, key);
	else if (crm_step_item_there(in, key))
		crm_item_key_two(t->key, t->own, key);
	return crm_arena_strdup(a, key);
}

static const char *keyed(const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f)
{
	const struct crm_step_target *target = in->step->target;
	const char *also = schema_of(in)->fields[target->also].name, *key = NULL;
	struct same same = {NULL, NULL, NULL, 0, CRM_BUF_INIT};
	struct texts t;

	t.key = given_text(in, target->key, a);
	t.also = given_text(in, target->also, a);
	t.own = own_text(in, a);
	if (t.key[0] == '\0')
		return NULL;
	compare_all(in, &t, a, &same);
	if (same.exact != NULL)
		key = same.exact;
	else if (t.also[0] != '\0' && same.bare != NULL)
		key = same.bare;
	else if (t.also[0] != '\0' || t.own[0] != '\0' || same.n == 0)
		key = new_key(in, &t, a);
	else if (same.n == 1)
		key = same.last;
	else
		crm_finding_add(f, CRM_ERROR, "item_missing", NULL, 0, in->id, also,
		    "which of the %s '%s'? --%s takes one of: %s", name_of(in), t.key, also,
		    crm_buf_str(&same.list));
	crm_buf_release(&same.list);
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

const char *crm_step_item_of(
    const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f)
{
	switch (in->step->target->mode) {
	case CRM_ITEM_KEYED:
		return keyed(in, a, f);
	case CRM_ITEM_NEW:
		return fresh(in, a);
	case CRM_ITEM_OLD:
		break;
	}
	return crm_step_item_old(in, a, f);
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
