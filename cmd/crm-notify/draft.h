/*
 * What the files cmd/crm-notify/draft*.c share.
 *
 *   draft.c        the command: template, customers, the write
 *   draft_given.c  values and words: of options, of rows
 *   draft_said.c   their names, their hash, their languages
 *   draft_rows.c   the records that are piped, and on which occasion
 *   draft_text.c   what a template is given, and the text of one notice
 *   draft_like.c   what is open already
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
	/* members of the row that the record has not: names of `notice.` for the template */
	struct crm_changes extra;
};

/* --set, --text. */
struct draft_set {
	const char *path, *value; /* of the document */
	const char *language;     /* for these addressees alone; NULL: for all */
	int field;                /* of the notice; -1: none */
};

/* One notice that is to be. */
struct draft_one {
	const struct draft_row *row;
	struct notify_addressee to;
	bool elsewhere;    /* --to names it: without it another one were told */
	char occasion[65]; /* its op, by what makes it one notice */
	const char *op;    /* --op; NULL: the occasion */
	const char *language,
	    *text_language;  /* of the addressee, of the text; NULL: not yet known */
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
	struct crm_map *used; /* the names that the template uses */
	struct draft_row *rows;
	size_t nrows, rowcap;
	struct draft_one *v;
	size_t n, cap;
	struct crm_map *ops;
	size_t missed;             /* rows that cannot be read */
	size_t twice;              /* rows of a notice that another row says otherwise */
	struct crm_map *lacks;     /* told at the end: how many lack it */
	struct crm_map *late;      /* how many are told late, and by how much */
	struct crm_map *languages; /* of the texts */
	struct crm_map *open;      /* draft_like.c */
	const char **open_ids;     /* by its entries */
	size_t open_cap;
	struct crm_arena arena;
};

/* An option that says a field, and by which name templates know it. */
struct draft_said {
	const char *option;
	int field;
	const char *name;
};
extern const struct draft_said draft_said[]; /* ends with option NULL */

/* ---- draft_given.c ---- */

/* The options that say something, by the template: a name of --set that no text of it uses is refused.
 * 0, or -1 after a message. */
int draft_given_read(struct drafting *d);
/* Leaves in row->extra what it gives. 0, or -1 after a message. */
int draft_given_row(struct drafting *d, struct draft_row *row, const char *source, long line);
/* What is said of a field for this one: in its language, else for all, else by its row; absent:
 * nothing. */
struct crm_cell draft_given_cell(const struct drafting *d, const struct draft_one *one, int field);
/* Is this one's --set: for all, where there is none in its language, or the best of those. */
bool draft_given_is(
    const struct drafting *d, const struct draft_one *one, const struct draft_set *set);
/* The best of those with that path (NULL: of that field) that name a language; NULL: none. */
const struct draft_set *draft_given_best(
    const struct drafting *d, const struct draft_one *one, const char *path, int field);
const struct draft_said *draft_said_by(const char *name, size_t len); /* NULL: none */
/* Is that a name that no person gives words by? */
bool draft_is_machine(const char *name);

/* ---- draft_said.c ---- */

/* Which options and members of the row gave words, with commas between (the notice's `given`), and a
 * hash of all that they said. */
void draft_given_names(const struct drafting *d, const struct draft_one *one, struct crm_buf *out);
void draft_given_hash(const struct drafting *d, const struct draft_one *one, char out[65]);
/* Warns of free words that go into notices of several languages as they are. */
void draft_given_languages(const struct drafting *d);

/* ---- draft_rows.c ---- */

/* The rows of the operands, or of stdin, or one without a record. 0, or -1 after a message. */
int draft_rows_read(struct drafting *d);
void draft_rows_release(struct drafting *d);

/* Fills in its languages. */
void draft_language(struct drafting *d, struct draft_one *one);
/* The text of one, under that number; out is the caller's. 0, or -1 after a message. */
int draft_text(
    struct drafting *d, const struct draft_one *one, const char *id, struct crm_content *out);

/* ---- draft_like.c ---- */

/* What is open, where there is no record. 0, or -1 after a message. */
int draft_like_read(struct drafting *d);
/* Warns of an open one of the same template, addressee and title. */
void draft_like_tell(const struct drafting *d, const struct draft_one *one, const char *id);

/* All of them. */
void draft_write(struct drafting *d);

/* Days ahead that this customer must be told. */
int draft_lead(const struct drafting *d, const struct notify_customer *c);

#endif
