// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Says in one line why a phone gave no answer, and what to try. */
final class LinkFailure {

    private static final int LONGEST_REASON = 200;
    private static final String ADVICE =
            "; check that the Companion app is open, and that phone and computer are on the same network";

    private LinkFailure() {}

    /**
     * {@return the failure of a request; a failure that already has its line is returned as it is}
     *
     * @param place where the phone was looked for
     * @param what the request, such as {@code POST /api/event}
     * @param cause what went wrong
     */
    static DeviceException of(HostAndPort place, String what, IOException cause) {
        if (cause instanceof DeviceException known) {
            return known;
        }
        if (cause instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return interrupted(place, what, cause);
        }
        return new DeviceException(noAnswer(place, what) + reason(cause) + ADVICE, cause);
    }

    /** {@return the failure of a request whose thread was interrupted, which says nothing about the phone} */
    static DeviceException interrupted(HostAndPort place, String what, Exception cause) {
        return new DeviceException(noAnswer(place, what) + "the wait for it was interrupted", cause);
    }

    private static String noAnswer(HostAndPort place, String what) {
        return "no answer from the phone at " + place + " to " + what + ": ";
    }

    static DeviceException closed(HostAndPort place) {
        return new DeviceException("the link to the phone at " + place + " is closed");
    }

    private static String reason(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "no such host is known";
        }
        if (cause instanceof InterruptedIOException) {
            return "it took too long";
        }
        if (cause instanceof ConnectException) {
            return "nothing accepts connections there";
        }
        if (cause instanceof EOFException || cause instanceof SocketException) {
            return "the connection was closed (" + oneLine(String.valueOf(cause.getMessage())) + ")";
        }
        return oneLine(String.valueOf(cause.getMessage()));
    }

    /** A foreign text for a message of ours: one line, of bounded length. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
