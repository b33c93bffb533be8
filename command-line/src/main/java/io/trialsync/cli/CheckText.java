// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.session.check.CheckReport;
import io.trialsync.session.check.CheckResult;
import io.trialsync.session.check.DeviceReport;
import io.trialsync.session.check.Finding;
import io.trialsync.session.check.Level;
import io.trialsync.session.check.Unchecked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A check for people: a line a finding, what could not be checked, and the verdict. Pure. */
final class CheckText {

    private CheckText() {}

    static List<String> of(CheckReport report) {
        List<String> lines = new ArrayList<>();
        for (DeviceReport device : report.devices()) {
            lines.add(
                    device.facts().isPresent()
                            ? device.name() + "  " + device.address().text()
                            : device.name());
            findings(lines, device.results());
        }
        if (report.devices().isEmpty()) {
            lines.add("no device was found");
        }
        if (!report.pairs().isEmpty()) {
            lines.add("between devices");
            report.pairs().forEach(pair -> lines.add("  " + pair.sentence()));
        }
        lines.add("this computer");
        findings(lines, report.computer());
        notChecked(lines, report);
        lines.add(verdict(report));
        return lines;
    }

    private static void findings(List<String> lines, List<CheckResult> results) {
        for (CheckResult result : results) {
            if (result instanceof Finding finding) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-4s  %-12s  %s%s",
                        finding.level() == Level.OK ? "ok" : finding.level(),
                        finding.subject(),
                        finding.text(),
                        finding.advice().isEmpty() ? "" : ". " + finding.advice() + "."));
            }
        }
    }

    private static void notChecked(List<String> lines, CheckReport report) {
        List<String> unchecked = new ArrayList<>();
        report.devices().forEach(device -> unchecked(unchecked, device.name() + ": ", device.results()));
        unchecked(unchecked, "", report.computer());
        if (!unchecked.isEmpty()) {
            lines.add("not checked");
            lines.addAll(unchecked);
        }
    }

    private static void unchecked(List<String> lines, String prefix, List<CheckResult> results) {
        for (CheckResult result : results) {
            if (result instanceof Unchecked not) {
                lines.add("  " + prefix + not.subject() + ": " + not.reason());
            }
        }
    }

    private static String verdict(CheckReport report) {
        return (report.ready() ? "READY" : "NOT READY") + ": " + report.count(Level.FAIL) + " FAIL, "
                + report.count(Level.WARN) + " WARN, " + report.count(Level.OK) + " ok";
    }
}
