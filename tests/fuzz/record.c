/*
 * crm_record_parse() and what follows it. What was parsed must come back from its own dump and
 * from the ASCII dump, merge by RFC 7386's rules, and be listed and found by path; no byte that a
 * terminal obeys leaves the ASCII dump.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"
#include "lib/data/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static struct crm_record *again(const struct crm_buf *text)
{
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	l.line = SIZE_MAX;
	must(crm_record_parse(crm_buf_str(text), text->len, &l, &r, NULL) == 0);
	return r;
}

static void same(const struct crm_record *a, const struct crm_record *b)
{
	struct crm_buf ta = CRM_BUF_INIT, tb = CRM_BUF_INIT;

	crm_record_canonical(a, &ta);
	crm_record_canonical(b, &tb);
	must(ta.len == tb.len && memcmp(ta.data, tb.data, ta.len) == 0);
	crm_buf_release(&ta);
	crm_buf_release(&tb);
}

static void round_trip(const struct crm_record *r)
{
	struct crm_buf text[2] = {CRM_BUF_INIT, CRM_BUF_INIT};

	crm_record_dump(r, &text[0]);
	crm_utf8_visible_json(&text[1], crm_buf_str(&text[0]), text[0].len);
	for (int visible = 0; visible < 2; visible++) {
		struct crm_record *b = again(&text[visible]);

		for (size_t i = 0; i < text[visible].len; i++) {
			must((unsigned char)text[visible].data[i] >= 0x20);
			must(visible == 0 || text[visible].data[i] != 0x7f);
		}
		same(r, b);
		crm_record_free(b);
		crm_buf_release(&text[visible]);
	}
}

/* A patch onto nothing, onto itself, and twice: all the same; and without
 * nulls it equals what it was made from. */
static void merging(const struct crm_record *r)
{
	struct crm_record *once = crm_record_new(), *self = crm_record_copy(r);

	crm_record_merge(once, r);
	crm_record_merge(self, r);
	same(once, self);
	crm_record_merge(once, r);
	same(once, self);
	crm_record_drop_nulls(self);
	crm_record_free(once);
	once = crm_record_copy(r);
	crm_record_drop_nulls(once);
	same(once, self);
	crm_record_free(once);
	crm_record_free(self);
}

static void paths(const struct crm_record *r)
{
	struct crm_map *m = crm_map_new();
	struct crm_shape *shape = crm_shape_new(NULL);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct crm_view v;

	crm_record_paths(r, m);
	for (size_t i = 0; i < crm_map_count(m) && i < 64; i++)
		crm_shape_field(shape, crm_map_key(m, i, NULL));
	for (size_t i = 0; crm_record_member(r, i) != NULL && i < 64; i++)
		crm_shape_field(shape, crm_record_member(r, i));
	crm_view_of_record(shape, r, &a, &v);
	for (int i = 0; (size_t)i < v.n; i++) {
		const char *path = crm_shape_name(shape, i);
		const struct crm_cell *c = crm_view_cell(&v, i);

		must(crm_record_has(r, path) || c->type == CRM_T_ABSENT);
		must(crm_record_same(r, r, path));
		must(c->type == CRM_T_ABSENT || c->text != NULL);
		must(crm_cell_cmp(c, c) == 0);
		crm_items_init(&it, &v, i);
		while (crm_items_next(&it))
			must(it.key != NULL);
		crm_items_release(&it);
	}
	crm_arena_release(&a);
	crm_shape_free(shape);
	crm_map_free(m);
}

/* Set what is there to what it reads as: the path is found again. */
static void setting(const struct crm_record *r)
{
	struct crm_record *copy = crm_record_copy(r);
	struct crm_map *m = crm_map_new();
	struct crm_buf scratch = CRM_BUF_INIT;

	crm_record_paths(r, m);
	for (size_t i = 0; i < crm_map_count(m) && i < 64; i++) {
		const char *path = crm_map_key(m, i, NULL);
		struct crm_cell c;

		crm_record_cell(copy, path, NULL, &scratch, &c);
		crm_record_set(copy, path, &c);
		must(c.type == CRM_T_ABSENT || crm_record_has(copy, path));
		must(crm_record_remove(copy, path));
	}
	crm_buf_release(&scratch);
	crm_map_free(m);
	crm_record_free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	l.depth = 16;
	l.keys = 64;
	l.items = 64;
	l.string = 1024;
	if (crm_record_parse(text, size, &l, &r, &e) != 0) {
		must(e.code == CRM_BADINPUT && e.text[0] != '\0' && r == NULL);
		return 0;
	}
	must(e.code == 0 && crm_json_check(text, size, &l, NULL) == 0);
	if (crm_record_storable(r, &e) != 0)
		must(e.code == CRM_BADINPUT);
	round_trip(r);
	merging(r);
	paths(r);
	setting(r);
	crm_record_free(r);
	return 0;
}
