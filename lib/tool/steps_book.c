/* What the rules of a step are told beside the record. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/book.h"
#include "lib/tool/steps_desk.h"

/* By the kinds that it tells of. */
struct crm_batch_book {
	const struct crm_kind *kind;
	const char *looks;
	void *book;       /* ours, or: */
	const void *lent; /* the run's */
	struct crm_batch_book *next;
};

void crm_batch_books_free(struct crm_batch *b)
{
	while (b->books != NULL) {
		struct crm_batch_book *next = b->books->next;

		if (b->books->book != NULL)
			b->books->kind->book->free(b->books->book);
		free(b->books);
		b->books = next;
	}
}

static struct crm_tx *tx_of(const void *ctx, const struct crm_kind *kind)
{
	const struct crm_batch *b = ctx;

	if (kind == b->run->kind)
		return b->x->tx;
	return b->desks != NULL ? crm_desks_tx(b->desks, kind) : NULL;
}

static struct crm_batch_book *find(const struct crm_batch *b, const char *looks)
{
	struct crm_batch_book *x = b->books;

	while (x != NULL && strcmp(x->looks, looks) != 0)
		x = x->next;
	return x;
}

/* Is nothing pending of the kinds that it looks at? */
static bool is_clean(const struct crm_batch *b, const char *looks)
{
	size_t len;

	for (; (len = strcspn(looks, " ")) > 0; looks += len, looks += strspn(looks, " ")) {
		char *name = crm_strndup(looks, len);
		const struct crm_kind *kind = crm_kind_find(name);
		struct crm_tx *tx = kind != NULL ? tx_of(b, kind) : NULL;

		free(name);
		if (tx != NULL && crm_map_count(crm_tx_pending(tx)) > 0)
			return false;
	}
	return true;
}

static int make(struct crm_batch *b, const char *looks, struct crm_batch_book **out)
{
	struct crm_batch_book *x = crm_calloc(1, sizeof(*x));

	x->kind = b->run->kind;
	x->looks = looks;
	x->next = b->books;
	b->books = *out = x;
	if (b->shared && is_clean(b, looks) &&
	    (crm_run_book_lent(b->run, x->kind, looks, &x->lent) < 0 || x->lent != NULL))
		return x->lent != NULL ? 0 : -1;
	return crm_run_book_with(b->run, x->kind, looks, tx_of, b, &x->book);
}

int crm_batch_book(struct crm_batch *b, const struct crm_step *step, const void **out)
{
	struct crm_batch_book *x;

	*out = NULL;
	if (step->looks == NULL)
		return 0;
	if (b->shared && step->looks[0] != '\0')
		crm_batch_books_free(b);
	x = find(b, step->looks);
	if (x == NULL && make(b, step->looks, &x) < 0)
		return -1;
	*out = x->lent != NULL ? x->lent : x->book;
	return 0;
}
