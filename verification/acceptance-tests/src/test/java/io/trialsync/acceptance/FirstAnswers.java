// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The first answers of a simulated phone in a fresh JVM can take longer than a client of a phone waits, if the machine is busy: they
 * are asked for with more patience before the first session.
 *
 * <p>The static flag is of the JVM, as the classes are that are loaded by then.
 */
final class FirstAnswers {

    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final CompanionSpec SPEC = CompanionSpec.parse("simulated:neon?delay=0ns&recording-delay=0ns");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FirstAnswers() {}

    static void await() {
        if (ASKED.getAndSet(true)) {
            return;
        }
        try (SimulatedCompanion phone = SimulatedCompanion.start(SPEC)) {
            HttpClient client = HttpClient.newHttpClient();
            send(client, phone, "GET", "/api/status", BodyPublishers.noBody());
            send(client, phone, "POST", "/api/recording:start", BodyPublishers.noBody());
            send(client, phone, "POST", "/api/event", BodyPublishers.ofString("{\"name\":\"first\"}"));
            send(client, phone, "POST", "/api/recording:stop_and_save", BodyPublishers.noBody());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(
            HttpClient client, SimulatedCompanion phone, String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        URI address = URI.create("http://" + phone.host() + ":" + phone.port() + path);
        client.send(
                HttpRequest.newBuilder(address)
                        .method(method, body)
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.discarding());
    }
}
