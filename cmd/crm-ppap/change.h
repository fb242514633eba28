/*
 * change: what the files change*.c share.
 */
#ifndef CMD_CRM_PPAP_CHANGE_H
#define CMD_CRM_PPAP_CHANGE_H

#include "cmd/crm-ppap/books.h"
#include "lib/base/buf.h"
#include "lib/rules/ppap/advice.h"
#include "lib/tool/printed.h"
#include "lib/tool/run.h"

/* What all codes together call for. */
struct change_verdict {
	enum crm_change_action action;
	struct crm_change_advice by;   /* the first code with that action */
	struct crm_buf codes, reasons; /* comma between */
	size_t n;
	struct crm_buf note, notes; /* of the first code; of each, with its code before it */
	bool redo[CRM_PPAP_ROLES];  /* by role */
};

struct change {
	struct crm_run *run;
	struct ppap_books books;
	const struct crm_ppap_book *book;
	const struct crm_ppap_changes *table;
	struct crm_output *out;
	bool unset;  /* a customer, and neither a profile for them nor --profile */
	bool people; /* a table without -F */
	bool list;
};

/* ---- change_rows.c ---- */

/* As the table writes it, where it has it. */
const char *change_code_of(const struct crm_change_advice *a);
void change_verdict_add(
    const struct change *c, struct change_verdict *v, const struct crm_change_advice *a);
void change_verdict_release(struct change_verdict *v);
/* What is to be known of all codes together. */
void change_verdict_notes(
    const struct change *c, const struct change_verdict *v, struct crm_buf *out);
int change_rows_open(struct change *c);
void change_rows_code(struct change *c, const struct crm_change_advice *a);
void change_rows_verdict(struct change *c, const struct change_verdict *v);

/* ---- change_record.c ---- */

/* --record: writes the record and prints it. */
void change_record(struct crm_run *r, const struct change_verdict *v);
/* --owed: what we owe customers, of the records in the store. */
void change_owed(struct crm_run *r);

#endif
