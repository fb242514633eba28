#include "lib/io/channel/answer.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"

static const char *const names[] = {"", "sent", "deferred", "failed", "handed"};

const char *crm_sent_name(enum crm_sent s)
{
	return names[s];
}

enum crm_sent crm_sent_find(const char *name)
{
	for (size_t i = 1; name != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return (enum crm_sent)i;
	return CRM_SENT_UNKNOWN;
}

void crm_answer_text(char *to, size_t room, const char *text, size_t len)
{
	struct crm_buf clean = CRM_BUF_INIT;
	size_t n;

	to[0] = '\0';
	if (text == NULL)
		return;
	crm_utf8_trim(&text, &len);
	crm_utf8_visible(&clean, text, len, true);
	n = clean.len < room ? clean.len : room - 1;
	while (n > 0 && n < clean.len && ((unsigned char)clean.data[n] & 0xc0U) == 0x80U)
		n--;
	memcpy(to, crm_buf_str(&clean), n);
	to[n] = '\0';
	crm_buf_release(&clean);
}

/* The exits that mean: not now. */
static bool passing(int status)
{
	return status == 68 || status == 69 || status == 71 || status == 74 || status == 75;
}

static bool for_operator(int status)
{
	return status != 0 && status != 67 && !passing(status);
}

/* By the ending alone. */
static void judge(const struct crm_ending *end, struct crm_answer *a)
{
	if (end->timeout || end->sig != 0) {
		a->sent = CRM_SENT_LATER;
		a->doubt = true;
	} else if (end->status == 0 && end->out->len == 0 && !end->out_cut) {
		a->sent = CRM_SENT_TAKEN;
	} else if (passing(end->status)) {
		a->sent = CRM_SENT_LATER;
	} else {
		a->sent = CRM_SENT_REFUSED;
		a->doubt = end->status == 0;
		a->alert = end->status == 0 || for_operator(end->status);
	}
}

/* A code is mostly text, but a number is understood. */
static void read_code(const struct crm_record *r, struct crm_answer *a)
{
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	crm_record_cell(r, "code", NULL, &scratch, &c);
	if (c.type == CRM_T_TEXT || c.type == CRM_T_INT)
		crm_answer_text(a->code, sizeof(a->code), c.text, c.len);
	crm_buf_release(&scratch);
}

static void read_text(const struct crm_record *r, const char *name, char *to, size_t room)
{
	const char *text = crm_record_text(r, name);

	crm_answer_text(to, room, text, text != NULL ? strlen(text) : 0);
}

/* Is there a result in what it wrote? */
static bool read_result(const struct crm_ending *end, struct crm_answer *a)
{
	struct crm_record *r = NULL;
	struct crm_limits limits;

	crm_limits_init(&limits);
	if (end->out_cut ||
	    crm_record_parse(crm_buf_str(end->out), end->out->len, &limits, &r, NULL) != 0)
		return false;
	a->sent = crm_sent_find(crm_record_text(r, "status"));
	if (a->sent != CRM_SENT_UNKNOWN) {
		read_code(r, a);
		read_text(r, "provider_id", a->provider, sizeof(a->provider));
		read_text(r, "detail", a->detail, sizeof(a->detail));
	}
	crm_record_free(r);
	return a->sent != CRM_SENT_UNKNOWN;
}

void crm_answer_of(const struct crm_ending *end, struct crm_answer *out)
{
	memset(out, 0, sizeof(*out));
	if (read_result(end, out))
		out->alert = out->sent == CRM_SENT_REFUSED && !end->timeout && end->sig == 0 &&
		    for_operator(end->status);
	else
		judge(end, out);
	if (out->code[0] == '\0') {
		if (end->timeout)
			(void)snprintf(out->code, sizeof(out->code), "timeout");
		else if (end->sig != 0)
			(void)snprintf(out->code, sizeof(out->code), "signal %d", end->sig);
		else if (end->status != 0)
			(void)snprintf(out->code, sizeof(out->code), "exit %d", end->status);
	}
	if (out->detail[0] == '\0')
		crm_answer_text(
		    out->detail, sizeof(out->detail), crm_buf_str(end->err), end->err->len);
	if (out->detail[0] == '\0' && out->sent == CRM_SENT_REFUSED && end->status == 0 &&
	    out->doubt)
		(void)snprintf(out->detail, sizeof(out->detail), "its output is no result");
}
