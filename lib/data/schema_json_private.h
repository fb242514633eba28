/* JSON Schema: what kinds of records and documents have in common. */
#ifndef CRM_DATA_SCHEMA_JSON_PRIVATE_H
#define CRM_DATA_SCHEMA_JSON_PRIVATE_H

#include <jansson.h>

#include "lib/data/schema.h"

struct crm_buf;

/* Sets a member. */
void crm_schema_put(json_t *o, const char *name, json_t *v); /* takes v */
void crm_schema_put_text(json_t *o, const char *name, const char *text);
/* The description of the field. */
void crm_schema_put_doc(json_t *o, const struct crm_field *f);
/* The type of one value of a field without items; of a list: of one of its texts. */
void crm_schema_put_type(json_t *o, const struct crm_field *f);
/* A new schema of an object, with what stands first in it. */
json_t *crm_schema_head(const char *id, const char *title);
/* Appends it indented, with a newline; takes top. */
void crm_schema_write(json_t *top, struct crm_buf *out);

#endif
