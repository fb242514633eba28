/*
 * A message of the queue under its claim, for send_box.c and send_may.c.
 */
#ifndef CMD_CRM_NOTIFY_SEND_BOX_H
#define CMD_CRM_NOTIFY_SEND_BOX_H

#include "cmd/crm-notify/send.h"

struct notify_delivery {
	struct notify_sending *s;
	struct crm_claim *claim;
	const struct crm_outbox_state *m;
	const char *channel_name;
	const struct crm_channel *channel;
	struct notify_item it;
	bool next;    /* this message is over: the next one, of another channel or made anew */
	bool corrupt; /* by what it was not */
};

void notify_delivery_tell(
    struct notify_delivery *d, const char *what, const char *code, const char *why);
void notify_delivery_move(struct notify_delivery *d, enum crm_box to, const char *why);
/* To hold/, for nobody knows whether it left. */
void notify_delivery_doubt(struct notify_delivery *d);

/* May it leave now? Else why not, told. */
bool notify_may_leave(struct notify_delivery *d);

#endif
