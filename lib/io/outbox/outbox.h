/*
 * The outbox: the messages of a store that are to be sent, one file each, in outbox/ (reliability
 * first: a message is sent at least once, always under the same message_id, and never lost).
 *
 *	outbox/tmp/      being written
 *	outbox/queue/    to be sent
 *	outbox/hold/     waits for a person: in doubt, held, or handed to one
 *	outbox/sent/     a channel took it
 *	outbox/failed/   this channel could not, or it was given up
 *	outbox/corrupt/  cannot be read
 *
 * Its state is the folder that it is in. Nothing that was queued is ever deleted. A file's name is the
 * message's key, 52 letters and digits. Its first line is the message as it was queued
 * (crm-channel.7), with a member `queue` {key, queued_at, not_before, expires_at, and of one that is
 * made anew attempts, doubt} that channels do not see, and never changes: who queues it keeps its hash
 * elsewhere, and compares. What happens to it is a line more at its end, so one rename moves all of it:
 *
 *	{"attempt":1,"at":T}                     synced before the channel is started
 *	{"outcome":"sent|deferred|failed|handed","attempt":1,"at":T,"code","provider_id","detail","doubt","alert"}
 *	{"to":"hold","at":T,"why":"..."}         before it is moved; to "queue": again from the beginning
 *	{"not_before":T,"at":T,"why":"..."}      postponed
 *	{"warned":true,"at":T}                   its owner was told that it is late
 *
 * An attempt without outcome is in doubt: the message may have left, or not. A line that has no end
 * was never synced: a reader leaves it out, and who claims the file cuts it off.
 *
 * Claiming is flock() on the file itself. The channel that is started inherits the descriptor, so
 * as long as it lives nobody else sends the message, whether its sender lives or not.
 * No lock of the store is held or needed. All times are given; nothing here reads a clock.
 */
#ifndef CRM_IO_OUTBOX_H
#define CRM_IO_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"
#include "lib/data/record.h"
#include "lib/io/channel/answer.h"
#include "lib/time/instant.h"

struct crm_findings;
struct crm_outbox;
struct crm_claim;

#define CRM_OUTBOX_KEY 52
#define CRM_OUTBOX_LINE ((size_t)4 << 20)  /* of a message, bytes */
#define CRM_OUTBOX_FILE ((size_t)64 << 20) /* with all that happened to it */

enum crm_box {
	CRM_BOX_NONE = -1,
	CRM_BOX_TMP,
	CRM_BOX_QUEUE,
	CRM_BOX_HOLD,
	CRM_BOX_SENT,
	CRM_BOX_FAILED,
	CRM_BOX_CORRUPT,
	CRM_BOX_COUNT
};
const char *crm_box_name(enum crm_box b); /* "queue" */

/* ---- the folders (outbox.c) ---- */

/*
 * The outbox of the store that is open as dirfd; dir names it in messages. write: the folders that
 * are missing are made, 0700 and files 0600, of a group's store 2770 and 0660. Without it nothing is
 * made, and an outbox that is not there is empty. CRM_CANTCREAT, CRM_NOPERM (also where one is a
 * symbolic link), CRM_IOERR.
 */
int crm_outbox_open(
    int dirfd, const char *dir, bool write, bool group, struct crm_outbox **out, struct crm_err *e);
void crm_outbox_free(struct crm_outbox *o); /* NULL allowed */
/* Where the message is; CRM_BOX_NONE: nowhere (tmp is not looked at). CRM_BOX_CORRUPT: only there, it
 * may be queued anew. */
enum crm_box crm_outbox_where(const struct crm_outbox *o, const char *key);
/*
 * One run at a time that works off all of it: a lock on the file .run of the outbox, which is held
 * until the outbox is freed or the process ends, however it ends. Channels do not inherit it. 1: it is
 * ours; 0: another has it. The messages need it not: each has its own.
 */
int crm_outbox_alone(struct crm_outbox *o, struct crm_err *e);
/* Removes what killed writers left in tmp/: what is queued under its name, and what is over 36 hours
 * old, for nobody was ever told that it was queued. */
int crm_outbox_sweep(struct crm_outbox *o, struct crm_instant now, struct crm_err *e);
/* A warning bad_message for each file of corrupt/: there it is kept until a person takes it away. */
int crm_outbox_kept(struct crm_outbox *o, struct crm_findings *notes, struct crm_err *e);

/* ---- putting in (put.c) ---- */

/* What makes a message the same one. None is NULL. */
struct crm_outbox_parts {
	const char *notice, *customer, *channel, *address, *content;
};
/* base32 of SHA-256 over them, lower case: the key, also the left part of the Message-ID. */
void crm_outbox_key(const struct crm_outbox_parts *p, char out[CRM_OUTBOX_KEY + 1]);

struct crm_outbox_times {
	struct crm_instant now;
	struct crm_instant not_before; /* us 0: now */
	struct crm_instant expires_at; /* us 0: never; after it, it is stale */
	/* of one that is made anew, as what there was is corrupt: */
	long attempts; /* that it had: they go on being counted */
	bool doubt;    /* of the last one nobody knows the outcome */
};

/*
 * Queues the message: durable, under this key, once. `there` (may be NULL): where a message of that
 * key is already, whatever became of it (then nothing was written); else CRM_BOX_NONE: in corrupt/ none
 * is there. sha256 (may be NULL): hash of its first line, as in crm_outbox_state; "" where nothing was
 * written. A message that is there is success. CRM_BADINPUT: too long, or not storable as JSON; CRM_CANTCREAT, CRM_IOERR:
 * not queued, or, after a failed sync of the folder, perhaps: the same again will tell.
 * CRM_TEMPFAIL: another process is writing the same one.
 */
int crm_outbox_put(struct crm_outbox *o, const char *key, const struct crm_record *message,
    const struct crm_outbox_times *t, enum crm_box *there, char sha256[65], struct crm_err *e);

/* ---- what became of it (state.c) ---- */

struct crm_outbox_state {
	char key[CRM_OUTBOX_KEY + 1];
	char sha256[65];            /* of its first line, without the end of it */
	struct crm_record *message; /* as channels see it, without `attempt` */
	int hurry;                  /* 0 ordinary, 1 urgent, 2 emergency */
	bool urgent;                /* urgent or emergency */
	struct crm_instant queued_at, not_before, expires_at; /* expires_at.us 0: never */
	long attempts;                                        /* in all */
	/* since it was queued, or queued again: */
	struct crm_instant since; /* when it could go first */
	long tried;               /* attempts */
	long open;                /* of them the last ones in a row without outcome */
	long doubts; /* of them the last ones in a row in doubt: without outcome, or it says so */
	struct crm_instant first_at, last_at; /* of the first attempt; of the last line about one */
	struct crm_answer last;               /* of the last outcome; CRM_SENT_UNKNOWN: none */
	bool warned;
	char why[256]; /* of the last line that moved or postponed it; "" */
};
void crm_outbox_state_release(struct crm_outbox_state *s);

/* Reads a message without claiming it. CRM_NOINPUT: it is not there. CRM_BADINPUT: it cannot be
 * read; the next who claims it moves it to corrupt/. */
int crm_outbox_read(const struct crm_outbox *o, enum crm_box box, const char *key,
    struct crm_outbox_state *out, struct crm_err *e);

/* ---- what is to be done (next.c): a rule ---- */

enum crm_outbox_do {
	CRM_DO_SEND,
	CRM_DO_WAIT,   /* until `at` */
	CRM_DO_SENT,   /* an outcome is there: write it down, move it to sent/ */
	CRM_DO_FAILED, /* the same; the next channel is to be tried */
	CRM_DO_HANDED, /* a person has it: write it down, move it to hold/ until it is said what came of it */
	CRM_DO_HOLD,    /* in doubt, and it must not be sent again: to hold/, tell the owner */
	CRM_DO_EXPIRED, /* past expires_at: to failed/ rather than sent stale */
	CRM_DO_GIVE_UP  /* five days after the first attempt: to failed/, alert */
};
struct crm_outbox_next {
	enum crm_outbox_do what;
	struct crm_instant at; /* SEND, WAIT: from when it may be tried */
	bool
	    warn; /* for four hours it could have gone, and its owner was not told; HANDED: nobody has
	              said for five days what came of it */
	bool ahead; /* SEND: its times are of a clock that was wrong, and do not count */
};

/*
 * Deferred n times: not before 300 s, 600 s, ... 4000 s after the last one, each a fifth more or less
 * by the key and n; urgent ones 15, 30, 60, 120, 120 ... s. An attempt without outcome may be made
 * again at once. In doubt, by that or because the answer says so, it is sent once more; in doubt
 * again, or at once with `holds` (crm_channel.doubt_holds), it goes to hold/, whatever the time.
 * A not_before of over 31 days from now, a last attempt of over a day from now, do not count.
 */
void crm_outbox_next(const struct crm_outbox_state *s, bool holds, struct crm_instant now,
    struct crm_outbox_next *out);
/* Seconds to wait after n (1, 2, ...) attempts. */
int64_t crm_outbox_delay(const char *key, bool urgent, long n);

/* ---- the queue (list.c) ---- */

struct crm_outbox_entry {
	char key[CRM_OUTBOX_KEY + 1];
	char notice[65], channel[33]; /* members id and channel of the message; "" */
	int hurry;
	struct crm_instant not_before, expires_at;
	long attempts;
	enum crm_sent last;
};
struct crm_outbox_list {
	struct crm_outbox_entry *v;
	size_t n;
};
/*
 * All messages of a folder: emergencies first, then urgent ones, then by not_before, then by key. notes (may be NULL)
 * gets an error bad_message for each file that cannot be read; in queue/ it goes to corrupt/ when move_bad is
 * set, which wants an outbox opened for writing.
 */
int crm_outbox_list(struct crm_outbox *o, enum crm_box box, bool move_bad,
    struct crm_findings *notes, struct crm_outbox_list *out, struct crm_err *e);
void crm_outbox_list_release(struct crm_outbox_list *l);

/* ---- one message, claimed (claim.c, log.c) ---- */

enum crm_claimed {
	CRM_CLAIM_MINE,
	CRM_CLAIM_BUSY,   /* another process, or a channel that it has started, has it */
	CRM_CLAIM_GONE,   /* it is not in this folder (any more) */
	CRM_CLAIM_CORRUPT /* it could not be read: it is in corrupt/ now; `notes` has why */
};
/* Does not wait. *out only with CRM_CLAIM_MINE. */
int crm_claim_take(struct crm_outbox *o, enum crm_box box, const char *key, enum crm_claimed *how,
    struct crm_claim **out, struct crm_findings *notes, struct crm_err *e);
/* Gives it back; what was started and lives still keeps it claimed. NULL allowed. */
void crm_claim_free(struct crm_claim *c);
const struct crm_outbox_state *crm_claim_state(const struct crm_claim *c);
int crm_claim_fd(const struct crm_claim *c); /* the lock that a channel inherits */

/*
 * The lines, each one synced when the function returns. CRM_IOERR, CRM_CANTCREAT (disk full): the
 * line is not there, and the claim must be given back; an attempt that is not written is not made.
 */
int crm_claim_attempt(struct crm_claim *c, struct crm_instant at, struct crm_err *e);
int crm_claim_outcome(
    struct crm_claim *c, const struct crm_answer *a, struct crm_instant at, struct crm_err *e);
int crm_claim_postpone(struct crm_claim *c, struct crm_instant not_before, struct crm_instant at,
    const char *why, struct crm_err *e);
int crm_claim_warned(struct crm_claim *c, struct crm_instant at, struct crm_err *e);

/*
 * Moves it, durably: from the queue to sent/, failed/ or hold/, or by a person's word from there
 * back to the queue, where all begins anew (attempts go on being counted). why (NULL:
 * nothing to say, and no line, but to the queue there always is one). The claim goes on, in its new place.
 */
int crm_claim_move(struct crm_claim *c, enum crm_box to, const char *why, struct crm_instant at,
    struct crm_err *e);

/* It is not what was queued: moved to corrupt/, told in notes. The claim is good for nothing more. */
int crm_claim_corrupt(
    struct crm_claim *c, const char *why, struct crm_findings *notes, struct crm_err *e);

/* The message as a channel gets it: its JSON with `attempt`, appended. The paths of its attachments that
 * are relative are below `store` (NULL: they stay), wherever that is now. */
void crm_claim_message(const struct crm_claim *c, const char *store, struct crm_buf *out);

#endif
