#include "lib/rules/notice/notice_book.h"

#include <stdlib.h>
#include <string.h>

#include "lib/data/walk.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_parties.h"

struct crm_notice_book {
	struct crm_categories categories;
	struct crm_standing *standing;
	size_t nstanding;
	struct crm_parties *parties;
	struct crm_arena arena;
};

/* ---- standing approvals: reading ---- */

static int read_day(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_standing *s = object;
	const char *text = crm_doc_string(d);

	if (text == NULL || crm_date_parse(text, strlen(text), &s->until) != 0)
		return crm_walk_refuse(w, "a day expected, like \"2026-12-31\"");
	return 0;
}

static int read_hash(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_standing *s = object;
	const char *text = crm_doc_string(d);

	if (text == NULL || strlen(text) != 64 || strspn(text, "0123456789abcdef") != 64)
		return crm_walk_refuse(w, "the template's hash expected, 64 of 0-9 and a-f");
	s->template_sha256 = crm_arena_strdup(w->arena, text);
	return 0;
}

struct words {
	const char **v;
	size_t n;
};

static int read_word(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct words *x = object;
	const char *text = crm_doc_string(d);

	if (text == NULL || text[0] == '\0')
		return crm_walk_refuse(w,
		    "\"" CRM_STANDING_INTERNAL "\", \"" CRM_STANDING_ACKNOWLEDGEMENT
		    "\" or a department expected");
	x->v[x->n++] = crm_arena_strdup(w->arena, text);
	return 0;
}

static int read_to(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_standing *s = object;
	struct words x = {crm_arena_alloc(w->arena, (crm_doc_count(d) + 1) * sizeof(*x.v)), 0};

	if (crm_walk_items(w, d, read_word, &x) != 0)
		return -1;
	if (x.n == 0)
		return crm_walk_refuse(w, "at least one expected");
	s->to = x.v;
	return 0;
}

#define AT(member) offsetof(struct crm_standing, member)

static const struct crm_member members[] = {
    {"name", CRM_MEMBER_TEXT, AT(name), 0, 0, NULL},
    {"template", CRM_MEMBER_TEXT, AT(template), 0, 0, NULL},
    {"template_sha256", CRM_MEMBER_READ, 0, 0, 0, read_hash},
    {"category", CRM_MEMBER_TEXT, AT(category), 0, 0, NULL},
    {"to", CRM_MEMBER_READ, 0, 0, 0, read_to},
    {"by", CRM_MEMBER_TEXT, AT(by), 0, 0, NULL},
    {"until", CRM_MEMBER_READ, 0, 0, 0, read_day},
    {NULL, CRM_MEMBER_READ, 0, 0, 0, NULL},
};

/* All of it is needed: what is left open would be open to all. */
static const char *missing(const struct crm_standing *s)
{
	return s->name == NULL              ? "name"
	    : s->template == NULL           ? "template"
	    : s->template_sha256 == NULL    ? "template_sha256"
	    : s->category == NULL           ? "category"
	    : s->to == NULL                 ? "to"
	    : s->by == NULL                 ? "by"
	    : s->until == CRM_DAY_FIRST - 1 ? "until"
	                                    : NULL;
}

static int read_one(struct crm_walk *w, void *object, const struct crm_doc *d)
{
	struct crm_notice_book *b = object;
	struct crm_standing s = {.until = CRM_DAY_FIRST - 1};

	if (crm_walk_members(w, d, members, &s) != 0)
		return -1;
	if (missing(&s) != NULL)
		return crm_walk_refuse(w, "'%s' is missing", missing(&s));
	if (crm_notice_book_find(b, s.name) != NULL)
		return crm_walk_refuse(w, "there is a '%s' already", s.name);
	b->standing[b->nstanding++] = s;
	return 0;
}

int crm_notice_book_standing(struct crm_notice_book *b, const struct crm_doc *standing,
    const char *source, struct crm_err *e)
{
	struct crm_walk w = {source, &b->arena, e, CRM_BUF_INIT};
	int ret = 0;

	b->nstanding = 0;
	if (standing != NULL) {
		crm_buf_addz(&w.path, "standing");
		b->standing = crm_arena_alloc(
		    &b->arena, (crm_doc_count(standing) + 1) * sizeof(*b->standing));
		ret = crm_walk_items(&w, standing, read_one, b);
	}
	if (ret != 0)
		b->nstanding = 0;
	crm_buf_release(&w.path);
	return ret;
}

const struct crm_standing *crm_notice_book_find(const struct crm_notice_book *b, const char *name)
{
	for (size_t i = 0; i < b->nstanding; i++) {
		if (strcmp(b->standing[i].name, name) == 0)
			return &b->standing[i];
	}
	return NULL;
}

const struct crm_standing *crm_notice_book_at(const struct crm_notice_book *b, size_t i)
{
	return i < b->nstanding ? &b->standing[i] : NULL;
}

const struct crm_standing *crm_notice_book_covers(const struct crm_notice_book *b,
    const struct crm_view *notice, const struct crm_people *people, struct crm_instant at)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_standing_ask ask = {.notice = notice,
	    .category =
	        crm_category_find(&b->categories, crm_view_text(notice, CRM_W_CATEGORY, &a)),
	    .people = people,
	    .at = at};
	const struct crm_standing *found = NULL;

	crm_notice_book_addressee(b, crm_view_cell(notice, CRM_W_CUSTOMER), &ask.to);
	for (size_t i = 0; found == NULL && i < b->nstanding; i++) {
		if (crm_standing_covers(&b->standing[i], &ask, NULL))
			found = &b->standing[i];
	}
	crm_arena_release(&a);
	return found;
}

/* Is it for what this notice is: of both its template and category, or of one of them? */
static bool is_near(const struct crm_standing *s, const struct crm_view *notice, bool both)
{
	const bool template = crm_cell_eq(crm_view_cell(notice, CRM_W_TEMPLATE), s->template);
	const bool category = crm_cell_eq(crm_view_cell(notice, CRM_W_CATEGORY), s->category);

	return both ? template && category : template || category;
}

void crm_notice_book_uncovered(
    const struct crm_notice_book *b, const struct crm_standing_ask *ask, struct crm_buf *why)
{
	struct crm_buf not = CRM_BUF_INIT, all = CRM_BUF_INIT;
	bool covered = ask->category == NULL || !ask->category->standing, any = false;

	for (int both = 1; !any && both >= 0; both--) {
		for (size_t i = 0; !covered && i < b->nstanding; i++) {
			const struct crm_standing *s = &b->standing[i];

			if (!is_near(s, ask->notice, both == 1))
				continue;
			crm_buf_clear(&not );
			any = true;
			covered = crm_standing_covers(s, ask, &not );
			crm_buf_addf(&all, "; standing approval '%s' does not cover it: %s",
			    s->name, crm_buf_str(&not ));
		}
	}
	if (!covered)
		crm_buf_addz(why, crm_buf_str(&all));
	crm_buf_release(&not );
	crm_buf_release(&all);
}

/* ---- customers and departments ---- */

void crm_notice_book_add(struct crm_notice_book *b, const struct crm_kind *kind,
    const struct crm_view *v, struct crm_instant now)
{
	(void)now;
	if (kind == &crm_customer)
		crm_parties_add(b->parties, v);
}

void crm_notice_book_addressee(
    const struct crm_notice_book *b, const struct crm_cell *customer, struct crm_addressee *out)
{
	bool internal;
	const struct crm_party *found = crm_parties_find(b->parties, customer, &internal);

	*out = (struct crm_addressee){
	    .internal = internal,
	    .id = found != NULL ? found->id : "",
	    .name = found != NULL ? found->name : "",
	};
}

const struct crm_parties *crm_notice_book_parties(const struct crm_notice_book *b)
{
	return b->parties;
}

/* ---- making it ---- */

int crm_notice_book_new(const struct crm_doc *table, const char *source,
    struct crm_notice_book **out, struct crm_err *e)
{
	struct crm_notice_book *b = crm_calloc(1, sizeof(*b));
	int ret = crm_categories_read(table, source, &b->categories, e);

	if (ret == 0) {
		b->parties = crm_parties_new();
	} else {
		free(b);
		b = NULL;
	}
	*out = b;
	return ret;
}

void crm_notice_book_free(struct crm_notice_book *b)
{
	if (b == NULL)
		return;
	crm_categories_release(&b->categories);
	crm_parties_free(b->parties);
	crm_arena_release(&b->arena);
	free(b);
}

const struct crm_categories *crm_notice_book_categories(const struct crm_notice_book *b)
{
	return &b->categories;
}

static int make(const struct crm_doc *table, const char *source, void **out, struct crm_err *e)
{
	struct crm_notice_book *b;
	int ret = crm_notice_book_new(table, source, &b, e);

	*out = b;
	return ret;
}

static int set(void *book, const struct crm_doc *d, const char *source, struct crm_err *e)
{
	return crm_notice_book_standing(book, d, source, e);
}

static void add(
    void *book, const struct crm_kind *kind, const struct crm_view *v, struct crm_instant now)
{
	crm_notice_book_add(book, kind, v, now);
}

static void release(void *book)
{
	crm_notice_book_free(book);
}

const struct crm_book_kind crm_notice_books = {
    .dir = "notice",
    .name = "categories",
    .make = make,
    .add = add,
    .timeless = true,
    .free = release,
    .setting = "standing",
    .set = set,
};
