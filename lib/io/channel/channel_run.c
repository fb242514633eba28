/* Starts a program, feeds it, gathers what it says, and ends it when its time is over. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/io/channel/channel_private.h"
#include "lib/io/lock_pause.h"
#include "lib/time/clock.h"

#define FD_LEAST 10  /* ours are above those that the child gets */
#define REST_MOST 64 /* reads after its end: more than a pipe holds */
#define LOOK_MS 100  /* has it ended, though something it started keeps the pipes open? */

struct run {
	const struct crm_child *child;
	struct crm_child_end *end;
	int in[2], out[2], err[2];
	pid_t pid;
	size_t given;
	int64_t until;
	bool reaped;
	int broken; /* errno: it could not be given the message */
	int status;
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* A pipe out of the way of 0 to 3, closed on exec. */
static int make_pipe(int ends[2])
{
	int low[2];

	if (pipe(low) != 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, FD_LEAST);
		close(low[i]);
	}
	return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

/* Signals as a fresh login has them; a group of its own, so that all of it can be killed. */
static int set_up(posix_spawnattr_t *attr)
{
	const short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
	sigset_t none, all;
	int rc;

	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	if ((rc = posix_spawnattr_setflags(attr, flags)) == 0 &&
	    (rc = posix_spawnattr_setpgroup(attr, 0)) == 0 &&
	    (rc = posix_spawnattr_setsigmask(attr, &none)) == 0)
		rc = posix_spawnattr_setsigdefault(attr, &all);
	return rc;
}

static int start_as(struct run *r, posix_spawn_file_actions_t *acts, int lock)
{
	posix_spawnattr_t attr;
	int rc;

	if ((rc = posix_spawn_file_actions_adddup2(acts, r->in[0], 0)) != 0 ||
	    (rc = posix_spawn_file_actions_adddup2(acts, r->out[1], 1)) != 0 ||
	    (rc = posix_spawn_file_actions_adddup2(acts, r->err[1], 2)) != 0 ||
	    (lock >= 0 && (rc = posix_spawn_file_actions_adddup2(acts, lock, 3)) != 0))
		return rc;
	if ((rc = posix_spawnattr_init(&attr)) != 0)
		return rc;
	if ((rc = set_up(&attr)) == 0)
		rc = posix_spawn(
		    &r->pid, r->child->argv[0], acts, &attr, r->child->argv, r->child->env);
	(void)posix_spawnattr_destroy(&attr);
	return rc;
}

/* An errno, or 0. The lock is the same one in parent and child: it goes when both have closed it. */
static int start(struct run *r)
{
	posix_spawn_file_actions_t acts;
	int rc, lock = -1;

	if (r->child->lock >= 0) {
		lock = fcntl(r->child->lock, F_DUPFD_CLOEXEC, FD_LEAST);
		if (lock < 0)
			return errno;
	}
	rc = posix_spawn_file_actions_init(&acts);
	if (rc == 0) {
		rc = start_as(r, &acts, lock);
		(void)posix_spawn_file_actions_destroy(&acts);
	}
	shut(&lock);
	return rc;
}

/*
 * Writes what the pipe takes. One that reads no more gets no more; that is no error, and the signal
 * that it makes is taken away before anybody hears it. Half a message is given to nobody: if we
 * cannot write, it is ended before it comes to the end of what it reads.
 */
static void feed(struct run *r)
{
	struct timespec now = {0, 0};
	sigset_t pipes, before;
	ssize_t n;

	(void)sigemptyset(&pipes);
	(void)sigaddset(&pipes, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &pipes, &before);
	n = write(r->in[1], r->child->input + r->given, r->child->len - r->given);
	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		if (errno != EPIPE)
			r->broken = errno;
		else if (!sigismember(&before, SIGPIPE))
			while (sigtimedwait(&pipes, NULL, &now) < 0 && errno == EINTR)
				;
		r->given = r->child->len;
	} else if (n > 0) {
		r->given += (size_t)n;
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (r->given == r->child->len && r->broken == 0)
		shut(&r->in[1]);
}

/* What is over the limit is read and dropped, so that the program does not wait for us. */
static void gather(int *fd, struct crm_buf *to, size_t limit, bool *cut)
{
	char block[4096];
	ssize_t n = read(*fd, block, sizeof(block));
	size_t room = limit - to->len;

	if (n > 0) {
		if ((size_t)n > room && cut != NULL)
			*cut = true;
		crm_buf_add(to, block, (size_t)n < room ? (size_t)n : room);
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		shut(fd);
	}
}

/* True while there may be more to read. */
static bool look(struct run *r, int wait_ms)
{
	struct pollfd p[3] = {
	    {r->in[1], POLLOUT, 0}, {r->out[0], POLLIN, 0}, {r->err[0], POLLIN, 0}};
	int n = poll(p, 3, wait_ms);

	if (n > 0 && p[0].revents != 0)
		feed(r);
	if (n > 0 && p[1].revents != 0)
		gather(&r->out[0], &r->end->out, CRM_CHANNEL_OUTPUT, &r->end->out_cut);
	if (n > 0 && p[2].revents != 0)
		gather(&r->err[0], &r->end->err, CRM_ANSWER_DETAIL, NULL);
	return n != 0 && (r->out[0] >= 0 || r->err[0] >= 0);
}

static bool ended(struct run *r)
{
	pid_t got;

	if (!r->reaped) {
		do
			got = waitpid(r->pid, &r->status, WNOHANG);
		while (got < 0 && errno == EINTR);
		r->reaped = got != 0;
		if (got < 0) /* taken by somebody else: as if it had been killed */
			r->status = SIGKILL;
	}
	return r->reaped;
}

static void end_it(struct run *r)
{
	(void)kill(-r->pid, SIGKILL);
	while (waitpid(r->pid, &r->status, 0) < 0 && errno == EINTR)
		;
	r->reaped = true;
	r->end->timeout = true;
}

/* Until it has ended and said all; what it left running may go on, unheard. */
static void attend(struct run *r)
{
	long pause = 1;
	int64_t left;
	int rest;

	while (r->out[0] >= 0 || r->err[0] >= 0 || r->in[1] >= 0) {
		left = r->until - crm_clock_ticks();
		if (left <= 0 || r->broken != 0 || ended(r))
			break;
		(void)look(r, left < LOOK_MS ? (int)left : LOOK_MS);
	}
	while (!ended(r))
		if (r->broken != 0 || !crm_lock_pause(r->until, &pause))
			end_it(r);
	shut(&r->in[1]);
	for (rest = 0; rest < REST_MOST && look(r, 0); rest++)
		;
	if (WIFSIGNALED(r->status))
		r->end->sig = WTERMSIG(r->status);
	else
		r->end->status = WEXITSTATUS(r->status);
}

int crm_child_run(const struct crm_child *c, struct crm_child_end *out, struct crm_err *e)
{
	struct run r = {c, out, {-1, -1}, {-1, -1}, {-1, -1}, 0, 0, 0, false, 0, 0};
	int rc;

	*out = (struct crm_child_end){false, false, 0, 0, CRM_BUF_INIT, CRM_BUF_INIT};
	if (make_pipe(r.in) != 0 || make_pipe(r.out) != 0 || make_pipe(r.err) != 0 ||
	    fcntl(r.in[1], F_SETFL, O_NONBLOCK) != 0 || fcntl(r.out[0], F_SETFL, O_NONBLOCK) != 0 ||
	    fcntl(r.err[0], F_SETFL, O_NONBLOCK) != 0) {
		rc = crm_err_errno(e, CRM_SYSTEM, "cannot make a pipe for", c->argv[0]);
		goto out;
	}
	r.until = crm_clock_ticks() + c->timeout_ms;
	rc = start(&r);
	if (rc != 0) {
		errno = rc;
		rc = crm_err_errno(e, CRM_UNAVAIL, "cannot start", c->argv[0]);
		goto out;
	}
	shut(&r.in[0]);
	shut(&r.out[1]);
	shut(&r.err[1]);
	if (c->len == 0)
		shut(&r.in[1]);
	attend(&r);
	if (r.broken != 0) {
		errno = r.broken;
		rc = crm_err_errno(e, CRM_SYSTEM, "cannot give the message to", c->argv[0]);
	}
out:
	for (int i = 0; i < 2; i++) {
		shut(&r.in[i]);
		shut(&r.out[i]);
		shut(&r.err[i]);
	}
	return rc;
}
