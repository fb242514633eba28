#include "lib/rules/ppap/stream_names.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

#define DIGITS_MAX 6
#define RANGE_MAX 1000    /* longer ones are none */
#define VALUES_MAX 100000 /* of one text: past them a range is its two ends */

/* Between two of them; the longest of those that begin alike comes first. */
static const char *const ranges[] = {"...", "..", "-", "–", "—", "…", "~", "～", "to", "through",
    "thru", "bis", "à", "至", "到", NULL};
static const char *const separators[] = {
    ",", ";", "/", "&", "+", "\n", "、", "，", "；", "and", "und", "et", "和", "与", "及", NULL};
/* Nothing by themselves: cavity no. 1, cavity (1) */
static const char *const fillers[] = {"no", "nr", "num", "number", "nummer", "№", "#", ".", ":",
    "=", "(", ")", "[", "]", "\"", "'", "：", "（", "）", NULL};
/* What may follow a number that is one of a list. */
static const char *const goes_on[] = {"of", "in", "on", "at", "from", "for", "by", "with", "der",
    "des", "von", "vom", "im", "am", "auf", "aus", "de", "du", "sur", NULL};
static const char *const denials[] = {
    "not", "without", "except", "ohne", "nicht", "außer", "sans", NULL};

enum token { END, WORD, INDEX, RANGE, SEPARATOR, FILLER };
enum last { BEGUN, AFTER_WORD, AFTER_ITEM, AFTER_SEPARATOR, AFTER_RANGE };

struct reader {
	struct crm_stream_names *s;
	const char *text;
	size_t len, i;
	const char *at; /* the token */
	size_t n;
	uint32_t value; /* of INDEX */
	/* the words before */
	const char *word;
	size_t word_len;
	enum last last;
	bool first, denied;  /* the first behind its word; a denial before that */
	size_t from;         /* items of the last number or range */
	uint32_t range_from; /* where the range begins */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool has(const char *const *list, const char *s, size_t len)
{
	for (; *list != NULL; list++) {
		if (crm_ascii_same(*list, strlen(*list), s, len))
			return true;
	}
	return false;
}

/* The length of the one of the list that stands here and is no word of letters. */
static size_t sign(const char *const *list, const char *s, size_t len)
{
	for (; *list != NULL; list++) {
		size_t n = strlen(*list);

		if (!is_letter((*list)[0]) && n <= len && memcmp(s, *list, n) == 0)
			return n;
	}
	return 0;
}

/* ---- tokens ---- */

static char next_is(const struct reader *r, size_t i)
{
	return i < r->len ? r->text[i] : '\0';
}

/* Digits that stand alone; else WORD, with all that hangs together: 1A, 4.5, 2026-09-28. */
static enum token read_digits(struct reader *r)
{
	size_t i = r->i, dashes = 0;
	bool alone = true;
	char c;

	while (is_digit(next_is(r, i)))
		i++;
	r->n = i - r->i;
	r->value = r->n <= DIGITS_MAX ? (uint32_t)strtoul(r->at, NULL, 10) : 0;
	for (; (c = next_is(r, i)) != '\0'; i++) {
		bool inner = (c == '.' || c == '-') && is_digit(next_is(r, i + 1));

		if (!is_digit(c) && !is_letter(c) && !inner)
			break;
		dashes += c == '-';
		alone = alone && !is_letter(c) && c != '.' && dashes < 2;
	}
	if (alone && r->n <= DIGITS_MAX && c != '%') {
		r->i += r->n;
		return INDEX;
	}
	r->n = i - r->i;
	r->i = i;
	return WORD;
}

static enum token read_word(struct reader *r)
{
	size_t i = r->i;

	while (i < r->len && !is_digit(r->text[i]) &&
	    (is_letter(r->text[i]) ||
	        ((unsigned char)r->text[i] >= 0x80 &&
	            (i == r->i ||
	                sign(ranges, r->text + i, r->len - i) +
	                        sign(separators, r->text + i, r->len - i) +
	                        sign(fillers, r->text + i, r->len - i) +
	                        crm_utf8_blank(r->text + i, r->len - i) ==
	                    0))))
		i++;
	if (i == r->i)
		i++;
	r->n = i - r->i;
	r->i = i;
	if (has(ranges, r->at, r->n))
		return RANGE;
	if (has(separators, r->at, r->n))
		return SEPARATOR;
	if (has(fillers, r->at, r->n))
		return FILLER;
	if (r->n != 1 || !is_letter(*r->at) || *r->at == '_')
		return WORD;
	/* M-17 and M17 are a word and a number */
	if (is_digit(next_is(r, i)) || (next_is(r, i) == '-' && is_digit(next_is(r, i + 1))))
		return WORD;
	r->value = CRM_STREAM_LETTER + ((unsigned char)*r->at | 0x20);
	return INDEX;
}

static enum token take(struct reader *r)
{
	static const struct {
		const char *const *list;
		enum token token;
	} signs[] = {{separators, SEPARATOR}, {ranges, RANGE}, {fillers, FILLER}};
	size_t blank;

	while (r->i < r->len && r->text[r->i] != '\n' &&
	    (blank = crm_utf8_blank(r->text + r->i, r->len - r->i)) > 0)
		r->i += blank;
	if (r->i == r->len)
		return END;
	r->at = r->text + r->i;
	for (size_t k = 0; k < sizeof(signs) / sizeof(signs[0]); k++) {
		r->n = sign(signs[k].list, r->at, r->len - r->i);
		r->i += r->n;
		if (r->n > 0)
			return signs[k].token;
	}
	return is_digit(*r->at) ? read_digits(r) : read_word(r);
}

/* ---- words ---- */

/* Without the end of a plural: cavities cavity, Nester Nest, Linien Linie. What is no plural loses it
 * as well, in both texts. */
size_t crm_stream_names_word(struct crm_stream_names *s, const char *text, size_t len)
{
	static const char *const ends[] = {"en", "er", "es", "e", "s"};
	struct crm_buf word = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < len; i++)
		crm_buf_addc(&word,
		    text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i]);
	if (len > 4 && memcmp(word.data + len - 3, "ies", 3) == 0) {
		crm_buf_cut(&word, len - 3);
		crm_buf_addc(&word, 'y');
		len = 0;
	}
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		if (len < n + 2 || memcmp(word.data + len - n, ends[i], n) != 0 ||
		    (n == 1 && word.data[len - 2] == 's'))
			continue;
		crm_buf_cut(&word, len - n);
		break;
	}
	i = crm_map_put(s->words, crm_buf_str(&word), word.len, NULL);
	crm_buf_release(&word);
	return i;
}

/* ---- reading ---- */

static void add(struct reader *r, size_t word, uint32_t value)
{
	struct crm_stream_names *s = r->s;

	crm_grow(&s->items, &s->cap, s->n + 1, sizeof(*s->items));
	s->items[s->n++] = (struct crm_stream_item){word, value, !r->denied, r->word, r->word_len};
}

static void take_item(struct reader *r)
{
	size_t word = crm_stream_names_word(r->s, r->word, r->word_len);
	uint32_t from = r->range_from, to = r->value;

	if (r->last != AFTER_RANGE) {
		r->first = r->last == AFTER_WORD;
		r->from = r->s->n;
		add(r, word, to);
		r->s->items[r->from].sure &= r->last != AFTER_ITEM;
	} else if (from < to && to - from < RANGE_MAX && r->s->n < VALUES_MAX) {
		while (from++ < to)
			add(r, word, from);
	} else {
		add(r, word, to);
		r->first = false;
	}
	r->range_from = to;
	r->last = AFTER_ITEM;
}

/* A number of a list that a word follows may be of that word: "cavity 1, 5 parts". */
static void take_word(struct reader *r)
{
	bool of_list = has(goes_on, r->at, r->n) || (r->n >= 3 && memcmp(r->at, "号", 3) == 0);

	for (size_t i = r->from; r->last == AFTER_ITEM && !r->first && !of_list && i < r->s->n; i++)
		r->s->items[i].sure = false;
	r->denied =
	    has(denials, r->at, r->n) || (r->denied && r->last == AFTER_WORD && r->word_len > 0);
	r->word = r->at;
	r->word_len = r->n;
	r->last = AFTER_WORD;
}

static void take_sign(struct reader *r, enum token token)
{
	if (r->last == AFTER_ITEM) {
		r->last = token == RANGE ? AFTER_RANGE : AFTER_SEPARATOR;
	} else if (token == SEPARATOR || *r->at != '-') {
		r->word_len = 0;
		r->denied = false;
		r->last = BEGUN;
	}
}

void crm_stream_names_add(struct crm_stream_names *s, const char *text, size_t len)
{
	struct reader r = {.s = s, .text = text, .len = len, .word = text};
	enum token token;

	while ((token = take(&r)) != END) {
		/* after a number without anything between them it is a unit: 250 t */
		if (token == INDEX && r.last == AFTER_ITEM && r.value >= CRM_STREAM_LETTER)
			token = WORD;
		if (token == INDEX)
			take_item(&r);
		else if (token == WORD)
			take_word(&r);
		else if (token != FILLER)
			take_sign(&r, token);
	}
}

bool crm_stream_names_one(
    struct crm_stream_names *s, const char *text, size_t len, struct crm_stream_item *out)
{
	struct reader r = {.s = s, .text = text, .len = len, .word = text};
	size_t n = s->n;
	enum token token;

	while ((token = take(&r)) == WORD || token == FILLER || (token == RANGE && *r.at == '-')) {
		if (token == WORD)
			take_word(&r);
	}
	if (token != INDEX || r.i < r.len)
		return false;
	take_item(&r);
	*out = s->items[n];
	s->n = n;
	return true;
}

void crm_stream_names_init(struct crm_stream_names *s)
{
	*s = (struct crm_stream_names){.words = crm_map_new()};
	crm_map_put(s->words, "", 0, NULL);
}

void crm_stream_names_release(struct crm_stream_names *s)
{
	crm_map_free(s->words);
	free(s->items);
}
