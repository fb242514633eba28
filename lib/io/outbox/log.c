/* The lines that say what happens to a message. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/io/outbox/outbox_private.h"

static void set_instant(struct crm_record *r, const char *name, struct crm_instant t)
{
	struct crm_cell c = crm_cell_instant(t);

	crm_record_set(r, name, &c);
}

static void set_some(struct crm_record *r, const char *name, const char *text)
{
	if (text != NULL && text[0] != '\0')
		crm_record_set_text(r, name, text);
}

static void set_flag(struct crm_record *r, const char *name, bool is)
{
	struct crm_cell c = crm_cell_bool(true);

	if (is)
		crm_record_set(r, name, &c);
}

/* On disk when it returns 0, and in the state; else the file is as it was. Frees r. */
static int add(struct crm_claim *c, struct crm_record *r, struct crm_err *e)
{
	struct crm_buf line = CRM_BUF_INIT, path = CRM_BUF_INIT;
	int ret = 0, number;

	crm_record_dump(r, &line);
	crm_buf_addc(&line, '\n');
	if (crm_write_all(c->fd, line.data, line.len) != 0 || fdatasync(c->fd) != 0) {
		number = errno;
		/* a part of it that stays has no end, and is cut off by whoever comes next */
		if (ftruncate(c->fd, c->size) == 0)
			(void)fdatasync(c->fd);
		errno = number;
		crm_outbox_path(c->o, c->box, c->state.key, &path);
		ret = crm_err_errno(e,
		    number == ENOSPC || number == EDQUOT ? CRM_CANTCREAT : CRM_IOERR,
		    "cannot write to", path.data);
	} else {
		c->size += (off_t)line.len;
		ret = crm_outbox_fold(&c->state, r, e);
	}
	crm_record_free(r);
	crm_buf_release(&line);
	crm_buf_release(&path);
	return ret;
}

int crm_claim_attempt(struct crm_claim *c, struct crm_instant at, struct crm_err *e)
{
	struct crm_record *r = crm_record_new();
	struct crm_cell n = crm_cell_int(c->state.attempts + 1);

	crm_record_set(r, "attempt", &n);
	set_instant(r, "at", at);
	return add(c, r, e);
}

int crm_claim_outcome(
    struct crm_claim *c, const struct crm_answer *a, struct crm_instant at, struct crm_err *e)
{
	struct crm_record *r = crm_record_new();
	struct crm_cell n = crm_cell_int(c->state.attempts);

	crm_record_set_text(r, "outcome", crm_sent_name(a->sent));
	crm_record_set(r, "attempt", &n);
	set_instant(r, "at", at);
	set_some(r, "code", a->code);
	set_some(r, "provider_id", a->provider);
	set_some(r, "detail", a->detail);
	set_flag(r, "doubt", a->doubt);
	set_flag(r, "alert", a->alert);
	return add(c, r, e);
}

int crm_claim_postpone(struct crm_claim *c, struct crm_instant not_before, struct crm_instant at,
    const char *why, struct crm_err *e)
{
	struct crm_record *r = crm_record_new();

	set_instant(r, "not_before", not_before);
	set_instant(r, "at", at);
	set_some(r, "why", why);
	return add(c, r, e);
}

int crm_claim_warned(struct crm_claim *c, struct crm_instant at, struct crm_err *e)
{
	struct crm_record *r = crm_record_new();

	set_flag(r, "warned", true);
	set_instant(r, "at", at);
	return add(c, r, e);
}

int crm_claim_moved(
    struct crm_claim *c, enum crm_box to, const char *why, struct crm_instant at, struct crm_err *e)
{
	struct crm_record *r = crm_record_new();

	crm_record_set_text(r, "to", crm_box_name(to));
	set_instant(r, "at", at);
	set_some(r, "why", why);
	return add(c, r, e);
}

/* Where they are now: a store may be moved while it waits. */
static void place_files(struct crm_record *r, const char *store)
{
	const long n = crm_record_count(r, "attachments");
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_cell c = {.type = CRM_T_NESTED};

	crm_buf_addc(&list, '[');
	for (long i = 0; i < n; i++) {
		struct crm_record *one = crm_record_nth(r, "attachments", (size_t)i);
		const char *path = one != NULL ? crm_record_text(one, "path") : NULL;
		struct crm_buf at = CRM_BUF_INIT;

		if (one == NULL) /* it is none that we have put in */
			break;
		if (path != NULL && path[0] != '/') {
			crm_buf_addf(&at, "%s/%s", store, path);
			crm_record_set_text(one, "path", crm_buf_str(&at));
		}
		if (i > 0)
			crm_buf_addc(&list, ',');
		crm_record_dump(one, &list);
		crm_buf_release(&at);
		crm_record_free(one);
	}
	crm_buf_addc(&list, ']');
	c.text = crm_buf_str(&list);
	c.len = list.len;
	if (n > 0)
		crm_record_set(r, "attachments", &c);
	crm_buf_release(&list);
}

void crm_claim_message(const struct crm_claim *c, const char *store, struct crm_buf *out)
{
	struct crm_record *r = crm_record_copy(c->state.message);
	struct crm_cell n = crm_cell_int(c->state.attempts);

	if (store != NULL)
		place_files(r, store);
	crm_record_set(r, "attempt", &n);
	crm_record_dump(r, out);
	crm_buf_addc(out, '\n');
	crm_record_free(r);
}
