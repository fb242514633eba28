/*
 * The seal of a dossier: a digest over what its manifest says, with the hash of every file in it, so
 * that years later anybody can see whether it is still what was submitted (IATF 16949
 * 7.5.3.2.1; P4).
 *
 * Not under the seal is what comes after the submission: status, the day of
 * submission, interim approval, the customer's boxes of the warrant, and the seal itself; nor members
 * whose names begin with "x-", the user's own. All else is, also what the tables of fields do not have
 * or cannot read. Order and layout of the file do not count.
 */
#ifndef CRM_RULES_PPAP_SEAL_H
#define CRM_RULES_PPAP_SEAL_H

#include "lib/data/finding.h"
#include "lib/rules/ppap/ppap.h"

/* Is this field of the top under the seal? */
bool crm_ppap_sealed(int field);
/* 64 hex digits. */
void crm_ppap_digest(const struct crm_ppap *p, char out[65]);
/* Does the manifest bear a seal, and is it that of what it says now? */
enum crm_ppap_seal { CRM_SEAL_NONE, CRM_SEAL_GOOD, CRM_SEAL_BROKEN };
enum crm_ppap_seal crm_ppap_seal_state(const struct crm_ppap *p);

/* Is it as it was sealed? Cases "manifest" and "evidence"; codes seal_missing, seal_broken and those
 * of files. The facts must have been looked at with their hashes. No edition is needed. */
void crm_ppap_verify(const struct crm_ppap *p, struct crm_findings *out);

#endif
