/*
 * A growing byte buffer. data is NUL-terminated once anything was added;
 * len does not count that NUL; bytes may contain NUL. After CRM_BUF_INIT
 * data is NULL: use crm_buf_str() for a string that is never NULL.
 */
#ifndef CRM_BASE_BUF_H
#define CRM_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct crm_buf {
	char *data;
	size_t len;
	size_t cap;
};

#define CRM_BUF_INIT       \
	{                  \
		NULL, 0, 0 \
	}

void crm_buf_add(struct crm_buf *b, const void *data, size_t len);
void crm_buf_addz(struct crm_buf *b, const char *s);
void crm_buf_addc(struct crm_buf *b, char c);
void crm_buf_addf(struct crm_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void crm_buf_addv(struct crm_buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
void crm_buf_addi(struct crm_buf *b, int64_t n); /* decimal, no printf */
void crm_buf_reserve(struct crm_buf *b, size_t more);
void crm_buf_cut(struct crm_buf *b, size_t len); /* shortens to len */
void crm_buf_clear(struct crm_buf *b);           /* len 0, memory kept */
void crm_buf_release(struct crm_buf *b);         /* as after CRM_BUF_INIT */
const char *crm_buf_str(const struct crm_buf *b);
/* Hands the bytes over (caller frees, never NULL); b is empty after. */
char *crm_buf_take(struct crm_buf *b);

#endif
