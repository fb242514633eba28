/*
 * The kinds of records: the one table that the tools, the store's commands
 * and the manual's tests read. A kind is its schema, states, steps, clocks
 * and checks.
 */
#ifndef CRM_RULES_KIND_H
#define CRM_RULES_KIND_H

#include "lib/data/finding.h"
#include "lib/flow/clock.h"
#include "lib/flow/step.h"

struct crm_buf;
struct crm_doc;
struct crm_kind;
struct crm_todo;

struct crm_recurrence;

/* A step that another record takes by itself, in the same write, once a step was taken: the one
 * that the record names in its field `of`. One from whose state it does not lead is passed over. */
struct crm_follow {
	const char *after; /* the step that was taken; NULL ends the table */
	const char *state; /* where it has led to; NULL: anywhere */
	int of;            /* names the other record, of the same kind */
	const char *then;  /* the step that this one takes */
	int with;          /* field of it that is given our id; 0: it is given nothing */
	bool chain;        /* and the one that that names, and so on */
	bool copies;       /* `with` is given what our field of that name says, not our id */
	int ours;          /* only one whose field of this number names us; 0: any */
	const char *in;    /* only one in this state; NULL: any from which the step leads */
};

/* What the rules of a kind are told beside the record in hand: a table that people keep, and what
 * the records of other kinds say. It is made once a command, for a step under the lock. */
struct crm_book_kind {
	/* DIR/NAME.json of the store, else of the installed data */
	const char *dir, *name;
	/* CRM_CONFIG: the table is wrong */
	int (*make)(const struct crm_doc *table, const char *source, void **out, struct crm_err *e);
	/* a record of another kind, of those that were asked for; all are given, in any order */
	void (*add)(void *book, const struct crm_kind *kind, const struct crm_view *v,
	    struct crm_instant now);
	bool timeless;            /* add does not look at now */
	void (*free)(void *book); /* NULL allowed */
	/* A member of crm.json that it is told too, after it was made; NULL: none. d NULL: it is
	 * not there. CRM_CONFIG: it is wrong */
	const char *setting;
	int (*set)(void *book, const struct crm_doc *d, const char *source, struct crm_err *e);
};

/* A step of a record of another kind that ours takes in the same write: a delivery counts a
 * concession down. Refused there, ours is refused; what is there already with the same members is
 * passed over, so that what was broken off can be done again. Written before ours is. */
struct crm_beside {
	const char *after; /* our step; NULL ends the table */
	const char *kind, *then;
	/* The record's id, and what its step is given, options that are no fields too; NULL: there is none. The text lives as long
	 * as `in`, or is static. */
	const char *(*give)(const struct crm_step_in *in, struct crm_changes *given);
	/* Theirs takes back what it did, an item of the step's target: passed over where that is not
	 * there, or no such record, or the step does not lead from its state. */
	bool undoes;
};

/* A record that an import brings. */
struct crm_received {
	const struct crm_record *before; /* NULL: it makes it */
	const char *id, *by, *login;
	struct crm_instant at;
};

struct crm_kind {
	const char *name;
	const char *prefix; /* of its ids: C, O, ... */
	struct crm_flow flow;
	const struct crm_clock *clocks;          /* ends with name NULL; may be NULL */
	const struct crm_recurrence *recurrence; /* lib/rules/recurrence.h; may be NULL */
	const struct crm_todo *todo;             /* open points (lib/rules/todo.h); may be NULL */
	/* Why `from` (NULL: a record being made), with what its step is given,
	 * may not refer to this record of the kind; NULL: it may. The text is
	 * static. May be NULL */
	const char *(*refuses)(const struct crm_record *own, const struct crm_record *from,
	    const struct crm_changes *given);
	/* Why `from` is no duplicate of this one; else as above */
	const char *(*unlike)(const struct crm_record *own, const struct crm_record *from);
	/* findings of its own, for crm_kind_check(); may be NULL */
	void (*check)(const struct crm_view *v, struct crm_findings *f);
	const struct crm_follow *follows; /* may be NULL */
	/* Rows of this kind come with its own from a command, and are passed over where records are
	 * read; may be NULL */
	const char *beside;
	const struct crm_book_kind *book; /* may be NULL */
	const struct crm_beside *besides; /* may be NULL */
	/* What follows from items that an import has brought: stamps that they stand for and that
	 * the record has not; may be NULL */
	void (*brought)(const struct crm_view *after, struct crm_changes *out);
	/* Judges what an import makes of a record (before NULL: it makes it): an error about what
	 * it sets refuses its rows. NULL: an import may bring anything, and a check tells */
	void (*import)(
	    const struct crm_view *before, const struct crm_view *after, struct crm_findings *f);
	/* Takes out of what an import says of a record what only steps of this store say, and adds
	 * who brought it; what did not count is appended to told. NULL: all of it counts */
	void (*receive)(
	    const struct crm_received *in, struct crm_record *said, struct crm_buf *told);
	/* Others name its records as they like: one that is not there is a warning, and only where
	 * the store has any of the kind */
	bool loose;
	/* Files that its steps are given (CRM_F_FILE) are kept in this folder of the store, by their
	 * hash, before the line that names them; NULL: only their name, hash and size are */
	const char *files;
};

/* A field's reference that is no kind: the name of a working calendar (crm-calendar.5). */
#define CRM_REF_CALENDAR "calendar"

const struct crm_kind *crm_kind_find(const char *name); /* or NULL */
const struct crm_kind *crm_kind_at(size_t i);           /* NULL past the end */
/* The kind whose prefix an id of the form PREFIX-... has, or NULL. */
const struct crm_kind *crm_kind_of_id(const char *id);

/* Has the record left the figures, by its state? */
bool crm_kind_gone(const struct crm_kind *k, const struct crm_record *r);
/* May a record in this state, a cell of field CRM_C_STATE, stand for a duplicate? It must itself be
 * counted, else both leave the figures. */
bool crm_kind_stands(const struct crm_kind *k, const struct crm_cell *state);

/* The fields by whose text another record may refer to this one: NULL-ended. */
extern const char *const crm_reference_fields[];

/* The other records, for a check. */
struct crm_known {
	/* Has any record of that kind this text in one of crm_reference_fields?
	 * True also where nobody can tell. */
	bool (*find)(const void *ctx, const char *kind, const char *text, size_t len);
	const void *ctx;
};

/* What every kind's records are judged by: fields of the right type, words of
 * the list, what the first step requires, state known, id well-formed, late
 * entries, ends before their start and stamps before the first one, stamps and
 * reasons that the state contradicts, frozen verdicts that stamps and limit
 * contradict (of days: the due date), stamps later than now, references (unless
 * known is NULL; of a loose kind they warn), and by the kind's own check. One case a record, named
 * by its id. */
void crm_kind_check(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_known *known, struct crm_instant now, struct crm_findings *f);

#endif
