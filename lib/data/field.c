/* One text judged by its field's type. */
#include <stdio.h>
#include <string.h>

#include "lib/data/limits.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"
#include "lib/data/schema.h"

static bool is_word(const char *const *words, const char *text, size_t len)
{
	for (; *words != NULL; words++) {
		if (strncmp(*words, text, len) == 0 && (*words)[len] == '\0')
			return true;
	}
	return false;
}

static bool parse_int(const char *s, size_t len, int64_t *out)
{
	bool negative = len > 0 && s[0] == '-';
	size_t i = negative ? 1 : 0;
	int64_t n = 0;

	if (i == len)
		return false;
	for (; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		n = n * 10 + (s[i] - '0');
		if (n > CRM_INT_MOST)
			return false;
	}
	*out = negative ? -n : n;
	return true;
}

static bool parse_bool(const char *s, size_t len, bool *out)
{
	bool yes = len == 4 && memcmp(s, "true", 4) == 0;

	if (!yes && !(len == 5 && memcmp(s, "false", 5) == 0))
		return false;
	*out = yes;
	return true;
}

bool crm_json_nests(const json_t *v, const struct crm_field *f)
{
	if (json_is_array(v))
		return f == NULL || (f->items == NULL && f != &crm_field_item);
	return json_is_object(v);
}

static bool has_odd_item(json_t *collection)
{
	const char *key;
	json_t *item;

	json_object_foreach(collection, key, item)
	{
		if (!json_is_object(item) && !json_is_null(item))
			return true;
	}
	return false;
}

static bool is_nested(const struct crm_field *f, const char *s, size_t len)
{
	struct crm_limits l;
	size_t i = 0;
	bool nests;
	json_t *v;

	while (i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'))
		i++;
	if (i == len || (s[i] != '{' && s[i] != '['))
		return false;
	crm_limits_init(&l);
	crm_limits_folded(&l, &l);
	v = crm_json_parse(s, len, &l, NULL, NULL);
	nests = v != NULL && crm_json_nests(v, f) && (f->items == NULL || !has_odd_item(v));
	json_decref(v);
	return nests;
}

bool crm_field_allows(const struct crm_field *f, int64_t i)
{
	return (f->flags & CRM_F_COUNT) == 0 || i >= 0;
}

static bool read_typed(
    const struct crm_field *f, const char *text, size_t len, struct crm_cell *out)
{
	switch (f->type) {
	case CRM_T_TEXT:
		return f->words == NULL || is_word(f->words, text, len);
	case CRM_T_INT:
		return parse_int(text, len, &out->u.i) && crm_field_allows(f, out->u.i);
	case CRM_T_DEC:
		return crm_dec_parse(text, len, &out->u.dec) == 0;
	case CRM_T_BOOL:
		return parse_bool(text, len, &out->u.b);
	case CRM_T_INSTANT:
		return crm_instant_parse(text, len, &out->u.at) == 0;
	case CRM_T_DATE:
		return crm_date_parse(text, len, &out->u.date) == 0;
	case CRM_T_DURATION:
		return crm_duration_parse(text, len, &out->u.dur) == 0;
	case CRM_T_NESTED:
		return is_nested(f, text, len);
	case CRM_T_ABSENT:
	case CRM_T_BAD:
		break;
	}
	return false;
}

/* "one of: a, b, c", with "..." where it does not fit. */
static void expect_words(const char *const *words, char out[CRM_EXPECTED_MAX])
{
	size_t len = (size_t)snprintf(out, CRM_EXPECTED_MAX, "one of: ");

	for (size_t i = 0; words[i] != NULL; i++) {
		size_t need = strlen(words[i]) + (i > 0 ? 2 : 0);

		if (len + need + sizeof(", ...") > CRM_EXPECTED_MAX) {
			(void)snprintf(out + len, CRM_EXPECTED_MAX - len, ", ...");
			return;
		}
		(void)snprintf(
		    out + len, CRM_EXPECTED_MAX - len, "%s%s", i > 0 ? ", " : "", words[i]);
		len += need;
	}
}

void crm_field_expected(const struct crm_field *f, char out[CRM_EXPECTED_MAX])
{
	const char *text = "text";

	if (f != NULL && f->type == CRM_T_TEXT && f->words != NULL) {
		expect_words(f->words, out);
		return;
	}
	switch (f == NULL ? CRM_T_TEXT : f->type) {
	case CRM_T_INT:
		text = (f->flags & CRM_F_COUNT) != 0
		    ? "a count like 12, not below 0"
		    : "a whole number like 12, within +-9007199254740991";
		break;
	case CRM_T_DEC:
		text = "a decimal number like 12.50, of at most 18 digits";
		break;
	case CRM_T_BOOL:
		text = "true or false";
		break;
	case CRM_T_INSTANT:
		text = "a date and time with offset, like "
		       "2026-11-20T09:00:00+08:00, years 1970 to 2199";
		break;
	case CRM_T_DATE:
		text = "a date like 2026-11-20";
		break;
	case CRM_T_DURATION:
		text = "a duration like PT30M, P3D or 3wd, no months or years, at most 100000 days";
		break;
	case CRM_T_NESTED:
		text = f->items != NULL ? "a JSON object of objects, by key" : "a JSON object";
		break;
	case CRM_T_ABSENT:
	case CRM_T_BAD:
	case CRM_T_TEXT:
		break;
	}
	(void)snprintf(out, CRM_EXPECTED_MAX, "%s", text);
}

void crm_field_read(const struct crm_field *f, const char *text, size_t len, struct crm_cell *out,
    char expected[CRM_EXPECTED_MAX])
{
	*out = crm_cell_textn(text, len);
	if (len == 0) {
		*out = crm_cell_absent();
		return;
	}
	if (f == NULL)
		return;
	if (read_typed(f, text, len, out)) {
		out->type = f->type;
		return;
	}
	out->type = CRM_T_BAD;
	if (expected != NULL)
		crm_field_expected(f, expected);
}
