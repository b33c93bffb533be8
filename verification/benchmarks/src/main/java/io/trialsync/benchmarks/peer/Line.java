// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

/** A straight line. */
record Line(double micros, double microsPerSecond) implements OffsetFunction {

    @Override
    public double microsAt(double seconds) {
        return micros + microsPerSecond * seconds;
    }
}
