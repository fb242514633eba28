/*
 * A source's state, shared by source.c (bytes in, lines out) and
 * source_decode.c (BOM, encodings).
 */
#ifndef CRM_IO_SOURCE_PRIVATE_H
#define CRM_IO_SOURCE_PRIVATE_H

#include <iconv.h>
#include <stdint.h>

#include "lib/io/source.h"

#define CRM_SOURCE_BLOCK ((size_t)64 * 1024)
#define CRM_SOURCE_LONGEST ((size_t)32) /* bytes of a character, with shifts */
#define CRM_NO_CONVERSION ((iconv_t)-1)

struct crm_source {
	char *name;
	const struct crm_limits *limits;
	size_t line_max;
	int fd; /* -1: memory */
	const char *mem;
	size_t mem_len;
	iconv_t cd;
	char *encoding; /* for messages, when converting */
	bool started;   /* the BOM was looked at */
	bool begun;     /* something was converted */
	bool eof;       /* the input has ended */
	bool done;      /* and all of it is in data */
	char *raw;      /* bytes that wait for conversion */
	size_t raw_len;
	uint64_t raw_off; /* of raw[0] in the input */
	char *data;       /* clean bytes: data[pos..len) wait for the caller */
	size_t pos, len, cap;
	size_t back;    /* where the last line given begins in data */
	long line;      /* number of the last line given */
	long converted; /* line ends in what was converted */
	bool after_cr;
	struct crm_err err; /* for ever, once set */
};

/* source.c */
/* At most a block to `to`, added to *len; none only at the end. -1: s->err. */
int crm_source_read(struct crm_source *s, char *to, size_t *len);
/* Room for n more clean bytes; what was consumed is given up. */
char *crm_source_room(struct crm_source *s, size_t n);

/* source_decode.c */
/* NULL: UTF-8, nothing to convert. False: iconv does not know it. */
bool crm_source_encoding(struct crm_source *s, const char *encoding);
void crm_source_unknown(const char *encoding, struct crm_err *e);
/* Reads the first bytes: a BOM decides the encoding. Errors: s->err. */
void crm_source_start(struct crm_source *s);
/* Converts what it can of raw; at the end also what the converter held back. */
void crm_source_convert(struct crm_source *s);

#endif
