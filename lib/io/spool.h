/*
 * A place for bytes that are gathered before they are written: memory up to
 * CRM_SPOOL_MEMORY, then an unlinked temporary file in a directory.
 */
#ifndef CRM_IO_SPOOL_H
#define CRM_IO_SPOOL_H

#include <stdint.h>
#include <sys/types.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"

#define CRM_SPOOL_MEMORY ((size_t)8 << 20)

struct crm_spool {
	int dirfd;
	int fd;             /* -1: all in memory */
	uint64_t filed;     /* bytes in the file */
	struct crm_buf mem; /* what follows them */
};

/* dirfd is borrowed. */
void crm_spool_init(struct crm_spool *s, int dirfd);
void crm_spool_release(struct crm_spool *s);
void crm_spool_clear(struct crm_spool *s);
static inline uint64_t crm_spool_size(const struct crm_spool *s)
{
	return s->filed + s->mem.len;
}
/* CRM_CANTCREAT, CRM_IOERR: what was there before is still there. */
int crm_spool_add(struct crm_spool *s, const void *data, size_t len, struct crm_err *e);
/* Copies what there is of len bytes from at; how many, or -1 with errno. */
ssize_t crm_spool_copy(const struct crm_spool *s, void *to, size_t len, uint64_t at);
/* Exactly len bytes from at, in out (cleared first). */
int crm_spool_read(
    struct crm_spool *s, uint64_t at, size_t len, struct crm_buf *out, struct crm_err *e);

#endif
