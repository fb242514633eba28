/*
 * Errors: why we stop. (What is wrong with the data is a finding:
 * lib/data/finding.h.)
 *
 * Every function that can fail returns 0 or -1 and fills the caller's
 * struct crm_err; the first error wins: setting one that is already set
 * changes nothing. A NULL struct crm_err * is allowed and keeps nothing.
 * Results come back by out-parameter, written only on success.
 *
 * The struct owns all its text (fixed buffers, cut at a UTF-8 boundary),
 * so it can be copied and needs no release.
 */
#ifndef CRM_BASE_ERR_H
#define CRM_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>

struct crm_buf;

/* Exit statuses, the same in every tool (crm.7, EXIT STATUS). */
enum crm_status {
	CRM_OK = 0,         /* done; the answer is yes */
	CRM_NO = 1,         /* the answer is no: gate, check, refused step */
	CRM_USAGE = 2,      /* unknown option or command, operand missing */
	CRM_PART = 3,       /* part of the work was not done */
	CRM_BADINPUT = 65,  /* input that cannot be read or is not allowed */
	CRM_NOINPUT = 66,   /* no such file, record, store */
	CRM_UNAVAIL = 69,   /* a channel or program is missing */
	CRM_SYSTEM = 71,    /* memory, system */
	CRM_CANTCREAT = 73, /* cannot create a file */
	CRM_IOERR = 74,     /* read, write or sync failed; nothing is lost */
	CRM_TEMPFAIL = 75,  /* busy or deferred: try again */
	CRM_NOPERM = 77,    /* not allowed: role, approval, file mode */
	CRM_CONFIG = 78     /* settings are wrong */
};

struct crm_err {
	int code;         /* 0: no error; else an enum crm_status */
	long line;        /* physical line in source, 0 when none */
	char source[256]; /* file name, "stdin", "--option"; "" when none */
	char field[128];  /* field or column name; "" when none */
	char text[896];   /* what is wrong, with the value and what is expected */
};

#define CRM_ERR_INIT             \
	{                        \
		0, 0, "", "", "" \
	}

/* Sets code and text unless an error is set already. Always returns -1. */
int crm_err_set(struct crm_err *e, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with a place. source and field may be NULL, line 0. */
int crm_err_at(struct crm_err *e, int code, const char *source, long line, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* "WHAT 'PATH': strerror(errno)" with source left empty. Returns -1. */
int crm_err_errno(struct crm_err *e, int code, const char *what, const char *path);

/* Fills source, line, field where they are still empty (NULL, 0: leave). */
void crm_err_place(struct crm_err *e, const char *source, long line, const char *field);

/* Makes *e "no error" again. */
void crm_err_clear(struct crm_err *e);

/* Appends "source:line: field 'f': text"; parts that are empty are left out,
 * a line without source is "line 17: ". Not made visible for terminals: that
 * is crm_utf8_visible(). */
void crm_err_format(const struct crm_err *e, struct crm_buf *out);

/*
 * Of two statuses the one that the process exits with: the first of
 * 71 74 73 78 77 69 66 65 75 3 1 (design: common interface); usage (2) is
 * above all, for it ends the run before any work; one that is none of ours is
 * above even that.
 */
int crm_status_worse(int a, int b);

#endif
