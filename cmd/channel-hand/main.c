/*
 * channel-hand: what a person does by hand. It sends nothing: it answers "handed", and the message is
 * on the work list (crm-notify work, print) until a person says what came of it.
 *
 * It is what follows "channel-" in the name that it was started by: phone, fax, letter or meeting;
 * under any other name it is a list of that name. A phone call and a meeting need a text to be said,
 * a fax and a letter a page, or a text that makes one.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/file.h"
#include "lib/data/record.h"

#define MESSAGE_MOST ((size_t)8 << 20)
#define REFUSED 67

struct sort {
	const char *name;
	const char *formats; /* a JSON list */
	bool paper;          /* a page goes out */
	bool address;        /* without one nobody can do it */
	bool confidential;   /* nobody between reads it: not so a page that lies in a tray */
};

static const struct sort sorts[] = {
    {"phone", "[\"text\"]", false, true, true},
    {"fax", "[\"text\",\"print\"]", true, true, false},
    {"letter", "[\"text\",\"print\"]", true, true, true},
    {"meeting", "[\"text\"]", false, false, true},
};

/* Of any other name: what a person reads. */
static const struct sort other = {NULL, "[\"text\",\"print\"]", true, false, false};

static const char *name_of(const char *program)
{
	const char *slash = strrchr(program, '/'), *base = slash != NULL ? slash + 1 : program;

	return strncmp(base, "channel-", 8) == 0 && base[8] != '\0' ? base + 8 : "hand";
}

static const struct sort *sort_of(const char *name)
{
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++) {
		if (strcmp(sorts[i].name, name) == 0)
			return &sorts[i];
	}
	return &other;
}

/* The list has a message once however often it comes, so what is in doubt may come again. */
static int capabilities(const char *name)
{
	const struct sort *sort = sort_of(name);

	(void)printf("{\"channel\":\"%s\",\"formats\":%s,\"attachments\":true,\"receipts\":false,"
	             "\"confidential\":%s,\"in_doubt\":\"resend\"}\n",
	    name, sort->formats, sort->confidential ? "true" : "false");
	return fflush(stdout) == 0 ? 0 : CRM_IOERR;
}

static int answer(const char *status, const char *code, const char *detail)
{
	struct crm_record *r = crm_record_new();
	struct crm_buf out = CRM_BUF_INIT;
	int rc;

	crm_record_set_text(r, "status", status);
	if (code != NULL)
		crm_record_set_text(r, "code", code);
	crm_record_set_text(r, "detail", detail);
	crm_record_dump(r, &out);
	crm_buf_addc(&out, '\n');
	rc = crm_write_all(STDOUT_FILENO, out.data, out.len) == 0 ? CRM_OK : CRM_IOERR;
	crm_record_free(r);
	crm_buf_release(&out);
	return rc;
}

static bool says(const struct crm_record *message, const char *name)
{
	const char *text = crm_record_text(message, name);

	return text != NULL && text[strspn(text, " \t\r\n")] != '\0';
}

/* Could a person do anything with it? What could not is failed, for the next channel. */
static int hand(const struct crm_record *message, const char *name)
{
	const struct sort *sort = sort_of(name);
	int rc;

	if (sort->address && !says(message, "to.address")) {
		rc = answer("failed", "no_address", "the message has no to.address");
		return rc == CRM_OK ? REFUSED : rc;
	}
	if (!says(message, "text") && !(sort->paper && says(message, "print"))) {
		rc = answer("failed", "no_text",
		    sort->paper ? "the message has neither print nor text"
		                : "the message has no text");
		return rc == CRM_OK ? REFUSED : rc;
	}
	return answer("handed", NULL, "on the work list");
}

int main(int argc, char **argv)
{
	const char *name = name_of(argc > 0 ? argv[0] : "");
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *message = NULL;
	struct crm_limits limits;
	int status = CRM_BADINPUT;

	if (argc == 2 && strcmp(argv[1], "--capabilities") == 0)
		return capabilities(name);
	if (argc != 1) {
		(void)fprintf(stderr, "usage: channel-%s [--capabilities] <MESSAGE\n", name);
		return CRM_USAGE;
	}
	crm_record_setup();
	crm_limits_init(&limits);
	limits.line = limits.string = MESSAGE_MOST;
	if (crm_file_read(AT_FDCWD, "/dev/stdin", MESSAGE_MOST, &text, &e) != 0 ||
	    crm_record_parse(crm_buf_str(&text), text.len, &limits, &message, &e) != 0)
		(void)fprintf(stderr, "channel-%s: %s\n", name, e.text);
	else
		status = hand(message, name);
	crm_record_free(message);
	crm_buf_release(&text);
	return status;
}
