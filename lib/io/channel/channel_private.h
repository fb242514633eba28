/* For the files of this folder alone. */
#ifndef CRM_IO_CHANNEL_PRIVATE_H
#define CRM_IO_CHANNEL_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/io/channel/channel.h"

/* One run of a program (channel_run.c). */
struct crm_child {
	char *const *argv; /* argv[0] is its path */
	char *const *env;
	const char *input;
	size_t len;
	int lock; /* its descriptor 3; -1: none */
	long timeout_ms;
};
struct crm_child_end {
	bool timeout, out_cut;
	int sig, status;
	struct crm_buf out, err; /* the caller releases */
};
/* CRM_UNAVAIL: it cannot be started. CRM_SYSTEM: no pipes, no processes. Out is filled in any case. */
int crm_child_run(const struct crm_child *c, struct crm_child_end *out, struct crm_err *e);

#endif
