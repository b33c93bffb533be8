// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.discovery.FoundCompanion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Asks phones for their serial numbers, each once and several at a time, since a phone that is asleep must not hold up the others. */
final class SerialNumbers implements AutoCloseable {

    private static final int AT_A_TIME = 8;
    private static final int MOST = 64;

    /** Connects to a phone and asks who it is. */
    interface Asking {
        Optional<String> serialOf(FoundCompanion phone) throws DeviceException;
    }

    /** What became of asking; both empty while it is under way. */
    private record Answer(Optional<String> serial, Optional<String> failure) {}

    private final Asking asking;
    private final Map<FoundCompanion, Answer> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
        Thread thread = new Thread(work, "trialsync-discovery-serial");
        thread.setDaemon(true);
        return thread;
    });

    SerialNumbers(Asking asking) {
        this.asking = asking;
    }

    /** {@return the serial number of a phone, if it is known yet} */
    Optional<String> of(FoundCompanion phone) {
        if (!answers.containsKey(phone) && answers.size() < MOST) {
            answers.put(phone, new Answer(Optional.empty(), Optional.empty()));
            threads.execute(() -> answers.put(phone, ask(phone)));
        }
        Answer answer = answers.get(phone);
        return answer == null ? Optional.empty() : answer.serial();
    }

    private Answer ask(FoundCompanion phone) {
        try {
            return new Answer(asking.serialOf(phone), Optional.empty());
        } catch (DeviceException e) {
            return new Answer(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** {@return which phones could not be asked and why, to follow in an error message; empty if there is none} */
    String failures() {
        String failures = answers.values().stream()
                .map(Answer::failure)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return failures.isEmpty() ? "" : "; " + failures;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
