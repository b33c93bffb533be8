// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.KnownDrift;
import io.trialsync.device.DeviceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftFilesTests {

    private static final DeviceIdentity NEON = device("a41fe4fe2bccf6c3");

    @TempDir
    Path directory;

    private static DeviceIdentity device(String id) {
        return new DeviceIdentity(id, "Neon", "lab phone", Optional.empty());
    }

    private DriftFiles files() {
        return new DriftFiles(directory.resolve("state"));
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theDriftOfADeviceIsThereInTheNextSessionThoughLessSure() {
        assertThat(files().read(NEON)).isEmpty();

        files().write(NEON, new KnownDrift(-20.5, 0.25));
        files().write(NEON, new KnownDrift(-21.5, 0.25));

        assertThat(files().read(NEON)).contains(new KnownDrift(-21.5, 2.25));
        assertThat(files().read(device("another"))).isEmpty();
    }

    @Test
    void aDriftThatIsHardlyKnownDoesNotTakeThePlaceOfABetterOne() {
        files().write(NEON, new KnownDrift(-20.5, 0.25));
        files().write(NEON, new KnownDrift(300, 100));

        assertThat(files().read(NEON)).map(KnownDrift::driftPpm).contains(-20.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/x", "/tmp/x", "..", "", "CON", "a:b\\c", "名前", "a\u0000b\n"})
    void noIdEscapesTheFolder(String id) throws IOException {
        files().write(device(id), new KnownDrift(1, 1));

        assertThat(written()).singleElement().satisfies(file -> {
            assertThat(file.getParent()).isEqualTo(directory.resolve("state"));
            assertThat(file.getFileName().toString()).matches("drift-[a-z0-9_]+-[a-z0-9_]*\\.properties");
        });
        assertThat(files().read(device(id))).isPresent();
    }

    @Test
    void idsThatDifferOnlyByCaseOrAreVeryLongHaveFilesOfTheirOwn() throws IOException {
        files().write(device("ab"), new KnownDrift(1, 1));
        files().write(device("AB"), new KnownDrift(2, 1));
        files().write(device("x".repeat(900)), new KnownDrift(3, 1));

        assertThat(written()).hasSize(3);
        assertThat(files().read(device("AB"))).map(KnownDrift::driftPpm).contains(2.0);
        assertThat(files().read(device("x".repeat(900))))
                .map(KnownDrift::driftPpm)
                .contains(3.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "format=trialsync-drift/2",
                "format=trialsync-drift/1\nmodel=Neon\nid=someone-else\ndrift_ppm=1\nuncertainty_ppm=1",
                "format=trialsync-drift/1\nmodel=Neon\nid=a41fe4fe2bccf6c3\ndrift_ppm=NaN\nuncertainty_ppm=1",
                "format=trialsync-drift/1\nmodel=Neon\nid=a41fe4fe2bccf6c3\ndrift_ppm=1\nuncertainty_ppm=no",
                "format=\\u12"
            })
    void whatIsUnreadableIsIgnored(String content) throws IOException {
        files().write(NEON, new KnownDrift(1, 1));
        Files.writeString(written().get(0), content);

        assertThat(files().read(NEON)).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeOrAFolderIsIgnored() throws IOException {
        files().write(NEON, new KnownDrift(1, 1));
        Path file = written().get(0);
        Files.writeString(file, "x".repeat(5000));
        assertThat(files().read(NEON)).isEmpty();

        Files.delete(file);
        Files.createDirectory(file);
        assertThat(files().read(NEON)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeFailsNothing() throws IOException {
        Files.writeString(directory.resolve("state"), "a file");

        files().write(NEON, new KnownDrift(1, 1));

        assertThat(files().read(NEON)).isEmpty();
    }
}
