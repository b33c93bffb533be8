// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

/** Hears how far the conversion of a table has come; called about once a mebibyte by the converting thread. */
@FunctionalInterface
public interface ConversionProgress {

    /** Does nothing. */
    ConversionProgress NONE = (pass, passes, bytesDone, bytesTotal) -> {};

    /**
     * Hear how far it has come.
     *
     * @param pass the pass over the table, from 1
     * @param passes how many passes there are: two if the order of the rows matters, else one
     * @param bytesDone how many bytes of this pass are done
     * @param bytesTotal how many bytes the table has
     */
    void advanced(int pass, int passes, long bytesDone, long bytesTotal);
}
