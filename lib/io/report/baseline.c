#include "lib/io/report/baseline.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/doc.h"

struct crm_baseline {
	struct crm_map *prints; /* value 1: a list had it */
};

void crm_baseline_free(struct crm_baseline *b)
{
	if (b == NULL)
		return;
	crm_map_free(b->prints);
	free(b);
}

/* As deep as the limits let a document be. */
static void gather(struct crm_baseline *b, const struct crm_doc *d)
{
	if (crm_doc_kind(d) == CRM_DOC_LIST) {
		for (size_t i = 0; i < crm_doc_count(d); i++)
			gather(b, crm_doc_at(d, i));
	} else if (crm_doc_kind(d) == CRM_DOC_OBJECT) {
		const char *print = crm_doc_string(crm_doc_member(d, "fingerprint", 11));
		const char *name = NULL;

		if (print != NULL && print[0] != '\0')
			crm_map_put(b->prints, print, strlen(print), NULL);
		while ((name = crm_doc_next(d, name)) != NULL)
			gather(b, crm_doc_member(d, name, strlen(name)));
	}
}

/* An object a line: so it is when the first line is one by itself. */
static bool is_lines(const char *text, size_t len, const struct crm_limits *l)
{
	const char *end = memchr(text, '\n', len);
	struct crm_doc *d = NULL;
	bool yes = crm_doc_parse(text, end != NULL ? (size_t)(end - text) : len, l, &d, NULL) == 0;

	crm_doc_free(d);
	return yes && end != NULL;
}

static int read_lines(struct crm_baseline *b, const char *path, const char *text, size_t len,
    const struct crm_limits *l, struct crm_err *e)
{
	long line = 1;

	for (size_t at = 0, n; at < len; at += n + 1, line++) {
		const char *end = memchr(text + at, '\n', len - at);
		struct crm_doc *d = NULL;

		n = end != NULL ? (size_t)(end - text) - at : len - at;
		if (crm_utf8_all_blank(text + at, n))
			continue;
		if (crm_doc_parse(text + at, n, l, &d, e) == -1) {
			crm_err_place(e, path, line, NULL);
			return -1;
		}
		gather(b, d);
		crm_doc_free(d);
	}
	return 0;
}

static int read_whole(struct crm_baseline *b, const char *path, const char *text, size_t len,
    const struct crm_limits *l, struct crm_err *e)
{
	struct crm_doc *d = NULL;

	if (crm_doc_parse_file(text, len, l, &d, e) == -1) {
		crm_err_place(e, path, 0, NULL);
		return -1;
	}
	gather(b, d);
	crm_doc_free(d);
	return 0;
}

int crm_baseline_read(
    const char *path, const struct crm_limits *l, struct crm_baseline **out, struct crm_err *e)
{
	struct crm_baseline *b = crm_calloc(1, sizeof(*b));
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits folded;
	int rc = -1;

	b->prints = crm_map_new();
	crm_limits_folded(l, &folded);
	if (crm_file_read(AT_FDCWD, path, l->record, &text, e) == -1)
		goto out;
	if (crm_utf8_all_blank(crm_buf_str(&text), text.len))
		rc = 0;
	else if (is_lines(text.data, text.len, &folded))
		rc = read_lines(b, path, text.data, text.len, &folded, e);
	else
		rc = read_whole(b, path, text.data, text.len, &folded, e);
out:
	crm_buf_release(&text);
	if (rc == 0)
		*out = b;
	else
		crm_baseline_free(b);
	return rc;
}

bool crm_baseline_empty(const struct crm_baseline *b)
{
	return crm_map_count(b->prints) == 0;
}

static bool is_new(const struct crm_finding *x, void *arg)
{
	struct crm_baseline *b = arg;
	size_t i = crm_map_find(b->prints, x->fingerprint, strlen(x->fingerprint));

	if (i == CRM_MAP_NONE)
		return true;
	*crm_map_value(b->prints, i) = 1;
	return false;
}

void crm_baseline_see(struct crm_baseline *b, const struct crm_findings *f)
{
	for (size_t i = 0; b != NULL && i < crm_findings_count(f); i++)
		(void)is_new(crm_finding_at(f, i), b);
}

size_t crm_baseline_apply(struct crm_baseline *b, struct crm_findings *f)
{
	return b != NULL ? crm_findings_keep(f, is_new, b) : 0;
}

size_t crm_baseline_gone(const struct crm_baseline *b)
{
	size_t n = 0;

	for (size_t i = 0; i < crm_map_count(b->prints); i++)
		n += *crm_map_value(b->prints, i) == 0;
	return n;
}
