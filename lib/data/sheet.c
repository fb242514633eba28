#include "lib/data/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

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
	size_t untold;
	char decimal;                /* 0: nobody can say it */
	struct crm_sheet_fault rest; /* of these */
	char rest_text[64];
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

void crm_sheet_decimal(struct crm_sheet *s, char sign)
{
	s->decimal = sign;
}

/* Another one that is not kept. */
static void count_untold(struct crm_sheet *s, long line, const char *column)
{
	if (s->untold++ == 0)
		s->rest = (struct crm_sheet_fault){
		    line, crm_arena_strdup(&s->arena, column), s->rest_text};
	(void)snprintf(s->rest_text, sizeof(s->rest_text),
	    "%zu more from here on: not told, mend these first", s->untold);
}

void crm_sheet_fault_add(struct crm_sheet *s, long line, const char *column, const char *text)
{
	if (s->nfaults == CRM_SHEET_FAULTS) {
		count_untold(s, line, column);
		return;
	}
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
	struct crm_buf b = CRM_BUF_INIT;

	crm_utf8_quote(&b, text, len);
	crm_buf_addf(&b, ": %s expected", expected);
	crm_sheet_fault_add(s, line, s->columns[field].heading, crm_buf_str(&b));
	crm_buf_release(&b);
}

static bool is_text(const char *text, size_t len, const char *word)
{
	return crm_ascii_same(text, len, word, strlen(word));
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

/* One of the field's words, in any case: as the table writes it; else NULL. */
static const char *word_of(const struct crm_field *f, const char *text, size_t len)
{
	for (size_t i = 0; f->words != NULL && f->words[i] != NULL; i++) {
		if (is_text(text, len, f->words[i]))
			return f->words[i];
	}
	return NULL;
}

/* Would it be read with a point for its comma? */
static bool only_comma(const struct crm_field *f, char *text, size_t len, struct crm_cell *out)
{
	char *comma = strchr(text, ',');
	bool good;

	if (f->type != CRM_T_DEC || comma == NULL || memchr(text, '.', len) != NULL)
		return false;
	*comma = '.';
	crm_field_read(f, text, len, out, NULL);
	good = crm_cell_is(out);
	if (!good)
		*comma = ',';
	return good;
}

/* With its text as it is in the file, for what is told of it. */
static void tell_number(struct crm_sheet *s, long line, int field, const char *text, size_t len)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_utf8_quote(&b, text, len);
	crm_buf_addz(&b,
	    s->decimal == ',' ? ": decimal comma expected, as decimal is \",\" for the file"
	                      : ": decimal point expected (or decimal \",\" for the file)");
	crm_sheet_fault_add(s, line, s->columns[field].heading, crm_buf_str(&b));
	crm_buf_release(&b);
}

/* Where a number has a comma, or may have no point. false: it is one as any other text. */
static bool read_number(
    struct crm_sheet *s, long line, int field, char *text, size_t len, struct crm_cell *out)
{
	const struct crm_field *f = &s->schema->fields[field];
	char *given = crm_strndup(text, len);
	bool told = s->decimal != 0 && only_comma(f, text, len, out);

	if (told && s->decimal == '.') {
		out->type = CRM_T_BAD;
		tell_number(s, line, field, given, len);
	} else if (!told && s->decimal == ',' && f->type == CRM_T_DEC &&
	    strchr(text, '.') != NULL) {
		*out = crm_cell_textn(text, len);
		out->type = CRM_T_BAD;
		tell_number(s, line, field, given, len);
		told = true;
	}
	free(given);
	return told;
}

static void read_cell(
    struct crm_sheet *s, long line, int field, const char *text, struct crm_cell *out)
{
	const struct crm_field *f = &s->schema->fields[field];
	char expected[CRM_EXPECTED_MAX];
	size_t len = strlen(text);
	const char *word;
	char *copy;

	crm_utf8_trim(&text, &len);
	if (len == 0)
		return;
	word = word_of(f, text, len);
	copy = crm_arena_strndup(&s->arena, word != NULL ? word : text, len);
	if (f->type == CRM_T_BOOL && read_bool(copy, len, out))
		return;
	if (read_number(s, line, field, copy, len, out))
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

const char *crm_sheet_named(const struct crm_sheet *s, int field)
{
	return is_field(s, field) ? s->columns[field].heading : "";
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
	return s->nfaults + (s->untold > 0 ? 1 : 0);
}

const struct crm_sheet_fault *crm_sheet_fault(const struct crm_sheet *s, size_t i)
{
	if (i == s->nfaults && s->untold > 0)
		return &s->rest;
	return i < s->nfaults ? &s->faults[i] : NULL;
}
