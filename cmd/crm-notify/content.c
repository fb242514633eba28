/* Contents of notices: what is sent, and what is attached, in messages/ of the store. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-notify/notify.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"

#define MESSAGES "messages"
#define CONTENT_MOST ((size_t)16 << 20)
#define FILE_MOST ((size_t)64 << 20)

static bool is_group(const struct crm_run *r)
{
	return crm_store_settings(r->store)->group;
}

int notify_messages_open(struct crm_run *r, bool write)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	mode_t mode = is_group(r) ? 02770 : 0700;
	int fd = -1;

	crm_buf_addf(&path, "%s/%s", crm_store_dir(r->store), MESSAGES);
	if (write && mkdir(crm_buf_str(&path), mode) == 0)
		(void)chmod(crm_buf_str(&path), mode); /* whatever the umask */
	else if (write && errno != EEXIST)
		(void)crm_err_errno(&e, CRM_CANTCREAT, "cannot create", crm_buf_str(&path));
	if (e.code == 0) {
		fd = open(crm_buf_str(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			(void)crm_err_errno(&e, errno == ENOENT ? CRM_NOINPUT : CRM_NOPERM,
			    "cannot open", crm_buf_str(&path));
	}
	crm_buf_release(&path);
	return fd >= 0 ? fd : crm_run_fail(r, &e);
}

int notify_message_put(struct crm_run *r, int dir, const char *sha256, const void *data, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;
	struct stat st;

	/* its name is its hash: of the same size it is the same */
	if (fstatat(dir, sha256, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size == (off_t)len)
		return 0;
	if (crm_file_replace(dir, sha256, data, len, is_group(r) ? 0660 : 0600, false, &e) != 0)
		return crm_run_fail(r, &e);
	return 0;
}

static int judge_content(
    const char *sha256, const struct crm_buf *text, struct crm_doc **out, struct crm_err *e)
{
	struct crm_limits limits;
	char is[65];

	crm_sha256_hex(crm_buf_str(text), text->len, is);
	if (strcmp(is, sha256) != 0)
		return crm_err_at(e, CRM_BADINPUT, MESSAGES, 0, NULL,
		    "%s is not as it was written: its hash is %s", sha256, is);
	crm_limits_init(&limits);
	crm_limits_folded(&limits, &limits);
	return crm_doc_parse(crm_buf_str(text), text->len, &limits, out, e);
}

int notify_content_read(struct crm_run *r, const char *sha256, struct crm_doc **out)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int dir = notify_messages_open(r, false), ret;

	if (dir < 0)
		return -1;
	ret = crm_file_read(dir, sha256, CONTENT_MOST, &text, &e);
	if (ret == 0)
		ret = judge_content(sha256, &text, out, &e);
	(void)close(dir);
	crm_buf_release(&text);
	return ret == 0 ? 0 : crm_run_fail(r, &e);
}

/* ---- attachments ---- */

static int add_file(struct notify_files *f, const char *path, struct crm_err *e)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct notify_file *file;

	for (size_t i = 0; i < f->n; i++) {
		if (strcmp(f->v[i].name, name) == 0)
			return crm_err_at(e, CRM_BADINPUT, "--attach", 0, NULL,
			    "two files are called '%s'", name);
	}
	crm_grow(&f->v, &f->cap, f->n + 1, sizeof(*f->v));
	file = &f->v[f->n++];
	*file = (struct notify_file){.name = crm_arena_strdup(&f->arena, name)};
	if (crm_file_read(AT_FDCWD, path, FILE_MOST, &file->data, e) != 0)
		return -1;
	crm_sha256_hex(crm_buf_str(&file->data), file->data.len, file->sha256);
	return 0;
}

int notify_files_read(struct crm_run *r, struct notify_files *out)
{
	struct crm_err e = CRM_ERR_INIT;

	*out = (struct notify_files){0};
	for (size_t i = 0; i < crm_args_count(r->args, "attach"); i++) {
		if (add_file(out, crm_args_nth(r->args, "attach", i), &e) != 0)
			return crm_run_fail(r, &e);
	}
	return 0;
}

int notify_files_put(struct crm_run *r, int dir, const struct notify_files *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct notify_file *x = &f->v[i];

		if (notify_message_put(r, dir, x->sha256, crm_buf_str(&x->data), x->data.len) != 0)
			return -1;
	}
	return 0;
}

void notify_files_release(struct notify_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		crm_buf_release(&f->v[i].data);
	free(f->v);
	crm_arena_release(&f->arena);
	*f = (struct notify_files){0};
}
