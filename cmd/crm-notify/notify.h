/*
 * What the commands of crm-notify share that make notices: whom they are for, their contents.
 */
#ifndef CMD_CRM_NOTIFY_NOTIFY_H
#define CMD_CRM_NOTIFY_NOTIFY_H

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/data/where.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/customer/reach.h"
#include "lib/rules/notice/notice.h"
#include "lib/tool/run.h"

/* ---- commands ---- */

extern const struct crm_opt notify_draft_opts[], notify_preview_opts[], notify_edit_opts[];
void notify_draft(struct crm_run *r);
void notify_preview(struct crm_run *r);
void notify_edit(struct crm_run *r);

/* ---- customers and whom of them (recipients.c) ---- */

struct notify_customer {
	struct crm_record *record;
	struct crm_view view;
	const char *id, *name; /* name "": none */
	bool department;       /* one of our own */
	bool live;             /* neither ended nor void */
	bool fits;             /* what --where says, and orders with --used-in and --lot */
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
	const char *role; /* --to role:ROLE; NULL: the category's */
	size_t unknown;   /* orders whose customer nobody knows */
};

/* Reads customers and the options --to, --where, --used-in, --lot. 0, or -1 after a message; what
 * was read is released either way. */
int notify_customers_open(struct crm_run *r, struct notify_customers *out);
void notify_customers_release(struct notify_customers *c);
/* By id, else by name; NULL: none, or several of that name. */
struct notify_customer *notify_customer_find(const struct notify_customers *c, const char *name);
/* Leaves in c which customers have orders with that part and lot (NULL: any) by `fits`
 * (recipients_used.c). */
int notify_customers_used(struct notify_customers *c, const char *part, const char *lot);

struct notify_addressee {
	struct notify_customer *customer;
	const char *contact; /* NULL: the customer itself */
};
struct notify_addressees {
	struct notify_addressee *v;
	size_t n, cap;
	struct crm_map *seen;
};
/* Of one row, or of none: whom it is for by --to, else contacts of its customer. Whom nothing reaches
 * is told with `who` and counted in *missed. */
struct notify_ask {
	const char *who;  /* the row, in messages */
	const char *role; /* the category's; NULL: none */
	const char *own;  /* the record's customer; NULL: it has none */
	bool record;      /* is there a record? */
};
void notify_recipients(struct notify_customers *c, const struct notify_ask *ask,
    struct notify_addressees *out, size_t *missed);
void notify_addressees_release(struct notify_addressees *a);

/* How an addressee is reached. 0. */
int notify_reach(struct notify_customers *c, const struct notify_addressee *a, const char *topic,
    const char *topic_channels, struct crm_arena *arena, struct crm_reach *out);
/* customers.NAME.PATH of crm.json, by id, else by name: absent where it is not said. */
void notify_setting(const struct notify_customers *c, const struct notify_customer *of,
    const char *path, struct crm_buf *scratch, struct crm_cell *out);

/* ---- contents: files of messages/ by their hash (content.c) ---- */

/* The folder; write: made where it is missing. -1 after a message. */
int notify_messages_open(struct crm_run *r, bool write);
/* Puts a file under its hash, which may be there. 0, or -1 after a message. */
int notify_message_put(
    struct crm_run *r, int dir, const char *sha256, const void *data, size_t len);
/* Reads and verifies a content. 0, or -1 after a message. */
int notify_content_read(struct crm_run *r, const char *sha256, struct crm_doc **out);

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
