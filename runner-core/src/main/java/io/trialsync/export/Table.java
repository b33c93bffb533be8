// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.trialsync.align.AlignmentException;
import io.trialsync.align.OutputFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table whose columns are found row by row: each row names its cells, and a cell that is not named stays empty. */
final class Table {

    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Map<Integer, String>> rows = new ArrayList<>();

    /** A row being filled. */
    final class Row {
        private final Map<Integer, String> cells = new LinkedHashMap<>();

        /** Fill a cell of a column of ours. */
        Row put(String column, @Nullable Object value) {
            cells.put(columns.computeIfAbsent(column, name -> columns.size()), text(value));
            return this;
        }

        /** Fill a cell of a column that the experiment names; if that name is ours, the kind is added to it. */
        Row putNamed(String column, String kind, Object value, List<String> ours) {
            return put(FormulaGuard.guarded(ours.contains(column) ? column + " (" + kind + ")" : column), value);
        }
    }

    Table(List<String> columns) {
        columns.forEach(column -> this.columns.put(column, this.columns.size()));
    }

    Row row() {
        Row row = new Row();
        rows.add(row.cells);
        return row;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? FormulaGuard.guarded(text) : value == null ? "" : value.toString();
    }

    /** Write the table, all at once. */
    void write(Path path) {
        try (OutputFile file = OutputFile.create(path)) {
            Writer writer = new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
            csv.writeRecord(columns.keySet());
            for (Map<Integer, String> cells : rows) {
                List<String> record = new ArrayList<>(columns.size());
                for (int i = 0; i < columns.size(); i++) {
                    record.add(cells.getOrDefault(i, ""));
                }
                csv.writeRecord(record);
            }
            csv.flush();
            file.complete();
        } catch (IOException | UncheckedIOException e) {
            throw new AlignmentException(path + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
