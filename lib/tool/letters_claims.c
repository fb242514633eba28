/* Words that no notice may have. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/tool/letters_private.h"

/* ---- the lists ---- */

void crm_letters_words_release(struct crm_letters *l)
{
	for (size_t i = 0; i < l->nwords; i++) {
		for (size_t k = 0; k < l->words[i].n; k++)
			free(l->words[i].items[k]);
		free(l->words[i].items);
		free(l->words[i].language);
	}
	free(l->words);
}

static void take_lines(struct crm_letters_words *w, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n"), n = strcspn(text, "\n#");
		const char *word = text;

		crm_utf8_trim(&word, &n);
		if (n > 0) {
			crm_grow(&w->items, &w->cap, w->n + 1, sizeof(*w->items));
			w->items[w->n++] = crm_strndup(word, n);
		}
		text += len + (text[len] == '\n');
	}
}

/* Those of exactly this language; a list that cannot be read is told by `f`. */
static const struct crm_letters_words *words_of(
    struct crm_letters *l, const char *language, struct crm_findings *f)
{
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_letters_words *w;

	for (size_t i = 0; i < l->nwords; i++) {
		if (strcmp(l->words[i].language, language) == 0)
			return &l->words[i];
	}
	crm_grow(&l->words, &l->words_cap, l->nwords + 1, sizeof(*l->words));
	w = &l->words[l->nwords++];
	memset(w, 0, sizeof(*w));
	w->language = crm_strdup(language);
	if (crm_share_read(&(struct crm_share){l->notice, "forbidden.", ".txt", "list"}, language,
	        &text, &path, &e) == 0)
		take_lines(w, crm_buf_str(&text));
	else if (e.code != CRM_NOINPUT)
		crm_finding_add(f, CRM_ERROR, "forbidden_list", crm_buf_str(&path), e.line,
		    language, NULL, "%s", e.text);
	crm_buf_release(&text);
	crm_buf_release(&path);
	return w;
}

/* ---- finding them ---- */

/* Lower case of ASCII and Latin-1; the rest as it is. */
static uint32_t fold(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7))
		return cp + 0x20;
	return cp;
}

/* A letter of a script that has blanks between words. */
static bool is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (fold(cp) >= 'a' && fold(cp) <= 'z');
	return cp >= 0xC0 && cp < 0x2000;
}

static uint32_t letter_at(const char *s, size_t len, size_t at, size_t *n)
{
	uint32_t cp = 0xFFFD;

	*n = crm_utf8_decode(s + at, len - at, &cp);
	if (*n == 0)
		*n = 1;
	return cp;
}

static uint32_t letter_before(const char *s, size_t at)
{
	size_t from = at, n;

	while (from > 0 && ((unsigned char)s[--from] & 0xC0) == 0x80)
		;
	return at > 0 ? letter_at(s, at, from, &n) : 0;
}

static size_t skip_blanks(const char *s, size_t len, size_t at)
{
	size_t n;

	while (at < len && (n = crm_utf8_blank(s + at, len - at)) > 0)
		at += n;
	return at;
}

/* Bytes of the text from `at` on that are the word, as a word of its own; 0: it does not stand there. */
static size_t match(const char *s, size_t len, size_t at, const char *word)
{
	size_t wlen = strlen(word), i = 0, k = at, n, m;
	uint32_t first = letter_at(word, wlen, 0, &n), a = 0, b;

	if (is_letter(first) && is_letter(letter_before(s, at)))
		return 0;
	while (i < wlen) {
		if (crm_utf8_blank(word + i, wlen - i) > 0) {
			i = skip_blanks(word, wlen, i);
			k = skip_blanks(s, len, k);
			continue;
		}
		if (k >= len)
			return 0;
		a = letter_at(word, wlen, i, &n);
		b = letter_at(s, len, k, &m);
		if (fold(a) != fold(b))
			return 0;
		i += n;
		k += m;
	}
	if (is_letter(a) && k < len && is_letter(letter_at(s, len, k, &n)))
		return 0;
	return k - at;
}

/* Does it stand within one of the list's exceptions? Blanks may make these longer than they are. */
static bool is_excepted(
    const struct crm_letters_words *w, const char *s, size_t len, size_t at, size_t n)
{
	for (size_t i = 0; i < w->n; i++) {
		const char *word = w->items[i] + 1;
		size_t back = 2 * strlen(word);

		for (size_t from = at > back ? at - back : 0; w->items[i][0] == '!' && from <= at;
		     from++) {
			if (((unsigned char)s[from] & 0xC0) != 0x80 &&
			    from + match(s, len, from, word) >= at + n)
				return true;
		}
	}
	return false;
}

static long line_of(const char *text, size_t at, long first)
{
	for (size_t i = 0; first > 0 && i < at; i++)
		first += text[i] == '\n';
	return first;
}

static void look(const struct crm_letters_words *w, const char *text, const char *source, long line,
    const char *subject, struct crm_findings *f)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < w->n; i++) {
		const char *word = w->items[i];
		size_t n;

		for (size_t at = 0; word[0] != '!' && at<len; at += n> 0 ? n : 1) {
			n = ((unsigned char)text[at] & 0xC0) != 0x80 ? match(text, len, at, word)
			                                             : 0;
			if (n > 0 && !is_excepted(w, text, len, at, n))
				crm_finding_add(f, CRM_ERROR, "forbidden_claim", source,
				    line_of(text, at, line), subject, NULL,
				    "\"%.*s\" is not to be claimed (forbidden.%s.txt)", (int)n,
				    text + at, w->language);
		}
	}
}

void crm_letters_claims(struct crm_letters *l, const char *language, const char *text,
    const char *source, long first_line, const char *subject, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *chain[CRM_LETTERS_CHAIN + 2];

	crm_letters_chain(language, false, &a, chain);
	for (size_t i = 0; chain[i] != NULL; i++)
		look(words_of(l, chain[i], f), text, source, first_line, subject, f);
	crm_arena_release(&a);
}

void crm_letters_claims_of(struct crm_letters *l, const struct crm_content *c, const char *source,
    const char *subject, struct crm_findings *f)
{
	const char *texts[] = {c->subject, c->text, c->html, c->sms, c->im, c->print};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i] != NULL)
			crm_letters_claims(l, c->language, texts[i], source, 0, subject, f);
	}
}
