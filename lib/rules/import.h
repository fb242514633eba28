/*
 * What an import may set, and what it adds (crm-import.5): the kind's answer
 * to crm-store import.
 */
#ifndef CRM_RULES_IMPORT_H
#define CRM_RULES_IMPORT_H

#include "lib/rules/kind.h"

struct crm_buf;

/* May a map set the field at this dotted path? NULL: it may; else why not, to
 * follow the path. Of what the tools alone write it may set id, kind, state
 * and, of the kind's own clocks, verdicts.CLOCK.verdict. */
const char *crm_import_refuses(const struct crm_kind *k, const char *path);

/* Is it a member of an item that an import may bring (CRM_F_ITEMS)? */
bool crm_import_item(const struct crm_kind *k, const char *path);

/*
 * What a row gives, completed; the caller's. `before` is the record as it
 * stands; NULL: the row makes it.
 *
 * A record that is made without a state stands at the first one. A verdict
 * that comes without its clock's limit, and was not there already, is marked
 * as imported (verdicts.CLOCK.imported): so it counts as it is.
 */
struct crm_record *crm_import_complete(
    const struct crm_kind *k, const struct crm_record *row, const struct crm_record *before);

/* Would what it changes (with its nulls) rewrite an item that a step made, which says by whom? Not of
 * a collection that is CRM_F_RENEWED. True: `path` is that member, or the item where that goes, and
 * `by` who it was. */
bool crm_import_rewrites(const struct crm_kind *k, const struct crm_record *changes,
    const struct crm_record *before, struct crm_buf *path, struct crm_buf *by);

#endif
