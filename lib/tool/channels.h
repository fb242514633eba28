/*
 * The channels of a run (lib/io/channel/channel.h): which programs they are and what of the user's
 * environment they get. They are looked for by `channels` of the store's crm.json, in CRM_LIBEXEC,
 * beside the running program, and where they were installed.
 */
#ifndef CRM_TOOL_CHANNELS_H
#define CRM_TOOL_CHANNELS_H

#include "lib/io/channel/channel.h"
#include "lib/tool/run.h"

struct crm_run_channels {
	struct crm_channels *all;
	struct crm_arena arena;
};

/* The store is open. 0, or -1 after a message (78). */
int crm_run_channels(struct crm_run *r, struct crm_run_channels *out);
void crm_run_channels_release(struct crm_run_channels *c); /* a zeroed one too */

#endif
