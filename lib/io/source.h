/*
 * A source of bytes: a file or stdin, turned into clean UTF-8.
 *
 * A BOM decides the encoding first (UTF-8: dropped; UTF-16: converted), then
 * `encoding` (by iconv: gb18030, cp936, big5, ...), else it must be UTF-8.
 * Nothing is replaced silently: bytes that do not convert are CRM_BADINPUT
 * with line and byte offset. Reads in blocks; never holds the whole file.
 */
#ifndef CRM_IO_SOURCE_H
#define CRM_IO_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/data/limits.h"

struct crm_buf;
struct crm_source;

enum crm_read {
	CRM_READ_FAIL = -2, /* cannot go on; err says why */
	CRM_READ_BAD = -1,  /* this item is bad (err); the next may be good */
	CRM_READ_END = 0,
	CRM_READ_OK = 1
};

/* path "-" is stdin. encoding NULL: UTF-8. limits are borrowed.
 * CRM_NOINPUT, CRM_IOERR; CRM_BADINPUT for an unknown encoding. */
int crm_source_open(const char *path, const char *encoding, const struct crm_limits *limits,
    struct crm_source **out, struct crm_err *e);
/* The same over bytes in memory (tests, fuzzers); borrowed. */
int crm_source_memory(const char *name, const void *data, size_t len, const char *encoding,
    const struct crm_limits *limits, struct crm_source **out, struct crm_err *e);
/* The same from a descriptor at its place, which is taken; UTF-8 or what a BOM says. Never NULL. */
struct crm_source *crm_source_fd(int fd, const char *name, const struct crm_limits *limits);
/* The same in an encoding (NULL: UTF-8); CRM_BADINPUT: nobody knows it, and fd is the caller's. */
int crm_source_fd_as(int fd, const char *name, const char *encoding,
    const struct crm_limits *limits, struct crm_source **out, struct crm_err *e);
void crm_source_free(struct crm_source *s);
/* As messages name it: the path, or "stdin". */
const char *crm_source_name(const struct crm_source *s);
const struct crm_limits *crm_source_limits(const struct crm_source *s);
/* Another limit for crm_source_line(): a piped line may be as large as a
 * folded record. */
void crm_source_limit_line(struct crm_source *s, size_t bytes);

/* The next converted bytes (not consumed), at least one unless at the end. */
enum crm_read crm_source_peek(struct crm_source *s, const char **p, size_t *n, struct crm_err *e);
void crm_source_consume(struct crm_source *s, size_t n);

/* The next line without its LF or CRLF; *number counts from 1; *whole is
 * false for a last line without LF. Longer than limits->line: BAD (the rest
 * of the line is skipped). Valid until the next call. */
enum crm_read crm_source_line(struct crm_source *s, const char **line, size_t *len, long *number,
    bool *whole, struct crm_err *e);

/* Gives back the line that was given last; no other call since then. */
void crm_source_back(struct crm_source *s);
/* Where the bytes that come next lie in a regular file, as they are: the
 * descriptor (the source's), *from and the file's *size; -1: nowhere. */
int crm_source_file(const struct crm_source *s, uint64_t *from, uint64_t *size);

/* All that is left, appended to out; more than limit: CRM_READ_FAIL. */
enum crm_read crm_source_rest(
    struct crm_source *s, size_t limit, struct crm_buf *out, struct crm_err *e);

#endif
