// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.util.regex.Pattern;

/**
 * Where a phone offers the stream of a sensor.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param parameters what stands behind the question mark, such as {@code camera=gaze&audioenable=on}
 */
public record RtspAddress(String host, int port, String parameters) {

    private static final Pattern PARAMETERS = Pattern.compile("[\\p{Alnum}=&_.%-]{1,200}");

    /**
     * {@return whether parameters that a phone tells can stand in an address}
     *
     * @param parameters the text
     */
    public static boolean usable(String parameters) {
        return PARAMETERS.matcher(parameters).matches();
    }

    String place() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    String url() {
        return "rtsp://" + place() + "/?" + parameters;
    }
}
