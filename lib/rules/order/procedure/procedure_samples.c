/* The sorts of samples. */
#include <string.h>

#include "lib/rules/order/procedure/procedure_private.h"

#define COPIES_MAX 99
#define DAYS_MAX 365

static const char *const blocks_words[] = {
    [CRM_SAMPLE_BLOCKS_NOTHING] = "nothing",
    [CRM_SAMPLE_BLOCKS_START] = "start",
    [CRM_SAMPLE_BLOCKS_SHIP] = "ship",
    NULL,
};

static int read_blocks(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_sample_sort *s = object;
	int word = crm_walk_word(w, d, blocks_words);

	if (word < 0)
		return -1;
	s->blocks = (enum crm_sample_blocks)word;
	return 0;
}

#define AT(member) offsetof(struct crm_sample_sort, member)

static const struct crm_member members[] = {
    {"sort", CRM_MEMBER_TEXT, AT(sort), 0, 0, NULL},
    {"blocks", CRM_MEMBER_READ, 0, 0, 0, read_blocks},
    {"substitute", CRM_MEMBER_BOOL, AT(substitute), 0, 0, NULL},
    {"copies", CRM_MEMBER_COUNT, AT(copies), 1, COPIES_MAX, NULL},
    {"light_source", CRM_MEMBER_BOOL, AT(light_source), 0, 0, NULL},
    {"colours_sizes", CRM_MEMBER_BOOL, AT(colours_sizes), 0, 0, NULL},
    {"limit", CRM_MEMBER_TEXT, AT(limit), 0, 0, NULL},
    {"before_shipment", CRM_MEMBER_COUNT, AT(before_shipment), 1, DAYS_MAX, NULL},
    {"expires", CRM_MEMBER_BOOL, AT(expires), 0, 0, NULL},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

static int read_sample(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;
	struct crm_sample_sort s = {.sort = NULL};
	struct crm_duration limit;

	if (crm_walk_members(w, d, members, &s) != 0)
		return -1;
	if (s.sort == NULL)
		return crm_walk_refuse(w, "sort expected");
	/* orders list them with commas between */
	if (strpbrk(s.sort, ", \t\n") != NULL)
		return crm_walk_refuse(
		    w, "sort '%s': a word without blanks and commas expected", s.sort);
	if (crm_procedure_sample(p, s.sort, strlen(s.sort)) != NULL)
		return crm_walk_refuse(w, "sort '%s' is there twice", s.sort);
	if (s.limit != NULL &&
	    (crm_duration_parse(s.limit, strlen(s.limit), &limit) != 0 || limit.n <= 0 ||
	        limit.unit == CRM_DUR_WORKDAYS))
		return crm_walk_refuse(w,
		    "limit '%s': a duration of days or hours like P3D or PT24H expected", s.limit);
	p->samples[p->nsamples++] = s;
	return 0;
}

int crm_procedure_read_samples(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_procedure *p = object;

	p->samples = crm_arena_alloc(&p->arena, (crm_doc_count(d) + 1) * sizeof(*p->samples));
	return crm_walk_items(w, d, read_sample, p);
}
