/*
 * The commands of crm-store, one file each, and what they share.
 */
#ifndef CRM_CMD_STORE_H
#define CRM_CMD_STORE_H

#include "lib/io/mapping/mapping.h"
#include "lib/tool/run.h"

extern const struct crm_opt store_init_opts[], store_import_opts[], store_check_opts[],
    store_verify_opts[], store_base_opts[], store_calendar_opts[], store_resolve_opts[],
    store_renumber_opts[], store_compact_opts[], store_todo_opts[];

void store_init(struct crm_run *r);
/* init --sample: the year of a small supplier (sample.c). */
void store_sample(struct crm_run *r, const char *dir, const struct crm_init_opts *o);
void store_import(struct crm_run *r);
void store_base(struct crm_run *r);
void store_export(struct crm_run *r);
void store_check(struct crm_run *r);
void store_verify(struct crm_run *r);
void store_head(struct crm_run *r);
void store_schema(struct crm_run *r);
void store_log(struct crm_run *r);
void store_calendar(struct crm_run *r);
void store_resolve(struct crm_run *r);
void store_renumber(struct crm_run *r);
void store_compact(struct crm_run *r);
void store_todo(struct crm_run *r);

/* ---- check_mail.c ---- */

/* What notices rest on beside the journal. */
struct store_mail;
struct store_mail *store_mail_new(struct crm_run *r);
void store_mail_free(struct store_mail *m); /* NULL allowed */
/* An error for each file of messages/ that the notice names and that is absent (no_file) or not what
 * its name says (bad_file). */
void store_mail_notice(struct store_mail *m, const struct crm_view *v, struct crm_findings *f);
/* bad_message for each file of the outbox that cannot be read, or was set aside. 0, or -1 told. */
int store_mail_outbox(struct crm_run *r, struct crm_findings *f);

/* ---- check_standing.c ---- */

/* Warns (idle_standing) of each standing approval of a category that there is none of, or that wants
 * a person for each, or of a template that there is none of. 0, or -1 told. */
int store_check_standing(struct crm_run *r, struct crm_findings *f);

/* ---- resolve_kind.c ---- */

/* Sets the run's kind: that of --kind, else of the operands, by their prefix
 * or by what the store has. All are of one kind: a command has one commit,
 * which is of one journal. 0, or -1 after a message. */
int store_kind_of_ids(struct crm_run *r);

/* ---- map.c ---- */

/* The map of --map, else none for the run's kind. 0, or -1 after a message. */
int store_mapping(struct crm_run *r, struct crm_mapping **out);

/* ---- operands.c ---- */

/* Too few or too many operands: usage error and -1. most 0: any number. */
int store_operands(struct crm_run *r, size_t least, size_t most);

#endif
