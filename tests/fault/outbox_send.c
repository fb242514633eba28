/*
 * For tests/fault/outbox.t: puts messages into an outbox and sends them, in the order of steps that
 * any sender keeps to.
 *
 *	outbox_send STORE LIBEXEC NOW put ADDRESS...    prints "put ADDRESS" for each that is safe
 *	outbox_send STORE LIBEXEC NOW send              prints "KEY OUTCOME" for each attempt
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/data/finding.h"
#include "lib/io/channel/channel.h"
#include "lib/io/outbox/outbox.h"

struct job {
	struct crm_outbox *outbox;
	struct crm_channels *channels;
	struct crm_instant now;
	struct crm_err err;
};

static int put(struct job *j, const char *address)
{
	struct crm_outbox_parts parts = {"N-1", "C", "test", address, "content"};
	struct crm_outbox_times times = {.now = j->now};
	struct crm_record *r = crm_record_new();
	char key[CRM_OUTBOX_KEY + 1], id[CRM_OUTBOX_KEY + 16];
	int ret;

	crm_outbox_key(&parts, key);
	(void)snprintf(id, sizeof(id), "<%s@test>", key);
	crm_record_set_text(r, "id", address);
	crm_record_set_text(r, "message_id", id);
	crm_record_set_text(r, "channel", "test");
	crm_record_set_text(r, "to.address", address);
	crm_record_set_text(r, "text", "text of it");
	ret = crm_outbox_put(j->outbox, key, r, &times, NULL, NULL, &j->err);
	if (ret == 0)
		ret = printf("put %s\n", address) < 0 || fflush(stdout) != 0;
	crm_record_free(r);
	return ret;
}

/* What follows from what is written down. False: nothing, it is to be sent. */
static bool settled(struct job *j, struct crm_claim *c, const struct crm_channel *channel, int *ret)
{
	struct crm_outbox_next next;

	crm_outbox_next(crm_claim_state(c), channel->doubt_holds, j->now, &next);
	switch (next.what) {
	case CRM_DO_SEND:
		return false;
	case CRM_DO_WAIT:
		break;
	case CRM_DO_SENT:
		*ret = crm_claim_move(c, CRM_BOX_SENT, NULL, j->now, &j->err);
		break;
	case CRM_DO_HANDED:
		*ret = crm_claim_move(c, CRM_BOX_HOLD, "handed", j->now, &j->err);
		break;
	case CRM_DO_HOLD:
		*ret = crm_claim_move(c, CRM_BOX_HOLD, "in doubt", j->now, &j->err);
		break;
	case CRM_DO_FAILED:
	case CRM_DO_EXPIRED:
	case CRM_DO_GIVE_UP:
		*ret = crm_claim_move(c, CRM_BOX_FAILED, "over", j->now, &j->err);
		break;
	}
	return true;
}

static int work(struct job *j, struct crm_claim *c)
{
	const struct crm_channel *channel;
	struct crm_buf message = CRM_BUF_INIT;
	struct crm_answer answer;
	int ret = 0;

	if (crm_channel_get(j->channels, "test", &channel, &j->err) != 0)
		return -1;
	if (settled(j, c, channel, &ret))
		return ret;
	if (crm_claim_attempt(c, j->now, &j->err) != 0)
		return -1;
	crm_claim_message(c, NULL, &message);
	crm_channel_send(j->channels, channel, message.data, message.len, crm_claim_fd(c),
	    CRM_CHANNEL_TIMEOUT, &answer);
	crm_buf_release(&message);
	if (crm_claim_outcome(c, &answer, j->now, &j->err) != 0)
		return -1;
	(void)printf("%s %s\n", crm_claim_state(c)->key, crm_sent_name(answer.sent));
	(void)settled(j, c, channel, &ret);
	return ret;
}

static int send_all(struct job *j)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_outbox_list list = {NULL, 0};
	struct crm_claim *c;
	enum crm_claimed how;
	int ret = 0;

	if (crm_outbox_sweep(j->outbox, j->now, &j->err) != 0)
		ret = -1;
	if (crm_outbox_list(j->outbox, CRM_BOX_QUEUE, true, notes, &list, &j->err) != 0)
		ret = -1;
	for (size_t i = 0; i < list.n; i++) {
		if (crm_claim_take(
		        j->outbox, CRM_BOX_QUEUE, list.v[i].key, &how, &c, notes, &j->err) != 0)
			ret = -1;
		else if (how == CRM_CLAIM_MINE) {
			if (work(j, c) != 0)
				ret = -1;
			crm_claim_free(c);
		}
	}
	crm_outbox_list_release(&list);
	if (crm_findings_count(notes) > 0)
		ret = -1;
	crm_findings_free(notes);
	return ret;
}

int main(int argc, char **argv)
{
	struct job j = {.err = CRM_ERR_INIT};
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf env = CRM_BUF_INIT;
	const char *vars[2] = {NULL, NULL};
	int dir, ret = -1;

	if (argc < 5 || crm_instant_parse(argv[3], strlen(argv[3]), &j.now) != 0)
		return CRM_USAGE;
	crm_record_setup();
	if (getenv("CRM_TEST_CHANNEL_LOG") != NULL) {
		crm_buf_addf(&env, "CRM_TEST_CHANNEL_LOG=%s", getenv("CRM_TEST_CHANNEL_LOG"));
		vars[0] = env.data;
	}
	j.channels = crm_channels_new(NULL, crm_channel_dirs(argv[2], NULL, NULL, &arena), vars);
	dir = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir >= 0 && crm_outbox_open(dir, argv[1], true, false, &j.outbox, &j.err) == 0) {
		if (strcmp(argv[4], "send") == 0)
			ret = send_all(&j);
		else
			for (int i = 5; i < argc && (i == 5 || ret == 0); i++)
				ret = put(&j, argv[i]);
	}
	if (ret != 0)
		(void)fprintf(stderr, "outbox_send: %s\n", j.err.text);
	crm_outbox_free(j.outbox);
	crm_channels_free(j.channels);
	crm_arena_release(&arena);
	crm_buf_release(&env);
	if (dir >= 0)
		close(dir);
	return ret == 0 ? 0 : j.err.code != 0 ? j.err.code : CRM_SYSTEM;
}
