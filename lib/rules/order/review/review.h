/*
 * Contract review: what an order still lacks before it may be approved, confirmed, started
 * (requirements O1 to O5, O8 to O11). Everything at once: the steps refuse by what is found here.
 *
 * A signature holds for what its department judged, and the approval for all that is reviewed
 * (lib/flow/approval.h). A value that changes voids those that judged it, whoever changed it: a
 * step, or tonight's export of the ERP.
 */
#ifndef CRM_RULES_ORDER_REVIEW_H
#define CRM_RULES_ORDER_REVIEW_H

#include "lib/flow/approval.h"
#include "lib/rules/order/book/book.h"
#include "lib/rules/order/order.h"

/*
 * The sort, by rule (O2), and why (appended). Of an approved order too it is derived anew.
 *
 *   call_off   names a frame contract that is in force (approved, not yet delivered), has its parts,
 *              customer and currency, neither price nor change level nor what else is reviewed
 *              (crm_order_compared) differs from it (what the call-off does not say is the
 *              frame's), all that is called off, it included, is within the frame's quantity, and
 *              capacity is said to be there (anything but "no")
 *   contract   particular demands; a part that is not in the bill of materials; the price is not
 *              that of its quote, of the last order, or of its first approval; it says another
 *              change level than the last order, or something else of what is reviewed; a frame
 *              contract that it breaks; there is no order before it. That is the one named as
 *              `previous`, else, where no frame is named, the last of each part and its customer
 *              that was approved. A named one that is still under review, refused or cancelled is
 *              nothing to build on; one that an import brought without a state is
 *   repeat     else
 */
enum crm_order_sort crm_order_sort_of(
    const struct crm_view *v, const struct crm_order_book *b, struct crm_buf *why);

enum crm_lack_before {
	CRM_BEFORE_APPROVE,
	CRM_BEFORE_CONFIRM,
	CRM_BEFORE_START,
	CRM_BEFORE_DELIVER
};

/*
 * What is lacking. Of approval alone:
 *
 *   field_missing      what the procedure requires of that sort; always part and quantity (O1)
 *   not_signed         by whom the duty table asks, and whose turn it may be or not (O3)
 *   quote_missing      a contract names no quote, or the order one that is not there
 *   quote_invalid      it is another customer's, or its prices do not stand (its state;
 *                      its approval is void)
 *   quote_expired      it was past its last day when the order came
 *   price_differs      of a line, from the quote (O10)
 *   not_countersigned  the quote is not, or what differs from it is not
 *   sample_unsigned    acceptance is by a sample or sheet, and there is none that the customer has
 *                      signed, with hash, number and revision (O9)
 *   no_minutes         a major contract without the minutes of its review (O11)
 *
 * A quote that the customer has signed, among the files, answers those about quote and price as long
 * as the prices are those that it was attached to.
 *
 * Of later steps too:
 *
 *   void_signature     it has signed, but what it judged is another now, or it was made elsewhere
 *   refused            a department has refused
 *   condition          a department has signed with a condition (told until its point is cleared;
 *                      that may block)
 *   not_approved       by the final authority
 *   void_approval      what was approved is another now, or it was made elsewhere (a copy)
 *   not_reviewed       a change by the customer that was not approved since (O8)
 *   point_open         to be cleared before this (told where it is for later)
 *   no_paper           a verbal order without the written one: nothing is delivered before (O5);
 *                      before other steps told only, as it may be taken in, reviewed and made
 *
 * An approval stands for what it alone asks: before later steps that is not asked again, but
 * void_approval says when it must be.
 */
struct crm_lack {
	const char *code;
	const char *department; /* who has to see to it; "" */
	const char *field;      /* that it is about; "" */
	const char *line;       /* "" */
	const char *step;       /* that settles it; "" */
	const char *text;
	const char *item; /* key of the point, of the change; "" */
	bool blocks;      /* false: told, but the step may be taken */
	struct crm_cell due;
};
typedef void crm_lack_fn(void *ctx, const struct crm_lack *l);

/* now with our offset. Texts live until fn returns. Before approval the book has to know quotes and
 * orders; before what comes later it needs the procedure only. */
void crm_order_lacks(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_lack_before before, struct crm_instant now, crm_lack_fn *fn, void *ctx);

/* For the rule of a step: refuses it by all that blocks. */
void crm_order_judge_lacks(
    const struct crm_step_in *in, enum crm_lack_before before, struct crm_findings *f);

/* Is it a verbal order whose paper, with its hash, is not among the files? */
bool crm_order_paper_owed(const struct crm_view *v);

/* How the approval stands: CRM_SEALED_NONE without one, or without its seal. changed as of
 * crm_seal_state(). */
enum crm_seal crm_order_approval(
    const struct crm_view *v, const struct crm_order_book *b, struct crm_buf *changed);

/* Every signature that the duty table asks for, as it stands: also the good ones, and those that were
 * given besides. Of an order whose approval holds, by the sort that was approved. */
struct crm_signed {
	const char *department;
	int stage;
	bool asked;          /* false: it was given without being asked for */
	const char *verdict; /* signed, condition, refused, void, missing */
	const char *by, *login, *text;
	const char *changed; /* of void: the fields; "" where it was made elsewhere */
	struct crm_cell at;
	bool turn; /* it may sign now: the stages before it have signed */
};
typedef void crm_signed_fn(void *ctx, const struct crm_signed *s);
void crm_order_signatures(
    const struct crm_view *v, const struct crm_order_book *b, crm_signed_fn *fn, void *ctx);

/* Order against quote, line by line (O10): every line, those that agree too. */
struct crm_price_line {
	const char *line;
	struct crm_cell part, quantity, ordered, quoted, currency;
	int64_t from; /* the pieces from which the quoted price holds; 0: any */
	/* price (as a number), currency and customer; and the quote is approved, sent or won, and
	 * its approval not void */
	bool agrees;
	const char *why; /* it does not: "no such part in the quote"; "" */
};
typedef void crm_price_fn(void *ctx, const struct crm_price_line *l);
void crm_order_prices(
    const struct crm_view *v, const struct crm_order_book *b, crm_price_fn *fn, void *ctx);

#endif
