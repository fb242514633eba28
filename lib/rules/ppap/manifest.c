/* The manifest as such: what cannot be read, part, level, reasons, what was agreed. */
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/places.h"
#include "lib/rules/ppap/judge_private.h"

/* ---- what cannot be read ---- */

static bool below(const char *pointer, const char *name)
{
	size_t len = strlen(name);

	return strncmp(pointer, name, len) == 0 && (pointer[len] == '/' || pointer[len] == '\0');
}

/* Of an element, by the name after /elements. */
static int element_at(const struct crm_ppap_judge *j, const char *pointer)
{
	struct crm_buf number = CRM_BUF_INIT;
	int at;

	(void)crm_places_name(pointer + strlen("/elements"), &number);
	at = crm_ppap_at(j, crm_buf_str(&number));
	crm_buf_release(&number);
	return at >= 0 ? at : CRM_AT_MANIFEST;
}

static int fault_at(const struct crm_ppap_judge *j, const char *pointer)
{
	if (strncmp(pointer, "/elements/", strlen("/elements/")) == 0)
		return element_at(j, pointer);
	if (below(pointer, "/warrant") && crm_ppap_state_of(j, CRM_ROLE_WARRANT) >= 0)
		return crm_ppap_state_of(j, CRM_ROLE_WARRANT);
	if (below(pointer, "/run"))
		return CRM_AT_RUN;
	if (below(pointer, "/status") || below(pointer, "/interim"))
		return CRM_AT_STATUS;
	return CRM_AT_MANIFEST;
}

static void faults(struct crm_ppap_judge *j)
{
	const struct crm_document *d = j->p->doc;

	for (size_t i = 0; i < crm_document_faults(d); i++) {
		const struct crm_document_fault *f = crm_document_fault(d, i);
		int at = fault_at(j, f->pointer);

		if (f->unknown)
			crm_ppap_find(
			    j, at, "unknown_member", NULL, f->line, f->path, "no such member");
		else
			crm_ppap_find(j, at, "bad_value", NULL, f->line, f->path, "%s", f->text);
	}
}

static void unknown_elements(struct crm_ppap_judge *j)
{
	struct crm_nodes elements = crm_node_items(j->p->top, CRM_P_ELEMENTS);
	struct crm_texts asked = crm_node_list(j->p->top, CRM_P_REQUEST_DOCUMENTS);
	const char *edition = crm_ppap_book_edition_name(j->book);

	for (size_t i = 0; i < elements.n; i++) {
		if (crm_ppap_at(j, elements.items[i].key) < 0)
			crm_ppap_find(j, CRM_AT_MANIFEST, "unknown_element", NULL,
			    elements.items[i].line, elements.items[i].key, "%s has no element '%s'",
			    edition, elements.items[i].key);
	}
	for (size_t i = 0; i < asked.n; i++) {
		if (crm_ppap_at(j, asked.items[i]) < 0)
			crm_ppap_find_field(j, CRM_AT_MANIFEST, "unknown_element", j->p->top,
			    CRM_P_REQUEST_DOCUMENTS, "%s has no element '%s'", edition,
			    asked.items[i]);
	}
}

/* ---- part, level ---- */

static void part(struct crm_ppap_judge *j)
{
	static const int needed[] = {
	    CRM_P_PART_NUMBER, CRM_P_PART_NAME, CRM_P_PART_DRAWING, CRM_P_PART_CHANGE_LEVEL};
	struct crm_buf missing = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (!crm_ppap_said(j->p->top, needed[i]))
			crm_ppap_list(&missing, crm_ppap_schema.fields[needed[i]].name);
	}
	if (missing.len > 0)
		crm_ppap_find(j, CRM_AT_MANIFEST, "part_incomplete", NULL, j->p->top->line, "part",
		    "missing: %s", crm_buf_str(&missing));
	crm_buf_release(&missing);
}

static bool level_good(const struct crm_cell *c)
{
	return c->type == CRM_T_INT && crm_ppap_level_ok(c->u.i);
}

int crm_ppap_level(const struct crm_ppap *p, const struct crm_ppap_book *book)
{
	const struct crm_cell *c = crm_node_cell(p->top, CRM_P_LEVEL);

	if (!crm_ppap_book_levels(book))
		return 0;
	return level_good(c) ? (int)c->u.i : crm_ppap_book_default_level(book);
}

static void level(struct crm_ppap_judge *j)
{
	const struct crm_cell *c = crm_node_cell(j->p->top, CRM_P_LEVEL);

	if (!crm_ppap_book_levels(j->book)) {
		if (c->type != CRM_T_ABSENT)
			crm_ppap_find_field(j, CRM_AT_MANIFEST, "level_not_used", j->p->top,
			    CRM_P_LEVEL, "%s has no levels", crm_ppap_book_edition_name(j->book));
		return;
	}
	if (c->type == CRM_T_ABSENT)
		crm_ppap_find(j, CRM_AT_MANIFEST, "level_missing", NULL, j->p->top->line, "level",
		    "none; judged by level %d", j->level);
	else if (c->type == CRM_T_INT && !level_good(c))
		crm_ppap_find_field(j, CRM_AT_MANIFEST, "bad_value", j->p->top, CRM_P_LEVEL,
		    "'%.*s': a level from 1 to %d expected", (int)c->len, c->text, CRM_PPAP_LEVELS);
}

/* What the table leaves open needs a list of what is asked for, or a word in an element. */
static void agreed(struct crm_ppap_judge *j)
{
	bool open = false;

	if (crm_node_list(j->p->top, CRM_P_REQUEST_DOCUMENTS).n > 0)
		return;
	for (size_t i = 0; i < j->nstates; i++) {
		if (crm_ppap_said(j->nodes[i], CRM_PE_AGREED))
			return;
		open = open || j->states[i].duty == CRM_DUTY_REQUEST ||
		    j->states[i].duty == CRM_DUTY_NONE;
	}
	if (!open)
		return;
	if (j->level > 0)
		crm_ppap_find_field(j, CRM_AT_MANIFEST, "not_agreed", j->p->top, CRM_P_LEVEL,
		    "level %d submits what the customer asks for, and nothing says what: "
		    "request.documents or elements.N.agreed expected",
		    j->level);
	else
		crm_ppap_find_field(j, CRM_AT_MANIFEST, "not_agreed", j->p->top, CRM_P_EDITION,
		    "%s submits what was agreed on, and nothing says what: request.documents or "
		    "elements.N.agreed expected",
		    crm_ppap_book_edition_name(j->book));
}

/* ---- reasons ---- */

static void changes(struct crm_ppap_judge *j, struct crm_texts reasons)
{
	struct crm_texts codes = crm_node_list(j->p->top, CRM_P_CHANGES);

	for (size_t i = 0; i < codes.n && j->changes != NULL; i++) {
		const struct crm_change_code *c = crm_ppap_changes_find(j->changes, codes.items[i]);
		struct crm_buf want = CRM_BUF_INIT;

		for (size_t k = 0; c != NULL && c->reasons[k] != NULL; k++)
			crm_ppap_list(&want, c->reasons[k]);
		for (size_t k = 0; c != NULL && c->accepts[k] != NULL; k++)
			crm_ppap_list(&want, c->accepts[k]);
		if (c == NULL)
			crm_ppap_find_field(j, CRM_AT_MANIFEST, "unknown_change", j->p->top,
			    CRM_P_CHANGES, "'%s' is in no table of changes", codes.items[i]);
		else if (reasons.n > 0 && !crm_change_accepts(c, reasons))
			crm_ppap_find_field(j, CRM_AT_MANIFEST, "reasons_changes", j->p->top,
			    CRM_P_REASONS, "change %s wants one of: %s", c->code,
			    crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

static void reasons(struct crm_ppap_judge *j)
{
	struct crm_texts list = crm_node_list(j->p->top, CRM_P_REASONS);

	if (list.n == 0 && crm_node_cell(j->p->top, CRM_P_REASONS)->type != CRM_T_BAD)
		crm_ppap_find(j, CRM_AT_MANIFEST, "reasons_missing", NULL,
		    crm_node_line(j->p->top, CRM_P_REASONS), "reasons",
		    "none; at least one of the warrant's reasons expected");
	changes(j, list);
}

void crm_ppap_judge_manifest(struct crm_ppap_judge *j)
{
	faults(j);
	unknown_elements(j);
	part(j);
	level(j);
	agreed(j);
	reasons(j);
}
