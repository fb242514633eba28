/*
 * Channels: programs named channel-NAME that hand one message on (crm-channel.7). One JSON message
 * on their standard input, one JSON result on their standard output; `--capabilities` prints what
 * they can. They are started by an argument list, never by a shell, in a process group of their own,
 * with a fixed environment:
 *
 *	PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin  LC_ALL=C.UTF-8  TZ=UTC
 *
 * and beside it only what the caller gives: of the user's own environment the names of
 * crm_channel_env, which say where programs find their settings. LANG is not among them: what a
 * channel says is read by programs. Passwords and tokens are in the site's own settings for the
 * channel (an msmtprc, a keyring), never on a command line, in the message or in the environment.
 *
 * The user's signals are at their defaults in the child and none is blocked. Descriptor 3 is the lock
 * on the message (lib/io/outbox/outbox.h): open as long as the channel, or a program that it has started, lives,
 * so that nobody else sends the message meanwhile, also when the sender was killed.
 */
#ifndef CRM_IO_CHANNEL_H
#define CRM_IO_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/channel_name.h"
#include "lib/base/mem.h"
#include "lib/io/channel/answer.h"

struct crm_buf;
struct crm_err;
struct crm_record;
struct crm_channels;

#define CRM_CHANNEL_TIMEOUT 60000L            /* ms */
#define CRM_CHANNEL_OUTPUT ((size_t)64 << 10) /* of a result */
#define CRM_CHANNEL_ANSWERS_IN 10000L         /* ms, of --capabilities */

/* The variables that a channel gets from the user's environment; NULL-ended. */
extern const char *const crm_channel_env[];

enum crm_format_flags {
	CRM_FORMAT_TEXT = 1,
	CRM_FORMAT_HTML = 2,
	CRM_FORMAT_SMS = 4,
	CRM_FORMAT_IM = 8,
	CRM_FORMAT_PRINT = 16
};

struct crm_channel {
	const char *name, *program;
	unsigned formats; /* crm_format_flags; those that we do not know are left out */
	bool attachments;
	bool receipts;     /* it learns whether a message arrived */
	bool confidential; /* nobody between reads what it carries: it encrypts for a contact with a
			      key, or hands it over itself. What does not say so is not */
	bool doubt_holds;  /* in_doubt "hold": nothing tells two copies apart, so a message of which
			      nobody knows whether it left waits for a person. Else "resend", the default:
			      the other side knows the same message_id */
	int64_t max_bytes; /* of a message; 0: it does not say */
};

/*
 * Where they are looked for after the setting, in order, NULL-ended: `given` (CRM_LIBEXEC), then
 * beside the running program (../libexec/crm, ../libexec), then where they were installed. NULL
 * where there is none.
 */
const char *const *crm_channel_dirs(
    const char *given, const char *program, const char *installed, struct crm_arena *a);

/*
 * All channels of a run; each is looked for and asked for its capabilities once. `settings` is
 * crm.json (channels.NAME.program: an absolute path) or NULL; env are texts "NAME=value", NULL-ended,
 * or NULL. All is borrowed.
 */
struct crm_channels *crm_channels_new(
    const struct crm_record *settings, const char *const *dirs, const char *const *env);
void crm_channels_free(struct crm_channels *c); /* NULL allowed */

/* CRM_UNAVAIL: there is no such program, or it does not answer as it must; the same error each time.
 * CRM_CONFIG: its path is none; CRM_BADINPUT: no name of a channel. */
int crm_channel_get(
    struct crm_channels *c, const char *name, const struct crm_channel **out, struct crm_err *e);

/*
 * One attempt: gives it the message and waits for the result, at most timeout_ms; then its process
 * group is killed. lock: what it gets as descriptor 3, or -1. A program that cannot be
 * started is an answer too: deferred, with an alert. So this does not fail.
 */
void crm_channel_send(struct crm_channels *c, const struct crm_channel *channel,
    const char *message, size_t len, int lock, long timeout_ms, struct crm_answer *out);

#endif
