/*
 * What the files cmd/crm-notify/draft*.c share.
 *
 *   draft.c        the command: options, customers, the write
 *   draft_rows.c   the records that are piped, and on which occasion
 *   draft_text.c   what a template is given, and the text of one notice
 *   draft_write.c  what is written
 */
#ifndef CMD_CRM_NOTIFY_DRAFT_H
#define CMD_CRM_NOTIFY_DRAFT_H

#include "cmd/crm-notify/notify.h"
#include "lib/data/change.h"
#include "lib/tool/letters.h"

/* A record that notices are about; none: of options alone. */
struct draft_row {
	struct crm_record *row;    /* as it was piped; NULL: options alone */
	struct crm_record *record; /* as the store has it */
	const struct crm_kind *kind;
	struct crm_shape *shape;
	struct crm_view view;
	const char *id, *who, *occasion; /* who: for messages */
};

struct draft_set {
	const char *path, *value; /* of the document */
};

/* One notice that is to be. */
struct draft_one {
	const struct draft_row *row;
	struct notify_addressee to;
	char op[65];
	struct crm_buf json; /* its content, once it is written; empty: the notice is there */
	char sha256[65];
};

struct drafting {
	struct crm_run *run;
	struct notify_customers customers;
	struct notify_files files;
	struct crm_letters *letters;
	const struct crm_letter *letter;
	struct crm_categories categories;
	const struct crm_category *category;
	struct crm_changes given; /* what options say, by field */
	struct draft_set *sets;
	size_t nsets, setcap;
	struct draft_row *rows;
	size_t nrows, rowcap;
	struct draft_one *v;
	size_t n, cap;
	struct crm_map *ops;
	size_t missed;         /* rows or customers that nobody can be told for */
	struct crm_map *lacks; /* told at the end: how many lack it */
	struct crm_arena arena;
};

/* An option that says a field, and by which name templates know it. */
struct draft_said {
	const char *option;
	int field;
	const char *name;
};
extern const struct draft_said draft_said[]; /* ends with option NULL */

/* The rows of the operands, or of stdin, or one without a record. 0, or -1 after a message. */
int draft_rows_read(struct drafting *d);
void draft_rows_release(struct drafting *d);

/* The text of one, under that number; out is the caller's. 0, or -1 after a message. */
int draft_text(
    struct drafting *d, const struct draft_one *one, const char *id, struct crm_content *out);

/* All of them. */
void draft_write(struct drafting *d);

/* Days ahead that this customer must be told. */
int64_t draft_lead(const struct drafting *d, const struct notify_customer *c);

#endif
