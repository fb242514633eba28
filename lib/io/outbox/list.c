/* The messages of a folder, in the order in which they are sent. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/data/finding.h"
#include "lib/io/outbox/outbox_private.h"

static int in_order(const void *a, const void *b)
{
	const struct crm_outbox_entry *x = a, *y = b;

	if (x->hurry != y->hurry)
		return x->hurry > y->hurry ? -1 : 1;
	if (x->not_before.us != y->not_before.us)
		return x->not_before.us < y->not_before.us ? -1 : 1;
	return strcmp(x->key, y->key);
}

static void fill(struct crm_outbox_entry *x, const struct crm_outbox_state *s)
{
	const char *notice = crm_record_text(s->message, "id");
	const char *channel = crm_record_text(s->message, "channel");

	memset(x, 0, sizeof(*x));
	(void)snprintf(x->key, sizeof(x->key), "%s", s->key);
	(void)snprintf(x->notice, sizeof(x->notice), "%s", notice != NULL ? notice : "");
	(void)snprintf(x->channel, sizeof(x->channel), "%s", channel != NULL ? channel : "");
	x->hurry = s->hurry;
	x->not_before = s->not_before;
	x->expires_at = s->expires_at;
	x->attempts = s->attempts;
	x->last = s->open > 0 ? CRM_SENT_UNKNOWN : s->last.sent;
}

/* It cannot be read: who claims it moves it. A file that is no message's by its name is left. */
static int bad(struct crm_outbox *o, enum crm_box box, const char *name, bool move,
    const struct crm_err *why, struct crm_findings *notes, struct crm_err *e)
{
	struct crm_claim *claim = NULL;
	struct crm_buf text = CRM_BUF_INIT;
	enum crm_claimed how;
	int ret = 0;

	if (move && box == CRM_BOX_QUEUE) {
		ret = crm_claim_take(o, box, name, &how, &claim, notes, e);
		crm_claim_free(claim); /* mine: it was mended meanwhile, and is there next time */
	} else if (notes != NULL) {
		crm_err_format(why, &text);
		crm_finding_add(
		    notes, CRM_ERROR, "bad_message", NULL, 0, NULL, NULL, "%s", text.data);
	}
	crm_buf_release(&text);
	return ret;
}

static int read_all(struct crm_outbox *o, enum crm_box box, DIR *dir, bool move,
    struct crm_findings *notes, struct crm_outbox_list *out, struct crm_err *e)
{
	const struct dirent *entry;
	struct crm_outbox_state s;
	size_t cap = 0;
	int ret = 0;

	while (ret == 0 && (errno = 0, entry = readdir(dir)) != NULL) {
		struct crm_err why = CRM_ERR_INIT;

		if (entry->d_name[0] == '.')
			continue;
		if (crm_outbox_read(o, box, entry->d_name, &s, &why) == 0) {
			crm_grow(&out->v, &cap, out->n + 1, sizeof(*out->v));
			fill(&out->v[out->n++], &s);
			crm_outbox_state_release(&s);
		} else if (why.code != CRM_NOINPUT) { /* that one has just been moved */
			ret = bad(o, box, entry->d_name, move && why.code == CRM_BADINPUT, &why,
			    notes, e);
		}
	}
	if (ret == 0 && errno != 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot read", o->dir);
	return ret;
}

int crm_outbox_list(struct crm_outbox *o, enum crm_box box, bool move_bad,
    struct crm_findings *notes, struct crm_outbox_list *out, struct crm_err *e)
{
	struct crm_outbox_list list = {NULL, 0};
	int fd, ret;
	DIR *dir;

	*out = list;
	if (o->dirs[box] < 0)
		return 0;
	fd = openat(o->dirs[box], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir == NULL) {
		crm_err_errno(e, CRM_IOERR, "cannot read", o->dir);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	ret = read_all(o, box, dir, move_bad, notes, &list, e);
	(void)closedir(dir);
	if (ret != 0) {
		crm_outbox_list_release(&list);
		return -1;
	}
	if (list.n > 1)
		qsort(list.v, list.n, sizeof(*list.v), in_order);
	*out = list;
	return 0;
}

int crm_outbox_kept(struct crm_outbox *o, struct crm_findings *notes, struct crm_err *e)
{
	const struct dirent *entry;
	struct crm_buf path = CRM_BUF_INIT;
	int fd, ret = 0;
	DIR *dir;

	if (o->dirs[CRM_BOX_CORRUPT] < 0)
		return 0;
	fd = openat(o->dirs[CRM_BOX_CORRUPT], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir == NULL) {
		ret = crm_err_errno(e, CRM_IOERR, "cannot read", o->dir);
		if (fd >= 0)
			close(fd);
		return ret;
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		crm_buf_clear(&path);
		crm_outbox_path(o, CRM_BOX_CORRUPT, entry->d_name, &path);
		crm_finding_add(notes, CRM_WARNING, "bad_message", NULL, 0, NULL, NULL,
		    "'%s' is kept: it could not be read, or was changed; look at it, then remove it",
		    path.data);
	}
	if (errno != 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot read", o->dir);
	(void)closedir(dir);
	crm_buf_release(&path);
	return ret;
}

void crm_outbox_list_release(struct crm_outbox_list *l)
{
	free(l->v);
	*l = (struct crm_outbox_list){NULL, 0};
}
