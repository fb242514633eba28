#include "lib/data/cell.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"

const char *crm_type_name(enum crm_type t)
{
	switch (t) {
	case CRM_T_ABSENT:
		return "absent";
	case CRM_T_BAD:
		return "bad";
	case CRM_T_TEXT:
		return "text";
	case CRM_T_INT:
		return "integer";
	case CRM_T_DEC:
		return "decimal";
	case CRM_T_BOOL:
		return "boolean";
	case CRM_T_INSTANT:
		return "instant";
	case CRM_T_DATE:
		return "date";
	case CRM_T_DURATION:
		return "duration";
	case CRM_T_NESTED:
		return "object";
	}
	return "unknown";
}

static struct crm_cell make(enum crm_type type)
{
	struct crm_cell c;

	memset(&c, 0, sizeof(c));
	c.type = type;
	return c;
}

struct crm_cell crm_cell_absent(void)
{
	return make(CRM_T_ABSENT);
}

struct crm_cell crm_cell_text(const char *text)
{
	if (text == NULL)
		return crm_cell_absent();
	return crm_cell_textn(text, strlen(text));
}

struct crm_cell crm_cell_some(const char *text)
{
	return text[0] != '\0' ? crm_cell_text(text) : crm_cell_absent();
}

struct crm_cell crm_cell_textn(const char *text, size_t len)
{
	struct crm_cell c = make(CRM_T_TEXT);

	c.text = text;
	c.len = len;
	return c;
}

struct crm_cell crm_cell_int(int64_t i)
{
	struct crm_cell c = make(CRM_T_INT);

	c.u.i = i;
	return c;
}

struct crm_cell crm_cell_bool(bool b)
{
	struct crm_cell c = make(CRM_T_BOOL);

	c.u.b = b;
	return c;
}

struct crm_cell crm_cell_dec(struct crm_dec d)
{
	struct crm_cell c = make(CRM_T_DEC);

	c.u.dec = d;
	return c;
}

struct crm_cell crm_cell_instant(struct crm_instant t)
{
	struct crm_cell c = make(CRM_T_INSTANT);

	c.u.at = t;
	return c;
}

struct crm_cell crm_cell_date(int32_t days)
{
	struct crm_cell c = make(CRM_T_DATE);

	c.u.date = days;
	return c;
}

void crm_cell_print(const struct crm_cell *c, struct crm_buf *out)
{
	char tmp[CRM_DURATION_MAX];

	_Static_assert(sizeof(tmp) >= CRM_INSTANT_MAX, "holds an instant");
	if (c->type == CRM_T_ABSENT)
		return;
	if (c->text != NULL) {
		crm_buf_add(out, c->text, c->len);
		return;
	}
	switch (c->type) {
	case CRM_T_INT:
		crm_buf_addi(out, c->u.i);
		break;
	case CRM_T_DEC:
		crm_dec_format(c->u.dec, out);
		break;
	case CRM_T_BOOL:
		crm_buf_addz(out, c->u.b ? "true" : "false");
		break;
	case CRM_T_INSTANT:
		crm_buf_add(out, tmp, crm_instant_format(c->u.at, tmp));
		break;
	case CRM_T_DATE:
		crm_buf_add(out, tmp, crm_date_format(c->u.date, tmp));
		break;
	case CRM_T_DURATION:
		crm_buf_add(out, tmp, crm_duration_format(c->u.dur, tmp));
		break;
	case CRM_T_ABSENT:
	case CRM_T_BAD:
	case CRM_T_TEXT:
	case CRM_T_NESTED:
		break;
	}
}

const char *crm_cell_copy_text(const struct crm_cell *c, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (c->type == CRM_T_ABSENT)
		return "";
	if (c->text != NULL)
		return crm_arena_strndup(a, c->text, c->len);
	crm_cell_print(c, &b);
	text = crm_arena_strndup(a, crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	return text;
}

bool crm_cell_eq(const struct crm_cell *c, const char *s)
{
	size_t len = strlen(s);

	return c->type == CRM_T_TEXT && c->len == len && (len == 0 || memcmp(c->text, s, len) == 0);
}

bool crm_cell_one_of(const struct crm_cell *c, const char *const *words)
{
	while (words != NULL && *words != NULL && !crm_cell_eq(c, *words))
		words++;
	return words != NULL && *words != NULL;
}

static int cmp_i64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int cmp_bytes(const struct crm_cell *a, const struct crm_cell *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int c;

	if (a->text == NULL || b->text == NULL)
		return (a->text != NULL) - (b->text != NULL);
	c = n == 0 ? 0 : memcmp(a->text, b->text, n);
	if (c != 0)
		return c < 0 ? -1 : 1;
	return (a->len > b->len) - (a->len < b->len);
}

/* A day is taken for 24 hours, a working day for a day: an order that is
 * total, not a statement about time. */
static int cmp_duration(struct crm_duration a, struct crm_duration b)
{
	__int128 na = a.unit == CRM_DUR_US ? a.n : (__int128)a.n * CRM_US_PER_DAY;
	__int128 nb = b.unit == CRM_DUR_US ? b.n : (__int128)b.n * CRM_US_PER_DAY;

	if (na != nb)
		return na < nb ? -1 : 1;
	return cmp_i64((int64_t)a.unit, (int64_t)b.unit);
}

static struct crm_dec number(const struct crm_cell *c)
{
	struct crm_dec d = {0, 0};

	if (c->type == CRM_T_DEC)
		return c->u.dec;
	d.coef = c->u.i;
	return d;
}

static bool is_number(const struct crm_cell *c)
{
	return c->type == CRM_T_INT || c->type == CRM_T_DEC;
}

int crm_cell_cmp(const struct crm_cell *a, const struct crm_cell *b)
{
	if (a->type == CRM_T_INT && b->type == CRM_T_INT)
		return cmp_i64(a->u.i, b->u.i);
	if (is_number(a) && is_number(b))
		return crm_dec_cmp(number(a), number(b));
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	switch (a->type) {
	case CRM_T_BOOL:
		return a->u.b - b->u.b;
	case CRM_T_INSTANT:
		return cmp_i64(a->u.at.us, b->u.at.us);
	case CRM_T_DATE:
		return cmp_i64(a->u.date, b->u.date);
	case CRM_T_DURATION:
		return cmp_duration(a->u.dur, b->u.dur);
	case CRM_T_BAD:
	case CRM_T_TEXT:
	case CRM_T_NESTED:
		return cmp_bytes(a, b);
	case CRM_T_ABSENT:
	case CRM_T_INT:
	case CRM_T_DEC:
		break;
	}
	return 0;
}
