// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.trialsync.device.LiveSamples.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** One table of live samples, appended to as they come. Not thread-safe. */
final class SampleTable implements AutoCloseable {

    static final String STAMP = "timestamp [ns]";
    static final String RECEIVED = "received host time [ns]";

    /** Longer than any header and any row. */
    private static final int TAIL_BYTES = 65_536;

    private final FileChannel channel;
    private final CsvWriter csv;

    private SampleTable(FileChannel channel) {
        this.channel = channel;
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /** {@return the header of a table with these columns} */
    static List<String> header(List<String> columns) {
        List<String> header = new ArrayList<>(columns.size() + 2);
        header.add(STAMP);
        header.addAll(columns);
        header.add(RECEIVED);
        return header;
    }

    /** {@return whether a table is there already that has other columns, as when a session goes on with another app} */
    static boolean hasOtherColumns(Path file, List<String> columns) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            String begin = text(channel, 0);
            return begin.indexOf('\n') >= 0 && !begin.startsWith(String.join(",", header(columns)) + "\n");
        }
    }

    /** Open a new table, or one that is there; a row that was torn when its writer was cut off is taken away. */
    static SampleTable open(Path file, List<String> columns) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            cutTornRow(channel);
            channel.position(channel.size());
            SampleTable table = new SampleTable(channel);
            if (channel.size() == 0) {
                table.csv.writeRecord(header(columns));
                table.flush(); // so that it is seen which columns this file has
            }
            return table;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void cutTornRow(FileChannel channel) throws IOException {
        long tail = Math.max(0, channel.size() - TAIL_BYTES);
        channel.truncate(tail + text(channel, tail).lastIndexOf('\n') + 1);
    }

    /** One character for each byte, so that places in the text are places in the file. */
    private static String text(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
        channel.read(bytes, from);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    void write(Sample sample, long receivedHostNanos) {
        List<String> row = new ArrayList<>(sample.values().size() + 2);
        row.add(Long.toString(sample.deviceNanos()));
        for (float value : sample.values()) {
            row.add(Float.isFinite(value) ? Float.toString(value) : "");
        }
        row.add(Long.toString(receivedHostNanos));
        csv.writeRecord(row);
    }

    void flush() throws IOException {
        csv.flush();
    }

    /** Close a table that could not be written, with the rows that are whole. */
    void abandon() throws IOException {
        try (channel) {
            cutTornRow(channel);
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
