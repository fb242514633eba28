/*
 * Mending second creations: two branches opened the same number, and the
 * lines of the second record are left out (crm-records.5).
 *
 * Journals are append-only, so the second record is not changed where it
 * stands. Two lines are added, in one batch: one creates the record anew under
 * an id of its own, with all its fields and ops and `renumbered_from` (the id
 * it had; hash, at and by of the line that created it); one, on the old id,
 * names the last lines of the second creation in its `prev`, which settles
 * them, and says in `renumbered` which id that record has got.
 *
 * Clones that renumber each by itself make the same record several times. Such
 * copies are known by the line in their renumbered_from, which stays that of
 * the first creation. A second creation that is a copy, and nothing but one,
 * gets no id: only the second line is added, which names the record that
 * stands for it. Copies that have ids of their own already are told
 * (crm_notes_copies()) until all but one are void or duplicates.
 */
#ifndef CRM_IO_RENUMBER_H
#define CRM_IO_RENUMBER_H

#include "lib/io/store/store.h"

struct crm_second {
	char *id;                  /* that two records bear */
	char *to;                  /* what it was renumbered to before, when more
				      lines of it came by a later merge; or NULL */
	char hash[33];             /* of its creating line */
	char *at, *by;             /* of that line; "" when it says none */
	long line;                 /* its number */
	struct crm_record *fields; /* what its open lines set, folded */
	size_t lines;              /* how many those are */
	bool copy;                 /* `to`, or the record that `like` gets, stands for it */
	size_t like;               /* then, without `to`: one before it in the list */
	struct crm_map *ops;       /* and their ops */
	bool conflict;             /* two branches of it set the state: the last
				      in the file counts */
};

struct crm_seconds {
	struct crm_second *v; /* in file order */
	size_t n, cap;
};

/* All of the kind that nothing has settled. */
int crm_journal_seconds(struct crm_journal *j, struct crm_seconds *out, struct crm_err *e);
void crm_seconds_release(struct crm_seconds *s);

/* Adds both lines to t (for a copy the second one). env: at, rec, by, login; the rest is set here. to: the
 * record's own id, or what second->to says. why may be NULL. */
int crm_tx_renumber(struct crm_tx *t, const struct crm_envelope *env,
    const struct crm_second *second, const char *to, const char *why, struct crm_err *e);

#endif
