#include "lib/io/share.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"

/* ---- the names ---- */

bool crm_share_name_ok(const char *name)
{
	size_t len = strlen(name);

	return len > 0 && len <= CRM_SHARE_NAME_MAX && name[0] != '.' &&
	    strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
	    len;
}

struct names {
	char **items;
	size_t n, cap;
};

static void list_dir(const struct crm_share *s, const char *path, struct names *out)
{
	DIR *dir = opendir(path);
	size_t prefix = strlen(s->prefix), suffix = strlen(s->suffix);
	const struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		size_t len = strlen(entry->d_name);
		char *name;

		if (len <= prefix + suffix || strncmp(entry->d_name, s->prefix, prefix) != 0 ||
		    strcmp(entry->d_name + len - suffix, s->suffix) != 0)
			continue;
		name = crm_strndup(entry->d_name + prefix, len - prefix - suffix);
		if (!crm_share_name_ok(name)) {
			free(name);
			continue;
		}
		crm_grow(&out->items, &out->cap, out->n + 1, sizeof(*out->items));
		out->items[out->n++] = name;
	}
	(void)closedir(dir);
}

static int by_letters(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void crm_share_names(const struct crm_share *s, struct crm_map *names)
{
	struct names all = {NULL, 0, 0};

	for (size_t i = 0; s->dirs[i] != NULL; i++)
		list_dir(s, s->dirs[i], &all);
	if (all.n > 0)
		qsort(all.items, all.n, sizeof(*all.items), by_letters);
	for (size_t i = 0; i < all.n; i++) {
		(void)crm_map_put(names, all.items[i], strlen(all.items[i]), NULL);
		free(all.items[i]);
	}
	free(all.items);
}

static int missing(const struct crm_share *s, const char *name, struct crm_err *e)
{
	struct crm_buf known = CRM_BUF_INIT;
	struct crm_map *names = crm_map_new();

	crm_share_names(s, names);
	for (size_t i = 0; i < crm_map_count(names); i++)
		crm_buf_addf(
		    &known, "%s%s", i > 0 ? ", " : "; there are ", crm_map_key(names, i, NULL));
	for (size_t i = 0; known.len == 0 && s->dirs[i] != NULL; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "; looked in ", s->dirs[i]);
	(void)crm_err_set(e, CRM_NOINPUT, "no such %s: '%s'%s", s->what, name, crm_buf_str(&known));
	crm_map_free(names);
	crm_buf_release(&known);
	return -1;
}

/* ---- one of them ---- */

/* Not there is only what has no name. What has one and cannot be followed, a link to nothing or a file
 * in the place of the directory, is a mistake: another one must not stand in for it in silence. */
static bool is_there(const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;
	const size_t whole = strlen(name);
	const char *slash = name;
	bool there = true;
	struct stat st;

	crm_buf_addz(&path, name);
	while (lstat(crm_buf_str(&path), &st) < 0 && errno == ENOENT && slash != NULL) {
		slash = strrchr(crm_buf_str(&path), '/');
		crm_buf_cut(&path, slash != NULL ? (size_t)(slash - path.data) : 0);
	}
	/* of the directory that is left only a link to nothing is a mistake */
	if (path.len < whole)
		there = path.len > 0 && stat(crm_buf_str(&path), &st) < 0;
	crm_buf_release(&path);
	return there;
}

static bool find(const struct crm_share *s, const char *name, struct crm_buf *path)
{
	for (size_t i = 0; crm_share_name_ok(name) && s->dirs[i] != NULL; i++) {
		crm_buf_clear(path);
		crm_buf_addf(path, "%s/%s%s%s", s->dirs[i], s->prefix, name, s->suffix);
		if (is_there(crm_buf_str(path)))
			return true;
	}
	return false;
}

int crm_share_read(const struct crm_share *s, const char *name, struct crm_buf *text,
    struct crm_buf *path, struct crm_err *e)
{
	struct crm_limits l;
	struct stat st;
	int rc;

	if (!find(s, name, path))
		return missing(s, name, e);
	if (stat(crm_buf_str(path), &st) < 0 && errno == ELOOP)
		return crm_err_errno(e, CRM_CONFIG, "cannot open", crm_buf_str(path));
	if (stat(crm_buf_str(path), &st) == 0 && !S_ISREG(st.st_mode))
		return crm_err_at(e, CRM_CONFIG, crm_buf_str(path), 0, NULL,
		    "not a regular file, which a %s must be", s->what);
	crm_limits_init(&l);
	rc = crm_file_read(AT_FDCWD, crm_buf_str(path), l.settings, text, e);
	if (rc != 0 && e != NULL && (e->code == CRM_BADINPUT || e->code == CRM_NOINPUT))
		e->code = CRM_CONFIG;
	return rc;
}

int crm_share_doc(const struct crm_share *s, const char *name, struct crm_doc **out,
    struct crm_buf *path, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits l;
	int rc = crm_share_read(s, name, &text, path, e);

	crm_limits_init(&l);
	l.line = l.settings;
	if (rc == 0) {
		rc = crm_doc_parse(crm_buf_str(&text), text.len, &l, out, e);
		if (rc != 0 && e != NULL && e->code == CRM_BADINPUT)
			e->code = CRM_CONFIG;
		if (rc != 0)
			crm_err_place(e, crm_buf_str(path), 0, NULL);
	}
	crm_buf_release(&text);
	return rc;
}

/* ---- those that use one another ---- */

struct chain {
	const struct crm_share *share;
	crm_share_add *add;
	void *ctx;
};

static int add_chain(
    const struct chain *c, const char *name, int depth, struct crm_buf *path, struct crm_err *e)
{
	struct crm_doc *d = NULL;
	struct crm_buf other = CRM_BUF_INIT;
	const char *uses;
	int rc = crm_share_doc(c->share, name, &d, path, e);

	uses = rc == 0 ? crm_doc_string(crm_doc_member(d, "uses", 4)) : NULL;
	if (uses != NULL && depth == 0) {
		rc = crm_err_at(
		    e, CRM_CONFIG, crm_buf_str(path), 0, "uses", "too many use one another");
	} else if (uses != NULL && (rc = add_chain(c, uses, depth - 1, &other, e)) != 0) {
		if (e != NULL && e->code == CRM_NOINPUT)
			e->code = CRM_CONFIG;
		crm_err_place(e, crm_buf_str(path), 0, "uses");
	}
	if (rc == 0)
		rc = c->add(c->ctx, name, d, crm_buf_str(path), e);
	crm_buf_release(&other);
	crm_doc_free(d);
	return rc;
}

int crm_share_chain(const struct crm_share *s, const char *name, crm_share_add *add, void *ctx,
    struct crm_buf *path, struct crm_err *e)
{
	struct chain c = {s, add, ctx};

	return add_chain(&c, name, CRM_SHARE_CHAIN, path, e);
}
