/* Values of a scanned line. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/io/store/linescan.h"

int crm_span_text(struct crm_span s, struct crm_buf *out)
{
	struct crm_buf wrapped = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;
	const char *text;
	int ret = -1;

	crm_buf_clear(out);
	if (s.p == NULL || s.n < 2 || s.p[0] != '"')
		return -1;
	if (memchr(s.p, '\\', s.n) == NULL) {
		crm_buf_add(out, s.p + 1, s.n - 2);
		return 0;
	}
	/* jansson's meaning of the escapes */
	crm_limits_init(&l);
	l.line = s.n + 16;
	l.string = s.n;
	crm_buf_addz(&wrapped, "{\"s\":");
	crm_buf_add(&wrapped, s.p, s.n);
	crm_buf_addc(&wrapped, '}');
	if (crm_record_parse(wrapped.data, wrapped.len, &l, &r, NULL) != 0)
		goto out;
	text = crm_record_text(r, "s");
	if (text == NULL)
		goto out;
	crm_buf_addz(out, text);
	ret = 0;
out:
	crm_record_free(r);
	crm_buf_release(&wrapped);
	return ret;
}

/* The string that begins at p[i], its quotes within. */
static struct crm_span string_at(struct crm_span s, size_t i)
{
	struct crm_span out = {s.p + i, 0};
	size_t k = i + 1;

	while (k < s.n && s.p[k] != '"')
		k += s.p[k] == '\\' ? 2 : 1;
	out.n = (k < s.n ? k + 1 : s.n) - i;
	return out;
}

int crm_span_strings(struct crm_span s, struct crm_buf *scratch,
    void (*fn)(void *ctx, const char *text, size_t len), void *ctx)
{
	struct crm_span item;
	size_t i;

	if (s.p == NULL || s.n < 2)
		return -1;
	if (s.p[0] != '[') {
		if (crm_span_text(s, scratch) != 0)
			return -1;
		fn(ctx, crm_buf_str(scratch), scratch->len);
		return 0;
	}
	for (i = 1; i + 1 < s.n;) {
		if (strchr(" \t\r,", s.p[i]) != NULL) {
			i++;
			continue;
		}
		if (s.p[i] != '"')
			return -1;
		item = string_at(s, i);
		if (crm_span_text(item, scratch) != 0)
			return -1;
		fn(ctx, crm_buf_str(scratch), scratch->len);
		i += item.n;
	}
	return 0;
}

int crm_span_count(struct crm_span s, int64_t *out)
{
	int64_t n = 0;
	size_t i;

	if (s.p == NULL || s.n == 0 || s.n > 15)
		return -1;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	*out = n;
	return 0;
}

bool crm_span_true(struct crm_span s)
{
	return s.p != NULL && s.n == 4 && memcmp(s.p, "true", 4) == 0;
}

bool crm_scan_step(const struct crm_scan *s)
{
	const struct crm_span v = s->v[CRM_M_STEP];

	return v.p != NULL && (v.n != 4 || memcmp(v.p, "null", 4) != 0);
}

/* Decimal digits up to `stop` or the end; -1 when there are none. */
static int number(const char *text, size_t len, size_t *i, int64_t *out)
{
	struct crm_span s = {text + *i, 0};

	while (*i < len && text[*i] >= '0' && text[*i] <= '9')
		(*i)++;
	s.n = (size_t)(text + *i - s.p);
	return crm_span_count(s, out);
}

int crm_txmark_parse(const char *text, size_t len, struct crm_txmark *out)
{
	const char *colon = memchr(text, ':', len);
	size_t n = colon != NULL ? (size_t)(colon - text) : 0, i = n + 1;

	if (n == 0 || n >= sizeof(out->id))
		return -1;
	memcpy(out->id, text, n);
	out->id[n] = '\0';
	if (number(text, len, &i, &out->i) != 0 || i >= len || text[i] != '/')
		return -1;
	i++;
	if (number(text, len, &i, &out->n) != 0 || i != len)
		return -1;
	return out->i >= 1 && out->i <= out->n ? 0 : -1;
}
