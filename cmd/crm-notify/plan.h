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

/* `notify` of crm.json: who we are to those who get mail. NULL: not said. */
struct notify_self {
	const char *from, *name, *reply_to, *bounce, *domain, *unsubscribe;
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
	struct crm_findings *notes;
	struct crm_map *zone_names; /* entry i is zones[i] */
	struct crm_zone **zones;
	size_t zone_cap;
	int dir;    /* of the store */
	char *path; /* its absolute path */
	struct crm_arena arena;
};

/* write: the outbox is made where it is missing. 0, or -1 after a message; released either way. */
int notify_post_open(struct crm_run *r, bool write, struct notify_post *out);
void notify_post_release(struct notify_post *p);

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

const char *notify_address(const struct notify_item *it, const char *channel, struct crm_arena *a);
/* How many messages it is on that channel: of an SMS its parts. */
int64_t notify_messages(const struct notify_item *it, const struct crm_channel *c);
/* The first finding of that code and severity or worse; NULL. */
const struct crm_finding *notify_found(
    const struct notify_item *it, const char *code, enum crm_severity worse);
/* All errors, "; " between. */
void notify_errors(const struct notify_item *it, struct crm_buf *out);

/* The ids that a command is for: its operands, else all notices in these states. 0, or -1 after a message. */
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
