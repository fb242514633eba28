/*
 * What came of it: the server's reply where sendmail tells it, else sendmail's exit status. Our own is
 * 67 when the server refused the message for good, sendmail's where that failed for good by itself.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "cmd/channel-email/email.h"
#include "lib/base/err.h"
#include "lib/base/utf8.h"

#define DETAIL_MOST 400
#define QUEUED "queued as "

static bool digits(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

static bool reply(const char *s)
{
	return digits(s, 3) && s[0] >= '2' && s[0] <= '5' && !digits(s + 3, 1);
}

/* "550 5.1.1 ...", as sendmail, Postfix and Exim show what the server said. */
static bool enhanced(const char *s)
{
	return reply(s) && (s[3] == ' ' || s[3] == '-') && s[4] == s[0] && s[5] == '.' &&
	    digits(s + 6, 1);
}

static const char *last(const char *said, const char *mark)
{
	const char *p = said, *found = NULL;

	while ((p = strstr(p, mark)) != NULL) {
		p += strlen(mark);
		if (reply(p))
			found = p;
	}
	return found;
}

/* msmtp's log line, then its message (whose words are of LC_ALL=C), then anybody's. NULL: no reply. */
static const char *smtp_reply(const char *said)
{
	const char *p = last(said, "smtpstatus=");

	if (p == NULL)
		p = last(said, "server message: ");
	if (p != NULL)
		return p;
	for (p = said; *p != '\0'; p++)
		if ((p == said || strchr(" \t\n:(<", p[-1]) != NULL) && enhanced(p))
			return p;
	return NULL;
}

/* One line: the server's text, else the first line said. */
static void set_detail(const char *said, struct crm_buf *out)
{
	const char *mark = "smtpmsg='", *p = strstr(said, mark);
	size_t len;

	if (p != NULL) {
		p += strlen(mark);
		len = strcspn(p, "\n");
		for (size_t i = 0; i + 1 < len; i++)
			if (p[i] == '\'' && p[i + 1] == ' ')
				len = i;
		if (len > 0 && p[len - 1] == '\'')
			len--;
	} else {
		p = said + strspn(said, " \t\r\n");
		len = strcspn(p, "\n");
	}
	while (len > 0 && isspace((unsigned char)p[len - 1]))
		len--;
	crm_utf8_visible(out, p, len > DETAIL_MOST ? DETAIL_MOST : len, false);
}

static void set_provider_id(const char *said, struct crm_buf *out)
{
	const char *p = strstr(said, QUEUED);

	if (p != NULL) {
		p += strlen(QUEUED);
		crm_buf_add(out, p,
		    strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."));
	}
}

/* 530 to 538 (RFC 4954, 6) refuse our log-in, not the message: it waits until that is mended. */
static enum email_status by_reply(const char *p)
{
	if (p[0] == '5' && strncmp(p, "530", 3) != 0 && strncmp(p, "534", 3) != 0 &&
	    strncmp(p, "535", 3) != 0 && strncmp(p, "538", 3) != 0)
		return EMAIL_FAILED;
	return EMAIL_DEFERRED;
}

static enum email_status by_exit(int exit)
{
	switch (exit) {
	case EX_USAGE:
	case EX_DATAERR:
	case EX_NOINPUT:
	case EX_NOUSER:
	case EX_SOFTWARE:
	case EX_CANTCREAT:
	case EX_PROTOCOL:
	case EX_NOPERM:
	case EX_CONFIG:
		return EMAIL_FAILED;
	default:
		return EMAIL_DEFERRED;
	}
}

static void refused_or_not(
    const struct email_run *run, int exit, const char *p, struct email_result *r)
{
	if (p != NULL)
		(void)snprintf(r->code, sizeof(r->code), "%.3s", p);
	else
		(void)snprintf(r->code, sizeof(r->code), "exit %d", exit);
	r->status = exit == 0 ? EMAIL_SENT : p != NULL ? by_reply(p) : by_exit(exit);
	if (r->status == EMAIL_SENT) {
		r->exit = CRM_OK;
		set_provider_id(crm_buf_str(&run->said), &r->provider_id);
	} else if (r->status == EMAIL_FAILED) {
		r->exit = p != NULL ? EX_NOUSER : exit;
	}
}

static void ended(const struct email_run *run, int exit, struct email_result *r)
{
	const char *said = crm_buf_str(&run->said);

	if (exit == 0 && run->unread) {
		(void)snprintf(r->code, sizeof(r->code), "unread");
		crm_buf_addz(&r->detail, "sendmail did not read the whole message");
		return;
	}
	set_detail(said, &r->detail);
	refused_or_not(run, exit, smtp_reply(said), r);
}

void email_outcome(const struct email_run *run, struct email_result *r)
{
	r->status = EMAIL_DEFERRED;
	r->exit = CRM_TEMPFAIL;
	if (run->error != 0) {
		r->exit = CRM_UNAVAIL;
		(void)snprintf(r->code, sizeof(r->code), "no_sendmail");
		crm_buf_addf(&r->detail, "sendmail cannot be run: %s", strerror(run->error));
	} else if (run->late) {
		(void)snprintf(r->code, sizeof(r->code), "timeout");
		crm_buf_addz(&r->detail, "sendmail took too long and was ended");
	} else if (WIFSIGNALED(run->wait)) {
		(void)snprintf(r->code, sizeof(r->code), "signal %d", WTERMSIG(run->wait));
		crm_buf_addz(&r->detail, "sendmail was killed");
	} else {
		ended(run, WEXITSTATUS(run->wait), r);
	}
}
