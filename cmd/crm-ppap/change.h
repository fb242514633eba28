/*
 * change: what the files change*.c share.
 */
#ifndef CMD_CRM_PPAP_CHANGE_H
#define CMD_CRM_PPAP_CHANGE_H

#include "lib/rules/ppap/advice.h"
#include "lib/tool/run.h"

/* What all codes together call for. */
struct change_verdict {
	enum crm_change_action action;
	struct crm_change_advice by;   /* the first code with that action */
	struct crm_buf codes, reasons; /* comma between */
	bool redo[CRM_PPAP_ROLES];     /* by role */
};

/* --record: writes the record and prints it. */
void change_record(struct crm_run *r, const struct change_verdict *v);
/* --owed: what we owe customers, of the records in the store. */
void change_owed(struct crm_run *r);

#endif
