/* Handing over: sendmail -i -f BOUNCE -- ADDRESS, with the message on its stdin. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cmd/channel-email/email.h"

#define SAID_MOST ((size_t)64 << 10)
#define GRACE 2000 /* ms between asking it to end and ending it */
#define LOOK 100   /* ms between two looks whether it has ended */
#define SOON 5     /* the same when it says no more */

extern char **environ;

struct talk {
	pid_t pid;
	int in, out; /* -1: closed */
	const struct crm_buf *mime;
	size_t written;
	int64_t end;
	bool asked;
};

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void shut(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

static int pipe_to(int ends[2], int ours)
{
	if (pipe(ends) < 0)
		return -1;
	if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) < 0 || fcntl(ends[1], F_SETFD, FD_CLOEXEC) < 0 ||
	    fcntl(ends[ours], F_SETFL, O_NONBLOCK) < 0)
		return -1;
	return 0;
}

/* Other descriptors that we were given go on to it: a lock on the message is held until it ends. */
static int start(const char *program, const struct email *m, int in, int out, pid_t *pid)
{
	char *argv[] = {(char *)(uintptr_t)program, (char *)(uintptr_t) "-i",
	    (char *)(uintptr_t) "-f", (char *)(uintptr_t)m->bounce, (char *)(uintptr_t) "--",
	    (char *)(uintptr_t)m->to.address, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t signals;
	int error;

	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	(void)posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
	(void)posix_spawnattr_init(&attr);
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGPIPE);
	(void)posix_spawnattr_setsigdefault(&attr, &signals);
	(void)posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	error = posix_spawn(pid, program, &files, &attr, argv, environ);
	(void)posix_spawnattr_destroy(&attr);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

static void feed(struct talk *t, struct email_run *run)
{
	ssize_t n = write(t->in, t->mime->data + t->written, t->mime->len - t->written);

	if (n > 0)
		t->written += (size_t)n;
	else if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	else
		run->unread = true;
	if (run->unread || t->written == t->mime->len)
		shut(&t->in);
}

static void hear(struct talk *t, struct email_run *run)
{
	char said[4096];
	ssize_t n;

	while ((n = read(t->out, said, sizeof(said))) > 0)
		if (run->said.len < SAID_MOST)
			crm_buf_add(&run->said, said, (size_t)n);
	if (n == 0 || (errno != EINTR && errno != EAGAIN))
		shut(&t->out);
}

/* One look at it; false: it has ended. */
static bool look(struct talk *t, struct email_run *run)
{
	struct pollfd fds[2] = {{t->in, POLLOUT, 0}, {t->out, POLLIN, 0}};
	int got = waitpid(t->pid, &run->wait, WNOHANG);

	if (got == t->pid || (got < 0 && errno != EINTR)) {
		if (t->out >= 0)
			hear(t, run);
		return false;
	}
	if (now_ms() >= t->end) {
		(void)kill(t->pid, t->asked ? SIGKILL : SIGTERM);
		t->end += GRACE;
		t->asked = run->late = true;
	}
	if (poll(fds, 2, t->in < 0 && t->out < 0 ? SOON : LOOK) <= 0)
		return true;
	if (fds[0].revents != 0)
		feed(t, run);
	if (fds[1].revents != 0)
		hear(t, run);
	return true;
}

void email_sendmail(const char *program, long seconds, const struct email *m,
    const struct crm_buf *mime, struct email_run *run)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};
	struct talk t = {.mime = mime, .end = now_ms() + seconds * 1000};

	if (pipe_to(in, 1) < 0 || pipe_to(out, 0) < 0)
		run->error = errno;
	else
		run->error = start(program, m, in[0], out[1], &t.pid);
	shut(&in[0]);
	shut(&out[1]);
	t.in = in[1];
	t.out = out[0];
	if (run->error == 0)
		while (look(&t, run))
			;
	run->unread = run->unread || t.in >= 0;
	shut(&t.in);
	shut(&t.out);
}
