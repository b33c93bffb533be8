// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The gaze of a real recording, as its table of Pupil Cloud has it, over and over. Immutable. */
final class RecordedGaze implements GazeSource {

    private static final int MOST_ROWS = 2_000_000;
    private static final String STAMP = "timestamp [ns]";
    private static final String X = "gaze x [px]";
    private static final String Y = "gaze y [px]";
    private static final String WORN = "worn";

    private final NavigableMap<Long, GazeSample> samples;

    private RecordedGaze(NavigableMap<Long, GazeSample> samples) {
        this.samples = samples;
    }

    static RecordedGaze read(Path table) throws IOException {
        NavigableMap<Long, GazeSample> samples = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(table)) {
            for (NamedCsvRecord row : rows) {
                if (samples.size() == MOST_ROWS) {
                    throw new IOException("it has more than " + MOST_ROWS + " rows");
                }
                Map<String, String> cells = row.getFieldsAsMap();
                long nanos = Long.parseLong(cell(cells, STAMP));
                boolean worn = !cells.getOrDefault(WORN, "1.0").matches("0(\\.0*)?|False|false");
                float x = Float.parseFloat(cell(cells, X));
                float y = Float.parseFloat(cell(cells, Y));
                samples.put(nanos, GazeSample.at(x, y, worn));
            }
        } catch (IOException | CsvParseException | IllegalArgumentException e) {
            throw new IOException(
                    "[" + table + "] is not a table of gaze that can be streamed: " + e.getMessage()
                            + "; it has the columns " + STAMP + ", " + X + " and " + Y,
                    e);
        }
        if (samples.isEmpty()) {
            throw new IOException("[" + table + "] has no row of gaze");
        }
        return new RecordedGaze(samples);
    }

    private static String cell(Map<String, String> cells, String name) {
        String cell = cells.get(name);
        if (cell == null) {
            throw new IllegalArgumentException("there is no column [" + name + "]");
        }
        return cell;
    }

    @Override
    public GazeSample at(long elapsedNanos) {
        long span = samples.lastKey() - samples.firstKey();
        // the last sample lasts as long as the others do
        long length = span + Math.max(1, span / Math.max(1, samples.size() - 1));
        return samples.floorEntry(samples.firstKey() + Math.floorMod(elapsedNanos, length))
                .getValue();
    }
}
