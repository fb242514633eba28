/*
 * What crm.json says of a kind's clocks: "clocks": {KIND: {CLOCK: ...}}, where
 * CLOCK is an object or a list of objects, the first that matches counts
 * (crm-settings.5).
 */
#ifndef CRM_TOOL_CLOCK_SETTINGS_H
#define CRM_TOOL_CLOCK_SETTINGS_H

#include "lib/tool/private.h"

struct crm_clock_settings {
	struct crm_clock_setting *items;
	size_t n, cap;
	struct crm_arena arena;
};

/* Those of r->kind; loads the calendars that they name. Release in any case. CRM_CONFIG, with the
 * path of the key. own: do we have a calendar of our own? */
int crm_clock_settings_read(
    struct crm_run *r, bool own, struct crm_clock_settings *out, struct crm_err *e);
void crm_clock_settings_release(struct crm_clock_settings *s);

#endif
