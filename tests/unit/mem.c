/*
 * lib/base/mem.h: never NULL, out of memory is 71, an arena's pieces apart.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/mem.h"

static void too_large_realloc(void)
{
	crm_realloc(NULL, SIZE_MAX / 2 + 1, 2);
}

static void too_large_calloc(void)
{
	crm_calloc(SIZE_MAX / 4, 8);
}

static void too_large_grow(void)
{
	char *items = NULL;
	size_t cap = 0;

	crm_grow(&items, &cap, SIZE_MAX / 8, 16);
}

static void too_large_strndup(void)
{
	crm_strndup("", SIZE_MAX);
}

static void fatal(void)
{
	crm_fatal("a bug of ours");
}

static void fatal_is_71(void **state)
{
	static const struct {
		void (*run)(void);
		const char *line;
	} rows[] = {
	    {too_large_realloc, "crm: out of memory\n"},
	    {too_large_calloc, "crm: out of memory\n"},
	    {too_large_grow, "crm: out of memory\n"},
	    {too_large_strndup, "crm: out of memory\n"},
	    {fatal, "crm: a bug of ours\n"},
	};
	char line[100];
	int ends[2], status;
	ssize_t n;
	pid_t child;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(pipe(ends), 0);
		child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			dup2(ends[1], STDERR_FILENO);
			rows[i].run();
			_exit(0);
		}
		close(ends[1]);
		n = read(ends[0], line, sizeof(line) - 1);
		assert_true(n > 0);
		line[n] = '\0';
		assert_string_equal(line, rows[i].line);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 71);
		close(ends[0]);
	}
}

static void nothing_is_something(void **state)
{
	char *s;
	void *p;

	(void)state;
	p = crm_malloc(0);
	assert_non_null(p);
	p = crm_realloc(p, 0, 8);
	assert_non_null(p);
	free(p);
	p = crm_calloc(0, 0);
	assert_non_null(p);
	free(p);
	s = crm_strndup("a\0b", 3);
	assert_memory_equal(s, "a\0b", 4);
	free(s);
}

static void grow_keeps(void **state)
{
	uint32_t *items = NULL;
	size_t cap = 0, i, moves = 0, before;
	void *got;

	(void)state;
	for (i = 0; i < 100000; i++) {
		before = cap;
		got = crm_grow(&items, &cap, i + 1, sizeof(*items));
		assert_ptr_equal(got, items);
		assert_true(cap > i);
		moves += cap != before ? 1 : 0;
		items[i] = (uint32_t)i;
	}
	for (i = 0; i < 100000; i++)
		if (items[i] != i)
			fail_msg("item %zu is lost", i);
	assert_true(moves < 20); /* by doubling */
	free(items);
}

static void arena(void **state)
{
	struct crm_arena a = CRM_ARENA_INIT;
	unsigned char *p[300];
	size_t round, i, j, size;

	(void)state;
	crm_arena_clear(&a);
	for (round = 0; round < 3; round++) {
		for (i = 0; i < 300; i++) {
			size = i == 150 ? 3000000 : i * 7 % 500;
			p[i] = crm_arena_alloc(&a, size);
			assert_int_equal((uintptr_t)p[i] % alignof(max_align_t), 0);
			for (j = 0; j < size; j++)
				if (p[i][j] != 0)
					fail_msg("byte %zu of piece %zu is not zero", j, i);
			memset(p[i], (int)(i % 255) + 1, size);
			assert_string_equal(crm_arena_strdup(&a, "odd"), "odd");
			assert_memory_equal(crm_arena_strndup(&a, "a\0b", 3), "a\0b", 4);
		}
		for (i = 0; i < 300; i++)
			for (j = 0; j < (i == 150 ? 3000000 : i * 7 % 500); j++)
				if (p[i][j] != i % 255 + 1)
					fail_msg("piece %zu was overwritten", i);
		crm_arena_clear(&a);
		assert_non_null(a.head);
	}
	crm_arena_release(&a);
	assert_null(a.head);
	crm_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fatal_is_71),
	    cmocka_unit_test(nothing_is_something),
	    cmocka_unit_test(grow_keeps),
	    cmocka_unit_test(arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
