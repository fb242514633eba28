#include "lib/rules/ppap/advice.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/data/walk.h"
#include "lib/rules/ppap/edition_private.h"
#include "lib/rules/ppap/ppap.h"

struct crm_ppap_changes {
	struct crm_arena arena;
	struct crm_change_code *items;
	size_t n, cap;
};

const char *const crm_change_action_words[] = {"none", "notify", "submit", NULL};
/* of the trigger matrix, in the same order */
static const char *const cells[] = {"-", "I", "A", NULL};

const char *crm_change_action_name(enum crm_change_action a)
{
	return crm_change_action_words[a];
}

struct crm_ppap_changes *crm_ppap_changes_new(void)
{
	return crm_calloc(1, sizeof(struct crm_ppap_changes));
}

void crm_ppap_changes_free(struct crm_ppap_changes *c)
{
	if (c == NULL)
		return;
	crm_arena_release(&c->arena);
	free(c->items);
	free(c);
}

/* ---- reading ---- */

struct reading {
	struct crm_ppap_changes *changes;
	struct crm_change_code row;
	bool action;
	/* of the row, and how many so far */
	const char **reasons, **accepts;
	enum crm_ppap_role *redo;
	size_t nreasons, naccepts, nredo;
	const char *title;
};

static int read_action(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	int i = crm_walk_word(w, d, crm_change_action_words);

	if (i < 0)
		return -1;
	r->row.action = (enum crm_change_action)i;
	r->action = true;
	return 0;
}

static int read_vda(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	int i = crm_walk_word(w, d, cells);

	if (i < 0)
		return -1;
	r->row.action = (enum crm_change_action)i;
	r->row.vda = cells[i];
	return 0;
}

static int read_reason(struct crm_walk *w, const struct crm_doc *d, const char **to, size_t *n)
{
	const char *const *words = crm_ppap_schema.fields[CRM_P_REASONS].words;
	int i = crm_walk_word(w, d, words);

	if (i < 0)
		return -1;
	to[(*n)++] = words[i];
	return 0;
}

static int read_wanted(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;

	return read_reason(w, d, r->reasons, &r->nreasons);
}

static int read_accepted(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;

	return read_reason(w, d, r->accepts, &r->naccepts);
}

static int read_role(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;
	int i = crm_walk_word(w, d, crm_ppap_role_words);

	if (i < 0)
		return -1;
	if (i == CRM_ROLE_OTHER)
		return crm_walk_refuse(w, "a role that names one element expected");
	r->redo[r->nredo++] = (enum crm_ppap_role)i;
	return 0;
}

static int read_reasons(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;

	r->reasons = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*r->reasons));
	return crm_walk_items(w, d, read_wanted, r);
}

static int read_accepts(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;

	r->accepts = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*r->accepts));
	return crm_walk_items(w, d, read_accepted, r);
}

static int read_redo(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct reading *r = object;

	r->redo = crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*r->redo));
	return crm_walk_items(w, d, read_role, r);
}

#define ROW(member) offsetof(struct reading, row.member)
static const struct crm_member code_members[] = {
    {"name", CRM_MEMBER_TEXT, ROW(name), 0, 0, NULL},
    {"table", CRM_MEMBER_TEXT, ROW(table), 0, 0, NULL},
    {"text", CRM_MEMBER_TEXT, ROW(text), 0, 0, NULL},
    {"action", CRM_MEMBER_READ, 0, 0, 0, read_action},
    {"vda", CRM_MEMBER_READ, 0, 0, 0, read_vda},
    {"bulk", CRM_MEMBER_BOOL, ROW(bulk), 0, 0, NULL},
    {"unchecked", CRM_MEMBER_BOOL, ROW(unchecked), 0, 0, NULL},
    {"reasons", CRM_MEMBER_READ, 0, 0, 0, read_reasons},
    {"accepts", CRM_MEMBER_READ, 0, 0, 0, read_accepts},
    {"redo", CRM_MEMBER_READ, 0, 0, 0, read_redo},
    {NULL, CRM_MEMBER_TEXT, 0, 0, 0, NULL},
};

static bool same(const char *a, const char *b)
{
	return crm_ascii_same(a, strlen(a), b, strlen(b));
}

static void add(struct crm_ppap_changes *c, const struct crm_change_code *row)
{
	for (size_t i = 0; i < c->n; i++) {
		if (same(c->items[i].code, row->code)) {
			c->items[i] = *row;
			return;
		}
	}
	crm_grow(&c->items, &c->cap, c->n + 1, sizeof(*c->items));
	c->items[c->n++] = *row;
}

static int read_code(struct crm_walk *w, void *object, const char *code, const struct crm_doc *d)
{
	static const char *const no_reasons[] = {NULL};
	static const enum crm_ppap_role no_roles[] = {CRM_PPAP_ROLES};
	const char *note = crm_doc_string(crm_doc_member(d, "note", 4));
	struct reading *all = object;
	struct reading r = {
	    .row = {.reasons = no_reasons, .accepts = no_reasons, .redo = no_roles}};

	if (crm_walk_members(w, d, code_members, &r) != 0)
		return -1;
	if (code[strcspn(code, ", \t")] != '\0')
		return crm_walk_refuse(w, "a code without blanks and commas expected");
	if (r.row.name == NULL || r.row.table == NULL || r.row.text == NULL)
		return crm_walk_refuse(w, "name, table and text expected");
	if (r.action == (r.row.vda != NULL))
		return crm_walk_refuse(w, "either action or vda expected");
	r.row.code = crm_arena_strdup(w->arena, code);
	r.row.note = note != NULL ? crm_arena_strdup(w->arena, note) : NULL;
	if (r.reasons != NULL)
		r.row.reasons = r.reasons;
	if (r.accepts != NULL)
		r.row.accepts = r.accepts;
	if (r.redo != NULL) {
		r.redo[r.nredo] = CRM_PPAP_ROLES;
		r.row.redo = r.redo;
	}
	add(all->changes, &r.row);
	return 0;
}

static int read_codes(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	return crm_walk_names(w, d, read_code, object);
}

int crm_ppap_changes_add(
    struct crm_ppap_changes *c, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	static const struct crm_member members[] = {
	    {"title", CRM_MEMBER_TEXT, offsetof(struct reading, title), 0, 0, NULL},
	    {"codes", CRM_MEMBER_READ, 0, 0, 0, read_codes},
	    {NULL, CRM_MEMBER_TEXT, 0, 0, 0, NULL},
	};
	struct crm_walk w = {source, &c->arena, e, CRM_BUF_INIT};
	struct reading r = {.changes = c};
	int rc = crm_walk_members(&w, d, members, &r);

	crm_buf_release(&w.path);
	return rc;
}

/* ---- advising ---- */

const struct crm_change_code *crm_ppap_changes_at(const struct crm_ppap_changes *c, size_t i)
{
	return i < c->n ? &c->items[i] : NULL;
}

const struct crm_change_code *crm_ppap_changes_find(
    const struct crm_ppap_changes *c, const char *code_or_name)
{
	for (size_t i = 0; i < c->n; i++) {
		if (same(c->items[i].code, code_or_name) || same(c->items[i].name, code_or_name))
			return &c->items[i];
	}
	return NULL;
}

void crm_change_advise(const struct crm_ppap_changes *c, const struct crm_ppap_book *book,
    const char *code, struct crm_change_advice *out)
{
	const struct crm_change_code *row = crm_ppap_changes_find(c, code);
	int own = -1;

	if (book != NULL)
		own = crm_ppap_book_change(book, row != NULL ? row->code : code);
	out->code = code;
	out->row = row;
	out->by_profile = own >= 0;
	out->action = row != NULL ? row->action : CRM_CHANGE_NOTIFY;
	if (own >= 0)
		out->action = (enum crm_change_action)own;
	out->check_customer = !out->by_profile && out->action == CRM_CHANGE_NONE;
}

const char *crm_change_by(const struct crm_change_advice *a)
{
	if (a->by_profile)
		return "customer";
	return a->row != NULL ? a->row->table : "unknown code";
}

static void say(struct crm_buf *out, const char *text)
{
	if (out->len > 0)
		crm_buf_addz(out, "; ");
	crm_buf_addz(out, text);
}

void crm_change_note(const struct crm_change_advice *a, struct crm_buf *out)
{
	const struct crm_change_code *row = a->row;

	if (a->check_customer)
		say(out,
		    row->vda != NULL
		        ? "not required by the trigger matrix; check the customer's rules"
		        : "not required by the 3rd edition; check the customer's rules");
	if (row == NULL && !a->by_profile)
		say(out, "unknown code: the customer is told, to be on the safe side");
	if (row == NULL)
		return;
	if (row->bulk)
		say(out, "bulk material only");
	if (row->unchecked && !a->by_profile)
		say(out, "a cautious guess: compare it with the trigger matrix that was agreed");
	if (row->note != NULL)
		say(out, row->note);
}

/* Is the word in the list already? */
static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ","), p += *p == ',') {
		if (strncmp(p, word, len) == 0 && (p[len] == ',' || p[len] == '\0'))
			return true;
	}
	return false;
}

void crm_change_reasons(const struct crm_change_code *row, struct crm_buf *out)
{
	for (const char *const *r = row->reasons; *r != NULL; r++) {
		if (has_word(crm_buf_str(out), *r))
			continue;
		if (out->len > 0)
			crm_buf_addc(out, ',');
		crm_buf_addz(out, *r);
	}
}

bool crm_change_accepts(const struct crm_change_code *row, struct crm_texts given)
{
	const char *const *lists[] = {row->reasons, row->accepts};

	for (size_t i = 0; i < 2; i++) {
		for (const char *const *r = lists[i]; *r != NULL; r++) {
			if (crm_texts_have(given, *r))
				return true;
		}
	}
	return row->reasons[0] == NULL;
}
