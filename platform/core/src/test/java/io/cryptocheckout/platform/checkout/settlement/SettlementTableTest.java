package io.cryptocheckout.platform.checkout.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.checkout.SessionException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of settlement, one line per case: what is so, at which minute, and what follows. {@link Scene} explains the words. */
class SettlementTableTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what happened                              | minute | facts                                              | status    | exceptions     | due in ether | inbox
            nothing yet                                  | 1      |                                                    | pending   |                | 1            |
            a block's clock is a little behind           | 2      | 1 eth @-10                                         | paid      |                | 0            |
            from before the session                      | 2      | 1 eth @-10.001                                     | pending   |                | 1            | no_session
            from long before the session, and a part     | 2      | 1 eth @-2000; 0.4 eth @1                           | underpaid | underpaid      | 0.6          | no_session
            from before the session, gone                | 30     | 1 eth @-20 gone                                    | expired   |                | 1            |
            from before the session, applied by hand     | 16     | 1 eth @-20; apply 100                              | paid_late |                | 0            |
            the very last moment                         | 15     |                                                    | pending   |                | 1            |
            the window is over                           | 16     |                                                    | expired   |                | 1            |
            a node down across the expiry                | 30     | down op @14                                        | pending   |                | 1            |
            a node read up to the expiry, not past it    | 30     | down op @15                                        | pending   |                | 1            |
            a node never read                            | 30     | unread op                                          | pending   |                | 1            |
            a node down, paid on the other network       | 30     | 1 eth @14; down op @9                              | paid      |                | 0            |
            exact, unconfirmed                           | 2      | 1 eth @1 x1                                        | detected  |                | 0            |
            exact, one confirmation short                | 2      | 1 eth @1 x2                                        | detected  |                | 0            |
            exact, confirmed                             | 2      | 1 eth @1 x3                                        | paid      |                | 0            |
            exact, a token                               | 2      | 100 usdc @1                                        | paid      |                | 0            |
            exact, another network                       | 2      | 1 op @1                                            | paid      |                | 0            |
            told twice                                   | 2      | 0.5 eth @1 tA; 0.5 eth @1 tA                       | underpaid | underpaid      | 0.5          |
            paid at the very expiry                      | 16     | 1 eth @15                                          | paid      |                | 0            |
            a head that moved back takes nothing away    | 2      | 1 eth @1 x1 here                                   | paid      |                | 0            |
            an old confirmation of a block that left     | 2      | 1 eth @1 x5 here gone                              | pending   | reverted       | 1            |
            pending transaction                          | 2      | pending 1 eth                                      | detected  |                | 1            |
            pending transaction of too little            | 2      | pending 0.9 eth                                    | pending   |                | 1            |
            pending transaction completes a part         | 2      | 0.4 eth @1; pending 0.6 eth                        | detected  |                | 0.6          |
            pending transaction too little for the rest  | 2      | 0.4 eth @1; pending 0.5 eth                        | underpaid | underpaid      | 0.6          |
            pending transaction of a token not offered   | 2      | pending 1 dai                                      | pending   |                | 1            |
            pending transaction across the expiry        | 20     | pending 1 eth                                      | detected  |                | 1            |
            pending transaction that can only be late    | 30     | pending 1 eth                                      | expired   |                | 1            |
            pending after the expiry, late ones are held | 20     | hold; pending 1 eth                                | expired   |                | 1            |
            pending while its node is down               | 30     | pending 1 eth; down eth @20                        | detected  |                | 1            |
            a part                                       | 2      | 0.4 eth @1                                         | underpaid | underpaid      | 0.6          |
            a part, unconfirmed                          | 2      | 0.4 eth @1 x1                                      | underpaid | underpaid      | 0.6          |
            a part, the window over                      | 30     | 0.4 eth @1                                         | underpaid | underpaid      | 0.6          |
            two parts, the second unconfirmed            | 3      | 0.4 eth @1; 0.6 eth @2 x1                          | detected  |                | 0            |
            two parts                                    | 3      | 0.4 eth @1; 0.6 eth @2                             | paid      |                | 0            |
            part in ether, part in a token               | 3      | 0.25 eth @1; 75 usdc @2                            | paid      |                | 0            |
            thirds in three assets are exact             | 3      | 0.3 eth @1; 33.333333 usdc @1; 0.36666667 op @2    | paid      |                | 0            |
            one wei short                                | 3      | 0.999999999999999999 eth @1                        | underpaid | underpaid      | 0.000001     |
            one wei short, then the shown remainder      | 3      | 0.999999999999999999 eth @1; 0.000001 eth @2       | paid      |                | 0            |
            short within the tolerance                   | 3      | tolerance 0.01; 0.99 eth @1                        | paid      |                | 0            |
            short beyond the tolerance                   | 3      | tolerance 0.01; 0.989 eth @1                       | underpaid | underpaid      | 0.011        |
            more than asked                              | 3      | 1.5 eth @1                                         | paid      | overpaid       | 0            |
            more than asked, unconfirmed                 | 3      | 1.5 eth @1 x1                                      | detected  | overpaid       | 0            |
            one minor unit more is no overpayment        | 3      | 1.0001 eth @1                                      | paid      |                | 0            |
            a little more than one minor unit            | 3      | 1.00010001 eth @1                                  | paid      | overpaid       | 0            |
            more, within the tolerance                   | 3      | tolerance 0.01; 1.01 eth @1                        | paid      |                | 0            |
            more, beyond the tolerance                   | 3      | tolerance 0.01; 1.02 eth @1                        | paid      | overpaid       | 0            |
            paid twice                                   | 4      | 1 eth @1; 1 eth @2                                 | paid      | overpaid       | 0            |
            paid, then again in a token, unconfirmed     | 4      | 1 eth @1; 100 usdc @2 x1                           | paid      | overpaid       | 0            |
            grace transfer, unconfirmed                  | 20     | 1 eth @18 x1                                       | detected  | late           | 0            |
            grace transfer                               | 20     | 1 eth @18                                          | paid_late | late           | 0            |
            grace transfer at the last moment            | 26     | 1 eth @25                                          | paid_late | late           | 0            |
            a part in time, the rest in grace            | 20     | 0.4 eth @1; 0.6 eth @18                            | paid_late | late           | 0            |
            a part in time, too little in grace          | 20     | 0.4 eth @1; 0.5 eth @18                            | underpaid | underpaid late | 0.1          |
            partial, then late, then over                | 24     | 0.4 eth @1; 60 usdc @18; 0.5 op @20                | paid_late | overpaid late  | 0            |
            partial, late, over, and once more too late  | 30     | 0.4 eth @1; 0.6 eth @18; 5 usdc @20; 9 eth @26     | paid_late | overpaid late  | 0            | late
            grace transfer while another node is down    | 20     | 1 eth @18; down op @14                             | detected  | late           | 0            |
            the other node shows it was paid in time     | 20     | 1 eth @18; 1 op @14                                | paid      | overpaid late  | 0            |
            paid in time, more in grace                  | 20     | 1 eth @1; 0.5 eth @18                              | paid      | overpaid late  | 0            |
            grace transfer, late ones are held           | 20     | hold; 1 eth @18                                    | expired   | late           | 1            | late
            part in time, rest in grace, held            | 20     | hold; 0.4 eth @1; 0.6 eth @18                      | underpaid | underpaid late | 0.6          | late
            on time though late ones are held            | 20     | hold; 1 eth @15                                    | paid      |                | 0            |
            too late                                     | 30     | 1 eth @26                                          | expired   | late           | 1            | late
            paid in time, and again too late             | 30     | 1 eth @1; 1 eth @26                                | paid      | late           | 0            | late
            a part in time, the rest too late            | 30     | 0.4 eth @1; 0.6 eth @26                            | underpaid | underpaid late | 0.6          | late
            too late, then applied by hand               | 40     | 1 eth @26; apply 100                               | paid_late | late           | 0            |
            too late, applied at a lower worth           | 40     | 1 eth @26; apply 80                                | underpaid | underpaid late | 0.2          |
            a token not offered, applied by hand         | 16     | 100 dai @2; apply 100                              | paid_late |                | 0            |
            a token that is not offered                  | 3      | 1 dai @1                                           | pending   | wrong_asset    | 1            | wrong_asset
            a network that is not offered                | 3      | 1 pol @1                                           | pending   | wrong_network  | 1            | wrong_network
            wrong token, wrong network, window over      | 30     | 1 dai @1; 1 pol @2                                 | expired   | wrong_asset wrong_network | 1 | wrong_asset wrong_network
            paid, and a wrong token                      | 3      | 1 eth @1; 5 dai @1                                 | paid      | wrong_asset    | 0            | wrong_asset
            a part, a wrong token, and more in grace     | 20     | 0.4 eth @1; 5 dai @1; 0.7 eth @18                  | paid_late | overpaid late wrong_asset | 0 | wrong_asset
            a crumb                                      | 3      | 0.00001 eth @1                                     | pending   |                | 1            | dust
            a crumb, the window over                     | 30     | 0.00001 eth @1                                     | expired   |                | 1            | dust
            a crumb before the payment                   | 3      | 0.00001 eth @1; 1 eth @2                           | paid      |                | 0            |
            exactly one minor unit is a part             | 3      | 0.0001 eth @1                                      | underpaid | underpaid      | 0.9999       |
            a transfer of nothing                        | 3      | 0 usdc @1                                          | pending   |                | 1            |
            cancelled                                    | 3      | cancel @2                                          | canceled  |                | 1            |
            cancelled, the window over                   | 30     | cancel @2                                          | canceled  |                | 1            |
            cancelled, payment in flight, not mined      | 3      | cancel @2; pending 1 eth                           | canceled  |                | 1            |
            cancelled, paid in a block before that       | 4      | cancel @2; 1 eth @1                                | paid      |                | 0            |
            cancelled, paid before that, unconfirmed     | 4      | cancel @2; 1 eth @1 x1                             | detected  |                | 0            |
            cancelled, paid after that                   | 4      | cancel @2; 1 eth @3                                | canceled  |                | 1            | canceled
            cancelled, paid in that very second          | 4      | cancel @2; 1 eth @2                                | canceled  |                | 1            | canceled
            cancelled, a part before, the rest after     | 4      | cancel @2; 0.4 eth @1; 0.6 eth @3                  | paid      |                | 0            |
            cancelled, a crumb before                    | 4      | cancel @2; 0.00001 eth @1                          | canceled  |                | 1            | dust
            cancelled, a crumb before, paid after        | 4      | cancel @2; 0.00001 eth @1; 1 eth @3                | canceled  |                | 1            | canceled dust
            cancelled, a wrong token before              | 4      | cancel @2; 1 dai @1                                | canceled  | wrong_asset    | 1            | wrong_asset
            cancelled, the payment before it vanished    | 4      | cancel @2; 1 eth @1 gone                           | canceled  | reverted       | 1            |
            cancelled twice, the first one counts        | 5      | cancel @4; cancel @2; 1 eth @3                     | canceled  |                | 1            | canceled
            cancelled, too late                          | 30     | cancel @2; 1 eth @26                               | canceled  | late           | 1            | late
            cancelled, too late, applied by hand         | 30     | cancel @2; 1 eth @26; apply 100                    | paid_late | late           | 0            |
            detected, then gone                          | 3      | 1 eth @1 gone                                      | pending   | reverted       | 1            |
            paid, then gone, the window over             | 30     | 1 eth @1 gone                                      | failed    | reverted       | 1            |
            gone, and a node down across the expiry      | 30     | 1 eth @1 gone; down eth @9                         | pending   | reverted       | 1            |
            gone, and included again                     | 4      | 1 eth @1 tA gone; 1 eth @1 tA x1                   | detected  |                | 0            |
            gone, included again and confirmed           | 4      | 1 eth @1 tA gone; 1 eth @1 tA                      | paid      |                | 0            |
            included again after the expiry              | 30     | 1 eth @14 tA gone; 1 eth @14 tA                    | paid      |                | 0            |
            replaced by a smaller payment                | 4      | 1 eth @1 tA gone; 0.4 eth @2 tB                    | underpaid | underpaid reverted | 0.6      |
            one part of two gone                         | 4      | 0.4 eth @1 gone; 0.6 eth @2                        | underpaid | underpaid reverted | 0.4      |
            gone, and paid anew in grace                 | 20     | 1 eth @1 gone; 1 eth @18                           | paid_late | late reverted  | 0            |
            a grace payment gone                         | 30     | 1 eth @18 gone                                     | failed    | reverted       | 1            |
            a payment that was too late, gone            | 30     | 1 eth @26 gone                                     | expired   |                | 1            |
            a wrong token, gone                          | 30     | 1 dai @1 gone                                      | expired   |                | 1            |
            a crumb, gone                                | 30     | 0.00001 eth @1 gone                                | expired   |                | 1            |
            only a wrong token stays                     | 30     | 1 eth @1 gone; 1 dai @1                            | failed    | wrong_asset reverted | 1      | wrong_asset
            a part accepted by hand                      | 30     | 0.4 eth @1; resolve                                | paid      | underpaid      | 0            |
            a part accepted by hand, unconfirmed         | 3      | 0.4 eth @1 x1; resolve                             | paid      | underpaid      | 0            |
            too late, accepted by hand                   | 30     | 1 eth @26; resolve                                 | paid      | late           | 0            | late
            accepted by hand, then it vanished           | 30     | resolve-vanished; 1 eth @1 gone                    | failed    | reverted       | 1            |
            accepted by hand where nothing arrived       | 30     | resolve                                            | expired   |                | 1            |
            accepted by hand, more came                  | 6      | 0.4 eth @1; resolve; 1 eth @3                      | paid      | overpaid       | 0            |
            cancelled, then accepted by hand             | 6      | cancel @2; 1 eth @3; resolve                       | canceled  |                | 1            | canceled
            final blocks are asked for                   | 3      | finalized 990; 1 eth @1 x3                         | detected  |                | 0            |
            the block is final                           | 3      | finalized 998; 1 eth @1 x3                         | paid      |                | 0            |
            the old quote for an old block               | 80     | requote 2 @60; 1 eth @14                           | paid      |                | 0            |
            a part at the old quote, the rest at the new | 14     | requote 2 @7; 0.5 eth @5; 1 eth @8                 | paid      |                | 0            |
            the old amount at the new quote              | 14     | requote 2 @7; 1 eth @8                             | underpaid | underpaid      | 1            |
            the old amount in the quote's last moment    | 80     | open 180; requote 2 @60; 1 eth @59.999             | paid      |                | 0            |
            the old amount in the new one's first moment | 80     | open 180; requote 2 @60; 1 eth @60                 | underpaid | underpaid      | 1            |
            a part keeps its worth, the rest costs more  | 80     | open 180; requote 2 @60; 0.25 eth @59              | underpaid | underpaid      | 1.5          |
            an old part, the new remainder               | 80     | open 180; requote 2 @60; 0.25 eth @59; 1.5 eth @61 | paid      |                | 0            |
            a part at each of three quotes               | 140    | open 180; requote 2 @60; requote 4 @120; 0.5 eth @1; 0.5 eth @61; 1 eth @121 | paid | | 0            |
            gone, and included again after the new quote | 80     | open 180; requote 2 @60; 1 eth @59 tA gone; 1 eth @59 tA | paid |               | 0            |
            in grace at the new quote                    | 80     | open 60; requote 2 @60; 1 eth @65                  | underpaid | underpaid late | 1            |
            in flight across the new quote               | 61     | open 180; requote 2 @60; pending 1 eth @59         | detected  |                | 2            |
            in flight, first seen after the new quote    | 61     | open 180; requote 2 @60; pending 1 eth @60         | pending   |                | 2            |
            an old part, the rest in flight              | 61     | open 180; requote 2 @60; 0.5 eth @1; pending 0.5 eth @59 | detected |           | 1            |
            """)
    void theFactsMakeTheState(String name, String minute, String facts, String status, String exceptions, String due, String inbox) {
        Outcome outcome = Scene.at(minute, facts == null ? "" : facts).settle();

        assertThat(outcome.status().wireName()).isEqualTo(status);
        assertThat(outcome.exceptions().stream().map(SessionException::wireName).collect(Collectors.joining(" ")))
                .isEqualTo(plain(exceptions));
        assertThat(outcome.amounts().getFirst().due()).isEqualTo(Scene.units(due, 18));
        assertThat(outcome.unmatched().stream().map(u -> u.reason().wireName()).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(plain(inbox));
    }

    private static String plain(String cell) {
        return cell == null ? "" : cell;
    }
}
