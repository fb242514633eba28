/* lib/rules/order/review/review.h: an order against the one before it, and a call-off against its frame. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_sort.h"

#define K5 "'customer':'K-5','part':'A','price':'12.5'"
#define O6 K5 ",'previous':'O-6'"
#define FIELD(name)                                                          \
	{                                                                    \
		O6 ",'" name "':'x'", "contract: not as in order O-6: " name \
	}

/* What else is reviewed is as last time; what it does not say is. */
static void compared(void **state)
{
	static const struct sorted rows[] = {
	    {O6, "repeat: no particular demands, the price of order O-6"},
	    {O6 ",'standard':'S1','change_level':'1'",
	        "repeat: no particular demands, the price of order O-6"},
	    {O6 ",'standard':'S2','technical':'x'",
	        "contract: not as in order O-6: standard, technical"},
	    FIELD("intended_use"),
	    FIELD("standard"),
	    FIELD("acceptance"),
	    FIELD("technical"),
	    FIELD("packaging"),
	    FIELD("hsf_law"),
	    FIELD("hsf_customer"),
	    FIELD("hsf_own"),
	    FIELD("special_characteristics"),
	    FIELD("customer_specific"),
	    FIELD("legal"),
	    {O6 ",'change_level':'2'", "contract: change level 2 is not the 1 of order O-6"},
	    {K5 ",'previous':'O-5','change_level':'1'",
	        "contract: change level 1 is not the (none) of order O-5"},
	    /* none is named: the last one that was approved, of those before it */
	    {K5 ",'standard':'S2'", "repeat: no particular demands, the price of order O-5"},
	    {K5 ",'standard':'S1'", "contract: not as in order O-5: standard"},
	    {K5 ",'standard':'S2','opened_at':'2026-11-03T09:00:00Z'",
	        "repeat: no particular demands, the price of order O-5"},
	    {K5 ",'standard':'S1','opened_at':'2026-11-03T08:59:59Z'",
	        "repeat: no particular demands, the price of order O-6"},
	    /* never itself */
	    {K5 ",'id':'O-5','standard':'S1','opened_at':'2026-11-03T09:00:00Z'",
	        "repeat: no particular demands, the price of order O-6"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

#define CALL A ",'capacity':'yes'"
#define OFF(frame) "call_off: at price and change level of frame contract " frame "; capacity: yes"

static void call_offs(void **state)
{
	static const struct sorted rows[] = {
	    {CALL ",'frame':'F-1'", OFF("F-1")},
	    {CALL ",'frame':'F-1','change_level':'1'", OFF("F-1")},
	    /* what it does not say is the frame's */
	    {"'part':'A','capacity':'yes','frame':'F-1'", OFF("F-1")},
	    /* price, change level, capacity */
	    {"'part':'A','price':'12.51','capacity':'yes','frame':'F-1'",
	        "contract: the price 12.51 is not the 12.5 of frame contract F-1"},
	    {"'part':'A','price':'x','capacity':'yes','frame':'F-1'",
	        "contract: the price x is not the 12.5 of frame contract F-1"},
	    {CALL ",'frame':'F-1','change_level':'2'",
	        "contract: change level 2 is not the 1 of frame contract F-1"},
	    {A ",'frame':'F-1'",
	        "contract: nobody has said that there is capacity for the call-off"},
	    {A ",'frame':'F-1','capacity':'No'", "contract: there is no capacity for the call-off"},
	    {CALL ",'frame':'F-free'", "contract: frame contract F-free has no price for it"},
	    /* what else is reviewed */
	    {CALL ",'frame':'F-q','standard':'S1'", OFF("F-q")},
	    {CALL ",'frame':'F-q','standard':'S2'",
	        "contract: not as in frame contract F-q: standard"},
	    /* with what others call off, itself left out, within its quantity */
	    {CALL ",'frame':'F-q','quantity':40", OFF("F-q")},
	    {CALL ",'frame':'F-q','quantity':41",
	        "contract: 41 pieces and 60 called off by others are more than the 100 of frame "
	        "contract F-q"},
	    {CALL ",'frame':'F-q','id':'C-1','quantity':100", OFF("F-q")},
	    {CALL ",'frame':'F-q','id':'C-1','quantity':101",
	        "contract: 101 pieces and 0 called off by others are more than the 100 of frame "
	        "contract F-q"},
	    /* is it in force? */
	    {CALL ",'frame':'F-approved'", OFF("F-approved")},
	    {CALL ",'frame':'F-shipped'", OFF("F-shipped")},
	    {CALL ",'frame':'F-delivered'",
	        "contract: frame contract F-delivered is not in force: delivered"},
	    {CALL ",'frame':'F-open'", "contract: frame contract F-open is not in force: open"},
	    {CALL ",'frame':'F-none'", "contract: frame contract F-none is not in force: open"},
	    {CALL ",'frame':'F-refused'",
	        "contract: frame contract F-refused is not in force: refused"},
	    {CALL ",'frame':'F-cancelled'",
	        "contract: frame contract F-cancelled is not in force: cancelled"},
	    {CALL ",'frame':'F-void'", "contract: frame contract F-void is not known"},
	    {CALL ",'frame':'F-9'", "contract: frame contract F-9 is not known"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

/* Whose is it, and for what? */
static void frames_of_others(void **state)
{
	static const struct sorted rows[] = {
	    {"'part':'A','customer':'K-2','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 is customer K-1's"},
	    {"'part':'A','currency':'USD','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 is in EUR"},
	    {"'part':'C','capacity':'yes','frame':'F-1'",
	        "contract: frame contract F-1 has no part C"},
	    {"'capacity':'yes','frame':'F-1'", "contract: no part is said for frame contract F-1"},
	    {"'capacity':'yes','frame':'F-2','lines':{'1':{'part':'B','price':'3.00'},"
	     "'2':{'part':'A','price':'2'}}",
	        OFF("F-2")},
	    {"'capacity':'yes','frame':'F-2','lines':{'1':{'part':'B','price':'2'},"
	     "'2':{'part':'B','change_level':'y'},'3':{'part':'C'}}",
	        "contract: line 1: the price 2 is not the 3 of frame contract F-2; line 2: change "
	        "level y is not the x of frame contract F-2; line 3: frame contract F-2 has no part "
	        "C"},
	    /* a frame that it breaks makes it a contract, whatever else holds; all is told */
	    {A ",'frame':'F-1','quote':'Q-1','new_part':true",
	        "contract: nobody has said that there is capacity for the call-off; the part is not "
	        "in the bill of materials yet"},
	};

	(void)state;
	check(rows, COUNT(rows));
}
int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(compared),
	    cmocka_unit_test(call_offs),
	    cmocka_unit_test(frames_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
