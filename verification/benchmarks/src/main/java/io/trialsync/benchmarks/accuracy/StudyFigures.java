// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The figures of the simulation study that this project was designed by, for one scenario (20 seeds of its own).
 *
 * @param medianMicros the median error of the study's estimator, in microseconds
 * @param p95Micros its 95 % error, in microseconds
 * @param worstMicros its largest error, in microseconds
 * @param peerP95Micros the 95 % errors of the peers' methods as the study had them, by name, in microseconds
 */
record StudyFigures(double medianMicros, double p95Micros, double worstMicros, Map<String, Double> peerP95Micros) {

    private static final String SCENARIO = "scenario";
    private static final String OURS = "CORR ";

    /** {@return the figures of all scenarios, by id} */
    static Map<String, StudyFigures> read() {
        try (InputStream in = Objects.requireNonNull(StudyFigures.class.getResourceAsStream("study-figures.csv"));
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
            Map<String, StudyFigures> figures = new LinkedHashMap<>();
            for (NamedCsvRecord row : rows) {
                figures.put(row.getField(SCENARIO), of(row));
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StudyFigures of(NamedCsvRecord row) {
        Map<String, Double> peers = new LinkedHashMap<>();
        for (String column : row.getHeader()) {
            if (!column.equals(SCENARIO) && !column.startsWith(OURS)) {
                peers.put(column, micros(row, column));
            }
        }
        return new StudyFigures(
                micros(row, OURS + "median"), micros(row, OURS + "p95"), micros(row, OURS + "worst"), peers);
    }

    private static double micros(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column)) * 1000;
    }
}
