/* channel-email: mail, built here and sent by the site's sendmail. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gmime/gmime.h>

#include "cmd/channel-email/email.h"
#include "lib/base/file.h"
#include "lib/base/opt.h"
#include "lib/data/doc.h"

#define SENDMAIL "/usr/sbin/sendmail"
#define SECONDS 55 /* so that it is told before the caller's 60 are over */
#define SECONDS_MOST 3600

static const struct crm_opt options[] = {
    {"capabilities", 0, CRM_OPT_FLAG, NULL, "what this channel can do, as JSON", false},
    {"help", 'h', CRM_OPT_FLAG, NULL, "this help", false},
    {"version", 0, CRM_OPT_FLAG, NULL, "the version", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

int email_refuse(struct email_result *r, const char *code, const char *fmt, ...)
{
	va_list ap;

	r->status = EMAIL_FAILED;
	r->exit = CRM_BADINPUT;
	(void)snprintf(r->code, sizeof(r->code), "%s", code);
	va_start(ap, fmt);
	crm_buf_addv(&r->detail, fmt, ap);
	va_end(ap);
	return -1;
}

/* 0, or CRM_IOERR. */
static int print(struct crm_buf *out)
{
	int status = crm_write_all(STDOUT_FILENO, crm_buf_str(out), out->len) < 0 ? CRM_IOERR : 0;

	if (status != 0)
		(void)fprintf(stderr, "channel-email: stdout: %s\n", strerror(errno));
	crm_buf_release(out);
	return status;
}

static int help(void)
{
	struct crm_buf out = CRM_BUF_INIT;

	crm_buf_addz(&out, "usage: channel-email ");
	crm_opt_synopsis(options, &out);
	crm_buf_addz(&out,
	    " <MESSAGE\n\nsends one message by the site's sendmail and prints what came of it\n\n");
	crm_opt_help(options, &out);
	return print(&out);
}

static int version(void)
{
	struct crm_buf out = CRM_BUF_INIT;

	crm_buf_addz(&out, "channel-email " CRM_VERSION "\n");
	return print(&out);
}

static int capabilities(void)
{
	static const char *const formats[] = {"text", "html"};
	struct crm_doc *d = crm_doc_new();
	struct crm_buf out = CRM_BUF_INIT;

	crm_doc_text(d, "channel", "email");
	crm_doc_texts(d, "formats", formats, 2);
	crm_doc_bool(d, "attachments", true);
	crm_doc_dec(d, "max_bytes", (struct crm_dec){(int64_t)EMAIL_MOST, 0});
	crm_doc_bool(d, "receipts", false);
	crm_doc_bool(d, "confidential", true); /* for who has a key it encrypts, or does not send */
	crm_doc_text(d, "in_doubt", "resend");
	crm_doc_json(d, false, &out);
	crm_buf_addc(&out, '\n');
	crm_doc_free(d);
	return print(&out);
}

static int print_result(const struct email_result *r)
{
	static const char *const names[] = {"sent", "deferred", "failed"};
	struct crm_doc *d = crm_doc_new();
	struct crm_buf out = CRM_BUF_INIT;

	crm_doc_text(d, "status", names[r->status]);
	if (r->provider_id.len > 0)
		crm_doc_text(d, "provider_id", r->provider_id.data);
	crm_doc_text(d, "code", r->code);
	if (r->detail.len > 0)
		crm_doc_text(d, "detail", r->detail.data);
	crm_doc_json(d, false, &out);
	crm_buf_addc(&out, '\n');
	crm_doc_free(d);
	return print(&out);
}

static int read_stdin(size_t most, struct crm_buf *in, struct email_result *r)
{
	char part[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return email_refuse(
			    r, "bad_message", "stdin cannot be read: %s", strerror(errno));
		crm_buf_add(in, part, (size_t)n);
		if (in->len > most)
			return email_refuse(
			    r, "too_large", "the message has more than %zu bytes", most);
	}
	return 0;
}

/* Up to 1 h, for a server that is slow on purpose. */
static long seconds(void)
{
	const char *text = getenv("CRM_SENDMAIL_TIMEOUT");
	char *end;
	long n = text != NULL ? strtol(text, &end, 10) : 0;

	return n >= 1 && n <= SECONDS_MOST && *end == '\0' ? n : SECONDS;
}

static void hand_over(const struct email *m, const struct crm_buf *mime, struct email_result *r)
{
	struct email_run run = {.said = CRM_BUF_INIT};
	const char *program = getenv("CRM_SENDMAIL");

	if (program == NULL || program[0] == '\0')
		program = SENDMAIL;
	if (program[0] == '/')
		email_sendmail(program, seconds(), m, mime, &run);
	else
		run.error = ENOENT;
	email_outcome(&run, r);
	crm_buf_release(&run.said);
}

static void send_one(struct email_result *r)
{
	struct crm_buf in = CRM_BUF_INIT, mime = CRM_BUF_INIT;
	struct email m = {.arena = CRM_ARENA_INIT};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits limits;

	crm_limits_init(&limits);
	crm_limits_folded(&limits, &limits);
	limits.string = limits.record;
	if (read_stdin(limits.record, &in, r) < 0)
		goto out;
	if (crm_doc_parse(crm_buf_str(&in), in.len, &limits, &d, &e) < 0) {
		(void)email_refuse(r, "bad_message", "the message is no JSON object: %s", e.text);
		goto out;
	}
	if (email_read(d, &m, r) == 0 && email_mime(&m, &mime, r) == 0)
		hand_over(&m, &mime, r);
out:
	email_release(&m);
	crm_doc_free(d);
	crm_buf_release(&mime);
	crm_buf_release(&in);
}

/* No core file with a letter in it; a sendmail that stops reading is no end of ours; and what it says
 * is in the words that outcome.c knows. */
static void set_up(void)
{
	static const struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)setenv("LC_ALL", "C", 1);
	(void)unsetenv("LANGUAGE");
}

int main(int argc, char **argv)
{
	static const struct crm_opt *const tables[] = {options, NULL};
	struct email_result r = {.detail = CRM_BUF_INIT, .provider_id = CRM_BUF_INIT};
	struct crm_args *args = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int status;

	if (crm_args_parse(argc - 1, argv + 1, tables, false, &args, &e) < 0 ||
	    crm_args_operands(args) > 0) {
		(void)fprintf(
		    stderr, "channel-email: %s\n", e.code != 0 ? e.text : "there are no operands");
		crm_args_free(args);
		return CRM_USAGE;
	}
	if (crm_args_has(args, "help")) {
		status = help();
	} else if (crm_args_has(args, "version")) {
		status = version();
	} else if (crm_args_has(args, "capabilities")) {
		status = capabilities();
	} else {
		set_up();
		g_mime_init();
		send_one(&r);
		g_mime_shutdown();
		status = crm_status_worse(r.exit, print_result(&r));
	}
	crm_args_free(args);
	crm_buf_release(&r.detail);
	crm_buf_release(&r.provider_id);
	return status;
}
