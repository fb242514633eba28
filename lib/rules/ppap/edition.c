#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/edition_private.h"

/* ---- words ---- */

const char *const crm_ppap_role_words[] = {
    [CRM_ROLE_OTHER] = "other",
    [CRM_ROLE_DESIGN_RECORD] = "design_record",
    [CRM_ROLE_CHANGE_DOCUMENTS] = "change_documents",
    [CRM_ROLE_CUSTOMER_APPROVAL] = "customer_approval",
    [CRM_ROLE_DFMEA] = "dfmea",
    [CRM_ROLE_FLOW] = "flow",
    [CRM_ROLE_PFMEA] = "pfmea",
    [CRM_ROLE_CONTROL_PLAN] = "control_plan",
    [CRM_ROLE_MSA] = "msa",
    [CRM_ROLE_DIMENSIONAL] = "dimensional",
    [CRM_ROLE_MATERIAL] = "material",
    [CRM_ROLE_INITIAL_STUDY] = "initial_study",
    [CRM_ROLE_LABORATORY] = "laboratory",
    [CRM_ROLE_APPEARANCE] = "appearance",
    [CRM_ROLE_SAMPLE_PARTS] = "sample_parts",
    [CRM_ROLE_MASTER_SAMPLE] = "master_sample",
    [CRM_ROLE_CHECKING_AIDS] = "checking_aids",
    [CRM_ROLE_CUSTOMER_SPECIFIC] = "customer_specific",
    [CRM_ROLE_WARRANT] = "warrant",
    [CRM_ROLE_BULK] = "bulk",
    [CRM_PPAP_ROLES] = NULL,
};

const char *const crm_ppap_duty_words[] = {
    [CRM_DUTY_SUBMIT] = "S",
    [CRM_DUTY_RETAIN] = "R",
    [CRM_DUTY_REQUEST] = "*",
    NULL, /* no edition says "-": that follows from what was agreed */
};

const char *crm_ppap_role_name(enum crm_ppap_role r)
{
	return r <= CRM_PPAP_ROLES ? crm_ppap_role_words[r] : NULL;
}

const char *crm_ppap_duty_name(enum crm_ppap_duty d)
{
	return d == CRM_DUTY_NONE ? "-" : crm_ppap_duty_words[d];
}

/* ---- the book ---- */

/* AIAG PPAP 2.1, 2.2.8, 2.2.11; the age is a rule of customers. */
static const struct crm_ppap_limits usual = {
    .max_age_days = 365,
    .run_parts = 300,
    .run_hours_min = {1, 0},
    .run_hours_max = {8, 0},
    .samples = 1,
    .index_low = {133, 2},
    .index_high = {167, 2},
    .grr_low = {10, 0},
    .grr_high = {30, 0},
    .ndc = 5,
    .study_readings = 100,
    .study_subgroups = 25,
    .retention_years_min = 0,
};

struct crm_ppap_book *crm_ppap_book_new(void)
{
	struct crm_ppap_book *b = crm_calloc(1, sizeof(*b));

	b->edition = b->profile = b->table = "";
	b->limits = usual;
	b->numbers = crm_map_new();
	b->severities = crm_map_new();
	b->changes = crm_map_new();
	return b;
}

void crm_ppap_book_free(struct crm_ppap_book *b)
{
	if (b == NULL)
		return;
	crm_map_free(b->changes);
	crm_map_free(b->severities);
	crm_map_free(b->numbers);
	free(b->elements);
	crm_arena_release(&b->arena);
	free(b);
}

const char *crm_ppap_book_edition_name(const struct crm_ppap_book *b)
{
	return b->edition;
}

const char *crm_ppap_book_profile_name(const struct crm_ppap_book *b)
{
	return b->profile;
}

const char *crm_ppap_book_changes(const struct crm_ppap_book *b)
{
	return b->table;
}

bool crm_ppap_book_skeleton(const struct crm_ppap_book *b)
{
	return b->skeleton;
}

bool crm_ppap_book_levels(const struct crm_ppap_book *b)
{
	return b->levels;
}

int crm_ppap_book_default_level(const struct crm_ppap_book *b)
{
	return b->default_level;
}

const struct crm_ppap_limits *crm_ppap_book_limits(const struct crm_ppap_book *b)
{
	return &b->limits;
}

const struct crm_ppap_element *crm_ppap_book_element(const struct crm_ppap_book *b, size_t i)
{
	return i < b->n ? &b->elements[i] : NULL;
}

int crm_ppap_book_at(const struct crm_ppap_book *b, const char *number)
{
	size_t i = crm_map_find(b->numbers, number, strlen(number));

	return i == CRM_MAP_NONE ? -1 : (int)i;
}

int crm_ppap_book_role_at(const struct crm_ppap_book *b, enum crm_ppap_role role)
{
	for (size_t i = 0; role != CRM_ROLE_OTHER && i < b->n; i++) {
		if (b->elements[i].role == role)
			return (int)i;
	}
	return -1;
}

const struct crm_ppap_element *crm_ppap_book_find(const struct crm_ppap_book *b, const char *number)
{
	int at = crm_ppap_book_at(b, number);

	return at >= 0 ? &b->elements[at] : NULL;
}

const struct crm_ppap_element *crm_ppap_book_role(
    const struct crm_ppap_book *b, enum crm_ppap_role role)
{
	int at = crm_ppap_book_role_at(b, role);

	return at >= 0 ? &b->elements[at] : NULL;
}

bool crm_ppap_level_ok(int64_t level)
{
	return level >= 1 && level <= CRM_PPAP_LEVELS;
}

/* ---- an edition ---- */

static const struct crm_member edition_members[] = {
    {"edition", CRM_MEMBER_TEXT, offsetof(struct crm_ppap_read, name), 0, 0, NULL},
    {"title", CRM_MEMBER_TEXT, offsetof(struct crm_ppap_read, title), 0, 0, NULL},
    {"skeleton", CRM_MEMBER_BOOL, offsetof(struct crm_ppap_read, skeleton), 0, 0, NULL},
    {"levels", CRM_MEMBER_BOOL, offsetof(struct crm_ppap_read, levels), 0, 0, NULL},
    {"default_level", CRM_MEMBER_COUNT, offsetof(struct crm_ppap_read, default_level), 1,
        CRM_PPAP_LEVELS, NULL},
    {"changes", CRM_MEMBER_TEXT, offsetof(struct crm_ppap_read, changes), 0, 0, NULL},
    {"limits", CRM_MEMBER_READ, 0, 0, 0, crm_ppap_read_limits},
    {"elements", CRM_MEMBER_READ, 0, 0, 0, crm_ppap_read_elements},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

int crm_ppap_book_edition(
    struct crm_ppap_book *b, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	struct crm_walk w = {source, &b->arena, e, CRM_BUF_INIT};
	struct crm_ppap_read all = {.book = b};
	const struct crm_doc *levels = crm_doc_member(d, "levels", 6);
	int rc;

	b->levels = crm_doc_truth(levels); /* before the elements, wherever it stands */
	rc = crm_walk_members(&w, d, edition_members, &all);
	if (rc == 0 && (all.name == NULL || all.title == NULL || b->n == 0))
		rc = crm_walk_refuse(&w, "edition, title and elements expected");
	if (rc == 0 && all.levels != (all.default_level > 0))
		rc = crm_walk_refuse(
		    &w, all.levels ? "default_level expected" : "default_level without levels");
	if (rc == 0) {
		b->edition = all.name;
		b->skeleton = all.skeleton;
		b->table = all.changes != NULL ? all.changes : "";
		b->default_level = all.default_level;
	}
	crm_buf_release(&w.path);
	return rc;
}
