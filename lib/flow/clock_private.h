/*
 * Compiled clocks, for the files of lib/flow.
 */
#ifndef CRM_FLOW_CLOCK_PRIVATE_H
#define CRM_FLOW_CLOCK_PRIVATE_H

#include "lib/base/map.h"
#include "lib/data/where.h"
#include "lib/flow/clock.h"
#include "lib/flow/common.h"

/* Whose hours count. */
enum crm_clock_hours { CRM_BY_NONE, CRM_BY_CUSTOMER, CRM_BY_OWN, CRM_BY_NAME };

struct crm_clock_limit {
	struct crm_where *where; /* NULL: always */
	struct crm_duration duration;
	char text[CRM_DURATION_MAX]; /* as it was given */
	bool repeats;
	struct crm_duration repeat;
	enum crm_clock_hours hours;
	const struct crm_calendar *named; /* of CRM_BY_NAME */
	bool pausable;
};

struct crm_clock_compiled {
	struct crm_where *applies;      /* NULL: always */
	struct crm_clock_limit *limits; /* the first that matches; the row's
					   own, the last one, always does */
	size_t n, cap;
	int frozen[CRM_V_COUNT]; /* fields of the verdict that it carries */
};

struct crm_clocks {
	const struct crm_clock *rows;
	struct crm_clock_compiled *compiled;
	size_t n;
	const struct crm_shape *shape;
	const struct crm_zone *zone;
	const struct crm_calendar *own;        /* or NULL */
	const struct crm_calendar **calendars; /* by name */
	size_t ncalendars;
	int party;                /* its field, or -1 */
	struct crm_map *by_party; /* entry i is parties[i] */
	struct crm_clock_party *parties;
};

/* How one clock of one record counts. */
struct crm_clock_basis {
	const struct crm_calendar *time; /* hours; NULL: elapsed */
	const struct crm_calendar *days; /* working days and their ends; NULL:
					    Monday to Friday, to 23:59:59 */
	const struct crm_zone *zone;     /* of calendar days */
};

/* ---- clock.c ---- */

/* The name's calendar, or NULL. */
const struct crm_calendar *crm_clocks_calendar(
    const struct crm_clocks *c, const char *name, size_t len);

/* ---- clock_pause.c: when a record was paused ---- */

struct crm_pause {
	int64_t from, to;
};

/* Ascending, disjoint, none empty. */
struct crm_pauses {
	struct crm_pause *items;
	size_t n, cap;
};
#define CRM_PAUSES_INIT    \
	{                  \
		NULL, 0, 0 \
	}

/* All pauses of a record; one that lasts ends at INT64_MAX. */
void crm_pauses_read(const struct crm_view *v, struct crm_pauses *out);
void crm_pauses_release(struct crm_pauses *p);
/*
 * Those of `all` that matter to a clock with this start, which has ended or
 * is looked at now: cut at the start and the end, and one that lasts, at now.
 * Makes out, which is empty or was used before, anew. Does one last now?
 */
bool crm_pauses_cut(const struct crm_pauses *all, const struct crm_clock_result *r,
    struct crm_instant now, struct crm_pauses *out);

/* ---- clock_due.c: counting ---- */

/* start and then d, less what is paused. provisional: as in calendar.h. */
struct crm_instant crm_clock_due(const struct crm_clock_basis *b, struct crm_instant start,
    struct crm_duration d, const struct crm_pauses *p, bool *provisional);
/* d back from the end of a day. */
struct crm_instant crm_clock_due_before(
    const struct crm_clock_basis *b, int32_t day, struct crm_duration d, bool *provisional);
/* What counts between two instants: working time of cal, elapsed without. */
int64_t crm_clock_counted(const struct crm_calendar *cal, int64_t from_us, int64_t to_us);

#endif
