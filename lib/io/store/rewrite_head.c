/* First lines of rewritten journals, and the old files that they speak of. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/store/rewrite_private.h"

#define FIRST_MOST ((size_t)1 << 20) /* the limit of a line */
#define EPOCH_DIGITS ((size_t)15)

void crm_old_name(const char *kind, int64_t epoch, char out[CRM_OLD_NAME_MAX])
{
	(void)snprintf(out, CRM_OLD_NAME_MAX, "%.32s.%" PRId64 ".jsonl", kind, epoch);
}

bool crm_old_name_parse(const char *name, char kind[CRM_KIND_MAX + 1], int64_t *epoch)
{
	size_t k = strcspn(name, "."), n;

	if (name[k] == '\0' || !crm_kind_valid(name, k))
		return false;
	n = strspn(name + k + 1, "0123456789");
	if (n == 0 || n > EPOCH_DIGITS || strcmp(name + k + 1 + n, ".jsonl") != 0 ||
	    (name[k + 1] == '0' && n > 1))
		return false;
	memcpy(kind, name, k);
	kind[k] = '\0';
	*epoch = strtoll(name + k + 1, NULL, 10);
	return true;
}

/* ---- reading a first line ---- */

static int count(const struct crm_record *r, const char *path, int64_t *out)
{
	struct crm_cell cell;

	crm_record_cell(r, path, NULL, NULL, &cell);
	if (cell.type != CRM_T_INT || cell.u.i < 0)
		return -1;
	*out = cell.u.i;
	return 0;
}

static int digest_of(const struct crm_record *r, const char *name, struct crm_digest *out)
{
	char path[32];
	const char *sum;

	(void)snprintf(path, sizeof(path), "%s.bytes", name);
	if (count(r, path, &out->bytes) != 0)
		return -1;
	(void)snprintf(path, sizeof(path), "%s.lines", name);
	if (count(r, path, &out->lines) != 0)
		return -1;
	(void)snprintf(path, sizeof(path), "%s.sha256", name);
	sum = crm_record_text(r, path);
	if (sum == NULL || strlen(sum) != 64)
		return -1;
	memcpy(out->sha256, sum, 65);
	return 0;
}

static void take_written(const struct crm_record *r, struct crm_first_line *out)
{
	const char *text = crm_record_text(r, "rec");

	if (text == NULL)
		text = crm_record_text(r, "at");
	out->written.us = INT64_MAX;
	if (text == NULL || crm_instant_parse(text, strlen(text), &out->written) != 0)
		return;
	memcpy(out->day, text, sizeof(out->day) - 1);
}

static int take_first(const struct crm_record *r, struct crm_first_line *out)
{
	if (crm_record_has(r, "id") || count(r, "epoch", &out->epoch) != 0 ||
	    count(r, "was.epoch", &out->was.epoch) != 0 || digest_of(r, "was", &out->was) != 0 ||
	    digest_of(r, "is", &out->is) != 0)
		return 0;
	take_written(r, out);
	return 1;
}

int crm_first_line_read(int fd, struct crm_first_line *out, struct crm_err *e)
{
	char *text = crm_malloc(FIRST_MOST), *lf = NULL;
	size_t want = 4096;
	struct crm_record *r = NULL;
	struct crm_limits l;
	ssize_t n;
	int ret = 0;

	memset(out, 0, sizeof(*out));
	crm_limits_init(&l);
	for (;; want *= 16) {
		if (want > FIRST_MOST)
			want = FIRST_MOST;
		n = crm_pread_all(fd, text, want, 0);
		lf = n > 0 ? memchr(text, '\n', (size_t)n) : NULL;
		if (n < (ssize_t)want || lf != NULL || want == FIRST_MOST)
			break;
	}
	if (n < 0)
		ret = crm_err_errno(e, CRM_IOERR, "cannot read", "journal");
	if (lf != NULL && crm_record_parse(text, (size_t)(lf - text), &l, &r, NULL) == 0) {
		ret = take_first(r, out);
		out->end = (uint64_t)(lf - text) + 1;
	}
	crm_record_free(r);
	free(text);
	return ret;
}

/* ---- judging ---- */

/* Does what follows the first line still begin as it was written? */
static int judge_is(struct crm_journal *j, const struct crm_first_line *h, struct crm_findings *f,
    struct crm_err *e)
{
	int64_t lines;
	char hex[65];

	if (h->end + (uint64_t)h->is.bytes > j->ix.end) {
		crm_finding_add(f, CRM_ERROR, "cut", j->path.data, 1, NULL, NULL,
		    "says that %lld bytes followed it when the journal was rewritten, but only "
		    "%llu do: lines at its end are gone",
		    (long long)h->is.bytes, (unsigned long long)(j->ix.end - h->end));
		return 0;
	}
	if (crm_digest(j->fd, h->end, (uint64_t)h->is.bytes, j->path.data, hex, &lines, e) != 0)
		return -1;
	if (strcmp(hex, h->is.sha256) != 0)
		crm_finding_add(f, CRM_ERROR, "rewritten", j->path.data, 1, NULL, NULL,
		    "the %lld bytes after it are not those that the journal was rewritten to",
		    (long long)h->is.bytes);
	return 0;
}

/* The old file: it is as long as it was, and the same. 1: go on with what its
 * own first line says, in *next; 0; -1. */
static int judge_old(struct crm_journal *j, const struct crm_digest *was, struct crm_findings *f,
    struct crm_first_line *next, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	char name[CRM_OLD_NAME_MAX], hex[65];
	struct stat st;
	int64_t lines;
	int fd, ret = -1;

	crm_old_name(j->kind, was->epoch, name);
	crm_store_path(j->store, name, &path);
	fd = crm_store_openat(j->store, name, O_RDONLY, &st, e);
	if (fd == -2) {
		crm_finding_add(f, CRM_ERROR, "old_missing", path.data, 0, NULL, NULL,
		    "is not here: the journal was rewritten from its %lld lines, and they are the "
		    "evidence for what was before",
		    (long long)was->lines);
		ret = 0;
	}
	if (fd < 0)
		goto out;
	if (st.st_size == was->bytes &&
	    crm_digest(fd, 0, (uint64_t)was->bytes, path.data, hex, &lines, e) != 0)
		goto out;
	if (st.st_size != was->bytes || strcmp(hex, was->sha256) != 0)
		crm_finding_add(f, CRM_ERROR, "old_edited", path.data, 0, NULL, NULL,
		    "is not the file that the journal was rewritten from: %lld bytes of it have "
		    "another digest",
		    (long long)was->bytes);
	ret = crm_first_line_read(fd, next, e);
out:
	if (fd >= 0)
		close(fd);
	crm_buf_release(&path);
	return ret;
}

int crm_verify_rewritten(struct crm_journal *j, struct crm_findings *f, struct crm_err *e)
{
	struct crm_first_line h, next;
	int got;

	if (j->fd < 0)
		return 0;
	got = crm_first_line_read(j->fd, &h, e);
	if (got < 0)
		return -1;
	if (got == 0) {
		if (j->ix.epoch > 0)
			crm_finding_add(f, CRM_ERROR, "no_first_line", j->path.data, 1, NULL, NULL,
			    "lines carry an epoch, but the line that says how the journal was "
			    "rewritten is gone");
		return 0;
	}
	if (judge_is(j, &h, f, e) != 0)
		return -1;
	for (;;) {
		got = judge_old(j, &h.was, f, &next, e);
		if (got <= 0 || next.was.epoch >= h.was.epoch)
			return got < 0 ? -1 : 0;
		h = next;
	}
}
