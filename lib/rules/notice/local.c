#include "lib/rules/notice/local.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

enum form { ISO, ENGLISH, GERMAN, CHINESE };

static const char *const english[] = {"January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"};
static const char *const german[] = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
    "August", "September", "Oktober", "November", "Dezember"};

bool crm_language_is(const char *language, const char *family)
{
	size_t len = strlen(family);

	for (size_t i = 0; i < len; i++) {
		char a = language[i] == '_' ? '-' : language[i];
		char b = family[i] == '_' ? '-' : family[i];

		if (!crm_ascii_same(&a, 1, &b, 1))
			return false;
	}
	return language[len] == '\0' || language[len] == '-' || language[len] == '_';
}

static enum form form_of(const char *language)
{
	if (crm_language_is(language, "en"))
		return ENGLISH;
	if (crm_language_is(language, "de"))
		return GERMAN;
	return crm_language_is(language, "zh") ? CHINESE : ISO;
}

void crm_local_day(const char *language, int32_t day, struct crm_buf *out)
{
	int y, m, d;

	crm_civil_from_days(day, &y, &m, &d);
	switch (form_of(language)) {
	case ENGLISH:
		crm_buf_addf(out, "%d %s %d", d, english[m - 1], y);
		break;
	case GERMAN:
		crm_buf_addf(out, "%d. %s %d", d, german[m - 1], y);
		break;
	case CHINESE:
		crm_buf_addf(out, "%d年%d月%d日", y, m, d);
		break;
	case ISO:
		crm_buf_addf(out, "%04d-%02d-%02d", y, m, d);
		break;
	}
}

static void add_offset(int32_t off, struct crm_buf *out)
{
	int32_t minutes = abs(off) / 60;

	crm_buf_addz(out, " (UTC");
	if (off != 0)
		crm_buf_addf(out, "%c%d", off < 0 ? '-' : '+', minutes / 60);
	if (minutes % 60 != 0)
		crm_buf_addf(out, ":%02d", minutes % 60);
	crm_buf_addc(out, ')');
}

void crm_local_time(
    const char *language, const struct crm_zone *zone, struct crm_instant t, struct crm_buf *out)
{
	enum form form = form_of(language);
	int64_t us;
	int minutes;

	if (zone != NULL)
		t.off = crm_zone_offset(zone, t.us);
	us = t.us + t.off * CRM_US_PER_SEC - crm_instant_day(t) * CRM_US_PER_DAY;
	minutes = (int)(us / (60 * CRM_US_PER_SEC));
	crm_local_day(language, crm_instant_day(t), out);
	crm_buf_addz(out, form == ENGLISH || form == GERMAN ? ", " : " ");
	crm_buf_addf(out, "%02d:%02d", minutes / 60, minutes % 60);
	add_offset(t.off, out);
}

void crm_local_dec(const char *language, struct crm_dec d, struct crm_buf *out)
{
	size_t from = out->len;
	char *point;

	crm_dec_format(d, out);
	point = strchr(out->data + from, '.');
	if (point != NULL && form_of(language) == GERMAN)
		*point = ',';
}

void crm_local_cell(const char *language, const struct crm_zone *zone, const struct crm_cell *c,
    struct crm_buf *out)
{
	switch (c->type) {
	case CRM_T_DATE:
		crm_local_day(language, c->u.date, out);
		break;
	case CRM_T_INSTANT:
		crm_local_time(language, zone, c->u.at, out);
		break;
	case CRM_T_DEC:
		crm_local_dec(language, c->u.dec, out);
		break;
	case CRM_T_NESTED:
		break;
	case CRM_T_ABSENT:
	case CRM_T_BAD:
	case CRM_T_TEXT:
	case CRM_T_INT:
	case CRM_T_BOOL:
	case CRM_T_DURATION:
		crm_cell_print(c, out);
		break;
	}
}

#define DAY ((size_t)10) /* YYYY-MM-DD */

/* "09:00", "09:00:30"; -1: it is none. */
static int64_t clock_of(const char *s)
{
	static const char form[] = "dd:dd:dd";
	size_t len = strlen(s);
	int h, m, sec;

	if (len != 5 && len != 8)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return -1;
	}
	h = (s[0] - '0') * 10 + s[1] - '0';
	m = (s[3] - '0') * 10 + s[4] - '0';
	sec = len == 8 ? (s[6] - '0') * 10 + s[7] - '0' : 0;
	return h < 24 && m < 60 && sec < 60 ? ((h * 60 + m) * 60 + sec) * CRM_US_PER_SEC : -1;
}

void crm_local_text(const char *language, const struct crm_zone *zone, const struct crm_zone *ours,
    const char *text, struct crm_buf *out)
{
	size_t len = strlen(text);
	struct crm_instant t;
	int32_t day;
	int64_t us;

	if (len >= DAY && crm_date_parse(text, DAY, &day) == 0) {
		us = text[DAY] == 'T' || text[DAY] == ' ' ? clock_of(text + DAY + 1) : -1;
		if (len == DAY) {
			crm_local_day(language, day, out);
			return;
		}
		if (us >= 0) {
			crm_local_time(language, zone, crm_zone_instant(ours, day, us), out);
			return;
		}
	}
	if (crm_instant_parse(text, len, &t) == 0)
		crm_local_time(language, zone, t, out);
	else
		crm_buf_add(out, text, len);
}
