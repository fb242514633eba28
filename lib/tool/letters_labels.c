/* What the words of a record are called in a language. */
#include <stdlib.h>
#include <string.h>

#include "lib/tool/letters_private.h"

void crm_letters_labels_release(struct crm_letters *l)
{
	for (size_t i = 0; i < l->nlabels; i++) {
		free(l->labels[i].language);
		crm_doc_free(l->labels[i].doc);
	}
	free(l->labels);
}

/* Those of exactly this language; *out NULL: there are none. */
static int labels_of(
    struct crm_letters *l, const char *language, const struct crm_doc **out, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err wrong = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	int rc;

	for (size_t i = 0; i < l->nlabels; i++) {
		if (strcmp(l->labels[i].language, language) == 0) {
			*out = l->labels[i].doc;
			return 0;
		}
	}
	rc = crm_share_doc(&(struct crm_share){l->notice, "labels.", ".json", "file"}, language, &d,
	    &path, &wrong);
	crm_buf_release(&path);
	if (rc != 0 && wrong.code != CRM_NOINPUT) {
		if (e != NULL)
			*e = wrong;
		return -1;
	}
	crm_grow(&l->labels, &l->labels_cap, l->nlabels + 1, sizeof(*l->labels));
	l->labels[l->nlabels++] = (struct crm_letters_labels){crm_strdup(language), d};
	*out = d;
	return 0;
}

static const char *label_in(const struct crm_doc *d, const char *const path[3])
{
	for (size_t i = 0; i < 3; i++)
		d = crm_doc_member(d, path[i], strlen(path[i]));
	return crm_doc_string(d);
}

int crm_letters_label(struct crm_letters *l, const char *language, const char *const path[3],
    const char **out, struct crm_err *e)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *chain[CRM_LETTERS_CHAIN + 2], *found = NULL;
	int rc = 0;

	crm_letters_chain(language, true, &a, chain);
	for (size_t i = 0; rc == 0 && found == NULL && chain[i] != NULL; i++) {
		const struct crm_doc *d = NULL;

		rc = labels_of(l, chain[i], &d, e);
		if (rc == 0)
			found = label_in(d, path);
	}
	*out = found != NULL ? found : path[2];
	crm_arena_release(&a);
	return rc;
}
