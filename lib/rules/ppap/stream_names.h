/*
 * What people write of streams: "cavity 1, cavity 2", "Cavities 1 to 4", "1..4",
 * "Nester 1, 2 und 3", "1至4". Read into pairs of a word and a number, or a single letter,
 * behind it.
 */
#ifndef CRM_RULES_PPAP_STREAM_NAMES_H
#define CRM_RULES_PPAP_STREAM_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crm_map;

#define CRM_STREAM_LETTER UINT32_C(1000000000) /* from here on a value is a letter */

struct crm_stream_item {
	size_t word;    /* number in words; 0: none before it */
	uint32_t value; /* the number, or CRM_STREAM_LETTER and the small letter */
	bool sure;      /* false: it may be something else, "cavity 1, 5 parts" */
	const char *at; /* the word as the text has it; borrowed */
	size_t len;
};

struct crm_stream_names {
	struct crm_map *words; /* in small letters, without the end of a plural; 0 is "" */
	struct crm_stream_item *items;
	size_t n, cap;
};

void crm_stream_names_init(struct crm_stream_names *s);
void crm_stream_names_release(struct crm_stream_names *s);
/* Adds what the text names, in its order. */
void crm_stream_names_add(struct crm_stream_names *s, const char *text, size_t len);
/* Is the whole text one of them ("cavity 1", "M-2", "B")? Its words are added, its item is not. */
bool crm_stream_names_one(
    struct crm_stream_names *s, const char *text, size_t len, struct crm_stream_item *out);
/* The word's number. */
size_t crm_stream_names_word(struct crm_stream_names *s, const char *text, size_t len);

#endif
