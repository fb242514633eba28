/*
 * What became of one attempt: as the channel said, else by how it ended.
 */
#ifndef CRM_IO_ANSWER_H
#define CRM_IO_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

struct crm_buf;

enum crm_sent {
	CRM_SENT_UNKNOWN, /* no outcome yet */
	CRM_SENT_TAKEN,   /* "sent": the channel took it and answers for it */
	CRM_SENT_LATER,   /* "deferred": try again */
	CRM_SENT_REFUSED, /* "failed": by this channel never; the next one may */
	CRM_SENT_HANDED /* "handed": it is on a person's work list; a person says what came of it */
};

#define CRM_ANSWER_CODE 64
#define CRM_ANSWER_PROVIDER 256
#define CRM_ANSWER_DETAIL 4096 /* also what is kept of the channel's stderr */

/* Owns its text, which is valid UTF-8 without control characters (but, in detail, tab and newline). */
struct crm_answer {
	enum crm_sent sent;
	bool doubt; /* it did not say so itself: it may have sent the message, or may not */
	bool alert; /* the operator must mend something: settings, program, rights */
	char code[CRM_ANSWER_CODE + 1];         /* "250", "exit 75", "signal 9", "timeout" */
	char provider[CRM_ANSWER_PROVIDER + 1]; /* the channel's own id of what it took */
	char detail[CRM_ANSWER_DETAIL + 1];
};

/* "sent", "deferred", "failed", "handed"; "" of none. And back: CRM_SENT_UNKNOWN when it is none of them. */
const char *crm_sent_name(enum crm_sent s);
enum crm_sent crm_sent_find(const char *name);

/* How a channel program ended, and what it wrote. */
struct crm_ending {
	bool timeout; /* killed by us */
	int sig;      /* 0: exited */
	int status;   /* of the exit */
	const struct crm_buf *out, *err;
	bool out_cut; /* it wrote more than is kept */
};

/*
 * The status of the JSON result decides (and nothing is in doubt); where there is none, the ending:
 *	exit 0 without output        sent
 *	exit 68, 69, 71, 74, 75      deferred
 *	signal, timeout              deferred, in doubt
 *	exit 67                      failed
 *	exit 0 with other output     failed, in doubt, alert: it cannot be relied on
 *	every other exit             failed, alert (64, 65, 70, 73, 76, 77, 78 and those of no meaning)
 * A result "failed" with one of the last exits alerts too. detail: the result's, else stderr.
 */
void crm_answer_of(const struct crm_ending *end, struct crm_answer *out);
/* Copies text into the answer's fields, cleaned and cut at a character; NULL leaves it empty. */
void crm_answer_text(char *to, size_t room, const char *text, size_t len);

#endif
