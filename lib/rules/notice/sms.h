/*
 * How many messages a short message (SMS) is sent as, which is what it costs: 3GPP TS 23.038.
 *
 * A text of the GSM 7-bit alphabet has 160 places in one message, else 153 in each; the letters of
 * the extension table (^ { } \ [ ~ ] | and the euro) take two. Any other letter makes the whole text
 * UCS-2: 70, else 67; a letter beyond U+FFFF takes two. A letter is never split between messages.
 */
#ifndef CRM_RULES_SMS_H
#define CRM_RULES_SMS_H

#include <stdbool.h>
#include <stddef.h>

struct crm_sms {
	bool ucs2;
	size_t places;   /* that the text takes */
	size_t segments; /* 0: it is empty */
};

/* UTF-8; invalid bytes count as letters that are not GSM's. */
void crm_sms_count(const char *text, size_t len, struct crm_sms *out);

#endif
