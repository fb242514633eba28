/*
 * The two ways to open a file below a directory, for evidence.c and its tests.
 */
#ifndef CRM_IO_EVIDENCE_PRIVATE_H
#define CRM_IO_EVIDENCE_PRIVATE_H

#include "lib/io/dossier/evidence.h"

/* A descriptor by a name that crm_evidence_name_ok() takes, never through a symbolic link. to_read: to
 * read from, without waiting for anybody; else of the name alone (O_PATH), where that of a
 * symbolic link may be its own. -1 with errno; ELOOP: a symbolic link. */
typedef int crm_evidence_way(int dir, const char *path, bool to_read);

/* openat2 and, where the system has none or forbids it, each part for itself. */
crm_evidence_way crm_evidence_way_openat2;
crm_evidence_way crm_evidence_way_parts;

/* As crm_evidence_open(), in that way. */
int crm_evidence_open_by(
    crm_evidence_way *way, int dir, const char *path, bool hash, struct crm_file_facts *out);

#endif
