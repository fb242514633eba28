/* Studies: their table, their options. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-ppap/study.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/sheet_read.h"

#define TOLD_MOST 20

static int bad_option(struct crm_run *r, const char *option, const char *fmt, const char *value)
{
	struct crm_buf name = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	crm_buf_addf(&name, "--%s", option);
	crm_err_at(&e, CRM_BADINPUT, crm_buf_str(&name), 0, NULL, "'%s': %s", value, fmt);
	crm_buf_release(&name);
	return crm_run_fail(r, &e);
}

/* ---- the table ---- */

static size_t headings(
    const struct crm_run *r, const char *const *options, struct crm_sheet_heading *out)
{
	size_t n = 0;

	for (size_t i = 0; options != NULL && options[i] != NULL; i++) {
		const char *heading = crm_args_text(r->args, options[i]);

		if (heading != NULL)
			out[n++] = (struct crm_sheet_heading){options[i], heading};
	}
	return n;
}

static int tell_faults(struct crm_run *r, const struct crm_sheet *s)
{
	size_t n = crm_sheet_faults(s);

	for (size_t i = 0; i < n && i < TOLD_MOST; i++) {
		const struct crm_sheet_fault *f = crm_sheet_fault(s, i);
		struct crm_err e = CRM_ERR_INIT;

		crm_err_at(&e, CRM_BADINPUT, crm_sheet_source(s), f->line,
		    f->column[0] != '\0' ? f->column : NULL, "%s", f->text);
		(void)crm_run_fail(r, &e);
	}
	if (n > TOLD_MOST)
		crm_run_say(r, "%s: %zu more cannot be read", crm_sheet_source(s), n - TOLD_MOST);
	return n > 0 ? -1 : 0;
}

int study_sheet(struct crm_run *r, const char *path, const struct crm_schema *schema,
    const char *const *options, struct crm_sheet **out)
{
	bool input = strcmp(path, "-") == 0;
	int fd = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	struct crm_sheet_heading given[16];
	struct crm_err e = CRM_ERR_INIT;
	size_t n = headings(r, options, given);

	if (fd < 0) {
		crm_err_errno(&e, errno == EACCES ? CRM_NOPERM : CRM_NOINPUT, "cannot open", path);
		return crm_run_fail(r, &e);
	}
	*out = crm_sheet_read(fd, input ? "stdin" : path, schema, given, n, &r->limits);
	if (tell_faults(r, *out) == 0)
		return 0;
	crm_sheet_free(*out);
	*out = NULL;
	return -1;
}

/* ---- options ---- */

int study_decimal(
    struct crm_run *r, const char *option, struct crm_dec *value, const struct crm_dec **out)
{
	const char *text = crm_args_text(r->args, option);

	*out = NULL;
	if (text == NULL)
		return 0;
	if (crm_dec_parse(text, strlen(text), value) != 0)
		return bad_option(
		    r, option, "a decimal number like 12.50, of at most 18 digits, expected", text);
	*out = value;
	return 0;
}

int study_positive(struct crm_run *r, const char *option, struct crm_figure *out)
{
	const struct crm_dec *given;
	struct crm_dec d;

	*out = (struct crm_figure){false, 0};
	if (study_decimal(r, option, &d, &given) != 0)
		return -1;
	if (given == NULL)
		return 0;
	if (d.coef <= 0)
		return bad_option(
		    r, option, "a number above 0 expected", crm_args_text(r->args, option));
	*out = (struct crm_figure){true, crm_dec_double(d)};
	return 0;
}

int study_count(struct crm_run *r, const char *option, size_t *out)
{
	const char *text = crm_args_text(r->args, option);
	char *end;

	*out = 0;
	if (text == NULL)
		return 0;
	if (strlen(text) < 10 && text[0] >= '1' && text[0] <= '9') {
		*out = strtoul(text, &end, 10);
		if (*end == '\0')
			return 0;
	}
	return bad_option(r, option, "a whole number from 1 expected", text);
}

int study_word(struct crm_run *r, const char *option, int (*find)(const char *name),
    const char *words, int *out)
{
	const char *text = crm_args_text(r->args, option);
	int found = text != NULL ? find(text) : *out;

	if (text != NULL && found < 0)
		return bad_option(r, option, words, text);
	*out = found;
	return 0;
}

int study_operands(struct crm_run *r, size_t n)
{
	size_t have = crm_args_operands(r->args);

	if (have == n)
		return 0;
	return crm_run_usage(r, "%s", have < n ? "an operand is missing" : "too many operands");
}

/* ---- limits ---- */

int study_book_open(struct crm_run *r, struct study_book *out)
{
	const char *profile = crm_args_text(r->args, "profile");
	const struct crm_ppap_book *book = NULL;
	struct crm_err e = CRM_ERR_INIT;

	memset(out, 0, sizeof(*out));
	if (profile == NULL) {
		out->own = crm_ppap_book_new();
		book = out->own;
	} else if (ppap_books_get(r, &out->books, "", profile, &book, &e) != 0) {
		if (e.code == CRM_NOINPUT || e.code == CRM_BADINPUT)
			crm_err_place(&e, "--profile", 0, NULL);
		return e.code != 0 ? crm_run_fail(r, &e) : -1;
	}
	out->limits = crm_ppap_book_limits(book);
	return 0;
}

void study_book_close(struct study_book *b)
{
	ppap_books_release(&b->books);
	crm_ppap_book_free(b->own);
	memset(b, 0, sizeof(*b));
}
