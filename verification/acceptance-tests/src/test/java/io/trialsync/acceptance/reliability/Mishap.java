// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

import io.trialsync.simulator.NetworkLoss;
import io.trialsync.simulator.PhonePath;
import io.trialsync.simulator.ReplyFault;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Something that goes wrong, once. */
enum Mishap {
    EMPTY_RESPONSE("replies without a word (`empty-response`)", spoiling(ReplyFault.EMPTY_RESPONSE)),
    MALFORMED_CHUNK(
            "garbage behind a status (`malformed-response-chunk`)", spoiling(ReplyFault.MALFORMED_RESPONSE_CHUNK)),
    RANDOM_DATA("garbage, then the end (`random-data-then-close`)", spoiling(ReplyFault.RANDOM_DATA_THEN_CLOSE)),
    RESET_BY_PEER("connections reset (`connection-reset-by-peer`)", spoiling(ReplyFault.CONNECTION_RESET_BY_PEER)),
    REFUSED("every connection refused for 1.5 s", leaving(NetworkLoss.RESET)),
    BLACK_HOLE("nothing comes through for 1.5 s", leaving(NetworkLoss.SILENT)),
    SLOW_DRIP("a reply that drips in for 30 s (`slow-drip`)", spoiling(ReplyFault.SLOW_DRIP)),
    SERVER_ERROR("status 500 (`server-error`)", spoiling(ReplyFault.SERVER_ERROR)),
    OTHER_RECORDING("somebody else stops the recording and starts another", Mishap::recordElsewhere),
    WALL_STEP("the phone's clock jumps 850 ms ahead", phone -> phone.controls().stepWall(Duration.ofMillis(850))),
    REBOOT("the phone starts anew and is away for 1.5 s", Mishap::reboot);

    /** What is done to the phone. */
    @FunctionalInterface
    private interface Deed {
        void happenTo(SimulatedCompanion phone) throws IOException, InterruptedException;
    }

    private static final Duration AWAY = Duration.ofMillis(1_500);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // only functions without state
    private final Deed deed;

    Mishap(String words, Deed deed) {
        this.words = words;
        this.deed = deed;
    }

    void happen(SimulatedCompanion phone) throws IOException, InterruptedException {
        deed.happenTo(phone);
    }

    String words() {
        return words;
    }

    /** The next reply of each kind that a session asks for. */
    private static Deed spoiling(ReplyFault fault) {
        return phone -> List.of(PhonePath.EVENT, PhonePath.TIME_ECHO, PhonePath.STATUS, PhonePath.STOP_AND_SAVE)
                .forEach(path -> phone.controls().spoil(path, fault, 1));
    }

    private static Deed leaving(NetworkLoss manner) {
        return phone -> phone.controls().loseNetwork(AWAY, manner);
    }

    private static void reboot(SimulatedCompanion phone) {
        phone.controls().reboot(AWAY, Duration.ZERO);
    }

    private static void recordElsewhere(SimulatedCompanion phone) throws IOException, InterruptedException {
        phone.controls().stopRecordingElsewhere();
        HttpRequest start = HttpRequest.newBuilder(
                        URI.create("http://" + phone.host() + ":" + phone.port() + "/api/recording:start"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(start, BodyHandlers.discarding());
    }
}
