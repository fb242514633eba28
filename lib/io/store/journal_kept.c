/*
 * Journals that stay open from one use to the next (crm_store_keep()): each step of a long run
 * would read the index and what follows it anew. One is used again only where its file is in the
 * very state in which it was left; whatever else has come, a step of another process, an editor's
 * new file, a base table, it is opened as if it had never been.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"

void crm_store_keep(struct crm_store *s)
{
	s->keep = true;
}

void crm_store_drop_kept(struct crm_store *s)
{
	s->keep = false;
	for (size_t i = 0; i < s->nkept; i++) {
		s->kept[i]->keep = false;
		crm_journal_free(s->kept[i]);
	}
	free(s->kept);
	s->kept = NULL;
	s->nkept = s->kept_cap = 0;
}

/* ---- the state of a file ---- */

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool same_state(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	    same_time(&a->st_mtim, &b->st_mtim) && same_time(&a->st_ctim, &b->st_ctim);
}

void crm_stamp_take(const struct crm_store *s, const char *kind, struct crm_stamp *out)
{
	static const char *const ends[] = {"jsonl", "csv"};
	struct crm_buf name = CRM_BUF_INIT;

	*out = (struct crm_stamp){.there = {false, false}};
	for (int i = 0; i < 2; i++) {
		crm_buf_clear(&name);
		crm_buf_addf(&name, "%s.%s", kind, ends[i]);
		out->there[i] =
		    fstatat(s->dirfd, name.data, &out->files[i], AT_SYMLINK_NOFOLLOW) == 0;
	}
	crm_buf_release(&name);
}

bool crm_stamp_same(const struct crm_stamp *a, const struct crm_stamp *b)
{
	for (int i = 0; i < 2; i++) {
		if (a->there[i] != b->there[i] ||
		    (a->there[i] && !same_state(&a->files[i], &b->files[i])))
			return false;
	}
	return true;
}

/* ---- keeping one ---- */

void crm_journal_stamp(struct crm_journal *j, const struct stat *st)
{
	struct stat now;

	if (!j->keep || j->fd < 0)
		return;
	j->stamped = st != NULL || fstat(j->fd, &now) == 0;
	j->stamp = st != NULL ? *st : now;
	j->stamp_locked = j->locked;
}

static void take_out(struct crm_store *s, size_t i)
{
	s->kept[i] = s->kept[--s->nkept];
}

static size_t find(const struct crm_store *s, const char *kind)
{
	size_t i = 0;

	while (i < s->nkept && strcmp(s->kept[i]->kind, kind) != 0)
		i++;
	return i;
}

bool crm_journal_put_by(struct crm_journal *j)
{
	struct crm_store *s = j->store;
	struct crm_journal *old;
	size_t i;

	if (!j->keep || !j->stamped || j->fd < 0 || j->ix.damaged || j->size != j->ix.end ||
	    (uint64_t)j->stamp.st_size != j->size)
		return false;
	j->notes = NULL;
	i = find(s, j->kind);
	if (i < s->nkept) {
		old = s->kept[i];
		old->keep = false;
		crm_journal_free(old);
	} else {
		crm_grow(&s->kept, &s->kept_cap, ++s->nkept, sizeof(struct crm_journal *));
	}
	s->kept[i] = j;
	return true;
}

/* ---- using it again ---- */

/* The same base table, or none. */
static bool base_holds(const struct crm_journal *j)
{
	struct crm_buf name = CRM_BUF_INIT;
	struct stat st;
	bool none;

	if (j->base != NULL)
		return crm_base_current(j->base) && crm_base_unchanged(j->base, NULL) == 0;
	crm_buf_addf(&name, "%s.csv", j->kind);
	none =
	    fstatat(j->store->dirfd, name.data, &st, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
	crm_buf_release(&name);
	return none;
}

/* Is the file as it was left? What a reader has left may have been written to in the same tick of
 * the clock of file stamps: that is not for a writer. */
static bool file_holds(const struct crm_journal *j)
{
	struct stat open, named;

	return (j->stamp_locked || j->store->lockfd < 0) && fstat(j->fd, &open) == 0 &&
	    fstatat(j->store->dirfd, j->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	    same_state(&open, &j->stamp) && same_state(&named, &j->stamp);
}

static bool make_writable(struct crm_journal *j)
{
	struct stat st;
	int fd;

	if (j->writable)
		return true;
	fd = crm_store_openat(j->store, j->name, O_RDWR, &st, NULL);
	if (fd < 0)
		return false;
	if (!same_state(&st, &j->stamp)) {
		close(fd);
		return false;
	}
	close(j->fd);
	j->fd = fd;
	j->writable = true;
	return true;
}

struct crm_journal *crm_journal_again(
    struct crm_store *s, const char *kind, struct crm_findings *notes)
{
	size_t i = find(s, kind);
	struct crm_journal *j;

	if (i == s->nkept)
		return NULL;
	j = s->kept[i];
	take_out(s, i);
	if (!base_holds(j) || !file_holds(j) || (s->lockfd >= 0 && !make_writable(j))) {
		j->keep = false;
		crm_journal_free(j);
		return NULL;
	}
	j->locked = s->lockfd >= 0;
	j->notes = notes;
	crm_map_free(j->told);
	j->told = crm_map_new();
	j->told_history = false;
	j->window.len = 0;
	j->known_line = 0;
	j->first_state = crm_base_state(crm_store_schema(s, kind));
	return j;
}
