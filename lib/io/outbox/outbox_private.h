/* For the files of this folder alone. */
#ifndef CRM_IO_OUTBOX_PRIVATE_H
#define CRM_IO_OUTBOX_PRIVATE_H

#include <sys/stat.h>
#include <sys/types.h>

#include "lib/base/buf.h"
#include "lib/io/outbox/outbox.h"

struct crm_outbox {
	char *dir;               /* "STORE/outbox", for messages */
	int top, run;            /* that folder, its lock; -1: not there */
	int dirs[CRM_BOX_COUNT]; /* -1: not there */
	mode_t mode;             /* of files */
};

struct crm_claim {
	struct crm_outbox *o;
	enum crm_box box;
	int fd;
	off_t size; /* of what is good */
	struct crm_outbox_state state;
};

bool crm_outbox_key_ok(const char *key);
void crm_outbox_path(
    const struct crm_outbox *o, enum crm_box box, const char *name, struct crm_buf *out);
void crm_outbox_limits(struct crm_limits *l);
/* The same file still? */
bool crm_outbox_same(int dir, const char *name, const struct stat *st);

/* Opens outbox/box/key; 1, 0: not there, -1. CRM_BADINPUT: not a regular file. */
int crm_outbox_openat(const struct crm_outbox *o, enum crm_box box, const char *key, int flags,
    int *fd, struct crm_err *e);
/*
 * The state from a file's text. *good: up to where it is whole; a last line without its end counts
 * (and *add_end is set) when it can be read. CRM_BADINPUT: it cannot be read.
 */
int crm_outbox_parse(const char *text, size_t len, const char *key, struct crm_outbox_state *out,
    size_t *good, bool *add_end, struct crm_err *e);
/* One line more. */
int crm_outbox_fold(struct crm_outbox_state *s, const struct crm_record *line, struct crm_err *e);

/* An instant at a path; 1, 0: not there, -1: it is none. */
int crm_outbox_instant(
    const struct crm_record *r, const char *path, struct crm_instant *out, struct crm_err *e);

/* The line that says where it goes and why. */
int crm_claim_moved(struct crm_claim *c, enum crm_box to, const char *why, struct crm_instant at,
    struct crm_err *e);

/* Moves what cannot be read out of the way, and says so. */
int crm_outbox_corrupt(struct crm_outbox *o, enum crm_box box, const char *name,
    const struct crm_err *why, struct crm_findings *notes, struct crm_err *e);

#endif
