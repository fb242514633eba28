/*
 * The goods of a complaint and what becomes of them (requirements K3, K4, K8,
 * K9; IATF 16949:2016, 8.7.1). The pieces of a record form a tree in which
 * each level must add up to the one above:
 *
 *	lot under suspicion          = its dispositions without `of`
 *	  return                     = its receipts
 *	    received                 = dispositions `of` the return
 *	  sort, rework, repair,      = its inspections (rechecks apart)
 *	  on site, by the customer
 *	    bad                      = dispositions `of` that work
 *	    good, on site or by the  = handed over
 *	    customer
 *	  scrap                      = made unusable
 *	  concession                   names the customer's concession
 *
 * More than there is is refused where it is entered (quantity_exceeds); less
 * is pending, and a record with anything pending is not closed.
 *
 * The lots are the items of `lots`, each of the part that it names, else of
 * the record's, and the record's own lot with its suspect quantity (else the
 * quantity affected) unless `lots` has that lot of that part. A record without
 * a lot but with a quantity has one lot without name, unless `lots` has pieces
 * of its part that did not come by read-across. A quantity
 * that nobody knows adds up with any; a disposition without one stands for
 * whatever the others leave. Records of a class without goods (delivery,
 * service, enquiry, environment; no 8D) have the lots of `lots` only.
 *
 * What was withdrawn of a disposition counts as if it had never been part of
 * it: those pieces wait for another one.
 *
 * Rework, repair and rework on site are planned with instruction and risk
 * review (on site with flow, leader and briefing as well) before anything is
 * inspected; a repair, and a rework of which it was said so, with the
 * customer's approval. Afterwards somebody who has inspected none of it
 * rechecks, and each inspection is signed by another person than the
 * inspector. A recheck looks at pieces found good before; bad ones of it
 * leave the good and join the bad.
 */
#ifndef CRM_RULES_COMPLAINT_GOODS_H
#define CRM_RULES_COMPLAINT_GOODS_H

#include <stdint.h>

#include "lib/data/finding.h"
#include "lib/data/view.h"

/*
 * Adds all that is pending, as errors: subject is the record's id, field the
 * path of the item ("lots.L881", "dispositions.0b4d..."; "lot" of a lot that
 * is no item). Codes: pending_lot (not disposed), pending_return,
 * pending_disposal (received or bad, not disposed again), pending_plan,
 * pending_approval, pending_inspection, pending_recheck, pending_signature,
 * pending_handover, pending_scrap, pending_concession, pending_quantity (of a
 * disposition nobody knows how many), missing_step (a return was not relayed),
 * pending_makeup (not delivered, or agreed and not begun), pending_readacross
 * (open, or a concession without any: K8; a part that is affected and that
 * crm_goods_part() gives).
 */
void crm_goods_judge(const struct crm_view *v, struct crm_findings *f);

/* The names ("": none) of the i-th lot and of its part ("": the record names
 * none), in the arena; NULL past the end. */
const char *crm_goods_lot(
    const struct crm_view *v, size_t i, const char **part, struct crm_arena *a);

/*
 * The same as crm_goods_judge() for the i-th lot, without what is owed beside
 * the goods: make-up, read-across, relay. Pieces of it that must not be used
 * or delivered yet; -1: some, and nobody knows how many; 0: none, or no such
 * lot. Of a lot under suspicion whose quantity nobody has said these are some
 * until the goods are contained (D3; or an older record says that they are
 * disposed and not how), whatever was disposed: but that is no finding. f may
 * be NULL.
 */
int64_t crm_goods_judge_lot(const struct crm_view *v, size_t i, struct crm_findings *f);

/*
 * The i-th part that is suspect as a whole, since nobody has said of which
 * lots the bad ones are; NULL past the end; in the arena. First the record's
 * own, until its goods are contained, or pieces of it are under suspicion: a
 * lot of it, or goods without lot, in any quantity but 0, not by read-across.
 * Then each part that a read-across has found affected, until the same is
 * found clear, the goods of the record are contained at or after that, or `lots`
 * has pieces of that part.
 */
const char *crm_goods_part(const struct crm_view *v, size_t i, struct crm_arena *a);

/*
 * What is stored and cannot be: more than there is (quantity_exceeds), good
 * and bad that are not the inspected (quantity_mismatch), a reference to no
 * item (no_such_item). Errors; source and line are the view's.
 */
void crm_goods_check(const struct crm_view *v, struct crm_findings *f);

#endif
