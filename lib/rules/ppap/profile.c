/* What a customer's profile says over its edition. */
#include <string.h>

#include "lib/rules/ppap/advice.h"
#include "lib/rules/ppap/codes.h"
#include "lib/rules/ppap/edition_private.h"

/* ---- limits ---- */

#define MANY 1000000
#define AT(member) offsetof(struct crm_ppap_limits, member)

static const struct crm_member limits[] = {
    {"max_age_days", CRM_MEMBER_COUNT, AT(max_age_days), 0, MANY, NULL},
    {"run_parts", CRM_MEMBER_COUNT, AT(run_parts), 0, MANY, NULL},
    {"run_hours_min", CRM_MEMBER_DEC, AT(run_hours_min), 0, 0, NULL},
    {"run_hours_max", CRM_MEMBER_DEC, AT(run_hours_max), 0, 0, NULL},
    {"samples", CRM_MEMBER_COUNT, AT(samples), 1, MANY, NULL},
    {"index_low", CRM_MEMBER_DEC, AT(index_low), 0, 0, NULL},
    {"index_high", CRM_MEMBER_DEC, AT(index_high), 0, 0, NULL},
    {"grr_low", CRM_MEMBER_DEC, AT(grr_low), 0, 0, NULL},
    {"grr_high", CRM_MEMBER_DEC, AT(grr_high), 0, 0, NULL},
    {"ndc", CRM_MEMBER_COUNT, AT(ndc), 1, MANY, NULL},
    {"study_readings", CRM_MEMBER_COUNT, AT(study_readings), 0, MANY, NULL},
    {"study_subgroups", CRM_MEMBER_COUNT, AT(study_subgroups), 0, MANY, NULL},
    {"retention_years_min", CRM_MEMBER_COUNT, AT(retention_years_min), 0, 100, NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

int crm_ppap_read_limits(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	const struct crm_ppap_read *all = object;
	struct crm_ppap_limits l = all->book->limits;

	if (crm_walk_members(w, d, limits, &l) != 0)
		return -1;
	if (l.run_hours_max.coef > 0 && crm_dec_cmp(l.run_hours_min, l.run_hours_max) > 0)
		return crm_walk_refuse(w, "run_hours_min is above run_hours_max");
	if (l.index_low.coef == 0 || crm_dec_cmp(l.index_low, l.index_high) > 0)
		return crm_walk_refuse(w, "index_low above 0 and not above index_high expected");
	if (l.grr_low.coef == 0 || crm_dec_cmp(l.grr_low, l.grr_high) > 0)
		return crm_walk_refuse(w, "grr_low above 0 and not above grr_high expected");
	all->book->limits = l;
	return 0;
}

/* ---- by codes ---- */

static int read_severity(
    struct crm_walk *w, void *object, const char *code, const struct crm_doc *d)
{
	const struct crm_ppap_read *all = object;
	struct crm_map *to = all->book->severities;
	int severity;

	if (crm_ppap_code_find(code) == NULL)
		return crm_walk_refuse(
		    w, "no such finding; crm-ppap(1) lists those that there are");
	severity = crm_walk_word(w, d, crm_severity_words);
	if (severity < 0)
		return -1;
	*crm_map_value(to, crm_map_put(to, code, strlen(code), NULL)) = (size_t)severity;
	return 0;
}

static int read_severities(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_severity, object);
}

/* In small letters. */
static void fold(const char *code, struct crm_buf *out)
{
	for (const char *p = code; *p != '\0'; p++)
		crm_buf_addc(out, *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p);
}

/* By its code, or by its name as well where the table is known. */
static int read_code(struct crm_walk *w, void *object, const char *code, const struct crm_doc *d)
{
	const struct crm_ppap_read *all = object;
	struct crm_map *to = all->book->changes;
	const struct crm_change_code *row = NULL;
	int action = crm_walk_word(w, d, crm_change_action_words);
	struct crm_buf key = CRM_BUF_INIT;

	if (action < 0)
		return -1;
	if (all->book->codes != NULL)
		row = crm_ppap_changes_find(all->book->codes, code);
	if (all->book->codes != NULL && row == NULL)
		return crm_walk_refuse(w,
		    "no such change code; `crm-ppap change --list` has those of edition %s",
		    all->book->edition);
	fold(row != NULL ? row->code : code, &key);
	*crm_map_value(to, crm_map_put(to, crm_buf_str(&key), key.len, NULL)) = (size_t)action;
	crm_buf_release(&key);
	return 0;
}

static int read_codes(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_code, object);
}

int crm_ppap_book_severity(const struct crm_ppap_book *b, const char *code)
{
	size_t i = crm_map_find(b->severities, code, strlen(code));

	return i != CRM_MAP_NONE ? (int)*crm_map_value(b->severities, i) : -1;
}

int crm_ppap_book_change(const struct crm_ppap_book *b, const char *code)
{
	struct crm_buf key = CRM_BUF_INIT;
	size_t i;

	fold(code, &key);
	i = crm_map_find(b->changes, crm_buf_str(&key), key.len);
	crm_buf_release(&key);
	return i != CRM_MAP_NONE ? (int)*crm_map_value(b->changes, i) : -1;
}

void crm_ppap_book_codes(struct crm_ppap_book *b, const struct crm_ppap_changes *c)
{
	b->codes = c;
}

/* ---- the whole ---- */

#undef AT
#define AT(member) offsetof(struct crm_ppap_read, member)

/* `edition` and `uses` are the loader's; here they are only judged. */
static const struct crm_member members[] = {
    {"profile", CRM_MEMBER_TEXT, AT(name), 0, 0, NULL},
    {"title", CRM_MEMBER_TEXT, AT(title), 0, 0, NULL},
    {"skeleton", CRM_MEMBER_BOOL, AT(skeleton), 0, 0, NULL},
    {"uses", CRM_MEMBER_TEXT, AT(uses), 0, 0, NULL},
    {"edition", CRM_MEMBER_TEXT, AT(edition), 0, 0, NULL},
    {"default_level", CRM_MEMBER_COUNT, AT(default_level), 1, CRM_PPAP_LEVELS, NULL},
    {"limits", CRM_MEMBER_READ, 0, 0, 0, crm_ppap_read_limits},
    {"elements", CRM_MEMBER_READ, 0, 0, 0, crm_ppap_read_elements},
    {"change", CRM_MEMBER_READ, 0, 0, 0, crm_ppap_read_changed},
    {"severity", CRM_MEMBER_READ, 0, 0, 0, read_severities},
    {"change_codes", CRM_MEMBER_READ, 0, 0, 0, read_codes},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

/* Before its elements are read: by another edition's numbers they would mean other things. */
static int check_edition(struct crm_walk *w, const struct crm_ppap_book *b, const struct crm_doc *d)
{
	const char *edition = crm_doc_string(crm_doc_member(d, "edition", 7));

	if (edition == NULL || strcmp(edition, b->edition) == 0)
		return 0;
	crm_buf_addz(&w->path, "edition");
	return crm_walk_refuse(w, "'%s', and the one in use is '%s'", edition, b->edition);
}

int crm_ppap_book_profile(
    struct crm_ppap_book *b, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct crm_walk w = {source, &b->arena, e, CRM_BUF_INIT};
	struct crm_ppap_read all = {.book = b};
	int rc = check_edition(&w, b, d);

	if (rc == 0)
		rc = crm_walk_members(&w, d, members, &all);
	if (rc == 0 && (all.name == NULL || all.title == NULL))
		rc = crm_walk_refuse(&w, "profile and title expected");
	if (rc == 0 && all.default_level > 0 && !b->levels)
		rc = crm_walk_refuse(&w, "default_level, and the edition has no levels");
	if (rc == 0) {
		b->profile = all.name;
		b->skeleton = all.skeleton;
		if (all.default_level > 0)
			b->default_level = all.default_level;
	}
	crm_buf_release(&w.path);
	return rc;
}
