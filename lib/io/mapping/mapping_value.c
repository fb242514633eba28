/* A text of a foreign file as the value of a field. */
#include <stdio.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/mapping/mapping_private.h"
#include "lib/time/pattern.h"

/* As much of a value as a message shows. */
#define SHOWN ((size_t)100)

static int refuse(struct crm_err *e, const char *expected, const char *text, size_t len)
{
	size_t n = len > SHOWN ? crm_utf8_invalid(text, SHOWN) : len;

	return crm_err_set(
	    e, CRM_BADINPUT, "not %s: '%.*s%s'", expected, (int)n, text, n < len ? "..." : "");
}

int crm_target_judge(const struct crm_target *t, const char *text, size_t len, struct crm_cell *out,
    char expected[CRM_EXPECTED_MAX])
{
	if (strcmp(t->path, "id") == 0 && !crm_id_valid(text, len)) {
		(void)snprintf(expected, CRM_EXPECTED_MAX,
		    "an id (1 to 64 of "
		    "A-Z a-z 0-9 . _ -, beginning with a letter or digit)");
		return -1;
	}
	crm_field_read(t->def, text, len, out, expected);
	if (out->type == CRM_T_BAD)
		return -1;
	/* as it was written: the canonical text may differ */
	if (out->type == CRM_T_INSTANT)
		*out = crm_cell_textn(text, len);
	return 0;
}

/* ---- dates ---- */

static bool is_time(const struct crm_target *t)
{
	return t->def != NULL && (t->def->type == CRM_T_INSTANT || t->def->type == CRM_T_DATE);
}

static void time_cell(const struct crm_mapping *m, const struct crm_target *t,
    const struct crm_pattern_time *p, struct crm_cell *out)
{
	int64_t us = p->has_time ? p->us_of_day : t->time;
	struct crm_instant at;

	if (t->def->type == CRM_T_DATE) {
		*out = crm_cell_date(p->days);
		return;
	}
	if (p->has_off) {
		at.us = p->days * CRM_US_PER_DAY + us - p->off * CRM_US_PER_SEC;
		at.off = p->off;
	} else {
		at = crm_zone_instant(m->zone, p->days, us);
	}
	*out = crm_cell_instant(at);
}

/* 1: one of the patterns matched, or it is a day alone for a date and time; 0: none did. */
static int read_time(const struct crm_mapping *m, const struct crm_target *t, const char *text,
    size_t len, struct crm_cell *out)
{
	struct crm_pattern_time p;

	for (const char *const *f = t->formats; f != NULL && *f != NULL; f++) {
		if (crm_pattern_parse_months(*f, m->months, text, len, &p) == 0) {
			time_cell(m, t, &p, out);
			return 1;
		}
	}
	if (t->strict || t->def->type != CRM_T_INSTANT ||
	    crm_pattern_parse("YYYY-MM-DD", text, len, &p) != 0)
		return 0;
	time_cell(m, t, &p, out);
	return 1;
}

static int refuse_time(const struct crm_target *t, const char *text, size_t len, struct crm_err *e)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addz(&b, "a date like ");
	for (const char *const *f = t->formats; *f != NULL; f++)
		crm_buf_addf(&b, "%s%s", f == t->formats ? "" : " or ", *f);
	refuse(e, crm_buf_str(&b), text, len);
	crm_buf_release(&b);
	return -1;
}

/* ---- numbers ---- */

static size_t digits(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

static bool begins(const char *s, size_t len, const char *with)
{
	size_t n = strlen(with);

	return n > 0 && n <= len && memcmp(s, with, n) == 0;
}

static const char *decimal_of(const struct crm_target *t)
{
	if (*t->decimal != '\0')
		return t->decimal;
	return strcmp(t->thousands, ".") == 0 ? "" : ".";
}

/* "1.234,50" with decimal , and thousands . as "1234.50"; groups are of
 * three. Empty when it is no such number. */
static void plain_number(const struct crm_target *t, const char *s, size_t len, struct crm_buf *out)
{
	const char *decimal = decimal_of(t);
	size_t i = 0, n;
	bool grouped = false;

	if (len > 0 && s[0] == '-')
		crm_buf_addc(out, s[i++]);
	for (;;) {
		n = digits(s + i, len - i);
		if (n == 0 || (grouped && n != 3))
			goto bad;
		crm_buf_add(out, s + i, n);
		i += n;
		if (!begins(s + i, len - i, t->thousands))
			break;
		if (!grouped && n > 3)
			goto bad;
		grouped = true;
		i += strlen(t->thousands);
	}
	if (begins(s + i, len - i, decimal)) {
		i += strlen(decimal);
		n = digits(s + i, len - i);
		crm_buf_addc(out, '.');
		crm_buf_add(out, s + i, n);
		i = n > 0 ? i + n : len + 1;
	}
	if (i == len)
		return;
bad:
	crm_buf_clear(out);
}

/* 1200.000 is the whole number 1200; 1200.500 is none. */
static void drop_zeros(struct crm_buf *number)
{
	const char *dot = strchr(crm_buf_str(number), '.');

	if (dot != NULL && strspn(dot + 1, "0") == strlen(dot + 1))
		crm_buf_cut(number, (size_t)(dot - number->data));
}

static int read_number(const struct crm_target *t, const char *text, size_t len,
    struct crm_arena *a, struct crm_cell *out, struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf b = CRM_BUF_INIT;
	const char *s;
	size_t n;

	plain_number(t, text, len, &b);
	if (t->def->type == CRM_T_INT)
		drop_zeros(&b);
	n = b.len;
	s = crm_arena_strndup(a, crm_buf_str(&b), n);
	crm_buf_release(&b);
	if (n > 0 && crm_target_judge(t, s, n, out, expected) == 0)
		return 0;
	(void)snprintf(expected, sizeof(expected),
	    *t->thousands != '\0' ? "a %s with decimal '%s' and thousands '%s'"
	                          : "a %s with decimal '%s'",
	    t->def->type == CRM_T_INT ? "whole number" : "number", decimal_of(t), t->thousands);
	return refuse(e, expected, text, len);
}

/* ---- any ---- */

static int refuse_word(const struct crm_target *t, const char *text, size_t len, struct crm_err *e)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addz(&b, "a word of the map (");
	for (size_t i = 0; i < crm_map_count(t->words); i++) {
		if (b.len > CRM_EXPECTED_MAX) {
			crm_buf_addz(&b, ", ...");
			break;
		}
		crm_buf_addf(&b, "%s%s", i > 0 ? ", " : "", crm_map_key(t->words, i, NULL));
	}
	crm_buf_addc(&b, ')');
	refuse(e, crm_buf_str(&b), text, len);
	crm_buf_release(&b);
	return -1;
}

static bool is_blank(const struct crm_target *t, const char *text, size_t len)
{
	if (len == 0)
		return true;
	for (const char *const *b = t->blank; b != NULL && *b != NULL; b++) {
		if (strncmp(*b, text, len) == 0 && (*b)[len] == '\0')
			return true;
	}
	return false;
}

int crm_target_read(const struct crm_mapping *m, const struct crm_target *t, const char *text,
    size_t len, struct crm_arena *a, struct crm_cell *out, struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];

	*out = crm_cell_absent();
	if (is_blank(t, text, len))
		return 0;
	if (t->words != NULL) {
		size_t i = crm_map_find(t->words, text, len);

		if (i == CRM_MAP_NONE)
			return refuse_word(t, text, len, e);
		text = t->said[i];
		len = strlen(text);
	} else if (*t->decimal != '\0' || *t->thousands != '\0') {
		return read_number(t, text, len, a, out, e);
	} else if (is_time(t)) {
		if (read_time(m, t, text, len, out) == 1)
			return 0;
		if (t->strict && t->formats[0] != NULL)
			return refuse_time(t, text, len, e);
	}
	if (crm_target_judge(t, text, len, out, expected) == 0)
		return 0;
	if (is_time(t) && t->formats != NULL && t->formats[0] != NULL && t->words == NULL)
		return refuse_time(t, text, len, e);
	return refuse(e, expected, text, len);
}
