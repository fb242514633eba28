/* Texts of a customer that are more than texts: what is expected of each. */
#include <string.h>

#include "lib/base/channel_name.h"
#include "lib/base/mail.h"
#include "lib/base/mem.h"
#include "lib/rules/customer/customer_private.h"
#include "lib/rules/customer/quiet.h"

#define WORD_MOST ((size_t)32)

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* As programs and categories are called: a letter, then letters and digits and `more`. */
static bool is_word(const char *s, size_t len, const char *more)
{
	for (size_t i = 0; i < len; i++) {
		bool plain = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9');

		if (!plain && (s[i] == '\0' || strchr(more, s[i]) == NULL))
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
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_zone *z = NULL;
	bool good = memchr(c->text, '\0', c->len) == NULL &&
	    crm_zone_new(crm_arena_strndup(&a, c->text, c->len), &z, NULL) == 0;

	crm_zone_free(z);
	crm_arena_release(&a);
	return good ? NULL : "a time zone that there is, like Europe/Berlin or +08:00";
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
		if (!crm_channel_name_ok(w.word, w.len) || is_twice(c, &w))
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

static const char *line(const struct crm_cell *c)
{
	return crm_mail_line(c->text, c->len) ? NULL : CRM_LINE_EXPECTED;
}

static const char *lists(const struct crm_cell *c)
{
	struct crm_words w = crm_words_of(c);

	while (crm_words_next(&w)) {
		if (w.len == 0)
			return "names of lists, commas between";
	}
	return line(c);
}

static const char *email(const struct crm_cell *c)
{
	return crm_mail_address(c->text, c->len) ? NULL : CRM_MAIL_EXPECTED;
}

static const char *phone(const struct crm_cell *c)
{
	bool digit = false, good = true;

	for (size_t i = 0; good && i < c->len; i++) {
		bool number = c->text[i] >= '0' && c->text[i] <= '9';

		digit = digit || number;
		good = number || (c->text[i] == '+' && i == 0) || (i > 0 && c->text[i] == '-') ||
		    (c->text[i] != '\0' && strchr(" ()/.", c->text[i]) != NULL);
	}
	return good && digit ? NULL : "a number like +49 5361 9-0: digits, blanks, - ( ) / .";
}

/* What programs are handed: no option. */
static const char *im(const struct crm_cell *c)
{
	return c->text[0] == '-' || line(c) != NULL ? "one line that does not begin with '-'"
	                                            : NULL;
}

static const char *contact(const struct crm_cell *c)
{
	return memchr(c->text, ',', c->len) != NULL ? "a short name without commas" : im(c);
}

static const char *topic(const struct crm_cell *c)
{
	return is_word(c->text, c->len, "_-") ? NULL : "a category of notices, or all";
}

/* A short number or an address might name another's key. */
static const char *key(const struct crm_cell *c)
{
	bool good = c->len == 40 || c->len == 64;

	for (size_t i = 0; good && i < c->len; i++)
		good = c->text[i] != '\0' && strchr("0123456789abcdefABCDEF", c->text[i]) != NULL;
	return good ? NULL : "a fingerprint: 40 or 64 hexadecimal digits, no blanks";
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
	    {"phone", phone},
	    {"mobile", phone},
	    {"fax", phone},
	    {"im", im},
	    {"contact", contact},
	    {"topic", topic},
	    /* what reaches a header, or an address line */
	    {"name", line},
	    {"salutation", line},
	    {"department", line},
	    {"address", line},
	    {"key", key},
	    {"calendar", line},
	    {"supplier_code", line},
	    {"class", line},
	    {"owner", line},
	    {"street", line},
	    {"postal_code", line},
	    {"city", line},
	    {"country", line},
	    {"text", line},
	};

	if (c->type != CRM_T_TEXT || c->len == 0)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].member, member) == 0)
			return rows[i].expected(c);
	}
	return NULL;
}
