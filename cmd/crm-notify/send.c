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

enum { ID, CHANNEL, ADDRESS, WHAT, CODE, WHY, NOT_BEFORE, MESSAGE_ID, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
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

void notify_row(struct notify_sending *s, const struct notify_row *row)
{
	struct crm_cell c[COLUMNS];
	bool hide = crm_args_has(s->run->args, "mask");

	c[ID] = crm_cell_text(row->id);
	c[CHANNEL] = some(row->channel);
	c[ADDRESS] =
	    some(hide && row->address != NULL && row->address[0] != '\0' ? "***" : row->address);
	c[WHAT] = crm_cell_text(row->what);
	c[CODE] = some(row->code);
	c[WHY] = some(row->why);
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

void notify_now(struct notify_sending *s)
{
	crm_run_renew_now(s->run);
	s->post.now = s->run->now;
	s->post.now.off = crm_zone_offset(crm_store_settings(s->run->store)->zone, s->run->now.us);
}

/* ---- the command ---- */

/* What is in the outbox, of the notices that are asked for. */
static void deliver_all(struct notify_sending *s)
{
	struct crm_outbox_list list = {NULL, 0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_list(s->post.outbox, CRM_BOX_QUEUE, true, s->notes, &list, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	for (size_t i = 0; i < list.n; i++) {
		const char *id = list.v[i].notice;

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

static void work(struct notify_sending *s)
{
	struct crm_err e = CRM_ERR_INIT;

	if (s->commit && crm_outbox_sweep(s->post.outbox, s->post.now, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	for (size_t i = 0; i < crm_map_count(s->ids); i++)
		notify_queue(s, crm_map_key(s->ids, i, NULL));
	if (!s->commit)
		return;
	s->tried = 0;
	deliver_all(s);
	crm_run_findings(s->run, s->notes, CRM_BADINPUT);
}

void notify_send(struct crm_run *r)
{
	struct notify_sending s = {.run = r,
	    .commit = crm_args_has(r->args, "commit"),
	    .named = crm_args_operands(r->args) > 0,
	    .ids = crm_map_new(),
	    .notes = crm_findings_new()};

	if (read_max(&s) == 0 && read_only(&s) == 0 &&
	    notify_ids(r, "draft approved queued", s.ids) == 0) {
		if (notify_post_open(r, s.commit, &s.post) == 0 &&
		    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, s.commit, &s.out) == 0) {
			work(&s);
			crm_output_end(r, s.out);
		}
		notify_post_release(&s.post);
	}
	crm_findings_free(s.notes);
	crm_map_free(s.only);
	crm_map_free(s.ids);
}
