#include "lib/io/store/mention.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/io/store/linescan.h"
#include "lib/io/store/store_private.h"

#define BLOCK ((size_t)1 << 20)
#define MOST_TEXTS ((size_t)8)

struct look {
	struct crm_journal *j;
	struct crm_buf texts[MOST_TEXTS]; /* as JSON writes them, without the quotes */
	size_t n;
	struct crm_map *seen; /* ids, with a bit for each text */
	struct crm_buf id;
};

/* A text within the quotes of JSON. */
static void escape(const char *text, struct crm_buf *out)
{
	struct crm_record *r = crm_record_new();
	struct crm_buf json = CRM_BUF_INIT;
	const size_t head = strlen("{\"t\":\""), tail = strlen("\"}");

	crm_record_set_text(r, "t", text);
	crm_record_dump(r, &json);
	crm_buf_add(out, json.data + head, json.len - head - tail);
	crm_buf_release(&json);
	crm_record_free(r);
}

static void mark(struct look *l, const char *line, size_t len, size_t bits)
{
	struct crm_scan s;

	if (crm_linescan(line, len, l->j->limits.depth, &s) == 0 &&
	    crm_span_text(s.v[CRM_M_ID], &l->id) == 0)
		*crm_map_value(l->seen, crm_map_put(l->seen, l->id.data, l->id.len, NULL)) |= bits;
}

/* The first place in [from, end), which ends with NUL, that holds the text. */
static const char *find(const char *from, const char *end, const char *text)
{
	const char *hit;

	for (; from < end; from += strlen(from) + 1) {
		hit = strstr(from, text);
		if (hit != NULL)
			return hit < end ? hit : NULL;
	}
	return NULL;
}

/* Where the line begins that p is in. */
static const char *line_of(const char *block, const char *p)
{
	while (p > block && p[-1] != '\n')
		p--;
	return p;
}

/* All lines of [block, end) that hold the text. */
static void look_for(
    struct look *l, const char *block, const char *end, const char *text, size_t bits)
{
	const char *from = block, *hit, *line, *next;

	while ((hit = find(from, end, text)) != NULL) {
		line = line_of(from, hit);
		next = memchr(hit, '\n', (size_t)(end - hit));
		if (next == NULL)
			next = end;
		mark(l, line, (size_t)(next - line), bits);
		from = next;
	}
}

static void look_at(struct look *l, const char *block, const char *end)
{
	const size_t all = ((size_t)1 << l->n) - 1;

	for (size_t i = 0; i < l->n; i++)
		look_for(l, block, end, crm_buf_str(&l->texts[i]), (size_t)1 << i);
	look_for(l, block, end, "\\u", all);
	look_for(l, block, end, "\\/", all);
}

/* Whole lines of the bytes that count, a block at a time. */
static int look_through(struct look *l, struct crm_err *e)
{
	struct crm_buf block = CRM_BUF_INIT;
	const uint64_t all = l->j->ix.end;
	uint64_t at = 0;
	int ret = 0;

	while (ret == 0 && at < all) {
		const size_t want = all - at < BLOCK ? (size_t)(all - at) : BLOCK;
		const char *end;

		crm_buf_reserve(&block, want);
		if (crm_journal_read(l->j, block.data + block.len, want, at) != (ssize_t)want) {
			ret = crm_err_errno(e, CRM_IOERR, "cannot read", l->j->path.data);
			continue;
		}
		block.len += want;
		block.data[block.len] = '\0';
		at += want;
		end = block.data + block.len;
		if (at < all)
			end = line_of(block.data, end);
		look_at(l, block.data, end);
		block.len -= (size_t)(end - block.data);
		memmove(block.data, end, block.len + 1);
	}
	crm_buf_release(&block);
	return ret;
}

int crm_journal_mentioning(struct crm_journal *j, const char *const *texts, size_t n,
    struct crm_map *ids, struct crm_err *e)
{
	struct look l = {.j = j, .n = n};
	int ret = j->base != NULL ? 1 : 0;

	if (n > MOST_TEXTS)
		crm_fatal("too many texts");
	if (ret != 0 || j->fd < 0)
		return ret;
	l.seen = crm_map_new();
	for (size_t i = 0; i < n; i++)
		escape(texts[i], &l.texts[i]);
	ret = look_through(&l, e);
	for (size_t i = 0; ret == 0 && i < crm_map_count(l.seen); i++) {
		size_t len;
		const char *id = crm_map_key(l.seen, i, &len);

		if (*crm_map_value(l.seen, i) == ((size_t)1 << n) - 1)
			(void)crm_map_put(ids, id, len, NULL);
	}
	for (size_t i = 0; i < n; i++)
		crm_buf_release(&l.texts[i]);
	crm_buf_release(&l.id);
	crm_map_free(l.seen);
	return ret;
}
