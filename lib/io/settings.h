/*
 * crm.json: a store's settings (crm-settings.5). Unknown keys are refused
 * (CRM_CONFIG) so that a slip of the pen shows; keys that begin with "x-"
 * are the user's own.
 */
#ifndef CRM_IO_SETTINGS_H
#define CRM_IO_SETTINGS_H

#include "lib/base/err.h"
#include "lib/base/map.h"
#include "lib/data/record.h"
#include "lib/time/zone.h"

#define CRM_STORE_FORMAT 1
#define CRM_SITE_MAX 8

struct crm_settings {
	struct crm_record *all;      /* the whole object, for sections by path */
	struct crm_zone *zone;       /* "zone", default UTC */
	char site[CRM_SITE_MAX + 1]; /* "" or 1..8 letters: from
				   the file .site (CRM_SITE is the tool's to
				   apply: crm_store_set_site) */
	bool group;                  /* "group": true: shared by a Unix group */
	bool network_fs;             /* "network_fs": true: write on NFS, CIFS,
				   FUSE although their locks may not hold */
	struct crm_map *journal;     /* of "base": KIND.FIELD of fields that a
				   base table leaves to the journal */
};

/* Reads and checks dirfd/crm.json (and .site). CRM_NOINPUT when there is no
 * crm.json; all that is wrong in it is CRM_CONFIG. */
int crm_settings_read(int dirfd, const char *dirname, struct crm_settings *out, struct crm_err *e);
void crm_settings_release(struct crm_settings *s);

/* Does "base" leave the field at this dotted path, or one that it is a part
 * of, to the journal of the kind? */
bool crm_settings_gives(const struct crm_settings *s, const char *kind, const char *path);
/* The i-th field that it leaves to it; NULL past the end. */
const char *crm_settings_given(const struct crm_settings *s, const char *kind, size_t i);

/* The i-th key that crm.json may have at its top; NULL past the end. */
const char *crm_settings_key(size_t i);
/* Copies a site, judged: CRM_CONFIG with `source` when it is none. Letters
 * only, for a digit would run into the number behind it. */
int crm_site_parse(const char *text, size_t len, const char *source, char out[CRM_SITE_MAX + 1],
    struct crm_err *e);

/* For settings.c: reads "base" into s->journal (settings_base.c). */
int crm_settings_base(struct crm_settings *s, struct crm_err *e);

#endif
