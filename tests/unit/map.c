/*
 * lib/base/map.h: found by bytes, numbered as they came, grown without loss.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/map.h"

static void keys_are_bytes(void **state)
{
	static const struct {
		const char *key;
		size_t len;
	} keys[] = {{"", 0}, {"a", 1}, {"a\0", 2}, {"a\0b", 3}, {"ab", 2}, {"\xff", 1}, {NULL, 0}};
	struct crm_map *m = crm_map_new();
	size_t i, len;
	bool added;

	(void)state;
	assert_int_equal(crm_map_count(m), 0);
	assert_true(crm_map_find(m, "", 0) == CRM_MAP_NONE);
	for (i = 0; i < 6; i++) {
		assert_true(crm_map_find(m, keys[i].key, keys[i].len) == CRM_MAP_NONE);
		assert_int_equal(crm_map_put(m, keys[i].key, keys[i].len, &added), i);
		assert_true(added);
		assert_int_equal(*crm_map_value(m, i), 0);
		*crm_map_value(m, i) = 100 + i;
	}
	for (i = 0; i < 6; i++) {
		assert_int_equal(crm_map_put(m, keys[i].key, keys[i].len, &added), i);
		assert_false(added);
		assert_int_equal(crm_map_find(m, keys[i].key, keys[i].len), i);
		assert_int_equal(*crm_map_value(m, i), 100 + i);
		assert_memory_equal(crm_map_key(m, i, &len), keys[i].key, keys[i].len + 1);
		assert_int_equal(len, keys[i].len);
	}
	assert_int_equal(crm_map_put(m, NULL, 0, NULL), 0); /* the empty key again */
	assert_int_equal(crm_map_count(m), 6);
	crm_map_free(m);
	crm_map_free(NULL);
}

static void keys_are_copied(void **state)
{
	struct crm_map *m = crm_map_new();
	char key[] = "one";

	(void)state;
	crm_map_put(m, key, 3, NULL);
	key[0] = 'x';
	assert_int_equal(crm_map_find(m, "one", 3), 0);
	assert_true(crm_map_find(m, "xne", 3) == CRM_MAP_NONE);
	crm_map_free(m);
}

/* These two have the same 32 bits of hash, and one begins with the other. */
static void hash_is_not_identity(void **state)
{
	struct crm_map *m = crm_map_new();

	(void)state;
	crm_map_put(m, "k43jw1jk", 8, NULL);
	assert_true(crm_map_find(m, "k", 1) == CRM_MAP_NONE);
	assert_int_equal(crm_map_put(m, "k", 1, NULL), 1);
	assert_int_equal(crm_map_find(m, "k43jw1jk", 8), 0);
	assert_int_equal(crm_map_find(m, "k", 1), 1);
	crm_map_free(m);
}

static void a_million_in_order(void **state)
{
	const size_t n = 1000000;
	struct crm_map *m = crm_map_new();
	const char *first;
	char key[32];
	size_t i, len;
	bool added;

	(void)state;
	crm_map_put(m, "C-2026-0", 8, NULL);
	first = crm_map_key(m, 0, NULL);
	for (i = 1; i < n; i++) {
		len = (size_t)snprintf(key, sizeof(key), "C-2026-%zu", i);
		if (crm_map_put(m, key, len, &added) != i || !added)
			fail_msg("key %zu is not new", i);
		*crm_map_value(m, i) = i * 3;
	}
	assert_ptr_equal(crm_map_key(m, 0, NULL), first); /* keys do not move */
	for (i = 1; i < n; i++) {
		len = (size_t)snprintf(key, sizeof(key), "C-2026-%zu", i);
		if (crm_map_find(m, key, len) != i || *crm_map_value(m, i) != i * 3 ||
		    strcmp(crm_map_key(m, i, NULL), key) != 0)
			fail_msg("key %zu is lost", i);
	}
	assert_int_equal(crm_map_count(m), n);
	assert_true(crm_map_find(m, "C-2026-1000000", 14) == CRM_MAP_NONE);
	crm_map_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_are_bytes),
	    cmocka_unit_test(keys_are_copied),
	    cmocka_unit_test(hash_is_not_identity),
	    cmocka_unit_test(a_million_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
