#include "lib/base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

struct entry {
	const char *key;
	size_t len;
	size_t value;
};

/* A slot holds what growing needs, so that entries are not touched then. */
struct slot {
	uint32_t hash;
	uint32_t entry; /* number + 1; 0: free */
};

struct crm_map {
	struct slot *slots; /* a power of two of them, at most 3/4 used */
	size_t mask;
	struct entry *entries;
	size_t n, cap;
	struct crm_arena keys;
};

#define FIRST_SLOTS ((size_t)16)

struct crm_map *crm_map_new(void)
{
	struct crm_map *m = crm_calloc(1, sizeof(*m));

	m->slots = crm_calloc(FIRST_SLOTS, sizeof(*m->slots));
	m->mask = FIRST_SLOTS - 1;
	return m;
}

void crm_map_free(struct crm_map *m)
{
	if (m == NULL)
		return;
	crm_arena_release(&m->keys);
	free(m->entries);
	free(m->slots);
	free(m);
}

size_t crm_map_count(const struct crm_map *m)
{
	return m->n;
}

/* The slot of the key, or the free one where it belongs. */
static size_t probe(const struct crm_map *m, const char *key, size_t len, uint32_t hash)
{
	const struct entry *x;
	size_t i;

	for (i = hash & m->mask; m->slots[i].entry != 0; i = (i + 1) & m->mask) {
		if (m->slots[i].hash != hash)
			continue;
		x = &m->entries[m->slots[i].entry - 1];
		if (x->len == len && (len == 0 || memcmp(x->key, key, len) == 0))
			break;
	}
	return i;
}

static uint32_t hash_of(const char *key, size_t len)
{
	uint64_t h = crm_hash64(key, len, 0);

	return (uint32_t)(h ^ h >> 32);
}

static void grow(struct crm_map *m)
{
	size_t i, j, size = (m->mask + 1) * 2;
	struct slot *slots = crm_calloc(size, sizeof(*slots));

	for (i = 0; i <= m->mask; i++) {
		if (m->slots[i].entry == 0)
			continue;
		for (j = m->slots[i].hash & (size - 1); slots[j].entry != 0;)
			j = (j + 1) & (size - 1);
		slots[j] = m->slots[i];
	}
	free(m->slots);
	m->slots = slots;
	m->mask = size - 1;
}

size_t crm_map_find(const struct crm_map *m, const char *key, size_t len)
{
	size_t i = probe(m, key, len, hash_of(key, len));

	return m->slots[i].entry != 0 ? m->slots[i].entry - 1 : CRM_MAP_NONE;
}

size_t crm_map_put(struct crm_map *m, const char *key, size_t len, bool *added)
{
	uint32_t hash = hash_of(key, len);
	size_t i = probe(m, key, len, hash);
	struct entry *x;

	if (added != NULL)
		*added = m->slots[i].entry == 0;
	if (m->slots[i].entry != 0)
		return m->slots[i].entry - 1;
	if (m->n >= UINT32_MAX - 1)
		crm_fatal("a map holds at most 2^32 keys");
	if (m->n + 1 > (m->mask + 1) / 4 * 3) {
		grow(m);
		i = probe(m, key, len, hash);
	}
	crm_grow(&m->entries, &m->cap, m->n + 1, sizeof(*m->entries));
	x = &m->entries[m->n];
	x->key = crm_arena_strndup(&m->keys, key, len);
	x->len = len;
	x->value = 0;
	m->slots[i].hash = hash;
	m->slots[i].entry = (uint32_t)++m->n;
	return m->n - 1;
}

size_t *crm_map_value(struct crm_map *m, size_t i)
{
	return &m->entries[i].value;
}

const char *crm_map_key(const struct crm_map *m, size_t i, size_t *len)
{
	if (len != NULL)
		*len = m->entries[i].len;
	return m->entries[i].key;
}
