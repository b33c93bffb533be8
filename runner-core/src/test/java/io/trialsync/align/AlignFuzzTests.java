// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.fuzz.Fuzz;
import io.trialsync.journal.HostileJournal;
import io.trialsync.journal.WrittenJournal;
import io.trialsync.runner.ExperimentRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignFuzzTests {

    private static final String CLOUD_GAZE =
            "section id,recording id,timestamp [ns],gaze x [px],gaze y [px],worn,fixation id,blink id\r\n"
                    + "9fd2,b7d0,1685088813000000000,548.1,\"612,5\",1,,\r\n"
                    + "9fd2,b7d0,1685088813004000000,548.2,\"a \"\"b\"\"\",1,3,\r\n"
                    + "9fd2,b7d0,1685088813008000000,548.3,612.7,1,3,\r\n";

    private static final String EXCHANGES = """
            host_send_ns,device_ns,host_receive_ns,note
            1685088813000000000,1685088812160000000,1685088813005000000,a
            1685088814000000000,1685088813160000000,1685088814005000000,"b,
            "
            1685088815000000000,1685088814160000000,1685088815005000000,c
            """;

    @TempDir
    Path folder;

    @Test
    void everyTableIsConvertedOrRefusedInALine() {
        ClockModel model = SomeModels.steady();
        Path out = folder.resolve("out.csv");
        Fuzz.of(CLOUD_GAZE, "\ufeff" + CLOUD_GAZE).run(400, AlignmentException.class, bytes -> {
            Path in = Files.write(folder.resolve("gaze.csv"), bytes);
            SensorTables.clockOf(TableConverter.columnsOf(in));
            new TableConverter(model, "timestamp [ns]", ConversionProgress.NONE).convert(in, out);
        });
    }

    @Test
    void everyTableOfExchangesIsReadOrRefusedInALine() {
        Fuzz.of(EXCHANGES)
                .run(
                        500,
                        AlignmentException.class,
                        bytes -> ExchangesTable.read(Files.write(folder.resolve("exchanges.csv"), bytes), 1_000_000));
    }

    /** Each line with its number and a checksum that fits, so that it is read whatever it says. */
    @Test
    void everySessionIsAlignedOrRefusedInALine() {
        Path journal = folder.resolve("journal.jsonl");
        Fuzz.of(HostileJournal.objects(WrittenJournal.records(12)).getBytes(UTF_8))
                .run(60, AlignmentException.class, bytes -> {
                    Files.write(journal, HostileJournal.framed(new String(bytes, UTF_8)));
                    SessionLosses.of(ExperimentRun.align(folder, Estimators.standard()));
                });
    }
}
