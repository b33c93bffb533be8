// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.FoundCompanion;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Waits until a search has found the phone that is asked for: as short as the answer is certain, ten seconds at most. Used by one
 * thread.
 */
final class CompanionFinder {

    private static final long LONGEST_NANOS = 10_000_000_000L;
    /** Whoever announces itself at all does so within a second or so of being asked. */
    private static final long SECOND_ONE_NANOS = 1_500_000_000L;

    private static final long POLL_NANOS = 20_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final CompanionChoice choice;
    private final CompanionSearch search;
    private final SerialNumbers serials;
    private final LongSupplier nanoTime;

    CompanionFinder(CompanionChoice choice, CompanionSearch search, SerialNumbers serials, LongSupplier nanoTime) {
        this.choice = choice;
        this.search = search;
        this.serials = serials;
        this.nanoTime = nanoTime;
    }

    /** @throws DeviceException if there is none, or more than one */
    FoundCompanion find() throws DeviceException {
        long start = nanoTime.getAsLong();
        long alone = start;
        while (nanoTime.getAsLong() - start < LONGEST_NANOS) {
            List<FoundCompanion> matching = matching();
            if (matching.size() > 1) {
                throw new DeviceException(several(matching));
            }
            if (matching.isEmpty()) {
                alone = nanoTime.getAsLong();
            } else if (choice.namesOne() || nanoTime.getAsLong() - alone >= SECOND_ONE_NANOS) {
                return matching.get(0);
            }
            pause();
        }
        List<FoundCompanion> matching = matching();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw new DeviceException(
                matching.isEmpty() ? none(nanoTime.getAsLong() - start, search.found()) : several(matching));
    }

    private static void pause() throws DeviceException {
        LockSupport.parkNanos(POLL_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new DeviceException("the search for Companion devices was interrupted");
        }
    }

    private List<FoundCompanion> matching() {
        return search.found().stream().filter(this::isMeant).toList();
    }

    private boolean isMeant(FoundCompanion phone) {
        return switch (choice.kind()) {
            case AUTO -> true;
            case ID -> phone.id().equalsIgnoreCase(choice.value());
            case NAME -> phone.name().equals(choice.value());
            case SERIAL ->
                serials.of(phone).filter(choice.value()::equalsIgnoreCase).isPresent();
        };
    }

    private String several(List<FoundCompanion> phones) {
        return phones.size() + " Companion devices" + choice + " were found; write which one is meant: " + list(phones);
    }

    private String none(long nanos, List<FoundCompanion> others) {
        return "no Companion device" + choice + " was found within " + Math.round(nanos / NANOS_PER_SECOND) + " s on "
                + search.where()
                + (others.isEmpty() ? "" : "; found were " + list(others) + serials.failures())
                + "; " + CompanionSearch.advice();
    }

    private static String list(List<FoundCompanion> phones) {
        return phones.stream().map(FoundCompanion::toString).collect(Collectors.joining(", "));
    }
}
