/*
 * lib/io/channel/channel.h: where a channel is found, and how its program is run: fed, heard, and ended
 * when its time is over.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/file.h"
#include "lib/data/record.h"
#include "lib/io/channel/channel.h"

#define CAPABLE \
	"[ $# = 1 ] && echo '{\"formats\":[\"text\",\"sms\",\"smoke\"],\"max_bytes\":70}' && exit\n"

static char dir[] = "/tmp/crm-unit-channel-XXXXXX";
static const char *dirs[] = {dir, NULL};

/* ---- programs ---- */

static void program(const char *name, const char *body)
{
	char path[128];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/channel-%s", dir, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, "#!/bin/sh\n", 10), 0);
	assert_int_equal(crm_write_all(fd, body, strlen(body)), 0);
	close(fd);
}

/* What becomes of a message that the program gets. */
static struct crm_answer sent_by(
    const char *body, const char *message, size_t len, int lock, long timeout_ms)
{
	static const char *const env[] = {"HOME=/home/of", NULL};
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_channels *c = crm_channels_new(NULL, dirs, env);
	const struct crm_channel *channel;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_answer a;

	crm_buf_addz(&text, CAPABLE);
	crm_buf_addz(&text, body);
	program("x", text.data);
	if (crm_channel_get(c, "x", &channel, &e) != 0)
		fail_msg("%s", e.text);
	crm_channel_send(c, channel, message, len, lock, timeout_ms, &a);
	crm_channels_free(c);
	crm_buf_release(&text);
	return a;
}

static void asks_once(void **state)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_channels *c = crm_channels_new(NULL, dirs, NULL);
	const struct crm_channel *channel, *again;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	program("a", CAPABLE);
	assert_int_equal(crm_channel_get(c, "a", &channel, &e), 0);
	assert_int_equal(channel->formats, CRM_FORMAT_TEXT | CRM_FORMAT_SMS);
	assert_int_equal(channel->max_bytes, 70);
	assert_false(channel->attachments);
	assert_false(channel->doubt_holds);
	assert_false(channel->confidential); /* who does not say so is not */
	program("a", "exit 9\n");            /* is not asked again */
	assert_int_equal(crm_channel_get(c, "a", &again, &e), 0);
	assert_ptr_equal(channel, again);
	program("b", "echo '{\"formats\":[\"sms\"],\"in_doubt\":\"hold\",\"attachments\":true}'\n");
	assert_int_equal(crm_channel_get(c, "b", &channel, &e), 0);
	assert_true(channel->doubt_holds);
	assert_true(channel->attachments);
	program("n", "echo '{\"formats\":[\"sms\"],\"confidential\":true}'\n");
	assert_int_equal(crm_channel_get(c, "n", &channel, &e), 0);
	assert_true(channel->confidential);
	program("o", "echo '{\"formats\":[\"sms\"],\"confidential\":\"yes\"}'\n");
	assert_int_equal(crm_channel_get(c, "o", &channel, &e), 0);
	assert_false(channel->confidential);
	crm_channels_free(c);
	crm_arena_release(&arena);
}

static void refuses(const char *name, const char *body, int code, const char *text)
{
	struct crm_channels *c = crm_channels_new(NULL, dirs, NULL);
	const struct crm_channel *channel;
	struct crm_err e = CRM_ERR_INIT;

	if (body != NULL)
		program(name, body);
	assert_int_equal(crm_channel_get(c, name, &channel, &e), -1);
	if (e.code != code || strstr(e.text, text) == NULL)
		fail_msg("%s: %d %s", name, e.code, e.text);
	crm_channels_free(c);
}

static void tells_what_is_no_channel(void **state)
{
	(void)state;
	refuses("none", NULL, CRM_UNAVAIL, "there is no channel 'none'");
	refuses("../a", NULL, CRM_BADINPUT, "is no name");
	refuses("", NULL, CRM_BADINPUT, "is no name");
	refuses("A", NULL, CRM_BADINPUT, "is no name");
	refuses("123456789012345678901234567890123", NULL, CRM_BADINPUT, "is no name");
	refuses("c", "exit 1\n", CRM_UNAVAIL, "does not answer");
	refuses("d", "echo yes\n", CRM_UNAVAIL, "--capabilities");
	refuses("e", "echo '{}'\n", CRM_UNAVAIL, "no formats");
	refuses("f", "echo '{\"formats\":[\"sms\"],\"in_doubt\":\"x\"}'\n", CRM_UNAVAIL,
	    "hold or resend");
}

static void finds(void **state)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *const *d = crm_channel_dirs("/g", "/opt/bin/crm-notify", "/i", &arena);
	struct crm_record *set = crm_record_new();
	const struct crm_channel *channel;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_channels *c;
	char path[128];

	(void)state;
	assert_string_equal(d[0], "/g");
	assert_string_equal(d[1], "/opt/bin/../libexec/crm");
	assert_string_equal(d[2], "/opt/bin/../libexec");
	assert_string_equal(d[3], "/i");
	assert_null(d[4]);
	assert_null(crm_channel_dirs(NULL, "crm-notify", NULL, &arena)[0]);
	crm_arena_release(&arena);

	/* the setting goes before the folders, and does not fall back to them */
	program("g", CAPABLE);
	program("h", CAPABLE);
	(void)snprintf(path, sizeof(path), "%s/channel-h", dir);
	crm_record_set_text(set, "channels.g.program", path);
	crm_record_set_text(set, "channels.h.program", "channel-h");
	crm_record_set_text(set, "channels.i.program", "/none");
	c = crm_channels_new(set, dirs, NULL);
	assert_int_equal(crm_channel_get(c, "g", &channel, &e), 0);
	assert_string_equal(channel->program, path);
	assert_int_equal(crm_channel_get(c, "h", &channel, &e), -1);
	assert_int_equal(e.code, CRM_CONFIG);
	assert_string_equal(e.field, "channels.h.program");
	crm_err_clear(&e);
	assert_int_equal(crm_channel_get(c, "i", &channel, &e), -1);
	assert_int_equal(e.code, CRM_UNAVAIL);
	crm_channels_free(c);
	crm_record_free(set);
}

static void gives_a_bare_environment(void **state)
{
	struct crm_answer a;

	(void)state;
	assert_int_equal(setenv("CRM_SECRET", "x", 1), 0);
	a = sent_by("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD= | sort >&2; exit 75\n",
	    "{}\n", 3, -1, CRM_CHANNEL_TIMEOUT);
	assert_string_equal(a.detail,
	    "HOME=/home/of\nLC_ALL=C.UTF-8\n"
	    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nTZ=UTC");
}

static void gives_the_whole_message(void **state)
{
	const size_t size = 300000; /* more than a pipe holds */
	char *big = malloc(size);
	struct crm_answer a;

	(void)state;
	assert_non_null(big);
	memset(big, 'm', size);
	a = sent_by("wc -c >&2; exit 75\n", big, size, -1, CRM_CHANNEL_TIMEOUT);
	assert_string_equal(a.detail, "300000");
	/* one that does not want it is not waited for, and kills nobody */
	a = sent_by("exec <&-; echo '{\"status\":\"sent\"}'\n", big, size, -1, CRM_CHANNEL_TIMEOUT);
	assert_int_equal(a.sent, CRM_SENT_TAKEN);
	free(big);
}

static void bounds_what_it_hears(void **state)
{
	struct crm_answer a;

	(void)state;
	a = sent_by("head -c 100000 /dev/zero | tr '\\0' x >&2; echo '{\"status\":\"sent\"}'\n", "",
	    0, -1, CRM_CHANNEL_TIMEOUT);
	assert_int_equal(a.sent, CRM_SENT_TAKEN);
	assert_int_equal(strlen(a.detail), CRM_ANSWER_DETAIL);
	a = sent_by("echo '{\"status\":\"sent\"}'; head -c 100000 /dev/zero | tr '\\0' ' '\n", "",
	    0, -1, CRM_CHANNEL_TIMEOUT);
	assert_int_equal(a.sent, CRM_SENT_REFUSED);
	assert_true(a.doubt);
}

static void ends_what_takes_too_long(void **state)
{
	char mark[128], body[512];
	struct crm_answer a;

	(void)state;
	(void)snprintf(mark, sizeof(mark), "%s/mark", dir);
	/* and what it has started goes with it */
	(void)snprintf(body, sizeof(body), "(sleep 1; echo x >%s) & sleep 60\n", mark);
	a = sent_by(body, "{}\n", 3, -1, 200);
	assert_int_equal(a.sent, CRM_SENT_LATER);
	assert_true(a.doubt);
	assert_string_equal(a.code, "timeout");
	/* also when it has closed all that we hear */
	a = sent_by("exec <&- >&- 2>&-; sleep 60\n", "{}\n", 3, -1, 200);
	assert_string_equal(a.code, "timeout");
	sleep(1);
	assert_int_equal(access(mark, F_OK), -1);
}

static void does_not_wait_for_what_it_leaves(void **state)
{
	struct crm_answer a =
	    sent_by("sleep 2 & echo '{\"status\":\"sent\"}'\n", "{}\n", 3, -1, CRM_CHANNEL_TIMEOUT);

	(void)state;
	assert_int_equal(a.sent, CRM_SENT_TAKEN);
}

static void hands_the_lock_on(void **state)
{
	char path[128], body[128];
	struct crm_answer a;
	int lock, other;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/lock", dir);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	other = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(lock, LOCK_EX | LOCK_NB), 0);
	(void)snprintf(body, sizeof(body), "readlink /proc/self/fd/3 >&2; sleep 1 & exit 75\n");
	a = sent_by(body, "{}\n", 3, lock, CRM_CHANNEL_TIMEOUT);
	assert_string_equal(a.detail, path);
	close(lock);
	assert_int_equal(flock(other, LOCK_EX | LOCK_NB), -1); /* by the sleep */
	close(other);
	a = sent_by(
	    "[ -e /proc/self/fd/3 ] && exit 1; exit 75\n", "{}\n", 3, -1, CRM_CHANNEL_TIMEOUT);
	assert_string_equal(a.code, "exit 75");
}

static void a_missing_program_is_put_off(void **state)
{
	struct crm_channels *c = crm_channels_new(NULL, dirs, NULL);
	const struct crm_channel *channel;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_answer a;
	char path[128];

	(void)state;
	program("k", CAPABLE);
	assert_int_equal(crm_channel_get(c, "k", &channel, &e), 0);
	(void)snprintf(path, sizeof(path), "%s/channel-k", dir);
	assert_int_equal(unlink(path), 0);
	crm_channel_send(c, channel, "{}\n", 3, -1, CRM_CHANNEL_TIMEOUT, &a);
	assert_int_equal(a.sent, CRM_SENT_LATER);
	assert_false(a.doubt);
	assert_true(a.alert);
	assert_string_equal(a.code, "exit 69");
	crm_channels_free(c);
}

static int make_dir(void **state)
{
	(void)state;
	crm_record_setup();
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int remove_dir(void **state)
{
	char command[128];

	(void)state;
	(void)snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(asks_once),
	    cmocka_unit_test(tells_what_is_no_channel),
	    cmocka_unit_test(finds),
	    cmocka_unit_test(gives_a_bare_environment),
	    cmocka_unit_test(gives_the_whole_message),
	    cmocka_unit_test(bounds_what_it_hears),
	    cmocka_unit_test(ends_what_takes_too_long),
	    cmocka_unit_test(does_not_wait_for_what_it_leaves),
	    cmocka_unit_test(hands_the_lock_on),
	    cmocka_unit_test(a_missing_program_is_put_off),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
