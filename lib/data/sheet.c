#include "lib/data/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

#define SHOWN 64

struct row {
	long line;
	struct crm_cell *cells;
};

struct column {
	bool there;
	const char *heading;
};

struct crm_sheet {
	const struct crm_schema *schema;
	const char *source;
	struct column *columns;
	struct row *rows;
	size_t n, cap;
	struct crm_sheet_fault *faults;
	size_t nfaults, faults_cap;
	struct crm_arena arena;
};

static const struct crm_cell absent = {.type = CRM_T_ABSENT};

struct crm_sheet *crm_sheet_new(const struct crm_schema *schema, const char *source)
{
	struct crm_sheet *s = crm_calloc(1, sizeof(*s));

	s->schema = schema;
	s->source = crm_arena_strdup(&s->arena, source);
	s->columns = crm_arena_alloc(&s->arena, schema->n * sizeof(*s->columns));
	for (size_t i = 0; i < schema->n; i++)
		s->columns[i].heading = schema->fields[i].name;
	return s;
}

void crm_sheet_free(struct crm_sheet *s)
{
	if (s == NULL)
		return;
	free(s->rows);
	free(s->faults);
	crm_arena_release(&s->arena);
	free(s);
}

static bool is_field(const struct crm_sheet *s, int field)
{
	return field >= 0 && (size_t)field < s->schema->n;
}

void crm_sheet_column(struct crm_sheet *s, int field)
{
	if (is_field(s, field))
		s->columns[field].there = true;
}

void crm_sheet_heading(struct crm_sheet *s, int field, const char *heading)
{
	if (is_field(s, field))
		s->columns[field].heading = crm_arena_strdup(&s->arena, heading);
}

void crm_sheet_fault_add(struct crm_sheet *s, long line, const char *column, const char *text)
{
	crm_grow(&s->faults, &s->faults_cap, s->nfaults + 1, sizeof(*s->faults));
	s->faults[s->nfaults++] = (struct crm_sheet_fault){
	    .line = line,
	    .column = crm_arena_strdup(&s->arena, column),
	    .text = crm_arena_strdup(&s->arena, text),
	};
}

static void tell(
    struct crm_sheet *s, long line, int field, const char *text, size_t len, const char *expected)
{
	size_t n = len > SHOWN ? crm_utf8_invalid(text, SHOWN) : len;
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addc(&b, '\'');
	crm_buf_add(&b, text, n);
	crm_buf_addf(&b, "%s': %s expected", n < len ? "..." : "", expected);
	crm_sheet_fault_add(s, line, s->columns[field].heading, crm_buf_str(&b));
	crm_buf_release(&b);
}

static bool is_text(const char *text, size_t len, const char *word)
{
	if (strlen(word) != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];

		if (c != word[i])
			return false;
	}
	return true;
}

/* Spreadsheets write TRUE, people yes. */
static bool read_bool(const char *text, size_t len, struct crm_cell *out)
{
	bool yes = is_text(text, len, "true") || is_text(text, len, "yes");

	if (!yes && !is_text(text, len, "false") && !is_text(text, len, "no"))
		return false;
	*out = crm_cell_textn(text, len);
	out->type = CRM_T_BOOL;
	out->u.b = yes;
	return true;
}

static void read_cell(
    struct crm_sheet *s, long line, int field, const char *text, struct crm_cell *out)
{
	const struct crm_field *f = &s->schema->fields[field];
	char expected[CRM_EXPECTED_MAX];
	size_t len = strlen(text);
	const char *copy;

	crm_utf8_trim(&text, &len);
	if (len == 0)
		return;
	copy = crm_arena_strndup(&s->arena, text, len);
	if (f->type == CRM_T_BOOL && read_bool(copy, len, out))
		return;
	crm_field_read(f, copy, len, out, expected);
	if (out->type == CRM_T_BAD)
		tell(s, line, field, copy, len,
		    f->type == CRM_T_BOOL ? "true, false, yes or no" : expected);
}

void crm_sheet_row(struct crm_sheet *s, long line, const char *const *texts)
{
	struct row *r;

	crm_grow(&s->rows, &s->cap, s->n + 1, sizeof(*s->rows));
	r = &s->rows[s->n++];
	r->line = line;
	r->cells = crm_arena_alloc(&s->arena, s->schema->n * sizeof(*r->cells));
	for (size_t i = 0; i < s->schema->n; i++) {
		r->cells[i] = absent;
		if (s->columns[i].there && texts[i] != NULL)
			read_cell(s, line, (int)i, texts[i], &r->cells[i]);
	}
}

const char *crm_sheet_source(const struct crm_sheet *s)
{
	return s->source;
}

bool crm_sheet_has(const struct crm_sheet *s, int field)
{
	return is_field(s, field) && s->columns[field].there;
}

size_t crm_sheet_rows(const struct crm_sheet *s)
{
	return s->n;
}

long crm_sheet_line(const struct crm_sheet *s, size_t row)
{
	return row < s->n ? s->rows[row].line : 0;
}

const struct crm_cell *crm_sheet_cell(const struct crm_sheet *s, size_t row, int field)
{
	return row < s->n && is_field(s, field) ? &s->rows[row].cells[field] : &absent;
}

const char *crm_sheet_text(const struct crm_sheet *s, size_t row, int field)
{
	const struct crm_cell *c = crm_sheet_cell(s, row, field);

	return crm_cell_is(c) ? c->text : "";
}

size_t crm_sheet_faults(const struct crm_sheet *s)
{
	return s->nfaults;
}

const struct crm_sheet_fault *crm_sheet_fault(const struct crm_sheet *s, size_t i)
{
	return i < s->nfaults ? &s->faults[i] : NULL;
}
