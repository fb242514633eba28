/* .cache/KIND.seen: the state of the journal that an index is true of. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/io/store/cache_private.h"

struct seen {
	char magic[8];
	uint64_t order;
	uint64_t size, dev, ino;
	int64_t mtime, mtime_ns, ctime, ctime_ns;
	uint64_t covered, head_hash; /* the index that it speaks of */
	uint64_t locked;             /* written under the lock */
	uint64_t hash;               /* of all before it */
};

static void fill_seen(struct seen *s, const struct stat *st)
{
	memset(s, 0, sizeof(*s));
	memcpy(s->magic, CRM_SEEN_MAGIC, sizeof(s->magic));
	s->order = CRM_CACHE_ORDER;
	s->size = (uint64_t)st->st_size;
	s->dev = (uint64_t)st->st_dev;
	s->ino = (uint64_t)st->st_ino;
	s->mtime = (int64_t)st->st_mtim.tv_sec;
	s->mtime_ns = (int64_t)st->st_mtim.tv_nsec;
	s->ctime = (int64_t)st->st_ctim.tv_sec;
	s->ctime_ns = (int64_t)st->st_ctim.tv_nsec;
}

void crm_index_seen(const struct crm_index *ix, int cachefd, const char *kind,
    const struct stat *st, bool locked, mode_t mode)
{
	struct crm_buf part = CRM_BUF_INIT;
	char name[CRM_CACHE_NAME_MAX];
	struct seen s;

	if (cachefd < 0 || ix->map == NULL)
		return;
	fill_seen(&s, st);
	s.covered = ix->covered;
	s.head_hash = ix->head_hash;
	s.locked = locked;
	s.hash = crm_hash64(&s, offsetof(struct seen, hash), 0);
	snprintf(name, sizeof(name), "%s.seen", kind);
	crm_buf_add(&part, &s, sizeof(s));
	crm_cache_put(cachefd, name, &part, 1, mode, false);
	crm_buf_release(&part);
}

bool crm_cache_seen(
    const struct crm_idx_head *h, int cachefd, const char *kind, const struct stat *journal)
{
	char name[CRM_CACHE_NAME_MAX];
	struct seen s, now;
	struct stat st;
	bool fits = false;
	int fd;

	snprintf(name, sizeof(name), "%s.seen", kind);
	fd = openat(cachefd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && st.st_size == (off_t)sizeof(s) &&
	    crm_pread_all(fd, &s, sizeof(s), 0) == (ssize_t)sizeof(s) &&
	    s.hash == crm_hash64(&s, offsetof(struct seen, hash), 0)) {
		fill_seen(&now, journal);
		now.covered = h->covered;
		now.head_hash = h->head_hash;
		now.locked = s.locked;
		fits = memcmp(&s, &now, offsetof(struct seen, hash)) == 0;
		if (fits && s.locked == 0)
			fits = st.st_mtim.tv_sec > s.ctime ||
			    (st.st_mtim.tv_sec == s.ctime && st.st_mtim.tv_nsec > s.ctime_ns);
	}
	close(fd);
	return fits;
}
