/*
 * lib/base/hash.h: SHA-256 as FIPS 180-4 has it; the 64-bit hash the same
 * for ever, and spread well.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

static void sha256(void **state)
{
	/* NIST's examples for SHA-256, and no message at all */
	static const struct {
		const char *text, *hex;
	} rows[] = {
	    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	struct crm_sha256 *h;
	char out[65], million[1000];
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		crm_sha256_hex(rows[i].text, strlen(rows[i].text), out);
		assert_string_equal(out, rows[i].hex);
		h = crm_sha256_new();
		for (j = 0; rows[i].text[j] != '\0'; j++)
			crm_sha256_add(h, rows[i].text + j, 1);
		crm_sha256_end(h, out);
		assert_string_equal(out, rows[i].hex);
	}
	memset(million, 'a', sizeof(million));
	h = crm_sha256_new();
	for (i = 0; i < 1000; i++)
		crm_sha256_add(h, million, sizeof(million));
	crm_sha256_end(h, out);
	assert_string_equal(
	    out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	crm_sha256_free(crm_sha256_new());
	crm_sha256_free(NULL);
}

/* It is stored in caches: a change of these values is a change of format. */
static void stays_the_same(void **state)
{
	static const struct {
		const char *text;
		uint64_t seed, hash;
	} rows[] = {
	    {"", 0, UINT64_C(0xf30cb7e7f3926437)},
	    {"", 1, UINT64_C(0x4a0ccad82fbaa117)},
	    {"a", 0, UINT64_C(0xa4f32dba193c333a)},
	    {"abc", 0, UINT64_C(0x3040184e7a2babbf)},
	    {"abcd", 0, UINT64_C(0x984dd48d4e417f98)},
	    {"abcdefgh", 0, UINT64_C(0xa1b0f8148980a310)},
	    {"abcdefghi", 0, UINT64_C(0x4bf29b9b4c73a397)},
	    {"C-2026-0007", 0, UINT64_C(0x321af2496ab9e30b)},
	    {"the quick brown fox jumps over it", 7, UINT64_C(0xb99d411b656e978e)},
	    {"the quick brown fox jumps over it", UINT64_MAX, UINT64_C(0x534d3a4888e65798)},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    crm_hash64(rows[i].text, strlen(rows[i].text), rows[i].seed), rows[i].hash);
	assert_int_equal(crm_hash64(NULL, 0, 0), crm_hash64("", 0, 0));
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One bit of the input, its length or the seed changes half of the output. */
static void avalanche(void **state)
{
	unsigned char data[40];
	uint64_t base;
	size_t len, bit, i;
	long flips = 0, cases = 0;
	int n;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)(i * 37);
	for (len = 1; len <= sizeof(data); len++) {
		base = crm_hash64(data, len, 5);
		for (bit = 0; bit < len * 8; bit++) {
			data[bit / 8] = (unsigned char)(data[bit / 8] ^ 1u << bit % 8);
			n = __builtin_popcountll(base ^ crm_hash64(data, len, 5));
			data[bit / 8] = (unsigned char)(data[bit / 8] ^ 1u << bit % 8);
			assert_in_range(n, 8, 56);
			flips += n;
			cases++;
		}
		n = __builtin_popcountll(base ^ crm_hash64(data, len - 1, 5));
		assert_in_range(n, 8, 56);
		n = __builtin_popcountll(base ^ crm_hash64(data, len, 4));
		assert_in_range(n, 8, 56);
	}
	assert_in_range(flips * 100 / cases, 3100, 3300);
}

/* Runs of NUL, all lengths, and counters: no two alike. */
static void no_collisions(void **state)
{
	const size_t n = 200000;
	uint64_t *all = crm_calloc(n, sizeof(*all)), number[2] = {0, 0};
	static const char zeros[1000];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(zeros); i++)
		all[i] = crm_hash64(zeros, i, 0);
	for (; i < n; i++) {
		number[i & 1] = i * UINT64_C(0x100000001);
		all[i] = crm_hash64(number, sizeof(number), 0);
	}
	qsort(all, n, sizeof(*all), by_value);
	for (i = 1; i < n; i++)
		if (all[i] == all[i - 1])
			fail_msg("two inputs have the hash %llx", (unsigned long long)all[i]);
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sha256),
	    cmocka_unit_test(stays_the_same),
	    cmocka_unit_test(avalanche),
	    cmocka_unit_test(no_collisions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
