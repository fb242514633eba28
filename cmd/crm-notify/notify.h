/*
 * What the commands of crm-notify share that make notices: whom they are for, their contents.
 */
#ifndef CMD_CRM_NOTIFY_NOTIFY_H
#define CMD_CRM_NOTIFY_NOTIFY_H

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/data/finding.h"
#include "lib/data/where.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/customer/reach.h"
#include "lib/rules/notice/category.h"
#include "lib/rules/notice/notice.h"
#include "lib/tool/letters.h"
#include "lib/tool/run.h"

/* ---- commands ---- */

extern const struct crm_opt notify_draft_opts[], notify_preview_opts[], notify_edit_opts[],
    notify_due_opts[];
void notify_draft(struct crm_run *r);
void notify_due(struct crm_run *r);
void notify_preview(struct crm_run *r);
void notify_edit(struct crm_run *r);

/* ---- customers and whom of them (recipients.c) ---- */

struct notify_customer {
	struct crm_record *record;
	struct crm_view view;
	const char *id, *name; /* name "": none */
	bool department;       /* one of our own */
	bool live;             /* neither ended nor void */
	bool fits;             /* what --where says */
	bool has;              /* what --used-in and --lot say */
};

/* A specification of --to. */
enum notify_to_what { NOTIFY_TO_CUSTOMER, NOTIFY_TO_LIST, NOTIFY_TO_CLASS, NOTIFY_TO_ALL };
struct notify_to {
	enum notify_to_what what;
	const char *name;                 /* of the list, of the class */
	struct notify_customer *customer; /* also a department */
	const char *contact;              /* NULL: by role */
};

struct notify_customers {
	struct crm_run *run;
	struct crm_shape *shape;
	struct crm_where *where;
	struct crm_arena arena;
	struct notify_customer *v;
	size_t n, cap;
	struct notify_to *to;
	size_t nto, tocap;
	bool broad;       /* --to class or all, else --used-in or --lot: the customers that fit */
	bool narrowed;    /* --where */
	bool named;       /* --to says whom, be it that nobody knows them */
	const char *role; /* --to role:ROLE; NULL: the category's */
	/* whom nobody can tell, and whom nobody may: told by who asks */
	struct crm_findings *missed, *refused;
};

/* Reads customers and the option --where. 0, or -1 after a message; what was read is released either
 * way. */
int notify_customers_read(struct crm_run *r, struct notify_customers *out);
/* Reads customers and the options --to, --where, --used-in, --lot for a notice of that category; the
 * same. Whom --to names and nobody knows, who has left or ended, is missed; a part or a lot that
 * nobody has is 66. */
int notify_customers_open(
    struct crm_run *r, const struct crm_category *category, struct notify_customers *out);
void notify_customers_release(struct notify_customers *c);
/* By id, else by name; NULL: none, or several of that name. */
struct notify_customer *notify_customer_find(const struct notify_customers *c, const char *name);
/* Leaves in c by `has` which customers have orders with that part and lot (NULL: any), or complained
 * of that lot, of that part; delivered: what they got, not what they ordered (recipients_used.c). */
struct notify_used {
	const char *part, *lot;
	bool delivered;
};
int notify_customers_used(struct notify_customers *c, const struct notify_used *by);

struct notify_addressee {
	struct notify_customer *customer;
	const char *contact; /* NULL: the customer itself */
};
struct notify_addressees {
	struct notify_addressee *v;
	size_t n, cap;
	struct crm_map *seen;
};
/*
 * Of one row, or of none: whom it is for by --to, else contacts of its customer. --where counts for
 * all of them; whom it leaves out though they are named is told. Of one customer the same mail address
 * is one person. Whom nothing reaches is among c's missed, with `who`. Refused is a customer for an
 * internal category, and for a notice about a record another customer than its own, unless the
 * category says `others`.
 */
struct notify_ask {
	const char *who;                     /* the row, in messages */
	const char *role;                    /* the category's; NULL: none */
	const char *own;                     /* the record's customer; NULL: it has none */
	bool record;                         /* is there a record? */
	bool quiet;                          /* nothing is told, missed or refused */
	bool own_only;                       /* as if --to said nothing */
	const struct crm_category *category; /* NULL: none in particular */
};
void notify_recipients(
    struct notify_customers *c, const struct notify_ask *ask, struct notify_addressees *out);
void notify_addressees_release(struct notify_addressees *a);

/* ---- how they are reached (reach.c) ---- */

struct notify_whom {
	const char *id, *name;                     /* "": nobody knows it */
	const struct crm_view *customer, *contact; /* contact NULL: the customer itself */
	const char *key;                           /* the contact's */
};
/* topic NULL: none in particular. Texts live in the arena or are static. */
void notify_reach(const struct crm_run *r, const struct notify_whom *of,
    const struct crm_category *topic, struct crm_arena *arena, struct crm_reach *out);
void notify_reach_of(const struct crm_run *r, const struct notify_addressee *a,
    const struct crm_category *topic, struct crm_arena *arena, struct crm_reach *out);
/* customers.NAME.lead.CATEGORY of crm.json, by id, else by name; -1: it is not said. */
int notify_lead(const struct crm_run *r, const struct notify_whom *of, const char *category);

/* ---- contents: files of messages/ by their hash (content.c) ---- */

/* The folder; write: made where it is missing. -1 after a message. */
int notify_messages_open(struct crm_run *r, bool write);
/* Puts a file under its hash, which may be there. 0, or -1 after a message. */
int notify_message_put(
    struct crm_run *r, int dir, const char *sha256, const void *data, size_t len);
/* Reads and verifies a content. 0, or -1 after a message. */
int notify_content_read(struct crm_run *r, const char *sha256, struct crm_doc **out);
/* The same with the message left to the caller; bytes: its size. */
int notify_content_load(
    struct crm_run *r, const char *sha256, struct crm_doc **out, int64_t *bytes, struct crm_err *e);

/* ---- what it must not claim (claims.c) ---- */

/*
 * The words of forbidden.LANG.txt, by which templates are linted: 65, and not drafted or changed so.
 * What stands in `said`, the values of the record and the customer, or what the notice said before, is
 * a warning: a customer may be called so. 0, or -1 after a message.
 */
int notify_claims(struct crm_run *r, struct crm_letters *l, const struct crm_content *c,
    const char *said, const char *who);

/* ---- attachments ---- */

/* Files to be attached, in memory. */
struct notify_file {
	const char *name;
	struct crm_buf data;
	char sha256[65];
};
struct notify_files {
	struct notify_file *v;
	size_t n, cap;
	struct crm_arena arena;
};
/* By the options --attach. 0, or -1 after a message. */
int notify_files_read(struct crm_run *r, struct notify_files *out);
int notify_files_put(struct crm_run *r, int dir, const struct notify_files *f);
void notify_files_release(struct notify_files *f);

#endif
