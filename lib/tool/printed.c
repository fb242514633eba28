#include "lib/tool/printed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/doc.h"
#include "lib/io/template/mustache.h"
#include "lib/io/share.h"
#include "lib/tool/private.h"

/* ---- what the settings say ---- */

static int bad_setting(struct crm_run *r, const char *path, const char *text)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_CONFIG, NULL, 0, path, "%s", text);
	return crm_run_fail_settings(r, &e);
}

int crm_run_setting(struct crm_run *r, const char *path, const char **out)
{
	const struct crm_record *all;
	int found = crm_run_store_maybe(r);

	*out = NULL;
	if (found != 0)
		return found < 0 ? -1 : 0;
	all = crm_store_settings(r->store)->all;
	*out = crm_record_text(all, path);
	if (*out == NULL && crm_record_has(all, path))
		return bad_setting(r, path, "a text expected");
	if (*out != NULL && **out == '\0')
		*out = NULL;
	return 0;
}

static int refuse_member(
    struct crm_run *r, const char *path, const char *member, const char *const *names, size_t n)
{
	struct crm_buf inner = CRM_BUF_INIT, text = CRM_BUF_INIT;

	crm_buf_addf(&inner, "%s.%s", path, member);
	crm_buf_addz(&text, "unknown setting; expected");
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(&text, "%s %s", i > 0 ? "," : "", names[i]);
	(void)bad_setting(r, crm_buf_str(&inner), crm_buf_str(&text));
	crm_buf_release(&inner);
	crm_buf_release(&text);
	return -1;
}

static int check_members(
    struct crm_run *r, const char *path, const char *const *names, size_t n, bool strict)
{
	const struct crm_record *all = crm_store_settings(r->store)->all;
	struct crm_map *members = crm_map_new();
	int ret = 0;

	if (crm_record_has(all, path) && !crm_record_keys(all, path, members))
		ret = bad_setting(r, path, "an object expected");
	for (size_t i = 0; strict && ret == 0 && i < crm_map_count(members); i++) {
		const char *member = crm_map_key(members, i, NULL);
		size_t k = 0;

		while (k < n && strcmp(names[k], member) != 0)
			k++;
		if (k == n && strncmp(member, "x-", 2) != 0)
			ret = refuse_member(r, path, member, names, n);
	}
	crm_map_free(members);
	return ret;
}

int crm_run_settings_of(struct crm_run *r, const char *path, const char *const *names, size_t n,
    bool strict, const char **out)
{
	struct crm_buf inner = CRM_BUF_INIT;
	int found = crm_run_store_maybe(r), ret = found < 0 ? -1 : 0;

	for (size_t i = 0; i < n; i++)
		out[i] = NULL;
	if (found == 0)
		ret = check_members(r, path, names, n, strict);
	for (size_t i = 0; found == 0 && ret == 0 && i < n; i++) {
		crm_buf_clear(&inner);
		crm_buf_addf(&inner, "%s.%s", path, names[i]);
		ret = crm_run_setting(r, crm_buf_str(&inner), &out[i]);
	}
	crm_buf_release(&inner);
	return ret;
}

int crm_printed_form(struct crm_run *r, const char *sort, struct crm_doc *o)
{
	static const char *const names[] = {"number", "revision", "status"};
	struct crm_buf path = CRM_BUF_INIT;
	const char *texts[3];
	int ret;

	crm_buf_addf(&path, "forms.%s", sort);
	ret = crm_run_settings_of(r, crm_buf_str(&path), names, 3, true, texts);
	for (size_t i = 0; ret == 0 && i < 3; i++) {
		if (texts[i] != NULL)
			crm_doc_text(crm_doc_object(o, "form"), names[i], texts[i]);
	}
	crm_buf_release(&path);
	return ret;
}

/* ---- files ---- */

int crm_share_dirs_init(
    struct crm_run *r, const char *own, const char *shared, struct crm_share_dirs *out)
{
	int found = crm_run_store_maybe(r);
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	if (found < 0)
		return -1;
	if (found == 0) {
		crm_buf_addf(&out->own, "%s/%s", crm_store_dir(r->store), own);
		out->dirs[n++] = crm_buf_str(&out->own);
	}
	crm_buf_addf(&out->shared, "%s/%s", crm_share_dir(r), shared);
	out->dirs[n] = crm_buf_str(&out->shared);
	return 0;
}

void crm_share_dirs_release(struct crm_share_dirs *d)
{
	crm_buf_release(&d->own);
	crm_buf_release(&d->shared);
}

static int printed_dirs(struct crm_run *r, const char *sort, struct crm_share_dirs *out)
{
	struct crm_buf own = CRM_BUF_INIT;
	int ret;

	crm_buf_addf(&own, "templates/%s", sort);
	ret = crm_share_dirs_init(r, crm_buf_str(&own), sort, out);
	crm_buf_release(&own);
	return ret;
}

/* ---- words ---- */

struct crm_labels {
	char *language;
	struct crm_record *all;
};

static int read_labels(
    const struct crm_share *s, const char *language, struct crm_labels *l, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_limits limits;
	int ret = crm_share_read(s, language, &text, &path, e);

	crm_limits_init(&limits);
	limits.line = limits.settings;
	if (ret == 0 &&
	    (ret = crm_record_parse(crm_buf_str(&text), text.len, &limits, &l->all, e)) != 0) {
		e->code = CRM_CONFIG;
		crm_err_place(e, crm_buf_str(&path), 0, NULL);
	}
	crm_buf_release(&text);
	crm_buf_release(&path);
	return ret;
}

int crm_labels_open(struct crm_run *r, const char *sort, const char *language, const char *by,
    struct crm_labels **out)
{
	struct crm_labels *l = crm_calloc(1, sizeof(*l));
	struct crm_share_dirs dirs;
	struct crm_err e = CRM_ERR_INIT;
	int ret = printed_dirs(r, sort, &dirs);

	l->language = crm_strdup(language);
	if (ret == 0 &&
	    (ret = read_labels(&(struct crm_share){dirs.dirs, "labels.", ".json", "language"},
	         language, l, &e)) != 0) {
		if (by != NULL && e.code == CRM_NOINPUT) {
			e.code = CRM_CONFIG;
			crm_err_place(&e, NULL, 0, by);
			(void)crm_run_fail_settings(r, &e);
		} else {
			(void)crm_run_fail(r, &e);
		}
	}
	crm_share_dirs_release(&dirs);
	if (ret != 0)
		crm_labels_free(l);
	else
		*out = l;
	return ret;
}

void crm_labels_free(struct crm_labels *l)
{
	if (l == NULL)
		return;
	crm_record_free(l->all);
	free(l->language);
	free(l);
}

const char *crm_labels_language(const struct crm_labels *l)
{
	return l->language;
}

const char *crm_labels_word(void *ctx, const char *list, const char *word)
{
	const struct crm_labels *l = ctx;
	struct crm_buf path = CRM_BUF_INIT;
	const char *text;

	crm_buf_addf(&path, "words.%s.%s", list, word);
	text = crm_record_text(l->all, crm_buf_str(&path));
	crm_buf_release(&path);
	return text;
}

void crm_labels_put(const struct crm_labels *l, struct crm_doc *o)
{
	crm_doc_text(o, "lang", l->language);
	crm_doc_record(o, "l", l->all);
}

/* ---- printing ---- */

/* What templates of all sorts share: partials of a sort of their own. */
#define SHARED_SORT "printed"

static int compile(struct crm_run *r, const char *sort, const char *name, const char *format,
    struct crm_template **out, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT, suffix = CRM_BUF_INIT;
	struct crm_share_dirs dirs;
	int ret = printed_dirs(r, sort, &dirs);

	crm_buf_addf(&suffix, ".%s", format);
	if (ret == 0)
		ret = crm_share_read(
		    &(struct crm_share){dirs.dirs, "", crm_buf_str(&suffix), "template"}, name,
		    &text, &path, e);
	if (ret == 0)
		ret = crm_template_new(crm_buf_str(&text), text.len, crm_buf_str(&path), out, e);
	crm_share_dirs_release(&dirs);
	crm_buf_release(&suffix);
	crm_buf_release(&path);
	crm_buf_release(&text);
	return ret;
}

/* The partials of a template, compiled before it is filled. */
struct partials {
	struct crm_map *names;
	struct crm_template **templates; /* by the names */
};

static const struct crm_template *find_partial(void *ctx, const char *name)
{
	const struct partials *p = ctx;
	size_t i = crm_map_find(p->names, name, strlen(name));

	return i != CRM_MAP_NONE ? p->templates[i] : NULL;
}

/* Those that it names; a partial has none of its own. */
static int compile_partials(struct crm_run *r, const char *format, const struct crm_template *t,
    struct partials *p, struct crm_err *e)
{
	int ret = 0;

	crm_template_partials(t, p->names);
	p->templates = crm_calloc(crm_map_count(p->names) + 1, sizeof(struct crm_template *));
	for (size_t i = 0; ret == 0 && i < crm_map_count(p->names); i++)
		ret = compile(
		    r, SHARED_SORT, crm_map_key(p->names, i, NULL), format, &p->templates[i], e);
	return ret;
}

static void release_partials(struct partials *p)
{
	for (size_t i = 0; p->templates != NULL && i < crm_map_count(p->names); i++)
		crm_template_free(p->templates[i]);
	free(p->templates);
	crm_map_free(p->names);
}

void crm_printed_write(
    struct crm_run *r, const char *sort, const char *format, const struct crm_doc *doc)
{
	struct partials partials = {crm_map_new(), NULL};
	struct crm_template_opts o = {.partial = find_partial, .ctx = &partials};
	struct crm_template *t = NULL;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (strcmp(format, "html") != 0)
		o.escape = crm_template_text;
	if (compile(r, sort, "report", format, &t, &e) != 0 ||
	    compile_partials(r, format, t, &partials, &e) != 0 ||
	    crm_template_render(t, doc, &o, &text, &e) != 0) {
		if (e.code == CRM_BADINPUT || e.code == CRM_NOINPUT)
			e.code = CRM_CONFIG;
		if (e.code != 0)
			(void)crm_run_fail(r, &e);
	} else {
		crm_run_write(r, &text, false);
	}
	crm_buf_release(&text);
	release_partials(&partials);
	crm_template_free(t);
}

void crm_run_write(struct crm_run *r, const struct crm_buf *text, bool json)
{
	struct crm_buf seen = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (r->out_terminal && json)
		crm_utf8_visible_json(&seen, crm_buf_str(text), text->len);
	else if (r->out_terminal)
		crm_utf8_visible(&seen, crm_buf_str(text), text->len, true);
	else
		crm_buf_add(&seen, crm_buf_str(text), text->len);
	if (seen.len > 0 && crm_write_all(STDOUT_FILENO, crm_buf_str(&seen), seen.len) != 0 &&
	    errno != EPIPE) {
		(void)crm_err_errno(&e, CRM_IOERR, "cannot write", "stdout");
		(void)crm_run_fail(r, &e);
	}
	crm_buf_release(&seen);
}
