/*
 * Hashes: SHA-256 (libmd) where evidence is concerned, a fast 64-bit hash
 * for tables and caches.
 */
#ifndef CRM_BASE_HASH_H
#define CRM_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Lower-case hex of SHA-256 over data, 64 characters and NUL. */
void crm_sha256_hex(const void *data, size_t len, char out[65]);

/* Incremental form. */
struct crm_sha256; /* opaque */
struct crm_sha256 *crm_sha256_new(void);
void crm_sha256_add(struct crm_sha256 *h, const void *data, size_t len);
void crm_sha256_end(struct crm_sha256 *h, char out[65]); /* frees h */
void crm_sha256_free(struct crm_sha256 *h);              /* NULL allowed */

/* Not for evidence. The same on every machine (it is stored in caches);
 * seed chains pieces: h = crm_hash64(p, n, h), where the cuts between them
 * count. 8 bytes a step. A changed function is a changed cache format. */
uint64_t crm_hash64(const void *data, size_t len, uint64_t seed);

#endif
