// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.design;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * Seeds with names, so that each use of randomness has a stream of its own: what one part draws never changes what another one
 * gets. Stateless.
 *
 * <p>The derivation is a contract and does not change between releases: the first eight bytes, most significant first, of the
 * SHA-256 digest of the UTF-8 bytes of {@code SEED/NAME}, where SEED is in decimal digits.
 */
public final class NamedSeed {

    private NamedSeed() {}

    /**
     * {@return the seed of a name}
     *
     * @param seed the seed of the session
     * @param name what it is for, such as {@code order}
     */
    public static long of(long seed, String name) {
        byte[] digest = sha256().digest((seed + "/" + name).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    /**
     * {@return a new stream of randomness, at its beginning; {@link Random}, since its algorithm is specified}
     *
     * @param seed the seed of the session
     * @param name what it is for
     */
    public static Random random(long seed, String name) {
        return new Random(of(seed, name));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
