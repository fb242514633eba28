/* Attachments, read and compared with what the message says of them. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/channel-email/email.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/data/cell.h"
#include "lib/data/doc.h"

#define NAME_MOST 255

/* Read in one go with one byte more than it should have, so that longer ones show. */
static int read_same(
    int fd, size_t bytes, const char *sha256, struct email_attachment *a, struct email_result *r)
{
	char sum[65];
	ssize_t got;
	struct stat st;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return email_refuse(r, "bad_attachment", "an attachment is no regular file");
	a->data = crm_malloc(bytes + 1);
	got = crm_pread_all(fd, a->data, bytes + 1, 0);
	if (got < 0)
		return email_refuse(
		    r, "no_attachment", "an attachment cannot be read: %s", strerror(errno));
	if ((size_t)got != bytes)
		return email_refuse(r, "bad_attachment",
		    "an attachment has not the %zu bytes it should have", bytes);
	a->len = bytes;
	crm_sha256_hex(a->data, a->len, sum);
	if (strcasecmp(sum, sha256) != 0)
		return email_refuse(r, "bad_attachment",
		    "an attachment is not what was queued: its SHA-256 differs");
	return 0;
}

static int read_file(const char *path, size_t bytes, const char *sha256, struct email_attachment *a,
    struct email_result *r)
{
	int fd, status;

	if (path[0] != '/')
		return email_refuse(r, "bad_attachment", "an attachment's path is not absolute");
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 && (errno == ELOOP || errno == ENXIO))
		return email_refuse(r, "bad_attachment", "an attachment is no regular file");
	if (fd < 0)
		return email_refuse(
		    r, "no_attachment", "an attachment cannot be opened: %s", strerror(errno));
	status = read_same(fd, bytes, sha256, a, r);
	(void)close(fd);
	return status;
}

/* "type/subtype", and "; charset=NAME" behind it. What MIME would not let us encode goes as plain
 * bytes. */
static int check_type(const char **type, struct email_result *r)
{
	const char *slash, *end, *charset;

	if (*type == NULL || strncasecmp(*type, "multipart/", 10) == 0 ||
	    strncasecmp(*type, "message/", 8) == 0)
		*type = "application/octet-stream";
	slash = strchr(*type, '/');
	end = *type + strcspn(*type, ";");
	charset = end + strspn(end, "; ");
	if (slash == NULL || slash > end || !email_token(*type, (size_t)(slash - *type)) ||
	    !email_token(slash + 1, (size_t)(end - slash - 1)) ||
	    (*end != '\0' &&
	        (strncasecmp(charset, "charset=", 8) != 0 ||
	            !email_token(charset + 8, strlen(charset + 8)))))
		return email_refuse(r, "bad_attachment", "an attachment's type is no media type");
	return 0;
}

static int attach(
    const struct crm_doc *o, struct email_attachment *a, size_t *sum, struct email_result *r)
{
	const char *path, *sha256;
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell bytes;

	if (email_text(o, "name", true, &a->name, r) < 0 ||
	    email_text(o, "path", true, &path, r) < 0 ||
	    email_text(o, "type", false, &a->type, r) < 0 ||
	    email_text(o, "sha256", true, &sha256, r) < 0 || check_type(&a->type, r) < 0 ||
	    email_clean("an attachment's name", a->name, "bad_attachment", r) < 0)
		return -1;
	if (a->name[0] == '\0' || strlen(a->name) > NAME_MOST || strchr(a->name, '/') != NULL)
		return email_refuse(
		    r, "bad_attachment", "an attachment's name is empty, too long or has a '/'");
	crm_doc_value(crm_doc_member(o, "bytes", strlen("bytes")), NULL, &scratch, &bytes);
	crm_buf_release(&scratch);
	if (bytes.type != CRM_T_INT || bytes.u.i < 0)
		return email_refuse(r, "bad_message", "'bytes' of an attachment is no count");
	if ((uint64_t)bytes.u.i > EMAIL_MOST - *sum)
		return email_refuse(
		    r, "too_large", "the attachments have more than %zu bytes", EMAIL_MOST);
	*sum += (size_t)bytes.u.i;
	return read_file(path, (size_t)bytes.u.i, sha256, a, r);
}

int email_attach(const struct crm_doc *list, struct email *m, struct email_result *r)
{
	size_t n = crm_doc_count(list), sum = 0;

	if (crm_doc_kind(list) != CRM_DOC_NONE && crm_doc_kind(list) != CRM_DOC_LIST)
		return email_refuse(r, "bad_message", "'attachments' is no list");
	sum = (m->text != NULL ? strlen(m->text) : 0) + (m->html != NULL ? strlen(m->html) : 0);
	if (sum > EMAIL_MOST)
		return email_refuse(
		    r, "too_large", "the texts have more than %zu bytes", EMAIL_MOST);
	m->attachments = crm_arena_alloc(&m->arena, (n + 1) * sizeof(*m->attachments));
	for (m->n = 0; m->n < n;)
		if (attach(crm_doc_at(list, m->n), &m->attachments[m->n], &sum, r) < 0) {
			free(m->attachments[m->n].data);
			return -1;
		} else {
			m->n++;
		}
	return 0;
}
