/*
 * What plan and send share: all that is known of a notice, its addressee and the channels, and the
 * plan that comes of it (lib/rules/notice/plan.h). Reading only.
 */
#ifndef CMD_CRM_NOTIFY_PLAN_H
#define CMD_CRM_NOTIFY_PLAN_H

#include "lib/base/map.h"
#include "lib/data/doc.h"
#include "lib/io/outbox/outbox.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_approve.h"
#include "lib/rules/notice/plan.h"
#include "lib/tool/channels.h"
#include "lib/tool/run.h"

/* One of `notify.contingency`, in the order in which they are called. */
struct notify_call {
	const char *name, *phone, *email; /* name, and one of the others, is there; else NULL */
};

/* `notify` of crm.json: who we are to those who get mail. NULL: not said. */
struct notify_self {
	const char *from, *name, *reply_to, *bounce, *domain, *unsubscribe;
	struct notify_call *calls;
	size_t ncalls;
};

struct notify_post {
	struct crm_run *run;
	struct crm_instant now; /* with the store's offset */
	struct crm_notice_book *book;
	struct crm_budget budget;
	struct crm_ledger ledger;
	struct notify_self self;
	struct crm_run_channels channels;
	struct crm_outbox *outbox;
	struct crm_shape *notices, *customers;
	struct crm_journal *customer_journal;
	struct crm_stamp customers_at; /* as they stood when it and the book were read */
	struct crm_findings *notes;
	struct crm_map *zone_names; /* entry i is zones[i] */
	struct notify_zone *zones;
	size_t zone_cap;
	struct crm_map *owing;    /* notices that owe; the value is the last that it owes */
	struct notify_owed *owed; /* plan_budget.c */
	size_t nowed, owed_cap;
	int dir;    /* of the store */
	char *path; /* its absolute path */
	struct notify_abouts *abouts;
	struct crm_arena arena;
};

/* write: the outbox is made where it is missing; alone: and nobody else may work off all of it
 * (NOTIFY_BUSY: another does, told). 0, or -1 after a message; released either way. */
enum notify_open { NOTIFY_READ, NOTIFY_WRITE, NOTIFY_ALONE };
#define NOTIFY_BUSY 1
int notify_post_open(struct crm_run *r, enum notify_open how, struct notify_post *out);
void notify_post_release(struct notify_post *p);
/* The customers and the book again, where they were written since; what the book gave is gone then.
 * 0, or -1 after a message. */
int notify_post_renew(struct notify_post *p);

/* One notice, as it stands now. */
struct notify_item {
	struct crm_arena arena;
	const char *id, *customer_id;
	struct crm_record *notice, *customer; /* customer: empty where nobody knows it */
	struct crm_view view, of;
	struct crm_items contact;
	bool has_contact;
	struct crm_doc *content; /* NULL: there is none, or it cannot be read */
	int64_t bytes;           /* with attachments */
	struct crm_reach reach;
	const struct crm_zone *zone;
	struct crm_plan plan;
	struct crm_findings *found;
	enum crm_clearance cleared;
	const char *cleared_why;
	bool void_approval; /* it was approved, and then changed */
};

/* Reads it and all about it, without a plan. 1: no such notice; -1 after a message. Released
 * whatever comes. */
int notify_item_read(struct notify_post *p, const char *id, struct notify_item *out);
/* The plan, at the post's now; what was found is in it. 0, or -1 after a message. */
int notify_item_plan(struct notify_post *p, struct notify_item *it);
void notify_item_release(struct notify_item *it);
/* Why its reason has gone; NULL: it holds (plan_about.c). 0, or -1 after a message. */
int notify_gone(struct notify_post *p, struct notify_item *it, bool until_met, const char **why);
void notify_abouts_free(struct notify_abouts *a); /* NULL allowed */

/* ---- plan_reach.c ---- */

/* Fills reach, lead, who is gone, zone, calendar and offers of the ask, whose category is there. 0, or -1
 * after a message. */
int notify_ask_reach(struct notify_post *p, struct notify_item *it, struct crm_plan_ask *ask);
/* The days off of whom it is for, after notify_ask_reach(); NULL: nobody has named any. Our own calendar
 * is theirs where their zone has our zone's name, else Saturdays and Sundays are off. 0, or -1 after a
 * message. */
int notify_calendar(struct notify_post *p, struct notify_item *it, const struct crm_calendar **out);
void notify_zones_release(struct notify_post *p);
const char *notify_address(const struct notify_item *it, const char *channel, struct crm_arena *a);
/* How many messages it is on that channel: of an SMS its parts. */
int64_t notify_messages(const struct notify_item *it, const struct crm_channel *c);

/* ---- plan_budget.c ---- */

/* What is spent and owed at the post's now. 0, or -1 after a message. */
int notify_ledger_read(struct notify_post *p);
/* The notice owes what that channel costs: the next ones have so much less. */
void notify_owe(
    struct notify_post *p, const struct notify_item *it, const struct crm_plan_channel *c);
bool notify_owes(const struct notify_post *p, const struct notify_item *it);
/* Takes what it owes out of the ledger while it is judged itself; back: puts it there again. */
void notify_lend(struct notify_post *p, const struct notify_item *it, bool back);

/* ---- what was found ---- */

/* The first finding of that code and severity or worse; NULL. */
const struct crm_finding *notify_found(
    const struct notify_item *it, const char *code, enum crm_severity worse);
/* Warns where it is told late, or the time that was asked for is past. goes: only if it goes now. */
void notify_tell_time(struct crm_run *r, const struct notify_item *it, bool goes);
/* All errors, "; " between. */
void notify_errors(const struct notify_item *it, struct crm_buf *out);

/* The ids that a command is for: its operands, else all notices in these states; the value is how
 * urgent it is: 0 ordinary, 1 urgent, 2 an emergency. 0, or -1 after a message. */
int notify_ids(struct crm_run *r, const char *states, struct crm_map *ids);

/* ---- the commands ---- */

/* clang-format off */
#define NOTIFY_POST_COMMANDS                                                                         \
	{"plan", "[ID|-]...", "who would get what, by which channel, when, why, at what price", NULL, \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_EXPLAIN, notify_plan},                          \
	{"send", "[ID|-]...", "sends what is approved, by its plan; without --commit tells what it would do", \
	    notify_send_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT, notify_send},                          \
	{"status", "[ID|-]...", "how it went: attempts, answers, cost", NULL,                         \
	    CRM_CMD_INPUT | CRM_CMD_OUTPUT, notify_status}
/* clang-format on */

extern const struct crm_opt notify_send_opts[];
void notify_plan(struct crm_run *r);
void notify_send(struct crm_run *r);
void notify_status(struct crm_run *r);

#endif
