/* What a notice is about, as it was and as it is: has the reason gone? */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/plan.h"
#include "lib/rules/notice/periodic.h"
#include "lib/tool/kinds.h"

#define KINDS_MOST 16

/* The kinds whose clocks were asked for. */
struct notify_abouts {
	struct crm_hand v[KINDS_MOST];
	size_t n;
};

/* As it is, and as it was. */
struct both {
	struct crm_record *records[2];
	struct crm_view views[2];
	struct crm_clock_result *results[2];
};

/* Its shape and clocks. NULL after a message. */
static const struct crm_hand *kind_of(struct notify_post *p, const struct crm_kind *kind)
{
	struct crm_hand *k;

	if (p->abouts == NULL)
		p->abouts = crm_calloc(1, sizeof(*p->abouts));
	for (size_t i = 0; i < p->abouts->n; i++) {
		if (p->abouts->v[i].kind == kind)
			return &p->abouts->v[i];
	}
	if (p->abouts->n == KINDS_MOST)
		crm_fatal("more kinds than there are");
	k = &p->abouts->v[p->abouts->n];
	*k = (struct crm_hand){.kind = kind};
	if (crm_hand_clocks(p->run, k) < 0) {
		crm_hand_release(k);
		return NULL;
	}
	p->abouts->n++;
	return k;
}

void notify_abouts_free(struct notify_abouts *a)
{
	for (size_t i = 0; a != NULL && i < a->n; i++)
		crm_hand_release(&a->v[i]);
	free(a);
}

/* What it is about, now and when it was made; drafted NULL: now alone, which then stands for both.
 * 0; 1: there is none such; -1 after a message. */
static int read_both(struct notify_post *p, const struct crm_kind *kind, const char *id,
    const char *drafted, struct crm_record *out[2])
{
	struct crm_journal *j = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_journal_open(p->run->store, kind->name, NULL, &j, &e);

	if (ret == 0)
		ret = crm_journal_fold(j, id, NULL, &fold, &e);
	out[0] = fold.record;
	fold = (struct crm_fold){0};
	if (ret == 0 && drafted != NULL && crm_journal_fold(j, id, drafted, &fold, &e) != 0) {
		/* it was not there, or nobody can tell any more */
		crm_record_free(fold.record);
		fold.record = NULL;
		crm_err_clear(&e);
	}
	out[1] = fold.record;
	crm_journal_free(j);
	if (ret == 0)
		return 0;
	return e.code == CRM_NOINPUT ? 1 : crm_run_fail(p->run, &e);
}

static void judge(
    const struct crm_hand *k, struct both *b, struct crm_instant now, struct crm_instant drafted)
{
	for (size_t i = 0; k->clocks != NULL && i < 2; i++) {
		b->results[i] = crm_calloc(crm_clocks_count(k->clocks) + 1, sizeof(**b->results));
		crm_clocks_eval(k->clocks, &b->views[i], i == 0 ? now : drafted, b->results[i]);
	}
}

/* The clock that the occasion names. */
static void add_clock(const struct notify_item *it, const struct crm_hand *k, const struct both *b,
    struct crm_plan_about *about)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_occasion o;
	int i;

	crm_occasion_parse(crm_view_text(&it->view, CRM_W_OCCASION, &a), &o);
	if (o.clock != NULL && k->clocks != NULL) {
		i = crm_clocks_find(k->clocks, crm_arena_strndup(&a, o.clock, o.len));
		about->clock = i >= 0 ? &b->results[0][i] : NULL;
		about->clock_was = i >= 0 ? &b->results[1][i] : NULL;
	}
	about->has_due = o.has_due;
	about->due = o.due;
	crm_arena_release(&a);
}

static int look(struct notify_post *p, struct notify_item *it, const struct crm_kind *kind,
    struct both *b, struct crm_plan_about *about)
{
	const struct crm_hand *k = kind_of(p, kind);

	if (k == NULL)
		return -1;
	for (size_t i = 0; i < 2; i++)
		crm_view_of_record(
		    k->shape, b->records[b->records[i] != NULL ? i : 0], &it->arena, &b->views[i]);
	about->states = kind->flow.states;
	about->state = crm_view_cell(&b->views[0], CRM_C_STATE);
	about->was = crm_view_cell(&b->views[1], CRM_C_STATE);
	judge(k, b, p->now, about->drafted);
	add_clock(it, k, b, about);
	return 0;
}

int notify_gone(struct notify_post *p, struct notify_item *it, bool until_met, const char **why)
{
	const struct crm_kind *kind =
	    crm_kind_find(crm_view_text(&it->view, CRM_W_ABOUT_KIND, &it->arena));
	const struct crm_cell *made = crm_view_cell(&it->view, CRM_W_DRAFTED_AT);
	struct crm_plan_about about = {.until_met = until_met && made->type == CRM_T_INSTANT};
	struct crm_buf text = CRM_BUF_INIT;
	struct both b = {0};
	int ret;

	*why = NULL;
	about.id = crm_view_text(&it->view, CRM_W_ABOUT, &it->arena);
	if (kind == NULL || about.id[0] == '\0')
		return 0;
	if (about.until_met)
		about.drafted = made->u.at;
	ret = read_both(p, kind, about.id,
	    about.until_met ? crm_view_text(&it->view, CRM_W_DRAFTED_AT, &it->arena) : NULL,
	    b.records);
	if (ret == 0)
		ret = look(p, it, kind, &b, &about);
	if (ret == 0 && crm_plan_gone(&about, &text))
		*why = crm_arena_strdup(&it->arena, crm_buf_str(&text));
	for (size_t i = 0; i < 2; i++) {
		crm_record_free(b.records[i]);
		free(b.results[i]);
	}
	crm_buf_release(&text);
	return ret < 0 ? -1 : 0;
}
