// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What addresses, names of hosts and paths of files look like in a text. */
final class PersonalPatterns {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final String LABEL = "[A-Za-z0-9_](?:[\\w-]{0,61}[A-Za-z0-9_])?";

    /** A request, as in GET /data/x, is of the device's interface and nobody's file. */
    private static final String NO_REQUEST = "(?<!\\b(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) )";

    private static final String COLON_INSIDE = ":(?!\\s|$)";

    private PersonalPatterns() {}

    /** {@return patterns by what they find, in the order in which they are to be applied, since an address may stand in a path} */
    static Map<String, Pattern> byKind() {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("e-mail address", Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,8}"));
        kinds.put(
                "MAC address",
                Pattern.compile("\\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\\b"
                        + "|(?<![\\w.])(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}(?!\\w|\\.\\w)"));
        kinds.put(
                "IP address",
                Pattern.compile("(?<![\\w.])(?<!(?i:version|release|firmware|build|java|jdk)(?: is)?[ :=]{0,3})" + OCTET
                        + "(?:\\." + OCTET + "){3}(?!\\w|\\.\\d)(?::\\d{1,5}\\b)?"));
        kinds.put(
                "IPv6 address",
                Pattern.compile(
                        "(?<![\\w:])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
                                + "|(?:[0-9A-Fa-f]{1,4}:){1,6}:(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4})(?:%\\w{1,20})?(?![\\w:])"));
        kinds.put("host name", Pattern.compile(hostName()));
        kinds.put("path", Pattern.compile(home() + "|" + other()));
        return kinds;
    }

    private static String hostName() {
        String inUrl = "(?<=\\b(?:https?|wss?|rtsps?|ftp|ntp|udp|tcp|ssh)://)[^\\s/\"'<>?#\\[\\]]+";
        String unknown = "(?<=UnknownHostException: )[^\\s,;:\"')\\[\\]]+";
        String resolved = "\\b[\\w.-]{1,253}(?=/(?:<unresolved>|\\[(?:IP|IPv6) address removed\\]))";
        String local = "\\b(?!(?:java|user)\\.home\\b)" + LABEL + "(?:\\." + LABEL
                + "){0,8}\\.(?:local|lan|home|internal|localdomain|intern|intranet|corp|box)\\b";
        // names of Java classes, settings and markers have dots as well, but no top-level domain at their end
        String domain = "(?<![\\w.@-])(?!(?:java|javax|jdk|sun|io|org|com|net|tools|trialsync|trial)\\.)" + LABEL
                + "(?:\\." + LABEL + "){1,8}\\.(?!(?:gz|md|py|js|sh|so|ms|ns)\\b)"
                + "(?:[a-z]{2}|com|org|net|edu|gov|mil|int|info|cloud|dev)(?![\\w-]|\\.\\w)";
        return inUrl + "|" + unknown + "|" + resolved + "|" + local + "|" + domain;
    }

    /** A home folder may have a space in its name, and in any below, so that only what ends a phrase ends the path. */
    private static String home() {
        String begin = "(?:file:/{0,2})?(?:(?:(?<![\\w.\\]/])|(?<=file:/{0,2}))(?:/[\\w.-]{1,64}){0,3}/(?:home|Users)/"
                + "|(?<![A-Za-z])[A-Za-z]:[\\\\/]{1,2}Users[\\\\/]{1,2})";
        return NO_REQUEST + begin + "(?:[^\"'`,;:)\\r\\n]|" + COLON_INSIDE + "|\\)(?=[\\\\/])|(?<=\\w)'(?=\\w))*+";
    }

    /** Words behind a space belong to a path if a separator follows them. */
    private static String other() {
        String begin = "(?:(?<![A-Za-z])[A-Za-z]:[\\\\/](?!/)|\\\\\\\\(?=[\\w.$-])|file:/{1,3}|(?<![\\w/])~\\w{0,32}/"
                + "|(?<![\\w/.\\]])/(?:root|tmp|var|mnt|media|opt|srv|data|Volumes|private|run)/)";
        String character = "(?:[^\\s\"'`<>|;,:)\\]]|" + COLON_INSIDE + ")";
        return NO_REQUEST + begin + character + "*+(?:(?: [\\w.(&-]{1,64}\\)?){1,3}[\\\\/]" + character + "*+){0,8}+";
    }
}
