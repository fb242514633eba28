/* send: the command, its rows, and whom it may reach. */
#include "cmd/crm-notify/send.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/tool/private.h"

#define ONLY_MOST ((size_t)16 << 20)
#define MAX_MOST 1000000

const struct crm_opt notify_send_opts[] = {
    {"commit", 0, CRM_OPT_FLAG, NULL, "sends; without it nothing is changed anywhere", false},
    {"max", 0, CRM_OPT_TEXT, "N", "at most so many attempts in this run", false},
    {"only", 0, CRM_OPT_TEXT, "FILE", "addresses, or @domain, that may be reached, one a line",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- rows ---- */

enum { ID, CUSTOMER, CONTACT, CHANNEL, ADDRESS, WHAT, CODE, WHY, NOT_BEFORE, MESSAGE_ID, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer"},
    [CONTACT] = {.name = "contact", .optional = true},
    [CHANNEL] = {.name = "channel", .optional = true},
    [ADDRESS] = {.name = "address", .optional = true},
    [WHAT] = {.name = "what"},
    [CODE] = {.name = "code", .optional = true},
    [WHY] = {.name = "why", .optional = true},
    [NOT_BEFORE] = {.name = "not_before", .optional = true},
    [MESSAGE_ID] = {.name = "message_id", .optional = true},
};

static struct crm_cell some(const char *text)
{
	return crm_cell_some(text != NULL ? text : "");
}

static struct crm_cell hidden(const char *text, bool hide)
{
	return some(hide && text != NULL && text[0] != '\0' ? "***" : text);
}

void notify_row(struct notify_sending *s, const struct notify_row *row)
{
	struct crm_cell c[COLUMNS];
	bool hide = crm_args_has(s->run->args, "mask");

	c[ID] = crm_cell_text(row->it->id);
	c[CUSTOMER] = *crm_view_cell(&row->it->view, CRM_W_CUSTOMER);
	c[CONTACT] = *crm_view_cell(&row->it->view, CRM_W_CONTACT);
	c[CHANNEL] = some(row->channel);
	c[ADDRESS] = hidden(row->address, hide);
	c[WHAT] = crm_cell_text(row->what);
	c[CODE] = some(row->code);
	c[WHY] = hidden(row->why, hide && row->theirs);
	c[NOT_BEFORE] =
	    row->not_before.us != 0 ? crm_cell_instant(row->not_before) : crm_cell_absent();
	c[MESSAGE_ID] = some(row->message_id);
	crm_output_row(s->out, c);
}

/* ---- --only, --max ---- */

static int read_only(struct notify_sending *s)
{
	const char *path = crm_args_text(s->run->args, "only");
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (path == NULL)
		return 0;
	if (crm_file_read(AT_FDCWD, path, ONLY_MOST, &text, &e) != 0)
		return crm_run_fail(s->run, &e);
	s->only = crm_map_new();
	/* a BOM is no part of the first address */
	if (text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0)
		memset(text.data, ' ', 3);
	for (char *line = text.data, *end; line != NULL && *line != '\0'; line = end) {
		size_t len = strcspn(line, "\n");

		end = line + len + (line[len] == '\n' ? 1 : 0);
		while (len > 0 && strchr(" \t\r", line[len - 1]) != NULL)
			len--;
		while (len > 0 && (*line == ' ' || *line == '\t'))
			line++, len--;
		for (size_t i = 0; i < len; i++)
			if (line[i] >= 'A' && line[i] <= 'Z')
				line[i] = (char)(line[i] - 'A' + 'a');
		if (len > 0 && *line != '#')
			(void)crm_map_put(s->only, line, len, NULL);
	}
	crm_buf_release(&text);
	return 0;
}

bool notify_only(const struct notify_sending *s, const char *address)
{
	struct crm_buf low = CRM_BUF_INIT;
	const char *at;
	bool found;

	if (s->only == NULL)
		return true;
	crm_buf_addz(&low, address);
	for (size_t i = 0; i < low.len; i++)
		if (low.data[i] >= 'A' && low.data[i] <= 'Z')
			low.data[i] = (char)(low.data[i] - 'A' + 'a');
	at = strrchr(crm_buf_str(&low), '@');
	found = crm_map_find(s->only, crm_buf_str(&low), low.len) != CRM_MAP_NONE ||
	    (at != NULL && crm_map_find(s->only, at, strlen(at)) != CRM_MAP_NONE);
	crm_buf_release(&low);
	return found;
}

static int read_max(struct notify_sending *s)
{
	const char *text = crm_args_text(s->run->args, "max");
	char *end;

	s->most = -1;
	if (text == NULL)
		return 0;
	s->most = strtol(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || s->most < 1 || s->most > MAX_MOST)
		return crm_run_usage(
		    s->run, "--max: not a number from 1 to %d: '%s'", MAX_MOST, text);
	return 0;
}

bool notify_enough(const struct notify_sending *s)
{
	return s->most >= 0 && s->tried >= s->most;
}

bool notify_enough_planned(const struct notify_sending *s)
{
	return s->most >= 0 && s->planned >= s->most;
}

/* ---- domains that do not answer ---- */

#define SILENT_MOST 2

static void domain_of(const char *channel, const char *address, struct crm_buf *out)
{
	const char *at = address != NULL ? strrchr(address, '@') : NULL;

	crm_buf_addf(out, "%s %s", channel, at != NULL ? at : "");
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] = (char)(out->data[i] - 'A' + 'a');
}

bool notify_silent(const struct notify_sending *s, const char *channel, const char *address)
{
	struct crm_buf domain = CRM_BUF_INIT;
	size_t i;

	domain_of(channel, address, &domain);
	i = crm_map_find(s->silent, crm_buf_str(&domain), domain.len);
	crm_buf_release(&domain);
	return i != CRM_MAP_NONE && *crm_map_value(s->silent, i) >= SILENT_MOST;
}

/* Did the other side say anything? "451" is an answer, "timeout" and "exit 75" are none. */
static bool is_silence(const struct crm_answer *a)
{
	return a->sent == CRM_SENT_LATER &&
	    !(strchr("245", a->code[0]) != NULL && strspn(a->code, "0123456789") == 3 &&
	        a->code[3] == '\0');
}

void notify_heard(
    struct notify_sending *s, const char *channel, const char *address, const struct crm_answer *a)
{
	struct crm_buf domain = CRM_BUF_INIT;
	size_t *count;

	domain_of(channel, address, &domain);
	count = crm_map_value(
	    s->silent, crm_map_put(s->silent, crm_buf_str(&domain), domain.len, NULL));
	*count = is_silence(a) ? *count + 1 : 0;
	crm_buf_release(&domain);
}

void notify_now(struct notify_sending *s)
{
	crm_run_renew_now(s->run);
	s->post.now = s->run->now;
	s->post.now.off = crm_zone_offset(crm_store_settings(s->run->store)->zone, s->run->now.us);
}

/* ---- the command ---- */

/* What is in the outbox and so urgent, of the notices that are asked for. */
static void deliver_all(struct notify_sending *s, int hurry)
{
	struct crm_outbox_list list = {NULL, 0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_list(s->post.outbox, CRM_BOX_QUEUE, true, s->notes, &list, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	for (size_t i = 0; i < list.n; i++) {
		const char *id = list.v[i].notice;

		if (list.v[i].hurry != hurry)
			continue;
		if (s->named && crm_map_find(s->ids, id, strlen(id)) == CRM_MAP_NONE)
			continue;
		if (notify_enough(s)) {
			crm_run_worse(s->run, CRM_PART);
			break;
		}
		notify_deliver(s, list.v[i].key);
	}
	crm_outbox_list_release(&list);
}

/* Notices with a message that waits for the next attempt, or for a person. */
static int list_placed(struct notify_sending *s)
{
	static const enum crm_box boxes[] = {CRM_BOX_QUEUE, CRM_BOX_HOLD};

	for (int b = 0; b < 2; b++) {
		struct crm_outbox_list list = {NULL, 0};
		struct crm_err e = CRM_ERR_INIT;

		/* what cannot be read is made anew in this run */
		if (crm_outbox_list(s->post.outbox, boxes[b], s->commit,
		        s->commit && b == 0 ? s->notes : NULL, &list, &e) != 0)
			return crm_run_fail(s->run, &e);
		for (size_t i = 0; b == 0 && i < list.n; i++)
			s->waiting[list.v[i].hurry]++;
		for (size_t i = 0; i < list.n; i++)
			*crm_map_value(s->placed,
			    crm_map_put(s->placed, list.v[i].notice, strlen(list.v[i].notice),
			        NULL)) = (size_t)boxes[b];
		crm_outbox_list_release(&list);
	}
	return 0;
}

/* All that is so urgent: into the outbox, and out of it. */
static void round_of(struct notify_sending *s, int hurry)
{
	const long before = s->planned = s->commit ? s->tried : s->planned;

	for (size_t i = 0; i < crm_map_count(s->ids); i++) {
		if ((int)*crm_map_value(s->ids, i) == hurry)
			notify_queue(s, crm_map_key(s->ids, i, NULL));
	}
	if (s->commit && (s->waiting[hurry] > 0 || s->planned > before))
		deliver_all(s, hurry);
}

static void work(struct notify_sending *s)
{
	struct crm_err e = CRM_ERR_INIT;

	if (s->commit)
		crm_run_tell_clock(s->run);
	if (s->commit &&
	    (crm_outbox_sweep(s->post.outbox, s->post.now, &e) != 0 ||
	        crm_outbox_kept(s->post.outbox, s->notes, &e) != 0)) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	if (s->commit)
		notify_settle(s);
	if (list_placed(s) < 0)
		return;
	for (int hurry = 2; hurry >= 0; hurry--)
		round_of(s, hurry);
	if (!s->commit)
		return;
	notify_escalate(s);
	crm_run_findings(s->run, s->notes, CRM_BADINPUT);
}

void notify_send(struct crm_run *r)
{
	struct notify_sending s = {.run = r,
	    .commit = crm_args_has(r->args, "commit"),
	    .named = crm_args_operands(r->args) > 0,
	    .ids = crm_map_new(),
	    .placed = crm_map_new(),
	    .hurry = crm_map_new(),
	    .silent = crm_map_new(),
	    .notes = crm_findings_new()};

	if (read_max(&s) == 0 && read_only(&s) == 0 &&
	    notify_ids(r, "draft approved queued", s.ids) == 0) {
		const enum notify_open how = s.named ? NOTIFY_WRITE : NOTIFY_ALONE;

		if (notify_post_open(r, s.commit ? how : NOTIFY_READ, &s.post) == 0 &&
		    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, s.commit, &s.out) == 0) {
			work(&s);
			crm_output_end(r, s.out);
		}
		notify_post_release(&s.post);
	}
	crm_findings_free(s.notes);
	crm_map_free(s.only);
	crm_map_free(s.placed);
	crm_map_free(s.hurry);
	crm_map_free(s.silent);
	crm_map_free(s.ids);
}
