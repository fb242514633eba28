/*
 * Lists of words as people write them: commas between, blanks around.
 */
#ifndef CRM_BASE_WORDS_H
#define CRM_BASE_WORDS_H

#include <stddef.h>

/* The next word of the n bytes of list, from *at (first 0) on, with its length; NULL: there is no
 * more. Blanks around it are not of it, those in it are; between two commas there is none. */
const char *crm_word_next(const char *list, size_t n, size_t *at, size_t *len);

#endif
