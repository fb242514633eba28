/*
 * --where 'FIELD OP VALUE': filters over views, all must hold.
 * OP is one of = != < <= > >= ~ (POSIX extended regular expression, of UTF-8
 * characters whatever the locale), not followed by a further = ! < > ~.
 * Blanks around OP and VALUE do not count. FIELD=a,b is any of, FIELD!=a,b
 * none of; a value with a comma stands in double quotes ("" is one quote
 * inside). A missing field matches only FIELD= (and !=VALUE does not match
 * it; FIELD!= matches any value). A bad cell matches != and ~ only. A date
 * against an instant means the whole local day. Unknown fields are an error
 * where there is a schema. Typed by the schema; without one by what VALUE
 * looks like (number, date, instant, else bytes; in quotes: bytes).
 */
#ifndef CRM_DATA_WHERE_H
#define CRM_DATA_WHERE_H

#include "lib/base/err.h"
#include "lib/data/view.h"
#include "lib/time/zone.h"

struct crm_where;

struct crm_where *crm_where_new(void);
void crm_where_free(struct crm_where *w);
/* CRM_BADINPUT; CRM_SYSTEM when there is no UTF-8 locale. Fields are added to shape and declared. zone NULL: UTC.
 * strict: a field that the shape's schema does not know is an error. */
int crm_where_add(struct crm_where *w, const char *expr, struct crm_shape *shape,
    const struct crm_zone *zone, bool strict, struct crm_err *e);
bool crm_where_match(const struct crm_where *w, const struct crm_view *v);

#endif
