// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.PairOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Two devices and how far their clocks are apart. Immutable.
 *
 * @param one what the one is called
 * @param other what the other is called
 * @param offset the one's clock − the other's
 */
public record DevicePair(String one, String other, PairOffset offset) {

    /** {@return all pairs of devices whose clocks were measured, at a time when all of them were} */
    static List<DevicePair> of(List<DeviceReport> devices) {
        List<DeviceReport> measured =
                devices.stream().filter(device -> device.clock().isPresent()).toList();
        List<DevicePair> pairs = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            for (int j = i + 1; j < measured.size(); j++) {
                pairs.add(of(measured.get(i), measured.get(j)));
            }
        }
        return List.copyOf(pairs);
    }

    private static DevicePair of(DeviceReport one, DeviceReport other) {
        ClockReading ones = one.clock().orElseThrow();
        ClockReading others = other.clock().orElseThrow();
        long together = Math.min(ones.hostNanos(), others.hostNanos());
        return new DevicePair(one.name(), other.name(), PairOffset.at(ones.model(), others.model(), together));
    }

    /** {@return the same for people, without a full stop} */
    public String sentence() {
        return offset.sentence(one, other);
    }
}
