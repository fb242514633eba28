/*
 * One writer at a time in a dossier: flock on its directory, which leaves no file behind.
 */
#ifndef CRM_IO_DOSSIER_LOCK_H
#define CRM_IO_DOSSIER_LOCK_H

#include "lib/base/err.h"

/* Waits wait_ms at most, then CRM_TEMPFAIL. The lock ends when dir is closed. name: for messages. */
int crm_dossier_lock(int dir, const char *name, long wait_ms, struct crm_err *e);

#endif
