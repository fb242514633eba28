/* A folder of templates that a test writes, and what it says of them. */
#ifndef TESTS_LETTERS_UTIL_H
#define TESTS_LETTERS_UTIL_H

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/tool/letters.h"

struct bench {
	char dir[64]; /* of notice; beside it printed */
	struct crm_letters *letters;
};

static void put(const struct bench *b, const char *path, const char *text)
{
	char full[256];
	struct crm_err e = CRM_ERR_INIT;

	for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		snprintf(full, sizeof(full), "%s/%.*s", b->dir, (int)(slash - path), path);
		if (mkdir(full, 0700) != 0 && errno != EEXIST)
			fail_msg("%s", full);
	}
	snprintf(full, sizeof(full), "%s/%s", b->dir, path);
	if (crm_file_replace(AT_FDCWD, full, text, strlen(text), 0600, false, &e) != 0)
		fail_msg("%s", e.text);
}

static inline void drop(const struct bench *b, const char *path)
{
	char full[256];

	snprintf(full, sizeof(full), "%s/%s", b->dir, path);
	assert_int_equal(remove(full), 0);
}

/* Reads anew what was written. */
static void renew(struct bench *b)
{
	char own[128], printed[128];
	const char *notice[] = {own, b->dir, NULL},
	           *shared[] = {printed, "lib/share/printed", NULL};

	snprintf(own, sizeof(own), "%s/own", b->dir);
	snprintf(printed, sizeof(printed), "%s/printed", b->dir);
	crm_letters_free(b->letters);
	b->letters = crm_letters_new(notice, shared);
}

static int begin(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	snprintf(b->dir, sizeof(b->dir), "%s", "/tmp/crm-letters.XXXXXX");
	if (b == NULL || mkdtemp(b->dir) == NULL)
		return -1;
	renew(b);
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;
	char command[128];

	crm_letters_free(b->letters);
	snprintf(command, sizeof(command), "rm -rf %s", b->dir);
	free(b);
	return system(command);
}

/* JSON with ' for ". */
static struct crm_doc *doc_of(const char *text)
{
	char *json = strdup(text);
	struct crm_doc *d = NULL;
	struct crm_limits l;
	struct crm_err e = CRM_ERR_INIT;

	for (char *p = json; *p != '\0'; p++) {
		if (*p == '\'')
			*p = '"';
	}
	crm_limits_init(&l);
	if (crm_doc_parse(json, strlen(json), &l, &d, &e) != 0)
		fail_msg("%s: %s", json, e.text);
	free(json);
	return d;
}

#define ABOUT "templates/t/template.json"
static inline void plain(const struct bench *b)
{
	put(b, ABOUT, "{\"category\": \"delay\", \"needs\": [\"r.id\"]}");
	put(b, "templates/t/en.txt", "Subject: Order {{r.id}}\n\nText {{r.text}}\n");
}

static inline int write_letter(struct bench *b, const char *name, const char *language,
    const char *data, struct crm_content *out, struct crm_err *e)
{
	const struct crm_letter *t;
	struct crm_doc *d = doc_of(data);
	struct crm_letter_ask ask = {language, "due.jsonl:3: O-7", d};
	int rc;

	renew(b);
	rc = crm_letters_get(b->letters, name, &t, e);
	if (rc == 0)
		rc = crm_letter_write(b->letters, t, &ask, out, e);
	crm_doc_free(d);
	return rc;
}

#endif
