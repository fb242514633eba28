/* Opening one kind: file, index, caches. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"

#define OPEN_TRIES 100

static int open_cache(const struct crm_store *s, bool make)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
	int fd = openat(s->dirfd, ".cache", flags);

	if (fd >= 0 || errno != ENOENT || !make)
		return fd;
	if (mkdirat(s->dirfd, ".cache", 0700) != 0)
		return -1;
	fd = openat(s->dirfd, ".cache", flags);
	if (fd >= 0 && s->settings.group && fchmod(fd, 02770) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Writes the caches anew when they are due. before: the journal's state when
 * it was looked at first. */
static void publish(struct crm_journal *j, const struct stat *before, bool trusted)
{
	const mode_t mode = crm_store_file_mode(j->store);
	bool due = crm_index_due(&j->ix);
	struct stat now;
	int cache;

	if (!j->cached || j->fd < 0 || (!due && (trusted || j->ix.map == NULL)))
		return;
	if (fstat(j->fd, &now) != 0)
		return;
	if (before != NULL &&
	    (now.st_size != before->st_size || now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
	        now.st_mtim.tv_nsec != before->st_mtim.tv_nsec))
		return; /* somebody writes: the next one will do it */
	cache = open_cache(j->store, due);
	if (cache < 0)
		return;
	if (due && crm_index_save(&j->ix, cache, j->kind, j->fd, mode, &j->limits) != 0 &&
	    (!j->ix.damaged || crm_journal_rescan(j, NULL) != 0 ||
	        crm_index_save(&j->ix, cache, j->kind, j->fd, mode, &j->limits) != 0))
		goto out;
	crm_index_seen(&j->ix, cache, j->kind, &now, j->locked, mode);
out:
	close(cache);
}

void crm_journal_publish(struct crm_journal *j)
{
	publish(j, NULL, false);
}

int crm_journal_extend(struct crm_journal *j, struct crm_err *e)
{
	const struct crm_bytes b = {j->fd, j->from, j->spool};

	j->window.len = 0;
	j->known_line = 0;
	if (crm_index_scan(&j->ix, &b, j->size, &j->limits, e) != 0)
		return -1;
	return j->ix.damaged ? crm_journal_rescan(j, e) : 0;
}

int crm_journal_rescan(struct crm_journal *j, struct crm_err *e)
{
	const struct crm_bytes b = {j->fd, j->from, j->spool};
	char name[CRM_JOURNAL_NAME_MAX];
	int cache = open_cache(j->store, false);

	if (cache >= 0) {
		(void)snprintf(name, sizeof(name), "%s.idx", j->kind);
		(void)unlinkat(cache, name, 0);
		close(cache);
	}
	crm_index_release(&j->ix);
	crm_index_init(&j->ix);
	if (crm_index_scan(&j->ix, &b, j->size, &j->limits, e) == 0)
		return 0;
	j->ix.damaged = true; /* the next answer is not believed either */
	return -1;
}

static int take_index(struct crm_journal *j, const struct stat *st, struct crm_err *e)
{
	bool trusted = false;
	int cache = -1;

	if (j->cached && j->fd >= 0)
		cache = open_cache(j->store, false);
	if (cache >= 0) {
		crm_index_load(&j->ix, cache, j->kind, j->fd, st, &j->limits, &trusted);
		close(cache);
	}
	if (j->fd >= 0 && crm_journal_extend(j, e) != 0) {
		crm_err_place(e, j->path.data, 0, NULL);
		return -1;
	}
	if (j->locked) {
		if (j->fd < 0)
			return 0;
		if (j->ix.end < j->size) {
			if (crm_tail_repair(j, e) != 0)
				return -1;
			trusted = false;
		}
		publish(j, NULL, trusted);
	} else {
		publish(j, st, trusted);
	}
	return 0;
}

/* Opens the base table, then the journal: lines `left` are written before the
 * table that lacks their rows is there, so no row is missed. And what was
 * opened first must still be the table then, else the journal has seen more
 * of its replacements than one. */
static int open_files(struct crm_journal *j, struct stat *st, struct crm_err *e)
{
	const int flags = j->locked ? O_RDWR : O_RDONLY;
	int i;

	for (i = 0; i < OPEN_TRIES; i++) {
		if (crm_base_open(j->store, j->kind, &j->base, e) != 0)
			return -1;
		j->fd = crm_store_openat(j->store, j->name, flags, st, e);
		if (j->fd == -1)
			return -1;
		if (j->base == NULL || crm_base_current(j->base))
			break;
		if (j->fd >= 0)
			close(j->fd);
		crm_base_free(j->base);
		j->base = NULL;
		j->fd = -1;
	}
	if (i == OPEN_TRIES)
		return crm_err_at(e, CRM_TEMPFAIL, j->path.data, 0, NULL,
		    "its base table is replaced again and again; try again");
	if (j->fd < 0)
		j->fd = -1; /* no file: an empty journal */
	else
		j->size = (uint64_t)st->st_size;
	return 0;
}

struct crm_journal *crm_journal_begin(struct crm_store *s, const char *kind, bool cached,
    struct crm_findings *notes, struct crm_err *e)
{
	struct crm_journal *j;
	struct stat st;
	size_t len = strlen(kind);

	if (!crm_kind_valid(kind, len)) {
		crm_err_set(e, CRM_BADINPUT, "'%s' is not a kind", kind);
		return NULL;
	}
	j = cached ? crm_journal_again(s, kind, notes) : NULL;
	if (j != NULL)
		return j;
	j = crm_calloc(1, sizeof(*j));
	j->store = s;
	crm_limits_init(&j->limits);
	j->limits.record = s->limits->record;
	j->limits.record_keys = s->limits->record_keys;
	memcpy(j->kind, kind, len);
	memcpy(j->name, kind, len);
	memcpy(j->name + len, ".jsonl", 6);
	crm_store_path(s, j->name, &j->path);
	j->locked = s->lockfd >= 0;
	j->cached = cached;
	j->notes = notes;
	j->told = crm_map_new();
	crm_index_init(&j->ix);
	j->fd = -1;
	j->first_state = crm_base_state(crm_store_schema(s, kind));
	if (open_files(j, &st, e) != 0 || take_index(j, &st, e) != 0)
		goto fail;
	j->writable = j->locked;
	j->keep = cached && s->keep;
	crm_journal_stamp(j, &st);
	return j;
fail:
	crm_journal_free(j);
	return NULL;
}

static int tell_all(struct crm_journal *j, struct crm_err *e)
{
	if (j->base != NULL && crm_base_notes(j->base, j->locked, j->notes, e) != 0)
		return -1;
	if (crm_notes_flaws(j, j->locked, e) != 0 || crm_notes_epochs(j, false, e) != 0 ||
	    crm_notes_seconds(j, e) != 0)
		return -1;
	return crm_notes_tail(j, e);
}

/* A last line without LF is a record when it has no step. */
static int take_tail(struct crm_journal *j, struct crm_err *e)
{
	size_t n = (size_t)(j->size - j->ix.end);
	struct crm_scan s;

	if (n == 0 || j->ix.end != j->ix.scanned || n > j->limits.line)
		return 0;
	crm_buf_reserve(&j->tail, n);
	if (crm_journal_read(j, j->tail.data, n, j->ix.end) != (ssize_t)n)
		return crm_err_errno(e, CRM_IOERR, "cannot read", j->path.data);
	j->tail.len = n;
	j->tail.data[n] = '\0';
	if (crm_linescan(j->tail.data, n, j->limits.depth, &s) == 0 && !crm_scan_step(&s))
		j->size = j->ix.end;
	else
		crm_buf_clear(&j->tail);
	return 0;
}

int crm_journal_over(const struct crm_bytes_of *b, const struct crm_limits *l,
    struct crm_findings *notes, struct crm_journal **out, struct crm_err *e)
{
	struct crm_journal *j = crm_calloc(1, sizeof(*j));

	j->limits = *l;
	(void)snprintf(j->kind, sizeof(j->kind), "%s", b->kind);
	crm_buf_addz(&j->path, b->name);
	j->notes = notes;
	j->told = crm_map_new();
	j->part = true;
	crm_index_init(&j->ix);
	j->ix.mixed = true;
	j->fd = b->fd;
	j->from = b->from;
	j->size = b->size;
	j->spool = b->spool;
	j->before = b->before;
	j->first_state = b->first_state;
	if (crm_journal_extend(j, e) != 0 || take_tail(j, e) != 0 || tell_all(j, e) != 0) {
		crm_err_place(e, j->path.data, 0, NULL);
		crm_journal_free(j);
		return -1;
	}
	*out = j;
	return 0;
}

int crm_journal_open(struct crm_store *s, const char *kind, struct crm_findings *notes,
    struct crm_journal **out, struct crm_err *e)
{
	struct crm_journal *j = crm_journal_begin(s, kind, true, notes, e);

	if (j == NULL)
		return -1;
	if (tell_all(j, e) != 0) {
		crm_journal_free(j);
		return -1;
	}
	*out = j;
	return 0;
}

void crm_journal_free(struct crm_journal *j)
{
	if (j == NULL || crm_journal_put_by(j))
		return;
	if (j->fd >= 0 && j->store != NULL)
		close(j->fd);
	if (j->spool != NULL)
		crm_spool_release(j->spool);
	free(j->spool);
	crm_base_free(j->base);
	crm_index_release(&j->ix);
	crm_map_free(j->told);
	crm_chain_release(&j->chain);
	crm_buf_release(&j->path);
	crm_buf_release(&j->window);
	crm_buf_release(&j->block);
	crm_buf_release(&j->scratch);
	crm_buf_release(&j->tail);
	free(j);
}
