/* change CODE...: what all codes together call for, and the rows that say so. */
#include <string.h>

#include "cmd/crm-ppap/change.h"
#include "lib/rules/change/change.h"

enum {
	KIND,
	SCOPE,
	CUSTOMER,
	PART,
	CODES,
	NAME,
	ACTION,
	RULE,
	REASONS,
	REDO,
	TEXT,
	NOTE,
	NCOLUMNS
};

static const struct crm_column columns[NCOLUMNS] = {
    [KIND] = {.name = "kind", .optional = true},
    [SCOPE] = {.name = "scope", .optional = true},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [PART] = {.name = "part", .optional = true},
    [CODES] = {.name = "codes"},
    [NAME] = {.name = "name"},
    [ACTION] = {.name = "action"},
    [RULE] = {.name = "rule"},
    [REASONS] = {.name = "reasons", .optional = true},
    [REDO] = {.name = "redo", .optional = true},
    [TEXT] = {.name = "text", .optional = true},
    [NOTE] = {.name = "note", .optional = true},
};

int change_rows_open(struct change *c)
{
	return crm_output_new(c->run, CRM_OUT_ROWS, columns, NCOLUMNS, false, &c->out);
}

/* ---- the verdict ---- */

const char *change_code_of(const struct crm_change_advice *a)
{
	return a->row != NULL ? a->row->code : a->code;
}

static void add_note(const struct change *c, const struct crm_change_advice *a, struct crm_buf *out)
{
	if (a->by_profile && crm_ppap_book_skeleton(c->book))
		crm_buf_addz(out, "profile is a skeleton: the customer's paper decides");
	crm_change_note(a, out);
}

/* The checklist of bulk material goes with what is of bulk material, or where the book asks for it. */
static bool redoes(
    const struct change *c, const struct crm_change_code *row, enum crm_ppap_role role)
{
	const struct crm_ppap_element *el = crm_ppap_book_role(c->book, role);

	return role != CRM_ROLE_BULK || row->bulk || (el != NULL && el->asked);
}

void change_verdict_add(
    const struct change *c, struct change_verdict *v, const struct crm_change_advice *a)
{
	struct crm_buf note = CRM_BUF_INIT;

	if (v->codes.len == 0 || a->action > v->action) {
		v->action = a->action;
		v->by = *a;
	}
	crm_buf_addf(&v->codes, "%s%s", v->codes.len > 0 ? "," : "", change_code_of(a));
	add_note(c, a, &note);
	if (v->n++ == 0)
		crm_buf_addz(&v->note, crm_buf_str(&note));
	if (note.len > 0)
		crm_buf_addf(&v->notes, "%s%s: %s", v->notes.len > 0 ? "; " : "", change_code_of(a),
		    crm_buf_str(&note));
	crm_buf_release(&note);
	if (a->row == NULL)
		return;
	if (a->action != CRM_CHANGE_NONE)
		crm_change_reasons(a->row, &v->reasons);
	for (const enum crm_ppap_role *r = a->row->redo; *r != CRM_PPAP_ROLES; r++)
		v->redo[*r] = v->redo[*r] || redoes(c, a->row, *r);
}

void change_verdict_release(struct change_verdict *v)
{
	crm_buf_release(&v->codes);
	crm_buf_release(&v->reasons);
	crm_buf_release(&v->note);
	crm_buf_release(&v->notes);
}

/* What is to be known of all codes together. */
void change_verdict_notes(
    const struct change *c, const struct change_verdict *v, struct crm_buf *out)
{
	const char *notes = crm_buf_str(v->n > 1 ? &v->notes : &v->note);

	if (c->unset)
		crm_buf_addf(out, "no profile is set for %s: %s tables alone",
		    crm_args_text(c->run->args, "customer"),
		    strncmp(crm_ppap_book_edition_name(c->book), "aiag", 4) == 0 ? "AIAG's"
		                                                                 : "the edition's");
	crm_buf_addf(out, "%s%s", out->len > 0 && notes[0] != '\0' ? "; " : "", notes);
}

/* ---- rows ---- */

static struct crm_cell text_cell(const struct crm_buf *b)
{
	return crm_cell_text(b->len > 0 ? b->data : NULL);
}

/* The elements of these roles, by their numbers in the edition. */
static void redo_numbers(const struct change *c, const bool *redo, struct crm_buf *out)
{
	const struct crm_ppap_element *el;

	for (size_t i = 0; (el = crm_ppap_book_element(c->book, i)) != NULL; i++) {
		if (redo[el->role])
			crm_buf_addf(out, "%s%s", out->len > 0 ? "," : "", el->number);
	}
}

/* Only the verdict is a change that `changes open` would take. */
static void blank(
    const struct change *c, const char *kind, const char *scope, struct crm_cell *cells)
{
	for (size_t i = 0; i < NCOLUMNS; i++)
		cells[i] = crm_cell_absent();
	cells[SCOPE] = crm_cell_text(scope);
	if (c->people)
		return;
	cells[KIND] = crm_cell_text(kind);
	cells[CUSTOMER] = crm_cell_text(crm_args_text(c->run->args, "customer"));
	cells[PART] = crm_cell_text(crm_args_text(c->run->args, "part"));
}

void change_rows_code(struct change *c, const struct crm_change_advice *a)
{
	struct change_verdict one = {.codes = CRM_BUF_INIT};
	struct crm_buf numbers = CRM_BUF_INIT;
	struct crm_cell cells[NCOLUMNS];

	change_verdict_add(c, &one, a);
	redo_numbers(c, one.redo, &numbers);
	blank(c, CRM_CHANGE_CODE, c->people && c->list ? NULL : "code", cells);
	cells[CODES] = crm_cell_text(change_code_of(a));
	cells[NAME] = crm_cell_text(a->row != NULL ? a->row->name : NULL);
	cells[ACTION] = crm_cell_text(crm_change_action_name(a->action));
	cells[RULE] = crm_cell_text(crm_change_by(a));
	if (!c->people || !c->list) {
		cells[REASONS] = text_cell(&one.reasons);
		cells[REDO] = text_cell(&numbers);
		cells[NOTE] = text_cell(&one.note);
	}
	if (!c->people || c->list)
		cells[TEXT] = crm_cell_text(a->row != NULL ? a->row->text : NULL);
	crm_output_row(c->out, cells);
	crm_buf_release(&numbers);
	change_verdict_release(&one);
}

/* For people: what to do again, by name. */
static void print_elements(struct change *c, const bool *redo)
{
	const struct crm_ppap_element *el;
	struct crm_cell cells[NCOLUMNS];

	for (size_t i = 0; (el = crm_ppap_book_element(c->book, i)) != NULL; i++) {
		if (!redo[el->role])
			continue;
		blank(c, NULL, "redo", cells);
		cells[CODES] = crm_cell_text(el->number);
		cells[NAME] = crm_cell_text(el->name);
		crm_output_row(c->out, cells);
	}
}

void change_rows_verdict(struct change *c, const struct change_verdict *v)
{
	struct crm_buf numbers = CRM_BUF_INIT, note = CRM_BUF_INIT;
	struct crm_cell cells[NCOLUMNS];

	redo_numbers(c, v->redo, &numbers);
	change_verdict_notes(c, v, &note);
	blank(c, crm_change.name, "verdict", cells);
	cells[CODES] = text_cell(&v->codes);
	cells[ACTION] = crm_cell_text(crm_change_action_name(v->action));
	cells[RULE] = crm_cell_text(crm_change_by(&v->by));
	cells[REASONS] = text_cell(&v->reasons);
	cells[REDO] = text_cell(&numbers);
	cells[NOTE] = text_cell(&note);
	crm_output_row(c->out, cells);
	if (c->people)
		print_elements(c, v->redo);
	crm_buf_release(&numbers);
	crm_buf_release(&note);
}
