/* Opening one kind: file, index, caches. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/store_private.h"

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
	if (due && crm_index_save(&j->ix, cache, j->kind, j->fd, mode, j->store->limits) != 0)
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
	j->window.len = 0;
	j->known_line = 0;
	return crm_index_scan(&j->ix, j->fd, j->size, j->store->limits, e);
}

static int take_index(struct crm_journal *j, const struct stat *st, struct crm_err *e)
{
	bool trusted = false;
	int cache = -1;

	if (j->cached && j->fd >= 0)
		cache = open_cache(j->store, false);
	if (cache >= 0) {
		crm_index_load(&j->ix, cache, j->kind, j->fd, st, j->store->limits, &trusted);
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
	j = crm_calloc(1, sizeof(*j));
	j->store = s;
	memcpy(j->kind, kind, len);
	memcpy(j->name, kind, len);
	memcpy(j->name + len, ".jsonl", 6);
	crm_store_path(s, j->name, &j->path);
	j->locked = s->lockfd >= 0;
	j->cached = cached;
	j->notes = notes;
	j->told = crm_map_new();
	crm_index_init(&j->ix);
	j->fd = crm_store_openat(s, j->name, j->locked ? O_RDWR : O_RDONLY, &st, e);
	if (j->fd == -1)
		goto fail;
	if (j->fd < 0)
		j->fd = -1; /* no file: an empty journal */
	else
		j->size = (uint64_t)st.st_size;
	if (take_index(j, &st, e) != 0)
		goto fail;
	return j;
fail:
	crm_journal_free(j);
	return NULL;
}

int crm_journal_open(struct crm_store *s, const char *kind, struct crm_findings *notes,
    struct crm_journal **out, struct crm_err *e)
{
	struct crm_journal *j = crm_journal_begin(s, kind, true, notes, e);

	if (j == NULL)
		return -1;
	if (crm_notes_flaws(j, j->locked, e) != 0 || crm_notes_seconds(j, e) != 0 ||
	    crm_notes_tail(j, e) != 0) {
		crm_journal_free(j);
		return -1;
	}
	*out = j;
	return 0;
}

void crm_journal_free(struct crm_journal *j)
{
	if (j == NULL)
		return;
	if (j->fd >= 0)
		close(j->fd);
	crm_index_release(&j->ix);
	crm_map_free(j->told);
	crm_chain_release(&j->chain);
	crm_buf_release(&j->path);
	crm_buf_release(&j->window);
	crm_buf_release(&j->block);
	crm_buf_release(&j->scratch);
	free(j);
}
