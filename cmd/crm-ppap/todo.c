/*
 * todo MANIFEST...: a row for each element that is not complete, with whose it is, until
 * when, and what the gate found, the soonest first.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/judged.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"

const struct crm_opt ppap_todo_opts[] = {
    {"late", 0, CRM_OPT_FLAG, NULL, "only what is past its due date", false},
    {"owner", 0, CRM_OPT_TEXT, "NAME", "only of this one", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is any", false},
    {"zone", 0, CRM_OPT_TEXT, "ZONE", "of local days (default the store's, else UTC)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { MANIFEST, ELEMENT, NAME, DUTY, OWNER, DUE, LATE, CODES, TEXT, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [MANIFEST] = {.name = "manifest"},
    [ELEMENT] = {.name = "element"},
    [NAME] = {.name = "name", .optional = true},
    [DUTY] = {.name = "duty", .optional = true},
    [OWNER] = {.name = "owner", .optional = true},
    [DUE] = {.name = "due", .optional = true},
    [LATE] = {.name = "late_d", .right = true, .optional = true},
    [CODES] = {.name = "codes"},
    [TEXT] = {.name = "text"},
};

struct point {
	struct crm_cell cells[COLUMNS];
	size_t order; /* as they came */
};

struct todo {
	struct crm_run *run;
	int32_t today;
	struct point *points;
	size_t n, cap;
	struct crm_arena arena;
};

/* The element's own due date, else the dossier's. */
static struct crm_cell due_of(const struct crm_node *top, const struct crm_node *element)
{
	const struct crm_cell *own = element != NULL ? crm_node_cell(element, CRM_PE_DUE) : NULL;
	const struct crm_cell *all = crm_node_cell(top, CRM_P_DUE);

	if (own != NULL && own->type == CRM_T_DATE)
		return crm_cell_date(own->u.date);
	return all->type == CRM_T_DATE ? crm_cell_date(all->u.date) : crm_cell_absent();
}

static const char *owner_of(const struct crm_node *top, const struct crm_node *element)
{
	const char *own = element != NULL ? crm_node_text(element, CRM_PE_OWNER) : "";

	return own[0] != '\0' ? own : crm_node_text(top, CRM_P_CONTACT);
}

/* What the gate found in a case: the codes, each once, and the text of the first one, which it
 * gives back; NULL: no gap. */
static const struct crm_finding *gather(struct todo *t, const struct crm_findings *f,
    const struct crm_case *c, struct crm_cell cells[COLUMNS])
{
	struct crm_map *codes = crm_map_new();
	struct crm_buf list = CRM_BUF_INIT;
	const struct crm_finding *first = NULL;

	for (size_t i = 0; i < c->n; i++) {
		const struct crm_finding *x = crm_finding_at(f, c->first + i);

		if (x->severity != CRM_ERROR)
			continue;
		first = first != NULL ? first : x;
		(void)crm_map_put(codes, x->code, strlen(x->code), NULL);
	}
	for (size_t i = 0; i < crm_map_count(codes); i++)
		crm_buf_addf(&list, "%s%s", i > 0 ? " " : "", crm_map_key(codes, i, NULL));
	if (first != NULL) {
		cells[CODES] = crm_cell_text(crm_arena_strdup(&t->arena, crm_buf_str(&list)));
		cells[TEXT] = crm_cell_text(crm_arena_strdup(&t->arena, first->text));
	}
	crm_buf_release(&list);
	crm_map_free(codes);
	return first;
}

static struct crm_cell kept(struct todo *t, const char *text)
{
	return crm_cell_some(crm_arena_strdup(&t->arena, text));
}

static void add(struct todo *t, struct crm_cell cells[COLUMNS])
{
	const char *owner = crm_args_text(t->run->args, "owner");
	const struct crm_cell *due = &cells[DUE];
	struct point *p;

	if (due->type == CRM_T_DATE && due->u.date < t->today)
		cells[LATE] = crm_cell_int(t->today - due->u.date);
	if (crm_args_has(t->run->args, "late") && !crm_cell_is(&cells[LATE]))
		return;
	if (owner != NULL && !crm_cell_eq(&cells[OWNER], owner))
		return;
	crm_grow(&t->points, &t->cap, t->n + 1, sizeof(*t->points));
	p = &t->points[t->n];
	memcpy(p->cells, cells, sizeof(p->cells));
	p->order = t->n++;
}

/* Of the element with that number; NULL: "manifest", "run", "status". */
static const struct crm_ppap_state *state_of(const struct crm_ppap_result *r, const char *number)
{
	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(r->states[i].element->number, number) == 0)
			return &r->states[i];
	}
	return NULL;
}

static void take_case(struct todo *t, const struct judged *j, const struct crm_case *c)
{
	const struct crm_node *top = j->dossier.ppap.top, *node = NULL;
	const struct crm_ppap_state *s;
	const struct crm_finding *first;
	struct crm_cell cells[COLUMNS];

	for (size_t k = 0; k < COLUMNS; k++)
		cells[k] = crm_cell_absent();
	first = gather(t, j->findings, c, cells);
	if (first == NULL)
		return;
	s = state_of(&j->result, first->subject);
	if (s != NULL) {
		node = crm_node_find(top, CRM_P_ELEMENTS, s->element->number);
		cells[NAME] = kept(t, s->element->name);
		cells[DUTY] = crm_cell_text(crm_ppap_duty_name(s->duty));
	}
	cells[MANIFEST] = kept(t, j->dossier.path);
	cells[ELEMENT] = kept(t, first->subject);
	cells[OWNER] = kept(t, owner_of(top, node));
	cells[DUE] = due_of(top, node);
	add(t, cells);
}

static void take(struct todo *t, struct ppap_books *books, const char *operand)
{
	struct crm_err e = CRM_ERR_INIT;
	struct judged j;

	if (judged_open(t->run, books, operand, false, &j, &e) != 0) {
		(void)crm_run_fail(t->run, &e);
		return;
	}
	for (size_t i = 0; i < crm_cases_count(j.findings); i++)
		take_case(t, &j, crm_case_at(j.findings, i));
	judged_close(&j);
}

/* By due date, those without one last; then as they came. */
static int by_due(const void *a, const void *b)
{
	const struct point *x = a, *y = b;
	bool xd = crm_cell_is(&x->cells[DUE]), yd = crm_cell_is(&y->cells[DUE]);

	if (xd != yd)
		return xd ? -1 : 1;
	if (xd && x->cells[DUE].u.date != y->cells[DUE].u.date)
		return x->cells[DUE].u.date < y->cells[DUE].u.date ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order ? 1 : 0;
}

void ppap_todo(struct crm_run *r)
{
	struct todo t = {.run = r, .arena = CRM_ARENA_INIT};
	struct ppap_books books = {NULL, 0, 0};
	struct crm_output *out;

	if (crm_args_operands(r->args) == 0) {
		(void)crm_run_usage(r, "MANIFEST missing");
	} else if (crm_run_set_zone(r) == 0 && crm_run_store_maybe(r) >= 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) == 0) {
		t.today = judged_today(r);
		for (size_t i = 0; i < crm_args_operands(r->args); i++)
			take(&t, &books, crm_args_operand(r->args, i));
		if (t.n > 0)
			qsort(t.points, t.n, sizeof(*t.points), by_due);
		for (size_t i = 0; i < t.n; i++)
			crm_output_row(out, t.points[i].cells);
		crm_output_end(r, out);
		if (t.n > 0 && crm_args_has(r->args, "check"))
			crm_run_worse(r, CRM_NO);
	}
	ppap_books_release(&books);
	free(t.points);
	crm_arena_release(&t.arena);
}
