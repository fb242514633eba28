/* A kept line: the same bytes, but for the chain. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/io/store/rewrite_private.h"

void crm_rehash_release(struct crm_rehash *h)
{
	crm_map_free(h->old);
	free(h->fresh);
	memset(h, 0, sizeof(*h));
}

static void hash_of(const char *text, size_t len, char out[33])
{
	char hex[65];

	crm_sha256_hex(text, len, hex);
	memcpy(out, hex, 32);
	out[32] = '\0';
}

static void note(struct crm_rehash *h, const char old[33], const char fresh[33])
{
	bool added;
	size_t i;

	if (h->old == NULL)
		h->old = crm_map_new();
	i = crm_map_put(h->old, old, 32, &added);
	if (!added)
		return;
	crm_grow(&h->fresh, &h->cap, h->n + 1, sizeof(*h->fresh));
	memcpy(h->fresh[h->n], fresh, 33);
	*crm_map_value(h->old, i) = h->n++;
}

/* ---- prev ---- */

struct prev {
	const struct crm_rehash *h;
	struct crm_buf list;
	size_t n;
};

static void take_hash(void *ctx, const char *text, size_t len)
{
	struct prev *p = ctx;
	size_t i = p->h->old == NULL ? CRM_MAP_NONE : crm_map_find(p->h->old, text, len);

	if (p->n++ > 0)
		crm_buf_addc(&p->list, ',');
	crm_buf_addc(&p->list, '"');
	if (i != CRM_MAP_NONE)
		crm_buf_addz(&p->list, p->h->fresh[*crm_map_value(p->h->old, i)]);
	else
		crm_buf_add(&p->list, text, len);
	crm_buf_addc(&p->list, '"');
}

/* What is no hash was lost before, and is no text to write out again. */
static bool plain(struct crm_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("0123456789abcdef\"[], ", s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return true;
}

/* ,"prev":... or ,"settles":... */
static void add_hashes(
    const char *name, struct crm_span old, const struct crm_rehash *h, struct crm_buf *out)
{
	struct prev p = {h, CRM_BUF_INIT, 0};
	struct crm_buf scratch = CRM_BUF_INIT;

	if (old.p == NULL)
		return;
	crm_buf_addf(out, ",\"%s\":", name);
	if (!plain(old) || crm_span_strings(old, &scratch, take_hash, &p) != 0 || p.n == 0)
		crm_buf_add(out, old.p, old.n);
	else
		crm_buf_addf(out, p.n > 1 ? "[%s]" : "%s", p.list.data);
	crm_buf_release(&p.list);
	crm_buf_release(&scratch);
}

/* ---- cutting members out ---- */

struct cut {
	size_t from, to;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The member whose value stands there, with the comma before it; false when
 * it is the first one. */
static bool find_cut(const char *text, struct crm_span value, struct cut *out)
{
	const char *p = value.p - 1;

	while (p > text && *p != ':')
		p--;
	while (p > text && *p != '"')
		p--;
	for (p--; p > text && *p != '"';)
		p--;
	for (p--; p > text && is_blank(*p);)
		p--;
	out->from = (size_t)(p - text);
	out->to = (size_t)(value.p + value.n - text);
	return *p == ',';
}

static int by_place(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* The line as it is, without what is made anew and tx, in out; false when that
 * cannot be done by cutting. */
static bool cut_out(const char *text, size_t len, const struct crm_scan *s, struct crm_buf *out)
{
	static const enum crm_member members[] = {CRM_M_PREV, CRM_M_SETTLES, CRM_M_TX, CRM_M_EPOCH};
	struct cut cuts[sizeof(members) / sizeof(members[0])];
	size_t i, n = 0, at = 0;

	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (s->v[members[i]].p != NULL && !find_cut(text, s->v[members[i]], &cuts[n++]))
			return false;
	qsort(cuts, n, sizeof(cuts[0]), by_place);
	for (i = 0; i < n; i++) {
		crm_buf_add(out, text + at, cuts[i].from - at);
		at = cuts[i].to;
	}
	crm_buf_add(out, text + at, len - at);
	return true;
}

/* The same by its value. */
static int take_out(const char *text, size_t len, const struct crm_limits *l, struct crm_buf *out,
    struct crm_err *e)
{
	struct crm_record *r;

	if (crm_record_parse(text, len, l, &r, e) != 0)
		return -1;
	crm_record_remove(r, "prev");
	crm_record_remove(r, "settles");
	crm_record_remove(r, "tx");
	crm_record_remove(r, "epoch");
	crm_record_dump(r, out);
	crm_record_free(r);
	return 0;
}

int crm_rewrite_line(const char *text, size_t len, const struct crm_limits *l, struct crm_rehash *h,
    uint64_t epoch, struct crm_buf *out, struct crm_err *e)
{
	struct crm_buf bare = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_scan s, b;
	char old[33], fresh[33];
	size_t step;
	int ret = -1;

	if (crm_linescan(text, len, l->depth, &s) != 0)
		return crm_err_set(e, CRM_BADINPUT, "%s", s.why);
	if (!cut_out(text, len, &s, &bare)) {
		crm_buf_clear(&bare);
		if (take_out(text, len, l, &bare, e) != 0)
			goto out;
	}
	if (crm_linescan(crm_buf_str(&bare), bare.len, l->depth, &b) != 0 ||
	    b.v[CRM_M_STEP].p == NULL) {
		crm_err_set(e, CRM_BADINPUT, "not a journal line");
		goto out;
	}
	step = (size_t)(b.v[CRM_M_STEP].p + b.v[CRM_M_STEP].n - bare.data);
	crm_buf_clear(out);
	crm_buf_add(out, bare.data, step);
	add_hashes("prev", s.v[CRM_M_PREV], h, out);
	add_hashes("settles", s.v[CRM_M_SETTLES], h, out);
	crm_buf_addf(out, ",\"epoch\":%llu", (unsigned long long)epoch);
	crm_buf_add(out, bare.data + step, bare.len - step);
	if (crm_record_parse(out->data, out->len, l, &r, e) != 0)
		goto out;
	crm_record_free(r);
	hash_of(text, len, old);
	hash_of(out->data, out->len, fresh);
	note(h, old, fresh);
	ret = 0;
out:
	crm_buf_release(&bare);
	return ret;
}
