/* The next base table as a file, and in place of the present one. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/store/base_next_private.h"
#include "lib/io/csvio.h"

#define BLOCK ((size_t)1 << 20)

struct put {
	struct crm_base_next *n;
	struct crm_journal *j;
	struct crm_replacement file;
	struct crm_buf out; /* not yet written */
	off_t at;           /* where that begins */
	bool same;          /* so far it is, byte for byte, the present table */
};

static bool same_bytes(const struct crm_base *b, off_t at, const struct crm_buf *bytes)
{
	char *old = crm_malloc(bytes->len + 1);
	bool same = crm_pread_all(b->fd, old, bytes->len, at) == (ssize_t)bytes->len &&
	    memcmp(old, crm_buf_str(bytes), bytes->len) == 0;

	free(old);
	return same;
}

static int flush(struct put *p, struct crm_err *e)
{
	p->same = p->same && same_bytes(p->j->base, p->at, &p->out);
	p->at += (off_t)p->out.len;
	if (crm_write_all(p->file.fd, crm_buf_str(&p->out), p->out.len) != 0)
		return crm_err_errno(e, CRM_IOERR, "cannot write", p->file.tmp);
	crm_buf_clear(&p->out);
	return 0;
}

static void add_cell(struct put *p, const char *text, size_t len)
{
	if (p->out.len > 0 && p->out.data[p->out.len - 1] != '\n')
		crm_buf_addc(&p->out, ',');
	crm_csv_cell(&p->out, text, len, ',', false, false);
}

static int write_rows(struct put *p, struct crm_err *e)
{
	struct crm_base_next *n = p->n;
	size_t columns = crm_map_count(n->columns), i, k, len;
	const char *text;

	crm_buf_addz(&p->out, "id");
	for (k = 0; k < columns; k++) {
		text = crm_map_key(n->columns, k, &len);
		add_cell(p, text, len);
	}
	crm_buf_addc(&p->out, '\n');
	for (i = 0; i < crm_map_count(n->ids); i++) {
		if (crm_base_next_cells(n, i, e) != 0)
			return -1;
		text = crm_map_key(n->ids, i, &len);
		crm_buf_add(&p->out, text, len);
		for (k = 0; k < columns; k++) {
			crm_buf_addc(&p->out, ',');
			crm_csv_cell(&p->out, n->cells[k], n->lens[k], ',', false, false);
		}
		crm_buf_addc(&p->out, '\n');
		if (p->out.len >= BLOCK && flush(p, e) != 0)
			return -1;
	}
	if (flush(p, e) != 0)
		return -1;
	p->same = p->same && p->at == p->j->base->st.st_size;
	return 0;
}

/* Nobody has changed it, or put one there. */
static int check_present(const struct put *p, const char *name, struct crm_err *e)
{
	const struct crm_base *b = p->j->base;
	struct stat st;

	if (b != NULL && crm_base_unchanged(b, e) != 0)
		return -1;
	if (b != NULL ? crm_base_current(b)
	              : fstatat(p->j->store->dirfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 &&
	            errno == ENOENT)
		return 0;
	return crm_err_at(e, CRM_TEMPFAIL, name, 0, NULL,
	    "was changed by somebody who does not take the store's lock; nothing was replaced, "
	    "try again");
}

int crm_base_next_put(
    struct crm_base_next *n, struct crm_journal *j, struct crm_tx *t, struct crm_err *e)
{
	struct put p = {.n = n, .j = j, .same = j->base != NULL};
	struct crm_buf name = CRM_BUF_INIT;
	int ret = -1;

	crm_buf_addf(&name, "%s.csv", n->kind);
	if (crm_replace_begin(j->store->dirfd, name.data, &p.file, e) != 0)
		goto out;
	if (write_rows(&p, e) != 0 || check_present(&p, name.data, e) != 0) {
		crm_replace_drop(&p.file);
		goto out;
	}
	if (p.same) {
		crm_replace_drop(&p.file);
		/* its name may not be on disk yet, if that failed before */
		ret = crm_fsync_dir(j->store->dirfd, e);
		goto out;
	}
	if (crm_replace_sync(&p.file, crm_store_file_mode(j->store), e) != 0)
		goto out;
	if (crm_tx_commit(t, e) != 0 || check_present(&p, name.data, e) != 0) {
		crm_replace_drop(&p.file);
		goto out;
	}
	ret = crm_replace_rename(&p.file, true, e);
out:
	crm_buf_release(&p.out);
	crm_buf_release(&name);
	return ret;
}
