// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of text what names a person's computer, phone or network, and counts it. Not thread-safe. */
final class PersonalText {

    private static final int SHORTEST_LITERAL = 4;
    /** Names of accounts and computers that name nobody, and that are words of messages. */
    private static final Set<String> NOBODY = Set.of(
            "auto",
            "root",
            "user",
            "guest",
            "admin",
            "administrator",
            "ubuntu",
            "localhost",
            "experiment",
            "experimenter",
            "participant",
            "device",
            "unknown",
            "removed");

    private static final Map<String, Pattern> KINDS = PersonalPatterns.byKind();
    private static final String REMOVED = "\\[[A-Za-z0-9 -]{1,60} removed\\]";

    private record Literal(Pattern pattern, String kind) {}

    /** The longest first, since one may be part of another. */
    private final Map<String, Literal> literals =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Take out a text wherever it stands as words of its own, unless it is too short or too common to name anybody. */
    void remove(String literal, String kind) {
        String text = literal.strip();
        if (text.length() >= SHORTEST_LITERAL && !NOBODY.contains(text.toLowerCase(Locale.ROOT))) {
            literals.putIfAbsent(text, new Literal(Pattern.compile(REMOVED + "|" + asWords(text)), kind));
        }
    }

    private static String asWords(String text) {
        String before = isWord(text.codePointAt(0)) ? "(?<![\\p{L}\\p{N}_])" : "";
        String after = isWord(text.codePointBefore(text.length())) ? "(?![\\p{L}\\p{N}_])" : "";
        return before + "(?i:" + Pattern.quote(text) + ")" + after;
    }

    private static boolean isWord(int character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    /** {@return the text without what was found, in whose place its kind stands in brackets} */
    String without(String text) {
        String rest = literals(text, true);
        rest = withoutPatterns(rest);
        return literals(rest, false);
    }

    /** {@return the text without what looks like an address or a path, whatever this session's are} */
    String withoutPatterns(String text) {
        String rest = text;
        for (Map.Entry<String, Pattern> kind : KINDS.entrySet()) {
            rest = replaced(rest, kind.getValue(), kind.getKey());
        }
        return rest;
    }

    /** Paths go before patterns, which would find a part of them; words after, since they may be parts of what patterns find. */
    private String literals(String text, boolean paths) {
        String rest = text;
        for (Map.Entry<String, Literal> literal : literals.entrySet()) {
            if (isPath(literal.getKey()) == paths) {
                rest = replaced(
                        rest, literal.getValue().pattern(), literal.getValue().kind());
            }
        }
        return rest;
    }

    /** {@return whether a text has a separator of folders} */
    static boolean isPath(String text) {
        return text.contains("/") || text.contains("\\");
    }

    private String replaced(String text, Pattern pattern, String kind) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(found -> {
            if (found.group().matches(REMOVED)) {
                return Matcher.quoteReplacement(found.group());
            }
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
