/*
 * lib/base/words.h: lists of words with commas between.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/words.h"

static void lists(void **state)
{
	static const struct {
		const char *list, *want; /* a word: [WORD] */
	} rows[] = {
	    {"", ""},
	    {" ", ""},
	    {",", ""},
	    {", ,\t,", ""},
	    {"a", "[a]"},
	    {"a,b", "[a][b]"},
	    {" a , b\t,", "[a][b]"},
	    {",,a,,b,,", "[a][b]"},
	    /* a blank in it is of the word */
	    {"a b , c", "[a b][c]"},
	    {"pre-production, style", "[pre-production][style]"},
	};
	struct crm_buf have = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t at = 0, len;
		const char *word;

		crm_buf_clear(&have);
		while (
		    (word = crm_word_next(rows[i].list, strlen(rows[i].list), &at, &len)) != NULL)
			crm_buf_addf(&have, "[%.*s]", (int)len, word);
		assert_string_equal(crm_buf_str(&have), rows[i].want);
	}
	crm_buf_release(&have);
}

/* What lies behind the end is not read, and nothing is a list without words. */
static void ends(void **state)
{
	size_t at = 0, len;

	(void)state;
	assert_non_null(crm_word_next("ab,c", 1, &at, &len));
	assert_int_equal(len, 1);
	assert_null(crm_word_next("ab,c", 1, &at, &len));
	at = 0;
	assert_null(crm_word_next(NULL, 0, &at, &len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists),
	    cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
