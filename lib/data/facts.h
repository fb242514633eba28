/*
 * Facts of a file that a document names: found by io (lib/io/dossier/evidence.h),
 * judged by rules, which open no file.
 */
#ifndef CRM_DATA_FACTS_H
#define CRM_DATA_FACTS_H

#include <stdint.h>

enum crm_file_state {
	CRM_FILE_UNASKED, /* nobody has looked */
	CRM_FILE_GOOD, /* a regular file below the directory, not empty; hash and size are its own */
	CRM_FILE_BAD_NAME, /* absolute, "..", an empty part, control characters, a blank or point at
			       a part's end, "." */
	CRM_FILE_MISSING,  /* no such file */
	CRM_FILE_LINK,     /* a symbolic link is on the way, or it is one */
	CRM_FILE_DIRECTORY,
	CRM_FILE_SPECIAL,   /* FIFO, socket, device */
	CRM_FILE_EMPTY,     /* 0 bytes */
	CRM_FILE_UNREADABLE /* not allowed, or reading failed; why says it */
};

struct crm_file_facts {
	enum crm_file_state state;
	int64_t bytes;   /* GOOD only */
	char sha256[65]; /* GOOD only: 64 lower-case hex digits; "" where it was not asked for */
	const char *why; /* UNREADABLE: static text or strerror's; else NULL */
};

#endif
