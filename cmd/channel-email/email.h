/*
 * channel-email: one message (JSON on stdin) becomes a MIME message that the site's sendmail gets.
 * No network code and no secret: server, account and password are sendmail's (msmtp's) settings.
 *
 * The same message gives the same bytes, in every attempt: Date, Message-ID and boundaries come from
 * it. Only what is encrypted differs each time (a new session key), under the same Message-ID.
 *
 * Lines end with LF, as sendmail wants them on stdin. No line of a body begins with "." or "From ".
 */
#ifndef CRM_CHANNEL_EMAIL_H
#define CRM_CHANNEL_EMAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/time/instant.h"

struct crm_doc;

/* Texts and attachments together, before encoding: 25 MB as mail, what most servers take. */
#define EMAIL_MOST ((size_t)18 << 20)
/* Of a line without its end (RFC 5322, 2.1.1), and what it should have. */
#define EMAIL_LINE 998
#define EMAIL_FOLD 78

enum email_status {
	EMAIL_SENT,     /* sendmail took it */
	EMAIL_DEFERRED, /* try again later, the same bytes */
	EMAIL_FAILED    /* will not do better next time */
};

/* What is printed. Functions that refuse a message fill it and return -1. */
struct email_result {
	enum email_status status;
	int exit;      /* enum crm_status, or of sysexits.h */
	char code[32]; /* SMTP's reply ("550"), "exit 75", or a word of ours ("bad_address") */
	struct crm_buf detail;      /* a sentence; UTF-8, one line */
	struct crm_buf provider_id; /* the server's number for it; empty: not told */
};

/* failed, CRM_BADINPUT, with a word and a sentence that repeats no value. Returns -1. */
int email_refuse(struct email_result *r, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

struct email_person {
	const char *name; /* NULL: none */
	const char *address;
};

struct email_attachment {
	const char *name, *type;
	char *data;
	size_t len;
};

/* Texts are borrowed from the document, or in the arena; optional ones NULL. Everything is checked:
 * no text but text and html holds a control character. */
struct email {
	const char *message_id; /* without < > */
	struct email_person to, from;
	const char *reply_to, *bounce; /* bounce: from's address where none is given */
	struct crm_instant date;
	const char *subject, *text, *html, *language, *key;
	const struct crm_doc *headers; /* an object */
	struct email_attachment *attachments;
	size_t n;
	struct crm_arena arena;
};

/* message.c, attach.c: the document judged. On failure nothing is to be released but *m. */
int email_read(const struct crm_doc *d, struct email *m, struct email_result *r);
void email_release(struct email *m);
/*
 * Reads the attachments and compares size and SHA-256, of the same open file. A path is absolute and
 * names a regular file itself, no symbolic link. bad_attachment; a file that is not there or cannot be
 * read is no_attachment (also failed: what is queued is kept until sent).
 */
int email_attach(const struct crm_doc *list, struct email *m, struct email_result *r);
/* The member as text; NULL where it is absent. bad_message: not a text, or absent and needed. */
int email_text(const struct crm_doc *o, const char *name, bool needed, const char **out,
    struct email_result *r);
/* `code` where s (NULL allowed) has a C0 control, DEL or a C1 control. */
int email_clean(const char *what, const char *s, const char *code, struct email_result *r);

/*
 * address.c: an address as lib/base/mail.h has it. A host name in other letters (bücher.example) is put
 * in its ASCII form first. NULL: it is none; else it, or a copy in the arena.
 */
const char *email_address(const char *s, struct crm_arena *a);
/* token (RFC 2045): a header's name, a part of a media type. */
bool email_token(const char *s, size_t len);
/* "id@domain" within < >, without blanks: the text within, in the arena; else NULL. */
const char *email_message_id(const char *s, struct crm_arena *a);

/*
 * header.c: appends a header's value, folded, with the LF at its end; `column` is where it begins.
 * Plain ASCII stays as it is where no line needs more than `most` bytes; all else becomes encoded-words
 * (RFC 2047) of at most 75, on lines of at most 76.
 */
bool email_header_plain(const char *value, size_t column, size_t most);
void email_header_text(const char *value, size_t column, size_t most, struct crm_buf *out);
/*
 * Appends ";\n\tNAME=..." for a parameter of a media type or disposition: quoted, or by RFC 2231 with
 * continuations that do not part a character (readers that decode them one by one exist).
 */
void email_header_parameter(const char *name, const char *value, struct crm_buf *out);
/* "Name <address>" as a name it is safe to show: quoted or encoded where it must be. */
void email_header_person(const struct email_person *p, size_t column, struct crm_buf *out);

/*
 * body.c: a text made ready for the wire; true: base64 of it with CRLF is shorter, and out holds the
 * bytes to be encoded; false: out is quoted-printable already.
 */
bool email_body(const char *text, struct crm_buf *out);

/* mime.c: appends the whole message. encrypt_failed: nothing is appended. */
int email_mime(const struct email *m, struct crm_buf *out, struct email_result *r);

/* sendmail.c: hands it over, and outcome.c: what came of it. */
struct email_run {
	int error;           /* errno: it could not be started */
	bool late;           /* killed after its time */
	bool unread;         /* it closed its input early */
	int wait;            /* waitpid()'s status */
	struct crm_buf said; /* its stdout and stderr */
};
void email_sendmail(const char *program, long seconds, const struct email *m,
    const struct crm_buf *mime, struct email_run *run);
void email_outcome(const struct email_run *run, struct email_result *r);

#endif
