#include "lib/tool/letters.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/notice/local.h"
#include "lib/tool/letters_private.h"
#include "lib/tool/printed.h"
#include "lib/tool/private.h"

#define OURS "en"

const char *const crm_medium_files[] = {
    [CRM_MEDIUM_TEXT] = "txt",
    [CRM_MEDIUM_HTML] = "html",
    [CRM_MEDIUM_SMS] = "sms",
    [CRM_MEDIUM_IM] = "im",
    [CRM_MEDIUM_PRINT] = "print.html",
    [CRM_MEDIA] = NULL,
};

/* ---- folders ---- */

static const char *const *copy_dirs(const char *const *dirs, struct crm_arena *a)
{
	const char **copy;
	size_t n = 0;

	while (dirs[n] != NULL)
		n++;
	copy = crm_arena_alloc(a, (n + 1) * sizeof(*copy));
	for (size_t i = 0; i < n; i++)
		copy[i] = crm_arena_strdup(a, dirs[i]);
	return copy;
}

struct crm_letters *crm_letters_new(const char *const *notice, const char *const *printed)
{
	struct crm_letters *l = crm_calloc(1, sizeof(*l));

	l->notice = copy_dirs(notice, &l->arena);
	l->printed = copy_dirs(printed, &l->arena);
	l->partial_names = crm_map_new();
	return l;
}

static void free_letter(struct crm_letter *t)
{
	for (size_t i = 0; i < t->n; i++) {
		crm_template_free(t->texts[i].subject);
		crm_template_free(t->texts[i].body);
	}
	free(t->texts);
	crm_map_free(t->strays);
	free(t);
}

void crm_letters_free(struct crm_letters *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++) {
		free_letter(l->letters[i]);
		crm_doc_free(l->docs[i]);
	}
	free(l->letters);
	free(l->docs);
	for (size_t i = 0; i < crm_map_count(l->partial_names); i++) {
		crm_template_free(l->partials[i].t);
		free(l->partials[i].raw);
	}
	free(l->partials);
	crm_map_free(l->partial_names);
	crm_letters_words_release(l);
	crm_letters_labels_release(l);
	crm_arena_release(&l->arena);
	free(l);
}

int crm_letters_open(struct crm_run *r, struct crm_letters **out)
{
	struct crm_share_dirs notice, printed;
	int ret = -1;

	if (crm_share_dirs_init(r, "notice", "notice", &notice) != 0)
		return -1;
	if (crm_share_dirs_init(r, "templates/printed", "printed", &printed) == 0) {
		*out = crm_letters_new(notice.dirs, printed.dirs);
		ret = 0;
		crm_share_dirs_release(&printed);
	}
	crm_share_dirs_release(&notice);
	return ret;
}

int crm_letters_categories(struct crm_run *r, struct crm_categories *out)
{
	struct crm_share_dirs dirs;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_share_dirs_init(r, "notice", "notice", &dirs);

	if (ret == 0) {
		ret = crm_share_doc(&(struct crm_share){dirs.dirs, "", ".json", "file"},
		    "categories", &d, &path, &e);
		if (ret == 0)
			ret = crm_categories_read(d, crm_buf_str(&path), out, &e);
		if (ret != 0)
			(void)crm_run_fail(r, &e);
		crm_share_dirs_release(&dirs);
	}
	crm_doc_free(d);
	crm_buf_release(&path);
	return ret;
}

/* ---- which there are ---- */

/* The folders templates of the notice folders, ended by NULL. */
static const char *const *template_dirs(const struct crm_letters *l, struct crm_arena *a)
{
	const char **dirs;
	size_t n = 0;

	while (l->notice[n] != NULL)
		n++;
	dirs = crm_arena_alloc(a, (n + 1) * sizeof(*dirs));
	for (size_t i = 0; i < n; i++) {
		struct crm_buf path = CRM_BUF_INIT;

		crm_buf_addf(&path, "%s/templates", l->notice[i]);
		dirs[i] = crm_arena_strdup(a, crm_buf_str(&path));
		crm_buf_release(&path);
	}
	return dirs;
}

/* Is it a folder with anything in it? */
static bool has_files(const char *dir)
{
	const char *dirs[] = {dir, NULL};
	struct crm_map *names = crm_map_new();
	bool has;

	crm_share_names(&(struct crm_share){dirs, "", "", "file"}, names);
	has = crm_map_count(names) > 0;
	crm_map_free(names);
	return has;
}

void crm_letters_names(const struct crm_letters *l, struct crm_map *names)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *const *dirs = template_dirs(l, &a);
	struct crm_map *all = crm_map_new();

	crm_share_names(&(struct crm_share){dirs, "", "", "template"}, all);
	for (size_t i = 0; i < crm_map_count(all); i++) {
		const char *name = crm_map_key(all, i, NULL);
		bool is = false;

		for (size_t k = 0; !is && dirs[k] != NULL; k++) {
			struct crm_buf path = CRM_BUF_INIT;

			crm_buf_addf(&path, "%s/%s", dirs[k], name);
			is = has_files(crm_buf_str(&path));
			crm_buf_release(&path);
		}
		if (is)
			(void)crm_map_put(names, name, strlen(name), NULL);
	}
	crm_map_free(all);
	crm_arena_release(&a);
}

static int no_such(const struct crm_letters *l, const char *name, struct crm_err *e)
{
	struct crm_map *names = crm_map_new();
	struct crm_buf known = CRM_BUF_INIT;

	crm_letters_names(l, names);
	for (size_t i = 0; i < crm_map_count(names); i++)
		crm_buf_addf(
		    &known, "%s%s", i > 0 ? ", " : "; there are ", crm_map_key(names, i, NULL));
	(void)crm_err_set(e, CRM_NOINPUT, "no such template: '%s'%s", name, crm_buf_str(&known));
	crm_buf_release(&known);
	crm_map_free(names);
	return -1;
}

static int load_from(struct crm_letters *l, const char *name, const char *dir,
    const struct crm_letter **out, struct crm_err *e)
{
	const char *dirs[] = {dir, NULL};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_doc *doc = NULL;
	int rc = crm_share_doc(
	    &(struct crm_share){dirs, "", ".json", "file"}, "template", &doc, &path, e);

	if (rc != 0 && e != NULL && e->code == CRM_NOINPUT) {
		crm_err_clear(e);
		(void)crm_err_at(e, CRM_CONFIG, dir, 0, NULL, "template.json is missing");
	}
	crm_buf_release(&path);
	return rc == 0 ? crm_letters_load(l, name, dir, doc, out, e) : -1;
}

int crm_letters_get(
    struct crm_letters *l, const char *name, const struct crm_letter **out, struct crm_err *e)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *const *dirs;
	struct crm_buf path = CRM_BUF_INIT;
	int rc;

	if (!crm_share_name_ok(name))
		return crm_err_set(e, CRM_BADINPUT,
		    "'%.*s' is no name of a template: letters, digits, . _ and - expected, and no path",
		    crm_utf8_shown(name, strlen(name)), name);
	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->letters[i]->name, name) == 0) {
			*out = l->letters[i];
			return 0;
		}
	}
	dirs = template_dirs(l, &a);
	for (; *dirs != NULL; dirs++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s/%s", *dirs, name);
		if (has_files(crm_buf_str(&path)))
			break;
	}
	rc = *dirs != NULL ? load_from(l, name, crm_buf_str(&path), out, e) : no_such(l, name, e);
	crm_buf_release(&path);
	crm_arena_release(&a);
	return rc;
}

/* ---- languages ---- */

void crm_letters_chain(
    const char *language, bool english, struct crm_arena *a, const char *out[CRM_LETTERS_CHAIN + 2])
{
	char *at = crm_arena_strdup(a, language);
	size_t n = 0;

	while (n < CRM_LETTERS_CHAIN && at[0] != '\0') {
		char *cut;

		out[n++] = crm_arena_strdup(a, at);
		cut = strrchr(at, '-');
		if (cut == NULL)
			cut = strrchr(at, '_');
		if (cut == NULL)
			break;
		*cut = '\0';
	}
	if (english && (n == 0 || !crm_language_is(out[n - 1], OURS)))
		out[n++] = OURS;
	out[n] = NULL;
}

bool crm_letters_has(const struct crm_letter *t, enum crm_medium medium)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->texts[i].medium == medium)
			return true;
	}
	return false;
}

const struct crm_letter_text *crm_letters_in(
    const struct crm_letter *t, const char *language, enum crm_medium medium)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct crm_letter_text *x = &t->texts[i];

		/* of one family, and not longer: the same */
		if (x->medium == medium && strlen(x->language) == strlen(language) &&
		    crm_language_is(x->language, language))
			return x;
	}
	return NULL;
}

const struct crm_letter_text *crm_letter_text(
    const struct crm_letter *t, const char *language, enum crm_medium medium)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *chain[CRM_LETTERS_CHAIN + 2];
	const struct crm_letter_text *found = NULL;

	crm_letters_chain(language, true, &a, chain);
	for (size_t k = 0; found == NULL && chain[k] != NULL; k++)
		found = crm_letters_in(t, chain[k], medium);
	crm_arena_release(&a);
	return found;
}
