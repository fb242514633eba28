/*
 * The facts of a complaint: its assessment, the 8D from team to verified
 * effect, the hand-over to the supplier, what an environmental complaint
 * needs, papers and costs (K1, K5, K7, K10, D5; "will not accept otherwise",
 * 1). The rows of these steps, and what report and closure wait for.
 *
 * A stamp of the 8D says when its part was whole for the first time; later
 * items do not move it, but what is judged here looks at the items again. One
 * without any item behind it, from an import, is believed.
 *
 *   D1 team       sponsor, leader and contact are named, and none of them
 *                 is taken away again
 *   D2 describe   what, when, where, who and how many
 *   D3 contain    stock, in process, in transit, at the customer: each says
 *                 how many are suspect (0: none), and all of these are
 *                 checked, or an action with its owner secures them. An
 *                 environmental complaint without 8D is contained when each
 *                 place that it names is; site needs action and owner
 *   D4 cause      TUA and TUN; SUA and SUN may follow
 *   D5 choose     D4, and an action against each known cause
 *   D6 implement  all actions are in place; a new one, or a verification that
 *                 found them not effective, takes the stamp back
 *                 (what the customer has accepted, D2, D4 and D5, is only
 *                 rewritten after that, or opened again)
 *   D7 prevent    a standard; of a chronic defect a control plan or an
 *                 instruction (K10)
 */
#ifndef CRM_RULES_COMPLAINT_FACTS_H
#define CRM_RULES_COMPLAINT_FACTS_H

#include "lib/data/change.h"
#include "lib/data/finding.h"
#include "lib/data/view.h"

/*
 * Findings missing_step, one a part, for what a report through this discipline
 * ("D3": D1 to D3, "D5", "D8": D1 to D7) lacks.
 */
void crm_facts_judge_report(const struct crm_view *v, const char *through, struct crm_findings *f);

/*
 * What closure waits for on this side: a round without verdict, an action
 * that is not in place, a place of containment where something suspect is not
 * secured (with an 8D, or once D3 was whole), of an 8D acceptance and verification, the feedback to
 * a supplier, authority and public answer of an environmental complaint, the
 * standard of a chronic defect, the owner of product safety. A step that f
 * already names is not named again.
 */
void crm_facts_judge_close(const struct crm_view *v, struct crm_findings *f);

/*
 * What is done anew after opening again: the answer, the acceptance of the
 * report and the verification of its effect lose their stamps; rounds, causes
 * and actions stay. before: the record as it was.
 */
void crm_facts_reopen(const struct crm_record *before, struct crm_changes *out);

#endif
