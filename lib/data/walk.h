/*
 * Reading what people keep as data of their own (editions, profiles): a document by tables
 * of its members. What is wrong is CRM_CONFIG with the source and the path of the value
 * ("elements[3].levels"); unknown members are refused, but for "note" (a text) and those whose names
 * begin with "x-", which are people's own.
 */
#ifndef CRM_DATA_WALK_H
#define CRM_DATA_WALK_H

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"

struct crm_walk {
	const char *source;
	struct crm_arena *arena; /* has copies of the texts */
	struct crm_err *err;
	struct crm_buf path; /* where we are; the caller releases it */
};

int crm_walk_refuse(struct crm_walk *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

enum crm_member_type {
	CRM_MEMBER_TEXT,  /* const char *, not empty */
	CRM_MEMBER_BOOL,  /* bool */
	CRM_MEMBER_COUNT, /* int, least to most, as a number */
	CRM_MEMBER_DEC,   /* struct crm_dec, least or more, as a text or a whole number */
	CRM_MEMBER_READ   /* by `read` */
};

struct crm_member {
	const char *name; /* NULL ends the table */
	enum crm_member_type type;
	size_t at; /* where the value goes: offset in the object */
	int least, most;
	int (*read)(struct crm_walk *w, void *object, const struct crm_doc *d);
};

/* Each of these goes into the path on its way. -1: refused. */
int crm_walk_members(
    struct crm_walk *w, const struct crm_doc *d, const struct crm_member *table, void *object);
/* An object whose names are data, which `read` judges; "note" and "x-" are left out. */
int crm_walk_names(struct crm_walk *w, const struct crm_doc *d,
    int (*read)(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d),
    void *object);
int crm_walk_items(struct crm_walk *w, const struct crm_doc *list,
    int (*read)(struct crm_walk *w, void *object, const struct crm_doc *d), void *object);

/* One of these words; NULL-ended. -1: refused, naming them all. */
int crm_walk_word(struct crm_walk *w, const struct crm_doc *d, const char *const *words);

#endif
