/* What options and rows say: values and words for the template, and fields of the notice. */
#include <string.h>

#include "cmd/crm-notify/draft.h"
#include "lib/rules/notice/local.h"

/* Members of rows that are asked for by these names are no words of anybody. */
static const char *const machine[] = {"id", "kind", "state", "category", "urgency", "template",
    "part", "lot", "clock", "due_at", "clock_name", "tell_by", "attachments", "owner", "expires_at",
    NULL};
const struct draft_said *draft_said_by(const char *name, size_t len)
{
	const struct draft_said *s = draft_said;

	while (s->option != NULL && (strlen(s->name) != len || memcmp(s->name, name, len) != 0))
		s++;
	return s->option != NULL ? s : NULL;
}

static const struct crm_field *field_of(int field)
{
	return &crm_notice.flow.schema->fields[field];
}

/* ---- options ---- */

static int read_cell(
    struct drafting *d, const char *source, int field, const char *text, struct crm_cell *out)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;

	crm_field_read(field_of(field), text, strlen(text), out, expected);
	if (out->type != CRM_T_BAD)
		return 0;
	crm_err_at(
	    &e, CRM_BADINPUT, source, 0, NULL, "'%s' cannot be read; expected %s", text, expected);
	return crm_run_fail(d->run, &e);
}

static int give(struct drafting *d, const char *source, int field, const char *text)
{
	struct crm_cell cell;

	if (read_cell(d, source, field, text, &cell) != 0)
		return -1;
	if (cell.type != CRM_T_ABSENT)
		crm_changes_set(&d->given, field_of(field)->name, &cell);
	return 0;
}

static void add_set(struct drafting *d, const struct draft_set *set)
{
	crm_grow(&d->sets, &d->setcap, d->nsets + 1, sizeof(*d->sets));
	d->sets[d->nsets++] = *set;
}

/* "NAME", "NAME@LANG"; a name without a dot is of the notice. */
static int read_name(struct drafting *d, char *name, struct draft_set *out)
{
	char *at = strchr(name, '@');
	const struct draft_said *said;
	struct crm_buf path = CRM_BUF_INIT;

	if (at != NULL)
		*at = '\0';
	out->language = at != NULL ? at + 1 : NULL;
	said = draft_said_by(name, strlen(name));
	out->field = said != NULL ? said->field : -1;
	if (out->language != NULL &&
	    (out->language[0] == '\0' ||
	        (said != NULL &&
	            (field_of(said->field)->type != CRM_T_TEXT ||
	                field_of(said->field)->words != NULL))))
		return crm_run_usage(d->run,
		    out->language[0] == '\0' ? "--set %s@: a language expected"
		                             : "--set: '%s' is the same in all languages",
		    name);
	crm_buf_addf(&path, "%s%s", strchr(name, '.') == NULL ? "notice." : "", name);
	out->path = crm_arena_strdup(&d->arena, crm_buf_str(&path));
	crm_buf_release(&path);
	return 0;
}

static int read_set(struct drafting *d, const char *text)
{
	const char *eq = strchr(text, '=');
	struct draft_set set = {.value = eq != NULL ? eq + 1 : ""};

	if (eq == NULL || eq == text || text[0] == '.' || eq[-1] == '.' ||
	    (strstr(text, "..") != NULL && strstr(text, "..") < eq))
		return crm_run_usage(d->run, "--set: '%s' is not NAME=VALUE", text);
	if (read_name(d, crm_arena_strndup(&d->arena, text, (size_t)(eq - text)), &set) != 0)
		return -1;
	if (set.field >= 0 && set.language == NULL)
		return give(d, "--set", set.field, set.value);
	add_set(d, &set);
	return 0;
}

/* A word that nobody would read is a mistake. */
static int judge_used(struct drafting *d)
{
	struct crm_findings *f = crm_findings_new();
	int ret;

	crm_letter_used(d->letters, d->letter, d->used);
	for (size_t i = 0; i < d->nsets; i++) {
		const struct draft_set *set = &d->sets[i];

		if (set->field < 0 && !crm_letter_uses(d->used, set->path))
			crm_finding_add(f, CRM_ERROR, "unused", NULL, 0, NULL, NULL,
			    "--set: no text of template '%s' uses '%s'", d->letter->name,
			    set->path);
	}
	crm_run_findings(d->run, f, CRM_BADINPUT);
	ret = crm_findings_count(f) > 0 ? -1 : 0;
	crm_findings_free(f);
	return ret;
}

/* A change is told before it holds. */
static int judge_day(struct drafting *d)
{
	const struct crm_cell *day = crm_changes_cell(&d->given, field_of(CRM_W_EFFECTIVE)->name);
	struct crm_err e = CRM_ERR_INIT;
	int32_t today;
	int64_t us;

	crm_zone_local(crm_store_settings(d->run->store)->zone, d->run->now.us, &today, &us);
	if (!d->category->change || day->type != CRM_T_DATE || day->u.date >= today ||
	    crm_cell_is(crm_changes_cell(&d->given, field_of(CRM_W_LATE_WHY)->name)))
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--effective", 0, NULL,
	    "%d days past: a change is told before it holds; --late-why TEXT says why it is told now",
	    (int)(today - day->u.date));
	return crm_run_fail(d->run, &e);
}

int draft_given_read(struct drafting *d)
{
	const struct crm_args *args = d->run->args;

	for (const struct draft_said *s = draft_said; s->option != NULL; s++) {
		struct crm_buf option = CRM_BUF_INIT;
		int ret = 0;

		crm_buf_addf(&option, "--%s", s->option);
		if (crm_args_has(args, s->option))
			ret =
			    give(d, crm_buf_str(&option), s->field, crm_args_text(args, s->option));
		crm_buf_release(&option);
		if (ret != 0)
			return -1;
	}
	if (crm_args_has(args, "text"))
		add_set(
		    d, &(struct draft_set){"notice.text", crm_args_text(args, "text"), NULL, -1});
	for (size_t i = 0; i < crm_args_count(args, "set"); i++) {
		if (read_set(d, crm_args_nth(args, "set", i)) != 0)
			return -1;
	}
	return judge_used(d) == 0 ? judge_day(d) : -1;
}

/* ---- rows ---- */

static int give_row(struct drafting *d, struct draft_row *row, const char *name,
    const struct crm_cell *cell, const char *source, long line)
{
	const struct draft_said *said = draft_said_by(name, strlen(name));
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell typed = *cell;

	if (said != NULL && cell->type == CRM_T_TEXT)
		crm_field_read(field_of(said->field), cell->text, cell->len, &typed, expected);
	if (typed.type == CRM_T_BAD) {
		crm_err_at(&e, CRM_BADINPUT, source, line, name,
		    "'%.*s' cannot be read; expected %s", (int)cell->len, cell->text, expected);
		return crm_run_fail(d->run, &e);
	}
	if (typed.type != CRM_T_ABSENT)
		crm_changes_set(&row->extra, name, &typed);
	return 0;
}

bool draft_is_machine(const char *name)
{
	size_t i = 0;

	while (machine[i] != NULL && strcmp(machine[i], name) != 0)
		i++;
	return machine[i] != NULL;
}

int draft_given_row(struct drafting *d, struct draft_row *row, const char *source, long line)
{
	const char *name;
	int ret = 0;

	for (size_t i = 0; ret == 0 && (name = crm_record_member(row->row, i)) != NULL; i++) {
		struct crm_buf scratch = CRM_BUF_INIT;
		struct crm_cell cell;

		if (draft_is_machine(name) || strchr(name, '.') != NULL ||
		    crm_record_has(row->record, name))
			continue;
		crm_record_cell(row->row, name, NULL, &scratch, &cell);
		if (crm_cell_is(&cell) && cell.type != CRM_T_NESTED)
			ret = give_row(d, row, name, &cell, source, line);
		crm_buf_release(&scratch);
	}
	return ret;
}

/* ---- for one ---- */

/* How well a language fits: that of the addressee, else that of the text; 0: not. */
static size_t fit(const struct draft_one *one, const char *language)
{
	if (one->language != NULL && crm_language_is(one->language, language))
		return 100 + strlen(language);
	if (one->text_language != NULL && crm_language_is(one->text_language, language))
		return strlen(language);
	return 0;
}

/* The best of those with that path that name a language; NULL: none. */
const struct draft_set *draft_given_best(
    const struct drafting *d, const struct draft_one *one, const char *path, int field)
{
	const struct draft_set *found = NULL;

	for (size_t i = 0; i < d->nsets; i++) {
		const struct draft_set *set = &d->sets[i];

		if (set->language == NULL || fit(one, set->language) == 0 ||
		    (path != NULL ? strcmp(set->path, path) != 0 : set->field != field))
			continue;
		if (found == NULL || fit(one, set->language) >= fit(one, found->language))
			found = set;
	}
	return found;
}

bool draft_given_is(
    const struct drafting *d, const struct draft_one *one, const struct draft_set *set)
{
	const struct draft_set *own = draft_given_best(d, one, set->path, -1);

	return set->field < 0 && (own != NULL ? own == set : set->language == NULL);
}

struct crm_cell draft_given_cell(const struct drafting *d, const struct draft_one *one, int field)
{
	const struct draft_set *own = draft_given_best(d, one, NULL, field);
	const char *name = field_of(field)->name;
	const struct crm_cell *plain = crm_changes_cell(&d->given, name);

	if (own != NULL)
		return crm_cell_text(own->value);
	return crm_cell_is(plain) ? *plain : *crm_changes_cell(&one->row->extra, name);
}
