/* The process before the first option is read. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/data/record.h"
#include "lib/tool/private.h"

/* A closed 0, 1 or 2 would be given to the next file opened, and output would end up in a journal.
 * What is put there cannot be written to (read from), so that it still is an error. */
static void fill(int fd)
{
	int got;

	if (fcntl(fd, F_GETFD) >= 0)
		return;
	got = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	if (got >= 0 && got != fd)
		(void)close(got);
}

void crm_setup_process(void)
{
	static const struct rlimit none = {0, 0};
	struct sigaction ignore = {0};

	fill(STDIN_FILENO);
	fill(STDOUT_FILENO);
	fill(STDERR_FILENO);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)umask(077);
	/* a file that grows past its limit is EFBIG, an error like a full disk */
	ignore.sa_handler = SIG_IGN;
	(void)sigemptyset(&ignore.sa_mask);
	(void)sigaction(SIGXFSZ, &ignore, NULL);
	crm_record_setup();
}

void crm_setup_pipe(bool survive)
{
	struct sigaction action = {0};

	action.sa_handler = survive ? SIG_IGN : SIG_DFL;
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGPIPE, &action, NULL);
}
