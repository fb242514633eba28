/*
 * The run's streams and the box of moulds, cavities and processes: each stream of two or
 * more is named there as run.streams calls it, and the box names no other
 * (AIAG PPAP 4th edition, 2.1 and 2.2.18).
 *
 * The box is free text. That a stream is missing is certain; that a word of it ought to be a
 * stream is so only where it stands by itself between commas, semicolons or slashes, and is one
 * of the run's but for its number or last letter: "cavity 9" beside "cavity 1".
 */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/warrant_private.h"

#define SEPARATORS ",;/\n"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_word(char c)
{
	return is_digit(c) || is_letter(c);
}

/* Is it in the text, not as a part of a longer word or number? */
static bool named(const char *text, const char *stream, size_t len)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + len <= n; i++) {
		if (!crm_warrant_same(text + i, len, stream, len))
			continue;
		if (i > 0 && is_word(text[i - 1]) && is_word(stream[0]))
			continue;
		if (is_word(text[i + len]) && is_word(stream[len - 1]))
			continue;
		return true;
	}
	return false;
}

/* The length of what is before the number or the single last letter; len: there is no such. */
static size_t stem(const char *s, size_t len)
{
	size_t n = len;

	while (n > 0 && is_digit(s[n - 1]))
		n--;
	if (n == len && len > 1 && is_letter(s[len - 1]) && s[len - 2] == ' ')
		n--;
	return n;
}

/* Of the run's kind, and not one of them? */
static bool stranger(struct crm_texts streams, const char *word, size_t len)
{
	size_t own = stem(word, len);
	bool kin = false;

	if (own == len)
		return false;
	for (size_t i = 0; i < streams.n; i++) {
		const char *s = streams.items[i];
		size_t n = strlen(s), its;

		crm_utf8_trim(&s, &n);
		if (crm_warrant_same(s, n, word, len))
			return false;
		its = stem(s, n);
		kin = kin ||
		    (its < n && is_digit(s[its]) == is_digit(word[own]) &&
		        crm_warrant_same(s, its, word, own));
	}
	return kin;
}

static void judge_strangers(struct crm_ppap_judge *j, int at, struct crm_texts streams)
{
	const char *text = crm_node_text(j->p->top, CRM_W_MOLDS);

	for (size_t i = 0; i < streams.n; i++) {
		if (strpbrk(streams.items[i], SEPARATORS) != NULL)
			return;
	}
	while (*text != '\0') {
		size_t len = strcspn(text, SEPARATORS), n = len;
		const char *word = text;

		crm_utf8_trim(&word, &n);
		if (n > 0 && stranger(streams, word, n))
			crm_ppap_find_field(j, at, "warrant_streams", j->p->top, CRM_W_MOLDS,
			    "names '%.*s', which run.streams has not", (int)n, word);
		text += len;
		text += *text != '\0';
	}
}

void crm_warrant_streams(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	const char *text = crm_node_text(top, CRM_W_MOLDS);
	struct crm_texts streams = crm_node_list(top, CRM_P_RUN_STREAMS);
	struct crm_buf lacks = CRM_BUF_INIT;

	if (crm_node_cell(top, CRM_W_MOLDS)->type == CRM_T_BAD)
		return;
	for (size_t i = 0; streams.n > 1 && i < streams.n; i++) {
		const char *s = streams.items[i];
		size_t n = strlen(s);

		crm_utf8_trim(&s, &n);
		if (n > 0 && !named(text, s, n))
			crm_buf_addf(&lacks, "%s'%.*s'", lacks.len > 0 ? ", " : "", (int)n, s);
	}
	if (lacks.len > 0)
		crm_ppap_find_field(j, at, "warrant_streams", top, CRM_W_MOLDS,
		    "does not name %s of run.streams", crm_buf_str(&lacks));
	if (streams.n > 0)
		judge_strangers(j, at, streams);
	crm_buf_release(&lacks);
}
