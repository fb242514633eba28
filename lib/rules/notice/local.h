/*
 * Days, times and numbers as a language writes them (C8):
 *
 *            day               time                       1234.5
 *	en  22 November 2026  22 November 2026, 15:04    1234.5
 *	de  22. November 2026 22. November 2026, 15:04   1234,5
 *	zh  2026年11月22日    2026年11月22日 15:04       1234.5
 *
 * A time says its offset behind it, "(UTC+8)", for who reads it may be elsewhere. Digits are never
 * grouped: an invoice's 1.234 is read as two numbers in two countries. A language is known by the
 * part before the first hyphen; any other one writes ISO: 2026-11-22, 2026-11-22 15:04 (UTC+8).
 */
#ifndef CRM_RULES_LOCAL_H
#define CRM_RULES_LOCAL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/data/cell.h"
#include "lib/time/zone.h"

struct crm_buf;

void crm_local_day(const char *language, int32_t day, struct crm_buf *out);
/* In the zone; NULL: at the offset that it was written with. */
void crm_local_time(
    const char *language, const struct crm_zone *zone, struct crm_instant t, struct crm_buf *out);
void crm_local_dec(const char *language, struct crm_dec d, struct crm_buf *out);
/* Appends the value of any cell but a nested one; text, counts and truth as they are, absent ones nothing,
 * bad ones their text. */
void crm_local_cell(const char *language, const struct crm_zone *zone, const struct crm_cell *c,
    struct crm_buf *out);

/* What a person typed, or a table has: a day (2026-12-09) or a time (2026-12-09T09:00, without an
 * offset in the zone `ours`) in the language's form, any other text as it is. */
void crm_local_text(const char *language, const struct crm_zone *zone, const struct crm_zone *ours,
    const char *text, struct crm_buf *out);

/* Is `language` that one, or of its family: zh-CN of zh? _ is taken for -, case does not count. */
bool crm_language_is(const char *language, const char *family);

#endif
