/*
 * 8d: what the files eightd*.c share.
 */
#ifndef CRM_CMD_COMPLAINT_EIGHTD_H
#define CRM_CMD_COMPLAINT_EIGHTD_H

#include "lib/base/mem.h"
#include "lib/rules/eightd/eightd_doc.h"
#include "lib/rules/eightd/eightd_form.h"
#include "lib/tool/calendars.h"
#include "lib/tool/printed.h"

/* A profile that was loaded, with its limits compiled. */
struct eightd_profile {
	struct crm_eightd_profile *profile;
	struct crm_clocks *clocks; /* NULL: no limits */
	struct crm_clock_result *results;
};

/* Loads it, from the store's profiles/8d or the installed ones. by: where
 * crm.json names it; NULL: an option did, or nobody. 0, or -1 after a message. */
int eightd_profile_open(struct crm_run *r, const char *name, const char *by,
    const struct crm_clocks_opts *clocks, struct eightd_profile *out);
void eightd_profile_release(struct eightd_profile *p);

enum eightd_format { EIGHTD_TEXT, EIGHTD_JSON, EIGHTD_HTML, EIGHTD_CATENA };

struct eightd {
	struct crm_run *run;
	enum eightd_format format;
	int through;
	struct crm_clocks_opts clocks; /* zones and calendars */
	struct crm_clock_result *results;
	struct eightd_profile profile; /* the last one used */
	struct crm_labels *labels;     /* the last ones used; NULL: as data */
	const char *us[CRM_PARTY_COUNT];
	struct crm_doc *all; /* "reports" */
	struct crm_buf text; /* Catena-X: forms */
};

/* A record's turn. */
struct eightd_case {
	struct crm_view view;
	struct crm_arena arena;
	const char *id, *customer; /* "" when nobody knows */
	const char *theirs[CRM_PARTY_COUNT];
	const struct crm_zone *zone; /* the customer's */
};

/* Adds the form to x->text; findings on stderr, status 1 when it lacks
 * something: then only --draft prints it. */
void eightd_catena(struct eightd *x, const struct eightd_case *c);

#endif
