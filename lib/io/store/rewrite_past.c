/* What a rewritten journal cannot show any more of the time before. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/io/store/rewrite_private.h"

/* Goes back to the oldest file that was rewritten after then: it has the lines
 * as they were. */
static int oldest(
    const struct crm_journal *j, int64_t then, struct crm_first_line *h, struct crm_err *e)
{
	struct crm_first_line before;
	char name[CRM_OLD_NAME_MAX];
	struct stat st;
	int fd, got;

	for (;;) {
		crm_old_name(j->kind, h->was.epoch, name);
		fd = crm_store_openat(j->store, name, O_RDONLY, &st, e);
		if (fd < 0)
			return fd == -2 ? 0 : -1;
		got = crm_first_line_read(fd, &before, e);
		close(fd);
		if (got <= 0)
			return got;
		if (before.written.us <= then || before.was.epoch >= h->was.epoch)
			return 0;
		*h = before;
	}
}

int crm_journal_note_past(struct crm_journal *j, const char *as_of, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_first_line h, first;
	char name[CRM_OLD_NAME_MAX];
	struct crm_instant then;
	int got, ret;

	if (j->store == NULL || j->fd < 0 || j->ix.epoch == 0 ||
	    crm_instant_parse(as_of, strlen(as_of), &then) != 0)
		return 0;
	got = crm_first_line_read(j->fd, &first, e);
	if (got <= 0 || first.written.us <= then.us)
		return got < 0 ? -1 : 0;
	h = first;
	if (oldest(j, then.us, &h, e) != 0)
		return -1;
	crm_old_name(j->kind, h.was.epoch, name);
	crm_buf_addf(&text,
	    "was compacted on %s: a record that it made one line of is not shown as it was before "
	    "its last step; %s has its lines",
	    first.day, name);
	ret = crm_journal_tell(j, CRM_WARNING, "compacted", 0, NULL, text.data, e);
	crm_buf_release(&text);
	return ret;
}
