// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The JVM of the phones: they run until its standard input ends, as it does when whoever started it is gone. */
final class PhonesHost {

    /** Written when all phones are there: a line a phone, its address and its id. */
    static final String FILE_NAME = "phones.txt";

    private static final int FIRST_SEED = 101;
    private static final int LONGEST_ANSWER_MILLIS = 60_000;

    private PhonesHost() {}

    /**
     * Run phones.
     *
     * @param args how many, and the folder to write to
     * @throws Exception if a phone cannot listen or a file not be written
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            awaitFirstAnswers();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                lines.add(start(i, folder, open));
            }
            tell(lines, folder);
            while (System.in.read() >= 0) {
                // whatever is typed is of no interest
            }
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    /** Start a phone that streams gaze and IMU as fast as a Neon does. */
    private static String start(int number, Path folder, Deque<AutoCloseable> open) throws IOException {
        String id = String.format(Locale.ROOT, "%016x", FIRST_SEED + number);
        EventList events = EventList.open(EventList.file(folder, id));
        open.push(events);
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?offset=" + (100 * number - 840) + "ms&drift="
                + (5 * number - 60) + "ppm&stream=200hz&id=" + id + "&seed=" + (FIRST_SEED + number));
        SimulatedCompanion phone =
                SimulatedCompanion.with(spec).listener(events::add).start();
        open.push(phone);
        awaitAnswer(phone, "GET", "/api/status");
        return phone.host() + ":" + phone.port() + " " + id;
    }

    /** The first answers of a fresh JVM can take longer than a client of a phone waits, if the machine is busy. */
    private static void awaitFirstAnswers() throws IOException {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?delay=0ns&recording-delay=0ns");
        try (SimulatedCompanion phone = SimulatedCompanion.start(spec)) {
            awaitAnswer(phone, "GET", "/api/status");
            awaitAnswer(phone, "POST", "/api/recording:start");
            awaitAnswer(phone, "POST", "/api/event");
            awaitAnswer(phone, "POST", "/api/recording:stop_and_save");
        }
    }

    /** Whatever the answer is. */
    private static void awaitAnswer(SimulatedCompanion phone, String method, String path) throws IOException {
        URI address = URI.create("http://" + phone.host() + ":" + phone.port() + path);
        HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
        request.setRequestMethod(method);
        request.setReadTimeout(LONGEST_ANSWER_MILLIS);
        request.getResponseCode();
        request.disconnect();
    }

    /** The file is there as a whole or not at all. */
    private static void tell(List<String> lines, Path folder) throws IOException {
        Path beginnings = Files.write(folder.resolve(FILE_NAME + ".part"), lines);
        Files.move(beginnings, folder.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}
