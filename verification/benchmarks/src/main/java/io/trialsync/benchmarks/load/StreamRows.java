// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A table of live samples.
 *
 * @param rows how many samples it has
 * @param lost how many are missing between its first and its last
 */
record StreamRows(long rows, long lost) {

    /**
     * Read a table.
     *
     * @param table the table; one that is not there has no rows
     * @param periodNanos how far apart samples are
     */
    static StreamRows read(Path table, long periodNanos) throws IOException {
        if (!Files.exists(table)) {
            return new StreamRows(0, 0);
        }
        long[] stamps;
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(table)) {
            stamps = csv.stream()
                    .mapToLong(row -> Long.parseLong(row.getField("timestamp [ns]")))
                    .toArray();
        }
        Arrays.sort(stamps);
        long lost = 0;
        for (int i = 1; i < stamps.length; i++) {
            lost += Math.max(0, Math.round((double) (stamps[i] - stamps[i - 1]) / periodNanos) - 1);
        }
        return new StreamRows(stamps.length, lost);
    }
}
