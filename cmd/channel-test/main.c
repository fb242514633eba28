/*
 * channel-test: a channel that sends nothing. What becomes of a message is in the part of its address
 * before the @, up to a + if there is one:
 *
 *	sent            taken (and every address that is none of these)
 *	deferred        deferred, code 451, exit 75
 *	failed          failed, code 550, exit 67: the next channel is tried
 *	flaky-N         deferred in the first N attempts (1), then taken
 *	doubt           taken; then it is killed by signal 9 before it answers
 *	doubt-N         the same in the first N attempts, then taken with an answer
 *	crash           killed by signal 9 before it takes anything
 *	slow-N          waits N seconds (120), then taken
 *	garbage         taken; its answer is no result, exit 0
 *	endless         taken; its answer is longer than any result
 *	silent          taken; no answer, exit 0
 *	noisy           taken; 100,000 bytes on stderr beside the answer
 *	exit-N          takes nothing, no answer, exit N; why is on stderr
 *	config          failed, exit 78: the operator must mend something
 *	handed          handed: a person has it, and says what came of it
 *
 * What it took is appended to the file that CRM_TEST_CHANNEL_LOG names, one line each: the message
 * as it came. It is one write, so several at once do not mix. CRM_TEST_CHANNEL_IN_DOUBT=hold makes it
 * a channel that cannot tell two copies apart, CRM_TEST_CHANNEL_CONFIDENTIAL=1 one of which nobody
 * between reads what it carries (--capabilities). It calls itself what follows
 * "channel-" in the name that it was started by, so a link stands for any other channel.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/file.h"
#include "lib/data/record.h"

#define MESSAGE_MOST ((size_t)8 << 20)
#define TAKEN 0
#define LATER 75
#define REFUSED 67
#define HANDED (-1) /* exit 0 */

static const char *name_of(const char *program)
{
	const char *slash = strrchr(program, '/'), *base = slash != NULL ? slash + 1 : program;

	return strncmp(base, "channel-", 8) == 0 && base[8] != '\0' ? base + 8 : "test";
}

static int capabilities(const char *name)
{
	const char *doubt = getenv("CRM_TEST_CHANNEL_IN_DOUBT");
	const char *closed = getenv("CRM_TEST_CHANNEL_CONFIDENTIAL");
	bool hold = doubt != NULL && strcmp(doubt, "hold") == 0;
	bool confidential = closed != NULL && strcmp(closed, "1") == 0;

	(void)printf("{\"channel\":\"%s\",\"formats\":[\"text\",\"html\",\"sms\",\"im\",\"print\"],"
	             "\"attachments\":true,\"max_bytes\":1048576,\"receipts\":false,"
	             "\"confidential\":%s,\"in_doubt\":\"%s\"}\n",
	    name, confidential ? "true" : "false", hold ? "hold" : "resend");
	return fflush(stdout) == 0 ? 0 : CRM_IOERR;
}

static void nap(long seconds)
{
	struct timespec left = {seconds, 0};

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}

/* Into the log; -1: it did not take it. */
static int take(const struct crm_record *message)
{
	const char *path = getenv("CRM_TEST_CHANNEL_LOG");
	struct crm_buf line = CRM_BUF_INIT;
	int fd, ret;

	if (path == NULL || path[0] == '\0')
		return 0;
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	crm_record_dump(message, &line);
	crm_buf_addc(&line, '\n');
	ret = crm_write_all(fd, line.data, line.len);
	crm_buf_release(&line);
	return close(fd) == 0 ? ret : -1;
}

static int answer(int status, const char *code, const char *detail)
{
	struct crm_record *r = crm_record_new();
	struct crm_buf out = CRM_BUF_INIT;
	int rc;

	crm_record_set_text(r, "status",
	    status == TAKEN        ? "sent"
	        : status == LATER  ? "deferred"
	        : status == HANDED ? "handed"
	                           : "failed");
	if (code != NULL)
		crm_record_set_text(r, "code", code);
	crm_record_set_text(r, "detail", detail);
	if (status == TAKEN)
		crm_record_set_text(r, "provider_id", "test-1");
	crm_record_dump(r, &out);
	crm_buf_addc(&out, '\n');
	rc = crm_write_all(STDOUT_FILENO, out.data, out.len) != 0 ? CRM_IOERR
	    : status == HANDED                                    ? TAKEN
	                                                          : status;
	crm_record_free(r);
	crm_buf_release(&out);
	return rc;
}

/* Bytes without meaning, to stdout or stderr. */
static void flood(int fd)
{
	char block[1000];

	memset(block, 'x', sizeof(block));
	for (int i = 0; i < 100 && crm_write_all(fd, block, sizeof(block)) == 0; i++)
		;
}

/* Is the word before "-N" this one? *n is N, or what it was. */
static bool is(const char *local, size_t len, const char *word, long *n)
{
	size_t w = strlen(word);
	char *end;
	long got;

	if (len < w || strncmp(local, word, w) != 0)
		return false;
	if (len == w)
		return true;
	if (local[w] != '-')
		return false;
	got = strtol(local + w + 1, &end, 10);
	if (end != local + len)
		return false;
	*n = got;
	return true;
}

/* Those that do not take it. */
static bool refuse(const char *local, size_t len, long attempt, int *status)
{
	long n = 1;

	if (is(local, len, "deferred", &n) || (is(local, len, "flaky", &n) && attempt <= n)) {
		*status = answer(LATER, "451", "try again later");
	} else if (is(local, len, "failed", &n)) {
		*status = answer(REFUSED, "550", "no such user");
	} else if (is(local, len, "config", &n)) {
		*status = answer(REFUSED, "config", "no account is set");
		*status = CRM_CONFIG;
	} else if (is(local, len, "crash", &n)) {
		(void)raise(SIGKILL);
	} else if (is(local, len, "exit", &n)) {
		(void)fprintf(stderr, "channel-test: exit %ld was asked for\n", n);
		*status = (int)n;
	} else {
		return false;
	}
	return true;
}

static int send_to(const char *local, size_t len, const struct crm_record *message, long attempt)
{
	long n = 120, first = attempt;
	int status = TAKEN;

	if (refuse(local, len, attempt, &status))
		return status;
	if (is(local, len, "slow", &n))
		nap(n);
	if (take(message) != 0) {
		perror("channel-test: CRM_TEST_CHANNEL_LOG");
		return CRM_IOERR;
	}
	if (is(local, len, "doubt", &first) && attempt <= first)
		(void)raise(SIGKILL);
	if (is(local, len, "silent", &n))
		return TAKEN;
	if (is(local, len, "endless", &n) || is(local, len, "garbage", &n)) {
		(void)crm_write_all(STDOUT_FILENO, "no result\n", 10);
		if (local[0] == 'e')
			flood(STDOUT_FILENO);
		return TAKEN;
	}
	if (is(local, len, "noisy", &n))
		flood(STDERR_FILENO);
	if (is(local, len, "handed", &n))
		return answer(HANDED, NULL, "on the list");
	return answer(TAKEN, "250", "taken");
}

int main(int argc, char **argv)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *message = NULL;
	struct crm_limits limits;
	struct crm_cell attempt;
	const char *to;
	int status = CRM_BADINPUT;

	if (argc == 2 && strcmp(argv[1], "--capabilities") == 0)
		return capabilities(name_of(argv[0]));
	if (argc != 1) {
		(void)fprintf(stderr, "usage: channel-test [--capabilities] <MESSAGE\n");
		return CRM_USAGE;
	}
	crm_record_setup();
	crm_limits_init(&limits);
	limits.line = limits.string = MESSAGE_MOST;
	if (crm_file_read(AT_FDCWD, "/dev/stdin", MESSAGE_MOST, &text, &e) != 0 ||
	    crm_record_parse(crm_buf_str(&text), text.len, &limits, &message, &e) != 0) {
		(void)fprintf(stderr, "channel-test: %s\n", e.text);
	} else if ((to = crm_record_text(message, "to.address")) == NULL) {
		(void)fprintf(stderr, "channel-test: the message has no to.address\n");
	} else {
		crm_record_cell(message, "attempt", NULL, NULL, &attempt);
		status = send_to(to, strcspn(to, "@+"), message,
		    attempt.type == CRM_T_INT ? (long)attempt.u.i : 1);
	}
	crm_record_free(message);
	crm_buf_release(&text);
	return status;
}
