/* Words of an order that a schema cannot judge, and the item of a change. */
#include <string.h>

#include "lib/base/words.h"
#include "lib/rules/order/review/order_review_private.h"

static bool is_digit(char c, char most)
{
	return c >= '0' && c <= most;
}

bool crm_order_is_time(const char *s, size_t len)
{
	return len == 5 && s[2] == ':' &&
	    (is_digit(s[0], '1') ? is_digit(s[1], '9') : s[0] == '2' && is_digit(s[1], '3')) &&
	    is_digit(s[3], '5') && is_digit(s[4], '9');
}

bool crm_order_are_particular(const char *list, size_t n, const char **word, size_t *len)
{
	static const char *const known[] = {
	    "characteristics", "price", "quality", "hsf", "acceptance", "lead_time"};
	size_t at = 0, i;

	while ((*word = crm_word_next(list, n, &at, len)) != NULL) {
		for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
			if (strlen(known[i]) == *len && memcmp(known[i], *word, *len) == 0)
				break;
		}
		if (i == sizeof(known) / sizeof(known[0]))
			return false;
	}
	return true;
}

/* ---- changes ---- */

void crm_order_add_change(const struct crm_step_in *in, const char *reference, const char *text,
    const char *fields, struct crm_changes *out)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	char key[13];

	crm_step_key(in, fields, key);
	crm_order_set_member(in, CRM_O_CHANGES, key, 0, &at, out);
	crm_order_set_text(in, CRM_O_CHANGES, key, 1, in->actor->by, out);
	crm_order_set_text(in, CRM_O_CHANGES, key, CRM_OCHG_REFERENCE, reference, out);
	crm_order_set_text(in, CRM_O_CHANGES, key, CRM_OCHG_TEXT, text, out);
	crm_order_set_text(in, CRM_O_CHANGES, key, CRM_OCHG_FIELDS, fields, out);
}
