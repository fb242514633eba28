/*
 * Files below a directory that a manifest names, opened so that no name leads out of
 * it (reliability.md, "Paths in PPAP manifests"): openat2 with RESOLVE_BENEATH,
 * NO_SYMLINKS and NO_MAGICLINKS, where the kernel has none each part by
 * O_NOFOLLOW; O_NONBLOCK, and only a regular file is read. State, size and hash are of
 * one and the same descriptor.
 */
#ifndef CRM_IO_EVIDENCE_H
#define CRM_IO_EVIDENCE_H

#include <stdbool.h>

#include "lib/data/facts.h"

/* Is the name one that may be asked for: UTF-8, relative, no "..", no empty part, no control
 * characters (nor what turns a line's direction or breaks it), no blank or point at a part's end,
 * at most 4095 bytes and 255 a part? "./" in front is none. */
bool crm_evidence_name_ok(const char *path);

/* Only a regular file that is not empty is opened for reading: no FIFO's writer is woken. A file
 * that is replaced or written meanwhile is looked at once more, then it is UNREADABLE. A name through
 * a file ("a.txt/b") is MISSING. */

/* Looks, and where hash is asked for reads the file once. Never fails: the state says it. */
void crm_evidence_look(int dir, const char *path, bool hash, struct crm_file_facts *out);

/* As look, and gives the open descriptor of a GOOD file (O_RDONLY, at its beginning; the caller
 * closes it), else -1. For sheets: hashed and read from the same file. */
int crm_evidence_open(int dir, const char *path, bool hash, struct crm_file_facts *out);

#endif
