/* A source's encoding: BOM, and conversion by iconv. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/source_private.h"

void crm_source_unknown(const char *encoding, struct crm_err *e)
{
	crm_err_set(
	    e, CRM_BADINPUT, "unknown encoding '%s', expected a name of iconv -l", encoding);
}

bool crm_source_encoding(struct crm_source *s, const char *encoding)
{
	char *name = encoding != NULL ? crm_strdup(encoding) : NULL;

	free(s->encoding);
	s->encoding = name;
	if (s->cd != CRM_NO_CONVERSION)
		iconv_close(s->cd);
	s->cd = CRM_NO_CONVERSION;
	if (encoding != NULL)
		s->cd = iconv_open("UTF-8", encoding);
	return encoding == NULL || s->cd != CRM_NO_CONVERSION;
}

void crm_source_start(struct crm_source *s)
{
	static const struct {
		const char *bytes, *encoding;
		size_t len;
	} boms[] = {
	    {"\xef\xbb\xbf", NULL, 3},
	    {"\xff\xfe", "UTF-16LE", 2},
	    {"\xfe\xff", "UTF-16BE", 2},
	};
	size_t i, skip = 0;

	s->started = true;
	s->raw = crm_malloc(CRM_SOURCE_BLOCK + 64);
	while (s->raw_len < 3 && !s->eof)
		if (crm_source_read(s, s->raw + s->raw_len, &s->raw_len) == -1)
			return;
	for (i = 0; i < sizeof(boms) / sizeof(boms[0]); i++) {
		if (s->raw_len < boms[i].len || memcmp(s->raw, boms[i].bytes, boms[i].len) != 0)
			continue;
		skip = boms[i].len;
		if (!crm_source_encoding(s, boms[i].encoding))
			crm_source_unknown(boms[i].encoding, &s->err);
		break;
	}
	s->raw_off = skip;
	s->raw_len -= skip;
	memmove(s->raw, s->raw + skip, s->raw_len);
}

/* Line ends as an editor counts them: LF, CRLF, bare CR. */
static void count_lines(struct crm_source *s, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\r' || (p[i] == '\n' && !s->after_cr))
			s->converted++;
		s->after_cr = p[i] == '\r';
	}
}

static int not_of_encoding(struct crm_source *s)
{
	unsigned long long off = s->raw_off;
	long line = s->converted + 1;

	if (s->raw_len == 0)
		return crm_err_at(&s->err, CRM_BADINPUT, s->name, line, NULL,
		    "byte %llu: not a character of %s", off, s->encoding);
	return crm_err_at(&s->err, CRM_BADINPUT, s->name, line, NULL,
	    "byte %llu: 0x%02x begins no character of %s", off, (unsigned char)s->raw[0],
	    s->encoding);
}

void crm_source_convert(struct crm_source *s)
{
	size_t before = s->len - s->pos;
	char *in = s->raw, *out;
	size_t left = s->raw_len, space, rc;
	bool flush = false;

	for (;;) {
		out = crm_source_room(s, CRM_SOURCE_BLOCK);
		space = CRM_SOURCE_BLOCK;
		rc = iconv(s->cd, flush ? NULL : &in, flush ? NULL : &left, &out, &space);
		count_lines(s, s->data + s->len, CRM_SOURCE_BLOCK - space);
		s->len += CRM_SOURCE_BLOCK - space;
		if (rc == (size_t)-1 && errno == E2BIG)
			continue;
		if (flush || rc == (size_t)-1 || !s->eof)
			break;
		flush = true;
	}
	s->raw_off += s->raw_len - left;
	s->raw_len = left;
	memmove(s->raw, in, left);
	/* EINVAL: the beginning of a character, the rest may come */
	if (rc == (size_t)-1 && (errno != EINVAL || s->eof || left > CRM_SOURCE_LONGEST))
		not_of_encoding(s);
	if (s->begun || s->len - s->pos == before)
		return;
	s->begun = true;
	/* the encoding's own BOM */
	if (s->len - s->pos >= 3 && memcmp(s->data + s->pos, "\xef\xbb\xbf", 3) == 0)
		s->pos += 3;
}
