/*
 * Files of one sort by their name: DIR/[PREFIX]NAME.SUFFIX of the first directory that
 * has it, so the store's own come before those that are installed. A name is
 * one as crm_share_name_ok() has it, never a path.
 */
#ifndef CRM_IO_SHARE_H
#define CRM_IO_SHARE_H

#include <stdbool.h>

#include "lib/base/err.h"

struct crm_buf;
struct crm_doc;
struct crm_map;

#define CRM_SHARE_NAME_MAX 64

/* Letters, digits, . _ - and no point in front: no path. */
bool crm_share_name_ok(const char *name);

struct crm_share {
	const char *const *dirs; /* ended by NULL; one that is not there has none */
	const char *prefix;      /* "labels."; or "" */
	const char *suffix;      /* ".json" */
	const char *what;        /* "profile", for messages */
};

/*
 * The file's text, appended, and its path (which replaces what path held; also
 * on failure, where there was a file). CRM_NOINPUT: nobody has it; the message
 * names those that there are. CRM_CONFIG: it cannot be read, or is too large.
 */
int crm_share_read(const struct crm_share *s, const char *name, struct crm_buf *text,
    struct crm_buf *path, struct crm_err *e);

/* A JSON object or list; the caller frees it. CRM_CONFIG: it is none. */
int crm_share_doc(const struct crm_share *s, const char *name, struct crm_doc **out,
    struct crm_buf *path, struct crm_err *e);

#define CRM_SHARE_CHAIN 8

/*
 * An object, and before it the one whose name its member "uses" says, and so on: each is given
 * to `add` after the one that it uses. path is then that of the object itself, where a file was
 * found. As crm_share_doc(); of those that are used, also one that nobody has is CRM_CONFIG, and
 * a chain of more than CRM_SHARE_CHAIN after the first is.
 */
typedef int crm_share_add(
    void *ctx, const char *name, const struct crm_doc *d, const char *source, struct crm_err *e);
int crm_share_chain(const struct crm_share *s, const char *name, crm_share_add *add, void *ctx,
    struct crm_buf *path, struct crm_err *e);

/* The names that there are, in order of letters, each once. */
void crm_share_names(const struct crm_share *s, struct crm_map *names);

#endif
