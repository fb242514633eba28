/* A template's folder, read once. */
#include <stdlib.h>
#include <string.h>

#include "lib/data/walk.h"
#include "lib/tool/letters_private.h"

#define SEGMENTS 3
#define SEGMENTS_MOST 20
#define ABOUT "template.json"
#define SUBJECT "Subject:"

struct load {
	struct crm_letters *all;
	struct crm_letter *letter;
	struct crm_sha256 *hash;
	struct crm_map *used; /* partials, in order */
	struct crm_err *err;
};

static char *join(struct crm_arena *a, const char *dir, const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;
	char *copy;

	crm_buf_addf(&path, "%s/%s", dir, name);
	copy = crm_arena_strdup(a, crm_buf_str(&path));
	crm_buf_release(&path);
	return copy;
}

/* Name and length too, or bytes could move from one file to the next. */
static void hash_file(struct crm_sha256 *h, const char *name, const char *text, size_t len)
{
	struct crm_buf head = CRM_BUF_INIT;

	crm_buf_addf(&head, "%s %zu\n", name, len);
	crm_sha256_add(h, crm_buf_str(&head), head.len);
	crm_sha256_add(h, text, len);
	crm_buf_release(&head);
}

/* ---- template.json ---- */

static int read_need(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_letter *t = object;
	const char **needs = (const char **)t->needs;
	const char *name = crm_doc_string(d);

	if (name == NULL || name[0] == '\0')
		return crm_walk_refuse(w, "a name expected, like \"record.promised_now\"");
	needs[t->nneeds++] = crm_arena_strdup(w->arena, name);
	return 0;
}

static int read_needs(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_letter *t = object;

	t->needs = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(char *));
	t->nneeds = 0;
	return crm_walk_items(w, d, read_need, t);
}

static int read_sample(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_letter *t = object;

	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(w, "an object expected");
	t->sample = d;
	return 0;
}

static const struct crm_member members[] = {
    {"category", CRM_MEMBER_TEXT, offsetof(struct crm_letter, category), 0, 0, NULL},
    {"needs", CRM_MEMBER_READ, 0, 0, 0, read_needs},
    {"sample", CRM_MEMBER_READ, 0, 0, 0, read_sample},
    {"max_segments", CRM_MEMBER_COUNT, offsetof(struct crm_letter, max_segments), 1, SEGMENTS_MOST,
        NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_about(struct load *x, const struct crm_doc *doc)
{
	struct crm_letter *t = x->letter;
	struct crm_walk w = {
	    join(&x->all->arena, t->dir, ABOUT), &x->all->arena, x->err, CRM_BUF_INIT};
	int rc = crm_walk_members(&w, doc, members, t);

	crm_buf_release(&w.path);
	return rc;
}

/* ---- partials ---- */

const char *crm_letters_suffix(enum crm_medium m)
{
	return m == CRM_MEDIUM_HTML || m == CRM_MEDIUM_PRINT ? "html" : "txt";
}

static size_t find_partial(const struct crm_letters *l, const char *name, const char *suffix)
{
	struct crm_buf key = CRM_BUF_INIT;
	size_t at;

	crm_buf_addf(&key, "%s.%s", name, suffix);
	at = crm_map_find(l->partial_names, crm_buf_str(&key), key.len);
	crm_buf_release(&key);
	return at;
}

const struct crm_template *crm_letters_partial(
    const struct crm_letters *l, const char *name, const char *suffix)
{
	size_t at = find_partial(l, name, suffix);

	return at != CRM_MAP_NONE ? l->partials[at].t : NULL;
}

static int read_partial(struct load *x, const char *name, const char *suffix, size_t *at)
{
	struct crm_letters *l = x->all;
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT, key = CRM_BUF_INIT,
	               dot = CRM_BUF_INIT;
	struct crm_template *t = NULL;
	int rc;

	crm_buf_addf(&dot, ".%s", suffix);
	rc = crm_share_read(&(struct crm_share){l->printed, "", crm_buf_str(&dot), "partial"}, name,
	    &text, &path, x->err);
	if (rc == 0)
		rc = crm_template_new(crm_buf_str(&text), text.len, crm_buf_str(&path), &t, x->err);
	if (rc == 0) {
		crm_buf_addf(&key, "%s.%s", name, suffix);
		*at = crm_map_put(l->partial_names, crm_buf_str(&key), key.len, NULL);
		crm_grow(&l->partials, &l->partial_cap, *at + 1, sizeof(*l->partials));
		l->partials[*at] = (struct crm_letters_partial){t, crm_strdup(crm_buf_str(&text))};
	} else if (x->err != NULL) {
		x->err->code = CRM_CONFIG;
	}
	crm_buf_release(&dot);
	crm_buf_release(&key);
	crm_buf_release(&path);
	crm_buf_release(&text);
	return rc;
}

static int use_partial(struct load *x, const char *name, const char *suffix);

/* Those of a template, and of these. */
static int use_partials(
    struct load *x, const struct crm_template *t, const char *path, const char *suffix)
{
	struct crm_map *names = crm_map_new();
	int rc = 0;

	crm_template_partials(t, names);
	for (size_t i = 0; rc == 0 && i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL);

		if (strcmp(name, CRM_LETTERS_HTML) == 0 && strcmp(suffix, "html") == 0)
			continue;
		if (!crm_share_name_ok(name))
			rc = crm_err_at(x->err, CRM_BADINPUT, path, (long)*crm_map_value(names, i),
			    NULL, "'%s' is no name of a partial, which has no path", name);
		else if ((rc = use_partial(x, name, suffix)) != 0)
			crm_err_place(x->err, path, (long)*crm_map_value(names, i), NULL);
	}
	crm_map_free(names);
	return rc;
}

static int use_partial(struct load *x, const char *name, const char *suffix)
{
	size_t at = find_partial(x->all, name, suffix);
	struct crm_buf key = CRM_BUF_INIT;
	bool added;

	if (at == CRM_MAP_NONE && read_partial(x, name, suffix, &at) != 0)
		return -1;
	crm_buf_addf(&key, "%s.%s", name, suffix);
	(void)crm_map_put(x->used, crm_buf_str(&key), key.len, &added);
	if (added)
		hash_file(x->hash, crm_buf_str(&key), x->all->partials[at].raw,
		    strlen(x->all->partials[at].raw));
	crm_buf_release(&key);
	return added ? use_partials(x, x->all->partials[at].t, NULL, suffix) : 0;
}

/* ---- texts ---- */

/* Our own file: what is wrong in it is no input. */
static int new_template(
    const struct load *x, const char *text, size_t len, const char *path, struct crm_template **out)
{
	int rc = crm_template_new(text, len, path, out, x->err);

	if (rc != 0 && x->err != NULL)
		x->err->code = CRM_CONFIG;
	return rc;
}

/* The medium of LANG.MEDIUM, and the length of LANG; CRM_MEDIA: it is no text of a template. */
static enum crm_medium medium_of(const char *file, size_t *len)
{
	enum crm_medium m = CRM_MEDIUM_TEXT;

	*len = strcspn(file, ".");
	if (*len > 0 && file[*len] == '.') {
		while (m < CRM_MEDIA && strcmp(file + *len + 1, crm_medium_files[m]) != 0)
			m++;
		return m;
	}
	return CRM_MEDIA;
}

/* "Subject: ..." and an empty line; what follows is the body. */
static int split(
    const struct load *x, struct crm_letter_text *text, const char **body, const char *path)
{
	const char *subject = text->raw + strlen(SUBJECT);
	size_t len = strcspn(text->raw, "\n"), end = len;
	const char *after = text->raw + len + (text->raw[len] == '\n');

	if (strncmp(text->raw, SUBJECT, strlen(SUBJECT)) != 0)
		return crm_err_at(x->err, CRM_CONFIG, path, 1, NULL, "\"Subject: ...\" expected");
	while (subject[0] == ' ')
		subject++;
	while (end > 0 && (text->raw[end - 1] == '\r' || text->raw[end - 1] == ' '))
		end--;
	if (text->raw + end <= subject)
		return crm_err_at(x->err, CRM_CONFIG, path, 1, NULL, "the subject is empty");
	if (strncmp(after, "\n", 1) != 0 && strncmp(after, "\r\n", 2) != 0)
		return crm_err_at(x->err, CRM_CONFIG, path, 2, NULL,
		    "an empty line expected between subject and text");
	*body = after + strspn(after, "\r\n");
	text->body_line = 1;
	for (const char *p = text->raw; p < *body; p++)
		text->body_line += *p == '\n';
	return new_template(x, subject, (size_t)(text->raw + end - subject), path, &text->subject);
}

/* The body, with a comment before it that stands for the lines of the subject: so that errors name
 * the line of the file. */
static int new_body(const struct load *x, struct crm_letter_text *text, const char *body)
{
	struct crm_buf b = CRM_BUF_INIT;
	int rc;

	if (text->body_line > 1)
		crm_buf_addz(&b, "{{!");
	for (long line = 2; line < text->body_line; line++)
		crm_buf_addc(&b, '\n');
	if (text->body_line > 1)
		crm_buf_addz(&b, "}}\n");
	crm_buf_addz(&b, body);
	rc = new_template(x, crm_buf_str(&b), b.len, text->path, &text->body);
	crm_buf_release(&b);
	return rc;
}

static int compile(struct load *x, struct crm_letter_text *text, size_t len)
{
	const char *suffix = crm_letters_suffix(text->medium), *body = text->raw;

	text->body_line = 1;
	if (strlen(text->raw) != len)
		return crm_err_at(
		    x->err, CRM_CONFIG, text->path, 0, NULL, "a NUL byte, text expected");
	if (strncmp(text->raw, "\xef\xbb\xbf", 3) == 0)
		body = text->raw += 3;
	if (text->medium == CRM_MEDIUM_TEXT && split(x, text, &body, text->path) != 0)
		return -1;
	if (new_body(x, text, body) != 0)
		return -1;
	if (text->subject != NULL && use_partials(x, text->subject, text->path, suffix) != 0)
		return -1;
	if (use_partials(x, text->body, text->path, suffix) != 0)
		return -1;
	if (text->medium != CRM_MEDIUM_HTML)
		return 0;
	return use_partial(x, CRM_LETTERS_MAIL, suffix) != 0
	    ? -1
	    : use_partial(x, CRM_LETTERS_LETTER, suffix);
}

static int read_file(struct load *x, const char *dirs[], const char *file)
{
	struct crm_letter *t = x->letter;
	struct crm_letter_text *text = &t->texts[t->n];
	struct crm_buf raw = CRM_BUF_INIT, path = CRM_BUF_INIT;
	size_t len;
	enum crm_medium m = medium_of(file, &len);
	int rc;

	if (m == CRM_MEDIA && strcmp(file, ABOUT) != 0) {
		(void)crm_map_put(t->strays, file, strlen(file), NULL);
		return 0;
	}
	rc = crm_share_read(&(struct crm_share){dirs, "", "", "file"}, file, &raw, &path, x->err);
	if (rc == 0)
		hash_file(x->hash, file, crm_buf_str(&raw), raw.len);
	if (rc == 0 && m != CRM_MEDIA) {
		t->n++;
		text->medium = m;
		text->language = crm_arena_strndup(&x->all->arena, file, len);
		text->path = crm_arena_strdup(&x->all->arena, crm_buf_str(&path));
		text->raw = crm_arena_strndup(&x->all->arena, crm_buf_str(&raw), raw.len);
		rc = compile(x, text, raw.len);
	}
	crm_buf_release(&raw);
	crm_buf_release(&path);
	return rc;
}

static int read_files(struct load *x)
{
	const char *dirs[] = {x->letter->dir, NULL};
	struct crm_map *files = crm_map_new();
	size_t n;
	int rc = 0;

	crm_share_names(&(struct crm_share){dirs, "", "", "file"}, files);
	n = crm_map_count(files);
	x->letter->texts = crm_calloc(n + 1, sizeof(*x->letter->texts));
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = read_file(x, dirs, crm_map_key(files, i, NULL));
	crm_map_free(files);
	return rc;
}

static int by_language(const void *a, const void *b)
{
	const struct crm_letter_text *x = a, *y = b;
	int order = strcmp(x->language, y->language);

	return order != 0 ? order : (int)x->medium - (int)y->medium;
}

int crm_letters_load(struct crm_letters *l, const char *name, const char *dir, struct crm_doc *doc,
    const struct crm_letter **out, struct crm_err *e)
{
	struct crm_letter *t = crm_calloc(1, sizeof(*t));
	struct load x = {l, t, crm_sha256_new(), crm_map_new(), e};
	size_t docs_cap = l->cap;
	int rc;

	/* it is l's from here on, also when it is wrong: but then without its name */
	crm_grow(&l->docs, &docs_cap, l->n + 1, sizeof(struct crm_doc *));
	crm_grow(&l->letters, &l->cap, l->n + 1, sizeof(struct crm_letter *));
	l->docs[l->n] = doc;
	l->letters[l->n++] = t;
	t->name = "";
	t->dir = crm_arena_strdup(&l->arena, dir);
	t->max_segments = SEGMENTS;
	t->strays = crm_map_new();
	rc = read_about(&x, doc);
	if (rc == 0)
		rc = read_files(&x);
	crm_sha256_end(x.hash, t->version);
	crm_map_free(x.used);
	if (rc == 0) {
		qsort(t->texts, t->n, sizeof(*t->texts), by_language);
		t->name = crm_arena_strdup(&l->arena, name);
		*out = t;
	}
	return rc;
}
