// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The named streams of randomness of one session. Thread-safe. */
public final class RandomStreams {

    private final long seed;
    private final Map<String, Random> streams = new ConcurrentHashMap<>();

    /**
     * Create streams, each at its beginning.
     *
     * @param seed the seed of the session
     */
    public RandomStreams(long seed) {
        this.seed = seed;
    }

    /**
     * {@return the stream of a name; the same name gives the same stream, which goes on where it was left}
     *
     * @param name what it is for
     */
    public Random named(String name) {
        return streams.computeIfAbsent(name, each -> NamedSeed.random(seed, each));
    }
}
