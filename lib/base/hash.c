#include "lib/base/hash.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct crm_sha256 {
	SHA2_CTX ctx;
};

static void finish(SHA2_CTX *ctx, char out[65])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_LENGTH];
	size_t i;

	SHA256Final(digest, ctx);
	for (i = 0; i < sizeof(digest); i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	out[64] = '\0';
}

void crm_sha256_hex(const void *data, size_t len, char out[65])
{
	SHA2_CTX ctx;

	SHA256Init(&ctx);
	SHA256Update(&ctx, data, len);
	finish(&ctx, out);
}

struct crm_sha256 *crm_sha256_new(void)
{
	struct crm_sha256 *h = crm_malloc(sizeof(*h));

	SHA256Init(&h->ctx);
	return h;
}

void crm_sha256_add(struct crm_sha256 *h, const void *data, size_t len)
{
	SHA256Update(&h->ctx, data, len);
}

void crm_sha256_end(struct crm_sha256 *h, char out[65])
{
	finish(&h->ctx, out);
	free(h);
}

void crm_sha256_free(struct crm_sha256 *h)
{
	free(h);
}

/* Odd constants with well spread bits: digits of pi, of the golden ratio. */
#define MIX_A UINT64_C(0x243f6a8885a308d3)
#define MIX_B UINT64_C(0x9e3779b97f4a7c15)
#define MIX_C UINT64_C(0xa4093822299f31d1)

static inline uint64_t load64(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline uint64_t load32(const unsigned char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap32(v);
#endif
	return v;
}

/* Both halves of the 128-bit product: every bit reaches every other. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 p = (unsigned __int128)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

uint64_t crm_hash64(const void *data, size_t len, uint64_t seed)
{
	const unsigned char *p = data;
	uint64_t h = fold(seed ^ MIX_A, MIX_B) ^ len, last = 0;
	size_t left = len;

	for (; left > 8; left -= 8, p += 8)
		h = fold(h ^ load64(p), MIX_B);
	/* 1..8 bytes are left; the reads may overlap, never overrun */
	if (left >= 4)
		last = load32(p) | load32(p + left - 4) << 32;
	else if (left > 0)
		last = (uint64_t)p[0] | (uint64_t)p[left / 2] << 8 | (uint64_t)p[left - 1] << 16;
	h = fold(h ^ last, MIX_B);
	return fold(h ^ MIX_C, MIX_A);
}
