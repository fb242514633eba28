#include "lib/base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

/* Cuts text that filled its buffer so that no character is left in half. */
static void trim(char *text)
{
	size_t len = strlen(text), at = len, n;
	uint32_t cp;

	while (at > 0 && len - at < 4) {
		at--;
		if (((unsigned char)text[at] & 0xC0) == 0x80)
			continue;
		n = crm_utf8_decode(text + at, len - at, &cp);
		if (n == 0 && (unsigned char)text[at] >= 0xC2)
			text[at] = '\0';
		return;
	}
}

static void copy(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);
	bool cut = len >= size;

	if (cut)
		len = size - 1;
	memcpy(to, from, len);
	to[len] = '\0';
	if (cut)
		trim(to);
}

/* n: what vsnprintf said of the text. */
static void finish(struct crm_err *e, int n, const char *fmt)
{
	if (n < 0)
		copy(e->text, sizeof(e->text), fmt);
	else if ((size_t)n >= sizeof(e->text))
		trim(e->text);
}

int crm_err_set(struct crm_err *e, int code, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL || e->code != 0)
		return -1;
	*e = (struct crm_err)CRM_ERR_INIT;
	e->code = code;
	va_start(ap, fmt);
	finish(e, vsnprintf(e->text, sizeof(e->text), fmt, ap), fmt);
	va_end(ap);
	return -1;
}

int crm_err_at(struct crm_err *e, int code, const char *source, long line, const char *field,
    const char *fmt, ...)
{
	va_list ap;

	if (e == NULL || e->code != 0)
		return -1;
	*e = (struct crm_err)CRM_ERR_INIT;
	e->code = code;
	va_start(ap, fmt);
	finish(e, vsnprintf(e->text, sizeof(e->text), fmt, ap), fmt);
	va_end(ap);
	crm_err_place(e, source, line, field);
	return -1;
}

int crm_err_errno(struct crm_err *e, int code, const char *what, const char *path)
{
	return crm_err_set(e, code, "%s '%s': %s", what, path, strerror(errno));
}

void crm_err_place(struct crm_err *e, const char *source, long line, const char *field)
{
	if (e == NULL)
		return;
	if (source != NULL && e->source[0] == '\0')
		copy(e->source, sizeof(e->source), source);
	if (line != 0 && e->line == 0)
		e->line = line;
	if (field != NULL && e->field[0] == '\0')
		copy(e->field, sizeof(e->field), field);
}

void crm_err_clear(struct crm_err *e)
{
	if (e != NULL)
		*e = (struct crm_err)CRM_ERR_INIT;
}

void crm_err_format(const struct crm_err *e, struct crm_buf *out)
{
	if (e->source[0] != '\0')
		crm_buf_addz(out, e->source);
	if (e->line != 0) {
		crm_buf_addz(out, e->source[0] != '\0' ? ":" : "line ");
		crm_buf_addi(out, e->line);
	}
	if (e->source[0] != '\0' || e->line != 0)
		crm_buf_addz(out, ": ");
	if (e->field[0] != '\0')
		crm_buf_addf(out, "field '%s': ", e->field);
	crm_buf_addz(out, e->text);
}

static size_t rank(int status)
{
	static const int order[] = {CRM_USAGE, CRM_SYSTEM, CRM_IOERR, CRM_CANTCREAT, CRM_CONFIG,
	    CRM_NOPERM, CRM_UNAVAIL, CRM_NOINPUT, CRM_BADINPUT, CRM_TEMPFAIL, CRM_PART, CRM_NO,
	    CRM_OK};
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i] == status)
			return i + 1;
	return 0; /* none of ours: never hidden behind another */
}

int crm_status_worse(int a, int b)
{
	return rank(a) <= rank(b) ? a : b;
}
