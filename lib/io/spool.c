#include "lib/io/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/io/store/store_private.h"

void crm_spool_init(struct crm_spool *s, int dirfd)
{
	memset(s, 0, sizeof(*s));
	s->dirfd = dirfd;
	s->fd = -1;
}

void crm_spool_clear(struct crm_spool *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->filed = 0;
	crm_buf_clear(&s->mem);
}

void crm_spool_release(struct crm_spool *s)
{
	crm_spool_clear(s);
	crm_buf_release(&s->mem);
}

/* A file that has no name any more. */
static int open_file(struct crm_spool *s, struct crm_err *e)
{
	char name[64];
	int i;

	for (i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), CRM_SPOOL_PREFIX "%ld-%d", (long)getpid(), i);
		s->fd = openat(
		    s->dirfd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (s->fd >= 0 || (errno != EEXIST && errno != EINTR))
			break;
	}
	if (s->fd < 0)
		return crm_err_errno(e, CRM_CANTCREAT, "cannot create", name);
	if (unlinkat(s->dirfd, name, 0) == 0)
		return 0;
	crm_err_errno(e, CRM_IOERR, "cannot remove", name);
	close(s->fd);
	s->fd = -1;
	return -1;
}

int crm_spool_add(struct crm_spool *s, const void *data, size_t len, struct crm_err *e)
{
	ssize_t n;
	size_t done;

	if (s->mem.len > 0 && s->mem.len + len > CRM_SPOOL_MEMORY) {
		if (s->fd < 0 && open_file(s, e) != 0)
			return -1;
		for (done = 0; done < s->mem.len; done += (size_t)n) {
			n = pwrite(
			    s->fd, s->mem.data + done, s->mem.len - done, (off_t)(s->filed + done));
			if (n < 0 && errno == EINTR)
				n = 0;
			else if (n <= 0)
				return crm_err_errno(
				    e, CRM_IOERR, "cannot write", "temporary file");
		}
		s->filed += s->mem.len;
		crm_buf_clear(&s->mem);
	}
	crm_buf_add(&s->mem, data, len);
	return 0;
}

ssize_t crm_spool_copy(const struct crm_spool *s, void *to, size_t len, uint64_t at)
{
	const uint64_t size = crm_spool_size(s);
	size_t filed = 0;
	ssize_t n;

	if (at >= size)
		return 0;
	if (len > size - at)
		len = (size_t)(size - at);
	if (at < s->filed) {
		filed = s->filed - at < len ? (size_t)(s->filed - at) : len;
		n = crm_pread_all(s->fd, to, filed, (off_t)at);
		if (n != (ssize_t)filed)
			return n;
	}
	if (len > filed)
		memcpy((char *)to + filed, s->mem.data + (at + filed - s->filed), len - filed);
	return (ssize_t)len;
}

int crm_spool_read(
    struct crm_spool *s, uint64_t at, size_t len, struct crm_buf *out, struct crm_err *e)
{
	crm_buf_clear(out);
	crm_buf_reserve(out, len);
	if (crm_spool_copy(s, out->data, len, at) != (ssize_t)len)
		return crm_err_errno(e, CRM_IOERR, "cannot read", "temporary file");
	out->len = len;
	out->data[len] = '\0';
	return 0;
}
