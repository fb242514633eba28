/* What a notice was given, by name and by hash, and words that are the same in several languages. */
#include <string.h>

#include "cmd/crm-notify/draft.h"
#include "lib/base/hash.h"

/* What is written for people to read. */
static const int prose[] = {
    CRM_W_TITLE, CRM_W_SCOPE, CRM_W_REASON, CRM_W_COUNTERMEASURE, CRM_W_PAPER, CRM_W_LATE_WHY, -1};

static bool is_prose(int field)
{
	for (size_t i = 0; prose[i] >= 0; i++) {
		if (prose[i] == field)
			return true;
	}
	return false;
}

static const struct crm_field *field_of(int field)
{
	return &crm_notice.flow.schema->fields[field];
}

/* ---- what was said ---- */

static bool is_used(const struct drafting *d, const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;
	bool used;

	crm_buf_addf(&path, "notice.%s", name);
	used = crm_letter_uses(d->used, crm_buf_str(&path));
	crm_buf_release(&path);
	return used || draft_said_by(name, strlen(name)) != NULL;
}

static void add_name(struct crm_buf *out, const char *name)
{
	crm_buf_addf(out, "%s%s", out->len > 0 ? "," : "", name);
}

void draft_given_names(const struct drafting *d, const struct draft_one *one, struct crm_buf *out)
{
	struct crm_map *names = crm_map_new();

	for (size_t i = 0; i < d->given.n; i++) {
		const char *path = d->given.items[i].path;

		if (!draft_is_machine(path))
			(void)crm_map_put(names, path, strlen(path), NULL);
	}
	for (size_t i = 0; i < d->nsets; i++) {
		const char *path = d->sets[i].path;

		if (strncmp(path, "notice.", 7) == 0)
			path += 7;
		(void)crm_map_put(names, path, strlen(path), NULL);
	}
	for (size_t i = 0; i < one->row->extra.n; i++) {
		const char *path = one->row->extra.items[i].path;

		if (is_used(d, path))
			(void)crm_map_put(names, path, strlen(path), NULL);
	}
	for (size_t i = 0; i < crm_map_count(names); i++)
		add_name(out, crm_map_key(names, i, NULL));
	if (d->files.n > 0)
		add_name(out, "attach");
	if (one->elsewhere)
		add_name(out, "to");
	crm_map_free(names);
}

static void add_cell(struct crm_buf *out, const char *name, const struct crm_cell *c)
{
	crm_buf_addf(out, "%s=", name);
	crm_cell_print(c, out);
	crm_buf_addc(out, '\n');
}

void draft_given_hash(const struct drafting *d, const struct draft_one *one, char out[65])
{
	struct crm_buf said = CRM_BUF_INIT;

	for (const struct draft_said *s = draft_said; s->option != NULL; s++) {
		struct crm_cell c = draft_given_cell(d, one, s->field);

		if (crm_cell_is(&c))
			add_cell(&said, s->name, &c);
	}
	for (size_t i = 0; i < d->nsets; i++) {
		if (draft_given_is(d, one, &d->sets[i]))
			crm_buf_addf(&said, "%s=%s\n", d->sets[i].path, d->sets[i].value);
	}
	for (size_t i = 0; i < one->row->extra.n; i++) {
		const struct crm_change *c = &one->row->extra.items[i];

		if (is_used(d, c->path) && draft_said_by(c->path, strlen(c->path)) == NULL)
			add_cell(&said, c->path, &c->cell);
	}
	for (size_t i = 0; i < d->files.n; i++)
		crm_buf_addf(&said, "%s %s\n", d->files.v[i].name, d->files.v[i].sha256);
	crm_sha256_hex(crm_buf_str(&said), said.len, out);
	out[32] = '\0';
	crm_buf_release(&said);
}

/* ---- languages ---- */

/* Has it words? A day, a number, a name without blanks is the same everywhere. */
static bool has_words(const char *text)
{
	return strchr(text, ' ') != NULL && strcspn(text, "0123456789") > 0;
}

/* Is there a language among those of the texts in which nobody said it? */
static bool lacks_language(const struct drafting *d, const char *path, int field)
{
	for (size_t i = 0; i < crm_map_count(d->languages); i++) {
		const struct draft_one one = {.language = crm_map_key(d->languages, i, NULL)};

		if (draft_given_best(d, &one, path, field) == NULL)
			return true;
	}
	return false;
}

void draft_given_languages(const struct drafting *d)
{
	struct crm_buf names = CRM_BUF_INIT, languages = CRM_BUF_INIT;

	if (crm_map_count(d->languages) < 2)
		return;
	for (size_t i = 0; i < crm_map_count(d->languages); i++)
		add_name(&languages, crm_map_key(d->languages, i, NULL));
	for (const struct draft_said *s = draft_said; s->option != NULL; s++) {
		if (is_prose(s->field) &&
		    crm_cell_is(crm_changes_cell(&d->given, field_of(s->field)->name)) &&
		    lacks_language(d, NULL, s->field))
			add_name(&names, s->name);
	}
	for (size_t i = 0; i < d->nsets; i++) {
		const struct draft_set *set = &d->sets[i];
		const char *name =
		    strncmp(set->path, "notice.", 7) == 0 ? set->path + 7 : set->path;

		if (set->language == NULL && (strcmp(name, "text") == 0 || has_words(set->value)) &&
		    lacks_language(d, set->path, -1))
			add_name(&names, name);
	}
	if (names.len > 0)
		crm_run_warn(d->run,
		    "the same words in notices of %s: %s; --set NAME@LANG=VALUE says them in one",
		    crm_buf_str(&languages), crm_buf_str(&names));
	crm_buf_release(&names);
	crm_buf_release(&languages);
}
