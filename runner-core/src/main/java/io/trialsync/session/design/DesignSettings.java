// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decides the order of trials and blocks in a session.
 *
 * @param seed the seed of the experiment's own randomness
 * @param participant the participant's label
 * @param simulated whether that label stands for no participant at all
 * @param givenNumber the participant's number where it is not that at the end of the label
 */
public record DesignSettings(long seed, String participant, boolean simulated, OptionalLong givenNumber) {

    private static final Pattern NUMBER_AT_END = Pattern.compile("[0-9]{1,18}$");
    private static final long LARGEST_NUMBER = 999_999_999;
    private static final long NUMBER_OF_NOBODY = 1;

    /**
     * {@return a participant's number}
     *
     * @param text its digits
     * @throws IllegalArgumentException if it is not within 1 to 999 999 999
     */
    public static long parseNumber(String text) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= LARGEST_NUMBER) {
                return number;
            }
        }
        throw new IllegalArgumentException("[" + text + "] is not a whole number within 1 to " + LARGEST_NUMBER);
    }

    /**
     * {@return the seed of a participant's visit, for experiments in which each participant has an order of their own}
     *
     * @param participant the participant's label
     * @param session the label of the visit
     */
    public static long seedOf(String participant, String session) {
        return NamedSeed.of(1, "participant/" + participant + "/" + session);
    }

    /**
     * {@return a new stream of randomness, at its beginning}
     *
     * @param name what it is for
     */
    public Random random(String name) {
        return NamedSeed.random(seed, name);
    }

    /**
     * {@return the number that counterbalancing goes by: the given one, else that of the digits at the end of the label, so 7 of P07;
     * 1 where nobody takes part}
     *
     * @throws IllegalArgumentException if none is given and the label does not end in digits
     */
    public long participantNumber() {
        if (givenNumber.isPresent()) {
            return givenNumber.getAsLong();
        }
        Matcher digits = NUMBER_AT_END.matcher(participant);
        if (digits.find()) {
            return Long.parseLong(digits.group());
        }
        if (simulated) {
            return NUMBER_OF_NOBODY;
        }
        throw new IllegalArgumentException("trialsync.participant: [" + participant
                + "] does not end in a number, by which the order is counterbalanced; use labels such as P07, or give the number"
                + " as trialsync.participant.number");
    }
}
