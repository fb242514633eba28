/* Files that notices rest on: their texts and attachments in messages/, and the outbox. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/io/outbox/outbox.h"
#include "lib/rules/notice/notice.h"

#define BLOCK ((size_t)65536)

enum verdict { UNKNOWN, SOUND, ABSENT, NO_FILE, OTHER };

struct store_mail {
	int dir;               /* messages/; -1: there is none */
	struct crm_map *files; /* by hash: enum verdict */
	char *block;
};

struct store_mail *store_mail_new(struct crm_run *r)
{
	struct store_mail *m = crm_calloc(1, sizeof(*m));
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "%s/messages", crm_store_dir(r->store));
	m->dir = open(crm_buf_str(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	m->files = crm_map_new();
	m->block = crm_malloc(BLOCK);
	crm_buf_release(&path);
	return m;
}

void store_mail_free(struct store_mail *m)
{
	if (m == NULL)
		return;
	if (m->dir >= 0)
		(void)close(m->dir);
	crm_map_free(m->files);
	free(m->block);
	free(m);
}

/* ---- messages/ ---- */

static bool is_hash(const char *s)
{
	return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

/* Is it what its name says? */
static enum verdict hash(const struct store_mail *m, int fd, const char *name)
{
	struct crm_sha256 *h = crm_sha256_new();
	off_t at = 0;
	ssize_t n;
	char is[65];

	while ((n = crm_pread_all(fd, m->block, BLOCK, at)) > 0) {
		crm_sha256_add(h, m->block, (size_t)n);
		at += n;
	}
	crm_sha256_end(h, is);
	return n == 0 && strcmp(is, name) == 0 ? SOUND : OTHER;
}

static enum verdict look(const struct store_mail *m, const char *name)
{
	enum verdict v = NO_FILE;
	struct stat st;
	int fd;

	if (m->dir < 0)
		return ABSENT;
	fd = openat(m->dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return faccessat(m->dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? NO_FILE : ABSENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		v = hash(m, fd, name);
	(void)close(fd);
	return v;
}

/* Each file is read once, however many notices have it. */
static enum verdict verdict_of(struct store_mail *m, const char *name)
{
	size_t i = crm_map_put(m->files, name, strlen(name), NULL);
	size_t *known = crm_map_value(m->files, i);

	if (*known == UNKNOWN)
		*known = look(m, name);
	return (enum verdict) * known;
}

static void judge(struct store_mail *m, const struct crm_view *v, const char *sha256,
    const char *field, struct crm_findings *f)
{
	static const char *const says[] = {
	    [ABSENT] = "is not there: the notice cannot be sent, nor shown as it was",
	    [NO_FILE] = "is no file that can be read",
	    [OTHER] = "is not as it was written: its hash is another",
	};
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = crm_view_text(v, CRM_C_ID, &a);
	enum verdict found;

	if (sha256[0] != '\0' && !is_hash(sha256)) {
		crm_finding_add(f, CRM_ERROR, "bad_value", v->source, v->line, id, field,
		    "'%.64s' is no SHA-256", sha256);
	} else if (sha256[0] != '\0' && (found = verdict_of(m, sha256)) != SOUND) {
		crm_finding_add(f, CRM_ERROR, found == ABSENT ? "no_file" : "bad_file", v->source,
		    v->line, id, field, "messages/%s %s", sha256, says[found]);
	}
	crm_arena_release(&a);
}

void store_mail_notice(struct store_mail *m, const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_schema *s = crm_notice.flow.schema;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	judge(m, v, crm_view_text(v, CRM_W_CONTENT, &a), s->fields[CRM_W_CONTENT].name, f);
	crm_items_init(&it, v, CRM_W_ATTACHMENTS);
	while (crm_items_next(&it))
		judge(m, v, crm_view_text(&it.view, CRM_ATTACH_SHA256, &a),
		    crm_item_path(s, CRM_W_ATTACHMENTS, it.key, CRM_ATTACH_SHA256, &path), f);
	crm_items_release(&it);
	crm_buf_release(&path);
	crm_arena_release(&a);
}

/* ---- outbox/ ---- */

int store_mail_outbox(struct crm_run *r, struct crm_findings *f)
{
	static const enum crm_box boxes[] = {
	    CRM_BOX_QUEUE, CRM_BOX_HOLD, CRM_BOX_SENT, CRM_BOX_FAILED};
	const char *dir = crm_store_dir(r->store);
	struct crm_outbox *o = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = -1;

	if (fd < 0)
		(void)crm_err_errno(&e, CRM_NOINPUT, "cannot open", dir);
	else
		ret = crm_outbox_open(fd, dir, false, false, &o, &e);
	for (size_t i = 0; ret == 0 && i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		struct crm_outbox_list list = {NULL, 0};

		ret = crm_outbox_list(o, boxes[i], false, f, &list, &e);
		crm_outbox_list_release(&list);
	}
	if (ret == 0)
		ret = crm_outbox_kept(o, f, &e);
	crm_outbox_free(o);
	if (fd >= 0)
		(void)close(fd);
	return ret == 0 ? 0 : crm_run_fail(r, &e);
}
