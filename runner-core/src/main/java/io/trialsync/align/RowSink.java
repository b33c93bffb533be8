// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

/** Takes the records of a table in order. */
@FunctionalInterface
interface RowSink {

    /** Take the header, the first record. */
    default void header(RecordReader header) {}

    /**
     * Take a row.
     *
     * @param row its bytes
     * @param deviceNanos its stamp, in nanoseconds of the device's clock
     */
    void row(RecordReader row, long deviceNanos);

    /** Take one of the empty lines at the end of the table. */
    default void emptyLine(RecordReader line) {}
}
