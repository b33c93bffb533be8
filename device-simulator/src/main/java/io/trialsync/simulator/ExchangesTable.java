// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.trialsync.clock.Exchange;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Writes exchanges as the table that other programs exchange with this one. Stateless. */
public final class ExchangesTable {

    private ExchangesTable() {}

    /**
     * Write a table under its final name only when it is complete; an older file of that name is replaced.
     *
     * @param file the table
     * @param exchanges its rows, in their order
     * @param progress told the number of rows after each one
     * @return the number of rows
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static long write(Path file, Stream<Exchange> exchanges, LongConsumer progress) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new IOException("cannot write [" + file + "]; give a file in a folder that exists");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write [" + file + "]; the folder [" + folder + "] is not writable");
        }
        Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
        try {
            long rows = writeRows(unfinished, exchanges.iterator(), progress);
            move(unfinished, file);
            return rows;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static long writeRows(Path file, Iterator<Exchange> exchanges, LongConsumer progress) throws IOException {
        long rows = 0;
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            csv.writeRecord("host_send_ns", "device_ns", "host_receive_ns");
            while (exchanges.hasNext()) {
                Exchange exchange = exchanges.next();
                csv.writeRecord(
                        Long.toString(exchange.hostSendNanos()),
                        Long.toString(exchange.deviceNanos()),
                        Long.toString(exchange.hostReceiveNanos()));
                progress.accept(++rows);
            }
        }
        return rows;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
