#include "lib/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

void crm_buf_reserve(struct crm_buf *b, size_t more)
{
	size_t need;

	if (__builtin_add_overflow(b->len, more, &need) ||
	    __builtin_add_overflow(need, (size_t)1, &need))
		crm_fatal("out of memory");
	if (need > b->cap || b->data == NULL) {
		if (need < 64)
			need = 64;
		crm_grow(&b->data, &b->cap, need, 1);
		b->data[b->len] = '\0';
	}
}

void crm_buf_add(struct crm_buf *b, const void *data, size_t len)
{
	crm_buf_reserve(b, len);
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void crm_buf_addz(struct crm_buf *b, const char *s)
{
	crm_buf_add(b, s, strlen(s));
}

void crm_buf_addc(struct crm_buf *b, char c)
{
	crm_buf_reserve(b, 1);
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void crm_buf_addv(struct crm_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	crm_buf_reserve(b, 0);
	va_copy(again, ap);
	n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, ap);
	if (n >= 0 && (size_t)n >= b->cap - b->len) {
		crm_buf_reserve(b, (size_t)n);
		n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, again);
	}
	va_end(again);
	if (n < 0)
		crm_fatal("cannot format text");
	b->len += (size_t)n;
}

void crm_buf_addf(struct crm_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(b, fmt, ap);
	va_end(ap);
}

void crm_buf_addi(struct crm_buf *b, int64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	if (n < 0)
		digits[--at] = '-';
	crm_buf_add(b, digits + at, sizeof(digits) - at);
}

void crm_buf_cut(struct crm_buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

void crm_buf_clear(struct crm_buf *b)
{
	crm_buf_cut(b, 0);
}

void crm_buf_release(struct crm_buf *b)
{
	free(b->data);
	*b = (struct crm_buf)CRM_BUF_INIT;
}

const char *crm_buf_str(const struct crm_buf *b)
{
	return b->data != NULL ? b->data : "";
}

char *crm_buf_take(struct crm_buf *b)
{
	char *data = b->data;

	if (data == NULL)
		data = crm_strdup("");
	*b = (struct crm_buf)CRM_BUF_INIT;
	return data;
}
