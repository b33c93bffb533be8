// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceAddress;
import java.util.Optional;

/** Which of the phones on the network an address asks for: {@code auto}, or {@code id=…}, {@code name=…}, {@code serial=…}. */
record CompanionChoice(Kind kind, String value) {

    /** By what a phone is chosen. */
    enum Kind {
        /** There is only one. */
        AUTO,
        /** Its id, which is announced. */
        ID,
        /** What its owner calls it, which is announced. */
        NAME,
        /** The serial number of its glasses or module, for which it has to be asked. */
        SERIAL
    }

    /**
     * Read an address.
     *
     * @return nothing if the address says itself where the phone is
     * @throws IllegalArgumentException if the key is unknown or the value empty
     */
    static Optional<CompanionChoice> of(DeviceAddress address) {
        String place = address.place();
        if (place.equals("auto")) {
            return Optional.of(new CompanionChoice(Kind.AUTO, ""));
        }
        int equals = place.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String value = place.substring(equals + 1).strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("[" + place + "] in device address [" + address + "] has no value");
        }
        return Optional.of(new CompanionChoice(kind(place.substring(0, equals), address), value));
    }

    private static Kind kind(String key, DeviceAddress address) {
        return switch (key) {
            case "id" -> Kind.ID;
            case "name" -> Kind.NAME;
            case "serial" -> Kind.SERIAL;
            default ->
                throw new IllegalArgumentException("[" + key + "] in device address [" + address
                        + "] is unknown; a phone on the network is chosen by id, name or serial, such as"
                        + " companion:id=a41fe4fe2bccf6c3, or is the only one: companion:auto");
        };
    }

    /** Whether no second phone can be meant by it. */
    boolean namesOne() {
        return kind == Kind.ID || kind == Kind.SERIAL;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "";
            case ID -> " with id [" + value + "]";
            case NAME -> " with name [" + value + "]";
            case SERIAL -> " with serial number [" + value + "]";
        };
    }
}
