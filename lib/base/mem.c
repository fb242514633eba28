#include "lib/base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/err.h"

#define ARENA_FIRST ((size_t)4096)
#define ARENA_MOST ((size_t)1 << 20)

struct crm_arena_block {
	struct crm_arena_block *next;
	size_t size; /* of bytes */
	size_t used;
	alignas(max_align_t) char bytes[];
};

void crm_fatal(const char *what)
{
	char line[256] = "crm: ";
	size_t len = strlen(line), n = strlen(what);

	if (n > sizeof(line) - len - 1)
		n = sizeof(line) - len - 1;
	memcpy(line + len, what, n);
	len += n;
	line[len++] = '\n';
	if (write(STDERR_FILENO, line, len) < 0) {
		/* nobody left to tell */
	}
	_exit(CRM_SYSTEM);
}

static void *checked(void *p)
{
	if (p == NULL)
		crm_fatal("out of memory");
	return p;
}

static size_t product(size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		crm_fatal("out of memory");
	return bytes > 0 ? bytes : 1;
}

void *crm_malloc(size_t size)
{
	return checked(malloc(size > 0 ? size : 1));
}

void *crm_calloc(size_t n, size_t size)
{
	return checked(calloc(1, product(n, size)));
}

void *crm_realloc(void *p, size_t n, size_t size)
{
	return checked(realloc(p, product(n, size)));
}

char *crm_strdup(const char *s)
{
	return crm_strndup(s, strlen(s));
}

char *crm_strndup(const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		crm_fatal("out of memory");
	copy = crm_malloc(n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void *crm_grow(void *items_ptr, size_t *cap, size_t need, size_t size)
{
	void *items;
	size_t n = *cap;

	/* items_ptr is a T **; copied as bytes, for T is not ours to know */
	memcpy(&items, items_ptr, sizeof(items));
	if (need <= n && items != NULL)
		return items;
	if (n < 8)
		n = 8;
	while (n < need)
		n = n > SIZE_MAX / 2 ? need : n * 2;
	items = crm_realloc(items, n, size);
	memcpy(items_ptr, &items, sizeof(items));
	*cap = n;
	return items;
}

static void *arena_take(struct crm_arena *a, size_t size, size_t align)
{
	struct crm_arena_block *b = a->head;
	size_t room, at;

	if (b != NULL) {
		at = (b->used + align - 1) / align * align;
		if (at <= b->size && size <= b->size - at) {
			b->used = at + size;
			return b->bytes + at;
		}
	}
	room = b == NULL ? ARENA_FIRST : b->size * 2;
	if (room > ARENA_MOST)
		room = ARENA_MOST;
	if (room < size)
		room = size;
	if (room > SIZE_MAX - sizeof(*b))
		crm_fatal("out of memory");
	b = crm_malloc(sizeof(*b) + room);
	b->size = room;
	b->used = size;
	b->next = a->head;
	a->head = b;
	return b->bytes;
}

void *crm_arena_alloc(struct crm_arena *a, size_t size)
{
	return memset(arena_take(a, size, alignof(max_align_t)), 0, size);
}

char *crm_arena_strndup(struct crm_arena *a, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		crm_fatal("out of memory");
	copy = arena_take(a, n + 1, 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *crm_arena_strdup(struct crm_arena *a, const char *s)
{
	return crm_arena_strndup(a, s, strlen(s));
}

static void free_blocks(struct crm_arena_block *b)
{
	struct crm_arena_block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

void crm_arena_clear(struct crm_arena *a)
{
	if (a->head == NULL)
		return;
	free_blocks(a->head->next);
	a->head->next = NULL;
	a->head->used = 0;
}

void crm_arena_release(struct crm_arena *a)
{
	free_blocks(a->head);
	a->head = NULL;
}
