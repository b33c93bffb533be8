// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of text what names a person's computer, phone or network, and counts it. Not thread-safe. */
final class PersonalText {

    private static final int SHORTEST_LITERAL = 3;

    /** In this order, since an address may stand in a path. */
    private static final Map<String, Pattern> KINDS = kinds();

    private final Map<String, String> literals = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private static Map<String, Pattern> kinds() {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("e-mail address", Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,8}"));
        kinds.put("MAC address", Pattern.compile("\\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\\b"));
        kinds.put("IP address", Pattern.compile("(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.]\\d)(?::\\d{1,5})?"));
        kinds.put(
                "IPv6 address",
                Pattern.compile(
                        "(?<![\\w:])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
                                + "|(?:[0-9A-Fa-f]{1,4}:){1,6}:(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4})(?:%\\w{1,20})?(?![\\w:])"));
        kinds.put(
                "host name",
                Pattern.compile(
                        "\\b[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,8}\\.(?:local|lan|home|internal|localdomain)\\b"));
        kinds.put(
                "path",
                Pattern.compile(
                        "(?:file:/{0,3}|\\b[A-Za-z]:\\\\|\\\\\\\\|~/|(?<![\\w/.\\]])/(?=[\\w.~-]+/))[^\\s\"'<>|;,)\\]]*"));
        return kinds;
    }

    /** Take out a text wherever it stands; texts of one or two characters are left, since they stand in every word. */
    void remove(String literal, String kind) {
        if (literal.strip().length() >= SHORTEST_LITERAL) {
            literals.putIfAbsent(literal.strip(), kind);
        }
    }

    /** {@return the text without what was found, in whose place its kind stands in brackets} */
    String without(String text) {
        String rest = text;
        for (String literal : longestFirst()) {
            String kind = literals.getOrDefault(literal, "");
            rest = replaced(rest, Pattern.compile(Pattern.quote(literal)), kind);
        }
        for (Map.Entry<String, Pattern> kind : KINDS.entrySet()) {
            rest = replaced(rest, kind.getValue(), kind.getKey());
        }
        return rest;
    }

    private List<String> longestFirst() {
        List<String> all = new ArrayList<>(literals.keySet());
        all.sort(Comparator.comparingInt(String::length).reversed());
        return all;
    }

    private String replaced(String text, Pattern pattern, String kind) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(found -> {
            count(kind);
            return Matcher.quoteReplacement("[" + kind + " removed]");
        });
    }

    void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** {@return how often each kind of text was taken out} */
    Map<String, Integer> counts() {
        return counts;
    }
}
