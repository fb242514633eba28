/*
 * Id series: PREFIX-YEAR-[SITE]NNNN. Own ids count too. A site has letters
 * only, so all digits at the end are the number.
 */
#include <string.h>

#include "lib/io/settings.h"
#include "lib/io/store/store_private.h"

#define PREFIX_MOST ((size_t)10)
#define NUMBER_MOST UINT64_C(999999999)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is id[0..len) "PREFIX-YEAR-SITE", SITE up to 8 letters? */
static bool is_series(const char *id, size_t len)
{
	size_t i = 0, k;

	while (i < len && id[i] >= 'A' && id[i] <= 'Z')
		i++;
	if (i == 0 || i > PREFIX_MOST || len - i < 6 || id[i] != '-' || id[i + 5] != '-')
		return false;
	for (k = 1; k <= 4; k++)
		if (!is_digit(id[i + k]))
			return false;
	if (len - i - 6 > CRM_SITE_MAX)
		return false;
	for (k = i + 6; k < len; k++)
		if (!((id[k] >= 'A' && id[k] <= 'Z') || (id[k] >= 'a' && id[k] <= 'z')))
			return false;
	return true;
}

void crm_series_note(struct crm_map *series, const char *id, size_t len)
{
	size_t first = len, at, entry, *most;
	uint64_t number = 0;

	while (first > 0 && is_digit(id[first - 1]))
		first--;
	if (first == len || !is_series(id, first))
		return;
	for (at = first; at < len; at++) {
		number = number * 10 + (uint64_t)(id[at] - '0');
		if (number > NUMBER_MOST)
			return;
	}
	entry = crm_map_put(series, id, first, NULL);
	most = crm_map_value(series, entry);
	if (*most < number)
		*most = (size_t)number;
}

uint64_t crm_series_highest(const struct crm_map *series, const char *key)
{
	size_t entry = crm_map_find(series, key, strlen(key));

	if (entry == CRM_MAP_NONE)
		return 0;
	return *crm_map_value((struct crm_map *)series, entry);
}
