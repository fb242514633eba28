/*
 * Memory. Out of memory is the one fatal event: a line on stderr and exit
 * 71, nothing half written (the journal is appended to by one write protocol
 * that survives a kill). So these functions never return NULL.
 *
 * An arena owns many small pieces that are released together.
 */
#ifndef CRM_BASE_MEM_H
#define CRM_BASE_MEM_H

#include <stddef.h>

void *crm_malloc(size_t size);
void *crm_calloc(size_t n, size_t size);
/* n * size checked; p may be NULL. */
void *crm_realloc(void *p, size_t n, size_t size);
char *crm_strdup(const char *s);
char *crm_strndup(const char *s, size_t n); /* copies exactly n bytes + NUL */

/*
 * Room for at least `need` elements of `size` in *items (capacity *cap):
 * grows by doubling. Returns *items.
 */
void *crm_grow(void *items_ptr, size_t *cap, size_t need, size_t size);

/* Ends the process with status 71; used for memory and for broken
 * invariants ("a bug of ours"), never for input. */
void crm_fatal(const char *what) __attribute__((noreturn));

struct crm_arena {
	struct crm_arena_block *head;
};

#define CRM_ARENA_INIT \
	{              \
		NULL   \
	}

void *crm_arena_alloc(struct crm_arena *a, size_t size); /* aligned, zeroed */
char *crm_arena_strndup(struct crm_arena *a, const char *s, size_t n);
char *crm_arena_strdup(struct crm_arena *a, const char *s);
void crm_arena_clear(struct crm_arena *a);   /* keeps one block for reuse */
void crm_arena_release(struct crm_arena *a); /* as after CRM_ARENA_INIT */

#endif
