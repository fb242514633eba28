/*
 * The file of rejects: the input's own columns, then line, column, reason; of JSON a line with these
 * three and the row. It can be mended and imported as it is: the three are left out then.
 *
 * A row is encoded as a letter and what it says: C cells (number of the column, length, text), M cells
 * of a row of another width (length, text), R a record, T a text that is none.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/crm-store/import.h"
#include "lib/base/mem.h"

#define BLOCK ((size_t)64 << 10)

static const char *const last_three[] = {"line", "column", "reason"};

void rejects_init(struct rejects *x)
{
	*x = (struct rejects){.columns = crm_map_new(), .out = CRM_BUF_INIT};
}

void rejects_release(struct rejects *x)
{
	if (x->open)
		crm_replace_drop(&x->file);
	crm_buf_release(&x->out);
	crm_map_free(x->columns);
}

/* ---- where it may be ---- */

static bool is_same(const struct stat *a, const char *path)
{
	struct stat b;
	int rc = strcmp(path, "-") == 0 ? fstat(0, &b) : stat(path, &b);

	return rc == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Beside a crm.json every name may be the store's own. */
static bool in_store(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct crm_buf settings = CRM_BUF_INIT;
	struct stat st;
	bool found;

	if (slash != NULL)
		crm_buf_add(&settings, path, (size_t)(slash - path) + 1);
	crm_buf_addz(&settings, "crm.json");
	found = stat(crm_buf_str(&settings), &st) == 0;
	crm_buf_release(&settings);
	return found;
}

int rejects_check(struct crm_run *r, const char *path)
{
	const char *map = crm_args_text(r->args, "map");
	struct crm_err e = CRM_ERR_INIT;
	struct stat st;

	if (strcmp(path, "-") == 0)
		return crm_run_usage(r, "--rejects needs the name of a file");
	if (in_store(path))
		return crm_run_usage(
		    r, "--rejects: '%s' stands in a store; name a file elsewhere", path);
	if (stat(path, &st) < 0)
		return 0; /* a new one, or what creating it says */
	if (!S_ISREG(st.st_mode)) {
		(void)crm_err_set(
		    &e, CRM_CANTCREAT, "--rejects: '%s' is there and is no regular file", path);
		return crm_run_fail(r, &e);
	}
	if (map != NULL && is_same(&st, map))
		return crm_run_usage(r, "--rejects: '%s' is the map", path);
	for (size_t i = 1; i < crm_args_operands(r->args); i++) {
		if (is_same(&st, crm_args_operand(r->args, i)))
			return crm_run_usage(r, "--rejects: '%s' is an input", path);
	}
	return 0;
}

/* ---- rows, encoded ---- */

static void put_size(struct crm_buf *out, size_t n)
{
	crm_buf_add(out, &n, sizeof(n));
}

static size_t get_size(const char **p)
{
	size_t n;

	memcpy(&n, *p, sizeof(n));
	*p += sizeof(n);
	return n;
}

int rejects_encode(struct rejects *x, const struct crm_import_row *row, struct crm_buf *out)
{
	if (x->rows && x->json != row->json)
		return -1;
	x->rows = true;
	x->json = row->json;
	if (row->json) {
		crm_buf_addc(out, row->record != NULL ? 'R' : 'T');
		if (row->record != NULL)
			crm_record_dump(row->record, out);
		else if (row->text != NULL)
			crm_buf_add(out, row->text, row->text_len);
		return 0;
	}
	crm_buf_addc(out, row->names != NULL ? 'C' : 'M');
	for (size_t i = 0; i < row->n; i++) {
		const struct crm_cell *cell = &row->cells[i];

		if (row->names != NULL)
			put_size(out,
			    crm_map_put(x->columns, row->names[i], strlen(row->names[i]), NULL));
		put_size(out, cell->len);
		crm_buf_add(out, cell->text, cell->len);
	}
	return 0;
}

/* ---- out ---- */

static void flush(struct rejects *x)
{
	if (!x->failed && crm_write_all(x->file.fd, crm_buf_str(&x->out), x->out.len) < 0) {
		x->failed = true;
		x->why = errno;
	}
	crm_buf_clear(&x->out);
}

static void put_cell(struct rejects *x, const char *text, size_t len)
{
	crm_csv_cell(&x->out, text, len, x->dialect.delimiter, x->dialect.excel, false);
	crm_buf_addc(&x->out, x->dialect.delimiter);
}

static void end_row(struct rejects *x)
{
	crm_buf_cut(&x->out, x->out.len - 1); /* the delimiter */
	crm_buf_addz(&x->out, x->dialect.excel ? "\r\n" : "\n");
	if (x->out.len >= BLOCK)
		flush(x);
}

int rejects_begin(struct rejects *x, const char *path, const struct crm_csv_opts *dialect, bool bom,
    struct crm_err *e)
{
	size_t len;

	if (crm_replace_begin(AT_FDCWD, path, &x->file, e) < 0)
		return -1;
	x->open = true;
	x->dialect = *dialect;
	if (x->dialect.delimiter == 0)
		x->dialect.delimiter = ',';
	if (x->json)
		return 0;
	if (bom || x->dialect.excel)
		crm_buf_addz(&x->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < crm_map_count(x->columns); i++) {
		const char *name = crm_map_key(x->columns, i, &len);

		put_cell(x, name, len);
	}
	for (size_t i = 0; i < 3; i++)
		put_cell(x, last_three[i], strlen(last_three[i]));
	end_row(x);
	return 0;
}

/* Its own columns' cells. */
static void put_cells(struct rejects *x, const char *p, const char *end)
{
	size_t own = crm_map_count(x->columns);
	struct crm_cell *cells = crm_calloc(own + 1, sizeof(*cells));

	while (p < end) {
		size_t at = get_size(&p), n = get_size(&p);

		cells[at] = crm_cell_textn(p, n);
		p += n;
	}
	for (size_t i = 0; i < own; i++)
		put_cell(x, cells[i].text != NULL ? cells[i].text : "", cells[i].len);
	free(cells);
}

/* As they are: the row's width must be wrong again, also under the columns of several files. */
static void put_misfits(struct rejects *x, const char *p, const char *end)
{
	size_t count = 0;

	for (; p < end; count++) {
		size_t n = get_size(&p);

		put_cell(x, p, n);
		p += n;
	}
	if (count == crm_map_count(x->columns))
		put_cell(x, "", 0);
}

static void put_json(struct rejects *x, const char *raw, size_t len, const struct crm_cell *line,
    const char *column, const char *reason)
{
	struct crm_record *r = crm_record_new();
	struct crm_cell text = crm_cell_textn(raw + 1, len - 1);

	crm_record_set(r, "line", line);
	crm_record_set_text(r, "column", column);
	crm_record_set_text(r, "reason", reason);
	if (*raw == 'T')
		crm_record_set(r, "text", &text);
	crm_record_dump(r, &x->out);
	if (*raw == 'R') {
		crm_buf_cut(&x->out, x->out.len - 1); /* } */
		crm_buf_addz(&x->out, ",\"row\":");
		crm_buf_add(&x->out, raw + 1, len - 1);
		crm_buf_addc(&x->out, '}');
	}
	crm_buf_addc(&x->out, '\n');
	if (x->out.len >= BLOCK)
		flush(x);
	crm_record_free(r);
}

void rejects_add(struct rejects *x, const char *raw, size_t len, const char *source, long line,
    const char *column, const char *reason)
{
	struct crm_cell number = crm_cell_int(line);
	struct crm_buf place = CRM_BUF_INIT;

	if (x->several)
		crm_buf_addf(&place, "%s:", source);
	crm_buf_addi(&place, line);
	if (x->several)
		number = crm_cell_textn(crm_buf_str(&place), place.len);
	if (x->json) {
		put_json(x, raw, len, &number, column, reason);
	} else {
		if (*raw == 'C')
			put_cells(x, raw + 1, raw + len);
		else
			put_misfits(x, raw + 1, raw + len);
		put_cell(x, crm_buf_str(&place), place.len);
		put_cell(x, column, strlen(column));
		put_cell(x, reason, strlen(reason));
		end_row(x);
	}
	crm_buf_release(&place);
}

int rejects_sync(struct rejects *x, struct crm_err *e)
{
	flush(x);
	if (x->failed) {
		errno = x->why;
		crm_err_errno(e, CRM_IOERR, "cannot write", x->file.name);
		return -1;
	}
	x->open = crm_replace_sync(&x->file, 0600, e) == 0;
	return x->open ? 0 : -1;
}

int rejects_end(struct rejects *x, struct crm_err *e)
{
	x->open = false;
	return crm_replace_rename(&x->file, true, e);
}
