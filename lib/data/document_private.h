/* Between the files of a document. */
#ifndef CRM_DATA_DOCUMENT_PRIVATE_H
#define CRM_DATA_DOCUMENT_PRIVATE_H

#include "lib/base/mem.h"
#include "lib/data/document.h"

struct crm_document {
	const struct crm_schema *schema;
	struct crm_doc *tree;
	struct crm_node top;
	struct crm_document_fault *faults;
	size_t nfaults, cap;
	struct crm_arena arena; /* texts of nodes and faults: the tree may change */
};

/* Is it the beginning of dotted names of the table ("run" of "run.parts")? */
bool crm_document_group(const struct crm_schema *s, const char *name, size_t len);

#endif
