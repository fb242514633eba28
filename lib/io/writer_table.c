/* Rows as a table: widths are known only at the end. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/writer_private.h"

struct crm_table {
	const struct crm_column *columns;
	size_t n;
	size_t rows;
	struct crm_buf text; /* all cells, visible, one after the other */
	size_t *ends;        /* of each cell in text */
	size_t ends_cap;
	size_t *widths; /* of each column */
	bool *filled;   /* some cell of the column is not empty */
};

struct crm_table *crm_table_new(const struct crm_column *columns, size_t n)
{
	struct crm_table *t = crm_calloc(1, sizeof(*t));

	t->columns = columns;
	t->n = n;
	t->widths = crm_calloc(n, sizeof(*t->widths));
	t->filled = crm_calloc(n, sizeof(*t->filled));
	return t;
}

void crm_table_free(struct crm_table *t)
{
	if (t == NULL)
		return;
	crm_buf_release(&t->text);
	free(t->ends);
	free(t->widths);
	free(t->filled);
	free(t);
}

static const char *heading(const struct crm_column *c)
{
	return c->head != NULL ? c->head : c->name;
}

void crm_table_row(struct crm_table *t, const struct crm_cell *cells)
{
	struct crm_buf plain = CRM_BUF_INIT;

	crm_grow(&t->ends, &t->ends_cap, (t->rows + 1) * t->n, sizeof(*t->ends));
	for (size_t i = 0; i < t->n; i++) {
		size_t from = t->text.len, width;

		crm_buf_clear(&plain);
		crm_cell_print(&cells[i], &plain);
		crm_utf8_visible(&t->text, crm_buf_str(&plain), plain.len, false);
		t->ends[t->rows * t->n + i] = t->text.len;
		if (t->text.len == from)
			continue;
		t->filled[i] = true;
		width = crm_utf8_width(t->text.data + from, t->text.len - from);
		if (width > t->widths[i])
			t->widths[i] = width;
	}
	t->rows++;
	crm_buf_release(&plain);
}

static void blanks(struct crm_buf *out, size_t n)
{
	while (n-- > 0)
		crm_buf_addc(out, ' ');
}

/* Appends one cell; *gap is what stands before the next one that is not
 * empty, so that no line ends in blanks. */
static void put(
    struct crm_buf *out, const char *s, size_t len, size_t width, bool right, size_t *gap)
{
	size_t own = crm_utf8_width(s, len), pad = width > own ? width - own : 0;

	if (len > 0) {
		blanks(out, *gap + (right ? pad : 0));
		crm_buf_add(out, s, len);
		*gap = right ? 0 : pad;
	} else {
		*gap += width;
	}
	*gap += 2;
}

static bool shown(const struct crm_table *t, size_t column)
{
	return t->filled[column] || !t->columns[column].optional;
}

static void headings(struct crm_table *t, struct crm_buf *out)
{
	struct crm_buf head = CRM_BUF_INIT;
	size_t gap = 0;

	for (size_t i = 0; i < t->n; i++) {
		const char *name = heading(&t->columns[i]);
		size_t width;

		if (!shown(t, i))
			continue;
		crm_buf_clear(&head);
		crm_utf8_visible(&head, name, strlen(name), false);
		width = crm_utf8_width(crm_buf_str(&head), head.len);
		if (width > t->widths[i])
			t->widths[i] = width;
		put(out, crm_buf_str(&head), head.len, t->widths[i], t->columns[i].right, &gap);
	}
	crm_buf_addc(out, '\n');
	crm_buf_release(&head);
}

void crm_table_print(struct crm_table *t, struct crm_buf *out)
{
	size_t from = 0;

	if (t->rows == 0)
		return;
	headings(t, out);
	for (size_t r = 0; r < t->rows; r++) {
		size_t gap = 0;

		for (size_t i = 0; i < t->n; i++) {
			size_t end = t->ends[r * t->n + i];

			if (shown(t, i))
				put(out, crm_buf_str(&t->text) + from, end - from, t->widths[i],
				    t->columns[i].right, &gap);
			from = end;
		}
		crm_buf_addc(out, '\n');
	}
}
