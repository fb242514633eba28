/* Groups of --by. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/figures/figures_private.h"

static void add_value(
    struct crm_figures *f, const struct crm_figures_by_field *by, const struct crm_view *v)
{
	const struct crm_cell *c = crm_view_cell(v, by->field);
	struct crm_cell start;
	char text[CRM_DATE_MAX];
	int64_t us;
	int32_t day;
	size_t len;

	if (by->what == CRM_BY_FIELD) {
		crm_cell_print(c, &f->key);
		return;
	}
	start = crm_figures_start(f, v);
	if (start.type == CRM_T_DATE)
		day = start.u.date;
	else if (start.type == CRM_T_INSTANT)
		crm_zone_local(f->zone, start.u.at.us, &day, &us);
	else
		return;
	len = crm_date_format(day, text);
	if (by->what == CRM_BY_MONTH)
		len = strlen("YYYY-MM");
	else if (by->what == CRM_BY_YEAR)
		len = strlen("YYYY");
	crm_buf_add(&f->key, text, len);
}

/* Takes the values apart again: they have no NUL within. */
static void set_values(struct crm_figures *f, struct crm_figures_group *g, size_t entry)
{
	const char **values = crm_arena_alloc(&f->arena, (f->nby + 1) * sizeof(*values));
	const char *at = crm_map_key(f->keys, entry, NULL);
	struct crm_buf label = CRM_BUF_INIT;

	for (size_t i = 0; i < f->nby; i++) {
		values[i] = at;
		at += strlen(at) + 1;
		if (i > 0)
			crm_buf_addc(&label, ',');
		crm_buf_addz(&label, values[i]);
	}
	g->values = values;
	if (f->nby > 0)
		g->label = crm_arena_strdup(&f->arena, crm_buf_str(&label));
	crm_buf_release(&label);
}

static void make(struct crm_figures *f, size_t entry, struct crm_figures_group *g)
{
	struct crm_arena *a = &f->arena;

	memset(g, 0, sizeof(*g));
	g->all = crm_arena_alloc(a, (f->nrates + 1) * sizeof(*g->all));
	g->due = crm_arena_alloc(a, (f->nrates + 1) * sizeof(*g->due));
	g->all_plain = crm_arena_alloc(a, (f->nrates + 1) * sizeof(*g->all_plain));
	g->due_plain = crm_arena_alloc(a, (f->nrates + 1) * sizeof(*g->due_plain));
	g->differs = crm_arena_alloc(a, (f->nrates + 1) * sizeof(*g->differs));
	g->shares = crm_arena_alloc(a, (f->nshares + 1) * sizeof(*g->shares));
	g->shares_plain = crm_arena_alloc(a, (f->nshares + 1) * sizeof(*g->shares_plain));
	g->shares_differ = crm_arena_alloc(a, (f->nshares + 1) * sizeof(*g->shares_differ));
	g->stays = crm_arena_alloc(a, (f->nstays + 1) * sizeof(*g->stays));
	g->stayed = crm_arena_alloc(a, (f->nstays + 1) * sizeof(*g->stayed));
	g->samples = crm_arena_alloc(a, (f->nlags + 1) * sizeof(*g->samples));
	g->lags = crm_arena_alloc(a, (f->nlags + 1) * sizeof(*g->lags));
	g->words = crm_arena_alloc(a, (f->nparetos + 1) * sizeof(struct crm_map *));
	g->paretos = crm_arena_alloc(a, (f->nparetos + 1) * sizeof(*g->paretos));
	for (size_t i = 0; i < f->nparetos; i++)
		g->words[i] = crm_map_new();
	g->ages = crm_arena_alloc(a, (f->nborders + 1) * sizeof(*g->ages));
	g->sums = crm_arena_alloc(a, (f->nsums + 1) * sizeof(*g->sums));
	for (size_t i = 0; i < f->nsums; i++)
		g->sums[i].words = crm_map_new();
	set_values(f, g, entry);
}

static struct crm_figures_group *group_of_key(struct crm_figures *f)
{
	bool added;
	size_t i = crm_map_put(f->keys, crm_buf_str(&f->key), f->key.len, &added);

	if (added) {
		crm_grow(&f->groups, &f->cap, i + 1, sizeof(*f->groups));
		make(f, i, &f->groups[i]);
	}
	return &f->groups[i];
}

struct crm_figures_group *crm_figures_group_of(struct crm_figures *f, const struct crm_view *v)
{
	crm_buf_clear(&f->key);
	for (size_t i = 0; i < f->nby; i++) {
		if (i > 0)
			crm_buf_addc(&f->key, '\0');
		add_value(f, &f->by[i], v);
	}
	return group_of_key(f);
}

void crm_figures_groups_init(struct crm_figures *f)
{
	if (f->nby > 0)
		return;
	crm_buf_clear(&f->key);
	group_of_key(f)->seen = true;
}

/* ---- months without records ---- */

#define MOST_MONTHS 120
#define MONTH_LEN 7 /* "YYYY-MM" */

/* Months since year 0; -1: it is no month. */
static int month_of_key(const struct crm_figures *f, size_t i)
{
	size_t len;
	const char *key = crm_map_key(f->keys, i, &len);
	int32_t day;
	char text[CRM_DATE_MAX];

	if (len != MONTH_LEN)
		return -1;
	memcpy(text, key, len);
	memcpy(text + len, "-01", sizeof("-01"));
	if (crm_date_parse(text, strlen(text), &day) != 0)
		return -1;
	return ((key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 + key[3] - '0') *
	    12 +
	    (key[5] - '0') * 10 + key[6] - '1';
}

/* f->key of that month. */
static void set_month(struct crm_figures *f, int month)
{
	crm_buf_clear(&f->key);
	crm_buf_addf(&f->key, "%04d-%02d", month / 12, month % 12 + 1);
}

static bool is_seen(struct crm_figures *f, int month)
{
	size_t i;

	set_month(f, month);
	i = crm_map_find(f->keys, crm_buf_str(&f->key), f->key.len);
	return i != CRM_MAP_NONE && f->groups[i].seen;
}

void crm_figures_fill_months(struct crm_figures *f)
{
	const size_t n = crm_map_count(f->keys);

	if (!f->kind->months || f->nby != 1 || f->by[0].what != CRM_BY_MONTH)
		return;
	for (size_t i = 0; i < n; i++) {
		const int first = f->groups[i].seen ? month_of_key(f, i) : -1;
		int next = first + 1;

		if (first < 0)
			continue;
		while (next - first <= MOST_MONTHS && !is_seen(f, next))
			next++;
		for (int m = first + 1; next - first <= MOST_MONTHS && m < next; m++) {
			set_month(f, m);
			group_of_key(f)->seen = true;
		}
	}
}

void crm_figures_groups_free(struct crm_figures *f)
{
	for (size_t i = 0; i < crm_map_count(f->keys); i++) {
		struct crm_figures_group *g = &f->groups[i];

		for (size_t j = 0; j < f->nstays; j++)
			crm_sample_release(&g->stays[j]);
		for (size_t j = 0; j < f->nlags; j++)
			crm_sample_release(&g->samples[j]);
		for (size_t j = 0; j < f->nparetos; j++)
			crm_map_free(g->words[j]);
		crm_sample_release(&g->age);
		for (size_t j = 0; j < f->nsums; j++) {
			crm_map_free(g->sums[j].words);
			free(g->sums[j].totals);
		}
	}
	free(f->groups);
}
