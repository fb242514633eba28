#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"

bool crm_kind_valid(const char *kind, size_t len)
{
	size_t i;

	if (len == 0 || len > CRM_KIND_MAX || kind[0] < 'a' || kind[0] > 'z')
		return false;
	for (i = 1; i < len; i++)
		if (!((kind[i] >= 'a' && kind[i] <= 'z') || kind[i] == '_' ||
		        (kind[i] >= '0' && kind[i] <= '9') || kind[i] == '-'))
			return false;
	return true;
}

/* Is this file name KIND.jsonl or KIND.csv? Then the length of KIND, else 0. */
static size_t kind_of(const char *name)
{
	const char *dot = strchr(name, '.');
	size_t len = dot != NULL ? (size_t)(dot - name) : 0;

	if (dot == NULL || (strcmp(dot, ".jsonl") != 0 && strcmp(dot, ".csv") != 0))
		return 0;
	return crm_kind_valid(name, len) ? len : 0;
}

mode_t crm_store_file_mode(const struct crm_store *s)
{
	return s->settings.group ? 0660 : 0600;
}

void crm_store_path(const struct crm_store *s, const char *name, struct crm_buf *out)
{
	if (strcmp(s->dir, ".") != 0)
		crm_buf_addf(out, "%s/", s->dir);
	crm_buf_addz(out, name);
}

static int open_code(int number)
{
	switch (number) {
	case EACCES:
	case EPERM:
		return CRM_NOPERM;
	case EROFS:
		return CRM_CANTCREAT;
	default:
		return CRM_IOERR;
	}
}

int crm_store_openat(
    const struct crm_store *s, const char *name, int flags, struct stat *st, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	int fd;

	crm_store_path(s, name, &path);
	do
		fd = openat(s->dirfd, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	if (fd < 0 && errno == ENOENT) {
		fd = -2;
	} else if (fd < 0 && errno == ELOOP) {
		crm_err_at(e, CRM_NOPERM, path.data, 0, NULL,
		    "is a symbolic link; a store's files are not");
	} else if (fd < 0 && (errno == EISDIR || errno == ENXIO)) {
		crm_err_at(e, CRM_BADINPUT, path.data, 0, NULL, "is not a regular file");
	} else if (fd < 0) {
		crm_err_errno(e, open_code(errno), "cannot open", path.data);
	} else if (fstat(fd, st) != 0) {
		crm_err_errno(e, CRM_IOERR, "cannot read", path.data);
		close(fd);
		fd = -1;
	} else if (!S_ISREG(st->st_mode)) {
		crm_err_at(e, CRM_BADINPUT, path.data, 0, NULL, "is not a regular file");
		close(fd);
		fd = -1;
	}
	crm_buf_release(&path);
	return fd;
}

int crm_store_create(const struct crm_store *s, const char *name, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	int fd;

	crm_store_path(s, name, &path);
	do
		fd = openat(
		    s->dirfd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		crm_err_errno(e, CRM_CANTCREAT, "cannot create", path.data);
	} else if (fchmod(fd, crm_store_file_mode(s)) != 0) {
		crm_err_errno(e, CRM_CANTCREAT, "cannot create", path.data);
		unlinkat(s->dirfd, name, 0);
		close(fd);
		fd = -1;
	}
	crm_buf_release(&path);
	return fd;
}

static int open_dir(const char *dir, struct crm_err *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd >= 0)
		return fd;
	if (errno == ELOOP || (errno == ENOTDIR && lstat(dir, &st) == 0 && S_ISLNK(st.st_mode)))
		return crm_err_at(e, CRM_NOPERM, dir, 0, NULL,
		    "is a symbolic link; name the store's own directory");
	if (errno == ENOENT || errno == ENOTDIR)
		return crm_err_errno(e, CRM_NOINPUT, "no store in", dir);
	return crm_err_errno(e, open_code(errno), "cannot open store", dir);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void drop_kinds(struct crm_store *s)
{
	for (size_t i = 0; i < s->nkinds; i++)
		free(s->kinds[i]);
	free(s->kinds);
	s->kinds = NULL;
	s->nkinds = 0;
}

/* Each once: one may have a journal and a base table. */
static void sort_kinds(struct crm_store *s)
{
	size_t i, kept = 0;

	if (s->nkinds > 1)
		qsort(s->kinds, s->nkinds, sizeof(*s->kinds), by_name);
	for (i = 0; i < s->nkinds; i++) {
		if (kept > 0 && strcmp(s->kinds[kept - 1], s->kinds[i]) == 0)
			free(s->kinds[i]);
		else
			s->kinds[kept++] = s->kinds[i];
	}
	s->nkinds = kept;
}

int crm_store_list(struct crm_store *s, struct crm_err *e)
{
	int fd = openat(s->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *x;
	size_t cap = 0, n;
	int number;

	if (d == NULL) {
		crm_err_errno(e, CRM_IOERR, "cannot read directory", s->dir);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	drop_kinds(s);
	while ((errno = 0, x = readdir(d)) != NULL) {
		n = kind_of(x->d_name);
		if (n == 0)
			continue;
		crm_grow(&s->kinds, &cap, s->nkinds + 1, sizeof(*s->kinds));
		s->kinds[s->nkinds++] = crm_strndup(x->d_name, n);
	}
	number = errno;
	if (number != 0)
		crm_err_errno(e, CRM_IOERR, "cannot read directory", s->dir);
	closedir(d);
	if (number != 0)
		return -1;
	sort_kinds(s);
	return 0;
}

int crm_store_open(
    const char *dir, const struct crm_limits *l, struct crm_store **out, struct crm_err *e)
{
	struct crm_store *s = crm_calloc(1, sizeof(*s));

	s->dir = crm_strdup(dir);
	s->lockfd = -1;
	s->limits = l;
	s->dirfd = open_dir(dir, e);
	if (s->dirfd < 0 || crm_settings_read(s->dirfd, dir, &s->settings, e) != 0 ||
	    crm_store_list(s, e) != 0) {
		crm_store_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void crm_store_free(struct crm_store *s)
{
	if (s == NULL)
		return;
	crm_store_unlock(s);
	crm_store_drop_kept(s);
	drop_kinds(s);
	crm_settings_release(&s->settings);
	if (s->dirfd >= 0)
		close(s->dirfd);
	free(s->dir);
	free(s);
}

const struct crm_settings *crm_store_settings(const struct crm_store *s)
{
	return &s->settings;
}

int crm_store_set_site(struct crm_store *s, const char *site, struct crm_err *e)
{
	return crm_site_parse(site, strlen(site), NULL, s->settings.site, e);
}

const char *crm_store_dir(const struct crm_store *s)
{
	return s->dir;
}

const char *crm_store_kind(const struct crm_store *s, size_t i)
{
	return i < s->nkinds ? s->kinds[i] : NULL;
}
