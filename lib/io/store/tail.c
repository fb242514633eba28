/*
 * The end of a journal that a crash has left: bytes behind the last newline,
 * an unfinished last batch, a last line or batch with a NUL byte. None of it
 * was ever acknowledged.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"

#define PIECE ((size_t)256 * 1024)

static bool has_text(struct crm_span s, struct crm_buf *scratch)
{
	return crm_span_text(s, scratch) == 0 && scratch->len > 0;
}

/* An editor may have left out the last newline of a good line. A line of a
 * batch is none: we write those, and acknowledge them with their newlines. */
static bool whole_record(struct crm_journal *j, const struct crm_buf *tail)
{
	struct crm_record *r = NULL;
	struct crm_scan s;
	bool whole;

	whole = crm_linescan(crm_buf_str(tail), tail->len, j->limits.depth, &s) == 0 &&
	    s.v[CRM_M_TX].p == NULL && has_text(s.v[CRM_M_STEP], &j->scratch) &&
	    has_text(s.v[CRM_M_ID], &j->scratch) &&
	    crm_id_valid(crm_buf_str(&j->scratch), j->scratch.len) &&
	    crm_record_parse(tail->data, tail->len, &j->limits, &r, NULL) == 0;
	crm_record_free(r);
	return whole;
}

static int read_tail(struct crm_journal *j, struct crm_buf *out, struct crm_err *e)
{
	size_t n = (size_t)(j->size - j->ix.end);

	crm_buf_reserve(out, n);
	if (crm_pread_all(j->fd, out->data, n, (off_t)j->ix.end) != (ssize_t)n)
		return crm_err_errno(e, CRM_IOERR, "cannot read", j->path.data);
	out->len = n;
	out->data[n] = '\0';
	return 0;
}

/* A failed sync of the journal: see crm_tx_commit(). */
static int sync_journal(struct crm_journal *j, struct crm_err *e)
{
	if (fdatasync(j->fd) == 0)
		return 0;
	crm_err_errno(e, CRM_IOERR, "cannot sync", j->path.data);
	crm_store_mark_suspect(j->store, j->kind);
	return -1;
}

static int add_newline(struct crm_journal *j, struct crm_err *e)
{
	ssize_t n;

	do
		n = pwrite(j->fd, "\n", 1, (off_t)j->size);
	while (n < 0 && errno == EINTR);
	if (n != 1)
		return crm_err_errno(e, CRM_IOERR, "cannot write", j->path.data);
	if (sync_journal(j, e) != 0)
		return -1;
	if (crm_journal_tell(j, CRM_WARNING, "kept_tail", j->ix.end, NULL,
	        "the last line had no newline; it is whole and is kept", e) != 0)
		return -1;
	j->size++;
	return crm_journal_extend(j, e);
}

/* Appends [ix.end, size) of the journal to fd, a newline at its end. */
static int copy_tail(struct crm_journal *j, int fd)
{
	char *piece = crm_malloc(PIECE);
	uint64_t at = j->ix.end;
	int ret = -1;
	ssize_t n;

	while (at < j->size) {
		n = crm_pread_all(
		    j->fd, piece, j->size - at < PIECE ? (size_t)(j->size - at) : PIECE, (off_t)at);
		if (n <= 0 || crm_write_all(fd, piece, (size_t)n) != 0)
			goto out;
		at += (uint64_t)n;
		if (at == j->size && piece[n - 1] != '\n' && crm_write_all(fd, "\n", 1) != 0)
			goto out;
	}
	ret = 0;
out:
	free(piece);
	return ret;
}

/* Copies the tail to KIND.torn, durably. */
static int keep_torn(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf name = CRM_BUF_INIT;
	struct stat st;
	bool made = false;
	int fd, ret = -1;

	crm_buf_addf(&name, "%s.torn", j->kind);
	fd = crm_store_openat(j->store, name.data, O_WRONLY | O_APPEND, &st, e);
	if (fd == -2) {
		fd = crm_store_create(j->store, name.data, e);
		made = true;
	}
	if (fd < 0)
		goto out;
	if (copy_tail(j, fd) != 0 || fsync(fd) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot write", name.data);
		goto out;
	}
	if (made && crm_fsync_dir(j->store->dirfd, e) != 0)
		goto out;
	ret = 0;
out:
	if (fd >= 0)
		close(fd);
	crm_buf_release(&name);
	return ret;
}

static int set_aside(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int ret = -1;

	if (keep_torn(j, e) != 0)
		return -1;
	crm_buf_addf(&text,
	    "%llu bytes from here on were of a command that was "
	    "not finished; they were moved to %s.torn",
	    (unsigned long long)(j->size - j->ix.end), j->kind);
	if (crm_journal_tell(j, CRM_WARNING, "set_aside", j->ix.end, NULL, text.data, e) != 0)
		goto out;
	if (ftruncate(j->fd, (off_t)j->ix.end) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot cut", j->path.data);
		goto out;
	}
	if (sync_journal(j, e) != 0)
		goto out;
	j->size = j->ix.end;
	j->ix.scanned = j->ix.end;
	ret = 0;
out:
	crm_buf_release(&text);
	return ret;
}

int crm_tail_repair(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf tail = CRM_BUF_INIT;
	int ret = -1;

	if (j->ix.scanned == j->ix.end && j->size - j->ix.end <= j->limits.line) {
		if (read_tail(j, &tail, e) != 0 ||
		    (whole_record(j, &tail) && add_newline(j, e) != 0))
			goto out;
	}
	if (j->ix.end < j->size && set_aside(j, e) != 0)
		goto out;
	ret = 0;
out:
	crm_buf_release(&tail);
	return ret;
}
