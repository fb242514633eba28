/* Texts of a customer that are more than texts: what is expected of each. */
#include <string.h>

#include "lib/rules/customer/customer_private.h"
#include "lib/rules/customer/quiet.h"

#define WORD_MOST ((size_t)32)

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* [a-z][a-z0-9_-]*, as programs and categories are called. */
static bool is_word(const char *s, size_t len)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\0' || strchr(plain, s[i]) == NULL)
			return false;
	}
	return len > 0 && len <= WORD_MOST && s[0] >= 'a' && s[0] <= 'z';
}

/* Of the ASCII letters, and digits in what follows the first '-'. */
static const char *language(const struct crm_cell *c)
{
	size_t part = 0, parts = 0;
	bool good = true;

	for (size_t i = 0; good && i <= c->len; i++) {
		if (i < c->len && c->text[i] != '-') {
			good = is_alnum(c->text[i]) && (parts > 0 || c->text[i] > '9');
			part++;
		} else {
			good = part > 0 && part <= 8 && (parts > 0 || part == 2 || part == 3);
			part = 0;
			parts++;
		}
	}
	return good ? NULL : "a language like en, de or zh-CN";
}

static const char *zone(const struct crm_cell *c)
{
	for (size_t i = 0; i < c->len; i++) {
		if (!is_alnum(c->text[i]) &&
		    (c->text[i] == '\0' || strchr("_+-:/", c->text[i]) == NULL ||
		        c->text[0] == '/'))
			return "a time zone like Europe/Berlin or +08:00";
	}
	return NULL;
}

static const char *quiet(const struct crm_cell *c)
{
	struct crm_quiet q;

	return crm_quiet_parse(c->text, c->len, &q) == 0 ? NULL : CRM_QUIET_EXPECTED;
}

static bool is_twice(const struct crm_cell *list, const struct crm_words *last)
{
	struct crm_words w = crm_words_of(list);

	while (crm_words_next(&w) && w.word != last->word) {
		if (w.len == last->len && memcmp(w.word, last->word, w.len) == 0)
			return true;
	}
	return false;
}

static const char *channels(const struct crm_cell *c)
{
	struct crm_words w = crm_words_of(c);

	while (crm_words_next(&w)) {
		if (!is_word(w.word, w.len) || is_twice(c, &w))
			return "channels in order, each once, commas between: email,phone";
	}
	if (crm_words_has(c, CRM_PREFER_OFF) || crm_words_has(c, CRM_PREFER_DEFAULT))
		return "channels; what is not to be sent is said by the step 'prefer'";
	return NULL;
}

const char *crm_customer_expected_preference(const struct crm_cell *c)
{
	if (c->type != CRM_T_TEXT || crm_cell_eq(c, CRM_PREFER_OFF) ||
	    crm_cell_eq(c, CRM_PREFER_DEFAULT) || channels(c) == NULL)
		return NULL;
	return "channels in order, each once, commas between, or off, or default";
}

static const char *lists(const struct crm_cell *c)
{
	struct crm_words w = crm_words_of(c);

	while (crm_words_next(&w)) {
		if (w.len == 0)
			return "names of lists, commas between";
	}
	return NULL;
}

/* One address and nothing else: what begins with '-' would be an option of the program that is
 * handed it. */
static const char *email(const struct crm_cell *c)
{
	const char *at = memchr(c->text, '@', c->len), *end = c->text + c->len;
	bool good = at != NULL && at > c->text && at + 1 < end && c->text[0] != '-' &&
	    memchr(at + 1, '@', (size_t)(end - at - 1)) == NULL;

	for (size_t i = 0; good && i < c->len; i++) {
		unsigned char ch = (unsigned char)c->text[i];

		good = ch > ' ' && ch != 0x7F && strchr(",;:<>()[]\"\\", ch) == NULL;
	}
	return good ? NULL : "one mail address like anna@example.com";
}

/* What programs are handed: no line breaks, no option. */
static const char *number(const struct crm_cell *c)
{
	bool good = c->text[0] != '-';

	for (size_t i = 0; good && i < c->len; i++)
		good = (unsigned char)c->text[i] >= ' ' && c->text[i] != 0x7F;
	return good ? NULL : "one line that does not begin with '-'";
}

static const char *contact(const struct crm_cell *c)
{
	if (memchr(c->text, ',', c->len) != NULL)
		return "a short name without commas";
	return number(c);
}

static const char *topic(const struct crm_cell *c)
{
	return is_word(c->text, c->len) ? NULL : "a category of notices, or all";
}

const char *crm_customer_expected(const char *member, const struct crm_cell *c)
{
	static const struct {
		const char *member;
		const char *(*expected)(const struct crm_cell *c);
	} rows[] = {
	    {"language", language},
	    {"zone", zone},
	    {"quiet", quiet},
	    {"channels", channels},
	    {"lists", lists},
	    {"email", email},
	    {"phone", number},
	    {"mobile", number},
	    {"fax", number},
	    {"im", number},
	    {"contact", contact},
	    {"topic", topic},
	};

	if (c->type != CRM_T_TEXT || c->len == 0)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].member, member) == 0)
			return rows[i].expected(c);
	}
	return NULL;
}
