/*
 * The tree behind lib/rules/complaint/complaint_goods.h, for the files
 * lib/rules/complaint/complaint_goods*.c:
 *   complaint_goods.c       what is pending
 *   complaint_goods_tree.c  the tree of a view
 *   complaint_goods_count.c what was counted
 *   complaint_goods_parts.c parts that are suspect as a whole
 *   complaint_goods_check.c what is stored and cannot be
 *   complaint_goods_steps.c what the rules of the steps share
 *   complaint_goods_dispose.c, _moves.c, _work.c  these rules
 */
#ifndef CRM_RULES_COMPLAINT_GOODS_PRIVATE_H
#define CRM_RULES_COMPLAINT_GOODS_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/rules/complaint/complaint_goods.h"
#include "lib/rules/complaint/complaint_private.h"

#define CRM_GOODS_UNKNOWN (-1)
/* Sums stop here, so that bad data cannot overflow them. */
#define CRM_GOODS_MOST ((int64_t)1 << 60)

/* What a disposition asks for. */
struct crm_goods_traits {
	const char *word;
	bool returned, conceded, scrapped;
	bool worked;    /* by inspections; its bad ones are disposed again */
	bool planned;   /* instruction and risk review come first; recheck and signatures after */
	bool briefed;   /* flow, leader and briefing too */
	bool approved;  /* always by the customer */
	bool delivered; /* the good ones are handed over at the customer */
};

struct crm_goods_lot {
	const char *lot;  /* "": without name */
	const char *part; /* "": the record names none */
	const char *path; /* of what says so */
	int64_t quantity; /* or CRM_GOODS_UNKNOWN */
	int64_t disposed;
	bool named;  /* by the record or `lots`, not by a disposition alone */
	bool across; /* by read-across */
};

struct crm_goods_item {
	const char *key, *name, *of;       /* name: of its lot, where it says one */
	const char *part;                  /* of that, where it is another one */
	struct crm_cell at;                /* when it was disposed, if an instant */
	size_t lot;                        /* its place in the lots */
	const struct crm_goods_traits *is; /* its word NULL: none of ours */
	struct crm_goods_item *parent;     /* NULL: of the lot, or not found */
	int64_t withdrawn;
	int64_t quantity; /* without the withdrawn; or CRM_GOODS_UNKNOWN */
	bool rest;        /* it says none: what the others leave */
	int64_t received;
	int64_t inspected, good, bad; /* rechecks apart; then with what they found */
	int64_t rechecked, found;     /* of good ones: looked at, bad */
	bool second;                  /* by one who had not inspected */
	int64_t disposed;             /* again, of received or bad */
	int64_t handed, scrapped;
	bool flow, instruction, risk, leader, briefing; /* are there */
	struct crm_cell planned_at;                     /* absent, or an instant */
	bool approval, approval_needed, concession;
};

struct crm_goods_inspection {
	const char *key, *by, *login; /* login: "" where it is by's */
	struct crm_goods_item *item;  /* NULL: of none that is there */
	const char *of;
	int64_t inspected, good, bad;
	bool recheck, sign;
};

struct crm_goods {
	const char *part; /* the record's */
	bool contained;   /* its goods are, wherever they were (complaint_goods.h) */
	struct crm_goods_lot *lots;
	struct crm_goods_item *items;
	struct crm_goods_inspection *inspections;
	size_t nlots, nitems, ninspections;
	struct crm_arena arena;
};

void crm_goods_read(const struct crm_view *v, struct crm_goods *g);
void crm_goods_release(struct crm_goods *g);

/* The lot of that name and part; part "": the record's, else the first of that
 * name. NULL: there is none. */
struct crm_goods_lot *crm_goods_lot_named(
    const struct crm_goods *g, const char *lot, const char *part);
/* Is it of another part than the record's? */
bool crm_goods_other(const struct crm_goods *g, const struct crm_goods_lot *lot);
/* "lot 'L881' of part '4711-B'", "the goods": appended. */
void crm_goods_call(
    const struct crm_goods *g, const struct crm_goods_lot *lot, struct crm_buf *out);

/* complaint_goods_parts.c: was the part of this item of read-across affected,
 * and nobody has contained its goods or named its lots? */
bool crm_goods_across_pends(
    const struct crm_goods *g, const struct crm_view *v, const struct crm_view *item);

/* complaint_goods.c: the good ones of that work are not rechecked, or an
 * inspection is not signed (pending_recheck, pending_signature). */
void crm_goods_judge_release(const struct crm_goods *g, const struct crm_goods_item *it,
    const char *id, struct crm_findings *f);

/* complaint_goods_makeup.c: pieces delivered on a make-up. */
int64_t crm_goods_delivered(const struct crm_view *v, const char *makeup);

/* complaint_goods_count.c */
void crm_goods_read_receipts(const struct crm_view *v, struct crm_goods *g);
void crm_goods_read_inspections(const struct crm_view *v, struct crm_goods *g);
void crm_goods_read_signatures(const struct crm_view *v, struct crm_goods *g);

/* Has the class of the record goods at all? */
bool crm_goods_has(const struct crm_view *v);
struct crm_goods_item *crm_goods_item_of(const struct crm_goods *g, const char *key); /* or NULL */
/* Pieces that came out of a disposition, to be disposed again. */
int64_t crm_goods_out(const struct crm_goods_item *it);
/* What is left of a quantity; never below 0. */
int64_t crm_goods_left(int64_t quantity, int64_t gone);
int64_t crm_goods_plus(int64_t a, int64_t b);
/* A signature counts by another than the inspector, under whose login too. */
bool crm_goods_signs(const char *inspector, const char *by, const char *login);
/* "burr=2,scratch=1": the sum; -1 when it is none. */
int64_t crm_goods_kinds(const char *text, size_t len);

/* Appends what the work on it is still planned without: "instruction, risk_review". */
void crm_goods_lacks(const struct crm_goods_item *it, struct crm_buf *out);
/* The step that plans the work: rework, repair. */
const char *crm_goods_planner(const struct crm_goods_item *it);

/* Of a view or an item's: a count, how many items. */
int64_t crm_goods_count(const struct crm_view *item, int member, int64_t otherwise);
size_t crm_goods_items(const struct crm_view *v, int collection);
const char *crm_goods_path(int collection, const char *key, int member, struct crm_buf *out);

/* ---- for the rules of the steps: complaint_goods_steps.c ---- */

/* Which of the dispositions, by a key or the beginning of one, of those that
 * the step is for; without a name the only one of these. NULL: the findings
 * say why: no_such_item, item_missing, wrong_disposition. */
typedef bool crm_goods_fits(const struct crm_goods_item *it);
struct crm_goods_item *crm_goods_choose(const struct crm_step_in *in, const struct crm_goods *g,
    const char *named, const char *option, crm_goods_fits *fits, struct crm_findings *f);
/* Is the step for the disposition that it is about (in->key)? */
bool crm_goods_right(const struct crm_step_in *in, const struct crm_goods_item *it,
    crm_goods_fits *fits, struct crm_findings *f);
crm_goods_fits crm_goods_is_return, crm_goods_is_work;

/* Sets a member of the item that the step is about. */
void crm_goods_set(const struct crm_step_in *in, int member, int64_t n, struct crm_changes *out);
void crm_goods_set_text(
    const struct crm_step_in *in, int member, const char *text, struct crm_changes *out);
void crm_goods_set_at(const struct crm_step_in *in, int member, struct crm_changes *out);

/* The item that the step is about, as it will be; release it. */
void crm_goods_item_view(const struct crm_step_in *in, struct crm_items *it);

/*
 * A quantity that the step gives, or where it gives none what is left (and
 * then set so): refused when it is 0 or more than left. left may be unknown.
 * lot: for the message, or ""; what: "received back". The quantity; unknown
 * when none could be told.
 */
struct crm_goods_taking {
	int member;
	int64_t left;
	const char *lot, *what;
};
int64_t crm_goods_take(const struct crm_step_in *in, const struct crm_goods_taking *t,
    struct crm_changes *out, struct crm_findings *f);

#endif
