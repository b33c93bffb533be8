// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class ManifestVersion implements IVersionProvider {

    ManifestVersion() {}

    @Override
    public String[] getVersion() {
        String version = TrialSync.class.getPackage().getImplementationVersion();
        return new String[] {"trialsync " + Objects.requireNonNullElse(version, "(not built into a jar)")};
    }
}
