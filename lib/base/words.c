#include "lib/base/words.h"

#include <stdbool.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

const char *crm_word_next(const char *list, size_t n, size_t *at, size_t *len)
{
	size_t begin = *at, end;

	while (begin < n && (list[begin] == ',' || is_blank(list[begin])))
		begin++;
	for (end = begin; end < n && list[end] != ','; end++)
		;
	*at = end;
	while (end > begin && is_blank(list[end - 1]))
		end--;
	*len = end - begin;
	return begin < n ? list + begin : NULL;
}
