// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Durstenfeld's form of the Fisher–Yates shuffle. It is our own since an order is to be the same with every release of Java, which
 * {@link Collections#shuffle} does not promise.
 */
final class Shuffle {

    private Shuffle() {}

    static <T> List<T> of(List<T> items, Random random) {
        List<T> shuffled = new ArrayList<>(items);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            Collections.swap(shuffled, last, random.nextInt(last + 1));
        }
        return shuffled;
    }
}
