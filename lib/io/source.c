#include "lib/io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/io/source_private.h"

static int source_new(const char *name, const char *encoding, const struct crm_limits *limits,
    struct crm_source **out, struct crm_err *e)
{
	struct crm_source *s;

	if (encoding != NULL &&
	    (strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0))
		encoding = NULL;
	/* "//TRANSLIT", "//IGNORE" would replace silently */
	if (encoding != NULL && (*encoding == '\0' || strchr(encoding, '/') != NULL)) {
		crm_source_unknown(encoding, e);
		return -1;
	}
	s = crm_calloc(1, sizeof(*s));
	s->name = crm_strdup(name);
	s->limits = limits;
	s->line_max = limits->line;
	s->fd = -1;
	s->cd = CRM_NO_CONVERSION;
	if (!crm_source_encoding(s, encoding)) {
		crm_source_free(s);
		crm_source_unknown(encoding, e);
		return -1;
	}
	*out = s;
	return 0;
}

int crm_source_open(const char *path, const char *encoding, const struct crm_limits *limits,
    struct crm_source **out, struct crm_err *e)
{
	struct crm_source *s;
	struct stat st;
	bool std = strcmp(path, "-") == 0;

	if (source_new(std ? "stdin" : path, encoding, limits, &s, e) == -1)
		return -1;
	s->fd = std ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (s->fd == -1) {
		crm_err_errno(e, CRM_NOINPUT, "cannot open", path);
		goto fail;
	}
	if (fstat(s->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		crm_err_errno(e, CRM_NOINPUT, "cannot read", s->name);
		goto fail;
	}
	*out = s;
	return 0;
fail:
	crm_source_free(s);
	return -1;
}

int crm_source_memory(const char *name, const void *data, size_t len, const char *encoding,
    const struct crm_limits *limits, struct crm_source **out, struct crm_err *e)
{
	if (source_new(name, encoding, limits, out, e) == -1)
		return -1;
	(*out)->mem = data;
	(*out)->mem_len = len;
	return 0;
}

struct crm_source *crm_source_fd(int fd, const char *name, const struct crm_limits *limits)
{
	struct crm_source *s = NULL;

	if (source_new(name, NULL, limits, &s, NULL) == -1)
		crm_fatal("a source of UTF-8 (a bug)");
	s->fd = fd;
	return s;
}

int crm_source_fd_as(int fd, const char *name, const char *encoding,
    const struct crm_limits *limits, struct crm_source **out, struct crm_err *e)
{
	if (source_new(name, encoding, limits, out, e) == -1)
		return -1;
	(*out)->fd = fd;
	return 0;
}

void crm_source_free(struct crm_source *s)
{
	if (s == NULL)
		return;
	if (s->fd != -1 && s->fd != STDIN_FILENO)
		close(s->fd);
	crm_source_encoding(s, NULL);
	free(s->raw);
	free(s->data);
	free(s->name);
	free(s);
}

const char *crm_source_name(const struct crm_source *s)
{
	return s->name;
}

const struct crm_limits *crm_source_limits(const struct crm_source *s)
{
	return s->limits;
}

void crm_source_limit_line(struct crm_source *s, size_t bytes)
{
	s->line_max = bytes;
}

/* ---- bytes in ---- */

static size_t from_memory(struct crm_source *s, char *to)
{
	size_t n = s->mem_len;

	if (n == 0)
		return 0;
	if (n > CRM_SOURCE_BLOCK)
		n = CRM_SOURCE_BLOCK;
	memcpy(to, s->mem, n);
	s->mem += n;
	s->mem_len -= n;
	return n;
}

int crm_source_read(struct crm_source *s, char *to, size_t *len)
{
	ssize_t n;

	if (s->fd == -1) {
		n = (ssize_t)from_memory(s, to);
	} else {
		do
			n = read(s->fd, to, CRM_SOURCE_BLOCK);
		while (n == -1 && errno == EINTR);
	}
	if (n == -1)
		return crm_err_errno(&s->err, CRM_IOERR, "cannot read", s->name);
	if (n == 0)
		s->eof = true;
	*len += (size_t)n;
	return 0;
}

char *crm_source_room(struct crm_source *s, size_t n)
{
	if (s->pos > 0) {
		memmove(s->data, s->data + s->pos, s->len - s->pos);
		s->len -= s->pos;
		s->pos = 0;
	}
	crm_grow(&s->data, &s->cap, s->len + n, 1);
	return s->data + s->len;
}

/* One read; may bring nothing yet. */
static void step(struct crm_source *s)
{
	if (!s->started) {
		crm_source_start(s);
	} else if (s->cd != CRM_NO_CONVERSION) {
		if (s->raw_len <= CRM_SOURCE_LONGEST && !s->eof &&
		    crm_source_read(s, s->raw + s->raw_len, &s->raw_len) == -1)
			return;
		crm_source_convert(s);
		s->done = s->eof;
	} else if (s->raw != NULL) {
		memcpy(crm_source_room(s, s->raw_len + 1), s->raw, s->raw_len);
		s->len += s->raw_len;
		free(s->raw);
		s->raw = NULL;
	} else if (s->eof) {
		s->done = true;
	} else {
		crm_source_read(s, crm_source_room(s, CRM_SOURCE_BLOCK), &s->len);
	}
}

/* More clean bytes behind those that wait. */
static enum crm_read fill(struct crm_source *s, struct crm_err *e)
{
	size_t before = s->len - s->pos;

	while (s->err.code == 0 && !s->done && s->len - s->pos <= before)
		step(s);
	if (s->len - s->pos > before)
		return CRM_READ_OK;
	if (s->err.code == 0)
		return CRM_READ_END;
	if (e != NULL && e->code == 0)
		*e = s->err;
	return CRM_READ_FAIL;
}

/* ---- bytes out ---- */

enum crm_read crm_source_peek(struct crm_source *s, const char **p, size_t *n, struct crm_err *e)
{
	if (s->pos == s->len) {
		enum crm_read rc = fill(s, e);

		if (rc != CRM_READ_OK)
			return rc;
	}
	*p = s->data + s->pos;
	*n = s->len - s->pos;
	return CRM_READ_OK;
}

void crm_source_consume(struct crm_source *s, size_t n)
{
	s->pos += n;
}

/* Passes over the rest of a line that is too long. */
static enum crm_read skip_line(struct crm_source *s, struct crm_err *e)
{
	enum crm_read rc;
	const char *p, *nl;
	size_t n;

	while ((rc = crm_source_peek(s, &p, &n, e)) == CRM_READ_OK) {
		nl = memchr(p, '\n', n);
		crm_source_consume(s, nl != NULL ? (size_t)(nl - p) + 1 : n);
		if (nl != NULL)
			break;
	}
	if (rc == CRM_READ_FAIL)
		return rc;
	crm_err_at(e, CRM_BADINPUT, s->name, s->line, NULL,
	    "line is longer than %zu bytes (--limit line=BYTES)", s->line_max);
	return CRM_READ_BAD;
}

enum crm_read crm_source_line(struct crm_source *s, const char **line, size_t *len, long *number,
    bool *whole, struct crm_err *e)
{
	size_t seen = 0, n;
	const char *nl = NULL;

	for (;;) {
		if (s->len - s->pos > seen)
			nl = memchr(s->data + s->pos + seen, '\n', s->len - s->pos - seen);
		if (nl != NULL)
			break;
		seen = s->len - s->pos;
		if (seen > s->line_max + 1)
			break;
		enum crm_read rc = fill(s, e);
		if (rc == CRM_READ_FAIL || (rc == CRM_READ_END && seen == 0))
			return rc;
		if (rc == CRM_READ_END)
			break;
	}
	s->line++;
	*number = s->line;
	n = nl != NULL ? (size_t)(nl - s->data) - s->pos : seen;
	*whole = nl != NULL;
	if (nl != NULL && n > 0 && nl[-1] == '\r')
		n--;
	if (n > s->line_max)
		return skip_line(s, e);
	*line = s->data + s->pos;
	*len = n;
	s->back = s->pos;
	s->pos += nl != NULL ? (size_t)(nl - s->data) - s->pos + 1 : n;
	return CRM_READ_OK;
}

void crm_source_back(struct crm_source *s)
{
	s->pos = s->back;
	s->line--;
}

int crm_source_file(const struct crm_source *s, uint64_t *from, uint64_t *size)
{
	const size_t waiting = (s->raw != NULL ? s->raw_len : 0) + (s->len - s->pos);
	struct stat st;
	off_t at;

	if (s->fd == -1 || s->cd != CRM_NO_CONVERSION || fstat(s->fd, &st) != 0 ||
	    !S_ISREG(st.st_mode))
		return -1;
	at = lseek(s->fd, 0, SEEK_CUR);
	if (at < (off_t)waiting || at > st.st_size)
		return -1;
	*from = (uint64_t)at - waiting;
	*size = (uint64_t)st.st_size - *from;
	return s->fd;
}

enum crm_read crm_source_rest(
    struct crm_source *s, size_t limit, struct crm_buf *out, struct crm_err *e)
{
	enum crm_read rc;
	const char *p;
	size_t n, had = out->len;

	while ((rc = crm_source_peek(s, &p, &n, e)) == CRM_READ_OK) {
		if (n > limit - (out->len - had)) {
			crm_err_at(
			    e, CRM_BADINPUT, s->name, 0, NULL, "larger than %zu bytes", limit);
			return CRM_READ_FAIL;
		}
		crm_buf_add(out, p, n);
		crm_source_consume(s, n);
	}
	return rc == CRM_READ_END ? CRM_READ_OK : rc;
}
