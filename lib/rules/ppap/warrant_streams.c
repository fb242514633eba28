/*
 * The run's streams and the box of moulds, cavities and processes: each stream of two or
 * more is named there as run.streams calls it, and the box names no other
 * (AIAG PPAP 4th edition, 2.1 and 2.2.18).
 *
 * The box is free text. A number or letter in it ought to be a stream where it stands behind the
 * word that the streams have ("cavity 9", or "cavities 1 to 9", beside "cavity 1"); where they are
 * bare numbers, behind the word that has the most of them in the box.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/stream_names.h"
#include "lib/rules/ppap/warrant_private.h"

/* ---- whole phrases ---- */

#define KEY 64 /* bytes of a phrase that are compared */

/* The places in the text where a word or a sign begins, sorted by what stands there. */
struct phrases {
	const char *text;
	const char **at;
	size_t n;
};

static bool is_word(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Letters and digits after all else, so that of those that begin alike the ended one comes first. */
static int fold(char c)
{
	return is_word(c) ? 256 + (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) : (unsigned char)c;
}

static int compare(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int x = fold(a[i]), y = fold(b[i]);

		if (x != y)
			return x < y ? -1 : 1;
		if (a[i] == '\0')
			return 0;
	}
	return 0;
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return compare(*x, *y, KEY);
}

static void phrases_init(struct phrases *p, const char *text)
{
	size_t len = strlen(text);

	*p = (struct phrases){text, crm_calloc(len + 1, sizeof(*p->at)), 0};
	for (size_t i = 0; i < len; i++) {
		if (i == 0 || !is_word(text[i - 1]) || !is_word(text[i]))
			p->at[p->n++] = text + i;
	}
	qsort(p->at, p->n, sizeof(*p->at), by_text);
}

/* Is it in the text, not as a part of a longer word or number? */
static bool phrases_have(const struct phrases *p, const char *s, size_t len)
{
	size_t low = 0, high = p->n;

	len = len < KEY ? len : KEY;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(p->at[mid], s, len) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n && compare(p->at[low], s, len) == 0 &&
	    (len == KEY || !is_word(s[len - 1]) || !is_word(p->at[low][len]));
}

/* ---- what box and run name ---- */

struct words {
	bool numbers, letters; /* the streams behind it are such */
	size_t cover;          /* how many of the streams' values stand behind it in the box */
};

struct naming {
	struct crm_stream_names box;
	struct crm_map *named;       /* (word, value) in the box */
	struct crm_map *values;      /* value of any in the box */
	struct crm_map *streams;     /* (word, value) of the run */
	struct crm_map *wanted;      /* value of any of the run */
	struct crm_stream_item *own; /* by the run's streams */
	bool *parsed;                /* it has one */
	struct words *words;         /* by box.words */
};

static bool put(struct crm_map *m, size_t word, uint32_t value)
{
	const size_t key[] = {word, value};
	bool added;

	crm_map_put(m, (const char *)key, sizeof(key), &added);
	return added;
}

static bool in(const struct crm_map *m, size_t word, uint32_t value)
{
	const size_t key[] = {word, value};

	return crm_map_find(m, (const char *)key, sizeof(key)) != CRM_MAP_NONE;
}

static void own_word(struct words *w, const struct crm_stream_item *x)
{
	w->letters = w->letters || x->value >= CRM_STREAM_LETTER;
	w->numbers = w->numbers || x->value < CRM_STREAM_LETTER;
}

/* The words whose numbers are streams. */
static void judge_words(struct naming *n, size_t nstreams)
{
	size_t best = 0;
	bool bare = false;

	for (size_t i = 0; i < nstreams; i++)
		bare = bare || (n->parsed[i] && n->own[i].word == 0);
	for (size_t w = 1; bare && w < crm_map_count(n->box.words); w++) {
		if (n->words[w].cover > n->words[best].cover)
			best = w;
	}
	for (size_t i = 0; i < nstreams; i++) {
		if (!n->parsed[i])
			continue;
		if (n->own[i].word != 0)
			own_word(&n->words[n->own[i].word], &n->own[i]);
		if (n->words[best].cover > 0)
			own_word(&n->words[best], &n->own[i]);
	}
}

static void naming_init(struct naming *n, const char *text, struct crm_texts streams)
{
	*n = (struct naming){.named = crm_map_new(), .values = crm_map_new()};
	n->streams = crm_map_new();
	n->wanted = crm_map_new();
	n->own = crm_calloc(streams.n + 1, sizeof(*n->own));
	n->parsed = crm_calloc(streams.n + 1, sizeof(*n->parsed));
	crm_stream_names_init(&n->box);
	crm_stream_names_add(&n->box, text, strlen(text));
	for (size_t i = 0; i < streams.n; i++) {
		const char *s = streams.items[i];
		size_t len = strlen(s);

		crm_utf8_trim(&s, &len);
		n->parsed[i] = crm_stream_names_one(&n->box, s, len, &n->own[i]);
		if (n->parsed[i]) {
			put(n->streams, n->own[i].word, n->own[i].value);
			put(n->wanted, 0, n->own[i].value);
		}
	}
	n->words = crm_calloc(crm_map_count(n->box.words), sizeof(*n->words));
	for (size_t i = 0; i < n->box.n; i++) {
		const struct crm_stream_item *x = &n->box.items[i];

		put(n->values, 0, x->value);
		if (put(n->named, x->word, x->value) && in(n->wanted, 0, x->value))
			n->words[x->word].cover++;
	}
	judge_words(n, streams.n);
}

static void naming_release(struct naming *n)
{
	crm_stream_names_release(&n->box);
	crm_map_free(n->named);
	crm_map_free(n->values);
	crm_map_free(n->streams);
	crm_map_free(n->wanted);
	free(n->own);
	free(n->parsed);
	free(n->words);
}

/* ---- judging ---- */

static bool names(const struct naming *n, size_t i)
{
	const struct crm_stream_item *x = &n->own[i];

	if (!n->parsed[i])
		return false;
	return x->word == 0 ? in(n->values, 0, x->value)
	                    : in(n->named, x->word, x->value) || in(n->named, 0, x->value);
}

static void judge_missing(struct crm_ppap_judge *j, int at, const struct naming *n,
    struct crm_texts streams, const char *text)
{
	struct crm_buf lacks = CRM_BUF_INIT;
	struct phrases phrases;
	size_t count = 0;

	phrases_init(&phrases, text);
	for (size_t i = 0; i < streams.n; i++) {
		const char *s = streams.items[i];
		size_t len = strlen(s);

		crm_utf8_trim(&s, &len);
		if (len > 0 && !names(n, i) && !phrases_have(&phrases, s, len))
			crm_ppap_quoted(&lacks, count++, s, len);
	}
	crm_ppap_quoted_end(&lacks, count);
	if (count > 0)
		crm_ppap_find_field(j, at, "warrant_streams", j->p->top, CRM_W_MOLDS,
		    "does not name %s of run.streams", crm_buf_str(&lacks));
	free(phrases.at);
	crm_buf_release(&lacks);
}

static void add_name(struct crm_buf *list, size_t i, const struct crm_stream_item *x)
{
	struct crm_buf name = CRM_BUF_INIT;

	if (x->len > 0)
		crm_buf_addf(&name, "%.*s ", crm_utf8_shown(x->at, x->len), x->at);
	if (x->value >= CRM_STREAM_LETTER)
		crm_buf_addc(&name, (char)(x->value - CRM_STREAM_LETTER - 'a' + 'A'));
	else
		crm_buf_addi(&name, (int64_t)x->value);
	crm_ppap_quoted(list, i, crm_buf_str(&name), name.len);
	crm_buf_release(&name);
}

static void judge_strangers(struct crm_ppap_judge *j, int at, const struct naming *n)
{
	struct crm_map *told = crm_map_new();
	struct crm_buf more = CRM_BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < n->box.n; i++) {
		const struct crm_stream_item *x = &n->box.items[i];
		const struct words *w = &n->words[x->word];
		bool of_kind = x->value >= CRM_STREAM_LETTER ? w->letters : w->numbers;

		if (!x->sure || !of_kind || in(n->streams, x->word, x->value) ||
		    in(n->streams, 0, x->value) || (x->word == 0 && in(n->wanted, 0, x->value)))
			continue;
		if (put(told, x->word, x->value))
			add_name(&more, count++, x);
	}
	crm_ppap_quoted_end(&more, count);
	if (count > 0)
		crm_ppap_find_field(j, at, "warrant_streams", j->p->top, CRM_W_MOLDS,
		    "names %s, which run.streams has not", crm_buf_str(&more));
	crm_buf_release(&more);
	crm_map_free(told);
}

/* Two or more of what is a stream by its word, or a box of numbers alone. */
static void judge_unsaid(struct crm_ppap_judge *j, int at, struct naming *n)
{
	static const char *const usual[] = {"", "cavity", "cav", "mould", "mold", "line", "nest",
	    "kavität", "linie", "模腔", "型腔", "腔", "穴", "模"};
	size_t count = 0;

	for (size_t k = 0; k < sizeof(usual) / sizeof(usual[0]); k++) {
		size_t word = crm_stream_names_word(&n->box, usual[k], strlen(usual[k]));
		struct crm_map *seen = crm_map_new();

		for (size_t i = 0; i < n->box.n; i++) {
			const struct crm_stream_item *x = &n->box.items[i];

			if (x->word == word && x->sure && x->value < CRM_STREAM_LETTER)
				put(seen, word, x->value);
		}
		if (crm_map_count(seen) > count)
			count = crm_map_count(seen);
		crm_map_free(seen);
	}
	if (count > 1)
		crm_ppap_find_field(j, at, "warrant_streams", j->p->top, CRM_W_MOLDS,
		    "names %zu, and there is no run.streams: set run.streams", count);
}

void crm_warrant_streams(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	const char *text = crm_node_text(top, CRM_W_MOLDS);
	struct crm_texts streams = crm_node_list(top, CRM_P_RUN_STREAMS);
	struct naming n;

	if (crm_node_cell(top, CRM_W_MOLDS)->type == CRM_T_BAD)
		return;
	naming_init(&n, text, streams);
	if (streams.n > 1)
		judge_missing(j, at, &n, streams, text);
	if (streams.n > 0)
		judge_strangers(j, at, &n);
	else if (crm_node_cell(top, CRM_P_RUN_STREAMS)->type != CRM_T_BAD)
		judge_unsaid(j, at, &n);
	naming_release(&n);
}
