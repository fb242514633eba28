/* What happens in the sample, in the order of time. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/sample.h"
#include "lib/base/mem.h"
#include "lib/tool/steps_one.h"

struct moment {
	size_t tale;
	const struct crm_doc *step;
	int64_t us;
	size_t order;
};

struct play {
	struct sample *s;
	struct sample_tale *tales;
	size_t ntales, tales_cap;
	struct moment *moments;
	size_t nmoments, moments_cap;
	struct crm_ones *ones;
};

/* The data are wrong: says of which record and step. */
static int bad(struct play *p, const struct sample_tale *t, const struct crm_doc *step, int code,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static int bad(struct play *p, const struct sample_tale *t, const struct crm_doc *step, int code,
    const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	const char *name = sample_string(step, "do");
	va_list ap;

	crm_buf_addf(&text, "the sample's record %zu, story '%s', ", t->number, t->story_name);
	if (step != NULL)
		crm_buf_addf(&text, "step '%s': ", name != NULL ? name : "");
	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_err_set(&e, code, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	return crm_run_fail(p->s->run, &e);
}

/* ---- who and when ---- */

static bool is_step(const struct crm_doc *step, const char *name)
{
	const char *as = sample_string(step, "as"), *does = sample_string(step, "do");

	return name != NULL &&
	    ((as != NULL && strcmp(as, name) == 0) || (does != NULL && strcmp(does, name) == 0));
}

static bool is_dropped(const struct sample_tale *t, const struct crm_doc *step)
{
	const struct crm_doc *list = sample_member(t->entry, "drop");

	for (size_t i = 0; i < crm_doc_count(list); i++)
		if (is_step(step, crm_doc_string(crm_doc_at(list, i))))
			return true;
	return false;
}

static const char *when_of(const struct sample_tale *t, const struct crm_doc *step)
{
	const struct crm_doc *moves = sample_member(t->entry, "move");
	const char *name = NULL;

	while ((name = crm_doc_next(moves, name)) != NULL)
		if (is_step(step, name))
			return sample_string(moves, name);
	return sample_string(step, "at");
}

/* When the step happens. 0, or -1 after a message. */
static int moment_of(
    struct play *p, const struct sample_tale *t, const struct crm_doc *step, int64_t *us)
{
	const char *when = when_of(t, step);

	if (when != NULL && sample_when(p->s, t, when, us))
		return 0;
	return bad(p, t, step, CRM_CONFIG, "'%s' is no time", when != NULL ? when : "");
}

static int add_moments(
    struct play *p, const struct sample_tale *t, const struct crm_doc *steps, int64_t until_us)
{
	for (size_t i = 0; i < crm_doc_count(steps); i++) {
		struct moment m = {t->number, crm_doc_at(steps, i), 0, p->nmoments};

		if (is_dropped(t, m.step))
			continue;
		if (moment_of(p, t, m.step, &m.us) < 0)
			return -1;
		if (m.us > until_us || m.us > p->s->now_us)
			continue;
		crm_grow(&p->moments, &p->moments_cap, p->nmoments + 1, sizeof(*p->moments));
		p->moments[p->nmoments++] = m;
	}
	return 0;
}

static int add_steps(struct play *p, const struct sample_tale *t)
{
	const char *until = sample_string(t->entry, "until");
	const struct crm_doc *steps = sample_member(t->story, "steps");
	int64_t until_us = INT64_MAX;
	size_t i = 0;

	if (until != NULL) {
		while (i < crm_doc_count(steps) && !is_step(crm_doc_at(steps, i), until))
			i++;
		if (i == crm_doc_count(steps))
			return bad(p, t, NULL, CRM_CONFIG, "without its last step '%s'", until);
		if (moment_of(p, t, crm_doc_at(steps, i), &until_us) < 0)
			return -1;
	}
	if (add_moments(p, t, steps, until_us) < 0)
		return -1;
	return add_moments(p, t, sample_member(t->entry, "also"), INT64_MAX);
}

/* ---- records ---- */

static const struct crm_doc *story_of(const struct sample *s, const char *name)
{
	const struct crm_doc *found = NULL;

	for (size_t i = 0; name != NULL && found == NULL && i < s->stories.n; i++)
		found = sample_member(s->stories.items[i], name);
	return found;
}

static int add_tale(struct play *p, const struct crm_doc *file, const struct crm_doc *entry)
{
	struct sample_tale t = {.number = p->ntales, .file = file, .entry = entry};
	const char *kind;

	t.story_name = sample_string(entry, "story");
	t.story = story_of(p->s, t.story_name);
	if (t.story_name == NULL)
		t.story_name = "";
	if (t.story == NULL)
		return bad(p, &t, NULL, CRM_CONFIG, "which there is not");
	kind = sample_string(t.story, "kind");
	t.kind = kind != NULL ? crm_kind_find(kind) : NULL;
	if (t.kind == NULL)
		return bad(p, &t, NULL, CRM_CONFIG, "of no known kind");
	if (!sample_receipt(p->s, &t))
		return bad(p, &t, NULL, CRM_CONFIG, "whose day, time or ago is none");
	crm_grow(&p->tales, &p->tales_cap, p->ntales + 1, sizeof(*p->tales));
	p->tales[p->ntales++] = t;
	return add_steps(p, &t);
}

static int add_tales(struct play *p)
{
	for (size_t i = 0; i < p->s->records.n; i++) {
		const struct crm_doc *file = p->s->records.items[i];
		const struct crm_doc *list = sample_member(file, "records");

		for (size_t k = 0; k < crm_doc_count(list); k++)
			if (add_tale(p, file, crm_doc_at(list, k)) < 0)
				return -1;
	}
	return 0;
}

/* ---- steps ---- */

struct given {
	const char *by;
	struct crm_one_text *items;
	size_t n, cap;
	struct crm_arena arena;
};

/* As sample_text(), out in g's arena; NULL: it is left out. 0, or -1 after a message. */
static int tell(struct play *p, const struct sample_tale *t, const struct crm_doc *step,
    const char *name, const struct crm_doc *value, struct given *g, const char **out)
{
	struct crm_buf raw = CRM_BUF_INIT, text = CRM_BUF_INIT;
	int got;

	crm_doc_print(value, &raw);
	got = sample_text(p->s, t, crm_buf_str(&raw), &text);
	*out = got == 0 ? crm_arena_strdup(&g->arena, crm_buf_str(&text)) : NULL;
	if (got < 0)
		bad(p, t, step, CRM_CONFIG, "'%s' cannot be told: '%s'", name, crm_buf_str(&raw));
	crm_buf_release(&raw);
	crm_buf_release(&text);
	return got < 0 ? -1 : 0;
}

/* Who takes it, and the members. */
static int gather(
    struct play *p, const struct sample_tale *t, const struct crm_doc *step, struct given *out)
{
	const struct crm_doc *members = sample_member(step, "give");
	const char *name = NULL, *text;

	if (tell(p, t, step, "by", sample_member(step, "by"), out, &out->by) < 0)
		return -1;
	if (out->by == NULL || out->by[0] == '\0')
		return bad(p, t, step, CRM_CONFIG, "nobody takes it: 'by' is missing");
	while ((name = crm_doc_next(members, name)) != NULL) {
		if (tell(p, t, step, name, sample_member(members, name), out, &text) < 0)
			return -1;
		if (text == NULL)
			continue;
		crm_grow(&out->items, &out->cap, out->n + 1, sizeof(*out->items));
		out->items[out->n++] = (struct crm_one_text){name, text};
	}
	return 0;
}

static int take(struct play *p, struct sample_tale *t, const struct moment *m)
{
	const char *as = sample_string(m->step, "as"), *name = sample_string(t->entry, "name");
	const char *step = sample_string(m->step, "do");
	struct given g = {.arena = CRM_ARENA_INIT};
	struct crm_one one = {.kind = t->kind, .id = t->id, .at = {.us = m->us}};
	char key[65];
	int ret = -1;

	one.step = step != NULL ? crm_flow_step(&t->kind->flow, step) : NULL;
	if (one.step == NULL) {
		bad(p, t, m->step, CRM_CONFIG, "there is no such step");
		goto out;
	}
	if (t->id[0] == '\0') {
		if (crm_ones_id(p->ones, t->kind, one.at, t->id) < 0)
			goto out;
		if (name != NULL)
			sample_name(p->s, "", name, t->id);
	}
	if (gather(p, t, m->step, &g) < 0)
		goto out;
	one.by = g.by;
	one.texts = g.items;
	one.n = g.n;
	if (crm_ones_take(p->ones, &one, as != NULL ? key : NULL) < 0) {
		bad(p, t, m->step, CRM_SYSTEM, "is refused");
		goto out;
	}
	if (as != NULL)
		sample_name(p->s, t->id, as, key);
	ret = 0;
out:
	free(g.items);
	crm_arena_release(&g.arena);
	return ret;
}

static int by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->us != y->us)
		return x->us < y->us ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

int sample_play(struct sample *s)
{
	struct play p = {.s = s};
	int ret = add_tales(&p);

	if (p.nmoments > 0)
		qsort(p.moments, p.nmoments, sizeof(*p.moments), by_time);
	if (ret == 0) {
		p.ones = crm_ones_new(s->run);
		ret = p.ones != NULL ? 0 : -1;
	}
	for (size_t i = 0; ret == 0 && i < p.nmoments; i++)
		ret = take(&p, &p.tales[p.moments[i].tale], &p.moments[i]);
	if (ret == 0)
		ret = crm_ones_commit(p.ones);
	crm_ones_free(p.ones);
	free(p.tales);
	free(p.moments);
	return ret;
}
