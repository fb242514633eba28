#include "lib/io/dossier/lock.h"

#include <errno.h>
#include <sys/file.h>

#include "lib/io/lock_pause.h"
#include "lib/time/clock.h"

int crm_dossier_lock(int dir, const char *name, long wait_ms, struct crm_err *e)
{
	int64_t until = crm_clock_ticks() + wait_ms;
	long pause = 1;

	while (flock(dir, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return crm_err_errno(e, CRM_IOERR, "cannot lock", name);
		if (!crm_lock_pause(until, &pause))
			return crm_err_set(e, CRM_TEMPFAIL,
			    "dossier '%s' is busy: another command writes to it; try again", name);
	}
	return 0;
}
