#include "lib/io/store/chain.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#define MAP_FROM ((size_t)64)
#define TIPS_MOST ((size_t)16) /* compared two by two; more is a conflict */

void crm_chain_clear(struct crm_chain *c)
{
	crm_map_free(c->map);
	c->map = NULL;
	c->n = 0;
	c->nparents = 0;
	c->tips = 0;
	c->created = 0;
	c->broken = false;
	c->second = false;
	c->state_conflict = false;
	c->conflict = false;
}

void crm_chain_release(struct crm_chain *c)
{
	crm_map_free(c->map);
	free(c->v);
	free(c->parents);
	crm_buf_release(&c->text);
	memset(c, 0, sizeof(*c));
}

static unsigned nibble(char ch)
{
	return ch <= '9' ? (unsigned)(ch - '0') : (unsigned)(ch - 'a') + 10;
}

/* 32 lower-case hex digits; -1 when it is none. */
static int read_hex(const char *text, size_t len, unsigned char out[16])
{
	size_t i;

	if (len != 32)
		return -1;
	for (i = 0; i < 32; i++)
		if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
			return -1;
	for (i = 0; i < 16; i++)
		out[i] = (unsigned char)(nibble(text[2 * i]) << 4 | nibble(text[2 * i + 1]));
	return 0;
}

/* The earlier line with this hash, or SIZE_MAX; mostly the last one. */
static size_t find(const struct crm_chain *c, const unsigned char hash[16])
{
	size_t i;

	if (c->n > 0 && memcmp(c->v[c->n - 1].hash, hash, 16) == 0)
		return c->n - 1;
	if (c->map != NULL) {
		i = crm_map_find(c->map, (const char *)hash, 16);
		return i == CRM_MAP_NONE ? SIZE_MAX : *crm_map_value(c->map, i);
	}
	for (i = c->n; i-- > 0;)
		if (memcmp(c->v[i].hash, hash, 16) == 0)
			return i;
	return SIZE_MAX;
}

/* From some length on the lines are found by a map. */
static void keep_map(struct crm_chain *c)
{
	size_t i = c->map != NULL ? c->n - 1 : 0, entry;
	bool added;

	if (c->n < MAP_FROM)
		return;
	if (c->map == NULL)
		c->map = crm_map_new();
	for (; i < c->n; i++) {
		entry = crm_map_put(c->map, (const char *)c->v[i].hash, 16, &added);
		if (added)
			*crm_map_value(c->map, entry) = i;
	}
}

struct parents {
	struct crm_chain *chain;
	struct crm_link *link;
};

static void take_parent(void *ctx, const char *text, size_t len)
{
	struct parents *p = ctx;
	struct crm_chain *c = p->chain;
	unsigned char hash[16];
	size_t i = SIZE_MAX;

	if (read_hex(text, len, hash) == 0)
		i = find(c, hash);
	if (i == SIZE_MAX) {
		p->link->flags |= CRM_L_LOST;
		return;
	}
	crm_grow(&c->parents, &c->parents_cap, c->nparents + 1, sizeof(*c->parents));
	c->parents[c->nparents++] = i;
	p->link->nparents++;
}

static void take_settled(void *ctx, const char *text, size_t len)
{
	struct crm_chain *c = ctx;
	unsigned char hash[16];
	size_t i = SIZE_MAX;

	if (read_hex(text, len, hash) == 0)
		i = find(c, hash);
	if (i != SIZE_MAX)
		c->v[i].flags |= CRM_L_NAMED;
}

unsigned crm_link_step(const char *step, size_t len)
{
	if (len == 7 && memcmp(step, "resolve", 7) == 0)
		return CRM_L_RESOLVE;
	if (len == 4 && memcmp(step, "left", 4) == 0)
		return CRM_L_LEFT;
	return len == 8 && memcmp(step, "renumber", 8) == 0 ? CRM_L_RENUMBER : 0;
}

void crm_chain_add(
    struct crm_chain *c, const char *text, size_t len, const struct crm_scan *s, uint64_t at)
{
	struct parents p = {c, NULL};
	struct crm_link link;
	char hex[65];

	memset(&link, 0, sizeof(link));
	p.link = &link;
	crm_sha256_hex(text, len, hex);
	read_hex(hex, 32, link.hash);
	link.at = at;
	link.parent = c->nparents;
	if (crm_span_true(s->v[CRM_M_NEW]))
		link.flags |= CRM_L_NEW;
	if (s->v[CRM_M_STATE].p != NULL)
		link.flags |= CRM_L_STATE;
	if (s->v[CRM_M_STEP].n > 2)
		link.flags |= crm_link_step(s->v[CRM_M_STEP].p + 1, s->v[CRM_M_STEP].n - 2);
	c->based = c->based || (link.flags & CRM_L_LEFT) != 0;
	if (find(c, link.hash) != SIZE_MAX)
		link.flags |= CRM_L_AGAIN;
	if (s->v[CRM_M_PREV].p != NULL) {
		link.flags |= CRM_L_PREV;
		if (crm_span_strings(s->v[CRM_M_PREV], &c->text, take_parent, &p) != 0)
			link.flags |= CRM_L_LOST;
	}
	if ((link.flags & CRM_L_RESOLVE) != 0 && s->v[CRM_M_SETTLES].p != NULL)
		(void)crm_span_strings(s->v[CRM_M_SETTLES], &c->text, take_settled, c);
	crm_grow(&c->v, &c->cap, c->n + 1, sizeof(*c->v));
	c->v[c->n++] = link;
	keep_map(c);
}

/* The line that creates the record: a first one with `new`. */
static size_t creating(const struct crm_chain *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if ((c->v[i].flags & CRM_L_NEW) != 0)
			return i;
	return c->n;
}

/* Do all the lines that it names belong to a second creation? */
static bool hangs_on_second(const struct crm_chain *c, const struct crm_link *l)
{
	size_t i;

	for (i = 0; i < l->nparents; i++)
		if ((c->v[c->parents[l->parent + i]].flags & CRM_L_SECOND) == 0)
			return false;
	return l->nparents > 0;
}

static void judge_line(struct crm_chain *c, size_t i)
{
	struct crm_link *l = &c->v[i], *parent;
	size_t k;

	if ((l->flags & CRM_L_AGAIN) != 0)
		return;
	if (i != c->created && ((l->flags & CRM_L_NEW) != 0 || hangs_on_second(c, l)))
		l->flags |= CRM_L_SECOND;
	/* a record of the base table begins without a creating line, on each
	 * branch by itself */
	else if (i > 0 && (l->flags & CRM_L_PREV) == 0 && i != c->created &&
	    (c->created < c->n || !c->based))
		l->flags |= CRM_L_LOOSE;
	else if (i == 0 && c->created != 0 && !c->based && (l->flags & CRM_L_LOST) == 0)
		l->flags |= CRM_L_UNMADE;
	for (k = 0; k < l->nparents; k++) {
		parent = &c->v[c->parents[l->parent + k]];
		if (((l->flags ^ parent->flags) & CRM_L_SECOND) == 0)
			parent->children++;
	}
}

/* The second creation's lines that the i-th one names. */
static void settle_parents(struct crm_chain *c, size_t i)
{
	const struct crm_link *l = &c->v[i];
	size_t k;

	for (k = 0; k < l->nparents; k++)
		if ((c->v[c->parents[l->parent + k]].flags & CRM_L_SECOND) != 0)
			c->v[c->parents[l->parent + k]].flags |= CRM_L_SETTLED;
}

/* Parents stand before their children, so going back reaches all that a
 * renumbered line rests on. */
static void settle(struct crm_chain *c)
{
	size_t i;

	for (i = c->n; i-- > 0;) {
		struct crm_link *l = &c->v[i];
		bool counts = crm_link_counts(l);

		if ((l->flags & (counts ? CRM_L_RENUMBER : CRM_L_SETTLED)) != 0)
			settle_parents(c, i);
		if (counts && (l->flags & CRM_L_BROKEN) != 0 && (l->flags & CRM_L_NAMED) != 0)
			l->flags |= CRM_L_SETTLED;
	}
}

/* Marks in seen[] the line i and all before it that it rests on. */
static void ancestors(const struct crm_chain *c, size_t i, bool *seen)
{
	const struct crm_link *l;
	size_t k;

	memset(seen, 0, c->n * sizeof(*seen));
	seen[i] = true;
	for (i++; i-- > 0;) { /* parents stand before their children */
		if (!seen[i])
			continue;
		l = &c->v[i];
		for (k = 0; k < l->nparents; k++)
			seen[c->parents[l->parent + k]] = true;
	}
}

/* Two sides of a fork share a line, or begin beside each other in the base
 * table. Where a line names one that is not there, the chain is broken, and
 * what stands before and after is no fork. */
static bool sides_conflict(const struct crm_chain *c, const bool *a, const bool *b)
{
	bool left = false, right = false, shared = false, left_root = false, right_root = false;
	const unsigned no_root = CRM_L_PREV | CRM_L_LOOSE;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (!crm_link_counts(&c->v[i])) /* named by a renumbering */
			continue;
		shared = shared || (a[i] && b[i]);
		if ((c->v[i].flags & no_root) == 0) {
			left_root = left_root || a[i];
			right_root = right_root || b[i];
		}
		if ((c->v[i].flags & CRM_L_STATE) == 0)
			continue;
		left = left || (a[i] && !b[i]);
		right = right || (b[i] && !a[i]);
	}
	return left && right && (shared || (left_root && right_root));
}

/* Did two open sides of a fork both set the state? */
static bool state_conflict(const struct crm_chain *c)
{
	size_t tip[TIPS_MOST], n = 0, i, k;
	bool *a, *b, found = false;

	if (c->tips < 2)
		return false;
	if (c->tips > TIPS_MOST)
		return !c->broken;
	for (i = 0; i < c->n && n < TIPS_MOST; i++)
		if ((c->v[i].flags & CRM_L_TIP) != 0)
			tip[n++] = i;
	a = crm_calloc(c->n, sizeof(*a));
	b = crm_calloc(c->n, sizeof(*b));
	for (i = 0; i < n && !found; i++) {
		ancestors(c, tip[i], a);
		for (k = i + 1; k < n && !found; k++) {
			ancestors(c, tip[k], b);
			found = sides_conflict(c, a, b);
		}
	}
	free(a);
	free(b);
	return found;
}

void crm_chain_judge(struct crm_chain *c)
{
	size_t i;

	c->tips = 0;
	c->created = creating(c);
	for (i = 0; i < c->n; i++)
		judge_line(c, i);
	settle(c);
	for (i = 0; i < c->n; i++) {
		struct crm_link *l = &c->v[i];
		bool settled = (l->flags & CRM_L_SETTLED) != 0;

		if (!crm_link_counts(l)) {
			c->second = c->second || ((l->flags & CRM_L_SECOND) != 0 && !settled);
			continue;
		}
		if (l->children == 0) {
			l->flags |= CRM_L_TIP;
			c->tips++;
		} else if (l->children > 1) {
			l->flags |= CRM_L_FORK;
		}
		c->broken = c->broken || ((l->flags & CRM_L_BROKEN) != 0 && !settled);
	}
	c->state_conflict = state_conflict(c);
	c->conflict = c->broken || c->second || c->state_conflict;
}

bool crm_chain_names(const struct crm_chain *c, size_t i, unsigned step)
{
	const struct crm_link *l = &c->v[i];

	if ((l->flags & CRM_L_SECOND) != 0)
		return step == CRM_L_RENUMBER && l->children == 0 &&
		    (l->flags & (CRM_L_SETTLED | CRM_L_AGAIN)) == 0;
	return (l->flags & CRM_L_TIP) != 0;
}

bool crm_chain_breaks(const struct crm_chain *c, size_t i)
{
	const struct crm_link *l = &c->v[i];

	return crm_link_counts(l) && (l->flags & CRM_L_BROKEN) != 0 &&
	    (l->flags & CRM_L_SETTLED) == 0;
}

void crm_chain_hex(const struct crm_chain *c, size_t i, char out[33])
{
	static const char digits[] = "0123456789abcdef";
	size_t k;

	for (k = 0; k < 16; k++) {
		out[2 * k] = digits[c->v[i].hash[k] >> 4];
		out[2 * k + 1] = digits[c->v[i].hash[k] & 15];
	}
	out[32] = '\0';
}
