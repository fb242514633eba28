#include "cmd/crm-ppap/edit.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

int edit_open(struct crm_run *r, size_t operands, struct edit *out)
{
	struct edit e = {.run = r};
	size_t n = crm_args_operands(r->args);

	if (n == 0)
		return crm_run_usage(r, "MANIFEST missing");
	if (operands > 0 && n > operands)
		return crm_run_usage(r, "one MANIFEST expected");
	if (dossier_open(r, crm_args_operand(r->args, 0), true, &e.dossier) != 0)
		return -1;
	*out = e;
	return 0;
}

void edit_close(struct edit *e)
{
	dossier_close(&e->dossier);
	ppap_books_release(&e->books);
}

int edit_known(struct edit *e, const char *source, const char *field, const char *number)
{
	const struct crm_ppap_book *book;
	const struct crm_ppap_element *x;
	struct crm_buf known = CRM_BUF_INIT;
	struct crm_err err = CRM_ERR_INIT;

	if (dossier_book(e->run, &e->books, &e->dossier, &book, &err) != 0)
		return crm_run_fail(e->run, &err);
	if (crm_ppap_book_find(book, number) != NULL)
		return 0;
	for (size_t i = 0; (x = crm_ppap_book_element(book, i)) != NULL; i++)
		crm_buf_addf(&known, "%s%s", i > 0 ? ", " : "", x->number);
	crm_err_at(&err, CRM_BADINPUT, source, 0, field,
	    "'%s' is no element of %s; expected one of: %s", number,
	    crm_ppap_book_edition_name(book), crm_buf_str(&known));
	crm_buf_release(&known);
	return crm_run_fail(e->run, &err);
}

int edit_element(struct edit *e, const char **out)
{
	*out = crm_args_text(e->run->args, "element");
	return edit_known(e, "--element", NULL, *out);
}

int edit_commit_rows(struct edit *e, const char *element, const char *what,
    const char *const *names, size_t n, const struct crm_cell *values, size_t rows)
{
	struct crm_column *columns = crm_calloc(n + 3, sizeof(*columns));
	struct crm_cell *cells = crm_calloc(n + 3, sizeof(*cells));
	struct crm_output *out;
	int rc = -1;

	columns[0].name = "manifest";
	cells[0] = crm_cell_text(e->dossier.path);
	columns[1].name = "what";
	cells[1] = crm_cell_text(what);
	columns[2] = (struct crm_column){.name = "element", .optional = true};
	cells[2] = crm_cell_text(element);
	for (size_t i = 0; i < n; i++)
		columns[i + 3] = (struct crm_column){.name = names[i],
		    .optional = true,
		    .right = rows > 0 && values[i].type == CRM_T_INT};
	if (crm_output_new(e->run, CRM_OUT_ROWS, columns, n + 3, true, &out) == 0) {
		rc = dossier_save(e->run, &e->dossier);
		for (size_t k = 0; rc == 0 && k < rows; k++) {
			for (size_t i = 0; i < n; i++)
				cells[i + 3] = values[k * n + i];
			crm_output_row(out, cells);
		}
		if (rc == 0)
			crm_output_end(e->run, out);
		else
			crm_output_drop(out);
	}
	free(cells);
	free(columns);
	return rc;
}

int edit_commit(
    struct edit *e, const char *element, const char *what, const struct edit_value *v, size_t n)
{
	const char **names = crm_calloc(n + 1, sizeof(*names));
	struct crm_cell *cells = crm_calloc(n + 1, sizeof(*cells));
	int rc;

	for (size_t i = 0; i < n; i++) {
		names[i] = v[i].name;
		cells[i] = crm_cell_text(v[i].value);
	}
	rc = edit_commit_rows(e, element, what, names, n, cells, 1);
	free(names);
	free(cells);
	return rc;
}
