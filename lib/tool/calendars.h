/*
 * The calendars and zones that crm.json names: `calendar` (our own),
 * `customers` (each may have a zone and a calendar), and those of single
 * clocks. They are looked for in the store's folder calendars/, then in that
 * of the installed data, are loaded once and live as long as the run.
 */
#ifndef CRM_TOOL_CALENDARS_H
#define CRM_TOOL_CALENDARS_H

#include "lib/tool/private.h"

struct crm_calendars;

/* A calendar that was named on the command line, in the store's zone where it has none of its own;
 * the caller frees it. Errors as crm_calendar_load(). */
int crm_run_calendar(
    struct crm_run *r, const char *name, struct crm_calendar **out, struct crm_err *e);
/*
 * A calendar by name. zone is that of one without a zone of its own; NULL: the store's. What is
 * wrong is CRM_CONFIG with field `path`, where the settings name it, unless a file says more.
 */
int crm_calendars_get(struct crm_run *r, const char *name, const struct crm_zone *zone,
    const char *path, const struct crm_calendar **out, struct crm_err *e);
/*
 * Our own calendar and the customers', for the clocks: sets o->calendar, o->parties and
 * o->nparties, which the run keeps. Nothing without a store.
 */
int crm_run_parties(struct crm_run *r, struct crm_clocks_opts *o, struct crm_err *e);
/* All that were loaded with the store's zone, for o->calendars; valid until the next one is. */
const struct crm_calendar *const *crm_calendars_loaded(struct crm_run *r, size_t *n);
/* Adds an error (bad_value) for each field of a record, or of its items, that names a calendar
 * (CRM_REF_CALENDAR) which there is not, or which cannot be read: calendars_named.c. */
void crm_calendars_named(struct crm_run *r, const struct crm_kind *kind, const struct crm_view *v,
    struct crm_findings *f);
/* Is that a field which names one, and is there none such? `out` says so. */
bool crm_calendar_lacks(struct crm_run *r, const struct crm_field *field,
    const struct crm_cell *cell, struct crm_buf *out);
void crm_calendars_free(struct crm_calendars *c); /* NULL allowed */

#endif
