// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Stands before a simulated phone and makes it look like one without Time Echo: its status names no port for it. */
final class WithoutTimeEcho implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimulatedCompanion phone;

    WithoutTimeEcho(SimulatedCompanion phone) throws IOException {
        this.phone = phone;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + phone.host() + ":" + phone.port() + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            byte[] body = answer.body()
                    .replaceAll("\"time_echo_port\"\\s*:\\s*\\d+", "\"time_echo_port\":null")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
