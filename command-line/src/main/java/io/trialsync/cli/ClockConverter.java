// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.device.DeviceClock;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --clock}. */
final class ClockConverter implements ITypeConverter<String> {

    ClockConverter() {}

    @Override
    public String convert(String text) {
        if (text.equals(DeviceClock.WALL) || text.equals(DeviceClock.SENSOR)) {
            return text;
        }
        throw new TypeConversionException(
                "[" + text + "] is not a clock; choose " + DeviceClock.WALL + " or " + DeviceClock.SENSOR);
    }
}
