/* Studies: one row of figures, at full precision for programs, by name and value for people. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/study.h"
#include "lib/base/mem.h"
#include "lib/tool/printed.h"

/* ---- cells ---- */

static struct crm_cell number_cell(struct crm_arena *a, const struct crm_buf *text)
{
	struct crm_cell c = crm_cell_text(crm_arena_strdup(a, crm_buf_str(text)));

	c.type = CRM_T_DEC; /* by its text */
	return c;
}

struct crm_cell study_cell(struct crm_arena *a, struct crm_figure f, int decimals, bool people)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_cell c = crm_cell_absent();

	if (f.has) {
		if (people)
			crm_buf_addf(&text, "%.*f", decimals, f.value);
		else
			crm_study_number(f.value, &text);
		c = number_cell(a, &text);
	}
	crm_buf_release(&text);
	return c;
}

static void put(
    struct study_row *row, const char *name, struct crm_cell cell, struct crm_cell people)
{
	crm_grow(&row->columns, &row->cap, row->n + 1, sizeof(*row->columns));
	crm_grow(&row->cells, &row->cells_cap, row->n + 1, sizeof(*row->cells));
	crm_grow(&row->people, &row->people_cap, row->n + 1, sizeof(*row->people));
	row->columns[row->n] = (struct crm_column){
	    .name = name, .right = cell.type == CRM_T_DEC || cell.type == CRM_T_INT, .null = true};
	row->cells[row->n] = cell;
	row->people[row->n++] = people;
}

void study_put(struct study_row *row, const char *name, const char *text)
{
	struct crm_cell c = crm_cell_absent();

	if (text != NULL && text[0] != '\0')
		c = crm_cell_text(crm_arena_strdup(&row->arena, text));
	put(row, name, c, c);
}

void study_put_count(struct study_row *row, const char *name, size_t n)
{
	struct crm_cell c = crm_cell_int((int64_t)n);

	put(row, name, c, c);
}

void study_put_bool(struct study_row *row, const char *name, bool b)
{
	put(row, name, crm_cell_bool(b), crm_cell_text(b ? "yes" : "no"));
}

void study_put_dec(struct study_row *row, const char *name, const struct crm_dec *d)
{
	struct crm_cell c = d != NULL ? crm_cell_dec(*d) : crm_cell_absent();

	put(row, name, c, c);
}

void study_put_figure(struct study_row *row, const char *name, struct crm_figure f, int decimals)
{
	put(row, name, study_cell(&row->arena, f, 0, false),
	    study_cell(&row->arena, f, decimals, true));
}

void study_put_number(struct study_row *row, const char *name, double x, int decimals)
{
	study_put_figure(row, name, crm_figure_of(x), decimals);
}

static void add_string(const char *s, struct crm_buf *out)
{
	crm_buf_addc(out, '"');
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == 0x7f) {
			crm_buf_addf(out, "\\u%04X", c);
		} else {
			if (c == '"' || c == '\\')
				crm_buf_addc(out, '\\');
			crm_buf_addc(out, *s);
		}
	}
	crm_buf_addc(out, '"');
}

static struct crm_cell json_cell(struct study_row *row, const struct crm_buf *json)
{
	struct crm_cell c = crm_cell_text(crm_arena_strdup(&row->arena, crm_buf_str(json)));

	c.type = CRM_T_NESTED;
	return c;
}

void study_put_texts(struct study_row *row, const char *name, const struct crm_study_texts *t)
{
	struct crm_buf json = CRM_BUF_INIT, lines = CRM_BUF_INIT;

	crm_buf_addc(&json, '[');
	for (size_t i = 0; i < t->n; i++) {
		crm_buf_addz(&json, i > 0 ? "," : "");
		add_string(t->items[i], &json);
		crm_buf_addf(&lines, "%s%s", i > 0 ? "\n" : "", t->items[i]);
	}
	crm_buf_addc(&json, ']');
	put(row, name, json_cell(row, &json),
	    t->n > 0 ? crm_cell_text(crm_arena_strdup(&row->arena, crm_buf_str(&lines)))
	             : crm_cell_absent());
	crm_buf_release(&json);
	crm_buf_release(&lines);
}

void study_put_json(struct study_row *row, const char *name, const struct crm_buf *json)
{
	put(row, name, json_cell(row, json), crm_cell_absent());
}

/* ---- printing ---- */

int study_people(struct crm_run *r, bool *out)
{
	enum crm_format format;

	*out = false;
	if (crm_run_format(r, &format) != 0)
		return -1;
	*out = format == CRM_FMT_TABLE && !crm_args_has(r->args, "fields");
	return 0;
}

/* A line a figure; of a text with several lines each has its own. */
static void print_lines(
    struct crm_output *out, struct crm_arena *a, const char *name, const struct crm_cell *cell)
{
	struct crm_cell cells[2] = {crm_cell_text(name), *cell};
	struct crm_buf text = CRM_BUF_INIT;
	char *p, *end;

	crm_cell_print(cell, &text);
	p = crm_arena_strdup(a, crm_buf_str(&text));
	crm_buf_release(&text);
	for (; p != NULL; p = end) {
		end = strchr(p, '\n');
		if (end != NULL)
			*end++ = '\0';
		cells[1] = crm_cell_text(p);
		crm_output_row(out, cells);
		cells[0] = crm_cell_absent();
	}
}

void study_print(struct crm_run *r, const struct study_row *row)
{
	static const struct crm_column two[] = {{.name = "figure"}, {.name = "value"}};
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_output *out;
	bool people;

	if (study_people(r, &people) != 0)
		return;
	if (!people) {
		if (crm_output_new(r, CRM_OUT_ROWS, row->columns, row->n, false, &out) != 0)
			return;
		crm_output_row(out, row->cells);
		crm_output_end(r, out);
		return;
	}
	if (crm_output_new(r, CRM_OUT_ROWS, two, 2, false, &out) != 0)
		return;
	for (size_t i = 0; i < row->n; i++) {
		if (crm_cell_is(&row->people[i]))
			print_lines(out, &arena, row->columns[i].name, &row->people[i]);
	}
	crm_output_end(r, out);
	crm_arena_release(&arena);
}

void study_row_release(struct study_row *row)
{
	free(row->columns);
	free(row->cells);
	free(row->people);
	crm_arena_release(&row->arena);
	memset(row, 0, sizeof(*row));
}

int study_formats(struct crm_run *r)
{
	const char *name = crm_args_text(r->args, "output");
	struct crm_err e = CRM_ERR_INIT;
	enum crm_format format;

	if (name == NULL || study_is_svg(r) ||
	    (crm_format_parse(name, &format) == 0 && format != CRM_FMT_AUTO))
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--output", 0, NULL, "not a format: '%s'; expected %s", name,
	    STUDY_SVG_FORMATS);
	return crm_run_fail(r, &e);
}

bool study_is_svg(const struct crm_run *r)
{
	const char *name = crm_args_text(r->args, "output");

	return name != NULL && strcmp(name, "svg") == 0;
}

void study_svg(struct crm_run *r, const struct crm_buf *text)
{
	crm_run_write(r, text, false);
}

void study_check(struct crm_run *r, enum crm_study_verdict v)
{
	if (crm_args_has(r->args, "check") && v != CRM_STUDY_MEETS)
		crm_run_worse(r, CRM_NO);
}
