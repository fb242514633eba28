/*
 * Between edition.c (the book and what it says), edition_read.c and profile.c, which fill it.
 */
#ifndef CRM_RULES_PPAP_EDITION_PRIVATE_H
#define CRM_RULES_PPAP_EDITION_PRIVATE_H

#include "lib/base/map.h"
#include "lib/data/walk.h"
#include "lib/rules/ppap/edition.h"

/* By the enums; NULL-ended. */
extern const char *const crm_ppap_role_words[], *const crm_ppap_duty_words[];

struct crm_ppap_book {
	struct crm_arena arena;
	const char *edition, *profile; /* "" where none is added */
	const char *table;             /* of change codes, "" none */
	bool skeleton, levels;
	int default_level;
	struct crm_ppap_limits limits;
	struct crm_ppap_element *elements;
	size_t n, cap;
	struct crm_map *numbers;              /* of the elements, in their order */
	struct crm_map *severities, *changes; /* of codes, the latter in small letters; values: the
						 enums */
	const struct crm_ppap_changes *codes; /* NULL: any */
};

/* What is being read, of an edition or of a profile. */
struct crm_ppap_read {
	struct crm_ppap_book *book;
	const char *name, *title, *edition, *uses, *changes;
	bool skeleton, levels;
	int default_level;
};

/* Elements of the edition, or of a profile (`object` is a crm_ppap_read). */
int crm_ppap_read_elements(struct crm_walk *w, void *object, const struct crm_doc *d);
/* Changes to those that are there, by their numbers. */
int crm_ppap_read_changed(struct crm_walk *w, void *object, const struct crm_doc *d);
int crm_ppap_read_limits(struct crm_walk *w, void *object, const struct crm_doc *d);

#endif
